"""YAML as the package's own data and the profiles are written. Departments' files need more care: see inventory/."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # a PyYAML built without libyaml
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

__all__ = ["Loader", "completed", "read_yaml"]


def read_yaml(text: str) -> Any:
    """The data of a YAML text, by libyaml: a run reads some 3,000 lines before it starts. Raises yaml.YAMLError."""
    try:
        return yaml.load(text, Loader=Loader)
    except ValueError as error:  # of a date such as 2026-13-01
        raise yaml.YAMLError(str(error)) from error


def completed(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return a map completed by another: maps in it are completed in turn, everything else is replaced."""
    merged = dict(base)
    for key, value in own.items():
        both_maps = isinstance(value, Mapping) and isinstance(base.get(key), Mapping)
        merged[key] = completed(base[key], value) if both_maps else value
    return merged
