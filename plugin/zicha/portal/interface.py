"""The one interface behind which facts are made: by a live portal in a browser, or from recorded evidence."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from zicha.model.facts.records import FactKey, FirstLook, Record, Sighting
from zicha.model.matter import Identity, Matter

Keep = Callable[[Sighting], object]
"""Keeps at once what is known so far of a deed, as whoever does it may die before all of it is seen."""


class Portal(Protocol):
    """Whoever gives the record of each fact. A record holds the fact, or the reason why it could not be observed."""

    def login(self, identity: Identity) -> Record: ...

    def guide(self, matter: Matter) -> Record: ...

    def forms(self, matter: Matter) -> Record: ...

    def evaluation(self, matter: Matter) -> Record: ...

    def application(self, matter: Matter, identity: Identity) -> Record: ...

    def submission(self, matter: Matter, identity: Identity) -> Record: ...

    def progress(self, matter: Matter, identity: Identity, number: str) -> Record: ...

    def licences(self, matter: Matter, identity: Identity) -> Record: ...

    def prompt(self, matter: Matter, identity: Identity, number: str, is_test_application: bool) -> Record: ...

    def rating(self, matter: Matter, identity: Identity, number: str) -> Record: ...

    def evaluations(self, matter: Matter, identity: Identity, number: str) -> Record: ...


class Observer(Protocol):
    """Whoever makes fresh facts, raising Uncheckable when a page failed for a reason that is nobody's defect."""

    def login(self, identity: Identity) -> Sighting: ...

    def guide(self, matter: Matter) -> Sighting: ...

    def forms(self, matter: Matter) -> Sighting: ...

    def evaluation(self, matter: Matter) -> Sighting: ...

    def application(self, matter: Matter, identity: Identity) -> Sighting: ...

    def submission(self, matter: Matter, identity: Identity, keep: Keep) -> Sighting:
        """Hand in a test application; `keep` it as soon as its number is seen, before anything else is done."""

    def progress(self, matter: Matter, identity: Identity, number: str) -> Sighting: ...

    def licences(self, matter: Matter, identity: Identity) -> Sighting: ...

    def prompt(self, matter: Matter, identity: Identity, number: str, is_test_application: bool) -> Sighting: ...

    def rating(self, matter: Matter, identity: Identity, number: str) -> Sighting: ...

    def evaluations(self, matter: Matter, identity: Identity, number: str) -> Sighting: ...

    def withdrawal(self, identity: Identity, number: str) -> Sighting: ...

    def cases_since(self, matter: Matter, identity: Identity, since: datetime) -> tuple[str, ...]:
        """Return the cases in 我的办件, by their numbers, that may be of a matter and were filed on that day or later.

        Raise Uncheckable when the list cannot be read to its end.
        """


class Archive(Protocol):
    """Where records are kept (see the evidence room)."""

    def lock(self, matter: str, identity: Identity | None) -> AbstractContextManager[None]: ...

    def read(self, key: FactKey) -> Record | None: ...

    def announce(self, key: FactKey) -> bool: ...

    def announced_at(self, key: FactKey) -> datetime | None: ...

    def write(
        self, key: FactKey, sighting: Sighting, portal: str, demo: bool, first: FirstLook | None = None
    ) -> Record: ...

    def write_failure(
        self, key: FactKey, reason: str, at: datetime, portal: str, demo: bool, first: FirstLook | None = None
    ) -> Record: ...
