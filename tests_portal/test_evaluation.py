"""六、评价功能可用性: can a person evaluate what was done?"""

from collections.abc import Sequence

from zicha.fixtures import EvaluatedCase, FinishedCase
from zicha.judging.verdicts import conclude, require_due
from zicha.model.facts.case import Evaluations, Rating
from zicha.model.facts.guide import EvaluationPage
from zicha.model.thresholds import Thresholds
from zicha.rules.evaluation.availability import (
    failed_rating,
    missing_evaluation,
    missing_prompt,
    unavailable_evaluation,
)
from zicha.rules.result_access.progress import listing_deadline


def test_guide_evaluation_opens(evaluation_page: EvaluationPage) -> None:
    """办事指南“好差评”评价功能是否可用。"""
    conclude(unavailable_evaluation(evaluation_page))


def test_evaluation_prompted_on_completion(finished: Sequence[FinishedCase], thresholds: Thresholds) -> None:
    """事项办理完成后是否正常弹出“好差评”评价页面。"""
    found = {case: missing_prompt(case.prompt, case.evaluations) for case in finished}
    began = {case: case.case.finished_at or case.case.handed_in for case in finished}
    early = {
        case: listing_deadline(when, thresholds)
        for case, when in began.items()
        if when is not None and found[case] and case.prompt.at < listing_deadline(when, thresholds)
    }
    conclude([problem for case in finished if case not in early for problem in found[case]])
    for case, when in early.items():
        require_due(when, case.prompt.at)


def test_evaluation_can_be_submitted(rating: Rating, own_evaluation: Evaluations) -> None:
    """评价结果能否正常提交。"""
    conclude(failed_rating(rating, own_evaluation))


def test_evaluation_is_shown(evaluated: Sequence[EvaluatedCase], thresholds: Thresholds) -> None:
    """评价结果能否在“我的评价”栏目正常展示。"""
    found = {each: missing_evaluation(each.shown, each.grade) for each in evaluated}
    early = {
        each: listing_deadline(each.at, thresholds)
        for each in evaluated
        if each.at is not None and found[each] and each.shown.at < listing_deadline(each.at, thresholds)
    }
    conclude([problem for each in evaluated if each not in early for problem in found[each]])
    for each, when in early.items():
        require_due(when, each.shown.at)
