"""The YAML files of the catalogue, read as they are written."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from zicha.plain_yaml import read_yaml


def read_data(name: str) -> Any:
    """Return what a file of the catalogue holds: read_data("rules") reads rules.yaml."""
    return read_yaml((files("zicha.catalogue") / f"{name}.yaml").read_text(encoding="utf-8"))
