"""六、评价功能可用性: can a person evaluate what was done?"""

from zicha.model.facts import EvaluationPage
from zicha.rules.evaluation import evaluation_does_not_open
from zicha.verdicts import no_problems


def test_guide_evaluation_opens(evaluation_page: EvaluationPage) -> None:
    """办事指南“好差评”评价功能是否可用。"""
    no_problems(evaluation_does_not_open(evaluation_page))
