"""A Publication (一个事项在门户上的全部发布内容): what the portal shows of one matter and how it behaves for it.

Every page renders from a publication alone, so a defect is nothing but a patch on one: see `defects.py`.
`Platform` is the same for what belongs to no matter, such as the login page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from pydantic import Field

from zicha.model.base import Model
from zicha.model.matter import Identity
from zicha.model.time_limit import TimeLimit, TimeUnit
from zicha_demo.application import Application, ApplyStep
from zicha_demo.evaluation import EvaluationDisplay
from zicha_demo.lists import ListDisplay, Style
from zicha_demo.skins.grammar import Skin


class FileKind(StrEnum):
    """What a form file is. A zip or rar holds the form as docx."""

    DOCX = "docx"
    DOC = "doc"
    WPS = "wps"
    RTF = "rtf"
    XLSX = "xlsx"
    XLS = "xls"
    ET = "et"
    PDF = "pdf"
    OFD = "ofd"
    JPG = "jpg"
    PNG = "png"
    ZIP = "zip"
    RAR = "rar"


class FileContent(StrEnum):
    """What really comes when a form file is asked for."""

    NORMAL = "normal"
    EMPTY = "empty"
    DAMAGED = "damaged"
    GARBAGE = "garbage"
    PROTECTED = "protected"
    ERROR_PAGE = "error_page"
    ERROR_JSON = "error_json"
    MISSING = "missing"
    EMPTY_ARCHIVE = "empty_archive"
    BOMB = "bomb"
    SLOW = "slow"
    # what is nobody's defect
    BUSY = "busy"
    BAD_GATEWAY = "bad_gateway"
    HUGE = "huge"
    HANG = "hang"
    INFLATED = "inflated"


class FileLink(StrEnum):
    """How the guide leads to a form file."""

    ADDRESS = "address"
    WINDOW = "window"
    SAVED = "saved"
    NULL = "null"
    HASH = "hash"
    MESSAGE = "message"
    WORDS = "words"


class PublishedFile(Model):
    """空表 or 样表. `path` is the filePath of its address; `city` is whose organs a filled form names.

    `values` replace what a filled form says, by its labels; `notes` are printed below. `extension` is what the file
    calls itself where that is not its kind. `both` makes one file hold the blank form and the sample. `shown` replaces
    the words on the guide.
    """

    path: str
    kind: FileKind
    matter: str
    title: str
    filled: bool
    city: str = "开封市"
    values: dict[str, str] = Field(default_factory=dict)
    notes: tuple[str, ...] = ()
    both: bool = False
    extension: str = ""
    content: FileContent = FileContent.NORMAL
    link: FileLink = FileLink.ADDRESS
    shown: str = ""


class Element(Model):
    """One element of the guide under the label this page gives it."""

    name: str
    label: str
    text: str
    unit_in_label: bool = False

    @property
    def shown(self) -> tuple[str, str]:
        """Return label and text as displayed, the unit moved into the label where this page does so."""
        if self.unit_in_label and re.fullmatch(r"[\d０-９]+\s*个工作日", self.text):
            limit = TimeLimit.parse(self.text)
            if limit.unit is TimeUnit.WORKING_DAY and limit.amount:
                return f"{self.label}(工作日)", str(limit.amount)
        return self.label, self.text


class PublishedMaterial(Model):
    """One line of 申请材料 as displayed."""

    name: str
    kind: str
    originals: int
    copies: int
    medium: str
    necessity: str
    source: str
    exemption: str = ""
    blank: PublishedFile | None = None
    sample: PublishedFile | None = None
    hint: str = ""
    acceptance: str = ""


class PublishedStep(Model):
    """One step of 办理流程 as displayed. `outcome` is a column that only some pages have."""

    name: str
    limit: str
    handler: str
    content: str
    special: str
    counted: str
    basis: str
    outcome: str = ""


class PublishedFee(Model):
    """One line of 收费项目 as displayed."""

    name: str
    standard: str
    basis: str
    relief: str


class PublishedQuestion(Model):
    """One 常见问题 as displayed."""

    question: str
    answer: str


class Opens(StrEnum):
    """How 在线办理 opens its page."""

    SAME_TAB = "same_tab"
    NEW_TAB = "new_tab"
    WINDOW_OPEN = "window_open"


class Entry(Model):
    """The button 在线办理. With `message` a click only says so (in the browser's own box where `alert`).

    `address` replaces the working address. With `choices` a dialog asks which of them first.
    """

    label: str
    present: bool = True
    enabled: bool = True
    opens: Opens = Opens.SAME_TAB
    department: bool = False
    message: str = ""
    alert: bool = False
    address: str | None = None
    choices: tuple[str, ...] = ()


class LandingKind(StrEnum):
    """What stands where the application should begin."""

    NORMAL = "normal"
    MESSAGE = "message"
    BLANK = "blank"
    STATUS = "status"
    LOGIN = "login"
    HOME = "home"
    LIST = "list"
    OTHER_MATTER = "other_matter"
    SPINNER = "spinner"
    DATA = "data"
    CLOSED = "closed"


class Shell(StrEnum):
    """What an application runs within."""

    NONE = "none"
    FRAME = "frame"
    FOREIGN_FRAME = "foreign_frame"
    HASH_ROUTE = "hash_route"


class Landing(Model):
    """The first page after 在线办理. `only_for` limits a failure to one identity."""

    kind: LandingKind = LandingKind.NORMAL
    shell: Shell = Shell.NONE
    message: str = ""
    status: int = 200
    delay_seconds: float = 0
    only_for: Identity | None = None


class SecondLogin(StrEnum):
    """What a department's system asks for although the user has come from the portal."""

    PASSWORD = "password"
    PHONE_CODE = "phone_code"
    MESSAGE = "message"
    PROOF = "proof"


class SignOn(Model):
    """单点登录 into the department system, over as many redirects as `hops` says."""

    second_login: bool = False
    second_login_title: str = "用户登录"
    second_login_asks: SecondLogin = SecondLogin.PASSWORD
    hops: int = 1


class CaseDisplay(Model):
    """How 我的办件 shows the matter's cases. `number_shown` and `state_shown` stand there instead of the true ones.

    `state_words` are other words for the true states; a case can be taken back while it is `withdrawable`.
    """

    listed: bool = True
    not_listed_for: Identity | None = None
    listed_after_minutes: int = 0
    number_shown: str = ""
    state_shown: str = ""
    state_lag_hours: int = 0
    state_words: dict[str, str] = Field(default_factory=dict)
    withdrawable: bool = True


class Office(Model):
    """What the department does with applications that are marked 测试: nothing, or all of it after so many seconds."""

    handles: bool = True
    accepts_after_seconds: float = 0
    finishes_after_seconds: float = 0


class LicenceDisplay(Model):
    """The e-licence: it appears `delay_hours` after the paper was made.

    `earlier` is the date of an older licence of the same name that the applicant holds anyway.
    """

    issued: bool = False
    name: str = ""
    delay_hours: float = 24
    listed: bool = True
    numbered: bool = True
    dated: bool = True
    earlier: str = ""
    listed_for: Identity | None = None


class Loss(StrEnum):
    """How a page tells that the login is lost."""

    LOGIN_PAGE = "login_page"
    MESSAGE = "message"
    DATA = "data"
    DIALOG = "dialog"


class SessionBehaviour(Model):
    """Where the login is lost on the way and how that shows; what happens but once befalls that page alone."""

    lost_at: ApplyStep | None = None
    lost_at_landing: bool = False
    shown_as: Loss = Loss.LOGIN_PAGE
    message: str = "登录超时，请重新登录"
    once: bool = False


class Headings(Model):
    """The headings of the guide's sections."""

    basic: str = "基本信息"
    conditions: str = "受理条件"
    materials: str = "申请材料"
    process: str = "办理流程"
    fees: str = "收费标准"
    basis: str = "设定依据"
    contact: str = "咨询监督"
    questions: str = "常见问题"


class MaterialLabels(Model):
    """What the columns of 申请材料 are called here."""

    name: str = "材料名称"
    kind: str = "材料类型"
    counts: str = "份数"
    medium: str = "收取方式"
    necessity: str = "材料必要性"
    source: str = "来源渠道"
    exemption: str = "免提交"
    blank: str = "空白表格"
    sample: str = "示例样表"


class DisturbanceKind(StrEnum):
    """What comes instead of the page, or what becomes of it on the way."""

    ANSWER = "answer"
    RESET = "reset"
    HANG = "hang"
    CUT_OFF = "cut_off"
    UNCLOSED = "unclosed"
    GBK = "gbk"
    GARBLED = "garbled"
    HUGE = "huge"
    BOMB = "bomb"
    STOP = "stop"


class Disturbance(Model):
    """What happens to requests whose path contains `at`, `times` times or always: trouble that is nobody's defect.

    With `posted` only to what a form sends.
    """

    at: str
    posted: bool = False
    kind: DisturbanceKind = DisturbanceKind.ANSWER
    status: int = 200
    message: str = ""
    times: int | None = None


class GuideData(Model):
    """What the data service answers otherwise than the page shows; `answer` stands for all of it.

    `fields` are of the matter, `materials` those of a material by its name, `without` are left out.
    """

    fields: Mapping[str, str | int] = Field(default_factory=dict)
    materials: Mapping[str, Mapping[str, str]] = Field(default_factory=dict)
    without: tuple[str, ...] = ()
    answer: str = ""


class Publication(Model):
    """Everything the portal publishes of one matter, and the skin that its pages wear."""

    matter_name: str
    code: str
    page_id: str
    region: str
    region_name: str
    department: str
    system: str
    matter_type: str
    identities: tuple[Identity, ...]
    ordinal: int
    skin: Skin
    empty_text: str
    headings: Headings
    material_labels: MaterialLabels
    elements: tuple[Element, ...]
    contacts: tuple[Element, ...]
    conditions: tuple[str, ...]
    materials: tuple[PublishedMaterial, ...]
    steps: tuple[PublishedStep, ...]
    fees: tuple[PublishedFee, ...]
    basis: tuple[str, ...]
    questions: tuple[PublishedQuestion, ...]
    data: GuideData = GuideData()
    entry: Entry
    landing: Landing = Landing()
    sign_on: SignOn = SignOn()
    application: Application
    cases: CaseDisplay = CaseDisplay()
    office: Office = Office()
    licence: LicenceDisplay = LicenceDisplay()
    evaluation: EvaluationDisplay = EvaluationDisplay()
    session: SessionBehaviour = SessionBehaviour()
    disturbances: tuple[Disturbance, ...] = ()

    @property
    def guide_path(self) -> str:
        return f"/portal/guide/{self.page_id}?region={self.region}"

    @property
    def files(self) -> dict[str, PublishedFile]:
        """Return the form files by their filePath."""
        files = [file for material in self.materials for file in (material.blank, material.sample) if file]
        return {file.path: file for file in files}


class Platform(Model):
    """What belongs to no matter."""

    site_name: str = "河南政务服务网（演示环境）"
    login_available: bool = True
    login_delay_seconds: float = 0
    login_error: str = ""
    login_errors: int = 1_000_000
    """How many logins the error costs before the right account gets in."""
    login_keeps: bool = True
    login_button: bool = True
    login_notice: str = ""
    login_slider: bool = False
    """Whether a person has to drag a slider to its end; who has not does not get in."""
    session_minutes: int = 120
    home_status: int = 200
    disturbances: tuple[Disturbance, ...] = ()
    cases: ListDisplay = ListDisplay()
    licences: ListDisplay = ListDisplay(style=Style.CARDS)
    evaluations: ListDisplay = ListDisplay()
