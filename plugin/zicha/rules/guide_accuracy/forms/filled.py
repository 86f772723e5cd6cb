"""How far forms are filled in: a 空表 not, a 样表 beyond what its 空表 prints (ledger box B3): L32.

A sample is compared with its blank form, else judged by its own places. Facts recorded earlier do not say which values
are mere words; there one value makes a sample.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zicha.model.facts.forms import Document, Filling, FormFile, FormFiles, FormRole
from zicha.model.finding import Problem, Severity
from zicha.rules.guide_accuracy.forms.files import called, file_problem, file_question, files_of_material, unread_reason
from zicha.rules.guide_accuracy.forms.missing import names_a_form
from zicha.rules.guide_accuracy.forms.roles import to_judge
from zicha.text.folding import letters
from zicha.text.forms import ANY_VALUE, CALLED_BLANK, CALLED_SAMPLE, NO_VALUE, pieces

_BLANK_FILLED = 3
"""As many values of an applicant are no slip of the pen."""
_ADDED_BY_SAMPLE = 8
"""Characters a sample has beyond its blank form, from which it counts as filled in."""
_OWN_VALUES = 2
"""Values of an applicant's own, from which a blank form is surely filled in; others may be printed for all."""
_PLACES_OF_A_FORM = 4
_FEW_VALUES = 4
"""Fewer values, and in fewer than one place of so many, do not fill in a sample."""
_FEW_PLACES = 2
_HARDLY_ANY = 8
"""Words that may be printed, in one place of so many or fewer, fill in no sample."""
_SOME_ANSWERS = 4
"""Words where values stand, though behind no known label, beside so many empty places: nobody knows."""
_LOOSE_VALUES = 2
"""From as many on a person is asked, be it known what they answer or not; one may be printed."""
_TITLE_LINES = 3
_CALLED = {FormRole.SAMPLE: CALLED_SAMPLE, FormRole.BLANK: CALLED_BLANK}


def filled_in(files: FormFiles, file: FormFile, document: Document) -> Iterator[Problem]:
    """Yield the problem that a blank form is filled in, or a question where that is unclear."""
    name, filling = called(file, document), document.filling
    if document.holds_both:
        return
    surely = filling.filled - (filling.words or 0)
    many = surely >= _BLANK_FILLED
    half = filling.filled * 2 >= filling.places >= 2
    by_applicant = many and surely * 3 >= filling.places and filling.own >= _OWN_VALUES
    if (by_applicant or _is_for_anybody(filling, share=2)) and not document.ocr:
        values = filling.filled if by_applicant else filling.sure
        text = f"{name}已填写内容（{filling.places}处填写项中有{values}处已填）"
        yield file_problem(files, "L32", text, file, seen=f"已填{values}处")
    elif filling.own or many or half:
        text = f"{name}似有{max(filling.filled, filling.own)}处已填写，请人工核对"
        yield file_question(files, "L32", text, file)
    elif _is_for_anybody(filling, share=4, places=1):
        text = f"{name}有{filling.placeholders}处填有“某某”一类示例内容，请人工核对"
        yield file_question(files, "L32", text, file)
    elif surely + filling.loose >= _LOOSE_VALUES and filling.words is not None:
        text = f"{name}有{surely + filling.loose}处似为填写内容，请人工核对"
        yield file_question(files, "L32", text, file)
    elif filling.ticked:
        yield file_question(files, "L32", f"{name}有{filling.ticked}处方框已经勾选，请人工核对", file)
    elif not filling.places and not unread_reason(document) and names_a_form(file.material):
        yield file_question(files, "L32", f"{name}没有认出填写项，请人工核对是否空白", file)


def _is_for_anybody(filling: Filling, share: int, places: int = _PLACES_OF_A_FORM) -> bool:
    """Return whether 某某, ××× and other values stand in one place of so many, as on a sample."""
    known = filling.words is not None and filling.placeholders > 0
    return known and filling.sure * share >= filling.places >= places


def misnamed(files: FormFiles, file: FormFile, document: Document) -> Iterator[Problem]:
    """Yield a question where a form calls itself what it is not offered as."""
    (other,) = (role for role in FormRole if role is not file.role)
    title = map(str.strip, document.text.split("\n")[:_TITLE_LINES])
    if not document.holds_both and any(map(_CALLED[other].is_in, title)):
        text = f"{called(file, document)}自称{other}，请人工核对"
        yield file_question(files, "L32", text, file)


@dataclass(frozen=True, slots=True)
class _Sample:
    """What the parts of a sample have together: places, those with a value and those with words.

    `adds` says whether they have more text than the blank form; None where there is none to compare with.
    """

    places: int
    values: int
    words: int
    is_counted: bool
    adds: bool | None
    hints_at_values: bool
    loose: bool
    aside: int
    ocr: bool


def not_filled_in(files: FormFiles, file: FormFile, parts: Sequence[Document]) -> Iterator[Problem]:
    """Yield the problem that a sample is not filled in, or a question where that is unclear."""
    blank_files = files_of_material(files, file, FormRole.BLANK)
    blanks = [part for blank in blank_files for part in to_judge(blank, FormRole.BLANK)]
    on_blank = max((blank.filling.sure for blank in blanks if _is_blank(blank)), default=0)
    if any(_is_enough(part.filling, on_blank) for part in parts) or any(map(unread_reason, parts)):
        return
    sample = _Sample(
        places=max(part.filling.places for part in parts),
        values=max(0, *(part.filling.sure - on_blank for part in parts)),
        words=max(part.filling.words or 0 for part in parts),
        is_counted=all(part.filling.words is not None for part in parts),
        adds=_adds(parts, blanks),
        hints_at_values=any(ANY_VALUE.is_in(NO_VALUE.removed_from(part.text)) for part in parts),
        loose=any(part.filling.loose for part in parts),
        aside=max(part.filling.aside for part in parts),
        ocr=any(part.ocr for part in parts),
    )
    name = called(file, parts[0]) if len(parts) == 1 else f"“{file.material}”的样表"
    if reason := _surely_empty(sample):
        severity = Severity.WARNING if sample.ocr else Severity.ERROR
        yield file_problem(files, "L32", f"{name}没有填写（{reason}）", file, severity=severity)
    elif doubt := _perhaps_empty(sample):
        yield file_question(files, "L32", f"{name}{doubt}", file)


def _surely_empty(sample: _Sample) -> str:
    """Return why nobody filled in a sample; empty where somebody may have."""
    if sample.adds is False:
        if sample.values:
            return f"{sample.places}处填写项中仅有{sample.values}处已填"
        return f"{sample.places}处填写项均为空" if sample.places and not sample.words else "与空表内容相同"
    if sample.adds or sample.places < _FEW_PLACES or sample.values or sample.hints_at_values or sample.loose:
        return ""
    if sample.aside * _SOME_ANSWERS > sample.places:
        return ""
    if not sample.words:
        return f"{sample.places}处填写项均为空"
    return f"{sample.places}处填写项几乎均为空" if sample.words * _HARDLY_ANY <= sample.places else ""


def _perhaps_empty(sample: _Sample) -> str:
    """Return what a person is to look at in a sample that may be empty; empty where it is filled in."""
    if sample.adds:
        in_most = sample.places and (sample.values + sample.words) * 2 >= sample.places
        in_none = sample.places >= (2 if sample.is_counted else _PLACES_OF_A_FORM)  # what was added stands in none
        state = f"仅有{sample.values}处已填写" if sample.values else "均为空"
        return f"的{sample.places}处填写项似{state}，请人工核对是否已填写" if in_none and not in_most else ""
    if sample.values:
        return f"的{sample.places}处填写项似仅有{sample.values}处已填写，请人工核对"
    unclear = sample.places >= 2 or not (sample.words or sample.hints_at_values)
    return "看不出是否已填写，请人工核对" if unclear else ""


def _is_enough(filling: Filling, on_blank: int) -> bool:
    """Return whether a sample is filled in, by its values without as many as its blank form prints."""
    if filling.words is None:
        return bool(filling.filled or filling.placeholders or filling.own)
    values = max(filling.sure - on_blank, filling.own)
    if not filling.own and values <= filling.ticked and values * 2 < filling.places:  # ticked boxes alone
        return False
    return values > 0 and (values >= _FEW_VALUES or values * _FEW_VALUES >= filling.places)


def _is_blank(form: Document) -> bool:
    """Return whether the values on a blank form are printed: it is not filled in itself, nor holds the sample, too."""
    return not form.holds_both and form.filling.sure * 2 < form.filling.places


def _adds(parts: Sequence[Document], blanks: Sequence[Document]) -> bool | None:
    """Return whether a sample has more text than its blank form; None where there is no text to compare with."""
    on_blank = [text for text in (letters(blank.text) for blank in blanks) if text]
    if not on_blank:
        return None
    return max(_added_characters(part.text, on_blank) for part in parts) >= _ADDED_BY_SAMPLE


def _added_characters(text: str, on_blank: Sequence[str]) -> int:
    """Return how many characters of a text no printed form has; words such as 样表 are no value."""
    added = map(letters, pieces(NO_VALUE.removed_from(text)))
    return sum(len(piece) for piece in added if "说明" not in piece and not any(piece in form for form in on_blank))
