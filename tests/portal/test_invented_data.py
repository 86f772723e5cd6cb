"""测试件数据: invented, with right check digits, and within what a field allows."""

from __future__ import annotations

import pytest

from zicha.model.matter import Identity
from zicha.portal.live.invented_data import option_for, value_for
from zicha.portal.live.look import Field
from zicha.portal.profile import load_profile

INVENTED = load_profile("demo", "http://127.0.0.1").invented
_CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def field(label: str, type: str = "text", **more: object) -> Field:
    blank = {
        "index": 0,
        "name": "",
        "labelled": True,
        "required": True,
        "required_shown": True,
        "hint": "",
        "value": "",
    }
    limits = {"checked": False, "read_only": False, "options": (), "section": "", "row": "", "min": "", "max": ""}
    return Field.model_validate({**blank, **limits, "longest": 0, "label": label, "type": type, **more})


def value(label: str, type: str = "text", **more: object) -> str:
    return value_for(field(label, type, **more), Identity.LEGAL_PERSON, INVENTED)


@pytest.mark.parametrize("identity", list(Identity))
def test_check_digits_are_right(identity: Identity) -> None:
    person, body = INVENTED.values[identity]["身份证号码"], INVENTED.values[identity]["统一社会信用代码"]
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    assert person[17] == "10X98765432"[sum(int(c) * w for c, w in zip(person, weights, strict=False)) % 11]
    total = sum(_CODE.index(c) * pow(3, i, 31) for i, c in enumerate(body[:17]))
    assert body[17] == _CODE[(31 - total % 31) % 31]
    own = sum(
        (int(c) if c.isdigit() else ord(c) - 55) * w for c, w in zip(body[8:16], (3, 7, 9, 10, 5, 8, 4, 2), strict=True)
    )
    assert body[16] == "0123456789X"[(11 - own % 11) % 11]


def test_what_is_invented_says_so() -> None:
    for identity in Identity:
        values = INVENTED.values[identity]
        assert all("测试" in values[datum] for datum in ("姓名", "名称", "地址"))
    assert "测试" in INVENTED.otherwise["text"]


def test_every_datum_has_words_and_values() -> None:
    assert all(set(INVENTED.values[identity]) == set(INVENTED.words) for identity in Identity)


@pytest.mark.parametrize(
    ("label", "datum"),
    [
        ("企业统一社会信用代码", "统一社会信用代码"),
        ("经办人身份证号", "身份证号码"),
        ("联系人手机", "电话"),
        ("经营场所位置", "地址"),
        ("安全负责人姓名", "姓名"),
        ("拟设立名称", "名称"),
    ],
)
def test_a_label_says_what_to_fill_in(label: str, datum: str) -> None:
    assert value(label) == INVENTED.values[Identity.LEGAL_PERSON][datum]


def test_what_no_label_explains_goes_by_its_type() -> None:
    assert value("用途") == "测试"
    assert value("备案说明", "textarea") == "测试件，仅用于业务网自查，请勿办理"
    assert value("成立日期", "date") == "2026-01-05"


@pytest.mark.parametrize(
    ("limits", "filled"),
    [
        ({}, "1"),
        ({"min": "3"}, "3"),
        ({"max": "0.5"}, "0.5"),
        ({"hint": "单位：人，3至500"}, "3"),
        ({"hint": "例如：30"}, "1"),
    ],
)
def test_a_number_stays_within_its_range(limits: dict[str, str], filled: str) -> None:
    assert value("人数", "number", **limits) == filled


def test_a_date_and_a_text_stay_within_theirs() -> None:
    assert value("开始日期", "date", min="2026-03-01") == "2026-03-01"
    assert value("开始日期", "date", max="2025-03-01") == "2025-03-01"
    assert value("企业名称", longest=4) == "测试单位"


def test_the_first_real_choice_is_taken() -> None:
    assert option_for(field("类别", "select", options=("", "请选择类别", "甲", "乙"))) == "甲"
    assert option_for(field("类别", "select", options=("", "请选择"))) == ""


@pytest.mark.parametrize(
    ("label", "hint", "expected"),
    [
        ("经营面积", "应填数字，单位：平方米，如 120", "120"),
        ("注册资本", "请输入数字", "1"),
        ("从业人数", "单位：人", "1"),
        ("面积", "例：35.5", "35.5"),
        ("投资额", "只能填写整数，10～500", "10"),
        ("计划开工日期", "", "2026-01-05"),
        ("计划开工日期", "格式：2026-12-01", "2026-01-05"),
        ("开工时间", "格式：2026/12/01", "2026/01/05"),
        ("开工时间", "如2026年12月1日", "2026年1月5日"),
        ("有效期至", "yyyyMMdd", "20260105"),
        ("车牌号", "例如：豫B12345", "豫B12345"),
        ("项目名称", "如 120 平方米以上的请注明", "测试单位（自查测试件）"),
        ("经营范围", "请如实填写", "测试"),
        ("联系电话", "如 0371-12345678", "13800000000"),
        ("字号数", "不超过10个字", "测试"),
    ],
)
def test_a_hint_tells_what_to_fill_in(label: str, hint: str, expected: str) -> None:
    assert value(label, hint=hint) == expected


@pytest.mark.parametrize(
    ("label", "complaint", "expected"),
    [
        ("经营场所面积", "经营场所面积应填数字", "1"),
        ("成立", "日期格式不正确，应为2026-12-01", "2026-01-05"),
        ("联系电话", "请输入座机号码，如 0371-12345678", "13800000000"),
        ("经营范围", "经营范围不能为空", "测试"),
        ("经营范围", "经营范围不得少于10个字", "测试" * 5),
        ("经营地址", "经营地址不能超过10个字", "河南省开封市测试路1"),
        ("楼层", "楼层须为3至60之间的数字", "3"),
    ],
)
def test_a_complaint_tells_it_better(label: str, complaint: str, expected: str) -> None:
    assert value_for(field(label), Identity.LEGAL_PERSON, INVENTED, complaint) == expected
