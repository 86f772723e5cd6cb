"""好差评: the page of the five grades, and what is done with an answer."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from zicha.demo.backend import Backend, own_address, to_login
from zicha.demo.publication import EvaluationSubmit, EvaluationTarget
from zicha.demo.publishing import wording
from zicha.demo.state import EvaluationRecord
from zicha.model.matter import Identity

PATH = "/ycslypt_web/pingjia.action"
MAX_TEXT = 150


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
        user = self._backend.visitor(request)
        publication = self._backend.by_page.get(request.query_params.get("serviceUnid", ""))
        if publication is None:
            return self._backend.message(user, "未找到匹配的信息")
        display = publication.evaluation
        number = request.query_params.get("projectNo", "")
        if display.target is EvaluationTarget.BLANK:
            return HTMLResponse("<!DOCTYPE html><html><head><meta charset='utf-8'></head><body></body></html>")
        if display.target is EvaluationTarget.ERROR:
            return self._backend.message(user, display.message)
        errors: list[str] = []
        if request.method == "POST":
            if user is None:
                return to_login(own_address(request))
            form = await request.form()
            grade, text = str(form.get("grade", "")), str(form.get("text", "")).strip()
            if grade not in display.grades:
                errors = ["请选择满意度"]
            elif len(text) > MAX_TEXT:
                errors = [f"评价内容不超过{MAX_TEXT}字"]
            elif self._already(user.identity, number):
                errors = ["该办件已评价，请勿重复提交"]
            elif display.submit is EvaluationSubmit.ERROR:
                errors = [display.message or "提交失败，系统异常，请稍后重试"]
            elif display.submit is EvaluationSubmit.WORKS:
                record = EvaluationRecord(
                    page_id=publication.page_id,
                    identity=user.identity,
                    case_number=number,
                    grade=grade,
                    tags=tuple(str(tag) for tag in form.getlist("tag")),
                    text=text,
                    at=self._backend.clock.now(),
                )
                self._backend.state.add_evaluation(record)
                return RedirectResponse("/ycslypt_web/done", 303)
        return self._backend.page(
            "evaluation.html",
            user,
            publication=publication,
            display=display,
            number=number,
            tags=dict(zip(display.grades, wording()["tags"], strict=False)),
            errors=errors,
        )

    async def done(self, request: Request) -> Response:
        return self._backend.page("evaluation_done.html", self._backend.visitor(request))

    def _already(self, identity: Identity, number: str) -> bool:
        return bool(number) and any(
            record.case_number == number for record in self._backend.state.evaluations(identity)
        )
