"""办理流程 against the approved list (the notice, 自查的重点 2: 办理流程各环节内容; ledger box B1).

Steps are paired by name, then by act (审查 and 审核 are one), then as the only ones left on both sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from zicha.model.facts.guide import Element, GuidePage, ShownGroup
from zicha.model.finding import Comparison, Problem
from zicha.model.matter import Guide, MatterType, Step
from zicha.model.time_limit import TimeLimit
from zicha.published.guide import PublishedGuide
from zicha.published.limits import shown_limits
from zicha.published.shown import cell, cell_text, cell_texts
from zicha.published.special_steps import as_step
from zicha.published.steps import pair_steps, step_act, step_name
from zicha.rules.differences import contradiction, difference, doubt, gap, possible_difference
from zicha.rules.guide_accuracy.agreement import is_same_basis
from zicha.rules.limit_comparison import is_same_limit
from zicha.text.answers import read_yes
from zicha.text.folding import is_nothing, plain

# Words of 办理内容 that differ by less than this are asked about; by more, they are another content.
_NEARLY = 85.0


def process_differences(guide: PublishedGuide, approved: Guide) -> Comparison:
    """Return a problem for each step missing, extra, out of order, or with another limit, handler or content."""
    if not guide.page.steps:
        return Comparison(_not_read(guide.page, approved), 0, "核准清单没有列办理流程，办事指南也没有列出")
    page = _with_records(guide.page, approved)
    wanted = [step.name for step in approved.steps]
    offered = [group.text(Element.STEP_NAME) for group in page.steps]
    if not wanted:
        unlisted = possible_difference(page, f"核准清单没有列办理流程，办事指南列出“{'、'.join(offered)}”")
        return Comparison([unlisted], len(offered))
    pairs = pair_steps(wanted, offered)
    compared = [(approved.steps[i], page.steps[j]) for i, j in sorted(pairs.items())]
    problems = (
        *_left_over(page, wanted, offered, pairs),
        *_out_of_order(page, wanted, offered, pairs),
        *(
            problem
            for step, group in compared
            for problem in _step_differences(page, step, group, approved.matter_type)
        ),
        *_not_shown(page, compared),
    )
    return Comparison(problems, len(wanted) + len(offered) - len(pairs))


def _with_records(page: GuidePage, approved: Guide) -> GuidePage:
    """Return the page with each record of 特殊环节 that is a step of the list in its place among the steps."""
    records = {step_name(step.text(Element.STEP_NAME)): step for step in map(as_step, page.special_steps) if step}
    steps = list(page.steps)
    place = 0
    for listed in approved.steps:
        names = [step_act(step.text(Element.STEP_NAME)) for step in steps]
        if step_act(listed.name) in names:
            place = names.index(step_act(listed.name)) + 1
        elif record := records.get(step_name(listed.name)):
            steps.insert(place, record)
            place += 1
    return page.model_copy(update={"steps": tuple(steps)})


def _not_read(page: GuidePage, approved: Guide) -> tuple[Problem, ...]:
    if not approved.steps:
        return ()
    listed = "、".join(step.name for step in approved.steps)
    if page.shown(Element.FLOW_PICTURE):
        return (possible_difference(page, f"办理流程在页面上是图片，无法读取（核准清单为“{listed}”）", listed),)
    return (possible_difference(page, f"办事指南页面上没有认出办理流程的环节（核准清单为“{listed}”）", listed),)


def _left_over(
    page: GuidePage, wanted: Sequence[str], offered: Sequence[str], pairs: dict[int, int]
) -> Iterator[Problem]:
    for i, name in enumerate(wanted):
        if i not in pairs:
            yield contradiction(page, f"办理流程：核准清单有环节“{name}”，办事指南没有", name, "、".join(offered))
        elif step_act(name) != step_act(offered[pairs[i]]):
            yield difference(page, "办理流程的环节", name, offered[pairs[i]])
    for j, name in enumerate(offered):
        if j not in pairs.values():
            yield contradiction(page, f"办理流程：办事指南有环节“{name}”，核准清单没有", "、".join(wanted), name)


def _out_of_order(
    page: GuidePage, wanted: Sequence[str], offered: Sequence[str], pairs: dict[int, int]
) -> Iterator[Problem]:
    places = [pairs[i] for i in sorted(pairs)]
    if places != sorted(places):
        yield difference(page, "办理流程的次序", "→".join(wanted), "→".join(offered))


def _step_differences(page: GuidePage, step: Step, group: ShownGroup, matter_type: MatterType) -> Iterator[Problem]:
    name = f"环节“{step.name}”"
    yield from _limit_differences(page, name, step.limit, group, matter_type)
    for element, listed in ((Element.STEP_HANDLER, step.handler), (Element.STEP_CONTENT, step.content)):
        text = cell_text(group, element)
        if text is None or listed is None or plain(text) == plain(listed):
            continue
        make = doubt if not is_nothing(text) and _is_nearly(plain(text), plain(listed)) else difference
        yield make(page, f"{name}的{element}", listed, text)
    basis = cell_text(group, Element.STEP_BASIS)
    if basis is not None and step.basis is not None and not (agrees := is_same_basis(basis, [step.basis])):
        make = doubt if agrees is None and not is_nothing(basis) else difference
        yield make(page, f"{name}的{Element.STEP_BASIS}", step.basis, basis)
    yield from _flag_differences(page, name, step, group)


def _flag_differences(page: GuidePage, name: str, step: Step, group: ShownGroup) -> Iterator[Problem]:
    """Yield the differences of 特殊环节 and 是否计算在法定办结时限内; a blank means what is usual."""
    for element, field, flag, usual in _flags(step):
        text = cell_text(group, element)
        if text is None or (is_nothing(text) and flag is usual):
            continue
        read = read_yes(text)
        if read is flag:
            continue
        if read is None or field not in step.model_fields_set:
            listed = f"核准清单为“{_word(flag)}”" if field in step.model_fields_set else "核准清单没有写明"
            yield possible_difference(page, f"{name}的{element}：{listed}，办事指南显示“{text}”", _word(flag), text)
        else:
            yield difference(page, f"{name}的{element}", _word(flag), text)


def _flags(step: Step) -> tuple[tuple[Element, str, bool, bool], ...]:
    return (
        (Element.STEP_SPECIAL, "special", step.special, False),
        (Element.STEP_COUNTED, "counted", step.counted, True),
    )


def _word(flag: bool) -> str:
    return "是" if flag else "否"


def _not_shown(page: GuidePage, compared: Sequence[tuple[Step, ShownGroup]]) -> Iterator[Problem]:
    """Yield one question for all that was approved of the steps and not recognised on the page."""
    missing: dict[Element, list[str]] = {}
    for step, group in compared:
        wanted = (
            (Element.STEP_HANDLER, step.handler is not None),
            (Element.STEP_CONTENT, step.content is not None),
            (Element.STEP_BASIS, step.basis is not None),
            *((element, flag is not usual) for element, _, flag, usual in _flags(step)),
        )
        for element, is_listed in wanted:
            if is_listed and cell_text(group, element) is None:
                missing.setdefault(element, []).append(step.name)
    if missing:
        words = {element: f"“{element}”（{'、'.join(names)}）" for element, names in missing.items()}
        gaps = [gap(page, [element], f"办事指南的办理流程中没有认出{each}") for element, each in words.items()]
        yield possible_difference(page, f"办事指南的办理流程中没有认出{'、'.join(words.values())}", gaps=gaps)


def _is_nearly(one: str, other: str) -> bool:
    return one in other or other in one or fuzz.ratio(one, other) >= _NEARLY


def _limit_differences(
    page: GuidePage, name: str, limit: TimeLimit | None, group: ShownGroup, matter_type: MatterType
) -> Iterator[Problem]:
    shown = cell(group, Element.STEP_LIMIT)
    if shown is None:
        if limit is not None and limit.is_set:
            words = f"{name}没有显示时限（核准清单为“{limit}”）"
            gaps = [gap(page, [Element.STEP_LIMIT], words, str(limit))]
            yield possible_difference(page, words, str(limit), gaps=gaps)
        return
    texts = cell_texts(group, Element.STEP_LIMIT)
    quoted = "、".join(texts)
    what = f"{name}的时限"
    read = shown_limits(shown) if len(texts) == 1 else ()  # 审查与决定 may have two 办理步骤, each with its limit
    limits = [each for each in read if each.is_set]
    is_unread = not read and not is_nothing(quoted)
    if is_unread and limit is not None:
        yield doubt(page, what, str(limit), quoted)
        return
    if limit is None:
        if limits or is_unread:
            yield possible_difference(page, f"核准清单没有写明{name}的时限，办事指南显示“{quoted}”", "", quoted)
        return
    if not (limit.is_set and limits):
        if limit.is_set or limits:
            yield difference(page, what, str(limit), shown.text)
        return
    matches = [is_same_limit(each, limit, matter_type) for each in limits]
    if not all(matches):
        make = doubt if True in matches or None in matches else difference
        yield make(page, what, str(limit), shown.text)
