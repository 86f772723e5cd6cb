"""matters/<区域>/<部门>.yaml → Inventory, or every mistake of every file at once.

What people answered stands beside it in files whose names end in .answers.yaml (answers_file.py).
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

from pydantic import ValidationError

from zicha.inventory import mistakes
from zicha.inventory.answers_file import SUFFIX, PlacedAnswer, answered_twice, read_answers, with_answers
from zicha.inventory.department_file import DepartmentFile
from zicha.inventory.errors import InventoryError, SourceError
from zicha.inventory.mistakes import read_file
from zicha.inventory.selection import Inventory
from zicha.inventory.yaml_tree import Mapping, Mistake, Scalar, Sequence, merged, plain
from zicha.model.matter import Case, Department, Matter

CITY = "市直"
_SUFFIXES = (".yaml", ".yml")
_MEGABYTES = 4
"""Of one file. The matters of a large department take half of one, and reading ten takes a minute."""
_SPOILT = (".yaml.txt", ".yml.txt")
_BEGIN = (
    "请至少写 填报单位、审批部门、联系人、区划代码 和 事项",
    "请从“填报单位: 单位全称”写起，可参照其他部门的文件",
)
_UNKNOWN_DEPARTMENT = Department.model_construct(name="", full_name="", contact="", region="", region_code="")


@dataclass(frozen=True, slots=True)
class _Placed:
    """A matter and where it was written."""

    matter: Matter
    file: str
    tree: Mapping

    def mistake(self, key: str, message: str, advice: str, *above: int | str) -> SourceError:
        """`above` leads from the matter to the mapping that has the key."""
        line, _ = mistakes.locate(self.tree, (*above, key), self.tree.line)
        return SourceError(self.file, line, key, message, advice)


def load(root: Path, today: date | None = None) -> Inventory:
    """The inventory in the folder. Raises InventoryError with all that is wrong with it.

    An answer given after `today` is a mistake, and so is a consent, or anything done to a case; without it no date is
    one of the future.
    """
    root = root.resolve()
    placed: list[_Placed] = []
    errors: list[SourceError] = []
    with no_garbage_collection():
        files = _files(root, errors)
        for path, name in files:
            if name.endswith(SUFFIX):
                continue
            of_department, wrong = _department(path.read_bytes(), path.parent.name)
            placed += (_Placed(matter, name, tree) for matter, tree in of_department)
            errors += (SourceError(name, one.line, one.key, one.message, one.advice) for one in wrong)
        errors += _duplicates(placed)
        errors += _not_yet(placed, today) if today else ()
        matters = tuple(one.matter for one in placed)
        if not errors:  # to matters that could not be read no answer could be matched
            matters = _answered(matters, [file for file in files if file[1].endswith(SUFFIX)], today, errors)
    if errors:
        raise InventoryError(errors)
    return Inventory(matters=matters)


def _answered(
    matters: tuple[Matter, ...], files: list[tuple[Path, str]], today: date | None, errors: list[SourceError]
) -> tuple[Matter, ...]:
    """The matters with what the answers files say about them."""
    answers: list[PlacedAnswer] = []
    for path, name in files:
        given, wrong = read_answers(path.read_bytes(), name, path.parent.name, matters, today)
        answers += given
        errors += wrong
    errors += answered_twice(answers)
    return with_answers(matters, answers)


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Reading a city makes millions of objects that all live; collecting in between doubles the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _files(root: Path, errors: list[SourceError]) -> list[tuple[Path, str]]:
    """The files and how they are called, the city's own first. One that would be overlooked is an error."""
    listed = []
    if any(_is_garbled(path.name) for path in (root, *root.rglob("*"))):
        advice = "请在 UTF-8 的环境中运行，如先执行 export LC_ALL=C.UTF-8，并且不要设置 PYTHONUTF8=0"
        errors.append(SourceError("matters", 1, "", "系统的字符集不是 UTF-8，读不出中文的文件名", advice))
        return []
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root.parent).as_posix()
        if path.name.startswith(".") or not path.is_file():
            continue
        if path.suffix.lower() not in _SUFFIXES:
            if path.name.lower().endswith(_SPOILT):  # as an editor names it that hides the ending
                errors.append(SourceError(name, 1, "", "文件名末尾多了“.txt”，没有生效", "请去掉“.txt”"))
        elif (megabytes := path.stat().st_size >> 20) >= _MEGABYTES:
            advice = f"一个部门的清单不超过 {_MEGABYTES} MB，请核对是不是放错了文件"
            errors.append(SourceError(name, 1, "", f"文件有 {megabytes} MB，没有读取", advice))
        elif path.parent.parent == root:
            listed.append((path, name))
        else:
            advice = f"请放进 {root.name}/{CITY}/ 或 {root.name}/<县区>/，一层文件夹"
            errors.append(SourceError(name, 1, "", "文件没有放在区域文件夹里", advice))
    if all(name.endswith(SUFFIX) for _, name in listed):
        advice = f"请新建 {root.name}/{CITY}/<部门简称>.yaml"
        errors.append(SourceError(root.name, 1, "", "没有找到任何事项清单", advice))
    return sorted(listed, key=lambda file: (file[0].parent.name != CITY, file[0].parent.name, file[0].name))


def _is_garbled(name: str) -> bool:
    """Return whether Python could not decode a name, as in a C locale without UTF-8."""
    return any("\udc80" <= letter <= "\udcff" for letter in name)


def _department(raw: bytes, region: str) -> tuple[list[tuple[Matter, Mapping]], list[Mistake]]:
    """The matters of one file, each with its tree, and the mistakes of the file."""
    root, wrong = read_file(raw, DepartmentFile, _BEGIN)
    if root is None:
        return [], wrong
    header = Mapping(1, {key: entry for key, entry in root.entries.items() if key not in ("默认", "事项")})
    department = _UNKNOWN_DEPARTMENT
    refused: list[Mistake] = []
    try:
        department = Department.model_validate({**plain(header), "region": region}, by_alias=True, by_name=False)
    except ValidationError as error:
        refused += mistakes.of_validation(error, header, DepartmentFile, wrong)
    matters = []
    defaults, trees = _defaults(root), _matters(root, refused)
    starts = [tree.line for tree in trees]
    for tree, (start, end) in zip(trees, pairwise([*starts, sys.maxsize]), strict=True):
        whole = merged(defaults, tree)
        try:
            data = {**plain(whole), "department": department}
            matters.append((Matter.model_validate(data, by_alias=True, by_name=False), whole))
        except ValidationError as error:
            near = [one for one in wrong if start <= one.line < end or one.line < starts[0]]
            refused += mistakes.of_validation(error, whole, Matter, near)
    # A default is refused once, however many matters share it.
    return matters, wrong + list(dict.fromkeys(refused))


def _defaults(root: Mapping) -> Mapping:
    entry = root.entries.get("默认")
    return entry.node if entry and isinstance(entry.node, Mapping) else Mapping(root.line)


def _matters(root: Mapping, refused: list[Mistake]) -> list[Mapping]:
    """The trees under 事项. What else lies there the walk over the structure refuses, but for nothing at all."""
    entry = root.entries.get("事项")
    if entry is None:
        refused.append(Mistake(1, "事项", "缺少这一项", "请补写“事项:”，下面每个事项以“- 事项名称: …”开头"))
        return []
    items = entry.node.items if isinstance(entry.node, Sequence) else [entry.node]
    empty = [item for item in items if isinstance(item, Scalar) and item.value is None]
    if empty or not items:
        line = empty[0].line if empty and len(items) > 1 else entry.line
        refused.append(Mistake(line, "事项", "没有写任何事项", "请以“- 事项名称: …”开头写出事项"))
    return [item for item in items if isinstance(item, Mapping)]


def _duplicates(placed: list[_Placed]) -> Iterator[SourceError]:
    """One code, one portal page, and in one department one name belong to one matter only."""
    firsts: dict[tuple[str, ...], _Placed] = {}
    for one in placed:
        matter = one.matter
        owner = (matter.department.region, matter.department.name or one.file)
        for key, value, advice in (
            ("实施编码", (matter.code,), "请核对权责清单，每个事项一个编码"),
            ("门户编号", (matter.page_id,), "请核对办事指南网址，每个事项一个编号"),
            ("事项名称", (*owner, matter.name), "同一部门一个事项只写一次，请删去一处或写全名称"),
        ):
            first = firsts.setdefault((key, *value), one)
            if first is not one:
                line, _ = mistakes.locate(first.tree, (key,), first.tree.line)
                yield one.mistake(key, f"“{value[-1]}”与 {first.file}:{line} 重复", advice)


def _not_yet(placed: list[_Placed], today: date) -> Iterator[SourceError]:
    """A case may be followed only once its applicant has agreed, and nothing was done to it that lies ahead."""
    for one in placed:
        for index, case in enumerate(one.matter.cases):
            agreed = case.consent.on
            if agreed > today:
                advice = "请先征得申请人同意，并写同意的日期；在此之前不得跟踪其办件"
                yield one.mistake("时间", f"“{agreed}”还没有到", advice, "办件", index, "申请人同意")
            for name in ("applied_at", "accepted_at", "finished_at", "paper_at"):
                at: datetime | None = getattr(case, name)
                if at is not None and at.date() > today:
                    key = Case.model_fields[name].alias or name
                    yield one.mistake(key, f"“{at:%Y-%m-%d %H:%M}”还没有到", "请写实际的时间", "办件", index)
