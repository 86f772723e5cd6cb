"""A terminal to write to, as a person's is, and what was written to it."""

from __future__ import annotations

import fcntl
import os
import struct
import termios


def open_terminal(rows: int = 24, columns: int = 80) -> tuple[int, int]:
    """Return the descriptors of a terminal: where to read what it is told to show, and where to write."""
    reading, writing = os.openpty()
    fcntl.ioctl(writing, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    return reading, writing
