"""Guides in the shapes of portals that nobody here has built: lines, grids, cards, values."""

from __future__ import annotations

import pytest

from tests.support.drawn_guides import groups, read, values
from zicha.model.facts.guide import Element

pytestmark = pytest.mark.usefixtures("drawing")


# ── labels and values ────────────────────────────────────────────────────────────────────────────────────────────

LIMITS = [(Element.LEGAL_LIMIT, "20个工作日"), (Element.PROMISED_LIMIT, "3个工作日")]


@pytest.mark.parametrize(
    "source",
    [
        "<div>法定办结时限：20个工作日<br>承诺办结时限：3个工作日</div>",
        "<p>法定时限: 20个工作日<br/><br/>承诺时限: 3个工作日</p>",
        "<p><b>法定期限：</b>20个工作日<br><b>承诺期限：</b>3个工作日</p>",
        "<table><tr><td colspan=2>法定时限：20个工作日；承诺时限：3个工作日</td></tr></table>",
        "<li>法定时限：20个工作日　承诺时限：3个工作日</li>",
        "<table><tr><th>办理时限</th><td>法定时限：20个工作日<br>承诺时限：3个工作日</td></tr></table>",
        "<table><tr><th>时限</th><td><p>法定时限：20个工作日</p><p>承诺时限：3个工作日</p></td></tr></table>",
        "<div><span>法定时限</span><span>20个工作日</span><span>承诺时限</span><span>3个工作日</span></div>",
        "<div><span>法定时限：</span><span>20个工作日</span><span>承诺时限：</span><span>3个工作日</span></div>",
        "<div><span>法定时限：</span>20个工作日 <span>承诺时限：</span>3个工作日</div>",
        "<div><b>法定时限</b> 20个工作日<br><b>承诺时限</b> 3个工作日</div>",
        "<table><tr><td><h4>法定时限</h4>20个工作日</td><td><h4>承诺时限</h4>3个工作日</td></tr></table>",
        "<table><tr><td><h4>法定时限</h4></td><td>20个工作日</td><td><h4>承诺时限</h4></td><td>3个工作日</td></tr></table>",
        "<p><strong>一、法定时限：</strong>20个工作日</p><p><strong>二、承诺时限：</strong>3个工作日</p>",
        "<p>1.1 法定时限：20个工作日</p><p>1.2 承诺时限：3个工作日</p>",
        "<dl><dt>（一）法定时限</dt><dd>20个工作日</dd><dt>（二）承诺时限</dt><dd>3个工作日</dd></dl>",
        "<table><tr><th>①法定时限</th><td>20个工作日</td><th>②承诺时限</th><td>3个工作日</td></tr></table>",
        "<h3>3.法定时限</h3><p>20个工作日</p><h3>4.承诺时限</h3><p>3个工作日</p>",
    ],
)
def test_each_label_has_its_own_value(source: str) -> None:
    assert values(source) == LIMITS


def test_both_limits_in_the_words_of_one_value() -> None:
    source = "<table><tr><th>办理时限</th><td>法定20个工作日，承诺3个工作日</td></tr></table>"
    assert values(source) == [(Element.LEGAL_LIMIT, "法定20个工作日"), (Element.PROMISED_LIMIT, "承诺3个工作日")]


def test_a_limit_that_only_mentions_the_other_is_one_value() -> None:
    source = "<table><tr><th>承诺时限</th><td>5个工作日（法定20个工作日）</td></tr></table>"
    assert values(source) == [(Element.PROMISED_LIMIT, "5个工作日（法定20个工作日）")]


@pytest.mark.parametrize(
    "sentence",
    [
        "<p>请在<b>承诺时限</b>内领取</p><p>逾期不候</p>",
        "<p><b>承诺时限</b>内办结的，不另行通知</p>",
        "<p>注意：本事项承诺时限：见下</p>",
        "<div>联系人：张三<br>说法：承诺时限</div>",
    ],
)
def test_a_word_in_a_sentence_is_no_label(sentence: str) -> None:
    assert values(sentence) == []


def test_lines_go_on_until_the_next_label() -> None:
    source = (
        "<div>办理地点：政务大厅一楼<br>（东门进）<br>办理时间：<br>上午：9:00-12:00<br>下午：2:00-5:00<br>"
        "法定时限：20个工作日<br>版本号：3</div>"
    )
    assert values(source) == [
        (Element.PLACE, "政务大厅一楼 （东门进）"),
        (Element.HOURS, "上午：9:00-12:00 下午：2:00-5:00"),
        (Element.LEGAL_LIMIT, "20个工作日"),
    ]


def test_prose_in_lines_is_every_line() -> None:
    source = "<div>受理条件：<br>年满十八周岁<br>有固定场所<br>承诺时限：3个工作日</div>"
    assert values(source) == [
        (Element.CONDITIONS, "年满十八周岁"),
        (Element.CONDITIONS, "有固定场所"),
        (Element.PROMISED_LIMIT, "3个工作日"),
    ]


# ── lists ────────────────────────────────────────────────────────────────────────────────────────────────────────

PAPERS = [
    {Element.MATERIAL_NAME: "申请表", Element.NECESSITY: "是"},
    {Element.MATERIAL_NAME: "负责人身份证", Element.NECESSITY: "是"},
    {Element.MATERIAL_NAME: "机动车行驶证", Element.NECESSITY: "否"},
]
ROWS = [("申请表", "是"), ("负责人身份证", "是"), ("机动车行驶证", "否")]


def grid(row: str, cell: str, wrap: str = "{}", number: bool = True) -> str:
    def line(words: tuple[str, ...]) -> str:
        tag = row.split()[0]
        return f"<{row}>" + "".join(f"<{cell}>{word}</{cell}>" for word in words) + f"</{tag}>"

    rows = [((str(i), name, need) if number else (name, need)) for i, (name, need) in enumerate(ROWS, 1)]
    head = ("序号", "材料名称", "是否必要") if number else ("材料名称", "是否必要")
    return wrap.format(line(head)) + wrap.format("".join(map(line, rows)))


@pytest.mark.parametrize(
    "source",
    [
        grid("div class='r'", "div"),
        grid("div class='r'", "div", "<div>{}</div>"),
        grid("div", "span", "<div><div>{}</div></div>"),
        grid("ul", "li"),
        grid("li", "span", "<ul>{}</ul>"),
        grid("section", "p", number=False),
        grid("div", "div", "<div>{}</div>", number=False),
        "<div class='t'>" + grid("div", "b", number=False) + "<div class='page'>共3条</div></div>",
    ],
)
@pytest.mark.parametrize("heading", ["<div><span>办理材料</span></div>", "<h3>申请材料</h3>", ""])
def test_a_grid_without_a_table_is_a_list(heading: str, source: str) -> None:
    text = heading + source + "<div><span>办理流程</span></div><p>环节：受理</p>"
    assert groups(text, "申请材料") == PAPERS
    assert groups(text, "办理流程") == [{Element.STEP_NAME: "受理"}]


@pytest.mark.parametrize(
    "rows",
    [
        "",
        "<div class='r'><div>申请表</div><div>是</div></div><div class='r'><div>身份证</div></div>",
        "<div class='r'><div>申请表</div></div>",
        "<p>正在加载</p>",
    ],
)
def test_the_heads_of_a_grid_that_cannot_be_read_are_no_material(rows: str) -> None:
    assert groups(f"<div class='h'><div>材料名称</div><div>是否必要</div></div>{rows}", "申请材料") == []


def test_cards_of_labels_and_values_are_no_grid() -> None:
    card = "<div><span>材料名称</span><span>{}</span><span>材料类型</span><span>{}</span></div>"
    for cards in ([("申请表", "原件")], [("申请表", "原件"), ("身份证", "复印件")]):
        source = "<h3>申请材料</h3>" + "".join(card.format(*each) for each in cards)
        assert groups(source, "申请材料") == [
            {Element.MATERIAL_NAME: name, Element.MATERIAL_KIND: kind} for name, kind in cards
        ]


@pytest.mark.parametrize(
    "source",
    [
        grid("div", "div").replace("<div>是</div>", "<div>是否必要</div>", 1),
        "<table>" + grid("tr", "td").replace("<td>是</td>", "<td>是否必要</td>", 1) + "</table>",
    ],
)
def test_a_value_may_read_like_a_label(source: str) -> None:
    assert [paper[Element.MATERIAL_NAME] for paper in groups(source, "申请材料")] == [name for name, _ in ROWS]


def test_the_head_of_a_grid_is_no_row_of_it() -> None:
    head = "<li><span>材料名称</span><span>份数</span></li>"
    rows = "".join(f"<li><span>{name}</span><span>原件：1</span></li>" for name, _ in ROWS)
    names = [paper[Element.MATERIAL_NAME] for paper in groups(f"<h3>申请材料</h3><ul>{head}{rows}</ul>", "申请材料")]
    assert names == [name for name, _ in ROWS]


@pytest.mark.parametrize("button", ["<button>{}</button>", "<a href='javascript:void(0)'>{}</a>"])
def test_each_of_the_files_in_a_line_is_offered(button: str) -> None:
    line = "材料名称：申请表<br>份数：1<br>操作：" + " ".join(map(button.format, ("空表", "样表")))
    (paper,) = groups(f"<h3>申请材料</h3><div>{line}</div>", "申请材料")
    assert (paper[Element.BLANK_FORM], paper[Element.SAMPLE]) == ("空表", "样表")


def test_steps_in_a_grid() -> None:
    row = "<ul><li>{}</li><li>{}</li></ul>"
    source = "".join(row.format(*each) for each in (("环节名称", "办理时限"), ("受理", "1日"), ("决定", "2日")))
    assert groups(source, "办理流程") == [
        {Element.STEP_NAME: "受理", Element.STEP_LIMIT: "1日"},
        {Element.STEP_NAME: "决定", Element.STEP_LIMIT: "2日"},
    ]


@pytest.mark.parametrize(
    "lines", ["原件：1<br>复印件：0<br>材料形式：纸质/电子<br>规格：A4", "材料形式：纸质/电子<br>原件：1 复印件：0"]
)
def test_a_cell_of_labelled_lines_is_read_by_its_labels(lines: str) -> None:
    source = f"<table><tr><th>材料名称</th><th>材料要求</th></tr><tr><td>申请表</td><td>{lines}</td></tr></table>"
    (paper,) = groups(source, "申请材料")
    assert paper[Element.MEDIUM] == "纸质/电子"
    assert Element.MATERIAL_KIND not in paper


def test_a_row_that_says_something_of_the_whole_list_is_no_material() -> None:
    source = (
        "<table><tr><th>序号</th><th>材料名称</th><th>材料来源</th><th>份数</th></tr><tr><td>1</td><td>申请表</td>"
        "<td>自备</td><td>1</td></tr><tr><td>总要求</td><td colspan=3>所有材料应当真实有效</td></tr></table>"
    )
    assert [paper[Element.MATERIAL_NAME] for paper in groups(source, "申请材料")] == ["申请表"]


def test_what_is_said_below_the_rows_is_read() -> None:
    rows = "<tr><th>环节名称</th><th>办理时限</th></tr><tr><td>受理</td><td>1日</td></tr>"
    source = f"<table>{rows}<tr><td colspan=2>送达方式：窗口领取</td></tr></table>"
    assert values(source) == [(Element.DELIVERY, "窗口领取")]


BENEATH = [(Element.PLACE, "政务大厅一楼"), (Element.HOURS, "9:00-17:00")]


@pytest.mark.parametrize(
    "source",
    [
        "<table><tr><th>窗口</th><th>办理地点</th><th>办理时间</th></tr><tr><td>1号</td><td>{0}</td><td>{1}</td></tr></table>",
        "<table><tr><td>办理地点</td><td>办理时间</td></tr><tr><td>{0}</td><td>{1}</td></tr></table>",
        "<div><span>办理地点</span><span>办理时间</span></div><div><span>{0}</span><span>{1}</span></div>",
        "<div style='display: flex'><div><big>{0}</big><p>办理地点</p></div>"
        "<div><big>{1}</big><p>办理时间</p></div></div>",
        "<table><tr><td>办理地点</td><td>{0}</td><td>办理时间</td><td>{1}</td></tr></table>",
    ],
)
def test_a_value_may_stand_beneath_or_above_its_label(source: str) -> None:
    assert values(source.format(*(text for _, text in BENEATH))) == BENEATH


def test_a_heading_above_a_label_without_a_value_is_none() -> None:
    source = "<div><div><big>基本信息</big><p>办理地点：</p></div><div><big>其他信息</big><p>办理时间：</p></div></div>"
    assert [text for _, text in values(source) if text] == []


def test_a_list_of_windows_says_where_only_what_the_guide_itself_does_not() -> None:
    head = "<tr><th>名称</th><th>办理地点</th><th>办理时间</th></tr>"
    windows = f"<table>{head}<tr><td>兰考</td><td>县城</td><td>9:00</td></tr></table>"
    own = "<p>办理地点：市民之家</p>"
    for source in (windows + own, own + windows):
        assert values(source) == [(Element.PLACE, "市民之家"), (Element.HOURS, "9:00")]


def test_several_windows_are_one_value() -> None:
    head = "<tr><th>窗口</th><th>办理地点</th><th>办理时间</th></tr>"
    rows = "".join(f"<tr><td>{n}号</td><td>{n}楼</td><td>9:00</td></tr>" for n in (1, 2))
    assert values(f"<table>{head}{rows}</table>") == [(Element.PLACE, "1楼 2楼"), (Element.HOURS, "9:00")]


@pytest.mark.parametrize(
    "heads",
    [
        ("办件编号", "事项名称", "受理部门", "办理状态"),
        ("序号", "事项名称", "申请人", "办理时间"),
        ("事项名称", "办理地点", "办理时间", "电话"),
        ("中介服务名称", "办理时限", "收费标准", "备案号"),
    ],
)
@pytest.mark.parametrize("count", [1, 2])
def test_a_list_of_cases_or_of_other_matters_says_nothing_of_this_one(heads: tuple[str, ...], count: int) -> None:
    row = "<tr><td>1</td><td>排污许可</td><td>环保局</td><td>办结</td></tr>"
    source = f"<table><tr>{''.join(f'<th>{head}</th>' for head in heads)}</tr>{row * count}</table>"
    assert values(source + "<p>承诺时限：5日</p>") == [(Element.PROMISED_LIMIT, "5日")]


@pytest.mark.parametrize(("last", "read_as"), [("10个工作日", []), ("", ["20个工作日"])])
def test_of_two_versions_of_a_value_none_is_taken(last: str, read_as: list[str]) -> None:
    head = "<tr><th>要素</th><th>变更前</th><th>变更后</th></tr>"
    source = f"<table>{head}<tr><td>承诺办结时限</td><td>20个工作日</td><td>{last}</td></tr></table>"
    assert [text for _, text in values(source)] == read_as


def test_another_label_ends_the_hours() -> None:
    source = "<p>办理时间：周一至周五 9:00-12:00<br>位置指引：乘2号线<br>承诺时限：3个工作日</p>"
    assert values(source) == [(Element.HOURS, "周一至周五 9:00-12:00"), (Element.PROMISED_LIMIT, "3个工作日")]


def test_a_label_without_a_value_is_no_line_of_the_text_above() -> None:
    source = "<h3>申请材料</h3><div>材料名称：申请表<br>受理标准：无<br>操作：</div>"
    assert groups(source, "申请材料") == [{Element.MATERIAL_NAME: "申请表", Element.ACCEPTANCE: "无"}]


# ── cards without labels for their names ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "card",
    [
        "<div class='card'><h4>{0}</h4><p>材料类型：{1}</p><p>份数：{2}</p></div>",
        "<div class='card'><div class='name'>{0}</div><div>材料类型：{1}<br>份数：{2}</div></div>",
        "<li><strong>{0}</strong><div><span>材料类型</span><span>{1}</span><span>份数</span><span>{2}</span></div></li>",
        "<div><h5>{0}<i class='t'>免提交</i></h5><dl><dt>材料类型</dt><dd>{1}</dd><dt>份数</dt><dd>{2}</dd></dl></div>",
    ],
)
def test_a_card_is_a_material_though_its_name_has_no_label(card: str) -> None:
    cards = "".join(card.format(*each) for each in (("申请表", "原件", "1"), ("身份证", "复印件", "2")))
    papers = groups(f"<h2>申请材料</h2><div>{cards}</div><h2>收费</h2>", "申请材料")
    wanted = (Element.MATERIAL_NAME, Element.MATERIAL_KIND, Element.COPIES)
    assert [tuple(paper.get(each) for each in wanted) for paper in papers] == [
        ("申请表", "原件", "1"),
        ("身份证", "复印件", "2"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "<h4>个人申请</h4><div><p>材料名称：申请表</p><p>材料类型：原件</p></div>",
        "<div><div>请逐项准备</div><div><p>材料名称：申请表</p><p>材料类型：原件</p></div></div>",
    ],
)
def test_words_over_a_list_are_no_material(words: str) -> None:
    papers = groups(f"<h2>申请材料</h2>{words}", "申请材料")
    assert [paper[Element.MATERIAL_NAME] for paper in papers] in (["申请表"], [])


# ── values ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "cell",
    [
        "政务大厅一楼<button>复制</button>",
        "政务大厅一楼 <a onclick='map()'>查看地图</a>",
        "政务大厅一楼<span style='display:none'>提示</span>",
        "政务大厅一楼<span role='button'>收起</span>",
        "<span title='政务大厅一楼'>政务大厅…</span>",
        "<span>政务...</span><span hidden>政务大厅一楼</span><a href='#'>展开</a>",
    ],
)
def test_buttons_and_what_is_hidden_are_no_part_of_a_value(cell: str) -> None:
    assert values(f"<table><tr><th>办理地点</th><td>{cell}</td></tr></table>") == [(Element.PLACE, "政务大厅一楼")]


@pytest.mark.parametrize(
    "cell", ["<a onclick='f()'>政务大厅</a>", "《<a href='/law'>行政许可法</a>》第二条", "政务大厅…"]
)
def test_a_value_may_be_a_link_or_hold_one(cell: str) -> None:
    ((_, text),) = values(f"<table><tr><th>办理地点</th><td>{cell}</td></tr></table>")
    assert text.replace(" ", "") in ("政务大厅", "《行政许可法》第二条", "政务大厅…")


# ── what stands elsewhere than usual ─────────────────────────────────────────────────────────────────────────────

THREE = [("受理", "1个工作日"), ("审查", "6个工作日"), ("决定", "3个工作日")]
THREE_STEPS = [{Element.STEP_NAME: name, Element.STEP_LIMIT: limit} for name, limit in THREE]


@pytest.mark.parametrize(
    ("whole", "step", "between"),
    [
        ("<ul>{}</ul>", "<li><div class='no'>{n}</div><div>{0}</div><div>{1}</div></li>", ""),
        ("<div>{}</div>", "<div><b>{0}</b><span>{1}</span></div>", "<img src='arrow.png'>"),
        ("<div>{}</div>", "<div><p>{0}</p><p>{1}</p></div>", "<div class='arrow'>→</div>"),
    ],
)
def test_steps_that_show_only_their_names_and_limits(whole: str, step: str, between: str) -> None:
    steps = between.join(step.format(*each, n=n) for n, each in enumerate(THREE, 1))
    assert groups(f"<h2>办理流程</h2>{whole.format(steps)}", "办理流程") == THREE_STEPS


@pytest.mark.parametrize("limit", ["六个工作日", "约３个工作日内", "半天", "当日办结", "30分钟", "十（10）日"])
def test_a_limit_beside_a_step_is_known_however_it_is_written(limit: str) -> None:
    steps = f"<div><p>受理</p><p>{limit}</p></div><div><p>决定</p><p>{limit}</p></div>"
    assert groups(f"<h2>办理流程</h2><div>{steps}</div>", "办理流程") == [
        {Element.STEP_NAME: name, Element.STEP_LIMIT: limit} for name in ("受理", "决定")
    ]


@pytest.mark.parametrize("cell", ["td", "th"])
def test_a_table_may_have_its_heads_in_its_first_column(cell: str) -> None:
    rows = (("环节", *(name for name, _ in THREE)), ("时限", *(limit for _, limit in THREE)))
    lines = (f"<tr><{cell}>{head}</{cell}>{''.join(f'<td>{each}</td>' for each in rest)}</tr>" for head, *rest in rows)
    assert groups(f"<table>{''.join(lines)}</table>", "办理流程") == THREE_STEPS


def test_a_table_of_two_labels_a_row_does_not_lie() -> None:
    row = "<tr><th>{}</th><td>{}</td><th>{}</th><td>{}</td></tr>"
    source = row.format("环节名称", "受理", "办理时限", "1日") + row.format("办理人", "张三", "办理内容", "收件")
    assert groups(f"<h2>办理流程</h2><table>{source}</table>", "办理流程") == [
        {
            Element.STEP_NAME: "受理",
            Element.STEP_LIMIT: "1日",
            Element.STEP_HANDLER: "张三",
            Element.STEP_CONTENT: "收件",
        }
    ]


CARD = "<div class='c'><h4>{0}</h4><div><p>材料类型：原件</p>{1}</div></div>"
LINKS = "<p><a href='/1'>下载空表</a><a onclick='f()'>查看样表</a></p>"


def test_a_loose_link_in_the_card_of_a_material_is_its_file() -> None:
    source = CARD.format("申请表", LINKS) + CARD.format("章程", "") + CARD.format("方案", "<a href='/9'>详情</a>")
    one, two, three = groups(f"<h2>申请材料</h2><div>{source}</div>", "申请材料")
    assert (one[Element.BLANK_FORM], one[Element.SAMPLE]) == ("下载空表", "查看样表")
    assert not {Element.BLANK_FORM, Element.SAMPLE, Element.MATERIAL_NOTE} & set(two)
    assert three[Element.MATERIAL_NOTE] == "详情"


def test_a_link_beyond_the_cards_is_none_of_the_last_one() -> None:
    cards, beyond = CARD.format("申请表", LINKS) + CARD.format("章程", ""), "<p><a href='/all'>空表下载</a></p>"
    source = f"<h2>申请材料</h2><div><div>{cards}</div><div>{beyond}</div></div>"
    *_, last = groups(source, "申请材料")
    assert Element.BLANK_FORM not in last


def test_prose_may_stand_in_the_row_under_its_name() -> None:
    source = "<table><tr><td>二、受理条件</td></tr><tr><td><p>有固定场所</p><p>有设备</p></td></tr></table>"
    assert values(source) == [(Element.CONDITIONS, "有固定场所"), (Element.CONDITIONS, "有设备")]


def test_questions_marked_by_letters_in_elements_of_their_own() -> None:
    source = "<h2>常见问题</h2><div><i>Q</i>多久办结？</div><div><i class='a'>A</i>10个工作日。</div>"
    assert groups(source, "常见问题") == [{Element.QUESTION: "多久办结？", Element.ANSWER: "10个工作日。"}]


@pytest.mark.parametrize("label", ["空白表格：", "<span>空白表格：</span>", "空白表格:"])
def test_a_button_behind_a_label_is_its_value_and_not_the_cell_beside(label: str) -> None:
    row = (
        f"<td>申请表</td><td>材料类型：原件</td><td>{label}<button onclick='save()'>点击下载</button></td>"
        "<td>示例样表：<a href='/sample'>点击下载</a></td>"
    )
    (material,) = read(f"<h3>申请材料</h3><table><tr>{row}</tr></table>").group("申请材料")
    links = {value.element: [link.address for link in value.links if link.address] for value in material.values}
    assert links[Element.BLANK_FORM] == []
    assert links[Element.SAMPLE] == ["/sample"]
    assert material.text(Element.BLANK_FORM) == "点击下载"
