"""The thresholds as shipped, read from thresholds.yaml: what each is for, what it means, and its value."""

from __future__ import annotations

from functools import cache
from typing import Any

from zicha.catalogue.data import read_data
from zicha.model.base import Model
from zicha.plain_yaml import completed


class Threshold(Model):
    """One threshold. `name` is where a profile writes it, `of` the rule, box or question that it belongs to."""

    name: str
    of: tuple[str, ...]
    meaning: str
    value: Any


@cache
def shipped_thresholds() -> tuple[Threshold, ...]:
    """Return every threshold in the order of the data."""
    lines = read_data("thresholds")
    return tuple(Threshold.model_validate(line) for line in lines)


def as_map(thresholds: tuple[Threshold, ...]) -> dict[str, Any]:
    """Return the values as a profile writes them: forms.typed_warn within forms."""
    whole: dict[str, Any] = {}
    for threshold in thresholds:
        value = threshold.value
        for key in reversed(threshold.name.split(".")):
            value = {key: value}
        whole = completed(whole, value)
    return whole
