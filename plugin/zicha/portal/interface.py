"""What makes facts, and what keeps them: between the two stands `RecordedPortal`, which the checks ask."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol, TypeVar

from zicha.model.facts.journey import Submission
from zicha.model.facts.records import FactKey, FirstLook, Record, Sighting
from zicha.model.matter import Identity, Matter
from zicha.portal.authorisation import Deed

Seen = TypeVar("Seen")
Keep = Callable[[Sighting], object]
"""Keeps at once what is known so far of a deed, as whoever does it may die before all of it is seen."""


class Observer(Protocol):
    """Whoever makes fresh facts, raising Uncheckable when a page failed for a reason that is nobody's defect."""

    def login(self, identity: Identity) -> Sighting: ...

    def guide(self, matter: Matter) -> Sighting: ...

    def forms(self, matter: Matter) -> Sighting: ...

    def evaluation(self, matter: Matter) -> Sighting: ...

    def application(self, matter: Matter, identity: Identity) -> Sighting: ...

    def submission(self, matter: Matter, identity: Identity, keep: Keep) -> Sighting:
        """Hand in a test application; `keep` it as soon as its number is seen, before anything else is done."""

    def landing(self, identity: Identity, submission: Submission) -> Sighting | None:
        """Return a submission whose landing page did not come with the number on that page; None where it has none."""

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


class Observers(Protocol):
    """Whoever lets one look through an observer, one look after the other."""

    def see(self, deed: Deed, matter: Matter | None, look: Callable[[Observer], Seen]) -> Seen:
        """Return what a look gives. Raise Uncheckable where its deed is not allowed, or nobody lives to see it."""


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
