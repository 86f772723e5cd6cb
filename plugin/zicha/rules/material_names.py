"""Which name of a material means which: equal after normalising, else the nearest of the same operation.

Scores alone mislead (申请书 and 变更申请书 score 90), so the words of operation must be the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rapidfuzz import fuzz

_OPERATIONS = (
    "新办",
    "首次",
    "变更",
    "延续",
    "注销",
    "补办",
    "换发",
    "备案",
    "设立",
    "年检",
    "转让",
    "迁移",
    "撤销",
)
_NEAR = 80.0
# One paper under several names, too short for the score to see it.
_ONE_PAPER = (
    (re.compile(r"(?:有效|居民)*身份证(?:件|(?!明))"), "身份证"),
    (re.compile(r"企业法人营业执照"), "营业执照"),
    (re.compile(r"(?:居民)?户口[簿本]"), "户口簿"),
)


def normalise(name: str) -> str:
    """A name without blanks, 《》, quotes, numbering and notes in brackets, its papers under their common names."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", name))
    text = re.sub(r"^\d+[.、)]", "", re.sub(r"[《》“”\"'*]", "", text))
    for other, usual in _ONE_PAPER:
        text = other.sub(usual, text)
    text = re.sub(r"\([^)]*(?:空表|样表|原件|(?<!身)份|必要|下载|加盖)[^)]*\)", "", text)
    # 身份证复印件 is the paper 身份证; whether a copy or the original is wanted is another question (K7).
    return re.sub(r"(?:原件|复印件|[及和或、])+$", "", text) or text


def match(wanted: Sequence[str], offered: Sequence[str]) -> dict[int, int]:
    """Index in `wanted` → index in `offered`, each used once; the nearest pairs first."""
    left = [normalise(name) for name in wanted]
    right = [normalise(name) for name in offered]
    scored = (
        (100.0 if a == b else fuzz.ratio(a, b), i, j)
        for i, a in enumerate(left)
        for j, b in enumerate(right)
        if a == b or _operations(a) == _operations(b)
    )
    pairs: dict[int, int] = {}
    for score, i, j in sorted(scored, key=lambda entry: (-entry[0], entry[1], entry[2])):
        if score >= _NEAR and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _operations(name: str) -> frozenset[str]:
    return frozenset(word for word in _OPERATIONS if word in name)
