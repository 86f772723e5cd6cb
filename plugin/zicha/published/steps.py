"""The steps of a guide as a reader of its page understands them, and which of two names mean one step.

What the page does not show comes from the approved list, and its quotation then says 核准清单; what stands in neither
is None.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from zicha.model.facts.guide import Element, GuidePage, ShownGroup
from zicha.model.matter import Guide, Step
from zicha.model.time_limit import TimeLimit
from zicha.published.limits import shown_limits
from zicha.published.shown import cell, cell_text, cell_texts, shown_or
from zicha.published.special_steps import as_step, named
from zicha.text.answers import read_yes
from zicha.text.folding import is_nothing, plain, without_number

_SAME_STEP = (
    ("受理", "收件受理", "申请受理", "受理申请", "接件受理"),
    ("审查", "审核", "审查审核", "业务审查", "业务审核"),
    ("决定", "审批", "审定", "批准", "作出决定", "审批决定"),
    ("送达", "发证", "颁证与送达", "制证与送达", "制证送达", "颁证", "送达结果", "制证发证"),
    ("办结", "办结归档", "办结告知"),
)
_ACTS: Mapping[str, str] = MappingProxyType({name: names[0] for names in _SAME_STEP for name in names})


@dataclass(frozen=True)
class PublishedStep:
    """One step. `counted` is None where neither page nor list says whether it counts towards the limit."""

    name: str
    limit: TimeLimit | None
    special: bool
    counted: bool | None
    basis: str
    words: str
    quoted_limit: str

    @property
    def quote(self) -> str:
        return f"环节“{self.name}”" + (f"“{self.quoted_limit}”" if self.quoted_limit else "")


def steps_of(page: GuidePage, approved: Guide) -> tuple[PublishedStep, ...]:
    """Return the steps of the page, those of the list where it shows none, and the records of 特殊环节."""
    records = {plain(record.text(Element.STEP_NAME)): record for record in map(as_step, page.special_steps) if record}
    listed = approved.steps
    if page.steps:
        steps = [_completed(group, records.get(plain(group.text(Element.STEP_NAME)))) for group in page.steps]
    else:
        steps = [_completed(named(step.name), records.get(plain(step.name))) for step in listed]
    known = {plain(group.text(Element.STEP_NAME)) for group in steps}
    steps += [record for name, record in records.items() if name not in known]
    names = [group.text(Element.STEP_NAME) for group in steps]
    pairs = pair_steps([step.name for step in listed], names).items()
    of_page = {j: i for i, j in pairs if not names[j] or step_act(listed[i].name) == step_act(names[j])}
    return tuple(_step(group, listed[of_page[j]] if j in of_page else None) for j, group in enumerate(steps))


def _completed(group: ShownGroup, record: ShownGroup | None) -> ShownGroup:
    """Return a step with what its record adds to it."""
    if record is None:
        return group
    own = {value.element for value in group.values if not is_nothing(value.text)} - {Element.STEP_SPECIAL}
    added = tuple(value for value in record.values if value.element not in own and not is_nothing(value.text))
    replaced = {value.element for value in added}
    return ShownGroup(values=(*(value for value in group.values if value.element not in replaced), *added))


def _step(group: ShownGroup, approved: Step | None) -> PublishedStep:
    listed = {} if approved is None else {field: getattr(approved, field) for field in approved.model_fields_set}
    limit_shown, all_limits = cell(group, Element.STEP_LIMIT), cell_texts(group, Element.STEP_LIMIT)
    if limit_shown is None:
        limit = approved.limit if approved else None
        quoted = f"{limit}（核准清单）" if limit is not None else ""
    else:
        limits = shown_limits(limit_shown) if len(all_limits) == 1 else ()
        limit, quoted = limits[0] if len(limits) == 1 else None, "、".join(all_limits)
    special, counted = cell_text(group, Element.STEP_SPECIAL), cell_text(group, Element.STEP_COUNTED)
    words = [value.text for value in group.values]
    if cell_text(group, Element.STEP_CONTENT) is None and approved is not None and approved.content:
        words.append(approved.content)
    return PublishedStep(
        name=group.text(Element.STEP_NAME) or (approved.name if approved else ""),
        limit=limit,
        special=_is_special(special) if special is not None else listed.get("special") is True,
        counted=read_yes(counted) if counted is not None else listed.get("counted"),
        basis=shown_or(cell_text(group, Element.STEP_BASIS), (approved.basis if approved else None)) or "",
        words="\n".join(words),
        quoted_limit=quoted,
    )


def _is_special(text: str) -> bool:
    """Return whether the text is 是, or names what is special about the step."""
    return not is_nothing(text) and read_yes(text) is not False


def pair_steps(wanted: Sequence[str], offered: Sequence[str]) -> dict[int, int]:
    """Return index in `wanted` → index in `offered`: equal names first, then equal acts, then a single rest."""
    pairs: dict[int, int] = {}
    for key in (step_name, step_act):
        for i, name in enumerate(wanted):
            same = (n for n, other in enumerate(offered) if n not in pairs.values() and key(name) == key(other))
            if i not in pairs and (j := next(same, None)) is not None:
                pairs[i] = j
    left = [i for i in range(len(wanted)) if i not in pairs]
    right = [j for j in range(len(offered)) if j not in pairs.values()]
    if len(left) == len(right) == 1:
        pairs[left[0]] = right[0]
    return pairs


def step_name(text: str) -> str:
    """Return a name without its number: 1.受理, 第一步：受理, （一）受理, ①受理."""
    return plain(without_number(text)).removesuffix("环节").removesuffix("阶段") or plain(text)


def step_act(text: str) -> str:
    """Return the usual name of what a step does: 审核 is 审查."""
    name = step_name(text)
    return _ACTS.get(name, name)
