"""What a visitor does at a guide: open it, read it with all of its tabs, get its forms, follow its evaluation entry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from itertools import chain

from playwright.sync_api import TimeoutError as BrowserTimeout

from zicha.model.facts.forms import DownloadOutcome, FormFiles
from zicha.model.facts.guide import Element, EvaluationPage, GuideData, GuidePage, ShownGroup, ShownValue
from zicha.model.facts.records import RawSnapshot, Sighting
from zicha.model.finding import Uncheckable
from zicha.model.matter import Matter
from zicha.model.page import OpenedEntry, OpenedPage
from zicha.model.page import Page as PageRecord
from zicha.portal.guide.closed_parts import ClosedPart, closed_parts, cut_parts, has_closed_titles
from zicha.portal.guide.data import read_data
from zicha.portal.guide.reader import read_details, read_guide
from zicha.portal.live.downloads import (
    Download,
    Downloads,
    Offer,
    ReadDocument,
    click_for_file,
    offers,
)
from zicha.portal.live.entry_details import EntryDetails
from zicha.portal.live.evaluation import grades_on
from zicha.portal.live.look import Button, Look
from zicha.portal.live.lying_over import CoveredError
from zicha.portal.live.notices_over import beneath_notices
from zicha.portal.live.position import AtGuide, Elsewhere
from zicha.portal.live.tab import Tab, require_answered
from zicha.portal.live.visitor import Visitor
from zicha.portal.profile import Profile
from zicha.portal.rereading import guide_of
from zicha.portal.site_frame import SiteFrame
from zicha.text.undoing import orders_to_undo

_LONGEST_QUOTE = 200
_MOST_CUT = 40
"""So many texts that are cut off are opened on one page."""


@dataclass(frozen=True, slots=True)
class Pane:
    """A guide with one of its tabs open, or as it opens: the name of the tab, the page as it is then, its source.

    `entries` are what came when 详情 of its materials and steps was pressed.
    """

    name: str
    page: PageRecord
    source: str
    entries: tuple[OpenedEntry, ...] = ()


class GuideVisit:
    """One visitor at one guide after the other."""

    def __init__(self, visitor: Visitor, read_document: ReadDocument) -> None:
        self._visitor = visitor
        self._profile = visitor.profile
        self._clock = visitor.terms.clock
        self._read_document = read_document
        self._frame: SiteFrame | None = None
        """The frame of the site; None until it is to be learnt."""

    def look(self, matter: Matter) -> Look:
        """Return the guide as it stands in the visitor's tab, opened only when it does not stand there already."""
        at = self._visitor.position
        stands = isinstance(at, AtGuide) and at.matter == matter.code
        return self._visitor.tab.look() if stands else self.open(matter)

    def open(self, matter: Matter) -> Look:
        """Open the guide. Raise Uncheckable when what comes is none."""
        visitor = self._visitor
        visitor.leave()
        if self._frame is None:
            self._frame = self._learnt_frame()
        visitor.tab.begin()
        look = visitor.open(self._profile.guide_address(matter), "打开办事指南")
        if not self._is_guide(look):
            look = visitor.tab.look_until(self._is_guide, self._profile.limits.spinner)
        if not self._is_guide(look):
            visitor.require_portal()
            raise Uncheckable(f"打开的页面不是办事指南：{look.url}")
        visitor.position = AtGuide(matter.code)
        return beneath_notices(visitor.tab, look, self._profile)

    def _learnt_frame(self) -> SiteFrame:
        """Return the frame of the site as the home page has it: after a login, that often stands there already.

        A page that a guide could be teaches nothing, as does one that does not come.
        """
        home = self._visitor.glance(self._profile.address + self._profile.pages.home)
        if home is None or self._is_guide(home):
            return SiteFrame()
        return SiteFrame(self._visitor.tab.page_record())

    def page_record(self) -> PageRecord:
        """Return the page as it stands now, without the frame of the site."""
        page = self._visitor.tab.page_record()
        return self._frame.without(page) if self._frame is not None else page

    def read(self, matter: Matter) -> Sighting:
        """Return what the guide shows, under all of its tabs."""
        panes, tab = self.panes(matter), self._visitor.tab
        pages = tuple(OpenedPage(tab=pane.name, page=pane.page, entries=pane.entries) for pane in panes)
        url = tab.page.url
        data, answer = self._data(matter)
        fact = guide_of(pages, self._profile, url, self._clock(), data)
        self._visitor.position = AtGuide(matter.code, fact)
        snapshots = tuple(
            RawSnapshot(name=pane.name or "guide", content=pane.source.encode(), media="text/html", url=fact.url)
            for pane in panes
        )
        if data is not None and answer:
            snapshots += (RawSnapshot("data", f"<pre>{escape(answer)}</pre>".encode(), "text/html", data.url),)
        return Sighting(fact, snapshots, self._visitor.personal, pages)

    def _data(self, matter: Matter) -> tuple[GuideData | None, str]:
        """Return what the service of the portal answers of the matter, and its answer; None where there is none."""
        address = self._profile.data_address(matter)
        if not address:
            return None, ""
        answer = self._visitor.data(address)
        if not answer:
            return GuideData(url=address, note="数据接口没有答复"), ""
        return read_data(answer, matter, self._profile, address), answer

    def panes(self, matter: Matter) -> tuple[Pane, ...]:
        """Return the guide as it is opened, and then with each of its tabs open."""
        look, tab = self.look(matter), self._visitor.tab
        page, closed = self._titles_opened(matter)
        first, source = page, tab.source()
        panes = [Pane("", page, source, self._entries_opened(matter, "", page, first))]
        for name in chain(self._tabs_opened(look), self._parts_opened(matter, closed)):
            page, source = self._pane_opened(matter), tab.pane()
            panes.append(Pane(name, page, source, self._entries_opened(matter, name, page, first)))
        return tuple(panes)

    def _entries_opened(
        self, matter: Matter, name: str, page: PageRecord, first: PageRecord
    ) -> tuple[OpenedEntry, ...]:
        """Open the details of each material and step; leave nothing lying over the guide."""
        opened = [
            OpenedEntry(at=opener.at, page=came) for opener, came in self._details(matter).opened(name, page, first)
        ]
        return tuple(opened)

    def _details(self, matter: Matter) -> EntryDetails:
        visitor = self._visitor
        return EntryDetails(
            visitor.tab, self._profile, lambda part: self._press(matter, part), lambda: self.open(matter)
        )

    def _titles_opened(self, matter: Matter) -> tuple[PageRecord, tuple[ClosedPart, ...]]:
        """Press each title beneath which a part comes only then; return the page, and what is closed even so."""
        page = self._cut_opened(matter)
        closed = closed_parts(page, self._profile)
        titles = [part for part in closed if part.is_title]
        opened = [self._open_part(matter, part) for part in titles]
        if any(opened):
            page = self._cut_opened(matter)
        return page, tuple(part for part in closed if not part.is_title)

    def _pane_opened(self, matter: Matter) -> PageRecord:
        """Return the page with a tab open, and what is folded under titles in its pane."""
        page = self._cut_opened(matter)
        return self._titles_opened(matter)[0] if has_closed_titles(page) else page

    def _cut_opened(self, matter: Matter) -> PageRecord:
        """Press what stands behind texts and lists that are cut off; return the page with all that came of it."""
        page, idle = self.page_record(), 0
        for _ in range(_MOST_CUT):
            cut = cut_parts(page, self._profile)
            if len(cut) <= idle:
                break
            # What lies over it stays: the text is cut off then, and is asked about.
            with suppress(BrowserTimeout, CoveredError):
                self._press(matter, cut[idle])
            page = self.page_record()
            if cut_parts(page, self._profile) == cut:
                idle += 1  # it opens nothing, and is passed by
        return page

    def _parts_opened(self, matter: Matter, closed: Sequence[ClosedPart]) -> Iterator[str]:
        """Open the parts behind tabs that bear no mark as such one after the other, and say which."""
        for part in closed:
            if self._open_part(matter, part):
                yield part.name

    def _open_part(self, matter: Matter, part: ClosedPart) -> bool:
        """Press what opens a part, where it stands now; return whether the guide answers."""
        closed = closed_parts(self.page_record(), self._profile)
        return self._press(matter, next((each for each in closed if each.name == part.name), part))

    def _press(self, matter: Matter, part: ClosedPart) -> bool:
        """Press it; return whether the guide answers. One that leads away is come back from."""
        if orders_to_undo(part.name):
            return False
        tab, profile = self._visitor.tab, self._profile
        address = tab.page.url.partition("#")[0]
        answer = tab.press(tab.clickable(part.place), f"打开“{part.name}”")
        if answer is tab and tab.page.url.partition("#")[0] == address:
            shown = tab.look_until(lambda look: not profile.meaning(look.main, "loading"), profile.limits.spinner)
            if reason := self._visitor.nobodys_defect(tab, shown):
                raise Uncheckable(f"{reason}：{tab.page.url}")
            return True
        if answer is not None:
            if answer is not tab:
                answer.close()
            self.open(matter)
        return False

    def files(self, matter: Matter) -> Sighting:
        """Return every form that the guide offers, downloaded."""
        guide = self._guide_page(matter)
        downloads = Downloads(self._visitor, self._read_document, guide.url)
        files = []
        for offer in offers(guide.materials):
            is_clicked = not (offer.address or offer.absent)
            download = self._click_offer(matter, offer, downloads) if is_clicked else None
            files.append(downloads.file(offer, download))
        fact = FormFiles(url=guide.url, at=self._clock(), files=tuple(files))
        return Sighting(fact, downloads.views, self._visitor.personal | downloads.personal)

    def evaluation(self, matter: Matter) -> Sighting:
        """Return where the evaluation entry leads; what fails is tried again while the portal as a whole answers."""
        sighting, is_whole = self._follow_evaluation(self.look(matter))
        if not is_whole:
            sighting, is_whole = self._follow_evaluation(self.open(matter))
            if not is_whole:
                self._visitor.require_portal()
        return sighting

    def _guide_page(self, matter: Matter) -> GuidePage:
        """Return what the guide shows; it is read only when that was not the last thing done."""
        at = self._visitor.position
        if isinstance(at, AtGuide) and at.matter == matter.code and at.read is not None:
            return at.read
        fact = self.read(matter).fact
        assert isinstance(fact, GuidePage)
        return fact

    def _is_guide(self, look: Look) -> bool:
        """Return whether the page has been filled with a guide: it names its time limits."""
        labels = [*self._profile.labels[Element.PROMISED_LIMIT], *self._profile.labels[Element.LEGAL_LIMIT]]
        return any(label in look.text for label in labels)

    def _tabs_opened(self, look: Look) -> Iterator[str]:
        """Open the panes of a tabbed guide one after the other, and say which."""
        tab, profile = self._visitor.tab, self._profile
        for button in (b for b in look.buttons if b.tab and not (b.chrome or orders_to_undo(b.text))):
            if button.selected:
                continue
            current = tab.look().buttons
            same = [b for b in current if b.tab and b.text == button.text]
            if same and tab.click(same[0], f"打开标签“{button.text}”") is not None:
                pane = tab.look_until(lambda look: not profile.meaning(look.main, "loading"), profile.limits.spinner)
                if reason := self._visitor.nobodys_defect(tab, pane):
                    raise Uncheckable(f"{reason}：{tab.page.url}")
                yield button.text

    def _click_offer(self, matter: Matter, offer: Offer, downloads: Downloads) -> Download | None:
        """Click what offers a file without an address, wherever on the guide it stands; None when nothing does."""
        for attempt in range(2):
            look = self.open(matter) if attempt else self.look(matter)
            tab, panes = self._visitor.tab, list[tuple[str, PageRecord]]()
            first, closed = self._titles_opened(matter)
            for name in chain([""], self._tabs_opened(look), self._parts_opened(matter, closed)):
                page = self._pane_opened(matter) if name else self._cut_opened(matter)
                panes = [*panes[:1], (name, page.with_addresses())]
                materials = read_guide(panes, self._profile).group("申请材料")
                clickable = _same(offer, materials) or self._in_details(matter, name, page, first, offer)
                if clickable is not None:
                    self._visitor.position = Elsewhere()
                    download = click_for_file(tab, clickable, downloads, self._profile.limits)
                    if download.unanswered and not attempt:
                        break
                    if download.fetched is DownloadOutcome.DEAD:
                        self._visitor.require_portal()
                    return download
        self._visitor.require_portal()
        return None

    def _in_details(self, matter: Matter, name: str, page: PageRecord, first: PageRecord, offer: Offer) -> Offer | None:
        """Return what offers the same file in the details of its material, which stand open then."""
        for opener, came in self._details(matter).opened(name, page, first):
            material = ShownValue(element=Element.MATERIAL_NAME, label="", text=opener.name)
            details, _ = read_details(came.with_addresses(), opener, self._profile)
            if (clickable := _same(offer, [ShownGroup(values=(material, *details))])) is not None:
                return clickable
        return None

    def _follow_evaluation(self, guide: Look) -> tuple[Sighting, bool]:
        """Click the evaluation entry; return what comes, and whether all five grades stand there."""
        visitor, profile = self._visitor, self._profile
        entry = evaluation_entry(guide, profile)
        if entry is None:
            fact = EvaluationPage(url=guide.url, at=self._clock(), entry="", opened=False)
            return Sighting(fact, visitor.tab.snapshot("evaluation", picture=True), visitor.personal), False
        at, visitor.position = visitor.position, Elsewhere()
        answer = visitor.tab.click(entry, f"点击“{entry.text}”")
        require_answered(visitor.tab, f"点击“{entry.text}”")
        tab = answer or visitor.tab
        look = tab.look_until(lambda look: bool(grades_on(look, profile)), profile.limits.click) if answer else guide
        grades = grades_on(look, profile) if answer else ()
        if tab is visitor.tab and not grades and look.text == guide.text:
            answer = None  # a link to “#/” changes the address and nothing else
        if answer and (reason := visitor.nobodys_defect(tab, look)):
            self._close_evaluation(tab)
            raise Uncheckable(reason)
        fact = EvaluationPage(
            url=tab.page.url,
            at=self._clock(),
            entry=entry.text,
            opened=answer is not None,
            status=tab.status if answer else None,
            grades=grades,
            message="" if grades else look.main[:_LONGEST_QUOTE],
        )
        is_whole = len(grades) == len(profile.grades)
        sighting = Sighting(fact, tab.snapshot("evaluation", picture=not is_whole), visitor.personal)
        if self._close_evaluation(tab):
            visitor.position = at  # the guide stands as it stood
        return sighting, is_whole

    def _close_evaluation(self, tab: Tab) -> bool:
        """Close the tab of an evaluation; return whether it was one of its own."""
        is_another = tab is not self._visitor.tab
        if is_another:
            tab.close()
        return is_another


def _same(offer: Offer, materials: Sequence[ShownGroup]) -> Offer | None:
    """Return what on a page is to be clicked for the same file."""
    return next((each for each in offers(materials) if each.clickable and each.is_same(offer)), None)


def evaluation_entry(look: Look, profile: Profile) -> Button | None:
    """Return the guide's link to 好差评: no button that sends an evaluation off, no 评价须知 or 已评价12次."""
    words = profile.entries["evaluate"]

    def leads_there(button: Button) -> bool:
        text = re.sub(r"[\W_]+", "", button.text)
        leads = text.endswith(words) and not text.startswith(("已", "未", "无", "暂无"))
        return leads and not profile.hands_in(text)

    return look.button(words, leads_there)
