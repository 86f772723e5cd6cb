"""Questions to people: what is asked, under which number, and what the answers make of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.facts import SEEN, THRESHOLDS, application, application_form, form_field, guide_page, login
from tests.support.facts import shown as shown_value
from tests.support.matters import make_case, make_matter
from tests.support.reading import time_limit_differences
from zicha.catalogue.checks import Check, catalogue
from zicha.evidence.archive import Manifest
from zicha.judging.conclusion import Examination, finding_of
from zicha.judging.verdicts import ProblemsFound, Undecided
from zicha.model.answer import Answer, Reply
from zicha.model.facts.guide import Element
from zicha.model.facts.journey import Application, Ending, Hop, MatterMention
from zicha.model.facts.records import Fact, FactKey, Record
from zicha.model.finding import Finding, Problem, Severity, Verdict
from zicha.model.matter import Identity, KnownProblem, Matter
from zicha.rules.application_ease.journeys import wrong_landing

MANIFEST = Manifest(
    portal="门户",
    profile="demo",
    address="https://portal.example",
    demo=True,
    thresholds=THRESHOLDS,
    rules={},
    started=SEEN,
)
NOW = SEEN + timedelta(minutes=1)
WARNING = Problem(text="承诺办结时限：页面显示“10日”，请人工核对", rule="B1", severity=Severity.WARNING, seen="10日")
OBSCURE = Problem(text="表单是否难懂，请2人（至少1人来自其他部门）评定", rule="难懂", severity=Severity.WARNING)
ERROR = Problem(text="承诺办结时限与清单不符", rule="B1")


def check(name: str) -> Check:
    return next(each for each in catalogue() if each.name == name)


def record(fact: Fact, matter: Matter | None, at: datetime = SEEN) -> Record:
    key = FactKey(kind=fact.kind, matter=matter.code if matter else "")
    return Record(key=key, portal="门户", demo=True, at=at, fact=fact)


def judged(
    matter: Matter,
    *problems: Problem,
    fact: Fact | None = None,
    name: str = "time_limits_are_accurate",
    at: datetime = SEEN,
    reason: str = "请人工核查",
) -> Finding:
    """What a check concludes that saw one page and left `problems` (or only a reason) to a person."""
    wrong = any(problem.severity is Severity.ERROR for problem in problems)
    error = ProblemsFound(problems) if wrong else Undecided(Verdict.NEEDS_PERSON, reason, problems=problems)
    page = fact or guide_page([shown_value(Element.PROMISED_LIMIT, "10日")])
    identity = Identity.LEGAL_PERSON if check(name).per == "identity" else None
    about = None if page.kind == "login" else matter
    records, evidence = [record(page, about, at)], ("guide.json",)
    return finding_of(Examination(check(name), matter, identity, records, evidence, MANIFEST, NOW), error)


def answer(to: Finding, reply: str = "没有问题", number: int = 0, **more: Any) -> Answer:
    question = to.questions[number]
    fields = {"who": "审批科 007", "on": date(2026, 11, 24), "page": question.page, "matter": "取水许可审批"}
    return Answer.model_validate({"question": question.id, "reply": reply, **fields, **more})


def answered(matter: Matter, *answers: Answer) -> Matter:
    return matter.model_copy(update={"answers": answers})


MATTER = make_matter()
OWN = MATTER.department.full_name


def test_an_unanswered_question_leaves_the_check_open() -> None:
    finding = judged(MATTER, WARNING)
    assert finding.verdict is Verdict.NEEDS_PERSON
    assert finding.reason == WARNING.text
    (question,) = finding.questions
    assert question.asked == WARNING.text
    assert question.where == "https://portal.example/guide/1"
    assert question.options == (Reply.FINE, Reply.WRONG, Reply.UNSURE)
    assert question.look
    assert question.place
    assert question.how
    assert question.id.startswith("B1-")


def test_a_reason_without_problems_is_a_question_too() -> None:
    finding = judged(MATTER, reason="使用的是保存的状态", fact=login(saved=True), name="login_succeeds")
    (question,) = finding.questions
    assert question.asked == "使用的是保存的状态"
    assert "登录" in question.look


def test_all_answered_fine_is_clean_and_keeps_the_answer() -> None:
    finding = judged(MATTER, WARNING)
    after = judged(answered(MATTER, answer(finding)), WARNING)
    assert after.verdict is Verdict.CLEAN
    assert after.questions[0].answers[0].who == "审批科 007"
    assert after.evidence == ("guide.json",)


def test_one_of_two_answered_is_still_open() -> None:
    other = WARNING.model_copy(update={"text": "法定办结时限，请人工核对"})
    finding = judged(MATTER, WARNING, other)
    after = judged(answered(MATTER, answer(finding)), WARNING, other)
    assert after.verdict is Verdict.NEEDS_PERSON
    assert after.reason == other.text


def test_an_answer_of_wrong_ticks_with_the_persons_words() -> None:
    finding = judged(MATTER, WARNING)
    after = judged(answered(MATTER, answer(finding, "有问题", note="页面写10日，批准的是10个工作日")), WARNING)
    assert after.verdict is Verdict.PROBLEM
    (problem,) = after.problems
    assert problem.severity is Severity.ERROR
    assert problem.text == (
        "承诺办结时限：页面显示“10日”：页面写10日，批准的是10个工作日（人工核查：审批科 007，2026-11-24）"
    )


def test_unsure_leaves_it_open() -> None:
    finding = judged(MATTER, WARNING)
    after = judged(answered(MATTER, answer(finding, "看不清或无法判断")), WARNING)
    assert after.verdict is Verdict.NEEDS_PERSON
    assert "请另请人核查" in after.reason


def test_an_answer_to_another_kind_of_question_does_not_count() -> None:
    finding = judged(MATTER, WARNING)
    graded = answer(finding, "好懂", department="开封市民政局")
    after = judged(answered(MATTER, graded), WARNING)
    assert after.verdict is Verdict.NEEDS_PERSON
    assert "不在可选答复之中" in after.reason


def test_a_problem_stays_one_whatever_is_answered_beside_it() -> None:
    finding = judged(MATTER, ERROR, WARNING)
    assert finding.verdict is Verdict.PROBLEM
    fine = judged(answered(MATTER, answer(finding)), ERROR, WARNING)
    assert fine.verdict is Verdict.PROBLEM
    assert [p.severity for p in fine.problems] == [Severity.ERROR, Severity.WARNING]
    wrong = judged(answered(MATTER, answer(finding, "有问题", note="确实不同")), ERROR, WARNING)
    assert [p.severity for p in wrong.problems] == [Severity.ERROR, Severity.ERROR]
    assert "确实不同" in wrong.problems[1].text


def _landed(address: str) -> Application:
    """A form in another system, which does not name the item."""
    url = f"http://222.143.1.1/{address}"
    form = application_form([form_field("单位名称")]).model_copy(update={"url": url})
    hops = (Hop(action="点击“在线办理”", url=url, at=SEEN),)
    return application(Ending.FORM, other_site=True, named=MatterMention.NO).model_copy(
        update={"url": url, "hops": hops, "form": form}
    )


def _jumped(matter: Matter, fact: Application) -> Finding:
    return judged(matter, *wrong_landing(fact), fact=fact, name="entrance_is_direct")


class TestNumbers:
    """Each thing that is asked has a number of its own, and keeps it."""

    def test_two_pages_quotes_are_two_questions(self) -> None:
        matter = make_matter(承诺办结时限="1小时")
        limits = [shown_value(Element.PROMISED_LIMIT, text) for text in ("约30分钟", "约50分钟")]
        page = guide_page([*limits, shown_value(Element.LEGAL_LIMIT, "20个工作日")])
        problems = time_limit_differences(page, matter.guide)
        finding = judged(matter, *problems, fact=page)
        assert len(finding.questions) == len(problems) == 2
        after = judged(answered(matter, answer(finding)), *problems, fact=page)
        assert after.verdict is Verdict.NEEDS_PERSON
        assert after.reason == problems[1].text

    def test_what_was_measured_changes_no_number(self) -> None:
        slow, slower = (WARNING.model_copy(update={"text": f"等待{n}秒，请人工判断"}) for n in (31, 59))
        assert judged(MATTER, slow).questions[0].id == judged(MATTER, slower).questions[0].id

    def test_what_only_a_moment_tells_apart_is_asked_twice(self) -> None:
        slow, slower = (WARNING.model_copy(update={"text": f"等待{n}秒，请人工判断"}) for n in (31, 59))
        finding = judged(MATTER, slow, slower)
        assert len({question.id for question in finding.questions}) == 2
        assert judged(answered(MATTER, answer(finding)), slow, slower).verdict is Verdict.NEEDS_PERSON
        wrong = judged(answered(MATTER, answer(finding, "有问题", number=1, note="太慢")), slow, slower)
        assert [problem.severity for problem in wrong.problems] == [Severity.WARNING, Severity.ERROR]

    def test_the_same_is_asked_once(self) -> None:
        assert len(judged(MATTER, WARNING, WARNING).questions) == 1


class TestVersionOfThePage:
    def test_a_changed_page_is_asked_about_again(self) -> None:
        finding = judged(MATTER, WARNING)
        changed = guide_page([shown_value(Element.PROMISED_LIMIT, "10日"), shown_value(Element.PLACE, "新址")])
        after = judged(answered(MATTER, answer(finding)), WARNING, fact=changed)
        assert after.verdict is Verdict.NEEDS_PERSON
        assert "2026-11-24答复之后，页面或核准内容有变化，请重新核查" in after.reason
        assert after.questions[0].answers == ()

    def test_a_changed_list_is_asked_about_again(self) -> None:
        finding = judged(MATTER, WARNING)
        other = make_matter(承诺办结时限="9个工作日")
        assert judged(answered(other, answer(finding)), WARNING).verdict is Verdict.NEEDS_PERSON

    def test_a_duration_on_the_page_is_what_was_published(self) -> None:
        half, whole = (guide_page([shown_value(Element.PROMISED_LIMIT, text)]) for text in ("30分钟", "60分钟"))
        finding = judged(MATTER, WARNING, fact=half)
        assert judged(answered(MATTER, answer(finding)), WARNING, fact=half).verdict is Verdict.CLEAN
        assert judged(answered(MATTER, answer(finding)), WARNING, fact=whole).verdict is Verdict.NEEDS_PERSON

    def test_another_case_is_asked_about_again(self) -> None:
        question = Problem(text="到现场次数比公布的少，请人工核对", rule="K1", severity=Severity.WARNING)
        name = "service_scope_agrees"
        one, other = (make_matter(cases=[make_case(region, True)]) for region in ("410200", "410221"))
        finding = judged(one, question, name=name)
        assert judged(answered(one, answer(finding)), question, name=name).verdict is Verdict.CLEAN
        assert judged(answered(other, answer(finding)), question, name=name).verdict is Verdict.NEEDS_PERSON

    def test_another_question_is_another_question(self) -> None:
        first = judged(MATTER, WARNING)
        second = judged(MATTER, WARNING.model_copy(update={"seen": "12日"}))
        assert first.questions[0].id != second.questions[0].id

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("app/#/apply?sxid=1001", "app/#/apply?sxid=2002"),
            ("app/#/apply/road", "app/#/home"),
            ("apply.aspx?sxbm=0101", "apply.aspx?sxbm=9999"),
            ("apply/11410200005185526R4000117001000", "apply/11410200005185526R4000199009000"),
            ("apply?id=0B6F3D0AF2C14E3D9B7C5A1E2D3F4A5B", "apply?id=1B6F3D0AF2C14E3D9B7C5A1E2D3F4A5B"),
            ("apply?name=%E9%81%93%E8%B7%AF", "apply?name=%E6%88%BF%E5%B1%8B"),
            ("apply-road-transport-2024.html", "apply-house-property-2024.html"),
            ("sso?ticket=（已遮盖）&sxbm=0101", "sso?ticket=（已遮盖）&sxbm=9999"),
        ],
        ids=["query-in-route", "route", "query", "code", "unid", "name", "words", "behind-a-hidden-key"],
    )
    def test_where_the_page_is_may_say_what_it_is(self, one: str, other: str) -> None:
        """A5 is asked just when only the address can tell; the answer is of that address."""
        here, there = (_landed(address) for address in (one, other))
        finding = _jumped(MATTER, here)
        assert finding.verdict is Verdict.NEEDS_PERSON
        after = answered(MATTER, answer(finding))
        assert _jumped(after, here).verdict is Verdict.CLEAN
        assert _jumped(after, there).verdict is Verdict.NEEDS_PERSON

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("apply?_=8371&sxid=1", "apply?_=99&sxid=1"),
            ("apply?t=1764166934000", "apply?t=1764166999123"),
            ("apply?t=1764166934", "apply?t=1764166999"),
            ("apply?at=20261124093000", "apply?at=20261124101500"),
            ("apply?r=0.8372918273", "apply?r=0.1182736455"),
            ("apply;jsessionid=0B6F3D0AF2C14E3D9B7C5A1E2D3F4A5B", "apply;jsessionid=1B6F3D0AF2C14E3D9B7C5A1E2D3F4A5B"),
            ("apply/550e8400-e29b-41d4-a716-446655440000", "apply/660e8400-e29b-41d4-a716-446655440fff"),
            ("a?p=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOjF9.SflKxw5", "a?p=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOjJ9.7flKxw"),
            ("a?s=q83vEjRWeJCrze8SNFZ4%2Bw%3D%3D", "a?s=r83vEjRWeJCrze8SNFZ4%2Fw%3D%3D"),
        ],
        ids=["cache", "milliseconds", "seconds", "digits", "random", "session", "uuid", "jwt", "base64"],
    )
    def test_what_is_of_one_visit_is_asked_about_once(self, one: str, other: str) -> None:
        questions = _jumped(MATTER, _landed(one)).questions, _jumped(MATTER, _landed(other)).questions
        assert [(q.id, q.page) for q in questions[0]] == [(q.id, q.page) for q in questions[1]]

    def test_the_query_says_nothing_where_the_page_names_the_item(self) -> None:
        """So a number that the system gives each application does not make the form a new one."""
        named = [_landed(f"apply?draft={n}").model_copy(update={"named": MatterMention.YES}) for n in (17, 18)]
        one, other = (judged(MATTER, OBSCURE, fact=fact, name="form_is_simple").questions[0] for fact in named)
        assert one.page == other.page

    def test_the_way_there_says_nothing_of_the_page(self) -> None:
        landed = [
            (fact := _landed("apply?sxid=1001")).model_copy(
                update={"hops": (Hop(action="跳转", url=url, at=SEEN), *fact.hops)}
            )
            for url in ("http://222.143.1.1/sso?code=Ab3", "http://222.143.1.1/sso?code=Zx9")
        ]
        assert len({_jumped(MATTER, fact).questions[0].page for fact in landed}) == 1

    @settings(deadline=None)
    @given(
        st.datetimes(timezones=st.just(UTC)),
        st.floats(0, 100),
        st.integers(1024, 65535),
        st.from_regex(r"\A[0-9a-f]{32}\Z"),
    )
    def test_time_and_tokens_change_nothing(self, at: datetime, waited: float, port: int, token: str) -> None:
        def walked(at: datetime, port: int, token: str) -> Application:
            url = f"http://127.0.0.1:{port}/apply/{token}?ticket={token}"
            hops = (Hop(action="点击“在线办理”", url=url, at=at),)
            form = application_form([form_field("生产工艺")]).model_copy(update={"url": url})
            return application(Ending.FORM).model_copy(update={"url": url, "at": at, "hops": hops, "form": form})

        def question(fact: Application, waited: float) -> tuple[str, str]:
            slow = OBSCURE.model_copy(update={"text": f"等待{waited:.1f}秒，请人工判断", "where": fact.url})
            (only,) = judged(MATTER, slow, fact=fact, name="form_is_simple").questions
            return only.id, only.page

        first = question(walked(SEEN, 8000, "0123456789abcdef0123456789abcdef"), 1.5)
        assert question(walked(at, port, token), waited) == first

    def test_how_the_login_went_is_no_part_of_the_form(self) -> None:
        form = application(Ending.FORM).model_copy(update={"form": application_form([form_field("生产工艺")])})
        error = Undecided(Verdict.NEEDS_PERSON, "", problems=[OBSCURE])
        pages = {
            finding_of(
                Examination(
                    check("form_is_simple"), MATTER, Identity.LEGAL_PERSON,
                    [record(login(seconds=seconds, saved=saved), None), record(form, MATTER)], (), MANIFEST, NOW,
                ),
                error,
            ).questions[0].page
            for seconds, saved in ((1, False), (9, True))
        }  # fmt: skip
        assert len(pages) == 1

    def test_another_saved_login_is_asked_about_again(self) -> None:
        def saved(on: date, at: datetime) -> Finding:
            fact = login(saved=True).model_copy(update={"saved_on": on, "at": at, "seconds": 3.0})
            return judged(matter, reason="登录是否困难", fact=fact, name="login_succeeds")

        matter = MATTER
        finding = saved(date(2026, 11, 20), SEEN)
        matter = answered(MATTER, answer(finding))
        assert saved(date(2026, 11, 20), SEEN + timedelta(days=1)).verdict is Verdict.CLEAN
        later = saved(date(2027, 3, 1), SEEN + timedelta(days=100))
        assert later.verdict is Verdict.NEEDS_PERSON
        assert "请重新核查" in later.reason

    def test_the_login_is_asked_about_once_for_all_matters(self) -> None:
        other = MATTER.model_copy(update={"code": "11410200005197365E3000119001001"})
        questions = {
            judged(matter, reason="登录是否困难", fact=login(saved=True), name="login_succeeds").questions[0].id
            for matter in (MATTER, other)
        }
        assert len(questions) == 1
        form = application(Ending.FORM)
        assert len({judged(m, OBSCURE, fact=form, name="form_is_simple").questions[0].id for m in (MATTER, other)}) == 2


class TestObscure:
    """难懂: two raters at least, one of them from elsewhere, a third where they disagree."""

    FORM = application(Ending.FORM).model_copy(update={"form": application_form([form_field("生产工艺")])})

    def _judged(self, *grades: tuple[str, str, str]) -> Finding:
        before = judged(MATTER, OBSCURE, fact=self.FORM, name="form_is_simple")
        answers = [
            answer(before, grade, who=who, department=department, field="生产工艺", quote="请填写工艺路线代码")
            for grade, who, department in grades
        ]
        return judged(answered(MATTER, *answers), OBSCURE, fact=self.FORM, name="form_is_simple")

    def test_grades_are_what_may_be_answered(self) -> None:
        (question,) = self._judged().questions
        assert question.graded
        assert question.options == ("很好懂", "好懂", "一般", "复杂", "难懂")

    @pytest.mark.parametrize(
        ("grades", "open_"),
        [
            ([("好懂", "甲", OWN)], "还需1人"),
            ([("好懂", "甲", OWN), ("好懂", "乙", OWN)], "还需其他部门的1人"),
            ([("好懂", "甲", OWN), ("难懂", "乙", "开封市民政局")], "评定不一致，请再请1人评定"),
            ([("好懂", "甲", OWN), ("好懂", "甲", OWN)], "还需1人"),
            ([("好懂", "审批科 007", OWN), ("好懂", "审批科００７", "开封市民政局")], "还需1人"),
            ([("好懂", "甲", OWN), ("好懂", "甲", "开封市教育局"), ("难懂", "乙", "开封市民政局")], "评定不一致"),
        ],
        ids=["one", "all-own", "disagree", "the-same-person", "one-person-typed-twice", "one-person-outvotes-nobody"],
    )
    def test_open(self, grades: list[tuple[str, str, str]], open_: str) -> None:
        finding = self._judged(*grades)
        assert finding.verdict is Verdict.NEEDS_PERSON
        assert open_ in finding.reason

    @pytest.mark.parametrize(
        ("grades", "verdict"),
        [
            (["好懂", "一般"], Verdict.CLEAN),
            (["复杂", "难懂"], Verdict.PROBLEM),
            (["好懂", "难懂", "复杂"], Verdict.PROBLEM),
            (["好懂", "难懂", "很好懂"], Verdict.CLEAN),
        ],
    )
    def test_settled(self, grades: list[str], verdict: Verdict) -> None:
        departments = (OWN, "开封市民政局", "开封市教育局")
        raters = [
            (grade, f"{n}号", department)
            for n, (grade, department) in enumerate(zip(grades, departments, strict=False))
        ]
        finding = self._judged(*raters)
        assert finding.verdict is verdict
        text = finding.problems[0].text
        assert ("“生产工艺”（请填写工艺路线代码）" in text) is (verdict is Verdict.PROBLEM)


class TestKnownProblems:
    KNOWN = KnownProblem(
        box="B1", since=date(2026, 9, 1), expires=date(2026, 11, 23), owner="审批科", reason="已提交修改"
    )
    DECLARED = MATTER.model_copy(update={"known_problems": (KNOWN,)})

    def test_in_force_on_its_last_day(self) -> None:
        finding = judged(self.DECLARED, ERROR)
        assert finding.verdict is Verdict.KNOWN_PROBLEM
        assert finding.problems == (ERROR,)

    def test_expired_counts_again_and_says_so(self) -> None:
        finding = judged(self.DECLARED, ERROR, at=SEEN + timedelta(days=1))
        assert finding.verdict is Verdict.PROBLEM
        assert "已知问题登记于2026-09-01，2026-11-23到期" in finding.reason
        assert finding.problems == (ERROR,)

    def test_midnight_is_that_of_beijing(self) -> None:
        evening = datetime(2026, 11, 23, 15, 59, tzinfo=UTC)
        assert judged(self.DECLARED, ERROR, at=evening).verdict is Verdict.KNOWN_PROBLEM
        assert judged(self.DECLARED, ERROR, at=evening + timedelta(minutes=1)).verdict is Verdict.PROBLEM

    def test_one_in_force_goes_before_one_expired(self) -> None:
        longer = self.KNOWN.model_copy(update={"expires": date(2027, 1, 1)})
        both = MATTER.model_copy(update={"known_problems": (self.KNOWN, longer)})
        assert judged(both, ERROR, at=SEEN + timedelta(days=1)).verdict is Verdict.KNOWN_PROBLEM

    def test_what_a_person_found_is_known_too(self) -> None:
        finding = judged(self.DECLARED, WARNING)
        assert finding.verdict is Verdict.NEEDS_PERSON
        wrong = answer(finding, "有问题", note="确实不同")
        assert judged(answered(self.DECLARED, wrong), WARNING).verdict is Verdict.KNOWN_PROBLEM
        assert judged(answered(self.DECLARED, answer(finding)), WARNING).verdict is Verdict.RECTIFIED


def test_personal_data_in_an_answer_is_masked() -> None:
    finding = judged(MATTER, WARNING)
    reply = answer(finding, "有问题", note="办事人电话13800138000", who="13800138000")
    after = judged(answered(MATTER, reply), WARNING)
    assert "13800138000" not in after.model_dump_json()


def test_an_answer_without_evidence_is_not_clean() -> None:
    """The page was not seen, so nobody can have answered about it."""
    error = Undecided(Verdict.NEEDS_PERSON, "请人工核查")
    examination = Examination(check("login_succeeds"), MATTER, Identity.LEGAL_PERSON, [], (), MANIFEST, NOW)
    after = finding_of(replace(examination, matter=answered(MATTER, answer(finding_of(examination, error)))), error)
    assert after.verdict is Verdict.UNCHECKED


def test_personal_data_in_a_case_go_no_further() -> None:
    """What a clerk copied into 不予受理原因 stands in the remark and in the question, and both travel by e-mail."""
    words = "办件410200020221226A000001不予受理：申请人（身份证11010519491231002X，电话13912345678）户籍不在本市"
    for severity in (Severity.ERROR, Severity.WARNING):
        problem = Problem(text=words, seen=words, expected=words, rule="K8", severity=severity)
        finding = judged(MATTER, problem, name="service_scope_agrees")
        assert "410200020221226A000001" in finding.model_dump_json()
        for value in ("11010519491231002X", "13912345678"):
            assert value not in finding.model_dump_json()
    phone = Problem(text="咨询方式：核准清单为“13912345678”", rule="B1")
    assert judged(MATTER, phone, name="other_elements_are_accurate").problems == (phone,), "published for all to see"
