"""The cell of a name: what is the name, what is only a mark beside it, and which files it offers."""

from __future__ import annotations

import pytest

from tests.support.easel import drawn
from tests.support.guide_shapes import PROFILE
from zicha.model.facts.forms import FormRole
from zicha.model.facts.guide import Element, ShownGroup
from zicha.portal.guide.reader import read_guide
from zicha.portal.live.downloads import offers

pytestmark = pytest.mark.usefixtures("drawing")


def materials(head: str, *rows: str) -> tuple[ShownGroup, ...]:
    lines = "".join(f"<tr>{row}</tr>" for row in rows)
    return read_guide([("", drawn(f"<table><tr>{head}</tr>{lines}</table>"))], PROFILE).group("申请材料")


def material(cell: str) -> ShownGroup:
    (group,) = materials("<th>材料名称</th><th>材料类型</th>", f"<td>{cell}</td><td>原件</td>")
    return group


def texts(group: ShownGroup) -> dict[Element, str]:
    return {value.element: value.text for value in group.values if value.element is not Element.MATERIAL_KIND}


@pytest.mark.parametrize(
    ("cell", "name", "element", "mark"),
    [
        ("营业执照<span class='badge'>通过数据共享减免</span>", "营业执照", Element.SHARED, "通过数据共享减免"),
        ("<p>营业执照</p><p class='tip'>该材料免提交</p>", "营业执照", Element.SHARED, "该材料免提交"),
        ("<div>营业执照</div><div class='d'>系统自动获取</div>", "营业执照", Element.SHARED, "系统自动获取"),
        ("<b class='a'>营业执照</b><b class='c'>电子证照</b>", "营业执照", Element.SHARED, "电子证照"),
        ("<i class='x'>必要</i><span>营业执照</span>", "营业执照", Element.NECESSITY, "必要"),
        ("营业执照 <font style='color:red'>（容缺后补）</font>", "营业执照", Element.NECESSITY, "（容缺后补）"),
        ("★【非必要】 营业执照", "营业执照", Element.NECESSITY, "非必要"),
        ("营业执照<em class='k'>复印件</em>", "营业执照", Element.MATERIAL_KIND, "复印件"),
        ("营业执照<u style='background:#e33'>热门</u>", "营业执照", Element.MATERIAL_NOTE, "热门"),
        ("营业执照<span class='tag'>告知承诺</span>", "营业执照", Element.MATERIAL_NOTE, "告知承诺"),
        ("营业执照<br><span style='color:#999'>请加盖公章</span>", "营业执照", Element.MATERIAL_NOTE, "请加盖公章"),
        ("营业执照<br>（该材料免提交）", "营业执照", Element.SHARED, "（该材料免提交）"),
        ("营业执照（通过数据共享减免，无需提供）", "营业执照", Element.SHARED, "通过数据共享减免，无需提供"),
        ("营业执照(可容缺)", "营业执照", Element.NECESSITY, "可容缺"),
        ("身份证（复印件）", "身份证（复印件）", Element.MATERIAL_KIND, "原件"),
    ],
)
def test_a_mark_that_is_set_off_is_no_part_of_the_name(cell: str, name: str, element: Element, mark: str) -> None:
    group = material(cell)
    assert group.text(Element.MATERIAL_NAME) == name
    assert mark in [value.text for value in group.values if value.element is element]


def labelled(lines: str) -> ShownGroup:
    (group,) = read_guide([("", drawn(f"<h3>申请材料</h3>{lines}"))], PROFILE).group("申请材料")
    return group


@pytest.mark.parametrize(
    "shape", ["<p>材料名称：{}<br>材料类型：原件</p>", "<ul><li><span>材料名称：</span><span>{}</span></li></ul>"]
)
@pytest.mark.parametrize(
    ("name", "element", "mark"),
    [
        (
            "营业执照<br><font color='green'>（通过数据共享减免，无需提供）</font>",
            Element.SHARED,
            "（通过数据共享减免，无需提供）",
        ),
        ("*【必要】营业执照<br>（该材料免提交）", Element.SHARED, "（该材料免提交）"),
        ("营业执照<br><i class='tag'>容缺后补</i>", Element.NECESSITY, "容缺后补"),
        ("营业执照<br><small style='color: #999'>请加盖公章</small>", Element.MATERIAL_NOTE, "请加盖公章"),
        ("营业执照<br><b class='c'>必要</b><br><b class='c'>免提交</b>", Element.SHARED, "免提交"),
    ],
)
def test_a_mark_beneath_a_name_among_labelled_lines_is_read(shape: str, name: str, element: Element, mark: str) -> None:
    group = labelled(shape.format(name))
    assert group.text(Element.MATERIAL_NAME) == "营业执照"
    assert mark in [value.text for value in group.values if value.element is element]


def test_plain_words_beneath_a_name_do_not_rename_it() -> None:
    group = labelled("<p>材料名称：营业执照<br>须在有效期内。<br>材料类型：原件</p>")
    assert texts(group) == {Element.MATERIAL_NAME: "营业执照"}


def test_counts_behind_their_label_in_an_element_of_its_own_are_one_value() -> None:
    counts = "<li><span>份数：</span><span>原件：1 复印件：2</span></li>"
    group = labelled(f"<ul><li><span>材料名称：</span><span>营业执照</span></li>{counts}</ul>")
    assert texts(group) == {Element.MATERIAL_NAME: "营业执照", Element.COPIES: "原件：1 复印件：2"}


@pytest.mark.parametrize(
    "cell",
    [
        "★ 营业执照",
        "*营业执照",
        "●营业执照",
        "■ ▲ 营业执照",
        "<em class='must'>☆</em>营业执照",
        "<font color='red'>*</font> 营业执照",
        "<span class='no'>1</span><span class='name'>营业执照</span>",
        "营业执照<sup>1</sup>",
        "营业执照<span class='tip' style='display: none'>请上传原件扫描件</span>",
        "营业执照<i class='icon-help'></i>",
        "<div class='cell'><span class='w'>营业执照</span></div>",
    ],
)
def test_a_symbol_an_icon_and_what_is_hidden_are_no_part_of_the_name(cell: str) -> None:
    assert texts(material(cell)) == {Element.MATERIAL_NAME: "营业执照"}


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("法定代表人<b class='hl'>身份证</b>复印件", "法定代表人身份证复印件"),
        (
            "<span style='font-family:宋体'>取水许可</span><span style='font-family:宋体'>申请表</span>",
            "取水许可申请表",
        ),
        ("取水许可申请<span style='color:red'>表</span>", "取水许可申请表"),
        ("营业执照（<span class='c'>副本</span>）", "营业执照（副本）"),
        ("《申请表》", "《申请表》"),
        ("【申请表】", "【申请表】"),
        ("<span class='n'>营业执照</span>", "营业执照"),
        ("营业执照 免提交", "营业执照 免提交"),
        ("<span class='badge'>电子证照</span>", "电子证照"),
        ("--", "--"),
    ],
)
def test_words_within_a_name_stay_in_it(cell: str, name: str) -> None:
    groups = materials("<th>材料名称</th><th>材料类型</th>", f"<td>{cell}</td><td>原件</td>", "<td>甲</td><td></td>")
    assert [group.text(Element.MATERIAL_NAME) for group in groups] == [*([name] if name != "--" else []), "甲"]
    assert Element.MATERIAL_NOTE not in {value.element for value in groups[0].values}


@pytest.mark.parametrize(
    "shape", ["<div>材料名称：{}</div>", "<p><b>材料名称：</b>{}</p>", "<dl><dt>材料名称</dt><dd>{}</dd></dl>"]
)
def test_a_mark_is_set_off_in_every_shape(shape: str) -> None:
    page = f"<h2>申请材料</h2>{shape.format('营业执照<span class=tag>免提交</span>')}"
    (group,) = read_guide([("", drawn(page))], PROFILE).group("申请材料")
    assert texts(group) == {Element.MATERIAL_NAME: "营业执照", Element.SHARED: "免提交"}


def test_marks_beside_the_name_of_a_step() -> None:
    page = "<h2>办理流程</h2><h4><i class='dot'></i>受理<span class='time'>1个工作日</span></h4><p>工作人员收件</p>"
    (step,) = read_guide([("", drawn(page))], PROFILE).group("办理流程")
    assert {value.element: value.text for value in step.values} == {
        Element.STEP_NAME: "受理",
        Element.STEP_LIMIT: "1个工作日",
    }


@pytest.mark.parametrize(
    "link", ["<a href='/s'>结果样本</a>", "<a class='s' onclick='show()'>查看样本</a>", "<button>样例</button>"]
)
def test_a_link_to_the_sample_is_no_part_of_the_result(link: str) -> None:
    values = read_guide(
        [("", drawn(f"<table><tr><th>结果名称</th><td>取水许可证 {link}</td></tr></table>"))], PROFILE
    ).values
    name, sample = values
    assert (name.element, name.text) == (Element.RESULT_NAME, "取水许可证")
    assert sample.element is Element.RESULT_SAMPLE


# ── files ────────────────────────────────────────────────────────────────────────────────────────────────────────

BOTH = {FormRole.BLANK: "空白表格", FormRole.SAMPLE: "示例样表"}


def offered(groups: tuple[ShownGroup, ...]) -> dict[FormRole, str]:
    return {offer.role: offer.shown for offer in offers(groups) if not offer.absent}


@pytest.mark.parametrize(
    "links",
    [
        "<a href='/a'>空白表格</a> <a href='/b'>示例样表</a>",
        "<a onclick='get(1)'>空白表格</a><a onclick='get(2)'>示例样表</a>",
        "<a href='/a'>空白表格</a><a href='javascript:get(2)'>示例样表</a>",
        "<button>空白表格</button><span role='button'>示例样表</span>",
        "<a href='/same'>空白表格</a><a href='/same'>示例样表</a>",
    ],
)
@pytest.mark.parametrize("column", ["材料名称", "操作", "空白表格", "示例样表", "备注", "来源渠道", "文书"])
def test_two_links_in_one_cell_are_two_offers_in_any_column(column: str, links: str) -> None:
    if column == "材料名称":
        groups = materials("<th>材料名称</th><th>材料类型</th>", f"<td>申请表{links}</td><td>原件</td>")
    else:
        groups = materials(f"<th>材料名称</th><th>{column}</th>", f"<td>申请表</td><td>{links}</td>")
    assert offered(groups) == BOTH
    assert [group.text(Element.MATERIAL_NAME) for group in groups] == ["申请表"]


@pytest.mark.parametrize(
    ("head", "words", "role"),
    [
        ("空白表格下载", "下载", FormRole.BLANK),
        ("样表查看", "点击查看", FormRole.SAMPLE),
        ("操作", "样表下载", FormRole.SAMPLE),
        ("操作", "下载空表", FormRole.BLANK),
    ],
)
def test_what_is_offered_says_itself_what_it_is_or_its_column_does(head: str, words: str, role: FormRole) -> None:
    groups = materials(f"<th>材料名称</th><th>{head}</th>", f"<td>申请表</td><td><a href='/a'>{words}</a></td>")
    assert offered(groups) == {role: words}


@pytest.mark.parametrize("words", ["下载", "查看", "详情", "附件"])
@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("<th>材料名称</th><th>材料类型</th>", "<td>申请表<a href='/a'>{}</a></td><td>原件</td>"),
        ("<th>材料名称</th><th>模板</th>", "<td>申请表</td><td><a href='/a'>{}</a></td>"),
        ("<th>材料名称</th><th>空表/样表</th>", "<td>申请表</td><td><a onclick='f()'>{}</a></td>"),
    ],
)
def test_what_does_not_say_which_file_it_is_stays_with_its_material(head: str, row: str, words: str) -> None:
    (group,) = materials(head, row.format(words))
    assert group.text(Element.MATERIAL_NAME) == "申请表"
    assert [(value.text, bool(value.links)) for value in group.values if value.element is Element.MATERIAL_NOTE] == [
        (words, True)
    ]


def test_a_name_that_is_a_link_is_the_name() -> None:
    group = material("<a href='/detail'>营业执照</a><span class='t'>免提交</span>")
    assert texts(group) == {Element.MATERIAL_NAME: "营业执照", Element.SHARED: "免提交"}
    assert [value.link for value in group.values if value.element is Element.MATERIAL_NAME] == ["/detail"]


def test_two_columns_for_one_element_are_both_read() -> None:
    (group,) = materials("<th>材料名称</th><th>材料形式</th><th>介质要求</th>", "<td>甲</td><td>纸质</td><td>电子</td>")
    assert [value.text for value in group.values if value.element is Element.MEDIUM] == ["纸质", "电子"]


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("<a href='/a'><img src='d.png'></a>", "图标"),
        ("<a href='/a'><img src='d.png' alt='附件'></a>", "附件"),
        ("<button title='下载模板'><i class='icon'></i></button>", "下载模板"),
    ],
)
def test_a_link_that_is_a_picture_stays_with_its_material(link: str, words: str) -> None:
    (group,) = materials("<th>材料名称</th><th>模板</th>", f"<td>申请表</td><td>{link}</td>")
    assert [value.text for value in group.values if value.element is Element.MATERIAL_NOTE] == [words]


@pytest.mark.parametrize("label", ["表格下载", "空白表格"])
def test_a_button_behind_a_label_that_holds_its_word_is_the_value(label: str) -> None:
    cells = f"<td>{label}：<button>下载</button></td><td>示例样表：<button>下载</button></td>"
    row = f"<tr><td>申请表</td><td>材料类型：原件</td>{cells}</tr>"
    (group,) = read_guide([("", drawn(f"<h2>申请材料</h2><table>{row}</table>"))], PROFILE).group("申请材料")
    files = [
        (value.element, value.text) for value in group.values if value.element in (Element.BLANK_FORM, Element.SAMPLE)
    ]
    assert files == [(Element.BLANK_FORM, "下载"), (Element.SAMPLE, "下载")]
