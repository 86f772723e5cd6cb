"""Reading pictures with the machine of the extra `ocr`, told here by a stand-in: what it reads, misses, and cannot."""

from __future__ import annotations

import io
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image

from tests.support.form_files import form
from tests.support.printed_pages import pdf, printed, scanned, scanned_with_footer
from zicha.documents import pictures
from zicha.documents.inspection import inspect
from zicha.model.facts.forms import Condition, Document
from zicha_demo.publication import FileKind

FORM = [["取水许可申请表"], ["姓名", "王建国"], ["联系电话", "13803781234"], ["住址", "开封市龙亭区西大街26号"]]
Machine = Callable[[Image.Image], Any]


def reads(*rows: list[str], sure: float = 0.9) -> Machine:
    """A machine that finds these rows in every picture, cells from left to right."""
    cells = [(row, column, text) for row, line in enumerate(rows) for column, text in enumerate(line)]
    corners = [[(300 * x, 40 * y), (300 * x + 200, 40 * y), (0, 40 * y + 20)] for y, x, _ in cells]
    texts = tuple(text for *_, text in cells)
    result = SimpleNamespace(boxes=corners or None, txts=texts, scores=(sure,) * len(texts))
    return lambda picture: result


def fails(picture: Image.Image) -> Any:
    raise OSError("no such model")


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Callable[[Machine], None]:
    """Sets the machine that reads pictures."""

    def set_machine(made: Machine) -> None:
        monkeypatch.setattr(pictures, "can_read_text", lambda: True)
        monkeypatch.setattr(pictures, "_engine", lambda: made)

    return set_machine


def read(content: bytes) -> Document:
    return inspect(content, "").document


def frames(count: int) -> bytes:
    stream = io.BytesIO()
    first, *others = [Image.new("L", (40, 40), 10 * number) for number in range(count)]
    first.save(stream, "TIFF", save_all=True, append_images=others)
    return stream.getvalue()


@pytest.mark.parametrize("content", [form(FileKind.JPG), form(FileKind.PNG), pdf(scanned)], ids=["jpg", "png", "pdf"])
def test_a_picture_is_read_like_a_form(content: bytes, machine: Callable[[Machine], None]) -> None:
    machine(reads(*FORM))
    document = read(content)
    assert (document.ocr, document.unseen, document.title) == (True, "", "取水许可申请表")
    assert (document.filling.places, document.filling.filled) == (3, 3)


@pytest.mark.parametrize(
    "made",
    [reads(), reads(*FORM, sure=0.2), reads(["扫描全能王"]), fails],
    ids=["nothing", "nothing surely", "one word", "fails"],
)
@pytest.mark.parametrize("content", [form(FileKind.JPG), pdf(scanned)], ids=["jpg", "pdf"])
def test_what_the_machine_does_not_read_stays_unseen(
    content: bytes, made: Machine, machine: Callable[[Machine], None]
) -> None:
    machine(made)
    document = read(content)
    assert document.condition is Condition.READABLE
    assert "是图片" in document.unseen


def test_text_without_a_place_to_fill_in_is_no_form(machine: Callable[[Machine], None]) -> None:
    machine(reads(["开封市政务服务和大数据管理局 取水许可申请表 第一页 共两页"]))
    assert "没有从中认出填写项" in read(form(FileKind.JPG)).unseen


def test_pages_beyond_the_first_few_are_said(machine: Callable[[Machine], None]) -> None:
    machine(reads(*FORM))
    assert read(frames(3)).unseen == ""
    assert "第4、5页" in read(frames(5)).unseen
    assert "第4、5页" in read(pdf(*[scanned] * 5)).unseen
    assert "第6页" in read(pdf(printed, printed, scanned, scanned, scanned_with_footer, scanned)).unseen


def test_printed_pages_are_not_read_by_the_machine(machine: Callable[[Machine], None]) -> None:
    machine(fails)
    document = read(pdf(printed))
    assert (document.ocr, document.unseen) == (False, "")


@pytest.mark.skipif(not pictures.can_read_text(), reason="the extra ocr is not installed")
def test_the_real_machine_reads_a_scan() -> None:
    document = read(form(FileKind.PNG, filled=True))
    assert document.ocr
    assert document.filling.places >= 5
