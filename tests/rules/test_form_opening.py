"""B3: whether a form is offered, can be downloaded and opens, and what a clerk reads of it, word by word."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.facts import PAGE, SEEN, guide_page, material
from tests.support.matters import make_matter
from tests.support.offered_forms import FORM, archive, document, files, own_file, problem_of
from tests.support.reading import missing_forms
from zicha.model.facts.forms import Condition, Document, DownloadOutcome, FileType, FormFile, FormRole
from zicha.model.finding import Problem, Severity
from zicha.rules.guide_accuracy.forms.files import (
    BROKEN,
    distinct_files,
    extension,
    has_forms,
    is_unopenable,
    unobtained_forms,
    unopened_forms,
)
from zicha.rules.guide_accuracy.forms.opening import unopenable_forms

MATTER = make_matter()
BLANK, SAMPLE = FormRole.BLANK, FormRole.SAMPLE
E, W, NOTED = Severity.ERROR, Severity.WARNING, Severity.INFO
DONE, ABSENT, DEAD, UNANSWERED = DownloadOutcome


# ── whether it opens ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (Condition.EMPTY, "是0字节的空文件"),
        (Condition.DAMAGED, "打不开（详情）"),
        (Condition.PROTECTED, "打开需要密码（详情）"),
        (Condition.ERROR_PAGE, "下载到的是错误页面（详情）"),
        (Condition.EMPTY_ARCHIVE, "是空压缩包（详情）"),
        (Condition.BOMB, "解压后体积异常，无法使用（详情）"),
    ],
)
def test_a_file_that_does_not_open(condition: Condition, text: str) -> None:
    broken = document(condition=condition, message="详情")
    expected = problem_of("L32", E, text, BLANK, seen=condition)
    assert unopenable_forms(files(own_file(BLANK, broken), own_file(BLANK, broken))) == (expected,), (
        "once, if offered twice"
    )
    silent = broken.model_copy(update={"message": ""})
    (short,) = unopenable_forms(files(own_file(BLANK, silent)))
    assert short.text == expected.text.removesuffix("（详情）")


UNKNOWN: dict[str, Any] = {
    "type": FileType.UNKNOWN,
    "condition": Condition.UNSUPPORTED,
    "message": "不是任何已知的文件格式",
}


@pytest.mark.parametrize(
    ("content", "severity", "text", "seen"),
    [
        (document(**UNKNOWN), E, "打不开（名为docx，内容不是任何已知格式）", "不是任何已知的文件格式"),
        (document(**UNKNOWN, name="申请表"), W, "请人工打开核对：不是任何已知的文件格式", ""),
        (document(**{**UNKNOWN, "message": "本工具不认识"}), W, "请人工打开核对：本工具不认识", ""),
        (document(**{**UNKNOWN, "type": FileType.PDF}, name="表.pdf"), W, "请人工打开核对：不是任何已知的文件格式", ""),
        (document(condition=Condition.GAVE_UP, message="读取超时"), W, "请人工打开核对：读取超时", ""),
        (document(type=FileType.PDF), W, "名为docx，内容却是pdf，请人工核对能否打开", ""),
        (
            document(type=FileType.HTML, name="", unseen="是网页，没有认出表格"),
            W,
            "是网页，没有认出表格，请人工核对",
            "",
        ),
    ],
)
def test_a_file_that_may_not_open(content: Document, severity: Severity, text: str, seen: str) -> None:
    assert unopenable_forms(files(own_file(BLANK, content))) == (problem_of("L32", severity, text, BLANK, seen=seen),)
    packed = archive(document(name="一.docx"), content)
    within = f"（压缩包内“{content.name}”）"
    assert unopenable_forms(files(own_file(BLANK, packed))) == (
        problem_of("L32", severity, within + text, BLANK, seen=seen),
    )


@pytest.mark.parametrize(
    "content",
    [
        document(unseen="第2页是图片"),
        document(type=FileType.TEXT, name="申请表.txt"),
        document(type=FileType.HTML, name=""),
    ],
)
def test_a_file_that_opens(content: Document) -> None:
    assert unopenable_forms(files(own_file(BLANK, content))) == ()


def test_an_empty_file_beside_a_form_is_a_question_and_a_note_is_none() -> None:
    empty = document("", places=0, condition=Condition.EMPTY, name="新建.docx")
    note = document("先读我", places=0, name="说明.TXT", type=FileType.TEXT, unseen="是纯文本")
    given = files(own_file(BLANK, archive(note, empty, document())))
    assert unopenable_forms(given) == (problem_of("L32", W, "（压缩包内“新建.docx”）是空文件，请人工核对", BLANK),)


# ── whether it is offered ────────────────────────────────────────────────────────────────────────────────────────


def missing(*given: FormFile, **more: str) -> tuple[Problem, ...]:
    return missing_forms(files(*given), guide_page(materials=[material(FORM, **more)]), MATTER)


def not_offered(roles: str, severity: Severity = E) -> Problem:
    text = f"“{FORM}”未提供{roles}"
    return Problem(text=text, expected=roles, where=PAGE, at=SEEN, rule="L30", severity=severity)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([own_file(BLANK, None), own_file(SAMPLE, None)], [not_offered("空表、样表")]),
        ([], [not_offered("空表、样表")]),
        ([own_file(BLANK, document()), own_file(SAMPLE, None)], [not_offered("样表")]),
        ([own_file(BLANK, document())], [not_offered("样表")]),
        ([own_file(SAMPLE, document())], [not_offered("空表")]),
        ([own_file(BLANK, None), own_file(BLANK, document()), own_file(SAMPLE, document())], []),
        ([own_file(BLANK, document(holds_both=True))], []),
        ([own_file(BLANK, document(), material="承诺书")], [not_offered("空表、样表")]),
        ([own_file(BLANK, None, shown="在线填写"), own_file(SAMPLE, None)], [not_offered("空表、样表", NOTED)]),
    ],
)
def test_a_form_that_is_not_offered(given: list[FormFile], expected: list[Problem]) -> None:
    assert list(missing(*given)) == expected
    assert missing(*given, MATERIAL_KIND="复印件") == ()
    assert missing(*given, SOURCE="他人出具") == ()


@pytest.mark.parametrize(
    ("element", "text", "severity"),
    [("HINT", "系统自动生成", NOTED), ("SHARED", "免提交", NOTED), ("HINT", "如实填写", E), ("SHARED", "否", E)],
)
def test_a_form_that_nobody_downloads_is_only_noted(element: str, text: str, severity: Severity) -> None:
    assert missing(**{element: text}) == (not_offered("空表、样表", severity),)


def test_a_link_that_leads_nowhere() -> None:
    dead = own_file(SAMPLE, None, fetched=DEAD, message="HTTP 404", shown="样表下载")
    expected = problem_of("L30", E, "无法下载（HTTP 404）", SAMPLE, seen="样表下载")
    assert missing(own_file(BLANK, document()), dead) == (expected,)
    assert missing(dead, dead) == (expected, expected, not_offered("空表"))


@pytest.mark.parametrize(
    ("promises", "roles"),
    [
        ({"空白表格": True}, "空表"),
        ({"示例样表": True}, "样表"),
        ({"空白表格": True, "示例样表": True}, "空表、样表"),
        ({}, ""),
    ],
)
def test_what_the_approved_list_promises(promises: dict[str, bool], roles: str) -> None:
    matter = make_matter(申请材料=[{"材料名称": "安全方案", **promises}])
    page = guide_page(materials=[material("场地平面图"), material("安全方案")])
    expected = [not_offered(roles).model_copy(update={"text": f"“安全方案”未提供{roles}"})] if roles else []
    assert list(missing_forms(files(), page, matter)) == expected


def test_a_guide_in_which_no_materials_were_recognised() -> None:
    matter = make_matter(申请材料=[{"材料名称": "申请表"}])
    assert missing_forms(files(), guide_page(), matter) == (
        Problem(
            text="办事指南页面上没有认出申请材料，请人工核对空表、样表",
            where=PAGE,
            at=SEEN,
            rule="L30",
            severity=W,
        ),
    )
    assert missing_forms(files(), guide_page(), MATTER) == ()


# ── what could not be judged ─────────────────────────────────────────────────────────────────────────────────────


def test_which_files_could_not_be_downloaded() -> None:
    lost = own_file(BLANK, None, fetched=UNANSWERED, message="等待超时")
    other = own_file(SAMPLE, None, fetched=UNANSWERED, message="连接中断")
    given = files(lost, own_file(BLANK, document()), other)
    assert unobtained_forms(given, *FormRole) == (
        f"“{FORM}”的空表未能下载（等待超时）；“{FORM}”的样表未能下载（连接中断）"
    )
    assert unobtained_forms(given, BLANK) == f"“{FORM}”的空表未能下载（等待超时）"
    assert unobtained_forms(files(own_file(BLANK, document())), BLANK) == ""


def test_which_files_do_not_open() -> None:
    broken = document(condition=Condition.DAMAGED)
    given = files(
        own_file(BLANK, broken),
        own_file(BLANK, document()),
        own_file(BLANK, archive(document(), broken)),
        own_file(SAMPLE, broken),
    )
    assert unopened_forms(given, BLANK) == f"“{FORM}”的空表打不开；“{FORM}”的空表打不开"
    assert unopened_forms(given, SAMPLE) == f"“{FORM}”的样表打不开"
    assert unopened_forms(files(own_file(BLANK, document()), own_file(BLANK, None)), BLANK) == ""


@pytest.mark.parametrize(
    ("content", "opens"),
    [
        (document(), True),
        *((document(condition=condition), False) for condition in BROKEN),
        (document(**UNKNOWN), False),
        (document(**UNKNOWN, name="申请表.TXT"), False),
        (document(**UNKNOWN, name="申请表"), True),
        (document(**UNKNOWN, name="申请表.exe"), True),
        (document(**{**UNKNOWN, "message": "本工具不能读"}), True),
        (document(**{**UNKNOWN, "type": FileType.OFD}), True),
        (document(**{**UNKNOWN, "condition": Condition.READABLE}), True),
        (document(**{**UNKNOWN, "condition": Condition.GAVE_UP}), True),
    ],
)
def test_what_nobody_can_open(content: Document, opens: bool) -> None:
    assert is_unopenable(content) is not opens


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("申请表.docx", "docx"),
        ("申请表.PDF", "pdf"),
        ("2.申请表.最终版.doc", "doc"),
        ("申请表", ""),
        ("", ""),
        ("申请表.", ""),
    ],
)
def test_how_the_name_of_a_file_ends(name: str, ending: str) -> None:
    assert extension(name) == ending


@pytest.mark.parametrize(("outcome", "counts"), [(DONE, True), (UNANSWERED, True), (ABSENT, False), (DEAD, False)])
def test_whether_there_are_forms_to_judge(outcome: DownloadOutcome, counts: bool) -> None:
    given = files(own_file(SAMPLE, None, fetched=outcome), own_file(SAMPLE, None))
    assert has_forms(given, SAMPLE) is has_forms(given, *FormRole) is counts
    assert not has_forms(given, BLANK)


def test_files_that_are_offered_twice() -> None:
    one, other, lost = (
        own_file(BLANK, document()),
        own_file(BLANK, document(), sha256="b"),
        own_file(BLANK, None, sha256=""),
    )
    of_another = one.model_copy(update={"material": "承诺书"})
    again = one.model_copy(update={"shown": "再次下载"})
    assert distinct_files([one, again, other, lost, of_another, lost]) == (one, other, lost, of_another, lost)
