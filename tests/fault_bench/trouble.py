"""Trouble between a visitor and the embedded portal: of one kind, at a host or both, from one page on, for a while."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from zicha_demo.disturbances import Damaging, in_another_charset, reset

_MARK = "/zicha-demo"
"""What answers in any case: who asks wants to know which portal this is."""


class Kind(StrEnum):
    """What goes wrong."""

    DELAY = "delay"
    HANG = "hang"
    RESET = "reset"
    CUT = "cut"
    CORRUPT = "corrupt"
    CHARSET = "charset"
    EMPTY = "empty"
    CIRCLE = "circle"
    BUSY_429 = "429"
    BUSY_TEXT = "busy"
    GATEWAY = "502"
    UNAVAILABLE = "503"
    MAINTENANCE = "maintenance"
    CAPTCHA = "captcha"


class Host(StrEnum):
    """Whom it befalls."""

    WHOLE = "whole"
    PORTAL = "portal"
    DEPARTMENT = "department"


@dataclass(frozen=True)
class Trouble:
    """From the page of this number on, for so many seconds, or so many pages if that is given."""

    kind: Kind
    host: Host
    after: int
    seconds: float
    pages: int | None = None

    @property
    def id(self) -> str:
        return f"{self.kind}-{self.host}-{self.seconds:g}"


_DELAY = 1.5
_PAGE = "<!DOCTYPE html><html lang=zh><meta charset=utf-8><title>{0}</title><body><p>{0}</p></body></html>"
_ANSWERS: dict[Kind, tuple[int, str]] = {
    Kind.BUSY_429: (429, "Too Many Requests"),
    Kind.BUSY_TEXT: (200, "您的操作过于频繁，请稍后再试"),
    Kind.GATEWAY: (502, "502 Bad Gateway"),
    Kind.UNAVAILABLE: (503, "Service Unavailable"),
    Kind.MAINTENANCE: (200, "系统维护中，预计今日18时恢复，给您带来不便敬请谅解"),
    Kind.CAPTCHA: (200, "请完成安全验证后继续访问"),
}


class Misbehaving:
    """Stands before the site, and in the way of what comes while the trouble lasts."""

    def __init__(self, site: ASGIApp, trouble: Trouble, clock: Callable[[], float] = time.monotonic) -> None:
        self._site = site
        self._trouble = trouble
        self._clock = clock
        self._pages = 0
        self._since: float | None = None
        self.department_port = 0
        self.befallen = 0
        """How many requests it was in the way of."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._is_befallen(scope):
            await self._site(scope, receive, send)
            return
        self.befallen += 1
        match self._trouble.kind:
            case Kind.DELAY:
                await asyncio.sleep(_DELAY)
                await self._site(scope, receive, send)
            case Kind.HANG:
                while (await receive())["type"] != "http.disconnect":
                    pass
            case Kind.RESET:
                reset(scope)
            case (Kind.CUT | Kind.CORRUPT | Kind.CHARSET) as kind:
                await self._site(scope, receive, Damaging(send, _DAMAGES[kind]))
            case Kind.EMPTY:
                await Response(b"", media_type="text/html")(scope, receive, send)
            case Kind.CIRCLE:
                await RedirectResponse(scope["path"], 302)(scope, receive, send)
            case kind:
                status, text = _ANSWERS[kind]
                await HTMLResponse(_PAGE.format(text), status)(scope, receive, send)

    def _is_befallen(self, scope: Scope) -> bool:
        if scope["type"] != "http" or scope["path"] == _MARK:
            return False
        trouble, is_department = self._trouble, (scope.get("server") or ("", 0))[1] == self.department_port
        if trouble.host is not Host.WHOLE and (trouble.host is Host.DEPARTMENT) is not is_department:
            return False
        self._pages += (b"sec-fetch-dest", b"document") in scope["headers"]
        if self._since is None and self._pages > trouble.after:
            self._since = self._clock()
        if trouble.pages is not None and self._pages > trouble.after + trouble.pages:
            return False
        return self._since is not None and self._clock() - self._since < trouble.seconds


def _turned(page: bytes) -> bytes:
    """Return a page of which every seventh byte is another."""
    return bytes(byte ^ 0x55 if number % 7 == 3 else byte for number, byte in enumerate(page))


_DAMAGES: Mapping[Kind, Callable[[bytes], bytes] | None] = {
    Kind.CUT: None,
    Kind.CORRUPT: _turned,
    Kind.CHARSET: in_another_charset,
}
