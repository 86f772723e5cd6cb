"""Guides as today's reader and words read them: from the pages of a live portal, or from those that were recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from zicha.model.facts.guide import GuideData, GuidePage, ShownGroup, ShownValue
from zicha.model.facts.records import FactKey, Record
from zicha.model.finding import Uncheckable
from zicha.model.page import OpenedPage
from zicha.portal.guide.reader import read_opened
from zicha.portal.profile import Profile

_LONGEST_QUOTE = 60


class PageArchive(Protocol):
    """Where the pages of a fact are kept (see the evidence room)."""

    def pages(self, key: FactKey) -> tuple[OpenedPage, ...]: ...


def guide_of(
    pages: Sequence[OpenedPage], profile: Profile, url: str, at: datetime, data: GuideData | None = None
) -> GuidePage:
    """Return what a guide publishes on its pages, with its data. Raise Uncheckable where no page is recognised."""
    shown = read_opened(pages, profile)
    if not shown.values:
        raise Uncheckable(f"没有认出办事指南的任何内容：{url}")
    return GuidePage(
        url=url,
        at=at,
        title=pages[0].page.title,
        values=tuple(shown.values),
        materials=shown.group("申请材料"),
        steps=shown.group("办理流程"),
        fees=shown.group("收费项目"),
        questions=shown.group("常见问题"),
        special_steps=shown.group("特殊环节"),
        asides=tuple(shown.asides),
        data=data,
    )


class Rereading:
    """The guides of an archive, read again, each once."""

    def __init__(self, archive: PageArchive, profile: Profile) -> None:
        self._archive = archive
        self._profile = profile
        self._records: dict[FactKey, Record] = {}

    def record(self, recorded: Record) -> Record:
        """Return the record with the fact that its pages show today; as it was recorded where it kept no page."""
        key = recorded.key
        if key not in self._records:
            self._records[key] = self._read_again(recorded)
        return self._records[key]

    def has_pages(self, recorded: Record) -> bool:
        """Return whether a record can be read again."""
        return bool(self._archive.pages(recorded.key))

    def _read_again(self, recorded: Record) -> Record:
        pages, fact = self._archive.pages(recorded.key), recorded.fact
        if not pages or not isinstance(fact, GuidePage):
            return recorded
        try:
            again = guide_of(pages, self._profile, fact.url, fact.at, fact.data)
            return recorded.model_copy(update={"fact": again})
        except Uncheckable as failure:
            return recorded.model_copy(update={"fact": None, "failure": str(failure)})


def differences(recorded: Record, reread: Record) -> tuple[str, ...]:
    """Return in words what a guide that was read again shows otherwise than it was recorded to show."""
    if not isinstance(recorded.fact, GuidePage):
        return ()
    if not isinstance(reread.fact, GuidePage):
        return (reread.failure,)
    before, now = _lines(recorded.fact), _lines(reread.fact)
    places = dict.fromkeys((*before, *now))
    return tuple(
        _in_words(place, before.get(place, ()), now.get(place, ()))
        for place in places
        if before.get(place) != now.get(place)
    )


def _lines(guide: GuidePage) -> dict[str, tuple[str, ...]]:
    """Return what stands at each place of a guide."""
    lines: dict[str, tuple[str, ...]] = {}
    for place, text in _places(guide):
        lines[place] = (*lines.get(place, ()), text)
    return lines


def _places(guide: GuidePage) -> Iterator[tuple[str, str]]:
    for value in guide.values:
        yield from _place(str(value.element), value)
    for value in guide.asides:
        yield from _place(f"说明中的{value.element}", value)
    for groups in (guide.materials, guide.steps, guide.fees, guide.questions, guide.special_steps):
        for group in groups:
            yield from _of_group(group)


def _of_group(group: ShownGroup) -> Iterator[tuple[str, str]]:
    name, *others = group.values
    yield from _place(str(name.element), name)
    for value in others:
        yield from _place(f"“{_short(name.text)}”的{value.element}", value)


def _place(place: str, value: ShownValue) -> Iterator[tuple[str, str]]:
    yield place, value.text
    for link in value.links:
        yield f"{place}的链接", link.address


def _in_words(place: str, before: Sequence[str], now: Sequence[str]) -> str:
    gone = "；".join((Counter(before) - Counter(now)).elements())
    come = "；".join((Counter(now) - Counter(before)).elements())
    if gone and come:
        return f"{place}由“{_short(gone)}”改为“{_short(come)}”"
    if not (gone or come):
        return f"{place}的次序改变"
    return f"新识别出{place}：{_short(come)}" if come else f"不再识别出{place}：{_short(gone)}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"
