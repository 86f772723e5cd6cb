"""Parts of guides in the shapes of portals that nobody here has built: menus, headings, questions, steps, notes."""

from __future__ import annotations

import pytest

from tests.support.drawn_guides import groups, read, values
from zicha.model.facts.guide import Element

pytestmark = pytest.mark.usefixtures("drawing")


# ── sections ─────────────────────────────────────────────────────────────────────────────────────────────────────

LIMIT = "<table><tr><th>办理时限</th><td>30个工作日</td></tr></table>"


@pytest.mark.parametrize(
    "menu",
    [
        "<ul><li><a href='#1'>基本信息</a></li><li><a>申请材料</a></li><li><a href='#3'>办理流程</a></li></ul>",
        "<ul><li>基本信息</li><li>办理流程</li></ul>",
        "<div><a href='#1'>申请材料</a><a href='#2'>办理流程</a></div>",
        "<div><span>申请材料</span><span>办理流程</span></div>",
        "<div><div><a>基本信息</a></div><div><a>常见问题</a></div><div><a>办理流程</a></div></div>",
        "<p><button>办理流程</button></p>",
        "<div role='tablist'><div role='tab'>办理流程</div></div>",
    ],
)
def test_a_menu_opens_no_section(menu: str) -> None:
    assert values(f"{menu}<div>基本信息</div>{LIMIT}") == [(Element.PROMISED_LIMIT, "30个工作日")]
    assert values(menu + LIMIT) == [(Element.PROMISED_LIMIT, "30个工作日")]


@pytest.mark.parametrize(
    "heading",
    [
        "<h2>办理流程</h2>",
        "<h4><a data-toggle='collapse'>办理流程</a></h4>",
        "<div class='title'>办理流程</div>",
        "<div><span>办理流程</span><span>展开</span></div>",
        "<div><span>办理流程</span></div>",
        "<p><strong>四、办理流程</strong></p>",
    ],
)
def test_a_heading_opens_its_section(heading: str) -> None:
    source = f"{heading}<div><p>环节：受理</p><p>办理时限：1个工作日</p></div>"
    assert groups(source, "办理流程") == [{Element.STEP_NAME: "受理", Element.STEP_LIMIT: "1个工作日"}]


def test_the_name_of_a_section_beside_a_value_ends_with_it() -> None:
    source = "<table><tr><th>办事流程</th><td>受理、决定</td></tr><tr><th>办理时限</th><td>5个工作日</td></tr></table>"
    assert values(source) == [(Element.PROMISED_LIMIT, "5个工作日")]


@pytest.mark.parametrize(
    "picture",
    [
        "<div><img src='icon.png'><div>申请书</div></div>",
        "<ul><li><img src='1.png'><p>受理</p></li><li><img src='2.png'><p>决定</p></li></ul>",
        "<p><img src='i.png'> 受理后三日内</p>",
        "<table><tr><td>办事流程：</td><td>1.受理 2.决定</td></tr></table><p><img src='i.png'>材料列表</p>",
    ],
)
def test_an_icon_is_no_picture_of_the_process(picture: str) -> None:
    assert Element.FLOW_PICTURE not in dict(values(f"<h2>办理流程</h2>{picture}"))


@pytest.mark.parametrize("picture", ["<p>流程图如下：<img src='a.png'></p>", "<div><div><img src='a.png'></div></div>"])
def test_a_picture_of_the_process_may_stand_under_words_that_name_it(picture: str) -> None:
    assert values(f"<h2>办理流程</h2>{picture}") == [(Element.FLOW_PICTURE, "")]


# ── questions ────────────────────────────────────────────────────────────────────────────────────────────────────

ASKED = [
    {Element.QUESTION: "多长时间办结？", Element.ANSWER: "30个工作日。"},
    {Element.QUESTION: "收费吗？", Element.ANSWER: "不收费，咨询电话：0371-1。"},
]


@pytest.mark.parametrize(
    "one",
    [
        "<p>{n}.{q}</p><p>答：{a}</p>",
        "<p>{n}、{q}</p><p>{a}</p>",
        "<p>{n}.{q}答：{a}</p>",
        "<p>{q}<br>答：{a}</p>",
        "<p><b>问：</b>{q}<br><b>答：</b>{a}</p>",
        "<p>问：{q}答：{a}</p>",
        "<table><tr><th>问</th><td>{q}</td></tr><tr><th>答</th><td>{a}</td></tr></table>",
        "<table><tr><th>{q}</th><td>{a}</td></tr></table>",
        "<div class='item'><div class='t'>{n}. {q}</div><div class='b'>{a}</div></div>",
        "<details><summary>{q}</summary><p>{a}</p></details>",
        "<dl><dt>{q}</dt><dd>{a}</dd></dl>",
        "<div><h4><a data-toggle='collapse'>{q}</a></h4><div>{a}</div></div>",
        "<p><strong>（{n}）{q}</strong></p><p>{a}</p>",
    ],
)
def test_a_question_and_its_answer_in_every_shape(one: str) -> None:
    pairs = (one.format(n=n, q=each[Element.QUESTION], a=each[Element.ANSWER]) for n, each in enumerate(ASKED, 1))
    assert groups("<h2>常见问题</h2>" + "".join(pairs), "常见问题") == ASKED


def test_a_question_without_a_mark_is_known_by_its_answer() -> None:
    source = "<h2>常见问题</h2><p><b>1、办结时限</b></p><p>答：30个工作日</p>"
    assert groups(source, "常见问题") == [{Element.QUESTION: "办结时限", Element.ANSWER: "30个工作日"}]


def test_what_an_answer_mentions_is_no_element_of_the_matter() -> None:
    source = "<h2>常见问题</h2><p>怎么咨询？</p><p>答：承诺时限：见上。咨询电话：0371-2。</p>"
    assert values(source) == []


# ── steps ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "source",
    [
        "<p><strong>1.受理</strong></p><p>1个工作日</p><p><strong>2.决定</strong></p><p>3个工作日</p>",
        "<p><b>1.受理</b>：1个工作日</p><p><b>2.决定</b>：3个工作日</p>",
        "<div><b>1.受理</b><br>时限：1个工作日<br><b>2.决定</b><br>时限：3个工作日</div>",
        "<div><b>1.受理</b><br>1个工作日<br><b>2.决定</b><br>3个工作日</div>",
        "<h4>1.受理</h4><p>时限：1个工作日</p><h4>2.决定</h4><p>时限：3个工作日</p>",
    ],
)
def test_bold_names_of_steps(source: str) -> None:
    assert groups(f"<h2>办理流程</h2>{source}", "办理流程") == [
        {Element.STEP_NAME: "1.受理", Element.STEP_LIMIT: "1个工作日"},
        {Element.STEP_NAME: "2.决定", Element.STEP_LIMIT: "3个工作日"},
    ]


def test_a_heading_numbered_as_that_of_the_steps_is_none_of_them() -> None:
    source = (
        "<p><b>九、办理流程</b></p><p>受理（1个工作日）→决定（3个工作日）</p><p><b>十、结果的送达</b></p><p>窗口领取</p>"
        "<p><b>十一、其他</b></p><p>无</p>"
    )
    assert [step[Element.STEP_NAME] for step in groups(source, "办理流程")] == ["受理", "决定"]


def test_paragraphs_numbered_alike_are_one_value() -> None:
    source = (
        "<p><b>九、咨询方式</b></p><p>（一）窗口咨询：一楼</p><p>（二）电话咨询：0371-1</p><p>（三）承诺时限：5日</p>"
    )
    assert values(source) == [
        (Element.CONSULTATION, "（一）窗口咨询：一楼 （二）电话咨询：0371-1"),
        (Element.PROMISED_LIMIT, "5日"),
    ]


@pytest.mark.parametrize(
    "words", ["<p><b>温馨提示</b></p><p>请如实填写</p>", "<p><b>请您提前准备，并如实填写</b>：谢谢</p>"]
)
def test_bold_words_alone_are_no_step(words: str) -> None:
    assert groups(f"<h2>办理流程</h2>{words}", "办理流程") == []


# ── notes ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("label", ["备注", "通办形式", "到办事现场次数说明", "收费说明", "送达方式说明"])
def test_a_note_is_kept_with_its_label(label: str) -> None:
    (value,) = read(f"<table><tr><th>{label}</th><td>可以上门收取</td></tr></table>").values
    assert (value.element, value.label, value.text) == (Element.NOTE, label, "可以上门收取")


@pytest.mark.parametrize("label", ["备注", "材料说明", "来源渠道说明"])
def test_a_note_on_a_material_is_kept_with_it(label: str) -> None:
    source = f"<table><tr><th>材料名称</th><th>{label}</th></tr><tr><td>章程</td><td>核验后退回</td></tr></table>"
    assert groups(source, "申请材料") == [{Element.MATERIAL_NAME: "章程", Element.MATERIAL_NOTE: "核验后退回"}]
