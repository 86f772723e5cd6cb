"""Where a visitor is: what one fact leaves for the next, so that no page is opened twice."""

from __future__ import annotations

from dataclasses import dataclass

from zicha.model.facts.guide import GuidePage
from zicha.portal.live.tab import Tab


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """On a page that nothing goes on from."""


@dataclass(frozen=True, slots=True)
class AtGuide:
    """At the guide of a matter, which stands in the visitor's own tab as it was opened.

    `read` is what was read there, with its links as they are: in the evidence they are masked.
    """

    matter: str
    read: GuidePage | None = None


@dataclass(frozen=True, slots=True)
class AtForm:
    """At the application form of a matter, in which nothing has been filled in; perhaps in a tab of its own."""

    matter: str
    tab: Tab


Position = Elsewhere | AtGuide | AtForm
