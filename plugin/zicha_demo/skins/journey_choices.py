"""The choices of a skin that make an application and the personal centre. The first of each is the usual one."""

from __future__ import annotations

from typing import Literal

from zicha.model.base import Model


class JourneyChoices(Model):
    """How the pages behind 在线办理 are built."""

    fields: Literal["label_for", "cells", "two_columns", "floating", "span", "above"] = "label_for"
    required: Literal["star", "behind", "drawn", "colour", "word"] = "star"
    lists: Literal["native", "drawn"] = "native"
    dates: Literal["native", "calendar"] = "native"
    hints: Literal["under", "beside"] = "under"
    situation: Literal["radio", "select", "cards", "links"] = "radio"
    progress: Literal["list", "sentence", "none"] = "list"
    complaints: Literal["list", "lines", "alert", "toast", "dialog"] = "list"
    handed_in: Literal["sentence", "lone_code", "pair", "toast", "dialog"] = "sentence"
    uploads: Literal["table", "grid", "cards"] = "table"
    attaching: Literal["field", "hidden", "made", "box"] = "field"
    shell: Literal["none", "frame", "hash_route"] = "none"
    over: Literal["page", "dialog", "drawer"] = "page"
    pages: Literal["steps", "one", "folded", "tabbed"] = "steps"
