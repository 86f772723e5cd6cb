"""Whether a page turns an applicant away because another kind of account is wanted: 不支持个人办理，请使用法人账号登录.

Words of logging in stand there, but nobody is asked to log in once more: the page knows who came, and refuses them.
A page on which one can log in, or that tells every kind of applicant how to, asks for a login.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from zicha.model.matter import Identity
from zicha.portal.live.login_page import LONGEST_NOTICE
from zicha.portal.live.look import Look
from zicha.portal.profile import Profile

_KINDS = {Identity.PERSON: "个人|自然人|公民|本人", Identity.LEGAL_PERSON: "法人|企业|单位|公司|机构|组织"}
_IN_CLAUSE = r"[^，。；！？：,;!?:\s请]"
_TELLS_TO = rf"(?:(?<![无不])[请须需应]|改用|换用|切换|更换)(?:(?![勿不非]){_IN_CLAUSE})"
_LOG_IN = "登[录陆]"
_ACCOUNT = "(?:[账帐][号户]|用户|身份)"
_LONGEST_WISH = 30
"""What is no longer, and begins by telling with which account to log in, says nothing else."""
_TITLE = re.compile(r"\W*(?:..)?(?:提示|提醒|消息|注意)\W*")
"""What stands above a message."""
_SUPPOSES = re.compile(r"(?:如[需果要您]|若|想)[^。；！？;!?]*$")


def refusal_of_account(look: Look, alerts: Iterable[str], identity: Identity, profile: Profile) -> str:
    """Return the text by which a page turns this kind of account away for another one, else nothing."""
    is_bare = not look.fields and not profile.is_login(look.url) and len(look.own) <= LONGEST_NOTICE
    texts = (*alerts, *look.notices, *((look.own,) if is_bare else ()))
    return next((text for text in texts if _wants_another_account(text, identity, profile)), "")


def _wants_another_account(text: str, identity: Identity, profile: Profile) -> bool:
    other = Identity.PERSON if identity is Identity.LEGAL_PERSON else Identity.LEGAL_PERSON
    wish = _login_as(other).search(text)
    if wish is None or _login_as(identity).search(text) or profile.meaning(text, "logged_out"):
        return False
    if _SUPPOSES.search(text[: wish.start()]):
        return False
    title = _TITLE.match(text)
    says_only_that = wish.start() == (title.end() if title else 0) and len(text) <= _LONGEST_WISH
    is_refused = profile.meaning(text, "refused", "cannot") != ""
    return says_only_that or is_refused or _names_who_may(identity, other).search(text) is not None


@cache
def _login_as(kind: Identity) -> re.Pattern[str]:
    """Match what tells to log in with an account of a kind: 请使用法人账号登录, 请先登录企业账号."""
    kinds = f"(?:{_KINDS[kind]})"
    return re.compile(
        rf"{_TELLS_TO}{{0,8}}{kinds}{_IN_CLAUSE}{{0,12}}{_LOG_IN}"
        rf"|{_TELLS_TO}{{0,10}}{_LOG_IN}{_IN_CLAUSE}{{0,4}}{kinds}{_IN_CLAUSE}{{0,4}}{_ACCOUNT}"
    )


@cache
def _names_who_may(own: Identity, other: Identity) -> re.Pattern[str]:
    """Match what says who may apply, or who came: 仅限法人办理, 属于法人事项, 您当前为个人用户, 个人用户请…."""
    ours, theirs = f"(?:{_KINDS[own]})", f"(?:{_KINDS[other]})"
    return re.compile(
        rf"(?:[仅只限]|面向|针对|[须应需]由){_IN_CLAUSE}{{0,8}}{theirs}"
        rf"|[为是属]于?{theirs}{_IN_CLAUSE}{{0,3}}(?:事项|业务|办理|申[请报])"
        rf"|(?:[您你]|当前|现在|目前){_IN_CLAUSE}{{0,8}}{ours}"
        rf"|{ours}{_ACCOUNT}?请"
    )
