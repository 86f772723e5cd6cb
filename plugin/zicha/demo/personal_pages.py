"""个人中心: 我的办件, 我的证照, 我的评价."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from zicha.demo.accounts import Account
from zicha.demo.backend import Backend, own_address, to_login
from zicha.demo.guide_view import entry_address, evaluation_address
from zicha.demo.publication import Publication
from zicha.demo.state import CaseRecord


class ShownCase(NamedTuple):
    """A case as 我的办件 shows it."""

    case: CaseRecord
    name: str
    state: str
    evaluation: str


class PersonalPages:
    """What belongs to the user. Without login everything here leads to the login page."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def routes(self) -> list[Route]:
        return [
            Route("/uc/index", self.index),
            Route("/uc/cases", self.cases),
            Route("/uc/cases/{number}", self.case),
            Route("/uc/licences", self.licences),
            Route("/uc/evaluations", self.evaluations),
        ]

    async def index(self, request: Request) -> Response:
        return RedirectResponse("/uc/cases", 302)

    async def cases(self, request: Request) -> Response:
        user = self._backend.visitor(request)
        if user is None:
            return to_login(own_address(request))
        number = request.query_params.get("number", "").strip()
        shown = [case for case in self._shown(user) if not number or case.case.number == number]
        drafts = [
            (
                draft,
                self._backend.by_page[draft.page_id].matter_name,
                entry_address(self._backend.by_page[draft.page_id]),
            )
            for draft in self._backend.state.drafts(user.identity)
            if draft.page_id in self._backend.by_page and not number
        ]
        waiting = [case for case in shown if case.evaluation]
        return self._backend.page("uc_cases.html", user, cases=shown, drafts=drafts, number=number, waiting=waiting)

    async def case(self, request: Request) -> Response:
        user = self._backend.visitor(request)
        if user is None:
            return to_login(own_address(request))
        shown = next((case for case in self._shown(user) if case.case.number == request.path_params["number"]), None)
        if shown is None:
            return self._backend.message(user, "未查询到该办件")
        return self._backend.page(
            "uc_case.html", user, shown=shown, publication=self._backend.by_page[shown.case.page_id]
        )

    async def licences(self, request: Request) -> Response:
        user = self._backend.visitor(request)
        if user is None:
            return to_login(own_address(request))
        now = self._backend.clock.now()
        held = [
            (publication, case, issued)
            for case in self._backend.state.cases(user.identity)
            if (publication := self._backend.by_page.get(case.page_id))
            and (issued := licence_issued(publication, case)) is not None
            and issued <= now
        ]
        return self._backend.page("uc_licences.html", user, held=held)

    async def evaluations(self, request: Request) -> Response:
        user = self._backend.visitor(request)
        if user is None:
            return to_login(own_address(request))
        done = [
            (record, publication, publication.evaluation.grade_shown or record.grade)
            for record in self._backend.state.evaluations(user.identity)
            if (publication := self._backend.by_page.get(record.page_id)) and publication.evaluation.listed
        ]
        waiting = [case for case in self._shown(user) if case.evaluation]
        return self._backend.page("uc_evaluations.html", user, done=done, waiting=waiting)

    def _shown(self, user: Account) -> list[ShownCase]:
        now = self._backend.clock.now()
        evaluated = {record.case_number for record in self._backend.state.evaluations(user.identity)}
        return [
            self._show(publication, case, now, evaluated)
            for case in self._backend.state.cases(user.identity)
            if (publication := self._backend.by_page.get(case.page_id))
            and publication.cases.listed
            and now >= case.applied_at + timedelta(minutes=publication.cases.listed_after_minutes)
        ]

    def _show(self, publication: Publication, case: CaseRecord, now: datetime, evaluated: set[str]) -> ShownCase:
        known = case.state(now - timedelta(hours=publication.cases.state_lag_hours))
        waits = case.state(now) == "已办结" and publication.evaluation.prompted and case.number not in evaluated
        return ShownCase(
            case=case,
            name=publication.matter_name,
            state=publication.cases.state_shown or known,
            evaluation=evaluation_address(publication, case.number) if waits else "",
        )


def licence_issued(publication: Publication, case: CaseRecord) -> datetime | None:
    """When the e-licence of a case appears, if ever."""
    display = publication.licence
    if case.paper_at is None or not (display.issued and display.listed):
        return None
    return case.paper_at + timedelta(hours=display.delay_hours)
