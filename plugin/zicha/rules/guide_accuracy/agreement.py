"""Whether an organ, a telephone, a law, a list or a day of a page is the approved one.

True, False, or None where only a person can decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from zicha.text.dates import read_date
from zicha.text.folding import letters, list_items, place_of_item, plain, without_list_numbers
from zicha.text.laws import laws, with_plain_articles
from zicha.text.places import PLACES
from zicha.text.telephones import telephones

Agrees = bool | None
"""True, False, or None where only a person can decide."""


def has_all(text: str, approved: Sequence[str]) -> Agrees:
    """Return whether a prose is the approved items in any order and numbering, and nothing else."""
    rest = plain(without_list_numbers(text))
    for item in sorted((plain(without_list_numbers(each)) for each in approved), key=len, reverse=True):
        place = place_of_item(item, rest)
        if place < 0:
            return False
        rest = f"{rest[:place]} {rest[place + len(item) :]}"
    return None if letters(rest) else True


def is_same_organ(text: str, approved: str) -> Agrees:
    """Return whether a text names the approved organ: 水利局 is 开封市水利局, 兰考县水利局 not, 管理局 may be any."""
    one, other = plain(text), plain(approved)
    if one == other:
        return True
    organs = [plain(part) for part in list_items(text)]
    if len(organs) > 1:
        return None if any(is_same_organ(organ, approved) for organ in organs) else False
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < 3 or not longer.endswith(shorter):
        return False
    return True if PLACES.is_all_of(longer.removesuffix(shorter)) else None


def is_same_phone(text: str, approved: str) -> Agrees:
    """Return whether the approved numbers stand among those shown; an area code may be left out, not be another."""
    wanted = telephones(approved)
    if not wanted:
        return plain(approved) == plain(text)
    if "*" in text:
        return None
    shown = telephones(text)
    return all(
        any(local == other and (code == own or "" in (code, own)) for code, other in shown) for own, local in wanted
    )


def is_same_basis(text: str, approved: Sequence[str]) -> Agrees:
    """Return whether a text gives the approved laws (设定依据); other articles or more laws differ, unless quoted."""
    text, approved = with_plain_articles(text), [with_plain_articles(law) for law in approved]
    if has_all(text, approved):
        return True
    listed = "\n".join(approved)
    wanted, shown = laws(listed), laws(text)
    if not wanted or not shown:
        return None
    if not wanted.keys() <= shown.keys():
        return False
    quoted = len(plain(text)) > 2 * len(plain(listed)) + 40
    same = all(wanted[law] <= shown[law] for law in wanted) and wanted.keys() == shown.keys()
    return None if same or quoted else False


def is_same_list(text: str, approved: Sequence[str]) -> Agrees:
    """Return whether a text lists the approved words in any order; where it lists more, a person decides."""
    shown = {plain(part) for part in list_items(text)}
    wanted = {plain(part) for part in approved}
    return shown == wanted or (False if wanted - shown else None)


def is_same_day(text: str, approved: date) -> Agrees:
    """Return whether a text names the approved day: 2026-01-05, 2026年1月5日, 20260105."""
    shown = read_date(text)
    return None if shown is None else shown == approved
