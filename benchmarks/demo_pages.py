"""How fast the embedded portal serves guide pages, against a bare Starlette answer of the same bytes in the same run.

Run: python benchmarks/demo_pages.py [seconds]. Client and server share the machine, so only the ratio is a claim.
"""

from __future__ import annotations

import http.client
import socket
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from zicha.inventory import load
from zicha_demo.defects import load_defects
from zicha_demo.server import DemoPortal

ROOT = Path(__file__).parent.parent


def pages_per_second(address: str, paths: list[str], seconds: float) -> float:
    """One client on one connection, the paths over and over."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc)
    served, end = 0, time.perf_counter() + seconds
    start = time.perf_counter()
    while time.perf_counter() < end:
        connection.request("GET", paths[served % len(paths)])
        answer = connection.getresponse()
        if answer.status != 200 or not answer.read():
            raise RuntimeError(f"{paths[served % len(paths)]} answered {answer.status}")
        served += 1
    connection.close()
    return served / (time.perf_counter() - start)


def serve_plain(body: bytes) -> tuple[str, uvicorn.Server]:
    """A server that answers everything with the same bytes."""

    async def plain(request: Request) -> Response:
        return HTMLResponse(body)

    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=[Route("/", plain)]), log_config=None, lifespan="off"))
    threading.Thread(target=server.run, args=([listener],), daemon=True).start()
    return f"http://127.0.0.1:{listener.getsockname()[1]}", server


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 3.0
    matters = load(ROOT / "matters").matters
    begun = time.perf_counter()
    with DemoPortal(matters, load_defects()) as portal:
        ready = time.perf_counter() - begun
        rendered = [each for each in portal.publications if each.skin.panes != "hash"]
        connection = http.client.HTTPConnection(urlsplit(portal.url).netloc)
        connection.request("GET", rendered[0].guide_path)
        body = connection.getresponse().read()
        address, server = serve_plain(body)
        guides = pages_per_second(portal.url, [each.guide_path for each in rendered], seconds)
        plain = pages_per_second(address, ["/"], seconds)
        server.should_exit = True
    print(f"ready in {ready:.2f} s with {len(matters)} matters")
    print(f"guide pages {guides:.0f}/s, plain answer of {len(body)} bytes {plain:.0f}/s, ratio {guides / plain:.2f}")


if __name__ == "__main__":
    main()
