"""Scans of forms, read by the engine of the extra `ocr`, which `make prove-scans` installs; else these are skipped."""

from __future__ import annotations

import io

import pypdfium2
import pytest

from tests.support.form_layouts import Rows
from tests.support.form_writers import printed_page
from tests.support.matters import make_matter
from tests.support.offered_forms import files, own_file
from zicha.documents.inspection import inspect
from zicha.documents.pictures import can_read_text
from zicha.model.facts.forms import Condition, Document, FileType, FormRole
from zicha.model.finding import Problem, Severity
from zicha.rules.guide_accuracy.forms.content import filled_blanks, wrong_samples

pytestmark = pytest.mark.skipif(not can_read_text(), reason="the extra ocr is not installed")
LABELS = ("姓名", "联系电话", "身份证号", "单位名称", "注册地址", "申请日期")
ANSWERS = (
    "周海涛",
    "13803781234",
    "410202199001011234",
    "开封宏达商贸有限公司",
    "开封市龙亭区西大街26号",
    "2026年3月1日",
)
NOTHING = ("",) * len(LABELS)
MATTER = make_matter(name="取水许可审批")


def scan(title: str, answers: tuple[str, ...], *more: list[str]) -> bytes:
    """A picture of a printed form."""
    rows: Rows = [[title], *map(list, zip(LABELS, answers, strict=True)), *more, ["本表一式两份，由申请人如实填写。"]]
    with pypdfium2.PdfDocument(printed_page(rows, [])) as document:
        stream = io.BytesIO()
        document[0].render(scale=2).to_pil().convert("RGB").save(stream, "JPEG", quality=80)
    return stream.getvalue()


def read(title: str, answers: tuple[str, ...], *more: list[str]) -> Document:
    document = inspect(scan(title, answers, *more), "申请表.jpg").document
    assert (document.type, document.condition, document.ocr) == (FileType.JPG, Condition.READABLE, True)
    return document


def judged(role: FormRole, document: Document) -> tuple[Problem, ...]:
    judge = filled_blanks if role is FormRole.BLANK else wrong_samples
    return judge(files(own_file(role, document)), MATTER)


def test_the_labels_and_values_of_a_scan_are_read() -> None:
    document = read("取水许可申请表", ANSWERS)
    text = document.text.replace(" ", "")
    assert sum(word in text for word in (*LABELS, *ANSWERS)) >= 11
    assert document.filling.filled >= 5
    assert judged(FormRole.SAMPLE, document) == ()


def test_what_is_found_on_a_scan_is_a_question() -> None:
    for role, answers in ((FormRole.BLANK, ANSWERS), (FormRole.SAMPLE, NOTHING)):
        problems = judged(role, read("取水许可申请表", answers))
        assert problems
        assert {problem.severity for problem in problems} == {Severity.WARNING}


def test_another_citys_organ_on_a_scan_is_asked_about() -> None:
    document = read("取水许可申请表", ANSWERS, ["受理机关：洛阳市水利局"])
    assert "洛阳市" in [place.name for place in document.places]
    assert [(p.rule, p.severity) for p in judged(FormRole.SAMPLE, document)] == [("L31", Severity.WARNING)]
