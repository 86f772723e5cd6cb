"""The one interface behind which facts are made: by a live portal in a browser, or from recorded evidence."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from zicha.model.facts import FactKey, Record, Sighting
from zicha.model.matter import Identity, Matter


class Uncheckable(Exception):
    """未能核查: the portal, the network, the account or our own code failed. The message is the reason, in Chinese."""


class Portal(Protocol):
    """Gives the record of each fact. A record holds the fact, or the reason why it could not be observed."""

    def login(self, identity: Identity) -> Record: ...

    def guide(self, matter: Matter) -> Record: ...

    def evaluation(self, matter: Matter) -> Record: ...

    def application(self, matter: Matter, identity: Identity) -> Record: ...

    def submission(self, matter: Matter, identity: Identity) -> Record: ...

    def progress(self, matter: Matter, identity: Identity, number: str) -> Record: ...

    def licences(self, matter: Matter, identity: Identity) -> Record: ...


class Observer(Protocol):
    """Makes fresh facts. Raises Uncheckable when a page failed for a reason that is nobody's defect."""

    def login(self, identity: Identity) -> Sighting: ...

    def guide(self, matter: Matter) -> Sighting: ...

    def evaluation(self, matter: Matter) -> Sighting: ...

    def application(self, matter: Matter, identity: Identity) -> Sighting: ...

    def submission(self, matter: Matter, identity: Identity) -> Sighting: ...

    def progress(self, matter: Matter, identity: Identity, number: str) -> Sighting: ...

    def licences(self, matter: Matter, identity: Identity) -> Sighting: ...


class Archive(Protocol):
    """Where records are kept (see the evidence room)."""

    def lock(self, matter: str, identity: Identity | None) -> AbstractContextManager[None]: ...

    def read(self, key: FactKey) -> Record | None: ...

    def announce(self, key: FactKey) -> bool: ...

    def write(self, key: FactKey, sighting: Sighting, portal: str, demo: bool) -> Record: ...

    def write_failure(self, key: FactKey, reason: str, at: datetime, portal: str, demo: bool) -> Record: ...
