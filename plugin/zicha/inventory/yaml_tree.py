"""YAML text → a tree that knows its lines.

The tree is built from parser events: every value keeps its line, numbers and dates stay as they were written (so that
`0123`, `12:30`, `no` and a code of digits only mean what the clerk wrote, and the model decides what they are),
duplicate keys, references and tags are refused, and no depth of nesting can hurt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from zicha.plain_yaml import MAX_DEPTH, Loader, slip_of

_NODES = frozenset({yaml.ScalarEvent, yaml.AliasEvent, yaml.SequenceStartEvent, yaml.MappingStartEvent})
_ENDS = frozenset({yaml.SequenceEndEvent, yaml.MappingEndEvent})
_LINE_ENDS_OF_YAML = re.compile("[\x85\u2028\u2029]")
"""Which no editor shows as such."""
_NULLS = ("", "~", "null", "Null", "NULL")


@dataclass(slots=True)
class Scalar:
    """A text, or None for an empty value."""

    value: str | None
    line: int
    end_line: int


@dataclass(slots=True)
class Sequence:
    line: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Entry:
    """One `key: value`; `line` is the line of the key."""

    line: int
    node: Node


@dataclass(slots=True)
class Mapping:
    line: int
    entries: dict[str, Entry] = field(default_factory=dict)


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True)
class Mistake:
    """A mistake of one file; lines count from 1."""

    line: int
    key: str
    message: str
    advice: str


class Unreadable(Exception):
    """The text cannot be read as one tree."""

    def __init__(self, *mistakes: Mistake) -> None:
        self.mistakes = mistakes
        super().__init__(mistakes)


def decode(raw: bytes) -> str:
    """The text of a UTF-8 file, with or without a byte order mark. Raises Unreadable."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(Mistake(1, "", "文件不是 UTF-8 编码，看起来是 UTF-16", "请另存为 UTF-8 编码"))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        looks = "，看起来是 GBK" if _decodes_as_gbk(raw) else ""
        raise Unreadable(
            Mistake(line, "", f"文件不是 UTF-8 编码{looks}", "请用编辑器打开后另存为 UTF-8 编码")
        ) from error
    if bad := yaml.reader.Reader.NON_PRINTABLE.search(text) or _LINE_ENDS_OF_YAML.search(text):
        line = text.count("\n", 0, bad.start()) + 1
        raise Unreadable(Mistake(line, "", f"含有不可见的控制字符 U+{ord(bad[0]):04X}", "请删去这个字符"))
    return text


def _decodes_as_gbk(raw: bytes) -> bool:
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True


def read(text: str) -> tuple[Node | None, list[Mistake]]:
    """The tree of the text (None when there is nothing but comments) and what the text must not hold.

    Raises Unreadable when the syntax is broken.
    """
    loader = Loader(text)
    try:
        return _build(loader)
    except yaml.YAMLError as error:
        slip = slip_of(error, text)
        raise Unreadable(Mistake(slip.line, "", slip.message, slip.advice)) from error
    finally:
        loader.dispose()


def plain(node: Node) -> Any:
    """The tree as dicts, lists and texts."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key: plain(entry.node) for key, entry in node.entries.items()}


def merged(default: Mapping, own: Mapping) -> Mapping:
    """`own` over `default`: mappings merge in depth, lists and texts are replaced. Lines stay those of their source."""
    entries = dict(default.entries)
    for key, entry in own.entries.items():
        below = entries.get(key)
        if below and isinstance(below.node, Mapping) and isinstance(entry.node, Mapping):
            entries[key] = Entry(entry.line, merged(below.node, entry.node))
        else:
            entries[key] = entry
    return Mapping(own.line, entries)


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not come yet, and in a mapping the key that waits for its value."""

    node: Sequence | Mapping
    key: str | None = None
    key_line: int = 0


def _build(loader: Any) -> tuple[Node | None, list[Mistake]]:
    root: Node | None = None
    stack: list[_Open] = []
    mistakes: list[Mistake] = []
    documents = 0
    while loader.check_event():
        event = loader.get_event()
        kind = type(event)  # events are never of a class below these, and a city has a million of them
        if kind in _NODES:
            node = _node(event, mistakes)
            if stack:
                mistakes += _put(stack[-1], node)
            else:
                root = node
            if not isinstance(node, Scalar):
                stack.append(_Open(node))
                if len(stack) > MAX_DEPTH:
                    raise Unreadable(Mistake(node.line, "", f"嵌套超过 {MAX_DEPTH} 层", "请检查括号和缩进"))
        elif kind in _ENDS:
            stack.pop()
        elif kind is yaml.DocumentStartEvent:
            documents += 1
            if documents > 1:
                advice = "请删去这一行，一个部门一个文件"
                raise Unreadable(Mistake(_line(event.start_mark), "", "一个文件里出现了第二个“---”", advice))
    if isinstance(root, Scalar) and root.value is None:
        return None, mistakes
    return root, mistakes


def _node(event: Any, mistakes: list[Mistake]) -> Node:
    """The node that an event begins; what may not be written is noted."""
    line = _line(event.start_mark)
    if isinstance(event, yaml.AliasEvent):
        advice = "请写出内容；以 * 开头的文字请加引号"
        mistakes.append(Mistake(line, "", f"不支持“*{event.anchor}”引用", advice))
        return Scalar(None, line, line)
    if event.tag:
        mistakes.append(Mistake(line, "", f"不支持标签“{event.tag}”", "以 ! 开头的文字请加引号"))
    if isinstance(event, yaml.SequenceStartEvent):
        return Sequence(line)
    if isinstance(event, yaml.MappingStartEvent):
        return Mapping(line)
    empty = event.implicit[0] and event.value in _NULLS
    return Scalar(None if empty else event.value, line, _line(event.end_mark))


def _line(mark: Any) -> int:
    return int(mark.line) + 1


def _put(parent: _Open, node: Node) -> list[Mistake]:
    """Place a node in its parent: an item of a list, or in turn a key and a value of a mapping."""
    if isinstance(parent.node, Sequence):
        parent.node.items.append(node)
        return []
    if parent.key is None:
        parent.key_line = node.line
        if isinstance(node, Scalar):
            parent.key = node.value or ""
            return []
        parent.key = f"\0{len(parent.node.entries)}"  # its value is swallowed with it; the file is refused anyway
        return [Mistake(node.line, "", "键必须是文字", "请写成“键: 值”；含有 [ ] { } 的文字请加引号")]
    key, parent.key = parent.key, None
    if key.startswith("\0"):
        return []
    first = parent.node.entries.get(key)
    if first:
        return [Mistake(parent.key_line, key, f"与第 {first.line} 行重复", "同一层里一个键只能写一次，请删去一处")]
    parent.node.entries[key] = Entry(parent.key_line, node)
    return []
