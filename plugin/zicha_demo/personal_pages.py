"""个人中心: 我的办件, 我的证照, 我的评价."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from zicha.model.matter import Grade
from zicha_demo.accounts import Account
from zicha_demo.backend import Backend, own_address, to_login
from zicha_demo.evaluation import PromptPlace
from zicha_demo.guide_view import case_evaluation_address, entry_address
from zicha_demo.lists import Action, Line, ListDisplay, Part, part_of
from zicha_demo.publication import Publication
from zicha_demo.state import CaseRecord

_CASES = ("办件编号", "办件名称", "申报日期", "当前状态")
_LICENCES = ("证照名称", "颁发机构", "办件编号", "生成时间")
_WAITING = ("办件编号", "办件名称", "当前状态")
_EVALUATIONS = ("办件编号", "事项名称", "满意度", "评价内容", "评价时间")
_OPEN, _DONE = "办理中", "已办结"
_STARS = {str(grade): 5 - place for place, grade in enumerate(Grade)}


class ShownCase(NamedTuple):
    """A case as 我的办件 shows it. `evaluation` is where it can be evaluated, empty when it does not ask for that."""

    case: CaseRecord
    publication: Publication
    number: str
    state: str
    evaluation: str
    open: bool

    @property
    def name(self) -> str:
        return self.publication.matter_name

    def asks_at(self, place: PromptPlace) -> bool:
        return bool(self.evaluation) and self.publication.evaluation.prompt is place


class PersonalPages:
    """What belongs to the user. Without login everything here leads to the login page."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def routes(self) -> list[Route]:
        return [
            Route("/uc/index", self.index),
            Route("/uc/cases", self.cases),
            Route("/uc/cases/{number}", self.case),
            Route("/uc/cases/{number}/withdraw", self.withdraw, methods=["POST"]),
            Route("/uc/licences", self.licences),
            Route("/uc/evaluations", self.evaluations),
            Route("/uc/list/{kind}", self.part),
        ]

    async def index(self, request: Request) -> Response:
        return RedirectResponse("/uc/cases", 302)

    async def cases(self, request: Request) -> Response:
        user = self._backend.visitor(request)
        if user is None:
            return to_login(own_address(request))
        shown = self._shown(user)
        return self._backend.page(
            "uc_cases.html",
            user,
            part=self._part("cases", user, request),
            waiting=[case for case in shown if case.asks_at(PromptPlace.ROW)],
            popups=[case for case in shown if case.asks_at(PromptPlace.DIALOG) or case.asks_at(PromptPlace.FRAME)],
        )

    async def case(self, request: Request) -> Response:
        user = self._backend.visitor(request)
        if user is None:
            return to_login(own_address(request))
        number = request.path_params["number"]
        shown = next((case for case in self._shown(user) if case.case.number == number), None)
        if shown is None:
            return self._backend.message(user, "未查询到该办件")
        places = (PromptPlace.ROW, PromptPlace.DETAIL)
        return self._backend.page("uc_case.html", user, shown=shown, asks=any(map(shown.asks_at, places)))

    async def withdraw(self, request: Request) -> Response:
        """Withdraw an application (撤回申请), while the case is not finished."""
        user = self._backend.visitor(request)
        if user is None:
            return to_login("/uc/cases")
        number, now = request.path_params["number"], self._backend.clock.now()
        shown = next((case for case in self._shown(user) if case.case.number == number), None)
        if shown is None or not self._withdrawable(shown):
            return self._backend.message(user, "该办件当前状态不允许撤回")
        self._backend.state.add_case(shown.case.model_copy(update={"withdrawn_at": now}))
        return RedirectResponse("/uc/cases", 303)

    async def licences(self, request: Request) -> Response:
        user = self._backend.visitor(request)
        if user is None:
            return to_login(own_address(request))
        return self._backend.page("uc_licences.html", user, part=self._part("licences", user, request))

    async def evaluations(self, request: Request) -> Response:
        user = self._backend.visitor(request)
        if user is None:
            return to_login(own_address(request))
        lines = [
            Line(
                {"办件编号": case.number, "办件名称": case.name, "当前状态": "待评价"},
                actions=(_evaluate(case),),
            )
            for case in self._shown(user)
            if case.evaluation and case.publication.evaluation.prompt in (PromptPlace.ROW, PromptPlace.WAITING)
        ]
        waiting = part_of(ListDisplay(page_size=100), _WAITING, lines, {}, "/uc/evaluations")
        done = self._part("evaluations", user, request)
        return self._backend.page("uc_evaluations.html", user, waiting=waiting, part=done)

    async def part(self, request: Request) -> Response:
        """Show one page of a list for a script, or as a page in a frame."""
        user, kind = self._backend.visitor(request), request.path_params["kind"]
        if user is None:
            return to_login(f"/uc/{kind}")
        if kind not in ("cases", "licences", "evaluations"):
            return self._backend.message(user, "您访问的页面不存在", 404)
        part = self._part(kind, user, request)
        await self._backend.delay(part.display.delay_seconds)
        template = "list_frame.html" if "framed" in request.query_params else "_list.html"
        return self._backend.page(template, user, part=part)

    def _part(self, kind: str, user: Account, request: Request) -> Part:
        platform = self._backend.platform
        made: dict[str, tuple[ListDisplay, Sequence[str], Callable[[Account], list[Line]]]] = {
            "cases": (platform.cases, _CASES, self._case_lines),
            "licences": (platform.licences, _LICENCES, self._licence_lines),
            "evaluations": (platform.evaluations, _EVALUATIONS, self._evaluation_lines),
        }
        display, columns, lines = made[kind]
        return part_of(display, columns, lines(user), request.query_params, f"/uc/{kind}")

    def _case_lines(self, user: Account) -> list[Line]:
        drafts = [
            Line(
                {"办件编号": "--", "办件名称": publication.matter_name, "申报日期": "--", "当前状态": "暂存"},
                actions=(Action("继续申报", f"{entry_address(publication)}&sqid={draft.id}"),),
                tab=_OPEN,
            )
            for draft in self._backend.state.drafts(user.identity)
            if (publication := self._backend.by_page.get(draft.page_id))
        ]
        return [*drafts, *(self._case_line(case) for case in self._shown(user))]

    def _case_line(self, shown: ShownCase) -> Line:
        address = f"/uc/cases/{shown.case.number}"
        actions = [Action("查看", address)]
        if shown.asks_at(PromptPlace.ROW):
            actions.append(_evaluate(shown))
        if self._withdrawable(shown):
            actions.append(Action("撤回申请", f"{address}/withdraw", confirm="确定撤回该申请吗？"))
        values = {
            "办件编号": shown.number,
            "办件名称": shown.name,
            "申报日期": f"{shown.case.applied_at:%Y-%m-%d}",
            "当前状态": shown.state,
        }
        return Line(values, actions=tuple(actions), tab=_OPEN if shown.open else _DONE)

    def _licence_lines(self, user: Account) -> list[Line]:
        now = self._backend.clock.now()
        held: list[Line] = []
        for case in self._backend.state.cases():
            publication = self._backend.by_page.get(case.page_id)
            if publication is None:
                continue
            issued = licence_issued(publication, case)
            if (publication.licence.listed_for or case.identity) is user.identity and issued and issued <= now:
                held.append(_licence_line(publication, case.number, f"{issued:%Y-%m-%d %H:%M}"))
            if publication.licence.earlier and case.identity is user.identity:
                held.append(_licence_line(publication, "", publication.licence.earlier))
        return held

    def _evaluation_lines(self, user: Account) -> list[Line]:
        lines = []
        for record in self._backend.state.evaluations(user.identity):
            publication = self._backend.by_page.get(record.page_id)
            if publication is None or not publication.evaluation.listed:
                continue
            display = publication.evaluation
            grade = display.grade_shown or display.grades_shown.get(record.grade, record.grade)
            values = {
                "办件编号": (display.number_shown or record.case_number) or "--",
                "事项名称": publication.matter_name,
                "满意度": f"{'★' * _STARS[grade]}{'☆' * (5 - _STARS[grade])} {grade}" if display.stars else grade,
                "评价内容": f"{'、'.join(record.tags)} {record.text}",
                "评价时间": f"{record.at:%Y-%m-%d %H:%M}",
            }
            lines.append(Line(values))
        return lines

    def _shown(self, user: Account) -> list[ShownCase]:
        now = self._backend.clock.now()
        evaluated = {record.case_number for record in self._backend.state.evaluations(user.identity)}
        return [
            self._show(publication, case, now, evaluated)
            for case in self._backend.state.cases(user.identity)
            if (publication := self._backend.by_page.get(case.page_id))
            and publication.cases.listed
            and publication.cases.not_listed_for is not user.identity
            and now >= case.applied_at + timedelta(minutes=publication.cases.listed_after_minutes)
        ]

    def _show(self, publication: Publication, case: CaseRecord, now: datetime, evaluated: set[str]) -> ShownCase:
        display, evaluation = publication.cases, publication.evaluation
        known = case.state(now - timedelta(hours=display.state_lag_hours))
        done = case.number in evaluated and not evaluation.still_waiting
        waits = case.state(now) == _DONE and evaluation.prompted and not done
        return ShownCase(
            case=case,
            publication=publication,
            number=display.number_shown or case.number,
            state=display.state_shown or display.state_words.get(known, known),
            evaluation=case_evaluation_address(publication, case.number) if waits else "",
            open=case.state(now) in ("待预审", "已受理"),
        )

    def _withdrawable(self, shown: ShownCase) -> bool:
        return shown.publication.cases.withdrawable and shown.open


def _evaluate(case: ShownCase) -> Action:
    return Action("评价", case.evaluation, new_tab=case.evaluation.startswith("/"))


def _licence_line(publication: Publication, number: str, issued: str) -> Line:
    licence = publication.licence
    values = {
        "证照名称": licence.name,
        "颁发机构": publication.department,
        "办件编号": number if licence.numbered and number else "--",
        "生成时间": issued if licence.dated else "--",
    }
    return Line(values, heading=licence.name)


def licence_issued(publication: Publication, case: CaseRecord) -> datetime | None:
    """Return when the e-licence of a case appears, if ever."""
    display = publication.licence
    if case.paper_at is None or not (display.issued and display.listed):
        return None
    return case.paper_at + timedelta(hours=display.delay_hours)
