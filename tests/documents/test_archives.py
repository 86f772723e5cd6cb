"""zip files as they are packed on every system, and what of them is not looked at."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
from base64 import b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.form_files import form
from zicha.documents.archives import MAX_PARTS
from zicha.documents.inspection import inspect
from zicha.documents.seven_zip import needs_password
from zicha.model.facts.forms import Condition, Document
from zicha_demo.plain_files import zipped
from zicha_demo.publication import FileKind

FORM = form(FileKind.DOCX)


class _Utf8WithoutFlag(zipfile.ZipInfo):
    """A name as Info-ZIP and macOS write it."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802
        return self.filename.encode(), self.flag_bits & ~0x800


def read(content: bytes) -> Document:
    return inspect(content, "").document


def utf_8() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(_Utf8WithoutFlag("取水许可申请表.docx"), FORM)
    return stream.getvalue()


@pytest.mark.parametrize("content", [utf_8(), zipped({"取水许可申请表.docx": FORM})], ids=["utf-8", "gbk"])
def test_names_are_read_in_either_encoding(content: bytes) -> None:
    (part,) = read(content).parts
    assert (part.name, part.condition) == ("取水许可申请表.docx", Condition.READABLE)


def test_a_way_of_packing_that_is_not_known_is_no_damage() -> None:
    content = bytearray(zipped({"申请表.docx": FORM}))
    content[content.index(b"PK\x03\x04") + 8] = content[content.index(b"PK\x01\x02") + 10] = 9  # Deflate64
    (part,) = read(bytes(content)).parts
    assert part.condition is Condition.UNSUPPORTED


def test_what_lies_too_far_back_is_said() -> None:
    many = {f"附件{number}.txt": "填表须知".encode() for number in range(MAX_PARTS)}
    assert read(zipped(many)).unseen == ""
    more = read(zipped(many | {"附件a.docx": FORM, "附件b.docx": FORM}))
    assert (len(more.parts), more.unseen) == (MAX_PARTS, "压缩包内其余2个文件未查看")


def test_what_programs_leave_behind_is_not_looked_at() -> None:
    left = {"~$申请表.docx": b"user", "表/.~申请表.docx": b"user", "__MACOSX/._申请表.docx": b"x", "表/.DS_Store": b"x"}
    assert [part.name for part in read(zipped({"申请表.docx": FORM, **left})).parts] == ["申请表.docx"]


SEVEN_ZIP = b64decode(
    "N3q8ryccAAQc1/AkjQAAAAAAAAAUAAAAAAAAAK6uPjqKk7aD83M3S2sqT7+HJQNJ+0c7PTf3ZBWkw/jeXNXhTgEAaAEEBgABCSAKAbvTTsEA"
    "BwsBAAIkBvEHARJTD0g+4I/9H044VQCDBW6QRQMhIQEYAQAMFhIACAoBe8etQwAABQEREQAzdfeLaIguAHQAeAB0AAAAFAoBANDLmDcAgd0B"
    "FQYBACCAgIEAAAAXBiABCW0ABwsBAAEhIQEYDGkAAA=="
)
"""A file within, encrypted, and the list of files readable, as py7zr writes it."""
AES = b"\x06\xf1\x07\x01"


def seven_zip(files: bytes, *, is_packed: bool) -> bytes:
    """An archive with this list of files, which is mostly packed."""
    listed = packed = b"\x01\x04\x06" + files + bytes(300)
    if is_packed:
        decoder = {"id": lzma.FILTER_LZMA1, "dict_size": 1 << 16, "lc": 3, "lp": 0, "pb": 2}
        packed = lzma.compress(listed, lzma.FORMAT_RAW, filters=[decoder])
        coder = b"\x23\x03\x01\x01\x05\x5d" + struct.pack("<I", 1 << 16)
        listed = b"\x17\x06\x00\x01\x09" + number(len(packed)) + b"\x00\x07\x0b\x01\x00\x01" + coder + b"\x0c\x00\x00"
    start = len(packed) if is_packed else 0
    head = b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(4) + struct.pack("<QQ", start, len(listed)) + bytes(4)
    return head + (packed if is_packed else b"") + listed


def number(value: int) -> bytes:
    return bytes([value]) if value < 0x80 else bytes([0x80 | value >> 8, value & 0xFF])


@pytest.mark.parametrize(
    ("content", "condition"),
    [
        (SEVEN_ZIP, Condition.PROTECTED),
        (seven_zip(AES, is_packed=True), Condition.PROTECTED),
        (seven_zip(b"", is_packed=True), Condition.UNSUPPORTED),
        (seven_zip(AES, is_packed=False), Condition.PROTECTED),
        (seven_zip(b"", is_packed=False), Condition.UNSUPPORTED),
        (SEVEN_ZIP[:40], Condition.UNSUPPORTED),
    ],
)
def test_a_password_of_a_7z_is_seen_though_it_is_not_unpacked(content: bytes, condition: Condition) -> None:
    assert inspect(content, "表.7z").document.condition is condition


@given(st.binary(max_size=60), st.integers(0, 150))
def test_any_7z_is_read(noise: bytes, at: int) -> None:
    needs_password(SEVEN_ZIP[:at] + noise + SEVEN_ZIP[at + len(noise) :])
