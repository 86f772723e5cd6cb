"""The login page filled in as a person would: who one is, the way with a password, the account, what one agrees to.

A QR code may stand first and the password behind a word that is pressed. What only a person can do, a slider or a code
that is drawn or sent, is left to a person.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from zicha.model.finding import Uncheckable
from zicha.portal.live.choices import agree_to_terms
from zicha.portal.live.form import typed_fields
from zicha.portal.live.look import Field, Look
from zicha.portal.live.notices import own_words
from zicha.portal.live.tab import Tab
from zicha.portal.profile import Account, Profile

_CODE = re.compile(r"验证码|校验码|动态码|动态密码")


class SentLogin(NamedTuple):
    """A login that was sent off: the form as it stood before, and how far the tab's way had come."""

    form: Look
    hops: int


def send_login(tab: Tab, account: Account, profile: Profile) -> SentLogin | str:
    """Type the account into the login page that stands in the tab and send it off; or say what the page lacks.

    Raise Uncheckable where the page is made in an unknown way, or asks for what only a person can do: that is no fault
    of the portal.
    """
    look = _with_password(tab, _as_applicant(tab, tab.look(), account), profile)
    name = _account_field(look, profile)
    secret = next((f for f in look.fields if f.type == "password"), None)
    if name is None or secret is None:
        raise Uncheckable(f"没有认出登录页面上填写账号和密码的位置：{profile.login_address}")
    require_no_person(look, profile)
    tab.field(name).fill(account.user)
    tab.field(secret).fill(account.password)
    agree_to_terms(tab, look, profile)
    # 登录并绑定 would change the account.
    own = [b for b in tab.look().buttons if not (b.tab or b.chrome or profile.meaning(b.text, "binding"))]
    # The page's own button stands below its fields; a link of the same name may stand above.
    button = next((b for b in reversed(own) if re.sub(r"[\W_]+", "", b.text) in profile.entries["login"]), None)
    sent = SentLogin(look, len(tab.hops))
    if button is not None:
        tab.click(button, "点击“登录”")
    elif (worded := tab.worded(profile.entries["login"])) is not None:
        tab.press(worded, "点击“登录”")
    elif own:
        raise Uncheckable(f"没有认出登录页面上的“登录”按钮：{profile.login_address}")
    else:
        return "登录页面没有“登录”按钮"
    return sent


def _as_applicant(tab: Tab, look: Look, account: Account) -> Look:
    """Choose the kind of account: a tab, or a word that can be pressed."""
    choice = next((b for b in look.buttons if b.text == account.tab and not b.chrome), None)
    if choice is not None:
        return look if choice.selected else tab.select(choice, f"选择“{account.tab}”")
    return _pressed(tab, look, (account.tab,))


def _with_password(tab: Tab, look: Look, profile: Profile) -> Look:
    """Press what leads to the way with a password, where another one stands first."""
    if any(field.type == "password" for field in look.fields):
        return look
    words = profile.entries["password_login"]
    choice = next((b for b in look.buttons if b.text in words and not b.chrome), None)
    look = tab.select(choice, f"选择“{choice.text}”") if choice is not None else _pressed(tab, look, words)
    return tab.look_until(lambda look: any(f.type == "password" for f in look.fields), profile.limits.click)


def _pressed(tab: Tab, look: Look, words: tuple[str, ...]) -> Look:
    """Press what bears one of the words and shows the hand; return the page as it is then."""
    if (worded := tab.worded(words)) is None:
        return look
    tab.press(worded, f"选择“{words[0]}”")
    return tab.look()


def require_no_person(look: Look, profile: Profile) -> None:
    """Raise Uncheckable where a login page asks for what no program does: a slider, a code that is drawn or sent."""
    if not any(field.type == "password" for field in look.fields):
        return
    names = (f.caption or f.hint for f in typed_fields(look) if f.type != "password")
    code = next((name for name in names if _CODE.search(name)), "")
    proofs = (words for line in own_words(look) if (words := profile.meaning(line, "captcha")))
    if proof := code or next(proofs, ""):
        raise Uncheckable(f"登录页面要求人工验证（“{proof}”），请先由本人登录（zicha login）：{look.url}")


def _account_field(look: Look, profile: Profile) -> Field | None:
    """Return the field of the account: by its words, or the only one where a picture stands for them."""
    typed, words = typed_fields(look), profile.entries["user_name"]
    named = (f for f in typed if any(word in f.label or word in f.hint for word in words))
    alone = typed[0] if len(typed) == 1 and not (typed[0].caption or typed[0].hint) else None
    return next(named, alone)
