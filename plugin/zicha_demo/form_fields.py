"""The form of 填写申报信息 that the portal offers for a matter: account fields first, then the matter's own."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from zicha.model.matter import Identity
from zicha.plain_yaml import read_yaml
from zicha_demo.application import FormField


@cache
def _catalogue() -> dict[str, Any]:
    text = (files("zicha_demo") / "form_fields.yaml").read_text(encoding="utf-8")
    read: dict[str, Any] = read_yaml(text)
    return read


def form_fields(matter_name: str, identities: tuple[Identity, ...]) -> tuple[FormField, ...]:
    """Return the fields of the form, the same for the same matter every time."""
    catalogue = _catalogue()
    own = next(kind["fields"] for kind in catalogue["kinds"] if any(word in matter_name for word in kind["words"]))
    fields = (
        *(FormField.model_validate(line) for line in catalogue["account"]),
        *(FormField.model_validate({"section": "申请事项信息", **line}) for line in own),
        *(FormField.model_validate(line) for line in catalogue["common"]),
    )
    return tuple(field for field in fields if field.only_for is None or field.only_for in identities)
