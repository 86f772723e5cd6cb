"""ARCHITECTURE.md says what the imports, the contracts and the rules say."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import grimp
import pytest

from tests.support.facts import application
from zicha.model.facts.journey import Ending
from zicha.rules.application_ease.journeys import blocking_box

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
CHECKS, DEMO = "tests_portal", "zicha_demo"
EVERYTHING = "everything below"


def rows() -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the rooms of each row of the table, and what stands in its last cell."""
    table = PAGE.partition("| room | holds | may use |\n|---|---|---|\n")[2].partition("\n\n")[0]
    for line in table.splitlines():
        names, _, uses = (cell.strip() for cell in line.strip("|").split(" | "))
        yield tuple(re.findall(r"`(\w+)`", names)), uses


def allowed() -> dict[str, frozenset[str]]:
    """Return what each room may import by the table: rooms of its own row, and what its last cell names."""
    table = list(rows())
    uses: dict[str, frozenset[str]] = {}
    for number, (names, cell) in enumerate(table):
        below = [name for lower, _ in table[number + 1 :] for name in lower]
        named = below if cell == EVERYTHING else re.findall(r"`(\w+)`", cell)
        uses |= {name: frozenset({*names, *named}) - {name} for name in names}
    return uses


def room(module: str) -> str:
    """Return the room that a module is or lies in; empty for the package itself."""
    parts = module.split(".")
    return parts[0] if parts[0] != "zicha" else ".".join(parts[1:2])


@cache
def imported() -> dict[str, frozenset[str]]:
    """Return what each room imports by the code."""
    graph = grimp.build_graph("zicha", "zicha_demo")
    pairs = [(room(m), room(to)) for m in graph.modules for to in graph.find_modules_directly_imported_by(m)]
    pairs += [(CHECKS, room(to)) for file in (ROOT / CHECKS).glob("*.py") for to in modules_imported_by(file)]
    rooms = {room(module) for module in graph.modules} | {CHECKS}
    return {name: frozenset(to for one, to in pairs if one == name != to and to) for name in rooms if name}


def modules_imported_by(file: Path) -> Iterator[str]:
    """Yield the modules of ours that a file outside the packages names in its imports."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        yield from modules_of(node)


def modules_of(node: ast.AST) -> Iterator[str]:
    names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
    names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
    yield from (name for name in names if room(name) and name.startswith("zicha"))


def forbidden_by_contracts() -> frozenset[tuple[str, str]]:
    """Return which room must not import which by the contracts between rooms."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pairs: set[tuple[str, str]] = set()
    for contract in settings["tool"]["importlinter"]["contracts"]:
        if contract["type"] == "forbidden":
            pairs |= {(a, b) for a in contract["source_modules"] for b in contract["forbidden_modules"]}
        elif "containers" not in contract:
            layers = [layer.split(" | ") for layer in contract["layers"]]
            for number, layer in enumerate(layers):
                upper = [name for names in layers[:number] for name in names]
                pairs |= {(a, b) for a in layer for b in [*upper, *layer] if a != b}
    return frozenset((room(a), room(b)) for a, b in pairs)


def test_every_room_has_its_row() -> None:
    assert set(allowed()) == set(imported())


@pytest.mark.parametrize("name", list(allowed()))
def test_a_room_imports_what_its_row_allows(name: str) -> None:
    assert imported()[name] <= allowed()[name]


@pytest.mark.parametrize("name", [name for names, cell in rows() if cell != EVERYTHING for name in names])
def test_a_row_allows_what_its_room_imports(name: str) -> None:
    assert allowed()[name] <= imported()[name]


def test_the_contracts_forbid_what_the_table_does_not_allow() -> None:
    rooms = [name for name in allowed() if name != CHECKS]
    wanted = {(a, b) for a in rooms for b in rooms if a != b and b not in allowed()[a]}
    beside = {(a, b) for names, _ in rows() for a in names for b in names}
    assert forbidden_by_contracts() - beside == wanted


def test_rules_hold_no_regular_expression() -> None:
    """What a text says is read in text/ and published/, once for all rules."""
    files = (ROOT / "plugin" / "zicha" / "rules").rglob("*.py")
    trees = {file: ast.parse(file.read_text(encoding="utf-8")) for file in files}
    names = {(file, name) for file, tree in trees.items() for node in ast.walk(tree) for name in imported_names(node)}
    assert [file for file, name in names if name in ("re", "regex")] == []


def imported_names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.ImportFrom):
        yield (node.module or "").partition(".")[0]
    elif isinstance(node, ast.Import):
        yield from (alias.name.partition(".")[0] for alias in node.names)


def test_the_diagram_gives_every_ending_its_box() -> None:
    boxes = dict(re.findall(r"^ +([A-Z_]+) --> (A\d|NEXT)\b", PAGE, re.MULTILINE))
    assert boxes == {ending.name: blocking_box(application(ending)) or "NEXT" for ending in Ending}


def test_the_embedded_portal_is_imported_only_where_it_is_shown() -> None:
    """It may not be installed: so within functions, and never as a module is loaded."""
    files = {file: ast.parse(file.read_text(encoding="utf-8")) for file in (ROOT / "plugin" / "zicha").rglob("*.py")}
    at_once = {file for file, tree in files.items() for node in tree.body for name in modules_of(node) if DEMO in name}
    assert not at_once


PLACES = PAGE.partition("| to | go to |\n|---|---|\n")[2].strip().splitlines()


def test_whoever_looks_for_a_place_reads_three_files_at_most() -> None:
    assert len(PLACES) >= 5
    assert [row for row in PLACES if row.count("](") > 3] == []


@pytest.mark.parametrize("row", PLACES, ids=lambda row: row.split(" | ")[0].removeprefix("| "))
def test_what_a_place_is_named_by_stands_there(row: str) -> None:
    files = [ROOT / link for link in re.findall(r"\]\(([^)]+)\)", row)]
    text = "".join(file.read_text(encoding="utf-8") for file in files if file.is_file())
    assert [name for name in re.findall(r"`(\w+)`", row) if not re.search(rf"\b{name}\b", text)] == []
