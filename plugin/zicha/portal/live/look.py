"""What a person sees on a page, as look.js reads it.

What a page shows in frames of its own is part of the page: a Look holds the fields and buttons of all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from zicha.model.base import Model
from zicha.text.undoing import undoes

_INVITATION = re.compile(
    r"^[*＊\s]*(?:请?(?:如实|准确)?(?:输入|填写|选择|录入|填入)(?:您的|你的|完整的?)?)?|(?<=[^*＊\s])[（(*＊].*$"
)
_NO_NAME = re.compile(r"^(?:如|例|格式|示例|选填|必填|不超过|最多|至少|支持|限|\d).*$")
"""What is written in a field only to show how to fill it in."""


class Field(Model):
    """A form field as the page shows it now. `value` stays in memory; it is never recorded."""

    index: int
    frame: int = 0
    type: str
    name: str
    label: str
    labelled: bool
    required: bool
    required_shown: bool
    hint: str
    placeholder: str = ""
    checked: bool
    value: str
    read_only: bool
    options: tuple[str, ...]
    section: str
    row: str
    min: str
    max: str
    longest: int

    @property
    def caption(self) -> str:
        """Return what a person calls the field: its label, else what is written in it and is no example."""
        return self.label or _NO_NAME.sub("", _INVITATION.sub("", self.placeholder))


class Button(Model):
    """Something to click. `chrome` is true in the site's header, navigation and footer; `row` is what stands beside.

    `in_form` is true in a dialog in which something is filled in.
    """

    index: int
    frame: int = 0
    text: str
    row: str
    chrome: bool
    dialog: bool
    in_form: bool = False
    tab: bool
    selected: bool
    link: str
    disabled: bool


class Card(Model):
    """One of several parts of a page to choose among, without a field; `question` is what stands above them."""

    index: int
    frame: int = 0
    text: str
    question: str = ""
    selected: bool
    looks: str = ""
    """What it looks like; pressed it may look otherwise."""


class ClosedPart(Model):
    """What opens a part of the form that is out of sight; `folds` is true where the part comes right beneath it."""

    index: int
    frame: int = 0
    text: str
    folds: bool


class Look(Model):
    """What a person sees on the page and in its frames.

    `own` is the page's own text without the site's header, navigation and footer, `main` the beginning of its main
    part, each on one line. `frames` are their addresses, `password_address` is where a password is asked for.
    """

    url: str
    title: str
    text: str
    main: str
    own: str
    fields: tuple[Field, ...]
    buttons: tuple[Button, ...]
    dialogs: tuple[str, ...]
    headings: tuple[str, ...]
    busy: bool
    pictures: int
    rows: tuple[str, ...]
    passwords: int
    frames: tuple[str, ...] = ()
    password_address: str = ""
    covered: bool = False
    """Whether a mask lies over the fields while the page still loads."""
    toasts: tuple[str, ...] = ()
    """What floats over the page, tells something, and goes by itself."""
    cards: tuple[Card, ...] = ()
    closed: tuple[ClosedPart, ...] = ()
    standing: tuple[str, ...] = ()
    """The messages of `dialogs` that stand in the page itself, as a hint above a list does, and lie over nothing."""
    forms: tuple[str, ...] = ()
    """The dialogs in which something is filled in: they ask, and tell nothing."""

    def button(self, words: tuple[str, ...], fits: Callable[[Button], bool] = lambda button: True) -> Button | None:
        """Return the button or link of the page's own part that bears one of the words, and `fits`.

        One in an open dialog wins, as nothing else can be clicked; then the earlier word. What says more than a word,
        and that it undoes something (确定删除), bears none.
        """
        own = [(b, b.text.replace(" ", "")) for b in self.buttons if not b.chrome and not b.tab and fits(b)]
        exact = [b for word in words for b, text in own if text == word]
        harmless = [(b, text) for b, text in own if not undoes(text)]
        loose = [b for word in words for b, text in harmless if word in text and len(text) <= len(word) + 6]
        candidates = exact + loose
        return next((b for b in candidates if b.dialog), next(iter(candidates), None))

    def again(self, button: Button) -> Button | None:
        """Return a button of an earlier look as it stands here; None where it is gone, or two could be meant."""
        same = [each for each in self.buttons if each.text == button.text]
        of_row = [each for each in same if each.row == button.row]
        fitting = of_row or same
        unmoved = [each for each in of_row if (each.frame, each.index) == (button.frame, button.index)]
        return next(iter(unmoved), fitting[0] if len(fitting) == 1 else None)

    def lines_since(self, before: Look) -> tuple[str, ...]:
        """Return the lines that stand here and did not stand on the page before."""
        known = {" ".join(line.split()) for line in before.text.splitlines()}
        lines = (" ".join(line.split()) for line in self.text.splitlines())
        return tuple(line for line in lines if line and line not in known)

    def fields_since(self, before: Look) -> tuple[Field, ...]:
        """Return the fields that stand here and did not stand on the page before, whatever has been filled in."""
        known = {(field.frame, field.type, field.name, field.caption) for field in before.fields}
        return tuple(f for f in self.fields if (f.frame, f.type, f.name, f.caption) not in known)

    def messages_since(self, before: Look) -> tuple[str, ...]:
        """Return what is told over the page here and was not told before, in a dialog or a toast."""
        return tuple(text for text in self.messages if text not in before.messages)

    @property
    def messages(self) -> tuple[str, ...]:
        """Return what is told: in dialogs, in toasts, and in what is marked as a message in the page itself."""
        return tuple(dict.fromkeys((*self.notices, *self.standing, *self.toasts)))

    @property
    def notices(self) -> tuple[str, ...]:
        """Return the dialogs over the page that say something, and ask for nothing to be filled in."""
        return tuple(text for text in self.dialogs if text not in (*self.forms, *self.standing))

    def addresses(self, *parts: Field | Button) -> tuple[str, ...]:
        """Return the addresses of the page, and of its frames in which the parts stand."""
        return (self.url, *(self.frames[part.frame - 1] for part in parts if part.frame))

    def with_part(self, other: Look) -> Look:
        """Return this page with the fields that it shows only while another of its parts is open."""
        known = {(field.frame, field.index) for field in self.fields}
        more = tuple(field for field in other.fields if (field.frame, field.index) not in known)
        text = "\n".join((self.text, *other.lines_since(self)))
        return self.model_copy(update={"fields": (*self.fields, *more), "text": text})

    def with_frame(self, inner: Look, frame: int) -> Look:
        """Return this page with what one of its frames shows."""
        return self.model_copy(
            update={
                "text": f"{self.text}\n{inner.text}",
                "main": f"{self.main} {inner.main}".strip(),
                "own": f"{self.own} {inner.own}".strip(),
                "fields": (*self.fields, *(f.model_copy(update={"frame": frame}) for f in inner.fields)),
                "buttons": (*self.buttons, *(b.model_copy(update={"frame": frame}) for b in inner.buttons)),
                "closed": (*self.closed, *(c.model_copy(update={"frame": frame}) for c in inner.closed)),
                "cards": (*self.cards, *(c.model_copy(update={"frame": frame}) for c in inner.cards)),
                "dialogs": (*self.dialogs, *inner.dialogs),
                "forms": (*self.forms, *inner.forms),
                "standing": (*self.standing, *inner.standing),
                "toasts": (*self.toasts, *inner.toasts),
                "rows": (*self.rows, *inner.rows),
                "headings": (*self.headings, inner.title, *inner.headings),
                "busy": self.busy or inner.busy,
                "pictures": self.pictures + inner.pictures,
                "passwords": self.passwords + inner.passwords,
                "frames": (*self.frames, inner.url),
                "password_address": inner.url if inner.passwords else self.password_address,
                "covered": self.covered or inner.covered,
            }
        )
