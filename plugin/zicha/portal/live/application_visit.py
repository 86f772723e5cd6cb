"""What a visitor does from 在线办理 on: go to the form, look at it, hand in a test application where that is allowed.

A way that does not end at a form is gone again, and believed only while the portal as a whole answers.
"""

from __future__ import annotations

from dataclasses import replace

from zicha.model.facts.case import Stage
from zicha.model.facts.journey import Application, Ending, LostLogin, Submission
from zicha.model.facts.records import Sighting
from zicha.model.finding import Uncheckable
from zicha.model.matter import Matter
from zicha.portal.interface import Keep
from zicha.portal.live.application import ApplicationJourney, JourneyEnd
from zicha.portal.live.case_number import number_in
from zicha.portal.live.form import form_address, read_form, typed_fields
from zicha.portal.live.form_parts import whole_form
from zicha.portal.live.guide_visit import GuideVisit
from zicha.portal.live.hand_in import Applicant, ReopenedForm, hand_in
from zicha.portal.live.look import Look
from zicha.portal.live.position import AtForm, Elsewhere
from zicha.portal.live.tab import Tab
from zicha.portal.live.visitor import Busy, Visitor

_ABOUT_THE_APPLICANT = ("姓名", "名称", "证件", "号码", "代码", "电话", "手机", "地址", "住所", "代表人", "联系人")


class ApplicationVisit:
    """One visitor at the application of one matter after the other."""

    def __init__(self, visitor: Visitor, guide: GuideVisit, ways: int = 2) -> None:
        """Go so many `ways` before an end short of the form is believed: one is enough when all is looked at again."""
        self._ways = ways
        self._visitor = visitor
        self._guide = guide
        self._terms = visitor.terms
        self._profile = visitor.profile
        self._clock = visitor.terms.clock

    def look_at_form(self, matter: Matter) -> Sighting:
        """Go to the form and return the way there with what stands in it; the form then stays open."""
        end, lost = self._go_patiently(matter)
        form, look = None, end.look
        if end.ending is Ending.FORM and end.look is not None:
            end.tab.settle()
            look = whole_form(end.tab, end.tab.look(), self._profile)
            form = read_form(end.tab, look, self._profile)
            self._visitor.personal |= _personal_values(look)
        fact = Application(
            url=end.tab.address,
            at=self._clock(),
            hops=tuple(end.tab.hops),
            other_site=not self._profile.is_own(form_address(look) if look else end.tab.page.url),
            ending=end.ending,
            message=end.message,
            named=end.named,
            lost=lost,
            form=form,
            host_answers=self._host_answers(end),
        )
        snapshots = end.tab.snapshot("application", picture=form is None)
        if form is None:
            self._visitor.leave(end.tab)
        return Sighting(fact, snapshots, self._visitor.personal)

    def _host_answers(self, end: JourneyEnd) -> bool | None:
        """Return whether a department's host on which no page came answers anything; the portal was asked before."""
        is_elsewhere = end.ending is Ending.NOT_LOADED and not self._profile.is_own(end.tab.address)
        return self._visitor.answers(end.tab.address) if is_elsewhere else None

    def hand_in(self, matter: Matter, keep: Keep) -> Sighting:
        """Hand in a test application from the form that stands open, or from one that is opened for it.

        One that has a number is kept before anything else is done: nobody could find out again that it was filed.
        """
        visitor = self._visitor
        tab, applicant = self._form_tab(matter), self._applicant(matter)
        try:
            result = hand_in(tab, self._terms, applicant)
        except Exception:  # nobody goes on from a form that is filled in by half
            visitor.leave()
            raise
        fact = result.fact
        if not fact.number and (result.logged_out or visitor.at_login_page(result.tab.look())):
            fact = fact.model_copy(update={"lost": visitor.session_lost(result.tab, fact.message)})
        if fact.number:
            keep(Sighting(fact, personal=visitor.personal))
        snapshots = result.tab.snapshot("submission", picture=not fact.number)
        visitor.leave(result.tab)
        return Sighting(fact, snapshots, visitor.personal)

    def land(self, submission: Submission) -> Sighting | None:
        """Ask again for the page to which 提交 led, and take from it the number of what was handed in.

        Asked first it may only have logged in to its system, and led to the beginning.
        """
        visitor = self._visitor
        visitor.tab.begin()
        for _ in range(2):
            look = visitor.open(submission.landing, "再次打开提交后的页面")
            is_landing = visitor.tab.page.url == submission.landing
            if is_landing and (number := number_in(look.text, self._profile)):
                break
        else:
            return None
        update = {"number": number, "unanswered": "", "message": "", "at": self._clock(), "url": visitor.tab.page.url}
        fact = submission.model_copy(update={**update, "hops": (*submission.hops, *visitor.tab.hops)})
        return Sighting(fact, visitor.tab.snapshot("submission"), visitor.personal)

    def _form_tab(self, matter: Matter) -> Tab:
        """Return the tab in which the form of a matter stands; it is opened where it does not."""
        at = self._visitor.position
        if isinstance(at, AtForm) and at.matter == matter.code:
            return at.tab
        end = self._go(self._guide.look(matter), matter)
        if end.ending is not Ending.FORM:
            self._visitor.leave(end.tab)
            raise Uncheckable("申报表单没有再次打开，未提交测试件")
        return end.tab

    def _applicant(self, matter: Matter) -> Applicant:
        visitor, profile = self._visitor, self._profile

        def reopen() -> ReopenedForm | None:
            is_anew = visitor.log_in_anew()
            end = self._go(self._guide.open(matter), matter)
            return ReopenedForm(end.tab, is_anew) if end.ending is Ending.FORM else None

        def resume() -> Tab | None:
            look = visitor.open_centre("打开“我的办件”")
            words = profile.states[Stage.DRAFT]
            drafts = (b for b in look.buttons if matter.name in b.row and any(word in b.row for word in words))
            entries = {**profile.entries, "apply": profile.entries["resume"]}
            resuming = profile.model_copy(update={"entries": entries})
            look = look.model_copy(update={"buttons": tuple(drafts)})
            terms = replace(self._terms, profile=resuming)
            end = ApplicationJourney(visitor.tab, look, matter, visitor.identity, terms).follow_entry()
            return end.tab if end.ending is Ending.FORM else None

        return Applicant(visitor.identity, reopen, resume)

    def _go_patiently(self, matter: Matter) -> tuple[JourneyEnd, tuple[LostLogin, ...]]:
        """Go to the form; where the host that it is on is down, or says that this is not the moment, wait for it."""
        while True:
            try:
                end, lost = self._go_twice(matter)
            except Busy:
                if not self._visitor.wait_out(self._profile.address):
                    raise
                continue
            if self._host_answers(end) is not False or not self._visitor.wait_out(end.tab.address):
                return end, lost
            self._visitor.leave(end.tab)

    def _go_twice(self, matter: Matter) -> tuple[JourneyEnd, tuple[LostLogin, ...]]:
        """Go to the form, a second time where the first way does not end there; and the logins lost on either.

        A login lost on the first is the matter's doing only if it still lasts elsewhere: else the session has ended,
        by age or for another reason. After a fresh login there is no such doubt.
        """
        visitor, guide, lost = self._visitor, self._guide.look(matter), []
        end = self._go(guide, matter)
        if end.ending is Ending.FORM:
            return end, ()
        if self._ways == 1 and end.ending is not Ending.LOGIN:
            visitor.require_portal()
            return end, ()
        if end.ending is Ending.LOGIN:
            loss = visitor.lost_login(end.tab, end.message)
            if visitor.is_known():
                lost.append(loss)
            visitor.forget_login()
        visitor.leave(end.tab)
        if end.ending is Ending.LOGIN:
            try:
                visitor.require_login()
            except Uncheckable:  # a login that only a person can renew
                if not lost:
                    raise
                return replace(end, tab=visitor.tab), tuple(lost)
        end = self._go(self._guide.open(matter), matter)
        if end.ending is not Ending.FORM:
            visitor.require_portal()
        if end.ending is Ending.LOGIN:
            lost.append(visitor.session_lost(end.tab, end.message))
        return end, tuple(lost)

    def _go(self, guide: Look, matter: Matter) -> JourneyEnd:
        """Go from the guide that stands in the tab to the form, or to wherever the way ends."""
        visitor = self._visitor
        visitor.position = Elsewhere()
        end = ApplicationJourney(visitor.tab, guide, matter, visitor.identity, self._terms).go_to_form()
        if end.look is None or end.ending in (Ending.LOGIN, Ending.SIGN_ON):
            return end  # a login page may have a captcha of its own
        if reason := visitor.nobodys_defect(end.tab, end.look):
            visitor.leave(end.tab)
            raise Busy(reason)
        if end.ending is Ending.FORM:
            visitor.position = AtForm(matter.code, end.tab)
        return end


def _personal_values(look: Look) -> frozenset[str]:
    """Return what the portal had filled in about the applicant."""
    fields = (field for field in typed_fields(look) if any(word in field.label for word in _ABOUT_THE_APPLICANT))
    return frozenset(field.value for field in fields if len(field.value) >= 2 and field.type != "select")
