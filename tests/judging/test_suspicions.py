"""A problem that rests on what did not come is told only once a second look has met the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from tests.support.facts import NUMBER, PAGE, PORTAL, SEEN, application, guide_page, record, submission
from tests.support.matters import make_matter
from zicha.catalogue.checks import Check, catalogue
from zicha.judging.conclusion import Examination, finding_of
from zicha.judging.suspicions import is_shaken
from zicha.judging.verdicts import ProblemsFound, blocked
from zicha.model.facts.journey import Ending, Hop
from zicha.model.facts.records import FactKey, FirstLook, Record
from zicha.model.finding import Finding, Problem, Verdict
from zicha.model.matter import Identity

LATER = SEEN + timedelta(minutes=35)
PROBLEM = Problem(text="申报页面打不开（HTTP 502）", where=PAGE)
DEAD = record(application(Ending.NOT_LOADED, "HTTP 502"))


def again(ending: Ending, after: Record = DEAD, message: str = "", *statuses: int) -> Record:
    """The second look at the way to the form, with what its host answered."""
    first = FirstLook(at=after.at, silence=after.silence)
    hops = tuple(Hop(action="点击“在线办理”", url=PAGE, at=LATER, status=status) for status in statuses)
    fact = application(ending, message).model_copy(update={"at": LATER, "hops": hops})
    return record(fact).model_copy(update={"at": LATER, "first": first, "key": FactKey(kind="application", look=2)})


def judged(records: Sequence[Record], second_look: bool = True, raised: BaseException | None = None) -> Finding:
    check: Check = next(check for check in catalogue() if check.name == "application_page_opens")
    settings = PORTAL.model_copy(update={"second_look": second_look})
    examination = Examination(check, make_matter(), Identity.PERSON, records, (), settings, LATER)
    return finding_of(examination, raised or ProblemsFound([PROBLEM]))


def test_after_one_look_it_is_open() -> None:
    finding = judged([DEAD])
    assert (finding.verdict, finding.problems) == (Verdict.UNCHECKED, ())
    assert finding.reason == "首次核查异常，未及复核（申报页面打不开（HTTP 502））"
    assert is_shaken(finding, [DEAD])


def test_what_stands_behind_it_is_open_as_well() -> None:
    finding = judged([DEAD], raised=blocked("A3", "未到达申报表单"))
    assert (finding.verdict, finding.blocked_by) == (Verdict.UNCHECKED, "")
    assert judged([again(Ending.NOT_LOADED)], raised=blocked("A3", "未到达申报表单")).verdict is Verdict.BLOCKED


def test_what_both_looks_meet_is_a_problem_and_says_so() -> None:
    finding = judged([again(Ending.NOT_LOADED)])
    assert finding.verdict is Verdict.PROBLEM
    assert [problem.text for problem in finding.problems] == ["申报页面打不开（HTTP 502）（当日两次核查均如此）"]
    assert finding.second_look is not None
    assert (finding.second_look.first, finding.second_look.second) == (SEEN, LATER)


@pytest.mark.parametrize(
    ("ending", "message", "statuses", "host"),
    [
        (Ending.NOT_LOADED, "连接被拒绝", (), "portal.example"),
        (Ending.NOT_LOADED, "HTTP 502", (200, 502), "portal.example"),
        (Ending.NOT_LOADED, "页面空白", (200,), "portal.example"),
        (Ending.NOT_LOADED, "HTTP 404", (404,), ""),
        (Ending.NOT_LOADED, "页面不存在或已被删除", (200,), ""),
        (Ending.STUCK, "页面一直在加载", (200,), "portal.example"),
        (Ending.STUCK, "点击“下一步”后页面没有反应", (200,), ""),
        (Ending.ENTRY_DEAD, "“在线办理”", (200,), ""),
        (Ending.SIGN_ON, "", (200,), ""),
    ],
)
def test_whose_doing_it_may_be(ending: Ending, message: str, statuses: tuple[int, ...], host: str) -> None:
    first = record(application(ending, message))
    look = judged([again(ending, first, message, *statuses)]).second_look
    assert look is not None
    assert look.host == host


def test_what_ends_otherwise_the_second_time_is_open() -> None:
    finding = judged([again(Ending.ENTRY_DEAD)])
    assert finding.verdict is Verdict.UNCHECKED
    assert finding.reason == "两次核查的结果不同：先是“申报页面打不开”，复核时是“点击在线办理没有反应”"


def test_what_a_page_says_needs_no_second_look() -> None:
    finding = judged([record(application(Ending.REFUSED, "配置异常"))])
    assert (finding.verdict, finding.problems) == (Verdict.PROBLEM, (PROBLEM,))
    assert not is_shaken(finding, [record(guide_page())])


def test_evidence_of_one_look_is_judged_as_it_was() -> None:
    finding = judged([DEAD], second_look=False)
    assert (finding.verdict, finding.problems) == (Verdict.PROBLEM, (PROBLEM,))
    assert "second_look" not in finding.model_dump_json()


@pytest.mark.parametrize("verdict", [Verdict.CLEAN, Verdict.NOT_APPLICABLE, Verdict.NOT_DUE, Verdict.NOT_REACHED])
def test_what_hangs_on_nothing_missing_is_not_looked_at_again(verdict: Verdict) -> None:
    finding = judged([DEAD]).model_copy(update={"verdict": verdict})
    assert not is_shaken(finding, [DEAD])


def test_what_rests_on_a_failed_test_application_is_judged_by_the_next() -> None:
    clean = judged([DEAD]).model_copy(update={"verdict": Verdict.CLEAN})
    assert is_shaken(clean, [record(submission(dead=True))])
    assert not is_shaken(clean, [record(submission(number=NUMBER))])
