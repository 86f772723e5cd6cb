"""The browser: an installed one, so that nothing is downloaded where Edge, Chrome or Chromium is there already."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit
from urllib.request import getproxies

from zicha import __version__

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

VARIABLE = "ZICHA_BROWSER"
CONTEXT: Mapping[str, Any] = MappingProxyType(
    {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "viewport": {"width": 1280, "height": 900}}
)
"""How a visitor's browser presents itself, where the user wants nothing else."""
_COMMANDS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "microsoft-edge-stable",
    "microsoft-edge",
)
_WINDOWS = ("Microsoft/Edge/Application/msedge.exe", "Google/Chrome/Application/chrome.exe")
_UNIX = (
    "/opt/microsoft/msedge/msedge",
    "/opt/google/chrome/chrome",
    "/opt/apps/cn.google.chrome/files/google-chrome",
    "/opt/apps/org.deepin.browser/files/org.deepin.browser",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)


def launch_browser(
    playwright: Playwright, options: Mapping[str, Any] = MappingProxyType({}), hosts: Sequence[str] | None = None
) -> Browser:
    """Launch the browser: the one that the options name, an installed one, or Playwright's own.

    Where `hosts` are given, it finds no others: not for its own errands, and not for what it asks nobody's leave for.
    """
    is_named = "channel" in options or "executable_path" in options
    installed = None if is_named else find_browser(headed=options.get("headless") is False)
    where: dict[str, Any] = {"executable_path": str(installed)} if installed else {}
    reach = [] if hosts is None else _only_to((*hosts, *_proxies(options)))
    return playwright.chromium.launch(**{**options, "args": [*options.get("args", ()), *reach]}, **where)


def introduction(browser: Browser, contact: str) -> str:
    """Return how a browser introduces itself, with whom a portal may turn to: letters that a header takes."""
    session = browser.new_browser_cdp_session()
    usual = session.send("Browser.getVersion")["userAgent"]
    session.detach()
    return f"{usual} zicha/{__version__} (+{quote(contact, safe=' @+-.()/')})"


def _only_to(hosts: Sequence[str]) -> list[str]:
    """Return the arguments by which Chromium finds no other host by name or number, and sends no packet but TCP."""
    names = [f"*{host}" if host.startswith(".") else re.sub(r":\d+$", "", host) for host in dict.fromkeys(hosts)]
    rules = ["MAP * ~NOTFOUND", *(f"EXCLUDE {name}" for name in names)]
    return [f"--host-resolver-rules={' , '.join(rules)}", "--webrtc-ip-handling-policy=disable_non_proxied_udp"]


def _proxies(options: Mapping[str, Any]) -> list[str]:
    """Return the hosts of the proxies that the browser may go through."""
    servers = [*getproxies().values(), str(options.get("proxy", {}).get("server", ""))]
    hosts = (urlsplit(server if "//" in server else f"//{server}").hostname for server in servers)
    return [host for host in hosts if host]


def find_browser(headed: bool = False, environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return the browser to drive: the one named in ZICHA_BROWSER, else an installed one, else None (Playwright's own).

    Raise FileNotFoundError when ZICHA_BROWSER names a file that is not there.
    """
    if named := environment.get(VARIABLE):
        if not Path(named).is_file():
            raise FileNotFoundError(f"环境变量 {VARIABLE} 指定的浏览器不存在：{named}")
        return Path(named)
    if sys.platform == "win32":
        roots = (environment.get(name) for name in ("PROGRAMFILES(X86)", "PROGRAMFILES", "LOCALAPPDATA"))
        candidates = [Path(root) / program for root in roots if root for program in _WINDOWS]
        return next((path for path in candidates if path.is_file()), None)
    commands = _COMMANDS[1:] if headed else _COMMANDS
    on_path = (shutil.which(command, path=environment.get("PATH")) for command in commands)
    installed = [*(Path(path) for path in on_path if path), *(Path(path) for path in _UNIX if Path(path).is_file())]
    return installed[0] if installed else None
