"""The choices of a skin that make a guide. The first of each is the usual one."""

from __future__ import annotations

from typing import Literal

from zicha.model.base import Model


class GuideChoices(Model):
    """How a guide is built, and how its words are dressed."""

    # labelled values
    guide: Literal["table", "dl", "divs", "spans", "cards", "lines", "form", "headings"] = "table"
    columns: Literal["two", "one", "three"] = "two"
    layout: Literal["flow", "flex", "grid", "float", "absolute"] = "flow"
    colons: Literal["none", "full", "half"] = "none"
    numbers: Literal["none", "chinese", "decimal", "arabic"] = "none"
    icons: Literal["none", "before", "after"] = "none"
    units: Literal["value", "label"] = "value"
    buttons: Literal["none", "copy"] = "none"
    cut: Literal["none", "unfold", "ellipsis", "fetched"] = "none"
    # the parts of the page
    panes: Literal["page", "folded", "tabs", "links", "accordion", "anchors", "hash"] = "page"
    panes_come: Literal["fetched", "hidden"] = "fetched"
    headings: Literal["h2", "div", "bold", "legend"] = "h2"
    menu: Literal["none", "side"] = "none"
    frame: Literal["landmarks", "divs", "busy"] = "landmarks"
    framed: Literal["no", "yes"] = "no"
    hidden: Literal["none", "template"] = "none"
    # lists
    materials: Literal["table", "grid", "list", "cards", "pairs"] = "table"
    materials_head: Literal["row", "cells"] = "row"
    details: Literal["row", "dialog", "page", "hidden", "layer"] = "row"
    step_details: Literal["row", "dialog"] = "row"
    badges: Literal["none", "tag", "bracket", "colour"] = "none"
    stars: Literal["none", "star", "asterisk"] = "none"
    files: Literal["columns", "one_cell"] = "columns"
    links: Literal["href", "script", "button"] = "href"
    counts: Literal["joined", "colon", "split"] = "joined"
    serial: Literal["none", "column"] = "none"
    steps: Literal["table", "list", "cards", "circles", "arrows", "sentence", "picture"] = "table"
    questions: Literal["paragraphs", "dl", "cells", "bold", "accordion", "unmarked"] = "paragraphs"
    prose: Literal["paragraphs", "lines", "numbered", "links"] = "paragraphs"
    fees: Literal["table", "pairs"] = "table"
    # words, dress and delivery
    labels: Literal["spread", "first", "last"] = "spread"
    yes_no: Literal["plain", "worded"] = "plain"
    digits: Literal["half", "full"] = "half"
    dirt: Literal["none", "entities", "breaks", "blanks", "invisible"] = "none"
    classes: Literal["own", "element", "ant", "layui", "easyui", "bootstrap", "webforms", "meaningless"] = "own"
    colours: Literal["blue", "red", "green", "grey"] = "blue"
    charset: Literal["utf8", "gbk"] = "utf8"
