"""What the account holds and the form still demands (the notice, 自查的重点 1 and 4; ledger boxes A7, D1).

Each field counts once. A datum that the form carries over nowhere is A7, 需多次补充用户信息, under the first field that
demands it. Every further field that demands it again, under whatever name, is F-2 of D1: there the form is at fault,
not the user data that was not carried over.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from zicha.model.facts.journey import ApplicationForm, FormField, Submission
from zicha.model.finding import Problem, Severity
from zicha.model.matter import Identity
from zicha.model.thresholds import AccountDatum, FormLimits, Thresholds
from zicha.text.labels import REPRESENTATIVE, without_owner

_BODY = (AccountDatum.BODY_NAME, AccountDatum.CREDIT_CODE, AccountDatum.LEGAL_REPRESENTATIVE)
"""What belongs to a body itself, also in a section of the form about its 法定代表人."""


def missing_account_data(
    form: ApplicationForm, test_application: Submission | None, identity: Identity, thresholds: Thresholds
) -> tuple[Problem, ...]:
    """Return a problem for each datum of the account that is required and filled in nowhere (A7).

    跳转后是否需要多次补充用户信息. Required fields without a label are a question, unless every datum has a field.
    """
    held = thresholds.account_holds[identity]
    whole = _whole(form, test_application)
    demanded = {datum: fields for datum, fields in _fields_by_datum(whole, thresholds.forms) if datum in held}
    problems = [
        Problem(
            text=f"账号已有的“{fields[0].label}”没有带入申报表单，需重新填写",
            expected="自动带入账号信息",
            seen=f"{fields[0].label}：空，必填",
            where=form.url,
            rule="A7",
        )
        for fields in demanded.values()
        if _is_missing(fields)
    ]
    bare = sum(field.required and not field.prefilled and not field.label for field in whole.fields)
    if bare and len(demanded) < len(held):
        text = f"申报表单有{bare}个必填项没有名称，是否为账号已有的信息请人工核对"
        problems.append(Problem(text=text, where=form.url, rule="A7", severity=Severity.WARNING))
    return tuple(problems)


def _whole(form: ApplicationForm, test_application: Submission | None) -> ApplicationForm:
    """Return the form with the fields of the pages that came after it in a test application."""
    further = (field for page in (test_application.pages[1:] if test_application else ()) for field in page.form.fields)
    return form.model_copy(update={"fields": (*form.fields, *further)})


def repeated_account_data(form: ApplicationForm, limits: FormLimits) -> tuple[FormField, ...]:
    """Return the empty required fields that demand a datum of an earlier field of the form again (F-2 of D1)."""
    again = [
        field
        for _, (_, *more) in _fields_by_datum(form, limits)
        for field in more
        if field.required and not field.prefilled
    ]
    return tuple(field for field in form.fields if field in again)


def _fields_by_datum(form: ApplicationForm, limits: FormLimits) -> Iterator[tuple[AccountDatum, tuple[FormField, ...]]]:
    """Yield each datum of an account with the fields that demand it, in the order of the form."""
    about = [(datum, field) for field in form.fields if (datum := account_datum(field, limits)) is not None]
    about.sort(key=lambda pair: list(AccountDatum).index(pair[0]))  # a stable sort keeps the form's order
    for datum, pairs in groupby(about, key=lambda pair: pair[0]):
        yield datum, tuple(field for _, field in pairs)


def account_datum(field: FormField, limits: FormLimits) -> AccountDatum | None:
    """Return what of the account a field demands, None where it is about people other than the owner.

    联系人姓名 and 安全负责人姓名 are of other people.
    """
    if field.type == "select":
        return None
    label = without_owner(field.label)
    # The last in their order is the longest: each of them begins with the others.
    owner = max((each for each in limits.account_owners if label.startswith(each)), default="")
    wordings = {label, label.removeprefix(owner).removeprefix("的")}
    datum = next((datum for datum, words in limits.account_words.items() if not wordings.isdisjoint(words)), None)
    if datum is None:
        return None
    section = without_owner(field.section)
    if datum in _BODY:
        section = REPRESENTATIVE.removed_from(section)
    persons = (person for person in limits.persons if not person.endswith("单位"))  # 建设单位 may be the applicant
    return None if any(word in section for word in (*persons, *limits.account_others)) else datum


def _is_missing(fields: tuple[FormField, ...]) -> bool:
    """Return whether the first field must be filled in by hand, and no other shows that the datum was carried over."""
    return fields[0].required and not any(field.prefilled for field in fields)
