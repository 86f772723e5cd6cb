"""A published value and the words in which it stands, on the page or in the approved list."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

from zicha.model.facts.guide import Element

T = TypeVar("T")


class Quoted(NamedTuple, Generic[T]):
    """A value, and the words in which it stands: “跑动次数：0次”."""

    value: T
    quote: str


def quote(label: str, text: str) -> str:
    """Return the words of the page, with their label."""
    return f"“{label.strip().rstrip('：:').strip()}：{text}”"


def quote_of_list(element: Element, text: str) -> str:
    """Return the words of the approved list."""
    return f"核准清单“{element}：{text}”"


def in_words(value: object) -> str:
    """Return an approved value as a page would word it."""
    match value:
        case bool():
            return "是" if value else "否"
        case tuple() | frozenset():
            return "、".join(map(str, value))
    return str(value)
