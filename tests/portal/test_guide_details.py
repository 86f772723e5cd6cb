"""详情 of a material or a step: what opens it, what came, and what of that belongs to the entry."""

from __future__ import annotations

import pytest

from tests.support.easel import drawn
from tests.support.guide_shapes import PROFILE
from zicha.model.facts.guide import Element
from zicha.model.page import OpenedEntry, OpenedPage
from zicha.portal.guide.details import closer_of, what_came
from zicha.portal.guide.reader import openers_on, read_guide, read_opened

pytestmark = pytest.mark.usefixtures("drawing")

SCRIPT = "<a href='javascript:void(0)'>{}</a>"
HEAD = "<tr><th>材料名称</th><th>材料类型</th><th>来源渠道</th><th>空白表格</th><th>操作</th></tr>"
STEPS = "<h2>办理流程</h2><ul>{}</ul>"


def table(action: str, source: str = "自备", blank: str = "无") -> str:
    rows = "".join(
        f"<tr><td>{name}</td><td>原件</td><td>{source}</td><td>{blank}</td><td>{action}</td></tr>"
        for name in ("申请表", "章程")
    )
    return f"<h2>申请材料</h2><table>{HEAD}{rows}</table>"


def openers(source: str) -> list[tuple[str, str]]:
    page = drawn(f"<p>承诺时限：5日</p>{source}")
    return [(each.name, each.words) for each in openers_on("", page, page, PROFILE)]


@pytest.mark.parametrize("action", ["详情", "查看", "查看详情"])
@pytest.mark.parametrize(
    "pressed",
    [
        SCRIPT,
        "<button type=button>{}</button>",
        "<span style='cursor: pointer'>{}</span>",
        "<div onclick='f()'><i></i>{}</div>",
        "<a href='#detail' data-toggle='modal'>{}</a>",
        "<i style='cursor: pointer' title='{}'>&nbsp;</i>",
    ],
)
def test_what_says_so_in_the_row_of_an_entry_opens_it(action: str, pressed: str) -> None:
    assert openers(table(pressed.format(action))) == [("申请表", action), ("章程", action)]


@pytest.mark.parametrize(
    "step",
    [
        "<li><strong>受理</strong><p>办理时限：1个工作日</p><p>{}</p></li><li><strong>决定</strong><p>{}</p></li>",
        "<li><div>受理</div><div>1个工作日</div>{}</li><li><div>决定</div><div>2个工作日</div>{}</li>",
    ],
)
def test_a_step_has_details_too(step: str) -> None:
    source = STEPS.format(step.format(SCRIPT.format("详情"), SCRIPT.format("详情")))
    assert openers(source) == [("受理", "详情"), ("决定", "详情")]


@pytest.mark.parametrize(
    "source",
    [
        table("<a href='/material/1'>详情</a>"),
        table("<input type=submit value=查看>"),
        table(SCRIPT.format("在线办理")),
        table(SCRIPT.format("删除")),
        table("", blank=SCRIPT.format("查看")),
        table("") + SCRIPT.format("查看详情"),
        f"<h2>申请材料 {SCRIPT.format('详情')}</h2>" + table(""),
        f"<p>办理地点：一楼 {SCRIPT.format('查看')}</p>" + table(""),
    ],
)
def test_anything_else_opens_no_details(source: str) -> None:
    assert openers(source) == []


def entries(source: str, *came: str) -> list[list[tuple[Element, str]]]:
    """The materials and steps of a page, of which each entry was opened and showed what came."""
    page = drawn(f"<p>承诺时限：5日</p>{source}")
    boxes = drawn("".join(f"<div>{each}</div>" for each in came))
    parts = [boxes.part(n) for n, each in enumerate(boxes.containers) if each.parent == 0 and each.tag == "div"]
    opened = zip(openers_on("", page, page, PROFILE), parts, strict=False)
    pages = OpenedPage(tab="", page=page, entries=tuple(OpenedEntry(at=each.at, page=part) for each, part in opened))
    text = read_opened([pages], PROFILE)
    groups = [*text.group("申请材料"), *text.group("办理流程")]
    return [[(value.element, value.text) for value in group.values if value.text != "无"] for group in groups]


OWN = [[(Element.MATERIAL_NAME, name), (Element.MATERIAL_KIND, "原件")] for name in ("申请表", "章程")]
MORE = (Element.NECESSITY, "必要")
DETAILS = [
    "<h3>材料详情</h3><p>材料必要性：必要</p><button>关闭</button>",
    "<div>详情 <span title='关闭' style='cursor: pointer'>&nbsp;</span></div><dl><dt>材料必要性</dt><dd>必要</dd></dl>",
    "<table><tr><th>材料名称</th><td>{}</td></tr><tr><th>材料必要性</th><td>必要</td></tr></table>",
    "<table><tr><th>材料名称</th><th>材料必要性</th></tr><tr><td>{}</td><td>必要</td></tr></table>",
    "<h4>{}</h4><ul><li><span>材料必要性</span><span>必要</span></li></ul><a onclick='f()'>知道了</a>",
]


@pytest.mark.parametrize("details", DETAILS)
def test_details_are_read_into_their_entry(details: str) -> None:
    source = table(SCRIPT.format("详情"), source="")
    read = entries(source, details.format("申请表"), details.format("章程"))
    assert [[*own, MORE] for own in OWN] == [[value for value in entry if value[1]] for entry in read]


@pytest.mark.parametrize(
    "came", ["<p>请先登录</p>", "<p>材料名称：营业执照</p><p>材料必要性：必要</p>", "<p>系统繁忙</p>"]
)
def test_what_is_none_of_the_entrys_details_is_asked_about(came: str) -> None:
    read = entries(table(SCRIPT.format("详情"), source=""), came)
    assert [(Element.MATERIAL_NOTE, "详情") in entry for entry in read] == [True, True]
    assert all(MORE not in entry for entry in read)


def test_a_cell_of_a_known_column_is_what_its_details_say() -> None:
    first, second = entries(table("", source=SCRIPT.format("查看")), "<p>申请人自备</p>")
    assert (Element.SOURCE, "申请人自备") in first
    assert (Element.MATERIAL_NOTE, "查看") in second


def test_a_step_that_does_not_open_shows_nothing_of_what_is_in_it() -> None:
    rows = f"<tr><td>受理</td><td>{SCRIPT.format('查看')}</td></tr>"
    source = f"<h2>办理流程</h2><table><tr><th>环节名称</th><th>办理内容</th></tr>{rows}</table>"
    assert entries(source) == [[(Element.STEP_NAME, "受理")]]
    assert entries(source, "<p>核对材料</p>") == [[(Element.STEP_NAME, "受理"), (Element.STEP_CONTENT, "核对材料")]]


# ── what came ────────────────────────────────────────────────────────────────────────────────────────────────────

PAGE = "<p>承诺时限：5日</p>" + table(SCRIPT.format("详情"))
OVER = "<div style='position: fixed; left: 0; top: 0; background: #fff'>{}</div>"


def test_a_box_over_the_page_has_come() -> None:
    came = what_came(drawn(PAGE), drawn(PAGE + OVER.format("<p>来源渠道：自备</p><b style='cursor: pointer'>×</b>")))
    assert came is not None
    assert came.is_over
    assert "".join(came.page.words()) == "来源渠道：自备×"
    assert closer_of(came.page, PROFILE)


def test_a_line_beneath_the_row_lies_over_nothing() -> None:
    beneath = PAGE.replace("</tr><tr><td>章程", "</tr><tr><td colspan=5>来源渠道：自备</td></tr><tr><td>章程")
    came = what_came(drawn(PAGE), drawn(beneath))
    assert came is not None
    assert not came.is_over


@pytest.mark.parametrize("after", [PAGE, f"<div style='padding: 9px'>{PAGE}</div>"])
def test_nothing_has_come_where_the_page_only_moved(after: str) -> None:
    assert what_came(drawn(PAGE), drawn(after)) is None


def test_boxes_that_are_kept_hidden_are_no_part_of_the_page() -> None:
    kept = "".join(
        f"<div id=m{n} style='display: none'><div>材料详情 <span onclick=''>×</span></div><p>材料名称：{name}</p></div>"
        for n, name in enumerate(("申请表", "章程"))
    )
    for opener in (SCRIPT.format("详情"), "<a href='#m0' data-toggle='modal'>详情</a>"):
        text = read_guide([("", drawn(table(opener) + kept))], PROFILE)
        assert len(text.group("申请材料")) == 2
