"""六、评价功能可用性: can a person evaluate what was done?"""

from collections.abc import Sequence

from zicha.fixtures import Evaluated, Finished
from zicha.judging.verdicts import due, no_problems
from zicha.model.facts import EvaluationPage, Evaluations, Rating
from zicha.model.thresholds import Thresholds
from zicha.rules.evaluation.evaluations import (
    evaluation_does_not_open,
    not_prompted,
    not_shown,
    rating_fails,
)
from zicha.rules.result_access.results import listed_by


def test_guide_evaluation_opens(evaluation_page: EvaluationPage) -> None:
    """办事指南“好差评”评价功能是否可用。"""
    no_problems(evaluation_does_not_open(evaluation_page))


def test_evaluation_prompted_on_completion(finished: Sequence[Finished], thresholds: Thresholds) -> None:
    """事项办理完成后是否正常弹出“好差评”评价页面。"""
    found = {case: not_prompted(case.prompt, case.evaluations) for case in finished}
    began = {case: case.case.finished_at or case.case.handed_in for case in finished}
    early = {
        case: listed_by(when, thresholds)
        for case, when in began.items()
        if when is not None and found[case] and case.prompt.at < listed_by(when, thresholds)
    }
    no_problems([problem for case in finished if case not in early for problem in found[case]])
    for case, when in early.items():
        due(when, case.prompt.at)


def test_evaluation_can_be_submitted(rating: Rating, own_evaluation: Evaluations) -> None:
    """评价结果能否正常提交。"""
    no_problems(rating_fails(rating, own_evaluation))


def test_evaluation_is_shown(evaluated: Sequence[Evaluated], thresholds: Thresholds) -> None:
    """评价结果能否在“我的评价”栏目正常展示。"""
    found = {each: not_shown(each.shown, each.grade) for each in evaluated}
    early = {
        each: listed_by(each.at, thresholds)
        for each in evaluated
        if each.at is not None and found[each] and each.shown.at < listed_by(each.at, thresholds)
    }
    no_problems([problem for each in evaluated if each not in early for problem in found[each]])
    for each, when in early.items():
        due(when, each.shown.at)
