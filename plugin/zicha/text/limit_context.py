"""What the words at a limit say of it: that the matter is handled by then, or something else is done within it."""

from __future__ import annotations

import re
from enum import Enum, auto

from zicha.text.durations import Mention
from zicha.text.limit_wording import STEP
from zicha.text.wording import Wording

# What is done within a limit stands after it, and the first word counts (20日内办结并送达); what it is about,
# before (公示7日).
_HANDLED = r"办结|办理完|办好|办完|作出(?:(?!受理).){0,12}决定|(?<!受理)决定(?!之日|书?后|是否受理)|审结|出证|拿到?证"
_OTHERWISE = (
    r"有效期|有效(?=\d|为|$)|届满|延续|提前|公示|公告|送达|补正|告知|通知|年检|缴|领取|保存|不计入|不计算|不包含|不含"
    r"|回复|答复|(?:内|不予|是否)受理|受理(?:的|通知|与否的)?决定|决定之日|决定书?后|评审|听证|检验|检测|检疫|鉴定|勘验|整改"
)
_DOES = re.compile(rf"(?P<handled>{_HANDLED})|{_OTHERWISE}")
_OTHER_PERIOD = Wording(_OTHERWISE)
_LEGAL_WORDS = r"法定(?:办结|办理|审批)?(?:时限|期限|时间)|法定[为是的:]?$"
_PROMISED_WORDS = r"(?<!告知)承诺(?![件书制])"
_LEGAL, _PROMISED = Wording(_LEGAL_WORDS), Wording(_PROMISED_WORDS)
_ABOUT_HANDLING = Wording(rf"办结|办理时限|受理|时限|期限|{_LEGAL_WORDS}|{_PROMISED_WORDS}")
SPECIAL_CASE = Wording(r"有效期|届满|延续|公示|补正|年检|评审|听证|检验|检测|检疫|鉴定|勘验|整改")
"""Beside these words a limit may be that of a special case: 延续的，5个工作日内办结."""
_STEP = Wording(rf"{STEP}$")
# Beside these words a number is the least that it takes, or nearly so.
_BOUND_BEFORE = Wording(
    r"(?:不[少低小]于|不得[少低]于|至少|最少|最短|起码|(?<!不)(?<!不得)超过|[多大]于|大?约|大概|≥|>)$"
)
_BOUND_AFTER = Wording(r"以上|左右|上下|[+＋]")
_FROM_THEN_ON = Wording(r"(?:以|之)?[前后]")
_HOW_LONG = r"(?:多久|多长时间|几天|多少天|(?:几|多少)个?工作日|什么时候|何时|时限)"
ASKS_HOW_LONG = Wording(rf"{_HOW_LONG}.*(?:办|批|拿证)|(?:办|批|拿证).*{_HOW_LONG}")


class Kind(Enum):
    """Which of the two limits of a matter a clause speaks of."""

    LEGAL = auto()
    PROMISED = auto()


def is_of_handling(mention: Mention) -> bool | None:
    """Return whether a limit is one of handling the matter, None where its words do not say."""
    before, after = _context(mention)
    if mention.duration.amount == 0:
        return True
    if _FROM_THEN_ON.begins(after):  # 届满30日前, 登报30日后
        return False
    if does := _DOES.search(after):
        return does["handled"] is not None
    if _OTHER_PERIOD.is_in(before):
        return False
    return True if _ABOUT_HANDLING.is_in(before) else None


def is_of_step(mention: Mention) -> bool:
    """Return whether the words at a limit name a step of the handling, which is a part of it."""
    return _STEP.is_in(_context(mention)[0])


def is_bound(mention: Mention) -> bool:
    """Return whether the words at a limit make it the least, or an estimate: 不少于30个工作日, 30个工作日左右."""
    return _BOUND_BEFORE.is_in(mention.before) or _BOUND_AFTER.begins(mention.after)


def kind_of_limit(mention: Mention) -> Kind | None:
    """Return which of the two limits a clause names, None where it names neither or both."""
    before, after = _context(mention)
    legal = _LEGAL.is_in(before)
    if legal is _PROMISED.is_in(before + after):
        return None
    return Kind.LEGAL if legal else Kind.PROMISED


def _context(mention: Mention) -> tuple[str, str]:
    """Return the words of a limit's own clause, before it and after it; one in brackets is a clause of its own."""
    enclosed = mention.before.rfind("(") > mention.before.rfind(")")
    after = mention.after.partition(")")[0] if enclosed else re.sub(r"\([^()]*(?:\)|$)", "", mention.after)
    return re.split(r"[,(?]", mention.before)[-1], after.partition(",")[0]
