"""What people hand back: taken in with who and when, or refused as a whole with every place that is wrong."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.support.filled_in import Edit, all_of, fill_in, form_cell, saved_again
from tests.support.findings import RUN, all_clean, finding
from tests.support.inventories import GOOD, write
from zicha.cli import main
from zicha.intake.taking_in import Intake, IntakeError, take_in
from zicha.inventory import load
from zicha.ledger.answers_draft import write_drafts
from zicha.ledger.findings_file import FindingsFile, read_findings
from zicha.ledger.ledger import ledgers
from zicha.ledger.xlsx import write_workbook
from zicha.model.answer import Reply
from zicha.model.base import BEIJING
from zicha.model.finding import Problem, Severity, Verdict
from zicha.model.matter import Matter
from zicha.model.question import Question
from zicha.model.statement import Progress, Tick

NAME = "取水许可审批"
NOW = datetime(2026, 11, 25, 10, 0, tzinfo=BEIJING)
WORDS = "承诺办结时限不符：页面写“30个工作日”"
LIMIT, FORM = "B2-0123456789AB", "D1-0123456789AB"
SIGNED = {"谁（填写）": "审批科 007", "何时（填写）": "2026-11-24"}


def question(number: str, graded: bool = False) -> Question:
    words = {"look": "看时限栏", "place": "打开办事指南", "how": "一致，答“没有问题”", "asked": f"{number}对不对"}
    return Question.model_validate(
        {"id": number, "page": "AB0123456789", "graded": graded, "open": "尚未答复", **words}
    )


class Desk:
    """An inventory, the report of a run, and its workbook."""

    def __init__(self, folder: Path) -> None:
        self.inventory, self.report = folder / "matters", folder / "report"
        write(self.inventory, "市直/水利局.yaml", GOOD)
        matter = self.matter
        wrong = finding(matter, "time_limits_are_accurate", Verdict.PROBLEM, [WORDS])
        questions = {"guide_is_consistent": question(LIMIT), "form_is_simple": question(FORM, graded=True)}
        known = {each.check: each for each in all_clean(matter)}
        findings = [each for name, each in known.items() if name not in (*questions, wrong.check)]
        for name, one in questions.items():
            doubt = Problem(text=one.asked, severity=Severity.WARNING)
            open_ = {"verdict": Verdict.NEEDS_PERSON, "problems": (doubt,), "questions": (one,)}
            findings.append(known[name].model_copy(update=open_))
        with FindingsFile(self.report / "findings.jsonl") as file:
            for each in (*findings, wrong):
                file.write(each)
        self.workbook = self.write_workbook()

    @property
    def matter(self) -> Matter:
        (only,) = load(self.inventory).matters
        return only

    def write_workbook(self) -> Path:
        (ledger,) = ledgers((self.matter,), read_findings(self.report / "findings.jsonl"), RUN)
        path = self.report / "台账" / ledger.workbook_name
        write_workbook(path, ledger)
        write_drafts(self.report, ledger, "evidence")
        return path

    def hand_back(self, *edits: Edit, **signature: str) -> Intake:
        return take_in(saved_again(self.workbook, all_of(*edits)), self.report, self.inventory, signature, NOW)

    def refusal(self, *edits: Edit, **signature: str) -> str:
        with pytest.raises(IntakeError) as caught:
            self.hand_back(*edits, **signature)
        assert [each.name for each in (self.inventory / "市直").iterdir()] == ["水利局.yaml"], "nothing is kept"
        return str(caught.value)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_an_untouched_workbook_says_nothing(desk: Desk) -> None:
    assert desk.hand_back() == Intake(None, (), 0)


def test_an_answer_in_the_sheet_of_questions(desk: Desk) -> None:
    intake = desk.hand_back(fill_in("人工核查", NAME, {"答（填写）": "有问题", "说明（填写）": "应为30日", **SIGNED}))
    assert intake.changes == (f"{NAME}：答复 {LIMIT}：应为30日（人工核查：审批科 007，2026-11-24）",)
    (answer,) = desk.matter.answers
    assert (answer.question, answer.reply, answer.page) == (LIMIT, Reply.WRONG, "AB0123456789")


def test_two_people_grade_each_in_a_workbook_of_their_own(desk: Desk) -> None:
    for who, department in (("甲 001", "开封市水利局"), ("乙 002", "水利局")):
        grade = {
            "答（填写）": "好懂",
            "评定人部门（填写）": department,
            "谁（填写）": who,
            "何时（填写）": "2026-11-24",
        }
        assert len(desk.hand_back(fill_in("表单评定", NAME, grade)).changes) == 1
    assert {(one.who, one.department) for one in desk.matter.answers} == {
        ("甲 001", "开封市水利局"),
        ("乙 002", "开封市水利局"),
    }


def test_the_same_workbook_twice_is_taken_in_once(desk: Desk) -> None:
    edit = fill_in("人工核查", NAME, {"答（填写）": "没有问题", **SIGNED})
    desk.hand_back(edit)
    assert desk.hand_back(edit) == Intake(None, (), 1)


def test_what_became_of_a_problem(desk: Desk) -> None:
    desk.hand_back(fill_in("问题处理", NAME, {"处理情况（填写）": "需省级政务服务网协调处理", **SIGNED}))
    (handling,) = desk.matter.statements.handlings
    assert (handling.box, handling.progress) == ("B1", Progress.WITH_PROVINCE)


def test_what_is_wrong_is_taken_off_the_ledger_with_a_reason(desk: Desk) -> None:
    away = {"更正（填写）": "误报", **SIGNED}
    assert "“说明”不对：缺少这一项" in desk.refusal(fill_in("问题处理", NAME, away))
    desk.hand_back(fill_in("问题处理", NAME, away | {"说明（填写）": "页面写的就是15个工作日"}))
    (correction,) = desk.matter.statements.corrections
    assert (correction.to, correction.refuted) == (Tick.TAKEN_AWAY, (WORDS,))
    assert desk.hand_back() == Intake(None, (), 0), "the workbook of before says nothing new"
    desk.workbook = desk.write_workbook()
    assert desk.hand_back() == Intake(None, (), 0), "nor does that of afterwards"


def test_what_the_machine_did_not_see_is_ticked_by_a_person(desk: Desk) -> None:
    box = "D1 在线办理填写表单复杂难懂"
    written = {"事项名称（填写）": NAME, "选项（填写）": box, "说明（填写）": "看不懂“工艺路线代码”", **SIGNED}
    desk.hand_back(fill_in("补充勾选", "", written, head="事项名称（填写）"))
    (correction,) = desk.matter.statements.corrections
    assert (correction.box, correction.to) == ("D1", Tick.SET)


class TestTheFormItself:
    def test_done_with_and_an_addition_to_the_remark(self, desk: Desk) -> None:
        edits = form_cell(NAME, 12, "□已处理", "☑已处理"), form_cell(NAME, 13, WORDS, f"{WORDS}；已联系省厅")
        assert "“谁”不对" in desk.refusal(*edits)
        desk.hand_back(*edits, 谁="审批科 007", 何时="2026-11-24")
        statements = desk.matter.statements
        assert [(one.box, one.progress) for one in statements.handlings] == [("B1", Progress.DONE)]
        assert [one.text for one in statements.additions] == ["已联系省厅"]

    @pytest.mark.parametrize(
        ("edit", "refusal"),
        [
            (form_cell(NAME, 6, "☑", "□"), "去掉了B1“办事指南要素不准确”的勾：请在“问题处理”表这一项选“误报”"),
            (form_cell(NAME, 6, "□存在", "☑存在"), "加勾了B2“存在逻辑错误”：请在“补充勾选”表"),
            (form_cell(NAME, 13, WORDS, "无问题"), "有勾选，备注里却没有写问题详情"),
            (form_cell(NAME, 13, "30个", "15个"), "自查写的内容被改动或删去"),
            (form_cell(NAME, 4, "无", "4102212024A0000001"), "“办件编号”原来是“无”，不能在台账里改"),
            (form_cell(NAME, 4, "无", ""), "“办件编号”是空的"),
            (
                lambda sheets: sheets["台账"].remove(next(row for row in sheets["台账"] if NAME in row)),
                "少了“取水许可审批”",
            ),
            (lambda sheets: sheets["台账"].insert(5, ["2", "排水许可", *[""] * 12]), "多出“排水许可”这一行"),
        ],
        ids=["unticked", "ticked", "clean", "reworded", "number", "no-number", "row-deleted", "row-added"],
    )
    def test_what_overwrites_the_findings_is_refused(self, desk: Desk, edit: Edit, refusal: str) -> None:
        text = desk.refusal(edit, 谁="审批科 007", 何时="2026-11-24")
        assert refusal in text
        assert "“台账”表" in text


@pytest.mark.parametrize(
    ("sheet", "written", "words"),
    [
        (
            "问题处理",
            {"处理情况（填写）": "已处理", "更正（填写）": "误报", "说明（填写）": "看错", **SIGNED},
            "只填一个",
        ),
        ("问题处理", {"处理情况（填写）": "已处理", **SIGNED, "何时（填写）": "2026-12-24"}, "2026-12-24 还没有到"),
        ("问题处理", {"处理情况（填写）": "已处理", **SIGNED, "谁（填写）": "张三 13800138000"}, "不写电话、证件号"),
        ("人工核查", {"答（填写）": "好懂", **SIGNED}, "应当是这些之一：没有问题、有问题、看不清或无法判断"),
        ("表单评定", {"答（填写）": "容易", **SIGNED}, "应当是这些之一：很好懂、好懂、一般、复杂、难懂"),
    ],
    ids=["both", "tomorrow", "telephone", "a-grade", "no-grade"],
)
def test_what_to_write_instead_is_told_where_it_stands(
    desk: Desk, sheet: str, written: dict[str, str], words: str
) -> None:
    text = desk.refusal(fill_in(sheet, NAME, written))
    assert words in text
    assert f"“{sheet}”表第3行：" in text


@pytest.mark.parametrize("choice", ["D1", "在线办理填写表单复杂难懂"])
def test_a_box_may_be_named_by_its_code_or_its_wording(desk: Desk, choice: str) -> None:
    written = {"事项名称（填写）": NAME, "选项（填写）": choice, "说明（填写）": "看不懂", **SIGNED}
    desk.hand_back(fill_in("补充勾选", "", written, head="事项名称（填写）"))
    assert [one.box for one in desk.matter.statements.corrections] == ["D1"]


def test_all_that_is_wrong_is_named_at_its_place(desk: Desk) -> None:
    text = desk.refusal(
        fill_in("人工核查", NAME, {"答（填写）": "有问题", **SIGNED}),
        fill_in("问题处理", NAME, {"处理情况（填写）": "处理中", "何时（填写）": "昨天"}),
    )
    assert "“人工核查”表第3行：" in text
    assert "却没有说明" in text
    assert "“问题处理”表第3行：" in text


@pytest.mark.parametrize("name", ["人工核查", "表单评定", "问题处理", "补充勾选"])
def test_a_head_that_was_changed_is_not_passed_over(desk: Desk, name: str) -> None:
    def edit(sheets: dict[str, list[list[Any]]]) -> None:
        heads = next(row for row in sheets[name] if "谁（填写）" in row)
        heads[heads.index("谁（填写）")] = "填报人"

    assert f"“{name}”表：找不到“谁（填写）”栏" in desk.refusal(edit)


def test_a_sheet_that_was_deleted_says_nothing(desk: Desk) -> None:
    assert desk.hand_back(lambda sheets: sheets.pop("人工核查")) == Intake(None, (), 0)


def test_a_day_may_be_written_in_several_ways(desk: Desk) -> None:
    desk.hand_back(fill_in("人工核查", NAME, {"答（填写）": "没有问题", **SIGNED, "何时（填写）": "2026年11月4日"}))
    assert str(desk.matter.answers[0].on) == "2026-11-04"


def test_one_of_another_day_than_today_is_refused(desk: Desk) -> None:
    text = desk.refusal(fill_in("人工核查", NAME, {"答（填写）": "没有问题", **SIGNED, "何时（填写）": "2026-12-24"}))
    assert "还没有到" in text


def test_a_draft_that_was_filled_in(desk: Desk) -> None:
    draft = next(path for path in desk.report.rglob("*.answers.yaml") if "表单评定" not in path.name)
    text = draft.read_text(encoding="utf-8-sig").replace("    答:", "    答: 没有问题")
    draft.write_text(
        text.replace("    谁:", "    谁: 甲 001").replace("    何时:", "    何时: 2026-11-24"), encoding="utf-8"
    )
    assert len(take_in(draft, desk.report, desk.inventory, {}, NOW).changes) == 1
    draft.write_text(text.replace(LIMIT, "B2-AAAAAAAAAAAA").replace("    谁:", "    谁: 甲 001"), encoding="utf-8")
    with pytest.raises(IntakeError, match="何时"):
        take_in(draft, desk.report, desk.inventory, {}, NOW)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"no workbook at all"])
def test_what_is_no_workbook_is_refused(desk: Desk, content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "坏.xlsx"
    file.write_bytes(content)
    with pytest.raises(IntakeError):
        take_in(file, desk.report, desk.inventory, {}, NOW)


def test_the_command_names_every_change(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    file = saved_again(desk.workbook, fill_in("问题处理", NAME, {"处理情况（填写）": "已处理", **SIGNED}))
    command = ["take-in", str(file), str(file), "--inventory", str(desk.inventory)]
    assert main(command) == 0
    printed = capsys.readouterr().out
    assert f"  {NAME}：B1“办事指南要素不准确” 已处理（审批科 007，2026-11-24）" in printed
    assert "收入 0 条，另有 1 条以前收过" in printed
    assert f"pytest --replay={desk.report}" in printed
