"""The browser: an installed one, so that nothing is downloaded where Edge, Chrome or Chromium is there already."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

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


def launch_browser(playwright: Playwright, options: Mapping[str, Any] = MappingProxyType({})) -> Browser:
    """Launch the browser: the one that the options name, an installed one, or Playwright's own."""
    is_named = "channel" in options or "executable_path" in options
    installed = None if is_named else find_browser(headed=options.get("headless") is False)
    where: dict[str, Any] = {"executable_path": str(installed)} if installed else {}
    return playwright.chromium.launch(**options, **where)


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
