"""A browser and an observer for each process, a portal for all tests; the checks themselves are those of tests_portal.

The plugin's fixtures give the facts here as they do in an inspection; only where the facts come from is replaced.
"""

from __future__ import annotations

import importlib.util
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, Playwright

from tests.support.live_matters import DEFECTS, MATTERS
from tests.support.live_portals import LIMITS, Observe, See, kept, manifest_of
from tests.support.scripted_portal import ScriptedPortal
from zicha.catalogue.checks import catalogue
from zicha.documents.reader import DocumentReader
from zicha.fixtures import RECORDS
from zicha.inspection.browser import launch_browser
from zicha.inspection.run import now
from zicha.inspection.settings import settings_of
from zicha.judging.conclusion import Examination
from zicha.judging.conclusion import finding_of as conclude_finding
from zicha.judging.severities import judged_by
from zicha.judging.verdicts import Undecided
from zicha.model.facts.journey import Application, Submission
from zicha.model.facts.records import Record
from zicha.model.finding import Finding
from zicha.model.matter import Identity, Matter
from zicha.model.rule_settings import RuleSettings
from zicha.model.thresholds import Thresholds
from zicha.portal.live.browser_tab import BrowserTab
from zicha.portal.live.look import Look
from zicha.portal.live.observer import LiveObserver
from zicha.portal.live.terms import Terms
from zicha.portal.permission import Permission
from zicha.portal.profile import Profile, load_profile
from zicha.portal.recorded import RecordedPortal
from zicha.published.choices import Vocabulary, vocabulary
from zicha.rules.application_ease.journeys import blocking_box
from zicha_demo.server import DemoPortal


def _check_functions(folder: Path) -> dict[str, Callable[..., None]]:
    functions = {}
    for file in folder.glob("test_*.py"):
        spec = importlib.util.spec_from_file_location(f"inspected_{file.stem}", file)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        functions.update({name.removeprefix("test_"): value for name, value in vars(module).items() if callable(value)})
    return {check.name: functions[check.name] for check in catalogue()}


@pytest.fixture(scope="session")
def check_functions(pytestconfig: pytest.Config) -> dict[str, Callable[..., None]]:
    """The checks of the catalogue, as tests_portal words them."""
    return _check_functions(pytestconfig.rootpath / "tests_portal")


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """The browser that an inspection would take."""
    browser = launch_browser(playwright)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """One page for all tests of a module that only write into it."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def see(page: Page) -> See:
    """What is seen of a page whose body is given."""

    def look(body: str) -> Look:
        page.set_content(f"<!DOCTYPE html><meta charset=utf-8><body>{body}</body>")
        return BrowserTab(page, LIMITS, now, lambda _: None).look()

    return look


@pytest.fixture(scope="session")
def documents() -> Iterator[DocumentReader]:
    """One child process that reads every file."""
    with DocumentReader() as reader:
        yield reader


@pytest.fixture
def observe(chromium: Browser, documents: DocumentReader) -> Iterator[Observe]:
    """An observer of the portal of a profile, for one test."""
    observers: list[LiveObserver] = []

    def make(profile: Profile) -> LiveObserver:
        thresholds = settings_of(profile, "demo").thresholds
        observers.append(
            LiveObserver(chromium, {"locale": "zh-CN"}, Terms(profile, thresholds, Permission(), now), documents.read)
        )
        return observers[-1]

    yield make
    for observer in observers:
        observer.close()


@pytest.fixture(scope="session")
def demo() -> Iterator[DemoPortal]:
    """The embedded portal with every variant, each on its own matter."""
    with DemoPortal(MATTERS, DEFECTS, published={}) as portal:
        assert portal.unmatched == ()
        yield portal


@pytest.fixture(scope="session")
def profile(demo: DemoPortal) -> Profile:
    return load_profile("demo", demo.url).model_copy(update={"limits": LIMITS})


@pytest.fixture(scope="session")
def observer(chromium: Browser, profile: Profile, documents: DocumentReader) -> Iterator[LiveObserver]:
    """One visitor of each identity for all tests, as in an inspection."""
    observer = LiveObserver(
        chromium,
        {"locale": "zh-CN"},
        Terms(profile, settings_of(profile, "demo").thresholds, Permission(), now),
        documents.read,
    )
    yield observer
    observer.close()


# ── what the plugin's fixtures take here ─────────────────────────────────────────────────────────────────────────


@pytest.fixture
def portal(tmp_path: Path, observer: LiveObserver, profile: Profile) -> RecordedPortal:
    return kept(tmp_path / "evidence", observer, profile)


@pytest.fixture
def thresholds(profile: Profile) -> Thresholds:
    return settings_of(profile, "demo").thresholds


@pytest.fixture
def rules(profile: Profile) -> RuleSettings:
    return settings_of(profile, "demo").rules


@pytest.fixture
def words(profile: Profile) -> Vocabulary:
    return vocabulary(manifest_of(profile).values)


@pytest.fixture
def siblings() -> tuple[Matter, ...]:
    return ()


@pytest.fixture
def matter() -> Matter:
    raise LookupError("a live test says which matter it inspects")


@pytest.fixture
def identity(matter: Matter) -> Identity:
    return matter.identities[-1]


@pytest.fixture
def test_application(
    portal: RecordedPortal,
    matter: Matter,
    identity: Identity,
    application: Application,
    observed: Callable[[Record, type[Submission]], Submission],
) -> Submission | None:
    """The test application; handing in needs no permission here."""
    return None if blocking_box(application) else observed(portal.submission(matter, identity), Submission)


@pytest.fixture
def finding_of(
    request: pytest.FixtureRequest, check_functions: dict[str, Callable[..., None]], profile: Profile
) -> Callable[[str], Finding]:
    """Runs a check of the catalogue with the plugin's fixtures and concludes as the plugin does."""

    def run(name: str) -> Finding:
        check = next(check for check in catalogue() if check.name == name)
        raised: BaseException | None = None
        manifest = manifest_of(profile)
        with judged_by(manifest.rules) as judgement:
            try:
                function = check_functions[name]
                arguments: dict[str, Any] = {
                    each: request.getfixturevalue(each) for each in inspect.signature(function).parameters
                }
                function(**arguments)
            except (Exception, Undecided) as error:
                raised = error
        matter: Matter = request.getfixturevalue("matter")
        identity: Identity = request.getfixturevalue("identity")
        records = request.config.stash[RECORDS]
        return conclude_finding(
            Examination(check, matter, identity, records, (), manifest, now(), judgement.notes), raised
        )

    return run


@pytest.fixture(scope="module")
def scripted() -> Iterator[ScriptedPortal]:
    server = ScriptedPortal()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def own_profile(scripted: ScriptedPortal, tmp_path: Path) -> Profile:
    """A profile as a department would write one for a portal of its own, without accounts."""
    content = {
        "extends": "base",
        "title": "测试门户",
        "address": scripted.url,
        "pages": {"home": "/", "guide": "/guide/{page_id}", "login": "/login", "cases": "/cases"},
        "limits": LIMITS.model_dump(),
    }
    file = tmp_path / "own.yaml"
    file.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return load_profile(str(file))
