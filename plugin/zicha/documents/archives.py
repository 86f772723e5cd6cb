"""zip and rar: the files in them, one level deep and within bounds."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import NamedTuple

import rarfile

from zicha.documents.bounds import member, open_zip, require_bounded
from zicha.documents.content import Unreadable, damaged, protected
from zicha.model.facts.forms import Condition

MAX_PARTS = 30
_DEBRIS = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$[^/]*$|\.~[^/]*$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A file in an archive. `content` is None where this program cannot unpack it."""

    name: str
    content: bytes | None


class Parts(NamedTuple):
    """The first files in an archive, which are read, and how many more there are."""

    first: list[Part]
    more: int


def zip_parts(content: bytes) -> Parts:
    """Return the files in a zip file. Raise Unreadable if it does not open."""
    with open_zip(content) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir() and not _DEBRIS.search(info.filename)]
        if any(info.flag_bits & 1 for info in infos):
            raise protected("压缩包有密码")
        _require_any(infos)
        parts = [Part(info.filename, _unpacked(archive, info)) for info in infos[:MAX_PARTS]]
        return Parts(parts, max(0, len(infos) - MAX_PARTS))


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | None:
    try:
        return member(archive, info)
    except Unreadable as reason:
        if reason.condition is Condition.UNSUPPORTED:
            return None
        raise


def rar_parts(content: bytes) -> Parts:
    """Return the files in a rar file, with the content of those that are not packed: that would need unrar.

    Raise Unreadable if it does not open.
    """
    try:
        with rarfile.RarFile(io.BytesIO(content), charset="gbk") as archive:
            if archive.needs_password():  # with its names encrypted it would list as empty
                raise protected("压缩包有密码")
            infos = [info for info in archive.infolist() if not info.is_dir() and not _DEBRIS.search(info.filename)]
            require_bounded([info.file_size for info in infos], len(content))
            _require_any(infos)
            parts = [Part(info.filename, _stored(archive, info)) for info in infos[:MAX_PARTS]]
            return Parts(parts, max(0, len(infos) - MAX_PARTS))
    except rarfile.PasswordRequired as error:
        raise protected("压缩包有密码") from error
    except rarfile.Error as error:
        raise damaged("压缩包损坏，可能没有下载完整") from error


def _stored(archive: rarfile.RarFile, info: rarfile.RarInfo) -> bytes | None:
    return bytes(archive.read(info)) if info.compress_type == rarfile.RAR_M0 else None


def _require_any(infos: list[zipfile.ZipInfo] | list[rarfile.RarInfo]) -> None:
    if not infos:
        raise Unreadable(Condition.EMPTY_ARCHIVE, "压缩包内没有任何文件")
