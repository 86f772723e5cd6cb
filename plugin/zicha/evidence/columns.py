"""What stands under a head of a table that says whose it is: names, numbers of papers, addresses in its column."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from zicha.evidence.labelled import hide_labelled, is_label

_TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)
_ROW = re.compile(r"<tr\b.*?(?=<tr\b|</table|$)", re.IGNORECASE | re.DOTALL)
_CELL = re.compile(r"(<t[hd]\b[^<>]*>)(.*?)(?=</?t[hdr]\b|</table|$)", re.IGNORECASE | re.DOTALL)
_MARKUP = re.compile(r"<[^<>]*>|&nbsp;|\s")


def hide_columns(html: str, shorten: Callable[[str], str]) -> str:
    """Return a page's source with what stands under such heads masked.

    A table of one row is the head of the next one, as component libraries draw a table whose head stays.
    """
    heads: Sequence[str] = ()

    def hide_table(table: re.Match[str]) -> str:
        nonlocal heads
        rows = _ROW.findall(table[0])
        if len(rows) != 1 or len(_CELL.findall(rows[0])) != len(heads):
            heads = [_MARKUP.sub("", text) for _, text in _CELL.findall(rows[0])] if rows else ()
        under = heads
        heads = heads if len(rows) == 1 else ()
        if not any(map(is_label, under)):
            return table[0]
        return _ROW.sub(lambda row: _hide_row(row[0], under, shorten), table[0])

    return _TABLE.sub(hide_table, html) if "<t" in html else html


def _hide_row(row: str, heads: Sequence[str], shorten: Callable[[str], str]) -> str:
    if len(_CELL.findall(row)) != len(heads):
        return row
    labels = iter(heads)

    def hide(cell: re.Match[str]) -> str:
        label = next(labels)
        if not is_label(label) or _MARKUP.sub("", cell[2]) == label:
            return cell[0]
        return cell[1] + hide_labelled(f"{label}：{cell[2]}", shorten).removeprefix(f"{label}：")

    return _CELL.sub(hide, row)
