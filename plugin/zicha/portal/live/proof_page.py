"""Whether a page asks to bind an account or to prove an identity: 绑定账号, 实名认证, a face, a bank card.

Nothing may be filled in or pressed there, as an account would be changed that is somebody's. `asks_for_proof` names a
page that surely asks, `may_ask_for_proof` one of which nobody can tell. Both look where a person looks: at titles,
dialogs, what leads on, and at the text of a page that has little else. A link in the site's header, an account that is
in order (已实名认证), or the small print of a long form asks nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from zicha.model.finding import Uncheckable
from zicha.portal.live.form import typed_fields
from zicha.portal.live.login_page import (
    LEVEL_OF_PROOF,
    LONGEST_NOTICE,
    MOST_FIELDS,
    ends_in,
    has_login_button,
    has_password,
)
from zicha.portal.live.look import Button, Field, Look
from zicha.portal.live.payment_page import asks_for_payment
from zicha.portal.profile import Profile

_LONGEST_TITLE = 20
_LONGEST_QUOTE = 80
_IN_ORDER = re.compile(
    r"已(?:完成|通过)?(?:实名认证|身份认证|身份核验|绑定)|统一身份认证|解除绑定|与(?:实名|身份)认证\S{0,6}一致"
    rf"|{LEVEL_OF_PROOF}|(?<![善充写入交])(?:实名|身份)认证信息"
)
"""What a page may say of an account, or of the platform, without asking anybody for anything."""
_UP_TO_THE_END = re.compile(r"\w{0,4}\W*")
_DEMAND_BEFORE = re.compile(r"(?:(?<!申)请|(?<![无不])[须需]|(?<![对相响])应|先|[未没]|是否)[^，。；！,;!\s]{0,8}$")
"""What stands before the words where they are asked for: 请先完成实名认证, 尚未绑定."""
_DEMAND_AFTER = re.compile(r"后[方才可]|不足|过低|不够|未达")
"""What stands behind them: 实名认证后方可办理, 实名等级不足."""
_BLANK = re.compile(r"[\s\u200b-\u200f\u2060\ufeff·•]")
"""What parts the letters of a word without another meaning."""
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff]")
_DATA_OF_PROOF = re.compile(r"银行卡|验证码")
"""Fields by which systems prove who somebody is; few applications ask for them."""
_IN_SENTENCES = re.compile(r"[。，；]")
_CODE = re.compile(r"(?:验证|校验|动态|确认)(?:码|密码|口令)")
"""What is sent to a telephone, or drawn for a person only to read."""
_OF_A_PERSON = re.compile(r"姓名|名字|证件|身份证|手机|电话|号码|银行|卡号|有效期|性别|出生|国籍|民族|住址|户籍")
"""What a page asks for that only wants to know who somebody is; an application asks for something else, too."""

_PROVES = "核实|核验|核对|核查|验证|校验|确认|识别|认证|鉴别|比对"
_WHO = "身份|您本人|你本人|是否本人|本人操作|实人|真人"
_WHO_ONE_IS = re.compile(
    rf"(?:{_PROVES})[^，。；！：,;!:\s]{{0,8}}(?:{_WHO})(?!证)|(?:{_WHO})[^，。；！：,;!:\s]{{0,6}}(?:{_PROVES})"
)
"""That it is to be found out who somebody is, in whatever words: 核实您的真实身份, 身份信息确认."""
_MUST_BEFORE = re.compile(r"(?:[须需应]|请先|先)[^，。；！,;!\s]{0,4}$")


def asks_for_proof(look: Look, profile: Profile) -> str:
    """Return the words by which a page surely asks for binding or proof, else nothing.

    A page on which one logs in is none: whoever has no login is asked for it first.
    """
    if words := _asked_in_dialogs(look, profile):
        return words
    if profile.is_login(look.url) or has_password(look, profile) or has_login_button(look, profile):
        return ""
    typed, notice = typed_fields(look), _notice(look)
    if len(typed) <= MOST_FIELDS:
        titles = (*look.headings, *re.split(r"[-_|–—]", look.title))
        if heading := next((title.strip() for title in titles if asks_in_title(title.strip(), profile)), ""):
            return heading
        if typed and demands_proof(notice, profile):
            return notice
    if _identity_asked_for(look):
        wishes = _WHO_ONE_IS.finditer(look.own)
        if words := next((wish[0] for wish in wishes if _MUST_BEFORE.search(look.own[: wish.start()])), ""):
            return words
    proving = _proving_buttons(look, profile)
    if proving and (look.fields or notice) and not _goes_on_otherwise(look, profile):
        return proving[0].text
    asks_only_that = not look.fields and "登录" not in notice and profile.meaning(notice, "proof", "binding") != ""
    return notice if asks_only_that else ""


def may_ask_for_proof(look: Look, profile: Profile) -> str:
    """Return words of binding or proof because of which a page is left alone, though nobody can tell what it asks."""
    if words := asks_for_proof(look, profile):
        return words
    goes_on = _goes_on_otherwise(look, profile)
    if proving := [button for button in _proving_buttons(look, profile) if not (goes_on and _is_link(button))]:
        return proving[0].text
    if demanding := next((text for text in look.dialogs if demands_proof(text, profile)), ""):
        return demanding
    fields = (text for field in look.fields for text in (field.label, field.section))
    for text in (look.title, *look.headings, *fields):
        if words := _words_in(text, profile):
            return words
    if line := next((line for line in _lines_alone(look) if asks_in_title(line, profile)), ""):
        return line
    typed = typed_fields(look)
    if len(typed) <= MOST_FIELDS and (code := _code_asked_for(look)) and all(map(_is_of_a_person, typed)):
        return code
    if words := _identity_asked_for(look):
        return words
    if any(_DATA_OF_PROOF.search(f"{field.label}{field.hint}") for field in typed):
        return _words_in(look.own, profile)
    if not look.fields:
        return demands_proof(_notice(look), profile)
    return demands_proof(look.own, profile) if 0 < len(typed) <= MOST_FIELDS else ""


def _identity_asked_for(look: Look) -> str:
    """Return the words by which a page asks who somebody is that takes nothing else, whatever its button says.

    An application asks for something else, too; its small print may speak of what it likes. Where all is filled in
    from the account nothing is asked.
    """
    typed = typed_fields(look)
    asks = any(not (field.value or field.read_only) for field in typed)
    if not (asks and len(typed) <= MOST_FIELDS and all(map(_is_of_a_person, typed))):
        return ""
    texts = (_IN_ORDER.sub("", _INVISIBLE.sub("", text)) for text in (*look.headings, look.title, look.own))
    return next((match[0] for text in texts if (match := _WHO_ONE_IS.search(text))), "")


def require_no_proof(look: Look, profile: Profile, messages: Iterable[str] = ()) -> None:
    """Raise Uncheckable where a page or its messages may ask for binding, proof or money, before anything is done."""
    if words := asks_for_payment(look):
        raise Uncheckable(f"页面上写着“{words[:_LONGEST_QUOTE]}”，要求支付费用，没有填写，也没有点击：{look.url}")
    asking = (text for text in messages if demands_proof(text, profile))
    if words := next(asking, "") or may_ask_for_proof(look, profile):
        raise _left_alone(words, look)


def require_no_code(look: Look) -> None:
    """Raise Uncheckable where a form takes a code that only a person gets: nobody can make it up, nor has to."""
    if code := _code_asked_for(look):
        raise _left_alone(code, look)


def _left_alone(words: str, look: Look) -> Uncheckable:
    quoted = words[:_LONGEST_QUOTE]
    return Uncheckable(f"页面上写着“{quoted}”，可能要求绑定账号或者证明身份，没有填写，也没有点击：{look.url}")


def _code_asked_for(look: Look) -> str:
    """Return how a page names the code that is to be typed in, empty where it asks for none."""
    names = (f"{field.label} {field.hint}".strip() for field in typed_fields(look) if not field.value)
    return next((name for name in names if _CODE.search(name)), "")


def _is_of_a_person(field: Field) -> bool:
    name = f"{field.caption}{field.hint}"
    return _OF_A_PERSON.search(name) is not None or _CODE.search(name) is not None


def demands_proof(text: str, profile: Profile) -> str:
    """Return the words by which a text tells somebody to bind an account or to prove who they are, else nothing.

    Who has no login any more is asked to log in, whatever follows.
    """
    if profile.meaning(text, "logged_out"):
        return ""
    rest = _IN_ORDER.sub("", _INVISIBLE.sub("", text))
    while words := profile.meaning(rest, "proof", "binding", "real_name"):
        before, _, rest = rest.partition(words)
        if _DEMAND_BEFORE.search(before[-12:]) or _DEMAND_AFTER.match(rest):
            return words
    return ""


def _asked_in_dialogs(look: Look, profile: Profile) -> str:
    """Return the dialog that asks, or the button in it that would lead to the proof; a notice to all asks nobody."""
    proving = next((button.text for button in _proving_buttons(look, profile) if button.dialog), "")
    over = [_BLANK.sub("", button.text) for button in look.buttons if button.dialog]
    can_only_be_closed = bool(over) and all(text in profile.entries["close"] for text in over)
    demanding = (text for text in look.dialogs if demands_proof(text, profile))
    return proving or next((text for text in demanding if "未" in text or not can_only_be_closed), "")


def asks_in_title(title: str, profile: Profile) -> bool:
    """Return whether a title asks: 绑定账号 and 请完成实名认证 do; 实名认证信息 is the title of a part of a form."""
    plain = _IN_ORDER.sub("", _BLANK.sub("", title))
    if len(plain) > _LONGEST_TITLE:
        return False
    binding = profile.meaning(plain, "binding")
    ends_in_it = binding != "" and _UP_TO_THE_END.fullmatch(plain.rpartition(binding)[2]) is not None
    words = (*profile.phrases["proof_titles"], *profile.entries["prove"])
    return ends_in_it or plain in words or ends_in(plain, profile.phrases["proof"])


def _lines_alone(look: Look) -> tuple[str, ...]:
    """Return what stands alone on a line or in a cell: titles, labels, and what can be pressed, whatever its markup.

    Not what leads to another page, as the site's menu does.
    """
    buttons = {_BLANK.sub("", button.text): button for button in look.buttons}
    away = {text for text, button in buttons.items() if button.chrome or button.tab or _is_link(button)}
    lines = (_BLANK.sub("", line) for line in re.split(r"[\n\t]", look.text))
    alone = (line for line in lines if not (line in away or _IN_SENTENCES.search(line)))
    return tuple(part for line in alone for part in _between_buttons(line, buttons))


def _between_buttons(line: str, buttons: Iterable[str]) -> tuple[str, ...]:
    """Return a line, and what stands in it before, between and behind the buttons."""
    inside = [text for text in buttons if text and text in line and text != line]
    return (line, *re.split("|".join(map(re.escape, inside)), line)) if inside else (line,)


def _words_in(text: str, profile: Profile) -> str:
    """Return the words of binding or proof in a text, but for those about an account that is in order."""
    return profile.meaning(_IN_ORDER.sub("", _BLANK.sub("", text)), "proof", "binding")


def _notice(look: Look) -> str:
    """Return what a short page says, but for what it says of an account that is in order."""
    return _IN_ORDER.sub("", look.own) if len(look.own) <= LONGEST_NOTICE else ""


def _proving_buttons(look: Look, profile: Profile) -> list[Button]:
    """Return what the page itself offers to press for binding or proof: 提交认证, 立即绑定, 开始认证."""
    own = (button for button in look.buttons if not (button.chrome or button.tab))
    return [button for button in own if proves(button.text, profile)]


def proves(text: str, profile: Profile) -> bool:
    """Return whether what says so would bind an account or prove an identity when it is pressed."""
    text = _BLANK.sub("", text)
    return (
        _words_in(text, profile) != ""
        or text in profile.phrases["proof_titles"]
        or any(word in text for word in profile.entries["prove"])
    )


def _goes_on_otherwise(look: Look, profile: Profile) -> bool:
    """Return whether something else leads on: 下一步, 提交 or 暂存, but not 提交认证."""
    words = (*profile.entries["next"], *profile.entries["submit"], *profile.entries["draft"])
    return look.button(words, lambda button: not proves(button.text, profile)) is not None


def _is_link(button: Button) -> bool:
    """Return whether a button is a link to a page of its own, which the form beside it goes on without."""
    return button.link != "" and not button.link.startswith(("#", "javascript:"))
