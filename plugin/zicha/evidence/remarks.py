"""What may be remarked about a report that somebody hands in: altered, added, gone, of another run, or honest."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath


class Remark(StrEnum):
    """The kinds; the last four accuse nobody."""

    ALTERED = "改动"
    ADDED = "增加"
    REMOVED = "缺失"
    CUT_OFF = "截短"
    FOREIGN = "混入"
    REWRITTEN = "重做"
    INCOMPLETE = "不完整"
    HARMLESS = "无碍"
    DEMO = "演示"
    SIGNED = "签名"

    @property
    def is_serious(self) -> bool:
        """Return whether the report is not what its run wrote."""
        return self not in (Remark.INCOMPLETE, Remark.HARMLESS, Remark.DEMO, Remark.SIGNED)


@dataclass(frozen=True, slots=True)
class Remarked:
    """A place of a report and what there is to say about it, in words."""

    kind: Remark
    place: str
    text: str

    def __str__(self) -> str:
        return f"【{self.kind}】{self.place}：{self.text}"


_LEFT_BY_SYSTEMS = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store", ".directory"})
_LEFT_BEFORE = ("._", "~$", ".~lock.", ".nfs", ".fuse_hidden")
_FOLDERS_OF_SYSTEMS = ("__macosx", "$recycle.bin", "system volume information", ".spotlight-", ".trash", ".fseventsd")


def is_left_by_system(path: PurePosixPath) -> bool:
    """Return whether a file is one that a system or an office program leaves in any folder it shows, or on any disk."""
    name = path.name.lower()
    return name in _LEFT_BY_SYSTEMS or name.startswith(_LEFT_BEFORE) or is_on_disk_of_system(path)


def is_on_disk_of_system(path: PurePosixPath) -> bool:
    """Return whether a file lies in a folder that a system keeps on a disk, such as its 回收站."""
    return any(folder.lower().startswith(_FOLDERS_OF_SYSTEMS) for folder in path.parts[:-1])


BOM = b"\xef\xbb\xbf"
"""What some editors put before a text in UTF-8."""


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(content).hexdigest()


def has_other_line_ends(content: bytes, digest: str) -> bool:
    """Return whether a file is what it was but for its line ends and a mark of its encoding, as editors change them."""
    unix = content.removeprefix(BOM).replace(b"\r\n", b"\n")
    return digest in (digest_of(unix), digest_of(unix.replace(b"\n", b"\r\n")))
