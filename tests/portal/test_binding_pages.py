"""Pages that ask to bind an account or to prove an identity: nothing is filled in there, and nothing is pressed."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from unittest import mock

import pytest

from tests.support.journeys import DEPARTMENT, EVERYWHERE, GUIDE, MATTER, page, walked
from tests.support.tab import PROFILE, FakeTab, button, field, keeper_of, look
from tests.support.terms import terms_of
from zicha.model.facts.journey import Ending, Login
from zicha.model.finding import Uncheckable
from zicha.model.matter import Identity
from zicha.portal.live.application import ApplicationJourney
from zicha.portal.live.evaluation import answer
from zicha.portal.live.hand_in import Applicant, hand_in
from zicha.portal.live.look import Field, Look
from zicha.portal.live.materials_page import see_demands
from zicha.portal.live.pace import Pace
from zicha.portal.live.visitor import Visitor

pytestmark = pytest.mark.usefixtures("drawing")

FORM = tuple(field(label, required=True) for label in ("企业名称", "经营范围"))
LONG_FORM = tuple(field(f"项目{number}", required=True) for number in range(9))
PERSON = tuple(field(label) for label in ("真实姓名", "证件号码", "手机号"))
BANK = (*PERSON, *(field(label) for label in ("银行卡号", "开户银行", "预留手机号", "联系地址", "电子邮箱")))
TEXT = "填写申报信息 请如实填写下列信息，带星号的必须填写。" * 10
LIST = "<h3>申请材料</h3><table><tr><th>材料名称</th><th>份数</th></tr><tr><td>营业执照</td><td>1</td></tr></table>"
APPLICANT = Applicant(Identity.LEGAL_PERSON, lambda: None, lambda: None)


def shown(text: str = TEXT, *buttons: str, **more: Any) -> Look:
    """A page of a department's system behind 在线办理; its address names the matter."""
    plain = {"fields": FORM, "buttons": tuple(map(button, buttons or ("下一步",)))}
    return page(text, f"{DEPARTMENT}/sb?sxbm={MATTER.code}", **{**plain, **more})


ASKS = {
    "heading": shown("请如实填写", headings=("绑定账号",), fields=PERSON),
    "heading of several words": shown("请如实填写", headings=("企业账号绑定",), fields=PERSON),
    "title": shown("请如实填写", title="个人实名认证 - 业务系统", fields=PERSON),
    "button": shown(TEXT, "提交认证", fields=BANK),
    "button and back": shown(TEXT, "返回", "立即绑定", fields=BANK),
    "button with blanks": shown(TEXT, "开 始 认 证", fields=PERSON),
    "sentence": shown("为保障账户安全，请先完成实名认证", "下一步", fields=PERSON),
    "who one is, in words of its own": shown(
        "身份信息确认 办理本业务前，须核实您的真实身份", "下一步", fields=(*PERSON, field("银行卡号"))
    ),
    "a person by other words": shown("请先核对本次操作人的身份", "确定", fields=PERSON),
    "no fields": shown("您的账号尚未绑定本系统，请先绑定", "确定", fields=()),
    "notice to an account": shown(
        dialogs=("您尚未完成实名认证。",), buttons=(button("我知道了", dialog=True), button("下一步"))
    ),
    "dialog": shown(dialogs=("您尚未完成实名认证，是否前往认证？",), buttons=(button("确定", dialog=True),)),
    "button in a dialog": shown(dialogs=("温馨提示",), buttons=(button("去认证", dialog=True), button("下一步"))),
}
DOUBTFUL = {
    "notice over the page": shown(
        dialogs=("温馨提示：首次办理请先完成实名认证。",), buttons=(button("我知道了", dialog=True), button("下一步"))
    ),
    "part of a long form": shown(headings=("申请人信息", "实名认证"), fields=LONG_FORM),
    "field": shown(fields=(*LONG_FORM, field("绑定手机号"))),
    "choice": shown(fields=(*LONG_FORM, field("同意绑定本人账号", type="checkbox"))),
    "button beside the next": shown(TEXT, "人脸识别", "下一步"),
    "sentence on a few fields": shown(TEXT + "申请人须完成人脸识别。", fields=PERSON),
    "bank card": shown(TEXT + "本系统采用实名认证。", fields=(*LONG_FORM, field("银行卡号"))),
}
ACCOUNT = (button("确定"), button("返回"))
CODE = field("短信验证码")
DISGUISED = {
    "title that is no heading": shown("河南省综合业务系统\n绑定账号\n手机号 证件号码", fields=PERSON, buttons=ACCOUNT),
    "title with blanks": shown("业务系统\n实 名 认 证\n请如实填写", fields=PERSON, buttons=ACCOUNT),
    "other words": shown("业务系统\n关联企业账号\n请如实填写", fields=PERSON, buttons=ACCOUNT),
    "other words for a person": shown("业务系统\n个人身份信息核验\n请如实填写", fields=PERSON, buttons=ACCOUNT),
    "face by another name": shown("请用手机扫码进行人像比对", "下一步", fields=PERSON),
    "bank card checked": shown("业务系统\n银行卡四要素验证\n请填写", fields=BANK, buttons=(button("下一步"),)),
    "button that is none": shown(TEXT + "\n提交认证\n取消", "下一步", fields=LONG_FORM),
    "a code sent": shown("请填写", "获取验证码", "下一步", fields=(*PERSON, CODE)),
    "a code asked for in the hint": shown("请填写", "下一步", fields=(*PERSON, field("", hint="请输入短信校验码"))),
    "only a telephone and a code": shown("请填写", "获取验证码", "下一步", fields=(field("手机号"), CODE)),
    "company": shown("业务系统\n企业认证\n请填写", fields=PERSON, buttons=ACCOUNT),
    "step of a chain": shown("1 填写信息\n2 人脸识别\n3 完成", fields=PERSON, buttons=(button("下一步"),)),
    "account to be activated": shown("首次使用请激活账号", "下一步", fields=PERSON),
    "letters parted by nothing": shown("业务系统\n实\u200b名认\u200b证\n请填写", fields=PERSON, buttons=ACCOUNT),
    "letters parted by dots": shown("业务系统\n绑·定·账·号\n请填写", fields=PERSON, buttons=ACCOUNT),
    "level too low": shown("您的实名等级不足", "下一步", fields=PERSON),
    "no real name yet": shown("您的账号未实名，请先实名", "确定", fields=()),
    "account to be raised": shown(TEXT, "下一步", fields=LONG_FORM, dialogs=("请先升级账号后再办理",)),
    "code to be scanned": shown("业务系统\n扫码认证\n请使用豫事办APP", "下一步", fields=()),
    "label of a field": shown(TEXT, "下一步", fields=(*LONG_FORM, field("刷脸结果"))),
    "who one is, unasked": shown("身份信息确认", "下一步", fields=PERSON),
    "for our safety": shown("为了您的账户安全，请验证是否本人操作", "下一步", fields=PERSON),
    "hints alone": shown("真人校验", "确定", fields=(field("", hint="请输入姓名"), field("", hint="请输入证件号码"))),
}
"""The same wish in other words or other markup: nobody can tell, and nobody has to."""
UNTOUCHED = {**ASKS, **DOUBTFUL, **DISGUISED}
HEALTHY = {
    "link in the header": shown(
        buttons=(button("实名认证", chrome=True), button("账号绑定", chrome=True), button("下一步"))
    ),
    "link beside": shown(buttons=(button("账号绑定", link="/uc/bind"), button("下一步"))),
    "account in order": shown("实名认证等级：高级　已绑定账号　填写申报信息"),
    "platform": shown("河南省统一身份认证平台　填写申报信息"),
    "what would be": shown("如未完成实名认证，请到个人中心办理。填写申报信息"),
    "part of the form": shown(headings=("实名认证信息", "企业信息"), fields=LONG_FORM),
    "running text of a long form": shown(TEXT + "申请前请先完成实名认证。", fields=LONG_FORM),
    "lines of the header": shown(
        "实名认证\n账号绑定\n填写申报信息",
        buttons=(button("实名认证", chrome=True), button("账号绑定", link="/b"), button("下一步")),
    ),
    "line on an account in order": shown("账号状态\n实名认证：已通过\n绑定手机：138****0000\n填写申报信息"),
    "real name in order": shown("实名等级：高级\n已实名\n填写申报信息"),
    "real name of a rule": shown("填写申报信息\n本业务实行实名制，请如实填写"),
    "line on a certificate": shown(TEXT + "\n产品质量认证\n体系认证证书", fields=LONG_FORM),
    "telephone of the applicant": shown("申请人信息", fields=PERSON),
    "code beside the application's own fields": shown(
        "填写", "获取验证码", "下一步", fields=(*FORM, field("手机号"), CODE)
    ),
    "who one is among what is applied for": shown("身份信息确认\n填写申报信息", fields=(*PERSON, field("经营范围"))),
    "who one is, filled in from the account": shown(
        "请核对您的身份信息", fields=tuple(field(each.label, value="已填") for each in PERSON)
    ),
    "a bank card for what is paid": shown("老年人福利补贴申请\n请如实填写", fields=(*PERSON, field("银行卡号"))),
    "truth of what is filled in": shown("请确认所填信息真实有效，如有虚假愿承担责任", fields=PERSON),
    "a paper that proves": shown("上传材料：身份证明（居民身份证）", fields=PERSON),
    "a rule in brackets": shown("依据《实名认证管理办法》填写申报信息", fields=PERSON),
}


class TestOnTheWayToTheForm:
    @pytest.mark.parametrize("asking", ASKS.values(), ids=ASKS)
    def test_a_department_that_asks_is_a_second_login(self, asking: Look) -> None:
        arrival, clicked = walked(asking, shown())
        assert (arrival.ending, clicked) == (Ending.SIGN_ON, ["在线办理"])

    @pytest.mark.parametrize("asking", ASKS.values(), ids=ASKS)
    def test_what_the_portal_asks_for_is_our_accounts_lack(self, asking: Look) -> None:
        with pytest.raises(Uncheckable, match="门户要求账号先完成实名认证"):
            walked(asking.model_copy(update={"url": GUIDE.url + "?next"}), shown())

    def test_over_the_guide_it_is_the_portal_that_asks(self) -> None:
        dialogs = ("您尚未实名认证，是否前往认证？",)
        over = GUIDE.model_copy(update={"dialogs": dialogs, "buttons": (button("确定", dialog=True),)})
        with pytest.raises(Uncheckable, match="门户要求账号先完成实名认证"):
            walked(over, shown())

    def test_what_the_browser_says_counts(self) -> None:
        blank = shown("", fields=(), buttons=())
        arrival, clicked = walked(blank, alerts=("请先绑定企业账号！",))
        assert (arrival.ending, arrival.message, clicked) == (Ending.SIGN_ON, "请先绑定企业账号！", ["在线办理"])

    def test_what_the_browser_says_before_a_form_is_doubtful(self) -> None:
        with pytest.raises(Uncheckable, match="没有填写，也没有点击"):
            walked(shown(), alerts=("请先绑定企业账号！",))

    @pytest.mark.parametrize("doubtful", DOUBTFUL.values(), ids=DOUBTFUL)
    def test_in_doubt_nobody_is_accused(self, doubtful: Look) -> None:
        with pytest.raises(Uncheckable, match="没有填写，也没有点击"):
            walked(doubtful, shown())

    @pytest.mark.parametrize("disguised", DISGUISED.values(), ids=DISGUISED)
    def test_other_words_and_other_markup_are_left_alone(self, disguised: Look) -> None:
        tab = FakeTab(GUIDE, disguised, shown())
        with suppress(Uncheckable):
            terms = terms_of(PROFILE, EVERYWHERE)
            end = ApplicationJourney(tab, tab.look(), MATTER, Identity.LEGAL_PERSON, terms).go_to_form()
            assert end.ending in (Ending.SIGN_ON, Ending.LOGIN)
        assert (tab.clicked, tab.typed) == (["在线办理"], [])

    @pytest.mark.parametrize("healthy", HEALTHY.values(), ids=HEALTHY)
    def test_a_word_that_asks_nothing(self, healthy: Look) -> None:
        assert walked(healthy)[0].ending is Ending.FORM

    def test_a_notice_is_read_on(self) -> None:
        notice = shown(TEXT + "首次办理请先完成实名认证、绑定账号。", "我知道了", fields=())
        arrival, clicked = walked(notice, shown())
        assert (arrival.ending, clicked) == (Ending.FORM, ["在线办理", "我知道了"])

    def test_a_guide_that_speaks_of_it_asks_nothing(self) -> None:
        guide = GUIDE.model_copy(update={"headings": ("实名认证要求",), "own": GUIDE.own + "请先完成实名认证。" * 20})
        assert walked(shown(), guide=guide)[0].ending is Ending.FORM


class TestInMidApplication:
    """Whoever asks: the form was reached, so that no box fits; and nothing is handed in."""

    @pytest.mark.parametrize("asking", UNTOUCHED.values(), ids=UNTOUCHED)
    def test_nothing_is_filled_in_or_pressed(self, asking: Look) -> None:
        first = look("填写", fields=(field("项目名称", value="已填"),), buttons=(button("下一步"),))
        tab = FakeTab(first, asking.model_copy(update={"url": first.url + "/2"}), look("提交成功"))
        with pytest.raises(Uncheckable, match="没有填写，也没有点击"):
            hand_in(tab, terms_of(PROFILE), APPLICANT)
        assert (tab.clicked, tab.typed) == (["下一步"], [])

    def test_a_code_that_only_a_person_gets_is_not_made_up(self) -> None:
        """The form is one; but what is sent to a telephone nobody invents."""
        form = look("填写", fields=(*FORM, field("手机号"), CODE), buttons=(button("获取验证码"), button("提交")))
        tab = FakeTab(form, look("提交成功"))
        with pytest.raises(Uncheckable, match="没有填写，也没有点击"):
            hand_in(tab, terms_of(PROFILE), APPLICANT)
        assert (tab.clicked, tab.typed) == ([], [])

    def test_what_is_said_of_an_empty_page_is_not_closed(self) -> None:
        """下一步 with empty fields brings a question that is no complaint."""
        form = look("填写", fields=(field("项目名称", required=True),), buttons=(button("下一步"),))
        over = {"dialogs": ("您尚未完成实名认证",), "buttons": (*form.buttons, button("确定", dialog=True))}
        tab = FakeTab(form, form.model_copy(update=over), look("提交成功"), holds_back=False)
        with pytest.raises(Uncheckable, match="没有填写，也没有点击"):
            hand_in(tab, terms_of(PROFILE), APPLICANT)
        assert (tab.clicked, tab.typed) == (["下一步"], [])

    def test_nothing_leads_back_from_a_page_that_asks(self) -> None:
        form = look("填写", fields=(field("项目名称", required=True),), buttons=(button("下一步"),))
        asking = ASKS["sentence"].model_copy(update={"buttons": (button("上一步"), button("下一步"))})
        tab = FakeTab(form, asking, look("提交成功"), holds_back=False)
        with pytest.raises(Uncheckable, match="没有填写，也没有点击"):
            hand_in(tab, terms_of(PROFILE), APPLICANT)
        assert (tab.clicked, tab.typed) == (["下一步"], [])

    def test_a_question_over_the_form_is_not_answered(self) -> None:
        form = look("填写", fields=(field("项目名称", value="已填"),), buttons=(button("提交"),))
        sure = (button("取消", dialog=True), button("确定", dialog=True))
        question = form.model_copy(update={"dialogs": ("请先完成人脸识别，是否继续？",), "buttons": sure})
        tab = FakeTab(form, question, look("提交成功"))
        with pytest.raises(Uncheckable, match="没有填写，也没有点击"):
            hand_in(tab, terms_of(PROFILE), APPLICANT)
        assert tab.clicked == ["提交"]

    def test_a_licence_that_takes_a_face_is_not_fetched(self) -> None:
        row = "营业执照 必要 获取电子证照"
        materials = look(f"材料名称\n{row}", rows=(row,), buttons=(button("获取电子证照", row=row),))
        question = materials.model_copy(
            update={"dialogs": ("请先完成人脸识别",), "buttons": (button("确定", dialog=True),)}
        )
        tab = FakeTab(materials, question, source=LIST)
        with pytest.raises(Uncheckable, match="没有填写，也没有点击"):
            see_demands(tab, materials, terms_of(PROFILE))
        assert tab.clicked == ["获取电子证照"]


class TestAtTheEvaluation:
    """Who may rate is proved by nobody but the person."""

    NUMBER = "410821020260105A000001"

    @pytest.mark.parametrize(
        ("fields", "over"), [((CODE,), ()), ((), ("请先完成人脸识别",)), ((field("绑定手机号"),), ())]
    )
    def test_nothing_is_chosen_where_a_proof_is_asked_for(
        self, fields: tuple[Field, ...], over: tuple[str, ...]
    ) -> None:
        grades = tuple(field(grade, type="radio") for grade in PROFILE.grades)
        text = f"办件编号：{self.NUMBER}"
        asking = look(text, fields=(*grades, *fields), dialogs=over, buttons=(button("提交评价"),))
        tab = FakeTab(asking, look("评价成功"))
        with pytest.raises(Uncheckable, match="没有填写，也没有点击"):
            answer(tab, terms_of(PROFILE), self.NUMBER, lambda *_: "")
        assert (tab.clicked, tab.typed) == ([], [])


class TestAtTheLogin:
    """What the portal asks for once an account is let in is that account's lack."""

    LOGIN = look("登录", PROFILE.login_address, fields=(field("用户名"), field("密码", "password")), passwords=1)

    def login(self, *pages: Look) -> tuple[FakeTab, Login]:
        tab = FakeTab(*pages)
        visitor = Visitor(mock.MagicMock(), {}, terms_of(PROFILE), Identity.LEGAL_PERSON, Pace(0), keeper_of(PROFILE))
        visitor.tab = tab
        return tab, visitor.login()

    def test_a_proof_is_no_failed_login(self) -> None:
        before = self.LOGIN.model_copy(update={"buttons": (button("登录"),)})
        with pytest.raises(Uncheckable, match="登录后门户要求账号先绑定或者证明身份"):
            self.login(before, look("请先完成实名认证", fields=PERSON, buttons=(button("提交认证"),)))

    def test_a_button_that_would_bind_is_not_pressed(self) -> None:
        before = self.LOGIN.model_copy(update={"buttons": (button("登录"), button("登录并绑定"))})
        tab, login = self.login(before, look("您好，测试公司 退出"))
        assert (login.logged_in, tab.clicked) == (True, ["登录"])
