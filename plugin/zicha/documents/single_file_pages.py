"""mht (RFC 2557): web pages with their pictures in one file, as Word and Excel save them, often under the name doc."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.errors import CloseBoundaryNotFoundDefect
from email.message import Message

from zicha.documents.content import Content, unsupported
from zicha.documents.web import decoded, read_pages

_HIDDEN_SHEET = re.compile(r"<x:Visible>\s*Sheet(?:Very)?Hidden\s*</x:Visible>", re.IGNORECASE)
_OWN_CODES = ("utf-16", "utf-16le", "utf-16be", "big5")
"""Codes of text that cannot be told from the text itself."""


def read_mht(content: bytes) -> Content:
    """Return the text of the pages in a file, in their order. Raise Unreadable if there are none."""
    message = message_from_bytes(content)
    pages = [page for page in _pages(message) if not _HIDDEN_SHEET.search(page)]
    if not pages:
        raise unsupported("单文件网页，没有从中找到网页")
    read = read_pages(pages)
    is_cut = any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in message.defects)
    return replace(
        read, unseen="，".join(filter(None, (read.unseen, "末尾不完整，可能没有下载完整" if is_cut else "")))
    )


def _pages(message: Message) -> Iterator[str]:
    for part in message.walk():
        source = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(source, bytes):
            code = (part.get_content_charset() or "").lower()
            yield source.decode(code, errors="replace") if code in _OWN_CODES else decoded(source)
