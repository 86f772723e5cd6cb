"""Form complexity, the F metrics (the notice, 自查的重点 4: 表单填写是否复杂、难懂; ledger box D1).

The machine names candidates of 复杂; people judge 难懂, as many as the thresholds demand. F-1 to F-5, F-7, F-10, F-11,
F-13 and F-14 are read from the form. What only applying shows (F-6 error texts, what a draft keeps, F-9 the review,
F-12 the pages) is judged where a test application was handed in, and not at all elsewhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zicha.model.facts.journey import ApplicationForm, FormField, PageOfForm, Submission
from zicha.model.finding import Comparison, Problem, Severity
from zicha.model.matter import FieldReason
from zicha.model.thresholds import FormLimits, Thresholds
from zicha.rules.account_data import account_datum, repeated_account_data
from zicha.text.clauses import lines_and_sentences
from zicha.text.labels import (
    IN_BRACKETS,
    NESTED_BRACKETS,
    NOT_REQUIRED,
    UPLOAD_HINTS,
    chinese_characters,
    person_of_section,
    plain_label,
    without_applicant,
    without_unit,
)

_NEEDS_HINT = frozenset({"date", "number"})
_APPLICANT_ITSELF = frozenset({"企业", "单位", "公司", "机构", "法人", "本企业", "本单位", "本公司"})
_QUOTED_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class _PlacedField:
    """A field, and the number of the page on which it stands."""

    field: FormField
    page: int


def form_complexity(
    form: ApplicationForm,
    test_application: Submission | None,
    reasons: Sequence[FieldReason],
    thresholds: Thresholds,
) -> Comparison:
    """Return a problem for each F metric that the form, and the test application if there is one, does not meet."""
    limits = thresholds.forms
    further = test_application.pages[1:] if test_application else ()
    forms = (form, *(page.form for page in further))
    placed = [_PlacedField(field, number) for number, each in enumerate(forms) for field in each.fields]
    fields = [each.field for each in placed]
    typed = [field for field in fields if not field.prefilled]
    problems = [
        *_long_form(typed, limits),
        *_repeated_account_data(form.model_copy(update={"fields": tuple(fields)}), limits),
        *_repeated_fields(placed, limits),
        *_missing_labels(fields),
        *_missing_hints(typed, limits),
        *_missing_marks(typed),
        *_missing_draft(forms, typed, limits),
        *_hard_wording(fields, limits),
        *_missing_upload_hints(forms),
        *_prefilled_share(fields, typed),
        *_missing_reasons(fields, reasons, limits),
        *(_of_test_application(test_application, limits) if test_application else ()),
    ]
    if thresholds.raters:
        problems.append(
            _metric("难懂", Severity.WARNING, f"表单是否难懂，请{thresholds.raters}人（至少1人来自其他部门）评定")
        )
    placed_problems = (
        problem.model_copy(
            update={"where": form.url, "severity": limits.severities.get(problem.rule, problem.severity)}
        )
        for problem in problems
    )
    return Comparison(placed_problems, len(fields), "申报表单没有填写项")


def has_ended_early(test_application: Submission) -> bool:
    """Return whether the test application ended before 提交, so that pages nobody has looked at may demand more.

    Where the portal itself cannot continue, that is ticked elsewhere (A4, A2).
    """
    is_complete = test_application.pressed_submit or test_application.number
    return not (is_complete or test_application.dead or test_application.refused or test_application.lost is not None)


def _of_test_application(test_application: Submission, limits: FormLimits) -> Iterator[Problem]:
    """Yield the problems that only a test application shows."""
    # Where the last button does nothing (A4), what might have come after it was not seen.
    advanced = bool(test_application.number) or (test_application.pressed_submit and not test_application.dead)
    for page in test_application.pages:
        if page.when_empty:
            yield from _error_texts(page, page.when_empty, limits)
        elif page.when_empty is not None and advanced:  # a button that never does anything is another matter (A4)
            yield _metric("F-6", Severity.WARNING, f"漏填时“{page.title}”页面既不前进也没有任何提示")
    yield from _lost_draft(test_application)
    if advanced and not any(page.reviews for page in test_application.pages):
        yield _metric("F-9", Severity.WARNING, "提交前没有可供核对全部填报内容的页面")
    if len(test_application.pages) > limits.pages_max:
        text = f"从填写到提交共{len(test_application.pages)}个页面，超过{limits.pages_max}个"
        yield _metric("F-12", Severity.WARNING, text)


def _long_form(typed: Sequence[FormField], limits: FormLimits) -> Iterator[Problem]:
    """F-1: count what must be typed, not what the portal has filled in or lets stay empty.

    Where a form marks nothing as required, all of it is. Many optional fields are a question.
    """
    must = [field for field in typed if field.required] or typed
    if len(must) > limits.typed_max:
        yield _metric("F-1", Severity.ERROR, f"申报表单需填写{len(must)}项，超过{limits.typed_max}项")
    elif len(typed) > limits.typed_warn:
        optional = f"（其中选填{len(typed) - len(must)}项）" if len(must) < len(typed) else ""
        yield _metric("F-1", Severity.WARNING, f"申报表单需填写{len(typed)}项{optional}，是否过多请人工判断")


def _repeated_account_data(form: ApplicationForm, limits: FormLimits) -> Iterator[Problem]:
    """F-2 (国务院令第716号第七条, WCAG 3.3.7): a datum of the account is demanded again; the first time is A7."""
    again = [field.label for field in repeated_account_data(form, limits)]
    if again:
        severity = Severity.ERROR if len(again) > limits.asked_again_max else Severity.WARNING
        yield _metric("F-2", severity, f"账号已有的信息仍需填写：{'、'.join(again)}")


def _repeated_fields(placed: Sequence[_PlacedField], limits: FormLimits) -> Iterator[Problem]:
    """F-3 (WCAG 3.3.7): the same datum is demanded twice in one application, under whatever wording.

    Allowed: what the portal has filled in from an earlier page; one datum in several boxes side by side (a period, an
    address by parts); the lines of a list (股东, 设备), where every label comes as often as the others.
    """
    wording = {each: datum for datum, words in limits.same_datum.items() for each in words}
    sections: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    for each in placed:
        sections[each.page, each.field.section][each.field.label] += 1
    places: dict[tuple[str, str], list[_PlacedField]] = defaultdict(list)
    before: tuple[int, str, str] | None = None
    for each in placed:
        field, here = each.field, (each.page, each.field.section, each.field.label)
        side_by_side, before = here == before, here
        if field.label and not side_by_side and not _is_line_of_list(field, sections[each.page, field.section]):
            whose, datum = _datum(field, wording, limits.persons)
            if account_datum(field, limits) is not None:  # under another wording that is F-2's
                datum = plain_label(field.label)
            places[whose, datum].append(each)
    twice = [
        "、".join(dict.fromkeys(each.field.label for each in same))
        for same in places.values()
        if any(
            not later.field.prefilled or (later.page == first.page and not first.field.prefilled)
            for number, later in enumerate(same)
            for first in same[:number]
        )
    ]
    if twice:
        yield _metric("F-3", Severity.ERROR, f"同一信息重复填写：{'；'.join(twice)}")


def _datum(field: FormField, wording: dict[str, str], persons: Sequence[str]) -> tuple[str, str]:
    """Return whose datum a field demands, and which: (经办人, 姓名). The applicant's is of nobody: an empty name."""
    label = without_applicant(plain_label(field.label))
    person = next((each for each in persons if label.startswith(each)), "")
    rest = label.removeprefix(person).removeprefix("的")
    if not person and not plain_label(field.section).startswith("申请"):
        other = person_of_section(plain_label(field.section))
        person = "" if other in _APPLICANT_ITSELF else other
    return person, wording.get(rest, rest) or "姓名"


def _is_line_of_list(field: FormField, section: Counter[str]) -> bool:
    """Return whether every label of the field's section comes as often as the others, and more than once."""
    return len(section) > 1 and len(set(section.values())) == 1 and section[field.label] > 1


def _missing_labels(fields: Sequence[FormField]) -> Iterator[Problem]:
    """F-4 (WCAG 3.3.2): a field has no label; a placeholder is none. One that only the eye connects is a question."""
    bare = [field for field in fields if not field.labelled and not field.label]
    loose = [field for field in fields if not field.labelled and field.label]
    if bare:
        named = "、".join(field.hint or "（无任何提示）" for field in bare[:_QUOTED_AT_MOST])
        yield _metric("F-4", Severity.ERROR, f"{len(bare)}个填写项没有名称标签：{named}")
    if loose:
        named = "、".join(field.label for field in loose[:_QUOTED_AT_MOST])
        text = f"{len(loose)}个填写项的名称没有与输入框关联（读屏软件读不出），请人工核对：{named}"
        yield _metric("F-4", Severity.WARNING, text)


def _missing_hints(typed: Sequence[FormField], limits: FormLimits) -> Iterator[Problem]:
    """F-5: a date, a number with a unit, a code or 经营范围 has no hint or example. A unit in the label is a hint."""
    tricky = [
        field
        for field in typed
        if field.required
        and (field.type in _NEEDS_HINT or any(word in field.label for word in limits.hint_words))
        and field.type != "select"
    ]
    bare = [field.label for field in tricky if not field.hint and not IN_BRACKETS.is_in(field.label)]
    if len(bare) > len(tricky) * limits.without_hint_share:
        yield _metric("F-5", Severity.WARNING, f"以下填写项没有填写说明或示例：{'、'.join(bare)}")


def _error_texts(page: PageOfForm, messages: Sequence[str], limits: FormLimits) -> Iterator[Problem]:
    """F-6 (WCAG 3.3.1, 3.3.3): after an empty submit no message names the field and what to do."""
    labels = [plain_label(field.label) for field in page.form.fields if len(field.label) > 1]
    empty = [text for text in messages if any(word in text for word in limits.says_nothing)]
    if empty:
        text = f"漏填时页面提示“{empty[0]}”，没有说明哪一项、应如何填写"
        yield _metric("F-6", Severity.ERROR, text).model_copy(update={"seen": empty[0]})
    elif not any(label in plain_label(text) for label in labels for text in messages):
        text = f"漏填时页面只提示“{messages[0]}”，没有指明漏填的是哪一项"
        yield _metric("F-6", Severity.WARNING, text).model_copy(update={"seen": messages[0]})
    named = {max((each for each in labels if each in plain_label(text)), key=len, default=None) for text in messages}
    hidden = (field for field in page.form.fields if not field.required and not field.required_shown)
    unmarked = {label for field in hidden if (label := plain_label(field.label)) in named}
    if unmarked:
        yield _metric("F-7", Severity.ERROR, f"必填项没有标明必填：{'、'.join(sorted(unmarked))}")


def _missing_marks(typed: Sequence[FormField]) -> Iterator[Problem]:
    """F-7 (GOV.UK): the form marks neither what is required nor what is optional."""
    unmarked = [field.label for field in typed if field.label and field.required and not field.required_shown]
    optional_shown = any(NOT_REQUIRED.is_in(field.label + field.hint) for field in typed if not field.required)
    if unmarked and not (optional_shown and not any(field.required_shown for field in typed)):
        yield _metric("F-7", Severity.ERROR, f"必填项没有标明必填：{'、'.join(unmarked)}")


def _missing_draft(
    forms: Sequence[ApplicationForm], typed: Sequence[FormField], limits: FormLimits
) -> Iterator[Problem]:
    """F-8 (WCAG 2.2.5): a long form cannot be saved as a draft."""
    if len(typed) > limits.short_without_draft and not any(form.has_draft for form in forms):
        yield _metric("F-8", Severity.WARNING, f"需填写{len(typed)}项，但没有“暂存”功能")


def _lost_draft(test_application: Submission) -> Iterator[Problem]:
    """F-8: a draft has lost something after logging in anew."""
    draft = test_application.draft
    if draft is not None and draft.kept < draft.typed:
        lost, action = draft.typed - draft.kept, "重新登录" if draft.logged_in_anew else "重新打开"
        yield _metric("F-8", Severity.ERROR, f"“暂存”后{action}，已填写的{draft.typed}项丢失{lost}项")


def _hard_wording(fields: Sequence[FormField], limits: FormLimits) -> Iterator[Problem]:
    """F-10: terms of the bureau's list without explanation, long sentences, brackets within brackets."""
    terms = [term for term in limits.jargon for field in fields if term in field.label and not field.hint]
    if terms:
        yield _metric("F-10", Severity.WARNING, f"以下术语没有解释：{'、'.join(dict.fromkeys(terms))}")
    texts = [text for field in fields for text in (field.label, field.hint) if text]
    sentences = (sentence for text in texts for sentence in lines_and_sentences(text))
    long = [each for each in sentences if chinese_characters(each) > limits.sentence_max]
    if long:
        yield _metric("F-10", Severity.WARNING, f"填写说明的句子超过{limits.sentence_max}字：“{long[0]}”")
    nested = [text for text in texts if NESTED_BRACKETS.is_in(text)]
    if nested:
        yield _metric("F-10", Severity.WARNING, f"括号中又有括号，不易看懂：“{nested[0]}”")


def _missing_upload_hints(forms: Sequence[ApplicationForm]) -> Iterator[Problem]:
    """F-11: neither the page nor an upload says which type, size or number of files it takes."""
    for form in forms:
        for what, hint in UPLOAD_HINTS.items():
            silent = [upload.label for upload in form.uploads if not hint.is_in(f"{form.upload_note} {upload.note}")]
            if silent:
                named = "、".join(silent[:_QUOTED_AT_MOST])
                yield _metric("F-11", Severity.WARNING, f"上传材料处没有说明{what}：{named}")


def _prefilled_share(fields: Sequence[FormField], typed: Sequence[FormField]) -> Iterator[Problem]:
    """F-13: the share that the portal has filled in, only noted."""
    if fields:
        prefilled = len(fields) - len(typed)
        text = f"表单共{len(fields)}项，需填写{len(typed)}项，自动带入{prefilled}项（{prefilled / len(fields):.0%}）"
        yield _metric("F-13", Severity.INFO, text)


def _missing_reasons(
    fields: Sequence[FormField], reasons: Sequence[FieldReason], limits: FormLimits
) -> Iterator[Problem]:
    """F-14 (行政许可法第二十九条): a field has no direct relation to the matter.

    Judged against the department's own list (申报表单 of the matter). A missing list is only noted, unless the profile
    requires one.
    """
    if not reasons and not limits.reasons_required:
        yield _metric(
            "F-14", Severity.INFO, "事项清单中没有登记各填写项的依据（申报表单），未核对是否与办理事项直接相关"
        )
        return
    labels = {plain_label(reason.label) for reason in reasons}
    known = labels | set(map(without_unit, labels))
    missing = [field.label for field in fields if field.label and plain_label(field.label) not in known]
    if missing:
        named = "、".join(dict.fromkeys(missing))
        yield _metric("F-14", Severity.WARNING, f"以下填写项没有登记依据，是否与办理事项直接相关请人工判断：{named}")


def _metric(rule: str, severity: Severity, text: str) -> Problem:
    return Problem(text=text, rule=rule, severity=severity)
