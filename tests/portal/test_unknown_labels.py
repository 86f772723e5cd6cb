"""Labels that are not known are found by where they stand, and by how the page draws those that are known."""

from __future__ import annotations

import pytest

from tests.support.easel import drawn
from zicha.portal.guide.unknown_labels import headings, unknown_labels
from zicha.portal.profile import load_profile
from zicha.portal.recognition import Lexicon

pytestmark = pytest.mark.usefixtures("drawing")

LEXICON = Lexicon(load_profile("demo", "http://127.0.0.1:1"))


def unknown(source: str) -> dict[str, str]:
    return {label.words: label.value for label in unknown_labels(drawn(source), LEXICON.is_label)}


@pytest.mark.parametrize(
    ("source", "label", "value"),
    [
        ("<table><tr><th>审批时长</th><td>3日</td><th>承诺时限</th><td>5日</td></tr></table>", "审批时长", "3日"),
        ("<dl><dt>审批时长</dt><dd>3日</dd></dl>", "审批时长", "3日"),
        ("<p>审批时长：3日</p>", "审批时长", "3日"),
        (
            "<table><tr><td>审批时长</td><td>3日</td></tr><tr><td>承诺时限</td><td>5日</td></tr>"
            "<tr><td>咨询电话</td><td>0371</td></tr></table>",
            "审批时长",
            "3日",
        ),
        (
            "<div><div><b class='k'>承诺时限</b><i>5日</i></div><div><b class='k'>咨询电话</b><i>0371</i></div>"
            "<div><b class='k'>审批时长</b><i>3日</i></div></div>",
            "审批时长",
            "3日",
        ),
        ("<table><thead><tr><th>材料名称</th><th>交件方法</th></tr></thead></table>", "交件方法", ""),
    ],
)
def test_a_label_that_is_not_known(source: str, label: str, value: str) -> None:
    assert unknown(source) == {label: value}


@pytest.mark.parametrize(
    "source",
    [
        "<table><tr><th>承诺时限（工作日）：</th><td>5</td></tr></table>",
        "<table><tr><th>序号</th><th>操作</th></tr></table>",
        "<p>请在规定的时间内，携带材料到窗口办理：逾期不候。</p>",
        "<header><dl><dt>站点导航</dt><dd>首页</dd></dl></header>",
        "<div style='display:none'><dl><dt>审批时长</dt><dd>3日</dd></dl></div>",
        "<p>审批时长</p><p>3日</p>",
        "<div><b class='k'>受理条件</b><i>无</i></div><div><b class='k'>设定依据</b><i>无</i></div>"
        "<div><b class='k'>基本情况</b><div><span>承诺时限</span><i>5日</i></div></div>",
        "<div role='tablist'><a role='tab'>承诺时限</a><a role='tab'>受理条件</a><a role='tab'>审批时长</a></div>",
        "<dl><dt>A1</dt><dd>3日</dd></dl>",
        "<table><tr><th>材料名称</th><th>份数</th></tr><tr><td>营业执照</td><td>1</td></tr></table>",
        "",
    ],
)
def test_what_is_no_label_or_is_known(source: str) -> None:
    assert unknown(source) == {}


def test_a_pane_that_is_not_open_is_read() -> None:
    source = "<div role='tabpanel' style='display:none'><dl><dt>审批时长</dt><dd>3日</dd></dl></div>"
    assert unknown(source) == {"审批时长": "3日"}


def test_headings_come_once_in_their_order() -> None:
    long = "<h4>一个很长很长很长很长很长的标题不是标题</h4>"
    source = f"<h2>材料</h2><nav><h2>导航</h2></nav><h3>步骤说明</h3><h2>材料</h2>{long}"
    assert headings(drawn(source)) == ("材料", "步骤说明")
