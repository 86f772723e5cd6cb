"""What a profile makes of the pages of one matter: recognised or not, and what would cure it (zicha calibrate)."""

from __future__ import annotations

from enum import StrEnum

from pydantic import AwareDatetime

from zicha.model.base import Model


class Part(StrEnum):
    """What of a page something is."""

    FRAME = "网站框架"
    SECTION = "标题"
    ELEMENT = "要素"
    MARK = "材料旁的标记"
    BUTTON = "按钮"
    FIELD = "填写项"
    COLUMN = "列表栏目"
    STATE = "办件状态"
    GRADE = "评价等级"


class Item(Model):
    """Something that stands on a page: what it is by the profile, or that the profile does not know it.

    `meaning` is empty where it is not recognised. `key` is what it was probably meant for, only by likeness of words.
    """

    part: Part
    words: str
    value: str = ""
    place: str = ""
    meaning: str = ""
    section: str = ""
    """The part of a profile that holds such words; empty where no profile can cure it."""
    key: str = ""
    number: int = 0
    """By which it is marked in the picture; 0 where it is not."""
    is_needed: bool = True
    """Whether a check may hang on it: not on 评价时间 in a list whose other columns are all known."""

    @property
    def is_recognised(self) -> bool:
        return self.meaning != ""


class Mark(Model):
    """Where an item stands in the picture, in hundredths of its width and height."""

    number: int
    part: Part
    recognised: bool
    needed: bool
    left: float
    top: float
    width: float
    height: float


class Picture(Model):
    """A picture of a page, beside the report, with what is marked in it."""

    file: str
    width: int
    height: int
    marks: tuple[Mark, ...] = ()


class OfferedForm(Model):
    """A 空表 or 样表 that the guide offers, or one of those in an archive: what was read of it.

    `filling` says how far it is filled in, `owners` whose organs it names, `doubts` what a run would say of it; `views`
    are the files beside the report that show it.
    """

    material: str
    role: str
    file: str
    filling: str = ""
    owners: str = ""
    unseen: str = ""
    doubts: tuple[str, ...] = ()
    views: tuple[str, ...] = ()


class CalibratedPage(Model):
    """One page. `failure` says why it could not be had as a run wants it; what stood there instead is still told.

    `missing` are the entries and columns of the profile that a run needs here and that were not found; `silent` are the
    elements that the approved list states and the page does not show.
    """

    name: str
    address: str = ""
    failure: str = ""
    note: str = ""
    picture: Picture | None = None
    items: tuple[Item, ...] = ()
    missing: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    forms: tuple[OfferedForm, ...] = ()

    @property
    def unrecognised(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if not item.is_recognised)

    @property
    def is_whole(self) -> bool:
        """Return whether all was recognised on which something hangs."""
        return not (self.failure or self.missing or self.silent or any(item.is_needed for item in self.unrecognised))

    def of(self, part: Part) -> tuple[Item, ...]:
        """Return what is of a part."""
        return tuple(item for item in self.items if item.part is part)


class Effect(Model):
    """What comes of something that was not recognised: where, and which boxes."""

    page: str
    what: str
    boxes: tuple[str, ...] = ()
    effect: str


class Calibration(Model):
    """What a profile makes of one matter. `cure` are the lines of a profile that would recognise the rest."""

    portal: str
    profile: str
    matter: str
    demo: bool
    begun: AwareDatetime
    ended: AwareDatetime
    pages: tuple[CalibratedPage, ...]
    effects: tuple[Effect, ...] = ()
    unused: tuple[str, ...] = ()
    """Words that the profile adds to those of all portals and that nothing on these pages matched."""
    cure: str = ""
    stopped: tuple[str, ...] = ()
    """What the gate has stopped, each with its reason."""

    @property
    def unknown(self) -> tuple[tuple[CalibratedPage, Item], ...]:
        """Return what was not recognised, without that on which nothing hangs."""
        return tuple((page, item) for page in self.pages for item in page.unrecognised if item.is_needed)
