"""A new check takes one function and one line of data: added here as docs/adding-a-check.zh-CN.md shows it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.suites import CLEAN, MINE, ROOT, Inspection, cells, inspect, replay, workbook
from zicha.model.finding import Verdict

DOCUMENT = (ROOT / "docs" / "adding-a-check.zh-CN.md").read_text(encoding="utf-8")
FUNCTION, LINE = (re.findall(rf"```{kind}\n(.*?)```", DOCUMENT, re.DOTALL)[0] for kind in ("python", "yaml"))
CHECK = "place_is_published"
OTHER = FUNCTION.replace('("", "无", "暂无")', '("", "无", "暂无") and "郑州" in shown.text')
"""The same check, wanting what no guide of this city says."""


def _add(suite: Path, function: str) -> Path:
    (suite / "tests_portal" / "test_own.py").write_text(function, encoding="utf-8")
    (suite / "checks.yaml").write_text(LINE, encoding="utf-8")
    return suite


def _verdicts(run: Inspection) -> set[Verdict]:
    return {finding.verdict for finding in run.findings if finding.check == CHECK}


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readme_shows_the_same(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert FUNCTION in text
    assert LINE in text


def test_it_runs_on_a_portal_and_ticks_its_box(suite: Path) -> None:
    """By visiting: its own tick, and its words in 备注."""
    run = inspect(_add(suite, OTHER), "--matter", CLEAN, "-k", CHECK)
    assert _verdicts(run) == {Verdict.PROBLEM}, run.output
    row = next(row for row in cells(workbook(run, "生态环境局")) if CLEAN in row)
    assert row[-1] == "办事指南没有写明办理地点"
    assert [line for cell in row for line in cell.splitlines() if "☑" in line] == ["☑办事指南要素不准确"]


@pytest.mark.parametrize("workers", ["0", "2"])
def test_it_counts_in_every_row(workers: str, suite: Path, evidence: Path) -> None:
    """A replay judges only what was run before: so the new check is missing there, and no row may be closed."""
    run = replay(_add(suite, FUNCTION), evidence, "--matter", CLEAN, "-n", workers)
    assert _verdicts(run) == set()
    assert "无问题 0，有问题 0，未查完 1" in run.output
    pages = "".join(page.read_text(encoding="utf-8") for page in (run.report / "departments").glob("*.html"))
    assert "写明了办理地点" in pages


def test_what_the_guide_says_is_clean(suite: Path) -> None:
    run = inspect(_add(suite, FUNCTION), "--matter", MINE, "-m", "guide_accuracy", "-k", CHECK)
    assert _verdicts(run) == {Verdict.CLEAN}, run.output


@pytest.mark.parametrize("workers", ["0", "2"])
@pytest.mark.parametrize("second", ["parametrised", "another file"])
def test_two_tests_of_one_check_are_refused(second: str, workers: str, suite: Path) -> None:
    """The later would hide what the earlier found."""
    _add(suite, FUNCTION)
    again = suite / "tests_portal" / "test_own_again.py"
    if second == "parametrised":
        own = FUNCTION.replace("guide: GuidePage)", "guide: GuidePage, element: str)")
        marked = own.replace("def test_", '@pytest.mark.parametrize("element", ["地点", "时间"])\ndef test_')
        (suite / "tests_portal" / "test_own.py").write_text(f"import pytest\n{marked}", encoding="utf-8")
    else:
        again.write_text(FUNCTION, encoding="utf-8")
    run = inspect(suite, "--matter", CLEAN, "-k", CHECK, "-n", workers)
    assert run.code == pytest.ExitCode.USAGE_ERROR, run.output
    assert f"检查“{CHECK}”对同一事项有两个测试" in run.output
    assert "INTERNALERROR" not in run.output
    assert not run.report.exists()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (LINE.replace("B1", "B9"), "台账没有选项“B9”"),
        (LINE.replace("guide_accuracy", "beauty"), "没有方面“beauty”"),
        (LINE.replace(CHECK, "login_succeeds"), "检查“login_succeeds”已经有了"),
        (LINE.replace("per: matter, ", ""), "写得不对"),
        ("- {", "写得不对"),
        ("place_is_published", "写得不对"),
    ],
    ids=["box", "point", "name", "missing", "syntax", "shape"],
)
def test_a_mistake_in_its_line_is_told(line: str, message: str, suite: Path) -> None:
    (suite / "checks.yaml").write_text(line, encoding="utf-8")
    run = inspect(suite, "--co")
    assert run.code == pytest.ExitCode.USAGE_ERROR
    assert "检查目录 checks.yaml" in run.output
    assert message in run.output
    assert "Traceback" not in run.output
