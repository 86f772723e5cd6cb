"""空表 and 样表: how the download of each file that a guide offers ended, and what is in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from pydantic import AwareDatetime

from zicha.model.base import Model


class FileType(StrEnum):
    """What a file is by its content, whatever it is called. Files of WPS are of the same make as Word's and Excel's."""

    DOCX = "docx"
    DOC = "doc"
    XLSX = "xlsx"
    XLS = "xls"
    PDF = "pdf"
    OFD = "ofd"
    ODT = "odt"
    ODS = "ods"
    SLIDES = "演示文稿"
    UOF = "UOF 文稿"
    APPLE = "苹果 iWork 文稿"
    DRAWING = "CAD 图纸"
    RTF = "rtf"
    WORD_XML = "Word XML"
    SHEET_XML = "Excel XML"
    MHT = "mht"
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
    """How opening a file ended."""

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
    `words` are those of `filled` of which nothing shows that nobody printed them; None where nobody counted them.
    `ticked` are the rows with a ticked box among others, `loose` the cells of tables that hold what nobody prints,
    though it is not known what they answer; `aside` those that hold words where others hold values.
    """

    places: int = 0
    filled: int = 0
    placeholders: int = 0
    own: int = 0
    words: int | None = None
    ticked: int = 0
    loose: int = 0
    aside: int = 0

    @property
    def sure(self) -> int:
        """How many places surely hold a value, somebody's or of 某某."""
        return self.filled - (self.words or 0) + self.placeholders


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

    `unseen` says what of it gave no text, so that nobody has looked at it; `pictures`, how many stand beside its text
    and may hold words, such as a letterhead or a seal; `ocr`, that a machine read text from a picture. `declared` is
    what the document itself gives as the matter it is for: `declared_surely` as 事项名称, else under a label that may
    ask for something else. `holds_both` marks one document that says it holds the blank form and the sample. `parts`
    are the documents in an archive.
    """

    type: FileType
    condition: Condition
    message: str = ""
    name: str = ""
    text: str = ""
    pages: int | None = None
    unseen: str = ""
    pictures: int = 0
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


class DownloadOutcome(StrEnum):
    """How the download of a form file ended."""

    DONE = "已下载"
    ABSENT = "未提供"  # the guide shows nothing to download
    DEAD = "链接无效"
    UNANSWERED = "未能下载"  # for a reason that is nobody's defect


class FormFile(Model):
    """空表 or 样表 of one material, as the guide offers it and as it came. The bytes are not kept, only their hash."""

    material: str
    role: FormRole
    shown: str
    fetched: DownloadOutcome
    message: str = ""
    address: str = ""
    status: int | None = None
    name: str = ""
    size: int | None = None
    sha256: str = ""
    document: Document | None = None

    @property
    def has_come(self) -> bool:
        """Return whether the file is there as offered, as far as that is the host's doing; nothing offered is, too."""
        if self.document is None:
            return self.fetched is DownloadOutcome.ABSENT
        return self.document.condition not in (Condition.EMPTY, Condition.DAMAGED, Condition.ERROR_PAGE)


class FormFiles(Model):
    """Every 空表 and 样表 of a matter, in the order of the guide's materials."""

    kind: Literal["forms"] = "forms"
    url: str
    at: AwareDatetime
    files: tuple[FormFile, ...]

    @property
    def silence(self) -> str:
        return "、".join(f"“{file.material}”的{file.role}没有取到" for file in self.files if not file.has_come)


@dataclass(frozen=True, slots=True)
class FormView:
    """What a person looks at in place of a form: a page that is to be masked, or a picture on which that is done."""

    media: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """A document fresh from its file, with the personal values that stand in it, and what shows it to a person."""

    document: Document
    personal: frozenset[str] = frozenset()
    views: tuple[FormView, ...] = ()
