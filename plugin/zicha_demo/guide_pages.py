"""办事指南: the guide of a matter in its skin, its parts one by one, and its data service."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from zicha_demo.backend import Backend
from zicha_demo.guide_view import as_json, entry_address, evaluation_address
from zicha_demo.publication import Publication
from zicha_demo.skins.guide_body import GuideBody

_BUSY = "系统繁忙，请稍后重试"


class GuidePages:
    """Everything below the address of a guide."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def routes(self) -> list[Route]:
        return [
            Route("/portal/guide/app", self.app),
            Route("/portal/guide/fragment", self.fragment),
            Route("/portal/guide/{page_id}", self.guide),
            Route("/portal/guide/{page_id}/material/{place:int}", self.material),
            Route("/portal/guide/{page_id}/flow.svg", self.flow),
            Route("/hnzwfw/matter/service", self.service),
        ]

    async def guide(self, request: Request) -> Response:
        publication = self._backend.by_page.get(request.path_params["page_id"])
        if publication is None:
            return self._unknown(request)
        is_framed = "framed" in request.query_params
        if publication.skin.framed == "yes" and not is_framed:
            address = f"{publication.guide_path}&framed=1"
            return self._page(request, publication, "guide_frame.html", address=address)
        if publication.skin.panes == "hash":
            of_frame = "&framed=1" if is_framed else ""
            route = f"#/guide/{publication.page_id}"
            return RedirectResponse(
                f"/portal/guide/app?region={publication.region}&unid={publication.page_id}{of_frame}{route}", 302
            )
        return self._page(request, publication, "guide.html", "bare.html" if is_framed else "layout.html")

    async def app(self, request: Request) -> Response:
        publication = self._backend.by_page.get(request.query_params.get("unid", ""))
        if publication is None:
            return self._unknown(request)
        layout = "bare.html" if "framed" in request.query_params else "layout.html"
        return self._page(request, publication, "guide_app.html", layout)

    async def fragment(self, request: Request) -> Response:
        """Show one part of a guide, or what 详情 tells of one material or step."""
        publication = self._backend.by_page.get(request.query_params.get("serviceUnid", ""))
        if publication is None:
            return HTMLResponse(_BUSY)
        body, wanted = GuideBody(publication), request.query_params
        try:
            if "material" in wanted:
                shown = body.details(int(wanted["material"]))
            elif "step" in wanted:
                shown = body.details(int(wanted["step"]), "process")
            else:
                shown = body.pane(wanted.get("pane", ""))
        except (LookupError, ValueError):
            return HTMLResponse(_BUSY)
        return HTMLResponse(str(shown))

    async def material(self, request: Request) -> Response:
        """Show what 详情 tells of one material on a page of its own."""
        publication = self._backend.by_page.get(request.path_params["page_id"])
        place = request.path_params["place"]
        if publication is None or place >= len(publication.materials):
            return self._unknown(request)
        return self._page(request, publication, "guide_details.html", place=place)

    async def flow(self, request: Request) -> Response:
        """Show 办理流程 as a picture."""
        publication = self._backend.by_page.get(request.path_params["page_id"])
        if publication is None:
            return self._unknown(request)
        return Response(GuideBody(publication).picture(), media_type="image/svg+xml")

    async def service(self, request: Request) -> Response:
        """Answer with the data of a guide; with its page, too, where the single-page guide asks for that."""
        publication = self._backend.by_page.get(request.query_params.get("serviceUnid", ""))
        if publication is None:
            return JSONResponse({"errCode": 0, "errMsg": "未找到匹配的信息", "result": None})
        if publication.data.answer and "content" not in request.query_params:
            return Response(publication.data.answer, media_type="application/json")
        result = as_json(publication)
        if "content" in request.query_params:
            result["content"] = self._backend.fragment("guide_content.html", **_context(publication))
        return JSONResponse({"errCode": 0, "errMsg": "", "result": result})

    def _page(
        self, request: Request, publication: Publication, template: str, layout: str = "layout.html", **more: object
    ) -> Response:
        skin = publication.skin
        key = f"{publication.page_id} {layout} {' '.join(map(str, more.values()))}"

        def context() -> dict[str, object]:
            return {**_context(publication), "layout": layout, "frame": skin.frame, **more}

        charset = "gbk" if skin.charset == "gbk" else "utf-8"
        return self._backend.cached_page(key, template, self._backend.visitor(request), context, charset)

    def _unknown(self, request: Request) -> Response:
        return self._backend.message(self._backend.visitor(request), "未找到匹配的信息")


def _context(publication: Publication) -> dict[str, object]:
    return {
        "publication": publication,
        "body": GuideBody(publication),
        "entry_address": entry_address(publication),
        "evaluation_address": evaluation_address(publication),
    }
