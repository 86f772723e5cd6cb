"""One file, from its bytes to a Document. Runs in the child process; raises nothing but MemoryError."""

from __future__ import annotations

import re
from collections.abc import Callable

from zicha.documents.archives import Parts, rar_parts, zip_parts
from zicha.documents.content import Content, Rows, Unreadable, characters, protected
from zicha.documents.encryption import decrypted_workbook
from zicha.documents.filling import fill_state, values_of
from zicha.documents.ofd import read_ofd
from zicha.documents.opendocument import read_opendocument
from zicha.documents.pdf import read_pdf
from zicha.documents.pictures import read_image
from zicha.documents.places import named_places
from zicha.documents.rtf import read_rtf
from zicha.documents.seven_zip import needs_password
from zicha.documents.sheet_xml import read_sheet_xml
from zicha.documents.sheets import read_sheets
from zicha.documents.single_file_pages import read_mht
from zicha.documents.sniffing import sniff
from zicha.documents.web import read_html, read_text
from zicha.documents.word import read_docx
from zicha.documents.word97 import read_doc
from zicha.documents.word_xml import read_word_xml
from zicha.model.facts.forms import Condition, Document, FileType, Filling, Reading

_READERS: dict[FileType, Callable[[bytes], Content]] = {
    FileType.DOCX: read_docx,
    FileType.DOC: read_doc,
    FileType.XLSX: read_sheets,
    FileType.XLS: read_sheets,
    FileType.PDF: read_pdf,
    FileType.OFD: read_ofd,
    FileType.ODT: read_opendocument,
    FileType.ODS: read_opendocument,
    FileType.RTF: read_rtf,
    FileType.WORD_XML: read_word_xml,
    FileType.SHEET_XML: read_sheet_xml,
    FileType.MHT: read_mht,
    FileType.JPG: read_image,
    FileType.PNG: read_image,
    FileType.PICTURE: read_image,
    FileType.HTML: read_html,
    FileType.TEXT: read_text,
}
_ARCHIVES: dict[FileType, Callable[[bytes], Parts]] = {FileType.ZIP: zip_parts, FileType.RAR: rar_parts}
_WITHOUT_READER = {
    FileType.SLIDES: (Condition.UNSUPPORTED, "演示文稿，本工具读不出"),
    FileType.UOF: (Condition.UNSUPPORTED, "UOF 文稿，本工具读不出"),
    FileType.APPLE: (Condition.UNSUPPORTED, "苹果 iWork 文稿，一般电脑打不开，本工具读不出"),
    FileType.DRAWING: (Condition.UNSUPPORTED, "CAD 图纸，本工具读不出"),
    FileType.SEVEN_ZIP: (Condition.UNSUPPORTED, "7z 压缩包，本工具不能解开"),
    FileType.UNKNOWN: (Condition.UNSUPPORTED, "不是任何已知格式的文件"),
}
TEXT_LIMIT = 20_000
_TITLE = re.compile(
    r".{2,60}(?:表|书|函|单|证明|报告|方案|章程|清单|名册|样本)"
    r"(?:[（(].{1,12}[）)]|(?:填写)?(?:样[例本]|示例|范[例本]|示范文本))?"
)
_DECLARED = re.compile(r"(?:许可)?事项名称")
_POSSIBLY_DECLARED = re.compile(r"(?:申请|办理|申办|业务|服务)事项名称|业务名称|申办事项")
_BLANK = re.compile(r".{0,30}空(?:白)?(?:表格?|样表?|文本|格式)[）)】\]]?")
_FILLED = re.compile(r".{0,30}(?:样[表例本]|示范文本|示例|范[例本])[）)】\]]?")
_BLANKS = str.maketrans(
    dict.fromkeys("\u115f\u1160\u2800\u3164\uffa0", " ") | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\xad", "")
)
"""Characters that show nothing though they are no blanks."""
_LITTLE_TEXT = 20
_FORM_PLACES = 4


def inspect(content: bytes, name: str) -> Reading:
    """Return the document in a file. `name` is what the portal calls it; it decides nothing."""
    return _inspect(content, name, _archive)


def _inspect(content: bytes, name: str, unpack: Callable[[FileType, bytes, str], Reading]) -> Reading:
    if not content:
        return _closed(FileType.UNKNOWN, Condition.EMPTY, "0字节", name)
    kind = sniff(content)
    try:
        if kind is FileType.ENCRYPTED_OFFICE:
            content = decrypted_workbook(content)
            kind = sniff(content)
            if kind is not FileType.XLSX:  # Word asks for the password even where it is Excel's default
                kind = FileType.ENCRYPTED_OFFICE
                raise protected()
        if kind is FileType.SEVEN_ZIP and needs_password(content):
            raise protected("压缩包有密码")
        if kind in _WITHOUT_READER:
            return _closed(kind, *_WITHOUT_READER[kind], name)
        if kind in _ARCHIVES:
            return unpack(kind, content, name)
        return _document(kind, _READERS[kind](content), name)
    except Unreadable as reason:
        return _closed(kind, reason.condition, reason.message, name)
    except MemoryError:
        raise
    except Exception as error:  # a forged file, or a fault of ours: nobody knows
        return _closed(kind, Condition.GAVE_UP, f"本工具读取这个文件时出错（{type(error).__name__}）", name)


def _closed(kind: FileType, condition: Condition, message: str, name: str) -> Reading:
    return Reading(Document(type=kind, condition=condition, message=message, name=name))


def _inner_archive(kind: FileType, content: bytes, name: str) -> Reading:
    return _closed(kind, Condition.UNSUPPORTED, "压缩包里又有压缩包，未再解开", name)


def _archive(kind: FileType, content: bytes, name: str) -> Reading:
    parts = _ARCHIVES[kind](content)
    readings = [
        _closed(FileType.UNKNOWN, Condition.UNSUPPORTED, "本工具不能解开这种压缩方式", part.name)
        if part.content is None
        else _inspect(part.content, part.name, _inner_archive)
        for part in parts.first
    ]
    document = Document(
        type=kind,
        condition=Condition.READABLE,
        name=name,
        unseen=f"压缩包内其余{parts.more}个文件未查看" if parts.more else "",
        parts=tuple(reading.document for reading in readings),
    )
    return Reading(document, frozenset().union(*(reading.personal for reading in readings)))


def _document(kind: FileType, content: Content, name: str) -> Reading:
    rows = [[cell.translate(_BLANKS) for cell in row] for row in content.rows]
    text = "\n".join("\t".join(cell.strip() for cell in row) for row in rows)
    title = _title(rows)
    filling, personal = fill_state(rows)
    headings = [cell.strip() for row in rows if len(row) == 1 for cell in row if len(cell.strip()) <= 30]
    both = any(map(_BLANK.fullmatch, headings)) and any(map(_FILLED.fullmatch, headings))
    certain, possible = (next(values_of(rows, label), "")[:100] for label in (_DECLARED, _POSSIBLY_DECLARED))
    document = Document(
        type=kind,
        condition=Condition.READABLE,
        name=name,
        text=text[:TEXT_LIMIT],
        pages=content.pages,
        ocr=content.ocr,
        title=title,
        unseen=_unseen(content, filling),
        pictures=content.pictures,
        declared=certain or possible,
        declared_surely=bool(certain),
        filling=filling,
        # Of two halves one is empty; a form that is filled in throughout merely speaks of blank ones.
        holds_both=both and filling.filled + filling.placeholders <= filling.places * 3 / 4,
        places=named_places(rows, title),
    )
    return Reading(document, personal)


def _unseen(content: Content, filling: Filling) -> str:
    """Return in words what nobody has read of the file, because it has no text; empty where all was read."""
    if content.unseen:
        return content.unseen
    enough = 2 if content.pictures or content.ocr else 1
    if characters(content.rows) < _LITTLE_TEXT and filling.places < enough:
        return "是图片，读不出文字" if content.pictures or content.ocr else "几乎没有文字"
    if content.unmeasured and filling.places < _FORM_PLACES:
        return "文字不多，另有图片"
    return "是图片，没有从中认出填写项" if content.ocr and not filling.places else ""


def _title(rows: Rows) -> str:
    """Return the first line that reads like the name of a form, else the first line of all."""
    lines = [" ".join(cell.strip() for cell in row if cell.strip()) for row in rows[:12]]
    tight = [re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", line.strip(" _")) for line in lines]
    return next((line for line in tight if _TITLE.fullmatch(line)), next(filter(None, tight), ""))[:80]
