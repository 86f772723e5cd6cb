"""Make each fact by visiting the live portal: one journey per matter and identity, in the order a person would.

Each identity is a visitor with a tab. Where the last fact left it is the visitor's position, so that the next fact of
the same journey goes on from there and no page is opened twice; from anywhere else it opens its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from playwright.sync_api import Browser
from playwright.sync_api import Error as BrowserError

from zicha.model.facts.journey import Submission
from zicha.model.facts.records import Sighting
from zicha.model.finding import Uncheckable
from zicha.model.matter import Identity, Matter
from zicha.portal.interface import Keep
from zicha.portal.live.application_visit import ApplicationVisit
from zicha.portal.live.downloads import ReadDocument
from zicha.portal.live.gatekeeper import Gatekeeper
from zicha.portal.live.guide_visit import GuideVisit
from zicha.portal.live.outages import Outages
from zicha.portal.live.pace import Pace
from zicha.portal.live.personal_centre import PersonalCentre
from zicha.portal.live.processes import memory_of
from zicha.portal.live.terms import Terms
from zicha.portal.live.visitor import Visitor
from zicha.portal.permission import gate_of


@dataclass(frozen=True, slots=True)
class Journey:
    """One identity on its way: the visitor, and what it does at each part of the portal."""

    visitor: Visitor
    guide: GuideVisit
    application: ApplicationVisit
    centre: PersonalCentre


class LiveObserver:
    """The Observer over a browser.

    `sessions` are those of an earlier browser, to go on with. So many `ways` to a form are gone before an end short of
    it is believed.
    """

    def __init__(
        self,
        browser: Browser,
        context_options: Mapping[str, Any],
        terms: Terms,
        read_document: ReadDocument,
        trace: Path | None = None,
        sessions: Mapping[Identity, Any] = MappingProxyType({}),
        ways: int = 2,
    ) -> None:
        self._ways = ways
        self._sessions = sessions
        self._browser = browser
        self._options = context_options
        self._terms = terms
        self._read_document = read_document
        self._trace = trace
        limits = terms.profile.limits
        self._pace = Pace(limits.interval, pages_a_day=terms.permission.pages_a_day(limits.pages_a_day))
        self._outages = Outages(limits.outage)
        self._journeys: dict[Identity, Journey] = {}
        self.gatekeeper = Gatekeeper(browser, gate_of(terms.profile, terms.permission))

    def close(self) -> None:
        for journey in self._journeys.values():
            journey.visitor.close(self._trace)
        self.gatekeeper.close()

    def end(self) -> None:
        """Close, and end the browser."""
        with suppress(BrowserError):  # of a page that crashed
            self.close()
        self._browser.close()

    def is_well(self) -> bool:
        """Return whether the browser answers, and none of its pages has crashed."""
        has_crashed = any(journey.visitor.has_crashed for journey in self._journeys.values())
        return not has_crashed and self.gatekeeper.is_heard()

    def memory(self) -> int:
        """Return how many bytes the browser holds; 0 where nobody tells."""
        return memory_of(self._browser)

    def sessions(self) -> Mapping[Identity, Any]:
        """Return the sessions that a person has opened, as they are now."""
        return {identity: each.visitor.session() for identity, each in self._journeys.items()} | {
            identity: session for identity, session in self._sessions.items() if identity not in self._journeys
        }

    def login(self, identity: Identity) -> Sighting:
        visitor = self.journey(identity).visitor
        fact = visitor.login()
        return Sighting(fact, visitor.tab.snapshot("login", picture=not fact.logged_in), visitor.personal)

    def guide(self, matter: Matter) -> Sighting:
        return self.journey(matter.identities[0]).guide.read(matter)

    def forms(self, matter: Matter) -> Sighting:
        return self.journey(matter.identities[0]).guide.files(matter)

    def evaluation(self, matter: Matter) -> Sighting:
        return self.journey(matter.identities[0]).guide.evaluation(matter)

    def application(self, matter: Matter, identity: Identity) -> Sighting:
        return self._logged_in(identity).application.look_at_form(matter)

    def submission(self, matter: Matter, identity: Identity, keep: Keep) -> Sighting:
        return self._logged_in(identity).application.hand_in(matter, keep)

    def landing(self, identity: Identity, submission: Submission) -> Sighting | None:
        return self._logged_in(identity).application.land(submission)

    def progress(self, matter: Matter, identity: Identity, number: str) -> Sighting:
        visitor, centre = self._at_home(identity)
        fact = centre.progress(number)
        return Sighting(fact, visitor.tab.snapshot("progress", picture=not fact.listed), visitor.personal)

    def licences(self, matter: Matter, identity: Identity) -> Sighting:
        visitor, centre = self._at_home(identity)
        fact = centre.licences()
        return Sighting(fact, visitor.tab.snapshot("licences", picture=fact.message != ""), visitor.personal)

    def prompt(self, matter: Matter, identity: Identity, number: str, is_test_application: bool) -> Sighting:
        visitor, centre = self._at_home(identity)
        fact = centre.prompt(number, is_test_application)
        tab = centre.evaluation_tab or visitor.tab
        return Sighting(fact, tab.snapshot("prompt", picture=is_test_application), visitor.personal)

    def rating(self, matter: Matter, identity: Identity, number: str) -> Sighting:
        visitor, centre = self._at_home(identity)
        fact, tab = centre.rate(number)
        snapshots = tab.snapshot("rating", picture=True)
        centre.close_evaluation()
        return Sighting(fact, snapshots, visitor.personal)

    def evaluations(self, matter: Matter, identity: Identity, number: str) -> Sighting:
        visitor, centre = self._at_home(identity)
        fact = centre.evaluations(number, matter.name)
        return Sighting(fact, visitor.tab.snapshot("evaluations", picture=not fact.listed), visitor.personal)

    def withdrawal(self, identity: Identity, number: str) -> Sighting:
        visitor, centre = self._at_home(identity)
        fact = centre.withdraw(number)
        return Sighting(fact, visitor.tab.snapshot("withdrawal", picture=True), visitor.personal)

    def cases_since(self, matter: Matter, identity: Identity, since: datetime) -> tuple[str, ...]:
        _, centre = self._at_home(identity)
        return centre.cases_since(matter.name, since)

    def _at_home(self, identity: Identity) -> tuple[Visitor, PersonalCentre]:
        """Return the visitor and its personal centre, having left any form that stood open."""
        journey = self._logged_in(identity)
        journey.visitor.leave()
        return journey.visitor, journey.centre

    def _logged_in(self, identity: Identity) -> Journey:
        """Return the journey of an identity. Raise Uncheckable when it cannot be logged in."""
        journey = self.journey(identity)
        journey.visitor.require_login()
        return journey

    def journey(self, identity: Identity) -> Journey:
        """Return the journey of an identity, begun when first asked for."""
        if identity not in self._journeys:
            self._journeys[identity] = journey = self._begin(identity)
            if self._trace is not None:
                journey.visitor.record()
            with suppress(Uncheckable):  # told by the login check; a guide can be read without a login
                journey.visitor.login()
        return self._journeys[identity]

    def _begin(self, identity: Identity) -> Journey:
        visitor = Visitor(
            self._browser, self._options, self._terms, identity, self._pace, self.gatekeeper, self._outages
        )
        visitor.go_on_with(self._sessions.get(identity, ()))
        guide = GuideVisit(visitor, self._read_document)
        return Journey(visitor, guide, ApplicationVisit(visitor, guide, self._ways), PersonalCentre(visitor))
