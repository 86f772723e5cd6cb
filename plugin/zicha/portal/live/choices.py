"""What an application asks one to choose before its form: 情形, what kind of applicant, which business.

Radio buttons and lists are fields. Cards are no fields: parts of the page that are alike, of which one is pressed. They
count only where the page says what is to be chosen, and where none of them does something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from zicha.model.matter import Matter
from zicha.portal.live.look import Card, Field, Look
from zicha.portal.live.proof_page import proves
from zicha.portal.live.tab import Tab
from zicha.portal.live.ticking import tick
from zicha.portal.profile import Profile

_LONGEST_QUESTION = 30
_ASKS = re.compile(r"选择|[？?]$")
_NO_CHOICES = ("next", "submit", "login", "logout")
"""What such a button says, and no choice does."""
_DO_SOMETHING_ELSE = ("away", "back", "next", "submit", "draft", "login", "logout", "send_code", "query", "details")


def fitting_words(words: Sequence[str], matter: Matter) -> tuple[str, ...]:
    """Return what a choice says that is meant for this matter: an applicant's kind, what its name has in brackets."""
    bracketed = re.findall(r"[（(]([^（()）]{2,12})[)）]", matter.name)
    return (*words, *bracketed)


def fits(choice: str, wanted: Sequence[str]) -> bool:
    """Return whether a choice says one of the wanted words, or begins with it."""
    return any(choice == word or choice.startswith(word) for word in wanted)


def agree_to_terms(tab: Tab, look: Look, profile: Profile) -> bool:
    """Tick what must be agreed to before one may go on; nothing that binds an account. Return whether anything was."""
    terms = [field for field in look.fields if _agrees(field, profile) and not field.checked]
    for field in terms:
        tick(tab.field(field))
    return bool(terms)


def _agrees(field: Field, profile: Profile) -> bool:
    """Return whether a box says that something was read or is agreed to."""
    words = profile.entries["agree"]
    return field.type == "checkbox" and any(word in field.label for word in words) and not proves(field.label, profile)


def choose(tab: Tab, look: Look, profile: Profile, wanted: tuple[str, ...] = ()) -> bool:
    """Tick what must be agreed to and take one of each set of choices: one that fits a wanted word, else the first.

    Of a list of boxes one is ticked where the list must not stay empty. The tab remembers what was taken only because
    something had to be. Return whether anything was ticked.
    """
    ticked = False
    choices = [field for field in look.fields if not _does_more(field, profile)]
    fitting = {field.name: field for field in reversed(choices) if fits(field.label, wanted)}
    chosen = {(field.type, field.name) for field in look.fields if field.checked}
    for field in choices:
        group = (field.type, field.name)
        agrees = _agrees(field, profile)
        listed = field.type == "checkbox" and (field.required or re.match(r"[*＊]", field.section) is not None)
        picks = field.type == "radio" and fitting.get(field.name, field) == field
        if (agrees and not field.checked) or (group not in chosen and (picks or listed)):
            tick(tab.field(field))
            ticked = True
            chosen.add(group)
            others = sum((other.type, other.name) == group for other in look.fields) > 1
            if others and not agrees and field.name not in fitting:
                tab.chosen.append(field.label)
    return ticked


def _does_more(field: Field, profile: Profile) -> bool:
    """Return whether what is drawn for a choice says that it binds an account, or does what a button does."""
    text = field.label.replace(" ", "")
    return proves(text, profile) or any(text in profile.entries[kind] for kind in _NO_CHOICES)


def cards_to_choose(look: Look, profile: Profile) -> tuple[tuple[Card, ...], ...]:
    """Return the cards among which a page asks to choose, by its questions; none where it asks nothing of the kind."""
    if not (look.cards and _asks_to_choose(look, profile)):
        return ()
    questions = list(dict.fromkeys((card.frame, card.question) for card in look.cards))
    groups = [tuple(card for card in look.cards if (card.frame, card.question) == question) for question in questions]
    groups = [group for group in groups if len(group) > 1 and not _do_more(group, profile)]
    groups_to_answer = [group for group in groups if _is_question(group[0].question, profile)]
    return tuple(groups if len(groups) == 1 else groups_to_answer)


def _do_more(cards: Sequence[Card], profile: Profile) -> bool:
    """Return whether one of the cards does something else than to choose."""
    others = [word for kind in _DO_SOMETHING_ELSE for word in profile.entries[kind]]
    texts = [card.text.replace(" ", "") for card in cards]
    return any(text in others or profile.hands_in(text) or proves(text, profile) for text in texts)


def _is_question(text: str, profile: Profile) -> bool:
    return _ASKS.search(text) is not None or any(word in text for word in profile.entries["situation"])


def card_for(cards: Sequence[Card], wanted: Sequence[str]) -> Card | None:
    """Return the card to press: one that fits, else the first; None where one is chosen and none fits better."""
    fitting = next((card for card in cards if fits(card.text, wanted)), None)
    if fitting is None and any(card.selected for card in cards):
        return None
    card = fitting or cards[0]
    return None if card.selected else card


def _asks_to_choose(look: Look, profile: Profile) -> bool:
    """Return whether a line of the page asks: 请选择办理情形, or the title of the page does."""
    lines = (line.strip() for line in (*look.headings, *look.text.splitlines()))
    asking = (line for line in lines if len(line) <= _LONGEST_QUESTION and _ASKS.search(line))
    return any(word in line for line in asking for word in profile.entries["situation"])
