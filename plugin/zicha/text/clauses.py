"""The clauses and sentences of a Chinese text, and what they state or only deny (本事项不提供上门收取服务)."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NOT = re.compile(r"(?<!足)不(?!仅|但|光|只|限|同|论|管|含)|未(?!成年)|无(?!论)|没有|勿|取消")
_NEEDLESS_SO = re.compile(r"(?:不用|不必|无需|无须|不需要?).*?(?:可|由|能)")
"""不用出门即可上门收取 denies the going out, not what follows."""
_DENIED_AFTER = re.compile(
    r"(?:等?(?:服务|业务|方式|功能))?(?:目前|暂时?|尚|均|已)?(?:(?:未|不再?)(?:开通|开展|提供|支持|予)|停止|取消)"
)
_SUPPOSED = re.compile(r"^(?:如|若|遇|一旦|万一)|[时的]$")


def clauses(text: str) -> tuple[str, ...]:
    """Return the clauses of a text, none of them blank; 但 begins one of its own."""
    return _parts(r"[，,。．；;！!？?\n]|(?<!不)但是?", text)


def phrases(text: str) -> tuple[str, ...]:
    """Return what stands between the stops, commas, brackets and blanks of a text."""
    return _parts(r"[，。；,;、\s（）()]", text)


def choices(text: str) -> tuple[str, ...]:
    """Return the clauses of a text, those joined by 或 and 也可 apart."""
    return tuple(part for clause in clauses(text) for part in re.split(r"或者?|(?=也可)", clause) if part)


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, none of them blank."""
    return _parts(r"[。；;！!]", text)


def lines_and_sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text of several lines, questions as well."""
    return _parts(r"[。；！？;!?\n]", text)


def states(text: str, words: Iterable[str]) -> bool:
    """Return whether some clause of the text has one of the words, and does not deny it."""
    wanted = tuple(word for word in words if word in text)
    return bool(wanted) and any(_states(clause, word) for clause in clauses(text) for word in wanted)


def is_supposed(phrase: str) -> bool:
    """Return whether a phrase only says what to do should something happen: 如获取失败."""
    return _SUPPOSED.search(phrase) is not None


def _states(clause: str, word: str) -> bool:
    before, match, after = clause.partition(word)
    denied = _NOT.search(_NEEDLESS_SO.sub("", before)) or _DENIED_AFTER.match(after)
    return bool(match) and not denied


def _parts(ends: str, text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(ends, text) if part.strip())
