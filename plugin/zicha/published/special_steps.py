"""特殊环节: the record of its own that some portals keep of a step (行政许可法第四十五条), read as a step."""

from __future__ import annotations

from zicha.model.facts.guide import Element, ShownGroup, ShownValue
from zicha.model.time_limit import TimeLimit
from zicha.text.answers import read_yes
from zicha.text.folding import is_nothing
from zicha.text.steps import without_remark


def as_step(record: ShownGroup) -> ShownGroup | None:
    """Return the record of a 特殊环节 as a step; None where it states that there is none.

    专家评审（20个工作日） names its limit beside it.
    """
    text = record.text(Element.SPECIAL_STEP)
    if is_nothing(text) or read_yes(text) is False:
        return None
    name = without_remark(text)
    as_of_step = {Element.SPECIAL_BASIS: Element.STEP_BASIS}
    rest = tuple(
        value.model_copy(update={"element": as_of_step.get(value.element, value.element)})
        for value in record.values
        if value.element is not Element.SPECIAL_STEP
    )
    limited = any(value.element is Element.STEP_LIMIT for value in rest)
    if not limited and TimeLimit.find(text):
        rest = (*rest, ShownValue(element=Element.STEP_LIMIT, label="", text=text))
    mark = ShownValue(element=Element.STEP_SPECIAL, label="", text="是")
    return ShownGroup(values=(*named(name).values, mark, *rest))


def named(step: str) -> ShownGroup:
    """Return a step of which only the name is known."""
    return ShownGroup(values=(ShownValue(element=Element.STEP_NAME, label="", text=step),))
