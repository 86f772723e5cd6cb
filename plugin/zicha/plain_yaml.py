"""YAML as the package's own data and the profiles are written. Departments' files need more care: see inventory/."""

from __future__ import annotations

from typing import Any

import yaml

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # a PyYAML built without libyaml
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

__all__ = ["Loader", "read_yaml"]


def read_yaml(text: str) -> Any:
    """The data of a YAML text, by libyaml: a run reads some 3,000 lines before it starts. Raises yaml.YAMLError."""
    return yaml.load(text, Loader=Loader)
