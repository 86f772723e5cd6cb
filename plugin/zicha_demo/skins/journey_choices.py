"""The choices of a skin that make an application and the personal centre. The first of each is the usual one."""

from __future__ import annotations

from zicha.model.base import Model


class JourneyChoices(Model):
    """How the pages behind 在线办理 and those of the personal centre are built."""
