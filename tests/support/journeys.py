"""The way from a guide to the form, over pages as a test gives them."""

from __future__ import annotations

from typing import Any

from tests.support.authorisations import permitted
from tests.support.matters import make_matter
from tests.support.tab import FakeTab, Late, button, look
from tests.support.terms import terms_of
from zicha.model.matter import Identity
from zicha.portal.live.application import ApplicationJourney, JourneyEnd
from zicha.portal.live.look import Look
from zicha.portal.permission import Permission
from zicha.portal.profile import load_profile

PORTAL, DEPARTMENT = "http://portal.example", "http://dept.example"
PROFILE = load_profile("demo", PORTAL)
MATTER = make_matter()
APPLY = f"{PORTAL}/apply/{MATTER.code}"
"""The portal's own form, whose address names the matter."""


def page(own: str = "", url: str = APPLY, **more: Any) -> Look:
    return look(own, url, **more)


EVERYWHERE = permitted("portal.example", "dept.example")
GUIDE = page("承诺办结时限 5个工作日", f"{PORTAL}/portal/guide/X", buttons=(button("在线办理"),))


def walked(
    *pages: Look | Late,
    identity: Identity = Identity.LEGAL_PERSON,
    status: int = 200,
    alerts: tuple[str, ...] = (),
    guide: Look = GUIDE,
    permission: Permission = EVERYWHERE,
) -> tuple[JourneyEnd, list[str]]:
    """The way from the guide over these pages, and what was clicked on it."""
    tab = FakeTab(guide, *pages, status=status, alerts=alerts)
    journey = ApplicationJourney(tab, tab.look(), MATTER, identity, terms_of(PROFILE, permission))
    return journey.go_to_form(), tab.clicked
