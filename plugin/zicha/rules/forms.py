"""Form complexity, the F metrics (the notice, 自查的重点 4; ledger box D1).

The machine names candidates of 复杂; 难懂 is judged by people, as many as the thresholds ask for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from zicha.model.facts import ApplicationForm, FormField
from zicha.model.finding import Problem, Severity
from zicha.model.thresholds import Thresholds
from zicha.rules.account_data import asked_again

_NEEDS_HINT = frozenset({"date", "number"})
_SHARE_WITHOUT_HINT = 0.2
_LONG_WITHOUT_DRAFT = 15


def form_complexity(form: ApplicationForm, thresholds: Thresholds) -> tuple[Problem, ...]:
    """F-1 to F-5, F-7 and F-8 on the form as it stood before anything was typed, and the question of 难懂."""
    typed = [field for field in form.fields if not field.prefilled]
    findings = [
        *_count(typed, thresholds),
        *_asked_again(form, thresholds),
        *_asked_twice(form.fields),
        *_unlabelled(form.fields),
        *_without_hint(typed),
        *_unmarked(typed),
    ]
    if not form.has_draft and len(typed) > _LONG_WITHOUT_DRAFT:
        findings.append(_metric("F-8", Severity.WARNING, f"需填写{len(typed)}项，但没有“暂存”功能"))
    if thresholds.raters:
        findings.append(
            _metric("难懂", Severity.WARNING, f"表单是否难懂，请{thresholds.raters}人（至少1人来自其他部门）评定")
        )
    return tuple(finding.model_copy(update={"where": form.url}) for finding in findings)


def _count(typed: list[FormField], thresholds: Thresholds) -> Iterator[Problem]:
    if len(typed) > thresholds.typed_fields_max:
        yield _metric("F-1", Severity.ERROR, f"申报表单需填写{len(typed)}项，超过{thresholds.typed_fields_max}项")
    elif len(typed) > thresholds.typed_fields_warn:
        yield _metric("F-1", Severity.WARNING, f"申报表单需填写{len(typed)}项，是否过多请人工判断")


def _asked_again(form: ApplicationForm, thresholds: Thresholds) -> Iterator[Problem]:
    """F-2: 国务院令第716号第七条, WCAG 3.3.7; what did not come along from the account at all is A7 (account_data)."""
    again = [field.label for field in asked_again(form)]
    if again:
        severity = Severity.ERROR if len(again) > thresholds.asked_again_max else Severity.WARNING
        yield _metric("F-2", severity, f"账号已有的信息仍需填写：{'、'.join(again)}")


def _asked_twice(fields: tuple[FormField, ...]) -> Iterator[Problem]:
    """F-3: WCAG 3.3.7, the same datum asked for twice in one filing."""
    counted = Counter(field.label for field in fields if field.label)
    twice = [label for label, count in counted.items() if count > 1]
    if twice:
        yield _metric("F-3", Severity.ERROR, f"同一信息重复填写：{'、'.join(twice)}")


def _unlabelled(fields: tuple[FormField, ...]) -> Iterator[Problem]:
    """F-4: WCAG 3.3.2, a field needs a label; a placeholder is none."""
    bare = [field for field in fields if not field.labelled]
    if bare:
        named = "、".join(field.label or field.hint or "（无任何提示）" for field in bare[:5])
        yield _metric("F-4", Severity.ERROR, f"{len(bare)}个填写项没有名称标签：{named}")


def _without_hint(typed: list[FormField]) -> Iterator[Problem]:
    tricky = [field for field in typed if field.required and field.type in _NEEDS_HINT]
    bare = [field.label for field in tricky if not field.hint]
    if len(bare) > len(tricky) * _SHARE_WITHOUT_HINT:
        yield _metric("F-5", Severity.WARNING, f"以下填写项没有填写说明或示例：{'、'.join(bare)}")


def _unmarked(typed: list[FormField]) -> Iterator[Problem]:
    unmarked = [field.label for field in typed if field.required and not field.required_shown]
    if unmarked:
        yield _metric("F-7", Severity.ERROR, f"必填项没有标明必填：{'、'.join(unmarked)}")


def _metric(rule: str, severity: Severity, text: str) -> Problem:
    return Problem(text=text, rule=rule, severity=severity)
