"""Which value of a closed list the words of a guide name: 即办件 or 马上办, 自然人 or 个人.

Readers give None for words they do not know, so that a person is asked instead of a value being guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from typing import NamedTuple, Self, TypeVar

from zicha.catalogue.choice_words import ChoiceWords, choice_words
from zicha.model.matter import Audience, MaterialKind, Medium
from zicha.text.folding import word_key
from zicha.text.wording import Wording

Choice = TypeVar("Choice", bound=StrEnum)
_BODIES = ("法人", "法人单位", "法人组织")
"""Any kind of body."""


class _Pair(NamedTuple):
    """A value of a closed list that two others make together."""

    parts: frozenset[StrEnum | None]
    whole: StrEnum


_MEDIA = frozenset({Medium.PAPER, Medium.ELECTRONIC})
_KINDS = frozenset({MaterialKind.ORIGINAL, MaterialKind.COPY})
_PAIRS: tuple[tuple[Wording, Mapping[type[StrEnum], _Pair]], ...] = (
    (
        Wording(r"[/／]|或者?"),
        {Medium: _Pair(_MEDIA, Medium.EITHER), MaterialKind: _Pair(_KINDS, MaterialKind.EITHER)},
    ),
    (
        Wording(r"[+＋]|以及|[和及与]"),
        {Medium: _Pair(_MEDIA, Medium.BOTH), MaterialKind: _Pair(_KINDS, MaterialKind.BOTH)},
    ),
)


class Vocabulary:
    """The words by which the values of closed lists are named on one portal."""

    def __init__(self, words: ChoiceWords) -> None:
        self._choices: dict[type[StrEnum], dict[str, StrEnum]] = {
            # A word of two values means the first.
            kind: {
                word_key(word): kind(value)
                for value, names in reversed(list(values.items()))
                for word in (value, *names)
            }
            for kind, values in words.items()
        }

    def choice(self, text: str, kind: type[Choice]) -> Choice | None:
        """Return the one value of a closed list that the text names, None for unknown words."""
        value = self._choices[kind].get(word_key(text)) or self._pair(text, kind)
        return value if isinstance(value, kind) else None

    def _pair(self, text: str, kind: type[StrEnum]) -> StrEnum | None:
        """Return the value that two others make together: 纸质/电子化, 原件及影印件."""
        for joint, pairs in _PAIRS:
            parts = joint.apart(text) if kind in pairs else ()
            values = {self._choices[kind].get(word_key(part)) for part in parts}
            if len(parts) == len(values) == 2 and values == pairs[kind].parts:
                return pairs[kind].whole
        return None

    def choices(self, text: str, kind: type[Choice]) -> frozenset[Choice] | None:
        """Return every value that the text names: 自然人、企业法人; None where any part of it is unknown."""
        if whole := self.choice(text, kind):
            return frozenset({whole})
        read = [self.choice(part, kind) for part in _parts(text)]
        return frozenset(choice for choice in read if choice is not None) if read and None not in read else None

    def audience(self, text: str) -> ServiceAudience | None:
        """Return 服务对象: 自然人、企业法人, or 个人、法人和其他组织 on less exact pages; None with unknown words."""
        whole = self.choice(text, Audience)
        parts = _parts(text) if whole is None else ()
        exact = [part for part in parts if part not in _BODIES]
        read = [self.choice(part, Audience) for part in exact]
        known = [audience for audience in (whole, *read) if audience is not None]
        if len(known) < len(read) or not (known or parts):
            return None
        served = ServiceAudience.of(known)
        return served if len(exact) == len(parts) else served._replace(bodies=None)


class ServiceAudience(NamedTuple):
    """服务对象: whether persons are served, and which bodies; None where a page says 法人 and not of which kind."""

    persons: bool
    bodies: frozenset[Audience] | None

    @classmethod
    def of(cls, audience: Iterable[Audience]) -> Self:
        """Return what a full list of audiences says."""
        every = frozenset(audience)
        return cls(Audience.PERSON in every, every - {Audience.PERSON})

    @property
    def has_bodies(self) -> bool:
        """Return whether any body is served."""
        return self.bodies is None or bool(self.bodies)

    def agrees_with(self, other: ServiceAudience) -> bool:
        """Return whether both name the same audience; 法人 is any kind of body."""
        if None in (self.bodies, other.bodies):
            return (self.persons, self.has_bodies) == (other.persons, other.has_bodies)
        return self == other


@cache
def shipped() -> Vocabulary:
    """Return the words that portals have in common."""
    return Vocabulary(choice_words({}))


def vocabulary(added: Mapping[str, Mapping[str, Iterable[str]]]) -> Vocabulary:
    """Return the words of a portal whose profile adds some: element → value → words."""
    return Vocabulary(choice_words(added)) if added else shipped()


def _parts(text: str) -> tuple[str, ...]:
    parts = re.split(r"[、，,;；/|\s]+|以及|或者?|[和及与]", text)
    return tuple(part for part in parts if part)
