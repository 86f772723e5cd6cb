"""published.jsonl: what the portal has published, apart from the department's own list.

A real portal keeps its own copy of a matter. So a limit changed in the inventory does not change the guide,
and the two disagree, as they would in life.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from zicha.model.matter import Matter
from zicha_demo.publication import Publication
from zicha_demo.publishing import publish


def write_published(matters: Iterable[Matter], path: Path) -> Path:
    """Publish the matters into a file: one a line, in their order."""
    lines = (matter.model_dump_json(by_alias=True) for matter in matters)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
    return path


def read_published(text: str) -> dict[str, tuple[int, Matter]]:
    """Return the published matters by 实施编码, each with its ordinal."""
    matters = [Matter.model_validate_json(line) for line in text.splitlines() if line.strip()]
    return {matter.code: (ordinal, matter) for ordinal, matter in enumerate(matters)}


@cache
def shipped() -> Mapping[str, tuple[int, Matter]]:
    """Return the shipped published.jsonl; empty while nothing has been published."""
    file = files("zicha_demo") / "published.jsonl"
    return read_published(file.read_text(encoding="utf-8")) if file.is_file() else {}


def publish_all(matters: Sequence[Matter], published: Mapping[str, tuple[int, Matter]]) -> tuple[Publication, ...]:
    """Return a publication for each matter given; what has been published wins over what is given.

    The address of the guide stays the one given, and a matter keeps its ordinal whatever subset is given.
    """

    def one(index: int, matter: Matter) -> Publication:
        ordinal, source = published.get(matter.code, (len(published) + index, matter))
        return publish(source.model_copy(update={"page_id": matter.page_id}), ordinal)

    return tuple(one(index, matter) for index, matter in enumerate(matters))
