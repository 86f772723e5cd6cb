"""待人工核查: what a check asks a person, with all that a clerk needs to answer it."""

from __future__ import annotations

from zicha.model.answer import GRADES, JUDGEMENTS, Answer, Reply
from zicha.model.base import Model


class Question(Model):
    """One thing that a person is asked.

    `id` stays the same as long as the same thing is asked; `page` is the version of what was seen, so an answer to
    another version does not count. `everywhere`: asked once for all matters, as about the login. `answers` are those
    given to this version; `open` says why they do not settle it, and is empty when they do; `wrong` is then what they
    say.
    """

    id: str
    page: str
    rule: str = ""
    asked: str
    look: str
    place: str
    how: str
    expected: str = ""
    seen: str = ""
    where: str = ""
    graded: bool = False
    everywhere: bool = False
    answers: tuple[Answer, ...] = ()
    open: str = ""
    wrong: bool = False

    @property
    def options(self) -> tuple[Reply, ...]:
        return GRADES if self.graded else JUDGEMENTS
