"""What stands beside a list and turns it, as a person tells: by its words, its look, and its place.

下一页 and 加载更多 stand beneath the list that they turn, the nearest one counts; numbers in a line are pages; of the
views that a list has, the one that looks otherwise is shown; a 查询 belongs to the boxes that it stands with.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from zicha.model.base import Model
from zicha.portal.profile import Profile
from zicha.text.undoing import undoes

_NOTHING_MORE = re.compile(r"没有|没了|已全部|已加载|已显示|到底|完毕")
_BEFORE_A_PAGE = re.compile(r"(?:第|前往|[跳转翻]?[到至])$")
_GOES = re.compile(r"go|确定|确认|跳转|转到|前往|跳", re.IGNORECASE)
_COUNT = re.compile(r"[（(\[【]?\d*[)）\]】]?$")
_NEAR = 400
"""Pixels between a list and what turns it, at the most."""


class Box(Model):
    """A place on the page, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def gap(self, other: Box) -> float:
        """Return how far another place is above or beneath; nothing where the two stand side by side."""
        return max(0.0, other.top - self.bottom, self.top - other.bottom)

    def distance(self, other: Box) -> float:
        """Return how far another place is in any direction."""
        return self.gap(other) + max(0.0, other.left - self.right, self.left - other.right)

    def is_beneath(self, other: Box) -> bool:
        """Return whether this place is under another one, and no column beside it."""
        return self.top >= other.bottom - 2 and self.left < other.right and self.right > other.left


class Control(Model):
    """Something to click beside the rows.

    `strip` is where it stands with others of its kind, `looks` what it looks like there, `weight` how much it stands
    out; `pager` tells that it stands
    among numbers of pages. `fields` are the boxes that it belongs to, `presses` that it looks as if it could be
    clicked, `leaves` that it leads to another page.
    """

    index: int
    text: str
    next: bool
    tab: bool
    selected: bool
    disabled: bool
    presses: bool = True
    leaves: bool = False
    strip: int = 0
    looks: str = ""
    weight: int = 0
    pager: bool = False
    fields: tuple[int, ...] = ()
    box: Box


class SearchBox(Model):
    """A box for text beside the rows, with the words that explain it, and those behind it."""

    index: int
    label: str
    after: str = ""
    box: Box


def next_control(controls: Sequence[Control], place: Box, profile: Profile) -> Control | None:
    """Return what turns to the next page: the nearest beneath a list, a disabled one where there is no other.

    An arrow without words is none where it stands far away.
    """
    words = profile.entries["next_page"]
    arrows = [c for c in controls if c.next and c.box.is_beneath(place) and c.box.gap(place) <= _NEAR]
    named = [*arrows, *(c for c in controls if re.sub(r"\s", "", c.text) in words)]
    return min(named, key=lambda c: (c.disabled, abs(c.box.top - place.bottom)), default=None)


def more_control(controls: Sequence[Control], place: Box, profile: Profile) -> Control | None:
    """Return what brings more rows: it stands alone on its line under a list, and speaks of more in whatever words."""

    def is_alone(control: Control) -> bool:
        beside = (c for c in controls if c.presses and control.box.gap(c.box) == 0 and c.text not in control.text)
        return not any(control.text not in c.text for c in beside)

    fitting = (
        c
        for c in controls
        if c.presses and not (c.disabled or c.leaves) and c.box.is_beneath(place) and c.box.gap(place) <= _NEAR
        if any(word in c.text for word in profile.entries["more"]) and not _NOTHING_MORE.search(c.text)
        if not undoes(c.text)
    )
    return min((c for c in fitting if is_alone(c)), key=lambda c: (c.box.gap(place), -c.index), default=None)


def page_numbers(controls: Sequence[Control], place: Box) -> dict[int, Control]:
    """Return the numbers of pages that stand nearest to a list."""
    near = [c for c in controls if c.pager and c.text.isdecimal() and c.box.gap(place) <= _NEAR]
    nearest = min(near, key=lambda c: c.box.gap(place), default=None)
    return {int(c.text): c for c in near if nearest is not None and c.strip == nearest.strip}


def jump_box(boxes: Iterable[SearchBox], place: Box) -> SearchBox | None:
    """Return the box near a list in which one writes the number of a page: 前往 … 页, 第 … 页."""
    near = (box for box in boxes if box.box.gap(place) <= _NEAR)
    fitting = (box for box in near if _BEFORE_A_PAGE.search(box.label) and box.after.startswith("页"))
    return min(fitting, key=lambda box: box.box.gap(place), default=None)


def jump_control(controls: Iterable[Control], box: SearchBox) -> Control | None:
    """Return what is pressed once a number stands in the box of a page: the nearest on its line."""
    beside = (c for c in controls if c.presses and c.box.gap(box.box) == 0 and c.box.left >= box.box.right)
    return min((c for c in beside if _GOES.fullmatch(c.text)), key=lambda c: c.box.left, default=None)


def views(controls: Sequence[Control], profile: Profile) -> tuple[Control, ...]:
    """Return the views of a list that are not shown; one that shows all of it comes first, and alone does.

    A tab is one, whatever it is called, unless it undoes something; of links, items and spans two or more must bear
    such a word.
    """
    tabs = [c for c in controls if c.tab and not undoes(c.text)]
    strips = [strip for strip in _strips(controls) if _is_of_views(strip, profile)]
    listed = [*tabs, *(c for strip in strips for c in strip if _names_a_view(c, profile))]
    shown = {c.index for c in (*tabs, *(c for strip in strips for c in strip)) if c.selected}
    shown |= {c.index for strip in strips if (c := _odd_one(strip)) is not None}
    everything = [c for c in listed if _view_word(c) in profile.entries["all_rows"]]
    if any(c.index in shown for c in everything):
        return tuple(c for c in tabs if c.index not in shown)
    hidden = [c for c in listed if c.index not in shown]
    first = [c for c in hidden if c in everything][:1]
    return tuple({c.index: c for c in (*first, *(hidden if not first else (c for c in hidden if c.tab)))}.values())


def query_control(
    controls: Iterable[Control], boxes: Iterable[SearchBox], place: Box | None, profile: Profile
) -> tuple[SearchBox, Control] | None:
    """Return the box of a list that asks for a number, with the button nearest to it of those that belong to it."""
    labels, words = profile.columns["number"], profile.entries["query"]
    asking = [box for box in boxes if any(label in box.label for label in labels)]
    queries = [c for c in controls if re.sub(r"\s", "", c.text) in words]

    def rank(box: SearchBox) -> tuple[bool, float]:
        """Of a site's own box and a list's, the latter asks for less, and stands nearer."""
        asks_for_more = any(label in box.label for label in profile.columns["matter"])
        return asks_for_more, box.box.gap(place) if place is not None else 0.0

    for box in sorted(asking, key=rank):
        own = [c for c in queries if box.index in c.fields]
        if own:
            return box, min(own, key=lambda c: (c.box.distance(box.box), -c.index))
    return None


def _strips(controls: Sequence[Control]) -> list[list[Control]]:
    """Return what stands together in one place, each thing once: the innermost of several that say the same."""
    strips: dict[int, dict[str, Control]] = {}
    for control in controls:
        if not control.tab:
            strips.setdefault(control.strip, {})[control.text] = control
    return [list(strip.values()) for strip in strips.values()]


def _is_of_views(strip: Sequence[Control], profile: Profile) -> bool:
    named = [c for c in strip if _names_a_view(c, profile)]
    return len(named) > 1 and any(c.presses for c in named)


def _names_a_view(control: Control, profile: Profile) -> bool:
    return _view_word(control) in (*profile.entries["all_rows"], *profile.entries["views"])


def _view_word(control: Control) -> str:
    """Return a view's name without the number of its rows: 已办结(3)."""
    return _COUNT.sub("", re.sub(r"\s", "", control.text))


def _odd_one(strip: Sequence[Control]) -> Control | None:
    """Return the only one that looks otherwise than all the others, which are alike; of two the one that stands out."""
    looks = Counter(c.looks for c in strip)
    rare = [c for c in strip if looks[c.looks] == 1]
    if len(strip) == 2 and len(looks) == 2:
        one, other = sorted(strip, key=lambda c: -c.weight)
        return one if one.weight > other.weight else None
    return rare[0] if len(strip) > 2 and len(looks) == 2 and len(rare) == 1 else None
