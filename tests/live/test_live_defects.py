"""What is clean on healthy pages of every make, and what a defect does to the checks it stands in the way of.

That each variant is found, and with the right words, is proved by tests/matrix.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from tests.support.live_matters import CASES, DEFECTIVE, DEFECTS, HEALTHY, PLANTED
from zicha.catalogue.checks import Need, catalogue
from zicha.model.facts.case import Progress
from zicha.model.facts.journey import Application, Ending
from zicha.model.finding import Finding, Verdict
from zicha.model.matter import Identity, Matter
from zicha.portal.recorded import RecordedPortal
from zicha_demo.defects import Variant

FindingOf = Callable[[str], Finding]

BLOCKING = ("A3", "A5", "A6")
"""Boxes whose defects end the way to the form."""


def _name(variant: Variant) -> str:
    return f"{variant.box}-{[v for v in DEFECTS.variants if v.box == variant.box].index(variant) + 1}"


def _parametrize(name: str, variants: list[Variant]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(name, variants, ids=_name)


LOST_LATER = [v for v in PLANTED if (v.box, v.name) == ("A2", "传材料时退出登录")]
BLOCKED = [v for v in PLANTED if v.box in BLOCKING]


@pytest.fixture
def matter(request: pytest.FixtureRequest) -> Matter:
    """The matter that carries the variant."""
    variant: Variant = request.getfixturevalue("variant")
    return DEFECTIVE[variant.box, variant.name]


@pytest.fixture
def identity(variant: Variant, matter: Matter) -> Identity:
    return Identity.PERSON if "个人" in variant.name else matter.identities[-1]


@_parametrize("variant", BLOCKED)
def test_a_way_that_ends_early_blocks_applying(variant: Variant, finding_of: FindingOf) -> None:
    """受阻 by the right box: neither clean nor ticked under A4."""
    finding = finding_of("application_can_proceed")
    assert (finding.verdict, finding.blocked_by, finding.problems) == (Verdict.BLOCKED, variant.box, ())


@_parametrize("variant", LOST_LATER)
def test_a_login_lost_after_the_form_blocks_what_follows(variant: Variant, finding_of: FindingOf) -> None:
    """The form was reached and no number: applying is neither clean nor A4."""
    finding = finding_of("application_can_proceed")
    assert (finding.verdict, finding.blocked_by, finding.problems) == (Verdict.BLOCKED, "A2", ())
    assert finding_of("user_information_carried_over").verdict is Verdict.CLEAN


@_parametrize("variant", [v for v in PLANTED if v.box == "A2"])
def test_a_lost_login_costs_the_next_matter_nothing(
    variant: Variant, matter: Matter, identity: Identity, portal: RecordedPortal
) -> None:
    """The suite logs in again: neither applying for another matter nor 我的办件 is judged by an old session."""
    portal.application(matter, identity)
    portal.submission(matter, identity)
    progress = portal.progress(HEALTHY[0], identity, "无此办件号").fact
    assert isinstance(progress, Progress)
    assert urlsplit(progress.url).path == "/uc/cases"
    application = portal.application(HEALTHY[0], identity).fact
    assert isinstance(application, Application)
    assert application.ending is Ending.FORM


class TestHealthy:
    """The other way: every check on matters in all four shapes, opened every way, on both origins."""

    @pytest.fixture(params=HEALTHY, ids=lambda matter: matter.name[4:6])
    def matter(self, request: pytest.FixtureRequest) -> Matter:
        chosen: Matter = request.param
        return chosen

    @pytest.fixture
    def identity(self, matter: Matter) -> Identity:
        return matter.identities[0]

    def test_a_healthy_matter_is_clean(self, matter: Matter, finding_of: FindingOf) -> None:
        findings = {check.name: finding_of(check.name) for check in catalogue() if check.needs != (Need.CASE,)}
        assert {name: (f.verdict, f.reason) for name, f in findings.items() if f.verdict is not Verdict.CLEAN} == {}


class TestServiceScope:
    """C1 is judged by the cases that the inventory declares."""

    @pytest.fixture
    def matter(self, kind: str) -> Matter:
        return CASES[kind]

    @pytest.fixture
    def identity(self) -> Identity:
        return Identity.LEGAL_PERSON

    @pytest.mark.parametrize(
        ("kind", "verdict"),
        [("受理", Verdict.CLEAN), ("拒收", Verdict.PROBLEM), ("材料不全", Verdict.CLEAN)],
        ids=["accepted", "refused", "incomplete"],
    )
    def test_a_refusal_for_its_place_is_found(self, kind: str, verdict: Verdict, finding_of: FindingOf) -> None:
        finding = finding_of("service_scope_agrees")
        assert finding.verdict is verdict
        assert (CASES[kind].cases[0].number in "".join(p.text for p in finding.problems)) == bool(finding.problems)

    @pytest.mark.parametrize("kind", ["受理"], ids=["listed"])
    def test_a_real_case_is_followed(self, kind: str, finding_of: FindingOf) -> None:
        assert finding_of("progress_can_be_found").verdict is Verdict.CLEAN
