"""From what a check raised to the finding: every verdict, and everything else that a finding says."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from tests.support import facts
from tests.support.facts import NUMBER, PORTAL, SEEN, guide_page, progress, submission
from tests.support.matters import make_matter
from zicha.catalogue.checks import Check, Need, Per
from zicha.catalogue.working_days import OutsideCalendar
from zicha.evidence.archive import Manifest
from zicha.judging.conclusion import INTERRUPTED, Examination, finding_of, unfinished
from zicha.judging.known_problems import known_problem
from zicha.judging.on_report import attach, finding_on, pack, unpack
from zicha.judging.verdicts import (
    ProblemsFound,
    TimedProblems,
    Undecided,
    blocked,
    conclude,
    conclude_when_due,
    needs_person,
    not_applicable,
    not_reached,
)
from zicha.model.answer import Answer
from zicha.model.facts.records import FactKey, Record
from zicha.model.finding import Finding, Problem, Severity, Uncheckable, Verdict
from zicha.model.matter import Identity, KnownProblem

MATTER = make_matter()
CHECK = Check(name="own", point="guide_accuracy", box="B1", needs=(Need.VIEW,), per=Per.MATTER, title="自己的检查")
PERSON, LEGAL = Identity.PERSON, Identity.LEGAL_PERSON
NOW = SEEN + timedelta(days=1)
PROBLEM = Problem(text="到现场次数不符", rule="K1")
DOUBT = Problem(text="到现场次数比公布的少，请人工核对", rule="K1", severity=Severity.WARNING)
NOTE = Problem(text="表单共20项", rule="F-13", severity=Severity.INFO)


record = partial(facts.record, matter=MATTER.code)


def examined(*records: Record, manifest: Manifest = PORTAL) -> Examination:
    return Examination(CHECK, MATTER, LEGAL, records or (record(guide_page()),), ("a.json",), manifest, NOW, (NOTE,))


@pytest.mark.parametrize(
    ("raised", "verdict", "reason"),
    [
        (None, Verdict.CLEAN, ""),
        (ProblemsFound([PROBLEM]), Verdict.PROBLEM, ""),
        (blocked("A4", "申报页面无法继续"), Verdict.BLOCKED, "申报页面无法继续"),
        (not_applicable("没有办件"), Verdict.NOT_APPLICABLE, "没有办件"),
        (not_reached("入网查看"), Verdict.NOT_REACHED, "入网查看"),
        (needs_person("请人工核查"), Verdict.NEEDS_PERSON, "请人工核查"),
        (Uncheckable("门户正在维护"), Verdict.UNCHECKED, "门户正在维护"),
        (OutsideCalendar("没有2030年的日历"), Verdict.UNCHECKED, "没有2030年的日历"),
        (KeyboardInterrupt(), Verdict.UNCHECKED, INTERRUPTED),
        (ValueError("坏" * 400), Verdict.UNCHECKED, f"本工具出错（ValueError：{'坏' * 300}）"),
    ],
)
def test_what_a_check_raised(raised: BaseException | None, verdict: Verdict, reason: str) -> None:
    finding = finding_of(examined(), raised)
    assert (finding.verdict, finding.reason) == (verdict, reason)


def test_what_else_a_finding_says() -> None:
    finding = finding_of(examined(), ProblemsFound([PROBLEM]))
    assert (finding.matter, finding.check, finding.box, finding.identity) == (MATTER.code, "own", "B1", LEGAL)
    assert finding.problems == (PROBLEM, NOTE)
    assert (finding.portal, finding.evidence, finding.case_number) == ("门户", ("a.json",), "")
    assert (finding.observed_at, finding.judged_at) == (SEEN, NOW)
    assert finding.blocked_by == ""
    assert finding_of(examined(), blocked("A4", "无法继续")).blocked_by == "A4"
    assert finding_of(examined(), not_applicable("没有办件")).blocked_by == ""


def test_the_last_observation_counts() -> None:
    records = record(guide_page(), minutes=5), record(progress(), minutes=9), record(guide_page(), minutes=2)
    assert finding_of(examined(*records), None).observed_at == SEEN + timedelta(minutes=9)


def test_the_number_that_the_portal_gave_a_test_application() -> None:
    records = record(progress()), record(submission()), record(submission(number=NUMBER))
    assert finding_of(examined(*records), None).case_number == NUMBER


@pytest.mark.parametrize(("portal", "fact", "demo"), [(False, False, False), (True, False, True), (False, True, True)])
def test_a_finding_is_of_the_demo_when_the_portal_or_a_fact_is(portal: bool, fact: bool, demo: bool) -> None:
    manifest = PORTAL.model_copy(update={"demo": portal})
    assert finding_of(examined(record(guide_page(), demo=fact), manifest=manifest), None).demo is demo


def test_nothing_is_clean_without_evidence() -> None:
    finding = finding_of(Examination(CHECK, MATTER, LEGAL, (), (), PORTAL, NOW), None)
    assert (finding.verdict, finding.reason) == (Verdict.UNCHECKED, "没有留下证据")
    assert finding.observed_at is None


def test_nothing_compared_with_nothing_is_not_clean() -> None:
    examination = replace(examined(), compared=0, nothing="核准清单和办事指南都没有申请材料")
    finding = finding_of(examination, None)
    assert (finding.verdict, finding.reason) == (Verdict.NOT_APPLICABLE, "核准清单和办事指南都没有申请材料")
    assert finding.compared is None
    assert finding_of(examination, ProblemsFound([PROBLEM])).verdict is Verdict.PROBLEM


def test_a_finding_says_how_many_things_were_compared() -> None:
    finding = finding_of(replace(examined(), compared=7), None)
    assert (finding.verdict, finding.compared) == (Verdict.CLEAN, 7)
    assert "compared" not in finding_of(examined(), None).model_dump()


def test_a_check_that_never_ended() -> None:
    finding = unfinished(CHECK, MATTER.code, LEGAL, "浏览器崩溃", PORTAL, NOW)
    assert finding == Finding(
        matter=MATTER.code,
        check="own",
        box="B1",
        identity=LEGAL,
        verdict=Verdict.UNCHECKED,
        reason="浏览器崩溃",
        portal="门户",
        demo=False,
        judged_at=NOW,
    )


class TestKnownProblems:
    def declared(self, days: int, box: str = "B1", identity: Identity | None = None, **more: object) -> KnownProblem:
        """A declaration that ends so many days after the day of the observation."""
        fields = {"since": date(2026, 9, 1), "expires": SEEN.date() + timedelta(days=days), "owner": "审批科"}
        return KnownProblem.model_validate({"box": box, "reason": "已提交修改", "identity": identity, **fields, **more})

    @pytest.mark.parametrize("identity", [None, LEGAL])
    def test_which_one_is_about_the_box_and_the_identity(self, identity: Identity | None) -> None:
        ours = self.declared(5, identity=identity)
        others = (self.declared(6, box="B2"), self.declared(7, identity=PERSON), self.declared(8, "B2", PERSON))
        matter = MATTER.model_copy(update={"known_problems": (others[0], ours, *others[1:])})
        assert known_problem("B1", matter, LEGAL, SEEN.date()) == ours
        assert known_problem("B1", MATTER, LEGAL, SEEN.date()) is None

    def test_one_on_its_last_day_goes_before_one_expired(self) -> None:
        last_day, expired = self.declared(0), self.declared(-1)
        matter = MATTER.model_copy(update={"known_problems": (last_day, expired)})
        assert known_problem("B1", matter, LEGAL, SEEN.date()) == last_day

    @pytest.mark.parametrize(
        ("raised", "days", "verdict", "escalated"),
        [
            (ProblemsFound([PROBLEM]), 0, Verdict.KNOWN_PROBLEM, True),
            (ProblemsFound([PROBLEM]), -1, Verdict.PROBLEM, False),
            (None, 0, Verdict.RECTIFIED, False),
            (Uncheckable("门户正在维护"), 0, Verdict.UNCHECKED, False),
        ],
    )
    def test_how_a_declared_problem_stands(
        self, raised: BaseException | None, days: int, verdict: Verdict, escalated: bool
    ) -> None:
        known = self.declared(days, identity=LEGAL, escalated=True)
        matter = MATTER.model_copy(update={"known_problems": (known,)})
        finding = finding_of(Examination(CHECK, matter, LEGAL, [record(guide_page())], (), PORTAL, NOW), raised)
        assert (finding.verdict, finding.escalated) == (verdict, escalated)
        if verdict in (Verdict.KNOWN_PROBLEM, Verdict.RECTIFIED):
            assert finding.reason == "已提交修改"

    def test_one_that_is_not_escalated(self) -> None:
        matter = MATTER.model_copy(update={"known_problems": (self.declared(0),)})
        examination = Examination(CHECK, matter, LEGAL, [record(guide_page())], (), PORTAL, NOW)
        assert not finding_of(examination, ProblemsFound([PROBLEM])).escalated

    def test_the_day_is_that_of_beijing(self) -> None:
        evening = Record(
            key=FactKey(kind="guide", matter=MATTER.code),
            portal="门户",
            demo=False,
            at=datetime(2026, 11, 23, 16, 0, tzinfo=UTC),
            fact=guide_page(),
        )
        assert examined(evening).day == date(2026, 11, 24)


class TestOnAReport:
    def report(self, *properties: tuple[str, object]) -> pytest.TestReport:
        return pytest.TestReport("id", ("file", 1, "test"), {}, "passed", None, "call", user_properties=properties)

    def test_a_finding_travels_on_a_report(self) -> None:
        finding, report = finding_of(examined(), None), self.report(("another", "x"))
        assert finding_on(report) is None
        attach(finding, report)
        attach(finding_of(examined(), blocked("A4", "")), report)
        assert finding_on(report) == finding

    def test_it_leaves_a_worker_as_text(self) -> None:
        finding, report, bare = finding_of(examined(), None), self.report(), self.report()
        attach(finding, report)
        for each, carried in ((report, finding), (bare, None)):
            data = json.loads(json.dumps(pack(each._to_json())))
            arrived = pytest.TestReport._from_json(data)
            unpack(arrived)
            assert finding_on(arrived) == carried

    def test_what_is_no_report_of_a_test_carries_none(self) -> None:
        report = self.report()
        del report.user_properties
        assert finding_on(report) is None


class TestConcluding:
    def test_the_words_of_what_is_raised(self) -> None:
        with pytest.raises(ProblemsFound, match=r"^到现场次数不符；样表是外地的$"):
            conclude([PROBLEM, Problem(text="样表是外地的")])
        with pytest.raises(Undecided, match=r"^待人工核查：到现场次数比公布的少，请人工核对；甲$") as raised:
            conclude([DOUBT, DOUBT.model_copy(update={"text": "甲"})])
        assert raised.value.reason == "到现场次数比公布的少，请人工核对；甲"

    def test_what_was_not_seen_leaves_even_a_doubt_open(self) -> None:
        with pytest.raises(Uncheckable, match=r"^门户正在维护$"):
            conclude([DOUBT], "门户正在维护")
        with pytest.raises(ProblemsFound):
            conclude([PROBLEM], "门户正在维护")

    def test_from_when_on_it_can_be_judged(self) -> None:
        due = SEEN.replace(hour=10)
        with pytest.raises(Undecided, match=r"^未到期：2026-11-23 10:00之后才能判断$"):
            conclude_when_due([TimedProblems([PROBLEM], due, SEEN)])
        with pytest.raises(ProblemsFound):
            conclude_when_due([TimedProblems([PROBLEM], due, due)])


class TestAnswers:
    """What people have answered: see tests/test_questions.py for the questions themselves."""

    def test_each_identity_is_asked_about(self) -> None:
        def number(identity: Identity | None) -> str:
            examination = Examination(CHECK, MATTER, identity, [record(guide_page())], (), PORTAL, NOW)
            return finding_of(examination, Undecided(Verdict.NEEDS_PERSON, DOUBT.text)).questions[0].id

        assert len({number(identity) for identity in (None, *Identity)}) == 3

    def test_the_reason_goes_with_the_doubt(self) -> None:
        def judged(reply: str = "") -> Finding:
            answers: tuple[Answer, ...] = ()
            if reply:
                question = judged().questions[0]
                fields = {"question": question.id, "page": question.page, "matter": MATTER.name, "note": "核对过"}
                answers = (Answer.model_validate({**fields, "reply": reply, "who": "甲", "on": date(2026, 11, 24)}),)
            matter = MATTER.model_copy(update={"answers": answers})
            examination = Examination(CHECK, matter, LEGAL, [record(guide_page())], (), PORTAL, NOW)
            return finding_of(examination, Undecided(Verdict.NEEDS_PERSON, DOUBT.text, problems=[DOUBT]))

        assert (judged().verdict, judged().reason) == (Verdict.NEEDS_PERSON, DOUBT.text)
        assert (judged("没有问题").verdict, judged("没有问题").reason) == (Verdict.CLEAN, "经人工核查没有问题")
        assert (judged("有问题").verdict, judged("有问题").reason) == (Verdict.PROBLEM, "")
