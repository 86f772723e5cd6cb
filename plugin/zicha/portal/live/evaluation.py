"""好差评: recognising the page of the five grades, and answering it for a test application, once and no more."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Error as BrowserError

from zicha.portal.live.tab import Look, Tab
from zicha.portal.profile import Profile

GRADE = "满意"
TEXT = "自查测试件，本评价仅用于测试，请忽略"
"""What a test application is answered with; it says of itself that it counts for nothing."""
_INCOMPLETE = re.compile(r"请选择|请填写|请输入|请先|不能为空|必填|至少")
_LONGEST_QUOTE = 200


def grades_on(look: Look, profile: Profile) -> tuple[str, ...]:
    """The grades that stand on a page, as fields or as words of their own."""
    words = {field.label for field in look.fields} | {line.strip() for line in look.text.splitlines()}
    words |= {button.text for button in look.buttons}
    return tuple(grade for grade in profile.grades if grade in words)


def grade_in(text: str, profile: Profile) -> str:
    """The one grade that a text names, beside stars or in a sentence; empty when there is none or more."""
    longest_first = sorted(profile.grades, key=len, reverse=True)
    found = set(re.findall("|".join(map(re.escape, longest_first)), text))
    return found.pop() if len(found) == 1 else ""


@dataclass(frozen=True, slots=True)
class Answer:
    """How submitting went. `button` is empty when there was none; `message` is what the page said instead of thanks."""

    tab: Tab
    button: str = ""
    disabled: bool = False
    reacted: bool = False
    confirmed: bool = False
    incomplete: bool = False
    message: str = ""


def answer(tab: Tab, profile: Profile) -> Answer:
    """Choose a grade on the page that stands in the tab, say that this is a test, and submit once."""
    _choose(tab, profile)
    before = tab.look()
    button = before.button(profile.entries["submit_evaluation"])
    if button is None:
        return Answer(tab)
    if button.disabled:
        return Answer(tab, button.text, disabled=True)
    alerts = len(tab.alerts)
    moved = tab.click(button, f"点击“{button.text}”")
    if moved is None:
        return Answer(tab, button.text)

    def thanks(look: Look) -> str:
        texts = (*moved.alerts[alerts if moved is tab else 0 :], *look.dialogs, look.text)
        known = (phrase for phrase in profile.phrases["evaluated"] if phrase not in before.text)
        return next((phrase for phrase in known if any(phrase in text for text in texts)), "")

    def said(look: Look) -> str:
        fresh = [text for text in look.dialogs if text not in before.dialogs]
        phrase = profile.meaning(look.text, "refused", "logged_out")
        quoted = [moved.quote(phrase)] if phrase and phrase not in before.text else []
        return next(iter((*moved.alerts[alerts if moved is tab else 0 :], *fresh, *quoted)), "")

    look = moved.look_until(
        lambda seen: bool(thanks(seen)) or (bool(said(seen)) and not profile.meaning(said(seen), "loading")),
        profile.limits.spinner if profile.meaning(moved.look().text, "loading") else profile.limits.click,
    )
    if thanks(look):
        return Answer(moved, button.text, reacted=True, confirmed=True)
    message = said(look)[:_LONGEST_QUOTE]
    incomplete = _INCOMPLETE.search(message) is not None
    return Answer(moved, button.text, reacted=True, incomplete=incomplete, message=message)


def _choose(tab: Tab, profile: Profile) -> None:
    """Pick the grade, a reason where reasons are offered, and write that this is a test."""
    look = tab.look()
    radio = next((field for field in look.fields if field.type == "radio" and field.label == GRADE), None)
    word = next((button for button in look.buttons if button.text == GRADE and not button.chrome), None)
    if radio is not None:
        tab.field(radio).check(force=True)
    elif word is not None:
        tab.click(word, f"选择“{GRADE}”")
    else:
        with_text = tab.page.get_by_text(GRADE, exact=True)
        try:
            with_text.first.click(timeout=profile.limits.click * 1000)
        except BrowserError:
            return  # the submit button will tell
    look = tab.look()
    reasons = [field for field in look.fields if field.type == "checkbox"]
    if reasons and not any(field.checked for field in reasons):
        tab.field(reasons[0]).check(force=True)
    for field in look.fields:
        if field.type == "textarea" and not field.value and not field.read_only:
            tab.field(field).fill(TEXT)
