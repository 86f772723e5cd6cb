"""An observer that looks only at what its authorisation allows, and when: everything else is 未能核查."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from zicha.model.facts.records import Sighting
from zicha.model.finding import Uncheckable
from zicha.model.matter import Identity, Matter
from zicha.portal.authorisation import Authorisation, Deed
from zicha.portal.interface import Keep, Observer


class AuthorisedObserver:
    """Asks the authorisation before each look, as its hours may end while a run goes on."""

    def __init__(self, observer: Observer, authorisation: Authorisation, clock: Callable[[], datetime]) -> None:
        self._observer = observer
        self._authorisation = authorisation
        self._clock = clock

    def login(self, identity: Identity) -> Sighting:
        self._require(Deed.LOG_IN)
        return self._observer.login(identity)

    def guide(self, matter: Matter) -> Sighting:
        self._require(Deed.VIEW, matter)
        return self._observer.guide(matter)

    def forms(self, matter: Matter) -> Sighting:
        self._require(Deed.VIEW, matter)
        return self._observer.forms(matter)

    def evaluation(self, matter: Matter) -> Sighting:
        self._require(Deed.VIEW, matter)
        return self._observer.evaluation(matter)

    def application(self, matter: Matter, identity: Identity) -> Sighting:
        self._require(Deed.LOG_IN, matter)
        return self._observer.application(matter, identity)

    def submission(self, matter: Matter, identity: Identity, keep: Keep) -> Sighting:
        self._require(Deed.SUBMIT, matter)
        return self._observer.submission(matter, identity, keep)

    def progress(self, matter: Matter, identity: Identity, number: str) -> Sighting:
        self._require(Deed.LOG_IN, matter)
        return self._observer.progress(matter, identity, number)

    def licences(self, matter: Matter, identity: Identity) -> Sighting:
        self._require(Deed.LOG_IN, matter)
        return self._observer.licences(matter, identity)

    def prompt(self, matter: Matter, identity: Identity, number: str, is_test_application: bool) -> Sighting:
        self._require(Deed.LOG_IN, matter)
        return self._observer.prompt(matter, identity, number, is_test_application)

    def rating(self, matter: Matter, identity: Identity, number: str) -> Sighting:
        self._require(Deed.EVALUATE, matter)
        return self._observer.rating(matter, identity, number)

    def evaluations(self, matter: Matter, identity: Identity, number: str) -> Sighting:
        self._require(Deed.LOG_IN, matter)
        return self._observer.evaluations(matter, identity, number)

    def withdrawal(self, identity: Identity, number: str) -> Sighting:
        self._require(Deed.WITHDRAW)
        return self._observer.withdrawal(identity, number)

    def cases_since(self, matter: Matter, identity: Identity, since: datetime) -> tuple[str, ...]:
        self._require(Deed.LOG_IN, matter)
        return self._observer.cases_since(matter, identity, since)

    def _require(self, deed: Deed, matter: Matter | None = None) -> None:
        if reason := self._authorisation.refusal(deed, matter, self._clock()):
            raise Uncheckable(reason)
