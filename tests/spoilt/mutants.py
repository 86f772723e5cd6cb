"""Files as a slip of the hand, a broken editor or somebody's malice leaves them: small changes of a good one."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import yaml

_VALUES: tuple[Any, ...] = (
    None, "", " ", "　", True, False, 0, -1, 1.5, 10**30, float("nan"), float("inf"), [], {}, [[]], [None], {"": ""},
    {1: 2}, "x" * 5000, "http://", "https://a.example/x?y#z", "\\\\host", "../..", "{", "{address}", "{0}", "%s",
    "\x00", "\u200b", "\u202e甲", "\ud83d\ude00", "是", "12:30", "2026-13-01", "2026-02-30", "1e400", "0x1F", "!tag",
    "*alias", "&a", "@a", [1, "a", None], {"a": {"b": {"c": 1}}},
)  # fmt: skip
_DEEP = 200_000
_SNIPPETS = (
    "[" * _DEEP, "{a: " * 60, "- " * _DEEP, "\n" + "\n".join(" " * n + "a:" for n in range(60)), "\t", "\t- x\n", "'",
    '"', ": ", "：", "\n---\n", "\n...\n", "? [a, b]\n", "!!python/object:os.system x\n", "!!binary x\n", "%YAML 3.0\n",
    "*x\n", "\x85", "\u2028", "\ufeff", "\x07", "\r", "#", "|", ">", "<<: *x\n", "a: &a [*a]\n",
    "l0: &l0 [x, x]\n" + "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 12)),
)  # fmt: skip
_BYTES = (b"\xff\xfe", b"\xfe\xff", b"\xc3\x28", b"\x80", "甲".encode("gbk"), b"\x00" * 4, b"\xed\xa0\x80")


@dataclass(frozen=True)
class Kind:
    """How a kind of file is read as data, and written."""

    read: Callable[[str], Any]
    write: Callable[[Any], str]


YAML = Kind(yaml.safe_load, lambda data: str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False)))
JSON = Kind(json.loads, lambda data: json.dumps(data, ensure_ascii=False))
LINES = Kind(
    lambda text: [json.loads(line) for line in text.splitlines()],
    lambda lines: "".join(f"{JSON.write(line)}\n" for line in lines),
)
"""A file of a JSON record a line."""


def mutants(good: str, seed: int, number: int, kind: Kind = YAML) -> Iterator[bytes]:
    """Yield so many spoilt files; the same ones for the same seed."""
    chance = random.Random(seed)
    data = kind.read(good)
    for _ in range(number):
        change = chance.choice((_change_data, _change_data, _change_text, _change_bytes))
        yield change(data, good, chance, kind)


def spoilt_workbooks(good: bytes, seed: int, number: int) -> Iterator[bytes]:
    """Yield so many spoilt workbooks: parts of them changed within, or the whole torn."""
    chance = random.Random(seed)
    for _ in range(number):
        yield _change_part(good, chance) if chance.random() < 0.7 else _tear(good, chance)


def _change_part(good: bytes, chance: random.Random) -> bytes:
    spoilt = BytesIO()
    with ZipFile(BytesIO(good)) as before, ZipFile(spoilt, "w", ZIP_DEFLATED) as after:
        changed = chance.choice(before.namelist())
        for name in before.namelist():
            content = before.read(name)
            if name == changed:
                change = chance.choice((_change_text, _change_text, _change_bytes))
                content = change(None, content.decode("utf-8", "replace"), chance, YAML)
            after.writestr(name, content)
    return spoilt.getvalue()


def _tear(good: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(good))
    middle = chance.choice((b"", *_BYTES))
    return chance.choice((good[:start], good[start:], good[:start] + middle + good[start + len(middle) + 1 :]))


def _change_data(data: Any, good: str, chance: random.Random, kind: Kind) -> bytes:
    """Put something else into the tree, take something out of it, or call something by another name."""
    spoilt = copy.deepcopy(data)
    for _ in range(chance.choice((1, 1, 2, 4))):
        places = list(_places(spoilt))
        if not places:
            break
        holder, key = chance.choice(places)
        _at_place(holder, key, chance)
    return kind.write(spoilt).encode("utf-8", "surrogatepass")


def _at_place(holder: Any, key: Any, chance: random.Random) -> None:
    changes: list[Callable[[], object]] = [
        lambda: holder.__setitem__(key, copy.deepcopy(chance.choice(_VALUES))),
        lambda: holder.__setitem__(key, [holder[key]]),
        lambda: holder.__setitem__(key, {"x": holder[key]}),
        lambda: holder.__delitem__(key),
    ]
    if isinstance(holder, dict):
        name = str(key)
        at = chance.randrange(len(name) + 1)
        changes += [
            lambda: holder.update({name[:at] + chance.choice("x的 :_") + name[at:]: holder.pop(key)}),
            lambda: holder.update({name[:at] + name[at + 1 :]: holder.pop(key)}),
            lambda: holder.update({chance.choice(("", 1, None, True)): holder[key]}),
        ]
    chance.choice(changes)()


def _places(data: Any) -> Iterator[tuple[Any, Any]]:
    keys = data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()
    for key in list(keys):
        yield data, key
        yield from _places(data[key])


def _change_text(data: Any, good: str, chance: random.Random, kind: Kind) -> bytes:
    text = good
    for _ in range(chance.choice((1, 1, 3))):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((0, 0, 1, 5, 100)))
        text = text[:start] + chance.choice((*_SNIPPETS, "")) + text[end:]
    return text.encode("utf-8", "surrogatepass")


def _change_bytes(data: Any, good: str, chance: random.Random, kind: Kind) -> bytes:
    raw = good.encode()
    start = chance.randrange(len(raw) + 1)
    return chance.choice(
        (
            raw[:start] + chance.choice(_BYTES) + raw[start:],
            raw[:start],
            raw[start:],
            good.encode("utf-16"),
            b"",
            raw * 2,
        )
    )
