"""Handing in a test application (测试件): fill in the form with test data, attach test files, submit once.

It starts at the form that `application.walk_to_form` reached, and only reports what it saw.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from zicha.model.facts import Demand, Element
from zicha.portal.guide_reader import read_guide
from zicha.portal.live.application import said_by, shorten
from zicha.portal.live.form import choose, typed_fields
from zicha.portal.live.invented_data import UPLOAD, value_for
from zicha.portal.live.tab import Look, Tab
from zicha.portal.profile import Profile

_LONGEST_WAY = 12


@dataclass(frozen=True, slots=True)
class HandedIn:
    """How handing in ended: the number when there is one, else what the page said; and what was asked for."""

    tab: Tab
    number: str
    demands: tuple[Demand, ...]
    message: str = ""
    dead: bool = False
    refused: bool = False


def hand_in(tab: Tab, profile: Profile) -> HandedIn:
    """Fill in the form that stands in the tab with test data, attach test files, and submit once."""
    demands: tuple[Demand, ...] = ()
    look = tab.look()
    for _ in range(_LONGEST_WAY):
        look = _fill(tab, look, profile)
        demands = demands or _demands(tab, look, profile)
        button = look.button(profile.entries["next"]) or look.button(profile.entries["submit"])
        if button is None:
            refused = profile.meaning(look.text, "refused") != ""
            return HandedIn(tab, "", demands, said_by(tab, look, profile) or shorten(look.main), refused=refused)
        moved = tab.click(button, f"点击“{button.text}”")
        if moved is None:
            return HandedIn(tab, "", demands, f"点击“{button.text}”后页面没有反应", dead=True)
        tab, look = moved, moved.look()
        if number := _number(look, profile):
            return HandedIn(tab, number, demands)
        if look.dialogs:
            refused = any(profile.meaning(message, "refused") for message in look.dialogs)
            return HandedIn(tab, "", demands, shorten(look.dialogs[0]), refused=refused)
    return HandedIn(tab, "", demands, "未能到达提交成功页面")


def _fill(tab: Tab, look: Look, profile: Profile) -> Look:
    """Put test data into what is empty and required, attach files, fetch licences. Returns the page as it is then."""
    choose(tab, look, profile)
    for field in look.fields:
        if field.type == "file":
            tab.field(field).set_input_files([UPLOAD])
        elif field in typed_fields(look) and field.required and not field.value and not field.read_only:
            if field.type == "select":
                tab.field(field).select_option(next((value for value in field.options if value), ""))
            else:
                tab.field(field).fill(value_for(field))
    for _ in look.buttons:  # each licence is fetched by a click of its own
        button = look.button(profile.entries["fetch_licence"])
        if button is None or button.disabled or tab.click(button, f"点击“{button.text}”") is None:
            break
        look = tab.look()
    return look


def _demands(tab: Tab, look: Look, profile: Profile) -> tuple[Demand, ...]:
    """What the page asks to hand in, empty when it is not the page of the materials."""
    if not any(label in look.text for label in profile.labels[Element.MATERIAL_NAME][:2]):
        return ()
    rows = read_guide([("", source) for source in tab.sources()], profile).group("申请材料")
    details = (Element.MATERIAL_KIND, Element.COPIES)
    return tuple(
        Demand(
            name=row.text(Element.MATERIAL_NAME).strip("*＊ "),
            requirement="，".join(text for text in map(row.text, details) if text),
            way=row.text(Element.MEDIUM),
        )
        for row in rows
    )


def _number(look: Look, profile: Profile) -> str:
    """The 办件编号 that a page announces."""
    labels = "|".join(map(re.escape, profile.columns["number"]))
    match = re.search(rf"(?:{labels})\s*[：:]\s*([0-9A-Z]{{8,50}})", look.text)
    return match[1] if match else ""
