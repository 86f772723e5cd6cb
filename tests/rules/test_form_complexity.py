"""The F metrics: each proved by a form that trips it and by one that just does not."""

from __future__ import annotations

import pytest
from fact_samples import PAGE, THRESHOLDS, application_form, form_field
from hypothesis import given
from hypothesis import strategies as st

from zicha.model.facts import ApplicationForm, FormField
from zicha.model.finding import Severity
from zicha.rules.forms import form_complexity

E, W = Severity.ERROR, Severity.WARNING


def metrics(*fields: FormField, has_draft: bool = True) -> list[tuple[str, Severity]]:
    found = form_complexity(application_form(fields, has_draft), THRESHOLDS)
    assert all(problem.where == PAGE for problem in found)
    return [(problem.rule, problem.severity) for problem in found]


def many(count: int) -> list[FormField]:
    return [form_field(f"栏目{number}") for number in range(count)]


def test_a_plain_form_is_simple() -> None:
    assert metrics(form_field("姓名", prefilled=True), form_field("经营面积", required=True)) == []
    assert metrics() == []


@pytest.mark.parametrize(
    ("count", "found"), [(30, []), (31, [("F-1", W)]), (60, [("F-1", W)]), (61, [("F-1", E)]), (200, [("F-1", E)])]
)
def test_f1_counts_what_must_be_typed(count: int, found: list[tuple[str, Severity]]) -> None:
    assert metrics(*many(count)) == found
    assert metrics(*many(count), *(form_field(f"已填{n}", prefilled=True) for n in range(50))) == found


AGAIN = [
    ("联系地址", "单位地址"),
    ("企业名称", "申请单位名称"),
    ("法定代表人", "法定代表人姓名"),
    ("联系电话", "手机号码"),
]


@pytest.mark.parametrize(("first", "again"), AGAIN)
def test_f2_account_data_asked_again(first: str, again: str) -> None:
    """However the first asking went: what did not come along from the account at all is A7."""
    for filled in (True, False):
        before = form_field(first, required=True, prefilled=filled)
        assert metrics(before, form_field(again, required=True)) == [("F-2", W)]
        assert metrics(before, form_field(again, required=True, prefilled=True)) == []
        assert metrics(before, form_field(again)) == []
        assert metrics(before) == []


@pytest.mark.parametrize("label", ["联系人姓名", "安全负责人姓名", "经营场所地址", "邮政编码", "姓名拼音", ""])
def test_f2_does_not_take_other_people_for_the_account_owner(label: str) -> None:
    held = [form_field(name, prefilled=True) for name in ("姓名", "联系地址")]
    assert metrics(*held, form_field(label, required=True)) == []


def test_f2_more_than_the_threshold_is_a_problem() -> None:
    def asked(pairs: list[tuple[str, str]]) -> list[FormField]:
        return [form_field(label, required=True) for pair in pairs for label in pair]

    assert metrics(*asked(AGAIN[:2])) == [("F-2", W)]
    found = form_complexity(application_form(asked(AGAIN[:3])), THRESHOLDS)
    assert [(problem.rule, problem.severity) for problem in found] == [("F-2", E)]
    assert found[0].text == "账号已有的信息仍需填写：单位地址、申请单位名称、法定代表人姓名"


def test_f3_the_same_datum_twice() -> None:
    assert metrics(form_field("经营面积"), form_field("经营面积")) == [("F-3", E)]
    assert metrics(form_field("经营面积", prefilled=True), form_field("经营面积")) == [("F-3", E)]
    assert metrics(form_field("经营面积"), form_field("仓储面积")) == []
    assert metrics(form_field(""), form_field("")) == []


def test_f4_a_placeholder_is_no_label() -> None:
    found = form_complexity(
        application_form([form_field("", labelled=False, hint="请输入"), form_field("", labelled=False)]), THRESHOLDS
    )
    assert [(problem.rule, problem.severity) for problem in found] == [("F-4", E)]
    assert found[0].text == "2个填写项没有名称标签：请输入、（无任何提示）"
    assert metrics(form_field("面积", labelled=True)) == []


@pytest.mark.parametrize("type", ["date", "number"])
def test_f5_a_tricky_field_needs_a_hint(type: str) -> None:
    assert metrics(form_field("成立日期", type=type, required=True)) == [("F-5", W)]
    assert metrics(form_field("成立日期", type=type, required=True, hint="例如 2020-01-05")) == []
    assert metrics(form_field("成立日期", type=type)) == []
    assert metrics(form_field("成立日期", type="text", required=True)) == []
    assert metrics(form_field("成立日期", type=type, required=True, prefilled=True)) == []


@pytest.mark.parametrize(("bare", "found"), [(1, []), (2, [("F-5", W)])])
def test_f5_one_in_five_may_lack_it(bare: int, found: list[tuple[str, Severity]]) -> None:
    fields = [form_field(f"日期{n}", type="date", required=True, hint="" if n < bare else "年-月-日") for n in range(5)]
    assert metrics(*fields) == found


def test_f7_what_is_required_must_be_marked() -> None:
    assert metrics(form_field("面积", required=True, required_shown=False)) == [("F-7", E)]
    assert metrics(form_field("面积", required=True, required_shown=True)) == []
    assert metrics(form_field("面积", required=False, required_shown=False)) == []
    assert metrics(form_field("面积", required=True, required_shown=False, prefilled=True)) == []


@pytest.mark.parametrize(("count", "found"), [(15, []), (16, [("F-8", W)])])
def test_f8_a_long_form_needs_a_draft(count: int, found: list[tuple[str, Severity]]) -> None:
    assert metrics(*many(count), has_draft=False) == found
    assert metrics(*many(count), has_draft=True) == []


def test_whether_it_is_hard_to_understand_is_asked_of_people() -> None:
    asked = THRESHOLDS.model_copy(update={"raters": 2})
    (problem,) = form_complexity(application_form([]), asked)
    assert (problem.rule, problem.severity) == ("难懂", W)
    assert "请2人" in problem.text


FIELDS = st.lists(
    st.builds(
        FormField,
        label=st.sampled_from([*(label for pair in AGAIN for label in pair), "经营面积", ""]) | st.text(max_size=8),
        type=st.sampled_from(["text", "date", "number", "select", "file"]),
        required=st.booleans(),
        required_shown=st.booleans(),
        labelled=st.booleans(),
        hint=st.sampled_from(["", "请输入"]),
        prefilled=st.booleans(),
    ),
    max_size=40,
)


@given(st.builds(ApplicationForm, url=st.just(PAGE), fields=FIELDS.map(tuple), has_draft=st.booleans()))
def test_any_form_is_judged_once_per_metric(form: ApplicationForm) -> None:
    found = form_complexity(form, THRESHOLDS)
    assert len({problem.rule for problem in found}) == len(found)
    assert all(problem.text and problem.where == form.url for problem in found)
    repeated = {field.label for field in form.fields if field.label}
    assert any(problem.rule == "F-3" for problem in found) == (
        len(repeated) < sum(1 for field in form.fields if field.label)
    )
