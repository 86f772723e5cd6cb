"""Which documents of a form file are to be judged as 空表 and which as 样表: an archive may hold either, or both.

What is filled in decides, and a name such as 样表.docx where the content does not.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from zicha.model.facts.forms import Condition, Document, FileType, FormFile, FormRole
from zicha.text.folding import letters
from zicha.text.forms import SAMPLE_NAME, pieces

_TITLES_ALIKE = 75.0
_PRINTED_ALIKE = 0.7
"""The share of what is printed on a blank form that stands on its sample, too."""


def counted_parts(document: Document) -> tuple[Document, ...]:
    """Return what an archive holds, without what is there by mistake."""
    return tuple(part for part in document.parts if not is_stray(part, document.parts))


def is_stray(part: Document, parts: Sequence[Document]) -> bool:
    """Return whether a part is an empty file or a text file beside a form."""
    a_note = part.condition is Condition.EMPTY or (part.type is FileType.TEXT and part.name.lower().endswith(".txt"))
    return a_note and any(other.filling.places for other in parts if other is not part)


def to_judge(file: FormFile, role: FormRole) -> tuple[Document, ...]:
    """Return the documents of a file that open and are to be judged in the role; perhaps none."""
    if file.document is None or file.document.condition is not Condition.READABLE:
        return ()
    if not file.document.parts:
        return (file.document,)
    parts = tuple(part for part in counted_parts(file.document) if part.condition is Condition.READABLE)
    samples = tuple(part for part in parts if _is_sample(part, parts))
    if role is FormRole.SAMPLE:
        return samples or parts
    return tuple(part for part in parts if part not in samples)


def holds_both(file: FormFile) -> bool:
    """Return whether one file gives the blank form and the sample."""
    if file.document is None or file.document.condition is not Condition.READABLE:
        return False
    blanks = to_judge(file, FormRole.BLANK)
    in_archive = bool(blanks) and any(part not in blanks for part in to_judge(file, FormRole.SAMPLE))
    return file.document.holds_both or in_archive


def _is_sample(part: Document, parts: Sequence[Document]) -> bool:
    if SAMPLE_NAME.is_in(part.name):
        return True
    return _is_filled_in(part) and any(_is_blank_of(other, part) for other in parts)


def _is_filled_in(document: Document) -> bool:
    values = document.filling.sure
    return values >= 2 or values * 2 >= document.filling.places > 0


def _is_blank_of(blank: Document, filled: Document) -> bool:
    """Return whether one is the blank form that the other was made from."""
    if (
        _is_filled_in(blank)
        or not blank.filling.places
        or fuzz.partial_ratio(blank.title, filled.title) < _TITLES_ALIKE
    ):
        return False
    words = [word for word in map(letters, pieces(blank.text)) if word]
    text = letters(filled.text)
    return sum(word in text for word in words) >= _PRINTED_ALIKE * len(words) > 0
