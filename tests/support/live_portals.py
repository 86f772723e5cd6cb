"""How the live tests meet a portal: with short limits, keeping what is seen as an inspection does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from tests.support.observers import OneObserver
from zicha.evidence.archive import Archive, Manifest
from zicha.inspection.run import now
from zicha.inspection.settings import settings_of
from zicha.model.facts.case import OpenTestApplication
from zicha.portal.interface import Observer, Observers
from zicha.portal.live.look import Look
from zicha.portal.live.observer import LiveObserver
from zicha.portal.profile import Limits, Profile
from zicha.portal.recorded import RecordedPortal

LIMITS = Limits(page=10, spinner=1.5, click=1, attempts=2, interval=0, download=5, megabytes=2)
Observe = Callable[[Profile], LiveObserver]
See = Callable[[str], Look]


def manifest_of(profile: Profile) -> Manifest:
    settings = settings_of(profile, profile.name)
    return Manifest(
        portal=profile.title,
        profile=profile.name,
        address=profile.address,
        demo=True,
        thresholds=settings.thresholds,
        rules=settings.rules,
        started=now(),
    )


def kept(
    folder: Path, observer: Observer, profile: Profile, left_over: Sequence[OpenTestApplication] = ()
) -> RecordedPortal:
    """A portal whose facts one observer makes, kept in a folder."""
    return recorded(folder, OneObserver(observer), profile, left_over)


def recorded(
    folder: Path, observers: Observers, profile: Profile, left_over: Sequence[OpenTestApplication] = ()
) -> RecordedPortal:
    """A portal whose facts are kept in a folder."""
    archive = Archive(folder)
    archive.begin(manifest_of(profile))
    return RecordedPortal(archive, observers, profile.title, True, now, left_over)
