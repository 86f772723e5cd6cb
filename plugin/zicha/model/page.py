"""A page as a browser has drawn it: what is written on it, where, in which look, and in which containers.

It is kept as evidence, so everything in it is a list of plain values: indices for names, pixels as whole numbers.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from enum import IntEnum
from typing import Literal, NamedTuple

from pydantic import Field

from zicha.model.base import Model

CLICK = "click:"
"""How an address begins that only says where on the page something can be clicked."""


class Box(NamedTuple):
    """A rectangle in pixels of the page, not of its window."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def bottom(self) -> int:
        return self.top + self.height


class Ink(NamedTuple):
    """What letters look like. Sizes are pixels, colours as a browser words them; empty where there is none."""

    size: int
    weight: int
    colour: str
    background: str
    """The nearest that is painted under them."""
    border: str
    """Of the nearest container on their own line; that of a cell or a block is not theirs."""
    leans: int
    """1 where the letters are set in italics."""


class Sight(IntEnum):
    """Whether a person sees a run."""

    SHOWN = 0
    HIDDEN = 1
    """Not drawn, transparent, or of no size."""
    STRUCK = 2
    """Drawn, and struck out."""
    CUT = 3
    """Cut away where its container ends, of which another part is seen."""


class Flow(IntEnum):
    """How a container takes its place among others."""

    IN_LINE = 0
    PIECE = 1
    """In a line, but a box of its own, as a button or a badge is."""
    BLOCK = 2
    ROW = 3
    CELL = 4


class Container(NamedTuple):
    """An element of the page. `parent` and `run` are indices: what holds it, and the first run after its beginning."""

    parent: int
    run: int
    tag: str
    flow: Flow
    box: Box | None
    """None where nothing of it is drawn."""
    hides: int
    """1 where it is by itself that nothing in it is seen, though a click may open it."""
    cuts: int
    """1 where more stands in it than is shown."""
    meaning: dict[str, str]
    """What it says of itself: role, href, colspan, for, title, alt, …; `click` is where it can be found again."""


class Run(NamedTuple):
    """Letters that stand together in one container, in one look, on one line or several. The boxes are of the lines."""

    text: str
    container: int
    ink: int
    sight: Sight
    boxes: tuple[Box, ...]


class Page(Model):
    """A page with its frames, whose containers stand within the container of the frame."""

    kind: Literal["page"] = "page"
    url: str
    title: str
    inks: tuple[Ink, ...]
    containers: tuple[Container, ...]
    runs: tuple[Run, ...]

    def with_addresses(self) -> Page:
        """Return this page with an address, click:PLACE, for what can be clicked and has none of its own."""
        return self.model_copy(update={"containers": tuple(map(_with_address, self.containers))})

    def words(self) -> Iterator[str]:
        """Yield all letters of the page, and the names of its pictures."""
        yield from (run.text for run in self.runs)
        for each in self.containers:
            yield from (each.meaning[key] for key in ("title", "alt", "aria-label") if key in each.meaning)

    def part(self, number: int) -> Page:
        """Return what stands in the container of a number, as a page of its own."""
        places = {number: 0}
        for index in range(number + 1, len(self.containers)):
            if self.containers[index].parent in places:
                places[index] = len(places)
        kept = [index for index, run in enumerate(self.runs) if run.container in places]
        containers = (
            each._replace(parent=places.get(each.parent, -1), run=bisect_left(kept, each.run))
            for each in map(self.containers.__getitem__, places)
        )
        runs = (self.runs[index] for index in kept)
        return self.model_copy(
            update={
                "containers": tuple(containers),
                "runs": tuple(run._replace(container=places[run.container]) for run in runs),
            }
        )

    def with_frame(self, inner: Page, number: int) -> Page:
        """Return this page with another in its frame of a number; as it is where there is no such frame."""
        frames = [index for index, each in enumerate(self.containers) if each.tag in ("iframe", "frame")]
        if not 0 <= number < len(frames):
            return self
        frame, first, inks = frames[number], len(self.containers), len(self.inks)
        at = self.containers[frame].box or Box(0, 0, 0, 0)
        containers = (
            each._replace(
                parent=frame if each.parent < 0 else each.parent + first,
                run=each.run + len(self.runs),
                box=_moved(each.box, at) if each.box else None,
            )
            for each in inner.containers
        )
        runs = (
            each._replace(
                container=each.container + first,
                ink=each.ink + inks,
                boxes=tuple(_moved(box, at) for box in each.boxes),
            )
            for each in inner.runs
        )
        return self.model_copy(
            update={
                "inks": (*self.inks, *inner.inks),
                "containers": (*self.containers, *containers),
                "runs": (*self.runs, *runs),
            }
        )


class OpenedEntry(Model):
    """What came when 详情 of one entry of a list was pressed. `at` is the `click` or `pointer` of what was pressed."""

    at: str
    page: Page


class OpenedPage(Model):
    """A page with one of its tabs open, or as it came where no tab is named; and what its lists show on a click."""

    tab: str
    page: Page
    entries: tuple[OpenedEntry, ...] = Field(default=(), exclude_if=lambda entries: not entries)


class PagesRead(Model):
    """The pages that one fact was read from, as they are kept beside it."""

    opened: tuple[OpenedPage, ...]


def _moved(box: Box, to: Box) -> Box:
    return box._replace(left=box.left + to.left, top=box.top + to.top)


def _with_address(container: Container) -> Container:
    place = container.meaning.get("click") or container.meaning.get("pointer")
    href = container.meaning.get("href", "").strip().lower()
    if place is None or (container.tag == "a" and href and not href.startswith(("#", "javascript:"))):
        return container
    return container._replace(tag="a", meaning={**container.meaning, "href": f"{CLICK}{place}", "opens": href})
