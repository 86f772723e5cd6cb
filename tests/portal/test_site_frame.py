"""What the frame of a site says is no element of a guide, and what a guide says is not taken for the frame."""

from __future__ import annotations

import re

import pytest

from tests.portal.test_guides_of_strangers_judged import PAGES, QUESTIONS, judged_of
from tests.support.easel import drawn
from zicha.model.finding import Problem, Severity
from zicha.portal.site_frame import SiteFrame

pytestmark = pytest.mark.usefixtures("drawing")

TOP = """<div style="background:#05a;color:#fff"><div>欢迎访问开封市政务服务网</div>
<div>服务热线：12345　办公时间：工作日 9:00-17:00</div></div>
<ul><li><a href="/">首页</a></li><li><a href="/p">个人办事</a></li><li><a href="/l">法人办事</a></li></ul>"""
SIDE = """<div><div>办事指引</div><p>办理地点：开封市晋安路</p><p>咨询电话：0371-25666666</p></div>"""
FEET = {
    "lines": """<div><p>主办单位：开封市人民政府办公室</p>
      <p>咨询电话：0371-25666666　监督投诉电话：0371-25777777</p><p>豫ICP备0001号</p></div>""",
    "cells": """<table width="100%"><tr><td>联系电话：0371-25666666</td><td>办公地址：开封市晋安路</td>
      <td>办公时间：周一至周五</td></tr></table>""",
    "pairs": "<dl><dt>咨询电话</dt><dd>0371-25666666</dd><dt>办理地点</dt><dd>开封市晋安路</dd></dl>",
    "beside": """<div style="position:fixed;right:0;top:200px;width:100px"><div>咨询电话</div><div>12345</div>
      <div>在线客服</div></div>""",
}
HOME = """<h1>开封市政务服务网</h1><div>取水许可审批</div><div>通知公告</div><p>关于政务服务大厅办公时间的通知</p>"""


def within(content: str, foot: str, side: str = "") -> str:
    """A page of the site: its own style, which is that of every page, within the frame."""
    style = re.search(r"<style>.*?</style>", content, re.DOTALL)
    body = f'<div style="display:flex"><div style="width:200px">{side}</div><div style="flex:1">{content}</div></div>'
    return f"{style[0] if style else ''}{TOP}{body if side else content}{foot}"


def judged(content: str, foot: str, side: str = "", home: str = HOME) -> list[Problem]:
    """What is found of a guide on a site whose home page was seen before."""
    style = re.search(r"<style>.*?</style>", content, re.DOTALL)
    frame = SiteFrame(drawn(within(f"{style[0] if style else ''}{home}", foot, side)))
    return judged_of(frame.without(drawn(within(content, foot, side))))


@pytest.mark.parametrize("name", PAGES)
def test_the_frame_of_a_site_is_no_element_of_a_guide(name: str) -> None:
    problems = judged(PAGES[name], "".join(FEET.values()), SIDE)
    assert [each.text for each in problems if each.severity is Severity.ERROR] == []
    assert len(problems) == QUESTIONS.get(name, 0), [each.text for each in problems]


@pytest.mark.parametrize("foot", FEET)
def test_whatever_its_foot_is_made_of(foot: str) -> None:
    assert judged(PAGES["divs"], FEET[foot]) == []
    assert judged(PAGES["divs"], FEET[foot], home="") == []


def test_what_a_guide_says_itself_is_read_all_the_same() -> None:
    """Its own telephone is that of the site, which is wrong; the matter stands on the home page elsewhere."""
    wrong = PAGES["divs"].replace("0371-23881001", "0371-25666666")
    assert wrong != PAGES["divs"]
    (problem,) = judged(wrong, FEET["lines"])
    assert (problem.expected, problem.seen) == ("0371-23881001", "0371-25666666")


def test_of_a_home_page_with_another_frame_nothing_is_learnt() -> None:
    guide = drawn(within(PAGES["divs"], FEET["lines"]))
    assert SiteFrame(drawn(f"<p>取水许可审批</p>{FEET['pairs']}")).without(guide) == guide
    assert SiteFrame().without(guide) is guide
