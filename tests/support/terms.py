"""The terms of a visit, in as few words as a test needs."""

from __future__ import annotations

from tests.support.facts import THRESHOLDS
from zicha.inspection.run import now
from zicha.portal.live.terms import Terms
from zicha.portal.permission import Permission
from zicha.portal.profile import Profile


def terms_of(profile: Profile, permission: Permission | None = None) -> Terms:
    return Terms(profile, THRESHOLDS, permission or Permission(), now)
