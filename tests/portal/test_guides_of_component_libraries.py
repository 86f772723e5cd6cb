"""Guides as the component libraries of today draw them: rows that only set widths, heads above their values."""

from __future__ import annotations

import pytest

from tests.support.drawn_guides import groups, read, values
from tests.support.easel import drawn
from tests.support.guide_shapes import PROFILE
from zicha.model.facts.guide import Element
from zicha.portal.guide.closed_parts import closed_parts, has_closed_titles
from zicha.portal.guide.reader import read_guide

pytestmark = pytest.mark.usefixtures("drawing")

CARD = "<div class=card><div class=head><div>{name}</div><div><span class=tag>必要</span></div></div>{body}</div>"
MARKS = "<div><span>材料类型：原件</span> <span>份数：1</span></div>"
LINK = "<div><a href='/{}.docx'>{}</a></div>"
LINKS = f"<div>{LINK.format('blank', '空白表格')}<span>|</span>{LINK.format('sample', '示例样表')}</div>"
PRESSED = "style='cursor: pointer; display: block'"


def test_a_row_of_no_height_is_no_material() -> None:
    measure = "<tr aria-hidden=true style='height: 0'>" + "<td style='height: 0; padding: 0; border: 0'></td>" * 2
    rows = "<tr><td>教师资格认定申请表<td>原件<tr><td>居民身份证<td>复印件"
    table = f"<table><thead><tr><th>材料名称<th>材料类型</thead><tbody>{measure}</tr>{rows}</tbody></table>"
    names = [each[Element.MATERIAL_NAME] for each in groups(f"<h3>申请材料</h3>{table}", "申请材料")]
    assert names == ["教师资格认定申请表", "居民身份证"]


def test_heads_may_stand_above_their_values_row_by_row() -> None:
    rows = [
        ("实施主体", "开封市民政局", "实施主体性质", "法定机关"),
        ("法定办结时限", "20个工作日", "承诺办结时限", "5个工作日"),
    ]
    table = "".join(f"<tr><th>{a}<th>{c}</tr><tr><td>{b}<td>{d}</tr>" for a, b, c, d in rows)
    shown = dict(values(f"<table>{table}</table>"))
    assert shown[Element.OWNER] == "开封市民政局"
    assert shown[Element.LEGAL_LIMIT] == "20个工作日"
    assert shown[Element.PROMISED_LIMIT] == "5个工作日"


def test_a_badge_beneath_the_name_on_a_card_is_no_material() -> None:
    shared = "<p><span class=tag>通过数据共享减免，无需提供</span></p>"
    cards = CARD.format(name="营业执照", body=f"<div>{shared}{MARKS}</div>")
    cards += CARD.format(name="场所平面图", body=f"<div>{MARKS}</div>")
    materials = groups(f"<h3>申请材料</h3><div>{cards}</div>", "申请材料")
    assert [each[Element.MATERIAL_NAME] for each in materials] == ["营业执照", "场所平面图"]
    assert [each.get(Element.SHARED) for each in materials] == ["通过数据共享减免，无需提供", None]


def test_two_links_in_boxes_of_their_own_are_two_files() -> None:
    card = CARD.format(name="教师资格认定申请表", body=f"<div>{MARKS}{LINKS}</div>")
    (material,) = read(f"<h3>申请材料</h3><div>{card}</div>").group("申请材料")
    offered = [(each.element, link.address[-11:]) for each in material.values for link in each.links]
    assert offered == [(Element.BLANK_FORM, "/blank.docx"), (Element.SAMPLE, "sample.docx")]


@pytest.mark.parametrize("limit", ["办理时限：{}", "{}", "环节时限：{}"])
def test_a_step_says_its_limit_beside_its_name(limit: str) -> None:
    step = "<div><i>{n}</i><div><div>{name}<span>{limit}</span></div><div><div>办理人：窗口岗</div></div></div></div>"
    steps = [("受理", "1个工作日"), ("审查", "5个工作日"), ("决定", "即办")]
    drawn_steps = (step.format(n=n, name=a, limit=limit.format(b)) for n, (a, b) in enumerate(steps, start=1))
    shown = groups(f"<h3>办理流程</h3><div>{''.join(drawn_steps)}</div>", "办理流程")
    assert [(each[Element.STEP_NAME], each[Element.STEP_LIMIT]) for each in shown] == steps


def test_what_is_drawn_around_a_tab_is_a_tab() -> None:
    tabs = "".join(
        f"<div {PRESSED}><div role=tab aria-selected={n == 0}>{t}</div></div>"
        for n, t in enumerate(("基本信息", "受理条件", "常见问题"))
    )
    source = f"<div role=tablist>{tabs}<div class=ink></div></div><div role=tabpanel>承诺时限：5日</div>"
    assert closed_parts(drawn(source), PROFILE) == ()


@pytest.mark.parametrize(("says", "is_closed"), [("", True), ("aria-haspopup=menu", False)])
def test_a_title_that_brings_what_is_beneath_it_is_pressed(says: str, is_closed: bool) -> None:
    question = f"<div><div role=button tabindex=0 aria-expanded=false {says} {PRESSED}>可以委托他人办理吗？</div></div>"
    page = drawn(f"<h3>常见问题</h3>{question}<p>承诺时限：5日</p>")
    assert has_closed_titles(page) is is_closed
    assert [(each.name, each.is_title) for each in closed_parts(page, PROFILE)] == [
        ("可以委托他人办理吗？", True)
    ] * is_closed


def test_a_title_whose_part_is_on_the_page_is_left_alone() -> None:
    part = f"<div><div role=button aria-expanded=false {PRESSED}>可以委托吗？</div><div hidden>可以。</div></div>"
    assert not has_closed_titles(drawn(f"<h3>常见问题</h3>{part}<p>承诺时限：5日</p>"))


LIMIT = "<p>承诺时限：5日</p>"


def test_what_comes_late_elsewhere_was_not_opened_by_a_title() -> None:
    titles = f"<div><div {PRESSED}>设定依据</div>{{}}</div><div><div {PRESSED}>常见问题</div></div>"
    basis = "<div><ol><li>《教师法》第十条</li></ol></div>"
    before = f"<div><p>网上办事</p></div>{LIMIT}<section>{titles.format('')}</section>"
    after = f"<div><p>网上办事</p><a href='/me'>李</a></div>{LIMIT}<section>{titles.format(basis)}</section>"
    guide = read_guide([("", drawn(before)), ("设定依据", drawn(after))], PROFILE)
    assert [each.text for each in guide.values if each.element is Element.BASIS] == ["《教师法》第十条"]
