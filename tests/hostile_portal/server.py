"""A portal that leads astray: its pages, links, forms and redirects point at hosts that nobody named.

Each host is an address of this machine, on one port; every request that reaches one is noted. What a guide does is told
by the last part of its address: see `guides`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import urlsplit

PORTAL, STRANGER, SYSTEM, FILES, STATIC = (f"127.0.0.{number}" for number in range(1, 6))
"""The portal; a host that nobody names; a system that it hands over to; its files; its scripts."""
METADATA = "http://169.254.169.254/latest/meta-data/"

_ORDERS = (
    '<a role="tab" href="/uc/cancel">取消办件</a><a role="tab" href="/logout">退出登录</a><a href="/uc/delete">删除</a>'
    '<div role="tab" onclick="fetch(\'/uc/account\')">注销账号</div><a href="/uc/unbind">解除绑定</a>'
)
"""What a portal draws like the parts of a guide, and what changes something for good."""
_FOR_EVER = 8_000
"""Parts of a file, half a gigabyte."""

_HEADER = '<header>您好，测试人员 <a href="/logout">退出</a></header>'
_TABLE = (
    "<table><tr><th>事项名称</th><td>取水许可审批</td></tr><tr><th>法定办结时限</th><td>20个工作日</td></tr>"
    "<tr><th>承诺办结时限</th><td>10个工作日</td></tr></table>"
)
_LOGIN = (
    '<h1>用户登录</h1><form method="post" action="{action}"><p><label>用户名<input name="user"></label></p>'
    '<p><label>密码<input type="password" name="password"></label></p><p><button>登录</button></p></form>'
)
_FORM = (
    '<h1>取水许可审批 填写申报信息</h1><form method="post" action="{action}">'
    '<p><label>* 申请单位<input name="unit" required></label></p><p><label>联系人<input name="person"></label></p>'
    "<p><button>提交</button></p></form>"
)


def _guide(more: str = "", entry: str = "/apply", file: str = "/file/ok") -> str:
    materials = (
        "<h2>申请材料</h2><table><tr><th>材料名称</th><th>空白表格</th></tr>"
        f'<tr><td>申请书</td><td><a href="{file}">下载</a></td></tr></table>'
    )
    return f'{_HEADER}<h1>办事指南</h1>{_TABLE}{materials}<p><a href="{entry}">在线办理</a></p>{more}'


def _scripts(port: int) -> str:
    other = f"{STRANGER}:{port}"
    return f"""<script>
      try {{ new WebSocket("ws://{other}/socket") }} catch (e) {{}}
      navigator.sendBeacon("http://{other}/beacon", "测试");
      new Worker("/worker.js");
      new EventSource("http://{other}/events");
      const image = new Image(); image.src = "http://{other}/pixel.gif";
      const peer = new RTCPeerConnection({{ iceServers: [{{ urls: "stun:{other}" }}] }});
      peer.createDataChannel("x"); peer.createOffer().then((offer) => peer.setLocalDescription(offer));
      </script><link rel="preconnect" href="http://{other}"><link rel="prefetch" href="http://{other}/prefetch">
      <link rel="dns-prefetch" href="//stranger.example"><img src="http://tracker.example/pixel.gif">"""


def guides(port: int) -> dict[str, str]:
    """The pages of the guides, by their names."""
    other, static = f"http://{STRANGER}:{port}", f"http://{STATIC}:{port}"
    return {
        "honest": _guide(f'<script src="{static}/page.js"></script>'),
        "script": _guide(f'<script src="{other}/page.js"></script>'),
        "style": _guide(f'<link rel="stylesheet" href="{other}/page.css">'),
        "data": _guide(f'<script>fetch("{other}/data").catch(() => 0)</script>'),
        "posted": _guide(f'<script>fetch("{other}/data", {{method: "POST", body: "x"}}).catch(() => 0)</script>'),
        "frame": _guide(f'<iframe src="{other}/frame" width="600" height="300"></iframe>'),
        "picture": _guide(f'<img src="{other}/picture.png"><a ping="{other}/ping" href="#">x</a>'),
        "counter": _guide(f'<script src="http://localhost:{port}/hm.js"></script>'),
        "everything": _guide(_scripts(port)),
        "blocking": _guide("<script>onload = () => setTimeout(() => { while (true); }, 0)</script>"),
        "orders": _guide(_ORDERS),
        "frame-of-this-machine": _guide('<iframe src="file:///etc/passwd" width="600" height="300"></iframe>'),
        "handing-over": _guide('<iframe src="/file/endless"></iframe>'),
        "file": _guide(file=f"{other}/form.txt"),
        "file-redirect": _guide(file="/file/away"),
        "file-metadata": _guide(file=METADATA),
        "file-metadata-number": _guide(file="http://2852039166/latest/"),
        "file-metadata-redirect": _guide(file="/file/metadata"),
        "file-circle": _guide(file="/file/circle"),
        "file-elsewhere": _guide(file=f"http://{FILES}:{port}/file/ok"),
        "file-with-session": _guide(file=f"http://{FILES}:{port}/file/back"),
        "entry": _guide(entry=f"{other}/apply"),
        "entry-popup": _guide(f'<a href="{other}/apply" target="_blank">x</a>', entry=f'{other}/apply" target="_blank'),
        "entry-redirect": _guide(entry="/away"),
        "form-own": _guide(entry="/form/own"),
        "form-action": _guide(entry="/form/stranger"),
        "form-redirect": _guide(entry="/form/307"),
        "form-system": _guide(entry=f"http://{SYSTEM}:{port}/form/own"),
    }


class Visit(NamedTuple):
    """A request that has reached a host."""

    host: str
    method: str
    path: str
    body: bytes
    cookie: str


@dataclass
class HostilePortal:
    """The portal while it is open."""

    port: int
    visits: list[Visit] = field(default_factory=list)
    on_visit: Callable[[Visit], None] = lambda visit: None
    """What happens on the way before a request is answered."""
    broken_off: threading.Event = field(default_factory=threading.Event)
    """Set when somebody wants no more of a file that has no end."""

    @property
    def address(self) -> str:
        return f"http://{PORTAL}:{self.port}"

    def reached(self, host: str) -> list[tuple[str, str]]:
        """What was asked of a host, by method and path."""
        return [(visit.method, visit.path) for visit in self.visits if visit.host == host]


@contextmanager
def hostile_portal() -> Iterator[HostilePortal]:
    """Open the portal on all of its hosts."""
    with ExitStack() as stack:
        first = _Server(PORTAL, 0)
        portal = first.portal
        for server in (first, *(_Server(host, portal.port) for host in (STRANGER, SYSTEM, FILES, STATIC))):
            server.portal = portal
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
            stack.callback(server.server_close)
            stack.callback(server.shutdown)
        yield portal


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, host: str, port: int) -> None:
        super().__init__((host, port), _Handler)
        self.host = host
        self.portal = HostilePortal(self.server_port)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        portal, host = self.server.portal, self.server.host
        path = urlsplit(self.path).path
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        portal.visits.append(Visit(host, self.command, path, body, self.headers.get("Cookie", "")))
        portal.on_visit(portal.visits[-1])
        other = f"http://{STRANGER}:{portal.port}"
        redirects = {
            "/guide/redirect": (302, f"{other}/guide/honest"),
            "/login/redirect": (302, f"{other}/login/form"),
            "/login/307": (307, f"{other}/session"),
            "/away": (302, f"{other}/apply"),
            "/submit/307": (307, f"{other}/submit"),
            "/file/away": (302, f"{other}/form.txt"),
            "/file/metadata": (302, METADATA),
            "/file/circle": (302, "/file/circle"),
            "/file/back": (302, f"{portal.address}/file/ok"),
            "/session": (303, "/cases"),
        }
        if path in redirects:
            status, target = redirects[path]
            self._answer(status, "", Location=target)
        elif path == "/file/endless":
            self._answer_for_ever()
        elif path.startswith("/file/") or path.endswith(".txt"):
            self._answer(200, "申请书\n姓名：\n", kind="text/plain")
        elif path.endswith(".js"):
            self._answer(200, f'fetch("{other}/worker")' if "worker" in path else "", kind="text/javascript")
        else:
            self._answer(200, _page(path, portal.port))

    do_POST = do_HEAD = do_PUT = do_OPTIONS = do_GET  # noqa: N815

    def _answer(self, status: int, text: str, kind: str = "text/html", **headers: str) -> None:
        content = text.encode()
        self.send_response(status)
        cookie = {"Set-Cookie": "session=secret; Path=/"} if self.path == "/session" else {}
        lines = {"Content-Type": f"{kind}; charset=utf-8", "Content-Length": str(len(content)), **cookie, **headers}
        for name, value in lines.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def _answer_for_ever(self) -> None:
        self.send_response(200)
        self.send_header("Content-Disposition", "attachment; filename=form.zip")
        self.end_headers()
        try:
            for _ in range(_FOR_EVER):
                self.wfile.write(bytes(1 << 16))
                time.sleep(0.001)
        except OSError:
            self.server.portal.broken_off.set()
        self.close_connection = True

    def log_message(self, format: str, *arguments: object) -> None:
        """Print nothing."""


def _page(path: str, port: int) -> str:
    kind, _, name = path.strip("/").partition("/")
    other = f"http://{STRANGER}:{port}"
    match kind:
        case "guide":
            return guides(port).get(name, "<p>页面不存在</p>")
        case "login":
            return _LOGIN.format(
                action={"action": f"{other}/session", "post-redirect": "/login/307"}.get(name, "/session")
            )
        case "form":
            actions = {"stranger": f"{other}/submit", "307": "/submit/307", "own": "/submit"}
            return _HEADER + _FORM.format(action=actions[name])
        case "submit":
            return f"{_HEADER}<p>提交成功，办件编号：410200202611240001</p>"
        case "cases":
            return f"{_HEADER}<h1>我的办件</h1><p>暂无办件</p>"
    return f"{_HEADER}<p>{kind}</p>"
