"""网办 against its form, depth, address and sign-on: each exception of L19–L23, L37, L41, L44, and each way to hit."""

from __future__ import annotations

import pytest

from tests.support.consistent_guide import INSTANT, SETTINGS, WITHOUT, Changes, E, I, W, page, severities_of
from tests.support.facts import shown
from tests.support.matters import make_matter
from tests.support.reading import guide_contradictions
from zicha.model.facts.guide import Element
from zicha.model.finding import Severity

NONE: list[Severity] = []
OFF_LINE = {"是否网办": "否", "办理形式": "窗口办理", "网上办理深度": "互联网咨询"}


@pytest.mark.parametrize(
    ("online", "channels", "expected"),
    [
        ("是", "窗口办理", [E]),
        ("是", "窗口办理、移动端申请", NONE),
        ("否", "窗口办理", NONE),
        ("是", WITHOUT, NONE),
    ],
)
def test_l19_on_line_at_the_window_only(online: str, channels: str | None, expected: list[Severity]) -> None:
    assert severities_of("L19", {"是否网办": online, "办理形式": channels}) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"网办地址": "无"}, [E]),
        ({"网办地址": "点击办理"}, [E]),
        ({"是否网办": "否"}, [E]),
        ({"网办地址": "无", "办理形式": "窗口办理、移动端申请"}, NONE),
        ({"网办地址": WITHOUT}, NONE),
        *(
            ({"网办地址": address}, NONE)
            for address in (
                "https://www.hnzwfw.gov.cn/portal/apply/1",
                "www.hnzwfw.gov.cn/portal/apply/1",
                "/portal/apply/1",
                "河南政务服务网 https://www.hnzwfw.gov.cn/portal/apply/1",
                "河南政务服务网（https://www.hnzwfw.gov.cn/portal/apply/1）",
                "https://www.hnzwfw.gov.cn/#/apply/1",
                "https://www.hnzwfw.gov.cn/?id=1",
                "https://www.hnzwfw.gov.cn/X",
                "https://www.hnzwfw.gov.cn/#X",
                "/#/",
            )
        ),
        *(
            ({"网办地址": address}, [W])
            for address in (
                "http://www.example.gov.cn/",
                "https://www.hnzwfw.gov.cn",
                "www.hnzwfw.gov.cn",
                "www.hnzwfw.gov.cn/",
                "https://www.hnzwfw.gov.cn/#/",
                "https://www.hnzwfw.gov.cn/index.html",
                "https://www.hnzwfw.gov.cn/index.htm",
                "https://www.hnzwfw.gov.cn/index/",
            )
        ),
    ],
)
def test_l20_where_it_is_done(changes: Changes, expected: list[Severity]) -> None:
    assert severities_of("L20", changes) == expected


@pytest.mark.parametrize(
    ("link", "expected"),
    [("https://www.hnzwfw.gov.cn/portal/apply/1", NONE), ("https://www.hnzwfw.gov.cn/", [W]), ("", [E])],
)
def test_l20_an_address_behind_words(link: str, expected: list[Severity]) -> None:
    address = shown(Element.ONLINE_ADDRESS, "点击查看").model_copy(update={"link": link})
    guide = page({}).model_copy(update={"values": (*page({}).values, address)})
    problems = guide_contradictions(guide, make_matter(行使层级="市级"), [], SETTINGS)
    assert [problem.severity for problem in problems] == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        *(
            ({**OFF_LINE, "网上办理深度": f"互联网咨询、{depth}"}, [E])
            for depth in ("互联网受理", "互联网办理", "全程网办")
        ),
        ({**OFF_LINE, "网上办理深度": "互联网咨询、互联网收件"}, NONE),
        ({"网上办理深度": "互联网收件、互联网预审、互联网受理、互联网办理"}, NONE),
    ],
)
def test_l21_off_line_but_deep(changes: Changes, expected: list[Severity]) -> None:
    assert severities_of("L21", changes) == expected


FED_BACK = {"网上办理深度": "互联网电子证照反馈、其他", "是否生成电子证照": "否"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (FED_BACK, [E]),
        ({**FED_BACK, "结果类型": WITHOUT}, [E]),  # 取水许可证 is a licence by its name
        ({**FED_BACK, "结果类型": WITHOUT, "结果名称": "食品经营许可证（正本）"}, [E]),
        ({**FED_BACK, "结果类型": WITHOUT, "结果名称": "批复"}, [W]),
        ({**FED_BACK, "结果类型": WITHOUT, "结果名称": WITHOUT}, [W]),
        ({**FED_BACK, "结果类型": "审批办结"}, NONE),
        ({**FED_BACK, "是否生成电子证照": "是"}, NONE),
        ({**FED_BACK, "是否生成电子证照": WITHOUT}, NONE),
        ({**FED_BACK, "网上办理深度": "互联网受理、其他"}, NONE),
    ],
)
def test_l22_a_licence_that_is_not_made(changes: Changes, expected: list[Severity]) -> None:
    assert severities_of("L22", changes) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"网上办理深度": "互联网收件、互联网办理"}, [W]),
        ({"网上办理深度": "互联网收件、互联网受理"}, [W]),
        ({"网上办理深度": "互联网收件、互联网预审、互联网受理、互联网办理"}, NONE),
        ({"网上办理深度": "互联网收件、互联网办理、其他"}, NONE),
        ({"网上办理深度": "全程网办"}, NONE),
        ({**INSTANT, "网上办理深度": "互联网收件、互联网受理"}, NONE),
        ({**INSTANT, "网上办理深度": "互联网收件、互联网办理"}, [W]),
    ],
)
def test_l23_a_rung_is_missing(changes: Changes, expected: list[Severity]) -> None:
    assert severities_of("L23", changes) == expected


WIDE = {**OFF_LINE, "通办范围": "全国通办"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (WIDE, [W]),
        ({**WIDE, "通办范围": "全省通办"}, [W]),
        ({**WIDE, "通办范围": "全市通办"}, NONE),
        ({**WIDE, "是否网办": "是", "办理形式": "窗口办理、网上办理"}, NONE),
        ({**WIDE, "是否支持物流快递": "是"}, NONE),
        ({**WIDE, "办理形式": "窗口办理、快递申请"}, NONE),
        ({**WIDE, "办理地点": "1.市民之家；2.县政务大厅"}, NONE),
        ({**WIDE, "受理条件": "各地窗口代收代办"}, NONE),
        ({**WIDE, "受理条件": "可以代收"}, NONE),
        ({**WIDE, "受理条件": "支持异地代办"}, NONE),
        ({**WIDE, "受理条件": "多地联办"}, NONE),
        ({**WIDE, "受理条件": "不支持异地代办"}, [W]),
    ],
)
def test_l37_how_another_city_would_serve_it(changes: Changes, expected: list[Severity]) -> None:
    assert severities_of("L37", changes) == expected


JUMP = {"跳转地址": "http://10.1.1.1/apply.aspx", "是否对接单点登录": "否"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (JUMP, [W]),
        ({**JUMP, "是否对接单点登录": "未接入"}, [W]),
        ({**JUMP, "是否对接单点登录": "是"}, NONE),
        ({**JUMP, "跳转地址": "无"}, NONE),
        ({**JUMP, "跳转地址": WITHOUT}, NONE),
    ],
)
def test_l41_a_second_login_to_come(changes: Changes, expected: list[Severity]) -> None:
    assert severities_of("L41", changes) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"是否支持预约办理": "是", "每日可预约量": "0"}, [I]),
        ({"是否支持预约办理": "是", "办理地点": "无"}, [I]),
        ({"是否支持预约办理": "是", "每日可预约量": "30"}, NONE),
        ({"是否支持预约办理": "否", "每日可预约量": "0"}, NONE),
        ({"是否支持预约办理": "否", "办理地点": "无"}, NONE),
    ],
)
def test_l44_an_appointment_nobody_can_have(changes: Changes, expected: list[Severity]) -> None:
    assert severities_of("L44", changes) == expected
