"""The person at the desk: how long is waited for her, and whether she has said that she is done."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

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
