"""What words of a guide mean, read one at a time."""

from __future__ import annotations

import pytest

from tests.support.facts import material
from zicha.model.matter import Audience, MaterialKind
from zicha.published.choices import shipped
from zicha.published.materials import PublishedMaterial
from zicha.text.answers import Counts, marks_exempt, read_counts, read_visits, without_denied
from zicha.text.folding import fold, is_nothing, plain, without_list_numbers, without_number


@pytest.mark.parametrize(
    "text",
    [
        "是",
        "√",
        "免提交",
        "该材料免提交",
        "通过数据共享减免，无需提供",
        "已关联电子证照",
        "是否免提交：是",
        "系统自动获取，如数据不全则需申请者提交",
    ],
)
def test_an_exempt_material(text: str) -> None:
    assert marks_exempt(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "否",
        "需提交",
        "该材料不能免提交",
        "非免提交",
        "目前未实现数据共享",
        "本材料不支持数据共享",
        "电子证照：否",
        "数据共享（否）",
        "是否免提交：否",
        "电子证照未归集，需提交纸质件",
    ],
)
def test_a_material_that_is_not_exempt(text: str) -> None:
    assert not marks_exempt(text)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("原件：1 复印件：0", Counts(1, 0, 1)),
        ("复印件2份（加盖公章）；原件：1", Counts(1, 2, 3)),
        ("1/2", Counts(1, 2, 3)),
        ("２份", Counts(None, None, 2)),
        ("原件或复印件1份", Counts(None, None, 1)),
        ("复印件或者原件：2", Counts(None, None, 2)),
        ("--", Counts(None, None, 0)),
        ("若干", None),
    ],
)
def test_counts(text: str, counts: Counts | None) -> None:
    assert read_counts(text) == counts


@pytest.mark.parametrize(
    "text",
    [
        "受理",
        "1.受理",
        "01 受理",
        "①受理",
        "（一）受理",
        "(1)受理",
        "一、受理",
        "第一步：受理",
        "步骤二：受理",
        "1．受理",
    ],
)
def test_a_name_without_its_number(text: str) -> None:
    assert without_number(text) == "受理"


@pytest.mark.parametrize("text", ["2寸照片", "2 寸照片", "1.5米线图", "三年财务报表", "2024 年度审计报告", "1"])
def test_a_number_that_belongs_to_the_name(text: str) -> None:
    assert without_number(text) == text


@pytest.mark.parametrize(
    ("one", "other"), [("每件1.5元", "每件15元"), ("9:00", "900"), ("1-2次", "12次"), ("第1、3条", "第13条")]
)
def test_numbers_keep_what_divides_them(one: str, other: str) -> None:
    assert plain(one) != plain(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("1,000元", "1000元"), ("9：00—17：00", "9:00-17:00"), ("《甲》、“乙”。", "甲乙"), ("1. 甲；", "1甲")],
)
def test_other_punctuation_is_nothing(one: str, other: str) -> None:
    assert plain(one) == plain(other)


# ── texts for comparison ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ａ４ 纸\n　１张", "A4纸1张"),
        ('《甲》〈乙〉“丙”‘丁\'"戊"', "甲乙丙‘丁戊"),
        ("(甲)[乙]（丙）【丁】", "甲乙丙丁"),
        ("甲；乙;丙。丁·戊_己|庚*辛<壬>", "甲乙丙丁戊己庚辛壬"),
        ("甲、乙，丙,丁：戊:己.庚", "甲乙丙丁戊己庚"),
        ("甲—乙–丙～丁~戊-己", "甲乙丙丁戊己"),
        ("1,000元", "1000元"),
        ("1,234,567元", "1234567元"),
        ("1,00元", "1,00元"),
        ("1,0000元", "1,0000元"),
        ("1—2至3～4、5", "1-2至3-4,5"),
        ("第1、3条", "第1,3条"),
        ("9：00—17：00", "9:00-17:00"),
        ("1.5米", "1.5米"),
        ("甲1.", "甲1"),
        (".5米", "5米"),
        ("1.甲", "1甲"),
    ],
)
def test_a_text_for_comparison(text: str, folded: str) -> None:
    assert plain(text) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [("①甲⑳乙㉑", "(1)甲(20)乙21"), (" 　Ａ（１） 甲\n", "A(1) 甲"), ("②", "(2)"), ("", "")],
)
def test_a_folded_text(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_only_the_first_number_is_none_of_the_name() -> None:
    assert without_number("1.受理（2）复核") == "受理(2)复核"
    assert without_number("受理（2）复核") == "受理(2)复核"
    assert without_number(" ＡＢ ") == "AB"


def test_the_numbers_of_a_list_are_none_of_its_items() -> None:
    assert without_list_numbers("1.受理；２.审查。（三）决定") == "受理;审查。决定"
    assert without_list_numbers("按照第1.5条办理") == "按照第1.5条办理"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "无",
        "暂无",
        "暂无数据",
        " 无 数 据 ",
        "--",
        "—",
        "———",
        "–",
        "/",
        ".",
        "。",
        "无。",
        "ｎｕｌｌ",
        "不涉及",
        "无特殊要求",
    ],
)
def test_words_for_nothing(text: str) -> None:
    assert is_nothing(text)


@pytest.mark.parametrize("text", ["0", "否", "无需", "无：", "X", "NULL"])
def test_words_for_something(text: str) -> None:
    assert not is_nothing(text)


# ── closed lists ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("自然人", Audience.PERSON),
        (" 自 然 人。", Audience.PERSON),
        ("个人；", Audience.PERSON),
        ("、企业，", Audience.COMPANY),
        ("自然人企业", None),
        ("1", None),
        ("", None),
    ],
)
def test_one_of_a_closed_list(text: str, audience: Audience | None) -> None:
    assert shipped().choice(text, Audience) == audience
    assert shipped().choices(text, Audience) == (None if audience is None else frozenset({audience}))


@pytest.mark.parametrize(
    "text",
    [
        "自然人、企业法人",
        "自然人，企业法人",
        "自然人,企业法人",
        "自然人；企业法人",
        "自然人;企业法人",
        "自然人/企业法人",
        "自然人|企业法人",
        "自然人 企业法人",
        "自然人\n企业法人",
        "自然人以及企业法人",
        "自然人和企业法人",
        " 个人、 企业 、",
    ],
)
def test_several_of_a_closed_list(text: str) -> None:
    assert shipped().choices(text, Audience) == frozenset({Audience.PERSON, Audience.COMPANY})
    assert shipped().choice(text, Audience) is None
    assert shipped().choices(f"{text}、其他对象", Audience) is None


def test_a_word_of_the_list_may_hold_what_divides_others() -> None:
    assert shipped().choices("原件和复印件", MaterialKind) == frozenset({MaterialKind.BOTH})
    assert shipped().choices("、", Audience) is None


# ── how a material is handed in ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "medium", "exempt"),
    [
        ("", "系统自动获取，无需申请者提交", True),
        ("", "系统自动获取，如数据不全需申请者提交", True),
        ("否", "免提交", True),
        ("", "自动获取", True),
        ("", "由部门自动获取营业执照", True),
        ("", "未实现自动获取", False),
        ("", "自动获取（暂未开通）", False),
        ("", "自动获取：否", False),
        ("", "纸质", False),
        ("", "电子证照", False),
        ("电子证照", "纸质", True),
        ("有", "", True),
        (" ✓ ", "", True),
        ("是否", "", False),
        ("是否免提交", "", True),
        ("电子证照是否共享", "", True),
        ("否，电子证照", "", False),
        ("是 否 免提交：是", "", True),
        ("本事项不提供免提交；已关联电子证照", "", False),
        ("免提交，不支持数据共享", "", True),
    ],
)
def test_what_the_medium_adds_to_the_mark(text: str, medium: str, exempt: bool) -> None:
    line = PublishedMaterial(material("营业执照", SHARED=text, MEDIUM=medium), shipped())
    assert line.is_marked_exempt is exempt


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("电子上传，无需到窗口", "电子上传，"),
        ("不收纸质件；网上提交", "；网上提交"),
        ("免交复印件 交原件", " 交原件"),
        ("免费邮寄", "免费邮寄"),
        ("窗口收取", "窗口收取"),
    ],
)
def test_ways_that_are_not_needed(text: str, left: str) -> None:
    assert without_denied(text) == left


# ── counts ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "visits"),
    [
        ("0", 0),
        ("０次", 0),
        ("零次", 0),
        ("最多跑0次", 0),
        ("一次也不用跑", 0),
        ("无需到现场", 0),
        ("零跑腿", 0),
        ("1", 1),
        ("1 次。", 1),
        ("最多跑一次", 1),
        ("跑两趟", 2),
        ("九次", 9),
        ("到办事现场3次", 3),
        ("12次", 12),
        ("100次", None),
        ("若干次", None),
        ("1-2次", None),
        ("", None),
    ],
)
def test_visits(text: str, visits: int | None) -> None:
    assert read_visits(text) == visits


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("原件 1 份，复印件 2 份", Counts(1, 2, 3)),
        ("原件份数：1；复印件份数：12", Counts(1, 12, 13)),
        ("原件（2份）", Counts(2, 0, 2)),
        ("复印件：3", Counts(0, 3, 3)),
        ("纸质原件1份，另附或复印件2份", Counts(1, 0, 1)),
        ("原件或者复印件（1份）", Counts(None, None, 1)),
        ("复印件或原件12份", Counts(None, None, 12)),
        ("复印件 或 原件 ：2", Counts(None, None, 2)),
        ("复印件2份，或原件3份", Counts(0, 2, 2)),
        ("2 / 3", Counts(2, 3, 5)),
        ("12/10", Counts(12, 10, 22)),
        ("0/0", Counts(0, 0, 0)),
        ("1/2/3", None),
        ("3", Counts(None, None, 3)),
        ("纸质2份", Counts(None, None, 2)),
        ("电子1", Counts(None, None, 1)),
        ("共12套", Counts(None, None, 12)),
        ("4张", Counts(None, None, 4)),
        ("1个", Counts(None, None, 1)),
        ("123份", None),
        ("1式2份", None),
        ("原件不少于1份", None),
        ("原件不少于1份，复印件2份", None),
        ("复印件不低于2份", None),
        ("复印件至少2份", None),
        ("复印件最少2份", None),
        ("原件约1份", None),
        ("原件大约1份", None),
        ("原件多于1份", None),
        ("原件超过1份", None),
        ("原件≥1份", None),
        ("原件1-2份，复印件2份", None),
        ("原件1~2份", None),
        ("复印件1至2份", None),
        ("复印件份数：1到2", None),
        ("复印件（1+1份）", None),
        ("复印件2×2份", None),
        ("复印件1.5份", None),
        ("原件1份以上", None),
        ("复印件2套以上，原件1份", None),
        ("复印件2张左右", None),
        ("复印件2份起", None),
        ("复印件2多", None),
        ("复印件123份", None),
        ("原件1份（2021-05-20以后开具）", Counts(1, 0, 1)),
        ("复印件2份，至少保存5年", Counts(0, 2, 2)),
        ("无", Counts(None, None, 0)),
        ("", Counts(None, None, 0)),
    ],
)
def test_how_copies_are_counted(text: str, counts: Counts | None) -> None:
    assert read_counts(text) == counts
