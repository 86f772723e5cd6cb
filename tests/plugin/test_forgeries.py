"""Forgeries and accidents of a report: each is named as what it is, and an honest copy is accused of nothing.

The table in docs/forgeries.zh-CN.md is written from these cases: pytest tests/plugin --write-forgeries.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.concealed_forgeries import CONCEALED, MISTAKEN
from tests.support.forgeries import FORGERIES, HONEST, Forgery, alter_evidence, of_evidence, page_of, replace
from tests.support.suites import Inspection, inspect
from tests.support.workbook_forgeries import FORGED
from tests.support.workbook_forgeries import HONEST as ARRANGED
from zicha.cli import main
from zicha.evidence.chain import CHAIN
from zicha.evidence.register import read_register, register
from zicha.evidence.remarks import Remark
from zicha.evidence.seal import FINDINGS, SEAL, Seal
from zicha.evidence.verification import Verification, number_on, verify
from zicha.inspection.report_folder import UNSEALED
from zicha.inspection.run import now

EVERY = (*FORGERIES, *CONCEALED)
HARMLESS = (*HONEST, *MISTAKEN)


def verified(report: Path, book: Path | None = None) -> Verification:
    return verify(report, UNSEALED, read_register(book) if book else None)


@pytest.mark.parametrize("forgery", EVERY, ids=lambda each: str(EVERY.index(each)))
def test_it_is_named_as_what_it_is(forgery: Forgery, evidence: Path, parallel: Inspection, tmp_path: Path) -> None:
    book = tmp_path / "登记册.jsonl"
    register(evidence, book, now())
    forgery.deed(evidence, parallel.report)
    verification = verified(evidence, book if forgery.book else None)
    assert verification.is_altered
    assert forgery.kind in {remark.kind for remark in verification.remarks}, verification.remarks
    if forgery.book:
        assert verified(evidence).is_altered is False, "without the register nobody could tell"


@pytest.mark.parametrize(("name", "deed"), HARMLESS, ids=[str(number) for number in range(len(HARMLESS))])
def test_an_honest_copy_is_accused_of_nothing(name: str, deed: Callable[[Path], object], evidence: Path) -> None:
    deed(evidence)
    verification = verified(evidence)
    assert verification.is_whole, verification.remarks
    assert {remark.kind for remark in verification.remarks} <= {Remark.HARMLESS, Remark.DEMO}


def test_the_number_stands_on_every_page_and_workbook(base: Inspection) -> None:
    seal = Seal.model_validate_json((base.report / SEAL).read_bytes())
    assert seal.is_whole
    assert {"tests_portal/test_guide_accuracy.py", "conftest.py"} <= set(seal.closing.checks)
    assert {"事项清单", "门户配置", "门户配置全文", "判定目录"} == set(seal.closing.inputs)
    bearing = [name for name in seal.files if name.endswith((".html", ".xlsx"))]
    assert bearing
    assert {number_on((base.report / name).read_bytes()) for name in bearing} == {seal.number}


def test_a_run_that_died_is_incomplete_and_not_forged(evidence: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (evidence / SEAL).unlink()
    shutil.rmtree(evidence / "departments")
    with (evidence / "evidence" / CHAIN).open("ab") as chain:
        chain.write(b'{"path":"torn')
    with (evidence / FINDINGS).open("ab") as findings:
        findings.write(b'{"matter":"torn')
    assert main(["verify", str(evidence)]) == 3
    printed = capsys.readouterr().out
    assert "不完整，没有发现改动" in printed
    assert "没有封存记录：自查没有正常结束" in printed


def test_what_verify_says(evidence: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    book = tmp_path / "登记册.jsonl"
    assert main(["register", str(evidence), "--book", str(book)]) == 0
    assert main(["register", str(evidence), "--book", str(book)]) == 0
    assert len(book.read_text("utf-8").splitlines()) == 1, "one that is there stands there once"
    assert main(["verify", str(evidence), "--book", str(book)]) == 0
    printed = capsys.readouterr().out
    assert "与封存记录一致，未发现改动、增加或缺失" in printed
    assert "【演示】" in printed
    replace(page_of(evidence), "☑", "□")
    assert main(["verify", str(evidence)]) == 1
    assert "封存以后被改动" in capsys.readouterr().out
    assert main(["verify", str(tmp_path / "没有")]) == 1
    assert "不是自查报告的文件夹" in capsys.readouterr().err


def test_emptied_checks_show_beside_the_reports_of_others(
    evidence: Path, base: Inspection, suite: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in (suite / "tests_portal").glob("test_*.py"):
        text = re.sub(r"    conclude\(.*\)", "    pass", file.read_text("utf-8"))
        file.write_text(text, encoding="utf-8")
    emptied = inspect(suite, f"--replay={evidence}", "-k", "time_limits")
    assert {finding.reason for finding in emptied.findings} == {"检查没有比较任何内容，也没有下结论"}
    assert {finding.verdict for finding in emptied.findings} == {"未能核查"}
    assert "检查有改动：tests_portal/" in emptied.index
    assert main(["verify", str(base.report), str(evidence), str(emptied.report)]) == 0
    assert f"{emptied.report}：检查与其他报告不同" in capsys.readouterr().out


def test_altered_evidence_is_not_judged_again(evidence: Path, suite: Path) -> None:
    alter_evidence(evidence)
    of_evidence("guide.json", 1)(evidence).write_bytes(b"{}")
    again = inspect(suite, f"--replay={evidence}", "-k", "time_limits")
    reasons = {finding.reason for finding in again.findings if finding.verdict == "未能核查"}
    assert len(reasons) == 2
    assert all(reason.endswith("被改动，不能据此判定") for reason in reasons)


def test_the_page_in_docs_is_current(pytestconfig: pytest.Config) -> None:
    lines = [
        "# 改动报告的办法，以及 `zicha verify` 怎么说",
        "",
        "由 `tests/plugin/test_forgeries.py` 写成，每一行都试过；只改台账显示的样子的，在 `tests/evidence` 里试。",
        "“登记册”是收报告的单位用 `zicha register` 记下的封存记录。",
        "",
        "| 做了什么 | 结论 | 要登记册 |",
        "|---|---|---|",
        *(f"| {each.name} | {each.kind} | {'要' if each.book else ''} |" for each in EVERY),
        *(f"| {name} | {Remark.ALTERED} |  |" for name, _ in FORGED),
        "",
        "以下是诚实的情形，不算改动：",
        "",
        *(f"- {name}" for name, _ in (*HARMLESS, *ARRANGED)),
        "",
        "停电、强行关闭以后的报告没有封存记录，结论是“不完整”，不是“改动”。",
        "",
    ]
    page = pytestconfig.rootpath / "docs" / "forgeries.zh-CN.md"
    if pytestconfig.getoption("--write-forgeries", False):
        page.write_text("\n".join(lines), encoding="utf-8")
    assert page.read_text("utf-8") == "\n".join(lines)
