"""空表 and 样表 (the notice, 自查的重点 2: 是否提供空表、样表并能正常下载且内容准确; ledger box B3): L30, L31, L32.

Four questions, each asked of every file once: is it offered, does it open, is a blank form blank, is a sample right.
What only a machine's reading of a picture says, a person confirms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from zicha.model.facts.forms import (
    Condition,
    Document,
    DownloadOutcome,
    FileType,
    FormFile,
    FormFiles,
    FormRole,
    PlaceKind,
)
from zicha.model.facts.guide import Element, GuidePage, ShownGroup
from zicha.model.finding import Problem, Severity
from zicha.model.matter import Matter
from zicha.rules.guide_accuracy.form_matter import other_matter
from zicha.rules.guide_accuracy.form_roles import counted_parts, holds_both, is_stray, printed, to_judge
from zicha.rules.material_names import normalise, pair_materials

_FORM = re.compile(r"(?:申请|登记|备案|审批|审核|申报|申领|报名)(?:审批|审核|登记|备案)?[表书]|承诺书|委托书|告知承诺")
_FILLED_ON_LINE = re.compile(
    r"(?:在线|网上|线上|系统).{0,4}(?:填|生成|录入)|无需(?:下载|上传|提交)|自动(?:生成|获取)|免提交|数据共享"
)
_ISSUED = re.compile(r"政府部门核发|部门核发|他人出具")

_EXTENSIONS = {
    "doc": {FileType.DOC, FileType.RTF},
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
    "htm": {FileType.HTML},
    "html": {FileType.HTML},
    "txt": {FileType.TEXT},
}
"""What a file of such a name may be; Word opens an rtf called doc, and WPS its own files whatever their make."""
_BROKEN = {
    Condition.EMPTY: "是0字节的空文件",
    Condition.DAMAGED: "打不开",
    Condition.PROTECTED: "打开需要密码",
    Condition.ERROR_PAGE: "下载到的是错误页面",
    Condition.EMPTY_ARCHIVE: "是空压缩包",
    Condition.BOMB: "解压后体积异常，无法使用",
}

_PAGES = (FileType.HTML, FileType.TEXT)
_NOT_READ = (Condition.UNSUPPORTED, Condition.GAVE_UP)

_BLANK_FILLED = 3
"""As many values of an applicant are no slip of the pen."""
_ADDED_BY_SAMPLE = 8
"""Characters a sample has beyond its blank form, from which it counts as filled in."""
_OWN_VALUES = 2
"""Values of an applicant's own, from which a blank form is surely filled in; others may be printed for all."""
_PLACES_OF_A_FORM = 4


def has_forms(files: FormFiles, *roles: FormRole) -> bool:
    """Whether any file came, or should have come, in one of the roles."""
    return any(
        file.role in roles and file.fetched in (DownloadOutcome.DONE, DownloadOutcome.UNANSWERED)
        for file in files.files
    )


def unobtained_forms(files: FormFiles, *roles: FormRole) -> str:
    """Why some file could not be had, for a reason that is nobody's defect; empty when all were looked at."""
    return "；".join(
        f"“{file.material}”的{file.role}未能下载（{file.message}）"
        for file in files.files
        if file.role in roles and file.fetched is DownloadOutcome.UNANSWERED
    )


def unopened_forms(files: FormFiles, role: FormRole) -> str:
    """Which file of a role does not open, so that its content cannot be judged; empty when all do."""
    of_role = (file for file in files.files if file.role is role and file.document)
    return "；".join(f"“{file.material}”的{role}打不开" for file in of_role if any(map(_does_not_open, _all(file))))


def missing_forms(files: FormFiles, guide: GuidePage, matter: Matter) -> tuple[Problem, ...]:
    """L30: a material that is filled in by the applicant has no 空表 or no 样表, or a link that leads nowhere.

    行政许可法第三十条 (示范文本), R25, R26. What is filled in on line, or issued by an office, needs none.
    """
    names = [group.text(Element.MATERIAL_NAME) for group in guide.materials]
    if not names and matter.guide.materials:
        return (
            Problem(
                text="办事指南页面上没有认出申请材料，请人工核对空表、样表",
                where=guide.url,
                at=guide.at,
                rule="L30",
                severity=Severity.WARNING,
            ),
        )
    listed = pair_materials([material.name for material in matter.guide.materials], names)
    approved = {names[j]: matter.guide.materials[i] for i, j in listed.items()}
    problems: list[Problem] = []
    for group in guide.materials:
        name = group.text(Element.MATERIAL_NAME)
        of_material = [file for file in files.files if file.material == name]
        for file in of_material:
            if file.fetched is DownloadOutcome.DEAD:
                text = f"“{name}”的{file.role}无法下载（{file.message}）"
                problems.append(_problem(files, "L30", text, file, seen=file.shown))
        absent = [
            role for role in FormRole if all(f.fetched is DownloadOutcome.ABSENT for f in of_material if f.role is role)
        ]
        material = approved.get(name)
        promised = {FormRole.BLANK: material.blank_form, FormRole.SAMPLE: material.sample} if material else {}
        wanted = [role for role in absent if promised.get(role) or _is_form(group)]
        if wanted and not (len(absent) == 1 and any(holds_both(f) for f in of_material)):
            severity = Severity.INFO if _filled_on_line(group, of_material) else Severity.ERROR
            text = f"“{name}”未提供{'、'.join(wanted)}"
            problems.append(
                Problem(
                    text=text, expected="、".join(wanted), where=files.url, at=files.at, rule="L30", severity=severity
                )
            )
    return tuple(problems)


def _is_form(group: ShownGroup) -> bool:
    copied = group.text(Element.MATERIAL_KIND) == "复印件"
    issued = _ISSUED.search(group.text(Element.SOURCE)) is not None
    return _FORM.search(normalise(group.text(Element.MATERIAL_NAME))) is not None and not copied and not issued


def _filled_on_line(group: ShownGroup, files: Sequence[FormFile]) -> bool:
    """Whether the material's own line says that nothing is to be downloaded. 否 beside 免提交 says nothing."""
    texts = [value.text for value in group.values] + [file.shown for file in files]
    return any(_FILLED_ON_LINE.search(text) for text in texts)


def unopenable_forms(files: FormFiles) -> tuple[Problem, ...]:
    """L32: 0 byte, an error page, damaged, with a password, an empty archive, a bomb; named as what it is not."""
    return tuple(
        problem
        for file in _once(files.files)
        if file.document is not None
        for problem in (*_of_document(files, file, file.document), *_of_parts(files, file, file.document.parts))
    )


def _of_parts(files: FormFiles, file: FormFile, parts: Sequence[Document]) -> Iterator[Problem]:
    for part in parts:
        within = f"（压缩包内“{part.name}”）"
        if not is_stray(part, parts):
            yield from _of_document(files, file, part, within)
        elif part.condition is Condition.EMPTY:
            yield _question(files, "L32", f"“{file.material}”的{file.role}{within}是空文件，请人工核对", file)


def _of_document(files: FormFiles, file: FormFile, document: Document, within: str = "") -> Iterator[Problem]:
    called = f"“{file.material}”的{file.role}{within}"
    if document.condition in _BROKEN:
        said = "" if document.condition is Condition.EMPTY else f"（{document.message}）" if document.message else ""
        yield _problem(files, "L32", f"{called}{_BROKEN[document.condition]}{said}", file, seen=document.condition)
    elif document.condition is Condition.UNSUPPORTED or document.condition is Condition.GAVE_UP:
        if _does_not_open(document):
            text = f"{called}打不开（名为{_extension(document.name)}，内容不是任何已知格式）"
            yield _problem(files, "L32", text, file, seen=document.message)
        else:
            yield _question(files, "L32", f"{called}请人工打开核对：{document.message}", file)
    else:
        yield from _of_name(files, file, document, called)


def _of_name(files: FormFiles, file: FormFile, document: Document, called: str) -> Iterator[Problem]:
    """Named as what it is not; or a page, or data, in a form's place, whatever it is named."""
    ending = _extension(document.name)
    if ending in _EXTENSIONS and document.type not in _EXTENSIONS[ending]:
        text = f"{called}名为{ending}，内容却是{document.type}，请人工核对能否打开"
        yield _question(files, "L32", text, file)
    elif document.unseen and document.type in _PAGES:
        yield _question(files, "L32", f"{called}{document.unseen}，请人工核对", file)


def _does_not_open(document: Document) -> bool:
    """Whether no visitor can open it: broken, or called a document and nothing that any program knows."""
    no_format = document.type is FileType.UNKNOWN and document.condition is Condition.UNSUPPORTED
    called_one = _extension(document.name) in _EXTENSIONS and document.message.startswith("不是")
    return document.condition in _BROKEN or (no_format and called_one)


def filled_blanks(files: FormFiles, matter: Matter) -> tuple[Problem, ...]:
    """L32: a 空表 that is filled in, the same file as its 样表, or the form of another matter or city."""
    problems: list[Problem] = []
    for file in _once(files.files, FormRole.BLANK):
        if same := _same_file(files, file):
            text = f"“{file.material}”的空表与样表是同一份文件"
            problems.append(_problem(files, "L32", text, same))
        problems += _unseen(files, file, "是否空白")
        parts = to_judge(file, FormRole.BLANK)
        if not parts and to_judge(file, FormRole.SAMPLE):
            problems.append(_question(files, "L32", f"“{file.material}”的空表压缩包内只有样表，请人工核对", file))
        for part in parts:
            problems += _is_blank(files, file, part)
            problems += _is_of_matter(files, file, part, matter)
            problems += _is_of_city(files, file, part, matter, Severity.WARNING)
    return tuple(problems)


def _is_blank(files: FormFiles, file: FormFile, document: Document) -> Iterator[Problem]:
    called, state = f"“{file.material}”的空表", document.filling
    if document.holds_both:
        return
    mostly = state.filled >= _BLANK_FILLED and state.filled * 3 >= state.places
    if mostly and state.own >= _OWN_VALUES and not document.ocr:
        text = f"{called}已填写内容（{state.places}处填写项中有{state.filled}处已填）"
        yield _problem(files, "L32", text, file, seen=f"已填{state.filled}处")
    elif state.own or state.filled >= _BLANK_FILLED or (state.filled and state.filled * 2 >= state.places >= 2):
        yield _question(files, "L32", f"{called}似有{max(state.filled, state.own)}处已填写，请人工核对", file)
    elif not state.places and not _not_seen(document) and _FORM.search(normalise(file.material)):
        yield _question(files, "L32", f"{called}没有认出填写项，请人工核对是否空白", file)


def wrong_samples(files: FormFiles, matter: Matter) -> tuple[Problem, ...]:
    """L31 and L32: a 样表 that is not filled in, belongs to another matter, or names another city's organ (R28)."""
    problems: list[Problem] = []
    for file in _once(files.files, FormRole.SAMPLE):
        problems += _unseen(files, file, "是否已填写、是否为本市本事项的样表")
        parts = to_judge(file, FormRole.SAMPLE)
        if parts and not _same_file(files, file):
            problems += _is_filled(files, file, parts)
        for part in parts:
            problems += _is_of_matter(files, file, part, matter)
            problems += _is_of_city(files, file, part, matter, Severity.ERROR)
    return tuple(problems)


def _is_filled(files: FormFiles, file: FormFile, parts: Sequence[Document]) -> Iterator[Problem]:
    called = f"“{file.material}”的样表"
    states = [part.filling for part in parts]
    if any(state.filled or state.placeholders or state.own for state in states) or any(map(_not_seen, parts)):
        return
    blanks = [part for other in _of_material(files, file, FormRole.BLANK) for part in to_judge(other, FormRole.BLANK)]
    on_blank = "".join(printed(blank.text) for blank in blanks)
    places = max(part.filling.places for part in parts)
    hints_at_values = any(_ANY_VALUE.search(part.text) for part in parts)
    if on_blank and max(_added(part.text, on_blank) for part in parts) >= _ADDED_BY_SAMPLE:
        if places >= _PLACES_OF_A_FORM:  # what was added stands in none of them
            yield _question(files, "L32", f"{called}的{places}处填写项似均为空，请人工核对是否已填写", file)
    elif on_blank or (places >= 2 and not hints_at_values):
        said = f"{places}处填写项均为空" if places else "与空表内容相同"
        severity = Severity.WARNING if any(part.ocr for part in parts) else Severity.ERROR
        yield _problem(files, "L32", f"{called}没有填写（{said}）", file, severity=severity)
    elif places >= 2 or not hints_at_values:
        yield _question(files, "L32", f"{called}看不出是否已填写，请人工核对", file)


_ANY_VALUE = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月|某|[X×xX]{2,}|张三|李四|有限公司|1[3-9]\d{9}|\d{17}[\dXx]|91\d{6}")


def _is_of_matter(files: FormFiles, file: FormFile, document: Document, matter: Matter) -> Iterator[Problem]:
    """The matter that the form itself names, or its title speaks of, is another one."""
    if other := other_matter(document, matter, file.material):
        said, severity = other
        surely = severity is Severity.ERROR
        text = f"“{file.material}”的{file.role}{'是' if surely else '似为'}其他事项的表格（{said}）"
        text += "" if surely else "，请人工核对"
        yield _problem(files, "L32", text, file, expected=matter.name, seen=said, severity=severity)


def _is_of_city(
    files: FormFiles, file: FormFile, document: Document, matter: Matter, most: Severity
) -> Iterator[Problem]:
    """L31: an organ (or the title) of another city. A place merely mentioned is for a person to look at."""
    home = matter.department.region_code
    foreign = [place for place in document.places if not any(_is_home(code, home) for code in place.codes)]
    if not foreign:
        return
    organs = [place for place in foreign if place.kind is not PlaceKind.MENTION]
    told = organs or foreign
    severity = most if organs and not document.ocr else Severity.WARNING
    names = "、".join(dict.fromkeys(place.name for place in told))
    what = "外地机关" if organs else "外地地名"
    text = f"“{file.material}”的{file.role}中是{what}“{names}”的内容（“{told[0].quote}”）"
    if severity is Severity.WARNING:
        text += "，请人工核对"
    yield _problem(files, "L31", text, file, expected=_HOME_NAME, seen=names, severity=severity)


_HOME_NAME = "本市内容"


def _is_home(code: str, home: str) -> bool:
    """Whether a place is the home city, one of its counties, or the province it lies in."""
    return code[:4] == home[:4] or code == f"{home[:2]}0000"


# ── what the rules share ─────────────────────────────────────────────────────────────────────────────────────────


def _once(files: Iterable[FormFile], role: FormRole | None = None) -> tuple[FormFile, ...]:
    """The files of a role; one that is offered twice for a material counts once."""
    kept: dict[tuple[str, str], FormFile] = {}
    for number, file in enumerate(files):
        if role in (None, file.role):
            kept.setdefault((file.material, f"{file.sha256}" or str(number)), file)
    return tuple(kept.values())


def _of_material(files: FormFiles, file: FormFile, role: FormRole) -> Iterator[FormFile]:
    return (other for other in files.files if other.role is role and other.material == file.material)


def _same_file(files: FormFiles, file: FormFile) -> FormFile | None:
    """The file of the other role with the same content, unless the file says that it holds both."""
    if not file.sha256 or not _opened(file) or holds_both(file):
        return None
    other = FormRole.SAMPLE if file.role is FormRole.BLANK else FormRole.BLANK
    return next((each for each in _of_material(files, file, other) if each.sha256 == file.sha256), None)


def _opened(file: FormFile) -> bool:
    return file.document is not None and file.document.condition is Condition.READABLE


def _all(file: FormFile) -> Iterator[Document]:
    """The file's document, and what counts of its parts."""
    if file.document is not None:
        yield from (file.document, *counted_parts(file.document))


def _unseen(files: FormFiles, file: FormFile, what: str) -> Iterator[Problem]:
    """What of the file nobody has looked at: pictures, what could not be read, what lies too far back."""
    for document in _all(file):
        within = "" if document is file.document else f"（压缩包内“{document.name}”）"
        said = _not_seen(document)
        if said and not _does_not_open(document):
            yield _question(files, "L32", f"“{file.material}”的{file.role}{within}{said}，请人工核对{what}", file)


def _not_seen(document: Document) -> str:
    if document.condition in _NOT_READ:
        return f"未能读取（{document.message}）"
    if document.condition is Condition.READABLE and not document.parts and not document.text.strip():
        return document.unseen or "没有文字"
    return document.unseen


_CALLS_ITSELF = re.compile(r"[（(【][^）)】]*(?:样|例|范)[^）)】]*[）)】]|样表|示范文本|填[写报]?示例|示例")


def _added(text: str, on_blank: str) -> int:
    """How many characters a text has that are not in the printed form; what says 样表 is no value."""
    pieces = (printed(piece) for piece in re.split(r"[\t\n：:]", _CALLS_ITSELF.sub("", text)))
    return sum(len(piece) for piece in pieces if piece not in on_blank and "说明" not in piece)


def _extension(name: str) -> str:
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""


def _problem(
    files: FormFiles,
    rule: str,
    text: str,
    file: FormFile,
    *,
    expected: str = "",
    seen: str = "",
    severity: Severity = Severity.ERROR,
) -> Problem:
    where = file.address or files.url
    return Problem(text=text, expected=expected, seen=seen, where=where, at=files.at, rule=rule, severity=severity)


def _question(files: FormFiles, rule: str, text: str, file: FormFile) -> Problem:
    return _problem(files, rule, text, file, severity=Severity.WARNING)
