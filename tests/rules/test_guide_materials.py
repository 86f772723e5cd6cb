"""B1: the materials of a guide against those approved, and what only looks different."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from tests.support.facts import group, guide_page, material, shown
from tests.support.matters import make_matter
from tests.support.problems import NOTHING, E, W, severities, texts
from zicha.model.facts.guide import Element, GuidePage, ShownGroup
from zicha.model.finding import Severity
from zicha.rules.guide_accuracy.materials import material_differences

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
    ],
)
def test_how_much_a_renamed_material_keeps_of_its_name(offered: str, renamed: bool) -> None:
    approved = make_matter(申请材料=[USUAL | {"材料名称": name} for name in ("东南西北梅兰竹菊松柏", "子丑寅卯")]).guide
    problems = material_differences(material_page([material(offered), material("金木水火")]), approved)
    pair = [problem for problem in problems if (problem.expected, problem.seen) == ("东南西北梅兰竹菊松柏", offered)]
    assert len(pair) == renamed
    assert any(problem.expected == "子丑寅卯" and not problem.seen for problem in problems)
