"""A guide reads the same in every shape a portal gives it, and no page stops the reader."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.easel import drawn
from tests.support.guide_shapes import GUIDES, PROFILE, Writer, WrittenGuide
from zicha.model.facts.guide import Element, ShownGroup, ShownValue
from zicha.portal.guide.reader import read_guide
from zicha.portal.guide.text import GuideText
from zicha.portal.markup import clean

pytestmark = pytest.mark.usefixtures("drawing")


def read(source: str, tab: str = "") -> GuideText:
    return read_guide([(tab, drawn(source))], PROFILE)


def plain(text: str) -> str:
    """Text without its blanks, which markup adds and drops."""
    return re.sub(r"\s+", "", text)


def as_told(groups: tuple[ShownGroup, ...]) -> list[dict[Element, str]]:
    return with_text([{value.element: value.text for value in group.values} for group in groups])


def with_text(groups: list[dict[Element, str]]) -> list[dict[Element, str]]:
    """What is not blank: a blank value may be left out."""
    return [{element: plain(text) for element, text in group.items() if plain(text)} for group in groups]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(GUIDES, st.booleans(), st.data())
def test_a_guide_reads_the_same_in_every_shape(guide: WrittenGuide, dirty: bool, data: st.DataObject) -> None:
    text = read_guide([(tab, drawn(source)) for tab, source in Writer(data, dirty).panes(guide)], PROFILE)
    assert [(value.element, plain(value.text)) for value in text.values if plain(value.text)] == [
        (element, plain(value)) for element, value in guide.elements.items() if value
    ]
    assert as_told(text.group("申请材料")) == with_text(guide.materials)
    assert as_told(text.group("办理流程")) == with_text(guide.steps)
    assert as_told(text.group("收费项目")) == with_text(guide.fees)
    assert as_told(text.group("常见问题")) == with_text(guide.questions)


@given(
    st.text(alphabet=st.sampled_from("<>/thdlpiv&;\"'= 材料名称：承诺时限问答办理流程\n\x00"), max_size=120)
    | st.text(max_size=60)
)
def test_no_page_stops_the_reader(source: str) -> None:
    read(source)
    read(source, tab="申请材料")


TOKENS = [
    "<table>",
    "<tr>",
    "<th>",
    "<td>",
    "<dl>",
    "<dt>",
    "<dd>",
    "<h2>",
    "<h4>",
    "<p>",
    "<li>",
    "<strong>",
    "<a href='x'>",
    "<div>",
]
WORDS = [
    "申请材料",
    "办理流程",
    "常见问题",
    "材料名称",
    "空表",
    "环节",
    "时限：1日",
    "问：多久",
    "答",
    "承诺时限",
    "甲",
    "5",
    "</table>",
    "</div>",
]


@given(st.lists(st.sampled_from(TOKENS + WORDS), max_size=30), st.sampled_from(["", "办理流程", "别的"]))
def test_broken_structure_gives_whole_values(tokens: list[str], tab: str) -> None:
    text = read("".join(tokens), tab)
    for value in [
        *text.values,
        *(value for name in text.groups for group in text.group(name) for value in group.values),
    ]:
        assert value.text == clean(value.text)
        assert not value.link.startswith(("#", "javascript:"))


def only(source: str, tab: str = "") -> ShownValue:
    (value,) = read(source, tab).values
    return value


@pytest.mark.parametrize(
    ("anchor", "link"),
    [
        ('<a href="/fileserver/download?filePath=/g1/a">下载</a>', "/fileserver/download?filePath=/g1/a"),
        ('<a href="#">下载</a><a href="/b.docx">下载</a>', "/b.docx"),
        ('<a href="#">下载</a>', ""),
        ('<a href="#/down">下载</a>', ""),
        ('<a href="javascript:void(0);">下载</a>', ""),
        ('<a href=" JavaScript:void(0)">下载</a>', ""),
        ('<a href="">下载</a>', ""),
        ('<a class="DownloadNull">下载</a>', ""),
        ("下载", ""),
    ],
)
def test_a_dead_link_is_no_link(anchor: str, link: str) -> None:
    header = "<tr><th>材料名称</th><th>空白表格</th></tr>"
    (form,) = read(f"<table>{header}<tr><td>申请书</td><td>{anchor}</td></tr></table>").group("申请材料")
    assert form.text(Element.BLANK_FORM).startswith("下载")
    assert [value.link for value in form.values if value.element is Element.BLANK_FORM] == [link]


@pytest.mark.parametrize(
    ("dirty", "text"),
    [
        ("A&amp;amp;B", "A&B"),
        ("A&amp;amp;amp;B", "A&B"),
        ("一楼&lt;br/&gt;二楼", "一楼 二楼"),
        ("一楼<br>二楼", "一楼 二楼"),
        ("&lt;p style='x'&gt;一楼&lt;/p&gt;", "一楼"),
        ("\t一楼\n\n  二楼\u200b \x0b", "一楼 二楼"),
        ("&amp;nbsp;一楼&nbsp;", "一楼"),
        ("下午２:00", "下午２:00"),
        ("5<6 且 7>3", "5<6 且 7>3"),
        ("", ""),
        ("取水\u200b许可\u2060审\u00ad批\u200e", "取水许可审批"),
        ("取水&shy;许可审批", "取水许可审批"),
        (f"&lt;span style=&quot;{'font-family:宋体;' * 20}&quot;&gt;一楼&lt;/span&gt;", "一楼"),
        ("&lt;!--[if gte mso 9]&gt;&lt;w:x&gt;&lt;![endif]--&gt;一楼", "一楼"),
    ],
)
def test_debris_goes_and_words_stay(dirty: str, text: str) -> None:
    assert only(f"<table><tr><th>办理地点</th><td>{dirty}</td></tr></table>").text == text


def test_the_label_is_kept_as_the_page_words_it() -> None:
    value = only("<table><tr><th> 承诺时限（工作日）：</th><td>5</td></tr></table>")
    assert (value.element, value.label, value.text) == (Element.PROMISED_LIMIT, "承诺时限（工作日）：", "5")


@pytest.mark.parametrize(
    "source", ["<p>本事项承诺时限内办结</p>", "<p>注：材料名称以实际为准</p>", "<p>见：承诺时限</p>", "<p></p>", ""]
)
def test_a_sentence_is_no_label(source: str) -> None:
    assert read(source) == GuideText()


def test_the_section_says_whose_limit_it_is() -> None:
    page = (
        "<h2>基本信息</h2><dl><dt>办理时限</dt><dd>10个工作日</dd></dl>"
        "<h2>办理流程</h2><dl><dt>环节名称</dt><dd>受理</dd><dt>办理时限</dt><dd>1个工作日</dd></dl>"
        "<h2>收费标准</h2><dl><dt>办理时限</dt><dd>3个工作日</dd></dl>"
    )
    text = read(page)
    assert [(value.element, value.text, value.section) for value in text.values] == [
        (Element.PROMISED_LIMIT, "10个工作日", "基本信息"),
        (Element.PROMISED_LIMIT, "3个工作日", "收费标准"),
    ]
    assert as_told(text.group("办理流程")) == [{Element.STEP_NAME: "受理", Element.STEP_LIMIT: "1个工作日"}]


@pytest.mark.parametrize("words", ["收费标准", "咨询监督", "受理条件"])
def test_a_heading_of_the_same_rank_ends_the_steps(words: str) -> None:
    page = f"<h2>办理流程</h2><h3>受理</h3><p>工作时限：1个工作日</p><h2>{words}</h2><p>详见大厅公告</p>"
    assert as_told(read(page).group("办理流程")) == [{Element.STEP_NAME: "受理", Element.STEP_LIMIT: "1个工作日"}]


def test_bold_words_in_a_sentence_are_no_step() -> None:
    assert read("<h2>办理流程</h2><p>请<strong>如实</strong>填写</p><div><b>注意</b>事项</div>").group("办理流程") == ()


def test_questions_worded_in_one_paragraph_each() -> None:
    page = "<h2>常见问题</h2><div><p>问：多久办结？</p><p>答：承诺10个工作日，上午9:00起受理</p></div>"
    assert as_told(read(page).group("常见问题")) == [
        {Element.QUESTION: "多久办结？", Element.ANSWER: "承诺10个工作日，上午9:00起受理"}
    ]


def test_the_name_of_a_material_in_any_column() -> None:
    rows = "<tr><th>序号</th><th>材料类型</th><th>材料名称</th></tr>" + "".join(
        f"<tr><td>{number}</td><td>{kind}</td><td>{name}</td></tr>"
        for number, kind, name in ((1, "原件", "申请书"), (2, "复印件", "章程"))
    )
    assert as_told(read(f"<table>{rows}</table>").group("申请材料")) == [
        {Element.MATERIAL_NAME: "申请书", Element.MATERIAL_KIND: "原件"},
        {Element.MATERIAL_NAME: "章程", Element.MATERIAL_KIND: "复印件"},
    ]


@pytest.mark.parametrize("cell", ["td", "th"])
@pytest.mark.parametrize("words", ["空表", "空白表格", "下载"])
def test_a_link_that_bears_the_name_of_its_column_is_no_label(words: str, cell: str) -> None:
    head = "".join(f"<{cell}><b>{label}</b></{cell}>" for label in ("序号", "材料名称", "材料类型", "份数", "空表"))
    rows = "".join(
        f"<tr><td>{n}</td><td>{name}</td><td>原件</td><td>1</td><td><a href=/{n}>{words}</a></td></tr>"
        for n, name in enumerate(("申请表", "平面图"), 1)
    )
    title = f"<tr><{cell} colspan=5>申请材料</{cell}></tr>"
    materials = read(f"<table>{title}<tr>{head}</tr>{rows}</table>").group("申请材料")
    assert [group.text(Element.MATERIAL_NAME) for group in materials] == ["申请表", "平面图"]
    links = [value.link for group in materials for value in group.values if value.element is Element.BLANK_FORM]
    assert links == ["/1", "/2"]


def test_labels_beside_their_values_row_by_row_are_no_heads() -> None:
    rows = "".join(
        f"<tr><td>材料名称</td><td>{name}</td><td>材料类型</td><td>原件</td></tr>" for name in ("申请表", "平面图")
    )
    materials = read(f"<h2>申请材料</h2><table>{rows}</table>").group("申请材料")
    assert [group.text(Element.MATERIAL_NAME) for group in materials] == ["申请表", "平面图"]


def test_a_value_shown_in_two_places_is_read_twice() -> None:
    text = read("<p>承诺时限：10个工作日</p><table><tr><th>承诺办结时限</th><td>15个工作日</td></tr></table>")
    assert [value.text for value in text.values] == ["10个工作日", "15个工作日"]


def test_what_is_not_shown_as_text_is_not_read() -> None:
    assert (
        read("<script>承诺时限：5日</script><style>p{}</style><template><p>承诺时限：5日</p></template>") == GuideText()
    )


@pytest.mark.parametrize(
    "blank",
    [
        "<p>法定时限：</p>",
        "<div><div>法定时限</div><div></div></div>",
        "<div><div><div><span>法定时限</span></div><div> </div></div></div>",
        "<ul><li><span>法定时限：</span><span></span></li></ul>",
        "<table><tr><th>法定时限</th><td></td></tr></table>",
        "<dl><div><dt>法定时限</dt><dd></dd></div></dl>",
    ],
)
@pytest.mark.parametrize(
    "after", ["<p>承诺时限：10个工作日</p>", "<div><div>承诺时限</div><div>10个工作日</div></div>"]
)
def test_a_blank_value_does_not_take_the_next_one(blank: str, after: str) -> None:
    shown = [(value.element, value.text) for value in read(blank + after).values if value.text]
    assert shown == [(Element.PROMISED_LIMIT, "10个工作日")]


@pytest.mark.parametrize(
    "label",
    ["<th><span>法定时限</span><i class='help'></i></th>", "<th><em>*</em><span>法定时限</span><span>：</span></th>"],
)
def test_marks_beside_a_label_are_not_its_value(label: str) -> None:
    assert only(f"<table><tr>{label}<td>20个工作日</td></tr></table>").text == "20个工作日"


def test_answers_without_labels_are_kept() -> None:
    answer = "<p>自受理之日起<b>9个工作日</b>内办结。</p>"
    page = f"<h2>常见问题</h2><h4>多久能办好？</h4>{answer}<p>暂无</p><footer>主办单位</footer>"
    questions = read_guide([("", drawn(page))], PROFILE).group("常见问题")
    assert [plain(group.text(Element.ANSWER)) for group in questions] == ["自受理之日起9个工作日内办结。"]


PROSE = ["年满十八周岁", "有固定场所。承诺时限以外的不计算", "《行政许可法》第十二条"]


@pytest.mark.parametrize(
    "source",
    [
        "<h2>受理条件</h2>" + "".join(f"<p>{text}</p>" for text in PROSE) + "<h2>别的</h2><p>不相干</p>",
        "<h2>受理条件<button>展开</button></h2><div>" + "".join(f"<p>{text}</p>" for text in PROSE) + "</div>",
        "<div><div>受理条件</div><div></div>" + "".join(f"<p>{text}</p>" for text in PROSE) + "</div>",
        "<dl><dt>办理条件：</dt>" + "".join(f"<dd>{text}</dd>" for text in PROSE) + "<dt>是否收费</dt><dd>否</dd></dl>",
        "<table><tr><th>申请条件</th><td>" + "<br>".join(f"<p>{text}</p>" for text in PROSE) + "</td></tr></table>",
        "<h3>审批条件</h3><ol>" + "".join(f"<li>{text}</li>" for text in PROSE) + "</ol><p>承诺时限：10个工作日</p>",
        "<h3>受理要求</h3><table>" + "".join(f"<tr><td>{text}</td></tr>" for text in PROSE) + "</table>",
    ],
)
def test_prose_is_every_paragraph_until_something_else_begins(source: str) -> None:
    values = read(source).values
    assert [value.text for value in values if value.element is Element.CONDITIONS] == PROSE
    assert "不相干" not in "".join(value.text for value in values)


def test_a_tab_that_is_all_prose_needs_no_heading() -> None:
    values = read_guide([("设定依据", drawn("<p>《甲法》第一条</p><p>《乙条例》第二条</p>"))], PROFILE).values
    assert [(value.element, value.text) for value in values] == [
        (Element.BASIS, "《甲法》第一条"),
        (Element.BASIS, "《乙条例》第二条"),
    ]


@pytest.mark.parametrize(
    "menu",
    [
        "<div><button role='tab'>受理条件</button><button role='tab'>设定依据</button><button>咨询监督</button></div>",
        "<ul><li>受理条件</li><li>设定依据</li><li>咨询监督</li></ul>",
        "<div><div>受理条件</div><div>设定依据</div><div>咨询监督</div></div>",
        "<p><a href='#a'>受理条件</a><a href='#b'>设定依据</a><a href='#c'>咨询监督</a></p>",
    ],
)
def test_tabs_and_menus_are_no_values(menu: str) -> None:
    assert read(menu).values == []


def test_prose_that_is_blank_is_shown_blank() -> None:
    assert [value.text for value in read("<div><h3>受理条件</h3><div></div></div>").values] == [""]


def test_a_limit_after_the_prose_is_not_swallowed() -> None:
    values = read("<h3>受理条件</h3><p>有固定场所</p><p>承诺时限：10个工作日</p>").values
    assert [(value.element, value.text) for value in values] == [
        (Element.CONDITIONS, "有固定场所"),
        (Element.PROMISED_LIMIT, "10个工作日"),
    ]


@pytest.mark.parametrize(
    "picture",
    ['<img src="/flow.png" alt="办理流程图">', '<p><a href="#"><img src="/flow.png" alt="办理流程图"></a></p>'],
)
def test_a_process_that_is_a_picture_is_noted(picture: str) -> None:
    text = read(f"<h2>办理流程</h2><div>{picture}</div><h2>别的</h2><img src='/else.png'>")
    assert text.group("办理流程") == ()
    assert [(value.element, value.link) for value in text.values] == [(Element.FLOW_PICTURE, "/flow.png")]


@pytest.mark.parametrize(
    "section",
    [
        "<h2>收费标准</h2><table><tr><th>收费项目名称</th><th>收费标准</th></tr><tr><td>工本费</td><td>每证10元</td></tr></table>",
        "<h2>收费</h2><div><div>收费项目名称</div><div>工本费</div></div><div><div>收费标准</div><div>每证10元</div></div>",
        "<h2>收费标准</h2><dl><dt>收费项目</dt><dd>工本费</dd><dt>收费标准</dt><dd>每证10元</dd></dl>",
    ],
)
def test_a_fee_in_every_shape(section: str) -> None:
    assert as_told(read(section).group("收费项目")) == [{Element.FEE_NAME: "工本费", Element.FEE_STANDARD: "每证10元"}]


def test_a_fee_standard_among_the_basic_values() -> None:
    value = only("<table><tr><th>收费标准</th><td>每证10元</td></tr></table>")
    assert (value.element, value.text) == (Element.FEE_STANDARD, "每证10元")


def test_questions_that_are_bare_headings() -> None:
    page = "<h2>常见问题</h2><h4>收费吗？</h4><p>不收费。</p><h4>要跑几次？</h4><p>一次也不用跑。</p><p>全程网办。</p>"
    assert as_told(read(page).group("常见问题")) == [
        {Element.QUESTION: "收费吗？", Element.ANSWER: "不收费。"},
        {Element.QUESTION: "要跑几次？", Element.ANSWER: "一次也不用跑。"},
        {Element.QUESTION: "要跑几次？", Element.ANSWER: "全程网办。"},
    ]


def test_columns_for_originals_and_copies() -> None:
    header = "<tr><th>材料名称</th><th>原件份数</th><th>复印件份数</th></tr>"
    (group,) = read(f"<table>{header}<tr><td>章程</td><td>1</td><td>2</td></tr></table>").group("申请材料")
    assert (group.text(Element.ORIGINAL_COUNT), group.text(Element.COPY_COUNT)) == ("1", "2")


# ── tables ───────────────────────────────────────────────────────────────────────────────────────────────────────


def rows_of(*rows: str) -> str:
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def names(source: str, kind: str, element: Element) -> list[str]:
    return [group.text(element) for group in read(source).group(kind)]


def test_foreign_columns_of_a_step_are_no_elements_of_the_matter() -> None:
    header = "<th>环节名称</th><th>办理时限</th><th>办理结果</th><th>办理时间</th><th>法律依据</th>"
    text = read(rows_of(header, "<td>受理</td><td>1个工作日</td><td>予以受理</td><td>随时</td><td>《甲法》</td>"))
    assert text.values == []
    assert as_told(text.group("办理流程")) == [{Element.STEP_NAME: "受理", Element.STEP_LIMIT: "1个工作日"}]


def test_the_first_column_of_names_names_the_step() -> None:
    header = "<th>办理环节</th><th>办理步骤</th><th>办理时限</th>"
    source = rows_of(header, "<td>受理</td><td>窗口收件</td><td>1个工作日</td>")
    assert names(source, "办理流程", Element.STEP_NAME) == ["受理"]


def test_a_cell_that_spans_rows_holds_for_each() -> None:
    source = rows_of(
        "<th>处理人</th><th>环节名称</th><th>时限</th>",
        "<td rowspan=2>科室</td><td>审查</td><td>6个工作日</td>",
        "<td>决定</td><td>3个工作日</td>",
    )
    assert [group.text(Element.STEP_HANDLER) for group in read(source).group("办理流程")] == ["科室", "科室"]
    assert names(source, "办理流程", Element.STEP_NAME) == ["审查", "决定"]


def test_a_name_that_spans_rows_names_one_group() -> None:
    source = rows_of(
        "<th>环节名称</th><th>时限</th><th>处理人</th>",
        "<td rowspan=2>审查</td><td rowspan=2>6个工作日</td><td>科室</td>",
        "<td>负责人</td>",
        "<td>决定</td><td>3个工作日</td><td>局长</td>",
    )
    assert names(source, "办理流程", Element.STEP_NAME) == ["审查", "决定"]


def test_a_header_of_two_rows() -> None:
    source = rows_of(
        "<th rowspan=2>材料名称</th><th colspan=2>份数</th><th rowspan=2>材料类型</th>",
        "<th>原件</th><th>复印件</th>",
        "<td>申请书</td><td>2</td><td>0</td><td>原件</td>",
    )
    assert as_told(read(source).group("申请材料")) == [
        {
            Element.MATERIAL_NAME: "申请书",
            Element.ORIGINAL_COUNT: "2",
            Element.COPY_COUNT: "0",
            Element.MATERIAL_KIND: "原件",
        }
    ]


def test_a_row_below_says_more_of_its_material() -> None:
    source = rows_of(
        "<th>材料名称</th><th>材料类型</th>",
        "<td>申请书</td><td>原件</td>",
        "<td colspan=2><div>收取方式：电子</div><div>份数：3</div></td>",
        "<td>章程</td><td>复印件</td>",
    )
    assert as_told(read(source).group("申请材料")) == [
        {
            Element.MATERIAL_NAME: "申请书",
            Element.MATERIAL_KIND: "原件",
            Element.MEDIUM: "电子",
            Element.COPIES: "3",
        },
        {Element.MATERIAL_NAME: "章程", Element.MATERIAL_KIND: "复印件"},
    ]


@pytest.mark.parametrize("row", ["<td>无</td><td></td>", "<td colspan=2>暂无数据</td>", "<td>--</td><td>--</td>"])
def test_a_row_that_says_there_are_none_is_no_material(row: str) -> None:
    assert read(rows_of("<th>材料名称</th><th>材料类型</th>", row)).group("申请材料") == ()


def test_counts_in_one_line_without_their_label() -> None:
    source = "<h2>申请材料</h2><div><p>材料名称：申请书</p><p>原件：1 复印件：0</p></div>"
    assert as_told(read(source).group("申请材料")) == [
        {Element.MATERIAL_NAME: "申请书", Element.COPIES: "原件：1复印件：0"}
    ]


# ── panes ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_two_rows_alike_in_one_pane_are_two() -> None:
    source = rows_of("<th>环节名称</th><th>时限</th>", *["<td>审核</td><td>1个工作日</td>"] * 2)
    assert names(source, "办理流程", Element.STEP_NAME) == ["审核", "审核"]


def test_what_differs_between_the_page_and_an_opened_pane_is_kept() -> None:
    one, other = (
        rows_of("<th>材料名称</th><th>份数</th>", f"<td>申请书</td><td>{count}</td>") for count in ("1份", "2份")
    )
    text = read_guide(
        [("", drawn(f"<p>承诺时限：5日</p>{one}")), ("申请材料", drawn(f"<p>承诺时限：6日</p>{other}"))], PROFILE
    )
    assert [group.text(Element.COPIES) for group in text.group("申请材料")] == ["1份", "2份"]
    assert [value.text for value in text.values] == ["5日", "6日"]


def test_a_hidden_pane_is_read_where_it_is_not_opened() -> None:
    pane = '<div role="tabpanel" style="display: none"><p>承诺时限：5日</p></div>'
    assert [value.text for value in read(pane).values] == ["5日"]
