"""Handing in once: what counts as its end, which number it got, and on whose hosts nothing is pressed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.authorisations import permitted
from tests.support.tab import PORTAL, PROFILE, FakeTab, Late, button, field, look
from tests.support.terms import terms_of
from zicha.model.facts.journey import Submission
from zicha.model.finding import Uncheckable
from zicha.model.matter import Identity
from zicha.portal.authorisation import Deed
from zicha.portal.live.case_number import number_in
from zicha.portal.live.hand_in import Applicant, hand_in
from zicha.portal.live.look import Field, Look
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


def handed_in(tab: FakeTab, permission: Permission = HERE) -> Submission:
    return hand_in(tab, terms_of(PROFILE, permission), APPLICANT).fact


def is_logged_out(tab: FakeTab) -> bool:
    return hand_in(tab, terms_of(PROFILE), APPLICANT).logged_out


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


@pytest.mark.parametrize(
    ("end", "status", "reason"),
    [
        (done("Service Unavailable"), 503, "HTTP 503"),
        (done(""), 200, "页面空白"),
        (done("系统繁忙，请稍后重试"), 200, "门户限制访问频率（“系统繁忙，请稍后重试”）"),
        (form("提交", text="填写\n", dialogs=("操作过于频繁，请稍后再试",)), 200, "频繁"),
    ],
    ids=["error", "blank", "page", "dialog"],
)
def test_a_host_in_trouble_says_nothing_of_the_matter(end: Look, status: int, reason: str) -> None:
    """It is looked at once more at the end of the run, after a look whether it was filed."""
    ended = handed_in(FakeTab(form("提交"), end, status=status))
    assert (ended.number, ended.pressed_submit, ended.refused) == ("", True, False)
    assert ended.unanswered == reason


@pytest.mark.parametrize(
    "question",
    ["您有1件未办结的申请，继续将删除原申请，是否继续？", "确定作废之前的办件并重新提交吗？", "是否立即支付？"],
)
def test_what_would_undo_something_gets_no_yes(question: str) -> None:
    """A citizen may have filed before; nobody is paid."""
    sure = (button("取消", dialog=True), button("确定", dialog=True))
    tab = FakeTab(form("提交"), form("提交", dialogs=(question,), buttons=sure), done(f"办件编号：{A}"))
    ended = handed_in(tab)
    assert (ended.number, tab.clicked, ended.message) == ("", ["提交"], question)


@pytest.mark.parametrize("words", ["确定删除", "撤回并提交", "立即退款", "提交撤回申请", "取消提交"])
def test_what_undoes_is_no_next_step(words: str) -> None:
    tab = FakeTab(form(words), done(f"办件编号：{A}"))
    assert (handed_in(tab).number, tab.clicked) == ("", [])


def test_of_a_list_no_number_is_taken_for_ours() -> None:
    """The page after 提交 may be 我的办件, with what citizens have filed before."""
    cards = f"我的办件\n办件编号：{B}\n2026-09-01\n办件编号：{A}\n2099-11-24"
    assert handed_in(FakeTab(form("提交"), done(cards))).number == ""
    beside = form("提交", text=f"填写\n最近办件 办件编号：{B}")
    assert handed_in(FakeTab(beside, done(cards))).number == A, "only one was not there before"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (f"我的办件\n办件编号：{B}\n取水许可审批\n申报日期：2020-09-01\n已办结", ""),
        (f"提交成功\n办件编号：{A}\n申报日期：2099-01-05", A),
        (f"提交成功\n办件编号：{A}\n预计办结日期：2099年1月5日\n法定代表人证书有效期自2019-01-01起", A),
        (f"提交成功\n办件编号：{A}\n一\n二\n三\n四\n五\n本系统自2019-01-01起运行", A),
    ],
)
def test_a_case_of_an_earlier_day_is_not_ours(text: str, number: str) -> None:
    assert handed_in(FakeTab(form("提交"), done(text))).number == number


class Hasty(FakeTab):
    """A page that goes on as soon as something is put into it."""

    def field(self, field: Field) -> Any:
        self._answer()
        return super().field(field)


@pytest.mark.parametrize(
    ("end", "number"),
    [
        (done(f"提交成功\n办件编号：{A}"), A),
        (done("提交成功，请等待审核"), ""),
        (done("", dialogs=(f"申报成功，申报号：{A}",)), A),
    ],
    ids=["number", "no number", "dialog"],
)
def test_a_form_that_hands_itself_in_was_handed_in(end: Look, number: str) -> None:
    """Its number is known, and nobody hands it in again."""
    ended = handed_in(Hasty(form("提交", fields=(field("企业名称", required=True),)), end, done(f"办件编号：{B}")))
    assert (ended.number, ended.pressed_submit) == (number, True)


def test_what_else_is_offered_once_it_is_filed_is_left_alone() -> None:
    offered = (button("取消", dialog=True), button("确定", dialog=True))
    filed = form("提交", dialogs=(f"提交成功，办件编号：{A}，是否打印回执？",), buttons=offered)
    tab = FakeTab(form("提交"), filed, done(f"办件编号：{B}"))
    assert (handed_in(tab).number, tab.clicked) == (A, ["提交"])


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
        both = ("127.0.0.1", "218.28.1.1")
        for permission in (Permission(), permitted("127.0.0.1"), permitted(*both, send_to=("127.0.0.1",))):
            with pytest.raises(Uncheckable, match=r"未获授权在 218\.28\.1\.1 提交测试件"):
                handed_in(tab, permission)
        with pytest.raises(Uncheckable, match="未获授权"):
            handed_in(tab, permitted(*both, deeds=(Deed.VIEW, Deed.LOG_IN, Deed.EVALUATE, Deed.WITHDRAW)))
        assert tab.clicked == []
        assert handed_in(tab, permitted("127.0.0.1", "218.28.1.1")).number == A

    def test_nor_on_a_later_page(self) -> None:
        tab = FakeTab(form("下一步"), form("提交", url=self.FOREIGN), done(f"办件编号：{A}"))
        with pytest.raises(Uncheckable, match="未获授权"):
            handed_in(tab)
        assert tab.clicked == ["下一步"]

    def test_a_frame_that_has_no_part_in_it_does_not_matter(self) -> None:
        tab = FakeTab(form("提交", frames=("https://map.example",)), done(f"办件编号：{A}"))
        assert handed_in(tab).number == A


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (f"您的办件编号为：{A}", A),
        (f"办件编号：【{A}】", A),
        (f"办件编号（请妥善保管）：{A}", A),
        (f"受理编号是“{A}”，凭此查询", A),
        (f"您的业务流水号 为 ：\n{A}", A),
        (f"办件编号见短信 {A}", ""),
    ],
)
def test_a_number_in_other_words(text: str, number: str) -> None:
    assert number_in(text, PROFILE) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (f"提交成功！\n{A}\n返回首页", A),
        (f"申报成功，请牢记 {A}", A),
        (f"提交成功\n{A}\n实施编码 11410821005677264N4000117018000", A),
        (f"提交成功\n统一社会信用代码 91410200MA0000007M\n{A}", A),
        (f"提交成功\n{A}\n{B}", ""),
        ("提交成功\n咨询电话 037112345678\n110101199001010015", ""),
        (f"正在提交 {A}", ""),
    ],
)
def test_a_lone_code_on_a_page_that_says_it_is_done(text: str, number: str) -> None:
    assert handed_in(FakeTab(form("提交"), done(text))).number == number


def test_a_code_that_stood_there_before_is_none_of_this_case() -> None:
    before = form("提交", text=f"填写 项目代码 {B}")
    assert handed_in(FakeTab(before, done(f"提交成功\n{B}"))).number == ""
    assert handed_in(FakeTab(before, done(f"提交成功\n{B}\n{A}"))).number == A


class TestComplaints:
    """A field that the page complains about is filled in anew, once, and then it is pressed once more."""

    AREA = (field("项目名称", value="已填"), field("经营面积", value="测试"))
    LINES = "填写\n项目名称\n经营面积\n{}"

    @pytest.mark.parametrize(
        "more",
        [
            {"toasts": ("经营面积应填数字",)},
            {"text": LINES.format("“经营面积”应填数字，如 120")},
            {"text": LINES.format("请输入数字")},
            {"dialogs": ("【经营面积】必须为数字",), "buttons": (button("提交"), button("确定", dialog=True))},
        ],
        ids=["toast", "red line", "line beneath the field", "dialog"],
    )
    @pytest.mark.parametrize("word", ["提交", "下一步"])
    def test_it_is_filled_in_anew(self, more: dict[str, Any], word: str) -> None:
        first = form(word, text=self.LINES.format(""), fields=self.AREA)
        buttons = tuple(b for b in more.get("buttons", ()) if b.dialog)
        complaint = form(
            word, **{"text": self.LINES.format(""), "fields": self.AREA, **more, "buttons": (*first.buttons, *buttons)}
        )
        closed = (first,) if buttons else ()
        tab = FakeTab(first, complaint, *closed, done(f"提交成功 办件编号：{A}"))
        ended = handed_in(tab)
        assert ended.number == A
        assert tab.typed in (["1"], ["120"])
        assert tab.clicked == [word, *(b.text for b in buttons), word]

    def test_of_a_list_an_option_is_chosen(self) -> None:
        first = form("提交", fields=(*self.AREA, field("所在片区", "select", options=("", "红旗区"))))
        complaint = first.model_copy(update={"toasts": ("以下栏目不能为空：所在片区",)})
        tab = FakeTab(first, complaint, done(f"办件编号：{A}"))
        assert (handed_in(tab).number, tab.selected) == (A, ["红旗区"])

    def test_it_is_so_once_only(self) -> None:
        first = form("提交", text=self.LINES.format(""), fields=self.AREA)
        complaint = first.model_copy(update={"toasts": ("经营面积应填数字",)})
        again = first.model_copy(update={"toasts": ("经营面积应填数字！",), "text": "填写 再试"})
        tab = FakeTab(first, complaint, again, done(f"办件编号：{A}"))
        ended = handed_in(tab)
        assert (ended.number, tab.clicked, tab.typed) == ("", ["提交", "提交"], ["1"])
        assert "经营面积应填数字" in ended.message

    def test_the_longer_label_is_meant(self) -> None:
        fields = (field("名称", value="已填"), field("企业名称", value="甲"))
        first = form("提交", fields=fields)
        complaint = first.model_copy(update={"toasts": ("企业名称不得少于4个字",)})
        tab = FakeTab(first, complaint, done(f"办件编号：{A}"))
        assert (handed_in(tab).number, len(tab.typed)) == (A, 1)

    @pytest.mark.parametrize(
        "message", ["系统繁忙，请稍后重试", "经营面积说明见附件", "提交失败", "已提交，请勿重复提交"]
    )
    def test_what_is_no_complaint_about_a_field_ends_the_way(self, message: str) -> None:
        first = form("提交", fields=self.AREA)
        tab = FakeTab(first, first.model_copy(update={"toasts": (message,)}), done(f"办件编号：{A}"))
        ended = handed_in(tab)
        assert (ended.number, ended.message, tab.clicked, tab.typed) == ("", message, ["提交"], [])


def test_a_toast_on_the_next_page_does_not_end_the_way() -> None:
    second = form("提交", url=f"{PORTAL}/2", toasts=("保存成功",))
    tab = FakeTab(form("下一步"), second, done(f"办件编号：{A}"))
    assert (handed_in(tab).number, tab.clicked) == (A, ["下一步", "提交"])


def test_a_toast_that_is_marked_as_a_message_does_not_either() -> None:
    """Libraries draw one that tells of the files attached before, or of the page left empty, with a mark of its own."""
    messages: dict[str, Any] = {"toasts": ("上传成功",), "dialogs": ("上传成功",)}
    tab = FakeTab(form("下一步"), form("提交", url=f"{PORTAL}/2", **messages), done(f"办件编号：{A}"))
    assert (handed_in(tab).number, tab.clicked) == (A, ["下一步", "提交"])


def test_a_dialog_on_the_next_page_ends_the_way() -> None:
    second = form("提交", url=f"{PORTAL}/2", dialogs=("该事项暂停办理",))
    tab = FakeTab(form("下一步"), second, done(f"办件编号：{A}"))
    assert (handed_in(tab).message, tab.clicked) == ("该事项暂停办理", ["下一步"])


def test_a_page_without_fields_that_complains_is_the_same_page() -> None:
    """Pressed once more it would complain once more."""
    first = form("下一步", text="申报材料 申请表 上传", fields=())
    complaint = first.model_copy(update={"main": f"{first.main} 请上传申请表", "toasts": ("请上传申请表",)})
    tab = FakeTab(first, complaint, complaint, done(f"办件编号：{A}"))
    assert (handed_in(tab).message, tab.clicked) == ("请上传申请表", ["下一步"])


class TestLoggedOutInMidApplication:
    LOGIN = look(
        "用户登录",
        f"{PORTAL}/sso",
        fields=(field("用户名"), field("密码", type="password")),
        passwords=1,
        buttons=(button("登录"),),
    )

    @pytest.mark.parametrize(
        "after",
        [
            form("提交", toasts=("登录超时，请重新登录",)),
            form("提交", dialogs=("会话已过期",), buttons=(button("提交"), button("确定", dialog=True))),
            form("提交", text="填写\n登录已失效，请重新登录"),
            LOGIN,
        ],
        ids=["toast", "dialog", "line", "page"],
    )
    def test_it_is_known_for_what_it_is(self, after: Look) -> None:
        tab = FakeTab(form("提交"), after, done(f"办件编号：{A}"))
        ended = hand_in(tab, terms_of(PROFILE), APPLICANT)
        assert (ended.logged_out, ended.fact.refused, tab.clicked, tab.typed) == (True, False, ["提交"], [])

    def test_on_the_way_nothing_is_typed_into_a_login(self) -> None:
        tab = FakeTab(form("下一步"), self.LOGIN, done(f"办件编号：{A}"))
        assert (is_logged_out(tab), tab.clicked, tab.typed) == (True, ["下一步"], [])

    def test_who_goes_on_is_logged_in(self) -> None:
        assert not is_logged_out(FakeTab(form("提交"), done(f"办件编号：{A}")))


@pytest.mark.parametrize("waiting", [look("提交中，请稍候", busy=True), look("数据提交中\n加载中")])
def test_a_spinner_after_submitting_is_waited_out(waiting: Look) -> None:
    tab = FakeTab(form("提交"), waiting, Late(done(f"办件编号：{A}"), looks=2))
    assert (handed_in(tab).number, tab.clicked) == (A, ["提交"])
