"""Makes each fact by visiting the live portal: one journey per matter and identity, in the order a person would.

A visitor's tab stays where the last fact left it, so that the next fact of the same journey goes on from there and
no page is opened twice. A failure is tried again, and counted only while the portal's home page opens.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from zicha.model.facts.case import Stage
from zicha.model.facts.forms import DownloadOutcome, FormFiles
from zicha.model.facts.guide import Element, EvaluationPage, GuidePage
from zicha.model.facts.journey import Application, Ending, LostLogin, Submission
from zicha.model.facts.records import RawSnapshot, Sighting
from zicha.model.finding import Uncheckable
from zicha.model.matter import Identity, Matter
from zicha.model.thresholds import Thresholds
from zicha.portal.guide_reader import read_guide
from zicha.portal.live.application import JourneyEnd, follow_entry, go_to_form
from zicha.portal.live.downloads import (
    Download,
    Downloads,
    Offer,
    ReadDocument,
    click_for_file,
    clickable_source,
    offers,
)
from zicha.portal.live.evaluation import grades_on
from zicha.portal.live.form import form_address, read_form, typed_fields
from zicha.portal.live.hand_in import Applicant, ReopenedForm, hand_in
from zicha.portal.live.look import Button, Look
from zicha.portal.live.pace import Pace
from zicha.portal.live.personal_centre import PersonalCentre
from zicha.portal.live.tab import Tab
from zicha.portal.live.visitor import Visitor
from zicha.portal.permission import Permission
from zicha.portal.profile import Profile


class LiveObserver:
    """The Observer over a browser.

    `thresholds` say how long the portal may take where a check judges that, `permission` where test applications may be
    handed in.
    """

    def __init__(
        self,
        browser: Browser,
        context_options: Mapping[str, Any],
        profile: Profile,
        thresholds: Thresholds,
        clock: Callable[[], datetime],
        permission: Permission,
        read_document: ReadDocument,
        trace: Path | None = None,
    ) -> None:
        self._browser = browser
        self._options = context_options
        self._profile = profile
        self._thresholds = thresholds
        self._clock = clock
        self._permission = permission
        self._read_document = read_document
        self._trace = trace
        self._pace = Pace(profile.limits.interval)
        self._centres: dict[Identity, PersonalCentre] = {}
        self._visitors: dict[Identity, Visitor] = {}
        self._form: tuple[str, Identity, Tab] | None = None
        """The form that stands open: of which matter, for whom, in which tab."""
        self._last_guide: tuple[str, GuidePage] | None = None
        """The guide seen last, and of which matter, with its links as they are: in the evidence they are masked."""

    def close(self) -> None:
        for visitor in self._visitors.values():
            visitor.close(self._trace)

    def login(self, identity: Identity) -> Sighting:
        visitor = self._visitor(identity)
        fact = visitor.login()
        return Sighting(fact, visitor.tab.snapshot("login", picture=not fact.logged_in), visitor.personal)

    def guide(self, matter: Matter) -> Sighting:
        visitor = self._visitor(matter.identities[0])
        look = self._guide_look(visitor, matter)
        panes = [("", visitor.tab.source())]
        panes += [(name, visitor.tab.pane()) for name in self._opened_tabs(visitor.tab, look)]
        shown = read_guide(panes, self._profile)
        fact = GuidePage(
            url=visitor.tab.page.url,
            at=self._clock(),
            title=look.title,
            values=tuple(shown.values),
            materials=shown.group("申请材料"),
            steps=shown.group("办理流程"),
            fees=shown.group("收费项目"),
            questions=shown.group("常见问题"),
            special_steps=shown.group("特殊环节"),
        )
        if not fact.values:
            raise Uncheckable(f"没有认出办事指南的任何内容：{fact.url}")
        self._last_guide = (matter.code, fact)
        snapshots = tuple(
            RawSnapshot(name=name or "guide", content=source.encode(), media="text/html", url=fact.url)
            for name, source in panes
        )
        return Sighting(fact, snapshots, visitor.personal)

    def forms(self, matter: Matter) -> Sighting:
        visitor = self._visitor(matter.identities[0])
        if self._last_guide is None or self._last_guide[0] != matter.code:
            self.guide(matter)
        assert self._last_guide is not None
        guide = self._last_guide[1]
        downloads = Downloads(visitor, self._profile, self._read_document, guide.url)
        found = []
        for offer in offers(guide.materials):
            clicked = None if offer.address or offer.absent else self._click_offer(visitor, matter, offer, downloads)
            found.append(downloads.file(offer, clicked))
        fact = FormFiles(url=guide.url, at=self._clock(), files=tuple(found))
        return Sighting(fact, (), visitor.personal | downloads.personal)

    def evaluation(self, matter: Matter) -> Sighting:
        visitor = self._visitor(matter.identities[0])
        sighting, whole = self._evaluate_once(visitor, self._guide_look(visitor, matter))
        if not whole:
            sighting, whole = self._evaluate_once(visitor, self._open_guide(visitor, matter))
            if not whole:
                self._require_portal(visitor)
        return sighting

    def application(self, matter: Matter, identity: Identity) -> Sighting:
        visitor = self._logged_in(identity)
        arrival, lost = self._walk_twice(visitor, matter)
        form, look = None, arrival.look
        if arrival.ending is Ending.FORM and arrival.look is not None:
            arrival.tab.settle()
            look = arrival.tab.look()
            form = read_form(arrival.tab, look, self._profile)
            self._form = (matter.code, identity, arrival.tab)
            visitor.personal |= _personal_values(look)
        fact = Application(
            url=arrival.tab.page.url,
            at=self._clock(),
            hops=tuple(arrival.tab.hops),
            other_site=not self._profile.is_own(form_address(look) if look else arrival.tab.page.url),
            ending=arrival.ending,
            message=arrival.message,
            named=arrival.named,
            lost=lost,
            form=form,
        )
        snapshots = arrival.tab.snapshot("application", picture=form is None)
        if form is None:
            self._close_form(arrival.tab, visitor)
        return Sighting(fact, snapshots, visitor.personal)

    def submission(self, matter: Matter, identity: Identity) -> Sighting:
        visitor = self._logged_in(identity)
        if self._form is None or self._form[:2] != (matter.code, identity):
            arrival = self._walk(visitor, self._guide_look(visitor, matter), matter)
            if arrival.ending is not Ending.FORM:
                raise Uncheckable("申报表单没有再次打开，未提交测试件")
            self._form = (matter.code, identity, arrival.tab)
        tab = self._form[2]
        handed_in = hand_in(tab, self._profile, self._thresholds, self._permission, self._applicant(visitor, matter))
        lost = None
        if not handed_in.number and visitor.at_login_page(handed_in.tab.look()):
            lost = visitor.session_lost(handed_in.tab, handed_in.message)
        fact = Submission(
            url=handed_in.tab.page.url,
            at=self._clock(),
            hops=tuple(handed_in.tab.hops),
            demands=handed_in.demands,
            number=handed_in.number,
            message=handed_in.message,
            dead=handed_in.dead,
            refused=handed_in.refused,
            lost=lost,
            pages=handed_in.pages,
            draft=handed_in.draft,
            pressed_submit=handed_in.pressed_submit,
            chosen=handed_in.chosen,
        )
        snapshots = handed_in.tab.snapshot("submission", picture=not fact.number)
        self._close_form(handed_in.tab, visitor)
        return Sighting(fact, snapshots, visitor.personal)

    def _applicant(self, visitor: Visitor, matter: Matter) -> Applicant:
        def reopen() -> ReopenedForm | None:
            anew = visitor.log_in_anew()
            arrival = self._walk(visitor, self._open_guide(visitor, matter), matter)
            return ReopenedForm(arrival.tab, anew) if arrival.ending is Ending.FORM else None

        def resume() -> Tab | None:
            look = visitor.open(self._profile.address + self._profile.pages.cases, "打开“我的办件”")
            words = self._profile.states[Stage.DRAFT]
            mine = (b for b in look.buttons if matter.name in b.row and any(word in b.row for word in words))
            entries = {**self._profile.entries, "apply": self._profile.entries["resume"]}
            profile = self._profile.model_copy(update={"entries": entries})
            look = look.model_copy(update={"buttons": tuple(mine)})
            arrival = follow_entry(visitor.tab, look, matter, visitor.identity, profile)
            return arrival.tab if arrival.ending is Ending.FORM else None

        return Applicant(visitor.identity, reopen, resume)

    def progress(self, matter: Matter, identity: Identity, number: str) -> Sighting:
        visitor, centre = self._at_home(identity)
        fact = centre.progress(number)
        return Sighting(fact, visitor.tab.snapshot("progress", picture=not fact.listed), visitor.personal)

    def licences(self, matter: Matter, identity: Identity) -> Sighting:
        visitor, centre = self._at_home(identity)
        fact = centre.licences()
        return Sighting(fact, visitor.tab.snapshot("licences", picture=fact.message != ""), visitor.personal)

    def prompt(self, matter: Matter, identity: Identity, number: str, is_test_application: bool) -> Sighting:
        visitor, centre = self._at_home(identity)
        fact = centre.prompt(number, is_test_application)
        tab = centre.evaluation_tab or visitor.tab
        return Sighting(fact, tab.snapshot("prompt", picture=is_test_application), visitor.personal)

    def rating(self, matter: Matter, identity: Identity, number: str) -> Sighting:
        visitor, centre = self._at_home(identity)
        fact, tab = centre.rate(number)
        snapshots = tab.snapshot("rating", picture=True)
        centre.close_evaluation()
        return Sighting(fact, snapshots, visitor.personal)

    def evaluations(self, matter: Matter, identity: Identity, number: str) -> Sighting:
        visitor, centre = self._at_home(identity)
        fact = centre.evaluations(number, matter.name)
        return Sighting(fact, visitor.tab.snapshot("evaluations", picture=not fact.listed), visitor.personal)

    def withdrawal(self, identity: Identity, number: str) -> Sighting:
        visitor, centre = self._at_home(identity)
        fact = centre.withdraw(number)
        return Sighting(fact, visitor.tab.snapshot("withdrawal", picture=True), visitor.personal)

    def _at_home(self, identity: Identity) -> tuple[Visitor, PersonalCentre]:
        """The identity's visitor with the personal centre, having left any form that stood open."""
        visitor = self._logged_in(identity)
        self._leave_form(visitor)
        if identity not in self._centres:
            self._centres[identity] = PersonalCentre(visitor, self._profile, self._permission, self._clock)
        return visitor, self._centres[identity]

    def _visitor(self, identity: Identity) -> Visitor:
        """The identity's visitor, logged in where that is possible; a guide can be read without."""
        if identity not in self._visitors:
            visitor = Visitor(
                self._browser, self._options, self._profile, self._thresholds, identity, self._clock, self._pace
            )
            if self._trace is not None:
                visitor.record()
            self._visitors[identity] = visitor
            with suppress(Uncheckable):  # said by the login check; what needs a login asks again
                visitor.login()
        return self._visitors[identity]

    def _logged_in(self, identity: Identity) -> Visitor:
        visitor = self._visitor(identity)
        if not visitor.login().logged_in:
            raise Uncheckable(f"{identity}账号未能登录")
        return visitor

    def _guide_look(self, visitor: Visitor, matter: Matter) -> Look:
        """The guide in the visitor's tab, opened only when it does not stand there already."""
        if visitor.at_guide_of == matter.code:
            return visitor.tab.look()
        return self._open_guide(visitor, matter)

    def _open_guide(self, visitor: Visitor, matter: Matter) -> Look:
        self._leave_form(visitor)
        visitor.tab.begin()
        look = visitor.open(self._profile.guide_address(matter), "打开办事指南")
        if not _is_guide(look, self._profile):
            look = visitor.tab.look_until(lambda seen: _is_guide(seen, self._profile), self._profile.limits.spinner)
        if not _is_guide(look, self._profile):
            self._require_portal(visitor)
            raise Uncheckable(f"打开的页面不是办事指南：{look.url}")
        visitor.at_guide_of = matter.code
        return look

    def _opened_tabs(self, tab: Tab, look: Look) -> Iterator[str]:
        """Open the panes of a tabbed guide one after the other, and say which."""
        for button in (b for b in look.buttons if b.tab and not b.chrome):
            if button.selected:
                continue
            current = tab.look().buttons
            same = [b for b in current if b.tab and b.text == button.text]
            if same and tab.click(same[0], f"打开标签“{button.text}”") is not None:
                tab.look_until(
                    lambda seen: not self._profile.meaning(seen.main, "loading"), self._profile.limits.spinner
                )
                yield button.text

    def _click_offer(self, visitor: Visitor, matter: Matter, offer: Offer, downloads: Downloads) -> Download | None:
        """Click what offers a file without an address, wherever on the guide it stands; None when nothing does."""
        for attempt in range(2):
            look = self._open_guide(visitor, matter) if attempt else self._guide_look(visitor, matter)
            for name in chain([""], self._opened_tabs(visitor.tab, look)):
                source = clickable_source(visitor.tab, in_pane=name != "")
                read = read_guide([(name, source)], self._profile).group("申请材料")
                same = (each for each in offers(read) if (each.material, each.role) == (offer.material, offer.role))
                clickable = next((each for each in same if each.shown == offer.shown and each.clickable), None)
                if clickable is not None:
                    came = click_for_file(visitor.tab, clickable, downloads, self._profile.limits)
                    visitor.at_guide_of = ""
                    if came.unanswered and not attempt:
                        break
                    if came.fetched is DownloadOutcome.DEAD:
                        self._require_portal(visitor)
                    return came
        self._require_portal(visitor)
        return None

    def _walk_twice(self, visitor: Visitor, matter: Matter) -> tuple[JourneyEnd, tuple[LostLogin, ...]]:
        """A way that does not end at a form is gone again, and believed only while the portal as a whole answers.

        A login lost on it is the portal's doing only if it was known to last when the way began: another matter may
        have cost it, or age. After a fresh login there is no such doubt.
        """
        guide = self._guide_look(visitor, matter)
        lasting, lost = visitor.is_greeted(guide), []
        arrival = self._walk(visitor, guide, matter)
        if arrival.ending is Ending.FORM:
            return arrival, ()
        self._close_form(arrival.tab, visitor)
        if arrival.ending is Ending.LOGIN:
            seen = visitor.session_lost(arrival.tab, arrival.message)
            if lasting or arrival.went_in:
                lost.append(seen)
            try:
                self._logged_in(visitor.identity)
            except Uncheckable:  # a login that only a person can renew
                if not lost:
                    raise
                return replace(arrival, tab=visitor.tab), tuple(lost)
        arrival = self._walk(visitor, self._open_guide(visitor, matter), matter)
        if arrival.ending is not Ending.FORM:
            self._require_portal(visitor)
        if arrival.ending is Ending.LOGIN:
            lost.append(visitor.session_lost(arrival.tab, arrival.message))
        return arrival, tuple(lost)

    def _walk(self, visitor: Visitor, guide: Look, matter: Matter) -> JourneyEnd:
        visitor.at_guide_of = ""
        arrival = go_to_form(visitor.tab, guide, matter, visitor.identity, self._profile)
        if arrival.look is None or arrival.ending in (Ending.LOGIN, Ending.SIGN_ON):
            return arrival  # a login page may have a captcha of its own
        if reason := visitor.nobodys_defect(arrival.tab, arrival.look):
            self._close_form(arrival.tab, visitor)
            raise Uncheckable(reason)
        return arrival

    def _evaluate_once(self, visitor: Visitor, guide: Look) -> tuple[Sighting, bool]:
        """Click the guide's evaluation entry and see what comes; whether all five grades stand there."""
        entry = _evaluation_entry(guide, self._profile)
        if entry is None:
            fact = EvaluationPage(url=guide.url, at=self._clock(), entry="", opened=False)
            return Sighting(fact, visitor.tab.snapshot("evaluation", picture=True), visitor.personal), False
        opened = visitor.tab.click(entry, f"点击“{entry.text}”")
        tab = opened or visitor.tab
        look = guide
        if opened:
            look = tab.look_until(lambda seen: bool(grades_on(seen, self._profile)), self._profile.limits.click)
        grades = grades_on(look, self._profile) if opened else ()
        if tab is visitor.tab and not grades and look.text == guide.text:
            opened = None  # a link to “#/” changes the address and nothing else
        if opened and (reason := visitor.nobodys_defect(tab, look)):
            raise Uncheckable(reason)
        fact = EvaluationPage(
            url=tab.page.url,
            at=self._clock(),
            entry=entry.text,
            opened=opened is not None,
            status=tab.status if opened else None,
            grades=grades,
            message="" if grades else look.main[:200],
        )
        whole = len(grades) == len(self._profile.grades)
        sighting = Sighting(fact, tab.snapshot("evaluation", picture=not whole), visitor.personal)
        if tab is not visitor.tab:
            tab.close()
        else:
            visitor.at_guide_of = ""
        return sighting, whole

    def _require_portal(self, visitor: Visitor) -> None:
        if not visitor.portal_is_up():
            raise Uncheckable("门户整体无法访问")

    def _leave_form(self, visitor: Visitor) -> None:
        """The visitor goes elsewhere: a form that stands open in the visitor's name is given up."""
        if self._form is not None and self._form[1] is visitor.identity:
            self._close_form(self._form[2], visitor)

    def _close_form(self, tab: Tab, visitor: Visitor) -> None:
        """Close what an application left open, keeping the visitor's own tab."""
        self._form = None
        visitor.at_guide_of = ""
        if tab.page is not visitor.tab.page:
            tab.close()


def _is_guide(look: Look, profile: Profile) -> bool:
    """Whether the page has been filled with a guide: it names its time limits or its matter."""
    labels = [*profile.labels[Element.PROMISED_LIMIT], *profile.labels[Element.LEGAL_LIMIT]]
    return any(label in look.text for label in labels)


def _evaluation_entry(look: Look, profile: Profile) -> Button | None:
    """The guide's link to 好差评: no button that sends an evaluation off, no 评价须知 or 已评价12次."""
    words = profile.entries["evaluate"]

    def leads_there(button: Button) -> bool:
        text = re.sub(r"[\W_]+", "", button.text)
        leads = text.endswith(words) and not text.startswith(("已", "未", "无", "暂无"))
        return leads and not profile.hands_in(text)

    return look.button(words, leads_there)


def _personal_values(look: Look) -> frozenset[str]:
    """What the portal had filled in about the applicant."""
    about = ("姓名", "名称", "证件", "号码", "代码", "电话", "手机", "地址", "住所", "代表人", "联系人")
    fields = (field for field in typed_fields(look) if any(word in field.label for word in about))
    return frozenset(field.value for field in fields if len(field.value) >= 2 and field.type != "select")
