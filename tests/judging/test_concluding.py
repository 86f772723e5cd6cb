"""How a check concludes: by the settings of its rules, by what is due, and as far as the 自查方式 goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest

from tests.support.facts import SEEN
from tests.support.matters import make_case, make_matter
from zicha.catalogue.checks import Check, Need, Per, catalogue
from zicha.judging.reach import out_of_reach
from zicha.judging.severities import judged_by
from zicha.judging.verdicts import (
    ProblemsFound,
    TimedProblems,
    Undecided,
    conclude,
    conclude_when_due,
    not_applicable,
    require_due,
    require_right,
)
from zicha.model.choices import Method
from zicha.model.finding import Comparison, Problem, Severity, Verdict
from zicha.model.rule_settings import MaxSeverity, RuleSetting

PROBLEM = Problem(text="样表是外地的", rule="L31")
OTHER = Problem(text="空表打不开", rule="L30")
NOTE = Problem(text="表单共20项", rule="F-13", severity=Severity.INFO)
LATE = TimedProblems([PROBLEM], SEEN, SEEN)
EARLY = TimedProblems([OTHER], SEEN, SEEN - timedelta(seconds=1))


def undecided(conclude: Callable[[], None]) -> Undecided | None:
    """What a check leaves open, None where it goes on. To pytest that is a skip: let out, it would skip the test."""
    try:
        conclude()
    except Undecided as raised:
        return raised
    return None


def setting(severity: MaxSeverity) -> dict[str, RuleSetting]:
    return {"L31": RuleSetting(name="样表是外地的", severity=severity)}


class TestSettingsOfRules:
    """Applied where a check concludes, whatever the check."""

    def test_a_problem_ticks_the_box(self) -> None:
        with judged_by(setting(MaxSeverity.ERROR)) as judged, pytest.raises(ProblemsFound) as raised:
            conclude([PROBLEM, NOTE])
        assert raised.value.problems == (PROBLEM,)
        assert judged.notes == [NOTE]

    def test_a_person_is_asked(self) -> None:
        with judged_by(setting(MaxSeverity.WARNING)), pytest.raises(Undecided) as raised:
            conclude([PROBLEM])
        assert raised.value.verdict is Verdict.NEEDS_PERSON
        assert [problem.severity for problem in raised.value.problems] == [Severity.WARNING]

    def test_what_is_only_noted_is_kept_once_and_stops_nothing(self) -> None:
        with judged_by(setting(MaxSeverity.INFO)) as judged:
            require_right([PROBLEM, NOTE])
            assert undecided(lambda: conclude([PROBLEM, NOTE])) is None
        assert [(note.rule, note.severity) for note in judged.notes] == [
            ("L31", Severity.INFO),
            ("F-13", Severity.INFO),
        ]

    def test_what_is_off_is_dropped(self) -> None:
        with judged_by(setting(MaxSeverity.OFF)) as judged:
            assert undecided(lambda: conclude([PROBLEM])) is None
        assert judged.notes == []

    def test_the_settings_of_one_test_are_not_those_of_the_next(self) -> None:
        with judged_by(setting(MaxSeverity.OFF)):
            assert undecided(lambda: conclude([PROBLEM])) is None
        with pytest.raises(ProblemsFound):
            conclude([PROBLEM])

    def test_what_was_compared_is_counted_once(self) -> None:
        with judged_by(setting(MaxSeverity.ERROR)) as judged:
            require_right(Comparison([NOTE], 3))
            assert undecided(lambda: conclude(Comparison([NOTE], 3))) is None
            assert undecided(lambda: conclude(Comparison([], 0, "两边都没有"))) is None
            conclude([NOTE])
        assert (judged.compared, judged.nothing) == (3, "两边都没有")
        with judged_by(setting(MaxSeverity.ERROR)) as judged, pytest.raises(ProblemsFound):
            conclude(Comparison([PROBLEM], 2))
        assert judged.compared == 2

    def test_a_check_that_only_looks_compares_nothing(self) -> None:
        with judged_by(setting(MaxSeverity.ERROR)) as judged:
            conclude([])
        assert judged.compared is None

    def test_nothing_but_a_problem_ends_what_must_be_right(self) -> None:
        doubt = PROBLEM.model_copy(update={"severity": Severity.WARNING})
        assert undecided(lambda: require_right([doubt])) is None
        with pytest.raises(ProblemsFound):
            require_right([PROBLEM])


class TestDue:
    @pytest.mark.parametrize("cases", [[LATE], [EARLY, LATE], [TimedProblems([PROBLEM], None, SEEN)]])
    def test_what_is_wrong_and_due_is_a_problem(self, cases: Sequence[TimedProblems]) -> None:
        with pytest.raises(ProblemsFound) as raised:
            conclude_when_due(cases)
        assert raised.value.problems == (PROBLEM,)

    def test_what_is_wrong_too_early_is_not_due(self) -> None:
        with pytest.raises(Undecided, match="之后才能判断") as raised:
            conclude_when_due([TimedProblems([], SEEN, SEEN), EARLY])
        assert raised.value.verdict is Verdict.NOT_DUE

    def test_from_the_due_moment_on_it_can_be_judged(self) -> None:
        assert undecided(lambda: require_due(SEEN, SEEN)) is None
        early = undecided(lambda: require_due(SEEN, SEEN - timedelta(microseconds=1)))
        assert early is not None
        assert (early.verdict, early.reason) == (Verdict.NOT_DUE, "2026-11-23 09:00之后才能判断")
        assert (early.blocked_by, early.problems) == ("", ())

    def test_every_case_is_counted(self) -> None:
        with judged_by({}) as judged:
            conclude_when_due(TimedProblems([], None, SEEN) for _ in range(3))
        assert judged.compared == 3

    def test_what_is_right_is_right_at_once(self) -> None:
        assert undecided(lambda: conclude_when_due([EARLY._replace(problems=[])])) is None


def _check(*needs: Need) -> Check:
    return Check(name="own", point="guide_accuracy", box="B1", needs=needs, per=Per.MATTER, title="自己的检查")


class TestReach:
    """What lies beyond the 自查方式 is open (未核查); only what can never be asked does not apply."""

    @pytest.mark.parametrize(
        ("method", "has_case", "needs", "verdict", "reason"),
        [
            (Method.LOOK, False, (Need.SUBMIT,), Verdict.NOT_REACHED, "自查方式为“入网查看”，未涉及提交测试件"),
            (
                Method.LOOK,
                False,
                (Need.SUBMIT, Need.CASE),
                Verdict.NOT_REACHED,
                "自查方式为“入网查看”，未涉及提交测试件或真实办件",
            ),
            (
                Method.REAL_CASE,
                False,
                (Need.CASE,),
                Verdict.NOT_APPLICABLE,
                "本事项未发生办件，没有实际办理情况可以核对",
            ),
            (Method.LOOK, True, (Need.CASE,), Verdict.NOT_REACHED, "自查方式为“入网查看”，未涉及真实办件"),
        ],
    )
    def test_why_a_check_is_out_of_reach(
        self, method: Method, has_case: bool, needs: tuple[Need, ...], verdict: Verdict, reason: str
    ) -> None:
        matter = make_matter(cases=[make_case("410200", True)] if has_case else [])
        beyond = out_of_reach(_check(*needs), matter.model_copy(update={"method": method}))
        assert beyond is not None
        assert (beyond.verdict, beyond.reason, beyond.blocked_by) == (verdict, reason, "")

    @pytest.mark.parametrize("cases", [(), (make_case("410200", True),)])
    def test_looking_submits_nothing(self, cases: Sequence[dict[str, object]]) -> None:
        """A check that a test application would answer is not out of the question because there is no case."""
        matter = make_matter(cases=list(cases)).model_copy(update={"method": Method.LOOK})
        for needs in ((Need.SUBMIT,), (Need.SUBMIT, Need.CASE)):
            reason = out_of_reach(_check(*needs), matter)
            assert reason is not None
            assert reason.verdict is Verdict.NOT_REACHED

    def test_without_a_case_there_is_no_handling_to_look_at(self) -> None:
        matter = make_matter().model_copy(update={"cases": (), "method": Method.REAL_CASE})
        reason = out_of_reach(_check(Need.CASE), matter)
        assert reason is not None
        assert reason.verdict is not_applicable("").verdict

    def test_a_test_application_stands_in_for_a_case(self) -> None:
        matter = make_matter().model_copy(update={"cases": (), "method": Method.TEST_APPLICATION})
        assert out_of_reach(_check(Need.SUBMIT, Need.CASE), matter) is None

    def test_every_shipped_check_reaches_something(self) -> None:
        matter = make_matter(cases=[make_case("410200", True)]).model_copy(update={"method": Method.REAL_CASE})
        assert all(out_of_reach(check, matter) is None for check in catalogue())
