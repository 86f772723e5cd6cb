"""Where test applications may be handed in: on this machine, and where profile and user both say so; nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.support.facts import SEEN, THRESHOLDS
from zicha.evidence.archive import Manifest
from zicha.inspection.options import Options
from zicha.inspection.run import Run
from zicha.model.finding import Uncheckable
from zicha.portal.permission import Permission
from zicha.portal.profile import is_loopback

HERE = [
    "http://127.0.0.1:8000",
    "http://127.1.2.3/a",
    "http://localhost/a?b",
    "http://LOCALHOST:1",
    "http://[::1]:8000/",
    "http://user:word@127.0.0.1/",
]
ELSEWHERE = [
    "http://127.0.0.1.evil.com",
    "http://localhost.evil.com/127.0.0.1",
    "http://localhost.",
    "http://evil.com\\@127.0.0.1",
    "http://evil.com/\\@localhost",
    "http://127.0.0.1@evil.com",
    "http://127.0.0.1:80@evil.com:8000",
    "http://2130706433",
    "http://0x7f000001",
    "http://0.0.0.0",
    "http://[::2]",
    "http://[::1.evil.com",
    "http://218.28.1.1/dept/form.aspx",
    "http://evil.com/#@127.0.0.1",
    "http://evil.com?127.0.0.1",
    "//evil.com",
    "data:text/html,127.0.0.1",
    "file:///tmp/a.html",
    "127.0.0.1",
    "",
]
NAMED = Permission(True, frozenset({"portal.example", "was.portal.example:8443", "218.28.1.1"}))


@pytest.mark.parametrize("address", HERE)
def test_this_machine(address: str) -> None:
    assert is_loopback(address)
    assert Permission().covers(address)


@pytest.mark.parametrize("address", [a for a in ELSEWHERE if "218" not in a])
def test_what_only_looks_like_this_machine(address: str) -> None:
    assert not is_loopback(address)
    assert not Permission().covers(address)
    assert not Permission(True, frozenset({"127.0.0.1", "localhost", ""})).covers(address)
    assert not NAMED.covers(address)


@pytest.mark.parametrize(
    ("address", "covered"),
    [
        ("https://portal.example/apply", True),
        ("https://PORTAL.example:8443/apply", True),
        ("https://was.portal.example:8443/pingjia.action", True),
        ("https://was.portal.example/pingjia.action", False),
        ("http://218.28.1.1/dept/form.aspx", True),
        ("http://218.28.1.11/dept/form.aspx", False),
        ("https://www.portal.example", False),
        ("https://portal.example.evil.com", False),
        ("https://portal.example@evil.com", False),
        ("https://evil.com\\@portal.example", False),
        ("https://evil.com/portal.example", False),
        ("about:srcdoc", True),
    ],
)
def test_the_hosts_that_were_named(address: str, covered: bool) -> None:
    assert NAMED.covers(address) is covered
    assert Permission(False, NAMED.named).covers(address) is address.startswith("about:")


def test_every_address_of_a_page_must_be_covered() -> None:
    NAMED.require(["https://portal.example/a", "http://127.0.0.1", "about:blank"])
    with pytest.raises(Uncheckable, match=r"未获授权在 dept\.example 提交测试件"):
        NAMED.require(["https://portal.example/a", "https://dept.example/form"])


@pytest.mark.parametrize(
    ("address", "submit", "named", "here", "department"),
    [
        ("https://portal.example", True, ("portal.example",), True, False),
        ("https://portal.example", True, ("Portal.Example ", "dept.example"), True, True),
        ("https://portal.example", True, (), False, False),
        ("https://portal.example", True, ("other.example",), False, False),
        ("https://portal.example", False, ("portal.example", "dept.example"), False, False),
        ("https://portal.example:8443", True, ("portal.example:8443",), True, False),
        ("http://127.0.0.1:8000", False, (), True, False),
        ("http://127.0.0.1:8000", False, ("dept.example",), True, False),
        ("http://127.0.0.1:8000", True, ("dept.example",), True, True),
    ],
)
def test_profile_and_user_must_both_allow_it(
    address: str, submit: bool, named: tuple[str, ...], here: bool, department: bool, tmp_path: Path
) -> None:
    profile = tmp_path / "own.yaml"
    pages = {"home": "/", "guide": "/{page_id}", "login": "/login", "cases": "/cases"}
    content = {"extends": "base", "title": "门户", "address": address, "submit": submit, "pages": pages}
    profile.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    run = Run(Options(inventory=tmp_path, report=tmp_path / "report", may_submit_to=named))
    manifest = Manifest(
        portal="门户", profile=str(profile), address=address, demo=False, thresholds=THRESHOLDS, rules={}, started=SEEN
    )
    run.archive.begin(manifest)
    assert run.access.may_submit(f"{address}/apply") is here
    assert run.access.may_submit("https://dept.example/form") is department
    assert run.access.may_submit(f"{address}/apply", "https://dept.example/form") is (here and department)
