"""Inspects the second portal as a department would: its own inventory and profile, one run of the shipped checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from tests.second_portal.items import Item, load_items, read_department
from tests.second_portal.site import SecondPortal
from tests.support.authorisations import authorise
from tests.support.warm_runs import INSPECTION, PytestRun, run_pytest
from zicha.inventory import load
from zicha.ledger.findings_file import read_findings
from zicha.ledger.rows import Row, rows
from zicha.plain_yaml import completed

PROFILE = Path(__file__).parent / "profile.yaml"


def chosen(everything: bool) -> tuple[Item, ...]:
    """Return what is inspected: all, or of each layout the first healthy matter and of each box the first defect."""
    items = load_items()
    first: dict[str, Item] = {}
    for item in items:
        first.setdefault(item.layout if item.defect is None else item.defect.box, item)
    return items if everything else tuple(first.values())


def inspect_items(items: Sequence[Item], folder: Path, login_fails: str = "") -> None:
    """Inspect them all in one run; `rows_in` reads what came of it. With `login_fails` nobody gets in, and is told."""
    write_inventory(items, folder / "matters")
    with SecondPortal(items, login_fails) as portal:
        write_profile(portal, folder / "portal.yaml", read_profile())
        own = (
            f"--authorisation={authorise(folder / 'authorisation.yaml', *portal.hosts)}",
            f"--portal={folder / 'portal.yaml'}",
            f"--inventory={folder / 'matters'}",
            f"--report={folder / 'report'}",
        )
        run_pytest(PytestRun((*INSPECTION, *own, "tests_portal"), folder / "output.txt"))


def rows_in(folder: Path) -> Mapping[str, Row]:
    """实施编码 → the ledger's row, of a run that has ended."""
    file = folder / "report" / "findings.jsonl"
    if not file.is_file():
        raise AssertionError(f"the inspection did not run:\n{(folder / 'output.txt').read_text(encoding='utf-8')}")
    return {row.matter.code: row for row in rows(load(folder / "matters").matters, read_findings(file))}


def write_inventory(items: Sequence[Item], folder: Path) -> None:
    """Write the approved list as a department's file."""
    listed = {key: value for key, value in read_department().items() if key != "默认"}
    file = folder / "市直" / "城市管理局.yaml"
    file.parent.mkdir(parents=True)
    text = yaml.safe_dump({**listed, "事项": [item.listed for item in items]}, allow_unicode=True, sort_keys=False)
    file.write_text(text, encoding="utf-8")


def read_profile() -> dict[str, Any]:
    """Return the profile of the portal as its file has it: without addresses, whose ports are others each time."""
    data: dict[str, Any] = yaml.safe_load(PROFILE.read_text(encoding="utf-8"))
    return data


def write_profile(portal: SecondPortal, file: Path, profile: Mapping[str, Any]) -> None:
    """Write a profile for the portal as it runs now."""
    running = {"address": portal.address, "pages": {"login": portal.login_address}}
    file.write_text(yaml.safe_dump(completed(profile, running), allow_unicode=True), encoding="utf-8")
