"""Where test applications may be handed in: at the embedded portal, and by an authorisation; nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.support.authorisations import authorise, permitted
from tests.support.facts import SEEN, THRESHOLDS
from zicha.evidence.archive import Manifest
from zicha.inspection.options import Options
from zicha.inspection.run import Run
from zicha.model.finding import Uncheckable
from zicha.portal.authorisation import Deed
from zicha.portal.permission import Permission
from zicha.portal.profile import is_loopback

HERE = [
    "http://127.0.0.1:8000",
    "http://127.1.2.3/a",
    "http://localhost/a?b",
    "http://LOCALHOST:1",
    "http://[::1]:8000/",
    "http://user:word@127.0.0.1/",
    "http://portal.localhost:8000/",
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
SPELLED_OTHERWISE = ["http://2130706433", "http://0x7f000001", "http://localhost."]
"""To a browser these are this machine; the embedded portal is never called so."""
NAMED = permitted("portal.example", "was.portal.example:8443", "218.28.1.1")


@pytest.mark.parametrize("address", HERE)
def test_this_machine(address: str) -> None:
    assert is_loopback(address)
    assert Permission().covers(address)


@pytest.mark.parametrize("address", [a for a in ELSEWHERE if "218" not in a])
def test_what_only_looks_like_this_machine(address: str) -> None:
    assert not is_loopback(address)
    assert not Permission().covers(address)
    assert permitted("127.0.0.1", "localhost").covers(address) is (address in SPELLED_OTHERWISE)
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
    may_look = permitted("portal.example", "218.28.1.1", deeds=(Deed.VIEW, Deed.LOG_IN))
    assert may_look.covers(address) is address.startswith("about:")


def test_every_address_of_a_page_must_be_covered() -> None:
    NAMED.require(["https://portal.example/a", "http://218.28.1.1", "about:blank"])
    with pytest.raises(Uncheckable, match=r"未获授权在 dept\.example 提交测试件"):
        NAMED.require(["https://portal.example/a", "https://dept.example/form"])


@pytest.mark.parametrize("deed", [Deed.SUBMIT, Deed.EVALUATE, Deed.WITHDRAW])
def test_each_deed_is_allowed_by_itself(deed: Deed) -> None:
    address = "https://portal.example/a"
    others = [each for each in Deed if each not in (deed, Deed.SUBMIT)]
    assert NAMED.covers(address, deed)
    assert not permitted("portal.example", deeds=others).covers(address, deed)


@pytest.mark.parametrize(
    ("address", "demo", "sends_to", "here", "department"),
    [
        ("https://portal.example", False, ("portal.example",), True, False),
        ("https://portal.example", False, ("Portal.Example ", "dept.example"), True, True),
        ("https://portal.example", False, (), False, False),
        ("https://portal.example", False, ("other.example",), False, False),
        ("https://portal.example:8443", False, ("portal.example:8443",), True, False),
        ("http://127.0.0.1:8000", True, (), True, False),
        ("http://127.0.0.1:8000", True, ("dept.example",), True, False),
        ("http://127.0.0.1:8000", False, ("dept.example",), False, True),
        ("http://127.0.0.1:8000", False, ("127.0.0.1",), True, False),
    ],
)
def test_where_a_run_may_hand_in(
    address: str, demo: bool, sends_to: tuple[str, ...], here: bool, department: bool, tmp_path: Path
) -> None:
    """At the embedded portal, and elsewhere by the authorisation; this machine alone is no reason."""
    profile = tmp_path / "own.yaml"
    pages = {"home": "/", "guide": "/{page_id}", "login": "/login", "cases": "/cases"}
    content = {"extends": "base", "title": "门户", "address": address, "pages": pages}
    profile.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    file = authorise(tmp_path / "authorisation.yaml", "portal.example", send_to=sends_to)
    run = Run(Options(inventory=tmp_path, report=tmp_path / "report", authorisation=file))
    manifest = Manifest(
        portal="门户", profile=str(profile), address=address, demo=demo, thresholds=THRESHOLDS, rules={}, started=SEEN
    )
    run.archive.begin(manifest)
    assert run.access.may_submit(f"{address}/apply") is here
    assert run.access.may_submit("https://dept.example/form") is department
    assert run.access.may_submit(f"{address}/apply", "https://dept.example/form") is (here and department)
