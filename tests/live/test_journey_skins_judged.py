"""Planted defects of applications found on several skins, and nothing else; healthy ones clean."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.live.test_journey_skins import SKINS
from tests.support.live_matters import numbered
from tests.support.live_portals import LIMITS
from zicha.catalogue.checks import catalogue
from zicha.documents.reader import DocumentReader
from zicha.inspection.run import now
from zicha.inspection.settings import settings_of
from zicha.model.finding import Finding, Verdict
from zicha.model.matter import Identity, Matter
from zicha.portal.live.observer import LiveObserver
from zicha.portal.permission import Permission
from zicha.portal.profile import Profile, load_profile
from zicha_demo.defects import Defects, Planting, Variant, load_defects
from zicha_demo.server import DemoPortal

FindingOf = Callable[[str], Finding]
OF_WAY = (
    "session_survives",
    "application_page_opens",
    "application_can_proceed",
    "entrance_is_direct",
    "single_sign_on",
)
OF_FORM = ("user_information_carried_over", "shared_licences_are_fetched")
PLANTED = (
    ("A4", "填表下一步无反应", SKINS[0]),
    ("A4", "下一步报错", SKINS[3]),
    ("A2", "传材料时退出登录", SKINS[1]),
    ("A2", "提示登录超时", SKINS[2]),
    ("A6", "再次实名认证", SKINS[4]),
    ("A7", "电话未带入", SKINS[2]),
    ("D1", "必填不标明", SKINS[3]),
    ("D2", "获取失败", SKINS[1]),
    ("D2", "仍需上传", SKINS[0]),
)
_CATALOGUE = load_defects()
HEALTHY = tuple(numbered(number, f"外观{number:02d}许可") for number in range(len(SKINS)))
DEFECTIVE = tuple(numbered(len(SKINS) + number, f"事项{number:02d}许可") for number in range(len(PLANTED)))


def _in_skin(box: str, name: str, skin: str) -> Variant:
    """A variant of the catalogue on a skin; with no box's variant named, only the skin."""
    variant = _CATALOGUE.variant(box, name) if name else Variant.model_validate({"框": box, "变体": skin, "说明": skin})
    changes = {**variant.changes, "skin": skin}
    return variant.model_copy(update={"name": f"{name}，{skin}", "changes": changes})


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoPortal]:
    """A portal with every skin, and with the planted defects on theirs."""
    wearing = [
        *((matter, _in_skin("D1", "", skin)) for matter, skin in zip(HEALTHY, SKINS, strict=True)),
        *((matter, _in_skin(*planted)) for matter, planted in zip(DEFECTIVE, PLANTED, strict=True)),
    ]
    plantings = [{"事项": matter.name, "框": variant.box, "变体": variant.name} for matter, variant in wearing]
    defects = Defects(
        variants=tuple(variant for _, variant in wearing), plantings=tuple(map(Planting.model_validate, plantings))
    )
    with DemoPortal([matter for matter, _ in wearing], defects, published={}) as portal:
        assert portal.unmatched == ()
        yield portal


@pytest.fixture(scope="module")
def profile(demo: DemoPortal) -> Profile:
    return load_profile("demo", demo.url).model_copy(update={"limits": LIMITS})


@pytest.fixture(scope="module")
def observer(chromium: Browser, profile: Profile, documents: DocumentReader) -> Iterator[LiveObserver]:
    """One visitor for all tests of this module."""
    thresholds = settings_of(profile, "demo").thresholds
    observer = LiveObserver(chromium, {"locale": "zh-CN"}, profile, thresholds, now, Permission(), documents.read)
    yield observer
    observer.close()


@pytest.fixture
def identity() -> Identity:
    return Identity.LEGAL_PERSON


class TestHealthy:
    @pytest.fixture(params=HEALTHY, ids=lambda matter: matter.name[2:4])
    def matter(self, request: pytest.FixtureRequest) -> Matter:
        chosen: Matter = request.param
        return chosen

    def test_a_healthy_application_is_clean(self, matter: Matter, finding_of: FindingOf) -> None:
        findings = {name: finding_of(name) for name in (*OF_WAY, *OF_FORM)}
        assert {name: (f.verdict, f.reason) for name, f in findings.items() if f.verdict is not Verdict.CLEAN} == {}


class TestPlanted:
    @pytest.fixture(params=range(len(PLANTED)), ids=lambda number: f"{PLANTED[number][0]}-{number}")
    def number(self, request: pytest.FixtureRequest) -> int:
        chosen: int = request.param
        return chosen

    @pytest.fixture
    def matter(self, number: int) -> Matter:
        return DEFECTIVE[number]

    def test_a_planted_defect_is_found(self, number: int, finding_of: FindingOf) -> None:
        box, name, _ = PLANTED[number]
        findings = {check.name: finding_of(check.name) for check in catalogue() if check.box == box}
        assert Verdict.PROBLEM in {finding.verdict for finding in findings.values()}
        texts = " ".join(problem.text for finding in findings.values() for problem in finding.problems)
        assert [words for words in _CATALOGUE.variant(box, name).remark if words not in texts] == [], texts
        others = {check: finding_of(check) for check in OF_WAY if check not in findings}
        assert not [check for check, finding in others.items() if finding.verdict is Verdict.PROBLEM]
