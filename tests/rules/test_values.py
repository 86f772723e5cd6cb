"""What words of a guide mean, read one at a time."""

from __future__ import annotations

import pytest

from zicha.rules.values import Counts, plain, read_counts, read_exempt, without_number


@pytest.mark.parametrize(
    "text",
    [
        "是",
        "√",
        "免提交",
        "该材料免提交",
        "通过数据共享减免，无需提供",
        "已关联电子证照",
        "是否免提交：是",
        "系统自动获取，如数据不全则需申请者提交",
    ],
)
def test_an_exempt_material(text: str) -> None:
    assert read_exempt(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "否",
        "需提交",
        "该材料不能免提交",
        "非免提交",
        "目前未实现数据共享",
        "本材料不支持数据共享",
        "电子证照：否",
        "数据共享（否）",
        "是否免提交：否",
        "电子证照未归集，需提交纸质件",
    ],
)
def test_a_material_that_is_not_exempt(text: str) -> None:
    assert not read_exempt(text)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("原件：1 复印件：0", Counts(1, 0, 1)),
        ("复印件2份（加盖公章）；原件：1", Counts(1, 2, 3)),
        ("1/2", Counts(1, 2, 3)),
        ("２份", Counts(None, None, 2)),
        ("原件或复印件1份", Counts(None, None, 1)),
        ("复印件或者原件：2", Counts(None, None, 2)),
        ("--", Counts(None, None, 0)),
        ("若干", None),
    ],
)
def test_counts(text: str, counts: Counts | None) -> None:
    assert read_counts(text) == counts


@pytest.mark.parametrize(
    "text",
    [
        "受理",
        "1.受理",
        "01 受理",
        "①受理",
        "（一）受理",
        "(1)受理",
        "一、受理",
        "第一步：受理",
        "步骤二：受理",
        "1．受理",
    ],
)
def test_a_name_without_its_number(text: str) -> None:
    assert without_number(text) == "受理"


@pytest.mark.parametrize("text", ["2寸照片", "2 寸照片", "1.5米线图", "三年财务报表", "2024 年度审计报告", "1"])
def test_a_number_that_belongs_to_the_name(text: str) -> None:
    assert without_number(text) == text


@pytest.mark.parametrize(
    ("one", "other"), [("每件1.5元", "每件15元"), ("9:00", "900"), ("1-2次", "12次"), ("第1、3条", "第13条")]
)
def test_numbers_keep_what_divides_them(one: str, other: str) -> None:
    assert plain(one) != plain(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("1,000元", "1000元"), ("9：00—17：00", "9:00-17:00"), ("《甲》、“乙”。", "甲乙"), ("1. 甲；", "1甲")],
)
def test_other_punctuation_is_nothing(one: str, other: str) -> None:
    assert plain(one) == plain(other)
