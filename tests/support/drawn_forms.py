"""Forms drawn by chance: of every type and layout, in every state, each choice on its own."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import NamedTuple

import docx
import xlsxwriter

from zicha_demo.plain_files import ofd, rtf

Rows = list[list[str]]


class State(StrEnum):
    """How far a form is filled in, and by what."""

    BLANK = "空白"
    UNITS = "印有单位"
    VARIABLES = "模板变量"
    NUMBERED = "编号"
    ONE = "只填一处"
    PLACEHOLDERS = "某某"
    FILLED = "已填写"


EMPTY = (State.BLANK, State.UNITS, State.VARIABLES, State.NUMBERED)
"""In these nobody has written anything."""


class Item(NamedTuple):
    """A label, what its unit is, and what answers it."""

    label: str
    unit: str
    value: str
    placeholder: str


ITEMS = (
    Item("姓名", "", "周海涛", "张三"),
    Item("法定代表人", "", "李卫东", "李某某"),
    Item("联系电话", "", "13803781234", "138××××1234"),
    Item("身份证号", "", "410202199001011234", "4102021990XXXXXXXX"),
    Item("单位名称", "", "开封宏达商贸有限公司", "某某有限公司"),
    Item("注册地址", "", "开封市龙亭区西大街26号", "××市××区××路"),
    Item("占地面积", "公顷", "12", "××"),
    Item("从业人数", "名", "35", "××"),
    Item("注册资本", "万元", "500", "×××"),
    Item("申请日期", "", "2026年3月1日", "××××年××月××日"),
    Item("政治面貌", "", "群众", "×××"),
    Item("所学专业", "", "会计", "×××专业"),
    Item("设计规模", "吨", "1200吨", "×××"),
    Item("绰号", "", "老周", "×××"),
    Item("饲养品种", "", "白羽鸡", "某某品种"),
    Item("健康状况", "", "良好", "×××"),
)
SURE = 10
"""So many of them are answered by what nobody prints."""
VARIABLES = ("${{a{}}}", "{{{{a{}}}}}", "#{{a{}}}", "<%=a{}%>", "${{a{}!''}}")


def _answer(item: Item, state: State, number: int, random: Random) -> str:
    match state:
        case State.FILLED:
            return item.value
        case State.PLACEHOLDERS:
            return item.placeholder
        case State.UNITS:
            return " " * random.choice((0, 8)) + item.unit
        case State.VARIABLES:
            return random.choice(VARIABLES).format(number)
        case State.NUMBERED:
            return random.choice(("", "1.", "1、"))
        case State.ONE:
            return item.value if number == 0 else ""
    return ""


# ── how its places are laid out ──────────────────────────────────────────────────────────────────────────────────


def pairs(items: Sequence[Item], answers: Sequence[str]) -> Rows:
    """Label, value, label, value in one row."""
    cells = [cell for item, answer in zip(items, answers, strict=True) for cell in (item.label, answer)]
    return [cells[at : at + 4] for at in range(0, len(cells), 4)]


def lines(items: Sequence[Item], answers: Sequence[str]) -> Rows:
    """A label and its value in each row."""
    return [[item.label, answer] for item, answer in zip(items, answers, strict=True)]


def grouped(items: Sequence[Item], answers: Sequence[str]) -> Rows:
    """Labels under one head that stands at the left."""
    rows = lines(items, answers)
    return [["基本信息" if number == 0 else "", *row] for number, row in enumerate(rows)]


def roster(items: Sequence[Item], answers: Sequence[str]) -> Rows:
    """A list's head over its rows."""
    return [[item.label for item in items], list(answers), [""] * len(items), [""] * len(items)]


def numbered_roster(items: Sequence[Item], answers: Sequence[str]) -> Rows:
    """A list whose rows are numbered."""
    head, *rows = roster(items, answers)
    return [["序号", *head], *([str(number), *row] for number, row in enumerate(rows, 1))]


def colons(items: Sequence[Item], answers: Sequence[str]) -> Rows:
    """Label and colon in paragraphs."""
    return [[f"{item.label}：{answer}"] for item, answer in zip(items, answers, strict=True)]


def sentence(items: Sequence[Item], answers: Sequence[str]) -> Rows:
    """Gaps in a sentence, with printed text behind them."""
    gaps = (f"{item.label}：{answer or ' ' * 12}" for item, answer in zip(items, answers, strict=True))
    return [["兹有" + "，".join(gaps) + "。经核实，情况属实。"], ["特此证明。"]]


def underlines(items: Sequence[Item], answers: Sequence[str]) -> Rows:
    """Lines to write on."""
    return [[f"{item.label}：____{answer}____"] for item, answer in zip(items, answers, strict=True)]


LAYOUTS = (pairs, lines, grouped, roster, numbered_roster, colons, sentence, underlines)
IN_ROWS = (pairs, lines, grouped, colons, sentence, underlines)


# ── what it is written in ────────────────────────────────────────────────────────────────────────────────────────


def word(title: str, rows: Rows) -> bytes:
    """A docx; rows of one length are one table."""
    document = docx.Document()
    document.add_paragraph(title)
    table = None
    for row in rows:
        if len(row) == 1:
            document.add_paragraph(row[0])
            table = None
            continue
        if table is None or len(table.columns) != len(row):
            table = document.add_table(0, len(row))
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def workbook(title: str, rows: Rows) -> bytes:
    """An xlsx; its title covers all columns."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("申请表")
        border = book.add_format({"border": 1})
        sheet.merge_range(0, 0, 0, max(2, *map(len, rows)), title)
        for number, row in enumerate(rows, 1):
            for column, text in enumerate(row):
                sheet.write(number, column, text, border)
    return stream.getvalue()


def rich_text(title: str, rows: Rows) -> bytes:
    """An rtf."""
    return rtf([[title], *rows])


def fixed_page(title: str, rows: Rows) -> bytes:
    """An ofd."""
    return ofd([[title], *rows])


TYPES: dict[str, Callable[[str, Rows], bytes]] = {
    "docx": word,
    "xlsx": workbook,
    "rtf": rich_text,
    "ofd": fixed_page,
}


@dataclass(frozen=True, slots=True)
class DrawnForm:
    """A form: what was drawn for it, and its content. `counterpart` is the same form without any values."""

    kind: str
    layout: str
    state: State
    content: bytes
    counterpart: bytes


def draw(seed: int) -> DrawnForm:
    """Return the form of a seed."""
    random = Random(seed)
    kind, state = random.choice(list(TYPES)), random.choice(list(State))
    layout = random.choice(LAYOUTS)
    most = 5 if layout in (roster, numbered_roster) else 9
    sure = random.sample(ITEMS[:SURE], random.randint(3, most - 1))
    items = [*sure, *random.sample(ITEMS[SURE:], random.randint(1, max(1, most - len(sure))))]
    if state is State.ONE:
        layout, items = random.choice(IN_ROWS), [*random.sample(ITEMS[:SURE], 7), *ITEMS[SURE:-2]]
    else:
        random.shuffle(items)
    answers = [_answer(item, state, number, random) for number, item in enumerate(items)]
    nothing = [_answer(item, State.BLANK, number, random) for number, item in enumerate(items)]
    write, title = TYPES[kind], "取水许可申请表"
    return DrawnForm(
        kind, layout.__name__, state, write(title, layout(items, answers)), write(title, layout(items, nothing))
    )
