"""个人中心: nothing is concluded from what is no list, and another case's button is never taken for ours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from tests.support.facts import SEEN
from tests.support.tab import PORTAL, PROFILE, FakeTab, button, field, look
from tests.support.terms import terms_of
from zicha.model.base import BEIJING
from zicha.model.facts.case import Prompt
from zicha.model.finding import Uncheckable
from zicha.portal.live import personal_centre
from zicha.portal.live.listing import Action, Listing, Row, bears, bears_another
from zicha.portal.live.look import Button, Look
from zicha.portal.live.notices import nobodys_defect
from zicha.portal.live.personal_centre import PersonalCentre
from zicha.rules.evaluation.availability import missing_prompt

A, B = "410821020260105A000001", "410821020260105A000002"
GRADES = "\n".join(PROFILE.grades)
PLAIN = look("我的办件")


def row(text: str, *actions: Action, cells: bool = True) -> Row:
    return Row(cells=(("办件编号", text[:22]),) if cells else (), text=text, heading="", actions=actions)


def action(text: str, index: int = 0, beside: str = "") -> Action:
    return Action(index=index, text=text, disabled=False, beside=beside)


def listed(*rows: Row, **more: Any) -> Listing:
    text = more.pop("text", "我的办件")
    kinds = {"dialogs": (), "framed": (), "hit": None, "whole": True, "recognised": True, **more}
    return Listing(rows=rows, text=text, main=text, **kinds)


NOTHING = listed(text="暂无评价")


class _Visitor:
    """A person at the portal, in a tab that shows what it is told."""

    def __init__(self, tab: FakeTab, up: bool) -> None:
        self.tab, self.profile, self._up = tab, PROFILE, up
        self.terms = replace(terms_of(PROFILE), clock=lambda: SEEN)
        self.identity = "法人"
        self.lately = ""

    def require_portal(self) -> None:
        if not self._up:
            raise Uncheckable("门户整体无法访问")

    def nobodys_defect(self, tab: Any, look: Look) -> str:
        return nobodys_defect(tab.status, look, self.profile)

    def at_login_page(self, look: Look) -> bool:
        return False

    def open(self, address: str, action: str) -> Look:
        self.lately = action
        return self.tab.look()

    def open_centre(self, what: str, path: str = "") -> Look:
        return self.open(path, what)


Opened = Callable[..., PersonalCentre]


@pytest.fixture
def centre(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """A personal centre with lists as given, the last one for ever; `came` is what clicks in a row bring."""

    def make(tab: FakeTab, *lists: Listing, came: Sequence[FakeTab | None] = (), up: bool = True) -> PersonalCentre:
        reading, answers = list(lists), list(came)

        class _Reader:
            def __init__(self, *_: object) -> None: ...

            def find(self, wanted: Callable[[Row], bool], query: str = "") -> Listing:
                listing = reading.pop(0) if len(reading) > 1 else reading[0]
                return replace(listing, hit=next(filter(wanted, listing.rows), None))

            def press(self, row: Row, action: Action, words: str) -> FakeTab | None:
                visitor.lately = words
                tab.clicked.append(f"{action.text}{action.index}")
                return answers.pop(0) if answers else tab

            def address(self, row: Row) -> str:
                return PORTAL

        visitor = _Visitor(tab, up)
        monkeypatch.setattr(personal_centre, "Reader", _Reader)
        return PersonalCentre(visitor)  # type: ignore[arg-type]

    return make


@pytest.mark.parametrize(
    ("text", "bears_it", "another"),
    [
        (f"办件编号：{A}", True, False),
        (f"{B} {A}", True, True),
        (f"{A}1", False, False),
        (f"projectNo={B}&x", False, True),
        ("91410200MA0000007M 2026-01-05", False, False),
        ("", False, False),
    ],
)
def test_whose_number_a_text_bears(text: str, bears_it: bool, another: bool) -> None:
    assert (bears(text, A), bears_another(text, A)) == (bears_it, another)


class TestWhatIsNoList:
    """E1, E2, F4, G1."""

    UNKNOWN = ("请使用豫事办App查看", f"您查询的办件{A}不存在，请核对", f"案卷 {A}1 已办结", f"{A} 已办结")

    @pytest.mark.parametrize("text", UNKNOWN)
    @pytest.mark.parametrize("of", ["progress", "licences", "evaluations", "prompt"])
    def test_it_says_nothing(self, of: str, text: str, centre: Opened) -> None:
        opened = centre(FakeTab(look(text)), listed(text=text, recognised=False))
        requests: dict[str, Callable[[], object]] = {
            "progress": lambda: opened.progress(A),
            "licences": lambda: opened.licences(),
            "evaluations": lambda: opened.evaluations(A, "取水许可"),
            "prompt": lambda: opened.prompt(A, is_test_application=True),
        }
        with pytest.raises(Uncheckable, match="没有认出"):
            requests[of]()

    @pytest.mark.parametrize(
        ("listing", "up", "reason"),
        [
            (listed(recognised=False, whole=False, text="访问过于频繁"), True, "门户限制访问频率"),
            (listed(whole=False), True, "没有读完"),
            (listed(), False, "门户整体无法访问"),
            (listed(recognised=False, text="系统异常"), True, "没有打开（系统异常）"),
        ],
    )
    def test_no_prompt_is_concluded_from_it(self, listing: Listing, up: bool, reason: str, centre: Opened) -> None:
        with pytest.raises(Uncheckable, match=reason):
            centre(FakeTab(look(listing.text)), listing, up=up).prompt(A, is_test_application=True)


class TestWhoseButton:
    """F2, F3: one list, one dialog or one page may offer the evaluation of several cases."""

    def prompt_of(self, opened: PersonalCentre) -> Prompt:
        return opened.prompt(A, is_test_application=False)

    def test_a_row_has_its_own(self, centre: Opened) -> None:
        rows = (row(f"{B} 已办结", action("评价", 1)), row(f"{A} 已办结", action("评价", 2)))
        tab = FakeTab(PLAIN, look(f"{A}\n{GRADES}"))
        assert self.prompt_of(centre(tab, listed(*rows))).place == "“我的办件”"
        centre(tab, listed(*rows)).prompt(A, is_test_application=True)
        assert tab.clicked[0] == "评价2"

    def test_in_a_dialog_about_two_cases_ours_is_taken(self, centre: Opened) -> None:
        text = f"您有2件办件待评价 {B} 去评价 {A} 去评价"
        asks = (action("去评价", 1, f"{B} 去评价"), action("去评价", 2, f"{A} 去评价"))
        tab = FakeTab(PLAIN)
        dialog = row(text, *asks, cells=False)
        centre(tab, listed(row(f"{A} 已办结"), dialogs=(dialog,))).prompt(A, is_test_application=True)
        assert set(tab.clicked) == {"去评价2"}

    @pytest.mark.parametrize("beside", ["去评价", f"{B} {A} 去评价"])
    def test_where_they_cannot_be_told_apart_none_is(self, beside: str, centre: Opened) -> None:
        asks = (action("去评价", 1, beside), action("去评价", 2, beside))
        dialog = row(f"{B} 去评价 {A} 去评价", *asks, cells=False)
        tab = FakeTab(PLAIN)
        with pytest.raises(Uncheckable, match="分不清"):
            self.prompt_of(centre(tab, listed(row(f"{A} 已办结"), dialogs=(dialog,))))
        assert tab.clicked == []

    def test_a_frame_about_another_case_is_not_ours(self, centre: Opened) -> None:
        of_another = f"请对办件 {B} 评价\n{GRADES}\n其他办件 {A}"
        lists = (listed(row(f"{A} 已办结"), framed=(of_another,)), NOTHING, listed(row(f"{A} 已办结")))
        assert self.prompt_of(centre(FakeTab(PLAIN), *lists)).place == ""
        assert self.prompt_of(centre(FakeTab(PLAIN), listed(row(A), framed=(f"{A}\n{GRADES}",)))).place != ""

    def test_details_over_the_list_do_not_lend_us_the_lists_buttons(self, centre: Opened) -> None:
        """A has none, B's stands in its row: F2 of A is a problem."""
        rows = (row(f"{B} 已办结", action("查看", 1), action("评价", 2)), row(f"{A} 已办结", action("查看", 3)))
        theirs = button("评价", row=f"{B} 已办结 查看 评价")
        for beside in (theirs, button("评价", row="")):
            before = look(f"我的办件\n{B}\n{A}", buttons=(beside,))
            after = look(f"我的办件\n{B}\n{A}\n办件详情 {A}", buttons=(beside, button("关闭", dialog=True)))
            lists = (listed(*rows), NOTHING, listed(*rows))
            fact = self.prompt_of(centre(FakeTab(before), *lists, came=[FakeTab(after)]))
            assert fact.place == ""
            assert len(missing_prompt(fact)) == 1
            own = look(after.text, buttons=(beside, button("评价", dialog=True)))
            assert self.prompt_of(centre(FakeTab(before), *lists, came=[FakeTab(own)])).place == "办件详情"

    def test_details_in_a_tab_of_their_own(self, centre: Opened) -> None:
        rows = (row(f"{A} 已办结", action("查看", 1)),)
        details = FakeTab(look(f"办件详情 {A}", buttons=(button("评价"),)))
        fact = self.prompt_of(centre(FakeTab(PLAIN), listed(*rows), NOTHING, listed(*rows), came=[details]))
        assert fact.place == "办件详情"
        assert details.closed

    @pytest.mark.parametrize("buttons", [(), (button("评价"),)], ids=["none", "prompt"])
    def test_a_citizens_page_does_not_stay_open(self, buttons: tuple[Button, ...], centre: Opened) -> None:
        rows = (row(f"{A} 已办结", action("查看", 1)),)
        details = FakeTab(look(f"办件详情 {A}", buttons=buttons))
        opened = centre(FakeTab(PLAIN), listed(*rows), NOTHING, listed(*rows), came=[details])
        opened.prompt(A, is_test_application=False)
        assert opened._visitor.lately == "打开“我的办件”"  # type: ignore[attr-defined]

    @pytest.mark.parametrize(
        "came", [None, FakeTab(look("办件详情", buttons=(button("评价"),)))], ids=["dead", "other"]
    )
    def test_details_that_do_not_come_say_nothing(self, came: FakeTab | None, centre: Opened) -> None:
        rows = (row(f"{A} 已办结", action("查看", 1)),)
        with pytest.raises(Uncheckable, match="查看"):
            self.prompt_of(centre(FakeTab(PLAIN), listed(*rows), NOTHING, listed(*rows), came=[came]))


class TestFollowingThePrompt:
    """F2: what fails is tried again, and what is nobody's defect is not counted."""

    ROW = row(f"{A} 已办结", action("评价", 1))

    def prompt_of(self, centre: Opened, *came: FakeTab | None, up: bool = True) -> Prompt:
        return centre(FakeTab(PLAIN), listed(self.ROW), came=came, up=up).prompt(A, is_test_application=True)

    def test_a_second_try(self, centre: Opened) -> None:
        page = FakeTab(look(f"{A}\n{GRADES}"))
        error = FakeTab(look("503 Service Unavailable"), status=503)
        for first in (None, error, FakeTab(look(""))):
            assert self.prompt_of(centre, first, page).grades == PROFILE.grades

    @pytest.mark.parametrize(
        ("page", "reason"),
        [
            (FakeTab(look("Bad Gateway"), status=502), "HTTP 502"),
            (FakeTab(look("短时间内请求太过频繁，请稍后再试")), "限制访问频率"),
            (FakeTab(look("请登录" * 150 + "\n登录超时，请重新登录")), "登录超时"),
            (FakeTab(look("页面" * 300, dialogs=("请完成安全验证",))), "请完成安全验证"),
        ],
    )
    def test_what_is_nobodys_defect(self, page: FakeTab, reason: str, centre: Opened) -> None:
        with pytest.raises(Uncheckable, match=reason):
            self.prompt_of(centre, page, page)

    def test_a_dead_prompt_is_a_problem_while_the_portal_answers(self, centre: Opened) -> None:
        assert "页面没有反应" in missing_prompt(self.prompt_of(centre, None, None))[0].text
        for first in (None, FakeTab(look("503 Service Unavailable"), status=503)):
            with pytest.raises(Uncheckable, match="门户整体无法访问"):
                self.prompt_of(centre, first, None, up=False)


class TestSubmittingAnEvaluation:
    """F3: only ever of our own case, and only where that is allowed."""

    def page(self, text: str, url: str = f"{PORTAL}/pingjia", **more: Any) -> Look:
        kinds = {"fields": tuple(field(grade, "radio") for grade in PROFILE.grades), "buttons": (button("提交评价"),)}
        return look(f"{text}\n{GRADES}", url, **{**kinds, **more})

    def rate(self, centre: Opened, *pages: Look) -> tuple[FakeTab, Any]:
        tab = FakeTab(*pages)
        lists = listed(row(f"{A} 已办结", action("评价", 1)))
        return tab, centre(FakeTab(PLAIN), lists, came=[tab]).rate(A)[0]

    def test_of_our_own(self, centre: Opened) -> None:
        for page in (self.page(f"办件编号：{A}"), self.page("评价", f"{PORTAL}/pingjia?projectNo={A}")):
            tab, fact = self.rate(centre, page, look("评价成功"))
            assert (tab.clicked, fact.confirmed) == (["提交评价"], True)

    @pytest.mark.parametrize("text", [f"办件编号：{B}", "评价", f"{A} {B}", f"{A}1"])
    def test_never_on_a_page_about_another_case(self, text: str, centre: Opened) -> None:
        tab = FakeTab(self.page(text), look("评价成功"))
        with pytest.raises(Uncheckable, match="未提交评价"):
            centre(FakeTab(PLAIN), listed(row(f"{A} 已办结", action("评价", 1))), came=[tab]).rate(A)
        assert tab.clicked == []

    @pytest.mark.parametrize(
        "more",
        [
            {"url": "https://was.example/pingjia"},
            {"frames": ("https://was.example",), "buttons": (button("提交评价", frame=1),)},
        ],
    )
    def test_never_on_a_host_that_was_not_named(self, more: dict[str, Any], centre: Opened) -> None:
        tab = FakeTab(self.page(A, **more), look("评价成功"))
        with pytest.raises(Uncheckable, match=r"未获授权在 was\.example"):
            centre(FakeTab(PLAIN), listed(row(f"{A} 已办结", action("评价", 1))), came=[tab]).rate(A)
        assert tab.clicked == []

    @pytest.mark.parametrize(
        ("after", "reason"),
        [
            ({"text": "请完成安全验证 拖动滑块"}, "安全验证"),
            ({"text": A, "dialogs": ("请完成安全验证",)}, "安全验证"),
            ({"text": A, "dialogs": ("系统繁忙，请稍后重试",)}, "系统繁忙"),
            ({"text": "短时间内请求太过频繁"}, "频繁"),
            ({"text": "系统维护中"}, "系统维护中"),
            ({"text": "登录超时，请重新登录"}, "登录超时"),
        ],
    )
    def test_what_is_nobodys_defect_is_not_counted(self, after: dict[str, Any], reason: str, centre: Opened) -> None:
        with pytest.raises(Uncheckable, match=reason):
            self.rate(centre, self.page(A), self.page(**after))

    @pytest.mark.parametrize(
        ("message", "confirmed"),
        [
            ("评价成功，感谢您的参与！", True),
            ("您的评价提交成功", True),
            ("很抱歉，您的评价未能提交成功，请重试", False),
            ("没有提交成功", False),
            ("提交不成功", False),
            ("评价成功后可在我的评价中查看", False),
            ("提交失败，感谢您的参与", False),
        ],
    )
    def test_what_counts_as_thanks(self, message: str, confirmed: bool, centre: Opened) -> None:
        _, fact = self.rate(centre, self.page(A), self.page(A, dialogs=(message,)))
        assert fact.confirmed is confirmed
        assert confirmed or fact.message == message

    def test_a_button_that_stays_grey(self, centre: Opened) -> None:
        page = self.page(A, buttons=(button("提交评价", disabled=True),))
        _, fact = self.rate(centre, page)
        assert (fact.disabled, fact.incomplete) == (True, False)

    @pytest.mark.parametrize("grey", [False, True], ids=["enough", "not enough"])
    def test_a_reason_that_is_a_mere_word_is_chosen(self, grey: bool, centre: Opened) -> None:
        """Where that does not make the button work, it may be our clumsiness: nobody is blamed."""

        def page(text: str, disabled: bool) -> Look:
            words = tuple(button(grade) for grade in PROFILE.grades)
            return self.page(text, fields=(), buttons=(*words, button("提交评价", disabled=disabled)))

        offered = f"{A}\n满意的原因\n服务热情\n办事高效"
        pages = page(A, True), page(offered, True), page(offered, grey), look("评价成功")
        tab, fact = self.rate(centre, *pages)
        assert tab.clicked == ["满意", "服务热情", *([] if grey else ["提交评价"])]
        assert (fact.confirmed, fact.disabled, fact.incomplete) == (not grey, grey, grey)


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("满意度：", ""),
        ("满意度：满意", "满意"),
        ("服务满意度：1星", ""),
        ("不太满意", ""),
        ("比较满意", ""),
        ("★★★★☆ 基本满意", "基本满意"),
        ("非常满意 满意", ""),
        ("评价结果 非常不满意", "非常不满意"),
    ],
)
def test_the_grade_that_is_shown(text: str, grade: str, centre: Opened) -> None:
    card = row(f"办件编号：{A}\n事项名称：取水许可\n{text}", cells=False)
    assert centre(FakeTab(PLAIN), listed(card)).evaluations(A, "取水许可").grade == grade


@pytest.mark.parametrize(("shown", "case"), [(A, A), (f" {A} ", A), ("--", ""), ("无", ""), ("", "")])
def test_the_case_of_a_licence(shown: str, case: str, centre: Opened) -> None:
    cells = (("证照名称", "取水许可证"), ("办件编号", shown))
    held = Row(cells=cells, text=f"取水许可证 {shown}", heading="", actions=())
    assert [licence.case for licence in centre(FakeTab(PLAIN), listed(held)).licences().licences] == [case]


class TestWithdrawing:
    """Only our own case, and only where that is allowed."""

    ROW = row(f"{A} 待预审", action("撤回", 1))

    def test_the_dialog_must_not_ask_about_another_case(self, centre: Opened) -> None:
        for question, clicked in ((f"确定撤回{A}吗？", ["撤回1", "确定"]), (f"确定撤回{B}吗？", ["撤回1"])):
            tab = FakeTab(look(A, dialogs=(question,), buttons=(button("确定", dialog=True),)))
            opened = centre(tab, listed(self.ROW))
            if len(clicked) == 1:
                with pytest.raises(Uncheckable, match="别的办件编号"):
                    opened.withdraw(A)
            else:
                opened.withdraw(A)
            assert tab.clicked == clicked

    def test_a_dialog_that_asks_for_a_proof_is_not_answered(self, centre: Opened) -> None:
        sure = (button("取消", dialog=True), button("确定", dialog=True))
        tab = FakeTab(look(A, dialogs=("请先完成人脸识别，是否继续？",), buttons=sure))
        with pytest.raises(Uncheckable, match="证明身份"):
            centre(tab, listed(self.ROW)).withdraw(A)
        assert tab.clicked == ["撤回1"]

    def test_never_on_a_host_that_was_not_named(self, centre: Opened) -> None:
        tab = FakeTab(look(A, "https://portal.example/uc"))
        with pytest.raises(Uncheckable, match=r"未获授权在 portal\.example"):
            centre(tab, listed(self.ROW)).withdraw(A)
        assert tab.clicked == []


class TestCasesSince:
    """What an application that broke off may have become."""

    COLUMNS = ("办件编号", "办件名称", "申报日期")

    def _listed(self, *rows: tuple[str, str, str]) -> Listing:
        cells = [tuple(zip(self.COLUMNS, row, strict=True)) for row in rows]
        return listed(*(Row(cells=each, text=" ".join(dict(each).values()), heading="", actions=()) for each in cells))

    @pytest.mark.parametrize(
        ("name", "day", "is_one"),
        [
            ("取水许可审批", "2026-11-24", True),
            ("取水许可审批（新办）", "2026年11月25日 10:00", True),
            ("取水许可审批", "2026-11-22", False),
            ("取水许可审批", "2026/9/30", False),
            ("取水许可审批", "", True),
            ("", "2026-11-24", True),
            ("排污许可证核发", "2026-11-24", False),
        ],
    )
    def test_which_of_the_list_may_be_it(self, centre: Opened, name: str, day: str, is_one: bool) -> None:
        rows = self._listed((A, name, day), (B, "排污许可证核发", "2026-11-24"))
        since = datetime(2026, 11, 24, 8, 0, tzinfo=BEIJING)
        cases = centre(FakeTab(PLAIN), rows).cases_since("取水许可审批", since)
        assert cases == ((A,) if is_one else ())

    def test_a_list_that_cannot_be_read_says_nothing(self, centre: Opened) -> None:
        unread = replace(self._listed((A, "取水许可审批", "2026-11-24")), whole=False)
        with pytest.raises(Uncheckable, match="没有读完"):
            centre(FakeTab(PLAIN), unread).cases_since("取水许可审批", SEEN)
