"""A guide gives the same facts in all four presets, with every wording and every kind of dirt the portal has."""

from __future__ import annotations

import pytest

from tests.support.live_matters import HEALTHY, MAKES
from zicha.model.facts.guide import Element, GuidePage
from zicha.model.facts.journey import Application, Ending, Submission
from zicha.model.matter import Matter
from zicha.portal.recorded import RecordedPortal
from zicha.published.limits import shown_limits
from zicha.published.material_names import normalise
from zicha_demo.publication import Publication
from zicha_demo.server import DemoPortal

BOTH = HEALTHY[MAKES:]


def _publication(demo: DemoPortal, matter: Matter) -> Publication:
    return next(each for each in demo.publications if each.code == matter.code)


@pytest.fixture(params=HEALTHY, ids=lambda matter: matter.name[4:6])
def matter(request: pytest.FixtureRequest) -> Matter:
    chosen: Matter = request.param
    return chosen


def test_a_guide_says_what_is_published(demo: DemoPortal, portal: RecordedPortal, matter: Matter) -> None:
    guide, published = portal.guide(matter).fact, _publication(demo, matter)
    assert isinstance(guide, GuidePage)
    for element, limit in (
        (Element.LEGAL_LIMIT, matter.guide.legal_limit),
        (Element.PROMISED_LIMIT, matter.guide.promised_limit),
    ):
        assert {each for shown in guide.shown(element) for each in shown_limits(shown)} == {limit}
    names = [group.text(Element.MATERIAL_NAME) for group in guide.materials]
    assert [normalise(name) for name in names] == [normalise(each.name) for each in published.materials]
    assert [each.text(Element.STEP_NAME) for each in guide.steps] == [each.name for each in published.steps]
    assert [each.text(Element.STEP_LIMIT) for each in guide.steps] == [each.limit for each in published.steps]
    assert [each.text(Element.ANSWER) for each in guide.questions] == [each.answer for each in published.questions]
    assert {shown.text for shown in guide.shown(Element.CODE)} == {matter.code}


def test_the_data_behind_a_guide_are_kept_with_it(demo: DemoPortal, portal: RecordedPortal, matter: Matter) -> None:
    record, published = portal.guide(matter), _publication(demo, matter)
    assert isinstance(record.fact, GuidePage)
    assert record.fact.data is not None
    assert record.fact.data.note == ""
    assert [value.text for value in record.fact.data.values if value.element is Element.CODE] == [matter.code]
    names = [group.text(Element.MATERIAL_NAME) for group in record.fact.data.materials]
    assert names == [each.name for each in published.materials]
    assert record.fact.data.url in [snapshot.url for snapshot in record.snapshots]


def test_all_makes_of_pages_are_visited(demo: DemoPortal) -> None:
    """Otherwise the tests above would prove less than they say."""
    made = [_publication(demo, matter) for matter in HEALTHY]
    assert len({(each.skin.panes, each.entry.opens) for each in made}) == MAKES
    assert {each.skin.panes for each in made if each.entry.department} == {"page", "folded", "tabs", "hash"}


@pytest.mark.parametrize("matter", BOTH, ids=lambda matter: matter.name[4:6])
def test_a_departments_own_system_is_applied_at(demo: DemoPortal, portal: RecordedPortal, matter: Matter) -> None:
    """The form stands on another origin, reached without a second login, and takes an application."""
    application = portal.application(matter, matter.identities[0]).fact
    assert isinstance(application, Application)
    assert application.ending is Ending.FORM
    assert application.other_site
    assert application.url.startswith(demo.department_url)
    submission = portal.submission(matter, matter.identities[0]).fact
    assert isinstance(submission, Submission)
    assert submission.number
