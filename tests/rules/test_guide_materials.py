"""B1: the materials of a guide against those approved, and what only looks different."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from tests.support.facts import group, guide_page, material, named_group, shown
from tests.support.matters import make_matter
from tests.support.problems import NOTHING, E, W, bare, problem, question, severities, texts
from tests.support.reading import material_differences
from zicha.model.facts.guide import Element, GuidePage, ShownGroup
from zicha.model.finding import Problem, Severity

USUAL: dict[str, object] = {"材料类型": "原件", "原件份数": 1, "材料必要性": "必要", "数据共享减免": "否"}
LIST = make_matter(
    申请材料=[
        USUAL | {"材料名称": "取水许可申请书", "收取方式": "纸质或电子", "原件份数": 2},
        USUAL
        | {"材料名称": "居民身份证", "数据共享减免": "是", "收取方式": "系统自动获取，无需申请者提交", "原件份数": 0},
        USUAL | {"材料名称": "平面布局图", "材料类型": "原件和复印件", "复印件份数": 1, "收取方式": "纸质"},
    ]
).guide


def listed(*changes: tuple[str, Mapping[str, str]] | str) -> list[ShownGroup]:
    """The three materials as approved; a change names one and what is shown otherwise."""
    rows: dict[str, dict[str, str]] = {
        "取水许可申请书": {
            "MATERIAL_KIND": "原件",
            "MEDIUM": "纸质或电子",
            "COPIES": "原件2份，复印件0份",
            "NECESSITY": "必要",
            "SHARED": "无",
        },
        "居民身份证": {
            "MATERIAL_KIND": "原件",
            "MEDIUM": "系统自动获取，无需申请者提交",
            "COPIES": "--",
            "NECESSITY": "必要",
            "SHARED": "通过数据共享减免，无需提供",
        },
        "平面布局图": {
            "MATERIAL_KIND": "原件和复印件",
            "MEDIUM": "纸质",
            "COPIES": "原件：1 复印件：1",
            "NECESSITY": "必要",
            "SHARED": "--",
        },
    }
    named = {name: name for name in rows}
    for change in changes:
        if isinstance(change, str):
            del rows[change]
        else:
            rows[change[0]] = rows[change[0]] | {key: text for key, text in change[1].items() if key != "name"}
            named[change[0]] = change[1].get("name", change[0])
    return [material(named[name], **row) for name, row in rows.items()]


def material_page(groups: Sequence[ShownGroup]) -> GuidePage:
    return guide_page(materials=groups)


def test_materials_as_approved_are_right_in_any_order() -> None:
    assert material_differences(material_page(listed()), LIST) == ()
    assert material_differences(material_page(listed()[::-1]), LIST) == ()


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        ("取水许可申请书", {"COPIES": "原件：1 复印件：0"}, "份数：核准清单为“原件2份，复印件0份”"),
        ("取水许可申请书", {"COPIES": "3份"}, "份数"),
        ("取水许可申请书", {"MEDIUM": "纸质"}, "收取方式：核准清单为“纸质或电子”，办事指南显示“纸质”"),
        ("取水许可申请书", {"MEDIUM": "纸质和电子"}, "收取方式"),
        ("取水许可申请书", {"MATERIAL_KIND": "复印件"}, "材料类型"),
        ("平面布局图", {"MATERIAL_KIND": "原件或复印件"}, "材料类型：核准清单为“原件和复印件”"),
        ("平面布局图", {"NECESSITY": "非必要"}, "材料必要性"),
        ("平面布局图", {"NECESSITY": "--"}, "材料必要性"),
        ("平面布局图", {"SHARED": "数据共享"}, "免提交标注：核准清单为“需要提供”"),
        ("居民身份证", {"SHARED": "否", "MEDIUM": "纸质"}, "免提交标注"),
        ("平面布局图", {"name": "土地使用证明"}, "材料名称：核准清单为“平面布局图”，办事指南显示“土地使用证明”"),
        ("取水许可申请书", {"name": "取水许可变更申请书"}, "材料名称"),
    ],
)
def test_a_material_marked_otherwise(name: str, change: dict[str, str], words: str) -> None:
    problems = material_differences(material_page(listed((name, change))), LIST)
    assert E in severities(problems)
    assert words in texts(problems)


def test_a_pair_under_two_names_is_named() -> None:
    problems = material_differences(
        material_page(listed(("居民身份证", {"name": "身份证复印件", "NECESSITY": "否"}))), LIST
    )
    assert severities(problems) == [E]
    assert "材料“居民身份证”（指南称“身份证复印件”）的材料必要性" in problems[0].text


def test_a_material_missing_and_one_too_many() -> None:
    missing = material_differences(material_page(listed("平面布局图")), LIST)
    assert texts(missing) == "核准清单中的材料“平面布局图”，办事指南没有列出"
    extra = material_differences(material_page([*listed(), material("无犯罪记录证明")]), LIST)
    assert texts(extra) == "办事指南列出的材料“无犯罪记录证明”，核准清单中没有"
    assert severities([*missing, *extra]) == [E, E]


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("取水许可申请书", {"name": "1.《取水许可申请书》（原件2份）"}),
        ("居民身份证", {"name": "身份证复印件"}),
        ("取水许可申请书", {"COPIES": "2"}),
        ("取水许可申请书", {"COPIES": "２份"}),
        ("取水许可申请书", {"COPIES": "2/0"}),
        ("取水许可申请书", {"MEDIUM": "纸质/电子"}),
        ("取水许可申请书", {"MEDIUM": "电子或纸质"}),
        ("平面布局图", {"MATERIAL_KIND": "原件及复印件"}),
        ("平面布局图", {"NECESSITY": "是"}),
        ("平面布局图", {"MEDIUM": "纸质材料"}),
        ("居民身份证", {"MATERIAL_KIND": "--", "COPIES": "0份", "SHARED": "免提交"}),
    ],
)
def test_a_material_in_other_words(name: str, change: dict[str, str]) -> None:
    assert material_differences(material_page(listed((name, change))), LIST) == ()


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("取水许可申请书", {"name": "取水许可证申请书"}),
        ("取水许可申请书", {"COPIES": "若干"}),
        ("取水许可申请书", {"MEDIUM": "纸质、电子"}),
        ("取水许可申请书", {"MATERIAL_KIND": "申请表格文书"}),
        ("平面布局图", {"NECESSITY": "视情况"}),
    ],
)
def test_a_material_that_a_person_must_read(name: str, change: dict[str, str]) -> None:
    assert severities(material_differences(material_page(listed((name, change))), LIST)) == [W]


def test_marks_the_page_does_not_show_are_asked_in_one_sentence() -> None:
    shown_marks = [{Element.MATERIAL_NAME: g.text(Element.MATERIAL_NAME), Element.NECESSITY: "必要"} for g in listed()]
    (problem,) = material_differences(material_page([group(marks) for marks in shown_marks]), LIST)
    assert problem.severity is W
    assert (
        "没有认出“材料类型”（取水许可申请书、平面布局图）、“收取方式”、“份数”、“免提交”（居民身份证）" in problem.text
    )


def test_marks_the_inventory_does_not_declare_are_no_difference() -> None:
    guide = make_matter(申请材料=[{"材料名称": "申请书"}]).guide

    def judged(**marks: str) -> list[Severity]:
        return severities(material_differences(material_page([material("申请书", **marks)]), guide))

    assert judged() == NOTHING
    assert judged(MATERIAL_KIND="原件", NECESSITY="", SOURCE="--", COPIES="1份", SHARED="否") == NOTHING
    assert judged(SOURCE="政府部门核发") == NOTHING
    assert judged(MATERIAL_KIND="复印件", MEDIUM="纸质", NECESSITY="非必要", COPIES="3份") == [W]
    assert judged(MEDIUM="系统自动获取，无需申请者提交") == [W]
    assert judged(SHARED="免提交") == [W]


def test_a_shared_material_without_a_column_for_it_is_asked() -> None:
    guide = make_matter(申请材料=[{"材料名称": "营业执照", "数据共享减免": "是"}]).guide

    def judged(name: str, **marks: str) -> list[Severity]:
        return severities(material_differences(material_page([material(name, **marks)]), guide))

    assert judged("营业执照") == [W]
    assert judged("营业执照", SHARED="") == [E]
    assert judged("营业执照", SHARED="该材料不能免提交") == [E]
    assert judged("营业执照", SHARED="电子证照：否") == [E]
    assert judged("营业执照", SHARED="是") == NOTHING
    assert judged("营业执照 免提交") == NOTHING
    assert judged("营业执照【免提交】", SHARED="") == NOTHING


def test_materials_that_were_not_recognised_are_asked() -> None:
    assert severities(material_differences(material_page([]), LIST)) == [W]
    assert material_differences(material_page([]), make_matter().guide) == ()


def test_columns_of_their_own_for_originals_and_copies() -> None:
    one = listed()[2]
    values = tuple(v for v in one.values if v.element is not Element.COPIES)
    right = (shown(Element.ORIGINAL_COUNT, "1"), shown(Element.COPY_COUNT, "1"))
    wrong = (shown(Element.ORIGINAL_COUNT, "0"), shown(Element.COPY_COUNT, "3"))
    rest = listed("平面布局图")
    assert material_differences(material_page([*rest, ShownGroup(values=values + right)]), LIST) == ()
    problems = material_differences(material_page([*rest, ShownGroup(values=values + wrong)]), LIST)
    assert "办事指南显示“原件份数“0”，复印件份数“3””" in texts(problems)


@pytest.mark.parametrize(
    ("offered", "renamed"),
    [
        ("东南西北春夏秋冬风云", True),  # 4 of 10 and 10 characters are the same: 40 in a hundred
        ("东南西北春夏秋冬风云雨", False),  # 4 of 10 and 11
        ("东南西北梅兰竹菊春夏秋冬风云雨雪霜露虹霞日月星辰山川湖海江河溪", False),  # 8 of 10 and 31: 39 in a hundred
    ],
)
def test_how_much_a_renamed_material_keeps_of_its_name(offered: str, renamed: bool) -> None:
    approved = make_matter(申请材料=[USUAL | {"材料名称": name} for name in ("东南西北梅兰竹菊松柏", "子丑寅卯")]).guide
    problems = material_differences(material_page([material(offered), material("金木水火")]), approved)
    pair = [problem for problem in problems if (problem.expected, problem.seen) == ("东南西北梅兰竹菊松柏", offered)]
    assert len(pair) == renamed
    assert any(problem.expected == "子丑寅卯" and not problem.seen for problem in problems)


# ── the whole problem, word for word ─────────────────────────────────────────────────────────────────────────────

Row = Mapping[str, str]


def judged(listed: Sequence[Mapping[str, object]], rows: Sequence[Row]) -> list[Problem]:
    """What is found of the materials of a page, told by the official names of their elements."""
    page = material_page([named_group(row) for row in rows])
    return list(bare(material_differences(page, make_matter(申请材料=listed).guide)))


def of_names(approved: Sequence[str], published: Sequence[str]) -> list[Problem]:
    return judged([{"材料名称": name} for name in approved], [{"材料名称": name} for name in published])


def missing(name: str) -> Problem:
    return problem(f"核准清单中的材料“{name}”，办事指南没有列出", name, "")


def extra(name: str) -> Problem:
    return problem(f"办事指南列出的材料“{name}”，核准清单中没有", "", name)


def renamed(approved: str, published: str) -> Problem:
    return problem(f"材料名称：核准清单为“{approved}”，办事指南显示“{published}”", approved, published)


def is_alike(approved: str, published: str) -> Problem:
    text = f"材料名称：核准清单为“{approved}”，办事指南为“{published}”，疑为同一材料"
    return question(text, approved, published)


# Of ten characters each pair has so many in common: 50 and 60 in a hundred above, 40 and 70 below.
SUN, MOON = "子丑寅甲乙丙丁戊己庚", "子丑寅金木火土风山川"
STAR, CLOUD = "甲乙丙丁戊金木火土云", "子丑寅甲乙丙金木火土"
# Either has half of the other's name, and nothing of any other.
EAST, WEST = "东南西北中", "春夏秋冬年"
FAR_WEST, FAR_EAST = "春夏秋梅兰", "东南西竹菊"


@pytest.mark.parametrize(
    ("approved", "published", "expected"),
    [
        (["申请书", "章程"], ["章程", "申请书"], []),
        (["申请书", "章程"], ["申请书"], [missing("章程")]),
        (["申请书"], ["申请书", "章程"], [extra("章程")]),
        (["申请书", "章程"], ["申请书", "土地使用证明"], [renamed("章程", "土地使用证明")]),
        (
            ["申请书", "章程"],
            ["申请书", "土地使用证明", "平面图"],
            [missing("章程"), extra("土地使用证明"), extra("平面图")],
        ),
        (["取水许可申请书"], ["取水许可证申请书"], [is_alike("取水许可申请书", "取水许可证申请书")]),
        (["经营场所的证明"], ["经营场所证明"], []),
        ([SUN, MOON], [STAR, CLOUD], [renamed(MOON, CLOUD), renamed(SUN, STAR)]),
        ([EAST, WEST], [FAR_WEST, FAR_EAST], [renamed(EAST, FAR_EAST), renamed(WEST, FAR_WEST)]),
        (["申请书", "章程"], [], [question("办事指南页面上没有认出申请材料（核准清单有2项）")]),
        ([], ["申请书"], [extra("申请书")]),
        ([], [], []),
    ],
)
def test_the_names_of_the_materials(approved: Sequence[str], published: Sequence[str], expected: list[Problem]) -> None:
    assert of_names(approved, published) == expected


@pytest.mark.parametrize(
    ("approved", "published"),
    [
        ("营业执照", "营业执照（副本）复印件"),
        ("药品经营许可证", "《药品经营许可证》正副本"),
        ("健康证", "健康证原件及复印件（加盖单位公章）"),
        ("法定代表人身份证", "法定代表人身份证正反面扫描件"),
    ],
)
def test_the_shape_of_a_paper_is_no_part_of_its_name(approved: str, published: str) -> None:
    assert of_names([approved], [published]) == []
    assert of_names([published], [approved]) == []


@pytest.mark.parametrize(
    ("approved", "published"),
    [
        ("居民身份证", "有效身份证件"),
        ("兽药经营许可证", "农药经营许可证"),
        ("消防设施检测报告", "消防设施检验报告"),
        ("户外广告设置申请书", "户外广告设置申请表"),
    ],
)
def test_a_word_of_a_name_that_is_another_one_is_asked(approved: str, published: str) -> None:
    assert of_names([approved], [published]) == [is_alike(approved, published)]


@pytest.mark.parametrize(
    ("approved", "published"),
    [("甲类仓库验收意见", "乙类仓库验收意见"), ("首次评估意见", "非首次评估意见"), ("变更前章程", "变更后章程")],
)
def test_words_that_exclude_each_other_are_no_doubt(approved: str, published: str) -> None:
    assert of_names([approved], [published]) == [renamed(approved, published)]


def mark(name: str, approved: str, published: str) -> Problem:
    """The difference of what one material shows."""
    value = f"显示“{published}”" if published else "为空"
    return problem(f"材料“申请书”的{name}：核准清单为“{approved}”，办事指南{value}", approved, published)


def doubtful(name: str, approved: str, published: str) -> Problem:
    return question(f"材料“申请书”的{name}：核准清单为“{approved}”，办事指南显示“{published}”", approved, published)


def unwritten(names: str, published: str) -> Problem:
    return question(f"核准清单没有写明材料“申请书”的{names}，办事指南显示{published}", "", published)


def absent(names: str) -> Problem:
    return question(f"办事指南的申请材料中没有认出{names}")


AUTOMATIC = "系统自动获取，无需申请者提交"
EXEMPT_BY_DATA = "通过数据共享减免，无需提供"
HIDDEN_EXEMPTION = question("核准清单没有写明材料“申请书”是否数据共享减免，办事指南显示“免提交”", "", "免提交")
BOTH_COUNTS = {"原件份数": 1, "复印件份数": 1}
WORDS_OF_BOTH = "原件1份，复印件1份"


@pytest.mark.parametrize(
    ("approved", "published", "expected"),
    [
        ({"材料类型": "原件"}, {"材料类型": "原件"}, []),
        ({"材料类型": "原件"}, {"材料类型": "复印件"}, [mark("材料类型", "原件", "复印件")]),
        ({"材料类型": "原件"}, {"材料类型": ""}, [mark("材料类型", "原件", "")]),
        ({"材料类型": "原件"}, {"材料类型": "--"}, [mark("材料类型", "原件", "--")]),
        ({"材料类型": "原件"}, {"材料类型": "样式"}, [doubtful("材料类型", "原件", "样式")]),
        ({"材料类型": "原件"}, {}, [absent("“材料类型”")]),
        ({"材料类型": "原件", "收取方式": AUTOMATIC}, {"材料类型": "复印件", "收取方式": AUTOMATIC}, []),
        ({"材料类型": "原件", "收取方式": AUTOMATIC}, {"收取方式": AUTOMATIC}, []),
        ({"收取方式": "纸质"}, {"收取方式": "电子"}, [mark("收取方式", "纸质", "电子")]),
        ({"收取方式": "纸质"}, {"收取方式": "待定"}, [doubtful("收取方式", "纸质", "待定")]),
        ({"收取方式": "纸质"}, {}, [absent("“收取方式”")]),
        ({"材料必要性": "必要"}, {"材料必要性": "否"}, [mark("材料必要性", "必要", "否")]),
        ({"材料必要性": "必要"}, {}, [absent("“材料必要性”")]),
        ({"来源渠道": "申请人自备"}, {"来源渠道": "政府部门核发"}, [mark("来源渠道", "申请人自备", "政府部门核发")]),
        ({"来源渠道": "申请人自备"}, {"来源渠道": "某局"}, []),
        ({"来源渠道": "申请人自备"}, {"来源渠道": "无"}, [mark("来源渠道", "申请人自备", "无")]),
        ({"来源渠道": "申请人自备"}, {}, []),
        ({"填报须知": "用黑笔"}, {"填报须知": "用黑笔。"}, []),
        ({"填报须知": "用黑笔"}, {"填报须知": "用蓝笔"}, [doubtful("填报须知", "用黑笔", "用蓝笔")]),
        ({"填报须知": "用黑笔"}, {"填报须知": ""}, [doubtful("填报须知", "用黑笔", "")]),
        ({"填报须知": "用黑笔"}, {}, []),
        ({}, {"填报须知": "用蓝笔", "受理标准": "清晰"}, []),
        ({"受理标准": "清晰"}, {"受理标准": "完整"}, [doubtful("受理标准", "清晰", "完整")]),
        (BOTH_COUNTS, {"份数": "原件1份，复印件1份"}, []),
        (BOTH_COUNTS, {"份数": "2份"}, []),
        (BOTH_COUNTS, {"份数": "1份"}, [mark("份数", WORDS_OF_BOTH, "1份")]),
        (BOTH_COUNTS, {"份数": "0份"}, [mark("份数", WORDS_OF_BOTH, "0份")]),
        (BOTH_COUNTS, {"份数": "--"}, [mark("份数", WORDS_OF_BOTH, "--")]),
        (BOTH_COUNTS, {"份数": "原件2份"}, [mark("份数", WORDS_OF_BOTH, "原件2份")]),
        (BOTH_COUNTS, {"份数": "若干"}, [doubtful("份数", WORDS_OF_BOTH, "若干")]),
        (BOTH_COUNTS, {}, [absent("“份数”")]),
        (BOTH_COUNTS, {"原件份数": "1", "复印件份数": "1份"}, []),
        (
            BOTH_COUNTS,
            {"原件份数": "2", "复印件份数": "0"},
            [mark("份数", WORDS_OF_BOTH, "原件份数“2”，复印件份数“0”")],
        ),
        (
            BOTH_COUNTS,
            {"原件份数": "1"},
            [mark("份数", WORDS_OF_BOTH, "原件份数“1”，复印件份数“”")],
        ),
        (
            BOTH_COUNTS,
            {"复印件份数": "1"},
            [mark("份数", WORDS_OF_BOTH, "原件份数“”，复印件份数“1”")],
        ),
        (
            BOTH_COUNTS,
            {"原件份数": "1", "复印件份数": "若干"},
            [doubtful("份数", WORDS_OF_BOTH, "原件份数“1”，复印件份数“若干”")],
        ),
        ({"原件份数": 2}, {"原件份数": "2"}, []),
        ({"原件份数": 0, "复印件份数": 1}, {"复印件份数": "1"}, []),
        ({"复印件份数": 1}, {"份数": "2份"}, []),
        ({"数据共享减免": "是"}, {"免提交": "免提交"}, []),
        ({"数据共享减免": "是"}, {"收取方式": AUTOMATIC}, [unwritten("收取方式", f"“{AUTOMATIC}”")]),
        ({"数据共享减免": "是"}, {"免提交": "--"}, [mark("免提交标注", EXEMPT_BY_DATA, "--")]),
        ({"数据共享减免": "是"}, {"免提交": ""}, [mark("免提交标注", EXEMPT_BY_DATA, "")]),
        ({"数据共享减免": "是"}, {}, [absent("“免提交”")]),
        ({"数据共享减免": "否"}, {"免提交": "免提交"}, [mark("免提交标注", "需要提供", "免提交")]),
        ({"数据共享减免": "否"}, {"免提交": "否"}, []),
        ({"数据共享减免": "否"}, {}, []),
        ({}, {"免提交": "免提交"}, [HIDDEN_EXEMPTION]),
        ({"收取方式": AUTOMATIC}, {"免提交": "免提交", "收取方式": AUTOMATIC}, []),
        ({}, {"材料类型": "复印件"}, [unwritten("材料类型", "“复印件”")]),
        ({}, {"材料类型": "--", "来源渠道": "政府部门核发"}, []),
        (
            {},
            {"材料类型": "复印件", "收取方式": "纸质", "材料必要性": "待定", "份数": "2份"},
            [unwritten("材料类型、收取方式、材料必要性、份数", "“复印件”、“纸质”、“待定”、“2份”")],
        ),
        *(({}, {"份数": text}, []) for text in ("1份", "原件1份", "原件：1 复印件：0", "0份", "--", "若干")),
        *(({}, {"份数": text}, [unwritten("份数", f"“{text}”")]) for text in ("2份", "复印件1份", "原件2份")),
        (
            {},
            {"原件份数": "1", "复印件份数": "1"},
            [unwritten("份数", "“原件份数“1”，复印件份数“1””")],
        ),
        ({}, {"原件份数": "1", "复印件份数": "0"}, []),
    ],
)
def test_what_one_material_shows(approved: Mapping[str, object], published: Row, expected: list[Problem]) -> None:
    name = {"材料名称": "申请书"}
    assert judged([{**name, **approved}], [{**name, **published}]) == expected


def test_a_material_is_told_under_both_its_names() -> None:
    text = "材料“居民身份证”（指南称“身份证”）的材料必要性：核准清单为“必要”，办事指南显示“非必要”"
    listed = [{"材料名称": "居民身份证", "材料必要性": "必要"}]
    assert judged(listed, [{"材料名称": "身份证", "材料必要性": "非必要"}]) == [problem(text, "必要", "非必要")]


def test_marks_that_some_materials_lack_are_asked_with_their_names() -> None:
    listed = [
        {"材料名称": "申请书", "材料类型": "原件", "收取方式": "纸质"},
        {"材料名称": "章程", "材料类型": "原件", "收取方式": "纸质"},
        {"材料名称": "合同", "材料类型": "原件", "收取方式": "纸质"},
    ]
    rows = [{"材料名称": "申请书"}, {"材料名称": "章程"}, {"材料名称": "合同", "收取方式": "纸质"}]
    assert judged(listed, rows) == [absent("“材料类型”、“收取方式”（申请书、章程）")]


def test_problems_of_the_materials_come_in_the_order_of_the_list() -> None:
    listed = [{"材料名称": name, "收取方式": "纸质"} for name in ("申请书", "章程", "合同")]
    rows = [{"材料名称": name, "收取方式": "电子"} for name in ("合同", "承诺书", "申请书")]
    assert [(each.text[:8], each.seen) for each in judged(listed, rows)] == [
        ("材料名称：核准清", "承诺书"),
        ("材料“申请书”的", "电子"),
        ("材料“章程”（指", "电子"),
        ("材料“合同”的收", "电子"),
    ]
