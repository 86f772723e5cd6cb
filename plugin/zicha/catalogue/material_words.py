"""The words by which names of materials are compared, read from material_words.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from zicha.catalogue.data import read_data
from zicha.model.base import Model


class MaterialWords(Model):
    """What of a name is about handing in and not about the paper, and which words tell two papers apart."""

    shapes: tuple[str, ...]
    instructions: tuple[str, ...]
    manners: tuple[str, ...]
    signers: tuple[str, ...]
    opposites: tuple[frozenset[str], ...]


@cache
def material_words() -> MaterialWords:
    """Return the words."""
    return MaterialWords.model_validate(read_data("material_words"))


def any_of(words: Iterable[str]) -> str:
    """Return the pattern of any of the words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
