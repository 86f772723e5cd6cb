"""Matters of an exported list written into a department's YAML: what people wrote there, and how, stays as it is.

A value is written only where it says something else than the file does, defaults included. Comments, cases, known
problems and matters that the list does not name are not touched.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from zicha.inventory.importing.assembling import CODE, NAME, NAMES
from zicha.inventory.importing.source import SourceUnreadable
from zicha.model.base import folded
from zicha.model.choices import Method

try:
    from yaml import CSafeDumper as Dumper
except ImportError:  # a PyYAML built without libyaml
    from yaml import SafeDumper as Dumper  # type: ignore[assignment]

_MATTERS, _DEFAULTS = "事项", "默认"
_HEADER = ("填报单位", "审批部门", "联系人", "区划代码")
_REQUIRED = ("实施编码", "门户编号", "业务系统名称", "自查方式")
"""What every matter needs beside its name; a list seldom has all of it."""
_ADVICE = {
    "填报单位": "待填：单位全称",
    "审批部门": "待填：台账“审批部门”栏所写的简称",
    "联系人": "待填",
    "区划代码": "待填：六位数字，如 410200",
    "实施编码": "待填：权责清单上的编码",
    "门户编号": "待填：办事指南网址中的编号",
    "业务系统名称": "待填：本事项在哪个系统办理",
    "自查方式": f"待填：{'、'.join(Method)} 之一",
}
_SHORT = 12
"""Characters of an item of a list that is written on one line."""
_BLANK = re.compile(rf"^(?P<begin>[ -]*(?P<key>{'|'.join(_ADVICE)}):)(?: null)?$", re.MULTILINE)
_FIRST_LINE = "# yaml-language-server: $schema=../department.schema.json\n"


def written(text: str, matters: Sequence[dict[str, Any]]) -> tuple[str, list[str]]:
    """Return the file with the matters in it, and what was changed, a line each. Raise SourceUnreadable.

    An empty text is a file that begins with this list. Where something is still to be written by hand, a comment says
    what.
    """
    if not text.strip():
        named = [matter for matter in matters if matter.get(NAME)]
        root = {**dict.fromkeys(_HEADER), _MATTERS: [_with_places(matter, {}) for matter in named]}
        dumped = "".join(f"{line}\n" for line in _lines(root))
        return _FIRST_LINE + _with_advice(dumped), [_addition(matter) for matter in matters]
    editor = YAML()
    editor.preserve_quotes = True
    editor.width = 10_000
    editor.indent(mapping=2, sequence=4, offset=2)
    try:
        file = editor.load(text)
    except YAMLError as error:
        raise SourceUnreadable(f"要写入的文件读不懂，请先改正：{error}") from error
    if not isinstance(file, CommentedMap) or not isinstance(file.get(_MATTERS) or [], list):
        raise SourceUnreadable("要写入的文件不是部门清单，请先改正，或者另写一个文件名")
    if file.get(_MATTERS) is None:
        file[_MATTERS] = CommentedSeq()
    listed, defaults = file[_MATTERS], file.get(_DEFAULTS) or {}
    changes: list[str] = []
    for matter in matters:
        own = _same(listed, matter)
        if own is not None:
            _merge(own, matter, defaults, _name(matter), changes)
            continue
        changes.append(_addition(matter))
        if matter.get(NAME):
            listed.append(_as_yaml(_with_places(_beyond(matter, defaults), defaults)))
    output = io.StringIO()
    editor.dump(file, output)
    return _with_advice(output.getvalue()), changes


def _lines(value: Any, indent: str = "") -> Iterator[str]:
    """Yield a new file's lines. The writers of YAML in Python need a minute for what a city lists."""
    for key, each in value.items():
        match each:
            case dict():
                yield f"{indent}{key}:"
                yield from _lines(each, f"{indent}  ")
            case list() if _is_short(each):
                yield f"{indent}{key}: [{', '.join(map(_scalar, each))}]"
            case list():
                yield f"{indent}{key}:"
                for item in each:
                    below = list(_lines(item, f"{indent}    ")) if isinstance(item, dict) else [_scalar(item)]
                    yield f"{indent}  - {below[0].lstrip()}"
                    yield from below[1:]
            case _:
                yield f"{indent}{key}:{'' if each is None else f' {_scalar(each)}'}"


@lru_cache(maxsize=4096)
def _scalar(value: str | int) -> str:
    dumped: str = yaml.dump([value], Dumper=Dumper, allow_unicode=True, default_flow_style=True, width=100_000)
    return dumped.strip()[1:-1]


def _name(matter: dict[str, Any]) -> str:
    return str(matter.get(NAME) or matter.get(CODE))


def _addition(matter: dict[str, Any]) -> str:
    """Return what becomes of a matter that is new to the file: of one without a name nobody knows what it is."""
    if matter.get(NAME):
        return f"新增事项“{matter[NAME]}”"
    return f"没有新增“{matter.get(CODE)}”：清单里没有这个实施编码，表里也没有它的事项名称"


def _with_places(matter: dict[str, Any], defaults: Any) -> dict[str, Any]:
    """Return a matter with a place for each thing that it needs and the source does not have."""
    given = defaults if isinstance(defaults, dict) else {}
    missing = [key for key in _REQUIRED if not matter.get(key) and not given.get(key)]
    first = {NAME: matter.get(NAME), **{key: matter.get(key) for key in _REQUIRED if key in matter or key in missing}}
    return {**first, **{key: value for key, value in matter.items() if key not in first}}


def _beyond(listed: dict[str, Any], defaults: Any) -> dict[str, Any]:
    """Return what of a matter the defaults of the file do not say already."""
    given = defaults if isinstance(defaults, dict) else {}
    own = {key: _beyond(value, given.get(key)) if isinstance(value, dict) else value for key, value in listed.items()}
    return {key: value for key, value in own.items() if value != {} and not _says_the_same(given.get(key), value)}


def _with_advice(text: str) -> str:
    """Return the file with a word beside each blank place on what to write there."""
    return _BLANK.sub(lambda match: f"{match['begin']} # {_ADVICE[match['key']]}", text)


def _same(listed: Sequence[Any], matter: dict[str, Any]) -> CommentedMap | None:
    """Return the matter of the file that is meant: of the same code, or of the same name where one has no code."""
    for own in listed:
        if isinstance(own, CommentedMap):
            codes = {folded(str(each[CODE])) for each in (own, matter) if each.get(CODE)}
            names = {folded(str(each[NAME])) for each in (own, matter) if each.get(NAME)}
            has_both = bool(own.get(CODE)) and bool(matter.get(CODE))
            if (has_both and len(codes) == 1) or (not has_both and len(names) == 1 and own.get(NAME)):
                return own
    return None


def _merge(own: CommentedMap, listed: dict[str, Any], defaults: Any, name: str, changes: list[str]) -> None:
    """Write each value that says something else than what stands there, or than the default where nothing does."""
    for key, value in listed.items():
        default = defaults.get(key) if isinstance(defaults, dict) else None
        standing = own.get(key, default)
        if isinstance(value, dict):
            inner = own[key] if isinstance(own.get(key), CommentedMap) else CommentedMap()
            _merge(inner, value, default, name, changes)
            if inner:
                own[key] = inner
        elif key in NAMES and isinstance(own.get(key), list):
            _merge_items(own[key], key, value, name, changes)
        elif not _says_the_same(standing, value):
            changes.append(f"“{name}”的{key}：{_shown(standing)} → {_shown(value)}")
            own[key] = _as_yaml(value)


def _merge_items(own: Any, key: str, items: list[Any], name: str, changes: list[str]) -> None:
    """Merge the items of a list by their names; one that the source does not have stays, and is told."""
    by_name = {folded(str(each.get(NAMES[key]))): each for each in own if isinstance(each, CommentedMap)}
    for item in items:
        known = by_name.pop(folded(str(item[NAMES[key]])), None)
        if known is not None:
            _merge(known, item, {}, f"{name}”的“{item[NAMES[key]]}", changes)
            continue
        own.append(_as_yaml(item))
        changes.append(f"“{name}”的{key}：新增“{item[NAMES[key]]}”")
    changes += [f"“{name}”的{key}：“{each[NAMES[key]]}”来源表里没有，保留，请核对" for each in by_name.values()]


def _says_the_same(standing: Any, value: Any) -> bool:
    if isinstance(value, list):
        listed = standing if isinstance(standing, list) else [standing]
        return [_plain(each) for each in listed] == [_plain(each) for each in value]
    return bool(_plain(standing) == _plain(value))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, bool):
        return "是" if value else "否"
    return None if value is None else folded(str(value))


def _shown(value: Any) -> str:
    if value is None:
        return "（没有写）"
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def _is_short(value: Sequence[Any]) -> bool:
    return all(isinstance(each, str) and len(each) <= _SHORT for each in value)


def _as_yaml(value: Any) -> Any:
    if isinstance(value, dict):
        return CommentedMap((key, _as_yaml(each)) for key, each in value.items())
    if isinstance(value, list):
        sequence = CommentedSeq(_as_yaml(each) for each in value)
        if _is_short(value):
            sequence.fa.set_flow_style()
        return sequence
    return value
