"""Both origins as one ASGI application: which one answers is decided by the port that was asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.resources import files
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Message, Receive, Scope, Send

from zicha_demo.application_pages import PORTAL, ApplicationPages
from zicha_demo.back_office import BackOffice
from zicha_demo.backend import Backend
from zicha_demo.bureau_form import BureauForm
from zicha_demo.department_site import LAYOUT, DepartmentSite
from zicha_demo.disturbances import Disturbances
from zicha_demo.evaluation_pages import EvaluationPages
from zicha_demo.file_server import FileServer
from zicha_demo.guide_pages import GuidePages
from zicha_demo.home_pages import HomePages
from zicha_demo.login_pages import LoginPages
from zicha_demo.personal_pages import PersonalPages

_MARK = "/zicha-demo"
"""What answers whatever else is disturbed: who asks wants to know which portal this is."""


class Site:
    """The portal and the departments' systems. Every answer says that it is a demonstration."""

    def __init__(self, backend: Backend, department_port: int, stop: Callable[[], None]) -> None:
        self._department_port = department_port
        self.documents: list[str] = []
        """The paths of pages that browsers loaded as a document, whole redirect chains once."""
        self.bureau_form = BureauForm(backend)
        portal = [
            *HomePages(backend).routes(),
            *GuidePages(backend).routes(),
            *FileServer(backend).routes(),
            *LoginPages(backend).routes(),
            *ApplicationPages(backend, PORTAL).routes(),
            *PersonalPages(backend).routes(),
            *EvaluationPages(backend).routes(),
            *BackOffice(backend).routes(),
            *self.bureau_form.routes(),
        ]
        self._portal = _origin(backend, portal, "layout.html")
        self._department = _origin(backend, DepartmentSite(backend).routes(), LAYOUT)
        self._disturbed = Disturbances(backend, self._either, stop)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                if (b"sec-fetch-dest", b"document") in scope["headers"] and not 300 <= message["status"] < 400:
                    self.documents.append(scope["path"])
                message["headers"] = [*message["headers"], (b"x-zicha-demo", b"1")]
            await send(message)

        answer = PlainTextResponse("内置演示门户") if scope["path"] == _MARK else self._disturbed
        with suppress(ClientDisconnect):
            await answer(scope, receive, send_marked)

    async def _either(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_department = (scope.get("server") or ("", 0))[1] == self._department_port
        await (self._department if is_department else self._portal)(scope, receive, send)


def _origin(backend: Backend, routes: Sequence[BaseRoute], layout: str) -> Starlette:
    async def not_found(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        return backend.message(None, "您访问的页面不存在" if status == 404 else "系统繁忙，请稍后重试", status, layout)

    static = Mount("/static", _Static(directory=Path(str(files("zicha_demo") / "static"))))
    return Starlette(routes=[*routes, static], exception_handlers={HTTPException: not_found, Exception: not_found})


class _Static(StaticFiles):
    """Static files that a browser fetches once."""

    def file_response(self, *args, **kwargs) -> Response:  # type: ignore[no-untyped-def]
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "public, max-age=86400"
        return response
