"""An inspection loads no page in vain: what a healthy matter costs is counted, which no busy machine changes.

The same runs show that whatever is printed and kept, no password, session or ticket is.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.support.secrets import watched_secrets
from tests.support.suites import inspect, make_suite
from zicha.inventory import load
from zicha.model.matter import Method
from zicha.plain_yaml import read_yaml
from zicha.portal.profile import load_profile
from zicha_demo.server import DemoPortal

BUDGETS: list[dict[str, Any]] = read_yaml(Path(__file__).with_name("page_budget.yaml").read_text(encoding="utf-8"))
_LOUD = ("-v", "-rA", "--tb=long", "--showlocals", "-o", "log_level=DEBUG", "--junitxml=junit.xml")
_NUMBER = re.compile(r"/[0-9A-Z]{20,}")


def test_every_method_has_its_budget() -> None:
    assert [budget["method"] for budget in BUDGETS] == list(Method)


@pytest.mark.parametrize("budget", BUDGETS, ids=["look", "test-application", "real-case"])
def test_no_page_more_and_none_less(budget: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    suite = make_suite(tmp_path / "suite")
    (matter,) = load(suite / "matters").select(matters=[budget["matter"]]).matters
    assert (matter.method, matter.identities) == (budget["method"], (budget["identity"],))
    passwords = [account.password for account in load_profile("demo").accounts.values()]
    with watched_secrets(monkeypatch, *passwords) as secrets, DemoPortal([matter]) as portal:
        run = inspect(suite, "--portal", portal.url, "--matter", matter.code, *_LOUD)
        documents = Counter(_NUMBER.sub("/*", path) for path in portal.documents)
    assert run.code == pytest.ExitCode.OK, run.output
    assert documents == budget["documents"]
    assert len(secrets.values) > len(passwords), "there were sessions"
    assert secrets.betrayed_in(suite) == []
