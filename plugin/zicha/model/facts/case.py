"""What the personal centre shows of a case after it was filed: its progress, licences, evaluation, withdrawal."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import AwareDatetime

from zicha.model.base import Model
from zicha.model.matter import Identity


class Stage(StrEnum):
    """How far a case has come, whatever words a portal has for it."""

    DRAFT = "暂存"
    SUBMITTED = "已提交"
    ACCEPTED = "已受理"
    CORRECTION = "材料补正"
    FINISHED = "已办结"
    REFUSED = "不予受理"
    ENDED = "终止办理"


class Progress(Model):
    """What 我的办件 shows about one case, all of its pages read.

    `state` is quoted, and empty when the case is not listed or its state not shown; `stage` is what the profile takes
    it for, None when it does not know the words. `message` is what stood there instead of a list.
    """

    kind: Literal["progress"] = "progress"
    url: str
    at: AwareDatetime
    number: str
    listed: bool
    state: str = ""
    stage: Stage | None = None
    rows: int = 0
    message: str = ""

    @property
    def silence(self) -> str:
        return "" if self.listed else "“我的办件”中没有列出"


class Licence(Model):
    """One line of 我的证照. `case` and `issued` are empty where it does not show them; its number is not kept."""

    name: str
    case: str = ""
    issued: str = ""


class Licences(Model):
    """我的证照 of an identity, all of its pages read. `message` is what stood there instead of a list."""

    kind: Literal["licences"] = "licences"
    url: str
    at: AwareDatetime
    licences: tuple[Licence, ...]
    message: str = ""

    @property
    def silence(self) -> str:
        return "" if self.licences and not self.message else "“我的证照”中没有列出"


class Prompt(Model):
    """Where a case asks to be evaluated: `place` and `entry` are empty when it does so nowhere in the personal centre.

    `opened` says whether the entry led anywhere, with what grades; None when it was not tried, on a real case.
    """

    kind: Literal["prompt"] = "prompt"
    url: str
    at: AwareDatetime
    number: str
    place: str = ""
    entry: str = ""
    opened: bool | None = None
    status: int | None = None
    grades: tuple[str, ...] = ()
    message: str = ""

    @property
    def silence(self) -> str:
        is_open = self.place and (self.opened is None or self.grades)
        return "" if is_open else "没有出现评价页面"


class Rating(Model):
    """An evaluation that was submitted for a test application, or how far that came.

    `button` is empty when there was nothing to submit it with. `confirmed` when the portal said that it was taken,
    else `message` quotes what it said. `incomplete` when it asked for something that was left out.
    """

    kind: Literal["rating"] = "rating"
    url: str
    at: AwareDatetime
    number: str
    grade: str = ""
    button: str = ""
    disabled: bool = False
    reacted: bool = False
    confirmed: bool = False
    incomplete: bool = False
    message: str = ""

    @property
    def silence(self) -> str:
        return ""  # nothing is evaluated twice; whether it was taken is what 我的评价 shows


class Evaluations(Model):
    """What 我的评价 shows about one case, all of its pages read. `grade` is empty when none can be read.

    `unnumbered` counts what may be about the case but bears no number.
    """

    kind: Literal["evaluations"] = "evaluations"
    url: str
    at: AwareDatetime
    number: str
    listed: bool
    waiting: bool = False
    grade: str = ""
    unnumbered: int = 0
    rows: int = 0
    message: str = ""

    @property
    def silence(self) -> str:
        return "" if self.listed else "“我的评价”中没有列出"


class OpenTestApplication(Model):
    """测试件 that the suite filed and that is open as far as is known.

    `number` is empty where filing it broke off; then `since` is when the run began that tried.
    """

    matter: str
    identity: Identity
    number: str = ""
    since: AwareDatetime | None = None


class Withdrawal(Model):
    """How withdrawing a test application went. `offered` when the portal had a way to; `ended` when it is open no more.

    `state` is what 我的办件 showed of it in the end.
    """

    kind: Literal["withdrawal"] = "withdrawal"
    url: str
    at: AwareDatetime
    number: str
    offered: bool
    ended: bool
    state: str = ""

    @property
    def silence(self) -> str:
        return ""
