"""A guide as its reader understands it: the page decides, the approved list completes it, and both are quoted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import pytest

from tests.support.facts import SEEN, group, guide_page, shown
from tests.support.matters import make_matter
from zicha.model.facts.guide import Element, GuidePage, Link, ShownValue
from zicha.model.matter import (
    Audience,
    Channel,
    Delivery,
    HandlingType,
    MatterType,
    OnlineDepth,
    ResultKind,
    Scope,
)
from zicha.model.time_limit import TimeLimit
from zicha.published.choices import ServiceAudience
from zicha.published.completed import CompletedGuide
from zicha.published.guide import PublishedGuide
from zicha.published.quoting import Quoted

NOTHING_DECLARED = make_matter()
REQUIRED = ("handling_type", "visits", "legal_limit", "promised_limit", "audience")
"""What every inventory declares."""


def read(values: Sequence[ShownValue] = (), **declared: Any) -> CompletedGuide:
    return CompletedGuide(PublishedGuide(guide_page(values)), make_matter(**declared))


class Reading(NamedTuple):
    """An element, what a page shows of it, what an inventory declares, and how either is understood."""

    name: str
    element: Element
    text: str
    value: object
    declared: Mapping[str, Any]
    approved: object
    in_words: str


def of_result(name: str, value: object) -> dict[str, Any]:
    return {"审批结果": {name: value}}


CLOSED = [
    Reading(
        "handling_type", Element.HANDLING_TYPE, "即办件", HandlingType.INSTANT, {"办件类型": "承诺件"},
        HandlingType.PROMISED, "承诺件",
    ),
    Reading("visits", Element.VISITS, "一次也不用跑", 0, {"到办事现场次数": 2}, 2, "2"),
    Reading(
        "channels", Element.CHANNELS, "网上办理、快递申请", frozenset({Channel.ONLINE, Channel.COURIER}),
        {"办理形式": ["窗口办理", "网上办理"]}, frozenset({Channel.WINDOW, Channel.ONLINE}), "窗口办理、网上办理",
    ),
    Reading("scope", Element.SCOPE, "全市通办", Scope.CITY, {"通办范围": "全省通办"}, Scope.PROVINCE, "全省通办"),
    Reading(
        "audience", Element.AUDIENCE, "个人、法人", ServiceAudience(True, None),
        {"服务对象": ["事业法人"]}, ServiceAudience(False, frozenset({Audience.INSTITUTION})), "事业法人",
    ),
    Reading("online", Element.ONLINE, "否", False, {"是否网办": "是"}, True, "是"),
    Reading(
        "online_depth", Element.ONLINE_DEPTH, "全程网办", frozenset({OnlineDepth.FULL}),
        {"网上办理深度": ["互联网咨询"]}, frozenset({OnlineDepth.ENQUIRY}), "互联网咨询",
    ),
    Reading("single_sign_on", Element.SINGLE_SIGN_ON, "否", False, {"是否对接单点登录": "是"}, True, "是"),
    Reading("appointment", Element.APPOINTMENT, "是", True, {"是否支持预约办理": "否"}, False, "否"),
    Reading("appointments_a_day", Element.APPOINTMENTS_A_DAY, "每日５个", 5, {"每日可预约量": 50}, 50, "50"),
    Reading("online_payment", Element.ONLINE_PAYMENT, "支持", True, {"是否支持网上支付": "否"}, False, "否"),
    Reading("charged", Element.CHARGED, "免费", False, {"是否收费": "是"}, True, "是"),
    Reading(
        "result_kind", Element.RESULT_KIND, "出证办结", ResultKind.LICENCE, of_result("结果类型", "审批办结"),
        ResultKind.APPROVAL, "审批办结",
    ),
    Reading("e_licence", Element.E_LICENCE, "是", True, of_result("是否生成电子证照", "否"), False, "否"),
    Reading(
        "delivery", Element.DELIVERY, "窗口领取", frozenset({Delivery.PICK_UP}),
        of_result("送达方式", ["网上获取", "公告"]), frozenset({Delivery.ONLINE, Delivery.NOTICE}), "网上获取、公告",
    ),
    Reading(
        "effective_on", Element.EFFECTIVE_ON, "2026年1月5日", date(2026, 1, 5), {"计划生效日期": "2025-01-01"},
        date(2025, 1, 1), "2025-01-01",
    ),
    Reading(
        "cancelled_on", Element.CANCELLED_ON, "20290131", date(2029, 1, 31), {"计划取消日期": "2030-01-01"},
        date(2030, 1, 1), "2030-01-01",
    ),
]  # fmt: skip
LIMITS = [
    Reading(
        "legal_limit", Element.LEGAL_LIMIT, "45个工作日", TimeLimit(amount=45), {"法定办结时限": "30个工作日"},
        TimeLimit(amount=30), "30个工作日",
    ),
    Reading(
        "promised_limit", Element.PROMISED_LIMIT, "即办", TimeLimit.instant(), {"承诺办结时限": "5个工作日"},
        TimeLimit(amount=5), "5个工作日",
    ),
]  # fmt: skip
FREE = [
    Reading(name, element, f"{element}之一", f"{element}之一", {field: approved}, words, words)
    for name, element, field, approved, words in (
        ("visit_reason", Element.VISIT_REASON, "必须现场办理原因说明", "核验原件", "核验原件"),
        ("legal_limit_note", Element.LEGAL_LIMIT_NOTE, "法定办结时限说明", "自受理之日起", "自受理之日起"),
        ("person_topics", Element.PERSON_TOPICS, "面向自然人事项主题分类", ["就业", "户籍"], "就业、户籍"),
        ("legal_person_topics", Element.LEGAL_PERSON_TOPICS, "面向法人事项主题分类", ["准营"], "准营"),
        ("jump_address", Element.JUMP_ADDRESS, "跳转地址", "https://a.example/2", "https://a.example/2"),
        ("online_address", Element.ONLINE_ADDRESS, "网办地址", "https://a.example/1", "https://a.example/1"),
        ("place", Element.PLACE, "办理地点", "市民之家二楼", "市民之家二楼"),
        ("consultation", Element.CONSULTATION, "咨询方式", "0371-23881001", "0371-23881001"),
        ("supervision", Element.SUPERVISION, "监督投诉方式", "12345", "12345"),
    )
]
FREE.append(
    Reading(
        "result_name", Element.RESULT_NAME, "许可证", "许可证", of_result("结果名称", "取水许可证"), "取水许可证",
        "取水许可证",
    )
)  # fmt: skip
ALL = [*CLOSED, *LIMITS, *FREE]


def by_name(reading: Reading) -> str:
    return reading.name


@pytest.mark.parametrize("reading", ALL, ids=by_name)
def test_the_page_comes_before_the_list(reading: Reading) -> None:
    expected = Quoted(reading.value, f"“本页的：{reading.text}”")
    published = read([shown(reading.element, reading.text, "本页的：")], **reading.declared)
    assert getattr(published, reading.name) == expected
    unlabelled = ShownValue(element=reading.element, label="", text=reading.text)
    assert getattr(read([unlabelled]), reading.name) == Quoted(reading.value, f"“{reading.element}：{reading.text}”")


@pytest.mark.parametrize("reading", ALL, ids=by_name)
def test_what_the_page_does_not_show_comes_from_the_list(reading: Reading) -> None:
    expected = Quoted(reading.approved, f"核准清单“{reading.element}：{reading.in_words}”")
    assert getattr(read(**reading.declared), reading.name) == expected


@pytest.mark.parametrize("reading", ALL, ids=by_name)
def test_a_default_of_ours_is_no_value_of_the_list(reading: Reading) -> None:
    if reading.name not in REQUIRED:
        assert getattr(read(), reading.name) is None


@pytest.mark.parametrize("reading", CLOSED, ids=by_name)
def test_a_closed_value_that_is_blank_or_in_other_words(reading: Reading) -> None:
    expected = Quoted(reading.approved, f"核准清单“{reading.element}：{reading.in_words}”")
    assert getattr(read([shown(reading.element, "--")], **reading.declared), reading.name) == expected
    assert getattr(read([shown(reading.element, "另行规定")], **reading.declared), reading.name) is None
    places = [shown(reading.element, text) for text in ("另行规定", reading.text)]
    assert getattr(read(places, **reading.declared), reading.name) is None
    places = [shown(reading.element, text) for text in ("--", reading.text)]
    assert getattr(read(places, **reading.declared), reading.name) == Quoted(
        reading.value, f"“{reading.element}：{reading.text}”"
    )


@pytest.mark.parametrize("reading", LIMITS, ids=by_name)
def test_a_limit_that_cannot_be_read_or_is_not_the_only_one(reading: Reading) -> None:
    listed = Quoted(reading.approved, f"核准清单“{reading.element}：{reading.in_words}”")

    def limit(*texts: str) -> Quoted[TimeLimit] | None:
        value: Quoted[TimeLimit] | None = getattr(
            read([shown(reading.element, text) for text in texts], **reading.declared), reading.name
        )
        return value

    assert limit("--") == listed
    assert limit("及时办理") is None
    assert limit("--", "不少于3个工作日") is None
    assert limit("3个工作日，特殊情况9个工作日") is None
    assert limit("3个工作日，特殊情况9个工作日", "3个工作日") is None
    assert limit("及时办理", "3个工作日") is None
    assert limit("3个工作日", "5个工作日") is None
    assert limit("--", "3个工作日", "3个工作日内") == Quoted(TimeLimit(amount=3), f"“{reading.element}：3个工作日”")


@pytest.mark.parametrize("reading", FREE, ids=by_name)
def test_a_free_text_that_is_blank(reading: Reading) -> None:
    blank = read([shown(reading.element, "--", "本页的"), shown(reading.element, "无")], **reading.declared)
    assert getattr(blank, reading.name) == Quoted("", "“本页的：--”")
    unlabelled = [ShownValue(element=reading.element, label="", text="无")]
    assert getattr(read(unlabelled), reading.name) == Quoted("", f"“{reading.element}：无”")
    later = read([shown(reading.element, "--"), shown(reading.element, "其他")], **reading.declared)
    assert getattr(later, reading.name) == Quoted("其他", f"“{reading.element}：其他”")


def test_a_list_that_declares_nothing_of_an_element() -> None:
    assert read(面向自然人事项主题分类=[], 网上办理深度=[], **of_result("送达方式", [])).person_topics is None
    assert read(网上办理深度=[]).online_depth is None
    assert read(**of_result("送达方式", [])).delivery is None
    assert read(网办地址=None).online_address is None


def test_the_kind_of_a_matter() -> None:
    assert read().matter_type is MatterType.LICENCE
    assert read([shown(Element.MATTER_TYPE, "公共服务")]).matter_type is MatterType.PUBLIC_SERVICE
    assert read([shown(Element.MATTER_TYPE, "审批")], 事项类型="行政确认").matter_type is MatterType.CONFIRMATION


def test_a_guide_knows_its_page_and_its_siblings() -> None:
    page, sibling = guide_page(), make_matter(region_code="410225")
    published = CompletedGuide(PublishedGuide(page), NOTHING_DECLARED, [sibling])
    assert (published.page, published.matter, published.approved) == (page, NOTHING_DECLARED, NOTHING_DECLARED.guide)
    assert published.siblings == (sibling,)
    assert CompletedGuide(PublishedGuide(page), NOTHING_DECLARED).siblings == ()
    assert published.on == SEEN.date()


def with_groups(**groups: Sequence[Mapping[Element, str]]) -> GuidePage:
    return guide_page().model_copy(update={name: tuple(map(group, rows)) for name, rows in groups.items()})


def test_its_materials_steps_and_fees_are_those_of_the_page() -> None:
    page = with_groups(
        materials=[{Element.MATERIAL_NAME: "申请书"}],
        steps=[{Element.STEP_NAME: "受理"}],
        fees=[{Element.FEE_NAME: "工本费"}],
    )
    matter = make_matter(
        申请材料=[{"材料名称": "申请书", "收取方式": "纸质"}],
        办理流程=[{"环节名称": "受理", "法定依据": "《水法》第七条"}],
        收费项目=[{"收费项目名称": "工本费", "收费标准": "10元", "收费依据": "文件"}],
    )
    published = CompletedGuide(PublishedGuide(page), matter)
    assert [(each.name, each.medium) for each in published.materials] == [("申请书", "纸质")]
    assert [(each.name, each.basis) for each in published.steps] == [("受理", "《水法》第七条")]
    assert [(each.name, each.standard) for each in published.fees] == [("工本费", "10元")]


# ── what the page mentions ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["materials", "steps", "fees", "questions"])
def test_words_that_stand_in_a_group_are_mentioned(name: str) -> None:
    assert CompletedGuide(
        PublishedGuide(with_groups(**{name: [{Element.ANSWER: "支持邮寄"}]})), NOTHING_DECLARED
    ).mentions(["邮寄"])


def test_words_that_the_page_mentions() -> None:
    published = read(
        [shown(Element.CHANNELS, "支持邮寄"), shown(Element.NAME, "快递许可"), shown(Element.HOURS, "周一")]
    )
    assert published.mentions(["邮寄"])
    assert published.mentions(iter(["传真", "周一"]))
    assert published.mentions(["邮寄"], Element.HOURS, Element.CHANNELS)
    assert not published.mentions(["邮寄"], Element.HOURS)
    assert not published.mentions(["快递"])
    assert published.mentions(["快递"], Element.NAME)
    assert not published.mentions(["传真"])
    assert not read([shown(Element.CHANNELS, "不支持邮寄")]).mentions(["邮寄"])


# ── what could not be read ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("values", "declared", "expected"),
    [
        ([shown(Element.SCOPE, "跨县", "通办的范围：")], {}, ("“通办的范围：跨县”",)),
        ([ShownValue(element=Element.SCOPE, label="", text="跨县")], {}, ("“通办范围：跨县”",)),
        ([shown(Element.SCOPE, "跨县")], {"通办范围": "全市通办"}, ()),
        ([shown(Element.SCOPE, "跨县"), shown(Element.SCOPE, "全市通办")], {}, ("“通办范围：跨县”",)),
        ([shown(Element.SCOPE, "全市"), shown(Element.SCOPE, "全市通办")], {}, ()),
        (
            [shown(Element.SCOPE, "--"), shown(Element.SCOPE, "跨县"), shown(Element.SCOPE, "跨省")],
            {},
            ("“通办范围：跨县”",),
        ),
        ([shown(Element.SCOPE, "--")], {}, ()),
        ([shown(Element.APPOINTMENT, "看情况"), shown(Element.APPOINTMENTS_A_DAY, "若干")], {}, ()),
        ([shown(Element.EFFECTIVE_ON, "长期")], {}, ()),
        ([shown(Element.EFFECTIVE_ON, "2026年初", "生效")], {}, ("“生效：2026年初”",)),
        ([shown(Element.CANCELLED_ON, "明年")], {}, ("“计划取消日期：明年”",)),
        ([shown(Element.CANCELLED_ON, "2026/13")], {}, ("“计划取消日期：2026/13”",)),
        ([shown(Element.EFFECTIVE_ON, "2026年初")], {"计划生效日期": "2026-01-01"}, ("“计划生效日期：2026年初”",)),
        (
            [shown(Element.ONLINE, "看情况"), shown(Element.APPOINTMENT, "看情况"), shown(Element.SCOPE, "跨县")],
            {},
            ("“通办范围：跨县”", "“是否网办：看情况”"),
        ),
    ],
)
def test_words_that_nobody_knows(
    values: Sequence[ShownValue], declared: Mapping[str, Any], expected: tuple[str, ...]
) -> None:
    assert read(values, **declared).unread == expected


# ── the elements that need more than reading ─────────────────────────────────────────────────────────────────────


def address(text: str, link: str = "", label: str = "网办地址") -> ShownValue:
    links = (Link(text=text, address=link),) if link else ()
    return ShownValue(element=Element.ONLINE_ADDRESS, label=label, text=text, link=link, links=links)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([address("点击办理", "/apply/1")], Quoted("/apply/1", "“网办地址：点击办理”")),
        ([address("", "/apply/1")], Quoted("/apply/1", "“网办地址：/apply/1”")),
        (
            [address("网址：https://a.example/1。", "/apply/1")],
            Quoted("https://a.example/1", "“网办地址：网址：https://a.example/1。”"),
        ),
        ([address("http://a.example/1）")], Quoted("http://a.example/1", "“网办地址：http://a.example/1）”")),
        ([address("市民之家")], Quoted("市民之家", "“网办地址：市民之家”")),
        ([address("市民之家"), address("点击", "/apply/2")], Quoted("/apply/2", "“网办地址：市民之家”")),
        ([address("--")], Quoted("", "“网办地址：--”")),
    ],
)
def test_the_address_of_an_application(values: Sequence[ShownValue], expected: Quoted[str]) -> None:
    assert read(values).online_address == expected


@pytest.mark.parametrize(
    ("own", "general", "channels", "expected"),
    [
        ("是", None, None, Quoted(True, "“是否支持申报材料邮寄：是”")),
        ("否", "是", None, Quoted(False, "“是否支持申报材料邮寄：否”")),
        (None, "是", None, Quoted(True, "“是否支持物流快递：是”")),
        (None, "否", None, Quoted(False, "“是否支持物流快递：否”")),
        ("视情况", "是", None, None),
        ("--", "是", None, Quoted(True, "“是否支持物流快递：是”")),
        (None, None, None, None),
        ("否", None, "窗口办理、快递申请", Quoted(True, "“办理形式：窗口办理、快递申请”")),
        (None, None, "快递申请", Quoted(True, "“办理形式：快递申请”")),
        ("是", None, "快递申请", Quoted(True, "“是否支持申报材料邮寄：是”")),
        ("否", None, "窗口办理", Quoted(False, "“是否支持申报材料邮寄：否”")),
        ("否", None, "窗口递交或者邮寄材料", Quoted(True, "“办理形式：窗口递交或者邮寄材料”")),
        (None, None, "可以快递材料来", Quoted(True, "“办理形式：可以快递材料来”")),
        (None, None, "不支持邮寄材料", None),
        ("否", None, "不支持邮寄材料", Quoted(False, "“是否支持申报材料邮寄：否”")),
    ],
)
def test_whether_materials_may_be_sent_in(
    own: str | None, general: str | None, channels: str | None, expected: Quoted[bool] | None
) -> None:
    texts = {Element.MATERIAL_COURIER: own, Element.COURIER: general, Element.CHANNELS: channels}
    values = [shown(element, text) for element, text in texts.items() if text is not None]
    assert read(values).materials_by_courier == expected


def test_channels_without_a_label_are_quoted_by_their_name() -> None:
    channels = ShownValue(element=Element.CHANNELS, label="", text="可以邮寄材料来")
    assert read([channels]).materials_by_courier == Quoted(True, "“办理形式：可以邮寄材料来”")


@pytest.mark.parametrize(
    ("own", "general", "delivery", "expected"),
    [
        ("是", None, None, Quoted(True, "“是否支持办件结果邮寄：是”")),
        ("否", "是", None, Quoted(False, "“是否支持办件结果邮寄：否”")),
        (None, "是", None, Quoted(True, "“是否支持物流快递：是”")),
        (None, None, None, None),
        ("否", None, "窗口领取、物流快递", Quoted(True, "“送达方式：窗口领取、物流快递”")),
        (None, None, "物流快递", Quoted(True, "“送达方式：物流快递”")),
        ("是", None, "物流快递", Quoted(True, "“是否支持办件结果邮寄：是”")),
        ("否", None, "窗口领取", Quoted(False, "“是否支持办件结果邮寄：否”")),
        (None, None, "窗口领取", None),
    ],
)
def test_whether_the_result_may_be_sent(
    own: str | None, general: str | None, delivery: str | None, expected: Quoted[bool] | None
) -> None:
    texts = {Element.RESULT_COURIER: own, Element.COURIER: general, Element.DELIVERY: delivery}
    values = [shown(element, text) for element, text in texts.items() if text is not None]
    assert read(values).results_by_courier == expected


def test_whether_things_may_be_sent_by_the_list() -> None:
    by_list = read(是否支持申报材料邮寄="是", 是否支持办件结果邮寄="是")
    assert by_list.materials_by_courier == Quoted(True, "核准清单“是否支持申报材料邮寄：是”")
    assert by_list.results_by_courier == Quoted(True, "核准清单“是否支持办件结果邮寄：是”")


@pytest.mark.parametrize(
    ("text", "link", "is_there"),
    [
        ("查看样本", "", True),
        ("--", "/sample.jpg", True),
        ("--", "", False),
        ("否", "", False),
        ("是", "", True),
    ],
)
def test_a_sample_of_the_result(text: str, link: str, is_there: bool) -> None:
    sample = ShownValue(element=Element.RESULT_SAMPLE, label="样本", text=text, link=link)
    assert read([sample], **of_result("结果样本", "否")).result_sample == Quoted(is_there, f"“样本：{text}”")
    unlabelled = sample.model_copy(update={"label": ""})
    assert read([unlabelled]).result_sample == Quoted(is_there, f"“结果样本：{text}”")


def test_a_sample_of_the_result_by_the_list() -> None:
    assert read(**of_result("结果样本", "是")).result_sample == Quoted(True, "核准清单“结果样本：有”")
    assert read(**of_result("结果样本", "否")).result_sample == Quoted(False, "核准清单“结果样本：无”")
    assert read().result_sample is None


def test_conditions_are_one_text() -> None:
    values = [shown(Element.CONDITIONS, "年满十八周岁", "条件一"), shown(Element.CONDITIONS, "有场所", "条件二")]
    assert read(values, 受理条件=["其他"]).conditions == Quoted(
        "年满十八周岁；有场所", "“受理条件：年满十八周岁；有场所”"
    )
    assert read([shown(Element.CONDITIONS, "")], 受理条件=["其他"]).conditions == Quoted("", "“受理条件：”")
    assert read(受理条件=["甲", "乙"]).conditions == Quoted("甲；乙", "核准清单“受理条件：甲；乙”")
    assert read().conditions is None
