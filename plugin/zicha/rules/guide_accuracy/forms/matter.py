"""Whether a form is one of the matter: by the name of the matter it gives, else by its title."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from zicha.model.facts.forms import Document
from zicha.model.finding import Severity
from zicha.model.matter import Matter
from zicha.published.material_names import normalise
from zicha.text.forms import (
    APPLICATION,
    OPERATION_IN_NAME,
    OPERATION_IN_TITLE,
    TITLE,
    bare_title,
    operations,
    subject_of,
)

_OTHER_MATTER = 45.0
_SUBJECT_LENGTH = 3
_SHORT_SUBJECT = 2
"""食品, 取水: another one, if none of its characters stands in the name, or the name has another one as short."""
_ALIKE = 60.0
_WORD = 2


def other_matter(document: Document, matter: Matter, material: str) -> tuple[str, Severity] | None:
    """Return what shows that a form is another matter's, and how certain that is; None where nothing does."""
    own = (normalise(matter.name), normalise(material))
    declared = normalise(document.declared)
    if not declared:
        is_other = all(_is_unlike(document.title, name) for name in own)
        of_another = is_other or (
            TITLE.is_all_of(bare_title(document.title)) and _is_other_operation(document.title, own)
        )
        return (f"标题为“{document.title}”", Severity.WARNING) if of_another else None
    if len(declared) < 5 or not OPERATION_IN_NAME.is_in(declared) or len(subject_of(declared)) < 2:
        return None
    evidence = f"表内事项名称为“{document.declared}”"
    if any(fuzz.partial_ratio(declared, name) >= 75 for name in own):
        return (evidence, Severity.WARNING) if _is_other_operation(declared, own) else None
    likeness = max(fuzz.ratio(declared, name) for name in own)
    is_certain = document.declared_surely and likeness < _OTHER_MATTER and not document.ocr
    return evidence, Severity.ERROR if is_certain else Severity.WARNING


def _is_other_operation(text: str, own: Sequence[str]) -> bool:
    """Return whether a text speaks of other operations than the matter and the material: 变更 where that is 注销."""
    in_text = operations(text)
    in_own = [operations(name) for name in own]
    return bool(in_text and in_own[0]) and not any(in_text & operations for operations in in_own)


def _is_unlike(title: str, name: str) -> bool:
    """Return whether a title names a subject, and the name another one. 行政许可申请书 fits every matter."""
    plain = bare_title(title)
    subject = subject_of(plain)
    if not TITLE.is_all_of(plain):
        return False
    if not OPERATION_IN_TITLE.is_in(plain):
        return APPLICATION.is_in(plain) and len(subject) >= _SUBJECT_LENGTH and not _share_words(subject, name)
    if len(subject) == _SHORT_SUBJECT:
        own = subject_of(name)
        return own != subject if len(own) == _SHORT_SUBJECT else not set(subject) & set(name)
    is_unlike = fuzz.partial_ratio(subject, subject_of(name)) < _ALIKE
    return len(subject) >= _SUBJECT_LENGTH and (is_unlike or _has_other_words(subject, subject_of(name)))


def _share_words(subject: str, name: str) -> bool:
    """Return whether any two characters side by side stand in both."""
    return any("".join(pair) in name for pair in pairwise(subject))


def _has_other_words(subject: str, own: str) -> bool:
    """Return whether one subject has a word where the other has another one: 道路旅客运输, 道路货物运输.

    A word that only one of them has makes no other subject: a title is often shorter than the name.
    """
    return any(
        each.tag == "replace" and min(each.src_end - each.src_start, each.dest_end - each.dest_start) >= _WORD
        for each in Levenshtein.opcodes(subject, own)
    )
