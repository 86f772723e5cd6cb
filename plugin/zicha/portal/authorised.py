"""Only what its authorisation allows is looked at, and when it does: everything else is 未能核查."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from zicha.model.finding import Uncheckable
from zicha.model.matter import Matter
from zicha.portal.authorisation import Authorisation, Deed
from zicha.portal.interface import Observer, Observers, Seen


class AuthorisedObservers:
    """Asks the authorisation before each look, as its hours may end while a run goes on."""

    def __init__(self, observers: Observers, authorisation: Authorisation, clock: Callable[[], datetime]) -> None:
        self._observers = observers
        self._authorisation = authorisation
        self._clock = clock

    def see(self, deed: Deed, matter: Matter | None, look: Callable[[Observer], Seen]) -> Seen:
        if reason := self._authorisation.refusal(deed, matter, self._clock()):
            raise Uncheckable(reason)
        return self._observers.see(deed, matter, look)
