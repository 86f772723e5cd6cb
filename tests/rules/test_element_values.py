"""B1: what is found of one element of a guide, word for word: the sentence, both values, and how grave it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from tests.support.facts import group, guide_page, named_group, shown
from tests.support.matters import make_matter
from tests.support.problems import bare, problem, question
from tests.support.reading import element_differences
from zicha.model.facts.guide import Element, GuidePage, Link, ShownValue
from zicha.model.finding import Problem

Rows = Sequence[Mapping[str, str]]

USUAL: dict[Element, str] = {
    Element.NAME: "取水许可审批",
    Element.CODE: "11410200005197365E3000119001000",
    Element.MATTER_TYPE: "行政许可",
    Element.OWNER: "开封市水利局",
    Element.AUDIENCE: "企业法人",
    Element.HANDLING_TYPE: "承诺件",
    Element.VISITS: "1次",
}
"""What `make_matter` declares, as a page shows it."""


def usual_page(*values: ShownValue, without: Sequence[Element] = ()) -> GuidePage:
    """A page that shows what is usual, but for the elements given anew, or left out."""
    left_out = {value.element for value in values} | set(without)
    kept = [shown(element, text) for element, text in USUAL.items() if element not in left_out]
    return guide_page([*kept, *values])


def differs(element: Element, approved: str, published: str) -> Problem:
    value = f"显示“{published}”" if published else "为空"
    return problem(f"{element}：核准清单为“{approved}”，办事指南{value}", approved, published)


def is_doubtful(element: Element, approved: str, published: str) -> Problem:
    return question(f"{element}：核准清单为“{approved}”，办事指南显示“{published}”", approved, published)


def of_result(name: str, value: object) -> dict[str, Any]:
    return {"审批结果": {name: value}}


RIGHT = "right"
WRONG = "wrong"
DOUBTFUL = "doubtful"

TYPE, OWNER, AUDIENCE, CHANNELS = Element.MATTER_TYPE, Element.OWNER, Element.AUDIENCE, Element.CHANNELS
VISITS, ONLINE, COURIER, A_DAY = Element.VISITS, Element.ONLINE, Element.MATERIAL_COURIER, Element.APPOINTMENTS_A_DAY
REASON, NOTE, TOPICS, ON = Element.VISIT_REASON, Element.LEGAL_LIMIT_NOTE, Element.PERSON_TOPICS, Element.EFFECTIVE_ON
CONDITIONS, BASIS, PHONE, PLACE = Element.CONDITIONS, Element.BASIS, Element.CONSULTATION, Element.PLACE
RESULT, SAMPLE, CODE, JUMP = Element.RESULT_NAME, Element.RESULT_SAMPLE, Element.CODE, Element.JUMP_ADDRESS
BOTH_CHANNELS = {"办理形式": ["窗口办理", "网上办理"]}


@pytest.mark.parametrize(
    ("element", "declared", "approved", "verdicts"),
    [
        (Element.NAME, {}, "取水许可审批", {"取水 许可审批": RIGHT, "取水许可": WRONG, "": WRONG, "--": WRONG}),
        (RESULT, of_result("结果名称", "取水许可证"), "取水许可证", {"取水许可证": RIGHT, "批复": WRONG, "无": WRONG}),
        (RESULT, of_result("结果名称", "无"), "无", {"--": RIGHT, "": RIGHT, "无": RIGHT, "批复": WRONG}),
        (
            CODE,
            {},
            "11410200005197365E3000119001000",
            {
                "11410200005197365E3000119001000": RIGHT,
                "11410200005197365E300011900100001": RIGHT,
                "11410200005197365E3000119001000012": WRONG,
                "1141020000519736": WRONG,
                "01410200005197365E300011900100001": WRONG,
            },
        ),
        (TYPE, {}, "行政许可", {"行政许可": RIGHT, "公共服务": WRONG, "审批": DOUBTFUL, "--": WRONG}),
        (OWNER, {}, "开封市水利局", {"水利局": RIGHT, "兰考县水利局": WRONG, "非开封市水利局": DOUBTFUL, "": WRONG}),
        (CHANNELS, BOTH_CHANNELS, "窗口办理、网上办理", {
            "网上、窗口": RIGHT, "网上": WRONG, "邮箱": DOUBTFUL, "": WRONG,
        }),
        (
            AUDIENCE,
            {"服务对象": ["自然人", "事业法人"]},
            "自然人、事业法人",
            {
                "事业法人，自然人": RIGHT,
                "个人、法人": RIGHT,
                "公民和法人": RIGHT,
                "自然人": WRONG,
                "自然人、企业法人": WRONG,
                "法人": WRONG,
                "公民或个人": WRONG,
                "公众": DOUBTFUL,
                "--": WRONG,
            },
        ),
        (AUDIENCE, {"服务对象": ["自然人"]}, "自然人", {"公民、个人": RIGHT, "个人、法人": WRONG, "法人": WRONG}),
        (AUDIENCE, {}, "企业法人", {"法人和其他组织": RIGHT, "个人、法人": WRONG, "个人和公民": WRONG}),
        (ONLINE, {"是否网办": "是"}, "是", {"是": RIGHT, "无": WRONG, "否": WRONG, "--": WRONG, "看情况": DOUBTFUL}),
        (ONLINE, {"是否网办": "否"}, "否", {"否": RIGHT, "无": RIGHT, "是": WRONG, "--": DOUBTFUL, "看情况": DOUBTFUL}),
        (COURIER, {"是否支持申报材料邮寄": None}, "无", {"--": RIGHT, "": RIGHT, "是": WRONG, "否": WRONG}),
        (A_DAY, {"每日可预约量": 50}, "50", {"每日50个": RIGHT, "5": WRONG, "上午25，下午25": DOUBTFUL, "": WRONG}),
        (VISITS, {}, "1次", {"最多跑一次": RIGHT, "0次": WRONG, "--": WRONG, "若干": DOUBTFUL}),
        (VISITS, {"到办事现场次数": 0}, "0次", {"零跑动": RIGHT, "1次": WRONG, "--": DOUBTFUL}),
        (NOTE, {"法定办结时限说明": "自受理之日起"}, "自受理之日起", {
            "自受理之日起。": RIGHT, "无": WRONG, "其他": DOUBTFUL,
        }),
        (ON, {"计划生效日期": "2026-01-05"}, "2026-01-05", {"20260105": RIGHT, "20260106": WRONG, "长期": DOUBTFUL}),
        (PHONE, {"咨询方式": "23881001"}, "23881001", {
            "0371-23881001": RIGHT, "23881002": WRONG, "2388****": DOUBTFUL,
        }),
        (PHONE, {"咨询方式": None}, "无", {"--": RIGHT, "23881001": WRONG}),
        (JUMP, {"跳转地址": "https://a.example/2"}, "https://a.example/2", {
            "https://a.example/2": RIGHT, "见网站": WRONG,
        }),
        (JUMP, {"跳转地址": None}, "无", {"--": RIGHT, "https://a.example/2": WRONG}),
        (BASIS, {"设定依据": ["《水法》第七条", "《民法典》"]}, "《水法》第七条；《民法典》", {
            "《民法典》；《水法》第7条": RIGHT,
            "《水法》第七条": WRONG,
            "有关规定": DOUBTFUL,
            "无": WRONG,
        }),
        (CONDITIONS, {"受理条件": ["有场所", "有设备"]}, "有场所；有设备", {
            "1.有设备 2.有场所": RIGHT,
            "有场所": WRONG,
            "有场所、有设备、有人员": DOUBTFUL,
            "--": WRONG,
        }),
        (TOPICS, {"面向自然人事项主题分类": ["就业", "户籍"]}, "就业、户籍", {
            "户籍、就业": RIGHT,
            "户籍": WRONG,
            "户籍、就业、生育": DOUBTFUL,
            "无": WRONG,
        }),
        (REASON, {"必须现场办理原因说明": "核验原件"}, "核验原件", {
            "核验，原件": RIGHT,
            "面签": WRONG,
            "需要核验原件": DOUBTFUL,
            "核验": DOUBTFUL,
            "无": WRONG,
        }),
        (REASON, {"必须现场办理原因说明": "无"}, "无", {"--": RIGHT, "无": RIGHT, "面签": WRONG}),
        (PLACE, {"办理地点": None}, "无", {"--": RIGHT, "二楼": WRONG}),
        (SAMPLE, of_result("结果样本", "是"), "有", {
            "查看样本": RIGHT, "是": RIGHT, "有": RIGHT, "否": WRONG, "--": WRONG,
        }),
        (SAMPLE, of_result("结果样本", "否"), "无", {"查看样本": WRONG, "是": WRONG, "否": RIGHT, "--": RIGHT}),
    ],
)  # fmt: skip
def test_the_value_of_an_element(
    element: Element, declared: Mapping[str, Any], approved: str, verdicts: Mapping[str, str]
) -> None:
    matter = make_matter(**declared)
    kept = [value for value in USUAL if value is not element]
    for text, verdict in verdicts.items():
        page = guide_page([*(shown(each, USUAL[each]) for each in kept), shown(element, text)])
        expected = {
            RIGHT: [],
            WRONG: [differs(element, approved, text)],
            DOUBTFUL: [is_doubtful(element, approved, text)],
        }
        assert list(element_differences(page, matter)) == expected[verdict], text


@pytest.mark.parametrize(
    ("element", "declared"),
    [
        (A_DAY, {"每日可预约量": None}),
        (ON, {"计划生效日期": None}),
        (NOTE, {"法定办结时限说明": None}),
        (TOPICS, {"面向自然人事项主题分类": []}),
        (SAMPLE, of_result("结果样本", None)),
        (Element.SCOPE, {}),
        (Element.RESULT_KIND, of_result("结果名称", "无")),
    ],
)
def test_what_the_inventory_leaves_open_is_not_compared(element: Element, declared: Mapping[str, Any]) -> None:
    assert element_differences(usual_page(shown(element, "5个")), make_matter(**declared)) == ()
    assert element_differences(usual_page(), make_matter(**declared)) == ()


def test_what_was_not_recognised_is_asked_in_the_order_of_the_catalogue() -> None:
    matter = make_matter(是否网办="否", 必须现场办理原因说明="无", 办理地点="二楼")
    page = usual_page(without=[Element.CODE, Element.VISITS])
    assert bare(element_differences(page, matter)) == (
        question("办事指南页面上没有认出“实施编码”、“到办事现场次数”、“是否网办”、“办理地点”"),
    )


# ── several places ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("values", "declared", "expected"),
    [
        ([shown(VISITS, "1次"), shown(VISITS, "2次")], {}, [differs(VISITS, "1次", "2次")]),
        (
            [shown(CONDITIONS, "有设备"), shown(CONDITIONS, "有场所")],
            {"受理条件": ["有场所", "有设备"]},
            [],
        ),
        (
            [shown(CONDITIONS, "有设备"), shown(CONDITIONS, "有人员")],
            {"受理条件": ["有场所", "有设备"]},
            [differs(CONDITIONS, "有场所；有设备", "有设备\n有人员")],
        ),
        (
            [shown(BASIS, "《民法典》"), shown(BASIS, "《水法》第七条")],
            {"设定依据": ["《水法》第七条", "《民法典》"]},
            [],
        ),
        ([shown(OWNER, "开封市水利局"), shown(OWNER, "兰考县水利局", "受理机构")], {}, []),
        (
            [shown(OWNER, "开封市水利局"), shown(OWNER, "兰考县水利局", "实施机构")],
            {},
            [differs(OWNER, "开封市水利局", "兰考县水利局")],
        ),
        (
            [shown(OWNER, "开封市水利局"), shown(OWNER, "兰考县水利局", "主办处室")],
            {},
            [differs(OWNER, "开封市水利局", "兰考县水利局")],
        ),
        ([shown(OWNER, "兰考县水利局", "受理机构")], {}, [differs(OWNER, "开封市水利局", "兰考县水利局")]),
        ([shown(Element.NAME, "取水许可", "主项名称"), shown(Element.NAME, "取水许可审批")], {}, []),
        (
            [shown(Element.NAME, "取水许可", "事项名称（主项）"), shown(Element.NAME, "取水许可审批")],
            {},
            [differs(Element.NAME, "取水许可审批", "取水许可")],
        ),
        ([shown(CODE, "1141", "主项编码"), shown(CODE, USUAL[CODE])], {}, []),
        ([shown(CODE, "1141"), shown(CODE, USUAL[CODE])], {}, [differs(CODE, USUAL[CODE], "1141")]),
        ([shown(PHONE, "窗口咨询"), shown(PHONE, "12345")], {"咨询方式": "12345"}, []),
        (
            [shown(PHONE, "12333"), shown(PHONE, "12345")],
            {"咨询方式": "12345"},
            [differs(PHONE, "12345", "12333")],
        ),
        ([shown(PHONE, "窗口咨询")], {"咨询方式": "12345"}, [differs(PHONE, "12345", "窗口咨询")]),
    ],
)
def test_several_places_of_an_element(
    values: Sequence[ShownValue], declared: Mapping[str, Any], expected: list[Problem]
) -> None:
    assert list(element_differences(usual_page(*values), make_matter(**declared))) == expected


# ── links ────────────────────────────────────────────────────────────────────────────────────────────────────────


def linked(element: Element, text: str, *words: str, address: str = "/apply/1") -> ShownValue:
    """A value of which the words, each, are a link."""
    links = tuple(Link(text=word, address=address) for word in words)
    return ShownValue(element=element, label=element.value, text=text, link=address, links=links)


ADDRESS, HERE = Element.ONLINE_ADDRESS, "https://portal.example/apply/1"


@pytest.mark.parametrize(
    ("value", "declared", "expected"),
    [
        (linked(ADDRESS, "点击办理", "点击办理"), {"网办地址": HERE}, []),
        (linked(ADDRESS, "点击办理", "点击办理", address=HERE), {"网办地址": HERE}, []),
        (
            linked(ADDRESS, "点击办理", "点击办理", address="/apply/2"),
            {"网办地址": HERE},
            [is_doubtful(ADDRESS, HERE, "点击办理")],
        ),
        (
            linked(ADDRESS, "http://a.example/2", "http://a.example/2"),
            {"网办地址": HERE},
            [differs(ADDRESS, HERE, "http://a.example/2")],
        ),
        (linked(ADDRESS, HERE, HERE, address="/apply/2"), {"网办地址": HERE}, []),
        (linked(RESULT, "取水许可证 查看样本", "查看样本"), of_result("结果名称", "取水许可证"), []),
        (linked(RESULT, "查看 取水许可证 下载", "查看", "下载"), of_result("结果名称", "取水许可证"), []),
        (
            linked(RESULT, "批复 查看样本", "查看样本"),
            of_result("结果名称", "取水许可证"),
            [differs(RESULT, "取水许可证", "批复 查看样本")],
        ),
        (linked(RESULT, "查看样本", "查看样本"), of_result("结果名称", "无"), [differs(RESULT, "无", "查看样本")]),
        (linked(RESULT, "取水许可证", ""), of_result("结果名称", "取水许可证"), []),
        (
            linked(VISITS, "若干 说明", "说明"),
            {},
            [is_doubtful(VISITS, "1次", "若干 说明")],
        ),
        (linked(SAMPLE, "", ""), of_result("结果样本", "是"), []),
        (linked(SAMPLE, "--", "--"), of_result("结果样本", "否"), [differs(SAMPLE, "无", "--")]),
    ],
)
def test_a_value_with_links(value: ShownValue, declared: Mapping[str, Any], expected: list[Problem]) -> None:
    assert list(element_differences(usual_page(value), make_matter(**declared))) == expected


# ── fees ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def listed_fee(name: str, relief: str | None = None) -> dict[str, str]:
    fee = {"收费项目名称": name, "收费标准": "每证10元", "收费依据": "发改价格〔2004〕2831号"}
    return fee | ({"减免情形": relief} if relief else {})


def of_fees(declared: Mapping[str, Any], rows: Rows) -> list[Problem]:
    """What is found of the fees of a page that says 是 to 是否收费."""
    page = usual_page(shown(Element.CHARGED, "是")).model_copy(update={"fees": tuple(map(named_group, rows))})
    return list(bare(element_differences(page, make_matter(**declared))))


def mark_of_fee(name: str, approved: str, published: str) -> Problem:
    value = f"显示“{published}”" if published else "为空"
    return problem(f"“工本费”的{name}：核准清单为“{approved}”，办事指南{value}", approved, published)


def hidden(name: str, approved: str) -> Problem:
    return question(f"“工本费”的{name}没有显示（核准清单为“{approved}”）", approved)


CHARGED = {"是否收费": "是"}
FEE = {"收费项目": [listed_fee("工本费")]}
EXTRA = problem("办事指南列出收费项目“快递费”，核准清单没有", "", "快递费")


@pytest.mark.parametrize(
    ("declared", "rows", "expected"),
    [
        (FEE, [listed_fee("工本费")], []),
        (FEE, [listed_fee("工本费"), {"收费项目名称": "快递费"}], [EXTRA]),
        (FEE, [listed_fee("工本费"), {"收费项目名称": "--"}], []),
        (CHARGED, [{"收费项目名称": "快递费"}], [EXTRA]),
        ({"收费项目": []}, [{"收费项目名称": "快递费"}], [EXTRA]),
        ({}, [{"收费项目名称": "快递费"}], []),
        (FEE, [], [question("办事指南页面上没有认出任何收费项目，包括“工本费”", "工本费")]),
        (
            {"收费项目": [listed_fee("检测费"), listed_fee("工本费")]},
            [listed_fee("工本费") | {"收费标准": "每证15元"}],
            [
                question("办事指南页面上没有认出“检测费”", "检测费"),
                mark_of_fee("收费标准", "每证10元", "每证15元"),
            ],
        ),
        (
            FEE,
            [{"收费项目名称": "工本费", "收费标准": "", "收费依据": "文件", "减免情形": "老人"}],
            [mark_of_fee("收费标准", "每证10元", ""), mark_of_fee("收费依据", "发改价格〔2004〕2831号", "文件")],
        ),
        (
            FEE,
            [{"收费项目名称": "工本费"}],
            [hidden("收费标准", "每证10元"), hidden("收费依据", "发改价格〔2004〕2831号")],
        ),
        ({"收费项目": [listed_fee("工本费", "老人")]}, [listed_fee("工本费")], [hidden("减免情形", "老人")]),
        (
            {"收费项目": [listed_fee("工本费", "老人")]},
            [listed_fee("工本费", "无")],
            [mark_of_fee("减免情形", "老人", "无")],
        ),
        ({"收费项目": [listed_fee("工本费", "无")]}, [listed_fee("工本费", "--")], []),
        (
            {"收费项目": [listed_fee("工本费", "无")]},
            [listed_fee("工本费", "老人")],
            [mark_of_fee("减免情形", "无", "老人")],
        ),
    ],
)  # fmt: skip
def test_the_fees_of_a_page(declared: Mapping[str, Any], rows: Rows, expected: list[Problem]) -> None:
    assert of_fees(declared, rows) == expected


# ── 常见问题 ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"能网办吗?": "能", "要预约吗？": "不要。", "要带什么？": "身份证"}, []),
        (
            {"能网办吗？": "不能。", "要预约吗？": "要。"},
            [
                question("常见问题“能网办吗？”的解答：核准清单为“能。”，办事指南为“不能。”", "能。", "不能。"),
                question("常见问题“要预约吗？”的解答：核准清单为“不要。”，办事指南为“要。”", "不要。", "要。"),
            ],
        ),
        (
            {"要预约吗？": "要。"},
            [
                question("办事指南页面上没有认出常见问题“能网办吗？”"),
                question("常见问题“要预约吗？”的解答：核准清单为“不要。”，办事指南为“要。”", "不要。", "要。"),
            ],
        ),
        ({}, [question("办事指南页面上没有认出常见问题“能网办吗？”、“要预约吗？”")]),
    ],
)
def test_the_questions_that_were_approved(answers: Mapping[str, str], expected: list[Problem]) -> None:
    matter = make_matter(常见问题=[{"问": "能网办吗？", "答": "能。"}, {"问": "要预约吗？", "答": "不要。"}])
    rows = tuple(group({Element.QUESTION: words, Element.ANSWER: answer}) for words, answer in answers.items())
    page = usual_page().model_copy(update={"questions": rows})
    assert list(element_differences(page, matter)) == expected


@pytest.mark.parametrize("beneath", [{Element.ANSWER: "本页更新于昨日"}, {Element.ANSWER: "节假日除外。"}])
@pytest.mark.parametrize("approved", ["能。", "能。节假日除外。"])
def test_what_stands_beneath_an_answer_may_belong_to_it(beneath: dict[Element, str], approved: str) -> None:
    rows = (group({Element.QUESTION: "能网办吗？", Element.ANSWER: "能。"}), group(beneath))
    page = usual_page().model_copy(update={"questions": rows})
    differences = element_differences(page, make_matter(常见问题=[{"问": "能网办吗？", "答": approved}]))
    assert bool(differences) == (approved not in ("能。", f"能。{beneath[Element.ANSWER]}"))


@pytest.mark.parametrize(
    ("aside", "is_asked"),
    [("市民之家二楼", True), ("以窗口通知为准", False), ("开封市市民之家一楼", False), ("无", False)],
)
def test_a_note_that_says_another_value_is_asked_about(aside: str, is_asked: bool) -> None:
    note = shown(Element.PLACE, aside).model_copy(update={"section": "温馨提示"})
    page = usual_page(shown(Element.PLACE, "市民之家一楼")).model_copy(update={"asides": (note,)})
    text = "办理地点：办事指南显示“市民之家一楼”，其温馨提示却写“市民之家二楼”"
    expected = [question(text, "市民之家一楼", "市民之家二楼")] if is_asked else []
    assert list(element_differences(page, make_matter())) == expected


@pytest.mark.parametrize(("aside", "asked_about"), [("1个工作日内", 0), ("11个工作日", 1)])
def test_a_limit_in_a_note_is_compared_from_its_beginning(aside: str, asked_about: int) -> None:
    page = usual_page(shown(Element.PROMISED_LIMIT, "1个工作日"))
    page = page.model_copy(update={"asides": (shown(Element.PROMISED_LIMIT, aside),)})
    assert len(element_differences(page, make_matter())) == asked_about


def test_problems_of_the_elements_come_before_fees_and_questions() -> None:
    answer = group({Element.QUESTION: "要跑几次？", Element.ANSWER: "零跑腿"})
    fee = group({Element.FEE_NAME: "快递费"})
    page = usual_page(shown(VISITS, "2次"), without=[OWNER])
    page = page.model_copy(update={"questions": (answer,), "fees": (fee,)})
    assert [each.text[:8] for each in element_differences(page, make_matter(收费项目=[]))] == [
        "到办事现场次数：",
        "办事指南列出收费",
        "办事指南页面上没",
        "办事指南的到办事",
    ]
