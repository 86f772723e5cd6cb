"""What a line of 申请材料 says of one material: how many copies, and whether data sharing spares it."""

from __future__ import annotations

from zicha.model.facts.guide import Element, ShownGroup
from zicha.model.matter import Medium
from zicha.published.choices import read_choice
from zicha.published.material_names import trailing_mark
from zicha.published.shown import cell_text, cell_texts
from zicha.text.answers import Counts, marks_exempt, read_counts

AUTOMATIC = (Medium.AUTOMATIC, Medium.AUTOMATIC_ELSE_SUBMIT)


def read_exempt(text: str, medium: str = "") -> bool:
    """Whether 免提交 or 收取方式 marks a material as 通过数据共享减免，无需提供."""
    if read_choice(medium, Medium) in AUTOMATIC:
        return True
    return marks_exempt(text) or ("自动获取" in medium and marks_exempt(medium))


def is_marked_exempt(shown: ShownGroup) -> bool:
    """Whether the page marks a material as 免提交, if only by its 收取方式."""
    return bool(exemption(shown)) or read_exempt(shown.text(Element.SHARED), shown.text(Element.MEDIUM))


def exemption(shown: ShownGroup) -> str:
    """Return the words that mark a material as 免提交, in a column or behind its name; empty without any."""
    words = (*cell_texts(shown, Element.SHARED), trailing_mark(shown.text(Element.MATERIAL_NAME)))
    return next(filter(read_exempt, words), "")


def shown_counts(shown: ShownGroup) -> tuple[str | None, Counts | None]:
    """Return 份数 in the words of the page, from one column or from two, and as it is read."""
    originals, copies = cell_text(shown, Element.ORIGINAL_COUNT), cell_text(shown, Element.COPY_COUNT)
    if originals is None and copies is None:
        text = cell_text(shown, Element.COPIES)
        return text, read_counts(text) if text is not None else None
    one, other = read_counts(originals or ""), read_counts(copies or "")
    text = f"原件份数“{originals or ''}”，复印件份数“{copies or ''}”"
    return text, Counts(one.total, other.total, one.total + other.total) if one and other else None
