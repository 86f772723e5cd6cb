"""E1: a case stands in 我的办件 in time. T1 (E2): its licence within 48 hours. T2 (G1): its true state, not late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.facts import NUMBER, SEEN, THRESHOLDS, licences, progress
from tests.support.matters import make_case
from tests.support.problems import problem, question
from zicha.catalogue.working_days import working_days
from zicha.model.base import BEIJING
from zicha.model.facts.case import Licence, Stage
from zicha.model.finding import Severity
from zicha.model.matter import Case
from zicha.rules.result_access.licences import licence_deadline, missing_licence
from zicha.rules.result_access.progress import (
    known_stage,
    listing_deadline,
    state_update_deadline,
    unlisted_case,
    wrong_state,
)
from zicha.rules.result_access.wording import moment_in_words

CALENDAR = working_days()
FRIDAY = datetime(2026, 11, 20, 16, 0, tzinfo=BEIJING)
MONDAY = FRIDAY + timedelta(days=3)
TUESDAY = FRIDAY + timedelta(days=4)
WORDS = {
    Stage.DRAFT: "暂存",
    Stage.SUBMITTED: "待预审",
    Stage.ACCEPTED: "办理中",
    Stage.CORRECTION: "材料补正",
    Stage.FINISHED: "已办结",
    Stage.REFUSED: "退回不受理",
    Stage.ENDED: "主动终止",
}


def case(**more: object) -> Case:
    """Applied for on 2026-11-18, accepted the day after; the rest as asked."""
    declared: Mapping[str, object] = {
        **make_case("410200", True),
        "申请时间": datetime(2026, 11, 18, 9, 0, tzinfo=BEIJING),
        "受理时间": datetime(2026, 11, 19, 9, 0, tzinfo=BEIJING),
        **more,
    }
    return Case.model_validate(declared)


class TestListed:
    """E1."""

    def test_a_case_that_is_listed(self) -> None:
        assert unlisted_case(progress()) == ()

    @pytest.mark.parametrize(
        ("message", "text"),
        [
            ("", "（列出3件）"),
            ("系统异常，查询失败", "，页面提示“系统异常，查询失败”"),
            ("页面一直显示“加载中”", "，页面一直显示“加载中”"),
        ],
    )
    def test_a_case_that_is_not_listed(self, message: str, text: str) -> None:
        text = f"“我的办件”中查询不到办件{NUMBER}{text}"
        unlisted = unlisted_case(progress(listed=False, rows=3, message=message))
        assert unlisted == (problem(text, NUMBER, message, rule="E1"),)

    def test_an_empty_list_is_no_excuse(self) -> None:
        assert len(unlisted_case(progress(listed=False, rows=0))) == 1

    def test_it_must_be_listed_after_the_time_of_the_threshold(self) -> None:
        assert listing_deadline(SEEN, THRESHOLDS) == SEEN + timedelta(seconds=600)
        assert listing_deadline(None, THRESHOLDS) is None
        assert listing_deadline(SEEN, THRESHOLDS.model_copy(update={"listed_after": 0})) == SEEN


class TestState:
    """T2."""

    def judged(self, shown: Stage, declared: Case | None, at: datetime) -> str:
        """What the rule says: an E, a W, not due, or nothing."""
        progress_shown = progress(state=WORDS[shown], stage=shown, at=at)
        problem = wrong_state(declared, progress_shown, THRESHOLDS.state_lag_days, CALENDAR)
        if problem:
            return problem[0].severity.value
        until = state_update_deadline(declared, progress_shown, THRESHOLDS.state_lag_days, CALENDAR)
        return "late" if until and at >= until else "early" if until else ""

    def test_hit_a_state_that_was_never_brought_up_to_date(self) -> None:
        real_case = case(办结时间=FRIDAY)
        progress_shown = progress(state="待预审", stage=Stage.SUBMITTED, at=TUESDAY)
        (problem,) = wrong_state(real_case, progress_shown, THRESHOLDS.state_lag_days, CALENDAR)
        assert problem.text == (
            f"“我的办件”中办件{NUMBER}显示“待预审”，实际为“已办结”（2026-11-20 16:00），超过1个工作日没有更新"
        )
        assert (problem.rule, problem.expected, problem.seen) == ("T2", "已办结", "待预审")

    @pytest.mark.parametrize(
        ("shown", "declared", "expected", "words"),
        [
            (Stage.ACCEPTED, case(办结时间=FRIDAY), "已办结", "（2026-11-20 16:00），超过1个工作日没有更新"),
            (Stage.DRAFT, case(受理时间=None, 是否受理=None), "已提交", "（2026-11-18 09:00）"),
            (Stage.DRAFT, None, "已提交", ""),
            (Stage.REFUSED, case(), "已受理", "（2026-11-19 09:00）"),
            (Stage.ENDED, case(办结时间=FRIDAY), "已办结", "（2026-11-20 16:00）"),
        ],
    )
    def test_a_wrong_state_in_words(self, shown: Stage, declared: Case | None, expected: str, words: str) -> None:
        text = f"“我的办件”中办件{NUMBER}显示“{WORDS[shown]}”，实际为“{expected}”{words}"
        judged = wrong_state(declared, progress(state=WORDS[shown], stage=shown, at=TUESDAY), 1, CALENDAR)
        assert judged == (problem(text, expected, WORDS[shown], rule="T2").model_copy(update={"at": TUESDAY}),)

    @pytest.mark.parametrize(
        ("shown", "declared", "expected", "words"),
        [
            (Stage.FINISHED, case(), "已受理", "（2026-11-19 09:00）"),
            (Stage.SUBMITTED, case(受理时间=None), "已受理", "，但没有记录自何时起"),
            (Stage.FINISHED, Case.model_validate(make_case("410200", False, "材料不齐全")), "不予受理", ""),
        ],
    )
    def test_a_doubtful_state_in_words(self, shown: Stage, declared: Case, expected: str, words: str) -> None:
        text = f"“我的办件”中办件{NUMBER}显示“{WORDS[shown]}”，实际为“{expected}”{words}"
        judged = wrong_state(declared, progress(state=WORDS[shown], stage=shown), 1, CALENDAR)
        assert judged == (question(text, expected, WORDS[shown], rule="T2"),)

    @pytest.mark.parametrize(
        ("at", "expected"),
        [
            (FRIDAY, "early"),
            (MONDAY, "early"),
            (MONDAY.replace(hour=23, minute=59), "early"),
            (TUESDAY.replace(hour=0), "E"),
            (TUESDAY, "E"),
        ],
    )
    def test_near_miss_a_lag_within_one_working_day_over_a_weekend(self, at: datetime, expected: str) -> None:
        assert self.judged(Stage.ACCEPTED, case(办结时间=FRIDAY), at) == expected

    def test_near_miss_over_a_holiday(self) -> None:
        """国庆: 2026-09-30 was worked, 2026-10-08 is the next working day."""
        real_case = case(
            申请时间=datetime(2026, 9, 28, 9, 0, tzinfo=BEIJING),
            受理时间=datetime(2026, 9, 29, 9, 0, tzinfo=BEIJING),
            办结时间=datetime(2026, 9, 30, 17, 0, tzinfo=BEIJING),
        )
        assert self.judged(Stage.ACCEPTED, real_case, datetime(2026, 10, 8, 17, 0, tzinfo=BEIJING)) == "early"
        assert self.judged(Stage.ACCEPTED, real_case, datetime(2026, 10, 9, 9, 0, tzinfo=BEIJING)) == "E"

    def test_the_lag_runs_from_the_first_step_that_is_not_shown(self) -> None:
        """Finished just now, but not even the acceptance of days ago shows."""
        real_case = case(办结时间=TUESDAY - timedelta(hours=1))
        assert self.judged(Stage.SUBMITTED, real_case, TUESDAY) == "E"
        assert self.judged(Stage.ACCEPTED, real_case, TUESDAY) == "early"

    @pytest.mark.parametrize("shown", [Stage.ACCEPTED, Stage.CORRECTION])
    def test_exception_other_words_for_the_same(self, shown: Stage) -> None:
        assert self.judged(shown, case(), TUESDAY) == ""

    @pytest.mark.parametrize(
        ("shown", "expected"),
        [
            (Stage.REFUSED, "E"),
            (Stage.ENDED, "E"),
            (Stage.CORRECTION, "E"),
            (Stage.DRAFT, "E"),
            (Stage.FINISHED, ""),
        ],
    )
    def test_a_finished_case_shown_as_something_else(self, shown: Stage, expected: str) -> None:
        assert self.judged(shown, case(办结时间=FRIDAY), TUESDAY) == expected

    @pytest.mark.parametrize(
        ("shown", "expected"),
        [(Stage.FINISHED, "W"), (Stage.ENDED, "W"), (Stage.REFUSED, "E"), (Stage.SUBMITTED, "E")],
    )
    def test_where_the_record_may_be_behind_a_person_is_asked(self, shown: Stage, expected: str) -> None:
        assert self.judged(shown, case(), TUESDAY) == expected

    @pytest.mark.parametrize(
        ("shown", "expected"),
        [(Stage.REFUSED, ""), (Stage.ACCEPTED, "E"), (Stage.FINISHED, "W"), (Stage.SUBMITTED, "W")],
    )
    def test_a_refused_case(self, shown: Stage, expected: str) -> None:
        real_case = Case.model_validate(make_case("410200", False, "材料不齐全"))
        assert self.judged(shown, real_case, TUESDAY) == expected

    @pytest.mark.parametrize("shown", [stage for stage in Stage if stage is not Stage.DRAFT])
    def test_of_a_test_application_nothing_is_known_but_that_it_was_submitted(self, shown: Stage) -> None:
        assert self.judged(shown, None, SEEN) == ""
        assert self.judged(Stage.DRAFT, None, SEEN) == "E"

    @pytest.mark.parametrize(
        ("shown", "expected"),
        [(Stage.SUBMITTED, "W"), (Stage.DRAFT, "E"), (Stage.ACCEPTED, ""), (Stage.CORRECTION, "")],
    )
    def test_a_case_accepted_nobody_knows_when(self, shown: Stage, expected: str) -> None:
        """Since when the state shown is behind cannot be told, so that a person is asked."""
        assert self.judged(shown, case(受理时间=None), TUESDAY + timedelta(days=60)) == expected

    @pytest.mark.parametrize(
        ("state", "text"),
        [
            ("流转中", f"“我的办件”中办件{NUMBER}显示“流转中”，没有认出是什么状态"),
            ("", f"“我的办件”中办件{NUMBER}的状态为空白"),
        ],
    )
    def test_a_state_that_is_not_understood_is_asked_about(self, state: str, text: str) -> None:
        unread = progress(state=state, stage=None)
        assert wrong_state(case(), unread, 1, CALENDAR) == (question(text, seen=state, rule="T2"),)

    def test_what_is_not_listed_has_no_state(self) -> None:
        assert wrong_state(case(), progress(listed=False), 1, CALENDAR) == ()

    def test_what_is_to_come_is_not_known_yet(self) -> None:
        assert known_stage(case(办结时间=TUESDAY), MONDAY)[0] is Stage.ACCEPTED
        assert known_stage(case(办结时间=TUESDAY), TUESDAY) == (Stage.FINISHED, TUESDAY)
        accepted_later = case(受理时间=MONDAY)
        assert known_stage(accepted_later, MONDAY) == (Stage.ACCEPTED, MONDAY)
        assert known_stage(accepted_later, FRIDAY) == (Stage.SUBMITTED, accepted_later.applied_at)

    def test_the_day_from_which_a_lag_counts_is_that_of_beijing(self) -> None:
        real_case = case(办结时间=FRIDAY.replace(hour=0, minute=30))
        deadline = state_update_deadline(real_case, progress(at=FRIDAY), THRESHOLDS.state_lag_days, CALENDAR)
        assert deadline == TUESDAY.replace(hour=0)

    @given(
        st.sampled_from(Stage),
        st.datetimes(datetime(2026, 11, 19), datetime(2026, 12, 1)),
        st.one_of(st.none(), st.datetimes(datetime(2026, 11, 20), datetime(2026, 12, 1))),
    )
    def test_a_lag_is_either_early_or_a_problem(self, shown: Stage, at: datetime, finished: datetime | None) -> None:
        """What is early is no problem, and what is not early any more is one."""
        assert self.judged(shown, case(办结时间=finished), at.replace(tzinfo=BEIJING)) != "late"


class TestLicence:
    """T1."""

    paper = datetime(2026, 11, 20, 17, 0, tzinfo=BEIJING)
    name = "取水许可证"

    def held(self, *shown: Licence, message: str = "") -> str:
        real_case = case(办结时间=FRIDAY, 纸质证照制发时间=self.paper)
        problem = missing_licence(real_case, self.name, licences(*shown, message=message))
        return problem[0].severity.value if problem else ""

    def test_hit_after_48_hours(self) -> None:
        """The limit is in calendar hours: Friday evening to Sunday evening."""
        real_case = case(办结时间=FRIDAY, 纸质证照制发时间=self.paper)
        assert licence_deadline(real_case, THRESHOLDS) == datetime(2026, 11, 22, 17, 0, 1, tzinfo=BEIJING)
        (problem,) = missing_licence(real_case, self.name, licences())
        assert problem.text == (
            f"办件{NUMBER}的纸质证照于2026-11-20 17:00制发，“我的证照”中查询不到《取水许可证》（列出0件证照）"
        )
        assert (problem.rule, problem.severity, problem.expected) == ("T1", Severity.ERROR, self.name)

    def test_near_miss_exactly_48_hours(self) -> None:
        """“48小时内”: at 48:00:00 it is not late yet."""
        real_case = case(办结时间=FRIDAY, 纸质证照制发时间=self.paper)
        assert self.paper + timedelta(hours=48) < licence_deadline(real_case, THRESHOLDS)
        assert self.paper + timedelta(hours=48, seconds=1) >= licence_deadline(real_case, THRESHOLDS)

    @pytest.mark.parametrize(
        "shown",
        [
            Licence(name="取水许可证", case=NUMBER),
            Licence(name="取水许可证", issued="2026-11-21 10:00"),
            Licence(name="取水许可证", issued="2026年11月21日"),
            Licence(name="中华人民共和国取水许可证（正本）", issued="2026-11-21"),
            Licence(name="《取水许可证》", issued="2026/11/20"),
            Licence(name="取水许可证书", case=NUMBER),
            Licence(name="取水许可证", issued="2026-11-18"),
        ],
    )
    def test_exception_it_is_there(self, shown: Licence) -> None:
        assert self.held(shown) == ""
        assert self.held(Licence(name="营业执照", issued="2020-01-01"), shown) == ""

    @pytest.mark.parametrize(
        "shown",
        [
            Licence(name="取水许可证", issued="2021-05-20"),
            Licence(name="取水许可证", case="410200020221226A000999", issued="2021-05-20"),
            Licence(name="取水许可证", case="410200020221226A000999", issued="2026-11-21"),
            Licence(name="取水许可证", case="410200020221226A000999"),
            Licence(name="营业执照", issued="2026-11-21"),
            Licence(name="排污许可证", issued="2026-11-21"),
            Licence(name="电子证照", issued="2026-11-21"),
            Licence(name="取水许可证", issued="2026-11-17"),
        ],
    )
    def test_an_older_or_another_licence_is_not_it(self, shown: Licence) -> None:
        assert self.held(shown) == "E"

    @pytest.mark.parametrize(
        "shown",
        [
            Licence(name="取水许可证"),
            Licence(name="取水许可证", issued="长期"),
            Licence(name="河南省取水许可证（电子）", issued="2026-11-21"),
            Licence(name="河南省取水许可证（电子）", issued="2026-11-18"),
            Licence(name="行政许可决定书", case=NUMBER),
            Licence(name="取水许可证", case="豫水许字2026第8号", issued="2026-11-21"),
        ],
    )
    def test_what_might_be_it_is_shown_to_a_person(self, shown: Licence) -> None:
        assert self.held(shown) == "W"

    def test_a_licence_serves_one_case(self) -> None:
        """Each of two cases needs a licence of its own; where there are fewer, a person is asked about one."""
        cases = [
            case(办件编号=number, 纸质证照制发时间=self.paper, 申请时间=datetime(2026, 11, day, 9, 0, tzinfo=BEIJING))
            for number, day in (("410200020221226A000001", 16), ("410200020221226A000002", 18))
        ]

        def texts_of(*shown: Licence) -> list[str]:
            each_problem = (missing_licence(each, self.name, licences(*shown), cases) for each in cases)
            return ["".join(problem.severity.value for problem in problems) for problems in each_problem]

        early, late = (Licence(name="取水许可证", issued=f"2026-11-{day}") for day in (17, 20))
        numbered = Licence(name="取水许可证", case=cases[0].number)
        assert texts_of(late) == ["W", ""]
        assert texts_of(early) == ["", "E"]
        assert texts_of(early, late) == texts_of(late, late) == texts_of(numbered, late) == ["", ""]
        assert texts_of(early, numbered) == ["", "E"]
        assert texts_of(numbered) == ["", "E"]

    def test_a_licence_may_be_of_the_first_day_on_record(self) -> None:
        """The day on which it was applied for, else accepted, else made; days are those of Beijing."""
        night = datetime(2026, 11, 18, 0, 30, tzinfo=BEIJING)
        for real_case in (
            case(申请时间=night, 纸质证照制发时间=self.paper),
            case(申请时间=None, 受理时间=night, 纸质证照制发时间=self.paper),
            case(申请时间=None, 受理时间=None, 纸质证照制发时间=night),
        ):
            first, before = (Licence(name=self.name, issued=f"2026-11-{day}") for day in (18, 17))
            assert missing_licence(real_case, self.name, licences(first)) == ()
            assert len(missing_licence(real_case, self.name, licences(before))) == 1

    def test_a_licence_that_the_inventory_does_not_name_is_asked_about(self) -> None:
        held = licences(Licence(name="无", issued="2026-11-21"), message="共1件")
        text = f"事项清单没有写审批结果的结果名称，不能判断“我的证照”中有没有办件{NUMBER}的证照"
        judged = missing_licence(case(纸质证照制发时间=self.paper), "无", held)
        assert judged == (question(text, "无", "共1件", rule="T1"),)

    def test_what_might_be_it_in_words(self) -> None:
        shown = Licence(name="取水许可证"), Licence(name="河南省取水许可证（电子）", issued="2026-11-21")
        both = "《取水许可证》、2026-11-21的《河南省取水许可证（电子）》"
        text = f"“我的证照”中有{both}，看不出是否为办件{NUMBER}的《取水许可证》"
        judged = missing_licence(case(纸质证照制发时间=self.paper), self.name, licences(*shown, message="共2件"))
        assert judged == (question(text, self.name, "共2件", rule="T1"),)

    @pytest.mark.parametrize(
        ("held", "message", "words"),
        [
            ((Licence(name="取水许可证", issued="2021-05-20"),), "系统异常", "页面提示“系统异常”"),
            ((), "页面空白", "页面空白"),
            ((Licence(name="取水许可证", issued="2021-05-20"),), "", "只有2021-05-20的《取水许可证》"),
            (
                (
                    Licence(name="取水许可证", case="410200020221226A000999"),
                    Licence(name="取水许可证", issued="2021-05-20"),
                ),
                "",
                "只有410200020221226A000999的《取水许可证》、2021-05-20的《取水许可证》",
            ),
            ((Licence(name="营业执照", issued="2026-11-21"),), "", "列出1件证照"),
        ],
    )
    def test_what_the_page_shows_instead(self, held: Sequence[Licence], message: str, words: str) -> None:
        text = f"办件{NUMBER}的纸质证照于2026-11-20 17:00制发，“我的证照”中查询不到《取水许可证》（{words}）"
        judged = missing_licence(case(纸质证照制发时间=self.paper), self.name, licences(*held, message=message))
        assert judged == (problem(text, self.name, message, rule="T1"),)

    def test_a_moment_that_is_not_known_has_no_words(self) -> None:
        assert moment_in_words(None) == ""
        assert moment_in_words(SEEN) == "2026-11-23 17:00"

    def test_without_a_paper_licence_nothing_is_due(self) -> None:
        with pytest.raises(ValueError, match="纸质证照制发时间"):
            licence_deadline(case(), THRESHOLDS)

    @given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12))
    def test_any_licence_is_answered(self, name: str, number: str, issued: str) -> None:
        assert self.held(Licence(name=name, case=number, issued=issued)) in ("", "E", "W")
