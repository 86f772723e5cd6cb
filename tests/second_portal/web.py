"""A small web server: a request in, an answer out. Pages are in GBK, as the forms that come back are."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

CHARSET = "gbk"


@dataclass(frozen=True, slots=True)
class Request:
    """What a browser asks for. `form` is what a page sent back, but for its files, of which it holds the names."""

    path: str
    query: Mapping[str, str]
    form: Mapping[str, str]
    cookies: Mapping[str, str]
    address: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What it gets."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def page(text: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """Return a page in the portal's encoding."""
    kind = {"Content-Type": f"text/html; charset={CHARSET}"}
    return Answer(text.encode(CHARSET, "xmlcharrefreplace"), status, {**kind, **(headers or {})})


def redirect(address: str, headers: Mapping[str, str] | None = None) -> Answer:
    """Return what sends the browser on."""
    return Answer(status=302, headers={"Location": address, **(headers or {})})


class Server:
    """One host of the portal, on a port that is free."""

    def __init__(self, host: str, answer: Callable[[Request], Answer]) -> None:
        self._server = ThreadingHTTPServer((host, 0), _handler(answer))
        self._server.daemon_threads = True
        self.address = f"http://{host}:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler(answer: Callable[[Request], Answer]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._give(answer(self._request({})))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self._give(answer(self._request(_fields(body, self.headers.get("Content-Type") or ""))))

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

        def _request(self, form: Mapping[str, str]) -> Request:
            parts = urlsplit(self.path)
            cookies = {name: each.value for name, each in SimpleCookie(self.headers.get("Cookie") or "").items()}
            query = dict(parse_qsl(parts.query, keep_blank_values=True, encoding=CHARSET))
            return Request(parts.path.lower(), query, form, cookies, self.path)

        def _give(self, given: Answer) -> None:
            self.send_response(given.status)
            for name, value in given.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(given.body)))
            self.end_headers()
            self.wfile.write(given.body)

    return Handler


def _fields(body: bytes, kind: str) -> dict[str, str]:
    """Return the fields of a form that was sent back; of a file its name."""
    if not kind.startswith("multipart/"):
        return dict(parse_qsl(body.decode("ascii", "replace"), keep_blank_values=True, encoding=CHARSET))
    message = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    fields = {}
    for part in message.iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        content = part.get_payload(decode=True)
        text = content.decode(CHARSET, "replace") if isinstance(content, bytes) else ""
        fields[name] = part.get_filename() or "" if "filename" in str(part["content-disposition"]) else text
    return fields
