"""好差评 of a matter: where its entries lead, what a finished case asks, what 提交评价 does."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from zicha.model.base import Model
from zicha.model.matter import Grade


class EvaluationTarget(StrEnum):
    """Where an entry to 好差评 leads."""

    PAGE = "page"
    HASH = "hash"
    SCRIPT = "script"
    BLANK = "blank"
    ERROR = "error"


class EvaluationOpens(StrEnum):
    """How an entry to 好差评 opens its page."""

    NEW_TAB = "new_tab"
    SAME_TAB = "same_tab"
    DIALOG = "dialog"
    FRAME = "frame"


class PromptPlace(StrEnum):
    """Where a finished case asks to be evaluated."""

    ROW = "row"
    WAITING = "waiting"
    DIALOG = "dialog"
    FRAME = "frame"
    DETAIL = "detail"


class EvaluationSubmit(StrEnum):
    """What 提交评价 does: it works with a page, an alert, a toast or the list of evaluations to say so, or it fails."""

    WORKS = "works"
    ALERTS = "alerts"
    TOASTS = "toasts"
    TO_LIST = "to_list"
    NO_BUTTON = "no_button"
    DISABLED = "disabled"
    ERROR = "error"
    SILENT = "silent"
    LOST = "lost"
    ENDLESS = "endless"


_GRADES = tuple(map(str, Grade))


class EvaluationDisplay(Model):
    """好差评, first from the guide (`target` to `grades`), then of a finished case up to 我的评价."""

    label: str = "我要评价"
    present: bool = True
    target: EvaluationTarget = EvaluationTarget.PAGE
    opens: EvaluationOpens = EvaluationOpens.NEW_TAB
    message: str = ""
    grades: tuple[str, ...] = _GRADES
    prompted: bool = True
    prompt: PromptPlace = PromptPlace.ROW
    prompt_target: EvaluationTarget = EvaluationTarget.PAGE
    case_grades: tuple[str, ...] = _GRADES
    chosen_first: bool = False
    tags_required: bool = False
    submit: EvaluationSubmit = EvaluationSubmit.WORKS
    submit_label: str = "提交评价"
    submit_delay_seconds: float = 0
    listed: bool = True
    still_waiting: bool = False
    number_shown: str = ""
    grade_shown: str = ""
    grades_shown: dict[str, str] = Field(default_factory=dict)
    stars: bool = False
