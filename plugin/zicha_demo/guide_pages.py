"""办事指南: the guide of a matter in its page shape, and its data service."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from zicha_demo.backend import Backend
from zicha_demo.guide_view import as_json, entry_address, evaluation_address, sections
from zicha_demo.publication import Publication, Shape


class GuidePages:
    """Everything below the address of a guide."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def routes(self) -> list[Route]:
        return [
            Route("/portal/guide/app", self.app),
            Route("/portal/guide/fragment", self.fragment),
            Route("/portal/guide/{page_id}", self.guide),
            Route("/hnzwfw/matter/service", self.service),
        ]

    async def guide(self, request: Request) -> Response:
        user = self._backend.visitor(request)
        publication = self._backend.by_page.get(request.path_params["page_id"])
        if publication is None:
            return self._backend.message(user, "未找到匹配的信息")
        if publication.shape is Shape.APP:
            target = f"/portal/guide/app?region={publication.region}#/guide/{publication.page_id}"
            return RedirectResponse(target, 302)
        template = f"guide_{publication.shape}.html"
        return self._backend.cached_page(publication.page_id, template, user, lambda: self._context(publication))

    async def app(self, request: Request) -> Response:
        return self._backend.cached_page("app", "guide_app.html", self._backend.visitor(request), dict)

    async def fragment(self, request: Request) -> Response:
        """Show one pane of a tabbed guide."""
        publication = self._backend.by_page.get(request.query_params.get("serviceUnid", ""))
        pane = request.query_params.get("pane", "")
        if publication is None or pane not in {section.key for section in sections(publication)}:
            return HTMLResponse("系统繁忙，请稍后重试")
        key = f"{publication.page_id}/{pane}"

        def context() -> dict[str, object]:
            section = next(section for section in sections(publication) if section.key == pane)
            return {"publication": publication, "section": section}

        return self._backend.cached_page(key, "guide_pane.html", None, context)

    async def service(self, request: Request) -> Response:
        publication = self._backend.by_page.get(request.query_params.get("serviceUnid", ""))
        if publication is None:
            return JSONResponse({"errCode": 0, "errMsg": "未找到匹配的信息", "result": None})
        return JSONResponse({"errCode": 0, "errMsg": "", "result": as_json(publication)})

    def _context(self, publication: Publication) -> dict[str, object]:
        return {
            "publication": publication,
            "sections": sections(publication),
            "entry_address": entry_address(publication),
            "evaluation_address": evaluation_address(publication),
        }
