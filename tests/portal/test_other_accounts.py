"""Pages that turn an applicant away for another kind of account, and pages that only ask to log in."""

from __future__ import annotations

import pytest

from tests.support.journeys import DEPARTMENT, page, walked
from tests.support.tab import button, field
from zicha.model.facts.journey import Ending
from zicha.model.matter import Identity
from zicha.portal.live.look import Look

PERSON, LEGAL_PERSON = Identity.PERSON, Identity.LEGAL_PERSON
OTHERS = f"{DEPARTMENT}/sso"
REFUSALS = [
    (PERSON, "该事项不支持个人办理，请使用法人账号登录"),
    (PERSON, "该事项不支持个人办理 请使用法人账号登录！"),
    (PERSON, "本事项仅限法人办理，请切换法人账号登录"),
    (PERSON, "该事项只面向企业，请用企业账户登陆后办理。"),
    (PERSON, "您当前为个人用户，请使用单位账号登录"),
    (PERSON, "提示：您当前登录的是个人账号，无法办理该事项，请退出并登录企业账号"),
    (PERSON, "温馨提示 此事项属于法人事项，请先登录法人账号再申报 返回"),
    (PERSON, "个人用户请使用法人账号登录"),
    (PERSON, "请使用法人账号登录！"),
    (PERSON, "温馨提示 × 请使用法人账号登录 取消 确定"),
    (PERSON, "本事项须由企业申请，请切换为企业用户后重新登录"),
    (PERSON, "不能使用个人账号登录，请使用法人账号登录"),
    (LEGAL_PERSON, "该事项不支持法人办理，请使用个人账号登录"),
    (LEGAL_PERSON, "该事项仅限个人办理，请以自然人身份登录"),
    (LEGAL_PERSON, "您当前以企业账号访问，请换用个人账户登录"),
]
LOGINS = [
    (PERSON, "您尚未登录，请登录"),
    (PERSON, "请先登录"),
    (PERSON, "请使用个人账号登录"),
    (PERSON, "请使用个人或法人账号登录"),
    (PERSON, "个人用户请使用个人账号登录，企业用户请使用法人账号登录"),
    (PERSON, "欢迎使用业务系统 账号登录 企业用户请使用法人账号登录"),
    (PERSON, "无权限访问，请先登录"),
    (PERSON, "该事项不支持个人账号登录以外的方式，请使用个人账号登录"),
    (LEGAL_PERSON, "请使用法人账号登录"),
    (LEGAL_PERSON, "该系统不支持免登录，请使用法人账号登录"),
    (LEGAL_PERSON, "您当前未登录，请使用个人账号登录"),
]


def ending(shown: Look, identity: Identity, *alerts: str) -> Ending:
    return walked(shown, identity=identity, alerts=alerts)[0].ending


@pytest.mark.parametrize(("identity", "text"), REFUSALS)
def test_another_kind_of_account_is_wanted(identity: Identity, text: str) -> None:
    assert ending(page(text, OTHERS), identity) is Ending.REFUSED
    form = page("填写申报信息", OTHERS, fields=(field("企业名称", required=True),), dialogs=(f"{text} 确定",))
    assert ending(form, identity) is Ending.REFUSED
    assert ending(page("业务系统", OTHERS), identity, text) is Ending.REFUSED


@pytest.mark.parametrize(("identity", "text"), LOGINS)
def test_a_login_is_asked_for(identity: Identity, text: str) -> None:
    expected = Ending.LOGIN if "未登录" in text else Ending.SIGN_ON
    assert ending(page(text, OTHERS), identity) is expected


@pytest.mark.parametrize(("identity", "text"), REFUSALS)
def test_where_one_can_log_in_one_is_asked_to(identity: Identity, text: str) -> None:
    fields = (field("用户名"), field("密码", type="password"))
    shown = page(text, OTHERS, fields=fields, passwords=1, password_address=OTHERS, buttons=(button("登录"),))
    assert ending(shown, identity) is Ending.SIGN_ON


@pytest.mark.parametrize(
    "text",
    [
        "如需以企业名义申报，请使用法人账号登录 知道了",
        "请在材料上加盖单位公章，登录后可查看进度 确定",
        "企业用户请使用法人账号登录 我知道了",
        "无需使用法人账号登录 确定",
    ],
)
def test_what_does_not_concern_this_applicant_ends_nothing(text: str) -> None:
    form = page("填写申报信息", fields=(field("姓名", required=True),), dialogs=(text,))
    assert ending(form, PERSON) is Ending.FORM
