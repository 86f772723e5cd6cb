"""One line at the bottom of a terminal, drawn anew each second, while all else scrolls above it as it always does.

It is how apt shows its progress: the terminal is told to scroll all its rows but the last (DECSTBM). So nothing that is
written above needs to know of the line, and the line needs to know of nothing.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import RawIOBase
from itertools import accumulate
from typing import TextIO
from unicodedata import east_asian_width

_FEWEST_ROWS = 4
_PAUSE = 1.0
"""Seconds from one drawing to the next."""
_SAVE, _RESTORE = "\x1b7", "\x1b8"


@contextmanager
def bottom_line(stream: TextIO, text: Callable[[], str]) -> Iterator[None]:
    """Show what `text` returns below all that is written to the terminal `stream` in the block, and leave no trace.

    It is drawn through a descriptor of its own: while a test runs, pytest catches what is written to the usual one.
    """
    with open(os.dup(stream.fileno()), "wb", buffering=0) as terminal:  # noqa: PTH123  # of a descriptor
        over = threading.Event()
        line = _Line(terminal, stream.encoding)

        def draw() -> None:
            with suppress(OSError):  # a terminal that was closed ends no run
                line.draw(text())
                while not over.wait(_PAUSE):
                    line.draw(text())
                line.clear()

        drawing = threading.Thread(target=draw, name="zicha-bottom-line", daemon=True)
        drawing.start()
        try:
            yield
        finally:
            over.set()
            drawing.join()


def can_show(stream: TextIO) -> bool:
    """Return whether a stream is a terminal that understands how the line is drawn."""
    if not stream.isatty() or os.get_terminal_size(stream.fileno()).lines < _FEWEST_ROWS:
        return False
    if sys.platform == "win32":  # what older consoles cannot, and newer ones do once pytest's colours are on
        import ctypes
        import msvcrt

        mode = ctypes.c_ulong()
        handle = msvcrt.get_osfhandle(stream.fileno())
        return bool(ctypes.windll.kernel32.GetConsoleMode(handle, ctypes.byref(mode)) and mode.value & 4)
    return os.environ.get("TERM", "dumb") != "dumb"


def cut(text: str, columns: int) -> str:
    """Return as much of a text as fits into so many columns, of which a Chinese character takes two."""
    ends = list(accumulate(2 if east_asian_width(character) in "WF" else 1 for character in text))
    if not ends or ends[-1] <= columns:
        return text
    return text[: sum(end <= columns - 2 for end in ends)] + "…"


class _Line:
    """The last row of a terminal, taken out of what scrolls."""

    def __init__(self, terminal: RawIOBase, encoding: str) -> None:
        self._terminal = terminal
        self._encoding = encoding
        self._rows = 0

    def draw(self, text: str) -> None:
        """Draw the line, once there is a text."""
        if not text:
            return
        size = os.get_terminal_size(self._terminal.fileno())
        if size.lines != self._rows:
            self.clear()
            self._rows = size.lines
            # The index and one row up move the cursor off the last row, and keep its column.
            self._write(f"\x1bD\x1b[A{_SAVE}\x1b[1;{self._rows - 1}r{_RESTORE}")
        self._write(f"{_SAVE}\x1b[{self._rows};1H\x1b[0;7m{cut(text, size.columns - 1)}\x1b[0m\x1b[K{_RESTORE}")

    def clear(self) -> None:
        """Give the row back. The line stands below the cursor, whatever a change of size has made of its row."""
        if self._rows:
            self._write(f"{_SAVE}\x1b[r{_RESTORE}\x1b[J")
            self._rows = 0

    def _write(self, sequence: str) -> None:
        """Write a sequence in one piece, so that nothing of others comes between."""
        self._terminal.write(sequence.encode(self._encoding, "replace"))
