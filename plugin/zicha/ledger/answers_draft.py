"""The draft of an answers file: the open questions of a department, ready to be filled in beside the inventory.

It is made for 记事本 and WPS: a byte order mark, Windows line ends, and all that a clerk needs in comments.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from zicha.ledger.ledger import DEMO_PREFIX, Ledger, safe_name
from zicha.ledger.open_questions import OpenQuestion, open_questions
from zicha.ledger.printing import local_time
from zicha.ledger.quoting import quoted
from zicha.model.base import BEIJING

FOLDER = "待人工核查"
"""The folder of the report that holds the drafts, laid out as the inventory is."""
GRADING = "表单评定"
"""Part of the name of the drafts for those who grade forms: they are not to see what the machine counted."""

_RATERS = 2


class _Kind(NamedTuple):
    """One kind of draft: what is its own in the file name, the head and the keys of an entry."""

    is_for_grading: bool
    name: str
    title: str
    instructions: tuple[str, ...]
    keys: tuple[str, ...]


_ANSWERS = _Kind(
    is_for_grading=False,
    name="",
    title="人工核查答复",
    instructions=("答　　从“可选答复”中选一个，照抄　　　说明　答“有问题”时必填：页面上是什么，应当是什么",),
    keys=("答", "说明", "谁", "何时"),
)
_GRADES = _Kind(
    is_for_grading=True,
    name=f"{GRADING}-",
    title="申报表单难懂程度评定",
    instructions=(
        "答　　　　从“可选答复”中选一个，照抄　　　评定人部门　照抄该部门清单里的“填报单位”",
        "填写项、原文　评“复杂”“难懂”时必填：哪一个填写项，照抄看不懂的原文",
        "每份表单至少2人评定（“谁”相同的算同一人），其中至少1人来自其他部门；每人用一份文件，各评各的，评定前不要看其他统计",
    ),
    keys=("答", "评定人部门", "填写项", "原文", "说明", "谁", "何时"),
)


def write_drafts(report: Path, ledger: Ledger, evidence_dir: str) -> tuple[Path, ...]:
    """Write the drafts of a department, one for answers and one for grades a rater; none where nothing is open.

    Raters have a draft each, so that none of them sees the grade of another. `evidence_dir` is relative to the report.
    """
    pending = [entry for entry in open_questions(ledger) if entry.is_pending]
    answers = [entry for entry in pending if not entry.question.graded]
    drafts = [(_ANSWERS, _ANSWERS.name, answers)]
    for rater in range(_RATERS):
        missing = [entry for entry in pending if entry.question.graded and rater < _missing_raters(entry)]
        drafts.append((_GRADES, f"{_GRADES.name}{rater + 1}-", missing))
    return tuple(
        _write(report, ledger, entries, kind, answers_name(ledger, name), evidence_dir)
        for kind, name, entries in drafts
        if entries
    )


def _missing_raters(entry: OpenQuestion) -> int:
    return max(1, _RATERS - len(entry.question.answers))


def _write(
    report: Path, ledger: Ledger, entries: Sequence[OpenQuestion], kind: _Kind, name: str, evidence_dir: str
) -> Path:
    department = ledger.department
    path = report / FOLDER / safe_name(department.region) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (line for number, entry in enumerate(entries, 1) for line in _entry(number, entry, kind, evidence_dir))
    text = "\n".join([*_head(ledger, kind), *lines, ""])
    path.write_text(text, encoding="utf-8-sig", newline="\r\n")
    return path


def answers_name(ledger: Ledger, kind: str) -> str:
    """Return what a file with answers to a ledger is called."""
    moment = ledger.run.started.astimezone(BEIJING)
    prefix = DEMO_PREFIX if ledger.is_demo else ""
    return f"{prefix}{safe_name(ledger.department.name)}-{kind}{moment:%Y%m%d-%H%M%S}.answers.yaml"


def _head(ledger: Ledger, kind: _Kind) -> Iterator[str]:
    department = ledger.department
    yield f"# {kind.title}：{department.full_name}"
    yield f"# 来自 {local_time(ledger.run.started)} 的自查，平台：{quoted(ledger.run.portal, 80)}"
    yield "#"
    yield "# 怎么填：以“#”开头的行是说明，不用改。只在下面各项的冒号后面空一格再写："
    yield from (f"#   {instruction}" for instruction in kind.instructions)
    yield "#   谁　　岗位或工号，不要写办事人的姓名、证件号、电话　　　何时　例如 2026-11-24"
    yield "#   没有答的留空即可。填好后运行：zicha take-in 本文件"
    yield "#   或者把本文件复制到事项清单中本部门所在的文件夹，不要改扩展名："
    yield f"#   matters\\{department.region}\\"
    yield f"填报单位: {_scalar(department.full_name)}"
    yield "答复:"


def _entry(number: int, entry: OpenQuestion, kind: _Kind, evidence_dir: str) -> Iterator[str]:
    question, outcome = entry.question, entry.outcome
    identity = f"（{outcome.identity}）" if outcome.identity else ""
    yield ""
    yield f"  # {number}. {quoted(entry.matter)}　{outcome.title}{identity}"
    for label, text in (
        ("问", question.asked),
        ("应为", question.expected),
        ("实为", question.seen),
        ("看什么", question.look),
        ("在哪看", question.place),
        ("位置", question.where),
        ("怎么判断", question.how),
        ("可选答复", "、".join(question.options)),
        ("还没有定论", question.open),
    ):
        if text:
            yield f"  #    {label}：{quoted(text)}"
    for path in entry.finding.evidence:
        yield f"  #    证据：{quoted(f'{evidence_dir}/{path}')}"
    yield f"  - 问题编号: {question.id}"
    yield f"    事项: {_scalar(entry.matter)}"
    yield from (f"    {key}:" for key in kind.keys)
    yield f"    页面版本: {_scalar(question.page)}"


def _scalar(text: str) -> str:
    """Return the text as YAML writes it on one line, with quotes where it needs them."""
    return str(yaml.safe_dump(text, allow_unicode=True, width=10_000)).removesuffix("\n").removesuffix("\n...")
