"""What somebody probably meant to write: the names most like a word that is none of them."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process


def similar(word: str, options: Iterable[str], likeness: float, most: int = 5) -> list[str]:
    """Return the options that are at least so like the word, of 100, the likest first."""
    likest = process.extract(word, list(options), scorer=fuzz.ratio, limit=most, score_cutoff=likeness)
    return [name for name, _, _ in likest]


def most_similar(word: str, options: Iterable[str], likeness: float) -> str | None:
    """Return the option that the word was probably meant to be."""
    return next(iter(similar(word, options, likeness, most=1)), None)
