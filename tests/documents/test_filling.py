"""Which places of a form are for its applicant, and which of them hold a value."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zicha.documents.filling import fill_state
from zicha.model.facts.forms import Filling

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
        ([["申请人：__王建国__"]], Filling(places=2, filled=1)),
        ([["申请人：__李明__"]], Filling(places=2, placeholders=1)),
        ([["住所：河南省开封市____县（区）____"]], Filling(places=2)),
        ([["企业名称：________有限公司________分公司"]], Filling(places=2)),
        ([["姓名", "电话", "住址"], ["", "", ""], ["王建国", "", ""], ["", "13803781234", ""]],
            Filling(places=3, filled=2)),
        ([["序号", "姓名", "电话"], ["1", "", ""], ["2", "", ""]], Filling(places=2)),
        ([["性别", "男/女", "民族", "汉族"], ["注册资本", "人民币", "电话", "0371-"]], Filling(places=4)),
        ([["住址", "河南省开封市"]], Filling(places=1)),
        ([["性别", "■男 ■女"]], Filling(places=1)),
        ([["性别", "○男 ○女"]], Filling(places=1)),
        ([["姓名", "王○○"]], Filling(places=1, placeholders=1)),
        ([["单位名称", "指南针商贸有限公司"]], Filling(places=1, filled=1)),
        ([["申请人", "汽车超市"], ["住址", "汽车超市"]], Filling(places=2, filled=1)),
        ([["填表说明"], ["住址：写到门牌。"], ["申请人：王建国"]], Filling(places=1, filled=1)),
        ([["姓名", "单击或点击此处输入文字。"], ["性别", "选择一项。"]], Filling(places=2)),
        ([["姓名", ""], ["填表说明："], ["1.住址：写到门牌。"], ["2.手机：常用号码。"]], Filling(places=1)),
        ([["填写说明"], ["住址：写到门牌。"], ["取水许可申请表"], ["申请人：王建国"]], Filling(places=1, filled=1)),
        ([["填写须知"], ["住址：写到门牌。"], ["姓名", "王建国"]], Filling(places=1, filled=1)),
        ([["1.姓名：指取水权人的姓名。"], ["2.电话：固定电话或者移动电话均可。"]], Filling(places=2)),
    ],
)  # fmt: skip
def test_places_and_values(rows: list[list[str]], filling: Filling) -> None:
    state, _ = fill_state(rows)
    assert (state.places, state.filled, state.placeholders) == (filling.places, filling.filled, filling.placeholders)


@pytest.mark.parametrize(
    ("row", "own"),
    [
        (["本人王建国，身份证号码410202199001011234，联系电话13803781234，郑重承诺"], 3),
        (["申请单位", "开封宏达商贸有限公司", "统一社会信用代码", "91410200MA3XABCD1K"], 2),
        (["法定代表人", "王建国（签字）"], 1),
        (["联系电话", "0371-23859638", "地址", "开封市郑开大道市民之家三楼"], 0),
        (["咨询电话：13803781234"], 0),
        (["联系人：刘老师", "供气单位名称", "开封市燃气有限公司"], 0),
        (["身份证号（例：410202199001011234）", ""], 0),
        (["统一社会信用代码", "91410200MA00000000", "姓名", "张三"], 0),
        (["本人承诺所填内容真实，委托代理人办理"], 0),
        (["本人于2026年　月　日申请，联系人", "综合窗口"], 0),
    ],
)
def test_what_only_an_applicant_has(row: list[str], own: int) -> None:
    assert fill_state([row])[0].own == own


@pytest.mark.parametrize(
    ("rows", "personal"),
    [
        (
            [["姓名", "身份证号", "电话"], ["王建国", "1", "2"], ["李卫东", "1", "2"], ["赵大勇", "x", "3"]],
            {"王建国", "李卫东", "赵大勇"},
        ),
        ([["申请人", "周海涛（签字）"]], {"周海涛"}),
        ([["经办人", "王建国 13803781234"]], {"王建国"}),
        ([["申请人：__王建国__"]], {"王建国"}),
        ([["负责人", "阿不都·热合曼"]], {"阿不都·热合曼"}),
        ([["本人孙玉兰郑重承诺"]], {"孙玉兰"}),
        ([["现委托李卫东办理，我叫王建国。"]], {"李卫东", "王建国"}),
        ([["我叫王建国，住开封市龙亭区西大街26号。"]], {"王建国", "开封市龙亭区西大街26号"}),
        ([["家庭住址", "龙亭区西大街26号"]], {"龙亭区西大街26号"}),
        ([["本人郑重承诺，委托他人办理", ""], ["申请人：张某某"]], set()),
    ],
)
def test_who_is_named(rows: list[list[str]], personal: set[str]) -> None:
    assert fill_state(rows)[1] == personal


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
