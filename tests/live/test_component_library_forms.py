"""Forms as the component libraries of today draw them: lists that keep their value beside their field, spinners."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.support.live_portals import LIMITS
from tests.support.tab import PROFILE
from tests.support.terms import terms_of
from zicha.inspection.run import now
from zicha.model.matter import Identity
from zicha.portal.live.browser_tab import BrowserTab
from zicha.portal.live.drawn_lists import choose_from_list, lists_to_open
from zicha.portal.live.evaluation import answer
from zicha.portal.live.hand_in import Applicant, hand_in

STYLE = """<style>.sel { position: relative; width: 200px; height: 32px; border: 1px solid #ccc; cursor: pointer }
.sel input { position: absolute; inset: 0; width: 100%; opacity: 0; cursor: pointer } .arrow { float: right }
.drop { position: absolute; z-index: 1050; width: 200px; background: #fff } .drop div { cursor: pointer }
.shown { pointer-events: none }</style>"""
FIELD = "<input {type} role=combobox aria-haspopup=listbox aria-expanded=false aria-required=true readonly id=kind>"
LISTS = {
    "over its field": f"<div class=sel><span>{FIELD}</span><span class=shown>请选择</span><i class=arrow>▾</i></div>",
    "beside its field": f"<div class=sel><i class=arrow>▾</i><span class=shown>请选择类别</span><b>{FIELD}</b></div>",
}
DROP = """<div class=drop hidden><div>生活污水</div><div>工业废水</div></div><script>{
const [drop, field, shown] = [".drop", "[role=combobox]", ".shown"].map((each) => document.querySelector(each));
field.onclick = () => setTimeout(() => { drop.hidden = false }, 30);
drop.onclick = (event) => { shown.textContent = event.target.textContent; drop.hidden = true };
}</script>"""


def tab_with(page: Page, form: str) -> BrowserTab:
    page.set_content(f"<!DOCTYPE html>{STYLE}<form><p>单位名称 <input></p>{form}</form><button>下一步</button>")
    return BrowserTab(page, LIMITS, now, lambda _: None)


@pytest.mark.parametrize("of_type", ["type=search", ""], ids=["a search field", "a plain field"])
@pytest.mark.parametrize("drawn", LISTS.values(), ids=LISTS)
def test_a_list_that_shows_its_value_beside_its_field_is_a_field(drawn: str, of_type: str, page: Page) -> None:
    label = "<label for=kind>排水类别</label>"
    tab = tab_with(page, f"<div>{label}{drawn.format(type=of_type)}</div>{DROP}")
    (field,) = lists_to_open(tab.look())
    assert (field.label, field.value) == ("排水类别", "")
    assert choose_from_list(tab, field, LIMITS) == "生活污水"
    assert lists_to_open(tab.look()) == ()
    assert [each.value for each in tab.look().fields] == ["", "生活污水"]


def test_the_search_of_a_site_is_no_field_though_it_offers_a_list(page: Page) -> None:
    search = "<div><input role=combobox type=search placeholder=请输入事项名称><button>搜 索</button></div>"
    assert [each.label for each in tab_with(page, search).look().fields] == ["单位名称"]


@pytest.mark.parametrize(
    ("limits", "least", "most"),
    [("aria-valuemin=1 aria-valuemax=9999", "1", "9999"), ("aria-valuemin=-9007199254740991", "", ""), ("", "", "")],
)
def test_a_spinner_takes_numbers(limits: str, least: str, most: str, page: Page) -> None:
    spinner = f"<p><label for=n>床位数</label><input id=n role=spinbutton {limits}></p>"
    _, field = tab_with(page, spinner).look().fields
    assert (field.type, field.min, field.max) == ("number", least, most)


@pytest.mark.parametrize(
    ("written", "read"), [("提 交", "提交"), ("查 看", "查看"), ("上一 页", "上一 页"), ("A B", "A B")]
)
def test_letters_set_apart_on_a_button_are_one_word(written: str, read: str, page: Page) -> None:
    assert [each.text for each in tab_with(page, f"<button>{written}</button>").look().buttons] == [read, "下一步"]


BUBBLE = """<div><div style="position: absolute; z-index: 1060; left: 40px; top: 300px">
<p>{asks}</p>{answers}</div></div>"""


@pytest.mark.parametrize(
    ("asks", "answers", "is_over"),
    [
        ("确认提交申请？", "<button>取 消</button><button>确 定</button>", True),
        ("是否撤回该办件", "<a href='#'>否</a> <a href='#'>是</a>", True),
        ("请确认信息", "<button>知道了</button>", False),
        ("我的账号", "<a href='/me'>个人中心</a> <a href='/out'>退出</a>", False),
    ],
)
def test_a_bubble_that_asks_is_a_dialog(asks: str, answers: str, is_over: bool, page: Page) -> None:
    look = tab_with(page, "").look()
    page.locator("body").evaluate(
        "(body, html) => body.insertAdjacentHTML('beforeend', html)", BUBBLE.format(asks=asks, answers=answers)
    )
    after = BrowserTab(page, LIMITS, now, lambda _: None).look()
    assert (len(after.messages_since(look)) == 1) is is_over
    assert any(button.dialog for button in after.buttons) is is_over


FORM = """<form onsubmit="return false"><p><label for=d>*开业日期</label><input id=d required placeholder=请选择日期>
<small></small></p></form><div class=drop hidden>一 二 三</div><button>下一步</button><script>{
const [field, told, calendar, next] = ["#d", "small", ".drop", "button"].map((each) => document.querySelector(each));
document.forms[0].noValidate = true;
let kept = "";
field.onfocus = () => { calendar.hidden = false };
field.onblur = () => { calendar.hidden = true; kept = field.value };
next.onclick = () => {
  if (kept) { document.body.textContent = "提交成功，办件编号：410821020260105A000001"; return; }
  const toast = document.createElement("div");
  toast.style = "position: fixed; z-index: 2000; left: 45%; top: 10px";
  toast.textContent = "请完善表单信息";
  document.body.append(toast);
  setTimeout(() => { told.textContent = "请选择开业日期" }, 150);
};
}</script>"""


def test_a_calendar_is_left_and_what_is_told_late_is_read(page: Page) -> None:
    page.set_content(f"<!DOCTYPE html>{STYLE}{FORM}")
    limits = LIMITS.model_copy(update={"click": 3})
    terms = terms_of(PROFILE.model_copy(update={"limits": limits}))
    applicant = Applicant(Identity.PERSON, lambda: None, lambda: None)
    submission = hand_in(BrowserTab(page, limits, now, lambda _: None), terms, applicant).fact
    assert submission.number == "410821020260105A000001"
    assert any("开业日期" in text for text in submission.pages[0].when_empty or ())


RATING = """<h3>好差评</h3><p>办件编号：410821020260105A000001</p><ul>{stars}</ul><p>{grades}</p>
<button>提交评价</button>
<style>li {{ display: inline-block; width: 24px; height: 24px; cursor: pointer }} .m {{ position: fixed; z-index: 2010;
  top: 8px; left: 0; width: 100%; text-align: center; pointer-events: none }} .m div {{ display: inline-block }}</style>
<script>{{ let grade = 0; const stars = [...document.querySelectorAll("li")];
stars.forEach((star, n) => {{ star.onclick = () => {{ grade = n + 1; star.style.color = "red" }} }});
document.querySelector("button").onclick = () => document.body.insertAdjacentHTML("beforeend",
  `<div><div class=m><div>${{grade === 4 ? "评价成功" : "请选择满意度"}}</div></div></div>`); }}</script>"""


def test_a_grade_is_given_in_stars(page: Page) -> None:
    grades = " ".join(f"<span>{grade}</span>" for grade in ("非常不满意", "不满意", "基本满意", "满意", "非常满意"))
    page.set_content(
        "<!DOCTYPE html>" + RATING.format(stars="<li><svg width=20 height=20></svg></li>" * 5, grades=grades)
    )
    tab = BrowserTab(page, LIMITS, now, lambda _: None)
    rating, _ = answer(tab, terms_of(PROFILE), "410821020260105A000001", lambda *_: "")
    assert rating.confirmed
    assert tab.look().toasts == ("评价成功",)
