"""zicha new: what a department's folder begins with: the checks, a list with one example, and pytest's settings.

The checks stand in the repository's tests_portal/ and nowhere else; a wheel carries them beside this module.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from zicha.inventory import schema
from zicha.inventory.loading import CITY
from zicha.plain_yaml import read_yaml

EXAMPLE = "示例许可事项"
"""The matter of a new list, which is to be replaced."""
_STARTER = Path(__file__).parent / "starter"
CHECKS = "tests_portal"
DEMO = "演示清单"
"""A list apart, of matters in which the embedded portal has planted defects: what a ledger looks like."""
_DEMO_FILE = "工业和信息化局.yaml"


class NewProjectError(ValueError):
    """What no folder can be made for; the message is for the reader."""


@dataclass(frozen=True, slots=True)
class NewProject:
    """The files that were written, and those that were there already and are as they were."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...]


class _Place(NamedTuple):
    """Where a department is, and what it is called there."""

    region: str
    code: str
    name: str


def new_project(folder: Path, department: str, region: str = "", region_code: str = "") -> NewProject:
    """Write what a department's folder lacks. No file that is there is touched. Raise NewProjectError."""
    place = _place_of(department)
    region, region_code = region or place.region, region_code or place.code
    if not (region and region_code):
        raise NewProjectError(
            f"从“{department}”看不出是哪个区划。请写全称（如 开封市民政局、杞县民政局），"
            f"或者写明：zicha new {department} --region 区域 --code 六位区划代码"
        )
    written, kept = [], []
    for path, text in _files(department, place.name, region, region_code):
        file = folder / path
        if file.exists():
            kept.append(file)
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
        written.append(file)
    return NewProject(tuple(written), tuple(kept))


def shipped_checks() -> dict[str, str]:
    """Return the checks of this version: their files, by the names these have in tests_portal/."""
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(_shipped(CHECKS).glob("*.py"))}


def _files(department: str, name: str, region: str, region_code: str) -> Iterator[tuple[Path, str]]:
    """Yield the files of a project, each with its place in the folder."""
    for check, text in shipped_checks().items():
        yield Path(CHECKS, check), text
    yield Path("conftest.py"), _shipped("conftest.py").read_text(encoding="utf-8")
    yield Path("pytest.ini"), _shipped("pytest.ini").read_text(encoding="utf-8")
    yield Path("matters", "department.schema.json"), json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
    demo = _shipped(_DEMO_FILE, f"matters/{CITY}")
    yield Path(DEMO, CITY, _DEMO_FILE), demo.read_text(encoding="utf-8")
    listed = _shipped("department.yaml").read_text(encoding="utf-8")
    words = {"full_name": department, "name": name, "region_code": region_code, "example": EXAMPLE}
    yield Path("matters", region, f"{name}.yaml"), listed.format(**words)


def _shipped(name: str, home: str = "") -> Path:
    """Return what a wheel carries beside this module, and a checkout at its root, in the folder that is its home."""
    beside = _STARTER / name
    return beside if beside.exists() else Path(__file__).parents[3] / home / name


def _place_of(department: str) -> _Place:
    """Return where a department is by its name; folder and code are empty where nothing tells."""
    regions: dict[str, int] = read_yaml((files("zicha.office") / "regions.yaml").read_text(encoding="utf-8"))
    city, *parts = regions
    rest = department.removeprefix("河南省")
    within = rest.removeprefix(city)
    for part in parts:
        if (name := within.removeprefix(part)) != within:
            return _Place(part, str(regions[part]), name)
    return _Place(CITY, str(regions[city]), within) if within != rest else _Place("", "", department)
