"""The detection matrix as a page for readers: docs/. It tells nothing that changes by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.matrix.matrix_cases import Case, Kind
from zicha.catalogue.form import ledger_form
from zicha.ledger.rows import Row
from zicha.model.finding import Verdict
from zicha_demo.defects import Doubt, Fault, Twin

PAGE = Path(__file__).parent.parent.parent / "docs" / "detection-matrix.zh-CN.md"
_TOLD = {(True, True): "●", (True, False): "○", (False, True): "✕", (False, False): ""}
"""(should be ticked, is ticked) → sign."""

_OPENING = """\
# 检出矩阵

由 `make matrix` 生成，请勿手改。每个用例在内置演示门户上有一个专门的事项，由本工具用真实浏览器完整自查一遍。
各事项的办事指南外观各不相同（表格、卡片、标签页、锚点、哈希路由……），按用例名称从外观的各种选择中抽定，重做时不变。

- **变体**：真实门户上见过的一种缺陷，应当只勾选它所属的选项（个别缺陷确实同时造成两种问题的，一并列出），
  自查方式所及的其余检查都要查成；
- **孪生**：看着像某个变体、其实正确的情形，什么都不应勾选，该选项的检查都应为“未发现问题”
  （本来就不适用、未到期的，逐个写明）；
- **提问**：机器不能下结论的情形，什么都不应勾选，只应在该选项向人提出一个问题；
- **故障**：限流、断线、维护等不属于任何部门的情形，什么都不应勾选，受影响选项的检查都应为“未能核查”，
  其余检查都应与健康的事项相同。
"""


def page(cases: Sequence[Case], rows: Mapping[str, Row]) -> str:
    """The whole page."""
    return "\n".join(
        [_OPENING, *_totals(cases, rows), *_by_box(cases, rows), *_variants(cases, rows), *_rest(cases, rows)]
    )


def _totals(cases: Sequence[Case], rows: Mapping[str, Row]) -> Iterator[str]:
    counts = "、".join(f"{kind} {sum(case.kind is kind for case in cases)} 个" for kind in Kind)
    expected = [(case.code, box) for case in cases for box in case.ticks]
    ticked = [(case.code, box) for case in cases for box in rows[case.code].boxes]
    right = len(set(expected) & set(ticked))
    yield f"用例共 {len(cases)} 个：{counts}。"
    recall, precision = _share(right, len(expected)), _share(right, len(ticked))
    yield f"应勾选 {len(expected)} 处，实际勾选 {len(ticked)} 处，其中正确 {right} 处。"
    yield f"**召回率 {recall}，精确率 {precision}。**\n"


def _by_box(cases: Sequence[Case], rows: Mapping[str, Row]) -> Iterator[str]:
    yield "## 各选项\n"
    yield "| 选项 | 内容 | 变体 | 孪生 | 应勾选 | 正确勾选 | 误勾选 | 召回率 | 精确率 |"
    yield "|---|---|--:|--:|--:|--:|--:|--:|--:|"
    for box in ledger_form().boxes:
        variants, twins = (
            sum(case.kind is kind and case.box == box.code for case in cases) for kind in (Kind.VARIANT, Kind.TWIN)
        )
        expected = {case.code for case in cases if box.code in case.ticks}
        ticked = {case.code for case in cases if box.code in rows[case.code].boxes}
        right = len(expected & ticked)
        numbers = (variants, twins, len(expected), right, len(ticked - expected))
        shares = (_share(right, len(expected)), _share(right, len(ticked)))
        yield f"| {box.code} | {box.wording} | {' | '.join(map(str, numbers))} | {' | '.join(shares)} |"
    yield ""


def _variants(cases: Sequence[Case], rows: Mapping[str, Row]) -> Iterator[str]:
    codes = [box.code for box in ledger_form().boxes]
    yield "## 变体 × 选项\n"
    yield "● 应勾选且已勾选　○ 应勾选而未勾选　✕ 不应勾选而勾选\n"
    yield f"| 用例 | 变体 | {' | '.join(codes)} |"
    yield f"|---|---|{':-:|' * len(codes)}"
    for case in cases:
        if case.kind is Kind.VARIANT:
            signs = (_TOLD[code in case.ticks, code in rows[case.code].boxes] for code in codes)
            yield f"| {case.id} | {case.name}：{case.deviation.note} | {' | '.join(signs)} |"
    yield ""


def _rest(cases: Sequence[Case], rows: Mapping[str, Row]) -> Iterator[str]:
    yield "## 孪生\n"
    yield "| 用例 | 孪生 | 像哪个变体 | 结果 |"
    yield "|---|---|---|---|"
    for case in cases:
        if isinstance(case.deviation, Twin):
            like = "、".join(case.deviation.like)
            yield f"| {case.id} | {case.name}：{case.deviation.note} | {like} | {_result(rows[case.code])} |"
    yield "\n## 提问\n"
    yield "| 用例 | 提问 | 问什么 | 结果 |"
    yield "|---|---|---|---|"
    for case in cases:
        if isinstance(case.deviation, Doubt):
            text = f"{case.name}：{case.deviation.note}"
            yield f"| {case.id} | {text} | {case.deviation.asks} | {_result(rows[case.code])} |"
    yield "\n## 故障\n"
    yield "| 用例 | 故障 | 结果 |"
    yield "|---|---|---|"
    for case in cases:
        if isinstance(case.deviation, Fault):
            yield f"| {case.id} | {case.name}：{case.deviation.note} | {_result(rows[case.code])} |"
    yield ""


def _result(row: Row) -> str:
    """What is not as on a healthy matter."""
    if row.boxes:
        return f"✕ 勾选 {'、'.join(row.boxes)}"
    for verdict in (Verdict.UNCHECKED, Verdict.NEEDS_PERSON):
        boxes = dict.fromkeys(outcome.box for outcome in row.outcomes if outcome.word == verdict)
        if boxes:
            return f"{verdict}：{'、'.join(boxes)}"
    return "未勾选"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "—"
