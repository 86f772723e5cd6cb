"""The form of the notice: its columns, boxes and words, and the catalogue that points into it."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from zicha.catalogue.checks import REACH, Need, Per, catalogue
from zicha.catalogue.form import LedgerForm, ledger_form
from zicha.model.matter import Method

CODES = [
    letter + digit
    for letter, count in zip("ABCDEFG", (7, 3, 2, 2, 2, 4, 1), strict=True)
    for digit in "1234567"[:count]
]


def test_every_box_in_its_column() -> None:
    form = ledger_form()
    assert [box.code for box in form.boxes] == CODES
    assert len(form.problem_columns) == 7
    for letter, column in zip("ABCDEFG", form.problem_columns, strict=True):
        assert {box.code[0] for box in form.boxes_of(column)} == {letter}
    assert all(0 < box.sure <= 1 for box in form.boxes)


def test_columns_in_the_order_of_the_notice() -> None:
    form = ledger_form()
    assert (*form.columns.before, *form.problem_columns, *form.columns.after) == (
        "序号", "事项名称", "审批部门", "业务系统名称", "办件编号",
        "网上办事申报易用性方面", "办事指南准确性方面", "办理方式一致性方面", "办理过程便利性方面",
        "结果获取便捷性方面", "评价功能可用性方面", "其它质量问题方面",
        "处理情况", "备注",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("code", "wording"),
    [
        ("A1", "登录困难"),
        ("A4", "“在线办理”页面能打开但无法进行申报"),
        ("B1", "办事指南要素不准确"),
        ("C2", "实际收取材料与办事指南标注不一致"),
        ("E2", "纸质证照制发后超过48小时，在河南政务服务网查询不到电子证照"),
        ("F4", "评价结果在河南政务服务网“我的评价”栏目无法显示"),
        ("G1", "其它质量问题"),
    ],
)
def test_wording_of_the_boxes(code: str, wording: str) -> None:
    assert ledger_form().box(code).wording == wording


def test_golden_words() -> None:
    form = ledger_form()
    assert form.title == "业务网办问题排查台账"
    assert form.document == "汴审改办〔2022〕24号"
    assert (form.no_number, form.no_problem) == ("无", "无问题")
    assert {state.code: state.wording for state in form.states} == {
        "H1": "已处理",
        "H2": "正在处理",
        "H3": "需省级政务服务网协调处理",
    }
    assert len(form.footnotes) == 4
    assert "“无问题”" in form.footnotes[3]
    assert "“无”" in form.footnotes[1]


def test_a_box_outside_every_column_is_refused() -> None:
    data = ledger_form().model_dump()
    data["boxes"][0]["column"] = "办事指南"
    with pytest.raises(ValidationError, match="box A1 stands in no column"):
        LedgerForm.model_validate(data)


def test_the_catalogue_points_into_the_form() -> None:
    form = ledger_form()
    names = [check.name for check in catalogue()]
    assert len(names) == len(set(names))
    for check in catalogue():
        assert check.needs, check.name
        assert check.name.isascii()
        # What has no box in the column of its point stands in the last one.
        columns = (form.point(check.point).column, form.other_column)
        assert form.box(check.box).column in columns, check.name
    assert {check.point for check in catalogue()} == {point.key for point in form.points}


def test_points_are_markers_in_the_order_of_the_notice() -> None:
    assert [point.key for point in ledger_form().points] == [
        "application_ease",
        "guide_accuracy",
        "handling_consistency",
        "process_convenience",
        "result_access",
        "evaluation",
    ]


def test_unknown_codes_are_a_fault_of_ours() -> None:
    with pytest.raises(StopIteration):
        ledger_form().box("A9")
    with pytest.raises(StopIteration):
        ledger_form().point("beauty")


def test_each_method_reaches_further_than_the_one_before() -> None:
    look, submit, real = (REACH[method] for method in (Method.LOOK, Method.TEST_APPLICATION, Method.REAL_CASE))
    assert look == {Need.VIEW, Need.LOGIN}
    assert submit - look == {Need.SUBMIT}
    assert real - submit == {Need.CASE}
    assert real == set(Need)


def test_what_a_user_reads_is_chinese() -> None:
    for need in Need:
        assert not need.chinese.isascii()
    for check in catalogue():
        assert not check.title.isascii()
        assert check.per in Per
