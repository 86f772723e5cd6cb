"""One observer where a run has one after another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from zicha.model.matter import Matter
from zicha.portal.authorisation import Deed
from zicha.portal.interface import Observer, Seen


@dataclass(frozen=True)
class OneObserver:
    """Lets every look go through the same observer."""

    observer: Observer

    def see(self, deed: Deed, matter: Matter | None, look: Callable[[Observer], Seen]) -> Seen:
        return look(self.observer)
