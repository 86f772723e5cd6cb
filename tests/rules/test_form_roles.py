"""What an archive gives as 空表 and as 样表, as real files tell it."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from tests.support.facts import PAGE, SEEN
from tests.support.matters import make_matter
from tests.support.offered_forms import archive, document, form_file
from tests.support.problems import severities
from zicha.documents.archives import MAX_PARTS
from zicha.documents.inspection import inspect
from zicha.model.facts.forms import (
    Condition,
    Document,
    DownloadOutcome,
    FileType,
    Filling,
    FormFile,
    FormFiles,
    FormRole,
)
from zicha.model.finding import Severity
from zicha.rules.guide_accuracy.forms.content import filled_blanks, wrong_samples
from zicha.rules.guide_accuracy.forms.files import unopened_forms
from zicha.rules.guide_accuracy.forms.opening import unopenable_forms
from zicha.rules.guide_accuracy.forms.roles import counted_parts, holds_both, to_judge
from zicha.text.folding import letters
from zicha_demo.plain_files import rtf, zipped

MATTER = make_matter()
LABELS = ("姓名", "身份证号", "联系电话", "住址")


def form(*values: str, title: str = "取水许可申请表") -> bytes:
    return rtf([[title], *([label, value] for label, value in zip(LABELS, values or ("",) * 4, strict=True))])


BLANK = form()
FILLED = form("王建国", "410202199001011234", "13803781234", "开封市龙亭区西大街26号")
SAMPLE = form("张三", "410202XXXXXXXXXXXX", "0371-2388XXXX", "样例路1号", title="取水许可申请表（样表）")
OTHER_FILLED = form("王建国", "410202199001011234", "13803781234", "西大街26号", title="授权委托书")


def offered(role: FormRole, parts: dict[str, bytes]) -> FormFile:
    content = zipped(parts)
    return FormFile(
        material="申请表",
        role=role,
        shown="下载",
        fetched=DownloadOutcome.DONE,
        address=PAGE,
        sha256=hashlib.sha256(content).hexdigest(),
        document=inspect(content, "申请表.zip").document,
    )


def files(parts: dict[str, bytes], *roles: FormRole) -> FormFiles:
    return FormFiles(url=PAGE, at=SEEN, files=tuple(offered(role, parts) for role in roles))


@pytest.mark.parametrize(
    "parts",
    [
        {"申请表.rtf": BLANK, "申请表样表.rtf": SAMPLE},
        {"取水许可申请表.rtf": BLANK, "取水许可申请表（填写范本）.rtf": FILLED},
        {"1.rtf": BLANK, "2.rtf": SAMPLE},
        {"1.rtf": FILLED, "2.rtf": BLANK},
    ],
)
def test_of_an_archive_with_both_each_is_judged_in_its_role(parts: dict[str, bytes]) -> None:
    both = files(parts, *FormRole)
    assert all(map(holds_both, both.files))
    assert filled_blanks(both, MATTER) == wrong_samples(both, MATTER) == ()


@pytest.mark.parametrize(
    ("parts", "severity"),
    [
        ({"申请表.rtf": BLANK}, None),
        ({"申请表.rtf": FILLED}, Severity.ERROR),
        ({"申请表.rtf": BLANK, "委托书.rtf": OTHER_FILLED}, Severity.ERROR),
        ({"申请表样表.rtf": FILLED}, Severity.WARNING),
        ({"里层.zip": zipped({"申请表.rtf": FILLED})}, Severity.WARNING),
        ({f"{number}.rtf": BLANK for number in range(MAX_PARTS + 1)}, Severity.WARNING),
    ],
    ids=["blank", "filled", "another filled", "only a sample", "packed twice", "too many"],
)
def test_what_an_archive_gives_as_blank_form(parts: dict[str, bytes], severity: Severity | None) -> None:
    given = files(parts, FormRole.BLANK)
    assert not any(map(holds_both, given.files))
    assert severities(filled_blanks(given, MATTER)) == ([severity] if severity else [])


def test_one_archive_of_filled_forms_on_both_links_is_the_same_file() -> None:
    problems = filled_blanks(files({"申请表.rtf": FILLED}, *FormRole), MATTER)
    assert problems[0].text == "“申请表”的空表与样表是同一份文件"


def test_an_archive_whose_only_part_is_damaged_is_judged_in_neither_role() -> None:
    given = files({"申请表.rtf": BLANK[:40]}, *FormRole)
    assert severities(unopenable_forms(given)) == [Severity.ERROR]
    assert filled_blanks(given, MATTER)[1:] == wrong_samples(given, MATTER) == ()
    assert all(unopened_forms(given, role) for role in FormRole)


# ── which part of an archive is which ────────────────────────────────────────────────────────────────────────────

TEXT = "甲\n乙\n丙\n丁\n戊\n己\n庚\n辛\n壬\n癸"
"""Ten printed words."""


def part(name: str, text: str = TEXT, title: str = "取水许可申请表", **more: Any) -> Document:
    return document(text, name=name, title=title, **more)


def packed(*parts: Document, **more: Any) -> FormFile:
    return form_file(FormRole.BLANK, archive(*parts, **more))


def names(file: FormFile, role: FormRole) -> list[str]:
    return [each.name for each in to_judge(file, role)]


BLANK_PART = part("一.docx")


@pytest.mark.parametrize(
    ("filling", "is_sample"),
    [
        # two values, or half of all places
        ({"places": 9, "filled": 2}, True),
        ({"places": 9, "filled": 1, "placeholders": 1}, True),
        ({"places": 9, "placeholders": 2}, True),
        ({"places": 9, "filled": 1}, False),
        ({"places": 3, "filled": 1}, False),
        ({"places": 2, "filled": 1}, True),
        ({"places": 1, "placeholders": 1}, True),
        ({"places": 0, "filled": 1}, False),
        ({"places": 4}, False),
        ({"places": 0}, False),
    ],
)
def test_what_is_filled_in_beside_its_blank_form_is_the_sample(filling: dict[str, int], is_sample: bool) -> None:
    file = packed(BLANK_PART, part("二.docx", filling=Filling(**filling)))
    assert names(file, FormRole.BLANK) == (["一.docx"] if is_sample else ["一.docx", "二.docx"])
    assert names(file, FormRole.SAMPLE) == (["二.docx"] if is_sample else ["一.docx", "二.docx"])
    assert holds_both(file) is is_sample


@pytest.mark.parametrize(
    ("blank", "is_of_it"),
    [
        (part("一.docx"), True),
        # seven of ten printed words
        (part("一.docx", "甲\t乙：丙:丁\n戊\n己\n庚\n子\n丑\n寅"), True),
        (part("一.docx", "甲\t乙：丙:丁\n戊\n己\n亥\n子\n丑\n寅"), False),
        (part("一.docx", "甲"), True),
        (part("一.docx", "\n甲，\n （）\t_"), True),
        (part("一.docx", "子"), False),
        (part("一.docx", ""), False),
        (part("一.docx", places=0), False),
        (part("一.docx", places=1), True),
        (part("一.docx", filled=1, places=2), False),
        (part("一.docx", title="授权委托书"), False),
    ],
)
def test_which_blank_form_a_sample_was_made_from(blank: Document, is_of_it: bool) -> None:
    file = packed(blank, part("二.docx", filled=4))
    assert names(file, FormRole.BLANK) == (["一.docx"] if is_of_it else ["一.docx", "二.docx"])


@pytest.mark.parametrize(("title", "is_of_it"), [("道路旅客运输许可", True), ("道路旅客运输证", False)])
def test_how_far_the_titles_may_differ(title: str, is_of_it: bool) -> None:
    other = title.replace("旅客", "货物")
    assert holds_both(packed(part("一.docx", title=other), part("二.docx", title=title, filled=4))) is is_of_it


@pytest.mark.parametrize(
    "name", ["样表.docx", "申请表样本.docx", "样例.docx", "示范文本.docx", "示例.docx", "范例.docx", "范本.docx"]
)
def test_what_is_called_a_sample_is_one(name: str) -> None:
    assert names(packed(BLANK_PART, part(name)), FormRole.SAMPLE) == [name]


@pytest.mark.parametrize(
    ("more", "is_stray"),
    [
        ({"condition": Condition.EMPTY, "name": "新建.docx"}, True),
        ({"type": FileType.TEXT, "name": "说明.TXT"}, True),
        ({"type": FileType.TEXT, "name": "申请表.docx"}, False),
        ({"type": FileType.DOCX, "name": "申请表.txt"}, False),
        ({}, False),
    ],
)
def test_what_is_in_an_archive_by_mistake(more: dict[str, object], is_stray: bool) -> None:
    stray = part("二.docx", places=0).model_copy(update=more)
    counted = counted_parts(packed(BLANK_PART, stray).document or stray)
    assert counted == ((BLANK_PART,) if is_stray else (BLANK_PART, stray))
    alone = packed(stray, part("三.docx", places=0)).document
    assert alone is not None
    assert counted_parts(alone) == alone.parts, "beside no form it may be what was meant"


def test_a_part_that_does_not_open_is_judged_in_neither_role() -> None:
    damaged = part("二.docx").model_copy(update={"condition": Condition.DAMAGED})
    file = packed(BLANK_PART, damaged)
    assert names(file, FormRole.BLANK) == names(file, FormRole.SAMPLE) == ["一.docx"]


@pytest.mark.parametrize("role", FormRole)
def test_a_file_of_its_own_is_judged_in_the_role_in_which_it_is_offered(role: FormRole) -> None:
    file = packed(name="申请表.docx", type=FileType.DOCX)
    assert names(file, role) == ["申请表.docx"]
    broken = packed(BLANK_PART, condition=Condition.DAMAGED, holds_both=True)
    assert (to_judge(broken, role), holds_both(broken)) == ((), False)
    absent = file.model_copy(update={"document": None})
    assert (to_judge(absent, role), holds_both(absent)) == ((), False)


def test_one_document_may_hold_both() -> None:
    assert holds_both(packed(holds_both=True))
    assert not holds_both(packed())
    assert not holds_both(packed(part("样表.docx"))), "there is no blank form beside it"


def test_letters() -> None:
    assert letters(" 申请人：_甲_、（乙）\t１2\n") == "申请人甲乙１2"
