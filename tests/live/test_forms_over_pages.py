"""A form in a dialog or a drawer: its fields are those to fill in, it tells nothing, and its own 关闭 is left alone."""

from __future__ import annotations

import pytest

from tests.support.live_portals import See

FIELDS = "<p><b>*申请人姓名</b> <input></p><p><b>*联系电话</b> <input></p><p>备注 <textarea></textarea></p>"
BUTTONS = "<button>取消</button><button>确定</button>"
OVER = {
    "dialog": "<div style='position:fixed;inset:0;background:#0006;z-index:2000'><div style='width:700px;"
    "margin:8vh auto 0;background:#fff'>{}</div></div>",
    "long dialog": "<div style='position:fixed;inset:0;background:#0006;z-index:2000;overflow:auto'><div "
    "style='width:700px;margin:8vh auto;background:#fff;padding-bottom:900px'>{}</div></div>",
    "drawer": "<div style='position:fixed;right:0;top:0;bottom:0;width:45%;background:#fff;z-index:2000'>{}</div>",
    "drawer of its own kind": "<div role=dialog style='position:fixed;right:0;top:0;bottom:0;width:45%'>{}</div>",
}
GUIDE = f"<h1>取水许可</h1><p>{'指南正文。' * 60}</p><p>意见 <input> 电话 <input></p><button>在线办理</button>"


@pytest.mark.parametrize("kind", OVER)
def test_the_form_over_a_page_is_what_is_filled_in(kind: str, see: See) -> None:
    look = see(GUIDE + OVER[kind].format(f"<h3>填写申报信息</h3>{FIELDS}{BUTTONS}"))
    assert [(field.label, field.required) for field in look.fields] == [
        ("申请人姓名", True),
        ("联系电话", True),
        ("备注", False),
    ]
    assert (len(look.forms), look.messages) == (1, ())
    assert [(button.text, button.in_form) for button in look.buttons if button.dialog] == [
        ("取消", True),
        ("确定", True),
    ]


def test_what_lies_over_the_form_tells_something(see: See) -> None:
    place = "position:fixed;z-index:3000;top:40%;left:40%"
    message = f"<div role=alertdialog style='{place}'>请填写联系电话 <a href=#>确定</a></div>"
    look = see(OVER["drawer"].format(FIELDS + BUTTONS) + message)
    assert look.messages == ("请填写联系电话 确定",)
    assert [button.text for button in look.buttons if button.dialog and not button.in_form] == ["确定"]


def test_a_mark_within_the_field_is_one(see: See) -> None:
    fields = "".join(
        f"<p><input placeholder='{words}'></p>" for words in ("请输入姓名（必填）", "*联系电话", "备注（非必填）")
    )
    look = see(f"<h2>填写申报信息</h2><p>请如实填写。</p>{fields}<button>下一步</button>")
    assert [(field.caption, field.required) for field in look.fields] == [
        ("姓名", True),
        ("联系电话", True),
        ("备注", False),
    ]
