"""好差评: the page of the five grades, and what is done with an answer."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from zicha.model.matter import Identity
from zicha_demo.backend import Backend, own_address, to_login
from zicha_demo.evaluation import EvaluationDisplay, EvaluationSubmit, EvaluationTarget
from zicha_demo.publishing import wording
from zicha_demo.state import EvaluationRecord

PATH = "/ycslypt_web/pingjia.action"
MAX_TEXT = 150
_TAKES = (EvaluationSubmit.WORKS, EvaluationSubmit.ALERTS, EvaluationSubmit.TOASTS, EvaluationSubmit.TO_LIST)


class EvaluationPages:
    """The evaluation system of the portal."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def routes(self) -> list[Route]:
        return [
            Route(PATH, self.evaluate, methods=["GET", "POST"]),
            Route("/ycslypt_web/done", self.done),
            Route("/ycslypt_web/index", self.overview),
        ]

    async def overview(self, request: Request) -> Response:
        return self._backend.page("evaluation_overview.html", self._backend.visitor(request))

    async def evaluate(self, request: Request) -> Response:
        """Show the page of the five grades, for the guide or a case; take an answer from whoever is logged in."""
        user = self._backend.visitor(request)
        publication = self._backend.by_page.get(request.query_params.get("serviceUnid", ""))
        if publication is None:
            return self._backend.message(user, "未找到匹配的信息")
        display = publication.evaluation
        number = request.query_params.get("projectNo", "")
        target = display.prompt_target if number else display.target
        if target is EvaluationTarget.BLANK:
            return HTMLResponse("<!DOCTYPE html><html><head><meta charset='utf-8'></head><body></body></html>")
        if target is EvaluationTarget.ERROR:
            return self._backend.message(user, display.message)
        grades = display.case_grades if number else display.grades
        tags = dict(zip(grades, wording()["tags"], strict=False))
        errors: list[str] = []
        if request.method == "POST":
            if user is None:
                return to_login(own_address(request))
            await self._backend.delay(display.submit_delay_seconds)
            form = await request.form()
            record = EvaluationRecord(
                page_id=publication.page_id,
                identity=user.identity,
                case_number=number,
                grade=str(form.get("grade", "")),
                tags=tuple(str(tag) for tag in form.getlist("tag")),
                text=str(form.get("text", "")).strip(),
                at=self._backend.clock.now(),
            )
            errors = self._refused(record, display, grades)
            if not errors and display.submit in _TAKES:
                self._backend.state.add_evaluation(record)
                return self._confirmation(display.submit)
        return self._backend.page(
            "evaluation.html",
            user,
            publication=publication,
            display=display,
            number=number,
            grades=grades,
            tags=tags,
            errors=errors,
        )

    def _refused(self, record: EvaluationRecord, display: EvaluationDisplay, grades: tuple[str, ...]) -> list[str]:
        """Return why an evaluation is not taken."""
        if record.grade not in grades:
            return ["请选择满意度"]
        if display.tags_required and not record.tags:
            return ["请选择评价标签"]
        if len(record.text) > MAX_TEXT:
            return [f"评价内容不超过{MAX_TEXT}字"]
        if self._already(record.identity, record.case_number):
            return ["该办件已评价，请勿重复提交"]
        if display.submit is EvaluationSubmit.ERROR:
            return [display.message or "提交失败，系统异常，请稍后重试"]
        return []

    def _confirmation(self, submit: EvaluationSubmit) -> Response:
        if submit in (EvaluationSubmit.ALERTS, EvaluationSubmit.TOASTS):
            return JSONResponse({"message": "评价成功，感谢您的参与！"})
        done = "/uc/evaluations" if submit is EvaluationSubmit.TO_LIST else "/ycslypt_web/done"
        return RedirectResponse(done, 303)

    async def done(self, request: Request) -> Response:
        return self._backend.page("evaluation_done.html", self._backend.visitor(request))

    def _already(self, identity: Identity, number: str) -> bool:
        return bool(number) and any(
            record.case_number == number for record in self._backend.state.evaluations(identity)
        )
