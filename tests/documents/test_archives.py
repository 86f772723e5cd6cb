"""zip files as they are packed on every system, and what of them is not looked at."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.support.form_files import form
from zicha.documents.archives import MAX_PARTS
from zicha.documents.inspection import inspect
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
