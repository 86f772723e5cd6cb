"""What an application is made of: notice, choices, form fields, demanded materials. A part of the Publication."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from zicha.model.base import Model
from zicha.model.matter import Identity, Necessity


class FieldKind(StrEnum):
    """The kind of a form field."""

    TEXT = "text"
    LONG_TEXT = "textarea"
    SELECT = "select"
    DATE = "date"
    NUMBER = "number"
    PHONE = "tel"
    PASSWORD = "password"
    RADIO = "radio"
    CHECKBOX = "checkbox"


class Datum(StrEnum):
    """What the account already holds."""

    NAME = "name"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    ADDRESS = "address"
    LEGAL_REPRESENTATIVE = "legal_representative"


class LabelStyle(StrEnum):
    """How a field is labelled."""

    LABEL = "label"
    PLACEHOLDER = "placeholder"
    NONE = "none"


class FormField(Model):
    """One field of 填写申报信息.

    `marked` shows the star of 必填, `declared` tells the browser. `value` stands there from the start. The options of
    a list that depends on another field (`depends_on`) stand in `linked`, by what is chosen there.
    """

    key: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    section: str = "申请人信息"
    required: bool = True
    hint: str = ""
    options: tuple[str, ...] = ()
    prefilled_from: Datum | None = None
    only_for: Identity | None = None
    label_style: LabelStyle = LabelStyle.LABEL
    marked: bool = True
    declared: bool = True
    value: str = ""
    least: int | None = None
    most: int | None = None
    depends_on: str = ""
    linked: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class Choice(Model):
    """One question of 情形选择."""

    question: str
    options: tuple[str, ...]


class HandIn(StrEnum):
    """How a demanded material is handed in."""

    UPLOAD = "上传"
    WINDOW = "窗口提交"
    COURIER = "邮寄"
    EXEMPT = "免提交"


class Fetching(StrEnum):
    """How an e-licence gets into the application."""

    BUTTON = "button"
    DIALOG = "dialog"
    AUTOMATIC = "automatic"


class Demand(Model):
    """One line of 上传申报材料: what the application really asks for.

    `upload_too` offers an upload beside the e-licence, for what the licence does not show; with `upload_insisted` the
    application goes no further without it.
    """

    name: str
    kind: str
    originals: int
    copies: int
    medium: str
    necessity: str
    hand_in: HandIn
    licence: str = ""
    fetch_offered: bool = True
    fetch_error: str = ""
    fetch_delay_seconds: float = 0
    fetching: Fetching = Fetching.BUTTON
    upload_too: bool = False
    upload_insisted: bool = False

    @property
    def required(self) -> bool:
        """Whether the application goes no further without it."""
        return self.necessity == Necessity.REQUIRED


class ApplyStep(StrEnum):
    """The pages of an application, in their order."""

    NOTICE = "notice"
    SITUATION = "situation"
    FORM = "form"
    MATERIALS = "materials"
    REVIEW = "review"

    @property
    def chinese(self) -> str:
        titles = {
            "notice": "办理须知",
            "situation": "情形选择",
            "form": "填写申报信息",
            "materials": "上传申报材料",
            "review": "核对信息",
        }
        return titles[self.value]


class DraftKeeping(StrEnum):
    """What of a form 暂存 keeps."""

    WHOLE = "whole"
    LOST = "lost"
    ACCOUNT_ONLY = "account_only"
    IN_CASES = "in_cases"


class Application(Model):
    """The application in steps. `dead_step` is the page whose button does nothing, or only says `dead_message`.

    `notice_seconds` keeps 下一步 of the notice disabled for a while, `welcome` is a dialog over the first page, `badge`
    and `small_print` stand on every page, `header_links` in the site's header. At `proof_at` the page of that step
    gives way to one that asks for a proof of identity, under `proof_title`. With `prefilled_late` the account's data
    come after the page.

    The form may go over several pages. `form_error` replaces what is said of missing fields; empty says nothing.
    With `native_checks` the browser itself points at them. `upload_note` tells what may be uploaded.
    """

    notice: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    agent_choice: bool = False
    fields: tuple[FormField, ...] = ()
    form_pages: int = 1
    form_error: str | None = None
    native_checks: bool = False
    drafts: bool = True
    draft_kept: DraftKeeping = DraftKeeping.WHOLE
    saves_itself: bool = False
    review: bool = True
    review_dialog: bool = False
    upload_note: str = (
        "支持pdf、ofd、doc、docx、xls、xlsx、jpg、png格式，每份材料上传1个文件，单个文件不超过10MB。"
        "标注“免提交”的材料可直接获取电子证照。"
    )
    demands: tuple[Demand, ...] = ()
    dead_step: ApplyStep | None = None
    dead_message: str = ""
    notice_seconds: float = 0
    welcome: str = ""
    badge: str = ""
    small_print: str = ""
    header_links: tuple[str, ...] = ()
    proof_at: ApplyStep | None = None
    proof_title: str = "实名认证"
    prefilled_late: bool = False
    submit_error: str = ""
