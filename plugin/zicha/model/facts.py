"""What is observed: typed, serialisable facts about what a portal's pages showed, and the Record that keeps one.

A fact says what was seen, never what is wrong with it. Texts are quoted from the page, cleaned of markup only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from zicha.model.base import Model
from zicha.model.matter import Identity


class Element(StrEnum):
    """要素: the elements of a guide page, under their official names (GB/T 39046-2020 table 4)."""

    NAME = "事项名称"
    CODE = "实施编码"
    BASIC_CODE = "基本编码"
    MATTER_TYPE = "事项类型"
    LEVEL = "行使层级"
    OWNER = "实施主体"
    OWNER_KIND = "实施主体性质"
    AUDIENCE = "服务对象"
    HANDLING_TYPE = "办件类型"
    CHANNELS = "办理形式"
    LEGAL_LIMIT = "法定办结时限"
    LEGAL_LIMIT_NOTE = "法定办结时限说明"
    PROMISED_LIMIT = "承诺办结时限"
    PROMISED_LIMIT_NOTE = "承诺办结时限说明"
    VISITS = "到办事现场次数"
    VISIT_REASON = "必须现场办理原因说明"
    SCOPE = "通办范围"
    ONLINE = "是否网办"
    ONLINE_DEPTH = "网上办理深度"
    ONLINE_ADDRESS = "网办地址"
    SINGLE_SIGN_ON = "是否对接单点登录"
    JUMP_ADDRESS = "跳转地址"
    APPOINTMENT = "是否支持预约办理"
    APPOINTMENTS_A_DAY = "每日可预约量"
    ONLINE_PAYMENT = "是否支持网上支付"
    COURIER = "是否支持物流快递"
    MATERIAL_COURIER = "是否支持申报材料邮寄"
    RESULT_COURIER = "是否支持办件结果邮寄"
    PERSON_TOPICS = "面向自然人事项主题分类"
    LEGAL_PERSON_TOPICS = "面向法人事项主题分类"
    EFFECTIVE_ON = "计划生效日期"
    CANCELLED_ON = "计划取消日期"
    CHARGED = "是否收费"
    CONDITIONS = "受理条件"
    BASIS = "设定依据"
    RESULT_NAME = "结果名称"
    RESULT_KIND = "结果类型"
    RESULT_SAMPLE = "结果样本"
    E_LICENCE = "是否生成电子证照"
    DELIVERY = "送达方式"
    PLACE = "办理地点"
    HOURS = "办理时间"
    CONSULTATION = "咨询方式"
    SUPERVISION = "监督投诉方式"
    FLOW_PICTURE = "流程图"
    # of one material
    MATERIAL_NAME = "材料名称"
    MATERIAL_KIND = "材料类型"
    MEDIUM = "收取方式"
    COPIES = "份数"
    ORIGINAL_COUNT = "原件份数"
    COPY_COUNT = "复印件份数"
    NECESSITY = "材料必要性"
    SOURCE = "来源渠道"
    SHARED = "免提交"
    BLANK_FORM = "空白表格"
    SAMPLE = "示例样表"
    HINT = "填报须知"
    ACCEPTANCE = "受理标准"
    # of one step
    STEP_NAME = "环节名称"
    STEP_LIMIT = "办理环节时限"
    STEP_HANDLER = "办理人"
    STEP_CONTENT = "办理内容"
    STEP_SPECIAL = "特殊环节"
    STEP_COUNTED = "是否计算在法定办结时限内"
    STEP_BASIS = "环节法定依据"
    SPECIAL_STEP = "特殊环节名称"
    SPECIAL_BASIS = "特殊环节法定依据"
    # of one fee
    FEE_NAME = "收费项目名称"
    FEE_STANDARD = "收费标准"
    FEE_BASIS = "收费依据"
    FEE_RELIEF = "减免情形"
    # of the questions
    QUESTION = "问"
    ANSWER = "答"


class Link(Model):
    """Where words of a page lead."""

    text: str
    address: str


class Shown(Model):
    """One value as the page shows it: under which label, in which section, where its (first) link leads."""

    element: Element
    label: str
    text: str
    section: str = ""
    link: str = ""
    links: tuple[Link, ...] = ()


class ShownGroup(Model):
    """Values that belong together: the cells of one material, step or fee, or one question with its answer."""

    values: tuple[Shown, ...]

    def text(self, element: Element) -> str:
        """The text shown for an element, empty when the page shows none."""
        return next((value.text for value in self.values if value.element is element), "")


class Login(Model):
    """How logging in went.

    `saved` when a session saved by a person was used instead of the login page; `saved_on` is the day it was saved.
    """

    kind: Literal["login"] = "login"
    url: str
    at: AwareDatetime
    identity: Identity
    logged_in: bool
    saved: bool = False
    saved_on: date | None = None
    attempts: int = 1
    seconds: float = 0.0
    message: str = ""


class GuidePage(Model):
    """办事指南 as the portal publishes it. `special_steps` are records of 特殊环节 of their own, beside the steps."""

    kind: Literal["guide"] = "guide"
    url: str
    at: AwareDatetime
    title: str
    values: tuple[Shown, ...]
    materials: tuple[ShownGroup, ...] = ()
    steps: tuple[ShownGroup, ...] = ()
    fees: tuple[ShownGroup, ...] = ()
    questions: tuple[ShownGroup, ...] = ()
    special_steps: tuple[ShownGroup, ...] = ()

    def shown(self, element: Element) -> tuple[Shown, ...]:
        """Every place of the page that shows an element."""
        return tuple(value for value in self.values if value.element is element)


class Hop(Model):
    """One station of a journey: what was done, where it led. `inner` is a page inside a frame of the tab's page."""

    action: str
    url: str
    at: AwareDatetime
    status: int | None = None
    title: str = ""
    inner: bool = False


class LostLogin(Model):
    """异常注销: a page of the journey that asked a logged-in person to log in again.

    `action` led there, `age` is how many seconds the login had lasted, `hops` the way so far.
    """

    action: str
    url: str
    at: AwareDatetime
    age: float
    message: str = ""
    hops: tuple[Hop, ...] = ()


class Named(StrEnum):
    """Whether the pages after 在线办理 name the matter: by its name, code or UNID, in text or address."""

    YES = "页面或地址写明本事项"
    PERHAPS = "页面上有相近的名称"
    NO = "页面和地址都没有本事项"


class Ending(StrEnum):
    """Where the way from 在线办理 to the application form ended."""

    FORM = "到达申报表单"
    NO_ENTRY = "没有在线办理入口"
    ENTRY_DISABLED = "在线办理按钮不可用"
    ENTRY_DEAD = "点击在线办理没有反应"
    UNAVAILABLE = "提示不支持在线办理"
    NOT_LOADED = "申报页面打不开"
    REFUSED = "页面打开但提示无法申报"
    STUCK = "页面打开但无法继续"
    LOGIN = "回到门户登录页面"
    SIGN_ON = "跳转后要求再次登录"
    ELSEWHERE = "跳转后找不到本事项"
    UNCLEAR = "页面打开，但看不出能否申报"


class FormField(Model):
    """One field of the application form. Its value is never kept, only whether the portal had filled it in."""

    label: str
    type: str
    required: bool
    required_shown: bool
    labelled: bool
    hint: str = ""
    prefilled: bool = False
    options: int = 0
    section: str = ""


class Upload(Model):
    """A place to attach a file, and what stands in its own row about it."""

    label: str
    note: str = ""


class ApplicationForm(Model):
    """One page of 申报表单 as it stood before anything was typed. `upload_note`: what it says of uploads as a whole."""

    url: str
    fields: tuple[FormField, ...]
    has_draft: bool = False
    uploads: tuple[Upload, ...] = ()
    upload_note: str = ""


class Application(Model):
    """The way from the guide through 在线办理 to the application form, with every hop.

    A way that ended early was gone a second time: this is the second one. `lost` are the logins lost on either.
    """

    kind: Literal["application"] = "application"
    url: str
    at: AwareDatetime
    hops: tuple[Hop, ...]
    other_site: bool
    ending: Ending
    message: str = ""
    named: Named = Named.YES
    lost: tuple[LostLogin, ...] = ()
    form: ApplicationForm | None = None


class LicenceFetch(Model):
    """获取电子证照 for one material: the button, what came of pressing it, after how many seconds.

    `done` when the page says that the licence is there; `unclear` when neither that nor that it failed can be told.
    """

    button: str
    done: bool
    seconds: float
    message: str = ""
    unclear: bool = False


class Demand(Model):
    """One material that the application asks for, as its page words it.

    `row` is all that stands beside it before anything is done; `upload` whether a file can be attached there.
    """

    name: str
    requirement: str = ""
    way: str = ""
    necessity: str = ""
    row: str = ""
    upload: bool = False
    fetch: LicenceFetch | None = None


class PageOfForm(Model):
    """One page of an application that was handed in.

    `when_empty` is what it said when it was left with its required fields empty, None where that was not tried.
    `reviews`: it shows what was filled in, once more, for checking.
    """

    title: str
    form: ApplicationForm
    when_empty: tuple[str, ...] | None = None
    reviews: bool = False


class DraftTrial(Model):
    """暂存 tried: what was filled in was put aside, and the form opened anew, from the guide or else from 我的办件.

    Counts of fields; no values.
    """

    message: str
    typed: int
    kept: int
    logged_in_anew: bool


class Submission(Model):
    """A test application (测试件) that was handed in: what it asked for and the number the portal gave it.

    `number` is empty when the portal gave none; `message` then quotes what it said instead. `dead` is a button that
    did nothing, `refused` a message that the portal itself cannot go on, not that our test data are wrong.
    `pages` are those from the form on, in order; `pressed_submit` says that the last button was reached. `chosen` is
    what was chosen on the way where a choice had to be made (情形选择): another one may ask for other materials.
    """

    kind: Literal["submission"] = "submission"
    url: str
    at: AwareDatetime
    hops: tuple[Hop, ...]
    demands: tuple[Demand, ...]
    number: str = ""
    message: str = ""
    dead: bool = False
    refused: bool = False
    lost: LostLogin | None = None
    pages: tuple[PageOfForm, ...] = ()
    draft: DraftTrial | None = None
    pressed_submit: bool = False
    chosen: tuple[str, ...] = ()


class Stage(StrEnum):
    """How far a case has come, whatever words a portal has for it."""

    DRAFT = "暂存"
    SUBMITTED = "已提交"
    ACCEPTED = "已受理"
    CORRECTION = "材料补正"
    FINISHED = "已办结"
    REFUSED = "不予受理"
    ENDED = "终止办理"


class Progress(Model):
    """What 我的办件 shows about one case, all of its pages read.

    `state` is quoted, and empty when the case is not listed or its state not shown; `stage` is what the profile takes
    it for, None when it does not know the words. `message` is what stood there instead of a list.
    """

    kind: Literal["progress"] = "progress"
    url: str
    at: AwareDatetime
    number: str
    listed: bool
    state: str = ""
    stage: Stage | None = None
    rows: int = 0
    message: str = ""


class Licence(Model):
    """One line of 我的证照. `case` and `issued` are empty where it does not show them; its number is not kept."""

    name: str
    case: str = ""
    issued: str = ""


class Licences(Model):
    """我的证照 of an identity, all of its pages read. `message` is what stood there instead of a list."""

    kind: Literal["licences"] = "licences"
    url: str
    at: AwareDatetime
    licences: tuple[Licence, ...]
    message: str = ""


class Prompt(Model):
    """Where a case asks to be evaluated: `place` and `entry` are empty when it does so nowhere in the personal centre.

    `opened` says whether the entry led anywhere, with what grades; None when it was not tried, on a real case.
    """

    kind: Literal["prompt"] = "prompt"
    url: str
    at: AwareDatetime
    number: str
    place: str = ""
    entry: str = ""
    opened: bool | None = None
    status: int | None = None
    grades: tuple[str, ...] = ()
    message: str = ""


class Rating(Model):
    """An evaluation that was submitted for a test application, or how far that came.

    `button` is empty when there was nothing to submit it with. `confirmed` when the portal said that it was taken,
    else `message` quotes what it said. `incomplete` when it asked for something that was left out.
    """

    kind: Literal["rating"] = "rating"
    url: str
    at: AwareDatetime
    number: str
    grade: str = ""
    button: str = ""
    disabled: bool = False
    reacted: bool = False
    confirmed: bool = False
    incomplete: bool = False
    message: str = ""


class Evaluations(Model):
    """What 我的评价 shows about one case, all of its pages read. `grade` is empty when none can be read.

    `unnumbered` counts what may be about the case but bears no number.
    """

    kind: Literal["evaluations"] = "evaluations"
    url: str
    at: AwareDatetime
    number: str
    listed: bool
    waiting: bool = False
    grade: str = ""
    unnumbered: int = 0
    rows: int = 0
    message: str = ""


class OpenTestApplication(Model):
    """测试件 that the suite filed and that is open as far as is known. `number` is empty where filing it broke off."""

    matter: str
    identity: Identity
    number: str = ""


class Withdrawal(Model):
    """How withdrawing a test application went. `offered` when the portal had a way to; `ended` when it is open no more.

    `state` is what 我的办件 showed of it in the end.
    """

    kind: Literal["withdrawal"] = "withdrawal"
    url: str
    at: AwareDatetime
    number: str
    offered: bool
    ended: bool
    state: str = ""


class FileType(StrEnum):
    """What a file is by its content, whatever it is called. Files of WPS are of the same make as Word's and Excel's."""

    DOCX = "docx"
    DOC = "doc"
    XLSX = "xlsx"
    XLS = "xls"
    PDF = "pdf"
    OFD = "ofd"
    RTF = "rtf"
    JPG = "jpg"
    PNG = "png"
    PICTURE = "其他图片"
    ZIP = "zip"
    RAR = "rar"
    SEVEN_ZIP = "7z"
    HTML = "网页"
    TEXT = "文本"
    ENCRYPTED_OFFICE = "加密的文档"
    UNKNOWN = "未知格式"


class Condition(StrEnum):
    """What became of opening a file."""

    READABLE = "可以打开"
    EMPTY = "0字节"
    DAMAGED = "已损坏"
    PROTECTED = "有密码"
    ERROR_PAGE = "错误页面"
    EMPTY_ARCHIVE = "空压缩包"
    BOMB = "解压后过大"
    UNSUPPORTED = "无法识别"
    GAVE_UP = "未能读完"  # our own limits of time or memory; says nothing about the file


class Filling(Model):
    """How far a form is filled in: places for the applicant, those with a value, those with 某某 or ×××.

    `own` are values that only an applicant has, wherever they stand: a person's name, a mobile number, a 身份证号.
    """

    places: int = 0
    filled: int = 0
    placeholders: int = 0
    own: int = 0


class PlaceKind(StrEnum):
    """In what capacity a place is named."""

    TITLE = "标题"
    ORGAN = "机关"
    MENTION = "提及"


class NamedPlace(Model):
    """A city, county or province named in a document: the codes (GB/T 2260) its name may stand for, words around it."""

    codes: tuple[str, ...]
    name: str
    kind: PlaceKind
    quote: str


class Document(Model):
    """A downloaded file as the documents room read it. `text` is bounded; cells of one row are set apart by a tab.

    `unseen` says what of it gave no text, so that nobody has looked at it; `ocr`, that a machine read text from a
    picture. `declared` is what the document itself gives as the matter it is for: `declared_surely` as 事项名称, else
    under a label that may ask for something else. `holds_both` marks one document that says it holds the blank form
    and the sample. `parts` are the documents in an archive.
    """

    type: FileType
    condition: Condition
    message: str = ""
    name: str = ""
    text: str = ""
    pages: int | None = None
    unseen: str = ""
    ocr: bool = False
    title: str = ""
    declared: str = ""
    declared_surely: bool = False
    filling: Filling = Filling()
    holds_both: bool = False
    places: tuple[NamedPlace, ...] = ()
    parts: tuple[Document, ...] = ()


class FormRole(StrEnum):
    """What a form file is offered as."""

    BLANK = "空表"
    SAMPLE = "样表"


class Fetched(StrEnum):
    """What became of getting a form file."""

    DONE = "已下载"
    ABSENT = "未提供"  # the guide shows nothing to download
    DEAD = "链接无效"
    UNANSWERED = "未能下载"  # for a reason that is nobody's defect


class FormFile(Model):
    """空表 or 样表 of one material, as the guide offers it and as it came. The bytes are not kept, only their hash."""

    material: str
    role: FormRole
    shown: str
    fetched: Fetched
    message: str = ""
    address: str = ""
    status: int | None = None
    name: str = ""
    size: int | None = None
    sha256: str = ""
    document: Document | None = None


class FormFiles(Model):
    """Every 空表 and 样表 of a matter, in the order of the guide's materials."""

    kind: Literal["forms"] = "forms"
    url: str
    at: AwareDatetime
    files: tuple[FormFile, ...]


class EvaluationPage(Model):
    """Where the guide's 好差评 entry led."""

    kind: Literal["evaluation"] = "evaluation"
    url: str
    at: AwareDatetime
    entry: str
    opened: bool
    status: int | None = None
    grades: tuple[str, ...] = ()
    message: str = ""


Fact = Annotated[
    Login
    | GuidePage
    | Application
    | Submission
    | Progress
    | Licences
    | Prompt
    | Rating
    | Evaluations
    | Withdrawal
    | EvaluationPage
    | FormFiles,
    Field(discriminator="kind"),
]


class FactKey(Model):
    """What a fact is about: a kind of fact, a matter (empty for the portal as a whole), an identity, a case."""

    kind: str
    matter: str = ""
    identity: Identity | None = None
    case: str = ""


class Snapshot(Model):
    """A page or picture kept beside a fact. `path` is relative to the evidence folder."""

    path: str
    sha256: str
    media: str
    url: str


class Record(Model):
    """One entry of the evidence: a fact, or the reason why it could not be observed, and its snapshots."""

    key: FactKey
    portal: str
    demo: bool
    at: AwareDatetime
    fact: Fact | None = None
    failure: str = ""
    snapshots: tuple[Snapshot, ...] = ()


@dataclass(frozen=True, slots=True)
class RawSnapshot:
    """A page or picture as the browser gave it, not yet masked."""

    name: str
    content: bytes
    media: str
    url: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """A fact fresh from the portal, with its raw snapshots and the personal values that were on the pages."""

    fact: Fact
    snapshots: tuple[RawSnapshot, ...] = ()
    personal: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """A document fresh from its file, with the personal values that stand in it."""

    document: Document
    personal: frozenset[str] = frozenset()
