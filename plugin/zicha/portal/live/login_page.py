"""Whether a page asks a person who they are: a login form, an account to bind, 实名认证, or only words that say so.

A word in the site's header, an account's level of 实名认证, or a 查询密码 among the fields of a form asks nothing.
"""

from __future__ import annotations

import re

from zicha.portal.live.form import typed_fields
from zicha.portal.live.look import Look
from zicha.portal.profile import Profile

_MOST_FIELDS = 6
"""A login, a binding or a proof of identity asks for no more; an application form does."""
_LONGEST_NOTICE = 200
_PROVED = re.compile(r"已(?:完成|通过)?(?:实名认证|身份认证|身份核验|登录|绑定)")
"""What a short page of one's own may say of the account: nobody is asked anything."""


def asks_to_log_in(look: Look, profile: Profile) -> bool:
    """Whether one must log in, bind an account or prove one's identity before anything else."""
    if profile.is_login(look.url) or any(profile.meaning(text, "logged_out") for text in look.dialogs):
        return True
    typed = len(typed_fields(look))
    if typed > _MOST_FIELDS:
        return False
    if look.passwords or any(_ends_in(heading, profile.phrases["sign_on"]) for heading in look.headings):
        return True
    said = _PROVED.sub("", look.own) if len(look.own) <= _LONGEST_NOTICE else ""
    return not look.fields and profile.meaning(said, "logged_out", "sign_on") != ""


def asked_by(look: Look) -> str:
    """The address of the page that asks: a frame's, where it is the frame that does."""
    return look.asked_at or look.url


def _ends_in(heading: str, phrases: tuple[str, ...]) -> bool:
    """用户登录 and 请完成实名认证 ask; 实名认证信息 is the heading of a part of a form."""
    return len(heading) <= 20 and heading.rstrip("！!。：: ").endswith(phrases)
