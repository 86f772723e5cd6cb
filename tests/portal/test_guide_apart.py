"""What stands on a guide's page and is not the guide's own: cards that name another matter, and notes."""

from __future__ import annotations

import pytest

from tests.support.easel import drawn
from tests.support.guide_shapes import PROFILE
from zicha.model.facts.guide import Element
from zicha.portal.guide.reader import read_guide
from zicha.portal.guide.text import GuideText

pytestmark = pytest.mark.usefixtures("drawing")

OWN = [(Element.PLACE, "市民之家一楼"), (Element.PROMISED_LIMIT, "10个工作日")]
GUIDE = (
    "<h2>基本信息</h2><table><tr><th>办理地点</th><td>市民之家一楼</td></tr>"
    "<tr><th>承诺时限</th><td>10个工作日</td></tr></table>"
)


def read(source: str) -> GuideText:
    return read_guide([("", drawn(source))], PROFILE)


def values(source: str) -> list[tuple[Element, str]]:
    return [(value.element, value.text) for value in read(source).values]


# ── cards that name something ────────────────────────────────────────────────────────────────────────────────────

LINES = "<p>办理地点：{}</p><p>承诺时限：{}</p>"
LINKED = [
    "<div><a href='/guide/2'>{{}}</a>{}</div>",
    "<li><h4><a href='guide?id=2'>{{}}</a></h4>{}</li>",
    "<a href='/guide/2'><b>{{}}</b><div>{}</div></a>",
    "<div><div><i></i><a href='/guide/2'><span>{{}}</span></a> <em>热</em></div><div>{}</div></div>",
]
PRESSED = "<div onclick='go(2)'><b>{{}}</b>{}</div>"
NAMED = ["<div><b>{{}}</b>{}</div>", "<li><div>{{}}</div>{}</li>", "<section><h4>{{}}</h4><div>{}</div></section>"]
LABELLED = [
    LINES,
    "<dl><dt>办理地点</dt><dd>{}</dd><dt>承诺时限</dt><dd>{}</dd></dl>",
    "<div>办理地点：{}<br>承诺时限：{}</div>",
]
OTHERS = [("排污许可", "环保局", "3个工作日"), ("取土许可", "国土局", "当日")]


def cards(card: str, labelled: str, count: int = 2) -> str:
    return "".join(card.format(labelled.format(*rest)).format(name) for name, *rest in OTHERS[:count])


@pytest.mark.parametrize("heading", ["<h3>相关事项</h3>", "<div>猜你想找</div>", "<p>您可能还关心</p>"])
@pytest.mark.parametrize("labelled", LABELLED)
@pytest.mark.parametrize(
    ("card", "count"), [*((card, 1) for card in (*LINKED, PRESSED)), *((card, 2) for card in LINKED + NAMED)]
)
def test_a_card_that_names_another_matter_says_nothing_of_this_one(
    heading: str, labelled: str, card: str, count: int
) -> None:
    part = f"<div>{heading}<div>{cards(card, labelled, count)}</div></div>"
    assert values(GUIDE + part) == values(part + GUIDE) == OWN


@pytest.mark.parametrize("card", LINKED)
def test_a_value_that_only_other_matters_have_is_none_of_this_one(card: str) -> None:
    assert values(f"<div>事项名称：取水许可</div><div>{cards(card, LINES)}</div>") == [(Element.NAME, "取水许可")]


@pytest.mark.parametrize(
    "source",
    [
        f"<div><a href='/list'>返回列表</a>{LINES}</div>",
        f"<div><a href='/hall'>市民之家</a>{LINES}</div>",
        f"<div><div><a href='/'>首页</a> &gt; <a href='/list'>事项</a></div>{LINES}</div>",
        f"<div><a href='#top'>取水许可</a>{LINES}</div><p>备注</p>",
    ],
)
def test_a_box_with_a_link_before_its_labels_is_the_guide_where_nothing_else_is(source: str) -> None:
    assert values(source.format("市民之家一楼", "10个工作日")) == OWN


SMALL = [
    *(named.format(labelled).replace("{}", "NAME", 1) for named in NAMED for labelled in LABELLED),
    "<div><strong>NAME</strong><span>办理地点：{}</span> <span>承诺时限：{}</span></div><a href='/2'>在线办理</a>",
]


@pytest.mark.parametrize("box", SMALL)
def test_a_second_value_under_another_name_is_an_aside(box: str) -> None:
    other = box.format("环保局", "3个工作日").replace("NAME", "排污许可")
    for source in (
        GUIDE + other,
        f"<div>{other}</div>{GUIDE}",
        f"{GUIDE}<h2>常见问题</h2><p>多久？</p><p>3日。</p>{other}",
    ):
        text = read(source)
        assert [(value.element, value.text) for value in text.values] == OWN
        asides = [(aside.element, aside.text) for aside in text.asides]
        assert set(asides) == {(Element.PROMISED_LIMIT, "3个工作日"), (Element.PLACE, "环保局")}
        assert {aside.section for aside in text.asides} == {"“排污许可”处"}


@pytest.mark.parametrize("box", SMALL)
def test_a_second_value_under_the_guides_own_name_is_a_value(box: str) -> None:
    other = box.format("市民之家二楼", "15个工作日").replace("NAME", "取水许可")
    text = read(f"{other}{GUIDE}<p>事项名称：取水许可（市级）</p>")
    assert {value.text for value in text.values} >= {"市民之家二楼", "15个工作日", "市民之家一楼", "10个工作日"}


@pytest.mark.parametrize("box", SMALL)
def test_what_only_boxes_under_names_show_is_read_where_they_agree(box: str) -> None:
    one = box.format("市民之家", "10个工作日").replace("NAME", "取水许可审批")
    other = box.format("环保局", "10个工作日").replace("NAME", "事项说明")
    assert values(f"<p>办件类型：承诺件</p>{one}")[1:] == [
        (Element.PLACE, "市民之家"),
        (Element.PROMISED_LIMIT, "10个工作日"),
    ]
    both = values(f"<p>办件类型：承诺件</p><div>{one}</div><section><i></i>{other}</section>")
    assert Element.PLACE not in [element for element, _ in both]
    assert (Element.PROMISED_LIMIT, "10个工作日") in both


BOXES = [
    "<div><p>事项名称：{}</p><p>承诺时限：{}</p><p>实施主体：{}</p></div>",
    "<div>事项名称：{}<br>承诺时限：{}<br>实施主体：{}</div>",
    "<div><dl><dt>事项名称</dt><dd>{}</dd><dt>承诺时限</dt><dd>{}</dd><dt>实施主体</dt><dd>{}</dd></dl></div>",
    "<ul><li><p>事项名称：{0}</p><p>承诺时限：{1}</p><p>实施主体：{2}</p></li>"
    "<li><p>事项名称：渔业许可</p><p>承诺时限：3个工作日</p><p>实施主体：农业农村局</p></li></ul>",
]


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize("name", ["", "<p>事项名称：取水许可</p>"])
def test_a_box_that_says_which_matter_it_is_of_says_nothing_of_this_one(box: str, name: str) -> None:
    own = [(Element.NAME, "取水许可")] if name else []
    assert values(name + GUIDE + box.format("排污许可", "3个工作日", "环保局")) == own + OWN


@pytest.mark.parametrize("box", BOXES[:3])
def test_the_box_of_the_guides_own_name_is_read(box: str) -> None:
    own = [(Element.NAME, "取水许可"), (Element.PROMISED_LIMIT, "10个工作日"), (Element.OWNER, "水利局")]
    assert values(box.format("取水许可", "10个工作日", "水利局") + GUIDE) == own + OWN


def test_sections_of_a_guide_are_no_cards() -> None:
    source = (
        "<div><h3>基本信息</h3><p>承诺时限：10个工作日</p><p>办理地点：一楼</p></div>"
        "<div><h3>时限信息</h3><p>承诺时限：15个工作日</p><p>法定时限：20个工作日</p></div>"
    )
    assert [text for element, text in values(source) if element is Element.PROMISED_LIMIT] == [
        "10个工作日",
        "15个工作日",
    ]


def test_steps_and_materials_that_lead_to_pages_of_their_own_are_listed() -> None:
    step = "<div><a href='/step/{0}'>{0}</a><p>办理时限：1个工作日</p></div>"
    paper = "<div><h4><a href='/paper'>{}</a></h4><p>材料类型：原件</p></div>"
    source = f"<h2>申请材料</h2><div>{paper.format('申请表')}{paper.format('章程')}</div><h2>办理流程</h2>"
    text = read(source + "<div>" + step.format("受理") + step.format("决定") + "</div>")
    assert [group.text(Element.MATERIAL_NAME) for group in text.group("申请材料")] == ["申请表", "章程"]
    assert Element.PROMISED_LIMIT not in [value.element for value in text.values]


# ── notes ────────────────────────────────────────────────────────────────────────────────────────────────────────

NOTES = [
    "<h3>温馨提示</h3><p>{}</p>",
    "<div><div><b>温馨提示</b></div><ul><li>{}</li><li>请带身份证</li></ul></div>",
    "<p>温馨提示：请提前预约。<br>{}</p>",
    "<table><tr><th>温馨提示</th><td>{}<br>承诺时限：以受理通知书为准</td></tr></table>",
    "<h4>办事提醒</h4><p>{}</p>",
    "<div><h3>温馨提示</h3><p>1.请提前预约。</p><p>2.{}</p></div>",
    "<h3>注意事项</h3><ol><li>{}</li></ol>",
]


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("sentence", ["办理地点：以窗口通知为准", "办理地点：市民之家二楼"])
def test_what_notes_say_under_a_label_is_an_aside(note: str, sentence: str) -> None:
    for source in (GUIDE + note, note + GUIDE.replace("<h2>", "<h2>办理信息</h2><h2>")):
        text = read(source.format(sentence))
        own = [(value.element, value.text) for value in text.values if value.element is not Element.NOTE]
        assert own == OWN
        assert (Element.PLACE, sentence.removeprefix("办理地点：")) in [
            (aside.element, aside.text) for aside in text.asides
        ]


@pytest.mark.parametrize("note", NOTES[:3])
def test_what_only_notes_say_is_the_value(note: str) -> None:
    text = read("<p>承诺时限：10个工作日</p>" + note.format("办理地点：市民之家一楼"))
    assert (Element.PLACE, "市民之家一楼") in [(value.element, value.text) for value in text.values]
    assert not text.asides


def test_what_a_list_of_windows_shows_goes_before_notes_and_cards() -> None:
    head = "<tr><th>窗口</th><th>办理地点</th><th>办理时间</th></tr>"
    windows = (
        f"<table>{head}" + "".join(f"<tr><td>{n}号</td><td>一楼</td><td>9:00</td></tr>" for n in "12") + "</table>"
    )
    text = read(windows + NOTES[0].format("办理地点：以窗口通知为准") + cards(PRESSED, "<p>办理地点：{}</p>", 1))
    assert [value.text for value in text.values if value.element is Element.PLACE] == ["一楼"]


def test_a_line_behind_a_remark_is_a_value() -> None:
    source = "<div>备注：无<br>办理地点：一楼</div><p>办理地点：二楼</p>"
    assert [text for element, text in values(source) if element is Element.PLACE] == ["一楼", "二楼"]


# ── what follows the last answer ─────────────────────────────────────────────────────────────────────────────────

ANSWERED = ("多久办结？", "10个工作日。")


@pytest.mark.parametrize(
    "questions",
    [
        "<p>{}</p><p>{}</p>",
        "<p>问：{}</p><p>答：{}</p>",
        "<div>问：{}<br>答：{}</div>",
        "<dl><dt>{}</dt><dd>{}</dd></dl>",
        "<div><div><b>{}</b></div><div>{}</div></div>",
    ],
)
@pytest.mark.parametrize("after", ["<p>办理地点：一楼</p>", "<p style='color: grey'>本页3日前更新</p>"])
def test_what_follows_the_last_answer_is_no_answer_to_its_question(questions: str, after: str) -> None:
    groups = read(f"<h2>常见问题</h2>{questions.format(*ANSWERED)}{after}").group("常见问题")
    answers = [group.text(Element.ANSWER) for group in groups if group.text(Element.QUESTION) == ANSWERED[0]]
    assert answers == [ANSWERED[1]]


def test_a_label_in_the_lines_of_an_answer_ends_it() -> None:
    source = "<h2>常见问题</h2><div>问：多久办结？<br>答：10个工作日。<br>上午受理<br>承诺时限：15个工作日</div>"
    first, *_ = read(source).group("常见问题")
    assert first.text(Element.ANSWER) == "10个工作日。 上午受理"


def test_further_paragraphs_of_an_answer_answer_its_question() -> None:
    source = "<h2>常见问题</h2><p>多久办结？</p><p>10个工作日。</p><p>节假日除外。</p>"
    assert [group.text(Element.QUESTION) for group in read(source).group("常见问题")] == ["多久办结？"] * 2
