"""What the account holds, asked of its owner all the same (the notice, 自查的重点 1 and 4; ledger boxes A7, D1).

Each field counts once. A datum that the form carries over nowhere is A7, 需多次补充用户信息, under the first field that
asks for it. Every further field that asks for a datum again, under whatever name, is F-2 of D1: the form is at fault
there, not the user data that did not come along.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from zicha.model.facts import ApplicationForm, FormField
from zicha.model.finding import Problem
from zicha.model.matter import Identity
from zicha.model.thresholds import AccountDatum, Thresholds

# 联系人姓名 or 安全负责人姓名 are other people: only what the account holds about its owner.
_OWNER = r"(本人|(申请|申办|申报)?(人|者|企业|单位|公司|机构)|法人|企业单位)?"
_LABELS = {
    AccountDatum.PERSON_NAME: r"(真实)?姓名",
    AccountDatum.BODY_NAME: r"名称",
    AccountDatum.ID_NUMBER: r"((居民)?身份)?证件?号码?",
    AccountDatum.CREDIT_CODE: r"统一(社会)?信用代码(证号|号码)?",
    AccountDatum.PHONE: r"(手机|联系|移动)(电话)?(号码?)?|联系方式",
    AccountDatum.ADDRESS: r"(联系|注册|通讯|通信|户籍|登记)?(地址|住所|住址)",
    AccountDatum.LEGAL_REPRESENTATIVE: r"法定代表人(负责人)?(姓名)?",
}
_LABEL = {datum: re.compile(f"{_OWNER}的?({words})") for datum, words in _LABELS.items()}
_OTHERS = re.compile(r"联系人|经办|代办|代理|委托|股东|成员|从业|负责人|监护|配偶|家属|家庭|受让|转让|对方|被")


def not_carried_over(form: ApplicationForm, identity: Identity, thresholds: Thresholds) -> tuple[Problem, ...]:
    """A7: 跳转后是否需要多次补充用户信息. Every datum of the account that is required and was filled in nowhere."""
    held = thresholds.account_holds[identity]
    empty = [first for datum, (first, *more) in _asked(form) if datum in held and _lacking((first, *more))]
    return tuple(
        Problem(
            text=f"账号已有的“{field.label}”没有带入申报表单，需重新填写",
            expected="自动带入账号信息",
            seen=f"{field.label}：空，必填",
            where=form.url,
            rule="A7",
        )
        for field in empty
    )


def asked_again(form: ApplicationForm) -> tuple[FormField, ...]:
    """F-2 of D1: the empty required fields that ask for a datum which an earlier field of the form has already."""
    again = [field for _, (_, *more) in _asked(form) for field in more if field.required and not field.prefilled]
    return tuple(field for field in form.fields if field in again)


def _asked(form: ApplicationForm) -> Iterator[tuple[AccountDatum, tuple[FormField, ...]]]:
    """Each datum of an account with the fields that ask for it, in the order of the form."""
    about = [(datum, field) for field in form.fields if (datum := account_datum(field)) is not None]
    about.sort(key=lambda pair: list(AccountDatum).index(pair[0]))  # a stable sort keeps the form's order
    for datum, pairs in groupby(about, key=lambda pair: pair[0]):
        yield datum, tuple(field for _, field in pairs)


def account_datum(field: FormField) -> AccountDatum | None:
    """What of the account a field asks for. Where people other than the owner are asked about, nothing."""
    if _OTHERS.search(field.section) or field.type == "select":
        return None
    label = re.sub(r"\s|[（(](企业|单位|公司|个人|必填|负责人)[)）]|[*＊:：]", "", field.label)
    return next((datum for datum, words in _LABEL.items() if words.fullmatch(label)), None)


def _lacking(fields: tuple[FormField, ...]) -> bool:
    """Whether the first field must be filled in by hand, and no other shows that the datum did come along."""
    return fields[0].required and not any(field.prefilled for field in fields)
