"""A guide written down in the shapes portals give it, to see whether it is read back as it was."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from zicha.model.facts.guide import Element
from zicha.portal.guide.groups import (
    FEE_ELEMENTS,
    MATERIAL_ELEMENTS,
    PROSE_ELEMENTS,
    QUESTION_ELEMENTS,
    SPECIAL_ELEMENTS,
    STEP_ELEMENTS,
)
from zicha.portal.profile import load_profile, normalise_label

PROFILE = load_profile("demo", "http://127.0.0.1:1")
Values = dict[Element, str]
Pair = tuple[str, str]
Pane = tuple[str, str]


@dataclass(frozen=True)
class WrittenGuide:
    """What a guide says."""

    elements: Values
    materials: list[Values]
    steps: list[Values]
    fees: list[Values]
    questions: list[Values]


_LABELS = {normalise_label(label) for labels in PROFILE.labels.values() for label in labels}
_SECTIONS = {normalise_label(word) for words in PROFILE.sections.values() for word in words}


def _is_a_value(text: str) -> bool:
    """Whether nobody could take the text for a label, or its beginning for the label's colon."""
    return (
        text.strip()[:1] not in ("：", ":")
        and any(char.isalnum() for char in text)
        and not any(normalise_label(part) in _LABELS | _SECTIONS for part in (text, re.split("[：:]", text)[0]))
    )


_ORDINARY = [
    "20个工作日",
    "全市通办",
    "0371-23881001",
    "工作日上午9:00-12:00，下午2:00-5:00",
    "A&B（中国）公司：一楼",
    "原件：1 复印件：0",
]
TEXTS = (
    st.text(
        alphabet=st.sampled_from("取水许可申请表证明材料本人：:，。（）0123456789&;ABx 二十工作日-"),
        min_size=1,
        max_size=40,
    )
    | st.sampled_from(_ORDINARY)
).filter(_is_a_value) | st.just("")
NAMES = st.text(alphabet=st.sampled_from("甲乙丙丁申请书章程方案核查勘验发证"), min_size=2, max_size=12).filter(
    _is_a_value
)

_GROUPED = MATERIAL_ELEMENTS | STEP_ELEMENTS | SPECIAL_ELEMENTS | FEE_ELEMENTS | QUESTION_ELEMENTS
PLAIN = [element for element in Element if element not in _GROUPED]


NAMING = frozenset({Element.MATERIAL_NAME, Element.STEP_NAME, Element.FEE_NAME, Element.QUESTION})


def _rows(name: Element, others: frozenset[Element], min_others: int) -> st.SearchStrategy[list[Values]]:
    """Groups that all show the same elements, the first one their name."""

    def of(columns: list[Element]) -> st.SearchStrategy[list[Values]]:
        row = st.fixed_dictionaries({name: NAMES, **dict.fromkeys(columns, TEXTS)})
        return st.lists(row, min_size=1, max_size=3).map(
            lambda rows: [{key: row[key] for key in rows[0]} for row in rows]
        )

    columns = st.lists(st.sampled_from(sorted(others - {name})), unique=True, min_size=min_others, max_size=4)
    return st.just([]) | columns.flatmap(of)


GUIDES = st.builds(
    WrittenGuide,
    elements=st.dictionaries(st.sampled_from(PLAIN), TEXTS, max_size=6),
    materials=_rows(Element.MATERIAL_NAME, MATERIAL_ELEMENTS, 1),
    steps=_rows(Element.STEP_NAME, STEP_ELEMENTS, 1),
    fees=_rows(Element.FEE_NAME, FEE_ELEMENTS, 1),
    questions=_rows(Element.QUESTION, QUESTION_ELEMENTS, 1),
)


FLOWS = {"flow": ("<ol><li><strong>{}</strong>\n<div>", "</div></li></ol>"), "headings": ("<h4>{}</h4><div>", "</div>")}


class Writer:
    """Writes texts as portals do: labels by their synonyms, with colons and units; text with debris in it."""

    def __init__(self, data: st.DataObject, dirty: bool) -> None:
        self._data = data
        self._dirty = dirty

    def choose(self, *choices: str) -> str:
        return self._data.draw(st.sampled_from(choices))

    def label(self, element: Element) -> str:
        known = [label for label in PROFILE.labels[element] if normalise_label(label) not in _SECTIONS]
        label = self.choose(*known)
        return label + self.choose("", "", "（工作日）", "(个)") + self.choose("", "：", ":", " ：")

    def heading(self, section: str) -> str:
        return self.choose(*PROFILE.sections[section])

    def text(self, text: str) -> str:
        escaped = html.escape(text)
        if not self._dirty:
            return escaped
        escaped = self.choose(escaped, html.escape(escaped))
        place = self._data.draw(st.integers(0, len(text)))
        if 0 < place < len(text):
            debris = self.choose("", "\u200b", "\u00ad", "\u2060", "\u200e", "<span></span>", "<!-- x -->")
            return html.escape(text[:place]) + debris + html.escape(text[place:])
        if place in (0, len(text)):
            debris = self.choose(
                "\t", "\n  ", "&lt;br&gt;", "&amp;nbsp;", "\u200b", "\x0b", "<br>", "<span></span>", "<!-- x -->"
            )
            return debris + escaped if place == 0 else escaped + debris
        return escaped

    def pairs(self, values: Values) -> str:
        """Labels with their values, all in one shape."""
        shape = self._data.draw(st.sampled_from(SHAPES))
        return shape([(self.label(element), self.text(value)) for element, value in values.items()])

    def rows(self, groups: Sequence[Values]) -> str:
        """Groups as a table with a header row, or one after the other."""
        name = next(element for element in groups[0] if element in NAMING)
        shape = self.choose("table", "list", "flow", "headings")
        if name is Element.STEP_NAME and shape in ("flow", "headings"):
            return "".join(self._step(dict(group), *FLOWS[shape]) for group in groups)
        if shape == "list":
            named = ({name: group[name]} | group for group in groups)
            return "".join(f'<div class="card">{self.pairs(group)}</div>' for group in named)
        header = [self.label(element) for element in groups[0]]
        rows = [[self.text(value) for value in group.values()] for group in groups]
        foreign = self.choose("", "序号", "操作", "审查标准", "办理结果", "法律依据", "办件类型")
        if foreign:
            place = self._data.draw(st.integers(0, len(header)))
            header = [*header[:place], foreign, *header[place:]]
            rows = [[*row[:place], f"甲{number}", *row[place:]] for number, row in enumerate(rows)]
        form = {
            "plain": table,
            "spanned": spanned_table,
            "titled": titled_table,
            "divs": div_grid,
            "lists": list_grid,
            "spans": span_grid,
        }
        return form[self.choose(*form)](header, rows)

    def _step(self, values: Values, opening: str, closing: str) -> str:
        name = values.pop(Element.STEP_NAME)
        return opening.format(self.text(name)) + self.pairs(values) + closing

    def panes(self, guide: WrittenGuide) -> list[Pane]:
        """The whole guide: on one page under headings, or a tab for each part."""
        parts = [
            (self.heading(section), self.rows(groups))
            for section, groups in (
                ("申请材料", guide.materials),
                ("办理流程", guide.steps),
                ("收费项目", guide.fees),
                ("常见问题", guide.questions),
            )
            if groups
        ]
        first = ("基本信息", self.pairs(guide.elements))
        mode = self.choose("page", "tabs", "hidden tabs", "repeated parts")
        if mode == "tabs":
            return [first, *parts]
        if mode == "hidden tabs":
            hidden = "".join(
                f'<div role="tabpanel" aria-hidden="true" style="display: none;">{content}</div>'
                for _, content in parts
            )
            return [("", f'<main><div role="tabpanel">{first[1]}</div>{hidden}</main>'), *parts]
        if mode == "repeated parts":
            whole = "".join(f"<h2>{heading}</h2><div>{content}</div>" for heading, content in (first, *parts))
            return [("", whole), *parts]
        page = "".join(
            f'<section><h2>{heading}<button type="button">展开</button></h2><div>{content}</div></section>'
            for heading, content in (first, *parts)
        )
        return [
            (
                "",
                f"<html><head><title>办事指南</title></head><body><script>'承诺时限：1日'</script>{page}</body></html>",
            )
        ]


def wide_table(pairs: Sequence[Pair]) -> str:
    rows = (pairs[i : i + 2] for i in range(0, len(pairs), 2))
    cells = ("".join(f"<th>{label}</th><td>{value}</td>" for label, value in row) for row in rows)
    return "<table><tbody>" + "".join(f"<tr>{row}</tr>\n" for row in cells) + "</tbody></table>"


def bare_table(pairs: Sequence[Pair]) -> str:
    return (
        "<table>"
        + "".join(f"<tr><td> {label} </td><td><p>{value}</p></td></tr>" for label, value in pairs)
        + "</table>"
    )


def definitions(pairs: Sequence[Pair]) -> str:
    return "<dl>" + "".join(f"<dt>{label}</dt>\n<dd>{value}</dd>" for label, value in pairs) + "</dl>"


def wrapped_definitions(pairs: Sequence[Pair]) -> str:
    return (
        "<dl>" + "".join(f"<div><dt>{label}</dt><dd><div>{value}</div></dd></div>" for label, value in pairs) + "</dl>"
    )


def headings(pairs: Sequence[Pair]) -> str:
    return "".join(f"<h3>{label}</h3><p>{value}</p>" for label, value in pairs)


def label_divs(pairs: Sequence[Pair]) -> str:
    return "".join(
        f'<div class="item"><div class="label">{label}</div><div class="value">{value}</div></div>'
        for label, value in pairs
    )


def wrapped_label_divs(pairs: Sequence[Pair]) -> str:
    return "".join(f"<div><div><span>{label}</span></div><!-- --><div>{value}</div></div>" for label, value in pairs)


def spans(pairs: Sequence[Pair]) -> str:
    return (
        "<ul>" + "".join(f"<li><label>{label}</label>\n<span>{value}</span></li>" for label, value in pairs) + "</ul>"
    )


def in_one(pairs: Sequence[Pair]) -> str:
    return "".join(f"<p>{label.rstrip('：: ')}：{value}</p>" for label, value in pairs)


def in_one_cell(pairs: Sequence[Pair]) -> str:
    cells = "".join(f"<tr><td><b>{label.rstrip('：: ')}：</b>{value}</td></tr>" for label, value in pairs)
    return f"<table>{cells}</table>"


def with_icons(pairs: Sequence[Pair]) -> str:
    return "".join(
        f'<p class="item"><span>{label}</span><i class="el-icon-question"></i><svg></svg><span>{value}</span></p>'
        for label, value in pairs
    )


def with_marks(pairs: Sequence[Pair]) -> str:
    return "".join(
        f'<div><img src="i.png"><span>{label}</span><sup>*</sup><span>：</span><em></em><div>{value}</div></div>'
        for label, value in pairs
    )


def one_block(pairs: Sequence[Pair]) -> str:
    """All in one block, a line each."""
    return "<div>" + "<br>".join(f"{label.rstrip('：: ')}：{value}" for label, value in pairs) + "</div>"


def one_block_in_bold(pairs: Sequence[Pair]) -> str:
    lines = (f"<b>{label.rstrip('：: ')}：</b><span>{value}</span><br>" for label, value in pairs)
    return "<p>" + "".join(lines) + "</p>"


def sibling_spans(pairs: Sequence[Pair]) -> str:
    of_prose = {normalise_label(label) for element in PROSE_ELEMENTS for label in PROFILE.labels[element]}
    as_a_menu = any(normalise_label(label) in of_prose for label, _ in pairs)
    colon = "：" if as_a_menu or (pairs and pairs[0][0].endswith(("：", ":"))) else ""
    spans = (f"<span>{label.rstrip('：: ')}{colon}</span><span>{value}</span>" for label, value in pairs)
    return "<div>" + "".join(spans) + "</div>"


def numbered(pairs: Sequence[Pair]) -> str:
    return "".join(
        f"<p><strong>{n}、{label.rstrip('：: ')}：</strong>{value}</p>" for n, (label, value) in enumerate(pairs, 1)
    )


def headings_in_cells(pairs: Sequence[Pair]) -> str:
    cells = "".join(f"<td><h4>{label}</h4></td><td>{value}</td>" for label, value in pairs)
    return f"<table><tr>{cells}</tr></table>"


SHAPES = [
    one_block,
    one_block_in_bold,
    sibling_spans,
    numbered,
    headings_in_cells,
    wide_table,
    bare_table,
    definitions,
    wrapped_definitions,
    headings,
    label_divs,
    wrapped_label_divs,
    spans,
    in_one,
    in_one_cell,
    with_icons,
    with_marks,
]


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Groups as a table: a header row and a row each."""
    head = "".join(f"<th>{cell}</th>" for cell in header)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in rows)
    return f"<div><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"


def spanned_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The same with a column that spans all rows and a header of two rows."""
    upper = "".join(f'<th rowspan="2">{cell}</th>' for cell in header[:-1])
    first = f'<td rowspan="{len(rows)}">一</td>'
    lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    body = "".join(f"<tr>{first if number == 0 else ''}{line}</tr>" for number, line in enumerate(lines))
    head = f'<tr><th rowspan="2">类别</th>{upper}<th>其余</th></tr><tr><th>{header[-1]}</th></tr>'
    return f"<table>{head}{body}</table>"


def titled_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The same with a title in its first row."""
    title = f'<tr><td colspan="{len(header)}">一览表</td></tr>'
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in (header, *rows))
    return f"<table><tbody>{title}{lines}</tbody></table>"


def div_grid(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The same without a table: a head, and beneath it a block of rows."""
    head, *body = (_grid_row("div", "div", row) for row in (header, *rows))
    return f"<div><div>{head}</div><div>{''.join(body)}</div></div>"


def list_grid(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The same as one list a row."""
    return "<div>" + "".join(_grid_row("ul", "li", row) for row in (header, *rows)) + "</div>"


def span_grid(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The same as a list of spans."""
    return "<ul>" + "".join(_grid_row("li", "span", row) for row in (header, *rows)) + "</ul>"


def _grid_row(row: str, cell: str, texts: Sequence[str]) -> str:
    return f"<{row}>" + "".join(f"<{cell}>{text}</{cell}>" for text in texts) + f"</{row}>"
