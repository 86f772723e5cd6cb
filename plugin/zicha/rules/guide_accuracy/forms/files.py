"""What the rules about form files share: which files there are, which of them open, how a problem names one.

What only a machine's reading of a picture shows is a question to a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zicha.model.facts.forms import Condition, Document, DownloadOutcome, FileType, FormFile, FormFiles, FormRole
from zicha.model.finding import Problem, Severity
from zicha.rules.guide_accuracy.forms.roles import counted_parts, holds_both
from zicha.rules.problems import problem

EXTENSIONS = {
    "doc": {FileType.DOC, FileType.RTF, FileType.WORD_XML, FileType.MHT},
    "wps": {FileType.DOC, FileType.DOCX, FileType.RTF},
    "docx": {FileType.DOCX},
    "xls": {FileType.XLS},
    "et": {FileType.XLS, FileType.XLSX},
    "xlsx": {FileType.XLSX},
    "pdf": {FileType.PDF},
    "ofd": {FileType.OFD},
    "rtf": {FileType.RTF},
    "jpg": {FileType.JPG},
    "jpeg": {FileType.JPG},
    "png": {FileType.PNG},
    "zip": {FileType.ZIP},
    "rar": {FileType.RAR},
    "7z": {FileType.SEVEN_ZIP},
    "xml": {FileType.WORD_XML, FileType.SHEET_XML},
    "mht": {FileType.MHT},
    "mhtml": {FileType.MHT},
    "htm": {FileType.HTML},
    "html": {FileType.HTML},
    "txt": {FileType.TEXT},
}
"""The types that a file of such a name may have: those that Word opens as doc without a word, WPS as its own."""
NO_FILE = "没有下载到可以查看的文件"
BROKEN = {
    Condition.EMPTY: "是0字节的空文件",
    Condition.DAMAGED: "打不开",
    Condition.PROTECTED: "打开需要密码",
    Condition.ERROR_PAGE: "下载到的是错误页面",
    Condition.EMPTY_ARCHIVE: "是空压缩包",
    Condition.BOMB: "解压后体积异常，无法使用",
}


def has_forms(files: FormFiles, *roles: FormRole) -> bool:
    """Return whether any file was downloaded, or should have been, in one of the roles."""
    return any(
        file.role in roles and file.fetched in (DownloadOutcome.DONE, DownloadOutcome.UNANSWERED)
        for file in files.files
    )


def unobtained_forms(files: FormFiles, *roles: FormRole) -> str:
    """Return which files could not be downloaded for a reason that is nobody's defect; empty where there are none."""
    return "；".join(
        f"“{file.material}”的{file.role}未能下载（{file.message}）"
        for file in files.files
        if file.role in roles and file.fetched is DownloadOutcome.UNANSWERED
    )


def unopened_forms(files: FormFiles, role: FormRole) -> str:
    """Return which files of a role do not open, so that nobody can judge their content; empty where all open."""
    of_role = (file for file in files.files if file.role is role and file.document)
    return "；".join(
        f"“{file.material}”的{role}打不开" for file in of_role if any(map(is_unopenable, documents_of(file)))
    )


def is_unopenable(document: Document) -> bool:
    """Return whether no visitor can open it: broken, or named as a document and of a format that no program knows."""
    has_no_format = document.type is FileType.UNKNOWN and document.condition is Condition.UNSUPPORTED
    named_as_document = extension(document.name) in EXTENSIONS and document.message.startswith("不是")
    return document.condition in BROKEN or (has_no_format and named_as_document)


def documents_of(file: FormFile) -> Iterator[Document]:
    """Yield the document of a file, then the parts of it that count."""
    if file.document is not None:
        yield from (file.document, *counted_parts(file.document))


def called(file: FormFile, document: Document) -> str:
    """Return how a problem calls a file, or one of several in an archive."""
    within = "" if document is file.document else f"（压缩包内“{document.name}”）"
    return f"“{file.material}”的{file.role}{within}"


def distinct_files(files: Iterable[FormFile]) -> tuple[FormFile, ...]:
    """Return the files without those that are offered twice for one material."""
    kept: dict[tuple[str, str], FormFile] = {}
    for number, file in enumerate(files):
        kept.setdefault((file.material, file.sha256 or str(number)), file)
    return tuple(kept.values())


def files_of_material(files: FormFiles, file: FormFile, role: FormRole) -> Iterator[FormFile]:
    """Yield the files of a role that are offered for the same material as a file."""
    return (other for other in files.files if other.role is role and other.material == file.material)


def same_file(files: FormFiles, file: FormFile) -> FormFile | None:
    """Return the file of the other role with the same content, None where there is none or one file gives both."""
    if not file.sha256 or not _is_readable(file) or holds_both(file):
        return None
    other = FormRole.SAMPLE if file.role is FormRole.BLANK else FormRole.BLANK
    return next((each for each in files_of_material(files, file, other) if each.sha256 == file.sha256), None)


def _is_readable(file: FormFile) -> bool:
    return file.document is not None and file.document.condition is Condition.READABLE


def unread_reason(document: Document) -> str:
    """Return why something of a document was not read; empty where all was."""
    if document.condition in (Condition.UNSUPPORTED, Condition.GAVE_UP):
        return f"未能读取（{document.message}）"
    if document.condition is Condition.READABLE and not document.parts and not document.text.strip():
        return document.unseen or "没有文字"
    return document.unseen


def extension(name: str) -> str:
    """Return what a file's name ends in after its last dot, in small letters; empty without a dot."""
    _, dot, ending = name.lower().rpartition(".")
    return ending if dot else ""


def file_problem(
    files: FormFiles,
    rule: str,
    text: str,
    file: FormFile,
    *,
    expected: str = "",
    seen: str = "",
    severity: Severity = Severity.ERROR,
) -> Problem:
    """Return a problem of a file, at the file's own address where it has one."""
    return problem(files, rule, text, expected=expected, seen=seen, where=file.address, severity=severity)


def file_question(files: FormFiles, rule: str, text: str, file: FormFile) -> Problem:
    """Return what only a person can decide about a file."""
    return file_problem(files, rule, text, file, severity=Severity.WARNING)
