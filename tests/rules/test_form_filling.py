"""B3: how far a form is filled in, where its places and the kinds of their values are counted."""

from __future__ import annotations

import pytest

from tests.support.matters import make_matter
from tests.support.offered_forms import FORM, LABELS, archive, document, files, own_file, problem_of
from zicha.model.facts.forms import Document, Filling, FormRole
from zicha.model.finding import Severity
from zicha.rules.guide_accuracy.forms.content import filled_blanks, wrong_samples
from zicha.rules.guide_accuracy.forms.roles import holds_both

MATTER = make_matter()
BLANK, SAMPLE = FormRole.BLANK, FormRole.SAMPLE
E, W = Severity.ERROR, Severity.WARNING
ADDED = f"{LABELS}\n因扩大经营需要而变更"


def counted(
    text: str = LABELS, places: int = 4, sure: int = 0, words: int = 0, placeholders: int = 0, **more: int
) -> Document:
    """A form in whose places stand so many values that are sure, words and placeholders."""
    filling = Filling(places=places, filled=sure + words, words=words, placeholders=placeholders, **more)
    return document(text, filling=filling)


# ── 空表 ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        # words may be printed
        (counted(places=9, words=4), None),
        (counted(places=9, words=2, sure=1), None),
        (counted(places=9, words=2, sure=2), (W, "有2处似为填写内容，请人工核对", "")),
        (counted(places=8, words=4), (W, "似有4处已填写，请人工核对", "")),
        (counted(places=9, words=1, sure=3), (W, "似有4处已填写，请人工核对", "")),
        (counted(places=9, words=1, sure=3, own=2), (E, "已填写内容（9处填写项中有4处已填）", "已填4处")),
        (counted(places=10, words=1, sure=3, own=2), (W, "似有4处已填写，请人工核对", "")),
        (counted(places=9, words=3, own=2), (W, "似有3处已填写，请人工核对", "")),
        # other values alone are nobody's 某某
        (counted(places=4, sure=2), (W, "似有2处已填写，请人工核对", "")),
        (counted(places=8, sure=2), (W, "有2处似为填写内容，请人工核对", "")),
        # 某某 in half of four places, in a quarter of any
        (counted(places=4, placeholders=2), (E, "已填写内容（4处填写项中有2处已填）", "已填2处")),
        (counted(places=8, placeholders=1, sure=2, words=1), (W, "有1处填有“某某”一类示例内容，请人工核对", "")),
        (counted(places=13, placeholders=1, sure=1, words=1), None),
        (counted(places=13, placeholders=1, sure=2, words=1), (W, "有2处似为填写内容，请人工核对", "")),
        (counted(places=8, placeholders=2, sure=2, words=1), (E, "已填写内容（8处填写项中有4处已填）", "已填4处")),
        (counted(places=5, placeholders=2), (W, "有2处填有“某某”一类示例内容，请人工核对", "")),
        (counted(places=3, placeholders=3), (W, "有3处填有“某某”一类示例内容，请人工核对", "")),
        (counted(places=4, placeholders=1), (W, "有1处填有“某某”一类示例内容，请人工核对", "")),
        (counted(places=1, placeholders=1), (W, "有1处填有“某某”一类示例内容，请人工核对", "")),
        (counted(places=5, placeholders=1), None),
        # boxes
        (counted(ticked=2), (W, "有2处方框已经勾选，请人工核对", "")),
        (counted(places=4, placeholders=1, ticked=2), (W, "有1处填有“某某”一类示例内容，请人工核对", "")),
        (counted(places=0), (W, "没有认出填写项，请人工核对是否空白", "")),
        (counted(places=0, ticked=1), (W, "有1处方框已经勾选，请人工核对", "")),
        # what stands in a table under no known label
        (counted(places=9, loose=2), (W, "有2处似为填写内容，请人工核对", "")),
        (counted(places=9, sure=1, loose=1), (W, "有2处似为填写内容，请人工核对", "")),
        (counted(places=9, loose=1), None),
    ],
)
def test_a_blank_form_with_values(form: Document, expected: tuple[Severity, str, str] | None) -> None:
    problems = [problem_of("L32", expected[0], expected[1], BLANK, seen=expected[2])] if expected else []
    assert list(filled_blanks(files(own_file(BLANK, form)), MATTER)) == problems


def test_what_a_machine_read_of_a_blank_form_with_placeholders_is_a_question() -> None:
    read = counted(placeholders=4).model_copy(update={"ocr": True})
    expected = problem_of("L32", W, "有4处填有“某某”一类示例内容，请人工核对", BLANK)
    assert filled_blanks(files(own_file(BLANK, read)), MATTER) == (expected,)


def test_facts_that_do_not_tell_words_from_values_are_judged_as_before() -> None:
    earlier = document(filling=Filling(places=4, placeholders=4))
    assert filled_blanks(files(own_file(BLANK, earlier)), MATTER) == ()


# ── what a form calls itself ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("title", "is_sample"),
    [
        ("取水许可申请表（样表）", True),
        ("取水许可申请表样表", True),
        ("样表", True),
        (" 取水许可申请表【填写示例】 ", True),
        ("取水许可申请表(填表范例)", True),
        ("（样例）取水许可申请表", True),
        ("开封市水利局\n取水许可\n申请表（样表）", True),
        ("开封市 水利局 取水许可\n申请表（样表）", True),
        ("开封市水利局\n取水许可\n申请表\n附：样表", False),
        ("抽样表", False),
        ("水质采样表（送样表）", False),
        ("合同（示范文本）", False),
        ("样表填写说明", False),
        ("取水许可申请表", False),
    ],
)
def test_a_blank_form_that_calls_itself_a_sample(title: str, is_sample: bool) -> None:
    form = counted(f"{title}\n{LABELS}")
    problems = (problem_of("L32", W, "自称样表，请人工核对", BLANK),) if is_sample else ()
    assert filled_blanks(files(own_file(BLANK, form)), MATTER) == problems
    both = form.model_copy(update={"holds_both": True})
    assert filled_blanks(files(own_file(BLANK, both)), MATTER) == ()


@pytest.mark.parametrize(
    ("title", "is_blank"),
    [
        ("取水许可申请表（空表）", True),
        ("取水许可申请表【空白表格】", True),
        ("空白表", True),
        ("空表", True),
        ("取水许可申请空白表格", True),
        ("真空表", False),
        ("空白处填写申请人姓名", False),
        ("取水许可申请表（样表）", False),
    ],
)
def test_a_sample_that_calls_itself_blank(title: str, is_blank: bool) -> None:
    form = counted(f"{title}\n{LABELS}", sure=4)
    problems = (problem_of("L32", W, "自称空表，请人工核对", SAMPLE),) if is_blank else ()
    assert wrong_samples(files(own_file(SAMPLE, form)), MATTER) == problems


# ── 样表 ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def judged(sample: Document, blank: Document | None = None) -> list[tuple[Severity, str]]:
    """What is told of a sample, beside its blank form or alone, after its name."""
    given = [own_file(SAMPLE, sample), *([own_file(BLANK, blank)] if blank else [])]
    problems = wrong_samples(files(*given), MATTER)
    return [(problem.severity, problem.text.removeprefix(f"“{FORM}”的样表")) for problem in problems]


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        # a quarter of the places, or four values
        (counted(places=4, sure=1), None),
        (counted(places=4, placeholders=1), None),
        (counted(places=4, own=1), None),
        (counted(places=5, sure=1), (W, "的5处填写项似仅有1处已填写，请人工核对")),
        (counted(places=12, sure=3), None),
        (counted(places=13, sure=3), (W, "的13处填写项似仅有3处已填写，请人工核对")),
        (counted(places=13, sure=2, placeholders=1), (W, "的13处填写项似仅有3处已填写，请人工核对")),
        (counted(places=99, sure=4), None),
        (counted(places=99, own=4), None),
        (counted(places=0), (W, "看不出是否已填写，请人工核对")),
        # words may be printed
        (counted(places=4, words=4), (W, "看不出是否已填写，请人工核对")),
        (counted(places=2, words=1), (W, "看不出是否已填写，请人工核对")),
        (counted(places=1, words=1), None),
        (counted(places=2), (E, "没有填写（2处填写项均为空）")),
        (counted(places=16, words=2), (E, "没有填写（16处填写项几乎均为空）")),
        (counted(places=8, aside=3), (W, "看不出是否已填写，请人工核对")),
        (counted(places=8, aside=2), (E, "没有填写（8处填写项均为空）")),
        (counted(places=15, words=2), (W, "看不出是否已填写，请人工核对")),
        (counted("有限公司章程\n股份有限公司、有限公司", places=4), (E, "没有填写（4处填写项均为空）")),
        (counted("开封宏达有限公司", places=4), (W, "看不出是否已填写，请人工核对")),
        (counted("${nameXX}", places=4), (E, "没有填写（4处填写项均为空）")),
        (counted(places=2, loose=1), (W, "看不出是否已填写，请人工核对")),
        # ticked boxes alone
        (counted(places=9, sure=4, ticked=4), (W, "的9处填写项似仅有4处已填写，请人工核对")),
        (counted(places=8, sure=4, ticked=4), None),
        (counted(places=9, sure=4, ticked=4, own=1), None),
        (counted(places=9, sure=4, ticked=3), None),
        (counted(places=1), (W, "看不出是否已填写，请人工核对")),
    ],
)
def test_a_sample_alone(sample: Document, expected: tuple[Severity, str] | None) -> None:
    assert judged(sample) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("sample", "blank", "expected"),
    [
        # the values that its blank form prints are not its own
        (counted(ADDED, places=9, sure=3), counted(places=9, sure=3),
            (W, "的9处填写项似均为空，请人工核对是否已填写")),
        (counted(ADDED, places=9, sure=3), counted(places=9, sure=2),
            (W, "的9处填写项似仅有1处已填写，请人工核对是否已填写")),
        (counted(ADDED, places=9, sure=5), counted(places=9, sure=2), None),
        (counted(ADDED, places=9, sure=1), counted(places=9, sure=3),
            (W, "的9处填写项似均为空，请人工核对是否已填写")),
        (counted(places=9, sure=3), counted(places=9, sure=3), (E, "没有填写（9处填写项均为空）")),
        (counted(places=9, sure=4), counted(places=9, sure=2), (E, "没有填写（9处填写项中仅有2处已填）")),
        # but not where the blank form is filled in itself
        (counted(places=9, sure=5), counted(places=9, sure=5), None),
        (counted(places=8, sure=4), counted(places=8, sure=4), None),
        # words count where the blank form has none of them
        (counted(ADDED, places=4, words=2), counted(), None),
        (counted(ADDED, places=5, words=2), counted(), (W, "的5处填写项似均为空，请人工核对是否已填写")),
        (counted(ADDED, places=6, words=2, sure=1), counted(), None),
        (counted(places=4, words=4), counted(), (E, "没有填写（与空表内容相同）")),
        # what was added stands in none of its places
        (counted(ADDED, places=2), counted(), (W, "的2处填写项似均为空，请人工核对是否已填写")),
        (counted(ADDED, places=1), counted(), None),
        # a program's variables are nothing that was added
        (counted(f"{LABELS}${{applicant.address}}\n{{{{telephone}}}}\n<%=ownerName%>\n«申请日期»"), counted(),
            (E, "没有填写（4处填写项均为空）")),
    ],
)  # fmt: skip
def test_a_sample_beside_its_blank_form(
    sample: Document, blank: Document, expected: tuple[Severity, str] | None
) -> None:
    assert judged(sample, blank) == ([expected] if expected else [])


def test_what_a_machine_read_of_a_sample_that_equals_its_blank_form_is_a_question() -> None:
    read = counted(places=9, sure=1).model_copy(update={"ocr": True})
    assert judged(read, counted(places=9)) == [(W, "没有填写（9处填写项中仅有1处已填）")]


def test_one_file_that_holds_both_is_compared_with_itself_by_nobody() -> None:
    both = counted(ADDED, places=16, sure=6).model_copy(update={"holds_both": True})
    assert judged(both, both) == []
    assert judged(both.model_copy(update={"holds_both": False}), both) == []


def test_the_fullest_part_of_a_sample_counts() -> None:
    few, most = counted(places=9, words=1), counted(places=13, sure=3)
    expected = [(W, "（压缩包内“申请表.docx”）的13处填写项似仅有3处已填写，请人工核对")]
    assert judged(archive(few, most)) == judged(archive(most, few)) == expected
    assert judged(archive(few, counted(places=9, sure=3))) == []


@pytest.mark.parametrize(("sure", "words", "is_sample"), [(2, 0, True), (1, 3, False), (0, 4, False)])
def test_words_make_no_part_of_an_archive_a_sample(sure: int, words: int, is_sample: bool) -> None:
    blank = document("甲\n乙\n丙", name="一.docx", title="取水许可申请表")
    filled = counted("甲\n乙\n丙", places=9, sure=sure, words=words)
    other = filled.model_copy(update={"name": "二.docx", "title": "取水许可申请表"})
    assert holds_both(own_file(BLANK, archive(blank, other))) is is_sample
