"""What a record refuses is said in Chinese, with its place."""

from __future__ import annotations

from enum import StrEnum

import pytest
from pydantic import Field, ValidationError, field_validator

from zicha.model.base import Model
from zicha.model.refusals import first_refusal


class Colour(StrEnum):
    RED = "红"
    BLUE = "蓝"
    OFF = "off"


class Inner(Model):
    whole: int = 0
    share: float = 0
    flag: bool = False
    text: str = ""
    words: tuple[str, ...] = ()
    lengths: dict[str, int] = Field(default_factory=dict)
    colour: Colour = Colour.RED

    @field_validator("text")
    @classmethod
    def _is_short(cls, text: str) -> str:
        if len(text) > 3:
            raise ValueError("最多三个字")
        return text


class Outer(Model):
    inner: Inner
    name: str = ""


@pytest.mark.parametrize(
    ("written", "place", "reason"),
    [
        ({}, "inner", "缺少这一项"),
        ({"inner": {}, "nmae": "甲"}, "nmae", "没有这一项，请核对名称"),
        ({"inner": "甲"}, "inner", "应当是“名称: 值”的形式"),
        ({"inner": {"whole": "一"}}, "inner.whole", "应当是整数"),
        ({"inner": {"whole": 1.5}}, "inner.whole", "应当是整数"),
        ({"inner": {"whole": []}}, "inner.whole", "应当是整数"),
        ({"inner": {"share": "一半"}}, "inner.share", "应当是数"),
        ({"inner": {"share": []}}, "inner.share", "应当是数"),
        ({"inner": {"flag": "也许"}}, "inner.flag", "应当是 true 或者 false"),
        ({"inner": {"flag": []}}, "inner.flag", "应当是 true 或者 false"),
        ({"inner": {"text": 5}}, "inner.text", "应当是文字"),
        ({"inner": {"text": "一二三四"}}, "inner.text", "最多三个字"),
        ({"inner": {"words": "甲"}}, "inner.words", "应当是列表，如 [甲, 乙]"),
        ({"inner": {"lengths": []}}, "inner.lengths", "应当是“名称: 值”的形式"),
        ({"inner": {"lengths": {"甲": "长"}}}, "inner.lengths.甲", "应当是整数"),
        ({"inner": {"colour": "绿"}}, "inner.colour", "应当是这些之一：红、蓝、off"),
    ],
)
def test_what_is_refused_is_said(written: dict[str, object], place: str, reason: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Outer.model_validate(written)
    assert first_refusal(caught.value) == f"“{place}”不对：{reason}"
    assert first_refusal(caught.value, "rules", "L01") == f"“rules.L01.{place}”不对：{reason}"


def test_what_has_no_words_of_its_own_is_said_in_chinese_all_the_same() -> None:
    class Limited(Model):
        seconds: float = Field(multiple_of=2)

    with pytest.raises(ValidationError) as caught:
        Limited(seconds=3)
    assert first_refusal(caught.value) == "“seconds”不对：写法不对，请对照文档"
