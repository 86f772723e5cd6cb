"""The parts of a form that stand on one page and are out of sight: folded up beneath their titles, or behind tabs.

A person opens each of them before she fills it in. What hands in, undoes, proves an identity or leads away opens none.
"""

from __future__ import annotations

from collections.abc import Iterator

from zicha.portal.live.look import ClosedPart, Look
from zicha.portal.live.proof_page import asks_in_title
from zicha.portal.live.tab import Tab
from zicha.portal.profile import Profile
from zicha.text.undoing import undoes

_MOST_PARTS = 30


def unfold(tab: Tab, look: Look, profile: Profile) -> Look:
    """Press the title of each part that is folded up. Return the page as it is then."""
    idle = 0
    for _ in range(_MOST_PARTS):
        folded = [part for part in _closed(look, profile) if part.folds]
        if len(folded) <= idle:
            break
        look = _open(tab, folded[idle])
        if len([part for part in _closed(look, profile) if part.folds]) >= len(folded):
            idle += 1  # it opens nothing, and is passed by
    return look


def each_part(tab: Tab, look: Look, profile: Profile) -> Iterator[Look]:
    """Yield the page with its folded parts open, and then with each part of the form that stands behind a tab."""
    look = unfold(tab, look, profile)
    yield look
    for part in _closed(look, profile):
        again = next((each for each in _closed(tab.look(), profile) if each.text == part.text), None)
        if again is not None and not again.folds:
            _open(tab, again)
            yield unfold(tab, tab.look(), profile)


def whole_form(tab: Tab, look: Look, profile: Profile) -> Look:
    """Return the page with the fields of all its parts, as if they stood open together."""
    first, *others = each_part(tab, look, profile)
    for other in others:
        first = first.with_part(other)
    return first


def _closed(look: Look, profile: Profile) -> tuple[ClosedPart, ...]:
    return tuple(part for part in look.closed if not _does_more(part.text, profile))


def _does_more(name: str, profile: Profile) -> bool:
    """Return whether what bears a name does, or asks for, more than to show a part."""
    return undoes(name) or profile.hands_in(name) or asks_in_title(name, profile)


def _open(tab: Tab, part: ClosedPart) -> Look:
    element = tab.part(part)
    if element is not None:
        tab.press(element, f"打开“{part.text}”")
    return tab.look()
