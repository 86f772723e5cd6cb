"""The names that files had before a program that packed or unpacked them took their characters for others.

An archive written on a Chinese Windows says its names in GBK, and many programs read them as those of an old PC.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

from zicha.evidence.seal import files_of

_MISREADINGS = (("gbk", "cp437"), ("utf-8", "cp437"), ("utf-8", "gbk"), ("gbk", "latin-1"), ("utf-8", "latin-1"))
"""In what a name was written, and as what it was read."""


def files_as_meant(report: Path, known: Collection[str]) -> dict[PurePosixPath, PurePosixPath]:
    """Return every file of a report by the path that it was given: where it is, unless that is a `known` one garbled.

    Known are paths, and first folders.
    """
    meant = {}
    for path in files_of(report):
        fitting = (name for name in _ungarbled(path) if _is_known(name, known))
        meant[path if _is_known(path, known) else next(fitting, path)] = path
    return meant


def _is_known(path: PurePosixPath, known: Collection[str]) -> bool:
    return str(path) in known or path.parts[0] in known


def _ungarbled(path: PurePosixPath) -> Iterator[PurePosixPath]:
    """Yield what a path may have been: each of its folders was read wrong, or right, by itself."""
    for written, read in () if str(path).isascii() else _MISREADINGS:
        yield PurePosixPath(*(_reread(part, written, read) for part in path.parts))


def _reread(name: str, written: str, read: str) -> str:
    with suppress(UnicodeError):
        return name.encode(read).decode(written)
    return name
