"""Workbooks that are encrypted with Excel's default key: Excel opens them without asking for a password."""

from __future__ import annotations

import io
import struct

import olefile

from zicha.documents.content import protected, unsupported

_DEFAULT_KEY = "VelvetSweatshop"
_FILE_PASS, _BOF, _END = 0x002F, 0x0809, 0x000A
_RECORD = struct.Struct("<HH")


def decrypted_workbook(content: bytes) -> bytes:
    """Return a workbook as it was before it was encrypted. Raise Unreadable if it opens with a password only."""
    try:
        from msoffcrypto import OfficeFile
    except ImportError as error:  # it is not to be had for every platform
        raise unsupported("加密的表格，请打开看是否需要密码") from error
    plain = io.BytesIO()
    try:
        file = OfficeFile(io.BytesIO(content))
        file.load_key(password=_DEFAULT_KEY)
        file.decrypt(plain)
    except MemoryError:
        raise
    except Exception as error:  # its exceptions are of many kinds, and all say that the key does not fit
        raise protected() from error
    return plain.getvalue()


def is_encrypted_xls(content: bytes) -> bool:
    """Whether the records of a workbook of Excel 97–2003 are encrypted: one of the first says so."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            name = next(name for name in ("Workbook", "Book") if ole.exists(name))
            head = ole.openstream(name).read(4096)
    except (OSError, StopIteration):
        return False
    at = 0
    while at + _RECORD.size <= len(head):
        kind, length = _RECORD.unpack_from(head, at)
        if kind in (_FILE_PASS, _END) or (kind == _BOF and at):
            return bool(kind == _FILE_PASS)
        at += _RECORD.size + length
    return False
