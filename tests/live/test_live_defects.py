"""Every check both ways: each variant of the catalogue is found with the right words, its healthy twin is clean."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from live_portals import LIMITS, Observe
from live_samples import CASES, DEFECTIVE, DEFECTS, HEALTHY, MATTERS, PLANTED, PLATFORM, twin

from zicha.demo.defects import Variant
from zicha.demo.server import DemoPortal
from zicha.model.facts import Application, Ending, Progress
from zicha.model.finding import Finding, Verdict
from zicha.model.ledger_form import catalogue
from zicha.model.matter import Identity, Matter
from zicha.portal.interface import Uncheckable
from zicha.portal.profile import load_profile
from zicha.portal.recorded import Recorded
from zicha.rules.journeys import login_fails

FindingOf = Callable[[str], Finding]

BOXES = {check.box: [each.name for each in catalogue() if each.box == check.box] for check in catalogue()}
UNSEEN = frozenset(
    {
        ("B2", "纸质材料无快递零跑动"),  # no check of B2 yet
        ("B3", "外地样表"),  # no check of B3 yet
        ("B3", "空表打不开"),
        ("B3", "空表为错误页面"),
        ("D2", "仍需上传"),  # no check of D2 yet
        ("D2", "获取失败"),
        ("D2", "获取缓慢"),
        ("D2", "无获取按钮"),
        ("E2", "证照不归集"),  # no check of E2 yet
        ("E2", "证照迟到"),
        ("F2", "办结不提示"),  # no check of F2, F3, F4 yet
        ("F3", "无提交按钮"),
        ("F3", "按钮灰色"),
        ("F3", "提交报错"),
        ("F3", "提交无反应"),
        ("F4", "评价不显示"),
        ("F4", "等级不符"),
        ("G1", "进度不更新"),  # no check of G1 yet
        ("G1", "进度滞后"),
    }
)
"""What no present check can see. An entry that comes to be seen makes a test fail, so that it is taken out."""

BLOCKING = ("A2", "A3", "A5", "A6")
"""Boxes without a check of their own, whose defects end the way to the form."""


def _folded(text: str) -> str:
    """Some pages write digits in full width, and a remark quotes them so."""
    return unicodedata.normalize("NFKC", text)


def _name(variant: Variant) -> str:
    return f"{variant.box}-{[v for v in DEFECTS.variants if v.box == variant.box].index(variant) + 1}"


def _parametrize(name: str, variants: list[Variant]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(name, variants, ids=_name)


SEEN = [v for v in PLANTED if v.box in BOXES and (v.box, v.name) not in UNSEEN]
LOST_LATER = [v for v in PLANTED if (v.box, v.name) == ("A2", "传材料时退出登录")]
BLOCKED = [v for v in PLANTED if v.box in BLOCKING and v not in LOST_LATER]
NOT_SEEN = [v for v in PLANTED if (v.box, v.name) in UNSEEN]


def test_every_variant_is_accounted_for() -> None:
    """A variant is seen, blocks the way, or is listed as not yet seen: exactly one of them."""
    told = [(v.box, v.name) for v in (*SEEN, *BLOCKED, *LOST_LATER, *NOT_SEEN)]
    assert sorted(told) == sorted((v.box, v.name) for v in PLANTED)
    assert len(NOT_SEEN) == len(UNSEEN)


@pytest.fixture
def matter(request: pytest.FixtureRequest) -> Matter:
    """The matter that carries the variant."""
    variant: Variant = request.getfixturevalue("variant")
    return DEFECTIVE[variant.box, variant.name]


@pytest.fixture
def identity(variant: Variant, matter: Matter) -> Identity:
    return Identity.PERSON if "个人" in variant.name else matter.identities[-1]


@_parametrize("variant", SEEN)
def test_a_defect_is_found(variant: Variant, matter: Matter, finding_of: FindingOf) -> None:
    findings = [finding_of(name) for name in BOXES[variant.box]]
    remark = "；".join(problem.text for finding in findings for problem in finding.problems)
    assert Verdict.PROBLEM in {finding.verdict for finding in findings}
    assert variant.remark
    for words in variant.remark:
        assert _folded(words.replace("{事项名称}", matter.name)) in _folded(remark)


@_parametrize("variant", BLOCKED)
def test_what_has_no_check_yet_blocks_applying(variant: Variant, finding_of: FindingOf) -> None:
    """受阻 by the right box: neither clean nor ticked under A4."""
    finding = finding_of("application_can_proceed")
    assert (finding.verdict, finding.blocked_by, finding.problems) == (Verdict.BLOCKED, variant.box, ())


@_parametrize("variant", LOST_LATER)
def test_a_login_lost_after_the_form_is_not_judged(variant: Variant, finding_of: FindingOf) -> None:
    """The form was reached, so nothing blocks; the number was not, so nothing is clean, nor is it A4."""
    finding = finding_of("application_can_proceed")
    assert (finding.verdict, finding.problems) == (Verdict.UNCHECKED, ())
    assert "没有取得办件编号" in finding.reason


@_parametrize("variant", [v for v in PLANTED if v.box == "A2"])
def test_a_lost_login_costs_the_next_matter_nothing(
    variant: Variant, matter: Matter, identity: Identity, portal: Recorded
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


@_parametrize("variant", [v for v in NOT_SEEN if v.box in BOXES])
def test_the_list_of_the_unseen_does_not_rot(variant: Variant, finding_of: FindingOf) -> None:
    assert {finding_of(name).verdict for name in BOXES[variant.box]} == {Verdict.CLEAN}


def test_unseen_boxes_have_no_check() -> None:
    assert {box for box, _ in UNSEEN}.isdisjoint(BOXES)


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
        found = {check.name: finding_of(check.name) for check in catalogue() if check.box != "C1"}
        assert {name: (f.verdict, f.reason) for name, f in found.items() if f.verdict is not Verdict.CLEAN} == {}


def test_every_defect_has_a_healthy_twin(demo: DemoPortal) -> None:
    """Same shape, same way of opening: so that what is found is the defect, not the page."""
    made = {publication.code: publication for publication in demo.publications}
    untouched = {"F1", "B1", "C2", "D1", "E1", "B3", "D2", "E2", "F2", "F3", "F4", "G1", "A2", "A4", "A7"}
    for (box, _), matter in DEFECTIVE.items():
        one, other = made[matter.code], made[twin(matter).code]
        assert one.shape == other.shape
        assert box not in untouched or one.entry.opens == other.entry.opens
    assert {matter.code for matter in MATTERS} == made.keys()


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
        [("受理", Verdict.CLEAN), ("拒收", Verdict.PROBLEM), ("材料不全", Verdict.NEEDS_PERSON)],
        ids=["accepted", "refused", "incomplete"],
    )
    def test_a_refusal_for_its_place_is_found(self, kind: str, verdict: Verdict, finding_of: FindingOf) -> None:
        finding = finding_of("service_scope_agrees")
        assert finding.verdict is verdict
        assert (CASES[kind].cases[0].number in "".join(p.text for p in finding.problems)) == bool(finding.problems)

    @pytest.mark.parametrize("kind", ["受理"], ids=["listed"])
    def test_a_real_case_is_followed(self, kind: str, finding_of: FindingOf) -> None:
        assert finding_of("progress_can_be_found").verdict is Verdict.CLEAN


class TestLogin:
    """A1: the portal as a whole."""

    def _login_problem(self, observe: Observe, variant: str, parameters: dict[str, str], threshold: float) -> str:
        chosen = next(v for v in PLATFORM if v.name == variant)
        planting = {"框": chosen.box, "变体": chosen.name, "参数": parameters}
        defects = DEFECTS.only([]).model_validate({"variants": DEFECTS.variants, "plantings": [planting]})
        with DemoPortal(HEALTHY[:1], defects, published={}) as portal:
            profile = load_profile("demo", portal.url).model_copy(update={"limits": LIMITS})
            fact = observe(profile).login(Identity.PERSON).fact
            problems = login_fails(fact, profile.thresholds.model_copy(update={"login": threshold}))  # type: ignore[arg-type]  # a login's sighting holds a Login
        return "；".join(problem.text for problem in problems)

    def test_refusing_a_right_account_is_found(self, observe: Observe) -> None:
        text = self._login_problem(observe, "拒绝正确账号", {}, 30)
        assert text.startswith("个人账号登录失败（尝试2次）")
        assert "系统异常，登录失败，请稍后重试" in text

    def test_a_slow_login_is_found(self, observe: Observe) -> None:
        assert "秒，超过1秒" in self._login_problem(observe, "登录缓慢", {"秒": "1.2"}, 1)

    def test_a_busy_login_page_is_nobodys_defect(self, observe: Observe) -> None:
        with pytest.raises(Uncheckable, match="门户限制访问频率（“系统繁忙，请稍后重试”）"):
            self._login_problem(observe, "登录页面打不开", {}, 30)

    def test_a_good_login_is_clean(self, observe: Observe) -> None:
        with DemoPortal(HEALTHY[:1], published={}) as portal:
            profile = load_profile("demo", portal.url).model_copy(update={"limits": LIMITS})
            for identity in Identity:
                assert login_fails(observe(profile).login(identity).fact, profile.thresholds) == ()  # type: ignore[arg-type]  # as above
