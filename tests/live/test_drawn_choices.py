"""Boxes and circles that a library hides and draws itself: what is seen is pressed, the hidden field is its state."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.support.listings import PROFILE
from tests.support.live_portals import LIMITS
from zicha.inspection.run import now
from zicha.portal.live.browser_tab import BrowserTab
from zicha.portal.live.choices import choose

STYLE = """<style>.d { display: inline-block; height: 20px; line-height: 20px; cursor: pointer }
.d i { display: inline-block; width: 16px; height: 16px; border: 1px solid }
.e { opacity: 0; position: absolute; pointer-events: none }
.l { display: inline-block; width: 80px } .n { display: none }</style>"""
TICKS = """<script>document.addEventListener("click", (event) => {
  const drawn = event.target.closest(".d");
  const field = drawn && (drawn.querySelector("input") || drawn.previousElementSibling);
  if (drawn) field.checked = field.type === "radio" || !field.checked;
});</script>"""
RIGHT_BESIDE = "<input class=n {0}><div class=d><i></i><span>{1}</span></div>"
MAKES = {
    "beside it, with its words": RIGHT_BESIDE,
    "beside it, the words first": "<input class=n {0}><div class=d><span>{1}</span><i></i></div>",
    "beside it, with a letter of pictures": "<input class=n {0}><div class=d><i>&#xe605;</i><em>{1}</em></div>",
    "beside it, the words apart": "<input class=n {0}><span class=d><i></i></span> {1}",
    "around it, the words apart": "<div class=d style=width:18px><input class=e {0}><i></i></div> {1}",
    "around it, with its words": "<span class=d><input class=n {0}><i></i>{1}</span>",
}


def page_of(make: str) -> str:
    """Return a form: two circles, two boxes of which one is required, terms, and a switch that may stay off."""

    def choices(attributes: str, *words: str) -> str:
        return " ".join(make.format(attributes, each) for each in words)

    return f"""<!DOCTYPE html>{STYLE}
      <div><span class=l><i>*</i>姓名</span><input></div>
      <div><span class=l><i>*</i>性别</span>{choices("type=radio name=s", "男", "女")}</div>
      <div><span class=l><i>*</i>取件方式</span>{choices("type=checkbox name=w", "邮寄", "自取")}</div>
      <div><span class=l>是否代办</span>{choices("type=checkbox name=o", "否")}</div>
      <div>{choices("type=checkbox name=a", "我已阅读并同意")} 《告知书》</div><button>下一步</button>{TICKS}"""


def ticked(page: Page) -> list[str]:
    """Return the names of what is ticked, in the order of the page."""
    names: list[str] = page.evaluate("[...document.querySelectorAll('input:checked')].map((e) => e.name)")
    return names


def tab_of(page: Page, html: str) -> BrowserTab:
    page.set_default_timeout(1000)
    page.set_content(html)
    return BrowserTab(page, LIMITS, now, lambda _: None)


@pytest.mark.parametrize("make", MAKES.values(), ids=MAKES)
def test_what_is_drawn_is_read_and_pressed(make: str, page: Page) -> None:
    tab = tab_of(page, page_of(make))
    look = tab.look()
    choices = [(f.label, f.required, f.section) for f in look.fields if f.type != "text"]
    assert choices[:5] == [
        ("男", True, "*性别"),
        ("女", True, "*性别"),
        ("邮寄", True, "*取件方式"),
        ("自取", True, "*取件方式"),
        ("否", False, "是否代办"),
    ]
    assert choices[5][0].startswith("我已阅读并同意")
    assert choose(tab, look, PROFILE)
    assert ticked(page) == ["s", "w", "a"]


@pytest.mark.parametrize(
    "part",
    [
        "<input class=n type=radio name=h>",
        "<input class=n type=checkbox name=h required><span>同意</span>",
        "<input class=n type=checkbox name=h required><button type=button>同意</button>",
        "<input class=n type=checkbox name=h required><a class=d href=#x>同意</a>",
        "<input class=n type=checkbox name=h required><div class='d n'>同意</div>",
        "<input class=n type=checkbox name=h required><div class=d>同意 <button type=button>提交</button></div>",
        "<div class=d>同意 <button type=button>提交</button><input class=n type=checkbox name=h required></div>",
    ],
)
def test_a_hidden_field_with_nothing_drawn_for_it_is_none(part: str, page: Page) -> None:
    look = tab_of(
        page, f"<!DOCTYPE html>{STYLE}<div>姓名 <input name=x></div><div>{part}</div><button>下一步</button>"
    ).look()
    assert [field.name for field in look.fields] == ["x"]


@pytest.mark.parametrize("make", MAKES.values(), ids=MAKES)
def test_what_binds_an_account_or_hands_in_is_not_pressed(make: str, page: Page) -> None:
    words = ("同意绑定账号", "我已阅读并同意进行实名认证", "提交")
    kinds = ("type=checkbox required", "type=radio")
    drawn = [make.format(f"{kind} name=h{n}{kind[5]}", text) for kind in kinds for n, text in enumerate(words)]
    rows = "".join(f"<div>{each}</div>" for each in drawn)
    tab = tab_of(page, f"<!DOCTYPE html>{STYLE}<div>姓名 <input></div>{rows}<button>下一步</button>{TICKS}")
    look = tab.look()
    assert [field.label for field in look.fields if field.name] == [*words, *words]
    assert not choose(tab, look, PROFILE)
    assert ticked(page) == []


@pytest.mark.parametrize("make", [*MAKES.values(), "<input {0}>{1}"], ids=[*MAKES, "nothing drawn"])
def test_the_words_of_what_cannot_be_chosen_are_no_others(make: str, page: Page) -> None:
    barred = make.format("type=checkbox disabled", "绘画").replace("class=d", "class=d style=cursor:not-allowed")
    choices = f"{make.format('type=checkbox name=w', '写作')} {barred}"
    shown = tab_of(page, f"<!DOCTYPE html>{STYLE}<div>姓名 <input></div><div>爱好 {choices}</div>").look().fields
    assert [field.label for field in shown if field.type == "checkbox"] == ["写作"]
