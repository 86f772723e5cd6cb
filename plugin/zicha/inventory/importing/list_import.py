"""A list of the 事项库 taken over into a department's YAML, and what there is to tell about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from zicha.inventory.importing.assembling import CODE, NAME, Leftover, ListedMatter, assemble
from zicha.inventory.importing.columns import known_heads
from zicha.inventory.importing.department_yaml import written
from zicha.inventory.importing.mapping import SourceMapping
from zicha.inventory.importing.source import SourceUnreadable, read_source
from zicha.model.base import folded


@dataclass(frozen=True, slots=True)
class ListImport:
    """The department's file as it shall be, what changes in it, and what of the list found no place."""

    text: str
    matters: int
    changes: tuple[str, ...]
    leftovers: tuple[Leftover, ...]


def import_list(
    source: Path,
    current: str,
    labels: Mapping[str, Iterable[str]],
    words: Mapping[str, Mapping[str, str]],
    mapping: SourceMapping,
    owner: str = "",
) -> ListImport:
    """Return the department's file `current` with the matters of the list in it. Raise SourceUnreadable.

    `labels` are the names that portals use for each element, `words` those for its values; a mapping file has the last
    word. With an owner only the matters of that 实施主体 are taken.
    """
    values = {key: {**words.get(key, {}), **mapping.values.get(key, {})} for key in (*words, *mapping.values)}
    assembly = assemble(read_source(source), known_heads(labels, mapping.columns), values)
    leftovers = list(assembly.leftovers)
    named = [matter for matter in assembly.matters if matter.own.get(NAME) or matter.own.get(CODE)]
    chosen = [matter for matter in named if not owner or _is_of(matter, owner)]
    if not chosen:
        raise SourceUnreadable(f"{source}：{_why_none(named, owner, leftovers)}")
    text, changes = written(current, [matter.as_written() for matter in chosen])
    return ListImport(text, len(chosen), tuple(changes), tuple(leftovers))


def _is_of(matter: ListedMatter, owner: str) -> bool:
    return folded(str(matter.guide.get("实施主体", ""))) == folded(owner)


def _why_none(matters: list[ListedMatter], owner: str, leftovers: list[Leftover]) -> str:
    owners = sorted({str(matter.guide.get("实施主体") or "（没有写）") for matter in matters})
    if owner and owners:
        return f"没有实施主体为“{owner}”的事项；表里有：{'、'.join(owners[:20])}"
    reasons = "；".join(str(each) for each in leftovers[:3])
    return f"没有认出任何事项。表头要有“事项名称”“实施编码”等栏目；{reasons}"
