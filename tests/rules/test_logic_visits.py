"""到现场次数 against what makes an applicant come (L01–L05, L17, L35, L36, L40): each exception, each way to hit."""

from __future__ import annotations

import pytest

from tests.support.consistent_guide import (
    CHARGED,
    FEE,
    ONLINE_ONLY_PAPER,
    PAPER,
    SHARED,
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
WINDOW = {**ZERO, "是否网办": "否", "办理形式": "窗口办理"}
UNPAYABLE = {**ZERO, **CHARGED, "是否支持网上支付": "否"}
PICK_UP = {**ZERO, "是否生成电子证照": "否"}


def sent(**changes: str) -> Changes:
    """A guide that wants one material on paper, of which more is said, without anybody coming."""
    return {**ZERO, **paper(**changes)}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (ONLINE_ONLY_PAPER, [E]),
        (sent(收取方式="纸质和电子"), [E]),
        (sent(收取方式="纸质或电子"), NONE),
        (sent(收取方式="系统自动获取，无需申请者提交"), NONE),
        ({**ZERO, "材料": [SHARED | {"收取方式": "纸质"}]}, NONE),
        ({**ONLINE_ONLY_PAPER, "到办事现场次数": "1次"}, NONE),
        # sent in
        ({**ONLINE_ONLY_PAPER, "是否支持物流快递": "是"}, NONE),
        ({**ONLINE_ONLY_PAPER, "是否支持申报材料邮寄": "是"}, NONE),
        ({**ONLINE_ONLY_PAPER, "是否支持物流快递": "是", "是否支持申报材料邮寄": "否"}, [E]),
        ({**ONLINE_ONLY_PAPER, "办理形式": "窗口办理、快递申请"}, NONE),
        ({**ONLINE_ONLY_PAPER, "办理形式": "窗口办理、邮寄、自助机办理"}, NONE),
        ({**ONLINE_ONLY_PAPER, "是否支持物流快递": WITHOUT}, [W]),
        # fetched, or handed in elsewhere
        ({**ONLINE_ONLY_PAPER, "受理条件": "工作人员上门收取"}, NONE),
        ({**ONLINE_ONLY_PAPER, "答": ["可以上门取件。"]}, NONE),
        ({**ONLINE_ONLY_PAPER, "受理条件": "可在自助终端提交"}, NONE),
        ({**ONLINE_ONLY_PAPER, "受理条件": "可在自助机提交"}, NONE),
        ({**ONLINE_ONLY_PAPER, "受理条件": "各乡镇代办点可以接收"}, NONE),
        ({**ONLINE_ONLY_PAPER, "受理条件": "符合条件的免申即享"}, NONE),
        ({**ONLINE_ONLY_PAPER, "受理条件": "不用出门即可上门收取"}, NONE),
        ({**ONLINE_ONLY_PAPER, "受理条件": "本事项不提供上门收取服务"}, [E]),
        ({**ONLINE_ONLY_PAPER, "受理条件": "上门收取服务暂未开通"}, [E]),
        ({**ONLINE_ONLY_PAPER, "办理地点": "市民之家一楼帮办代办窗口"}, [E]),
        ({**ONLINE_ONLY_PAPER, "办理地点": "市民之家一楼自助终端旁6号窗口"}, [W]),
        ({**ONLINE_ONLY_PAPER, "事项名称": "自助终端设置审批"}, [E]),
        # only kept by the applicant
        (sent(填报须知="由申请人自行保管"), NONE),
        (sent(受理标准="企业留存备查，无需提交"), NONE),
        (sent(受理标准="核验原件，留存复印件"), [E]),
        (sent(填报须知="由受理窗口收取并留存"), [E]),
        (sent(填报须知="窗口收取后申请人自行留存"), [E]),
        (sent(填报须知="窗口核验原件，申请人自行保管"), [W]),
        (sent(材料名称="企业档案保管制度"), [E]),
        (sent(材料必要性="非必要"), [W]),
    ],
)
def test_l01_paper_that_cannot_be_sent(changes: Changes, expected: list[Severity]) -> None:
    assert severities_of("L01", changes) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (WINDOW, [E]),
        ({**WINDOW, "是否网办": "不支持网上办理"}, [E]),
        ({**WINDOW, "是否网办": "否（仅限窗口）"}, [E]),
        ({**WINDOW, "是否网办": "是"}, NONE),
        ({**WINDOW, "到办事现场次数": "1次"}, NONE),
        ({**WINDOW, "办理形式": "窗口办理、快递申请"}, NONE),
        ({**WINDOW, "是否支持申报材料邮寄": "是"}, NONE),
        ({**WINDOW, "是否支持物流快递": "是"}, NONE),
        ({**WINDOW, "办理形式": WITHOUT}, [W]),
        ({**WINDOW, "受理条件": "符合条件的免申即享"}, NONE),
        ({**WINDOW, "受理条件": "可以电话办理"}, NONE),
        ({**WINDOW, "受理条件": "提供上门办理"}, NONE),
        ({**WINDOW, "受理条件": "提供上门服务"}, NONE),
        ({**WINDOW, "受理条件": "不提供上门服务"}, [E]),
    ],
)
def test_l02_nothing_works_from_afar(changes: Changes, expected: list[Severity]) -> None:
    assert severities_of("L02", changes) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        *(
            ({"网上办理深度": depth}, [E])
            for depth in ("全程网办", "全程网办（Ⅳ级）", "全程网办（四级）", "Ⅳ级（全程网办）", "四级", "全程网办Ⅳ级")
        ),
        ({"网上办理深度": "互联网受理"}, NONE),
        ({"网上办理深度": "全程网办", **ZERO}, NONE),
        ({"网上办理深度": "全程网办", "必须现场办理原因说明": "首次申请须现场人脸识别"}, NONE),
        ({"网上办理深度": "全程网办", "必须现场办理原因说明": "首次须实名认证"}, NONE),
        ({"网上办理深度": "全程网办", "必须现场办理原因说明": "首次须实名核验"}, NONE),
        ({"网上办理深度": "全程网办", "必须现场办理原因说明": "无需人脸识别"}, [E]),
    ],
)
def test_l03_all_on_line(changes: Changes, expected: list[Severity]) -> None:
    assert severities_of("L03", changes) == expected


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        *(
            (reason, [E])
            for reason in (
                "", "无", "--", "无需到现场", "全程网上办理，无需到现场",
                "本事项无需到现场办理", "不需到现场", "无须到现场",
                "非必须现场办理", "可全程网办", "网上办理，不用跑现场", "毋需到场", "毋须到场", "不必到场",
                "线上申请", "在线办理", "网上提交", "全程网上受理",
            )
        ),
        ("核验原件", NONE),
        ("须核验原件，其他材料无需到现场提交", NONE),
        ("其他材料可以网上提交，原件须到窗口核验", NONE),
        *(
            (f"网上申请后{then}", NONE)
            for then in ("到窗口办理", "须现场勘验", "本人须到场", "核验证件", "交验原件", "领取证书")
        ),
        (WITHOUT, [W]),
    ],
)  # fmt: skip
def test_l04_why_one_must_come(reason: str | None, expected: list[Severity]) -> None:
    assert severities_of("L04", {"必须现场办理原因说明": reason}) == expected
    assert severities_of("L04", {**ZERO, "必须现场办理原因说明": reason}) == NONE


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("核验原件", [W]),
        ("无", NONE),
        ("无需到现场办理", NONE),
        ("申请人也可自愿到窗口办理", NONE),
        ("如需纸质证照，到窗口领取", NONE),
        *(
            (reason, NONE)
            for reason in (
                "可以到窗口办理",
                "窗口办理为可选",
                "由申请人自行选择",
                "网上和窗口均可到",
                "窗口也可办理",
                "自愿到场",
            )
        ),
    ],
)
def test_l05_a_reason_to_come_where_nobody_need(reason: str, expected: list[Severity]) -> None:
    assert severities_of("L05", {**ZERO, "必须现场办理原因说明": reason}) == expected
    assert severities_of("L05", {"必须现场办理原因说明": reason}) == NONE


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (UNPAYABLE, [E]),
        ({**UNPAYABLE, "到办事现场次数": "1次"}, NONE),
        ({**UNPAYABLE, "是否收费": "否"}, NONE),
        ({**UNPAYABLE, "是否支持网上支付": "是"}, NONE),
        ({**UNPAYABLE, "是否支持网上支付": WITHOUT}, [W]),
        *(
            ({**UNPAYABLE, "收费": [FEE | {"收费标准": f"10元，{way}"}]}, NONE)
            for way in (
                "银行转账",
                "汇款",
                "凭缴款码",
                "凭缴款书",
                "凭缴款通知书",
                "扫码缴费",
                "扫码付款",
                "非税系统缴纳",
                "非税缴款",
                "非税平台缴纳",
            )
        ),
        ({**UNPAYABLE, "答": ["可以扫码支付。"]}, NONE),
        ({**UNPAYABLE, "答": ["不能转账，请到窗口。"]}, [E]),
        ({**UNPAYABLE, "收费": [FEE | {"收费依据": "豫财非税〔2019〕3号"}]}, [E]),
        ({**UNPAYABLE, "收费": [FEE | {"收费标准": "10元，纳入非税收入管理"}]}, [E]),
        ({**UNPAYABLE, "咨询方式": "0371-23881001，或扫码关注公众号"}, [E]),
        ({**UNPAYABLE, "答": ["扫码关注公众号。"]}, [E]),
        ({**UNPAYABLE, "受理条件": "已向财政专户转账"}, [W]),
    ],
)
def test_l17_a_fee_that_cannot_be_paid_from_afar(changes: Changes, expected: list[Severity]) -> None:
    assert severities_of("L17", changes) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (PICK_UP, [E]),
        ({**PICK_UP, "送达方式": "现场自取"}, [E]),
        ({**PICK_UP, "到办事现场次数": "1次"}, NONE),
        ({**PICK_UP, "送达方式": "窗口领取、网上获取"}, NONE),
        ({**PICK_UP, "送达方式": "窗口领取、物流快递"}, NONE),
        ({**PICK_UP, "是否支持物流快递": "是"}, NONE),
        ({**PICK_UP, "是否支持办件结果邮寄": "是"}, NONE),
        ({**PICK_UP, "是否支持物流快递": "是", "是否支持办件结果邮寄": "否"}, [E]),
        ({**PICK_UP, "是否生成电子证照": "是"}, NONE),
        ({**PICK_UP, "是否生成电子证照": WITHOUT}, [W]),
        ({**PICK_UP, "是否支持物流快递": WITHOUT}, [W]),
        ({**PICK_UP, "受理条件": "证照可委托他人代领"}, NONE),
        ({**PICK_UP, "答": ["可以委托领取。"]}, NONE),
        ({**PICK_UP, "答": ["可以代为领取。"]}, NONE),
        ({**PICK_UP, "答": ["证照不得代领。"]}, [E]),
        ({**PICK_UP, "受理条件": "到现场次数仅指申请环节"}, [W]),
    ],
)
def test_l35_a_result_to_be_fetched(changes: Changes, expected: list[Severity]) -> None:
    assert severities_of("L35", changes) == expected


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        *(
            (condition, [E])
            for condition in ("须本人到场签字", "须当面提交", "须现场核验", "须面签", "法定代表人亲自到窗口")
        ),
        ("申请人无需提交身份证复印件，但须本人到场签字", [E]),
        ("申请人无需当面提交", NONE),
        ("无需本人到场", NONE),
        ("须当面确认，也可远程视频确认", NONE),
        ("须本人到场或者视频见证", NONE),
        ("须本人到场，可线上核验", NONE),
        ("须本人到场。不支持线上核验", [E]),
        ("须本人到场进行人脸识别", [E]),
        ("须本人到场，并人脸识别", [W]),
        ("经营视频点播业务的，须本人到场签字", [E]),
    ],
)
def test_l36_in_person(conditions: str, expected: list[Severity]) -> None:
    assert severities_of("L36", {**ZERO, "受理条件": conditions}) == expected
    assert severities_of("L36", {"受理条件": conditions}) == NONE


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"事项名称": "远程视频点播业务许可证审批"}, [E]),
        ({"材料": [PAPER | {"材料名称": "远程核验协议"}]}, [E]),
        ({"答": ["可以远程视频办理。"]}, [W]),
    ],
)
def test_l36_what_is_said_elsewhere(changes: Changes, expected: list[Severity]) -> None:
    assert severities_of("L36", {**ZERO, "受理条件": "须本人到场签字", **changes}) == expected


@pytest.mark.parametrize(("visits", "expected"), [("3次", [E]), ("10次", [E]), ("2次", NONE), ("最多跑一次", NONE)])
def test_l40_how_often(visits: str, expected: list[Severity]) -> None:
    assert severities_of("L40", {"到办事现场次数": visits}) == expected
