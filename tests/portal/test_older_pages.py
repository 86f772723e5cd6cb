"""Guides in the manner of older pages: printed forms, bars with tools, grids with heads apart, lists in lines."""

from __future__ import annotations

import pytest

from tests.support.drawn_guides import groups, read, values
from tests.support.easel import drawn
from tests.support.guide_shapes import PROFILE
from zicha.model.facts.guide import Element
from zicha.portal.guide.reader import read_guide

pytestmark = pytest.mark.usefixtures("drawing")

MATERIALS = [
    {Element.MATERIAL_NAME: "取水许可申请表", Element.MATERIAL_KIND: "原件", Element.NECESSITY: "必要"},
    {Element.MATERIAL_NAME: "营业执照", Element.MATERIAL_KIND: "复印件", Element.NECESSITY: "非必要"},
]
HEADS = ("材料名称", "材料类型", "材料必要性")
ROWS = [tuple(material.values()) for material in MATERIALS]


def _row(cells: tuple[str, ...], cell: str = "<td>{}</td>") -> str:
    return f"<tr>{''.join(map(cell.format, cells))}</tr>"


@pytest.mark.parametrize("heading", ["申请材料", "所需材料", "四、申请材料"])
@pytest.mark.parametrize("before", ["", "<tr><td rowspan=2>基本信息</td><td>办件类型</td><td colspan=2>承诺件</td></tr>"
                                        "<tr><td>承诺时限</td><td colspan=2>9个工作日</td></tr>"])  # fmt: skip
def test_a_printed_form_names_its_parts_at_the_left(heading: str, before: str) -> None:
    first, *rest = map(_row, (HEADS, *ROWS))
    beside = f"<td rowspan=3>{heading}</td>"
    steps = "<tr><td rowspan=2>办理流程</td><td>环节名称</td><td colspan=2>时限</td></tr>"
    source = (
        f"<table border=1>{before}{first.replace('<tr>', f'<tr>{beside}')}{''.join(rest)}"
        f"{steps}<tr><td>受理</td><td colspan=2>1个工作日</td></tr>"
        "<tr><td>设定依据</td><td colspan=3>《中华人民共和国水法》</td></tr></table>"
    )
    assert groups(source, "申请材料") == MATERIALS
    assert groups(source, "办理流程") == [{Element.STEP_NAME: "受理", Element.STEP_LIMIT: "1个工作日"}]
    assert (Element.BASIS, "《中华人民共和国水法》") in values(source)
    assert ((Element.PROMISED_LIMIT, "9个工作日") in values(source)) is bool(before)


def test_a_list_with_kinds_at_the_left_stays_one_list() -> None:
    first, *rest = map(_row, ROWS)
    kinds = first.replace("<tr>", "<tr><td rowspan=2>企业</td>")
    source = f"<h3>申请材料</h3><table>{_row(('类别', *HEADS))}{kinds}{''.join(rest)}</table>"
    assert groups(source, "申请材料") == MATERIALS


@pytest.mark.parametrize(
    "cell", ["<td style='width: 150px'>{}</td>", "<td style='width: 150px'><div>{}<i></i></div></td>"]
)
def test_heads_in_a_table_of_their_own_belong_to_the_rows_beneath(cell: str) -> None:
    style = "<style>table { border-collapse: collapse } td { border: 1px solid; padding: 2px }</style>"
    head, rows = _row(HEADS, cell), "".join(_row(row, cell) for row in ROWS)
    source = f"{style}<h3>申请材料</h3><div><table>{head}</table></div><div><table>{rows}</table></div>"
    assert groups(source, "申请材料") == MATERIALS


def test_tables_of_one_row_each_hold_labels_and_values() -> None:
    rows = (("办件类型", "承诺件", "承诺时限", "9个工作日"), ("服务对象", "企业法人", "通办范围", "全市通办"))
    tables = "".join(f"<table>{_row(row, '<td style=width:150px>{}</td>')}</table>" for row in rows)
    assert dict(values(f"<style>table {{ border-spacing: 0 }}</style>{tables}")) == {
        Element.HANDLING_TYPE: "承诺件",
        Element.PROMISED_LIMIT: "9个工作日",
        Element.AUDIENCE: "企业法人",
        Element.SCOPE: "全市通办",
    }


@pytest.mark.parametrize("row", ["<div>{}</div>", "<p>{}</p>", "<table><tr>{}</tr></table>"])
def test_heads_that_nothing_lies_beneath_name_no_entry(row: str) -> None:
    cell = "<td>{}</td>" if "tr" in row else "<span>{}</span>"
    heads = "".join(map(cell.format, ("材料名称", "材料类型", "材料形式", "材料必要性")))
    text = read(f"<h3>申请材料</h3>{row.format(heads)}<p>见附件</p>")
    assert text.group("申请材料") == ()


@pytest.mark.parametrize("label", ["受理条件", "设定依据"])
@pytest.mark.parametrize("tool", ["<div class=tool></div>", "<span></span>", "<i></i>"])
def test_the_empty_end_of_a_bar_is_no_value(label: str, tool: str) -> None:
    bar = f"<div style='background: #def'><div style='display: inline-block'>{label}</div>{tool}</div>"
    element = PROFILE.element_of_label[label][0]
    assert values(f"{bar}<div>符合规划</div>") == [(element, "符合规划")]
    rows = f"<p><span>{label}</span><span></span></p><p><span>办件类型</span><span>承诺件</span></p>"
    assert (element, "") in values(rows)


@pytest.mark.parametrize("block", ["<div>{}</div>", "<p>{}</p>", "<section>{}</section>"])
def test_prose_goes_on_in_blocks_that_look_alike(block: str) -> None:
    conditions = ["1.符合规划", "2.有计量方案", "3.有退水方案"]
    lines = "".join(map(block.format, conditions))
    other = block.format("<b style='font-size: 20px'>办理须知</b>") + block.format("请带原件")
    shown = values(f"<h3>受理条件</h3>{lines}{other}")
    assert [text for element, text in shown if element is Element.CONDITIONS][:3] == conditions


def test_prose_that_begins_under_its_label_is_that_paragraph() -> None:
    source = "<h3>受理要求</h3><p>申请时限：无</p><p>禁止性要求：无</p><p>受理条件：符合规划</p>"
    assert values(source) == [(Element.CONDITIONS, "符合规划")]


STEPS = [
    {Element.STEP_NAME: "受理", Element.STEP_LIMIT: "1个工作日"},
    {Element.STEP_NAME: "审查", Element.STEP_LIMIT: "6个工作日"},
]
CARDS = {
    "blocks": "<div><div style='font-size: 17px'>{name}</div><div>办理时限：{limit}</div></div>",
    "a list": "<li><p style='font-size: 17px'>{name}</p><dl><dt>办理时限：</dt><dd>{limit}</dd></dl></li>",
    "a badge for the limit": "<div><span class=badge>{limit}</span><div style='font-size: 17px'>{name}</div>"
    "<p>办理人员：窗口</p></div>",
}  # fmt: skip


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_each_card_is_one_step(card: str) -> None:
    cards = (card.format(name=step[Element.STEP_NAME], limit=step[Element.STEP_LIMIT]) for step in STEPS)
    source = f"<h3>办理流程</h3>{''.join(cards)}<h3>基本信息</h3><div><b>窗口</b><p>特殊环节：无</p></div>"
    shown = groups(source, "办理流程")
    assert [{key: step[key] for key in (Element.STEP_NAME, Element.STEP_LIMIT)} for step in shown] == STEPS


@pytest.mark.parametrize(
    "lines",
    [
        "<div>1、受理（1个工作日）：核对材料<br>2、审查（6个工作日）：审查材料<br></div>",
        "<p>1.受理：1个工作日，核对材料</p><p>2.审查：6个工作日，审查材料</p>",
        "<p>（1）受理（1个工作日）</p><p>（2）审查（6个工作日）</p>",
    ],
)
def test_numbered_lines_with_limits_are_steps(lines: str) -> None:
    shown = groups(f"<h3>办理流程</h3>{lines}", "办理流程")
    assert [{key: step[key] for key in (Element.STEP_NAME, Element.STEP_LIMIT)} for step in shown] == STEPS


@pytest.mark.parametrize(
    "lines",
    [
        "<p>1.登录：登录政务服务网</p><p>2.填报：填写表单</p>",
        "<p>1.受理：1个工作日</p><p>2.送达：制作证件</p>",
        "<p>1.受理：1个工作日</p>",
    ],
)
def test_numbered_lines_that_do_not_all_tell_a_limit_are_no_steps(lines: str) -> None:
    assert groups(f"<h3>网上办理流程</h3>{lines}", "办理流程") == []


QUESTIONS = [
    {Element.QUESTION: "多久办结？", Element.ANSWER: "9个工作日。"},
    {Element.QUESTION: "要去几次？", Element.ANSWER: "一次。"},
]


@pytest.mark.parametrize(
    "lines",
    [
        "<td>1.多久办结？<br>答：9个工作日。<br>2.要去几次？<br>答：一次。</td>",
        "<td><p>问题1：多久办结？</p><p>解答：9个工作日。</p><p>问题2：要去几次？</p><p>解答：一次。</p></td>",
        "<td><p>问1：多久办结？</p><p>答1：9个工作日。</p><p>问2：要去几次？</p><p>答2：一次。</p></td>",
    ],
)
def test_each_question_has_its_answer(lines: str) -> None:
    assert groups(f"<h3>常见问题</h3><table><tr>{lines}</tr></table>", "常见问题") == QUESTIONS


def test_a_heading_like_that_of_the_questions_ends_them() -> None:
    heading = "<div style='font-size: 20px'>{}</div>".format
    questions = "<p>问：多久办结？</p><p>答：9个工作日。</p>"
    source = f"{heading('常见问题')}{questions}{heading('咨询与监督')}<div><p>咨询电话：0371-23881001</p></div>"
    assert values(source) == [(Element.CONSULTATION, "0371-23881001")]
    assert groups(source, "常见问题") == QUESTIONS[:1]


@pytest.mark.parametrize("label", ["资料下载", "表格下载"])
def test_each_file_behind_a_label_is_offered(label: str) -> None:
    source = (
        "<h3>申请材料</h3><h4>取水许可申请表</h4><p>材料必要性：必要</p>"
        f"<p>{label}：<span onclick='d()'>空表</span>&nbsp;<span onclick='d()'>样本</span></p>"
    )
    (material,) = groups(source, "申请材料")
    assert (material[Element.BLANK_FORM], material[Element.SAMPLE]) == ("空表", "样本")


def test_the_number_of_a_result_is_no_column_of_another_list() -> None:
    heads, row = ("序号", "结果名称", "结果类型"), ("1", "取水许可证", "出证办结")
    source = f"<h3>审批结果</h3><table>{_row(heads, '<th>{}</th>')}{_row(row)}</table>"
    assert values(source) == [(Element.RESULT_NAME, "取水许可证"), (Element.RESULT_KIND, "出证办结")]


LIMITS = "法定时限：20个工作日", "承诺时限：9个工作日"


@pytest.mark.parametrize("cell", ["<td>{}<br>{}</td>", "<td><div>{}<br>{}</div></td>", "<td><p>{}</p><p>{}</p></td>"])
def test_a_cell_of_labelled_lines_is_read_by_their_labels(cell: str) -> None:
    source = f"<table><tr><td>办理时限</td>{cell.format(*LIMITS)}</tr><tr><td>办件类型</td><td>承诺件</td></tr></table>"
    assert values(source)[:2] == [(Element.LEGAL_LIMIT, "20个工作日"), (Element.PROMISED_LIMIT, "9个工作日")]


def test_the_row_beneath_a_label_alone_is_its_value() -> None:
    source = (
        "<table><tr><td><b>办理对象</b></td></tr><tr><td>企业法人</td></tr><tr><td><b>办件类型</b></td></tr></table>"
    )
    assert values(source) == [(Element.AUDIENCE, "企业法人")]


TABS = """<style>.on {{ color: blue }} li {{ cursor: pointer; display: inline-block }}</style>
<ul><li class="{0}">基本信息</li><li class="{1}">申请条件</li><li class="{2}">常见问题</li></ul>
<div><div style="display: {3}">承诺时限：9个工作日</div><div style="display: {4}">符合规划</div>
<div style="display: {5}"><h2>多久办结？</h2><p>9个工作日。</p></div></div>"""


def test_a_tab_that_takes_another_colour_opens_its_pane_alone() -> None:
    def opened(at: int) -> str:
        looks = ["on" if n == at else "" for n in range(3)]
        return TABS.format(*looks, *("block" if look else "none" for look in looks))

    panes = [(tab, drawn(opened(at))) for at, tab in enumerate(("", "申请条件", "常见问题"))]
    text = read_guide(panes, PROFILE)
    assert [(each.element, each.text) for each in text.values] == [
        (Element.PROMISED_LIMIT, "9个工作日"),
        (Element.CONDITIONS, "符合规划"),
    ]
    assert [[each.text for each in group.values] for group in text.group("常见问题")] == [["多久办结？", "9个工作日。"]]
