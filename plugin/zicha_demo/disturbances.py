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
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
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
                reset(scope)
            case DisturbanceKind.STOP:
                self._stop()
                reset(scope)
            case DisturbanceKind.HUGE:
                size = {"Content-Length": str(HUGE_MEGABYTES * MEGABYTE)}
                zeros = (bytes(MEGABYTE) for _ in range(HUGE_MEGABYTES))
                await StreamingResponse(_each(zeros), headers=size, media_type=_BYTES)(scope, receive, send)
            case DisturbanceKind.BOMB:
                packed = {"Content-Encoding": "gzip"}
                await StreamingResponse(_each(_bomb()), headers=packed, media_type=_BYTES)(scope, receive, send)
            case kind:
                await self._site(scope, receive, Damaging(send, *_DAMAGES[kind]))

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


class Damaging:
    """Receive a page in place of the visitor and send it on damaged; where nothing damages it, half of it alone."""

    def __init__(self, send: Send, damage: Callable[[bytes], bytes] | None, content_type: str = "") -> None:
        """`content_type` stands in the place of the page's own, if given."""
        self._send = send
        self._damage = damage
        self._content_type = content_type
        self._start: Message = {}
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        if self._damage is None:  # as whole as it was promised, and half of it
            half = self._body[: len(self._body) // 2]
            await self._send(self._start)
            await self._send({"type": "http.response.body", "body": half, "more_body": True})
            return
        body = self._damage(self._body)
        own = {b"content-length": str(len(body)).encode()}
        own |= {b"content-type": self._content_type.encode()} if self._content_type else {}
        headers = [each for each in self._start["headers"] if each[0] not in own]
        await self._send({**self._start, "headers": [*headers, *own.items()]})
        await self._send({"type": "http.response.body", "body": body})


def _unclosed(page: bytes) -> bytes:
    return re.sub(rb"</(td|th|tr|dd|dt|p|li|body|html)>", b"", page)


def _in_gbk(page: bytes) -> bytes:
    declared = re.sub(r'(charset=["\']?)utf-8', r"\1gbk", page.decode(), flags=re.IGNORECASE)
    return declared.encode("gbk", "xmlcharrefreplace")


def in_another_charset(page: bytes) -> bytes:
    """Return a page in GBK that goes on saying that it is UTF-8."""
    return page.decode(errors="replace").encode("gbk", "replace")


_DAMAGES: Mapping[DisturbanceKind, tuple[Callable[[bytes], bytes] | None, str]] = {
    DisturbanceKind.CUT_OFF: (None, ""),
    DisturbanceKind.UNCLOSED: (_unclosed, ""),
    DisturbanceKind.GBK: (_in_gbk, "text/html"),
    DisturbanceKind.GARBLED: (in_another_charset, ""),
}


def _names(publication: Publication) -> tuple[str, ...]:
    """Return what the addresses of a matter's own pages and files hold."""
    return (publication.page_id, publication.code, *publication.files)


def _page(message: str) -> str:
    return f"<!DOCTYPE html><html><head><meta charset=utf-8><title>提示</title></head><body>{message}</body></html>"


def reset(scope: Scope) -> None:
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
