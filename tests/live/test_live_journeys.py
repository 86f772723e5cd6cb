"""One journey for each matter and identity: every hop is kept, no page is opened twice, the order does not matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Request

from tests.support.live_matters import DEFECTIVE, HEALTHY, MAKES
from tests.support.live_portals import Observe, kept
from zicha.catalogue.checks import Need, catalogue
from zicha.evidence.chain import chain_remarks
from zicha.model.facts.journey import Application, Ending, Submission
from zicha.model.finding import Finding, Verdict
from zicha.model.matter import Identity, Matter
from zicha.portal.live.observer import LiveObserver
from zicha.portal.profile import Profile
from zicha.portal.recorded import RecordedPortal
from zicha_demo.accounts import accounts
from zicha_demo.server import DemoPortal

SERVES_BOTH = DEFECTIVE["A4", "不支持个人办理"]
"""A matter for both identities: 法人 may apply, 个人 is refused."""


def _inspect(portal: RecordedPortal, matter: Matter) -> None:
    """Ask for every fact, in the order in which the plugin's checks do."""
    portal.guide(matter)
    portal.evaluation(matter)
    for identity in matter.identities:
        portal.login(identity)
        application = portal.application(matter, identity).fact
        if not (isinstance(application, Application) and application.ending is Ending.FORM):
            continue
        attempt = portal.submission(matter, identity).fact
        if isinstance(attempt, Submission) and attempt.number:
            portal.progress(matter, identity, attempt.number)
            portal.prompt(matter, identity, attempt.number, is_test_application=True)
            portal.rating(matter, identity, attempt.number)
            portal.evaluations(matter, identity, attempt.number)
            portal.licences(matter, identity)


@pytest.fixture
def counted(chromium: Browser, observe: Observe, profile: Profile) -> Iterator[tuple[LiveObserver, Counter[str]]]:
    """An observer whose visitors have logged in, and how often they open each path from now on."""
    opened: Counter[str] = Counter()

    def count(request: Request) -> None:
        if request.is_navigation_request():
            opened[urlsplit(request.url).path] += 1

    observer, before = observe(profile), list(chromium.contexts)
    for identity in Identity:
        observer.login(identity)
    mine = [context for context in chromium.contexts if context not in before]
    for context in mine:
        context.on("request", count)
    yield observer, opened
    for context in mine:
        context.remove_listener("request", count)


@pytest.mark.parametrize("number", range(4))
def test_no_page_is_opened_twice(
    number: int, counted: tuple[LiveObserver, Counter[str]], profile: Profile, tmp_path: Path
) -> None:
    """One guide, one evaluation, one application and one look at the cases, whatever the shape of the guide."""
    observer, opened = counted
    matter = HEALTHY[number]
    portal = kept(tmp_path / "evidence", observer, profile)
    _inspect(portal, matter)
    assert opened[f"/portal/guide/{matter.page_id}"] == 1
    assert opened[f"/portal/apply/{matter.page_id}"] == 1
    assert opened["/uc/cases"] == 2, "once for the progress, once for where it asks to be evaluated"
    assert opened["/ycslypt_web/pingjia.action"] <= 3, "from the guide, from the case, and where it is submitted to"
    assert opened["/uc/evaluations"] == opened["/uc/licences"] == 1
    assert opened["/tacs-uc/login/index"] == 0
    done = opened.total()
    _inspect(portal, matter)
    assert opened.total() == done, "what is kept is not visited again"


def test_each_identity_opens_the_guide_for_itself(
    counted: tuple[LiveObserver, Counter[str]], profile: Profile, tmp_path: Path
) -> None:
    """The refused one twice, as no failure is believed at first sight."""
    observer, opened = counted
    _inspect(kept(tmp_path / "evidence", observer, profile), SERVES_BOTH)
    assert opened[f"/portal/guide/{SERVES_BOTH.page_id}"] == 3


@pytest.mark.parametrize("number", [0, 1, 2, MAKES, MAKES + 1, MAKES + 2])
def test_every_hop_is_kept(number: int, demo: DemoPortal, portal: RecordedPortal) -> None:
    """From the guide to the form, with each redirect of the single sign-on, also where another tab opens."""
    matter = HEALTHY[number]
    application = portal.application(matter, matter.identities[0]).fact
    assert isinstance(application, Application)
    hops = application.hops
    assert hops[0].action == "打开办事指南"
    assert urlsplit(hops[0].url).path == f"/portal/guide/{matter.page_id}"
    assert hops[-1].url == application.url
    assert hops[1].action.startswith("点击“")
    assert [hop.status for hop in hops if hop.url in (hops[0].url, hops[-1].url)] == [200, 200]
    redirects = [urlsplit(hop.url).path for hop in hops if hop.status in (302, 303)]
    if number < MAKES:
        assert f"/portal/apply/{matter.page_id}" in redirects
    else:
        assert {"/sso/jump", "/sso/callback", f"/bsdt/apply/{matter.code}"} <= set(redirects)


class TestOrder:
    """The same verdicts whatever is asked first, and however little of it is asked."""

    EXPECTED: ClassVar[dict[Matter, dict[str, Verdict]]] = {
        HEALTHY[5]: {},
        DEFECTIVE["A4", "配置异常"]: {
            "application_can_proceed": Verdict.PROBLEM,
            "session_survives": Verdict.BLOCKED,
            "entrance_is_direct": Verdict.BLOCKED,
            "single_sign_on": Verdict.BLOCKED,
            "user_information_carried_over": Verdict.BLOCKED,
            "collected_materials_agree": Verdict.BLOCKED,
            "form_is_simple": Verdict.BLOCKED,
            "shared_licences_are_fetched": Verdict.BLOCKED,
            "progress_can_be_found": Verdict.BLOCKED,
            "progress_is_right": Verdict.BLOCKED,
            "evaluation_prompted_on_completion": Verdict.BLOCKED,
            "evaluation_can_be_submitted": Verdict.BLOCKED,
            "evaluation_is_shown": Verdict.BLOCKED,
        },
        DEFECTIVE["C2", "多要材料"]: {"collected_materials_agree": Verdict.PROBLEM},
    }

    @pytest.fixture(params=list(EXPECTED), ids=["healthy", "A4", "C2"])
    def matter(self, request: pytest.FixtureRequest) -> Matter:
        chosen: Matter = request.param
        return chosen

    @pytest.mark.parametrize("start", [0, 1], ids=["backwards", "every-other"])
    def test_the_order_of_asking_does_not_matter(
        self, start: int, matter: Matter, finding_of: Callable[[str], Finding]
    ) -> None:
        names = [check.name for check in catalogue() if check.needs != (Need.CASE,)]
        order = names[::-1] if start == 0 else [*names[1::2], *names[::2]]
        verdicts = {name: finding_of(name).verdict for name in order}
        assert verdicts == {name: self.EXPECTED[matter].get(name, Verdict.CLEAN) for name in names}


def test_no_account_shows_in_the_evidence(portal: RecordedPortal, tmp_path: Path) -> None:
    """Names, numbers, telephones and addresses of the accounts, in records and pages, whoever is logged in."""
    for matter in (SERVES_BOTH, HEALTHY[MAKES], DEFECTIVE["D1", "重填账号信息"]):
        _inspect(portal, matter)
    files = [file for file in (tmp_path / "evidence").rglob("*") if file.suffix in (".json", ".jsonl", ".html")]
    assert {file.stem.split("-")[0] for file in files} >= {"guide", "application", "submission", "progress", "login"}
    leaks = []
    for account in accounts():
        secrets = (account.name, account.id_number, account.phone, account.address, account.user, account.password)
        for file in files:
            text = file.read_text(encoding="utf-8")
            leaks += [(secret, file.name) for secret in secrets if secret in text]
            leaks += (
                [(account.legal_representative, file.name)] if (account.legal_representative or "\0") in text else []
            )
    assert sorted(set(leaks)) == []
    assert chain_remarks(tmp_path / "evidence") == ()
