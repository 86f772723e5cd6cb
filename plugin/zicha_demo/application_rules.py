"""What an application demands of its applicant at each step, and the messages when it is not met."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import PurePath

from starlette.datastructures import FormData, UploadFile

from zicha.model.matter import Identity
from zicha_demo.accounts import Account
from zicha_demo.application import ApplyStep, DraftKeeping, Fetching, FieldKind, FormField, HandIn
from zicha_demo.publication import Publication
from zicha_demo.state import Draft

AGENT_QUESTION = "办理方式"
AGENT_OPTIONS = ("单位办理", "经办人代办")
MAX_BYTES = 10 * 1024 * 1024
_REFUSED = {".exe", ".sh", ".bat"}


def steps_of(publication: Publication, identity: Identity) -> tuple[ApplyStep, ...]:
    """Return the steps this identity goes through. Where materials are a part of the form, nothing is repeated."""
    application = publication.application
    is_one_page = publication.skin.pages != "steps"
    has_questions = bool(situation_questions(publication, identity))
    present = {
        ApplyStep.NOTICE: bool(application.notice),
        ApplyStep.SITUATION: has_questions,
        ApplyStep.FORM: True,
        ApplyStep.MATERIALS: not is_one_page,
        ApplyStep.REVIEW: application.review and not is_one_page,
    }
    return tuple(step for step in ApplyStep if present[step])


def situation_questions(publication: Publication, identity: Identity) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the questions of 情形选择, each with its options."""
    application = publication.application
    own = tuple((choice.question, choice.options) for choice in application.choices)
    agent = application.agent_choice and identity is Identity.LEGAL_PERSON
    return (*own, *(((AGENT_QUESTION, AGENT_OPTIONS),) if agent else ()))


def fields_of(publication: Publication, identity: Identity) -> tuple[FormField, ...]:
    """Return the fields this identity has to fill in."""
    return tuple(field for field in publication.application.fields if field.only_for in (None, identity))


def fields_on(publication: Publication, identity: Identity, page: int) -> tuple[FormField, ...]:
    """Return those of one page of the form, where it goes over several."""
    fields, pages = fields_of(publication, identity), publication.application.form_pages
    size = -(-len(fields) // pages)
    return fields[(page - 1) * size : page * size]


def prefilled(publication: Publication, account: Account) -> dict[str, str]:
    """Return what the form holds before anybody has typed."""
    fields = fields_of(publication, account.identity)
    return {field.key: account.datum(field.prefilled_from) if field.prefilled_from else field.value for field in fields}


def put_aside(publication: Publication, account: Account, draft: Draft) -> Draft:
    """Return the draft as 暂存 keeps it here."""
    match publication.application.draft_kept:
        case DraftKeeping.LOST:
            return draft
        case DraftKeeping.ACCOUNT_ONLY:
            return draft.model_copy(update={"saved": True, "values": prefilled(publication, account)})
        case _:
            return draft.model_copy(update={"saved": True})


def read_situation(publication: Publication, draft: Draft, form: FormData) -> tuple[Draft, list[str]]:
    """Return the choices made, and what is missing."""
    questions = situation_questions(publication, draft.identity)
    chosen = {question: str(form.get(f"q{index}", "")) for index, (question, _) in enumerate(questions)}
    errors = [f"请选择“{question}”" for question, options in questions if chosen[question] not in options]
    return draft.model_copy(update={"situation": chosen}), errors


def read_form(publication: Publication, draft: Draft, page: int, form: FormData) -> tuple[Draft, list[str]]:
    """Return the values filled in on a page of the form, and what is wrong with them."""
    fields = fields_on(publication, draft.identity, page)
    values = {field.key: "、".join(str(each).strip() for each in form.getlist(field.key)) for field in fields}
    errors = [error for field in fields if (error := _field_error(field, values[field.key], values))]
    message = publication.application.form_error
    if errors and message is not None:
        errors = [message]
    return draft.model_copy(update={"values": {**draft.values, **values}}), errors


def _field_error(field: FormField, value: str, values: dict[str, str]) -> str:
    if not value:
        verb = "选择" if field.kind in (FieldKind.SELECT, FieldKind.RADIO, FieldKind.CHECKBOX) else "填写"
        return f"请{verb}“{field.label}”" if field.required else ""
    if field.kind is FieldKind.NUMBER and not re.fullmatch(r"\d+(\.\d+)?", value):
        return f"“{field.label}”应填写数字"
    if field.kind is FieldKind.NUMBER and field.least is not None and float(value) < field.least:
        return f"“{field.label}”不能小于{field.least}"
    if field.kind is FieldKind.NUMBER and field.most is not None and float(value) > field.most:
        return f"“{field.label}”不能大于{field.most}"
    if field.kind is FieldKind.PHONE and not re.fullmatch(r"1\d{10}|0\d{2,3}-?\d{7,8}", value):
        return f"“{field.label}”应填写11位手机号码或带区号的固定电话"
    if field.kind is FieldKind.DATE:
        try:
            date.fromisoformat(value)
        except ValueError:
            return f"“{field.label}”应填写日期，例如：2026-03-01"
    offered = field.linked.get(values.get(field.depends_on, ""), ()) if field.depends_on else field.options
    if field.kind is FieldKind.SELECT and value not in offered:
        return f"请选择“{field.label}”"
    return ""


async def read_materials(publication: Publication, draft: Draft, form: FormData) -> tuple[Draft, list[str]]:
    """Return the materials handed in, and what is missing."""
    handed, errors = dict(draft.handed_in), []
    for index, demand in enumerate(publication.application.demands):
        upload = form.get(f"file{index}")
        if isinstance(upload, UploadFile) and upload.filename:
            size = len(await upload.read(MAX_BYTES + 1))
            name = PurePath(upload.filename).name
            if PurePath(name).suffix.lower() in _REFUSED:
                errors.append(f"“{demand.name}”：不允许上传exe、sh、bat类型的文件")
            elif not 0 < size <= MAX_BYTES:
                errors.append(f"“{demand.name}”：文件{'为空' if not size else '大小超过10MB'}，请重新上传")
            else:
                handed[str(index)] = name
        must = demand.upload_insisted or (demand.required and demand.hand_in is HandIn.UPLOAD)
        if must and str(index) not in handed:
            errors.append(f"请上传“{demand.name}”")
    errors += [f"请获取“{name}”的电子证照" for name in unfetched(publication, draft)]
    return draft.model_copy(update={"handed_in": handed}), errors


def unfetched(publication: Publication, draft: Draft) -> tuple[str, ...]:
    """Return the exempt materials whose e-licence has not been fetched although it can be."""
    return tuple(
        demand.name
        for index, demand in enumerate(publication.application.demands)
        if demand.hand_in is HandIn.EXEMPT
        and demand.required
        and demand.fetching is not Fetching.AUTOMATIC
        and str(index) not in draft.handed_in
    )


def case_number(code: str, now: datetime, count: int) -> str:
    """Return a 办件编号 in its 43 characters: 实施编码 31, date 8, serial 4."""
    return f"{code[:31]:0<31}{now:%Y%m%d}{count % 10000:04d}"
