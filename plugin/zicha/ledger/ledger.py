"""Rows → ledgers (台账): one for each department, with what it does not cover and the run it came from."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from pydantic import AwareDatetime

from zicha.catalogue.checks import Check
from zicha.catalogue.form import ledger_form
from zicha.ledger.age import KeptEvidence
from zicha.ledger.rows import Row, rows, uncovered
from zicha.ledger.trend import EarlierReport, Trend, trend
from zicha.model.base import Model
from zicha.model.finding import Finding
from zicha.model.matter import Department, Matter

WORKBOOK_FOLDER = "台账"
"""The folder of the report that holds the workbooks."""

_MOST_CHANGES = 5
"""Changes of one guide that are told; all of them are seen by reading it again."""

DEMO_PREFIX = "演示-"
"""How the file name of a workbook begins that must never be handed in."""


class RereadGuide(Model):
    """A recorded guide that was to be read again: whether its page was kept, and what it shows otherwise."""

    matter: str
    has_page: bool
    changes: tuple[str, ...] = ()


class RunInfo(Model):
    """The run a ledger came from. `selection` is in words what was chosen, empty for a whole run.

    `calendar` names the 工作日历 that limits were counted with, and what it covers. `left_open` are the test
    applications that are neither finished nor withdrawn. `seal_number` (封存号) is that of the record which closes it.
    `reread` are the guides that were read again, where that was wanted. `deviations` say what of checks and
    rules is not as released. `kept` says what is judged by the evidence of an earlier run, `earlier` what the report
    before this one had found.
    """

    portal: str
    started: AwareDatetime
    finished: AwareDatetime
    version: str
    calendar: str
    replayed: bool = False
    interrupted: bool = False
    selection: str = ""
    left_open: tuple[str, ...] = ()
    seal_number: str = ""
    reread: tuple[RereadGuide, ...] | None = None
    deviations: tuple[str, ...] = ()
    kept: KeptEvidence | None = None
    earlier: EarlierReport | None = None

    @property
    def notices(self) -> tuple[str, ...]:
        """Return what a reader must know before trusting a page of this run."""
        notices = list(self.deviations)
        if self.interrupted:
            notices.append("本次自查中途中断，未运行的检查均按“未查完”列出，不得视为无问题。")
        if self.selection:
            notices.append(f"本次仅自查部分内容（{self.selection}），其余未运行，不得视为无问题。")
        if self.kept is not None:
            notices.append(self.kept.notice)
        if self.replayed:
            notices.append("本次依据已留存的证据重新判定，未访问平台。")
        if self.reread is not None:
            notices.append(reread_in_words(self.reread))
        if self.left_open:
            notices.append(f"以下测试件尚未办结，也没有撤回，请到“我的办件”人工处理：{'；'.join(self.left_open)}。")
        return tuple(notices)


class Ledger(Model):
    """The ledger of one department. Row n is numbered n, from 1; `uncovered` are its matters without a row."""

    department: Department
    rows: tuple[Row, ...]
    uncovered: tuple[Matter, ...]
    run: RunInfo

    @property
    def is_demo(self) -> bool:
        """Whether any finding is of the embedded portal: then the ledger must never be handed in."""
        return any(row.is_demo for row in self.rows)

    @property
    def notices(self) -> tuple[str, ...]:
        demo = (ledger_form().demo_notice,) if self.is_demo else ()
        return (*demo, *self.run.notices, *self.reread_changes)

    @property
    def reread_changes(self) -> tuple[str, ...]:
        """Return what the guides of this department, read again, show otherwise than was recorded."""
        names = {row.matter.code: row.matter.name for row in self.rows}
        changed = (guide for guide in self.run.reread or () if guide.changes and guide.matter in names)
        return tuple(f"{names[guide.matter]}：{_some_of(guide.changes)}。" for guide in changed)

    @property
    def trend(self) -> Trend | None:
        """Return how it stands against the report before, None where there was none."""
        return trend(self.rows, self.uncovered, self.run.earlier) if self.run.earlier is not None else None

    @property
    def slug(self) -> str:
        """Return an ASCII name that stays the same from run to run."""
        name = f"{self.department.region}/{self.department.full_name}"
        return f"{self.department.region_code}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"

    @property
    def workbook_name(self) -> str:
        """Return the file name of its workbook: the department's full name as every file system takes it."""
        department = self.department
        name = department.full_name
        if not department.region_code.endswith("00") and not name.startswith(department.region):
            name = department.region + name
        safe = safe_name(name)
        if safe != name:
            safe = f"{safe}-{self.slug}"
        return f"{DEMO_PREFIX if self.is_demo else ''}{safe}.xlsx"


def ledgers(
    matters: Iterable[Matter], findings: Iterable[Finding], run: RunInfo, checks: Sequence[Check] | None = None
) -> tuple[Ledger, ...]:
    """Return one ledger for each department, also for one that nothing covers, in the order of the inventory."""
    matters, findings = tuple(matters), tuple(findings)
    department_of = {matter.code: _key(matter.department) for matter in matters}
    departments = {_key(matter.department): matter.department for matter in reversed(matters)}
    rows_of: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows(matters, findings, checks):
        rows_of[department_of[row.matter.code]].append(row)
    uncovered_of: dict[tuple[str, str], list[Matter]] = defaultdict(list)
    for matter in uncovered(matters, findings):
        uncovered_of[department_of[matter.code]].append(matter)
    return tuple(
        Ledger(department=departments[key], rows=tuple(rows_of[key]), uncovered=tuple(uncovered_of[key]), run=run)
        for key in dict.fromkeys(department_of.values())
    )


def reread_in_words(guides: Sequence[RereadGuide]) -> str:
    """Return how many guides were read again, how many of them show something else, and how many cannot be."""
    reread = [guide for guide in guides if guide.has_page]
    changed = sum(bool(guide.changes) for guide in reread)
    words = f"本次用现在的识别程序重新识别了{len(reread)}个事项留存的办事指南页面，{changed}个的识别结果与当时不同"
    without = len(guides) - len(reread)
    rest = f"；{without}个没有留存可用的页面，不能重新识别，仍按当时的识别结果判定" if without else ""
    return f"{words}{rest}。其他页面按当时的识别结果判定。"


def _some_of(changes: Sequence[str]) -> str:
    more = f"等{len(changes)}处" if len(changes) > _MOST_CHANGES else ""
    return "；".join(changes[:_MOST_CHANGES]) + more


def safe_name(name: str) -> str:
    """Return the name as every file system takes it."""
    return re.sub(r'[\x00-\x1f<>:"/\\|?*.\s]+', "_", name)[:60]


def _key(department: Department) -> tuple[str, str]:
    return department.region, department.full_name
