"""What a run asks, a clerk answers in the draft it left, and the next judgement takes into account."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pypdfium2
import pytest

from tests.support.filled_in import all_of, fill_in, saved_again
from tests.support.forgeries import chain_what_stands
from tests.support.suites import (
    CLEAN,
    LOOKED_AT,
    MINE,
    PERSONAL,
    Inspection,
    cells,
    codes,
    replay,
    workbook,
    write_inventory,
)
from zicha.cli import main
from zicha.evidence.verification import number_on
from zicha.model.finding import Finding, Verdict

RATERS = """
import pytest
from zicha.fixtures import RUN


@pytest.fixture(scope="session")
def thresholds(request):
    return request.config.stash[RUN].access.manifest.thresholds.model_copy(update={"raters": 2})
"""


def _ask(matter: dict[str, dict[str, str]]) -> None:
    """The list counts calendar days where the guide counts working days: a person must say."""
    matter["办事指南"]["法定办结时限"] = "30日"


@pytest.fixture
def asking(suite: Path) -> Path:
    """A suite in which 残疾人证新办 asks two things: of its time limit, and whether its form is 难懂."""
    write_inventory(suite / "matters", {PERSONAL: _ask})
    (suite / "conftest.py").write_text(RATERS, encoding="utf-8")
    return suite


def _fill_in(report: Path, matters: Path, **written: str) -> None:
    """Fill in every draft as a clerk would, and copy it beside the inventory."""
    raters, departments = iter(("审批科 007", "基层政权科 003")), iter(("杞县残疾人联合会", "开封市生态环境局"))
    for draft in sorted((report / "待人工核查").rglob("*.answers.yaml")):
        text = draft.read_bytes().decode("utf-8-sig")
        lines = []
        for line in text.split("\r\n"):
            key = line.strip().removesuffix(":")
            value = written.get(f"{key}{'评' * ('表单评定' in draft.name)}", "")
            if key == "评定人部门":
                value = next(departments)
            elif key == "谁" and "表单评定" in draft.name:
                value = next(raters)
            lines.append(f"{line} {value}" if line.endswith(":") and value else line)
        copy = matters / draft.parent.name / draft.name
        copy.write_bytes("\r\n".join(lines).encode("utf-8-sig"))


FINE = {"答": "没有问题", "谁": "审批科 007", "何时": "2026-11-20"}
PLAIN = {"答评": "好懂", "何时评": "2026-11-20"}


def _of(run: Inspection, check: str, code: str) -> Finding:
    return next(f for f in run.findings if (f.check, f.matter) == (check, code))


def test_answered_in_the_draft_and_judged_again(asking: Path, evidence: Path) -> None:
    code = codes(asking / "matters")[PERSONAL]
    first = replay(asking, evidence, "--matter", PERSONAL)
    assert _of(first, "time_limits_are_accurate", code).verdict is Verdict.NEEDS_PERSON
    assert _of(first, "form_is_simple", code).verdict is Verdict.NEEDS_PERSON
    assert "有 2 个问题待人工核查（杞县残疾人联合会 2 个）" in first.output

    _fill_in(first.report, asking / "matters", **FINE, **PLAIN)
    second = replay(asking, evidence, "--matter", PERSONAL)
    assert second.code == 0, second.output
    assert "待人工核查" not in second.output
    limits, form = (_of(second, name, code) for name in ("time_limits_are_accurate", "form_is_simple"))
    assert (limits.verdict, form.verdict) == (Verdict.CLEAN, Verdict.CLEAN)
    assert [a.department for q in form.questions for a in q.answers] == ["杞县残疾人联合会", "开封市生态环境局"]
    assert "2 个" not in second.output
    assert not (second.report / "待人工核查").exists()


def test_a_person_says_it_is_wrong(asking: Path, evidence: Path) -> None:
    first = replay(asking, evidence, "--matter", PERSONAL, "--pdf")
    assert "PDF 没有印成（环境变量 ZICHA_BROWSER 指定的浏览器不存在" in first.output
    assert main(["verify", str(first.report)]) == 0, "it is whole without"
    _fill_in(first.report, asking / "matters", **FINE | {"答": "有问题", "说明": "应为30日"}, **PLAIN)
    second = replay(asking, evidence, "--matter", PERSONAL, "--pdf", environment={"ZICHA_BROWSER": ""})
    assert second.code == 1, second.output
    assert "1 failed" in second.output.splitlines()[-1]
    book = second.report / "台账" / "演示-杞县残疾人联合会.xlsx"
    row = next(row for row in cells(book) if PERSONAL in row)
    assert "应为30日（人工核查：审批科 007，2026-11-20）" in row[-1]
    assert [line for cell in row for line in cell.splitlines() if "☑" in line] == ["☑办事指南要素不准确"]
    _is_fit_to_be_sealed(book.with_suffix(".pdf"))
    assert main(["verify", str(book), str(book.with_suffix(".pdf"))]) == 0


def _is_fit_to_be_sealed(pdf: Path) -> None:
    """On A3 across, with the row, the number of the seal below, and nothing that stands behind the row."""
    document = pypdfium2.PdfDocument(pdf)
    assert [round(length / 72 * 25.4) for length in document[0].get_size()] == [420, 297]
    text = "".join(page.get_textpage().get_text_range() for page in document)
    assert number_on(pdf.read_bytes())
    for words in (PERSONAL, "☑办事指南要素不准确", "演示数据，不得上报", "应为30日", "第 1 页"):
        assert words in text.replace("\r\n", ""), words
    assert "自查明细" not in text


def test_a_workbook_filled_in_and_taken_in(asking: Path, evidence: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What people wrote stands in the next ledger beside what was found, and that is sealed as a whole one."""
    first = replay(asking, evidence, "--matter", PERSONAL)
    book = first.report / "台账" / "演示-杞县残疾人联合会.xlsx"
    signed = {"谁（填写）": "审批科 007", "何时（填写）": "2026-11-20"}
    answer = {"答（填写）": "有问题", "说明（填写）": "应为30日", **signed}
    in_rows = {
        "事项名称（填写）": PERSONAL,
        "选项（填写）": "D1 在线办理填写表单复杂难懂",
        "说明（填写）": "看不懂",
        **signed,
    }
    edits = fill_in("人工核查", PERSONAL, answer), fill_in("补充勾选", "", in_rows, head="事项名称（填写）")
    filled = saved_again(book, all_of(*edits))
    command = ["take-in", str(filled), "--inventory", str(asking / "matters")]
    assert main(command) == 0, capsys.readouterr().err
    assert "收入 2 条" in capsys.readouterr().out

    filled.unlink()
    second = replay(asking, evidence, "--matter", PERSONAL)
    row = next(row for row in cells(second.report / "台账" / book.name) if PERSONAL in row)
    ticked = [line for cell in row for line in cell.splitlines() if "☑" in line]
    assert ticked == ["☑办事指南要素不准确", "☑在线办理填写表单复杂难懂"]
    assert row[-1].endswith("应为30日（人工核查：审批科 007，2026-11-20）；看不懂（人工更正：审批科 007，2026-11-20）")
    assert {f.verdict for f in second.findings if f.box == "D1"} == {Verdict.NEEDS_PERSON}, "as the machine found it"
    assert main(["verify", str(second.report)]) == 0


def test_another_visit_asks_the_same_question(
    base: Inspection, parallel: Inspection, asking: Path, tmp_path: Path
) -> None:
    """Under another address, at another time: the number and the version of the page stay, so answers do."""
    questions = []
    for name, visit in (("one", base), ("two", parallel)):
        shutil.copytree(visit.report, tmp_path / name)
        run = replay(asking, tmp_path / name, "--matter", PERSONAL, report=f"report-{name}")
        questions.append({(q.id, q.page, q.open) for f in run.findings for q in f.questions})
    assert questions[0] == questions[1]
    assert len(questions[0]) == 2


def test_a_saved_login_is_answered_once_for_all_matters(suite: Path, evidence: Path) -> None:
    """Whether the login was difficult only the person can say who saved the session."""
    record = evidence / "evidence" / "portal" / "legal" / "login.json"
    record.write_text(record.read_text(encoding="utf-8").replace('"saved": false', '"saved": true'), encoding="utf-8")
    chain_what_stands(evidence)
    chosen = ("--matter", MINE, "--matter", LOOKED_AT, "-k", "login_succeeds")
    first = replay(suite, evidence, *chosen)
    assert {f.verdict for f in first.findings} == {Verdict.NEEDS_PERSON}
    assert "有 1 个问题待人工核查" in first.output
    (draft,) = (first.report / "待人工核查").rglob("*.answers.yaml")
    assert "事项: 全部事项" in draft.read_text(encoding="utf-8-sig")

    _fill_in(first.report, suite / "matters", **FINE)
    second = replay(suite, evidence, *chosen)
    assert [f.verdict for f in second.findings] == [Verdict.CLEAN, Verdict.CLEAN]


def test_what_no_guide_shows_is_answered_once_for_the_portal(
    suite: Path, evidence: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In two processes, in a workbook that is taken in, and in the draft of another department."""
    own = codes(suite / "matters")
    for file in (evidence / "evidence").glob("*/guide.json"):
        silent = {"监督投诉方式"} | ({"办理地点"} if file.parent.name == own[MINE] else set())
        record = json.loads(file.read_bytes())
        record["fact"]["values"] = [each for each in record["fact"]["values"] if each["element"] not in silent]
        file.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    chain_what_stands(evidence)
    chosen = ("-k", "other_elements_are_accurate")
    first = replay(suite, evidence, *chosen, "-n", "2")
    questions = [question for each in first.findings for question in each.questions]
    (number,) = {question.id for question in questions if question.everywhere}
    assert {q.asked for q in questions if q.id == number} == {
        "本次查看的办事指南页面上都没有认出“监督投诉方式”，请人工核对"
    }
    assert [q.asked for q in questions if q.id != number] == ["办事指南页面上没有认出“办理地点”，请人工核对"]
    assert "开封市工业和信息化局 2 个" in first.output
    assert "开封市生态环境局 1 个" in first.output
    assert all(f"问题编号{number}" in each.reason for each in first.findings)

    signed = {"谁（填写）": "审批科 007", "何时（填写）": "2026-11-20", "答（填写）": "没有问题"}
    book = first.report / "台账" / "演示-开封市工业和信息化局.xlsx"
    filled = saved_again(book, fill_in("人工核查", "全部事项", signed))
    assert main(["take-in", str(filled), "--inventory", str(suite / "matters")]) == 0, capsys.readouterr().err
    filled.unlink()
    (draft,) = (first.report / "待人工核查").rglob("*生态环境局*.answers.yaml")
    for other in (first.report / "待人工核查").rglob("*.answers.yaml"):
        if other != draft:
            other.unlink()
    _fill_in(first.report, suite / "matters", **FINE | {"答": "有问题", "说明": "应当公布"})
    second = replay(suite, evidence, *chosen)
    verdicts = {f.matter: f.verdict for f in second.findings}
    assert [verdicts[own[name]] for name in (MINE, LOOKED_AT, CLEAN)] == [
        *(Verdict.NEEDS_PERSON, Verdict.CLEAN, Verdict.PROBLEM)
    ]
    assert [q.open for f in second.findings if f.matter == own[MINE] for q in f.questions] == ["尚未答复", ""]
    assert second.code == 1, "pytest counts what the ledger says"
    assert "1 failed" in second.output.splitlines()[-1]


def test_a_mistake_in_an_answer_stops_the_run(asking: Path, evidence: Path) -> None:
    first = replay(asking, evidence, "--matter", PERSONAL)
    _fill_in(first.report, asking / "matters", **FINE | {"何时": "2099-01-01"}, **PLAIN)
    second = replay(asking, evidence, "--matter", PERSONAL)
    assert second.code == pytest.ExitCode.USAGE_ERROR
    assert "“2099-01-01”还没有到" in second.output


def test_what_is_asked_no_more_is_told(asking: Path, evidence: Path) -> None:
    first = replay(asking, evidence, "--matter", PERSONAL)
    _fill_in(first.report, asking / "matters", **FINE)
    write_inventory(asking / "matters", {})
    second = replay(asking, evidence, "--matter", PERSONAL)
    assert f"提醒：{PERSONAL}：已无此问题 B1-" in second.output


def test_a_declared_problem_after_its_term(suite: Path, evidence: Path) -> None:
    """Its term is held against the day of the visit, and the tick says so; one that nobody could meet is told."""

    def declare(matter: dict[str, object]) -> None:
        known = {"发现日期": "2026-01-05", "到期日期": "2026-03-31", "责任人": "审批科", "原因": "等待平台修复"}
        matter["已知问题"] = [{"选项代码": "B1", **known}, {"选项代码": "E2", "身份": "个人", **known}]
        matter["办事指南"]["承诺办结时限"] = "9个工作日"  # type: ignore[index]

    write_inventory(suite / "matters", {CLEAN: declare})
    run = replay(suite, evidence, "--matter", CLEAN)
    assert _of(run, "time_limits_are_accurate", codes(suite / "matters")[CLEAN]).verdict is Verdict.PROBLEM
    row = next(row for row in cells(workbook(run, "生态环境局")) if CLEAN in row)
    assert "已知问题登记于2026-01-05，2026-03-31到期，责任人审批科，至今没有整改（等待平台修复）" in row[-1]
    assert "☑正在处理" not in "".join(row)
    assert f"{CLEAN}：已知问题 E2（登记于2026-01-05）没有得到核对，没有检查会用个人账号查这个选项" in run.output
