"""The 办件编号 of what was handed in, as a page tells it: under its label, or the only code of its kind."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from zicha.model.base import BEIJING
from zicha.portal.live.look import Look
from zicha.portal.profile import Profile

_LIKE_A_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9A-Z]{14,50}(?![0-9A-Za-z])")
_BETWEEN = r"(?:[（(][^）)\n]{0,12}[）)])?[\s：:为是“”‘’【\[]{0,8}"
"""What may stand between the label of a number and the number: （请妥善保管）：, 为：."""
_OTHER_CODES = (18, 31, 33)
"""How long the codes of bodies and people are, of items, and of their parts."""
_LEAST_DIGITS = 10
_DAY = re.compile(r"(?<!\d)(20\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)")
_NEAR = 4
"""Lines around a number that are about the same case."""


def is_of_earlier_days(number: str, after: Look, before: Look, now: datetime) -> bool:
    """Return whether the lines around a number tell only of days before today: then it is an earlier case's.

    The page after 提交 may be 我的办件, in which what was just handed in does not stand yet.
    """
    lines = after.lines_since(before)
    near = {n for at, line in enumerate(lines) if number in line for n in range(at - _NEAR, at + _NEAR + 1)}
    days = [day for n, line in enumerate(lines) if n in near for day in _DAY.findall(line)]
    yesterday = (now - timedelta(days=1)).astimezone(BEIJING)
    return bool(days) and all(tuple(map(int, day)) < (yesterday.year, yesterday.month, yesterday.day) for day in days)


def lone_code(before: Look, text: str) -> str:
    """Return the only code on a page that is made like a 办件编号 and did not stand there before.

    Codes of bodies, people and items are made otherwise.
    """
    codes = {code for code in _LIKE_A_NUMBER.findall(text) if code not in before.text}
    fitting = [code for code in codes if len(code) not in _OTHER_CODES and sum(map(str.isdigit, code)) >= _LEAST_DIGITS]
    return fitting[0] if len(fitting) == 1 else ""


def number_in(text: str, profile: Profile, before: str = "") -> str:
    """Return the 办件编号 in a text; of several numbers the one under the label that the profile puts first.

    Of several under one label it is the one that did not stand in the text before. What names more is a list, in which
    nobody can tell it from a citizen's.
    """
    for label in profile.columns["number"]:
        numbers = set(re.findall(rf"{re.escape(label)}{_BETWEEN}((?=[A-Z]*\d)[0-9A-Z]{{8,50}})(?![0-9A-Za-z])", text))
        fresh = {number for number in numbers if number not in before} if len(numbers) > 1 else numbers
        if numbers:
            return fresh.pop() if len(fresh) == 1 else ""
    return ""
