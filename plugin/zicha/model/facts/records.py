"""How facts are kept: the key of a fact, the record of it, and the pages and pictures beside it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Annotated

from pydantic import AwareDatetime, Field

from zicha.model.base import Model
from zicha.model.facts.case import Evaluations, Licences, Progress, Prompt, Rating, Withdrawal
from zicha.model.facts.forms import FormFiles
from zicha.model.facts.guide import EvaluationPage, GuidePage
from zicha.model.facts.journey import Application, Login, Submission
from zicha.model.matter import Identity
from zicha.model.page import OpenedPage

Fact = Annotated[
    Login
    | GuidePage
    | Application
    | Submission
    | Progress
    | Licences
    | Prompt
    | Rating
    | Evaluations
    | Withdrawal
    | EvaluationPage
    | FormFiles,
    Field(discriminator="kind"),
]


class FactKey(Model):
    """What a fact is about: a kind of fact, a matter (empty for the portal as a whole), an identity, a case."""

    kind: str
    matter: str = ""
    identity: Identity | None = None
    case: str = ""
    look: int = 1
    """2 at the end of the run, where the first look met something that did not come."""


class Snapshot(Model):
    """A page or picture kept beside a fact. `path` is relative to the evidence folder."""

    path: str
    sha256: str
    media: str
    url: str


class FirstLook(Model):
    """What a second look follows: when the first one was, and what had not come then."""

    at: AwareDatetime
    silence: str


class Record(Model):
    """One entry of the evidence: a fact, or the reason why it could not be observed, and its snapshots.

    `first` is given where this is the second look at something.
    """

    key: FactKey
    portal: str
    demo: bool
    at: AwareDatetime
    fact: Fact | None = None
    failure: str = ""
    snapshots: tuple[Snapshot, ...] = ()
    first: FirstLook | None = None

    @property
    def silence(self) -> str:
        """What did not come, open or answer; empty where everything did."""
        return self.failure or (self.fact.silence if self.fact is not None else "")


def mark_of(address: str) -> str:
    """Return by what the name of a file of the evidence says which form it shows: a digest of the form's address."""
    return hashlib.sha256(address.encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class RawSnapshot:
    """A page or picture as the browser gave it, not yet masked."""

    name: str
    content: bytes
    media: str
    url: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """A fact fresh from the portal, with its raw snapshots and the personal values that were on the pages.

    `pages` are what it was read from, where a better reader may read them again.
    """

    fact: Fact
    snapshots: tuple[RawSnapshot, ...] = ()
    personal: frozenset[str] = frozenset()
    pages: tuple[OpenedPage, ...] = ()
