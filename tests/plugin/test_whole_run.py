"""One whole run: its findings, ledgers and exit code; the same with two workers, and again from the evidence."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.support.suites import (
    CLEAN,
    KNOWN,
    LOOKED_AT,
    MINE,
    PERSONAL,
    Inspection,
    cells,
    codes,
    inspect,
    replay,
    workbook,
    write_inventory,
)
from zicha.catalogue.checks import catalogue
from zicha.evidence.chain import chain_remarks
from zicha.inspection.options import Options
from zicha.inspection.run import Run
from zicha.model.finding import Verdict

REMARK = "申报页面提示“尊敬的用户，您申请的事项《关闭煤矿和报废矿井许可》配置异常，请联系河南政务服务网反馈问题”"
TIMES = ("observed_at", "at", "where", "evidence", "case_number")
"""What differs between two visits: when, under which address, and which number the portal gave."""


@pytest.fixture(scope="session")
def code(base: Inspection) -> dict[str, str]:
    return codes(base.report.parent / "matters")


class TestOutcome:
    """What the run says and leaves behind."""

    def test_problems_make_the_exit_code_one(self, base: Inspection) -> None:
        assert base.code == 1, base.output

    def test_every_check_has_one_finding(self, base: Inspection, code: dict[str, str]) -> None:
        """All checks for each of five matters with one identity each."""
        assert len(base.verdicts()) == 5 * len(catalogue())
        assert {f.matter for f in base.findings} == set(code.values())

    def test_verdicts(self, base: Inspection, code: dict[str, str]) -> None:
        def of(name: str) -> dict[str, str]:
            return {check: verdict for (_, check, _), verdict in base.verdicts(code[name]).items()}

        clean = of(CLEAN)
        assert clean.pop("shared_licences_are_fetched") == Verdict.NOT_APPLICABLE
        assert clean.pop("service_scope_agrees") == Verdict.NOT_APPLICABLE, "its applicant is from here"
        assert set(clean.values()) == {Verdict.CLEAN}
        assert of(KNOWN)["time_limits_are_accurate"] == Verdict.KNOWN_PROBLEM
        assert of(LOOKED_AT)["progress_can_be_found"] == Verdict.NOT_REACHED
        assert of(PERSONAL)["service_scope_agrees"] == Verdict.NOT_APPLICABLE
        mine = of(MINE)
        assert [check for check, verdict in mine.items() if verdict == Verdict.PROBLEM] == ["application_can_proceed"]
        assert (
            mine.items()
            >= {
                "login_succeeds": Verdict.CLEAN,
                "user_information_carried_over": Verdict.BLOCKED,
                "time_limits_are_accurate": Verdict.CLEAN,
                "service_scope_agrees": Verdict.NOT_APPLICABLE,
                "collected_materials_agree": Verdict.BLOCKED,
                "form_is_simple": Verdict.BLOCKED,
                "progress_can_be_found": Verdict.BLOCKED,
                "guide_evaluation_opens": Verdict.CLEAN,
            }.items()
        )

    def test_pytest_counts_them_as_the_model_says(self, base: Inspection) -> None:
        """One failure (A4), one xfail (known) whose box's other checks xpass, the rest passed or skipped; no error."""
        others = sum(check.box == "B1" for check in catalogue()) - 1
        last = base.output.strip().splitlines()[-1]
        assert "1 failed" in last
        assert "1 xfailed" in last
        assert "error" not in last
        assert f"{others} xpassed" in last

    def test_evidence_is_whole(self, base: Inspection) -> None:
        assert chain_remarks(base.report / "evidence") == ()
        for finding in base.findings:
            assert all((base.report / "evidence" / path).is_file() for path in finding.evidence)
            assert finding.evidence or finding.verdict not in (Verdict.CLEAN, Verdict.PROBLEM)

    @pytest.mark.skipif(sys.platform == "win32", reason="who may read a folder is told otherwise there")
    def test_it_is_its_users_alone(self, base: Inspection, parallel: Inspection) -> None:
        for report in (base.report, parallel.report):
            open_to_others = [path for path in (report, *report.rglob("*")) if path.stat().st_mode & 0o077]
            assert open_to_others == []

    def test_the_terminal_speaks_to_the_clerk(self, base: Inspection) -> None:
        assert "开封市工业和信息化局：已查 2 个事项，无问题 0，有问题 1，未查完 1" in base.output
        assert f"☑ {MINE}：" in base.output
        assert REMARK in base.output
        assert "合计：已查 5 / 5 个事项" in base.output
        assert str(base.report / "index.html") in base.output
        assert "Traceback" not in base.output


class TestGoldenRow:
    """The notice's own filled sample, character for character."""

    def test_in_the_workbook(self, base: Inspection) -> None:
        row = next(row for row in cells(workbook(base, "工业和信息化局")) if MINE in row)
        filled = [cell.removesuffix(".0") for cell in row if cell]
        assert filled[:5] == ["1", MINE, "工业和信息化局", "省政务服务系统", "无"]
        assert row[-1] == REMARK
        ticked = [line for cell in row for line in cell.splitlines() if "☑" in line]
        assert ticked == ["☑“在线办理”页面能打开但无法进行申报"]

    def test_on_the_page(self, base: Inspection) -> None:
        pages = [file.read_text(encoding="utf-8") for file in (base.report / "departments").glob("*.html")]
        page = next(page for page in pages if MINE in page)
        row = next(
            row
            for row in LexborHTMLParser(page).css("table tr")
            if any(cell.text(strip=True) == MINE for cell in row.css("td"))
        )
        texts = [cell.text(deep=True, separator="\n").strip() for cell in row.css("td")]
        assert texts[:5] == ["1", MINE, "工业和信息化局", "省政务服务系统", "无"]
        assert texts[-1].split("\n")[0] == REMARK
        assert row.text().count("☑") == 1

    def test_only_a_row_that_ran_in_full_is_clean(self, base: Inspection) -> None:
        remarks: dict[str, str] = {}
        for name in ("工业和信息化局", "市场监督管理局", "生态环境局"):
            for row in cells(workbook(base, name)):
                remarks |= {cell: row[-1] for cell in row if cell in (MINE, LOOKED_AT, KNOWN, CLEAN)}
        assert remarks.pop(CLEAN) == "无问题"
        assert remarks.pop(LOOKED_AT) == ""
        assert "无问题" not in remarks.values()

    def test_a_known_problem_says_how_it_stands(self, base: Inspection) -> None:
        row = next(row for row in cells(workbook(base, "市场监督管理局")) if KNOWN in row)
        assert "☑正在处理" in "".join(row).replace(" ", "")

    def test_nothing_of_it_can_pass_for_real(self, base: Inspection) -> None:
        files = list((base.report / "台账").iterdir())
        assert len(files) == 4
        assert all(file.name.startswith("演示-") for file in files)
        assert "演示数据" in base.index
        for file in files:
            assert "演示数据" in json.dumps(cells(file), ensure_ascii=False)


class TestTwoWorkers:
    """-n 2 gives the same, and visits nothing twice."""

    def test_the_same_findings(self, base: Inspection, parallel: Inspection) -> None:
        assert parallel.code == 1, parallel.output
        assert parallel.verdicts() == base.verdicts()
        one, other = parallel.but_for_times(*TIMES), base.but_for_times(*TIMES)
        assert one == other

    def test_each_fact_is_observed_once(self, base: Inspection, parallel: Inspection) -> None:
        def facts(inspection: Inspection) -> list[str]:
            lines = (inspection.report / "evidence" / "chain.jsonl").read_text(encoding="utf-8").splitlines()
            return sorted(path for line in lines if (path := json.loads(line)["path"]).endswith(".json"))

        def kinds(inspection: Inspection) -> list[str]:
            return [path for path in facts(inspection) if "/progress-" not in path]

        times = Counter(facts(parallel))  # what is filed is kept the moment its number is seen, and when it is done
        assert {path.rpartition("/")[2] for path, number in times.items() if number > 1} == {"submission.json"}
        assert len(facts(parallel)) == len(facts(base))
        assert kinds(parallel) == kinds(base)
        assert chain_remarks(parallel.report / "evidence") == ()

    def test_the_terminal_says_the_same(self, base: Inspection, parallel: Inspection) -> None:
        def summary(output: str) -> list[str]:
            lines = output.split("自查结果")[1].splitlines()
            return [line for line in lines if "：" in line and "台账" not in line]

        assert summary(parallel.output) == summary(base.output)


class TestReplay:
    """The same evidence, judged again without browser or portal."""

    @pytest.mark.parametrize("workers", ["0", "2"])
    def test_findings_are_the_same_but_for_the_time(
        self, workers: str, base: Inspection, suite: Path, evidence: Path
    ) -> None:
        again = replay(suite, evidence, "-n", workers)
        assert again.code == base.code, again.output
        assert again.but_for_times() == base.but_for_times()
        assert "本次依据已留存的证据重新判定，未访问平台。" in again.index

    def test_what_was_not_seen_is_not_clean(
        self, base: Inspection, suite: Path, evidence: Path, code: dict[str, str]
    ) -> None:
        (evidence / "evidence" / code[CLEAN] / "guide.json").unlink()
        again = replay(suite, evidence, "--matter", CLEAN)
        assert again.code not in (0, 5)
        lost = {check for (_, check, _), verdict in again.verdicts().items() if verdict == Verdict.UNCHECKED}
        assert lost >= {"time_limits_are_accurate"}
        assert "未能核查" in again.output

    def test_a_clean_matter_ends_with_zero(self, suite: Path, evidence: Path) -> None:
        again = replay(suite, evidence, "--matter", CLEAN)
        assert again.code == 0, again.output
        assert "已查 1 个事项，无问题 1，有问题 0，未查完 0" in again.output

    def test_a_changed_limit_ticks_exactly_its_box(
        self, base: Inspection, suite: Path, evidence: Path, code: dict[str, str]
    ) -> None:
        """The published guide stays; the department's own list says 9 now, with both values in the remark."""

        def shorten(matter: dict[str, dict[str, str]]) -> None:
            matter["办事指南"]["承诺办结时限"] = "9个工作日"

        write_inventory(suite / "matters", {CLEAN: shorten})
        again = replay(suite, evidence)
        changed = dict(again.verdicts().items() - base.verdicts().items())
        assert changed == {(code[CLEAN], "time_limits_are_accurate", ""): Verdict.PROBLEM}
        row = next(row for row in cells(workbook(again, "生态环境局")) if CLEAN in row)
        assert row[-1] == "承诺办结时限：核准清单为“9个工作日”，办事指南显示“10个工作日”"
        ticked = [line for cell in row for line in cell.splitlines() if "☑" in line]
        assert ticked == ["☑办事指南要素不准确"]

    def test_states_of_handling(self, suite: Path, evidence: Path, code: dict[str, str]) -> None:
        """A declared problem that is gone is 已整改; a question goes to a person."""

        def declare(matter: dict[str, object]) -> None:
            known = {
                "选项代码": "F1",
                "发现日期": "2026-01-05",
                "到期日期": "2099-12-31",
                "责任人": "联络员",
                "原因": "等待平台修复",
            }
            matter["已知问题"] = [known]

        def ask(matter: dict[str, dict[str, str]]) -> None:
            matter["办事指南"]["法定办结时限"] = "30日"

        write_inventory(suite / "matters", {CLEAN: declare, PERSONAL: ask})
        again = replay(suite, evidence, "--matter", CLEAN, "--matter", PERSONAL, "-rX")
        verdicts = again.verdicts()
        assert verdicts[code[CLEAN], "guide_evaluation_opens", ""] == Verdict.RECTIFIED
        assert verdicts[code[PERSONAL], "time_limits_are_accurate", ""] == Verdict.NEEDS_PERSON
        assert "1 xpassed" in again.output.splitlines()[-1]
        assert again.code == 0, again.output
        row = next(row for row in cells(workbook(again, "生态环境局")) if CLEAN in row)
        assert "☑已处理" in "".join(row).replace(" ", "")


def test_a_report_of_another_version_is_set_aside_as_well(tmp_path: Path, suite: Path) -> None:
    evidence = tmp_path / "report" / "evidence"
    evidence.mkdir(parents=True)
    (evidence / "manifest.json").write_text('{"portal": "旧版"}', encoding="utf-8")
    run = Run(Options(inventory=suite / "matters", report=tmp_path / "report"))
    run.prepare()
    run.finish(interrupted=True)
    (kept,) = (tmp_path / "report-earlier").iterdir()
    assert "旧版" in (kept / "evidence" / "manifest.json").read_text(encoding="utf-8")


def test_an_earlier_report_is_set_aside(base: Inspection, suite: Path, evidence: Path) -> None:
    first = replay(suite, evidence, "--matter", MINE)
    kept = (first.report / "findings.jsonl").read_bytes()
    replay(suite, evidence, "--matter", CLEAN)
    replay(suite, evidence, "--matter", CLEAN)
    earlier = list((suite / "report-earlier").iterdir())
    assert len(earlier) == 2
    assert kept in [(folder / "findings.jsonl").read_bytes() for folder in earlier]


def test_a_clean_run_for_real(suite: Path) -> None:
    """Exit code 0 by visiting, not only by replaying; pytest-html beside it."""
    run = inspect(
        suite, "--matter", CLEAN, "-m", "guide_accuracy", f"--html={suite / 'own.html'}", "--self-contained-html"
    )
    assert run.code == 0, run.output
    assert {finding.check for finding in run.findings} == {c.name for c in catalogue() if c.point == "guide_accuracy"}
    assert {str(finding.verdict) for finding in run.findings} == {Verdict.CLEAN}
    assert "test_time_limits_are_accurate" in (suite / "own.html").read_text(encoding="utf-8")
