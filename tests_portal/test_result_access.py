"""五、结果获取便捷性: can an applicant see how the case stands?"""

from zicha.fixtures import FollowedCase
from zicha.model.facts import Progress
from zicha.model.thresholds import Thresholds
from zicha.rules.results import listed_by, not_listed
from zicha.verdicts import due, no_problems


def test_progress_can_be_found(progress: Progress, followed_case: FollowedCase, thresholds: Thresholds) -> None:
    """“我的办件”栏目能否查询办件进度。"""
    if not progress.listed and followed_case.handed_in is not None:
        due(listed_by(followed_case.handed_in, thresholds), progress.at)
    no_problems(not_listed(progress))
