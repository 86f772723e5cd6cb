"""By what a portal's facts are judged: the catalogue, with the overrides of the portal's profile."""

from __future__ import annotations

from typing import NamedTuple

from zicha.catalogue.settings import OverrideError, rule_settings, thresholds, values
from zicha.model.rule_settings import RuleSettings
from zicha.model.thresholds import Thresholds
from zicha.portal.profile import Profile, ProfileError


class Settings(NamedTuple):
    """What the manifest of a run carries."""

    thresholds: Thresholds
    rules: RuleSettings
    values: dict[str, dict[str, tuple[str, ...]]]


def settings_of(profile: Profile, source: str) -> Settings:
    """Return the settings of a portal, whose profile came from `source`. Raise ProfileError."""
    try:
        return Settings(thresholds(profile.thresholds), rule_settings(profile.rules), values(profile.values))
    except OverrideError as error:
        raise ProfileError(f"门户配置 {source}：{error}") from error
