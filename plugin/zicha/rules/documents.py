"""空表 and 样表 (the notice, 自查的重点 2: 是否提供空表、样表并能正常下载且内容准确; ledger box B3): L30, L31, L32.

Four questions, each asked of every file once: is it offered, does it open, is a blank form blank, is a sample right.
What only a machine's reading of a picture says, a person confirms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz

from zicha.model.facts import (
    Condition,
    Document,
    Element,
    Fetched,
    FileType,
    FormFile,
    FormFiles,
    FormRole,
    GuidePage,
    PlaceKind,
    ShownGroup,
)
from zicha.model.finding import Problem, Severity
from zicha.model.matter import Matter
from zicha.rules.material_names import match, normalise

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

_BLANK_FILLED = 3
"""As many values of an applicant are no slip of the pen."""
_ADDED_BY_SAMPLE = 8
"""Characters a sample has beyond its blank form, from which it counts as filled in."""
_OTHER_MATTER = 45.0
_OPERATION = re.compile(r"许可|审批|登记|备案|核发|确认|检查|注册|认定|核准|审查|年检|补贴|救助|证")


def offered(files: FormFiles, *roles: FormRole) -> bool:
    """Whether any file came, or should have come, in one of the roles."""
    return any(file.role in roles and file.fetched in (Fetched.DONE, Fetched.UNANSWERED) for file in files.files)


def unobtained(files: FormFiles, *roles: FormRole) -> str:
    """Why some file could not be had, for a reason that is nobody's defect; empty when all were looked at."""
    return "；".join(
        f"“{file.material}”的{file.role}未能下载（{file.message}）"
        for file in files.files
        if file.role in roles and file.fetched is Fetched.UNANSWERED
    )


def unopened(files: FormFiles, role: FormRole) -> str:
    """Which file of a role does not open, so that its content cannot be judged; empty when all do."""
    broken = (f for f in files.files if f.role is role and f.document and f.document.condition in _BROKEN)
    return "；".join(f"“{file.material}”的{role}打不开" for file in broken)


def forms_missing(files: FormFiles, guide: GuidePage, matter: Matter) -> tuple[Problem, ...]:
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
    listed = match([material.name for material in matter.guide.materials], names)
    approved = {names[j]: matter.guide.materials[i] for i, j in listed.items()}
    problems: list[Problem] = []
    for group in guide.materials:
        name = group.text(Element.MATERIAL_NAME)
        of_material = [file for file in files.files if file.material == name]
        for file in of_material:
            if file.fetched is Fetched.DEAD:
                text = f"“{name}”的{file.role}无法下载（{file.message}）"
                problems.append(_problem(files, "L30", text, file, seen=file.shown))
        absent = [role for role in FormRole if all(f.fetched is Fetched.ABSENT for f in of_material if f.role is role)]
        material = approved.get(name)
        promised = {FormRole.BLANK: material.blank_form, FormRole.SAMPLE: material.sample} if material else {}
        wanted = [role for role in absent if promised.get(role) or _is_form(group)]
        if wanted and not (len(absent) == 1 and any(_both(f) for f in of_material)):
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


def forms_do_not_open(files: FormFiles) -> tuple[Problem, ...]:
    """L32: 0 byte, an error page, damaged, with a password, an empty archive, a bomb; named as what it is not."""
    return tuple(
        problem
        for file in _once(files.files)
        if file.document is not None
        for problem in (*_of_condition(files, file, file.document), *_of_name(files, file, file.document))
    )


def _of_condition(files: FormFiles, file: FormFile, document: Document, within: str = "") -> Iterator[Problem]:
    called = f"“{file.material}”的{file.role}{within}"
    if document.condition in _BROKEN:
        said = "" if document.condition is Condition.EMPTY else f"（{document.message}）" if document.message else ""
        yield _problem(files, "L32", f"{called}{_BROKEN[document.condition]}{said}", file, seen=document.condition)
    elif document.condition is Condition.UNSUPPORTED or document.condition is Condition.GAVE_UP:
        if document.type is FileType.UNKNOWN and _extension(document.name) in _EXTENSIONS:
            text = f"{called}打不开（名为{_extension(document.name)}，内容不是任何已知格式）"
            if document.message.startswith("不是"):
                yield _problem(files, "L32", text, file, seen=document.message)
                return
        yield _question(files, "L32", f"{called}请人工打开核对：{document.message}", file)
    for part in document.parts:
        yield from _of_condition(files, file, part, f"（压缩包内“{part.name}”）")


def _of_name(files: FormFiles, file: FormFile, document: Document) -> Iterator[Problem]:
    ending = _extension(document.name)
    if document.condition is not Condition.READABLE:
        return
    if ending in _EXTENSIONS and document.type not in _EXTENSIONS[ending]:
        text = f"“{file.material}”的{file.role}名为{ending}，内容却是{document.type}，请人工核对能否打开"
        yield _question(files, "L32", text, file)
    elif document.type in (FileType.HTML, FileType.TEXT) and not ending and not document.filling.places:
        yield _question(files, "L32", f"“{file.material}”的{file.role}打开的是网页，没有认出表格，请人工核对", file)


def blanks_not_blank(files: FormFiles, matter: Matter) -> tuple[Problem, ...]:
    """L32: a 空表 that is filled in, the same file as its 样表, or the form of another matter or city."""
    problems: list[Problem] = []
    for file in _once(files.files, FormRole.BLANK):
        if same := _same_file(files, file):
            text = f"“{file.material}”的空表与样表是同一份文件"
            problems.append(_problem(files, "L32", text, same))
        for part in _readable(file, FormRole.BLANK):
            problems += _is_blank(files, file, part)
            problems += _is_of_matter(files, file, part, matter)
            problems += _is_of_city(files, file, part, matter, Severity.WARNING)
    return tuple(problems)


def _is_blank(files: FormFiles, file: FormFile, document: Document) -> Iterator[Problem]:
    called, state = f"“{file.material}”的空表", document.filling
    if document.scan and not document.ocr:
        yield _question(files, "L32", f"{called}是图片，读不出文字，请人工核对是否空白", file)
    elif document.holds_both:
        return
    elif state.filled >= _BLANK_FILLED and state.filled * 3 >= state.places:
        text = f"{called}已填写内容（{state.places}处填写项中有{state.filled}处已填）"
        yield _problem(files, "L32", text, file, seen=f"已填{state.filled}处", severity=_surely(document))
    elif state.filled >= _BLANK_FILLED or (state.filled and state.filled * 2 >= state.places >= 2):
        yield _question(files, "L32", f"{called}似有{state.filled}处已填写，请人工核对", file)


def samples_not_right(files: FormFiles, matter: Matter) -> tuple[Problem, ...]:
    """L31 and L32: a 样表 that is not filled in, belongs to another matter, or names another city's organ (R28)."""
    problems: list[Problem] = []
    for file in _once(files.files, FormRole.SAMPLE):
        parts = _readable(file, FormRole.SAMPLE)
        if parts and not _same_file(files, file):
            problems += _is_filled(files, file, parts)
        for part in parts:
            problems += _is_of_matter(files, file, part, matter)
            problems += _is_of_city(files, file, part, matter, Severity.ERROR)
    return tuple(problems)


def _is_filled(files: FormFiles, file: FormFile, parts: Sequence[Document]) -> Iterator[Problem]:
    called = f"“{file.material}”的样表"
    if any(part.filling.filled + part.filling.placeholders for part in parts):
        return
    if all(part.scan and not part.ocr for part in parts):
        yield _question(files, "L32", f"{called}是图片，读不出文字，请人工核对是否已填写、是否为本市本事项的样表", file)
        return
    blanks = [part for other in _of_material(files, file, FormRole.BLANK) for part in _readable(other, FormRole.BLANK)]
    printed = "".join(_plain(blank.text) for blank in blanks)
    if printed and max(_added(part.text, printed) for part in parts) >= _ADDED_BY_SAMPLE:
        return
    places = max(part.filling.places for part in parts)
    hints_at_values = any(_ANY_VALUE.search(part.text) for part in parts)
    if printed or (places >= 2 and not hints_at_values):
        said = f"{places}处填写项均为空" if places else "与空表内容相同"
        severity = Severity.WARNING if any(part.ocr for part in parts) else Severity.ERROR
        yield _problem(files, "L32", f"{called}没有填写（{said}）", file, severity=severity)
    elif places >= 2 or not hints_at_values:
        yield _question(files, "L32", f"{called}看不出是否已填写，请人工核对", file)


_ANY_VALUE = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月|某|[X×xX]{2,}|张三|李四|有限公司|1[3-9]\d{9}|\d{17}[\dXx]|91\d{6}")


def _is_of_matter(files: FormFiles, file: FormFile, document: Document, matter: Matter) -> Iterator[Problem]:
    """The matter that the form itself names is another one."""
    declared = normalise(document.declared)
    if len(declared) < 5 or not _OPERATION.search(declared):
        return
    own = (normalise(matter.name), normalise(file.material))
    if any(declared in name or name in declared or fuzz.partial_ratio(declared, name) >= 75 for name in own):
        return
    likeness = max(fuzz.ratio(declared, name) for name in own)
    text = f"“{file.material}”的{file.role}是其他事项的表格（表内事项名称为“{document.declared}”）"
    severity = Severity.ERROR if likeness < _OTHER_MATTER and not document.ocr else Severity.WARNING
    yield _problem(files, "L32", text, file, expected=matter.name, seen=document.declared, severity=severity)


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
    if not file.sha256 or not _opened(file) or _both(file):
        return None
    other = FormRole.SAMPLE if file.role is FormRole.BLANK else FormRole.BLANK
    return next((each for each in _of_material(files, file, other) if each.sha256 == file.sha256), None)


def _opened(file: FormFile) -> bool:
    return file.document is not None and file.document.condition is Condition.READABLE


def _both(file: FormFile) -> bool:
    return file.document is not None and file.document.holds_both


def _readable(file: FormFile, role: FormRole) -> tuple[Document, ...]:
    """The documents to judge: the file itself, or what lies in an archive; of both kinds, those of the role."""
    if file.document is None or file.document.condition is not Condition.READABLE:
        return ()
    if not file.document.parts:
        return (file.document,)
    parts = tuple(part for part in file.document.parts if part.condition is Condition.READABLE)
    samples = tuple(part for part in parts if _SAMPLE_NAME.search(part.name))
    if role is FormRole.SAMPLE:
        return samples or parts
    return tuple(part for part in parts if part not in samples)


_SAMPLE_NAME = re.compile(r"样表|示范|示例|样例|范例")


_CALLS_ITSELF = re.compile(r"[（(【][^）)】]*(?:样|例|范)[^）)】]*[）)】]|样表|示范文本|填[写报]?示例|示例")


def _plain(text: str) -> str:
    """The text without blanks and punctuation, which differ from one make of file to another."""
    return re.sub(r"[\W_]+", "", text)


def _added(text: str, printed: str) -> int:
    """How many characters a text has that are not in the printed form; what says 样表 is no value."""
    pieces = (_plain(piece) for piece in re.split(r"[\t\n：:]", _CALLS_ITSELF.sub("", text)))
    return sum(len(piece) for piece in pieces if piece not in printed and "说明" not in piece)


def _surely(document: Document) -> Severity:
    return Severity.WARNING if document.ocr else Severity.ERROR


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
