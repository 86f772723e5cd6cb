"""Which places of a form are for its applicant, and which of them hold a value."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zicha.documents.filling import fill_state
from zicha.model.facts import Filling

PRINTED = st.sampled_from(
    ["", " ", "　　年　　月　　日", "□是 □否", "（盖章）", "请如实填写", "河南省开封市＿＿＿＿县", "____", "男 女"]
)


@pytest.mark.parametrize(
    ("rows", "filling"),
    [
        ([["姓名", "王建国"]], Filling(places=1, filled=1)),
        ([["姓名", ""]], Filling(places=1)),
        ([["姓名", "张三", "性别", "男"]], Filling(places=2, filled=1, placeholders=1)),
        ([["姓名", "", "性别", ""]], Filling(places=2)),
        ([["申请人：王建国　联系电话：0371-23881234"]], Filling(places=2, filled=2)),
        ([["申请人：　联系电话：　申请日期：　年　月　日"]], Filling(places=3)),
        ([["姓名", "职务", "电话"], ["王建国", "经理", "13803781234"]], Filling(places=3, filled=3)),
        ([["姓名", "职务", "电话"], ["", "", ""]], Filling(places=3)),
        ([["联系人", "（如：张三）"]], Filling(places=1)),
        ([["单位名称", "××有限公司"]], Filling(places=1, placeholders=1)),
        ([["经营范围", "☑食品 □药品"]], Filling(places=1, filled=1)),
        ([["申请日期", "2026年"]], Filling(places=1)),
        ([["申请日期", "2026年3月1日"]], Filling(places=1, filled=1)),
        ([["咨询电话", "0371-23881234"], ["受理机关", "开封市水利局"], ["审批意见", "同意"]], Filling()),
        ([["事项名称", "取水许可审批"]], Filling()),
        ([["本人______委托______办理"]], Filling(places=2)),
    ],
)  # fmt: skip
def test_places_and_values(rows: list[list[str]], filling: Filling) -> None:
    assert fill_state(rows)[0] == filling


@settings(deadline=None)  # the processors may be busy
@given(
    st.lists(
        st.tuples(st.sampled_from(["姓名", "联系电话", "住所（地址）", "申请日期", "法定代表人"]), PRINTED), max_size=8
    )
)
def test_what_is_printed_is_never_a_value(pairs: list[tuple[str, str]]) -> None:
    state, personal = fill_state([list(pair) for pair in pairs])
    assert (state.filled, state.placeholders, personal) == (0, 0, frozenset())


@settings(deadline=None)  # the processors may be busy
@given(st.lists(st.lists(st.text(max_size=30) | PRINTED, max_size=6), max_size=6))
def test_any_rows_are_counted(rows: list[list[str]]) -> None:
    state, _ = fill_state(rows)
    assert 0 <= state.filled + state.placeholders <= state.places
