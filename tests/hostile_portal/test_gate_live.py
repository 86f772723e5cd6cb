"""The gate in a browser: what leads to a host that nobody named never gets there, and nothing is concluded from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.hostile_portal.server import FILES, PORTAL, STATIC, STRANGER, SYSTEM, HostilePortal, hostile_portal
from tests.support.live_portals import LIMITS, kept
from tests.support.matters import make_matter
from zicha.documents.reader import DocumentReader
from zicha.inspection.run import now
from zicha.inspection.settings import settings_of
from zicha.model.facts.forms import DownloadOutcome, FormFiles
from zicha.model.facts.guide import GuidePage
from zicha.model.facts.journey import Application, Ending, Login, Submission
from zicha.model.matter import Identity
from zicha.portal.gate import lines_for_hosts
from zicha.portal.live.observer import LiveObserver
from zicha.portal.live.survey import Survey
from zicha.portal.live.terms import Terms
from zicha.portal.permission import Permission
from zicha.portal.profile import Profile, load_profile
from zicha.portal.recorded import RecordedPortal

ACCOUNT = {"tab": "个人登录", "user": "ceshi", "password": "Geheim-1"}
MATTER = make_matter(["自然人"], method="测试件")
Visit = Callable[..., RecordedPortal]
"""Look at the portal as an inspection does; the guide and the login page are those of the names given."""


@pytest.fixture(scope="module")
def site() -> Iterator[HostilePortal]:
    with hostile_portal() as portal:
        yield portal


@pytest.fixture(autouse=True)
def _nothing_yet(site: HostilePortal) -> None:
    site.visits.clear()


@pytest.fixture(scope="module")
def profile(site: HostilePortal) -> Profile:
    base = load_profile("demo", site.address)
    pages = {"home": "/", "guide": "/guide/{page_id}", "login": "/login/form", "cases": "/cases"}
    return Profile.model_validate(
        base.model_dump()
        | {"pages": pages, "handover_hosts": [SYSTEM], "file_hosts": [FILES], "resource_hosts": [STATIC]}
        | {"unneeded_hosts": ["localhost"], "accounts": {Identity.PERSON: ACCOUNT}, "limits": LIMITS.model_dump()}
    )


@pytest.fixture(scope="module")
def documents() -> Iterator[DocumentReader]:
    with DocumentReader() as reader:
        yield reader


@pytest.fixture
def visit(chromium: Browser, profile: Profile, documents: DocumentReader, tmp_path: Path) -> Iterator[Visit]:
    observers: list[LiveObserver] = []

    def make(guide: str = "honest", login: str = "form") -> RecordedPortal:
        pages = {"guide": f"/guide/{guide}?matter={{page_id}}", "login": f"/login/{login}"}
        changed = profile.model_copy(update={"pages": profile.pages.model_copy(update=pages)})
        thresholds = settings_of(changed, "hostile").thresholds
        observers.append(
            LiveObserver(chromium, {"locale": "zh-CN"}, Terms(changed, thresholds, Permission(), now), documents.read)
        )
        return kept(tmp_path / f"evidence{len(observers)}", observers[-1], changed)

    yield make
    for observer in observers:
        observer.close()


def test_the_portal_itself_can_be_inspected(site: HostilePortal, visit: Visit) -> None:
    """With what its profile names: scripts, files, a department's system."""
    portal = visit()
    login, guide, forms = portal.login(Identity.PERSON).fact, portal.guide(MATTER).fact, portal.forms(MATTER).fact
    assert isinstance(login, Login)
    assert login.logged_in
    assert isinstance(guide, GuidePage)
    assert isinstance(forms, FormFiles)
    assert [file.fetched for file in forms.files if file.address] == [DownloadOutcome.DONE]
    assert site.reached(STATIC) == [("GET", "/page.js")]


@pytest.mark.parametrize("name", ["redirect", "script", "style", "data", "posted", "frame"])
def test_a_guide_that_needs_a_stranger_is_unchecked(name: str, site: HostilePortal, visit: Visit) -> None:
    failure = visit(name).guide(MATTER).failure
    assert f"{STRANGER} 是内部网络的地址，门户配置没有列出" in failure
    assert f"/guide/{name}" in failure, "the way there"
    assert site.reached(STRANGER) == []


@pytest.mark.parametrize("name", ["picture", "counter", "everything"])
def test_what_a_guide_can_do_without_is_stopped_silently(name: str, site: HostilePortal, visit: Visit) -> None:
    record = visit(name).guide(MATTER)
    assert site.reached(STRANGER) == []
    assert name == "everything" or isinstance(record.fact, GuidePage)


@pytest.mark.parametrize("page", ["redirect", "action", "post-redirect"])
def test_no_password_goes_to_a_stranger(page: str, site: HostilePortal, visit: Visit) -> None:
    portal = visit(login=page)
    record = portal.login(Identity.PERSON)
    assert record.fact is None, "no finding either way"
    assert STRANGER in record.failure
    assert site.reached(STRANGER) == []
    assert isinstance(portal.guide(MATTER).fact, GuidePage), "a guide needs no login"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("file", "门户配置没有列出"),
        ("file-redirect", "门户配置没有列出"),
        ("file-metadata", "一律不访问"),
        ("file-metadata-number", "一律不访问"),
        ("file-metadata-redirect", "一律不访问"),
    ],
)
def test_no_file_is_fetched_from_a_stranger(name: str, reason: str, site: HostilePortal, visit: Visit) -> None:
    forms = visit(name).forms(MATTER).fact
    assert isinstance(forms, FormFiles)
    offered = next(file for file in forms.files if file.address)
    assert offered.fetched is DownloadOutcome.UNANSWERED, "unchecked, no defect"
    assert reason in offered.message
    assert site.reached(STRANGER) == []


def test_nothing_that_undoes_is_asked_for(site: HostilePortal, visit: Visit) -> None:
    """A link is enough for that: the gate lets what only asks pass."""
    portal = visit("orders")
    assert isinstance(portal.guide(MATTER).fact, GuidePage)
    portal.forms(MATTER)
    assert [path for _, path in site.reached(PORTAL) if path.startswith(("/uc", "/logout"))] == []


def test_a_frame_into_which_nothing_comes_is_not_waited_for(visit: Visit) -> None:
    """No file of this machine comes into a page, and the browser tells nothing of the frame."""
    assert isinstance(visit("frame-of-this-machine").guide(MATTER).fact, GuidePage)


def test_a_file_that_a_page_hands_over_unasked_is_broken_off(site: HostilePortal, visit: Visit) -> None:
    """It may have no end, and fill the disk of an office."""
    assert isinstance(visit("handing-over").guide(MATTER).fact, GuidePage)
    assert site.broken_off.wait(10)


def test_a_file_behind_a_circle_of_redirects(visit: Visit) -> None:
    forms = visit("file-circle").forms(MATTER).fact
    assert isinstance(forms, FormFiles)
    offered = next(file for file in forms.files if file.address)
    assert (offered.fetched, offered.message) == (DownloadOutcome.DEAD, "链接反复跳转")


@pytest.mark.parametrize(
    ("name", "host"), [("file-elsewhere", FILES), ("honest", PORTAL), ("file-with-session", PORTAL)]
)
def test_cookies_go_where_the_browser_would_send_them(name: str, host: str, site: HostilePortal, visit: Visit) -> None:
    """To the portal that set them, also after a redirect back, and not to the host of its files."""
    portal = visit(name)
    portal.login(Identity.PERSON)
    forms = portal.forms(MATTER).fact
    assert isinstance(forms, FormFiles)
    assert DownloadOutcome.DONE in [file.fetched for file in forms.files]
    sent = {each.host: each.cookie for each in site.visits if each.path.startswith("/file/")}
    assert sent == {each: "session=secret" if each == PORTAL else "" for each in sent}
    assert host in sent


@pytest.mark.parametrize("name", ["entry", "entry-popup", "entry-redirect"])
def test_a_way_to_a_stranger_is_unchecked(name: str, site: HostilePortal, visit: Visit) -> None:
    record = visit(name).application(MATTER, Identity.PERSON)
    assert record.fact is None
    assert STRANGER in record.failure
    assert site.reached(STRANGER) == []


@pytest.mark.parametrize("name", ["form-action", "form-redirect"])
def test_no_test_data_go_to_a_stranger(name: str, site: HostilePortal, visit: Visit) -> None:
    portal = visit(name)
    form = portal.application(MATTER, Identity.PERSON).fact
    assert isinstance(form, Application)
    assert form.ending is Ending.FORM
    record = portal.submission(MATTER, Identity.PERSON)
    assert record.fact is None
    assert STRANGER in record.failure
    assert site.reached(STRANGER) == []


def test_test_data_go_to_the_portal(site: HostilePortal, visit: Visit) -> None:
    portal = visit("form-own")
    submission = portal.submission(MATTER, Identity.PERSON).fact
    assert isinstance(submission, Submission)
    assert submission.number
    assert ("POST", "/submit") in site.reached(PORTAL)


def test_what_was_stopped_is_remembered_for_whoever_writes_the_profile(
    chromium: Browser, profile: Profile, documents: DocumentReader
) -> None:
    """And a survey tells of a page as it stands, though a run would conclude nothing from it."""
    pages = profile.pages.model_copy(update={"guide": "/guide/script?matter={page_id}"})
    changed = profile.model_copy(update={"pages": pages})
    thresholds = settings_of(changed, "hostile").thresholds
    observer = LiveObserver(
        chromium, {"locale": "zh-CN"}, Terms(changed, thresholds, Permission(), now), documents.read
    )
    try:
        surveyed = {each.page.name: each.page for each in Survey(observer, changed).pages(MATTER, Identity.PERSON)}
        assert surveyed["办事指南"].failure == ""
        assert f"# resource_hosts: [{STRANGER}]" in lines_for_hosts(observer.gatekeeper.stopped)
    finally:
        observer.close()
