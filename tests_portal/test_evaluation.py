"""六、评价功能可用性: can a person evaluate what was done?"""

from collections.abc import Sequence

from zicha.fixtures import EvaluatedCase, FinishedCase
from zicha.judging.verdicts import TimedProblems, conclude, conclude_when_due
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


def test_evaluation_prompted_on_completion(finished_cases: Sequence[FinishedCase], thresholds: Thresholds) -> None:
    """事项办理完成后是否正常弹出“好差评”评价页面。"""
    conclude_when_due(
        TimedProblems(
            missing_prompt(case.prompt, case.evaluations),
            listing_deadline(case.followed.ended_at, thresholds),
            case.prompt.at,
        )
        for case in finished_cases
    )


def test_evaluation_can_be_submitted(rating: Rating, test_application_evaluation: Evaluations) -> None:
    """评价结果能否正常提交。"""
    conclude(failed_rating(rating, test_application_evaluation))


def test_evaluation_is_shown(evaluated_cases: Sequence[EvaluatedCase], thresholds: Thresholds) -> None:
    """评价结果能否在“我的评价”栏目正常展示。"""
    conclude_when_due(
        TimedProblems(missing_evaluation(case.shown, case.grade), listing_deadline(case.at, thresholds), case.shown.at)
        for case in evaluated_cases
    )
