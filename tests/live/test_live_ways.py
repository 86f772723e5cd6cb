"""Ways to a form that are right in unusual clothes, and whose doing a lost login is.

That each wrong way ticks its box is proved by tests/matrix.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.support.live_matters import HEALTHY
from tests.support.live_portals import LIMITS, Observe
from zicha.model.facts.journey import Application, Ending, MatterMention
from zicha.model.facts.records import Sighting
from zicha.model.matter import Identity
from zicha.portal.live.observer import LiveObserver
from zicha.portal.profile import Profile, load_profile
from zicha_demo.defects import Defects
from zicha_demo.server import DemoPortal

LEGAL = Identity.LEGAL_PERSON
MATTER = HEALTHY[0]
Walk = Callable[[dict[str, object]], Sighting]


@pytest.fixture
def walk(observe: Observe) -> Walk:
    """The way to the form of a matter that is published with changes."""

    def through(changes: dict[str, object]) -> Sighting:
        variant = {"框": "A3", "变体": "样子", "说明": "样子", "改动": changes}
        planting = {"事项": MATTER.name, "框": "A3", "变体": "样子"}
        defects = Defects.model_validate({"variants": [variant], "plantings": [planting]})
        with DemoPortal(HEALTHY[:1], defects, published={}) as portal:
            profile = load_profile("demo", portal.url).model_copy(update={"limits": LIMITS})
            return observe(profile).application(MATTER, LEGAL)

    return through


def way(sighting: Sighting) -> Application:
    assert isinstance(sighting.fact, Application)
    return sighting.fact


def test_a_form_in_a_frame_is_reached_read_and_kept(walk: Walk) -> None:
    """Of another origin: the portal's page holds the department's system."""
    sighting = walk({"landing.shell": "foreign_frame"})
    fact = way(sighting)
    assert fact.ending is Ending.FORM
    assert fact.form is not None
    assert any(field.prefilled for field in fact.form.fields)
    assert fact.other_site, "the page in the tab is the portal's, the form is not"
    inner = [urlsplit(hop.url) for hop in fact.hops if hop.inner]
    assert {"/sso/jump", "/sso/callback"} <= {hop.path for hop in inner}
    assert len({hop.netloc for hop in inner}) == 2
    pages = [snapshot.content.decode() for snapshot in sighting.snapshots]
    assert len(pages) == 2
    assert "<fieldset" in pages[1]


@pytest.mark.parametrize("department", [False, True], ids=["portal", "department"])
def test_a_route_behind_the_hash_is_an_address(department: bool, walk: Walk) -> None:
    fact = way(walk({"landing.shell": "hash_route", "entry.department": department}))
    assert (fact.ending, fact.named, fact.other_site) == (Ending.FORM, MatterMention.YES, department)
    assert fact.hops[-1].url.endswith(f"#/sb/{MATTER.code}")
    assert fact.hops[-1].url == fact.url


def test_every_redirect_of_a_long_sign_on_is_a_hop(walk: Walk) -> None:
    fact = way(walk({"entry.department": True, "sign_on.hops": 3}))
    assert fact.ending is Ending.FORM
    assert [urlsplit(hop.url).path for hop in fact.hops].count("/sso/callback") == 3


class TestWhoseDoing:
    """A login that is gone everywhere has ended; one that only a page of the way has lost, that page has lost."""

    @pytest.fixture
    def visited(self, chromium: Browser, observe: Observe, profile: Profile) -> tuple[LiveObserver, Callable[[], None]]:
        """An observer that has logged in, and how its login is taken from it unawares."""
        before, observer = list(chromium.contexts), observe(profile)
        observer.login(LEGAL)
        (own,) = (context for context in chromium.contexts if context not in before)
        return observer, own.clear_cookies

    def test_a_login_lost_before_is_not_this_matters(self, visited: tuple[LiveObserver, Callable[[], None]]) -> None:
        observer, forget = visited
        forget()
        fact = way(observer.application(MATTER, LEGAL))
        assert (fact.ending, fact.lost) == (Ending.FORM, ())

    def test_one_that_is_gone_everywhere_has_ended(self, visited: tuple[LiveObserver, Callable[[], None]]) -> None:
        """However the guide had greeted: the personal centre asks for a login as well."""
        observer, forget = visited
        observer.guide(MATTER)
        forget()
        fact = way(observer.application(MATTER, LEGAL))
        assert (fact.ending, fact.lost) == (Ending.FORM, ())

    def test_one_that_a_page_alone_has_lost_is(self, walk: Walk) -> None:
        fact = way(walk({"session.lost_at": "form", "session.once": True}))
        (lost,) = fact.lost
        assert fact.ending is Ending.FORM, "logged in again, the way was gone to its end"
        assert urlsplit(lost.url).path == "/tacs-uc/login/index"
        assert lost.action.startswith("点击“")
        assert 0 <= lost.age < 600
        assert lost.hops[0].action == "打开办事指南"
