"""No file harms the reader: what hangs, swells or crashes ends as a said reason, and the next file is read."""

from __future__ import annotations

import io
import sys

import pytest
from PIL import Image

from tests.support.form_files import form
from zicha.documents.reader import DocumentReader
from zicha.model.facts.forms import Condition
from zicha_demo.publication import FileKind


def test_a_file_that_takes_too_long_is_given_up() -> None:
    """The child reads what it is sent, and never answers."""
    silent = ("-c", "import sys; sys.stdin.buffer.read()")
    with DocumentReader(seconds=0.01, worker=silent) as reader:
        read = reader.read(form(FileKind.DOCX), "申请表.docx").document
    assert (read.condition, read.name) == (Condition.GAVE_UP, "申请表.docx")
    assert "没有读完" in read.message


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets a process no limit of memory")
def test_a_file_that_swells_costs_only_the_child() -> None:
    stream = io.BytesIO()
    Image.new("RGB", (12_000, 12_000)).save(stream, "PNG")
    with DocumentReader(megabytes=600) as reader:
        assert reader.read(form(FileKind.DOCX)).document.condition is Condition.READABLE
        assert reader.read(stream.getvalue()).document.condition is Condition.GAVE_UP
        assert reader.read(form(FileKind.DOCX)).document.condition is Condition.READABLE


def test_a_reader_may_be_closed_twice_and_used_again() -> None:
    reader = DocumentReader()
    for _ in range(2):
        assert reader.read(form(FileKind.PDF)).document.condition is Condition.READABLE
        reader.close()
    reader.close()
