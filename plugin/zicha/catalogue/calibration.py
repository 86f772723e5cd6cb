"""What comes of what a profile does not recognise, and the names of a profile's keys, read from calibration.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from zicha.catalogue.data import read_data
from zicha.model.base import Model
from zicha.model.calibration import Part


class Consequence(Model):
    """Which boxes are concerned, and what a run will say."""

    boxes: tuple[str, ...]
    effect: str


class Consequences(Model):
    """The data. `failures` are by the name of a page, `missing` by the key of an entry or a column."""

    entries: Mapping[str, str]
    columns: Mapping[str, str]
    failures: Mapping[str, Consequence]
    missing: Mapping[str, Consequence]
    silent: Consequence
    unknown: Mapping[Part, Consequence]

    def title(self, part: Part, meaning: str) -> str:
        """Return what something is in a reader's words: of a button and a column, not the key of the profile."""
        names = {Part.BUTTON: self.entries, Part.COLUMN: self.columns}.get(part, {})
        return names.get(meaning, meaning)

    def name(self, key: str) -> str:
        """Return what a key of the entries or columns is in a reader's words."""
        return self.entries.get(key) or self.columns[key]


@cache
def consequences() -> Consequences:
    """Return the data."""
    return Consequences.model_validate(read_data("calibration"))
