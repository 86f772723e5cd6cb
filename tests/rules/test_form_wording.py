"""B3: what a clerk reads of each problem of a form file, word by word, and from which count on."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.matters import make_matter
from tests.support.offered_forms import FORM, LABELS, archive, document, files, own_file, problem_of
from zicha.model.facts.forms import (
    Condition,
    Document,
    Filling,
    FormRole,
    NamedPlace,
    PlaceKind,
)
from zicha.model.finding import Severity
from zicha.rules.guide_accuracy.forms.content import filled_blanks, wrong_samples

MATTER = make_matter()
BLANK, SAMPLE = FormRole.BLANK, FormRole.SAMPLE
E, W = Severity.ERROR, Severity.WARNING


def naming(content: Document, places: tuple[NamedPlace, ...]) -> Document:
    return content.model_copy(update={"places": places})


# ── 空表 ─────────────────────────────────────────────────────────────────────────────────────────────────────────

NO_PLACES = "没有认出填写项，请人工核对是否空白"


def perhaps_filled(count: int) -> tuple[Severity, str, str]:
    return W, f"似有{count}处已填写，请人工核对", ""


@pytest.mark.parametrize(
    ("filled", "places", "own", "expected"),
    [
        # surely: three values, two of them an applicant's own, in a third of the places
        (3, 9, 2, (E, "已填写内容（9处填写项中有3处已填）", "已填3处")),
        (4, 5, 4, (E, "已填写内容（5处填写项中有4处已填）", "已填4处")),
        (3, 10, 2, perhaps_filled(3)),
        (3, 9, 1, perhaps_filled(3)),
        (2, 6, 2, perhaps_filled(2)),
        # perhaps: one value of an applicant's own, three values, or half of two places
        (0, 9, 1, perhaps_filled(1)),
        (1, 9, 2, perhaps_filled(2)),
        (3, 99, 0, perhaps_filled(3)),
        (2, 4, 0, perhaps_filled(2)),
        (1, 2, 0, perhaps_filled(1)),
        (2, 5, 0, None),
        (1, 3, 0, None),
        (1, 1, 0, None),
        (2, 99, 0, None),
        (0, 4, 0, None),
        (0, 1, 0, None),
        (0, 0, 0, (W, NO_PLACES, "")),
    ],
)
def test_a_blank_form_with_values(
    filled: int, places: int, own: int, expected: tuple[Severity, str, str] | None
) -> None:
    form = document(places=places, filled=filled, own=own)
    problems = [problem_of("L32", expected[0], expected[1], BLANK, seen=expected[2])] if expected else []
    assert list(filled_blanks(files(own_file(BLANK, form)), MATTER)) == problems
    both = form.model_copy(update={"holds_both": True})
    assert filled_blanks(files(own_file(BLANK, both)), MATTER) == ()


def test_what_is_no_form_need_have_no_places_and_what_is_unread_is_asked_once() -> None:
    assert filled_blanks(files(own_file(BLANK, document(places=0), material="营业执照")), MATTER) == ()
    unseen = document(places=0, unseen="第2页是图片")
    expected = problem_of("L32", W, "第2页是图片，请人工核对是否空白", BLANK)
    assert filled_blanks(files(own_file(BLANK, unseen)), MATTER) == (expected,)


def test_a_sample_in_place_of_the_blank_form() -> None:
    same = files(own_file(BLANK, document(), sha256="a"), own_file(SAMPLE, document(), sha256="a"))
    text = f"“{FORM}”的空表与样表是同一份文件"
    expected = problem_of("L32", E, "", SAMPLE).model_copy(update={"text": text})
    assert filled_blanks(same, MATTER) == (expected,), "at the address of the sample"
    only = files(own_file(BLANK, archive(document(name="样表.docx"))))
    assert filled_blanks(only, MATTER) == (problem_of("L32", W, "压缩包内只有样表，请人工核对", BLANK),)


@pytest.mark.parametrize(
    ("blank", "sample"),
    [
        ({"sha256": "a"}, {"sha256": "b"}),
        ({"sha256": ""}, {"sha256": ""}),
        ({"sha256": "a"}, {"sha256": "a", "material": "承诺书"}),
    ],
    ids=["others", "unknown", "of another material"],
)
def test_files_that_are_not_the_same_for_both(blank: dict[str, object], sample: dict[str, object]) -> None:
    given = files(own_file(BLANK, document(), **blank), own_file(SAMPLE, document(filled=4), **sample))
    assert [each for each in filled_blanks(given, MATTER) if "同一份文件" in each.text] == []


def test_a_broken_file_is_no_blank_form_that_equals_its_sample() -> None:
    damaged = document(condition=Condition.DAMAGED)
    assert (
        filled_blanks(files(own_file(BLANK, damaged, sha256="a"), own_file(SAMPLE, damaged, sha256="a")), MATTER) == ()
    )


# ── 样表 ─────────────────────────────────────────────────────────────────────────────────────────────────────────

ADDED = f"{LABELS}\n因扩大经营需要而变更"


@pytest.mark.parametrize(
    ("text", "places", "blank", "expected"),
    [
        # beside its blank form
        (LABELS, 4, document(), (E, "没有填写（4处填写项均为空）")),
        (LABELS, 1, document(), (E, "没有填写（1处填写项均为空）")),
        (LABELS, 0, document(), (E, "没有填写（与空表内容相同）")),
        (ADDED, 4, document(), (W, "的4处填写项似均为空，请人工核对是否已填写")),
        (ADDED, 5, document(), (W, "的5处填写项似均为空，请人工核对是否已填写")),
        (ADDED, 3, document(), None),
        (f"{LABELS}\n填表说明按照营业执照如实填写", 4, document(), (E, "没有填写（4处填写项均为空）")),
        ("申请人（样表）\t\n联系电话（示例）\t\n住所（填写范例）\t", 3, document(), (E, "没有填写（3处填写项均为空）")),
        # without one
        (LABELS, 2, None, (E, "没有填写（2处填写项均为空）")),
        (LABELS, 1, None, (W, "看不出是否已填写，请人工核对")),
        (LABELS, 0, None, (W, "看不出是否已填写，请人工核对")),
        (f"{LABELS}某某", 3, None, (W, "看不出是否已填写，请人工核对")),
        (f"{LABELS}某某", 2, None, (W, "看不出是否已填写，请人工核对")),
        (f"{LABELS}某某", 1, None, None),
        (f"{LABELS}某某", 0, None, None),
    ],
)
def test_a_sample_without_values(
    text: str, places: int, blank: Document | None, expected: tuple[Severity, str] | None
) -> None:
    given = [own_file(SAMPLE, document(text, places=places)), *([own_file(BLANK, blank)] if blank else [])]
    problems = [problem_of("L32", *expected, SAMPLE)] if expected else []
    assert list(wrong_samples(files(*given), MATTER)) == problems


@pytest.mark.parametrize("value", [{"filled": 1}, {"placeholders": 1}, {"own": 1}], ids=str)
def test_one_value_is_enough_for_a_sample(value: dict[str, Any]) -> None:
    sample = document(filling=Filling(places=9, **value))
    assert wrong_samples(files(own_file(SAMPLE, sample), own_file(BLANK, document())), MATTER) == ()


def test_a_form_of_an_archive_is_judged_by_itself_and_named() -> None:
    one, two = document(name="一.docx"), document(filled=4, own=2, name="二.docx", title="变更表")
    (problem,) = filled_blanks(files(own_file(BLANK, archive(one, two))), MATTER)
    assert problem.text == f"“{FORM}”的空表（压缩包内“二.docx”）已填写内容（4处填写项中有4处已填）"
    of_others = archive(one, naming(document(filled=4, name="样表.docx"), (LUOYANG,)))
    (problem,) = wrong_samples(files(own_file(SAMPLE, of_others)), MATTER)
    assert problem.text == f"“{FORM}”的样表（压缩包内“样表.docx”）中是外地机关“洛阳市”的内容（“洛阳市某局”）"


def test_the_parts_of_a_sample_are_judged_together() -> None:
    empty, read = document(places=2, name="一.docx"), document(places=3, name="二.docx", ocr=True)
    expected = problem_of("L32", W, "没有填写（3处填写项均为空）", SAMPLE)
    assert wrong_samples(files(own_file(SAMPLE, archive(empty, read))), MATTER) == (expected,)
    filled = document(filled=1, name="二.docx")
    assert wrong_samples(files(own_file(SAMPLE, archive(empty, filled))), MATTER) == ()


def test_what_two_blank_forms_print_is_no_value() -> None:
    blanks = archive(document("甲方单位全称\t", name="一.docx"), document("乙方单位全称\t", name="二.docx"))
    given = [own_file(SAMPLE, document("甲方单位全称\t\n乙方单位全称\t")), own_file(BLANK, blanks)]
    expected = problem_of("L32", E, "没有填写（4处填写项均为空）", SAMPLE)
    assert wrong_samples(files(*given), MATTER) == (expected,)


# ── whose form it is ─────────────────────────────────────────────────────────────────────────────────────────────


def place(name: str, code: str, kind: PlaceKind = PlaceKind.ORGAN) -> NamedPlace:
    return NamedPlace(codes=(code,), name=name, kind=kind, quote=f"{name}某局")


LUOYANG, ZHENGZHOU = place("洛阳市", "410300"), place("郑州市", "410100")
KAIFENG = place("开封市", "410200")


@pytest.mark.parametrize(
    ("places", "text", "names", "is_organ"),
    [
        ((LUOYANG,), "外地机关“洛阳市”的内容（“洛阳市某局”）", "洛阳市", True),
        (
            (KAIFENG, LUOYANG, ZHENGZHOU, LUOYANG),
            "外地机关“洛阳市、郑州市”的内容（“洛阳市某局”）",
            "洛阳市、郑州市",
            True,
        ),
        (
            (place("新乡市", "410700", PlaceKind.MENTION), ZHENGZHOU),
            "外地机关“郑州市”的内容（“郑州市某局”）",
            "郑州市",
            True,
        ),
        (
            (place("新乡市", "410700", PlaceKind.MENTION), place("安阳市", "410500", PlaceKind.MENTION)),
            "外地地名“新乡市、安阳市”的内容（“新乡市某局”）",
            "新乡市、安阳市",
            False,
        ),
    ],
)
def test_a_form_of_another_city(places: tuple[NamedPlace, ...], text: str, names: str, is_organ: bool) -> None:
    ask = "，请人工核对"
    sample = files(own_file(SAMPLE, naming(document(filled=4), places)))
    blank = files(own_file(BLANK, naming(document(), places)))
    severity, ending = (E, "") if is_organ else (W, ask)
    assert wrong_samples(sample, MATTER) == (
        problem_of("L31", severity, f"中是{text}{ending}", SAMPLE, "本市内容", names),
    )
    assert filled_blanks(blank, MATTER) == (problem_of("L31", W, f"中是{text}{ask}", BLANK, "本市内容", names),)


@pytest.mark.parametrize(
    ("named", "merger"),
    [
        (place("金明区", "410211"), "“金明区”已并入“龙亭区”"),
        (place("开封县", "410224", PlaceKind.TITLE), "“开封县”已并入“祥符区”"),
        (place("金明区", "410211", PlaceKind.MENTION), ""),
        (place("龙亭区", "410202"), ""),
    ],
)
@pytest.mark.parametrize("role", FormRole)
def test_a_form_of_a_district_that_is_no_more(role: FormRole, named: NamedPlace, merger: str) -> None:
    form = naming(document(filled=0 if role is BLANK else 4), (KAIFENG, named))
    text = f"中{merger}，仍写有其机关（“{named.name}某局”），请人工核对"
    judge = filled_blanks if role is BLANK else wrong_samples
    assert judge(files(own_file(role, form)), MATTER) == ((problem_of("L31", W, text, role),) if merger else ())


def test_a_district_of_another_city_is_that_citys_even_if_it_is_no_more() -> None:
    form = naming(document(filled=4), (place("金明区", "410311"),))
    (problem,) = wrong_samples(files(own_file(SAMPLE, form)), MATTER)
    assert "外地机关" in problem.text


@pytest.mark.parametrize(
    ("surely", "severity", "text"),
    [
        (True, E, "是其他事项的表格（表内事项名称为“道路货物运输经营许可”）"),
        (False, W, "似为其他事项的表格（表内事项名称为“道路货物运输经营许可”），请人工核对"),
    ],
)
@pytest.mark.parametrize("role", FormRole)
def test_a_form_of_another_matter(role: FormRole, surely: bool, severity: Severity, text: str) -> None:
    other = "道路货物运输经营许可"
    form = document(filled=0 if role is BLANK else 4, declared=other, declared_surely=surely)
    judge = filled_blanks if role is BLANK else wrong_samples
    assert judge(files(own_file(role, form)), MATTER) == (
        problem_of("L32", severity, text, role, "取水许可审批", f"表内事项名称为“{other}”"),
    )


def test_a_form_with_the_title_of_another_matter() -> None:
    title = "标题为“道路货物运输经营许可申请表”"
    form = document(title="道路货物运输经营许可申请表")
    assert filled_blanks(files(own_file(BLANK, form)), MATTER) == (
        problem_of("L32", W, f"似为其他事项的表格（{title}），请人工核对", BLANK, "取水许可审批", title),
    )


# ── what nobody has read ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (document(unseen="第2页是图片"), "第2页是图片"),
        (document(" \n", places=0), "没有文字"),
        (document("", places=0, unseen="是扫描件"), "是扫描件"),
        (document("", places=0, condition=Condition.GAVE_UP, message="读取超时"), "未能读取（读取超时）"),
        (document("", places=0, condition=Condition.UNSUPPORTED, message="7z", name="表.7z"), "未能读取（7z）"),
        (archive(document(), document(name="附.docx", unseen="有图")), "（压缩包内“附.docx”）有图"),
    ],
)
def test_what_nobody_has_read(content: Document, reason: str) -> None:
    on_blank = problem_of("L32", W, f"{reason}，请人工核对是否空白", BLANK)
    on_sample = problem_of("L32", W, f"{reason}，请人工核对是否已填写、是否为本市本事项的样表", SAMPLE)
    assert filled_blanks(files(own_file(BLANK, content)), MATTER) == (on_blank,)
    assert wrong_samples(files(own_file(SAMPLE, content)), MATTER) == (on_sample,)


@pytest.mark.parametrize(
    ("more", "is_question"),
    [({"pictures": 1}, True), ({}, False), ({"pictures": 1, "unseen": "第2页是图片"}, False)],
    ids=["seal", "none", "asked about already"],
)
@pytest.mark.parametrize("role", FormRole)
def test_a_letterhead_that_is_a_picture_is_asked_about(role: FormRole, more: dict[str, Any], is_question: bool) -> None:
    text = "中有图片（如信头、印章），图中文字未读出，请人工核对是否为本市内容"
    judge = filled_blanks if role is BLANK else wrong_samples
    form = document(filled=4 if role is SAMPLE else 0, **more)
    about_letterhead = [problem for problem in judge(files(own_file(role, form)), MATTER) if problem.rule == "L31"]
    assert about_letterhead == ([problem_of("L31", W, text, role)] if is_question else [])


def test_a_seal_does_not_fill_in_a_sample() -> None:
    problems = wrong_samples(files(own_file(SAMPLE, document(pictures=1))), MATTER)
    assert [(problem.rule, problem.severity) for problem in problems] == [("L32", E), ("L31", W)]
