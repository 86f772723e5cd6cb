"""Trouble on the way between portal and visitor (故障), as the publications and the platform declare it.

It comes before the pages: busy gateways, throttling, cut connections, pages that arrive damaged, files without an end.
"""

from __future__ import annotations

import asyncio
import re
import socket
import struct
import sys
import zlib
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from functools import cache
from urllib.parse import unquote

from starlette.responses import HTMLResponse, StreamingResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from zicha_demo.backend import Backend
from zicha_demo.publication import Disturbance, DisturbanceKind, Publication

MEGABYTE = 1024 * 1024
HUGE_MEGABYTES = 300
BOMB_MEGABYTES = 10 * 1024


class Disturbances:
    """Lets a request pass, answers in its place, or damages what comes back."""

    def __init__(self, backend: Backend, site: ASGIApp, stop: Callable[[], None]) -> None:
        self._backend = backend
        self._site = site
        self._stop = stop
        self._happened: Counter[tuple[str, int]] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        query = unquote(scope.get("query_string", b"").decode("latin-1"))
        disturbance = self._next(scope["path"], query, scope.get("method") == "POST")
        if disturbance is None:
            await self._site(scope, receive, send)
            return
        match disturbance.kind:
            case DisturbanceKind.ANSWER:
                await HTMLResponse(_page(disturbance.message), disturbance.status)(scope, receive, send)
            case DisturbanceKind.HANG:
                while (await receive())["type"] != "http.disconnect":
                    pass
            case DisturbanceKind.RESET:
                _reset(scope)
            case DisturbanceKind.STOP:
                self._stop()
                _reset(scope)
            case DisturbanceKind.HUGE:
                size = {"Content-Length": str(HUGE_MEGABYTES * MEGABYTE)}
                zeros = (bytes(MEGABYTE) for _ in range(HUGE_MEGABYTES))
                await StreamingResponse(_each(zeros), headers=size, media_type=_BYTES)(scope, receive, send)
            case DisturbanceKind.BOMB:
                packed = {"Content-Encoding": "gzip"}
                await StreamingResponse(_each(_bomb()), headers=packed, media_type=_BYTES)(scope, receive, send)
            case _:
                await self._site(scope, receive, _DamagingSend(disturbance.kind, send))

    def _next(self, path: str, query: str, posted: bool) -> Disturbance | None:
        """Return what happens to this request, if anything still does."""
        declared = [("", self._backend.platform.disturbances)]
        for each in self._backend.publications:
            if each.disturbances and any(name in path or name in query for name in _names(each)):
                declared.append((each.code, each.disturbances))
        for owner, disturbances in declared:
            for number, disturbance in enumerate(disturbances):
                if disturbance.at not in path or (disturbance.posted and not posted):
                    continue
                self._happened[owner, number] += 1
                if disturbance.times is None or self._happened[owner, number] <= disturbance.times:
                    return disturbance
        return None


_BYTES = "application/octet-stream"


class _DamagingSend:
    """Receive a page in place of the visitor and send it on damaged."""

    def __init__(self, kind: DisturbanceKind, send: Send) -> None:
        self._kind = kind
        self._send = send
        self._start: Message = {}
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        if self._kind is DisturbanceKind.CUT_OFF:  # as whole as it was promised, and half of it
            await self._send(self._start)
            await self._send(
                {"type": "http.response.body", "body": self._body[: len(self._body) // 2], "more_body": True}
            )
            return
        body, charset = self._damaged()
        headers = [each for each in self._start["headers"] if each[0] not in (b"content-length", b"content-type")]
        headers.append((b"content-type", f"text/html{charset}".encode()))
        headers.append((b"content-length", str(len(body)).encode()))
        await self._send({**self._start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})

    def _damaged(self) -> tuple[bytes, str]:
        text = self._body.decode()
        match self._kind:
            case DisturbanceKind.UNCLOSED:
                return re.sub(r"</(td|th|tr|dd|dt|p|li|body|html)>", "", text).encode(), "; charset=utf-8"
            case DisturbanceKind.GBK:
                declared = re.sub(r'(charset=["\']?)utf-8', r"\1gbk", text, flags=re.IGNORECASE)
                return declared.encode("gbk", "xmlcharrefreplace"), ""
        return text.encode("gbk", "replace"), "; charset=utf-8"


def _names(publication: Publication) -> tuple[str, ...]:
    """Return what the addresses of a matter's own pages and files hold."""
    return (publication.page_id, publication.code, *publication.files)


def _page(message: str) -> str:
    return f"<!DOCTYPE html><html><head><meta charset=utf-8><title>提示</title></head><body>{message}</body></html>"


def _reset(scope: Scope) -> None:
    """Break the connection without a word: the visitor gets a reset, not an end."""
    transport: asyncio.Transport = scope["state"]["transport"]
    linger = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
    transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    transport.abort()


async def _each(parts: Iterator[bytes]) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


@cache
def _packed_megabyte() -> bytes:
    packer = zlib.compressobj(9, wbits=-15)
    return packer.compress(bytes(MEGABYTE)) + packer.flush(zlib.Z_FULL_FLUSH)


def _bomb() -> Iterator[bytes]:
    """Return gzip that unpacks to ten gigabytes: one packed megabyte, again and again."""
    yield b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
    for _ in range(BOMB_MEGABYTES):
        yield _packed_megabyte()
