"""A small suite as a department would have it, and one run of it: exit code, what was printed, what was written.

The suite holds five of the shipped matters and the shipped checks. A run is a process of its own, as a user starts it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from python_calamine import CalamineWorkbook

from tests.support.warm_runs import ROOT as ROOT
from tests.support.warm_runs import PytestRun, run_pytest
from zicha.model.finding import Finding

MINE = "关闭煤矿和报废矿井许可"
"""The matter of the notice's filled sample: A4."""
LOOKED_AT = "工业企业技术改造投资项目备案"
"""自查方式 入网查看: much of it is not reached."""
KNOWN = "特种设备使用登记"
"""Declares a known problem, B1, that is still there."""
CLEAN = "排污许可证核发"
"""Healthy, with a real case: the only row that may say 无问题."""
PERSONAL = "残疾人证新办"
"""For 个人, in a county."""
FILES = {
    "市直/工业和信息化局": (MINE, LOOKED_AT),
    "市直/市场监督管理局": (KNOWN,),
    "市直/生态环境局": (CLEAN,),
    "杞县/残疾人联合会": (PERSONAL,),
}
Change = Callable[[dict[str, Any]], None]
"""Changes the matter of an inventory in place."""


def make_suite(folder: Path, changes: Mapping[str, Change] | None = None) -> Path:
    """The suite in a folder, the inventory's matters changed by name."""
    shutil.copytree(ROOT / "tests_portal", folder / "tests_portal", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "conftest.py", folder / "conftest.py")
    (folder / "pytest.ini").write_text(
        "[pytest]\nstrict = true\ntestpaths = tests_portal\naddopts = --tb=no -rN\n"
        "filterwarnings =\n    ignore:Session-scoped fixtures defined as instance methods\n",
        encoding="utf-8",
    )
    write_inventory(folder / "matters", changes or {})
    return folder


def write_inventory(folder: Path, changes: Mapping[str, Change]) -> Path:
    """The five matters as YAML files of their departments."""
    for path, names in FILES.items():
        data = yaml.safe_load((ROOT / "matters" / f"{path}.yaml").read_text(encoding="utf-8"))
        data["事项"] = [matter for matter in data["事项"] if matter["事项名称"] in names]
        for matter in data["事项"]:
            if change := changes.get(matter["事项名称"]):
                change(matter)
        file = folder / f"{path}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return folder


def codes(folder: Path) -> dict[str, str]:
    """事项名称 → 实施编码 of an inventory."""
    files = (yaml.safe_load(file.read_text(encoding="utf-8")) for file in folder.rglob("*.yaml"))
    return {matter["事项名称"]: str(matter["实施编码"]) for data in files for matter in data["事项"]}


@dataclass(frozen=True)
class Inspection:
    """One run and what it left."""

    code: int
    output: str
    report: Path

    @property
    def findings(self) -> tuple[Finding, ...]:
        lines = (self.report / "findings.jsonl").read_text(encoding="utf-8").splitlines()
        return tuple(Finding.model_validate_json(line) for line in lines)

    def verdicts(self, code: str = "") -> dict[tuple[str, str, str], str]:
        """(实施编码, check, identity) → verdict; one entry for each finding, or it is no report."""
        findings = self.findings
        by_check = {(f.matter, f.check, f.identity or ""): str(f.verdict) for f in findings}
        assert len(by_check) == len(findings), "a check has two findings"
        return {key: verdict for key, verdict in by_check.items() if key[0].startswith(code)}

    def but_for_times(self, *more: str) -> list[dict[str, Any]]:
        """The findings in a fixed order, without what tells when, and without what else is named."""
        lines = (self.report / "findings.jsonl").read_text(encoding="utf-8").splitlines()
        findings = [json.loads(line) for line in lines]
        return sorted((_without(each, {"judged_at", *more}) for each in findings), key=lambda each: json.dumps(each))

    @property
    def index(self) -> str:
        return (self.report / "index.html").read_text(encoding="utf-8")


def inspect(
    folder: Path, *arguments: str | Path, environment: Mapping[str, str] | None = None, report: str = "report"
) -> Inspection:
    """Run the suite of a folder as a user would."""
    started_with = environment or {}
    if any(name.startswith(("PYTHON", "LC_", "LANG")) for name in started_with):
        return _start(folder, arguments, started_with, folder / report)
    output = folder / f"{report}-output.txt"
    (code,) = run_pytest(
        PytestRun(
            [f"--report={folder / report}", *map(str, arguments)],
            output,
            folder,
            {"PYTEST_ADDOPTS": WITHOUT_HYPOTHESIS, **started_with},
        )
    )
    return Inspection(code, output.read_text(encoding="utf-8", errors="replace"), folder / report)


def _start(folder: Path, arguments: Sequence[str | Path], environment: Mapping[str, str], report: Path) -> Inspection:
    """Run it in a Python of its own, which reads the environment as it starts."""
    command = [sys.executable, "-m", "pytest", f"--report={report}", *map(str, arguments)]
    result = subprocess.run(
        command,
        cwd=folder,
        env=user_environment(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return Inspection(result.returncode, result.stdout.decode("utf-8", "replace"), report)


WITHOUT_HYPOTHESIS = "-p no:hypothesispytest"
"""No user installs it, and it takes a second at the end of every run."""


def user_environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """This environment without what a test run puts there."""
    own = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST_", "COV_"))}
    return {**own, "PYTHONIOENCODING": "utf-8", "PYTEST_ADDOPTS": WITHOUT_HYPOTHESIS, **(more or {})}


def replay(folder: Path, evidence: Path, *arguments: str | Path, **options: Any) -> Inspection:
    """Judge the evidence of a report again. Any attempt to start a browser would fail."""
    environment = {"ZICHA_BROWSER": str(folder / "no-browser"), **options.pop("environment", {})}
    return inspect(folder, f"--replay={evidence}", *arguments, environment=environment, **options)


def workbook(inspection: Inspection, department: str) -> Path:
    """The ledger of a city department, as the embedded portal's data name it."""
    return inspection.report / "台账" / f"演示-开封市{department}.xlsx"


def cells(file: Path) -> list[list[str]]:
    """What stands in a workbook's first sheet."""
    rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()
    return [[str(cell) for cell in row] for row in rows]


def _without(data: Any, keys: set[str]) -> Any:
    if isinstance(data, dict):
        return {key: _without(value, keys) for key, value in data.items() if key not in keys}
    return [_without(value, keys) for value in data] if isinstance(data, list) else data
