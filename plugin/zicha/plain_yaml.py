"""YAML as the package's own data are written, and as people write profiles and authorisations.

What people write is bounded in size and depth before it is read, and a slip in it is told in Chinese with its line.
Departments' files need more care: see inventory/.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # a PyYAML built without libyaml
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

__all__ = ["MAX_DEPTH", "Loader", "Slip", "SpoiltYaml", "completed", "read_file", "read_yaml", "slip_of"]

MAX_DEPTH = 40
"""Of nesting; a parser that goes deeper dies with its process."""
_LARGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class Slip:
    """Where a text is no YAML, and what to write instead; lines count from 1, and 0 is somewhere."""

    line: int
    message: str
    advice: str


class SpoiltYaml(yaml.YAMLError):
    """A file that cannot be read as YAML; the message is for the reader."""


def read_file(file: Path) -> tuple[Any, str]:
    """Return the data of a file that somebody wrote, and its text. Raise SpoiltYaml, or OSError."""
    raw = file.read_bytes()
    if len(raw) > _LARGEST:
        raise SpoiltYaml(f"文件有 {len(raw) >> 20} MB，超过 {_LARGEST >> 20} MB，请核对是不是给错了文件")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise SpoiltYaml(f"第{line}行不是 UTF-8 编码，请用编辑器打开后另存为 UTF-8 编码") from error
    try:
        _require_bounds(text)
        return read_yaml(text), text
    except SpoiltYaml:
        raise
    except yaml.YAMLError as error:
        slip = slip_of(error, text)
        where = f"第{slip.line}行：" if slip.line else ""
        raise SpoiltYaml(f"{where}{slip.message}。{slip.advice}（这一处改好以后，才看得到其他的错误）") from error


def _require_bounds(text: str) -> None:
    depth = 0
    loader = Loader(text)
    try:
        while loader.check_event():
            event: Any = loader.get_event()
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            line = event.start_mark.line + 1
            if depth > MAX_DEPTH:
                raise SpoiltYaml(f"第{line}行：嵌套超过 {MAX_DEPTH} 层，请检查括号和缩进")
            if isinstance(event, yaml.AliasEvent):  # in each other they make a text without an end
                raise SpoiltYaml(f"第{line}行：不支持“*{event.anchor}”引用，请写出内容；以 * 开头的文字请加引号")
    finally:
        loader.dispose()


def read_yaml(text: str) -> Any:
    """Return the data of a YAML text, by libyaml: a run reads some 3,000 lines before it starts.

    Raise yaml.YAMLError.
    """
    try:
        return yaml.load(text, Loader=Loader)
    except (ValueError, RecursionError) as error:  # of a date such as 2026-13-01
        raise yaml.YAMLError(str(error)) from error


def completed(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return a map completed by another: maps in it are completed in turn, everything else is replaced."""
    merged = dict(base)
    for key, value in own.items():
        both_maps = isinstance(value, Mapping) and isinstance(base.get(key), Mapping)
        merged[key] = completed(base[key], value) if both_maps else value
    return merged


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
    ("undefined alias", "“*”后面的名称没有定义", "请写出内容；以 * 开头的文字请加引号"),
    ("single document", "一个文件里出现了第二个“---”", "请删去这一行"),
    ("unhashable key", "键必须是文字", "请写成“键: 值”；含有 [ ] { } 的文字请加引号"),
    ("scanning an alias", "文字不能以 * 开头", "请用引号括起来"),
    ("tag", "文字不能以 ! 开头", "请用引号括起来"),
    ("block scalar", "“|”或“>”后面只能换行", "请另起一行写正文，并比上一行多缩进两个空格"),
)


def slip_of(error: yaml.YAMLError, text: str) -> Slip:
    """Return where a text is no YAML, in the words of who writes it."""
    if isinstance(error, yaml.reader.ReaderError):
        return Slip(text.count("\n", 0, error.position) + 1, "含有不可见的控制字符", "请把这一行重新写一遍")
    if not isinstance(error, yaml.MarkedYAMLError):
        return Slip(0, "写有不存在的日期或者时间", "请核对，如 2026-12-31；不是日期的请加引号")
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
            return Slip(min(line, len(lines) or 1), message, advice)
    return Slip(min(line, len(lines) or 1), "YAML 语法有误", _INDENT)
