"""What the account holds, asked of its owner all the same (the notice, 自查的重点 1 and 4; ledger boxes A7, D1).

Each field counts once. A datum that the form carries over nowhere is A7, 需多次补充用户信息, under the first field that
asks for it. Every further field that asks for a datum again, under whatever name, is F-2 of D1: the form is at fault
there, not the user data that did not come along.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import reduce
from itertools import groupby

from zicha.model.facts.journey import ApplicationForm, FormField, Submission
from zicha.model.finding import Problem, Severity
from zicha.model.matter import Identity
from zicha.model.thresholds import AccountDatum, FormLimits, Thresholds

_UNIT = re.compile(r"\((企业|单位|公司|机构|个人|必填)\)|[*:]")
_BODY = (AccountDatum.BODY_NAME, AccountDatum.CREDIT_CODE, AccountDatum.LEGAL_REPRESENTATIVE)
"""What is a body's own, also in a part of the form that is about its 法定代表人."""
_REPRESENTATIVE = ("法定代表人", "法人代表")


def missing_account_data(
    form: ApplicationForm, attempt: Submission | None, identity: Identity, thresholds: Thresholds
) -> tuple[Problem, ...]:
    """A7: 跳转后是否需要多次补充用户信息. Every datum of the account that is required and was filled in nowhere.

    Where a required field says nothing of what it asks for, a person must see, unless every datum has a field.
    """
    held = thresholds.account_holds[identity]
    whole = _whole(form, attempt)
    asked = {datum: fields for datum, fields in _asked(whole, thresholds.forms) if datum in held}
    found = [
        Problem(
            text=f"账号已有的“{fields[0].label}”没有带入申报表单，需重新填写",
            expected="自动带入账号信息",
            seen=f"{fields[0].label}：空，必填",
            where=form.url,
            rule="A7",
        )
        for fields in asked.values()
        if _lacking(fields)
    ]
    bare = sum(field.required and not field.prefilled and not field.label for field in whole.fields)
    if bare and len(asked) < len(held):
        text = f"申报表单有{bare}个必填项没有名称，是否为账号已有的信息请人工核对"
        found.append(Problem(text=text, where=form.url, rule="A7", severity=Severity.WARNING))
    return tuple(found)


def _whole(form: ApplicationForm, attempt: Submission | None) -> ApplicationForm:
    """The form with the fields of the pages that followed it in a test application."""
    further = (field for page in (attempt.pages[1:] if attempt else ()) for field in page.form.fields)
    return form.model_copy(update={"fields": (*form.fields, *further)})


def repeated_account_data(form: ApplicationForm, limits: FormLimits) -> tuple[FormField, ...]:
    """F-2 of D1: the empty required fields that ask for a datum which an earlier field of the form has already."""
    again = [
        field for _, (_, *more) in _asked(form, limits) for field in more if field.required and not field.prefilled
    ]
    return tuple(field for field in form.fields if field in again)


def _asked(form: ApplicationForm, limits: FormLimits) -> Iterator[tuple[AccountDatum, tuple[FormField, ...]]]:
    """Each datum of an account with the fields that ask for it, in the order of the form."""
    about = [(datum, field) for field in form.fields if (datum := account_datum(field, limits)) is not None]
    about.sort(key=lambda pair: list(AccountDatum).index(pair[0]))  # a stable sort keeps the form's order
    for datum, pairs in groupby(about, key=lambda pair: pair[0]):
        yield datum, tuple(field for _, field in pairs)


def account_datum(field: FormField, limits: FormLimits) -> AccountDatum | None:
    """What of the account a field asks for. Where people other than the owner are asked about, nothing.

    联系人姓名 and 安全负责人姓名 are other people: only what the account holds about its owner.
    """
    if field.type == "select":
        return None
    label = _plain(field.label)
    owner = max((each for each in limits.account_owners if label.startswith(each)), key=len, default="")
    wordings = {label, label.removeprefix(owner).removeprefix("的")}
    datum = next((datum for datum, words in limits.account_words.items() if wordings & set(words)), None)
    section = _plain(field.section)
    if datum in _BODY:
        section = reduce(lambda text, word: text.replace(word, ""), _REPRESENTATIVE, section).replace("(负责人)", "")
    persons = (person for person in limits.persons if not person.endswith("单位"))  # 建设单位 may be the applicant
    return None if any(word in section for word in (*persons, *limits.account_others)) else datum


def _plain(text: str) -> str:
    """A label in half width, without blanks, marks and the brackets that only say whose it may be."""
    return _UNIT.sub("", re.sub(r"\s", "", unicodedata.normalize("NFKC", text)))


def _lacking(fields: tuple[FormField, ...]) -> bool:
    """Whether the first field must be filled in by hand, and no other shows that the datum did come along."""
    return fields[0].required and not any(field.prefilled for field in fields)
