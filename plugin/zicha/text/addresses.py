"""Addresses of pages."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from zicha.text.wording import Wording

_ADDRESS = Wording(r"(?:https?://)?(?:[\w-]+\.)+[\w-]+(?::\d+)?(?:[/?#].*)?|/\S*", any_case=True)


def is_address(text: str) -> bool:
    """Return whether a text is an address, with or without https://, or a path."""
    return _ADDRESS.is_all_of(text.strip())


def address_in(text: str) -> str:
    """Return the first whole address that stands in a text, empty where there is none."""
    match = re.search(r"https?://[^\s，。；）)]+", text)
    return match[0] if match else ""


def is_home(address: str) -> bool:
    """Return whether an address leads to the front page of a site only."""
    parts = urlsplit(address if "//" in address else f"//{address}")
    front = parts.path.strip("/") in ("", "index", "index.html", "index.htm")
    return bool(parts.netloc) and front and not parts.fragment.strip("/") and not parts.query
