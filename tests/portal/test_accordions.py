"""Guides whose parts fold away beneath titles, as component libraries draw them: all closed, or some of them open."""

from __future__ import annotations

import pytest

from tests.support.drawn_guides import read
from tests.support.easel import drawn
from tests.support.guide_shapes import PROFILE
from zicha.model.facts.guide import Element
from zicha.portal.guide.reader import read_guide
from zicha.portal.guide.text import GuideText

pytestmark = pytest.mark.usefixtures("drawing")

LOOK = "<style>.head { display: flex; height: 48px; cursor: pointer; font-size: 13px }</style>"
LIBRARIES = {
    "a tab and its panel": "<div role=tablist>{}</div>|"
    "<div><div role=tab aria-expanded={open}><div role=button class=head>{title}<i></i></div></div>"
    "<div role=tabpanel {hidden}><div>{body}</div></div></div>",
    "a button and its region": "<div>{}</div>|"
    "<div><button class=head aria-expanded={open} aria-controls=c{n}><span>{title}</span><i></i></button>"
    "<div id=c{n} role=region {hidden}><div>{body}</div></div></div>",
    "a block and what it names": "<div>{}</div>|"
    "<div><div class=head role=button aria-expanded={open} aria-controls=c{n}>{title}</div>"
    "<div id=c{n} {hidden}><div>{body}</div></div></div>",
    "a heading that is a tab": "<div role=tablist>{}</div>|"
    "<div><div role=tab><h4><a href='#c{n}' aria-expanded={open} aria-controls=c{n}>{title}</a></h4></div>"
    "<div id=c{n} role=tabpanel {hidden}><div>{body}</div></div></div>",
}  # fmt: skip
CARD = "<div><b>{}. {}</b>{}<div><span>材料类型：原件</span> <span>份数：1</span></div></div>"
PARTS = (
    ("基本信息", "<div><div>承诺办结时限：</div><div>10个工作日</div></div>"),
    ("受理条件", "<ol><li>年满十八周岁</li><li>身体健康</li></ol>"),
    ("申请材料", CARD.format(1, "申请表", "") + CARD.format(2, "身份证", "<span class='tag'>数据共享减免</span>")),
    ("办理流程", "<ul><li><b>受理</b><span>1个工作日</span></li><li><b>决定</b><span>2个工作日</span></li></ul>"),
    ("设定依据", "<ol><li>《教师法》第十条</li></ol>"),
)
OPEN = [(0,), (0, 2), (1, 4), ()]


def accordion(library: str, parts: tuple[tuple[str, str], ...], is_open: tuple[int, ...], first: int = 0) -> str:
    around, item = library.split("|")
    items = (
        item.format(
            title=title, body=body, n=first + n, open=str(n in is_open).lower(), hidden="" if n in is_open else "hidden"
        )
        for n, (title, body) in enumerate(parts)
    )
    return around.format("".join(items))


def questions(text: GuideText) -> list[tuple[str, str]]:
    return [(each.text(Element.QUESTION), each.text(Element.ANSWER)) for each in text.group("常见问题")]


@pytest.mark.parametrize("is_open", OPEN)
@pytest.mark.parametrize("library", LIBRARIES.values(), ids=LIBRARIES)
def test_a_title_heads_what_is_folded_beneath_it(library: str, is_open: tuple[int, ...]) -> None:
    text = read(f"{LOOK}<h1>教师资格认定</h1>{accordion(library, PARTS, is_open)}")
    assert [(value.element, value.text) for value in text.values] == [
        (Element.PROMISED_LIMIT, "10个工作日"),
        (Element.CONDITIONS, "年满十八周岁"),
        (Element.CONDITIONS, "身体健康"),
        (Element.BASIS, "《教师法》第十条"),
    ]
    assert [each.text(Element.MATERIAL_NAME) for each in text.group("申请材料")] == ["申请表", "身份证"]
    assert [each.text(Element.STEP_NAME) for each in text.group("办理流程")] == ["受理", "决定"]


@pytest.mark.parametrize("markup", ["{}", "问：{}", "{}？", "1. {}"])
@pytest.mark.parametrize("library", LIBRARIES.values(), ids=LIBRARIES)
def test_questions_fold_away_within_a_part_that_does(library: str, markup: str) -> None:
    pairs = (("多久办结", "当场办结。"), ("能否代办", "可以代办。"))
    inner = accordion(library, tuple((markup.format(q), f"<div>{a}</div>") for q, a in pairs), (), first=10)
    wanted = [(q + "？" * markup.endswith("？"), a) for q, a in pairs]
    for source in (accordion(library, (*PARTS, ("常见问题", inner)), (0, 5)), f"<h3>常见问题</h3>{inner}"):
        assert questions(read(LOOK + source)) == wanted


def test_questions_fold_away_in_the_pane_of_a_tab() -> None:
    names = ("基本信息", "常见问题")
    inner = accordion(LIBRARIES["a tab and its panel"], (("多久办结", "当场办结。"), ("能否代办", "可以。")), (0,))
    row = "".join(f"<div role=tab style='cursor: pointer'>{name}</div>" for name in names)

    def page(place: int) -> str:
        panes = (
            f"<div role=tabpanel {'' if n == place else 'hidden'}>{body}</div>"
            for n, body in enumerate((PARTS[0][1], inner))
        )
        return f"{LOOK}<div role=tablist>{row}</div><div>{''.join(panes)}</div>"

    text = read_guide([("", drawn(page(0))), ("常见问题", drawn(page(1)))], PROFILE)
    assert questions(text) == [("多久办结", "当场办结。"), ("能否代办", "可以。")]


def test_the_pane_of_a_tab_is_not_what_another_title_opens() -> None:
    """An open part stands before the one that was pressed."""
    library = LIBRARIES["a tab and its panel"]
    first, other = (drawn(LOOK + accordion(library, PARTS, is_open)) for is_open in ((1,), (1, 4)))
    bases = [
        v.text for v in read_guide([("", first), ("设定依据", other)], PROFILE).values if v.element is Element.BASIS
    ]
    assert bases == ["《教师法》第十条"]


@pytest.mark.parametrize(
    "menu",
    [
        "<div><button aria-expanded=false aria-controls=m>办理流程</button><ul id=m role=menu><li>甲</li></ul></div>",
        "<div role=tablist><div role=tab>申请材料</div><div role=tab>办理流程</div></div><div role=tabpanel>甲</div>",
    ],
)
def test_a_menu_and_a_row_of_tabs_head_nothing(menu: str) -> None:
    text = read(f"{menu}<p>承诺时限：10个工作日</p>")
    assert [(value.section, value.text) for value in text.values] == [("", "10个工作日")]
