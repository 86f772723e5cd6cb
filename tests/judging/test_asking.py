"""What is asked of a person, word for word, and what each set of answers makes of it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.facts import PAGE, guide_page, login, record, shown
from tests.support.matters import make_matter
from zicha.catalogue.checks import Check, Need, Per
from zicha.judging.questions import answered_wrong, questions_about, still_asked
from zicha.model.answer import GRADES, Answer
from zicha.model.facts.guide import Element
from zicha.model.facts.records import Record
from zicha.model.finding import Problem, Severity
from zicha.model.matter import Identity
from zicha.model.question import Question

MATTER = make_matter()
OWN, OTHER = MATTER.department.full_name, "开封市民政局"
CHECK = Check(name="own", point="guide_accuracy", box="B1", needs=(Need.VIEW,), per=Per.MATTER, title="自己的检查")
GUIDE = guide_page([shown(Element.PROMISED_LIMIT, "10日")])
DOUBT = Problem(
    text="页面显示“30分钟”，31.5秒后于2026-11-23 09:00才出现，是否过长请人工核对",
    expected="10个工作日",
    seen="10日",
    rule="B1",
    severity=Severity.WARNING,
)
OBSCURE = Problem(text="表单是否难懂，请3人评定", rule="难懂", severity=Severity.WARNING)
RECORD = record(GUIDE, MATTER.code)
ABOUT_ALL = record(login(saved=True))


def question_about(
    problem: Problem,
    *answers: Answer,
    records: tuple[Record, ...] = (RECORD,),
    identity: Identity | None = None,
    raters: int = 0,
) -> Question:
    matter = MATTER.model_copy(update={"answers": answers})
    (question,) = questions_about(CHECK, matter, identity, [problem], records, raters)
    return question


def answers_to(problem: Problem, *replies: tuple[str, str, str], page: str = "") -> list[Answer]:
    """What people (谁, 评定人部门, 答) answered, on the days from 24 November."""
    question = question_about(problem)
    common = {"question": question.id, "page": page or question.page, "matter": MATTER.name, "note": "页面写10日"}
    common |= {"field": "生产工艺", "quote": "工艺路线代码"}
    return [
        Answer.model_validate(
            {**common, "who": who, "department": department, "reply": reply, "on": date(2026, 11, 24 + n)}
        )
        for n, (who, department, reply) in enumerate(replies)
    ]


def test_all_that_a_clerk_is_told() -> None:
    """The number and the version stand in files of answers: where they change, all departments must answer anew."""
    question = question_about(DOUBT)
    assert question == Question(
        id="B1-E26E40B9C663",
        page="3E993D59F3BC",
        rule="B1",
        asked=DOUBT.text,
        look="所列要素在核准清单和办事指南上的写法",
        place="打开“位置”中的办事指南，对照本部门的事项清单",
        how="两处意思一致，只是写法或单位不同，答“没有问题”；意思不同，答“有问题”",
        expected="10个工作日",
        seen="10日",
        where=PAGE,
        graded=False,
        everywhere=False,
        answers=(),
        open="尚未答复",
        wrong=False,
    )
    assert still_asked([question]) == DOUBT.text


def test_what_is_asked_once_for_all_matters() -> None:
    question = question_about(DOUBT, records=(ABOUT_ALL,))
    assert (question.id, question.everywhere, question.where) == ("B1-3D7EB8F7A517", True, PAGE)
    mixed = question_about(DOUBT, records=(ABOUT_ALL, RECORD))
    assert (mixed.id, mixed.everywhere) == (question_about(DOUBT).id, False)


def test_the_number_of_a_question_says_what_it_is_about() -> None:
    """What was measured does not count; what was published, stands in quotes, does."""
    number = question_about(DOUBT).id
    quicker = DOUBT.text.replace("31.5秒", "2秒").replace("09:00", "17:30:01")
    assert question_about(DOUBT.model_copy(update={"text": quicker})).id == number
    others = [
        question_about(DOUBT.model_copy(update={"text": DOUBT.text.replace("30分钟", "50分钟")})),
        question_about(DOUBT.model_copy(update={"rule": "L01"})),
        question_about(DOUBT.model_copy(update={"expected": ""})),
        question_about(DOUBT.model_copy(update={"seen": ""})),
        *(question_about(DOUBT, identity=identity) for identity in Identity),
    ]
    assert len({number, *(other.id for other in others)}) == 1 + len(others)


def test_where_to_look() -> None:
    elsewhere = "https://portal.example/other"
    unseen = Record(key=RECORD.key, portal="门户", demo=False, at=RECORD.at, failure="门户正在维护")
    later = record(GUIDE.model_copy(update={"url": elsewhere}), MATTER.code)
    assert question_about(DOUBT, records=(RECORD, later)).where == elsewhere
    assert question_about(DOUBT.model_copy(update={"where": PAGE}), records=(RECORD, later)).where == PAGE
    assert question_about(DOUBT, records=(unseen,)).where == ""
    assert question_about(DOUBT, records=()).where == ""


FINE, WRONG, UNSURE = "没有问题", "有问题", "看不清或无法判断"


@pytest.mark.parametrize(
    ("replies", "open_", "wrong"),
    [
        ([("甲", OWN, FINE)], "", False),
        ([("甲", OWN, WRONG)], "", True),
        ([("甲", OWN, FINE), ("乙", OWN, WRONG)], "", True),
        ([("甲", OWN, UNSURE), ("乙", OWN, WRONG)], "", True),
        ([("甲", OWN, UNSURE), ("乙", OWN, FINE)], "", False),
        ([("甲", OWN, UNSURE), ("乙", OWN, UNSURE)], "乙于2026-11-25答“看不清或无法判断”，请另请人核查", False),
        (
            [("甲", OWN, "好懂")],
            "答“好懂”不在可选答复之中，请从“没有问题、有问题、看不清或无法判断”中选",
            False,
        ),
        ([("甲", OWN, "难懂"), ("乙", OWN, FINE)], "", False),
    ],
)
def test_one_judgement_settles_a_question(replies: list[tuple[str, str, str]], open_: str, wrong: bool) -> None:
    answers = answers_to(DOUBT, *replies)
    question = question_about(DOUBT, *answers)
    assert (question.open, question.wrong) == (open_, wrong)
    assert question.answers == tuple(answer for answer in answers if answer.reply not in GRADES)
    assert still_asked([question]) == (f"{DOUBT.text}（{open_}）" if open_ else "")


def test_an_answer_about_another_version_of_the_page_does_not_count() -> None:
    question = question_about(DOUBT, *answers_to(DOUBT, ("甲", OWN, FINE), ("乙", OWN, WRONG), page="0123456789AB"))
    assert question.open == "2026-11-25答复之后，页面或核准内容有变化，请重新核查"
    assert (question.answers, question.wrong) == ((), False)


PLAIN, COMPLEX = "好懂", "复杂"
ALL_OWN = "评定人都来自本部门，还需其他部门的1人评定"


@pytest.mark.parametrize(
    ("raters", "grades", "open_", "wrong"),
    [
        (0, [PLAIN], "已有1人评定，还需1人（“谁”相同的算同一人）", False),
        (3, [COMPLEX, COMPLEX], "已有2人评定，还需1人（“谁”相同的算同一人）", False),
        (0, [PLAIN, PLAIN], "", False),
        (0, [COMPLEX, COMPLEX], "", True),
        (0, [COMPLEX, PLAIN], "2人评定不一致，请再请1人评定", False),
        (3, [COMPLEX, PLAIN, PLAIN], "3人评定不一致，请再请1人评定", False),
        (3, [COMPLEX, COMPLEX, PLAIN], "3人评定不一致，请再请1人评定", False),
        (0, [COMPLEX, PLAIN, PLAIN], "", False),
        (0, [COMPLEX, COMPLEX, PLAIN], "", True),
        (0, [COMPLEX, COMPLEX, PLAIN, PLAIN], "4人评定不一致，请再请1人评定", False),
        (0, [COMPLEX, COMPLEX, PLAIN, PLAIN, PLAIN], "", False),
        (0, [COMPLEX, COMPLEX, COMPLEX, PLAIN, PLAIN], "", True),
    ],
)
def test_the_grades_of_several_people(raters: int, grades: list[str], open_: str, wrong: bool) -> None:
    """The last of them is from another department."""
    people = [(f"{n}号", OWN, grade) for n, grade in enumerate(grades[:-1])]
    question = question_about(OBSCURE, *answers_to(OBSCURE, *people, ("外人", OTHER, grades[-1])), raters=raters)
    assert (question.open, question.wrong, question.graded) == (open_, wrong, True)
    own = [(f"{n}号", OWN, grade) for n, grade in enumerate(grades)]
    question = question_about(OBSCURE, *answers_to(OBSCURE, *own), raters=raters)
    assert (question.open, question.wrong) == (open_ if "还需" in open_ else ALL_OWN, False)


def test_of_one_person_the_last_grade_counts() -> None:
    first, second, other = answers_to(OBSCURE, ("甲", OWN, COMPLEX), ("甲", OWN, PLAIN), ("乙", OTHER, PLAIN))
    for answers in ((first, second, other), (second, first, other)):
        assert (question_about(OBSCURE, *answers).open, question_about(OBSCURE, *answers).wrong) == ("", False)


def test_what_a_person_found_wrong_ticks_the_box_in_the_persons_words() -> None:
    replies = ("审批科 007", OWN, WRONG), ("乙", OTHER, FINE), ("丙", OTHER, WRONG)
    question = question_about(DOUBT, *answers_to(DOUBT, *replies))
    other = DOUBT.model_copy(update={"text": "另一处，请人工核对"})
    grave = DOUBT.model_copy(update={"severity": Severity.ERROR})
    judged = answered_wrong([other, DOUBT, grave], [question])
    words = f"页面写10日（人工核查：{OWN}，审批科 007，2026-11-24）；页面写10日（人工核查：{OTHER}，丙，2026-11-26）"
    text = f"页面显示“30分钟”，31.5秒后于2026-11-23 09:00才出现：{words}"
    assert judged == (other, DOUBT.model_copy(update={"severity": Severity.ERROR, "text": text}), grave)
    assert answered_wrong([DOUBT], [question_about(DOUBT)]) == (DOUBT,)


def test_all_that_is_open_stands_in_one_line() -> None:
    unanswered = question_about(DOUBT)
    unsure = question_about(OBSCURE, *answers_to(OBSCURE, ("甲", OWN, PLAIN)))
    settled = question_about(DOUBT, *answers_to(DOUBT, ("甲", OWN, FINE)))
    assert still_asked([unanswered, settled, unsure]) == (
        f"{DOUBT.text}；{OBSCURE.text}（已有1人评定，还需1人（“谁”相同的算同一人））"
    )
