"""五、结果获取便捷性: can an applicant see how the case stands, and get the licence on line?"""

from collections.abc import Sequence

from zicha.catalogue.working_days import WorkingDays
from zicha.fixtures import FollowedCase
from zicha.judging.verdicts import TimedProblems, blocked, conclude, conclude_when_due, require_due
from zicha.model.facts.case import Licences
from zicha.model.matter import Case, Matter
from zicha.model.thresholds import Thresholds
from zicha.rules.result_access.licences import licence_deadline, missing_licence
from zicha.rules.result_access.progress import listing_deadline, state_update_deadline, unlisted_case, wrong_state


def test_progress_can_be_found(followed_cases: Sequence[FollowedCase], thresholds: Thresholds) -> None:
    """“我的办件”栏目能否查询办件进度。"""
    conclude_when_due(
        TimedProblems(unlisted_case(case.progress), listing_deadline(case.handed_in, thresholds), case.progress.at)
        for case in followed_cases
    )


def test_progress_is_right(
    followed_cases: Sequence[FollowedCase], thresholds: Thresholds, calendar: WorkingDays
) -> None:
    """“我的办件”栏目能否及时准确查询办件进度。"""
    listed = [case for case in followed_cases if case.progress.listed]
    days = thresholds.state_lag_days
    conclude([problem for case in listed for problem in wrong_state(case.record, case.progress, days, calendar)])
    for case in listed:
        if until := state_update_deadline(case.record, case.progress, days, calendar):
            require_due(until, case.progress.at)
    if len(listed) < len(followed_cases):
        raise blocked("E1", "“我的办件”中查询不到办件")


def test_licence_arrives_in_time(
    matter: Matter, licensed_cases: Sequence[Case], licences: Licences, thresholds: Thresholds
) -> None:
    """纸质证照制发后48小时内能否在“我的证照”栏目查询到电子证照。"""
    name = matter.guide.result.name
    conclude_when_due(
        TimedProblems(
            missing_licence(case, name, licences, licensed_cases), licence_deadline(case, thresholds), licences.at
        )
        for case in licensed_cases
    )
