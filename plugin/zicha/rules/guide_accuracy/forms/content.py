"""Whether a blank form is blank and a sample right (the notice, 自查的重点 2: 内容准确; ledger box B3): L31, L32."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zicha.model.facts.forms import Condition, Document, Filling, FormFile, FormFiles, FormRole, PlaceKind
from zicha.model.finding import Problem, Severity
from zicha.model.matter import Matter
from zicha.rules.guide_accuracy.forms.files import (
    distinct_files,
    documents_of,
    file_problem,
    file_question,
    files_of_material,
    is_unopenable,
    same_file,
)
from zicha.rules.guide_accuracy.forms.matter import other_matter
from zicha.rules.guide_accuracy.forms.missing import names_a_form
from zicha.rules.guide_accuracy.forms.roles import printed, to_judge

_NOT_READ = (Condition.UNSUPPORTED, Condition.GAVE_UP)

_BLANK_FILLED = 3
"""As many values of an applicant are no slip of the pen."""
_ADDED_BY_SAMPLE = 8
"""Characters a sample has beyond its blank form, from which it counts as filled in."""
_OWN_VALUES = 2
"""Values of an applicant's own, from which a blank form is surely filled in; others may be printed for all."""
_PLACES_OF_A_FORM = 4
_FEW_VALUES = 4
"""Fewer values, and in fewer than one place of so many, do not fill in a sample."""
_HOME = "本市内容"
_ANY_VALUE = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月|某|[X×xX]{2,}|张三|李四|有限公司|1[3-9]\d{9}|\d{17}[\dXx]|91\d{6}")
_TITLE_LINES = 3
_A_SAMPLE = re.compile(
    r"(?:^|[^抽采取留送检试])样表[)）】\]]?$|[（(【\[](?:填[写报表])?(?:样[表例]|示例|范例)[)）】\]]"
)
_A_BLANK = re.compile(r"(?:^|.)空白?表格?[)）】\]]?$|[（(【\[]空白?(?:表格?|样表)?[)）】\]]")
"""What a form calls itself in its title. A blank 示范文本 is a model of a contract, and no sample."""
_NO_VALUE = re.compile(
    r"[（(【][^）)】]*(?:样|例|范)[^）)】]*[）)】]|样表|示范文本|填[写报]?示例|示例"
    r"|[$#&%@]?\{+[^{}]*\}+|<%.*?%>|«[^»]*»"
)
"""What a sample calls itself, and what a program puts values in place of."""


def filled_blanks(files: FormFiles, matter: Matter) -> tuple[Problem, ...]:
    """Return a problem for each 空表 that is filled in, equals its 样表, or is of another matter or city."""
    problems: list[Problem] = []
    for file in _distinct_files_of(files, FormRole.BLANK):
        if same := same_file(files, file):
            text = f"“{file.material}”的空表与样表是同一份文件"
            problems.append(file_problem(files, "L32", text, same))
        problems += _unread(files, file, "是否空白")
        parts = to_judge(file, FormRole.BLANK)
        if not parts and to_judge(file, FormRole.SAMPLE):
            problems.append(file_question(files, "L32", f"“{file.material}”的空表压缩包内只有样表，请人工核对", file))
        for part in parts:
            problems += _filled_in(files, file, part)
            problems += _misnamed(files, file, part)
            problems += _of_other_matter(files, file, part, matter)
            problems += _of_other_city(files, file, part, matter, Severity.WARNING)
    return tuple(problems)


def wrong_samples(files: FormFiles, matter: Matter) -> tuple[Problem, ...]:
    """Return a problem for each 样表 that is not filled in, or is another matter's or city's (R28)."""
    problems: list[Problem] = []
    for file in _distinct_files_of(files, FormRole.SAMPLE):
        problems += _unread(files, file, "是否已填写、是否为本市本事项的样表")
        parts = to_judge(file, FormRole.SAMPLE)
        if parts and not same_file(files, file):
            problems += _not_filled_in(files, file, parts)
            problems += (question for part in parts for question in _misnamed(files, file, part))
        for part in parts:
            problems += _of_other_matter(files, file, part, matter)
            problems += _of_other_city(files, file, part, matter, Severity.ERROR)
    return tuple(problems)


def _distinct_files_of(files: FormFiles, role: FormRole) -> tuple[FormFile, ...]:
    return distinct_files(file for file in files.files if file.role is role)


def _filled_in(files: FormFiles, file: FormFile, document: Document) -> Iterator[Problem]:
    name, filling = f"“{file.material}”的空表", document.filling
    if document.holds_both:
        return
    surely = filling.filled - (filling.words or 0)
    many = surely >= _BLANK_FILLED
    half = filling.filled * 2 >= filling.places >= 2
    by_applicant = many and surely * 3 >= filling.places and filling.own >= _OWN_VALUES
    if (by_applicant or _stands_for_anybody(filling)) and not document.ocr:
        values = filling.filled if by_applicant else filling.sure
        text = f"{name}已填写内容（{filling.places}处填写项中有{values}处已填）"
        yield file_problem(files, "L32", text, file, seen=f"已填{values}处")
    elif filling.own or many or half:
        text = f"{name}似有{max(filling.filled, filling.own)}处已填写，请人工核对"
        yield file_question(files, "L32", text, file)
    elif filling.words is not None and filling.placeholders and filling.sure * 4 >= filling.places:
        text = f"{name}有{filling.placeholders}处填有“某某”一类示例内容，请人工核对"
        yield file_question(files, "L32", text, file)
    elif filling.ticked:
        yield file_question(files, "L32", f"{name}有{filling.ticked}处方框已经勾选，请人工核对", file)
    elif not filling.places and not _unread_reason(document) and names_a_form(file.material):
        yield file_question(files, "L32", f"{name}没有认出填写项，请人工核对是否空白", file)


def _stands_for_anybody(filling: Filling) -> bool:
    """Whether 某某, ××× and the like stand in most places of a form, so that it is a sample."""
    known = filling.words is not None
    return known and filling.placeholders > 0 and filling.sure * 2 >= filling.places >= _PLACES_OF_A_FORM


def _misnamed(files: FormFiles, file: FormFile, document: Document) -> Iterator[Problem]:
    """Yield a question where a form calls itself what it is not offered as."""
    other, pattern = (FormRole.SAMPLE, _A_SAMPLE) if file.role is FormRole.BLANK else (FormRole.BLANK, _A_BLANK)
    lines = document.text.split("\n")[:_TITLE_LINES]
    if not document.holds_both and any(map(pattern.search, map(str.strip, lines))):
        text = f"“{file.material}”的{file.role}自称{other}，请人工核对"
        yield file_question(files, "L32", text, file)


def _not_filled_in(files: FormFiles, file: FormFile, parts: Sequence[Document]) -> Iterator[Problem]:
    name = f"“{file.material}”的样表"
    blank_files = files_of_material(files, file, FormRole.BLANK)
    blanks = [part for blank in blank_files for part in to_judge(blank, FormRole.BLANK)]
    on_blanks = max((blank.filling.sure for blank in blanks if not _is_filled_in(blank)), default=0)
    if any(_is_enough(part.filling, on_blanks) for part in parts) or any(map(_unread_reason, parts)):
        return
    on_blank = [text for text in (printed(blank.text) for blank in blanks) if text]
    places = max(part.filling.places for part in parts)
    words = max(part.filling.words or 0 for part in parts)
    is_counted = all(part.filling.words is not None for part in parts)
    values = max(part.filling.sure for part in parts) - on_blanks
    hints_at_values = words or any(_ANY_VALUE.search(part.text) for part in parts)
    if on_blank and max(_added_characters(part.text, on_blank) for part in parts) >= _ADDED_BY_SAMPLE:
        if (max(values, 0) + words) * 2 >= places > 0 and (values > 0 or words):
            return
        if places >= (2 if is_counted else _PLACES_OF_A_FORM):  # what was added stands in none of them, or in few
            found = f"的{places}处填写项似{f'仅有{values}处已填写' if values > 0 else '均为空'}"
            yield file_question(files, "L32", f"{name}{found}，请人工核对是否已填写", file)
    elif on_blank or (places >= 2 and not hints_at_values and values <= 0):
        empty = f"{places}处填写项均为空" if places and not words else "与空表内容相同"
        reason = f"{places}处填写项中仅有{values}处已填" if values > 0 else empty
        severity = Severity.WARNING if any(part.ocr for part in parts) else Severity.ERROR
        yield file_problem(files, "L32", f"{name}没有填写（{reason}）", file, severity=severity)
    elif values > 0:
        yield file_question(files, "L32", f"{name}的{places}处填写项似仅有{values}处已填写，请人工核对", file)
    elif places >= 2 or not hints_at_values:
        yield file_question(files, "L32", f"{name}看不出是否已填写，请人工核对", file)


def _is_enough(filling: Filling, on_blank: int) -> bool:
    """Whether a sample is filled in, by the values in its places without as many as its blank form prints.

    Facts recorded earlier do not say which of the values are mere words; to these one value is enough.
    """
    if filling.words is None:
        return bool(filling.filled or filling.placeholders or filling.own)
    values = max(filling.sure - on_blank, filling.own)
    return values > 0 and (values >= _FEW_VALUES or values * _FEW_VALUES >= filling.places)


def _is_filled_in(blank: Document) -> bool:
    """Whether a blank form is filled in itself, so that its values are not what is printed."""
    return blank.filling.sure * 2 >= blank.filling.places


def _added_characters(text: str, on_blank: Sequence[str]) -> int:
    """Return how many characters of a text no printed form has; words such as 样表 are no value."""
    pieces = (printed(piece) for piece in re.split(r"[\t\n：:]", _NO_VALUE.sub("", text)))
    return sum(len(piece) for piece in pieces if "说明" not in piece and not any(piece in form for form in on_blank))


def _of_other_matter(files: FormFiles, file: FormFile, document: Document, matter: Matter) -> Iterator[Problem]:
    """Yield the problem that the form, or its title, names another matter."""
    if other := other_matter(document, matter, file.material):
        evidence, severity = other
        certain = severity is Severity.ERROR
        text = f"“{file.material}”的{file.role}{'是' if certain else '似为'}其他事项的表格（{evidence}）"
        text += "" if certain else "，请人工核对"
        yield file_problem(files, "L32", text, file, expected=matter.name, seen=evidence, severity=severity)


def _of_other_city(
    files: FormFiles, file: FormFile, document: Document, matter: Matter, most: Severity
) -> Iterator[Problem]:
    """Yield the problem that a form names an organ of another city (L31); a place merely mentioned is a question."""
    home = matter.department.region_code
    foreign = [place for place in document.places if not any(_is_home(code, home) for code in place.codes)]
    if not foreign:
        return
    organs = [place for place in foreign if place.kind is not PlaceKind.MENTION]
    named = organs or foreign
    severity = most if organs and not document.ocr else Severity.WARNING
    names = "、".join(dict.fromkeys(place.name for place in named))
    what = "外地机关" if organs else "外地地名"
    text = f"“{file.material}”的{file.role}中是{what}“{names}”的内容（“{named[0].quote}”）"
    if severity is Severity.WARNING:
        text += "，请人工核对"
    yield file_problem(files, "L31", text, file, expected=_HOME, seen=names, severity=severity)


def _is_home(code: str, home: str) -> bool:
    """Whether a place is the home city, one of its counties, or the province it lies in."""
    return code[:4] == home[:4] or code == f"{home[:2]}0000"


def _unread(files: FormFiles, file: FormFile, what: str) -> Iterator[Problem]:
    """Yield a question for what nobody has read of a file: pictures, what was not readable, what lies too far back."""
    for document in documents_of(file):
        within = "" if document is file.document else f"（压缩包内“{document.name}”）"
        reason = _unread_reason(document)
        if reason and not is_unopenable(document):
            yield file_question(files, "L32", f"“{file.material}”的{file.role}{within}{reason}，请人工核对{what}", file)


def _unread_reason(document: Document) -> str:
    """Return why something of a document was not read; empty where all was."""
    if document.condition in _NOT_READ:
        return f"未能读取（{document.message}）"
    if document.condition is Condition.READABLE and not document.parts and not document.text.strip():
        return document.unseen or "没有文字"
    return document.unseen
