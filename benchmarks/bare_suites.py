"""Suites of empty tests, as many and in the same shape as the checks of an inventory: what pytest itself costs."""

from __future__ import annotations

from pathlib import Path

from zicha.catalogue.checks import Per, catalogue
from zicha.inventory import Inventory


def write_bare_suite(folder: Path, inventory: Inventory) -> int:
    """Write one parametrised, empty test a check. Returns how many items there are."""
    matters = [matter.code for matter in inventory.matters]
    each = [f"{matter.code}-{identity.name}" for matter in inventory.matters for identity in matter.identities]
    lines = ["import pytest", f"MATTERS = {matters!r}", f"EACH = {each!r}"]
    number = 0
    for check in catalogue():
        values = "MATTERS" if check.per is Per.MATTER else "EACH"
        number += len(matters if check.per is Per.MATTER else each)
        lines += [
            f"@pytest.mark.parametrize('matter', {values}, ids={values})",
            f"def test_{check.name}(matter):",
            "    pass",
        ]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pytest.ini").write_text("[pytest]\naddopts = -q --tb=no -rN\n", encoding="utf-8")
    (folder / "test_empty.py").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return number
