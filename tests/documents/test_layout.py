"""Text that stands on a page becomes rows of cells: by its place, and by the lines drawn around it."""

from __future__ import annotations

import pytest

from zicha.documents.layout import Piece, rows_by_position, words_of
from zicha.documents.ruled import Rule, Rules, ruled_rows


def placed(*lines: list[tuple[float, str]]) -> list[Piece]:
    """Pieces of ten points a character, each line twenty below the one before."""
    return [
        Piece(left, left + 10 * len(text), 20 * number, 20 * number + 10, text)
        for number, line in enumerate(lines)
        for left, text in line
    ]


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        (
            [(0, "本人"), (30, "周海涛"), (100, "，身份证号"), (200, "，现住龙亭区")],
            ["本人  周海涛        ，身份证号          ，现住龙亭区"],
        ),
        ([(0, "第一条"), (40, "甲方"), (70, "的房屋，面积"), (140, "464")], ["第一条  甲方  的房屋，面积  464"]),
        ([(0, "租金（大写"), (100, "），按年支付")], ["租金（大写          ），按年支付"]),
        (
            [(0, "签字："), (40, "（例："), (80, "2024年"), (140, "1"), (160, "日）"), (210, "电话")],
            ["签字：", "（例：2024年1日）", "电话"],
        ),
        ([(0, "检查内容，逐项填写"), (110, "是"), (140, "否")], ["检查内容，逐项填写", "是", "否"]),
        ([(0, "姓名"), (30, "周海涛"), (100, "电话")], ["姓名", "周海涛", "电话"]),
    ],
)
def test_a_sentence_around_gaps_is_one_text(line: list[tuple[float, str]], cells: list[str]) -> None:
    assert [row.texts for row in rows_by_position(words_of(placed(line)))] == [cells]


HEAD = [(0.0, "姓名"), (100.0, "联系电话"), (200.0, "住址")]


@pytest.mark.parametrize(
    ("below", "cells"),
    [
        ([(0, "周海涛"), (200, "开封")], ["周海涛", "", "开封"]),
        ([(100, "138")], ["", "138", ""]),
        ([(115, "1"), (205, "开")], ["", "1", "开"]),
        ([(0, "周海涛"), (100, "138")], ["周海涛", "138", ""]),
        # a line of text, a label and its value, what reaches over two columns
        ([(0, "特此证明")], ["特此证明"]),
        ([(0, "性别"), (120, "男")], ["性别", "男"]),
        ([(30, "一二三四五六七八九十一二三四五六")], ["一二三四五六七八九十一二三四五六"]),
        ([(0, "甲"), (10, "乙")], ["甲", "乙"]),
    ],
)
def test_an_empty_cell_stands_where_a_column_has_nothing(below: list[tuple[float, str]], cells: list[str]) -> None:
    rows = rows_by_position(placed(HEAD, below))
    assert [row.texts for row in rows] == [["姓名", "联系电话", "住址"], cells]


def grid(across: list[float], down: list[float]) -> Rules:
    """Lines from the first to the last of the others, each as wide as a border."""
    return Rules(
        [Rule(at + side, across[0], across[-1]) for at in down for side in (0, 0.5)],
        [Rule(at + side, down[0], down[-1]) for at in across for side in (0, 0.5)],
    )


def test_what_stands_between_four_lines_is_one_cell() -> None:
    pieces = placed([(20, "申请表")], [(10, "姓名"), (210, "电话")], [(10, "身份证"), (110, "4102")], [(10, "号码")])
    rules = grid([15, 35, 75], [0, 100, 200, 300])
    assert [row.texts for row in ruled_rows(pieces, rules)] == [
        ["申请表"],
        ["姓名", "", "电话"],
        ["身份证号码", "4102", ""],
    ]


def test_a_cell_that_reaches_over_rows_stands_in_its_first() -> None:
    pieces = placed([(10, "基本信息")], [(110, "姓名")], [(110, "电话"), (210, "138")])
    rules = Rules(
        [Rule(at, -5, 75) for at in (0, 100, 200, 300)],
        [Rule(-5, 0, 300), Rule(35, 100, 300), Rule(75, 0, 300)],
    )
    rows = [row.texts for row in ruled_rows(pieces, rules)]
    assert rows == [["基本信息", "姓名", ""], ["", "电话", "138"]]


def test_a_frame_around_a_page_is_no_cell() -> None:
    pieces = placed([(10, "姓名"), (110, "周海涛")], [(10, "特此证明")])
    rows = [row.texts for row in ruled_rows(pieces, grid([-5, 75], [0, 300]))]
    assert rows == [["姓名", "周海涛"], ["特此证明"]]


def test_letters_that_follow_each_other_are_a_word() -> None:
    letters = [
        *(Piece(10 * at, 10 * at + 9, 0, 10, letter) for at, letter in enumerate("申请")),
        Piece(20, 29, 4, 5, "一"),
        Piece(30, 33, 8, 10, "，"),
        Piece(48, 57, 0, 10, "甲"),
        Piece(0, 9, 20, 30, "乙"),
    ]
    assert [word.text for word in words_of(letters)] == ["申请一，", "甲", "乙"]
