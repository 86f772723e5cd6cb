"""What stands in the cells of real lists: each kind of dirt is read, or named by its cell with what to do."""

from __future__ import annotations

import pytest

from zicha.inventory.importing.columns import GROUPS
from zicha.inventory.importing.source import Cell
from zicha.inventory.importing.values import Unplaced, counts_of, value_of
from zicha.inventory.shape import shapes

READ = (
    ("办事指南", "事项类型", "行政许可", "行政许可"),
    ("办事指南", "事项类型", " 行政\u200b许可 ", "行政许可"),
    ("办事指南", "事项类型", "行政\u3000许可", "行政许可"),
    ("办事指南", "办件类型", "承诺件（自受理之日起）", "承诺件"),
    ("申请材料", "材料类型", "1-原件", "原件"),
    ("申请材料", "材料类型", "原件(1)", "原件"),
    ("申请材料", "材料类型", "02、复印件", "复印件"),
    ("申请材料", "材料必要性", "是", "必要"),
    ("申请材料", "材料必要性", "否", "非必要"),
    ("申请材料", "材料必要性", "非必要", "非必要"),
    ("办事指南", "是否网办", "√", "是"),
    ("办事指南", "是否网办", "1-是", "是"),
    ("办事指南", "是否收费", "不提供", "否"),
    ("办事指南", "是否收费", "N", "否"),
    ("申请材料", "空白表格", "登记表.docx", "是"),
    ("申请材料", "空白表格", "8a8080e57f1c4c2a017f1c6b0d5e0001", "是"),
    ("申请材料", "空白表格", "无", "否"),
    ("办事指南", "到办事现场次数", "１次", 1),
    ("办事指南", "到办事现场次数", "1.0", 1),
    ("办事指南", "到办事现场次数", "零", 0),
    ("办事指南", "每日可预约量", "--", None),
    ("办事指南", "计划生效日期", "46083", "2026-03-02"),
    ("办事指南", "计划生效日期", "2026年3月2日", "2026-03-02"),
    ("办事指南", "计划生效日期", "2026/3/2 00:00:00", "2026-03-02"),
    ("办事指南", "计划生效日期", "20260302", "2026-03-02"),
    ("办事指南", "服务对象", "自然人,企业法人", ["自然人", "企业法人"]),
    ("办事指南", "服务对象", "1-自然人；2-企业法人；1-自然人", ["自然人", "企业法人"]),
    ("办事指南", "受理条件", "1.有规范的名称；2.有固定的住所。", ["有规范的名称", "有固定的住所。"]),
    ("办事指南", "受理条件", "（一）有名称_x000D_\n（二）有住所<br>", ["有名称", "有住所"]),
    ("办事指南", "受理条件", "无", None),
    ("办事指南", "设定依据", "《条例》第2.5条", ["《条例》第2.5条"]),
    ("办事指南", "办理地点", "开封市\r\n民之家 ", "开封市 民之家"),
    ("办事指南", "承诺办结时限", "十五个工作日", "15个工作日"),
    ("办事指南", "承诺办结时限", "当场办结", "即办"),
    ("办事指南", "法定办结时限", "无", "无"),
    ("办事指南", "法定办结时限", "20 工作日", "20个工作日"),
    ("申请材料", "收取方式", "系统自动获取，无需申请者提交", "系统自动获取，无需申请者提交"),
)
LEFT = (
    ("申请材料", "材料类型", "2", "代码互相矛盾"),
    ("办事指南", "是否网办", "1", "代码互相矛盾"),
    ("办事指南", "事项类型", "行政许", "是不是“行政许可”"),
    ("办事指南", "办件类型", "非即办件", "不在可选的"),
    ("办事指南", "服务对象", "自然人、法人", "不在可选的"),
    ("办事指南", "承诺办结时限", "15", "没有单位"),
    ("办事指南", "承诺办结时限", "尽快办理", "看不懂的时限"),
    ("办事指南", "承诺办结时限", "-1", "看不懂的时限"),
    ("办事指南", "法定办结时限", "- 工作日", "看不懂的时限"),
    ("办事指南", "法定办结时限", "0", "请写“无”或“即办”"),
    ("办事指南", "法定办结时限", "0个工作日", "请写“无”或“即办”"),
    ("办事指南", "到办事现场次数", "见说明", "不是一个数"),
    ("办事指南", "到办事现场次数", "12", "超过 2"),
    ("办事指南", "计划生效日期", "2026年13月2日", "不是日期"),
    ("办事指南", "计划生效日期", "3", "不是日期"),
    ("办事指南", "办理地点", "字" * 2001, "超过 2000 个字"),
)


@pytest.mark.parametrize(("group", "key", "text", "value"), READ)
def test_is_read(group: str, key: str, text: str, value: object) -> None:
    assert value_of(Cell(text, "A1"), key, shapes(GROUPS[group])[key]) == value


@pytest.mark.parametrize(("group", "key", "text", "reason"), LEFT)
def test_is_named_and_left(group: str, key: str, text: str, reason: str) -> None:
    with pytest.raises(Unplaced, match=reason):
        value_of(Cell(text, "A1"), key, shapes(GROUPS[group])[key])


@pytest.mark.parametrize("unit", ["工作日", "个工作日"])
def test_a_number_takes_the_unit_that_stands_beside_it(unit: str) -> None:
    limit = shapes(GROUPS["办事指南"])["承诺办结时限"]
    assert value_of(Cell("15", "A1"), "承诺办结时限", limit, unit) == "15个工作日"
    assert value_of(Cell("0", "A1"), "承诺办结时限", limit, unit) == "即办"


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("原件1份，复印件2份", {"原件份数": 1, "复印件份数": 2}),
        ("原件：１ 复印件：0", {"原件份数": 1, "复印件份数": 0}),
        ("复印件(2份)", {"复印件份数": 2}),
        ("无", {}),
    ],
)
def test_two_counts_in_one_cell(text: str, counts: dict[str, int]) -> None:
    assert counts_of(Cell(text, "A1")) == counts


@pytest.mark.parametrize("text", ["两份", "2", "原件1份，原件2份"])
def test_a_count_of_nobody_knows_what_is_left(text: str) -> None:
    with pytest.raises(Unplaced, match="看不出原件和复印件各几份"):
        counts_of(Cell(text, "A1"))
