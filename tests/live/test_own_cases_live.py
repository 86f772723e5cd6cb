"""A test application's life after its submission: evaluated once, or withdrawn where it does not come to an end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.live_matters import CASES, HEALTHY
from tests.support.live_portals import LIMITS, Observe, kept
from zicha.inspection.open_applications import open_cases
from zicha.model.facts.case import OpenTestApplication, Progress, Rating, Stage, Withdrawal
from zicha.model.facts.journey import Submission
from zicha.model.matter import Identity, Matter
from zicha.portal.profile import Profile, load_profile
from zicha.portal.recorded import RecordedPortal
from zicha_demo.defects import Defects
from zicha_demo.server import DemoPortal

LEFT, FIXED, REAL, HANDLED = HEALTHY[0], HEALTHY[1], CASES["受理"], HEALTHY[2]
"""Left alone by its department; so, and not to be withdrawn; with a real case; handled at once."""
LEGAL = Identity.LEGAL_PERSON


@pytest.fixture(scope="module")
def slow() -> Iterator[DemoPortal]:
    """A portal whose departments leave most test applications alone."""
    changes = {
        LEFT.name: {"office.handles": False},
        FIXED.name: {"office.handles": False, "cases.withdrawable": False},
        REAL.name: {"office.handles": False},
    }
    defects = Defects.model_validate(
        {
            "variants": [{"框": "E1", "变体": n, "说明": n, "改动": change} for n, change in changes.items()],
            "plantings": [{"事项": name, "框": "E1", "变体": name} for name in changes],
        }
    )
    with DemoPortal([LEFT, FIXED, REAL, HANDLED], defects, published={}) as portal:
        yield portal


@pytest.fixture
def profile(slow: DemoPortal) -> Profile:
    return load_profile("demo", slow.url).model_copy(update={"limits": LIMITS})


@pytest.fixture
def portal(profile: Profile, observe: Observe, tmp_path: Path) -> RecordedPortal:
    return kept(tmp_path / "evidence", observe(profile), profile)


def filed(portal: RecordedPortal, matter: Matter) -> OpenTestApplication:
    """A test application for a matter."""
    fact = portal.submission(matter, LEGAL).fact
    assert isinstance(fact, Submission)
    assert fact.number
    return OpenTestApplication(matter=matter.code, identity=LEGAL, number=fact.number)


def test_what_is_not_finished_is_withdrawn(portal: RecordedPortal, tmp_path: Path) -> None:
    case = filed(portal, LEFT)
    assert open_cases(tmp_path / "evidence") == (case,)
    withdrawn = portal.withdrawal(case).fact
    assert isinstance(withdrawn, Withdrawal)
    assert (withdrawn.offered, withdrawn.ended, withdrawn.state) == (True, True, "主动终止")
    assert open_cases(tmp_path / "evidence") == ()


def test_what_the_portal_does_not_take_back_stays_open(portal: RecordedPortal, tmp_path: Path) -> None:
    case = filed(portal, FIXED)
    kept_open = portal.withdrawal(case).fact
    assert isinstance(kept_open, Withdrawal)
    assert (kept_open.offered, kept_open.ended, kept_open.state) == (False, False, "待预审")
    assert open_cases(tmp_path / "evidence") == (case,)


def test_a_citizens_case_is_neither_evaluated_nor_withdrawn(portal: RecordedPortal, slow: DemoPortal) -> None:
    """Even where both would be possible."""
    theirs = REAL.cases[0].number
    portal.submission(REAL, LEGAL)
    case = OpenTestApplication(matter=REAL.code, identity=LEGAL, number=theirs)
    assert "不是本工具提交的测试件" in portal.withdrawal(case).failure
    assert "不是本工具提交的测试件" in portal.rating(REAL, LEGAL, theirs).failure
    progress = portal.progress(REAL, LEGAL, theirs).fact
    assert isinstance(progress, Progress)
    assert progress.stage is Stage.ACCEPTED


def test_a_broken_runs_case_is_found_and_withdrawn_before_another_is_filed(
    portal: RecordedPortal, profile: Profile, observe: Observe, tmp_path: Path
) -> None:
    left = filed(portal, LEFT)
    left_open = open_cases(tmp_path / "evidence")
    following = kept(tmp_path / "following", observe(profile), profile, left_open)
    assert filed(following, LEFT).number != left.number
    withdrawn = following.withdrawal(left).fact
    assert isinstance(withdrawn, Withdrawal)
    assert withdrawn.ended


def test_a_finished_case_is_evaluated_once(portal: RecordedPortal) -> None:
    case = filed(portal, HANDLED)
    rating = portal.rating(HANDLED, LEGAL, case.number).fact
    assert isinstance(rating, Rating)
    assert (rating.grade, rating.confirmed) == ("满意", True)
    assert portal.rating(HANDLED, LEGAL, case.number).fact == rating
    withdrawn = portal.withdrawal(case).fact
    assert isinstance(withdrawn, Withdrawal)
    assert (withdrawn.offered, withdrawn.ended, withdrawn.state) == (False, True, "已办结")
