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

from zicha.plain_yaml import Loader

MAX_DEPTH = 40
_NODES = frozenset({yaml.ScalarEvent, yaml.AliasEvent, yaml.SequenceStartEvent, yaml.MappingStartEvent})
_ENDS = frozenset({yaml.SequenceEndEvent, yaml.MappingEndEvent})
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
    if bad := yaml.reader.Reader.NON_PRINTABLE.search(text):
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
    except yaml.MarkedYAMLError as error:
        raise Unreadable(_translate(error, text)) from error
    except yaml.YAMLError as error:
        raise Unreadable(Mistake(1, "", "YAML 语法有误", "请对照其他部门的文件检查写法")) from error
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


_INDENT = "请检查这一行与上一行的缩进：同级的键要左对齐，下级比上级多两个空格"
_QUOTE = "含有冒号、方括号、# 等符号的文字请用引号括起来"
_SYNTAX: tuple[tuple[str, str, str], ...] = (
    ("found a tab character", "用了制表符（Tab）缩进", "请改用空格，每级两个空格"),
    ("mapping values are not allowed", "缩进与上文不一致，或一行里写了两个“键: 值”", f"{_INDENT}；{_QUOTE}"),
    ("could not find expected ':'", "这一行（或上一行）缺少半角冒号", "请写成“键: 值”，冒号为半角，后面空一格"),
    ("unexpected end of stream", "引号没有成对", "请补上另一半引号"),
    ("while scanning a quoted scalar", "引号没有成对", "请补上另一半引号"),
    ("',' or ']'", "方括号 [ ] 没有成对，或少了逗号", f"请补全；{_QUOTE}"),
    ("',' or '}'", "花括号 { } 没有成对，或少了逗号", f"请补全；{_QUOTE}"),
    ("node content", "上文的方括号或花括号没有成对", f"请补全；{_QUOTE}"),
    ("unknown escape character", "双引号里的反斜杠不能这样用", "请改用单引号"),
    ("block sequence entries are not allowed", "“- ”不能写在这里", "请另起一行写“- ”，并与上一项对齐"),
    ("'-' indicator", "这一行与上面的列表没有对齐", "同一列表的各项都以“- ”开头并左对齐"),
    ("expected key", "缩进与上文不一致", _INDENT),
    ("expected <block end>", "缩进与上文不一致", _INDENT),  # the same, by the parser without libyaml
    ("<document start>", "缩进与上文不一致", "最外层的键要顶格写"),
    ("found unknown directive", "这一行不能以 % 开头", "请用引号括起来"),
    ("cannot start any token", "文字不能以这个符号开头", "以 @ ` % 等符号开头的文字请加引号"),
    ("scanning an anchor", "文字不能以 & 开头", "请用引号括起来"),
    ("scanning an alias", "文字不能以 * 开头", "请用引号括起来"),
    ("tag", "文字不能以 ! 开头", "请用引号括起来"),
    ("block scalar", "“|”或“>”后面只能换行", "请另起一行写正文，并比上一行多缩进两个空格"),
)


def _translate(error: yaml.MarkedYAMLError, text: str) -> Mistake:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    lines = text.splitlines()
    complaint = f"{error.context or ''} {error.problem or ''}"
    if "cannot start any token" in complaint and line <= len(lines) and re.match(r"\s*\t", lines[line - 1]):
        complaint = "found a tab character"
    for sign, message, advice in _SYNTAX:
        if sign in complaint:
            if sign.endswith("quoted scalar") or "quoted scalar" in complaint or "flow" in complaint:
                line = error.context_mark.line + 1 if error.context_mark else line
            return Mistake(min(line, len(lines) or 1), "", message, advice)
    return Mistake(min(line, len(lines) or 1), "", "YAML 语法有误", _INDENT)
