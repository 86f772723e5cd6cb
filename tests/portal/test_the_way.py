"""The way from 在线办理 to the form: what is clicked on it, and what a page at its end is taken for."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.authorisations import permitted
from tests.support.journeys import APPLY, DEPARTMENT, GUIDE, MATTER, PORTAL, PROFILE, page, walked
from tests.support.tab import FakeTab, Late, button, field
from tests.support.terms import terms_of
from zicha.model.facts.journey import Ending, MatterMention
from zicha.model.finding import Uncheckable
from zicha.model.matter import Identity
from zicha.portal.authorisation import Deed
from zicha.portal.live.application import ApplicationJourney
from zicha.portal.live.form import form_address
from zicha.portal.live.guide_visit import evaluation_entry
from zicha.portal.live.login_page import asking_address
from zicha.portal.live.look import Field, Look


class TestNothingIsHandedIn:
    """Looking at a portal files nothing: that takes permission."""

    @pytest.mark.parametrize(
        "text", ["提交", "确定提交", "确定提交申请", "继续提交", "我知道了，立即提交", "同意并提 交", "确定申报"]
    )
    @pytest.mark.parametrize("dialog", [False, True])
    def test_a_button_that_submits_is_not_pressed(self, text: str, dialog: bool) -> None:
        last = page("请核对以下信息 测试企业", buttons=(button(text, dialog=dialog),))
        arrival, clicked = walked(last, page("申报成功 办件编号 4102002026"))
        assert clicked == ["在线办理"]
        assert arrival.ending is Ending.UNCLEAR

    @pytest.mark.parametrize("question", ["确定要提交申请吗？", "是否提交本次申请？", "请确认是否提交"])
    def test_a_question_whether_to_submit_is_not_answered(self, question: str) -> None:
        sure = page(question, dialogs=(question,), buttons=(button("确定", dialog=True), button("取消", dialog=True)))
        arrival, clicked = walked(sure, page("申报成功 办件编号 4102002026"))
        assert clicked == ["在线办理"]
        assert arrival.ending is Ending.UNCLEAR

    @pytest.mark.parametrize("text", ["在线申报提交", "立即办理并提交"])
    def test_the_entry_itself_only_leads_there(self, text: str) -> None:
        guide = page("承诺办结时限 5个工作日", APPLY, buttons=(button(text),))
        assert guide.button(PROFILE.entries["apply"], lambda each: not PROFILE.hands_in(each.text)) is None

    def test_a_notice_about_submitting_is_read_on(self) -> None:
        notice = page("办理须知 请确认提交的材料真实有效。", buttons=(button("我知道了"),))
        _, clicked = walked(notice, page("填写申报信息"))
        assert clicked == ["在线办理", "我知道了"]


@pytest.mark.parametrize("text", ["提交评价", "评价须知", "评价统计", "已评价12次", "已评价", "暂无评价"])
def test_what_is_no_way_to_the_evaluation(text: str) -> None:
    assert evaluation_entry(page(buttons=(button(text),)), PROFILE) is None


@pytest.mark.parametrize("text", ["好差评", "我要评价", "评 价", "政务服务好差评", "去评价", "对本事项评价 >"])
def test_what_leads_to_the_evaluation(text: str) -> None:
    guide = page(buttons=(button("提交评价"), button("评价须知"), button(text)))
    entry = evaluation_entry(guide, PROFILE)
    assert entry is not None
    assert entry.text == text


FORM = (field("企业名称", required=True, value="甲"), field("经营范围", required=True))
NEXT = (button("下一步"),)


def test_a_form_that_comes_late_is_waited_for() -> None:
    """Until then the guide stands there as before, and says nothing."""
    arrival, clicked = walked(Late(page("填写申报信息", fields=FORM), looks=3))
    assert (arrival.ending, clicked) == (Ending.FORM, ["在线办理"])


def ending(*pages: Look, status: int = 200) -> Ending:
    return walked(*pages, status=status)[0].ending


@pytest.mark.parametrize(
    "question",
    ["该事项已有在办件，继续申报将撤销原办件，是否继续？", "检测到草稿，是否删除后重新申报？", "是否立即缴费？"],
)
def test_a_question_whose_yes_undoes_something_is_for_a_person(question: str) -> None:
    """What stands there may be a citizen's."""
    sure = (button("取消", dialog=True), button("确定", dialog=True))
    arrival, clicked = walked(page("", dialogs=(question,), buttons=sure), page("填写申报信息", fields=FORM))
    assert (arrival.ending, clicked) == (Ending.UNCLEAR, ["在线办理"])


class TestWhatIsNoForm:
    """A page with something to fill in is not yet the application form."""

    def test_a_form_that_is_named_is_the_form(self) -> None:
        assert ending(page("填写申报信息", fields=FORM, buttons=NEXT)) is Ending.FORM

    @pytest.mark.parametrize(
        ("message", "end"),
        [
            ("该事项不支持个人办理 确定", Ending.REFUSED),
            ("该事项暂不支持网上办理 确定", Ending.UNAVAILABLE),
            ("登录超时，请重新登录 确定", Ending.LOGIN),
        ],
    )
    def test_what_a_dialog_over_it_says_counts(self, message: str, end: Ending) -> None:
        assert ending(page("填写申报信息", fields=FORM, buttons=NEXT, dialogs=(message,))) is end

    def test_a_form_under_a_mask_for_ever_is_stuck(self) -> None:
        arrival, _ = walked(page("填写申报信息", fields=FORM, buttons=NEXT, covered=True))
        assert (arrival.ending, arrival.message) == (Ending.STUCK, "页面一直在加载")

    def test_a_home_page_with_a_box_is_a_home_page(self) -> None:
        box = (field("意见反馈", type="textarea"),)
        home = page("个人服务 法人服务 " * 60, f"{PORTAL}/", fields=box, buttons=(button("提交"),))
        assert ending(home) is Ending.ELSEWHERE

    @pytest.mark.parametrize("heading", ["页面不存在", "抱歉，您访问的页面不存在或已被删除"])
    def test_a_missing_page_with_a_box_is_missing(self, heading: str) -> None:
        box = (field("意见反馈", type="textarea"),)
        gone = page(f"{heading} 意见反馈", headings=(heading,), fields=box, buttons=(button("提交"),))
        assert ending(gone) is Ending.NOT_LOADED

    def test_a_page_of_the_portal_that_names_no_matter_is_for_a_person(self) -> None:
        box = (field("意见反馈", required=True, type="textarea"),)
        assert ending(page("意见反馈", f"{PORTAL}/fk", fields=box, buttons=(button("提交"),))) is Ending.UNCLEAR


class TestWhatIsChosenFirst:
    """A page on which one only chooses is a step on the way, not the form."""

    CHOICES = (field("办理情形", type="select", options=("", "首次申请", "变更")),)

    @pytest.mark.parametrize(
        "fields",
        [
            CHOICES,
            (*CHOICES, field("申请人类型", type="select", required=True, options=("请选择", "法人"))),
            (field("首次申请", type="radio"), field("变更", type="radio")),
        ],
        ids=["list", "lists", "radio"],
    )
    def test_it_is_passed(self, fields: tuple[Field, ...]) -> None:
        first = page("请选择", f"{APPLY}/1", fields=fields, buttons=NEXT)
        arrival, clicked = walked(first, page("填写", fields=FORM, buttons=NEXT))
        assert (arrival.ending, clicked) == (Ending.FORM, ["在线办理", "下一步"])
        assert arrival.look is not None
        assert arrival.look.fields == FORM

    @pytest.mark.parametrize(
        "more",
        [
            {"fields": (*CHOICES, *FORM)},
            {"fields": (field("所属行业", type="select", options=("", "农业")),)},
            {"fields": (*CHOICES, field("营业执照", type="file"))},
            {"fields": CHOICES, "buttons": (button("提交"),)},
            {"fields": CHOICES, "buttons": (*NEXT, button("暂存"))},
        ],
        ids=["fields", "other list", "upload", "submit", "draft"],
    )
    def test_a_form_that_has_lists_is_the_form(self, more: dict[str, Any]) -> None:
        arrival, clicked = walked(page("填写", **{"buttons": NEXT, **more}), page("填写", fields=FORM, buttons=NEXT))
        assert (arrival.ending, clicked) == (Ending.FORM, ["在线办理"])


class TestAnotherSite:
    """What the portal's page vouches for does not hold for the page that it leads on to."""

    NOTICE = page("办理须知", headings=("办理须知",), buttons=NEXT)

    def test_another_matters_form_after_ones_own_notice(self) -> None:
        other = page("站场名称", f"{DEPARTMENT}/other", headings=("道路旅客运输站经营申报",), fields=FORM, buttons=NEXT)
        arrival, _ = walked(self.NOTICE, other)
        assert (arrival.ending, arrival.named, arrival.went_in) == (Ending.ELSEWHERE, MatterMention.NO, True)
        assert arrival.message == "道路旅客运输站经营申报"

    def test_a_home_page_after_ones_own_notice(self) -> None:
        links = tuple(button(f"业务{number}") for number in range(9))
        assert ending(self.NOTICE, page("业务 " * 200, f"{DEPARTMENT}/", buttons=links)) is Ending.ELSEWHERE

    def test_this_matters_form_after_ones_own_notice(self) -> None:
        mine = page("填写", f"{DEPARTMENT}/sb?sxbm={MATTER.code}", fields=FORM, buttons=NEXT)
        assert ending(self.NOTICE, mine) is Ending.FORM

    def test_a_frame_is_where_its_fields_are(self) -> None:
        framed = tuple(each.model_copy(update={"frame": 1}) for each in FORM)
        shell = page("站场名称", f"{PORTAL}/sb/index", frames=(f"{DEPARTMENT}/other",), fields=framed, buttons=NEXT)
        assert form_address(shell) == f"{DEPARTMENT}/other"
        assert ending(shell) is Ending.ELSEWHERE


class TestWhatNobodyKnows:
    """A page that says nothing known asks a person, and does not accuse."""

    @pytest.mark.parametrize(
        "message", ["本业务正在做流程梳理，暂时无法受理您的申请。", "该业务未开通", "请到政务服务大厅窗口办理"]
    )
    def test_a_refusal_in_new_words_is_one(self, message: str) -> None:
        assert ending(page(message, buttons=(button("返回首页"),))) is Ending.REFUSED

    @pytest.mark.parametrize(
        "shown",
        [
            page("当前位置：首页 > 在线申报 1 填写申报信息 2 上传申报材料"),
            page("请选择办理情形 首次申请 变更", buttons=(button("首次申请"), button("变更"))),
            page("网络异常，请检查网络连接"),
            page("材料不能涂改。", buttons=(button("进入下个页面"),)),
        ],
        ids=["skeleton", "cards", "our network", "unknown button"],
    )
    def test_what_is_not_understood_is_asked(self, shown: Look) -> None:
        assert ending(shown) is Ending.UNCLEAR

    @pytest.mark.parametrize("text", ["我已阅读并同意", "确认", "开始申请", "确 认（3）"])
    def test_a_notice_is_agreed_to(self, text: str) -> None:
        _, clicked = walked(
            page("办理须知 请如实填写", buttons=(button(text),)), page("填写", fields=FORM, buttons=NEXT)
        )
        assert clicked == ["在线办理", text]

    @pytest.mark.parametrize("text", ["不同意", "确认注销账号"])
    def test_not_everything_is_agreed_to(self, text: str) -> None:
        assert walked(page("办理须知", buttons=(button(text),)))[1] == ["在线办理"]


class TestLoggingInOnceMore:
    """Whatever a login page is called: it asks for a telephone and a code, or says 登录 on its button."""

    @pytest.mark.parametrize("heading", ["短信验证码登录", "欢迎登录", "手机号登录", "企业登录", "统一身份认证平台"])
    @pytest.mark.parametrize("text", ["登录", "登 录", "进入"])
    def test_a_code_sent_to_a_telephone(self, heading: str, text: str) -> None:
        fields = field("手机号", required=True), field("验证码", required=True)
        buttons = button("获取验证码"), button(text)
        address = f"{DEPARTMENT}/login?sxbm={MATTER.code}"
        login = page(heading, address, headings=(heading,), fields=fields, buttons=buttons)
        assert ending(login) is Ending.SIGN_ON

    def test_a_department_in_a_frame_is_the_one_that_asks(self) -> None:
        fields = field("手机号", frame=1), field("验证码", frame=1)
        login = page("登录", frames=(f"{DEPARTMENT}/login",), fields=fields, buttons=(button("登录"),))
        assert ending(login) is Ending.SIGN_ON

    def test_a_frame_that_asks_for_a_password_is_the_one_that_asks(self) -> None:
        inner = page("登录", f"{DEPARTMENT}/login", fields=(field("密码", type="password"),), passwords=1)
        shell = page("申报").with_frame(inner, 1)
        assert asking_address(shell) == f"{DEPARTMENT}/login"
        assert ending(shell) is Ending.SIGN_ON

    def test_a_code_to_be_scanned(self) -> None:
        assert ending(page("扫码登录 请使用豫事办APP扫一扫登录", f"{DEPARTMENT}/login")) is Ending.SIGN_ON

    def test_a_form_that_checks_a_telephone_is_a_form(self) -> None:
        fields = *FORM, field("手机号", required=True), field("验证码", required=True)
        form = page("填写申报信息", fields=fields, buttons=(button("获取验证码"), button("提交")))
        assert ending(form) is Ending.FORM

    def test_a_link_to_log_in_on_a_form_that_goes_on_asks_nothing(self) -> None:
        assert ending(page("填写", fields=FORM, buttons=(*NEXT, button("登录")))) is Ending.FORM

    def test_a_password_for_later_asks_nothing(self) -> None:
        fields = *FORM, field("查询密码", type="password")
        assert ending(page("失业登记", fields=fields, buttons=(button("提交"),), passwords=1)) is Ending.FORM

    @pytest.mark.parametrize("message", ["请使用豫事办APP扫码完成人脸识别，进行身份认证", "请先完成实名认证"])
    def test_a_proof_that_the_portal_asks_for_is_our_accounts_lack(self, message: str) -> None:
        with pytest.raises(Uncheckable, match="门户要求账号先完成实名认证"):
            ending(page(message))

    def test_a_department_may_not_ask_for_it_once_more(self) -> None:
        assert ending(page("请完成实名认证", f"{DEPARTMENT}/rz", headings=("请完成实名认证",))) is Ending.SIGN_ON

    def test_who_has_no_login_any_more_is_asked_for_it(self) -> None:
        assert ending(page("登录超时，请重新登录后进行实名认证")) is Ending.LOGIN


class TestTheEntry:
    """在线办理 on the guide."""

    def test_a_notice_over_the_guide_is_closed_first(self) -> None:
        shut = button("我知道了", dialog=True)
        covered = GUIDE.model_copy(update={"buttons": (*GUIDE.buttons, shut), "dialogs": ("本周系统升级公告",)})
        arrival, clicked = walked(GUIDE, page("填写", fields=FORM, buttons=NEXT), guide=covered)
        assert clicked == ["我知道了", "在线办理"]
        assert arrival.ending is Ending.FORM

    def test_what_opens_over_the_guide_and_is_not_understood_is_asked(self) -> None:
        dialog = GUIDE.model_copy(update={"dialogs": ("请选择情形 首次 变更",)})
        assert ending(dialog) is Ending.UNCLEAR

    def test_the_search_of_a_guide_is_no_form_while_a_dialog_asks_who_applies(self) -> None:
        guide = GUIDE.model_copy(update={"fields": (field("类型", "select"), field("关键字"))})
        choice = (button("单位办理", dialog=True), button("经办人代办", dialog=True))
        dialog = guide.model_copy(update={"dialogs": ("请选择办理方式",), "buttons": (*guide.buttons, *choice)})
        arrival, clicked = walked(dialog, page("填写", fields=FORM, buttons=NEXT), guide=guide)
        assert clicked == ["在线办理", "单位办理"]
        assert arrival.ending is Ending.FORM

    def test_a_form_in_a_dialog_over_a_guide_with_a_search_is_asked_about(self) -> None:
        guide = GUIDE.model_copy(update={"fields": (field("关键字"),)})
        dialog = guide.model_copy(
            update={"text": MATTER.name, "own": MATTER.name, "dialogs": ("填写",), "fields": (*guide.fields, *FORM)}
        )
        assert walked(dialog, guide=guide)[0].ending is Ending.UNCLEAR

    @pytest.mark.parametrize("message", ["请携带材料到政务服务大厅窗口办理", "本事项暂未开通，不能在线办理"])
    def test_a_refusal_over_the_guide_is_one(self, message: str) -> None:
        assert ending(GUIDE.model_copy(update={"dialogs": (message,)})) is Ending.UNAVAILABLE


class TestPermission:
    """To tick 须知, to choose 情形 and to press 下一步 is to fill in."""

    NOTICE = page("办理须知 请阅读", f"{PORTAL}/notice", buttons=(button("下一步"),))
    FORM = page(f"{MATTER.name} 填写申报信息", APPLY, fields=(field("企业名称", required=True), field("经营范围")))
    LOOKING = permitted("portal.example", "dept.example", deeds=(Deed.VIEW, Deed.LOG_IN))

    def test_nothing_is_pressed_without_leave_to_submit(self) -> None:
        tab = FakeTab(GUIDE, self.NOTICE, self.FORM)
        with pytest.raises(Uncheckable, match=r"未获授权在 portal\.example 提交测试件"):
            ApplicationJourney(
                tab, tab.look(), MATTER, Identity.LEGAL_PERSON, terms_of(PROFILE, self.LOOKING)
            ).go_to_form()
        assert (tab.clicked, tab.typed) == (["在线办理"], [])

    def test_a_form_that_comes_at_once_is_looked_at(self) -> None:
        end, clicked = walked(self.FORM, permission=self.LOOKING)
        assert end.ending is Ending.FORM
        assert clicked == ["在线办理"]
