"""待人工核查: a question that only a person can answer, with all that a clerk needs for it."""

from __future__ import annotations

from zicha.model.answer import GRADES, JUDGEMENTS, Answer, Reply
from zicha.model.base import Model


class Question(Model):
    """One question to a person; `asked` is its text.

    `id` stays the same as long as the text does; `page` is the version of the page, so that an answer to another
    version does not count. `everywhere`: one question for all matters, as about the login. `answers` are those to this
    version; `open` is why they do not settle it, empty where they do; `wrong` is then their result.
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
