"""What a ledger asks of people: the pages, the workbook's sheet, the drafts, and the reminders."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from selectolax.lexbor import LexborHTMLParser

from tests.support.findings import RUN, all_clean, finding, matter
from zicha.inventory.answers_file import read_answers
from zicha.ledger.answers_draft import write_drafts
from zicha.ledger.html import write_report
from zicha.ledger.ledger import Ledger, ledgers
from zicha.ledger.open_questions import open_questions
from zicha.ledger.reminders import reminders
from zicha.ledger.rows import rows
from zicha.ledger.statistics import city_statistics
from zicha.ledger.xlsx import write_workbook
from zicha.model.answer import Answer, Reply
from zicha.model.facts.records import mark_of
from zicha.model.finding import Finding, Verdict
from zicha.model.matter import Identity, KnownProblem, Matter
from zicha.model.question import Question

MINE = matter()
LEGAL = Identity.LEGAL_PERSON
LIMIT = "B1-0123456789AB"
FORM = "D1-0123456789AB"
ANSWER = Answer(
    question=LIMIT, matter=MINE.name, reply="没有问题", who="审批科 007", on=date(2026, 11, 20), page="AB0123456789"
)


def question(number: str, graded: bool = False, **more: Any) -> Question:
    words = {"look": "看时限栏", "place": "打开办事指南", "how": "一致，答“没有问题”", "asked": f"{number}对不对"}
    fields = {"id": number, "page": "AB0123456789", "graded": graded, "open": "尚未答复", **words, **more}
    return Question.model_validate(fields)


def asking(of: Matter = MINE, **more: Any) -> tuple[Finding, ...]:
    """All clean, but for a question about a time limit and the grading of the form."""
    limit = question(LIMIT, where="https://portal.example/guide", asked="时限<b>\n对不对", **more)
    open_ones = {
        "time_limits_are_accurate": (limit, None),
        "form_is_simple": (question(FORM, graded=True), LEGAL),
    }
    other = tuple(f for f in all_clean(of) if f.check not in open_ones)
    return other + tuple(
        finding(
            of,
            check,
            Verdict.NEEDS_PERSON,
            identity=identity,
            reason="待答",
            questions=(one,),
            evidence=("a/guide-1.html",),
        )
        for check, (one, identity) in open_ones.items()
    )


def ledger_of(*findings: Finding, of: Matter = MINE, **more: Any) -> Ledger:
    (ledger,) = ledgers((of,), findings, RUN.model_copy(update=more))
    return ledger


def page(folder: Path, ledger: Ledger, name: str) -> str:
    write_report(folder, (ledger,), city_statistics((ledger,)), RUN, "evidence")
    return (folder / "departments" / f"{ledger.slug}{name}.html").read_text(encoding="utf-8")


def test_the_page_of_questions_says_where_to_look(tmp_path: Path) -> None:
    shown = page(tmp_path, ledger_of(*asking()), "-questions")
    assert "时限&lt;b&gt; 对不对" in shown
    tree = LexborHTMLParser(shown)
    links = {link.attributes.get("href") for link in tree.css("section.question a")}
    assert links == {"https://portal.example/guide", "../evidence/a/guide-1.html"}
    text = tree.text()
    for words in ("看时限栏", "打开办事指南", "没有问题", "看不清或无法判断", LIMIT, "AB0123456789", "尚未答复"):
        assert words in text
    assert FORM not in text


def test_what_shows_a_form_stands_beside_the_question_about_it(tmp_path: Path) -> None:
    address = "https://portal.example/blank.pdf"
    own, other = mark_of(address), mark_of("https://portal.example/sample.pdf")
    views = tuple(f"a/forms-{at}-{mark}" for at, mark in enumerate((f"{own}.html", f"{own}.jpg", f"{other}.html"), 1))
    about_form = question("B3-0123456789AB", where=address)
    form = finding(MINE, "blank_forms_are_blank", Verdict.NEEDS_PERSON, questions=(about_form,), evidence=views)
    tree = LexborHTMLParser(page(tmp_path, ledger_of(form), "-questions"))
    shown = [node.attributes.get("src") for node in tree.css(".form-views img, .form-views iframe")]
    assert shown == [f"../evidence/a/forms-2-{own}.jpg", f"../evidence/a/forms-1-{own}.html"]
    assert all("sandbox" in frame.attributes for frame in tree.css("iframe"))
    assert LexborHTMLParser(page(tmp_path, ledger_of(*asking()), "-questions")).css_first(".form-views") is None


def test_who_grades_sees_nothing_else(tmp_path: Path) -> None:
    """Neither the other questions about the form nor a way into the ledger, which counts its fields."""
    ledger = ledger_of(*asking())
    shown = page(tmp_path, ledger, "-grading")
    assert FORM in shown
    assert LIMIT not in shown
    assert f"{ledger.slug}.html" not in shown
    drafts = [path for path in write_drafts(tmp_path, ledger, "evidence") if "表单评定" in path.name]
    assert all(LIMIT not in draft.read_text(encoding="utf-8-sig") for draft in drafts)


@pytest.mark.parametrize(("open_", "shown"), [("2人评定不一致，请再请1人评定", False), ("", True)])
def test_a_third_rater_does_not_see_the_grades_of_two(open_: str, shown: bool, tmp_path: Path) -> None:
    grade = ANSWER.model_copy(update={"reply": Reply.PLAIN, "who": "评定人甲", "department": "民政局"})
    grading = question(FORM, graded=True, answers=(grade,), open=open_)
    form = finding(MINE, "form_is_simple", Verdict.NEEDS_PERSON, identity=LEGAL, questions=(grading,))
    assert ("评定人甲" in page(tmp_path, ledger_of(form), "-grading")) is shown


def test_the_ledger_leads_to_the_questions(tmp_path: Path) -> None:
    shown = page(tmp_path, ledger_of(*asking()), "")
    assert f"-questions.html#{LIMIT}" in shown
    assert f"-grading.html#{FORM}" in shown
    assert "待核查 2" in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_answers_stand_in_the_ledger_with_who_and_when(tmp_path: Path) -> None:
    ledger = ledger_of(*asking(answers=(ANSWER,), open=""))
    assert "审批科 007，2026-11-20" in page(tmp_path, ledger, "")
    assert "审批科 007，2026-11-20" in page(tmp_path, ledger, "-questions")
    write_workbook(tmp_path / "a.xlsx", ledger)
    book = CalamineWorkbook.from_path(str(tmp_path / "a.xlsx"))
    answered = []
    for name in ("人工核查", "表单评定"):
        _, heads, line = book.get_sheet_by_name(name).to_python()
        answered.append(line[next(n for n, head in enumerate(heads) if str(head).endswith("情况"))])
    assert answered == ["没有问题（审批科 007，2026-11-20）", "尚未答复"]


def test_a_draft_is_for_the_notepad_and_read_back(tmp_path: Path) -> None:
    """Unanswered it holds no answer; filled in, it is one, whatever the names hold."""
    odd = matter(name="许可: #1 “新办”")
    ledger = ledger_of(*asking(odd), of=odd)
    drafts = write_drafts(tmp_path, ledger, "evidence")
    assert [path.parent.name for path in drafts] == ["市直"] * 3
    for draft in drafts:
        raw = draft.read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        assert raw.count(b"\n") == raw.count(b"\r\n")
        assert read_answers(raw, "a", "市直", (odd,), None) == ([], [])
    filled = drafts[0].read_text(encoding="utf-8-sig")
    for key, value in (("答", "没有问题"), ("谁", "审批科 007"), ("何时", "2026-11-20")):
        filled = filled.replace(f"    {key}:", f"    {key}: {value}")
    ((given,), mistakes) = read_answers(filled.encode(), "a", "市直", (odd,), None)
    assert mistakes == []
    assert isinstance(given.answer, Answer)
    assert (given.answer.question, given.answer.page, given.codes) == (LIMIT, "AB0123456789", (odd.code,))


def test_who_grades_a_form_has_a_draft_of_their_own(tmp_path: Path) -> None:
    """So that nobody sees the grade of another; where one has graded, one draft is left."""
    (_, *drafts) = write_drafts(tmp_path, ledger_of(*asking()), "evidence")
    texts = [draft.read_text(encoding="utf-8-sig") for draft in drafts]
    assert [text.count(f"问题编号: {FORM}") for text in texts] == [1, 1]
    assert [text.count("评定人部门:") for text in texts] == [1, 1]
    grade = ANSWER.model_copy(update={"reply": Reply.PLAIN, "department": "民政局"})
    one = question(FORM, graded=True, answers=(grade,), open="还需1人")
    left = finding(MINE, "form_is_simple", Verdict.NEEDS_PERSON, identity=LEGAL, questions=(one,))
    (draft,) = write_drafts(tmp_path / "later", ledger_of(left), "evidence")
    assert f"答: {Reply.PLAIN}" not in draft.read_text(encoding="utf-8-sig")


def test_a_draft_of_the_embedded_portal_says_so(tmp_path: Path) -> None:
    demo = tuple(f.model_copy(update={"demo": True}) for f in asking())
    assert all(path.name.startswith("演示-") for path in write_drafts(tmp_path, ledger_of(*demo), "evidence"))


def test_nothing_open_makes_no_draft(tmp_path: Path) -> None:
    assert write_drafts(tmp_path, ledger_of(*all_clean(MINE)), "evidence") == ()
    assert list(tmp_path.iterdir()) == []


def test_beside_a_tick_nobody_need_answer(tmp_path: Path) -> None:
    ticked = finding(MINE, "time_limits_are_accurate", Verdict.PROBLEM, ["时限不符"], questions=(question(LIMIT),))
    ledger = ledger_of(*(f for f in all_clean(MINE) if f.check != ticked.check), ticked)
    assert write_drafts(tmp_path, ledger, "evidence") == ()
    assert "该选项已勾选，可以不答" in page(tmp_path, ledger, "-questions")


def test_what_all_matters_are_asked_is_asked_once() -> None:
    two = (MINE, matter(name="另一事项", number=2))
    login = question("A1-0123456789AB", everywhere=True)
    findings = [
        finding(each, "login_succeeds", Verdict.NEEDS_PERSON, identity=LEGAL, questions=(login,)) for each in two
    ]
    (ledger,) = ledgers(two, findings, RUN)
    (shared,) = open_questions(ledger)
    assert shared.matter == "全部事项"


def test_what_all_matters_are_asked_stands_with_one_that_waits_for_it() -> None:
    """The first has a tick by another rule, beside which nobody need answer; the second has none."""
    two = (MINE, matter(name="另一事项", number=2))
    shared = question("B1-0123456789AB", everywhere=True)
    verdicts = (Verdict.PROBLEM, Verdict.NEEDS_PERSON)
    findings = [
        finding(each, "other_elements_are_accurate", verdict, questions=(shared,))
        for each, verdict in zip(two, verdicts, strict=True)
    ]
    (ledger,) = ledgers(two, findings, RUN)
    (entry,) = open_questions(ledger)
    assert (entry.row.matter, entry.is_pending) == (two[1], True)


class TestReminders:
    KNOWN = KnownProblem(box="B1", since=date(2026, 1, 5), expires=date(2027, 1, 1), owner="科", reason="等待")

    def _texts(self, *findings: Finding, of: Matter, **more: object) -> list[str]:
        return list(reminders(ledger_of(*findings, of=of, **more)))

    def test_nothing_to_remind_of(self) -> None:
        declared = MINE.model_copy(update={"known_problems": (self.KNOWN,), "answers": (ANSWER,)})
        assert self._texts(*asking(declared), of=declared) == []

    def test_a_declaration_that_no_check_could_hold_against_the_portal(self) -> None:
        declared = MINE.model_copy(update={"known_problems": (self.KNOWN,)})
        unchecked = [
            f.model_copy(update={"verdict": Verdict.UNCHECKED}) if f.box == "B1" else f for f in all_clean(declared)
        ]
        (reminder,) = self._texts(*unchecked, of=declared)
        assert "已知问题 B1（登记于2026-01-05）没有得到核对，这一选项本次没有查成" in reminder

    def test_what_was_not_asked_for_is_no_reason(self) -> None:
        declared = MINE.model_copy(update={"known_problems": (self.KNOWN,)})
        others = [f for f in all_clean(declared) if f.box != "B1"]
        assert self._texts(*others, of=declared, selection="方面") == []
        assert len(self._texts(*others, of=declared)) == 1

    def test_an_answer_to_a_question_that_is_gone(self) -> None:
        answered = MINE.model_copy(update={"answers": (ANSWER,)})
        (reminder,) = self._texts(*all_clean(answered), of=answered)
        assert f"已无此问题 {LIMIT}" in reminder

    def test_an_answer_is_kept_while_its_check_failed(self) -> None:
        answered = MINE.model_copy(update={"answers": (ANSWER,)})
        unchecked = [
            f.model_copy(update={"verdict": Verdict.UNCHECKED}) if f.box == "B1" else f for f in all_clean(answered)
        ]
        assert self._texts(*unchecked, of=answered) == []


def test_a_box_is_rectified_only_when_all_its_checks_say_so() -> None:
    """Two identities, one box: one still meets the declared problem."""
    both = matter(audience=("自然人", "企业法人"))
    clean = [f for f in all_clean(both) if f.check != "login_succeeds"]
    gone = finding(both, "login_succeeds", Verdict.RECTIFIED, identity=Identity.PERSON)
    there = finding(both, "login_succeeds", Verdict.KNOWN_PROBLEM, ["登录失败"], identity=LEGAL)
    assert rows((both,), [*clean, gone, there])[0].states == ("H1", "H2")
    once = [f for f in all_clean(both) if f.check not in ("login_succeeds", "time_limits_are_accurate")]
    limits = finding(both, "time_limits_are_accurate", Verdict.RECTIFIED)
    still = finding(both, "other_b1", Verdict.KNOWN_PROBLEM, ["材料不符"], box="B1")
    row = rows((both,), [*once, limits, still])[0]
    assert row.states == ("H2",)
    assert {o.word for o in row.outcomes if o.check == "time_limits_are_accurate"} == {"未发现问题"}
