"""后台: where the department moves its cases on, and where the portal's clock is set. JSON, and one page for people."""

from __future__ import annotations

from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from zicha_demo.backend import Backend
from zicha_demo.publication import Office
from zicha_demo.state import CaseRecord, Draft

ACTIONS = {"受理": "accepted_at", "不予受理": "refused_at", "办结": "finished_at", "制发纸质证照": "paper_at"}
MARK = "测试"
"""What an application must hold to be handled without anybody doing anything."""


def handled_at_once(case: CaseRecord, office: Office, draft: Draft) -> CaseRecord:
    """Return the case of a test application as the department will have moved it on; any other is left to people."""
    if not office.handles or not any(MARK in value for value in draft.values.values()):
        return case
    accepted = case.applied_at + timedelta(seconds=office.accepts_after_seconds)
    finished = case.applied_at + timedelta(seconds=office.finishes_after_seconds)
    return case.model_copy(update={"accepted_at": accepted, "finished_at": finished})


class BackOffice:
    """The department's side of the cases."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def routes(self) -> list[Route]:
        return [
            Route("/backoffice", self.page, methods=["GET", "POST"]),
            Route("/backoffice/cases", self.cases),
            Route("/backoffice/cases/{number}", self.case, methods=["GET", "POST"]),
            Route("/backoffice/clock", self.clock, methods=["GET", "POST"]),
        ]

    async def page(self, request: Request) -> Response:
        if request.method == "POST":
            form = await request.form()
            case = self._backend.state.case(str(form.get("number", "")))
            if case and form.get("action") in ACTIONS:
                self._move(case, str(form["action"]))
            hours = str(form.get("hours", ""))
            if hours.isdecimal():
                self._backend.clock.advance(timedelta(hours=int(hours)))
            return RedirectResponse("/backoffice", 303)
        cases = [self._as_json(case) for case in self._backend.state.cases()]
        now = self._backend.clock.now()
        return self._backend.page("back_office.html", None, cases=cases, actions=list(ACTIONS), now=now)

    async def cases(self, request: Request) -> Response:
        return JSONResponse([self._as_json(case) for case in self._backend.state.cases()])

    async def case(self, request: Request) -> Response:
        """Show one case. POST {"action": "受理" | "不予受理" | "办结" | "制发纸质证照"} moves it on."""
        case = self._backend.state.case(request.path_params["number"])
        if case is None:
            return JSONResponse({"error": "没有这个办件"}, 404)
        if request.method == "POST":
            action = (await request.json()).get("action")
            if action not in ACTIONS:
                return JSONResponse({"error": f"action 应为 {'、'.join(ACTIONS)} 之一"}, 400)
            case = self._move(case, action)
        return JSONResponse(self._as_json(case))

    async def clock(self, request: Request) -> Response:
        """Show the clock. POST {"now": ISO time} sets it, {"advance_seconds": N} moves it."""
        if request.method == "POST":
            order = await request.json()
            if "now" in order:
                self._backend.clock.set(datetime.fromisoformat(order["now"]))
            if "advance_seconds" in order:
                self._backend.clock.advance(timedelta(seconds=order["advance_seconds"]))
        return JSONResponse({"now": self._backend.clock.now().isoformat()})

    def _move(self, case: CaseRecord, action: str) -> CaseRecord:
        moved = case.model_copy(update={ACTIONS[action]: self._backend.clock.now()})
        self._backend.state.add_case(moved)
        return moved

    def _as_json(self, case: CaseRecord) -> dict[str, object]:
        publication = self._backend.by_page.get(case.page_id)
        return {
            **case.model_dump(mode="json"),
            "matter": publication.matter_name if publication else "",
            "state": case.state(self._backend.clock.now()),
        }
