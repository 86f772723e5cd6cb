"""空表 and 样表 as a guide offers them and as they were read, in as few words as a test needs."""

from __future__ import annotations

from typing import Any

from tests.support.facts import PAGE, SEEN
from zicha.model.facts.forms import (
    Condition,
    Document,
    DownloadOutcome,
    FileType,
    Filling,
    FormFile,
    FormFiles,
    FormRole,
)
from zicha.model.finding import Problem, Severity

FORM = "取水许可申请表"
LABELS = "申请人\t\n联系电话\t\n住所\t\n申请日期\t"
"""The text of a form that nobody has filled in."""


def address_of(role: FormRole) -> str:
    return f"{PAGE}/{role.name}"


def document(text: str = LABELS, filled: int = 0, places: int = 4, own: int = 0, **more: Any) -> Document:
    """A form that opens; of its places so many are filled in."""
    base = {"type": FileType.DOCX, "condition": Condition.READABLE, "name": "申请表.docx", "text": text}
    return Document.model_validate(base | {"filling": Filling(places=places, filled=filled, own=own)} | more)


def archive(*parts: Document, **more: Any) -> Document:
    """An archive of such forms."""
    return document("", places=0, **{"type": FileType.ZIP, "name": "表.zip", "parts": parts, **more})


def form_file(role: FormRole, content: Document | None = None, **more: Any) -> FormFile:
    """A file of 申请表. Without a document the guide does not offer it."""
    base = {
        "material": "申请表",
        "role": role,
        "shown": "下载",
        "fetched": DownloadOutcome.DONE if content else DownloadOutcome.ABSENT,
        "document": content,
        "sha256": str(hash(content.model_dump_json())) if content else "",
        "address": address_of(role),
    }
    return FormFile.model_validate(base | more)


def own_file(role: FormRole, content: Document | None, **more: Any) -> FormFile:
    """A file of FORM that is no other one, even if the same is in both."""
    return form_file(role, content, **{"material": FORM, "sha256": f"{role}", **more})


def files(*given: FormFile) -> FormFiles:
    return FormFiles(url=PAGE, at=SEEN, files=given)


def problem_of(rule: str, severity: Severity, text: str, role: FormRole, expected: str = "", seen: str = "") -> Problem:
    """A problem of the FORM of a role, at the address of its file."""
    return Problem(
        text=f"“{FORM}”的{role}{text}",
        expected=expected,
        seen=seen,
        where=address_of(role),
        at=SEEN,
        rule=rule,
        severity=severity,
    )
