"""Files as a portal gives them, told in as few words as a test needs."""

from __future__ import annotations

from zicha_demo.forms import make_form
from zicha_demo.publication import FileKind, PublishedFile

MATTER = "城镇燃气经营许可证核发"
TITLE = "燃气经营许可申请书"


def published(kind: FileKind, filled: bool = False, **more: object) -> PublishedFile:
    return PublishedFile.model_validate(
        {"path": "/x", "kind": kind, "matter": MATTER, "title": TITLE, "filled": filled, **more}
    )


def form(kind: FileKind, filled: bool = False, **more: object) -> bytes:
    """A form of the embedded portal."""
    return make_form(published(kind, filled, **more))
