"""Materials drawn as cards: a name at the top of each, with its number and badges, and labelled marks beneath it."""

from __future__ import annotations

import pytest

from tests.support.drawn_guides import groups
from zicha.model.facts.guide import Element

pytestmark = pytest.mark.usefixtures("drawing")

NAMES = ("教师资格认定申请表", "居民身份证", "2寸照片")
MARKS = "<span>材料类型：原件</span> <span>份数：1</span>"
BADGE = "<span class='tag'>数据共享减免</span>"
CARDS = {
    "a name in bold": "<div class='mc'><b>{n}. {name}</b>{badge}<div>{marks}</div></div>",
    "strong in an item": "<li><strong>{n}、{name}</strong>{badge}<p>{marks}</p></li>",
    "a paragraph": "<div><p>（{n}）{name} {badge}</p><div>{marks}</div></div>",
    "a heading and a badge": "<section><h4>{n}. {name}</h4>{badge}<div>{marks}</div></section>",
    "a block for the top": "<div><div><span>{name}</span>{badge}</div><div>{marks}</div></div>",
    "letters alone": "<li>{n}. {name}{badge}<div>{marks}</div></li>",
    "lines of one block": "<div><b>{n}. {name}</b> {badge}<br>{marks}</div>",
    "lines of letters": "<li>{n}. {name}{badge}<br>材料类型：原件<br>份数：1</li>",
    "a badge before": "<div>{badge}<b>{n}. {name}</b><div>{marks}</div></div>",
    "a badge beneath": "<div><b>{n}. {name}</b><div>{badge}</div><div>{marks}</div></div>",
    "a number by itself": "<div><span class='no'>{n}</span><b>{name}</b>{badge}<div>{marks}</div></div>",
    "a number like the name": "<div><b>{n}</b><b>{name}</b>{badge}<div>{marks}</div></div>",
    "a number in a block": "<div><div><i>{n}</i><span>{name}</span>{badge}</div><div>{marks}</div></div>",
    "the word for it": "<div><b>材料{n}：{name}</b>{badge}<div>{marks}</div></div>",
    "the word by itself": "<div><span>材料{n}</span><b>{name}</b>{badge}<div>{marks}</div></div>",
    "no number": "<div><b>{name}</b>{badge}<div>{marks}</div></div>",
    "a list of pairs": "<div><b>{n}. {name}</b>{badge}<ul><li>材料类型：原件</li><li>份数：1</li></ul></div>",
    "labels of their own": "<div><b>{n}. {name}</b>{badge}<div><p><span>材料类型</span><span>原件</span></p>"
    "<p><span>份数</span><span>1</span></p></div></div>",
}  # fmt: skip
NOTE = "<p>1. 申请材料应当真实。</p><p>2. 复印件须加盖公章</p>"


def page_of(card: str, around: str = "{}") -> str:
    cards = (card.format(n=n, name=name, badge=BADGE * (n == 2), marks=MARKS) for n, name in enumerate(NAMES, start=1))
    return f"<h3>申请材料</h3>{around.format(''.join(cards))}{NOTE}<h3>办理流程</h3>"


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_each_card_is_one_material(card: str) -> None:
    are_three_materials(page_of(card))


@pytest.mark.parametrize("around", ["<div>{}</div>", "<ul>{}</ul>", "<div><p>共3项</p><div>{}</div></div>"])
@pytest.mark.parametrize("card", ["a name in bold", "letters alone", "lines of letters", "a number in a block"])
def test_cards_may_stand_in_a_box(card: str, around: str) -> None:
    are_three_materials(page_of(CARDS[card], around))


def are_three_materials(source: str) -> None:
    materials = groups(source, "申请材料")
    assert [each[Element.MATERIAL_NAME] for each in materials] == [*NAMES]
    assert [each[Element.MATERIAL_KIND] for each in materials] == ["原件"] * 3
    assert [each[Element.COPIES] for each in materials] == ["1"] * 3
    assert [each.get(Element.SHARED) for each in materials] == [None, "数据共享减免", None]


@pytest.mark.parametrize("name", ["2寸照片", "<em>2</em>寸照片", "3.5寸照片", "2 寸照片", "1:500地形图", "三方协议"])
def test_a_number_may_be_a_part_of_the_name(name: str) -> None:
    cards = "".join(f"<div><b>{each}</b><div>{MARKS}</div></div>" for each in ("申请表", name))
    names = [each[Element.MATERIAL_NAME] for each in groups(f"<h3>申请材料</h3>{cards}", "申请材料")]
    assert names == ["申请表", name.replace("<em>", "").replace("</em>", "")]


@pytest.mark.parametrize("last", ["<b>2. 身份证</b>", "<b>身份证</b><span class='tag'>必要</span>"])
def test_a_card_without_marks_is_a_material_as_the_one_before_it(last: str) -> None:
    source = f"<h3>申请材料</h3><div><b>1. 申请表</b><div>{MARKS}</div></div><div>{last}</div>"
    assert [each[Element.MATERIAL_NAME] for each in groups(source, "申请材料")] == ["申请表", "身份证"]


@pytest.mark.parametrize(
    "beside",
    [
        NOTE,
        "<div><b>温馨提示</b><div>份数：以窗口要求为准</div></div>",
        "<div><b>注意事项</b></div>",
        "<div><b>2. 复印件须加盖公章。</b></div>",
        "<div><b>填写说明</b><p>1. 用黑色笔填写</p></div>",
        "<div><b>空白表格：</b><a href='/1'>申请表</a></div>",
        "<div><a href='/1'>下载全部空表</a></div>",
    ],
)
def test_what_is_no_card_is_no_material(beside: str) -> None:
    source = f"<h3>申请材料</h3><div><b>1. 申请表</b><div>{MARKS}</div></div>{beside}"
    assert [each[Element.MATERIAL_NAME] for each in groups(source, "申请材料")] == ["申请表"]


def test_steps_drawn_as_cards_are_steps() -> None:
    step = "<div><h4>{}</h4><span class='tag'>窗口</span><div>办理时限：1个工作日</div></div>"
    source = f"{page_of(CARDS['a heading and a badge'])}{step.format('1. 受理')}{step.format('2. 决定')}"
    are_three_materials(source)
    assert len(groups(source, "办理流程")) == 2


@pytest.mark.parametrize("value", ["--", "通过数据共享减免"])
def test_what_a_value_stands_beside_is_no_badge(value: str) -> None:
    pairs = {"材料名称": "{}", "材料类型": "原件", "数据共享": value, "份数": "1"}
    card = "".join(f"<div><b>{label}</b><div>{words}</div></div>" for label, words in pairs.items())
    page = "<h3>申请材料</h3>" + "".join(f"<div>{card.format(name)}</div>" for name in NAMES)
    assert [each.get(Element.SHARED) for each in groups(page, "申请材料")] == [value] * 3
