"""The frame of a site: what stands at the same place with the same words on a page that is about no matter.

It is learnt from the home page, by words and place, and not known by tags: a foot with the telephone of the site, a box
of 在线客服, a menu are none of a guide's elements. What stands elsewhere on a guide, or says anything else, is the
guide's. Where the home page has another frame than the guides, nothing is learnt.
"""

from __future__ import annotations

from typing import NamedTuple

from zicha.model.page import Box, Page, Sight

_NEARLY = 2
"""Pixels by which a place may differ where a browser rounds."""


class _Place(NamedTuple):
    """Words, in which column, and how far below the top of the page, or above its bottom."""

    words: str
    left: int
    width: int
    is_from_bottom: bool
    distance: int


class SiteFrame:
    """What of a site is no page's own; nothing of it is known until one is learnt."""

    def __init__(self, home: Page | None = None) -> None:
        placed = _places(home) if home is not None else ()
        self._places = frozenset(place for _, places in placed for place in places)

    def without(self, page: Page) -> Page:
        """Return the page with the words of the frame on it as hidden ones."""
        if not self._places:
            return page
        framed = {container for container, places in _places(page) if any(map(self._holds, places))}
        for index, container in enumerate(page.containers):
            if container.parent in framed:
                framed.add(index)
        runs = (run._replace(sight=Sight.HIDDEN, boxes=()) if run.container in framed else run for run in page.runs)
        return page.model_copy(update={"runs": tuple(runs)})

    def _holds(self, place: _Place) -> bool:
        near = (place._replace(distance=place.distance + by) for by in range(-_NEARLY, _NEARLY + 1))
        return any(each in self._places for each in near)


def _places(page: Page) -> tuple[tuple[int, tuple[_Place, _Place]], ...]:
    """Return the containers in which words are seen, each with where these stand."""
    words: list[list[str]] = [[] for _ in page.containers]
    for run in page.runs:
        at = run.container if run.sight is Sight.SHOWN else -1
        while at >= 0:
            words[at].append(run.text)
            at = page.containers[at].parent
    boxes = [container.box for container in page.containers]
    height = max((box.bottom for box in boxes if box is not None), default=0)
    texts = ["".join("".join(each).split()) for each in words]
    return tuple(
        (index, _of_box(text, box, height))
        for index, (text, box) in enumerate(zip(texts, boxes, strict=True))
        if text and box is not None and page.containers[index].parent >= 0
    )


def _of_box(words: str, box: Box, height: int) -> tuple[_Place, _Place]:
    of_column = (words, box.left, box.width)
    return _Place(*of_column, False, box.top), _Place(*of_column, True, height - box.bottom)
