"""zicha calibrate looks at the pages of one matter, and at nothing else; nothing is handed in, nothing is typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.live_matters import CASES, HEALTHY
from tests.support.live_portals import LIMITS, Observe
from zicha.model.calibration import CalibratedPage, Part
from zicha.model.facts.guide import Element
from zicha.portal.live.form import typed_fields
from zicha.portal.live.position import AtForm
from zicha.portal.live.survey import Survey, SurveyedPage
from zicha.portal.profile import Profile, load_profile
from zicha_demo.defects import Defects
from zicha_demo.server import DemoPortal
from zicha_demo.state import State

MATTER = HEALTHY[0]
IDENTITY = MATTER.identities[0]
NAMES = ["登录", "办事指南", "空表和样表", "好差评", "申报表单", "我的办件", "我的证照", "我的评价"]


@pytest.fixture(scope="module")
def state_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("state") / "state.sqlite"


@pytest.fixture(scope="module")
def healthy(state_file: Path) -> Iterator[DemoPortal]:
    """A portal with nothing planted, whose state can be looked into."""
    with DemoPortal((*HEALTHY, *CASES.values()), Defects(variants=()), published={}, state_path=state_file) as portal:
        yield portal


@pytest.fixture
def known(healthy: DemoPortal) -> Profile:
    return load_profile("demo", healthy.url).model_copy(update={"limits": LIMITS})


def _survey(observe: Observe, profile: Profile) -> dict[str, SurveyedPage]:
    pages = Survey(observe(profile), profile).pages(MATTER, IDENTITY)
    return {each.page.name: each for each in pages}


def _unknown(page: CalibratedPage) -> dict[str, tuple[Part, str]]:
    return {item.words: (item.part, item.key) for item in page.unrecognised if item.is_needed}


def test_everything_of_a_portal_that_is_known_is_recognised(observe: Observe, known: Profile) -> None:
    surveyed = _survey(observe, known)
    assert list(surveyed) == NAMES
    for name, each in surveyed.items():
        assert (each.page.failure, each.page.missing, _unknown(each.page)) == ("", (), {}), name
        assert each.picture.startswith(b"\xff\xd8") or each.forms, name
    guide = surveyed["办事指南"].page
    shown = {item.meaning: item.value for item in guide.of(Part.ELEMENT)}
    assert shown[Element.PROMISED_LIMIT] == "10个工作日"
    assert {"apply", "evaluate"} <= {item.meaning for item in guide.of(Part.BUTTON)}
    assert "首页" in {item.words for item in guide.of(Part.FRAME)}
    assert len(surveyed["好差评"].page.of(Part.GRADE)) == 5
    assert surveyed["申报表单"].page.of(Part.FIELD)
    forms = surveyed["空表和样表"]
    assert forms.forms is not None
    assert {view.url for view in forms.views} == {file.address for file in forms.forms.files if file.document}


def test_what_is_recognised_is_marked_where_it_stands(observe: Observe, known: Profile) -> None:
    page = _survey(observe, known)["办事指南"].page
    assert page.picture is not None
    limit = next(item for item in page.items if item.meaning == Element.PROMISED_LIMIT)
    marks = [mark for mark in page.picture.marks if mark.number == limit.number]
    assert marks
    for mark in page.picture.marks:
        assert 0 <= mark.left < 100
        assert 0 <= mark.top < 100
        assert 0 < mark.width <= 100


def test_nothing_is_handed_in_and_nothing_is_typed(observe: Observe, known: Profile, state_file: Path) -> None:
    before = State(state_file)
    counts = before.count_cases(), len(before.evaluations(IDENTITY))
    observer = observe(known)
    pages = Survey(observer, known).pages(MATTER, IDENTITY)
    form = next(each for each in pages if each.page.name == "申报表单")
    at = observer.journey(IDENTITY).visitor.position
    assert isinstance(at, AtForm)
    assert form.page.of(Part.FIELD)
    typed = [field for field in typed_fields(at.tab.look()) if field.type != "select" and not field.read_only]
    assert {field.value for field in typed} & set(known.invented.values[IDENTITY].values()) == set()
    list(pages)
    after = State(state_file)
    assert (after.count_cases(), len(after.evaluations(IDENTITY))) == counts


@pytest.mark.parametrize(
    ("part", "key", "words", "page", "cured"),
    [
        ("entries", "apply", "我要申报", "办事指南", Part.BUTTON),
        ("entries", "evaluate", "意见反馈", "办事指南", Part.BUTTON),
        ("labels", Element.PROMISED_LIMIT, "承诺天数", "办事指南", Part.ELEMENT),
        ("labels", Element.NECESSITY, "是否必交", "办事指南", Part.ELEMENT),
        ("columns", "state", "流转", "我的办件", Part.COLUMN),
    ],
)
def test_what_a_profile_lacks_is_told_with_what_it_is(
    observe: Observe, known: Profile, part: str, key: str, words: str, page: str, cured: Part
) -> None:
    lists = {**getattr(known, part), key: (words,)}
    surveyed = _survey(observe, known.model_copy(update={part: lists}))
    assert (cured, str(key)) in _unknown(surveyed[page].page).values()


def test_a_page_that_is_no_guide_is_told_as_it_stands(observe: Observe, known: Profile) -> None:
    pages = known.pages.model_copy(update={"guide": "/portal/nowhere/{page_id}"})
    surveyed = _survey(observe, known.model_copy(update={"pages": pages}))
    guide = surveyed["办事指南"]
    assert "打开的页面不是办事指南" in guide.page.failure
    assert guide.page.missing == ("apply", "evaluate")
    assert guide.picture
    assert surveyed["我的办件"].page.failure == "", "what does not hang on the guide is looked at all the same"


def test_without_an_account_what_needs_none_is_told(observe: Observe, known: Profile) -> None:
    surveyed = _survey(observe, known.model_copy(update={"accounts": {}}))
    assert "没有可用的" in surveyed["登录"].page.failure
    assert surveyed["办事指南"].page.failure == ""
    for name in ("申报表单", "我的办件", "我的证照", "我的评价"):
        assert surveyed[name].page.failure != "", name
