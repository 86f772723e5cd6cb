"""What page.js keeps of a page: letters with their lines and looks, what holds them, and whether a person sees them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page as BrowserPage

from tests.support.live_portals import LIMITS
from zicha.inspection.run import now
from zicha.model.page import Container, Flow, Page, Run, Sight
from zicha.portal.live.browser_tab import BrowserTab

Draw = Callable[[str], Page]


@pytest.fixture
def draw(page: BrowserPage) -> Draw:
    def record(body: str) -> Page:
        page.set_content(f"<!DOCTYPE html><meta charset=utf-8><body>{body}</body>")
        return BrowserTab(page, LIMITS, now, lambda _: None).page_record()

    return record


def run_of(page: Page, text: str) -> Run:
    return next(run for run in page.runs if run.text.strip() == text)


def holder_of(page: Page, text: str) -> Container:
    return page.containers[run_of(page, text).container]


def test_letters_stand_in_their_containers_with_the_boxes_of_their_lines(draw: Draw) -> None:
    page = draw("<table><tr><th>承诺时限</th><td style='width:100px'>自受理之日起二十个工作日内办结</td></tr></table>")
    label, value = run_of(page, "承诺时限"), run_of(page, "自受理之日起二十个工作日内办结")
    assert [page.containers[run.container].tag for run in (label, value)] == ["th", "td"]
    assert holder_of(page, "承诺时限").flow is Flow.CELL
    assert len(label.boxes) == 1
    assert len(value.boxes) > 1
    assert label.boxes[0].right <= value.boxes[0].left


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>三日</p>",
        "<p style='display: none'>三日</p>",
        "<p style='visibility: hidden'>三日</p>",
        "<p style='opacity: 0'>三日</p>",
        "<p style='font-size: 0'>三日</p>",
        "<p style='color: transparent'>三日</p>",
        "<div style='height: 0; overflow: hidden'><p>三日</p></div>",
        "<p style='position: absolute; left: -9999px'>三日</p>",
        "<p style='position: absolute; clip-path: inset(50%)'>三日</p>",
    ],
)
def test_what_nobody_sees_is_marked_so(hidden: str, draw: Draw) -> None:
    run = run_of(draw(hidden), "三日")
    assert (run.sight, run.boxes) == (Sight.HIDDEN, ())


def test_what_is_cut_away_from_a_text_is_marked_so(draw: Draw) -> None:
    page = draw("<div style='height: 20px; overflow: hidden'>一<br>二<br><b>三日</b></div>")
    assert run_of(page, "三日").sight is Sight.CUT


@pytest.mark.parametrize(
    "folded",
    [
        "<div style='display: none'><b>三日</b></div>",
        "<section><div style='visibility: hidden'><b>三日</b></div></section>",
        "<div style='max-height: 0; overflow: hidden'><b>三日</b></div>",
        "<details><summary>时限</summary><div><b>三日</b></div></details>",
    ],
)
def test_what_hides_is_one_container(folded: str, draw: Draw) -> None:
    page = draw(folded)
    assert run_of(page, "三日").sight is Sight.HIDDEN
    assert [each.tag for each in page.containers if each.hides] == ["div"]


def test_what_is_struck_out_is_marked_so(draw: Draw) -> None:
    assert run_of(draw("<p><del>三日</del>五日</p>"), "三日").sight is Sight.STRUCK


def test_what_can_be_scrolled_to_is_shown(draw: Draw) -> None:
    page = draw("<div style='height: 20px; overflow: auto'>一<br>二<br><b>三日</b></div>")
    assert run_of(page, "三日").sight is Sight.SHOWN


@pytest.mark.parametrize(
    ("style", "cuts"),
    [
        ("width: 60px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis", 1),
        ("width: 60px; height: 20px; overflow: hidden", 1),
        ("width: 60px", 0),
    ],
)
def test_a_container_that_cuts_its_text_off(style: str, cuts: int, draw: Draw) -> None:
    assert (
        holder_of(
            draw(f"<div style='{style}'>自受理之日起二十个工作日内办结</div>"), "自受理之日起二十个工作日内办结"
        ).cuts
        == cuts
    )


def test_what_css_writes_is_on_the_page(draw: Draw) -> None:
    style = "<style>.a::before {content: '★'} .a::after {content: '：'} .b::before {content: '\\e601'}</style>"
    page = draw(f"{style}<b class=a>甲</b><b class=b>乙</b>")
    assert [run.text for run in page.runs if run.text.strip()] == ["★", "甲", "：", "乙"]


def test_a_badge_has_another_ink(draw: Draw) -> None:
    style = "display: inline-block; font-size: 12px; color: #fff; background: #e33; border: 1px solid #c00"
    page = draw(f"<p style='font-size: 16px'>营业执照<span style='{style}'>免提交</span></p>")
    name, badge = (page.inks[run_of(page, text).ink] for text in ("营业执照", "免提交"))
    assert (name.size, name.background, name.border) == (16, "", "")
    assert (badge.size, badge.background, badge.border) == (12, "rgb(238, 51, 51)", "rgb(204, 0, 0)")


def test_what_an_element_says_of_itself(draw: Draw) -> None:
    page = draw("<a href='/a' title='样表'>下载</a><span onclick='x()'>详情</span><input type=text value='某人'>")
    assert holder_of(page, "下载").meaning == {"href": "/a", "title": "样表", "click": "0:0"}
    assert holder_of(page, "详情").meaning == {"onclick": "1", "click": "0:1"}
    assert "某人" not in page.model_dump_json()


def test_a_frame_stands_where_it_is_drawn(draw: Draw) -> None:
    page = draw("<p>上</p><iframe width=500 height=300 srcdoc='<p>承诺时限</p>'></iframe><p>下</p>")
    inner = run_of(page, "承诺时限")
    at = inner.container
    while page.containers[at].tag != "iframe":
        at = page.containers[at].parent
    frame = page.containers[at].box
    assert frame is not None
    assert frame.top <= inner.boxes[0].top < frame.bottom
    assert page.containers[inner.container].run > 0


def test_a_record_is_read_back_as_it_was_written(draw: Draw) -> None:
    page = draw("<h2>基本信息</h2><p>承诺时限：5日</p>")
    assert Page.model_validate_json(page.model_dump_json()) == page


@pytest.mark.parametrize("comes", ["transition", "animation"])
def test_what_still_unfolds_is_waited_for(comes: str, page: BrowserPage) -> None:
    page.set_content(
        "<!DOCTYPE html><meta charset=utf-8><style>#p { height: 0; overflow: hidden; transition: height .4s }"
        "@keyframes unfold { from { height: 0 } to { height: 60px } } .animation { animation: unfold .4s forwards }"
        "</style><div id=p>可以委托他人办理</div>"
    )
    change = "part.style.height = '60px'" if comes == "transition" else "part.className = 'animation'"
    page.locator("#p").evaluate(f"(part) => {{ part.getBoundingClientRect(); {change}; }}")
    record = BrowserTab(page, LIMITS, now, lambda _: None).page_record()
    assert run_of(record, "可以委托他人办理").sight is Sight.SHOWN
