"""Words by which a text says one thing, in all their forms; the other modules of this room name such words."""

from __future__ import annotations

import re


class Wording:
    """What a text may say in many words: the patterns of all of them."""

    def __init__(self, *patterns: str, any_case: bool = False) -> None:
        self._pattern = re.compile("|".join(patterns), re.IGNORECASE if any_case else 0)

    def is_in(self, text: str) -> bool:
        """Return whether a text has the words somewhere."""
        return self._pattern.search(text) is not None

    def begins(self, text: str) -> bool:
        """Return whether a text begins with the words."""
        return self._pattern.match(text) is not None

    def is_all_of(self, text: str) -> bool:
        """Return whether a text is the words, and nothing else."""
        return self._pattern.fullmatch(text) is not None

    def all_in(self, text: str) -> tuple[str, ...]:
        """Return the words as they stand in a text, in its order."""
        return tuple(match[0] for match in self._pattern.finditer(text))

    def before(self, text: str) -> str:
        """Return a text up to the words; all of it where it has none."""
        return self._pattern.split(text, maxsplit=1)[0]

    def apart(self, text: str) -> tuple[str, ...]:
        """Return what stands before, between and after the words."""
        return tuple(self._pattern.split(text))

    def removed_from(self, text: str, other: str = "") -> str:
        """Return a text without the words, or with another in the place of each."""
        return self._pattern.sub(other, text)
