"""What a clerk got wrong in a file of the inventory, found on its tree, and what to write instead.

`structure` walks the whole file: keys that do not belong, lists for mappings, blocks that YAML swallowed as text.
`of_validation` says in Chinese what the model refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import ValidationError

from zicha.inventory.line_slips import FULL_WIDTH_COLON, WRITE_HALF_WIDTH, line_slips, with_slips
from zicha.inventory.shape import Kind, Shape, all_keys, places, shapes
from zicha.inventory.yaml_tree import Mapping, Mistake, Node, Scalar, Sequence, Unreadable, decode, read
from zicha.model.base import JOINT, Model
from zicha.model.similar_words import most_similar

_AS_MAP = "请另起一行，缩进两个空格，写成“键: 值”"
_AS_LIST = "请每项另起一行，以“- ”开头"


def read_file(raw: bytes, file: type[Model], advice: tuple[str, str]) -> tuple[Mapping | None, list[Mistake]]:
    """The tree of a file and what is wrong with its structure; None when it cannot be read.

    `advice` says what to do about an empty file, and about one that does not begin with keys.
    """
    try:
        text = decode(raw)
    except Unreadable as unreadable:
        return None, list(unreadable.mistakes)
    try:
        root, wrong = read(text)
    except Unreadable as unreadable:
        return None, with_slips(unreadable.mistakes, text, file)
    if root is None:
        return None, [Mistake(1, "", "文件是空的", advice[0])]
    if not isinstance(root, Mapping):
        return None, list(line_slips(text, file)) or [Mistake(root.line, "", "文件最外层应是键值", advice[1])]
    return root, wrong + structure(root, text, file)


def structure(root: Mapping, text: str, file: type[Model]) -> list[Mistake]:
    """Everything that is wrong with the structure of the file, whatever the values are."""
    return list(_Walk(text.splitlines(), file).mapping(root, file, ()))


@cache
def _key_inside_text(file: type[Model]) -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<=\s))(-\s+)?({'|'.join(all_keys(file))})\s*(?:：|:(?=\s|$))")


_IN_FULL_WIDTH_QUOTES = re.compile("[“”][^“”]*[“”]|[‘’][^‘’]*[‘’]|[＂][^＂]*[＂]")
_Around = tuple[tuple[type[Model], Mapping], ...]
"""The mappings around a node, outermost first."""


class _Walk:
    def __init__(self, lines: list[str], file: type[Model]) -> None:
        self.lines = lines
        self.file = file

    def mapping(self, node: Mapping, model: type[Model], above: _Around) -> Iterator[Mistake]:
        known = shapes(model)
        around = (*above, (model, node))
        for key, entry in node.entries.items():
            shape = known.get(key)
            if shape is None:
                yield Mistake(entry.line, key, *_unknown(key, [one for one, _ in around], self.file))
            elif shape.many:
                yield from self.list(entry.node, shape, key, entry.line, around)
            else:
                yield from self.single(entry.node, shape, key, entry.line, around)

    def list(self, node: Node, shape: Shape, key: str, line: int, around: _Around) -> Iterator[Mistake]:
        if isinstance(node, Sequence):
            for item in node.items:
                yield from self.single(item, shape, key, item.line, around)
        elif isinstance(node, Mapping):
            yield Mistake(line, key, "这里应是列表，却写成了键值", _AS_LIST)
        elif node.value is not None:
            swallowed = list(self.swallowed(node, line, around))
            items = node.value.strip("【】［］[] ")
            advice = _AS_LIST if shape.model else f"请写成“{key}: [{items}]”，或{_AS_LIST.removeprefix('请')}"
            if swallowed or not (shape.choices and JOINT.search(node.value)):
                yield from swallowed or [Mistake(line, key, "这里应是列表，却写成了一个值", advice)]

    def single(self, node: Node, shape: Shape, key: str, line: int, around: _Around) -> Iterator[Mistake]:
        if isinstance(node, Sequence):
            wanted = "键值" if shape.model else "一个值"
            yield Mistake(line, key, f"这里应是{wanted}，却写成了列表", "请去掉“- ”或方括号")
        elif isinstance(node, Mapping):
            if shape.model:
                yield from self.mapping(node, shape.model, around)
            else:
                first = next(iter(node.entries), "")
                yield Mistake(
                    line,
                    key,
                    "这里应是一个值，却写成了键值",
                    f"若“{first}”是与“{key}”同级的键，请与它左对齐；若是正文，请用引号括起来",
                )
        elif shape.model and node.value is not None:
            inside = shapes(shape.model)
            for word in _keys_in(node, self.lines, self.file):
                if word.key in inside:
                    yield Mistake(word.line, word.key, FULL_WIDTH_COLON, WRITE_HALF_WIDTH)
                    return
            yield Mistake(line, key, f"这里应是键值，却写成了文字“{_cut(node.value)}”", _AS_MAP)
        elif node.value is not None:
            yield from self.swallowed(node, line, around)
            if shape.kind is Kind.TEXT and key not in _FORMATS:
                yield from self.not_as_meant(node, key)

    def not_as_meant(self, node: Scalar, key: str) -> Iterator[Mistake]:
        """Signs that YAML takes for something else than who wrote them: quotes of a text, the begin of a comment."""
        value, written = node.value or "", self.lines[node.line - 1] if node.line <= len(self.lines) else ""
        if _IN_FULL_WIDTH_QUOTES.fullmatch(value):
            yield Mistake(
                node.line, key, f"全角引号 {value[0]} {value[-1]} 成了内容的一部分", "请删去引号，或改成半角引号"
            )
        comment = re.search(rf"{re.escape(value)}\s+#(?=[^\s#])(.*)", written)
        if comment is not None and node.line == node.end_line:
            text = _cut(comment[1])
            advice = "是正文的，请把整个值用半角引号括起来；是注释的，请在 # 后面空一格"
            yield Mistake(node.line, key, f"“#”和后面的“{text}”被当作注释，没有生效", advice)

    def swallowed(self, node: Scalar, key_line: int, around: _Around) -> Iterator[Mistake]:
        """Keys that became part of a text.

        A key in a text was swallowed only where a mapping around the text could have it and has it not, or where it
        begins a new item. A text may begin with a key on its own line: 办理地点: 办理时间：…
        """
        for word in _keys_in(node, self.lines, self.file):
            if word.at_start and word.line == key_line:
                continue
            owner = next(((model, mapping) for model, mapping in reversed(around) if word.key in shapes(model)), None)
            if owner is None or (word.key in owner[1].entries and not word.begins_item):
                continue
            written = f"{'- ' if word.begins_item else ''}{word.key}: 值"
            yield Mistake(
                word.line,
                word.key,
                "这个键被并进了上文的文字里，没有生效",
                f"请另起一行，与“{places(self.file)[owner[0]]}”的其他键左对齐，用半角冒号写成“{written}”；"
                "若确是正文，请改写，不要在行首写“键：”",
            )


@dataclass(frozen=True)
class _KeyInText:
    key: str
    line: int
    at_start: bool
    begins_item: bool


def _keys_in(node: Scalar, lines: list[str], file: type[Model]) -> Iterator[_KeyInText]:
    """The keys followed by a colon that stand inside a text."""
    text = node.value or ""
    if ":" not in text and "：" not in text:
        return
    for match in _key_inside_text(file).finditer(text):
        here = re.compile(rf"{match[2]}\s*[:：]")
        span = range(node.line, min(node.end_line, len(lines)) + 1)
        line = next((number for number in span if here.search(lines[number - 1])), node.line)
        yield _KeyInText(match[2], line, match.start() == 0, bool(match[1]))


def _unknown(key: str, around: list[type[Model]], file: type[Model]) -> tuple[str, str]:
    """`around` are the mappings the key lies in, outermost first."""
    here, known = places(file)[around[-1]], shapes(around[-1])
    message = f"“{here}”里没有这个键"
    tidy = re.sub(r"\s", "", unicodedata.normalize("NFKC", key)).strip(":")
    head = re.split(r"[：:]", key)[0].strip()
    if tidy in known:
        return message, f"请写成“{tidy}”，去掉多余的空格或符号"
    if head != key and head in known:
        return FULL_WIDTH_COLON, WRITE_HALF_WIDTH
    if move := _move(tidy, around, file):
        return message, move
    if near := most_similar(tidy, known, 45):
        return message, f"您是否想写“{near}”？"
    if near := most_similar(tidy, all_keys(file), 60):
        return message, f"您是否想写“{near}”？{_move(near, around, file)}"
    return message, f"请删去，或改用：{'、'.join(known)}"


def _move(key: str, around: list[type[Model]], file: type[Model]) -> str:
    """Where a key goes that stands in the wrong mapping: into one just below, out to one around it, or elsewhere."""
    homes = [model for model in places(file) if key in shapes(model)]
    for model in homes:
        if places(file)[model] in shapes(around[-1]):
            return f"它属于“{places(file)[model]}”，请缩进到“{places(file)[model]}:”下面"
    outer = [model for model in reversed(around) if model in homes]
    for model in (*outer, *homes):
        return f"它属于“{places(file)[model]}”，请移到那里，并检查这一行的缩进"
    return ""


def locate(node: Node, path: tuple[int | str, ...], line: int) -> tuple[int, str]:
    """The line and the last key of a path into a tree, as far as the tree goes."""
    key = ""
    for part in path:
        if isinstance(part, str):
            key = part
        if isinstance(node, Mapping) and isinstance(part, str) and part in node.entries:
            line, node = node.entries[part].line, node.entries[part].node
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
            line = node.line
    return line, key


_EXAMPLES = {
    "填报单位": "开封市工业和信息化局",
    "审批部门": "工业和信息化局",
    "联系人": "业务网办自查联络员",
    "区划代码": "410200",
    "业务系统名称": "省政务服务系统",
    "实施编码": "11410821005677264N4000117018000",
    "门户编号": "5D49160A06CE8CAA747DE9FF16BB7E80",
    "办件编号": "410821020210525A000002",
    "申请人区划代码": "410221",
    "选项代码": "B1",
    "选项": "B1",
    "方式": "口头",
    "问题编号": "D1-0123456789AB",
    "页面版本": "0123456789AB",
}
_FORMATS = {
    "实施编码": "，12 至 36 位的数字和大写字母，不含空格和横线",
    "门户编号": "，即办事指南网址中指明这个事项的编号（字母、数字、横线）",
    "区划代码": "，41 开头的 6 位数字",
    "申请人区划代码": "，6 位数字",
    "办件编号": "，照门户所示写 8 至 50 位的数字和大写字母",
    "选项代码": "，即台账选项的代码",
    "选项": "，即台账选项的代码",
    "方式": "，或 书面",
    "问题编号": "，照待人工核查清单所列抄写",
    "页面版本": "，照待人工核查清单所列抄写",
}
_CONSENT = "缺少“申请人同意”：通知要求坚持自愿原则，未经申请人同意不得跟踪其办件"


def of_validation(
    error: ValidationError, tree: Mapping, model: type[Model], structural: list[Mistake]
) -> Iterator[Mistake]:
    """What the model refused, each at its line. `tree` is what was validated.

    `structural` is what `structure` tells of the same lines: a key found elsewhere is not missing, and unknown keys and
    values of the wrong shape, which `structure` always finds, need not be refused twice.
    """
    for one in error.errors(include_url=False):
        kind, value = one["type"], one["input"]
        line, key = locate(tree, one["loc"], tree.line)
        shape = _shape_at(model, one["loc"])
        if kind == "missing":
            line = max(line, tree.line)  # not the line of a default that lacks it, but the matter's own
            known = any(key == other.key or f"“{key}”？" in other.advice for other in structural)
        else:
            misshapen = kind == "model_type" and shape is not None and shape.model is not None and value is not None
            known = (
                misshapen
                or kind == "extra_forbidden"
                or any(line == other.line and key == other.key for other in structural)
            )
        if not known:
            yield Mistake(line, key, *_in_words(kind, value, one.get("ctx", {}), key, shape, one["msg"]))


def _shape_at(model: type[Model], path: tuple[int | str, ...]) -> Shape | None:
    shape: Shape | None = None
    at: type[Model] | None = model
    for part in path:
        if isinstance(part, str) and at:
            shape = shapes(at).get(part)
            at = shape.model if shape else None
    return shape


def _in_words(
    kind: str, value: Any, ctx: dict[str, Any], key: str, shape: Shape | None, message: str
) -> tuple[str, str]:
    """(what is wrong, what to write) for one pydantic error."""
    example = _EXAMPLES.get(key) or (shape.example if shape else "")
    if kind == "missing":
        if key == "申请人同意":
            return _CONSENT, "请征得同意后补写“申请人同意:”，下级写 方式（口头 或 书面）、时间、经办人"
        if shape and shape.choices:
            return "缺少这一项", f"请补写“{key}: {example}”，可选：{'、'.join(shape.choices)}"
        return "缺少这一项", f"请补写“{key}: {example}”{_FORMATS.get(key, '')}"
    if value is None or (isinstance(value, str) and not value.strip()):
        optional = "" if shape and shape.required else "；不需要就删去这一行"
        return "不能为空", f"请写成“{key}: {example}”{_FORMATS.get(key, '')}{optional}"
    shown = f"“{_cut('、'.join(map(str, value)) if isinstance(value, list) else str(value))}”"
    if shape and shape.choices:
        near = most_similar(str(value), shape.choices, 30)
        if isinstance(value, str) and (same := _without_what_nobody_sees(value)) in shape.choices:
            return f"{shown}里有看不见的空格或符号", f"请删去重写：{same}"
        meant = f"您是否想写“{near}”？" if near else ""
        return f"{shown}不在可选范围内", f"{meant}请从中选一个：{'、'.join(shape.choices)}"
    if kind == "string_pattern_mismatch":
        return f"{shown}的格式不对", f"请写成“{key}: {example}”{_FORMATS.get(key, '')}"
    if kind == "string_too_long":
        return f"文字超过 {ctx['max_length']} 字", "请删减"
    if kind in ("greater_than_equal", "less_than_equal"):
        return f"{shown}超出范围", f"请写 {example} 的整数"
    if kind == "too_short":
        return "列表是空的", f"请至少写一项，例如“- {example}”"
    if kind == "value_error":
        message, _, advice = str(ctx["error"]).partition("：请写成")
        return message, f"请写成{advice or f' {example}'}"
    if shape and shape.kind is Kind.YES_NO:
        return f"{shown}应是 是 或 否", "请写 是 或 否"
    if shape and shape.kind is Kind.NUMBER:
        return f"{shown}不是整数", f"请写 {example} 的整数"
    if shape and shape.kind in (Kind.DATE, Kind.TIME):
        return f"{shown}不是有效的日期或时间", f"请写成 {example}"
    return f"{shown}的写法不对（{message}）", f"请写成“{key}: {example}”"


def _without_what_nobody_sees(text: str) -> str:
    normal = unicodedata.normalize("NFKC", text)
    return "".join(char for char in normal if unicodedata.category(char) != "Cf" and not char.isspace())


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 30 else f"{flat[:30]}…"
