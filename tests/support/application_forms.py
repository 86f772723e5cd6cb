"""Application forms and test applications over their pages, and what the F metrics find on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.support.facts import PAGE, SEEN, THRESHOLDS, application_form
from zicha.model.facts.journey import DraftTrial, FormField, PageOfForm, Submission, Upload
from zicha.model.finding import Problem, Severity
from zicha.model.matter import FieldReason
from zicha.model.thresholds import FormLimits
from zicha.rules.process_convenience.form_complexity import form_complexity


def judged(
    *fields: FormField,
    has_draft: bool = True,
    uploads: Sequence[Upload] = (),
    upload_note: str = "",
    test_application: Submission | None = None,
    reasons: Sequence[FieldReason] = (),
    **limits: Any,
) -> list[Problem]:
    """What is found on a form, without what is only noted, by the shipped limits or others."""
    form = application_form(fields, has_draft).model_copy(update={"uploads": uploads, "upload_note": upload_note})
    changed = FormLimits.model_validate({**THRESHOLDS.forms.model_dump(), **limits})
    problems = form_complexity(form, test_application, reasons, THRESHOLDS.model_copy(update={"forms": changed}))
    assert all(problem.where == PAGE for problem in problems)
    return [problem for problem in problems if problem.severity is not Severity.INFO]


def metrics(*fields: FormField, has_draft: bool = True) -> list[tuple[str, Severity]]:
    return [(problem.rule, problem.severity) for problem in judged(*fields, has_draft=has_draft)]


def page(
    *fields: FormField, title: str = "填写申报信息", when_empty: Sequence[str] | None = None, reviews: bool = False
) -> PageOfForm:
    messages = None if when_empty is None else tuple(when_empty)
    return PageOfForm(title=title, form=application_form(fields), when_empty=messages, reviews=reviews)


REVIEW = page(title="核对信息", reviews=True)


def applied(*pages: PageOfForm, draft: DraftTrial | None = None, number: str = "410200020261124A000001") -> Submission:
    """A test application that was handed in over these pages."""
    return Submission(
        url=PAGE, at=SEEN, hops=(), demands=(), number=number, pages=pages, draft=draft, pressed_submit=bool(number)
    )


def problems_of(test_application: Submission, **limits: Any) -> list[tuple[str, Severity, str]]:
    fields = test_application.pages[0].form.fields
    return [(p.rule, p.severity, p.text) for p in judged(*fields, test_application=test_application, **limits)]
