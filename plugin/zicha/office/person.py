"""The person at the desk: the browser that she sees, how long is waited for her, and whether she is done."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from zicha.inspection.browser import VARIABLE, find_browser, launch_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

_ROUNDS = 1800
"""Looks at the browser, half a second apart: a quarter of an hour."""


@dataclass(frozen=True, slots=True)
class Hands:
    """What a command has of the person who works in its browser."""

    wait: Callable[[Page], None] = lambda page: page.wait_for_timeout(500)
    """The pause between two looks."""
    is_confirmed: Callable[[], bool] = lambda: False
    """Whether she has pressed Enter since it was asked last."""
    is_present: bool = False
    """Whether somebody sits at the terminal and can say so."""
    is_hidden: bool = False
    """Whether the browser shows no window; a person needs one."""
    rounds: int = _ROUNDS


class NoWindowError(Exception):
    """No browser can be shown to a person; the message is for her."""


def browser_of_person(playwright: Playwright, hands: Hands, hosts: Sequence[str] | None = None) -> Browser:
    """Return a browser in a window. Raise NoWindowError where there is none, or no desktop to show it on."""
    from playwright.sync_api import Error

    path = None if hands.is_hidden else _browser_with_window()
    try:
        return launch_browser(playwright, {"headless": hands.is_hidden}, hosts)
    except Error as error:
        if path is None:
            advice = f"请安装 Edge、Chrome 或 Chromium，或者用环境变量 {VARIABLE} 指定"
            raise NoWindowError(f"没有找到能显示窗口的浏览器。{advice}") from error
        advice = "请在能看到桌面的电脑上运行；先手工打开它一次，打不开的请重新安装"
        raise NoWindowError(f"浏览器 {path} 的窗口打不开。{advice}") from error


def _browser_with_window() -> Path | None:
    try:
        return find_browser(headed=True)
    except FileNotFoundError as error:
        raise NoWindowError(f"{error}。请改正，或者删去它") from error


def hands_at_terminal() -> Hands:
    """Return the hands of who sits at this terminal, if anybody does."""
    return Hands(is_confirmed=_pressed_enter(), is_present=True) if sys.stdin.isatty() else Hands()


def _pressed_enter() -> Callable[[], bool]:
    pressed = threading.Event()

    def listen() -> None:
        for _ in sys.stdin:
            pressed.set()

    def is_confirmed() -> bool:
        was_set = pressed.is_set()
        pressed.clear()
        return was_set

    threading.Thread(target=listen, daemon=True).start()
    return is_confirmed
