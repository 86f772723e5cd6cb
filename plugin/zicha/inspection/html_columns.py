"""Columns for pytest-html's own report, the technical appendix: department, matter, point and verdict, sortable."""

from __future__ import annotations

from functools import cached_property
from html import escape
from typing import Any

import pytest

from zicha.catalogue.form import ledger_form
from zicha.inspection.run import Run
from zicha.judging.on_report import finding_on
from zicha.model.matter import Matter

_COLUMNS = ("部门", "事项", "方面", "结论")
_FIRST = 1


class HtmlColumns:
    """Registered beside pytest-html where there is an inventory."""

    def __init__(self, run: Run) -> None:
        self._run = run

    @cached_property
    def _matters(self) -> dict[str, Matter]:
        return {matter.code: matter for matter in self._run.selection.inventory.matters}

    @pytest.hookimpl(optionalhook=True)
    def pytest_html_report_title(self, report: Any) -> None:
        report.title = f"{ledger_form().title}：技术附录"

    @pytest.hookimpl(optionalhook=True)
    def pytest_html_results_summary(self, prefix: list[str]) -> None:
        if self._run.is_prepared and self._run.access.manifest.demo:
            prefix.append(f'<h1 style="color:#b3261e">{ledger_form().demo_notice}</h1>')

    @pytest.hookimpl(optionalhook=True)
    def pytest_html_results_table_header(self, cells: list[str]) -> None:
        cells[_FIRST:_FIRST] = [
            f'<th class="sortable" data-column-type="zicha{number}">{name}</th>' for number, name in enumerate(_COLUMNS)
        ]

    @pytest.hookimpl(optionalhook=True)
    def pytest_html_results_table_row(self, report: pytest.TestReport, cells: list[str]) -> None:
        cells[_FIRST:_FIRST] = [
            f'<td class="col-zicha{number}">{escape(text)}</td>' for number, text in enumerate(self._texts(report))
        ]

    def _texts(self, report: pytest.TestReport) -> tuple[str, ...]:
        finding = finding_on(report)
        if finding is None:
            return ("",) * len(_COLUMNS)
        matter = self._matters[finding.matter]
        check = next(check for check in self._run.selection.checks if check.name == finding.check)
        who = f"（{finding.identity}）" if finding.identity else ""
        reason = "；".join(problem.text for problem in finding.problems) or finding.reason
        verdict = f"{finding.verdict}：{reason}" if reason else finding.verdict
        return matter.department.full_name, matter.name, f"{ledger_form().point(check.point).title}{who}", verdict
