"""Whether a page asks a person to log in: a login form, or only words that say so.

A word in the site's header, an account's level of 实名认证, or a 查询密码 among the fields of a form asks nothing.
"""

from __future__ import annotations

import re

from zicha.portal.live.form import form_address, typed_fields
from zicha.portal.live.look import Look
from zicha.portal.profile import Profile

MOST_FIELDS = 6
"""A login, a binding or a proof of identity asks for no more; an application form does."""
_FEW_FIELDS = 3
"""So many and a code sent to a telephone: who logs in is asked for no more."""
LONGEST_NOTICE = 200
LEVEL_OF_PROOF = r"(?:实名|身份)认证(?:等级|级别|状态)(?!\s*[：:]?\s*[未无待])"
"""How high an account stands; one that has none is told so."""
_PROVED = re.compile(rf"已(?:完成|通过)?(?:实名认证|身份认证|身份核验|登录|绑定)|{LEVEL_OF_PROOF}")
"""What a short page of one's own may say of the account: nobody is asked anything."""

_GREETING = re.compile(
    r"(?:您好|当前用户|欢迎您|欢迎)[，,：:\s]*(?!访问|使用|光临|来到|进入|登录|办理)([\u4e00-\u9fff·（）()]{2,40})"
)


def greeted_names(text: str) -> frozenset[str]:
    """Return the names by which a page greets who is logged in."""
    return frozenset(name for name in _GREETING.findall(text) if not re.search("登录|注册", name))


def asks_to_log_in(look: Look, profile: Profile) -> bool:
    """Return whether one must log in, bind an account or prove one's identity before anything else."""
    if profile.is_login(look.url) or any(profile.meaning(text, "logged_out") for text in look.messages):
        return True
    if len(typed_fields(look)) > MOST_FIELDS:
        return False
    if has_password(look, profile) or _is_login_form(look, profile):
        return True
    if any(ends_in(heading, profile.phrases["sign_on"]) for heading in look.headings):
        return True
    return not look.fields and profile.meaning(_notice(look), "logged_out", "sign_on") != ""


def asking_address(look: Look) -> str:
    """Return the address of the page that asks: a frame's, where it is the frame that does."""
    return look.password_address or form_address(look)


def _notice(look: Look) -> str:
    """Return what a short page says, but for what it says of an account that is in order."""
    return _PROVED.sub("", look.own) if len(look.own) <= LONGEST_NOTICE else ""


def has_password(look: Look, profile: Profile) -> bool:
    """Return whether the password of an account is asked for, not one for a later 查询."""
    labels = [field.label for field in look.fields if field.type == "password"]
    return any(not any(word in label for word in profile.phrases["own_password"]) for label in labels)


def _is_login_form(look: Look, profile: Profile) -> bool:
    """Return whether a few fields are there to log in with: a button says so, or a code that is sent to a telephone."""
    typed, entries = typed_fields(look), profile.entries
    if not typed or look.button((*entries["next"], *entries["draft"])) is not None:
        return False
    code = any("验证码" in field.label or "验证码" in field.hint for field in typed)
    sent = code and any(word in text for text in _own_buttons(look) for word in entries["send_code"])
    return has_login_button(look, profile) or (sent and len(typed) <= _FEW_FIELDS)


def has_login_button(look: Look, profile: Profile) -> bool:
    """Return whether the page itself offers to log in."""
    return any(text in profile.entries["login"] for text in _own_buttons(look))


def _own_buttons(look: Look) -> list[str]:
    return [re.sub(r"\s", "", button.text) for button in look.buttons if not (button.chrome or button.tab)]


def ends_in(heading: str, phrases: tuple[str, ...]) -> bool:
    """Return whether a heading ends in a phrase: 用户登录 and 请完成实名认证 do, 实名认证信息 does not."""
    return len(heading) <= 20 and heading.rstrip("！!。：: ").endswith(phrases)
