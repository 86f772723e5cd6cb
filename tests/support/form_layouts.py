"""How the places of a form are laid out: each layout makes rows of cells out of labels and what answers them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

Rows = list[list[str]]


class Item(NamedTuple):
    """A label, what its unit is, what answers it, and what stands there for anybody."""

    label: str
    unit: str
    value: str
    placeholder: str


Layout = Callable[[Sequence[Item], Sequence[str]], Rows]


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


def over(items: Sequence[Item], answers: Sequence[str]) -> Rows:
    """Labels in a row, and what answers them in the row below."""
    rows: Rows = []
    half = (len(items) + 1) // 2
    for at in range(0, len(items), half):
        rows += [[item.label for item in items[at : at + half]], list(answers[at : at + half])]
    return rows


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


def prose(items: Sequence[Item], answers: Sequence[str]) -> Rows:
    """Lines to write on in a sentence, without a colon."""
    gaps = (f"{item.label}__{answer or '________'}__" for item, answer in zip(items, answers, strict=True))
    return [["申请人" + "，".join(gaps) + "，现申请办理，请予批准。"]]


LAYOUTS: tuple[Layout, ...] = (
    pairs, lines, grouped, roster, numbered_roster, over, colons, sentence, underlines, prose,
)  # fmt: skip
LISTS: tuple[Layout, ...] = (roster, numbered_roster)
