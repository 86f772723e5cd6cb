"""逻辑错误: whether a guide contradicts itself, the L rules (the notice, 自查的重点 2; ledger box B2).

What the page publishes is judged; what it does not show comes from the approved list, and the quotation says so.
Names, severities and parameters of the rules are data (catalogue/rules.yaml). L30, L31 and L32 are about the files of
forms and tick box B3. How grave a rule is set to be does not matter here, but one that is off is not judged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType

from zicha.model.facts.guide import Element
from zicha.model.finding import Comparison, Problem, Severity
from zicha.model.matter import Matter
from zicha.model.rule_settings import RuleSetting, RuleSettings
from zicha.published.completed import CompletedGuide
from zicha.published.guide import PublishedGuide
from zicha.rules.guide_accuracy.logic import elements, fees, limits, materials, online, visits
from zicha.rules.guide_accuracy.logic.contradiction import Contradiction, Rule
from zicha.rules.problems import problem, question

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "L01": visits.paper_no_courier_zero_visit,
        "L02": visits.zero_visit_but_window_only,
        "L03": visits.full_online_but_visits,
        "L04": visits.visit_without_reason,
        "L05": visits.reason_without_visit,
        "L06": limits.promise_longer_than_legal,
        "L07": limits.licence_over_20_days,
        "L08": limits.instant_with_long_promise,
        "L09": limits.promise_instant_type_promise,
        "L10": limits.instant_with_slow_step,
        "L11": limits.steps_exceed_promise,
        "L12": limits.steps_exceed_legal,
        "L13": limits.missing_core_step,
        "L14": limits.special_step_undeclared,
        "L15": fees.fee_without_standard,
        "L16": fees.free_but_online_pay,
        "L17": visits.zero_visit_pay_impossible,
        "L18": fees.free_but_payment_proof,
        "L19": online.online_yes_form_window_only,
        "L20": online.online_form_without_address,
        "L21": online.offline_but_deep,
        "L22": online.result_feedback_without_channel,
        "L23": online.depth_gap,
        "L24": materials.exempt_yet_demanded,
        "L25": materials.exempt_but_self_made,
        "L26": materials.issued_paper_still_asked,
        "L27": materials.copies_vs_medium,
        "L28": materials.original_and_copy_counts,
        "L29": materials.original_electronic_only,
        "L33": materials.catch_all_material,
        "L34": elements.result_type_mismatch,
        "L35": visits.pickup_but_zero_visit,
        "L36": visits.in_person_but_zero_visit,
        "L37": online.wide_scope_narrow_channel,
        "L38": elements.audience_vs_topics,
        "L39": elements.phones,
        "L40": visits.visits_out_of_enum,
        "L41": online.redirect_without_sso,
        "L42": elements.dates,
        "L43": elements.same_item_two_levels,
        "L44": online.appointment_void,
        "L45": limits.fast_site_visit,
    }
)


def guide_contradictions(
    published: PublishedGuide, matter: Matter, siblings: Sequence[Matter], rules: RuleSettings
) -> Comparison:
    """Return every contradiction, with its rule and the two texts, and one question about what nobody could read.

    `siblings` are the same item at other levels. Compared with each other are the elements that the page shows.
    """
    guide = CompletedGuide(published, matter, siblings)
    problems = (
        _problem(rule, contradiction, guide, rules[rule])
        for rule in RULES
        for contradiction in _contradictions(rule, guide, rules)
    )
    shown = {value.element for value in published.all_values()}
    return Comparison((*problems, *_unread(guide), *_nothing_shown(guide, shown)), len(shown))


def _contradictions(rule: str, guide: CompletedGuide, rules: RuleSettings) -> Iterator[Contradiction]:
    if rule in rules and not rules[rule].is_off:
        yield from RULES[rule](guide, rules[rule])


def _problem(rule: str, contradiction: Contradiction, guide: CompletedGuide, setting: RuleSetting) -> Problem:
    one, other, ask = contradiction
    text = f"{rule} {setting.name}：{one}，而{other}"
    severity = Severity.WARNING if ask else Severity.ERROR
    return problem(guide.page, rule, text, expected=one, seen=other, severity=severity)


def _nothing_shown(guide: CompletedGuide, shown: Collection[Element]) -> Iterator[Problem]:
    """Yield the question what a page says of which no element was recognised: nothing of it was judged."""
    if not shown:
        yield question(guide.page, "B2", "办事指南页面上没有认出任何要素，没有核对是否矛盾，请人工核对")


def _unread(guide: CompletedGuide) -> Iterator[Problem]:
    """Yield one question about all the elements whose words nobody knows, so that no rule judged them."""
    if guide.unread:
        text = f"页面上的{'、'.join(guide.unread)}没有看懂，没有核对是否与其他要素矛盾，请人工核对"
        yield question(guide.page, "B2", text, seen="；".join(guide.unread))
