"""Handing in once: what counts as its end, which number it got, and on whose hosts nothing is pressed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.facts import THRESHOLDS
from tests.support.tab import PORTAL, PROFILE, FakeTab, Late, button, field, look
from zicha.model.finding import Uncheckable
from zicha.model.matter import Identity
from zicha.portal.live.hand_in import Applicant, FilingResult, hand_in, number_in
from zicha.portal.live.look import Look
from zicha.portal.permission import Permission

A, B = "410821020260105A000001", "410821020260105A000002"
HERE = Permission()
APPLICANT = Applicant(Identity.LEGAL_PERSON, lambda: None, lambda: None)


def form(*words: str, text: str = "填写", url: str = f"{PORTAL}/form", **more: Any) -> Look:
    """A page of the form, filled in, with its buttons."""
    filled_in = {"fields": (field("项目名称", value="已填"),), "buttons": tuple(button(word) for word in words)}
    return look(text, url, **{**filled_in, **more})


def done(text: str, *words: str, **more: Any) -> Look:
    return look(text, **{"url": f"{PORTAL}/done", "buttons": tuple(button(word) for word in words), **more})


def handed_in(tab: FakeTab, permission: Permission = HERE) -> FilingResult:
    return hand_in(tab, PROFILE, THRESHOLDS, permission, APPLICANT)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (f"办件编号：{A}", A),
        (f"办件编号 : {A}，请牢记", A),
        (f"提交成功\n办件编号\n{A}\n返回首页", A),
        (f"办件编号\t{A}", A),
        (f"您的申报号为{A}。", A),
        (f"业务编号：XZXK0000123 办件编号：{A}", A),
        (f"受理编号：{B} 申报号：{A}", A),
        ("办件编号：以短信为准", ""),
        ("办件编号：XXXXXXXXXX", ""),
        (f"办件编号：{A}abc", ""),
        (f"实施编码：{A}", ""),
        ("", ""),
    ],
)
def test_the_number_that_a_page_announces(text: str, number: str) -> None:
    assert number_in(text, PROFILE) == number


@pytest.mark.parametrize(
    "end",
    [
        done(f"提交成功\n办件编号\n{A}\n继续办理其他事项 返回首页", "继续办理其他事项", "返回首页"),
        done("", dialogs=(f"提交成功！办件编号：{A}",), buttons=(button("确定", dialog=True),)),
        form("提交", text=f"填写\n申报成功，申报号：{A}"),
    ],
    ids=["page", "dialog", "same page"],
)
def test_after_submitting_nothing_more_is_pressed(end: Look) -> None:
    tab = FakeTab(form("提交"), end, form("提交"), done(f"办件编号：{B}"))
    ended = handed_in(tab)
    assert (ended.number, ended.pressed_submit, tab.clicked) == (A, True, ["提交"])


def test_the_page_that_tells_the_end_may_come_late() -> None:
    tab = FakeTab(form("提交"), look("正在提交，请稍候"), Late(done(f"办件编号：{A}"), looks=3))
    ended = handed_in(tab)
    assert (ended.number, tab.clicked) == (A, ["提交"])


def test_a_number_in_the_browsers_own_dialog() -> None:
    tab = FakeTab(form("提交"), done("我的办件"), alerts=[f"提交成功，办件编号：{A}"])
    assert handed_in(tab).number == A


def test_a_success_without_a_number_ends_there() -> None:
    tab = FakeTab(form("提交"), done("提交成功，请等待审核", "继续"), done(f"办件编号：{B}"))
    ended = handed_in(tab)
    assert (ended.number, ended.pressed_submit, tab.clicked) == ("", True, ["提交"])
    assert "请等待审核" in ended.message


def test_whether_we_are_sure_is_answered() -> None:
    sure = (button("取消", dialog=True), button("确定", dialog=True))
    question = form("提交", dialogs=("确认提交吗？",), buttons=sure)
    tab = FakeTab(form("提交"), question, done(f"办件编号：{A}", "继续"))
    assert handed_in(tab).number == A
    assert tab.clicked == ["提交", "确定"]


def test_the_number_of_a_draft_is_not_that_of_a_case() -> None:
    draft = form("提交", text=f"申报号：{A} 上传材料", url=f"{PORTAL}/2")
    tab = FakeTab(form("下一步"), draft, done(f"办件编号：{B}"))
    assert (handed_in(tab).number, tab.clicked) == (B, ["下一步", "提交"])
    refused = form("提交", text=f"申报号：{A} 上传材料\n请上传营业执照", url=f"{PORTAL}/2")
    ended = handed_in(FakeTab(draft, refused))
    assert (ended.number, ended.message) == ("", "请上传营业执照")


@pytest.mark.parametrize("end", [done(f"申报成功，申报号：{A}", "继续"), done(f"申报号：{A}，请到窗口提交材料")])
def test_a_last_button_that_is_not_called_submit(end: Look) -> None:
    assert handed_in(FakeTab(form("确定"), end, done(f"办件编号：{B}"))).number == A


class TestHosts:
    """The portal hands over to a department's system, or shows it in a frame."""

    FOREIGN = "http://218.28.1.1/dept/form.aspx"

    @pytest.mark.parametrize(
        "page",
        [
            form("提交", url=FOREIGN),
            form("提交", frames=(FOREIGN,), fields=(field("项目名称", value="已填", frame=1),)),
            look("填写", frames=("about:blank", FOREIGN), buttons=(button("提交", frame=2),)),
        ],
        ids=["page", "fields in a frame", "button in a frame"],
    )
    def test_nothing_is_pressed_where_it_was_not_allowed(self, page: Look) -> None:
        tab = FakeTab(page, done(f"办件编号：{A}"))
        for permission in (
            Permission(),
            Permission(True, frozenset({"127.0.0.1"})),
            Permission(False, frozenset({"218.28.1.1"})),
        ):
            with pytest.raises(Uncheckable, match=r"未获授权在 218\.28\.1\.1 提交测试件"):
                handed_in(tab, permission)
        assert tab.clicked == []
        assert handed_in(tab, Permission(True, frozenset({"218.28.1.1"}))).number == A

    def test_nor_on_a_later_page(self) -> None:
        tab = FakeTab(form("下一步"), form("提交", url=self.FOREIGN), done(f"办件编号：{A}"))
        with pytest.raises(Uncheckable, match="未获授权"):
            handed_in(tab)
        assert tab.clicked == ["下一步"]

    def test_a_frame_that_has_no_part_in_it_does_not_matter(self) -> None:
        tab = FakeTab(form("提交", frames=("https://map.example",)), done(f"办件编号：{A}"))
        assert handed_in(tab).number == A
