"""The draft of an answers file: the open questions of a department, ready to be filled in beside the inventory.

It is made for 记事本 and WPS: a byte order mark, Windows line ends, and all that a clerk needs in comments.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from zicha.ledger.asked import OpenQuestion, questions_of
from zicha.ledger.ledger import DEMO_PREFIX, Ledger, safe_name
from zicha.ledger.printing import local_time
from zicha.ledger.quoting import quoted
from zicha.model.base import BEIJING

FOLDER = "待人工核查"
"""The folder of the report that holds the drafts, laid out as the inventory is."""
GRADING = "表单评定"
"""Part of the name of the drafts for those who grade forms: they are not to see what the machine counted."""

_RATERS = 2


def write_drafts(report: Path, ledger: Ledger, evidence_dir: str) -> tuple[Path, ...]:
    """Write the drafts of a department, one for questions and one for grading; none where nothing is open.

    `evidence_dir` is relative to the report.
    """
    open_ = [asked for asked in questions_of(ledger) if asked.holds_up]
    written = []
    for graded in (False, True):
        chosen = [asked for asked in open_ if asked.question.graded is graded]
        if chosen:
            written.append(_write(report, ledger, chosen, graded, evidence_dir))
    return tuple(written)


def _write(report: Path, ledger: Ledger, asked: Sequence[OpenQuestion], graded: bool, evidence_dir: str) -> Path:
    department = ledger.department
    moment = ledger.run.started.astimezone(BEIJING)
    prefix = DEMO_PREFIX if ledger.demo else ""
    kind = f"{GRADING}-" if graded else ""
    name = f"{prefix}{safe_name(department.name)}-{kind}{moment:%Y%m%d-%H%M%S}.answers.yaml"
    path = report / FOLDER / safe_name(department.region) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    entries = (line for number, one in enumerate(asked, 1) for line in _entry(number, one, evidence_dir))
    text = "\n".join([*_head(ledger, graded), *entries, ""])
    path.write_text(text, encoding="utf-8-sig", newline="\r\n")
    return path


def _head(ledger: Ledger, graded: bool) -> Iterator[str]:
    department = ledger.department
    yield f"# {'申报表单难懂程度评定' if graded else '人工核查答复'}：{department.full_name}"
    yield f"# 来自 {local_time(ledger.run.started)} 的自查，平台：{quoted(ledger.run.portal, 80)}"
    yield "#"
    yield "# 怎么填：以“#”开头的行是说明，不用改。只在下面各项的冒号后面空一格再写："
    if graded:
        yield "#   答　　　　从“可选答复”中选一个，照抄　　　评定人部门　照抄该部门清单里的“填报单位”"
        yield "#   填写项、原文　评“复杂”“难懂”时必填：哪一个填写项，照抄看不懂的原文"
        yield "#   每份表单至少2人评定（“谁”相同的算同一人），其中至少1人来自其他部门；各评各的，评定前不要看其他统计"
    else:
        yield "#   答　　从“可选答复”中选一个，照抄　　　说明　答“有问题”时必填：页面上是什么，应当是什么"
    yield "#   谁　　岗位或工号，不要写办事人的姓名、证件号、电话　　　何时　例如 2026-11-24"
    yield "#   没有答的留空即可。填好后把本文件复制到事项清单中本部门所在的文件夹，不要改扩展名："
    yield f"#   matters\\{department.region}\\"
    yield f"填报单位: {_scalar(department.full_name)}"
    yield "答复:"


def _entry(number: int, asked: OpenQuestion, evidence_dir: str) -> Iterator[str]:
    question, outcome = asked.question, asked.outcome
    who = f"（{outcome.identity}）" if outcome.identity else ""
    yield ""
    yield f"  # {number}. {quoted(asked.matter)}　{outcome.title}{who}"
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
    for path in asked.finding.evidence:
        yield f"  #    证据：{quoted(f'{evidence_dir}/{path}')}"
    keys = (
        ("答", "评定人部门", "填写项", "原文", "说明", "谁", "何时")
        if question.graded
        else ("答", "说明", "谁", "何时")
    )
    for _ in range(max(1, _RATERS - len(question.answers)) if question.graded else 1):
        yield f"  - 问题编号: {question.id}"
        yield f"    事项: {_scalar(asked.matter)}"
        yield from (f"    {key}:" for key in keys)
        yield f"    页面版本: {_scalar(question.page)}"


def _scalar(text: str) -> str:
    """The text as YAML writes it on one line, with quotes where it needs them."""
    return str(yaml.safe_dump(text, allow_unicode=True, width=10_000)).removesuffix("\n").removesuffix("\n...")
