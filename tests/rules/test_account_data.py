"""A7: user data of the account that the form asks for anew, each datum once, and nobody else's data."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.facts import PAGE, THRESHOLDS, application_form, form_field, submission
from zicha.model.facts.journey import FormField, PageOfForm, Submission
from zicha.model.finding import Problem, Severity
from zicha.model.matter import Identity
from zicha.model.thresholds import AccountDatum
from zicha.rules.account_data import account_datum, missing_account_data, repeated_account_data
from zicha.rules.process_convenience.form_complexity import form_complexity

PERSON, LEGAL = Identity.PERSON, Identity.LEGAL_PERSON


def missing(identity: Identity, *fields: FormField) -> list[str]:
    problems = missing_account_data(application_form(fields), None, identity, THRESHOLDS)
    certain = [problem for problem in problems if problem.severity is Severity.ERROR]
    assert all((problem.rule, problem.where) == ("A7", PAGE) for problem in certain)
    return [problem.seen.removesuffix("：空，必填") for problem in certain]


@pytest.mark.parametrize(
    ("identity", "label"),
    [
        (PERSON, "姓名"),
        (PERSON, "申请人姓名"),
        (PERSON, "身份证号"),
        (PERSON, "居民身份证号码"),
        (PERSON, "证件号码"),
        (PERSON, "手机号"),
        (PERSON, "联系电话"),
        (PERSON, "联系方式"),
        (PERSON, "本人住址"),
        (LEGAL, "企业（单位）名称"),
        (LEGAL, "申请单位名称"),
        (LEGAL, "统一社会信用代码"),
        (LEGAL, "法定代表人（负责人）"),
        (LEGAL, "法定代表人姓名"),
        (LEGAL, "企业注册地址"),
        (LEGAL, "住 所："),
        *((PERSON, label) for label in ("申请人", "公民身份号码", "身份证", "有效证件号码", "电话", "电话号码")),
        *((PERSON, label) for label in ("详细地址", "家庭住址", "现住址", "居住地址", "通讯地址")),
        *((LEGAL, label) for label in ("申请单位", "企业全称", "社会信用代码", "统一代码", "法人代表", "住所地")),
        *((LEGAL, label) for label in ("法定代表人/负责人", "单位地址", "住所（经营场所）")),
    ],
)
def test_what_the_account_holds_must_come_along(identity: Identity, label: str) -> None:
    assert missing(identity, form_field(label, required=True)) == [label]
    assert missing(identity, form_field(label, required=True, prefilled=True)) == []
    assert missing(identity, form_field(label)) == [], "what may stay empty costs nobody anything"


@pytest.mark.parametrize(
    ("identity", "label"),
    [
        (PERSON, "工作单位名称"),
        (PERSON, "企业名称"),
        (PERSON, "联系人姓名"),
        (PERSON, "监护人手机号"),
        (PERSON, "姓名拼音"),
        (PERSON, "原证件编号"),
        (LEGAL, "申请人姓名"),
        (LEGAL, "经营场所地址"),
        (LEGAL, "安全负责人姓名"),
        (LEGAL, "拟设立名称"),
        (LEGAL, "采矿许可证号"),
        (LEGAL, "法定代表人职务"),
    ],
)
def test_what_the_account_does_not_hold_may_be_asked(identity: Identity, label: str) -> None:
    assert missing(identity, form_field(label, required=True)) == []


@pytest.mark.parametrize("section", ["经办人信息", "委托代理人", "联系人", "股东信息", "家庭成员"])
def test_other_people_are_not_the_owner(section: str) -> None:
    field = form_field("姓名", required=True).model_copy(update={"section": section})
    assert missing(PERSON, field) == []


@pytest.mark.parametrize(
    "section", ["邮寄信息", "收件人信息", "领取人信息", "投资人信息", "法定代表人信息", "紧急联系人"]
)
@pytest.mark.parametrize("label", ["联系电话", "手机号码", "联系地址"])
def test_another_part_of_the_form_is_about_somebody_else(section: str, label: str) -> None:
    field = form_field(label, required=True).model_copy(update={"section": section})
    assert missing(LEGAL, field) == []


@pytest.mark.parametrize(
    ("section", "label"),
    [
        ("企业及法定代表人信息", "统一社会信用代码"),
        ("法定代表人（负责人）信息", "法定代表人"),
        ("建设单位信息", "联系电话"),
    ],
)
def test_a_part_of_the_form_may_be_about_the_owner(section: str, label: str) -> None:
    field = form_field(label, required=True).model_copy(update={"section": section})
    assert missing(LEGAL, field) == [label]


def test_what_is_written_of_a_datum_that_did_not_come_along() -> None:
    fields = [form_field("", required=True), form_field("联系人电话"), form_field("手机号码", required=True)]
    fields += [form_field("", required=True), form_field(""), form_field("", required=True, prefilled=True)]
    assert missing_account_data(application_form(fields), None, PERSON, THRESHOLDS) == (
        Problem(
            text="账号已有的“手机号码”没有带入申报表单，需重新填写",
            expected="自动带入账号信息",
            seen="手机号码：空，必填",
            where=PAGE,
            rule="A7",
            severity=Severity.ERROR,
        ),
        Problem(
            text="申报表单有2个必填项没有名称，是否为账号已有的信息请人工核对",
            where=PAGE,
            rule="A7",
            severity=Severity.WARNING,
        ),
    )


@pytest.mark.parametrize(
    ("label", "type", "section", "datum"),
    [
        ("姓名", "text", "", AccountDatum.PERSON_NAME),
        ("证件号码", "select", "", None),
        ("申请人的姓名", "text", "", AccountDatum.PERSON_NAME),
        ("申请企业名称", "text", "", AccountDatum.BODY_NAME),
        ("申请企业的名称", "text", "", AccountDatum.BODY_NAME),
        ("企业单位名称", "text", "", AccountDatum.BODY_NAME),
        ("姓名的", "text", "", None),
        ("户主姓名", "text", "", None),
        ("* 联 系 电 话（必填）：", "text", "", AccountDatum.PHONE),
        ("手机号码", "text", "经办人信息", None),
        ("企业名称", "text", "法定代表人（负责人）信息", AccountDatum.BODY_NAME),
        ("企业名称", "text", "法人代表信息", AccountDatum.BODY_NAME),
        ("企业名称", "text", "法定代表人及经办人信息", None),
        ("手机号码", "text", "法定代表人（负责人）信息", None),
    ],
)
def test_which_datum_a_field_demands(label: str, type: str, section: str, datum: AccountDatum | None) -> None:
    field = form_field(label, type=type, required=True).model_copy(update={"section": section})
    assert account_datum(field, THRESHOLDS.forms) == datum


def test_what_a_later_page_asks_for_counts() -> None:
    """And no field of it counts under F-2 as well; what the later page brought along did come along."""
    first, later = form_field("项目名称", required=True), form_field("联系电话", required=True)

    def filed(*fields: FormField) -> Submission:
        pages = (PageOfForm(title="", form=application_form(each)) for each in ((first,), fields))
        return submission().model_copy(update={"pages": tuple(pages)})

    (problem,) = missing_account_data(application_form([first]), filed(later), LEGAL, THRESHOLDS)
    assert "“联系电话”" in problem.text
    again = form_complexity(application_form([first]), filed(later), (), THRESHOLDS)
    assert not [each for each in again if each.rule == "F-2"]
    brought = filed(form_field("联系电话", required=True, prefilled=True))
    assert missing_account_data(application_form([later]), brought, LEGAL, THRESHOLDS) == ()


def test_a_field_without_a_name_is_for_a_person() -> None:
    (problem,) = missing_account_data(application_form([form_field("", required=True)]), None, LEGAL, THRESHOLDS)
    assert (problem.severity, problem.text[:10]) == (Severity.WARNING, "申报表单有1个必填项")
    brought = [form_field(label, prefilled=True) for label in ("名称", "信用代码", "法定代表人", "电话", "地址")]
    whole = application_form([form_field("", required=True), *brought])
    assert missing_account_data(whole, None, LEGAL, THRESHOLDS) == (), "all that the account holds has come along"
    assert missing_account_data(application_form([form_field("")]), None, LEGAL, THRESHOLDS) == ()


def test_a_datum_that_came_along_once_did_come_along() -> None:
    """The second field is F-2 then, and no field counts under both."""
    fields = form_field("申请人姓名", required=True, prefilled=True), form_field("姓名", required=True)
    assert missing(PERSON, *fields) == []
    assert repeated_account_data(application_form(fields), THRESHOLDS.forms) == fields[1:]


def test_every_datum_is_listed() -> None:
    labels = ["企业名称", "统一社会信用代码", "法定代表人", "联系电话", "联系地址"]
    assert sorted(missing(LEGAL, *(form_field(label, required=True) for label in labels))) == sorted(labels)


def test_an_account_that_lacks_a_datum_cannot_bring_it() -> None:
    fields = [form_field(label, required=True) for label in ("姓名", "地址")]
    less = THRESHOLDS.model_copy(update={"account_holds": {PERSON: (AccountDatum.PERSON_NAME,)}})
    (problem,) = missing_account_data(application_form(fields), None, PERSON, less)
    assert "“姓名”" in problem.text


FIELDS = st.lists(
    st.builds(
        form_field,
        st.sampled_from(["姓名", "申请人姓名", "企业名称", "单位名称", "联系电话", "手机号", "地址", "面积", ""])
        | st.text(max_size=6),
        required=st.booleans(),
        prefilled=st.booleans(),
    ),
    max_size=10,
    unique_by=lambda field: field.label,
)


@given(FIELDS, st.sampled_from(Identity))
def test_no_field_counts_twice(fields: Sequence[FormField], identity: Identity) -> None:
    again = {field.label for field in repeated_account_data(application_form(fields), THRESHOLDS.forms)}
    assert again.isdisjoint(missing(identity, *fields))
