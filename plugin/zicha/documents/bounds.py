"""How far a zip file is unpacked, whatever size it declares for its members."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence

from zicha.documents.content import Unreadable, damaged, protected, unsupported
from zicha.model.facts.forms import Condition

MAX_MEMBERS = 2_000
MAX_MEMBER_BYTES = 64 << 20
MAX_TOTAL_BYTES = 256 << 20
MAX_RATIO = 200
"""Plain text packs to a twentieth, an empty sheet to a hundredth."""
_RATIO_FROM = 16 << 20


def open_zip(content: bytes) -> zipfile.ZipFile:
    """Return a zip file. Raise Unreadable if it is damaged or its declared sizes are out of bounds."""
    try:
        archive = _opened(content)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, OverflowError) as error:
        raise damaged("压缩结构损坏，可能没有下载完整") from error
    require_bounded([info.file_size for info in archive.infolist()], len(content))
    return archive


def _opened(content: bytes) -> zipfile.ZipFile:
    """Return a zip file, its names in UTF-8 even without that flag (macOS, Info-ZIP), else in GBK (Windows)."""
    for encoding in ("utf-8", "gbk"):
        try:
            return zipfile.ZipFile(io.BytesIO(content), metadata_encoding=encoding)
        except UnicodeDecodeError:
            continue
    return zipfile.ZipFile(io.BytesIO(content))


def require_bounded(sizes: Sequence[int], packed: int) -> None:
    """Raise Unreadable if an archive unpacks to far too much."""
    total = sum(sizes)
    if len(sizes) > MAX_MEMBERS:
        raise Unreadable(Condition.BOMB, f"压缩包内有{len(sizes)}个文件，数量异常，未解压")
    if total > MAX_TOTAL_BYTES or (total > _RATIO_FROM and total > packed * MAX_RATIO):
        raise Unreadable(Condition.BOMB, f"文件仅{packed}字节，解压后达{total >> 20}MB，疑似压缩炸弹，未解压")


def member(archive: zipfile.ZipFile, name: str | zipfile.ZipInfo) -> bytes:
    """Return the bytes of a member. Raise Unreadable if it is damaged, protected or larger than the bound."""
    info = name if isinstance(name, zipfile.ZipInfo) else archive.getinfo(name)
    if info.flag_bits & 1:
        raise protected()
    try:
        with archive.open(info) as stream:
            content = stream.read(MAX_MEMBER_BYTES + 1)
    except NotImplementedError as error:
        raise unsupported("本工具不能解开这种压缩方式") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise damaged(f"压缩包内的“{info.filename[:60]}”损坏") from error
    if len(content) > MAX_MEMBER_BYTES:
        raise Unreadable(Condition.BOMB, f"压缩包内的“{info.filename[:60]}”解压后过大，未继续读取")
    return content
