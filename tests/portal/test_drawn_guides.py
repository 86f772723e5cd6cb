"""What only a person who looks at a guide can tell: what is hidden, what can be opened, where a part of it ends."""

from __future__ import annotations

import pytest

from tests.support.easel import drawn
from tests.support.guide_shapes import PROFILE
from zicha.model.facts.guide import Element
from zicha.portal.guide.reader import read_guide
from zicha.portal.guide.text import GuideText

pytestmark = pytest.mark.usefixtures("drawing")


def read(*panes: tuple[str, str]) -> GuideText:
    return read_guide([(tab, drawn(source)) for tab, source in panes], PROFILE)


def values(source: str) -> list[tuple[Element, str]]:
    return [(value.element, value.text) for value in read(("", source)).values]


def groups(source: str, kind: str) -> list[dict[Element, str]]:
    return [{value.element: value.text for value in group.values} for group in read(("", source)).group(kind)]


LIMIT = "<p>承诺时限：10个工作日</p>"
STALE = "<p>承诺时限：1个工作日</p>"


@pytest.mark.parametrize(
    "hidden",
    [
        f"<div style='display: none'>{STALE}</div>",
        f"<div>{LIMIT}<div hidden>旧</div><button>展开</button></div><div class='dialog' hidden>{STALE}</div>",
        f"<ul><li><a href='#1'>一</a></li></ul><div>一段文字，不是标题</div><div hidden>{STALE}</div>",
        f"<div style='font-size: 0'>{STALE}</div>",
        f"<div style='overflow: hidden'><div style='visibility: hidden'>{STALE}</div></div>",
        "<div><div>常见问题</div><details open><summary>多久办结？</summary><div>当日。</div></details></div>"
        f"<div hidden>{STALE}</div>",
        "<p><del>承诺时限：1个工作日</del></p>",
        f"<div style='position: absolute; left: -9999px'>{STALE}</div>",
    ],
)
def test_what_nothing_opens_is_not_read(hidden: str) -> None:
    assert dict.fromkeys(values(LIMIT + hidden)) == {(Element.PROMISED_LIMIT, "10个工作日"): None}


@pytest.mark.parametrize(
    "folded",
    [
        "<div onclick='f()'>时限信息</div><div style='display: none'>{}</div>",
        "<div style='cursor: pointer'>时限信息</div><div style='max-height: 0; overflow: hidden'>{}</div>",
        "<h3>时限信息 <button>展开</button></h3><div hidden>{}</div>",
        "<details><summary>时限信息</summary>{}</details>",
        "<div onclick='f()'>受理条件</div><div hidden></div><div onclick='f()'>时限信息</div><div hidden>{}</div>",
        "<a href='#x'>时限信息</a><section><div id='x' hidden>{}</div></section>",
        "<ul><li><a onclick='f()'>二</a></li><li><a onclick='f()'>三</a></li></ul><div>正文</div><div hidden>{}</div>",
    ],
)
def test_what_a_click_opens_is_read(folded: str) -> None:
    assert values(folded.format(LIMIT)) == [(Element.PROMISED_LIMIT, "10个工作日")]


def test_a_title_may_stand_over_its_part_once_more() -> None:
    title = "<div onclick='f()'>受理条件</div><div><h3>受理条件</h3><p>年满十八周岁</p></div>"
    assert values(title) == [(Element.CONDITIONS, "年满十八周岁")]


def test_a_pane_with_words_that_were_there_before_is_whole() -> None:
    first = f"<div>{TABS}<div>{LIMIT}<p>无</p></div></div>"
    text = read(("", first), ("受理条件", f"<div>{TABS}<div><p><b>受理条件</b></p><p>无</p></div></div>"))
    assert [value.text for value in text.values if value.element is Element.CONDITIONS] == ["无"]


def test_what_css_writes_is_read() -> None:
    assert values("<style>p::before {content: '承诺时限：'}</style><p>10个工作日</p>") == [
        (Element.PROMISED_LIMIT, "10个工作日")
    ]


def test_a_section_ends_with_the_box_that_holds_its_heading() -> None:
    source = (
        "<div><div><h3>常见问题</h3><p>问：收费吗？</p><p>答：不收费</p></div></div><div><p>主办单位：办公厅</p></div>"
    )
    assert groups(source, "常见问题") == [{Element.QUESTION: "收费吗？", Element.ANSWER: "不收费"}]


@pytest.mark.parametrize("heading", ["<h3>常见问题</h3>", "<div style='font-size: 20px'>8. 常见问题</div>"])
def test_a_part_without_anything_beneath_its_heading_holds_nothing(heading: str) -> None:
    part = "<div>{}<p>网上申请</p></div>"
    before = part.format(heading.replace("常见问题", "办理形式说明"))
    assert groups(f"<div>{before}<div>{heading}</div></div><div><p>主办单位：办公厅</p></div>", "常见问题") == []


def test_a_heading_may_stand_in_a_box_of_its_own() -> None:
    head = "<div style='display: flex'><h3>常见问题</h3><span>共1条</span></div>"
    source = f"<div>{head}<div><p>收费吗？</p><p>不收费</p></div></div>"
    assert groups(source, "常见问题")[-1] == {Element.QUESTION: "收费吗？", Element.ANSWER: "不收费"}


@pytest.mark.parametrize(
    "value",
    [
        "开封市市民之家… <a onclick='f()'>展开</a><span hidden>开封市市民之家二楼</span>",
        "<span>开封市市民…</span><span hidden>开封市市民之家二楼</span><a onclick='f()'>展开</a>",
        "<span title='开封市市民之家二楼'>开封市市民...</span>",
        "<span style='display: inline-block; width: 40px; overflow: hidden; height: 1em'>开封市市民之家二楼</span>",
        "<span>开封市…</span><span hidden>开封市市民之家二楼</span>",
        "开封市市民之家二楼<button>复制</button>",
    ],
)
@pytest.mark.parametrize("line", ["<p>办理地点：{}</p>", "<div>联系人：甲<br>办理地点：{}<br>承诺时限：5日</div>"])
def test_a_line_holds_its_value_whole_and_no_button(value: str, line: str) -> None:
    read_values = dict(values(line.format(value)))
    assert read_values.get(Element.PLACE, "开封市市民之家二楼") == "开封市市民之家二楼"
    if line.startswith("<p>"):
        assert Element.PLACE in read_values


@pytest.mark.parametrize("tags", [("table", "tr", "td"), ("div", "div", "div"), ("ul", "li", "span")])
def test_a_row_that_says_itself_what_it_is_needs_no_head(tags: tuple[str, str, str]) -> None:
    whole, row, cell = tags
    rows = (
        ("1", "★申请表<i class='badge'>必要</i>", "材料类型：原件", "受理标准：", "操作：<button>空白表格</button>"),
        ("2", "身份证", "材料类型：复印件", "受理标准：清晰", "操作："),
    )
    lines = "".join(f"<{row}>{''.join(f'<{cell}>{text}</{cell}>' for text in texts)}</{row}>" for texts in rows)
    assert groups(f"<h2>申请材料</h2><{whole}>{lines}</{whole}>", "申请材料") == [
        {
            Element.MATERIAL_NAME: "申请表",
            Element.NECESSITY: "必要",
            Element.MATERIAL_KIND: "原件",
            Element.BLANK_FORM: "空白表格",
        },
        {Element.MATERIAL_NAME: "身份证", Element.MATERIAL_KIND: "复印件", Element.ACCEPTANCE: "清晰"},
    ]


def test_a_name_in_one_line_of_many_is_a_name() -> None:
    line = "材料名称：★营业执照<span class='tag'>免提交</span><br>材料类型：原件<br>操作：<a onclick='f()'>样表</a>"
    assert groups(f"<h2>申请材料</h2><div>{line}</div>", "申请材料") == [
        {
            Element.MATERIAL_NAME: "营业执照",
            Element.SHARED: "免提交",
            Element.MATERIAL_KIND: "原件",
            Element.SAMPLE: "样表",
        }
    ]


def test_a_picture_beneath_a_heading_that_may_be_a_label() -> None:
    picture = "<p><b>办理环节</b></p><p><img src='data:image/gif;base64,R0' width=300 height=100 alt='流程图'></p>"
    first = f"<div>{TABS}<div>{LIMIT}</div></div>"
    text = read(("", first), ("办理流程", f"<div>{TABS}<div>{picture}</div></div>"))
    assert text.group("办理流程") == ()
    assert [value.text for value in text.values if value.element is Element.FLOW_PICTURE] == ["流程图"]


@pytest.mark.parametrize("arrow", ["→", "-->", "⇒", "==>"])
def test_steps_in_one_sentence(arrow: str) -> None:
    assert groups(f"<h2>办理流程</h2><p>{arrow.join(('受理（1个工作日）', '审查', '决定'))}</p>", "办理流程") == [
        {Element.STEP_NAME: "受理", Element.STEP_LIMIT: "1个工作日"},
        {Element.STEP_NAME: "审查"},
        {Element.STEP_NAME: "决定"},
    ]


def test_what_a_step_says_beneath_its_name_and_limit() -> None:
    step = "<li><i>{}</i><b>{}</b><div>{}</div><div><p>处理人：{}</p></div></li>"
    steps = step.format(1, "受理", "1个工作日", "窗口") + step.format(2, "决定", "3日", "局长")
    assert groups(f"<h2>办理流程</h2><ul>{steps}</ul>", "办理流程") == [
        {Element.STEP_NAME: "受理", Element.STEP_LIMIT: "1个工作日", Element.STEP_HANDLER: "窗口"},
        {Element.STEP_NAME: "决定", Element.STEP_LIMIT: "3日", Element.STEP_HANDLER: "局长"},
    ]


def test_headings_that_look_like_labels_are_labels() -> None:
    rows = (("收费项目名称", "工本费"), ("收费标准", "每证10元"), ("版本", "3"), ("收费依据", "甲"))
    fee = "".join(f"<h4>{label}</h4><p>{value}</p>" for label, value in rows)
    assert groups(f"<h2>收费项目</h2>{fee}", "收费项目") == [
        {Element.FEE_NAME: "工本费", Element.FEE_STANDARD: "每证10元", Element.FEE_BASIS: "甲"}
    ]


def test_rows_of_labels_beside_values_are_no_list() -> None:
    rows = (("环节名称", "受理", "办理时限", "1日"), ("办理内容", "收件", "办理人", "甲"))
    lines = "".join(f"<tr>{''.join(f'<td>{each}</td>' for each in row)}</tr>" for row in rows)
    assert groups(f"<h2>办理流程</h2><table>{lines}</table>", "办理流程") == [
        {
            Element.STEP_NAME: "受理",
            Element.STEP_LIMIT: "1日",
            Element.STEP_CONTENT: "收件",
            Element.STEP_HANDLER: "甲",
        }
    ]


# ── panes without a mark of their own ────────────────────────────────────────────────────────────────────────────

TABS = "<ul><li><a onclick='f()'>基本信息</a></li><li><a onclick='f()'>受理条件</a></li></ul>"


def test_the_pane_of_a_tab_is_what_is_new_on_the_page() -> None:
    header, footer = "<div>某市政务服务网</div>", "<div><p>主办单位：办公厅</p></div>"
    first = f"{header}<div>{TABS}<div>{LIMIT}</div></div>{footer}"
    other = f"{header}<div>{TABS}<div><p>年满十八周岁</p><p>有固定场所</p></div></div>{footer}"
    text = read(("", first), ("受理条件", other))
    assert [(value.element, value.text) for value in text.values] == [
        (Element.PROMISED_LIMIT, "10个工作日"),
        (Element.CONDITIONS, "年满十八周岁"),
        (Element.CONDITIONS, "有固定场所"),
    ]


def test_a_tab_that_brings_nothing_shows_nothing() -> None:
    page = f"<div>{TABS}<div>{LIMIT}</div></div>"
    assert len(read(("", page), ("受理条件", page)).values) == 1


def test_a_table_is_no_pane_in_parts() -> None:
    """A word of it may have stood at the same place before."""
    heads = "<tr><th>序号</th><th>收费项目名称</th><th>收费标准</th></tr>"
    fees = f"<table>{heads}<tr><td>1</td><td>登记费</td><td>10元</td></tr></table>"
    before = f"<div>{TABS}<table>{heads.replace('收费', '')}<tr><td>1</td></tr></table></div>"
    (fee,) = read(("", before), ("受理条件", f"<div>{TABS}{fees}</div>")).group("收费项目")
    assert [(value.element, value.text) for value in fee.values] == [
        (Element.FEE_NAME, "登记费"),
        (Element.FEE_STANDARD, "10元"),
    ]


@pytest.mark.parametrize("bar", ["　|　", "｜", " | <i></i>"])
def test_a_bar_and_another_label_end_a_value(bar: str) -> None:
    """What portals write beneath a title; a bar alone parts nothing."""
    line = f"<div>实施主体：开封市水利局{bar}浏览量：1018{bar}<a>收藏</a></div><p>办理形式：窗口办理|网上办理</p>"
    assert values(line) == [(Element.OWNER, "开封市水利局"), (Element.CHANNELS, "窗口办理|网上办理")]


def test_an_icon_beside_a_question_is_no_block() -> None:
    """Libraries lay out a title and its arrow in a row, in which the arrow is a block."""
    title = "<div role=tab><div role=button style='display: flex'>{}<i></i></div></div>"
    item = f"<div>{title}<div role=tabpanel style='display: none'><div>{{}}</div></div></div>"
    items = item.format("问：多久办结？", "答：当场办结。"), item.format("问：怎样领取？", "答：可以邮寄。")
    questions = groups(f"<h3>常见问题</h3><div role=tablist>{''.join(items)}</div>", "常见问题")
    assert [(each[Element.QUESTION], each[Element.ANSWER]) for each in questions] == [
        ("多久办结？", "当场办结。"),
        ("怎样领取？", "可以邮寄。"),
    ]
