"""docs/coverage.md: which checks and questions answer each demand of the notice, by the catalogues."""

from __future__ import annotations

from collections.abc import Iterator

from zicha.catalogue.checks import catalogue
from zicha.catalogue.form import ledger_form
from zicha.catalogue.questions import wordings
from zicha.catalogue.requirements import By, Requirement, requirements

_HEAD = """\
# 通知要求与检查对照表

《{document}》“自查的重点”“自查的方式方法”逐句对应本工具的检查、问人的问题，或者落实的地方。
本表由 `zicha coverage` 从 `plugin/zicha/catalogue` 中的
`checks.yaml`、`questions.yaml`、`requirements.yaml` 生成，不要手工修改。

共 {total} 条：由检查回答 {answered} 条，属于工作方式 {ways} 条，缺口 {gaps} 条。
"""


def gaps() -> tuple[str, ...]:
    """Return the ids of the demands that no check answers."""
    return tuple(one.id for one in requirements() if one.by is not By.WAY and not _checks(one))


def coverage() -> str:
    """Return the document."""
    return "".join(f"{line}\n" for line in _lines())


def _lines() -> Iterator[str]:
    form, every = ledger_form(), requirements()
    ways = [one for one in every if one.by is By.WAY]
    missing = gaps()
    answered = len(every) - len(ways) - len(missing)
    head = _HEAD.format(document=form.document, total=len(every), answered=answered, ways=len(ways), gaps=len(missing))
    yield from head.splitlines()
    yield ""
    yield "## 自查的重点"
    yield ""
    yield "| 编号 | 通知原文 | 由谁判断 | 检查（台账选项） | 机器不能下结论时问人 |"
    yield "|---|---|---|---|---|"
    for one in every:
        if one.by is not By.WAY:
            cells = (_checks(one), _questions(one))
            shown = ("<br>".join(cell) for cell in cells)
            yield f"| {one.id} | {one.quote} | {one.by} | {' | '.join(shown)} |"
    yield ""
    yield "## 自查的方式方法"
    yield ""
    yield "| 编号 | 通知原文 | 落实在 |"
    yield "|---|---|---|"
    for one in ways:
        yield f"| {one.id} | {one.quote} | {one.kept} |"


def _checks(one: Requirement) -> tuple[str, ...]:
    return tuple(f"{check.title}（{check.box}）`{check.name}`" for check in catalogue() if one.id in check.atoms)


def _questions(one: Requirement) -> tuple[str, ...]:
    return tuple(f"{wording.look}（{'、'.join(wording.of)}）" for wording in wordings() if one.id in wording.atoms)
