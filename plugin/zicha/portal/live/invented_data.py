"""测试件数据: what a test application is filled in with. Invented, with right check digits, and marked 测试.

The values are data of the profile, per identity; this module only chooses among them for a field.
"""

from __future__ import annotations

import re

from playwright.sync_api import FilePayload

from zicha.model.matter import Identity
from zicha.portal.live.look import Field
from zicha.portal.profile import InventedData

_RANGE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:[-－—~～]|至|到)\s*(\d+(?:\.\d+)?)")

UPLOAD: FilePayload = {
    "name": "ceshi.pdf",
    "mimeType": "application/pdf",
    "buffer": (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    ),
}
"""An empty page as PDF, uploaded where a material must be attached."""


def value_for(field: Field, identity: Identity, invented: InventedData) -> str:
    """Return what to type into an empty field: by its label, else by its type, within the limits it sets."""
    if field.type == "number":
        return _number(field, invented.otherwise["number"])
    if field.type == "date":
        return max(field.min, min(field.max or "9999", invented.otherwise["date"]))
    values = invented.values[identity]
    fitting = (values[datum] for datum, words in invented.words.items() if any(word in field.label for word in words))
    value = next(fitting, invented.otherwise.get(field.type, invented.otherwise["text"]))
    return value[: field.longest] if field.longest else value


def option_for(field: Field) -> str:
    """Return the first real option of a list, empty when it has none (yet)."""
    return next((value for value in field.options if value and not value.startswith("请选择")), "")


def _number(field: Field, usual: str) -> str:
    """Return the usual number, or the nearest that is allowed."""
    limits = _RANGE.search(field.hint)
    least, most = field.min or (limits[1] if limits else ""), field.max or (limits[2] if limits else "")
    if least and float(usual) < float(least):
        return least
    if most and float(usual) > float(most):
        return most
    return usual
