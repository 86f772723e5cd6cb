"""Ctrl+C in a terminal, and SIGTERM: the run ends early, and its ledger is written all the same.

A terminal sends its signal to the whole process group, so the browser's driver and the workers get it as well.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interruption:
    """What a process of the run does on a signal.

    The first one raises KeyboardInterrupt. Those that follow are ignored, and so is one that comes when the run is
    ending anyway (`disarm`): a second Ctrl+C must not cost the ledger. Only what may hang then (`breakable`) is broken
    off by one more.
    """

    def __init__(self) -> None:
        self._before: dict[signal.Signals, Any] = {}
        self._tell: Callable[[], object] | None = None
        self._armed = True
        self._postponing = 0
        self._postponed = False

    def watch(self, tell: Callable[[], object]) -> None:
        """Receive signals from now on, as only a main thread can. `tell` is called once, for the first one ignored."""
        if not self._before and threading.current_thread() is threading.main_thread():
            self._tell = tell
            self._before = {each: signal.signal(each, self._receive) for each in _SIGNALS}

    def release(self) -> None:
        """Leave the signals to whom they belonged before."""
        for each, handler in self._before.items():
            signal.signal(each, handler)
        self._before = {}

    def disarm(self) -> None:
        """Ignore signals from now on."""
        self._armed = False

    def insist(self) -> None:
        """Raise KeyboardInterrupt again if the first one was lost, as one is that is raised while an object dies."""
        if not self._armed:
            raise KeyboardInterrupt

    @contextmanager
    def breakable(self) -> Iterator[None]:
        """Let a signal raise KeyboardInterrupt in the block, though the run is ending."""
        self._armed = True
        try:
            yield
        finally:
            self._armed = False

    @contextmanager
    def postponed(self) -> Iterator[None]:
        """Let a signal wait for the end of the block, so that what is written in it is written whole."""
        self._postponing += 1
        try:
            yield
        finally:
            self._postponing -= 1
            if self._postponed and not self._postponing:
                self._postponed = False
                self._act()

    def _receive(self, number: int, frame: FrameType | None) -> None:
        if self._postponing:
            self._postponed = True
        else:
            self._act()

    def _act(self) -> None:
        if self._armed:
            self._armed = False
            raise KeyboardInterrupt
        if self._tell is not None:
            tell, self._tell = self._tell, None
            with suppress(RuntimeError):  # the terminal was at work on another line
                tell()
