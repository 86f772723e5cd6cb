"""The shipped inventory several times over, with codes and page numbers of their own, in regions of their own."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

SHIPPED = Path(__file__).parent.parent / "matters"
_CODE = re.compile(r"实施编码: *(\S+)")
_PAGE = re.compile(r"门户编号: *(\S+)")


def write_many(folder: Path, wanted: int) -> int:
    """Fill a folder with at least as many matters as wanted, whole departments each. Returns how many there are."""
    number = copy = 0
    while number < wanted:
        for file in sorted(SHIPPED.rglob("*.yaml")):
            text = file.read_text(encoding="utf-8")
            codes = _CODE.findall(text)
            for code in codes:  # the numbers of its cases begin with it
                text = text.replace(code, f"{code[:8]}Z{copy:02}{code[11:]}")
            for page in _PAGE.findall(text):
                text = text.replace(page, hashlib.md5(f"{page}{copy}".encode()).hexdigest().upper())
            region = folder / (file.parent.name if copy == 0 else f"{file.parent.name}{copy}")
            region.mkdir(parents=True, exist_ok=True)
            (region / file.name).write_text(text, encoding="utf-8")
            number += len(codes)
            if number >= wanted:
                break
        copy += 1
    return number
