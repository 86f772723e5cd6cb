"""Whatever stands in a file that people write, it is used or refused in Chinese: no traceback, no crash, no long wait.

`make fuzz` draws thousands; the tests draw a few of them.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.spoilt.mutants import mutants
from tests.support.authorisations import authorise
from tests.support.inventories import GOOD
from zicha.catalogue.checks import CatalogueError, catalogue
from zicha.inspection.settings import settings_of
from zicha.inventory import InventoryError, load
from zicha.inventory.importing.mapping import read_mapping
from zicha.inventory.importing.source import SourceUnreadable
from zicha.portal.authorisation import AuthorisationError, load_authorisation
from zicha.portal.profile import ProfileError, load_profile

NUMBER = int(os.environ.get("MUTANTS", "17"))
"""Of each kind of file."""
SEED = int(os.environ.get("SEED", "20261130"))
SECONDS = 5
ENGLISH = re.compile(
    r"[A-Za-z]{3,} (?:should|not|is|was|be|at|or|found|but|while|expected)\b|Traceback|Error:|object at"
)
"""A library's own words."""

PROFILE = """\
extends: base
title: 测试门户
address: https://portal.example
hosts: [login.portal.example, .portal.example]
file_hosts: [10.1.2.3:8080]
pages: {home: /, guide: "/g/{page_id}?region={region}", login: "https://login.portal.example/in", cases: /c}
labels: {承诺办结时限: [承诺时限]}
entries: {apply: [马上办]}
states: {已受理: [处理中]}
limits: {page: 30, attempts: 2, interval: 2.0, megabytes: 20}
thresholds: {login: 5, forms: {severities: {F-1: I}}}
rules: {L01: {severity: I}}
values: {办件类型: {即办件: [秒办件]}}
accounts: {个人: {tab: 个人登录, user: a, password: b}}
sessions: {法人: sessions/legal.json}
"""
CHECKS = "- {name: own, point: guide_accuracy, box: B1, needs: [view], per: matter, title: 本市自己的检查}\n"
MAPPING = "列: {事项: 事项名称}\n值: {办件类型: {'1': 即办件}}\n"
Read = Callable[[Path], object]


def _read_profile(file: Path) -> object:
    return settings_of(load_profile(str(file)), "city.yaml")


def _read_checks(file: Path) -> object:
    catalogue.cache_clear()
    return catalogue(file)


def _read_inventory(file: Path) -> object:
    return load(file.parent.parent, date(2026, 11, 30))


READERS: dict[str, tuple[str, Read, type[Exception]]] = {
    "profile": (PROFILE, _read_profile, ProfileError),
    "authorisation": ("", load_authorisation, AuthorisationError),
    "checks": (CHECKS, _read_checks, CatalogueError),
    "mapping": (MAPPING, read_mapping, SourceUnreadable),
    "inventory": (GOOD, _read_inventory, InventoryError),
}


@pytest.mark.parametrize("kind", READERS)
def test_it_is_used_or_refused_in_chinese(kind: str, tmp_path: Path) -> None:
    good, read, refusal = READERS[kind]
    file = tmp_path / "matters" / "市直" / "水利局.yaml"
    file.parent.mkdir(parents=True)
    if kind == "authorisation":
        good = authorise(file, "portal.example").read_text("utf-8")
    file.write_text(good, encoding="utf-8")
    read(file)  # the good one is good
    spoilt_files = list(mutants(good, SEED, NUMBER))
    outcomes = [_outcome(file, content, read, refusal) for content in spoilt_files]
    wrong = [(outcome, content[:300]) for outcome, content in zip(outcomes, spoilt_files, strict=True) if outcome]
    assert wrong == []


def _outcome(file: Path, content: bytes, read: Read, refusal: type[Exception]) -> str:
    """What is wrong with how a spoilt file is answered, empty where nothing is."""
    file.write_bytes(content)
    begun = time.process_time()
    try:
        read(file)
    except refusal as error:
        text = str(error)
        if not re.search(r"[\u4e00-\u9fff]", text) or ENGLISH.search(text):
            return text[:300]
    except Exception as error:
        return f"{type(error).__name__}: {str(error)[:300]}"
    return "" if time.process_time() - begun < SECONDS else "slow"
