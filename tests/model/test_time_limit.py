"""How a Chinese guide may write a time limit, and what only looks like one."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from zicha.model.base import Model
from zicha.model.time_limit import TimeLimit, TimeUnit
from zicha.text.durations import mentions, with_marks
from zicha.text.numerals import is_number, read_amount, read_number

UNITS = st.sampled_from(TimeUnit)
NUMBERS = st.integers(1, 999)


@st.composite
def limits(draw: st.DrawFn) -> TimeLimit:
    kind = draw(st.sampled_from(["none", "instant", "fraction", "plain", "range"]))
    if kind == "fraction":
        return TimeLimit(amount=draw(st.integers(1, 99)) * Decimal("0.01"), unit=draw(UNITS))
    if kind == "none":
        return TimeLimit(amount=None)
    if kind == "instant":
        return TimeLimit.instant()
    unit = draw(UNITS)
    amount: int | Decimal = draw(st.integers(1, 99 if unit is TimeUnit.YEAR else 9999))
    least = draw(st.integers(0, int(amount) - 1)) if kind == "range" else None
    if kind == "plain" and draw(st.booleans()):
        amount += draw(st.integers(1, 9)) * Decimal("0.1")
    return TimeLimit(amount=amount, unit=unit, least=least)


def in_chinese(number: int) -> str:
    """The reference rendering of 1..999: 十五, 二十, 一百零五, 一百一十."""
    digits = "零一二三四五六七八九"
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{digits[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (digits[ones] if ones else "")


def full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if char.isascii() and char.isdigit() else char for char in text)


@given(limits())
def test_a_limit_reads_back_from_its_text(limit: TimeLimit) -> None:
    assert TimeLimit.parse(str(limit)) == limit


@given(limits())
def test_a_limit_reads_back_from_a_record(limit: TimeLimit) -> None:
    class Holder(Model):
        limit: TimeLimit

    assert Holder.model_validate_json(Holder(limit=limit).model_dump_json()).limit == limit


@given(st.integers(1, 999))
def test_numbers_in_chinese(number: int) -> None:
    assert read_number(in_chinese(number)) == number


@pytest.mark.parametrize(
    ("text", "value"), [("二〇", 20), ("一五", 15), ("〇", 0), ("两", 2), ("两百零五", 205), ("百", 100), ("２０", 20)]
)
def test_other_ways_to_write_a_number(text: str, value: int) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize("text", ["二十个", "x", "1百a"])
def test_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        read_number(text)


UNIT_WORDS = {
    TimeUnit.WORKING_DAY: ["个工作日", "工作日", "个工作天", "工作天"],
    TimeUnit.CALENDAR_DAY: ["个自然日", "自然日", "个日历日", "日历日", "个日历天", "日历天"],
    TimeUnit.DAY: ["日", "天"],
    TimeUnit.HOUR: ["小时", "个小时"],
    TimeUnit.MINUTE: ["分钟"],
    TimeUnit.MONTH: ["个月", "月", "个自然月", "自然月"],
    TimeUnit.YEAR: ["年"],
}


@st.composite
def written(draw: st.DrawFn) -> tuple[str, TimeLimit]:
    """A limit as a guide writes it: digits of any kind, blanks anywhere, words around it."""
    unit = draw(UNITS)
    amount = draw(st.integers(1, 99) if unit is TimeUnit.YEAR else NUMBERS)
    number = draw(st.sampled_from([str(amount), full_width(str(amount)), in_chinese(amount)]))
    if draw(st.booleans()):
        number = f"{in_chinese(amount)}（{amount}）"
    blank = st.sampled_from(["", "", " ", "\u3000", "\n\t"])
    before = draw(st.sampled_from(["", "自受理之日起", "受理之日起"]))
    after = draw(st.sampled_from(["", "内", "以内", "之内", "内办结", "。"]))
    parts = [before, number, draw(st.sampled_from(UNIT_WORDS[unit])), after]
    return "".join(part + draw(blank) for part in parts), TimeLimit(amount=amount, unit=unit)


@given(written())
def test_renderings_of_guides(case: tuple[str, TimeLimit]) -> None:
    text, limit = case
    assert TimeLimit.parse(text) == limit


@given(
    written(),
    st.sampled_from(["本事项", "承诺", "材料齐全的，", "受理后"]),
    st.sampled_from(["。", "办结", "，请知悉"]),
)
def test_limits_inside_a_sentence(case: tuple[str, TimeLimit], before: str, after: str) -> None:
    text, limit = case
    within = "内" in text  # 五年 in a sentence may be how long a licence is valid
    if (limit.unit is TimeUnit.MONTH and not re.search("个月|自然月", "".join(text.split()))) or (
        limit.unit is TimeUnit.YEAR and not within
    ):  # 承诺五月办结 may be the month of May
        assert TimeLimit.find(before + text + after) == ()
    else:
        assert TimeLimit.find(before + text + after) == (limit,)


@pytest.mark.parametrize("dash", ["-", "—", "－", "–", "~", "～", "至", "到", " - "])
def test_ranges(dash: str) -> None:
    assert TimeLimit.parse(f"1{dash}3个工作日") == TimeLimit(amount=3, least=1)


@pytest.mark.parametrize("text", ["5-3个工作日", "3-3日", "0-0小时"])
def test_a_range_rises(text: str) -> None:
    assert TimeLimit.find(text) == ()
    with pytest.raises(ValueError, match="看不懂的时限"):
        TimeLimit.parse(text)


def test_a_range_made_by_hand_rises_too() -> None:
    with pytest.raises(ValidationError, match="下限应小于上限"):
        TimeLimit(amount=3, least=3)


@pytest.mark.parametrize(
    "text", ["即办", "即办件", "即时办结", "当场办结", "当场办理", "即来即办", "当日办结", "0个工作日"]
)
def test_instant(text: str) -> None:
    assert TimeLimit.parse(text).amount == 0
    assert str(TimeLimit.parse(text)) == "即办"


@pytest.mark.parametrize("text", ["", " ", "无", "暂无", "无期限", "--", "无法定时限", "法律未规定"])
def test_no_limit_set(text: str) -> None:
    limit = TimeLimit.parse(text)
    assert not limit.is_set
    assert str(limit) == "无"


@pytest.mark.parametrize(
    "text",
    [
        "2022年12月26日",
        "二〇二二年十二月二十六日",
        "12月26日",
        "2022-12-26日",
        "2022年12月",
        "5月底前",
        "1月至6月",
        "第3日",
        "第三个工作日",
        "工作日：上午9:00–12:00，下午13:00–17:00",
        "周一至周五 9:00-12:00",
        "下午２:00",
        "及时办理",
        "不能当场办结",
        "非即办",
        "无法即时办结的除外",
        "本事项为即办件",
        "0371-23881001",
        "20.5日",
        "12345日",
        "",
    ],
)
def test_what_is_no_limit(text: str) -> None:
    assert TimeLimit.find(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("即日起3个工作日", ["3个工作日"]),
        ("法定20个工作日，承诺10个工作日", ["20个工作日", "10个工作日"]),
        ("能当场办结的当场办结，其余5日内办结", ["即办", "即办", "5日"]),
        ("1个工作日至3个工作日", ["1-3个工作日"]),
        ("2022年12月26日起20个工作日", ["20个工作日"]),
        ("3个工作日至1个月", ["3个工作日", "1个月"]),
        ("5日至3日", ["5日", "3日"]),
        ("20日（自然日）", ["20个自然日"]),
        ("20天（不含节假日）", ["20个工作日"]),
        ("20个工作日（自然日）", ["20个工作日", "20个自然日"]),
        ("3个月（自然日）", ["3个月"]),
        ("20日（含公示7日）", ["20日", "7日"]),
        ("20日，不含法定节假日", ["20个工作日"]),
        ("20日内，不含法定节假日、公休日。", ["20个工作日"]),
        ("20日，含节假日，不可延长", ["20个自然日"]),
        ("20日（不含节假日和双休日）", ["20个工作日"]),
        ("20日，不含节假日另计", ["20日"]),
        ("1 20个工作日", ["20个工作日"]),
        ("1　20 个 工作日", ["20个工作日"]),
        ("2\u200b0个工\ufeff作日", ["20个工作日"]),
        ("不超过一年", ["1年"]),
        ("办结不得超过一年，即办", ["1年", "即办"]),
        ("办理最长半年。", ["0.5年"]),
        ("办结时限为一年", ["1年"]),
        ("期限：99年", ["99年"]),
        ("期限：100年", []),
        ("满一年后", []),
        ("一年以内办结", ["1年"]),
        ("一年之内办结", ["1年"]),
        ("20&nbsp;个工作日<br/>", ["20个工作日"]),
        ("20&amp;amp;nbsp;个工作日</p>", ["20个工作日"]),
    ],
)
def test_every_limit_in_its_order(text: str, expected: list[str]) -> None:
    assert [str(limit) for limit in TimeLimit.find(text)] == expected


@pytest.mark.parametrize(
    "text", ["及时办理", "20", "个工作日", "20个工作日（延长10个工作日）", "不少于3个月", "不能即办"]
)
def test_what_departments_may_not_write(text: str) -> None:
    with pytest.raises(ValueError, match="请写成 20个工作日"):
        TimeLimit.parse(text)


@given(
    st.text(
        alphabet=st.sampled_from("0123456789二十百零〇至-—（）() 个工作日天月小时年第:：.即办内当场结起\n０９"),
        max_size=24,
    )
)
def test_any_text_is_read_or_refused(text: str) -> None:
    for limit in TimeLimit.find(text):
        assert TimeLimit.parse(str(limit)).amount == limit.amount
    try:
        limit = TimeLimit.parse(text)
    except ValueError:
        return
    assert TimeLimit.parse(unicodedata.normalize("NFKC", text)) == limit


def test_what_is_said_about_each_limit() -> None:
    contexts = [
        (str(TimeLimit.of(each.duration)), each.before, each.after)
        for each in mentions("法定 20日，承诺１０日内办结。")
    ]
    assert contexts == [("20日", "法定", ",承诺"), ("10日", ",承诺", "内办结")]
    assert [each.before for each in mentions("共20个工作日（自然日）")] == ["共", "共"]


# ── parts of a day, years, 自然月, 0 ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("20", 20),
        ("0.5", Decimal("0.5")),
        ("0.05", Decimal("0.05")),
        ("1.0", 1),
        ("十", 10),
        ("零点五", Decimal("0.5")),
        ("半", Decimal("0.5")),
        ("一个半", Decimal("1.5")),
        ("12个半", Decimal("12.5")),
    ],
)
def test_an_amount(text: str, amount: int | Decimal) -> None:
    assert read_amount(text) == amount
    assert type(read_amount(text)) is type(amount)


@pytest.mark.parametrize("text", ["半个", "个半", "1.x", ".5", "x"])
def test_no_amount(text: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        read_amount(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("0.5个工作日", "0.5个工作日"),
        ("０．５个工作日", "0.5个工作日"),
        ("0.25工作日", "0.25个工作日"),
        ("零点五个工作日", "0.5个工作日"),
        ("半个工作日", "0.5个工作日"),
        ("半个工作日内", "0.5个工作日"),
        ("1.5个工作日", "1.5个工作日"),
        ("2.0个工作日", "2个工作日"),
        ("0.5-1.5个工作日", "0.5-1.5个工作日"),
        ("半天", "0.5天"),
        ("半日", "0.5天"),
        ("0.5日", "0.5天"),
        ("1天半", "1.5天"),
        ("一天半", "1.5天"),
        ("半天至一天半", "0.5-1.5天"),
        ("30分钟", "30分钟"),
        ("三十分钟", "30分钟"),
        ("半小时", "0.5小时"),
        ("半个小时", "0.5小时"),
        ("两个半小时", "2.5小时"),
        ("1小时半", "1.5小时"),
        ("半个月", "0.5个月"),
        ("半月", "0.5个月"),
        ("一个半月", "1.5个月"),
        ("3个自然月", "3个月"),
        ("三自然月", "3个月"),
        ("半年", "0.5年"),
        ("一年", "1年"),
        ("1年内", "1年"),
        ("1年半", "1.5年"),
        ("1-2年", "1-2年"),
        ("20（工作日）", "20个工作日"),
        ("20（个）工作日", "20个工作日"),
        ("0", "即办"),
        ("０", "即办"),
        ("零", "即办"),
        ("0日", "即办"),
        ("立等可取", "即办"),
        ("当天办结", "即办"),
        ("当场办毕", "即办"),
        ("即到即办", "即办"),
    ],
)
def test_what_a_department_may_write(text: str, shown: str) -> None:
    limit = TimeLimit.parse(text)
    assert str(limit) == shown
    assert TimeLimit.parse(str(limit)).amount == limit.amount
    assert not limit.amount or TimeLimit.parse(shown) == limit


@pytest.mark.parametrize(
    "text",
    [
        "2022年", "2022年内", "有效期五年", "上半年", "下半年内", "每半年", "大半天", "5.2日", "5.20日", "2.10个工作日",
        "1,000个工作日", "7×24小时", "7*24小时", "7x24小时", "7X24小时", "10+10个工作日", "20+个工作日", "20余个工作日",
        "20（30）个工作日", "二十（30）个工作日", "20(30)-40个工作日", "20（多）个工作日", "半个", "几个工作日", "3周",
    ],
)  # fmt: skip
def test_what_is_no_limit_either(text: str) -> None:
    assert [limit for limit in TimeLimit.find(text) if limit != TimeLimit(amount=40)] == []
    if text not in ("2022年",):
        with pytest.raises(ValueError, match="看不懂的时限"):
            TimeLimit.parse(text)


def test_half_price_is_no_half_day() -> None:
    assert [str(limit) for limit in TimeLimit.find("3天半价")] == ["3日"]


@pytest.mark.parametrize("text", ["当日办结", "当天办结", "当场办结", "当场办理", "即时办结", "立等可取", "即来即办"])
def test_words_that_name_the_day_and_not_the_limit(text: str) -> None:
    class Holder(Model):
        limit: TimeLimit

    limit = TimeLimit.parse(text)
    assert (limit.amount, limit.same_day) == (0, True)
    assert TimeLimit.find(text) == (limit,)
    assert Holder.model_validate_json(Holder(limit=limit).model_dump_json()).limit == limit


@pytest.mark.parametrize("text", ["即办", "即办件", "0", "0个工作日", "20个工作日"])
def test_a_limit_that_its_words_leave_plain(text: str) -> None:
    assert not TimeLimit.parse(text).same_day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("即办", True), ("半天", True), ("1个工作日", True), ("1个自然日", True), ("1日", True), ("24小时", True),
        ("1440分钟", True), ("1.5个工作日", False), ("2日", False), ("25小时", False), ("1441分钟", False),
        ("半个月", False), ("半年", False), ("无", False),
    ],
)  # fmt: skip
def test_what_may_be_done_on_the_day_itself(text: str, expected: bool) -> None:
    assert TimeLimit.parse(text).is_within_a_day is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20", True), ("２０", True), ("0.5", True), ("十", True), ("1-3", True), (" 5 ", True), ("半", True),
        ("", False), ("20日", False), ("20+", False), ("a", False), ("1-", False),
    ],
)  # fmt: skip
def test_a_number_without_a_unit(text: str, expected: bool) -> None:
    assert is_number(text) is expected


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("自受理之日起２０ 个工作日内", "自受理之日起◇内"),
        ("法定20日，承诺即办。", "法定◇,承诺◇"),
        ("20个工作日（自然日）", "◇"),
        ("◇20日", "?◇"),
        ("及时", "及时"),
    ],
)
def test_a_text_with_marks_for_its_limits(text: str, marked: str) -> None:
    assert with_marks(text) == marked


@given(limits(), st.sampled_from(["", "内", "以内", "。"]))
def test_whole_amounts_are_whole_numbers(limit: TimeLimit, after: str) -> None:
    read = TimeLimit.parse(str(limit) + after) if limit.amount else limit
    assert read == limit
    for amount in (read.amount, read.least):
        assert amount is None or isinstance(amount, int) or amount % 1
