"""What is read from a form in the browser, and from a test application page by page; no value of it is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.facts import THRESHOLDS
from tests.support.live_matters import numbered
from tests.support.live_portals import LIMITS, Observe, kept
from zicha.model.facts.journey import Application, ApplicationForm, FormField, Submission
from zicha.model.finding import Severity
from zicha.model.matter import Identity
from zicha.portal.profile import load_profile
from zicha.rules.process_convenience.form_complexity import form_complexity
from zicha_demo.defects import Defects, Planting, Variant
from zicha_demo.server import DemoPortal

PATIENT = LIMITS.model_copy(update={"spinner": 2, "click": 1.5})
Applied = Callable[..., tuple[ApplicationForm, Submission]]


@pytest.fixture
def applied(observe: Observe, tmp_path: Any) -> Applied:
    """A test application for a matter whose publication is changed as asked: its form, and what handing in saw."""

    def apply(**changes: Any) -> tuple[ApplicationForm, Submission]:
        matter = numbered(0, "填表事项许可")
        paths = {path.replace("__", "."): value for path, value in changes.items()}
        variant = Variant.model_validate({"框": "D1", "变体": "所述", "说明": "所述", "改动": paths})
        planted = Planting.model_validate({"事项": matter.name, "框": "D1", "变体": "所述"})
        defects = Defects(variants=(variant,), plantings=(planted,) if paths else ())
        with DemoPortal([matter], defects, published={}) as portal:
            profile = load_profile("demo", portal.url).model_copy(update={"limits": PATIENT})
            facts = kept(tmp_path / "evidence", observe(profile), profile)
            application = facts.application(matter, Identity.LEGAL_PERSON).fact
            record = facts.submission(matter, Identity.LEGAL_PERSON)
        assert isinstance(application, Application)
        assert application.form is not None
        assert isinstance(record.fact, Submission), record.failure
        return application.form, record.fact

    return apply


def field(form: ApplicationForm, label: str) -> FormField:
    return next(each for each in form.fields if each.label == label)


def questions(form: ApplicationForm, attempt: Submission) -> list[str]:
    """The rules of what a person is asked."""
    problems = form_complexity(form, attempt, (), THRESHOLDS)
    assert not [problem for problem in problems if problem.severity is Severity.ERROR]
    return [problem.rule for problem in problems if problem.severity is Severity.WARNING]


def test_a_form_is_read_as_it_stands(applied: Applied) -> None:
    form, attempt = applied()
    name, date, kind = field(form, "企业（单位）名称"), field(form, "拟办理日期"), field(form, "申请类别")
    assert (name.prefilled, name.required, name.required_shown, name.labelled) == (True, True, True, True)
    assert (date.type, date.hint, date.section) == ("date", "例如：2026-03-01", "申请事项信息")
    assert (kind.type, kind.options, kind.prefilled) == ("select", 3, False)
    assert not field(form, "备注").required
    assert form.has_draft
    assert not form.uploads
    assert questions(form, attempt) == []


def test_a_test_application_is_seen_page_by_page(applied: Applied) -> None:
    form, attempt = applied()
    assert attempt.number
    assert attempt.pressed_submit
    filled, materials, review = attempt.pages
    assert filled.form == form.model_copy(update={"url": filled.form.url})
    assert filled.when_empty is not None
    assert "请填写“申请事由”" in " ".join(filled.when_empty)
    assert [upload.label for upload in materials.form.uploads] == ["上传申请表", "上传场地平面图"]
    assert "不超过10MB" in materials.form.upload_note
    assert [page.reviews for page in attempt.pages] == [False, False, True]
    assert review.form.fields == ()
    licence = next(demand for demand in attempt.demands if demand.name == "营业执照")
    assert licence.fetch is not None
    assert (licence.fetch.button, licence.fetch.done, licence.upload) == ("获取电子证照", True, False)
    assert [demand.upload for demand in attempt.demands] == [True, False, True]
    record = attempt.model_dump_json()
    assert "测试件，仅用于业务网自查" not in record, "what was typed is never kept"
    assert "测试大厦" not in record


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"application__review": False}, ["F-9"]),
        ({"application__review": False, "application__review_dialog": True}, []),
        ({"application__form_error": "请完善信息"}, ["F-6"]),
        ({"application__form_error": ""}, ["F-6"]),
        ({"application__native_checks": True}, []),
        ({"application__upload_note": "每份材料上传1个文件"}, ["F-11", "F-11"]),
        ({"application__form_pages": 6}, ["F-12"]),
        ({"application__form_pages": 5}, []),
        ({"application.fields[拟办理日期].hint": ""}, ["F-5"]),
        ({"application.fields[申请事由].hint": "字" * 41}, ["F-10"]),
        ({"application.fields[申请事由].label": "申请事由（含变更（延续））"}, ["F-10"]),
    ],
    ids=lambda value: "+".join(value) or "none" if isinstance(value, list) else None,
)
def test_what_asks_a_person(changes: dict[str, Any], expected: list[str], applied: Applied) -> None:
    form, attempt = applied(**changes)
    assert attempt.number, attempt.message
    assert questions(form, attempt) == expected


def test_a_long_form_without_a_draft(applied: Applied) -> None:
    more = {"重复": 12, "追加": {"key": "m{序}", "label": "情况第{序}项", "section": "情况", "hint": "如实填写"}}
    form, attempt = applied(**{"application.fields": more, "application.drafts": False})
    assert not form.has_draft
    assert attempt.draft is None
    assert questions(form, attempt) == ["F-8"]


def test_what_was_put_aside_is_looked_for_after_a_fresh_login(applied: Applied) -> None:
    more = {"重复": 12, "追加": {"key": "m{序}", "label": "情况第{序}项", "section": "情况", "hint": "如实填写"}}
    _, attempt = applied(**{"application.fields": more})
    assert attempt.draft is not None
    assert (attempt.draft.typed, attempt.draft.kept, attempt.draft.logged_in_anew) == (17, 17, True)
    assert attempt.number, "and the application goes on from there"


def test_every_kind_of_field_is_filled_in(applied: Applied) -> None:
    """A list that depends on another, a range, boxes of which one must be ticked."""
    fields = [
        {"key": "sf", "label": "经营形式", "kind": "radio", "options": ["固定", "流动"], "section": "形式"},
        {"key": "yw", "label": "业务种类", "kind": "checkbox", "options": ["批发", "零售"], "section": "形式"},
        {"key": "xq", "label": "所在县区", "kind": "select", "options": ["龙亭区"], "section": "位置"},
        {
            "key": "jd", "label": "所在街道", "kind": "select", "depends_on": "xq",
            "linked": {"龙亭区": ["午朝门街道"]}, "section": "位置",
        },
        {"key": "rs", "label": "人数", "kind": "number", "least": 3, "most": 9, "hint": "3至9", "section": "位置"},
        {"key": "rq", "label": "成立日期", "kind": "date", "hint": "例如：2026-03-01", "section": "位置"},
    ]  # fmt: skip
    assert applied(**{"application.fields": {"追加": fields}})[1].number


def test_a_field_that_is_required_without_saying_so_is_filled_in_when_it_is_named(applied: Applied) -> None:
    hidden = {"key": "zm", "label": "产权证明", "section": "申请事项信息", "marked": False, "declared": False}
    form, attempt = applied(**{"application.fields": {"追加": hidden}})
    assert not field(form, "产权证明").required
    assert attempt.number


def test_what_only_brings_a_message_is_not_pressed_again(applied: Applied) -> None:
    """Else an application might be handed in twice."""
    _, attempt = applied(**{"application.dead_step": "review", "application.dead_message": "提交失败，请核对附件"})
    assert (attempt.number, attempt.message) == ("", "提交失败，请核对附件")
