"""B1: what a guide publishes against what was approved, element by element, and what only looks different."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from tests.support.facts import group, guide_page, shown
from tests.support.matters import make_matter
from tests.support.problems import NOTHING, E, W, severities, texts
from tests.support.reading import element_differences, material_differences, process_differences, time_limit_differences
from zicha.model.facts.guide import Element, GuidePage, Link, ShownValue
from zicha.model.finding import Severity
from zicha.model.matter import Guide
from zicha.rules.guide_accuracy.agreement import has_all, is_same_basis, is_same_organ, is_same_phone

# ── elements ─────────────────────────────────────────────────────────────────────────────────────────────────────

APPROVED = make_matter(
    服务对象=["自然人", "企业法人"],
    通办范围="全市通办",
    办理形式=["窗口办理", "网上办理"],
    是否收费="否",
    受理条件=["年满十八周岁", "有固定的经营场所"],
    设定依据=["《中华人民共和国水法》第四十八条", "《取水许可和水资源费征收管理条例》第二条、第三条"],
    咨询方式="0371-23881001",
    监督投诉方式="0371-23881002",
    办理地点="开封市民之家二楼A区6号窗口",
    审批结果={"结果名称": "取水许可证", "送达方式": ["窗口领取", "物流快递"]},
)
SAID: dict[Element, str] = {
    Element.NAME: "取水许可审批",
    Element.CODE: APPROVED.code,
    Element.MATTER_TYPE: "行政许可",
    Element.OWNER: "开封市水利局",
    Element.AUDIENCE: "自然人、企业法人",
    Element.HANDLING_TYPE: "承诺件",
    Element.CHANNELS: "窗口办理，网上办理",
    Element.VISITS: "1次",
    Element.SCOPE: "全市通办",
    Element.CHARGED: "否",
    Element.CONDITIONS: "年满十八周岁 有固定的经营场所",
    Element.BASIS: "《中华人民共和国水法》第四十八条；《取水许可和水资源费征收管理条例》第二条、第三条",
    Element.CONSULTATION: "0371-23881001",
    Element.SUPERVISION: "0371-23881002",
    Element.PLACE: "开封市民之家二楼A区6号窗口",
    Element.RESULT_NAME: "取水许可证",
    Element.DELIVERY: "窗口领取、物流快递",
}


def element_page(changes: Mapping[Element, str | None] = {}, answers: Sequence[tuple[str, str]] = ()) -> GuidePage:
    values = [shown(element, text) for element, text in {**SAID, **changes}.items() if text is not None]
    questions = tuple(group({Element.QUESTION: question, Element.ANSWER: answer}) for question, answer in answers)
    return guide_page(values).model_copy(update={"questions": questions})


def test_a_guide_as_approved_is_right() -> None:
    assert element_differences(element_page(), APPROVED) == ()


@pytest.mark.parametrize(
    ("element", "text"),
    [
        (Element.NAME, "取水许可审批（延续）"),
        (Element.CODE, "11410200005197365E3000119001001"),
        (Element.MATTER_TYPE, "公共服务"),
        (Element.OWNER, "兰考县水利局"),
        (Element.OWNER, "河南省水利厅"),
        (Element.AUDIENCE, "自然人"),
        (Element.AUDIENCE, "个人"),
        (Element.AUDIENCE, "企业法人、事业法人"),
        (Element.HANDLING_TYPE, "即办件"),
        (Element.CHANNELS, "窗口办理"),
        (Element.VISITS, "0次"),
        (Element.VISITS, "一次也不用跑"),
        (Element.CODE, "11410200005197365E3000119002000"),
        (Element.CONDITIONS, "年满十八周岁 有固定的办公场所"),
        (Element.SCOPE, "全省"),
        (Element.SCOPE, "不通办"),
        (Element.CHARGED, "是"),
        (Element.CONDITIONS, "年满十八周岁"),
        (Element.CONDITIONS, "年满二十周岁 有固定的经营场所"),
        (Element.BASIS, "《中华人民共和国水法》第四十八条"),
        (Element.BASIS, "《中华人民共和国水法》第四十七条；《取水许可和水资源费征收管理条例》第二条、第三条"),
        (Element.CONSULTATION, "0371-23881009"),
        (Element.CONSULTATION, "0378-23881001"),
        (Element.SUPERVISION, "12345"),
        (Element.PLACE, "开封市民之家三楼"),
        (Element.RESULT_NAME, "取水许可证（副本）批复"),
        (Element.DELIVERY, "窗口领取"),
    ],
)
def test_another_value_is_a_difference(element: Element, text: str) -> None:
    (problem,) = element_differences(element_page({element: text}), APPROVED)
    assert problem.severity is E
    assert problem.seen == text
    assert problem.text.startswith(f"{element}：核准清单为“")


@pytest.mark.parametrize("text", ["无", "暂无", "暂无数据", "--", "", "——"])
@pytest.mark.parametrize("element", [Element.CONDITIONS, Element.BASIS, Element.HANDLING_TYPE, Element.CONSULTATION])
def test_shown_empty_though_approved(element: Element, text: str) -> None:
    assert severities(element_differences(element_page({element: text}), APPROVED)) == [E]


@pytest.mark.parametrize(
    ("element", "text"),
    [
        (Element.OWNER, "河南省开封市水利局"),
        (Element.OWNER, "水利局"),
        (Element.AUDIENCE, "企业，个人"),
        (Element.AUDIENCE, "个人/法人"),
        (Element.AUDIENCE, "自然人 企业法人"),
        (Element.HANDLING_TYPE, "承诺办件"),
        (Element.CHANNELS, "网上；窗口"),
        (Element.VISITS, "１ 次"),
        (Element.VISITS, "最多跑一次"),
        (Element.VISITS, "1"),
        (Element.SCOPE, "全市"),
        (Element.CHARGED, "不收费"),
        (Element.CHARGED, "免费"),
        (Element.CONDITIONS, "（1）有固定的经营场所；\n（2）年满十八周岁。"),
        (Element.CONDITIONS, "①年满十八周岁 ②有固定的经营场所"),
        (Element.CONDITIONS, "一、年满十八周岁\n二、有固定的经营场所"),
        (Element.CODE, "11410200005197365E300011900100001"),
        (Element.CHARGED, "无"),
        (Element.CONSULTATION, "0371-23881001 0371-23881002"),
        (Element.CONSULTATION, "0371-23881001 23881002"),
        (Element.CONSULTATION, "0371-23881001-801"),
        (Element.CONSULTATION, "+86-371-23881001"),
        (Element.BASIS, "《水法》第48条；《取水许可和水资源费征收管理条例》第2条、第3条"),
        (Element.BASIS, "《水法》第四十八条；《取水许可和水资源费征收管理条例》第二、三条"),
        (Element.BASIS, "《水法》第四十八条；《取水许可和水资源费征收管理条例》第二条至第三条"),
        (Element.BASIS, "1.《取水许可和水资源费征收管理条例》第二条，第三条 2.《中华人民共和国水法》第四十八条"),
        (Element.CONSULTATION, "（0371）2388 1001"),
        (Element.CONSULTATION, "23881001"),
        (Element.CONSULTATION, "窗口：0371－23881001；12345"),
        (Element.PLACE, "开封市民之家，二楼A区6号窗口"),
        (Element.DELIVERY, "邮寄、自行取件"),
    ],
)
def test_another_wording_is_none(element: Element, text: str) -> None:
    assert element_differences(element_page({element: text}), APPROVED) == ()


@pytest.mark.parametrize(
    ("element", "text"),
    [
        (Element.HANDLING_TYPE, "1"),
        (Element.HANDLING_TYPE, "限时"),
        (Element.SCOPE, "跨县"),
        (Element.AUDIENCE, "社会公众"),
        (Element.VISITS, "视情况而定"),
        (Element.CHARGED, "详见收费标准"),
        (Element.CONDITIONS, "年满十八周岁 有固定的经营场所 无犯罪记录"),
        (Element.CONDITIONS, "三年满十八周岁 有固定的经营场所"),
        (Element.CHARGED, "--"),
        (Element.CHARGED, ""),
        (Element.OWNER, "河南省水利厅、开封市水利局"),
        (Element.OWNER, "非开封市水利局"),
        (Element.CONSULTATION, "139****1234"),
        (Element.PLACE, "开封市民之家二楼A区6号窗口（金明大道）"),
    ],
)
def test_what_cannot_be_told_is_asked(element: Element, text: str) -> None:
    problems = element_differences(element_page({element: text}), APPROVED)
    assert severities(problems) == [W]
    assert f"“{text}”" in problems[0].text


def test_what_is_not_recognised_is_asked_in_one_sentence() -> None:
    problems = element_differences(element_page({Element.SCOPE: None, Element.OWNER: None}), APPROVED)
    assert severities(problems) == [W]
    assert "没有认出“实施主体”、“通办范围”" in problems[0].text


def test_what_the_inventory_does_not_declare_is_not_compared() -> None:
    matter = make_matter()
    page = element_page({Element.SCOPE: "全国通办", Element.COURIER: "否"})
    assert not any("通办" in p.text or "快递" in p.text for p in element_differences(page, matter))


def test_an_organ_that_merely_accepts_may_be_another() -> None:
    page = element_page()
    reception = shown(Element.OWNER, "开封市政务服务中心", "受理机构")
    both = page.model_copy(update={"values": (*page.values, reception)})
    assert element_differences(both, APPROVED) == ()
    alone = element_page({Element.OWNER: None})
    alone = alone.model_copy(update={"values": (*alone.values, reception)})
    assert severities(element_differences(alone, APPROVED)) == [E]


@pytest.mark.parametrize(
    ("approved", "text", "verdict"),
    [
        ("开封市城市管理局", "城市管理局", True),
        ("开封市城市管理局", "管理局", None),
        ("开封市人力资源和社会保障局", "社会保障局", None),
        ("开封市自然资源和规划局", "规划局", None),
        ("兰考县教育体育局", "体育局", None),
        ("杞县水利局", "河南省开封市杞县水利局", True),
        ("开封市城乡一体化示范区管理委员会", "城乡一体化示范区管理委员会", True),
        ("开封市水利局", "兰考县水利局", False),
        ("开封市水利局", "河南省水利厅", False),
    ],
)
def test_agreement_of_an_organ(approved: str, text: str, verdict: bool | None) -> None:
    assert is_same_organ(text, approved) is verdict


def with_more(*more: ShownValue) -> GuidePage:
    page = element_page()
    return page.model_copy(update={"values": (*page.values, *more)})


@pytest.mark.parametrize(
    "other",
    [
        shown(Element.NAME, "取水许可", "主项名称"),
        shown(Element.CODE, "11410200005197365E300011900100001", "业务办理项编码"),
        shown(Element.CONSULTATION, "窗口咨询、电话咨询", "咨询方式"),
    ],
)
def test_a_value_of_something_alike_stands_beside_the_right_one(other: ShownValue) -> None:
    assert element_differences(with_more(other), APPROVED) == ()
    alone = with_more(other)
    kept = tuple(v for v in alone.values if v.element is not other.element or v is other)
    expected = [] if other.element is Element.CODE else [E]
    assert severities(element_differences(alone.model_copy(update={"values": kept}), APPROVED)) == expected


def test_another_number_beside_the_right_one_is_a_difference() -> None:
    page = with_more(shown(Element.CONSULTATION, "0371-23881009", "办公电话"))
    assert severities(element_differences(page, APPROVED)) == [E]


@pytest.mark.parametrize(
    ("approved", "text", "verdict"),
    [
        (["5年以上从业经历", "有固定场所"], "5年以上从业经历\n有固定场所", True),
        (["5年以上从业经历", "有固定场所"], "15年以上从业经历；有固定场所", False),
        (["十六周岁以上", "有固定场所"], "二十六周岁以上；有固定场所", None),
        (["面积不少于1.5平方米"], "面积不少于15平方米", False),
        (["1.有固定场所"], "有固定场所", True),
    ],
)
def test_digits_of_conditions_count(approved: list[str], text: str, verdict: bool | None) -> None:
    assert has_all(text, approved) is verdict


@pytest.mark.parametrize(
    ("link", "text", "expected"),
    [
        ("https://portal.example/apply/1", "点击办理", NOTHING),
        ("/apply/1", "点击办理", NOTHING),
        ("/apply/2", "点击办理", [W]),
        ("/apply/1", "https://portal.example/apply/2", [E]),
        ("", "https://portal.example/apply/1", NOTHING),
        ("", "点击办理", [E]),
    ],
)
def test_an_address_may_be_a_link(link: str, text: str, expected: list[Severity]) -> None:
    matter = make_matter(网办地址="https://portal.example/apply/1")
    links = (Link(text=text, address=link),) if link else ()
    value = ShownValue(element=Element.ONLINE_ADDRESS, label="网办地址", text=text, link=link, links=links)
    problems = element_differences(with_more(value), matter)
    assert severities([p for p in problems if "网办地址" in p.text]) == expected


def test_the_words_of_a_link_are_no_part_of_a_value() -> None:
    links = (Link(text="查看样本", address="/s.jpg"),)
    value = ShownValue(element=Element.RESULT_NAME, label="结果名称和样本", text="取水许可证 查看样本", links=links)
    assert element_differences(with_more(value), APPROVED) == ()


# Of each field of an inventory's guide: what a department declares, and what a page shows otherwise.
FIELDS: dict[str, tuple[object, dict[Element, str]]] = {
    "事项类型": ("行政确认", {Element.MATTER_TYPE: "公共服务"}),
    "行使层级": ("市级", {Element.LEVEL: "县级"}),
    "实施主体": ("开封市水利局", {Element.OWNER: "开封市民政局"}),
    "实施主体性质": ("法定机关", {Element.OWNER_KIND: "授权组织"}),
    "服务对象": (["自然人"], {Element.AUDIENCE: "企业法人"}),
    "办件类型": ("承诺件", {Element.HANDLING_TYPE: "即办件"}),
    "办理形式": (["窗口办理"], {Element.CHANNELS: "网上办理"}),
    "法定办结时限": ("20个工作日", {Element.LEGAL_LIMIT: "30个工作日"}),
    "法定办结时限说明": ("自受理之日起算", {Element.LEGAL_LIMIT_NOTE: "自申请之日起算"}),
    "承诺办结时限": ("10个工作日", {Element.PROMISED_LIMIT: "15个工作日"}),
    "承诺办结时限说明": ("自受理之日起算", {Element.PROMISED_LIMIT_NOTE: "无"}),
    "到办事现场次数": (1, {Element.VISITS: "2次"}),
    "必须现场办理原因说明": ("核验原件", {Element.VISIT_REASON: "面签"}),
    "通办范围": ("全市通办", {Element.SCOPE: "全国通办"}),
    "是否网办": ("是", {Element.ONLINE: "否"}),
    "网上办理深度": (["互联网咨询"], {Element.ONLINE_DEPTH: "互联网收件"}),
    "网办地址": ("https://a.example/1", {Element.ONLINE_ADDRESS: "https://a.example/2"}),
    "是否对接单点登录": ("是", {Element.SINGLE_SIGN_ON: "否"}),
    "跳转地址": ("https://a.example/1", {Element.JUMP_ADDRESS: "https://a.example/2"}),
    "是否支持预约办理": ("是", {Element.APPOINTMENT: "否"}),
    "每日可预约量": (50, {Element.APPOINTMENTS_A_DAY: "每日5个"}),
    "是否支持网上支付": ("是", {Element.ONLINE_PAYMENT: "否"}),
    "是否支持物流快递": ("是", {Element.COURIER: "否"}),
    "是否支持申报材料邮寄": ("是", {Element.MATERIAL_COURIER: "否"}),
    "是否支持办件结果邮寄": ("是", {Element.RESULT_COURIER: "否"}),
    "面向自然人事项主题分类": (["生育收养"], {Element.PERSON_TOPICS: "户籍办理"}),
    "面向法人事项主题分类": (["资质认证"], {Element.LEGAL_PERSON_TOPICS: "设立变更"}),
    "计划生效日期": ("2020-01-01", {Element.EFFECTIVE_ON: "2029年1月1日"}),
    "计划取消日期": ("2030-01-01", {Element.CANCELLED_ON: "20290101"}),
    "是否收费": ("否", {Element.CHARGED: "是"}),
    "收费项目": (
        [{"收费项目名称": "工本费", "收费标准": "10元", "收费依据": "文件"}],
        {Element.FEE_NAME: "工本费", Element.FEE_STANDARD: "15元"},
    ),
    "受理条件": (["年满十八周岁"], {Element.CONDITIONS: "年满二十周岁"}),
    "设定依据": (["《水法》第四十八条"], {Element.BASIS: "《水法》第四十九条"}),
    "申请材料": (
        [{"材料名称": "申请书", "收取方式": "电子"}],
        {Element.MATERIAL_NAME: "申请书", Element.MEDIUM: "纸质"},
    ),
    "办理流程": ([{"环节名称": "受理", "办理人": "窗口"}], {Element.STEP_NAME: "受理", Element.STEP_HANDLER: "科室"}),
    "审批结果": ({"结果名称": "取水许可证"}, {Element.RESULT_NAME: "决定书"}),
    "办理地点": ("二楼", {Element.PLACE: "三楼"}),
    "办理时间": ("上午9:00", {Element.HOURS: "上午900"}),
    "咨询方式": ("23881001", {Element.CONSULTATION: "23881002"}),
    "监督投诉方式": ("12345", {Element.SUPERVISION: "12333"}),
    "常见问题": ([{"问": "收费吗？", "答": "不收。"}], {Element.QUESTION: "收费吗？", Element.ANSWER: "详见目录。"}),
}


def test_no_field_of_an_inventory_is_left_out() -> None:
    assert set(FIELDS) == {field.alias for field in Guide.model_fields.values()}


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_that_is_declared_is_compared(field: str) -> None:
    declared, otherwise = FIELDS[field]
    changes: dict[str, Any] = {field: declared}
    matter = make_matter(**changes)
    page = guide_page([shown(element, text) for element, text in otherwise.items()])
    of_groups = {"收费项目": "fees", "申请材料": "materials", "办理流程": "steps", "常见问题": "questions"}
    if field in of_groups:
        page = page.model_copy(update={of_groups[field]: (group(otherwise),)})
    problems = [
        *time_limit_differences(page, matter.guide),
        *material_differences(page, matter.guide),
        *process_differences(page, matter.guide),
        *element_differences(page, matter),
    ]
    assert any(list(otherwise.values())[-1] == problem.seen for problem in problems), texts(problems)


@pytest.mark.parametrize(
    ("element", "declared", "text", "expected"),
    [
        (Element.LEGAL_LIMIT_NOTE, {"法定办结时限说明": "自受理之日起算"}, "自受理之日起算。", NOTHING),
        (Element.APPOINTMENTS_A_DAY, {"每日可预约量": 50}, "50个", NOTHING),
        (Element.APPOINTMENTS_A_DAY, {"每日可预约量": 50}, "上午25个，下午25个", [W]),
        (Element.PERSON_TOPICS, {"面向自然人事项主题分类": ["生育收养", "户籍办理"]}, "户籍办理，生育收养", NOTHING),
        (Element.PERSON_TOPICS, {"面向自然人事项主题分类": ["生育收养"]}, "户籍办理，生育收养", [W]),
        (Element.EFFECTIVE_ON, {"计划生效日期": "2020-01-05"}, "2020年1月5日", NOTHING),
        (Element.EFFECTIVE_ON, {"计划生效日期": "2020-01-05"}, "２０２０/01/05", NOTHING),
        (Element.EFFECTIVE_ON, {"计划生效日期": "2020-01-05"}, "长期", [W]),
        (Element.RESULT_SAMPLE, {"审批结果": {"结果样本": "是"}}, "查看样本", NOTHING),
        (Element.RESULT_SAMPLE, {"审批结果": {"结果样本": "是"}}, "无", [E]),
        (Element.RESULT_SAMPLE, {"审批结果": {"结果样本": "否"}}, "--", NOTHING),
        (Element.RESULT_SAMPLE, {"审批结果": {"结果样本": "否"}}, "查看样本", [E]),
        (Element.VISIT_REASON, {"必须现场办理原因说明": "无"}, "--", NOTHING),
        (Element.VISITS, {"到办事现场次数": 0}, "无", [W]),
    ],
)
def test_elements_that_few_pages_show(
    element: Element, declared: dict[str, Any], text: str, expected: list[Severity]
) -> None:
    rest = {e: None for e in SAID if e in (Element.OWNER, element)}
    page = element_page(rest)
    page = page.model_copy(update={"values": (*page.values, shown(element, text))})
    problems = element_differences(page, make_matter(**declared))
    assert severities([p for p in problems if p.text.startswith(f"{element}：")]) == expected


def test_questions_that_were_approved_are_asked_about() -> None:
    matter = make_matter(常见问题=[{"问": "收费吗？", "答": "不收费。"}, {"问": "能网办吗？", "答": "能。"}])

    def judged(*pairs: tuple[str, str]) -> list[Severity]:
        return severities([p for p in element_differences(element_page(answers=pairs), matter) if "常见问题" in p.text])

    assert judged(("收费吗?", "不收费"), ("能网办吗？", "能。")) == NOTHING
    assert judged(("收费吗？", "免费"), ("能网办吗？", "能。"), ("要预约吗？", "不要。")) == [W]
    assert judged(("能网办吗？", "能。")) == [W]
    assert judged() == [W]


def test_two_places_two_values() -> None:
    page = element_page()
    twice = page.model_copy(update={"values": (*page.values, shown(Element.VISITS, "2次", "跑动次数"))})
    (problem,) = element_differences(twice, APPROVED)
    assert (problem.severity, problem.seen) == (E, "2次")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("《水法》第四十八条", True),
        ("《中华人民共和国水法》第四十八条", True),
        ("依据名称：《中华人民共和国水法》 条款号：第四十八条", None),
        ("《水法》第四十九条", False),
        ("《水法》第四十八条、《行政许可法》第十二条", False),
        (
            f"《中华人民共和国水法》第四十八条：{'取用水的单位和个人应当申请取水许可证。' * 4}依照《行政许可法》办理。",
            None,
        ),
        ("按照有关规定", None),
    ],
)
def test_agreement_of_a_basis(text: str, verdict: bool | None) -> None:
    assert is_same_basis(text, ["《水法》第四十八条"]) is verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [("0371-28367121", True), ("28367121", True), ("0378-28367121", False), ("0371-283671210", False), ("", False)],
)
def test_agreement_of_a_telephone(text: str, verdict: bool) -> None:
    assert is_same_phone(text, "0371-28367121") is verdict


def test_what_is_no_telephone_number_must_be_the_same_words() -> None:
    assert is_same_phone("见办事大厅公告", "见办事大厅公告")
    assert not is_same_phone("见网站公告", "见办事大厅公告")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("个人、法人和其他组织", NOTHING), ("公民、法人", NOTHING), ("法人", [E]), ("个人和公民", [E])],
)
def test_whom_a_less_exact_page_names(text: str, expected: list[Severity]) -> None:
    assert severities(element_differences(element_page({Element.AUDIENCE: text}), APPROVED)) == expected


# ── fees ─────────────────────────────────────────────────────────────────────────────────────────────────────────

CHARGED = make_matter(
    是否收费="是", 收费项目=[{"收费项目名称": "工本费", "收费标准": "每证10元", "收费依据": "发改价格〔2004〕2831号"}]
)


@pytest.mark.parametrize(
    ("fees", "expected"),
    [
        ([("工本费", "每证10元")], NOTHING),
        ([("工本费", "每证10元。")], NOTHING),
        ([("工本费", "每证15元")], [E]),
        ([("工本费", "每证1.0元")], [E]),
        ([("工本费", "")], [E]),
        ([("工本费", "每证10元"), ("快递费", "每件20元")], [E]),
        ([("手续费", "每证10元")], [E, W]),
        ([], [W]),
    ],
)
def test_fees(fees: list[tuple[str, str]], expected: list[Severity]) -> None:
    basis = {Element.FEE_BASIS: "发改价格〔2004〕2831号"}
    groups = tuple(group({Element.FEE_NAME: name, Element.FEE_STANDARD: standard} | basis) for name, standard in fees)
    page = element_page({Element.CHARGED: "是"}).model_copy(update={"fees": groups})
    assert severities([p for p in element_differences(page, CHARGED) if "费" in p.text]) == expected


def test_a_fee_whose_standard_the_page_does_not_show_is_asked() -> None:
    fees = (group({Element.FEE_NAME: "工本费", Element.FEE_RELIEF: "无"}),)
    page = element_page({Element.CHARGED: "是"}).model_copy(update={"fees": fees})
    problems = [p for p in element_differences(page, CHARGED) if "工本费" in p.text]
    assert severities(problems) == [W, W]
    assert "收费标准没有显示" in texts(problems)
