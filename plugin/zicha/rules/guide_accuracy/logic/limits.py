"""Limits against each other, against the handling type and against the steps (rules L06–L14, L45)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from zicha.model.matter import HandlingType, MatterType
from zicha.model.rule_settings import RuleSetting
from zicha.model.time_limit import TimeLimit
from zicha.published.completed import CompletedGuide
from zicha.published.quoting import Quoted
from zicha.published.steps import PublishedStep
from zicha.rules.guide_accuracy.logic.contradiction import Contradiction
from zicha.rules.limit_comparison import calendar_days, has_same_unit, is_longer_limit
from zicha.text.folding import is_nothing
from zicha.text.steps import BY_LAW, CORE, SENT, is_parallel, says_not_counted


class _TimedStep(NamedTuple):
    """A step that takes time, and how much."""

    step: PublishedStep
    limit: TimeLimit
    amount: int | Decimal


def promise_longer_than_legal(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L06 (provincial form validators): no promise is longer than the law allows.

    Not where the law sets no limit, or 0 stands for 即办. Units are converted; what stays unclear is a question.
    """
    legal, promised = guide.legal_limit, guide.promised_limit
    if legal is None or promised is None or not legal.value.amount or not promised.value.amount:
        return
    longer = is_longer_limit(promised.value, legal.value, guide.matter_type)
    if longer is not False:
        yield Contradiction(promised.quote, legal.quote, longer is None)


def licence_over_20_days(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L07 (行政许可法第四十二条): a licence is decided within 20 working days, unless a law says otherwise.

    Not where the note gives a reason, or a lower organ examines first (第四十三条).
    """
    legal, note = guide.legal_limit, guide.legal_limit_note
    if guide.matter_type is not MatterType.LICENCE or legal is None or (note is not None and note.value):
        return
    twenty = TimeLimit(amount=rule.number("days"))
    if any("初审" in step.name or "上报" in step.name for step in guide.steps):
        return
    if legal.value.amount and is_longer_limit(legal.value, twenty, guide.matter_type) is not False:
        yield Contradiction(legal.quote, note.quote if note else "没有法定办结时限说明")


def instant_with_long_promise(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L08 (浙江's validator: 即办件 ⇔ 即办; others allow one working day)."""
    kind, promised = guide.handling_type, guide.promised_limit
    if kind is None or promised is None or kind.value is not HandlingType.INSTANT or not promised.value.amount:
        return
    longer = is_longer_limit(promised.value, TimeLimit(amount=rule.number("days")), guide.matter_type)
    if longer is not False:
        yield Contradiction(kind.quote, promised.quote, longer is None)


def promise_instant_type_promise(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L09 (working validators of provincial guides)."""
    kind, promised = guide.handling_type, guide.promised_limit
    if kind and promised and kind.value is HandlingType.PROMISED and promised.value.amount == 0:
        yield Contradiction(promised.quote, kind.quote)


def instant_with_slow_step(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L10 (inferred from L08 and 行政许可法第四十五条). A step that stands outside the limit is a question."""
    kind = guide.handling_type
    if kind is None or kind.value is not HandlingType.INSTANT:
        return
    allowed = TimeLimit(amount=rule.number("days"))
    for step in guide.steps:
        slow = bool(step.limit and step.limit.amount and is_longer_limit(step.limit, allowed, guide.matter_type))
        if slow or any(word in step.name for word in rule.words("steps")):
            yield Contradiction(kind.quote, step.quote, _stands_outside(step))


def steps_exceed_promise(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L11 (working validators of provincial guides: 表格流程时间之和)."""
    if guide.promised_limit is not None:
        yield from _steps_exceed(guide, guide.promised_limit)


def steps_exceed_legal(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L12 (as L11, and 行政许可法第四十五条)."""
    if guide.legal_limit is not None and guide.legal_limit.value.amount:
        yield from _steps_exceed(guide, guide.legal_limit)


def _steps_exceed(guide: CompletedGuide, limit: Quoted[TimeLimit]) -> Iterator[Contradiction]:
    """Yield the contradiction that the steps are too long together; a question with steps that may not count."""
    timed = [
        _TimedStep(step, step.limit, step.limit.amount) for step in guide.steps if step.limit and step.limit.amount
    ]
    sure = [each for each in timed if _counts(each.step) is True]
    perhaps = [each for each in timed if _counts(each.step) is not False]
    if limit.value.amount is None or not perhaps:
        return
    longer = _longer_together(sure, limit.value, guide.matter_type)
    if longer is not True and _longer_together(perhaps, limit.value, guide.matter_type) is not False:
        longer = None
    if longer is not False:
        total = "＋".join(f"{each.step.name}{each.limit}" for each in (sure if longer else perhaps))
        yield Contradiction(f"办理流程合计{total}", limit.quote, longer is None)


def _counts(step: PublishedStep) -> bool | None:
    """Return whether the time of a step counts towards the limit of the matter; None where only a person can tell.

    送达 follows the decision, and so the limit (行政许可法第四十四条), unless the decision is made in the same step.
    """
    if _stands_outside(step):
        return False
    if SENT.is_in(step.name):
        also = any(words.is_in(step.name) for core, words in CORE.items() if core != "送达")
        return None if also else False
    if step.counted is None and (step.special or BY_LAW.is_in(step.name)):
        return None
    return True


def _stands_outside(step: PublishedStep) -> bool:
    """Return whether the page states that a step does not count, or lies within another one."""
    return step.counted is False or says_not_counted(step.words, step.name)


def _longer_together(steps: Sequence[_TimedStep], limit: TimeLimit, kind: MatterType) -> bool | None:
    """Return whether steps taken one after the other exceed a limit; None where their units leave it open."""
    if not steps:
        return False
    first = steps[0].limit
    if all(has_same_unit(each.limit, first, kind) for each in steps):
        total = TimeLimit(amount=round(Decimal(_in_turn(steps, lambda each: float(each.amount))), 2), unit=first.unit)
        return is_longer_limit(total, limit, kind)
    fewest = _in_turn(steps, lambda each: calendar_days(each.limit)[0])
    most = _in_turn(steps, lambda each: calendar_days(each.limit)[1])
    allowed = calendar_days(limit)
    return True if fewest > allowed[1] else None if most > allowed[0] else False


def _in_turn(steps: Sequence[_TimedStep], length: Callable[[_TimedStep], float]) -> float:
    """Return how long the steps take one after the other; of parallel ones the longest."""
    total, last = 0.0, 0.0
    for each in steps:
        own = length(each)
        if is_parallel(each.step.words):
            total, last = total - last + max(last, own), max(last, own)
        else:
            total, last = total + own, own
    return total


def missing_core_step(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L13 (浙江's validator): 受理, 审查, 决定 and 送达 of a licence. 即办件 may do them in one."""
    instant = guide.handling_type is not None and guide.handling_type.value is HandlingType.INSTANT
    if guide.matter_type is not MatterType.LICENCE or instant or not guide.steps:
        return
    names = [step.name for step in guide.steps]
    missing = [core for core, words in CORE.items() if not any(map(words.is_in, names))]
    if missing:
        yield Contradiction(f"办理流程为“{'→'.join(names)}”", f"缺少{'、'.join(missing)}")


def special_step_undeclared(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L14 (行政许可法第四十五条: 应当将所需时间书面告知申请人)."""
    for step in guide.steps:
        if not step.special and not any(word in step.name for word in rule.words("steps")):
            continue
        missing = [
            what
            for what, there in (
                ("时限", step.limit.is_set if step.limit is not None else not is_nothing(step.quoted_limit)),
                ("是否计入办结时限", step.counted is not None),
                ("法定依据", bool(step.basis) or "《" in step.words),
            )
            if not there
        ]
        if missing:
            yield Contradiction(f"特殊{step.quote}", f"没有写明{'、'.join(missing)}")


def fast_site_visit(guide: CompletedGuide, rule: RuleSetting) -> Iterator[Contradiction]:
    """L45 (prior art, its own number): a look at the place takes time. Not where it stands outside the limit."""
    promised = guide.promised_limit
    if promised is None or promised.value.amount is None:
        return
    short = is_longer_limit(TimeLimit(amount=rule.number("days")), promised.value, guide.matter_type)
    for step in guide.steps:
        visited = any(word in step.name for word in rule.words("steps"))
        if visited and short and not _stands_outside(step):
            yield Contradiction(step.quote, promised.quote)
