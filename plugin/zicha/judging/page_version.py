"""The version of the pages that a question is about: a digest of all that lasts from visit to visit."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from zicha.catalogue.checks import Check, Need
from zicha.evidence.masking import HIDDEN
from zicha.model.facts.guide import GuidePage
from zicha.model.facts.journey import Application, Login, MatterMention, Submission
from zicha.model.facts.records import Fact, Record
from zicha.model.matter import Matter

_VOLATILE = frozenset({"attempts", "rows"})
"""Counts that differ from visit to visit and say nothing of the page."""
_ADDRESS = re.compile(rf"https?://(?:{HIDDEN}|[^\s\"'<>（），。；])+")
_PIECE = re.compile(r"(?P<key>(?<=[?&;])[^/?&;=#]*=)?(?P<value>[^/?&;=#]+)")
_OF_A_VISIT = re.compile(r"(?:_|rnd|rand|random|nonce|timestamp|j?sessionid|phpsessid)=", re.IGNORECASE)
"""Keys of what makes an address differ from the last one."""
_CLOCK = re.compile(r"1[5-9]\d{8}(?:\d{3})?|20\d{12}(?:\d{3})?|0\.\d{6,}")
"""Seconds or milliseconds since 1970, a time written as digits, a random number."""
_LONG = re.compile(r"(?=.*\d)[0-9A-Za-z_+/=.~-]{16,}")
_ITEM = re.compile(r"[0-9A-Z]{2}\d{6}[0-9A-Z]{10}[0-9A-Z]{2}\d{11}(?:\d{2})?|(?=.*[A-F])(?=.*\d)[0-9A-F]{32}")
"""An 实施编码 (18 characters of a 统一社会信用代码 and 13 or 15 more), or the UNID of a page."""
_WORDS = re.compile(r"(?=.*[g-zG-Z])[A-Za-z]*\d{0,8}(?:[-_.~/][A-Za-z]*\d{0,8})*")
"""Words and short numbers, as people name pages."""
_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


def page_version(check: Check, matter: Matter, records: Sequence[Record]) -> str:
    """Return the version of what a check looked at, with what that is compared with."""
    judged, numbers = judged_records(records), numbers_of(records)
    named = any(isinstance(record.fact, Application) and record.fact.named is MatterMention.YES for record in judged)
    contents = (
        _content(record.fact, numbers, whole=not (named and isinstance(record.fact, Application | Submission)))
        for record in judged
    )
    return digest(*contents, *_compared_with(check, matter, judged))


def numbers_of(records: Sequence[Record]) -> list[str]:
    """Return the numbers of test applications, which every run has anew."""
    return [fact.number for record in records if isinstance(fact := record.fact, Submission) and fact.number]


def judged_records(records: Sequence[Record]) -> list[Record]:
    """Return what a question is about: the pages of the matter; the login only where nothing else was looked at."""
    observed = [record for record in records if record.fact is not None]
    return [record for record in observed if not isinstance(record.fact, Login)] or observed


def _compared_with(check: Check, matter: Matter, records: Sequence[Record]) -> Iterator[str]:
    """Yield the approved list and what is known of cases: the pages are judged against them."""
    if any(isinstance(record.fact, GuidePage) for record in records):
        yield matter.guide.model_dump_json()
    if Need.CASE in check.needs:
        yield from (case.model_dump_json() for case in matter.cases)


def _content(fact: Fact | None, numbers: Sequence[str], whole: bool) -> str:
    """Return a fact as text, without what differs from visit to visit: moments, durations, tokens in addresses.

    A day stays: that on which a login was saved, which is what the person who saved it is asked about. Addresses are
    taken `whole` where they may be all that says which item the page is of.
    """
    data = fact.model_dump() if fact else None
    return json.dumps(_steady(data, numbers, whole), ensure_ascii=False, sort_keys=True, default=str)


def _steady(data: Any, numbers: Sequence[str], whole: bool) -> Any:
    if isinstance(data, dict):
        return {
            key: _steady(value, numbers, whole and key != "hops")
            for key, value in data.items()
            if key not in _VOLATILE and not isinstance(value, datetime | float)
        }
    if isinstance(data, list | tuple):
        return [_steady(value, numbers, whole) for value in data]
    return without_visit(data, numbers, whole) if isinstance(data, str) else data


def without_visit(text: str, numbers: Sequence[str], whole: bool = True) -> str:
    """Return a text without tokens in addresses and the numbers of test applications."""
    for number in numbers:
        text = text.replace(number, "")
    return _ADDRESS.sub(lambda match: _place(match[0], whole), text)


def _place(address: str, whole: bool) -> str:
    """Return an address without what is of one visit only.

    Which item it leads to often stands in its query or fragment. These are left out where the page itself names the
    item, and of the way there. Left out everywhere are ports of
    this machine, what is there to make the address new, moments, and long values that nobody could read. Of the long
    ones those stay that are formed as an 实施编码 or UNID, or of words: they say what the page is. Keys of a session
    are hidden before a fact is written. What is short stays: a question asked once too often does less harm than an
    answer that counts for another page.
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        port = "" if host in _LOCAL or parts.port is None else f":{parts.port}"
    except ValueError:
        return address
    if not whole:
        parts = parts._replace(query="", fragment="")
    return f"{host}{port}{_PIECE.sub(_lasting_piece, parts._replace(scheme='', netloc='').geturl())}"


def _lasting_piece(piece: re.Match[str]) -> str:
    key, value = piece["key"] or "", unquote(piece["value"])
    unreadable = _LONG.fullmatch(value) and not (_ITEM.fullmatch(value) or _WORDS.fullmatch(value))
    return f"{key}*" if _OF_A_VISIT.fullmatch(key) or _CLOCK.fullmatch(value) or unreadable else piece[0]


def digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12].upper()
