"""上传申报材料: what a page of an application asks to hand in, and whether the licences it offers come."""

from __future__ import annotations

import re
import time

from playwright.sync_api import Error as BrowserError

from zicha.model.facts.guide import Element, ShownGroup
from zicha.model.facts.journey import DemandedMaterial, LicenceFetch
from zicha.portal.guide.reader import read_guide
from zicha.portal.live.application import shorten
from zicha.portal.live.look import Button, Look
from zicha.portal.live.proof_page import require_no_proof
from zicha.portal.live.tab import Tab
from zicha.portal.live.terms import Terms
from zicha.portal.profile import Profile
from zicha.text.undoing import asks_to_undo

_MATERIALS = "申请材料"


def see_demands(tab: Tab, look: Look, terms: Terms) -> tuple[tuple[DemandedMaterial, ...], Look]:
    """Return what the page asks to hand in, none if it is not that of the materials, and the page as it is then.

    Each licence that is not there yet is fetched by a click of its own.
    """
    demands, profile = [], terms.profile
    for row in _materials(tab, look, profile):
        name = row.text(Element.MATERIAL_NAME).strip("*＊ ")
        beside = next((text for text in look.rows if _is_row_of(name, text)), "")
        demand = DemandedMaterial(
            name=name,
            requirement="，".join(text for text in (row.text(Element.MATERIAL_KIND), _counts(row)) if text),
            way=row.text(Element.MEDIUM),
            necessity=row.text(Element.NECESSITY),
            row=shorten(beside),
            upload=_takes_a_file(look, name),
        )
        button = _fetch_button(look, name, profile)
        if button is not None and not _is_there(beside, profile):
            fetch = _fetch(tab, look, button, name, terms)
            demand, look = demand.model_copy(update={"fetch": fetch}), tab.look()
        demands.append(demand)
    return tuple(demands), look


def spares(row: str, profile: Profile) -> bool:
    """Return whether the row of a material says that nothing needs to be handed in."""
    spared = profile.meaning(row, "licence_spared") and not profile.meaning(row, "licence_missing")
    return bool(spared) or _is_there(row, profile)


def _materials(tab: Tab, look: Look, profile: Profile) -> tuple[ShownGroup, ...]:
    """Return the lines of the page's list of materials. One word alone may be the label of a field."""
    if not any(label in look.text for label in profile.labels[Element.MATERIAL_NAME]):
        return ()
    lines = read_guide([("", tab.page_record())], _with_headings(look, profile)).group(_MATERIALS)
    is_list = any(f.type == "file" for f in look.fields) or any(len(line.values) > 1 for line in lines)
    return lines if is_list else ()


def _with_headings(look: Look, profile: Profile) -> Profile:
    """Return the profile with what this page calls its part of the materials: 上传申报材料, 第三步 材料清单."""
    words = profile.sections[_MATERIALS]
    own = (heading for heading in look.headings if any(word in heading for word in words))
    return profile.model_copy(update={"sections": {**profile.sections, _MATERIALS: (*words, *own)}})


def _counts(row: ShownGroup) -> str:
    """Return 份数, which stands in one column or in two."""
    originals, copies = row.text(Element.ORIGINAL_COUNT), row.text(Element.COPY_COUNT)
    if not (originals or copies):
        return row.text(Element.COPIES)
    return f"原件{originals.removesuffix('份') or 0}份，复印件{copies.removesuffix('份') or 0}份"


def _takes_a_file(look: Look, name: str) -> bool:
    """Return whether a file can be attached in the row of a material; a button may stand for the field it hides."""
    fields = any(f.type == "file" and _is_row_of(name, f.row) for f in look.fields)
    return fields or any(re.search("(?<!已)上传", b.text) and _is_row_of(name, b.row) for b in look.buttons)


def _is_row_of(name: str, row: str) -> bool:
    """Return whether a row is that of a material: 身份证 has another one than 法定代表人身份证."""
    return re.search(rf"(?:^|[\s*＊★☆●■▲◆※】:：]){re.escape(name)}(?:$|[\s*＊:：])", row) is not None


def _is_there(row: str, profile: Profile) -> bool:
    """Return whether the row says that the licence is there; 是否已关联 only asks."""
    return profile.meaning(row.replace("是否已", ""), "licence_fetched") != ""


def _fetch_button(look: Look, name: str, profile: Profile) -> Button | None:
    words = profile.entries["fetch_licence"]
    own = (
        b for b in look.buttons if _is_row_of(name, b.row) and any(word in b.text for word in words) and not b.chrome
    )
    return next(own, None)


def _fetch(tab: Tab, before: Look, button: Button, name: str, terms: Terms) -> LicenceFetch:
    """Press 获取, choose the licence where a dialog offers one, and wait until the row says that it is there, or the
    page why not. That the button is gone, or that it is said to be got, proves nothing where the row does not say so.
    """
    profile, begun, paused = terms.profile, time.monotonic(), tab.paused
    patience = terms.thresholds.licence_fetch + profile.limits.click
    alerts, last_message, gone = len(tab.alerts), "", False

    def outcome(done: bool, message: str = "", unclear: bool = False) -> LicenceFetch:
        took = round(time.monotonic() - begun - (tab.paused - paused), 1)  # our own politeness is not the portal's time
        return LicenceFetch(button=button.text, done=done, seconds=took, message=shorten(message), unclear=unclear)

    if button.disabled:
        return outcome(False, f"“{button.text}”不可用")
    try:
        answered = tab.click(button, f"点击“{button.text}”", patience)
    except BrowserError:
        return outcome(False)
    while answered is not None:
        look = tab.look()
        messages = (*tab.alerts[alerts:], *look.messages_since(before))
        require_no_proof(look, profile, messages)
        over = () if any(map(asks_to_undo, look.dialogs)) else look.buttons
        confirm = next((b for b in over if b.dialog and b.text in profile.entries["use_licence"]), None)
        news = [row for row in look.rows if _is_row_of(name, row) and row not in before.rows]
        there = any(_is_there(row, profile) for row in news)
        missing = next(
            (text for text in (*messages, *news) if profile.meaning(text, "licence_missing", "refused", "throttled")),
            "",
        )
        if there or missing:
            busy = profile.meaning(missing, "throttled") != ""
            ended = outcome(True) if there else outcome(False, missing, unclear=busy)
            if confirm is not None:
                tab.click(confirm, f"点击“{confirm.text}”")
            return ended
        if confirm is not None:
            answered = tab.click(confirm, f"点击“{confirm.text}”", patience)
            continue
        if other := next((text for text in messages if not profile.meaning(text, "licence_coming", "loading")), ""):
            return outcome(False, other)
        gone = _fetch_button(look, name, profile) is None
        last_message = next(iter((*messages, *(news if gone else ()))), last_message)
        if (waited := time.monotonic() - begun) > patience:
            break
        tab.pause(waited)
    late = outcome(False, last_message, unclear=gone or "成功" in last_message)
    tab.stop()
    return late
