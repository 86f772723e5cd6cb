"""What all pages share: the publications, the state, the clock, who is asking, and how a page is rendered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from importlib.resources import files
from typing import Any
from urllib.parse import quote

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from zicha_demo.accounts import Account, account_of
from zicha_demo.clock import DemoClock
from zicha_demo.publication import Platform, Publication, PublishedFile
from zicha_demo.state import State

COOKIES = {"portal": "TACS_SESSION", "department": "ASP.NET_SessionId"}


class Backend:
    """The portal behind its pages."""

    def __init__(
        self,
        publications: tuple[Publication, ...],
        platform: Platform,
        state: State,
        clock: DemoClock,
        ports: tuple[int, int],
        pace: float = 1.0,
    ) -> None:
        self.state = state
        self.clock = clock
        self.platform = platform
        self._pace = pace
        self.portal_url, self.department_url = (f"http://127.0.0.1:{port}" for port in ports)
        self._templates = templates()
        self._templates.globals.update(department_url=self.department_url, portal_url=self.portal_url)
        self._pages: dict[tuple[str, ...], bytes] = {}
        self.happened: set[tuple[str, str]] = set()
        """For what happens but once: to whom, with which matter."""
        self.proofs_sent = 0
        """How often somebody has sent off what a page asked for to bind an account or to prove an identity."""
        self.publish(publications)

    def publish(self, publications: tuple[Publication, ...]) -> None:
        """Replace all that is published."""
        self.publications = publications
        self.by_page = {publication.page_id: publication for publication in publications}
        self.by_code = {publication.code: publication for publication in publications}
        self.files: dict[str, PublishedFile] = {}
        for publication in publications:
            self.files.update(publication.files)
        self._pages.clear()

    def visitor(self, request: Request, origin: str = "portal") -> Account | None:
        """Return who is logged in."""
        token = request.cookies.get(COOKIES[origin], "")
        if not token:
            return None
        identity = self.state.session_identity(token, origin, self.clock.now(), self.platform.session_minutes)
        return account_of(identity) if identity else None

    async def delay(self, seconds: float) -> None:
        """Let the visitor wait as long as a publication says, at the pace of this portal."""
        await asyncio.sleep(seconds * self._pace)

    def milliseconds(self, seconds: float) -> int:
        """Return how long a script of a page waits, at the pace of this portal."""
        return int(seconds * self._pace * 1000)

    def page(self, template: str, user: Account | None, status: int = 200, **context: Any) -> HTMLResponse:
        """Return a rendered page."""
        return HTMLResponse(self._render(template, user, context), status)

    def cached_page(
        self,
        key: str,
        template: str,
        user: Account | None,
        context: Callable[[], dict[str, Any]],
        charset: str = "utf-8",
    ) -> Response:
        """Return a page that only changes with what is published and with who looks at it.

        One in another charset than UTF-8 says so itself, and its header does not.
        """
        at = (key, template, user.identity if user else "")
        if at not in self._pages:
            page = self._render(template, user, {**context(), "charset": charset})
            self._pages[at] = page.encode(charset, "xmlcharrefreplace")
        headers = None if charset == "utf-8" else {"Content-Type": "text/html"}
        return HTMLResponse(self._pages[at], headers=headers)

    def fragment(self, template: str, **context: Any) -> str:
        """Return a part of a page."""
        return self._render(template, None, context)

    def message(self, user: Account | None, text: str, status: int = 200, layout: str = "layout.html") -> HTMLResponse:
        """Return a page that only says something."""
        return self.page("message.html", user, status, text=text, layout=layout)

    def _render(self, template: str, user: Account | None, context: dict[str, Any]) -> str:
        context = {"layout": "layout.html", **context}
        return self._templates.get_template(template).render(user=user, site=self.platform.site_name, **context)


def templates() -> jinja2.Environment:
    """Return the templates of all pages."""
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(_template), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )


def to_login(refer: str) -> Response:
    """Send the visitor to the login page, and back to `refer` afterwards."""
    return RedirectResponse(f"/tacs-uc/login/index?refer={quote(refer, safe='')}", 302)


def own_address(request: Request) -> str:
    """Return the path and query of the request."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _template(name: str) -> str:
    return (files("zicha_demo") / "templates" / name).read_text(encoding="utf-8")
