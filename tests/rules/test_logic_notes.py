"""What stands under 备注, …说明 or a label beside the element that it explains is read with it (rules of logic)."""

from __future__ import annotations

import pytest

from tests.support.consistent_guide import (
    CHARGED,
    FEE,
    ONLINE_ONLY_PAPER,
    SHARED,
    STEPS,
    WITHOUT,
    ZERO,
    Changes,
    E,
    W,
    paper,
    severities_of,
)
from zicha.model.finding import Severity

NONE: list[Severity] = []
WINDOW = {**ZERO, "是否网办": "否", "办理形式": "窗口办理", "网上办理深度": "互联网咨询"}
PAID_THERE = {**ZERO, **CHARGED, "是否支持网上支付": "否"}
FETCHED_THERE = {**ZERO, "送达方式": "窗口领取", "是否生成电子证照": "否"}
WIDE = {"通办范围": "全省通办", "是否网办": "否", "办理形式": "窗口办理"}


def noted(guide: Changes, note: str, label: str = "备注") -> Changes:
    return {**guide, label: note}


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("可预约工作人员上门收取材料", NONE),
        ("提供上门揽收", NONE),
        ("可上门服务", NONE),
        ("可在自助服务机上办理", NONE),
        ("可到村（社区）代办点提交", NONE),
        ("不提供上门揽收", [E]),
        ("申请材料可以邮寄提交", [W]),
        ("材料支持寄送", [W]),
        ("申请材料不支持邮寄", [E]),
        ("办理结果可以邮寄", [E]),
        ("请携带身份证原件", [E]),
    ],
)
def test_l01_a_note_says_how_paper_comes_without_the_applicant(note: str, expected: list[Severity]) -> None:
    assert severities_of("L01", noted(ONLINE_ONLY_PAPER, note)) == expected
    material = paper(材料备注=note)["材料"]
    assert severities_of("L01", {**ZERO, "材料": material}) == expected


@pytest.mark.parametrize("mark", ["营业执照 免提交", "营业执照（免提交）", "营业执照 已关联电子证照"])
def test_l01_a_paper_that_is_spared_behind_its_name_need_not_come(mark: str) -> None:
    assert severities_of("L01", {**ZERO, **paper(材料名称=mark)}) == NONE


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("可拨打电话申请", NONE),
        ("提供上门受理", NONE),
        ("可在自助终端办理", NONE),
        ("不支持电话申请", [E]),
        ("请提前预约", [E]),
    ],
)
def test_l02_a_note_says_how_else_it_is_handled(note: str, expected: list[Severity]) -> None:
    assert severities_of("L02", noted(WINDOW, note)) == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("可通过银行转账缴费", NONE),
        ("可微信支付、支付宝缴费", NONE),
        ("凭缴款码到银行代收网点缴纳", NONE),
        ("不支持转账", [E]),
        ("缴费后请保留发票", [E]),
    ],
)
@pytest.mark.parametrize("label", ["备注", "减免情形"])
def test_l17_a_note_says_how_else_it_is_paid(note: str, expected: list[Severity], label: str) -> None:
    fees = [{**FEE, "减免情形": note}]
    changes = noted(PAID_THERE, note) if label == "备注" else {**PAID_THERE, "收费": fees}
    assert severities_of("L17", changes) == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("可委托他人代领", NONE),
        ("可代取", NONE),
        ("证照免费寄送", NONE),
        ("审批结果可以邮寄送达", NONE),
        ("可在自助取证机领取", NONE),
        ("工作人员送证上门", NONE),
        ("结果不邮寄", [E]),
        ("申请材料可以邮寄", [E]),
        ("凭有效证件领取", [E]),
    ],
)
def test_l35_a_note_says_how_else_the_result_comes(note: str, expected: list[Severity]) -> None:
    assert severities_of("L35", noted(FETCHED_THERE, note)) == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("通过异地代收代办实现", NONE),
        ("可在全省任一政务大厅异地受理", NONE),
        ("设有跨省通办窗口", NONE),
        ("未实现异地受理", [W]),
        ("以公告为准", [W]),
    ],
)
def test_l37_a_note_says_how_it_is_handled_elsewhere(note: str, expected: list[Severity]) -> None:
    assert severities_of("L37", noted(WIDE, note)) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("工作人员到现场核验", NONE),
        ("受理后由执法人员赴现场核验", NONE),
        ("审批部门组织专家进行现场核验", NONE),
        ("我局将派员到企业经营场所现场核验", NONE),
        ("经营场所经现场核验合格", NONE),
        ("勘验人员上门与申请人经营场所现场核验", NONE),
        ("申请人本人到场，由工作人员核验", [E]),
        ("申请人到受理机关现场核验身份", [E]),
        ("法定代表人亲自到窗口办理", [E]),
        ("窗口工作人员当面核验申请人身份", [E]),
        ("须本人现场核验", [E]),
        ("双方当事人须当面签字", [E]),
    ],
)
def test_l36_who_comes_to_the_applicant_is_no_visit_of_his(condition: str, expected: list[Severity]) -> None:
    assert severities_of("L36", {**ZERO, "受理条件": condition}) == expected


def test_notes_are_not_names() -> None:
    changes = {**FETCHED_THERE, "事项名称": "代领许可", "结果名称": WITHOUT, "环节": STEPS, "材料": [SHARED]}
    assert severities_of("L35", changes) == [E]
