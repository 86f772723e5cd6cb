"""Whether a blank form is blank and a sample right (the notice, 自查的重点 2: 内容准确; ledger box B3): L31, L32."""

from __future__ import annotations

from collections.abc import Iterator

from zicha.model.facts.forms import Document, FormFile, FormFiles, FormRole, PlaceKind
from zicha.model.finding import Comparison, Problem, Severity
from zicha.model.matter import Matter
from zicha.rules.guide_accuracy.forms.files import (
    NO_FILE,
    called,
    distinct_files,
    documents_of,
    file_problem,
    file_question,
    is_unopenable,
    same_file,
    unread_reason,
)
from zicha.rules.guide_accuracy.forms.filled import filled_in, misnamed, not_filled_in
from zicha.rules.guide_accuracy.forms.matter import other_matter
from zicha.rules.guide_accuracy.forms.roles import to_judge

_HOME = "本市内容"
_ABOLISHED = {"金明区": "龙亭区", "开封县": "祥符区"}
"""Districts of the city of which organs are named still, and what they have become."""


def filled_blanks(files: FormFiles, matter: Matter) -> Comparison:
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
            problems += filled_in(files, file, part)
            problems += misnamed(files, file, part)
            problems += _of_other_matter(files, file, part, matter)
            problems += _of_other_city(files, file, part, matter, Severity.WARNING)
            problems += _of_abolished_district(files, file, part, matter)
            problems += _unread_pictures(files, file, part)
    return Comparison(problems, _read_files_of(files, FormRole.BLANK), NO_FILE)


def wrong_samples(files: FormFiles, matter: Matter) -> Comparison:
    """Return a problem for each 样表 that is not filled in, or is another matter's or city's (R28)."""
    problems: list[Problem] = []
    for file in _distinct_files_of(files, FormRole.SAMPLE):
        problems += _unread(files, file, "是否已填写、是否为本市本事项的样表")
        parts = to_judge(file, FormRole.SAMPLE)
        if parts and not same_file(files, file):
            problems += not_filled_in(files, file, parts)
            problems += (question for part in parts for question in misnamed(files, file, part))
        for part in parts:
            problems += _of_other_matter(files, file, part, matter)
            problems += _of_other_city(files, file, part, matter, Severity.ERROR)
            problems += _of_abolished_district(files, file, part, matter)
            problems += _unread_pictures(files, file, part)
    return Comparison(problems, _read_files_of(files, FormRole.SAMPLE), NO_FILE)


def _distinct_files_of(files: FormFiles, role: FormRole) -> tuple[FormFile, ...]:
    return distinct_files(file for file in files.files if file.role is role)


def _read_files_of(files: FormFiles, role: FormRole) -> int:
    return sum(file.document is not None for file in _distinct_files_of(files, role))


def _of_other_matter(files: FormFiles, file: FormFile, document: Document, matter: Matter) -> Iterator[Problem]:
    """Yield the problem that the form, or its title, names another matter."""
    if other := other_matter(document, matter, file.material):
        evidence, severity = other
        certain = severity is Severity.ERROR
        text = f"{called(file, document)}{'是' if certain else '似为'}其他事项的表格（{evidence}）"
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
    text = f"{called(file, document)}中是{what}“{names}”的内容（“{named[0].quote}”）"
    if severity is Severity.WARNING:
        text += "，请人工核对"
    yield file_problem(files, "L31", text, file, expected=_HOME, seen=names, severity=severity)


def _of_abolished_district(files: FormFiles, file: FormFile, document: Document, matter: Matter) -> Iterator[Problem]:
    """Yield a question for a district of the home city that is no more, where a form names its organ."""
    for place in document.places:
        at_home = any(_is_home(code, matter.department.region_code) for code in place.codes)
        if at_home and place.kind is not PlaceKind.MENTION and place.name in _ABOLISHED:
            now = f"“{place.name}”已并入“{_ABOLISHED[place.name]}”"
            text = f"{called(file, document)}中{now}，仍写有其机关（“{place.quote}”），请人工核对"
            yield file_question(files, "L31", text, file)


def _is_home(code: str, home: str) -> bool:
    """Return whether a place is the home city, one of its counties, or the province it lies in."""
    return code[:4] == home[:4] or code == f"{home[:2]}0000"


def _unread(files: FormFiles, file: FormFile, what: str) -> Iterator[Problem]:
    """Yield a question for what nobody has read of a file: pictures, what was not readable, what lies too far back."""
    for document in documents_of(file):
        reason = unread_reason(document)
        if reason and not is_unopenable(document):
            yield file_question(files, "L32", f"{called(file, document)}{reason}，请人工核对{what}", file)


def _unread_pictures(files: FormFiles, file: FormFile, document: Document) -> Iterator[Problem]:
    """Yield a question for pictures beside the text, such as a letterhead or a seal, which may name an organ."""
    if document.pictures and not unread_reason(document):
        text = f"{called(file, document)}中有图片（如信头、印章），图中文字未读出，请人工核对是否为本市内容"
        yield file_question(files, "L31", text, file)
