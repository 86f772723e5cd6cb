"""Forms as a person reads them: names, marks and hints by words, place and look, in markup whose names mean nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.support.live_portals import See
from zicha.portal.live.look import Field, Look

LABELS = ("申请人姓名", "联系电话", "经营面积", "备注")
REQUIRED = LABELS[:3]
HINT = "应填数字，单位：平方米，如 120"


def _starred(mark: str) -> Callable[[str], str]:
    """How a label is written, with the mark of what must be filled in where it must."""
    return lambda label: mark.replace("{}", label) if label in REQUIRED else f"<b>{label}</b>"


MARKS = {
    "star before": "<i>*</i><b>{}</b>",
    "star behind": "<b>{}</b><span style=color:red>＊</span>",
    "drawn": "<b class=q>{}</b>",
    "word": "<b>{}（必填）</b>",
    "colour": "<b style=color:#e02020>{}</b>",
}
STYLE = """<style>.q:before { content: '*'; color: red } .r { display: flex } .k { width: 160px; text-align: right }
.f { position: relative; margin: 24px } .f input { width: 300px; height: 40px }
.f span { position: absolute; left: 8px }
.a div { position: absolute; white-space: nowrap } .n { left: 40px } .i { left: 240px } .h { left: 420px }</style>"""


def _note(label: str, form: str) -> str:
    return form.replace("{}", HINT) if label == "经营面积" else ""


ARRANGEMENTS: dict[str, Callable[[str, str], str]] = {
    "cell to the left": lambda label, name: f"<tr><td>{name}</td><td><input>{_note(label, '<p>{}</p>')}</td></tr>",
    "two columns": lambda label, name: (
        f"{'<tr>' if label in LABELS[::2] else ''}<td>{name}：</td>"
        f"<td><input>{_note(label, '<br><small>{}</small>')}</td>"
    ),
    "span before": lambda label, name: f"<p><span>{name}：</span> <input> {_note(label, '<em>{}</em>')}</p>",
    "text before": lambda label, name: f"{name}：<input>{_note(label, '<i>{}</i>')}<br>",
    "flex": lambda label, name: (
        f"<div class=r><div class=k>{name}</div><div><div><input></div>{_note(label, '<div>{}</div>')}</div></div>"
    ),
    "above": lambda label, name: f"<div><div>{name}</div><input>{_note(label, '<div>{}</div>')}</div>",
    "above, bare": lambda label, name: f"<div>{name}</div><input>{_note(label, '<div>{}</div>')}",
    "floating": lambda label, name: (
        f"<div class=f><input><span style=top:10px>{name}</span>{_note(label, '<p>{}</p>')}</div>"
    ),
    "floated up": lambda label, name: (
        f"<div class=f><input value=1><span style=top:-9px>{name}</span>{_note(label, '<p>{}</p>')}</div>"
    ),
    "label for": lambda label, name: (
        f"<div class=r><label for={label} class=k>{name}</label>"
        f"<div><input id={label}>{_note(label, '<p>{}</p>')}</div></div>"
    ),
    "inside": lambda label, name: f"<p><label>{name} <input></label>{_note(label, '<small>{}</small>')}</p>",
    "absolute": lambda label, name: (
        f"<div class=a style='top:{60 + 70 * LABELS.index(label)}px;position:absolute'><div class=n>{name}</div>"
        f"<div class=i><input></div><div class=h>{_note(label, '{}')}</div></div>"
    ),
}


def form(arrangement: str, mark: str) -> str:
    lines = [ARRANGEMENTS[arrangement](label, _starred(MARKS[mark])(label)) for label in LABELS]
    table = "<table>{}</table>" if arrangement in ("cell to the left", "two columns") else "<div>{}</div>"
    return f"{STYLE}<h2>填写申报信息</h2>{table.format(''.join(lines))}<p>带*的为必填项</p><button>下一步</button>"


def read(look: Look) -> list[tuple[str, bool]]:
    return [(field.label, field.required) for field in look.fields]


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("arrangement", ARRANGEMENTS)
def test_a_form_reads_the_same_however_it_is_built(arrangement: str, mark: str, see: See) -> None:
    look = see(form(arrangement, mark))
    assert read(look) == [(label, label in REQUIRED) for label in LABELS]
    assert [field.hint for field in look.fields] == ["", "", HINT, ""]


def only(look: Look) -> Field:
    (field,) = look.fields
    return field


def test_what_is_written_in_the_field_names_it_where_nothing_else_does(see: See) -> None:
    look = see(
        "<h2>填写申报信息</h2><p>请如实填写。</p><p><input placeholder=请输入联系电话></p><button>下一步</button>"
    )
    assert (only(look).label, only(look).caption, only(look).hint) == ("", "联系电话", "请输入联系电话")


@pytest.mark.parametrize("example", ["如：2026-12-01", "请输入", "13位数字以内", "选填", "不超过200字"])
def test_an_example_names_no_field(example: str, see: See) -> None:
    assert only(see(f"<div><input placeholder='{example}'></div><button>下一步</button>")).caption == ""


def test_units_stand_beside_or_within_the_field(see: See) -> None:
    look = see(
        "<p><b>面积</b> <input> <b>㎡</b> <b>人数</b> <input> 名</p><p style='position:relative'>"
        "<b>造价</b> <input style='width:220px'><span style='position:absolute;left:225px;top:2px'>万元</span></p>"
    )
    assert [(field.label, field.hint) for field in look.fields] == [("面积", "㎡"), ("人数", "名"), ("造价", "万元")]


@pytest.mark.parametrize(
    "choices",
    [
        "<td><i>*</i>经营形式<td><input type=radio name=a> 固定 <input type=radio name=a> 流动",
        "<td><b class=q>经营形式</b><td><label><input type=radio>固定</label><label><input type=radio>流动</label>",
        "<td>经营形式<em>*</em><td><input type=radio id=x><label for=x>固定</label>"
        "<input type=radio id=y><label for=y>流动</label>",
    ],
)
def test_choices_are_named_by_the_words_to_their_right(choices: str, see: See) -> None:
    look = see(f"{STYLE}<table><tr><td>姓名</td><td><input></td></tr><tr>{choices}</tr></table><button>下一步</button>")
    name, *both = look.fields
    assert name.label == "姓名"
    assert [each.label for each in both] == ["固定", "流动"]
    assert len({each.name for each in both}) == 1
    assert all("经营形式" in each.section and each.required for each in both)


def test_an_upload_hidden_behind_a_button_is_a_field(see: See) -> None:
    look = see(
        "<table><tr><td>申请表<td>必要<td><div><input type=file style=display:none><button>点击上传</button></div>"
        "<tr><td>营业执照</td><td>免提交</td><td>--</td></table><button>下一步</button>"
    )
    assert [(field.type, field.row.split()[0]) for field in look.fields] == [("file", "申请表")]


@pytest.mark.parametrize(
    ("button", "is_disabled"),
    [
        ("<button disabled>下一步</button>", True),
        ("<a aria-disabled=true href=#>下一步</a>", True),
        ("<a style=pointer-events:none href=#>下一步</a>", True),
        ("<button style=cursor:not-allowed>下一步</button>", True),
        ("<button style='background:#c9ced6;color:#fff;border:0'>下一步</button>", True),
        ("<button style='background:#f5f5f5;color:#b8b8b8;border:1px solid #d9d9d9'>下一步</button>", True),
        ("<button class='gray disabled'>下一步</button>", False),
        ("<button>下一步</button>", False),
        ("<button style='background:#eee;color:#333'>下一步</button>", False),
        ("<a href=/next style='background:#ccc;color:#fff'>下一步</a>", False),
        ("<button style='background:#1a5fb4;color:#fff;border:0'>下一步</button>", False),
    ],
)
def test_what_cannot_be_pressed_shows_it(button: str, is_disabled: bool, see: See) -> None:
    assert see(f"<p>办理须知</p>{button}").buttons[0].disabled is is_disabled


TURNS = "<style>@keyframes a { to { transform: rotate(1turn) } } @keyframes b { 50% { opacity: .2 } }</style>"


@pytest.mark.parametrize(
    ("body", "is_busy"),
    [
        ("<div style='animation:a 1s linear infinite;width:40px;height:40px;border:3px solid'></div>", True),
        ("<div style='animation:b 1s infinite;width:9px;height:9px;background:#09f'></div>", True),
        ("<svg style='animation:a 2s linear infinite' width=40 height=40><circle cx=20 cy=20 r=15 /></svg>", True),
        ("<div aria-busy=true>正文</div>", True),
        ("<progress></progress>", True),
        (f"{'这是一段正文。' * 40}<i style='display:block;animation:b 1s infinite;width:9px;height:9px'></i>", False),
        ("<div class=loading>加载完毕</div>", False),
        ("<p style='animation:b 1s infinite'>滚动播报：政务大厅元旦放假安排</p>", False),
    ],
)
def test_what_goes_round_without_words_is_busy(body: str, is_busy: bool, see: See) -> None:
    assert see(TURNS + body).busy is is_busy


MASK = "<div style='position:absolute;inset:0;background:rgba(255,255,255,.9);z-index:9'>{}</div>"


@pytest.mark.parametrize(
    ("over", "is_covered"),
    [
        (MASK.format(""), True),
        (MASK.format("加载中…"), True),
        (MASK.format("<p>您的申请已经保存，可以在我的办件中继续填写和提交</p>"), False),
        (MASK.format("<button>知道了</button>"), False),
        (MASK.replace("inset:0", "top:200px;height:9px;left:0;width:9px").format(""), False),
        ("<i class=loading-mask></i>", False),
    ],
)
def test_a_mask_that_says_nothing_covers_the_fields(over: str, is_covered: bool, see: See) -> None:
    assert see(f"<div style=position:relative><p>姓名 <input></p><p>电话 <input></p>{over}</div>").covered is is_covered


MENU = "<div><a href=/>首页</a> <a href=/a>个人服务</a> <a href=/b>法人服务</a> <a href=/c>好差评</a></div>"
IMPRINT = (
    "<div style='position:absolute;bottom:0;width:100%'>主办单位：某某 豫ICP备00000000号 <a href=/m>地图</a></div>"
)


def test_a_line_of_links_at_the_top_and_the_small_print_are_the_sites(see: See) -> None:
    look = see(f"{MENU}<div><h1>取水许可</h1><a href=/x>在线办理</a><p>正文</p></div>{IMPRINT}")
    assert [button.text for button in look.buttons if not button.chrome] == ["在线办理"]
    assert look.own == "取水许可 在线办理 正文"


@pytest.mark.parametrize(
    "body",
    [
        "<div><a href=/x>在线办理</a><a href=/y>收藏</a></div><h1>取水许可</h1>",
        "<div><h1>取水许可</h1><a href=/x>在线办理</a><a href=/y>收藏</a><a href=/z>打印</a></div>",
        "<main><header><a href=/x>在线办理</a></header><p>正文</p></main>",
    ],
)
def test_what_the_page_itself_offers_is_no_frame(body: str, see: See) -> None:
    assert not see(f"{body}<p>{'正文。' * 30}</p>").buttons[0].chrome


@pytest.mark.parametrize(
    "cards",
    [
        "<div class=c><b>首次申请</b><p>从未取得许可</p></div><div class=c><b>变更</b><p>许可事项有变化</p></div>",
        "<ul><li class=c>首次申请 从未取得许可</li><li class=c>变更 许可事项有变化</li></ul>",
        "<div><div class=c>首次申请 从未取得许可</div></div><div><div class=c>变更 许可事项有变化</div></div>",
        "<a href=?q=1>首次申请 从未取得许可</a><a href=?q=2>变更 许可事项有变化</a>",
        "<div onclick=0>首次申请 从未取得许可</div><div onclick=0>变更 许可事项有变化</div>",
        "<i role=radio>首次申请 从未取得许可</i> <i role=radio aria-checked=true>变更 许可事项有变化</i>",
    ],
    ids=["cards", "list", "grid", "links", "clicks", "roles"],
)
def test_cards_to_choose_among_are_seen(cards: str, see: See) -> None:
    look = see(f"<style>.c {{ cursor: pointer }}</style>{MENU}<h2>请选择办理情形</h2><div>{cards}</div>{IMPRINT}")
    assert [card.text for card in look.cards] == ["首次申请 从未取得许可", "变更 许可事项有变化"]
    assert look.cards[1].selected is ("aria-checked" in cards)


def test_no_cards_are_sought_on_a_form(see: See) -> None:
    assert (
        see(
            "<style>p { cursor: pointer }</style><h2>请选择</h2><div><p>甲</p><p>乙</p></div><div>姓名 <input></div>"
        ).cards
        == ()
    )


@pytest.mark.parametrize("value", ["", "0", "-1", "请选择", "none"])
@pytest.mark.parametrize("words", ["请选择", "--请选择--", "请选择所在片区", "— 选择 —", "", "---"])
def test_a_list_that_stands_on_what_only_asks_is_empty(words: str, value: str, see: See) -> None:
    asking = f"<option value='{value}'>{words}</option>"
    (area,) = see(f"所在片区：<select>{asking}<option>红旗区</option><option>卫滨区</option></select>").fields
    assert (area.value, area.options) == ("", ("", "红旗区", "卫滨区"))


@pytest.mark.parametrize("words", ["红旗区", "选择性缓刑", "自选", "0"])
def test_a_list_that_stands_on_a_value_is_filled_in(words: str, see: See) -> None:
    (area,) = see(f"类别：<select><option value=7>{words}</option><option value=8>其他</option></select>").fields
    assert (area.value, area.options) == ("7", ("7", "8"))
