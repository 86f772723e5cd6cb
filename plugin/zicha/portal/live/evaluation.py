"""好差评: recognising the page of the five grades, and answering it for a test application, once and no more."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Error as BrowserError

from zicha.model.facts.case import Rating
from zicha.model.finding import Uncheckable
from zicha.portal.authorisation import Deed
from zicha.portal.live.listing import bears, bears_another
from zicha.portal.live.look import Button, Field, Look
from zicha.portal.live.proof_page import require_no_code, require_no_proof
from zicha.portal.live.tab import Tab, require_answered
from zicha.portal.live.terms import Terms
from zicha.portal.live.ticking import tick
from zicha.portal.profile import Profile

GRADE = "满意"
TEXT = "自查测试件，本评价仅用于测试，请忽略"
"""What a test application is answered with; it says of itself that it counts for nothing."""
_INCOMPLETE = re.compile(r"请选择|请填写|请输入|请先|不能为空|必填|至少")
_STAR = """() => [...document.querySelectorAll("*")].filter((e) => e.children.length === 5 &&
  [...e.children].every((part) => part.tagName === e.children[0].tagName && !part.innerText.trim() &&
    part.getBoundingClientRect().width > 8 && getComputedStyle(part).cursor === "pointer")
  ).at(-1)?.children[3] || null"""
"""The fourth of five stars, which stands for the grade; None where there are none."""
_LONGEST_QUOTE = 200
_PATIENCE = 1000  # milliseconds


def grades_on(look: Look, profile: Profile) -> tuple[str, ...]:
    """Return the grades that stand on a page, as fields or as words of their own."""
    words = {field.label for field in look.fields} | {line.strip() for line in look.text.splitlines()}
    words |= {button.text for button in look.buttons}
    return tuple(grade for grade in profile.grades if grade in words)


def grade_in(text: str, profile: Profile) -> str:
    """Return the one grade that a text names, beside stars or in a sentence; empty when there is none or more.

    满意度 is a label and 不太满意 another portal's grade.
    """
    longest_first = sorted(profile.grades, key=len, reverse=True)
    named = set(re.findall(rf"(?<![很较太分])(?:{'|'.join(map(re.escape, longest_first))})(?!度)", text))
    return named.pop() if len(named) == 1 else ""


def answer(tab: Tab, terms: Terms, number: str, trouble: Callable[[Tab, Look, Look, int], str]) -> tuple[Rating, Tab]:
    """Choose a grade on the page that stands in the tab, say that this is a test, and submit once.

    Return how that went, and the tab in which it ended.

    `trouble` tells of a look, from the one before and how many alerts there had been, why it says nothing. Raise
    Uncheckable where there is such a reason, and before anything is chosen that is not about the test application.
    """
    profile, permission, look = terms.profile, terms.permission, tab.look()

    def rating(tab: Tab, **outcome: Any) -> tuple[Rating, Tab]:
        return Rating(url=tab.page.url, at=terms.clock(), number=number, grade=GRADE, **outcome), tab

    _require_own(tab, look, profile, number)
    permission.require(look.addresses(*_grades(look)), Deed.EVALUATE)
    require_no_proof(look, profile)
    require_no_code(look)
    tagged = _choose(tab, profile)
    before = tab.look()
    button = before.button(profile.entries["submit_evaluation"])
    if button is None:
        return rating(tab)
    if button.disabled:
        return rating(tab, button=button.text, disabled=True, incomplete=tagged)
    permission.require(before.addresses(button), Deed.EVALUATE)
    alerts = len(tab.alerts)
    moved = tab.click(button, f"点击“{button.text}”")
    if moved is None:
        require_answered(tab, f"点击“{button.text}”")
        return rating(tab, button=button.text)
    sent = _SentEvaluation(moved, alerts if moved is tab else 0, before, profile)
    look = sent.answered()
    if sent.thanks(look):
        return rating(moved, button=button.text, reacted=True, confirmed=True)
    if reason := trouble(moved, look, before, sent.alerts):
        raise Uncheckable(f"提交评价后，{reason}")
    message = sent.reply(look)[:_LONGEST_QUOTE]
    incomplete = _INCOMPLETE.search(message) is not None
    return rating(moved, button=button.text, reacted=True, incomplete=incomplete, message=message)


@dataclass(frozen=True, slots=True)
class _SentEvaluation:
    """An evaluation that was sent off: where its answer comes, how many alerts there had been, the page before."""

    tab: Tab
    alerts: int
    before: Look
    profile: Profile

    def answered(self) -> Look:
        """Return the page once it thanks or says anything else; one that says that it is busy is waited for longer."""
        limits = self.profile.limits
        is_busy = self.profile.meaning(self.tab.look().text, "loading")
        return self.tab.look_until(self._is_answer, limits.spinner if is_busy else limits.click)

    def _is_answer(self, look: Look) -> bool:
        reply = self.reply(look)
        return bool(self.thanks(look)) or (reply != "" and not self.profile.meaning(reply, "loading"))

    def thanks(self, look: Look) -> str:
        """Return the words by which a page says that the evaluation was taken, and did not say before."""
        texts = (*self.tab.alerts[self.alerts :], *look.dialogs, look.text)
        phrases = (each for each in self.profile.phrases["evaluated"] if not _affirms(each, self.before.text))
        return next((phrase for phrase in phrases if any(_affirms(phrase, text) for text in texts)), "")

    def reply(self, look: Look) -> str:
        """Return what a page says instead."""
        phrase = self.profile.meaning(look.text, "refused")
        quoted = [self.tab.quote(phrase)] if phrase and phrase not in self.before.text else []
        return next(iter((*self.tab.alerts[self.alerts :], *look.messages_since(self.before), *quoted)), "")


def _affirms(phrase: str, text: str) -> bool:
    """Return whether a text states a phrase, without a no before it (未能提交成功) and not to come (评价成功后)."""
    for place in re.finditer(re.escape(phrase), text):
        clause = re.split(r"[，。；！？：,.;!?:\s]", text[max(0, place.start() - 10) : place.start()])[-1]
        line = text[text.rfind("\n", 0, place.start()) + 1 : place.end()]
        if not re.search("未|没|不|无法", clause) and "失败" not in line and not text.startswith("后", place.end()):
            return True
    return False


def _grades(look: Look) -> tuple[Field | Button, ...]:
    """Return where the grade can be chosen."""
    radios = tuple(field for field in look.fields if field.type == "radio" and field.label == GRADE)
    return radios or tuple(button for button in look.buttons if button.text == GRADE and not button.chrome)


def _require_own(tab: Tab, look: Look, profile: Profile, number: str) -> None:
    """Raise Uncheckable unless what asks for a grade bears this number, and no other, in text, address or form."""
    frame = next((each.frame for each in _grades(look)), 0)
    over = [text for text in look.dialogs if all(grade in text for grade in profile.grades)]
    if not any(bears(text, number) and not bears_another(text, number) for text in (*over, tab.frame_text(frame))):
        raise Uncheckable(f"评价页面没有写明是办件{number}的评价，或者还写着别的办件编号，未提交评价")


def _choose(tab: Tab, profile: Profile) -> bool:
    """Pick the grade, a reason where reasons are offered, and write that this is a test.

    Return whether reasons were offered as mere words, of which one was clicked in good faith.
    """
    look = before = tab.look()
    chosen = next(iter(_grades(look)), None)
    if isinstance(chosen, Field):
        tick(tab.field(chosen))
    elif chosen is not None:
        tab.click(chosen, f"选择“{GRADE}”")
    else:
        star = tab.page.evaluate_handle(_STAR).as_element()
        try:
            (star or tab.page.get_by_text(GRADE, exact=True).first).click(timeout=profile.limits.click * 1000)
        except BrowserError:
            return False  # the submit button will tell
    look = tab.look()
    reasons = [field for field in look.fields if field.type == "checkbox"]
    if reasons and not any(field.checked for field in reasons):
        tick(tab.field(reasons[0]))
    for field in look.fields:
        if field.type == "textarea" and not field.value and not field.read_only:
            tab.field(field).fill(TEXT)
    submit = tab.look().button(profile.entries["submit_evaluation"])
    if reasons or submit is None or not submit.disabled:
        return False
    return _click_word(tab, before)


def _click_word(tab: Tab, before: Look) -> bool:
    """Click the first reason that choosing the grade has brought up as a word of its own. False where there is none."""
    for word in tab.look().lines_since(before):
        if re.fullmatch(r"[\u4e00-\u9fff]{2,10}", word) and not word.endswith("原因"):
            with suppress(BrowserError):
                tab.page.get_by_text(word, exact=True).first.click(timeout=_PATIENCE)
                return True
    return False
