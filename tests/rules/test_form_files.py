"""L30, L31, L32: each with a hit, a near miss and an exception; each datum told by one check only."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.facts import SEEN, guide_page, material
from tests.support.matters import make_matter
from tests.support.offered_forms import LABELS, document, files
from tests.support.offered_forms import form_file as file
from tests.support.reading import missing_forms
from zicha.model.facts.forms import (
    Condition,
    Document,
    DownloadOutcome,
    FileType,
    Filling,
    FormFile,
    FormRole,
    NamedPlace,
    PlaceKind,
)
from zicha.model.finding import Problem, Severity
from zicha.rules.guide_accuracy.forms.content import filled_blanks, wrong_samples
from zicha.rules.guide_accuracy.forms.files import unobtained_forms, unopened_forms
from zicha.rules.guide_accuracy.forms.opening import unopenable_forms

MATTER = make_matter()
BLANK, SAMPLE = FormRole.BLANK, FormRole.SAMPLE
VALUES = "申请人\t张某某\n联系电话\t0371-2388XXXX\n住所\t样例路1号\n申请日期\t2026年3月1日"


UNSEEN = [
    document(unseen="第2页是图片"),
    document("", places=0),
    document(
        "", places=0, condition=Condition.UNSUPPORTED, type=FileType.SEVEN_ZIP, message="7z 压缩包，本工具不能解开"
    ),
]


def findings(problems: tuple[Problem, ...]) -> list[tuple[str, Severity]]:
    return [(problem.rule, problem.severity) for problem in problems]


def missing(name: str, *given: FormFile, **more: str) -> list[tuple[str, Severity]]:
    page = guide_page(materials=[material(name, **more)])
    named = (each.model_copy(update={"material": name}) for each in given)
    return findings(missing_forms(files(*named), page, MATTER))


class TestProvided:
    """L30."""

    @pytest.mark.parametrize(
        "name", ["申请表", "公共场所卫生许可申请表", "食品经营许可申请书", "承诺书", "授权委托书", "失业登记表"]
    )
    def test_a_form_without_files_is_a_problem(self, name: str) -> None:
        assert missing(name, file(BLANK), file(SAMPLE)) == [("L30", Severity.ERROR)]

    @pytest.mark.parametrize("name", ["营业执照", "场地平面图", "结婚证", "公司章程", "健康检查表"])
    def test_what_is_no_form_needs_none(self, name: str) -> None:
        assert missing(name, file(BLANK), file(SAMPLE)) == []

    def test_either_may_be_missing_alone(self) -> None:
        (blank,) = missing_forms(
            files(file(BLANK), file(SAMPLE, document(VALUES, 4))), guide_page(materials=[material("申请表")]), MATTER
        )
        assert blank.text == "“申请表”未提供空表"

    @pytest.mark.parametrize("more", [{"MATERIAL_KIND": "复印件"}, {"SOURCE": "政府部门核发"}], ids=["copy", "issued"])
    def test_a_form_that_others_filled_in_needs_none(self, more: dict[str, str]) -> None:
        assert missing("毕业生登记表", file(BLANK), file(SAMPLE), **more) == []

    @pytest.mark.parametrize("shown", ["在线填写", "网上填报，无需下载", "系统自动生成"])
    def test_what_is_filled_in_on_line_is_only_noted(self, shown: str) -> None:
        assert missing("申请表", file(BLANK, shown=shown), file(SAMPLE)) == [("L30", Severity.INFO)]

    def test_a_link_that_leads_nowhere_is_a_problem_even_of_what_is_no_form(self) -> None:
        dead = file(BLANK, fetched=DownloadOutcome.DEAD, message="HTTP 404")
        assert missing("场地平面图", dead, file(SAMPLE)) == [("L30", Severity.ERROR)]

    def test_one_file_that_holds_both_is_enough(self) -> None:
        assert missing("申请表", file(BLANK, document(holds_both=True)), file(SAMPLE)) == []

    def test_what_the_approved_list_promises_must_be_there(self) -> None:
        matter = make_matter(申请材料=[{"材料名称": "安全方案", "空白表格": True}])
        page = guide_page(materials=[material("安全方案")])
        absent = (file(role, material="安全方案") for role in FormRole)
        (problem,) = missing_forms(files(*absent), page, matter)
        assert problem.text == "“安全方案”未提供空表"

    def test_a_guide_without_materials_asks_a_person(self) -> None:
        matter = make_matter(申请材料=[{"材料名称": "申请表"}])
        assert findings(missing_forms(files(), guide_page(), matter)) == [("L30", Severity.WARNING)]

    def test_a_file_that_nobody_could_fetch_is_neither_missing_nor_seen(self) -> None:
        lost = file(BLANK, fetched=DownloadOutcome.UNANSWERED, message="等待超时")
        assert missing("申请表", lost, file(SAMPLE, document(VALUES, 4))) == []
        assert unobtained_forms(files(lost), BLANK) == "“申请表”的空表未能下载（等待超时）"
        assert unobtained_forms(files(lost), SAMPLE) == ""


class TestOpens:
    """L32, the file itself."""

    @pytest.mark.parametrize(
        "condition",
        [
            Condition.EMPTY,
            Condition.DAMAGED,
            Condition.PROTECTED,
            Condition.ERROR_PAGE,
            Condition.EMPTY_ARCHIVE,
            Condition.BOMB,
        ],
    )
    def test_a_broken_file_is_told_once_and_blocks_the_rest(self, condition: Condition) -> None:
        broken = files(file(BLANK, document(condition=condition, message="坏了")))
        assert findings(unopenable_forms(broken)) == [("L32", Severity.ERROR)]
        assert filled_blanks(broken, MATTER) == ()
        assert unopened_forms(broken, BLANK) == "“申请表”的空表打不开"

    def test_a_readable_file_is_none(self) -> None:
        assert unopenable_forms(files(file(BLANK, document()))) == ()
        assert unopened_forms(files(file(BLANK, document())), BLANK) == ""

    @pytest.mark.parametrize(
        ("name", "kind", "is_question"),
        [
            ("申请表.docx", FileType.DOC, True),
            ("申请表.pdf", FileType.JPG, True),
            ("申请表.xls", FileType.HTML, True),
            ("申请表.doc", FileType.RTF, False),
            ("申请表.wps", FileType.DOC, False),
            ("申请表.DOCX", FileType.DOCX, False),
            ("申请表", FileType.DOCX, False),
            ("申请表.最终版", FileType.DOCX, False),
        ],
    )
    def test_a_name_that_is_not_the_content_is_a_question(self, name: str, kind: FileType, is_question: bool) -> None:
        problems = unopenable_forms(files(file(BLANK, document(name=name, type=kind))))
        assert findings(problems) == ([("L32", Severity.WARNING)] if is_question else [])

    @pytest.mark.parametrize("name", ["", "index.html", "download.aspx", "zwfw.gov.cn", "申请表.docx"])
    @pytest.mark.parametrize("kind", [FileType.HTML, FileType.TEXT])
    def test_a_page_in_a_forms_place_is_a_question_whatever_its_name(self, name: str, kind: FileType) -> None:
        page = files(file(BLANK, document(name=name, type=kind, unseen="是网页，没有认出表格")))
        assert findings(unopenable_forms(page)) == [("L32", Severity.WARNING)]

    def test_what_this_program_cannot_read_is_a_question(self) -> None:
        packed = document(type=FileType.SEVEN_ZIP, condition=Condition.UNSUPPORTED, message="7z", name="表.7z")
        assert findings(unopenable_forms(files(file(BLANK, packed)))) == [("L32", Severity.WARNING)]

    def test_a_damaged_file_in_an_archive_is_named(self) -> None:
        part = document(condition=Condition.DAMAGED, name="申请表.docx")
        archive = document(type=FileType.ZIP, name="表.zip", parts=(part,))
        (problem,) = unopenable_forms(files(file(BLANK, archive)))
        assert "压缩包内“申请表.docx”" in problem.text
        assert unopened_forms(files(file(BLANK, archive)), BLANK)

    def test_a_page_in_an_archive_is_asked_about_like_one_alone(self) -> None:
        archive = document(
            "", type=FileType.ZIP, name="表.zip", parts=(document(name="申请表.docx", type=FileType.HTML),)
        )
        assert findings(unopenable_forms(files(file(BLANK, archive)))) == [("L32", Severity.WARNING)]

    def test_what_strayed_into_an_archive_is_no_defect(self) -> None:
        note = document("先读我", places=0, name="说明.txt", type=FileType.TEXT, unseen="是纯文本")
        empty = document("", places=0, name="新建文本文档.txt", type=FileType.UNKNOWN, condition=Condition.EMPTY)
        alone = files(file(BLANK, document("", type=FileType.ZIP, name="表.zip", parts=(empty,))))
        assert findings(unopenable_forms(alone)) == [("L32", Severity.ERROR)]
        beside = files(file(BLANK, document("", type=FileType.ZIP, name="表.zip", parts=(document(), note, empty))))
        assert findings(unopenable_forms(beside)) == [("L32", Severity.WARNING)]
        assert unopened_forms(beside, BLANK) == ""
        assert filled_blanks(beside, MATTER) == ()


class TestBlank:
    """L32, the blank form."""

    @pytest.mark.parametrize(
        ("filled", "places", "own", "severity"),
        [
            (4, 4, 3, Severity.ERROR),
            (3, 9, 2, Severity.ERROR),
            (4, 4, 1, Severity.WARNING),
            (4, 4, 0, Severity.WARNING),
            (3, 20, 2, Severity.WARNING),
            (1, 2, 0, Severity.WARNING),
            (0, 8, 1, Severity.WARNING),
            (1, 8, 0, None),
            (0, 8, 0, None),
            (0, 0, 0, Severity.WARNING),
        ],
    )
    def test_how_much_is_filled_in(self, filled: int, places: int, own: int, severity: Severity | None) -> None:
        state = Filling(places=places, filled=filled, own=own)
        problems = filled_blanks(files(file(BLANK, document(filling=state))), MATTER)
        assert findings(problems) == ([("L32", severity)] if severity else [])

    def test_what_is_no_form_need_have_no_places(self) -> None:
        plan = file(BLANK, document("安全方案", places=0), material="安全方案")
        assert filled_blanks(files(plan), MATTER) == ()

    def test_what_a_machine_read_from_a_picture_is_a_question(self) -> None:
        read = document(filling=Filling(places=4, filled=4, own=4), ocr=True)
        assert findings(filled_blanks(files(file(BLANK, read)), MATTER)) == [("L32", Severity.WARNING)]

    @pytest.mark.parametrize("unseen", UNSEEN, ids=["pages", "no text", "unknown packing"])
    def test_what_nobody_has_seen_is_a_question(self, unseen: Document) -> None:
        assert findings(filled_blanks(files(file(BLANK, unseen)), MATTER)) == [("L32", Severity.WARNING)]

    def test_the_same_file_for_both_is_told_by_one_check(self) -> None:
        one = document()
        both = files(file(BLANK, one), file(SAMPLE, one))
        assert [problem.text for problem in filled_blanks(both, MATTER)] == ["“申请表”的空表与样表是同一份文件"]
        assert wrong_samples(both, MATTER) == ()

    def test_one_file_declared_as_both_is_right(self) -> None:
        one = document(VALUES, filled=4, holds_both=True)
        both = files(file(BLANK, one), file(SAMPLE, one))
        assert filled_blanks(both, MATTER) == wrong_samples(both, MATTER) == ()


class TestSample:
    """L31 and L32, the sample."""

    def judged(self, sample: Document, blank: Document | None = None) -> list[tuple[str, Severity]]:
        given = [file(SAMPLE, sample), *([file(BLANK, blank)] if blank else [])]
        return findings(wrong_samples(files(*given), MATTER))

    def test_a_filled_sample_is_right(self) -> None:
        assert self.judged(document(VALUES, 4), document()) == []

    def test_a_pledge_in_prose_is_filled_in_by_whose_it_is(self) -> None:
        assert self.judged(document("承诺书", filling=Filling(places=4, own=1), name="样.docx"), document()) == []

    def test_names_that_stand_for_anybody_are_values(self) -> None:
        assert self.judged(document(VALUES, filling=Filling(places=4, placeholders=1)), document()) == []

    def test_an_unfilled_sample_is_a_problem(self) -> None:
        for text in (LABELS, f"申请表（样表）\n{LABELS}", LABELS.replace("\t", "："), f"填写说明：如实填写\n{LABELS}"):
            assert self.judged(document(text, name="样.docx"), document()) == [("L32", Severity.ERROR)]
        assert self.judged(document(name="样.docx")) == [("L32", Severity.ERROR)]

    def test_words_the_blank_form_does_not_have_are_values_where_no_places_are_known(self) -> None:
        added = f"{LABELS}\n因扩大经营需要变更场所"
        assert self.judged(document(added, name="样.docx", places=2), document()) == []
        assert self.judged(document(added, name="样.docx"), document()) == [("L32", Severity.WARNING)]

    def test_what_a_machine_read_of_an_unfilled_sample_is_a_question(self) -> None:
        assert self.judged(document(name="样.docx", ocr=True), document()) == [("L32", Severity.WARNING)]

    def test_few_words_more_are_no_values(self) -> None:
        eight = f"{LABELS}\n因扩大经营而变更"
        assert self.judged(document(eight, name="样.docx", places=2), document()) == []
        assert self.judged(document(eight[:-1], name="样.docx", places=2), document()) == [("L32", Severity.ERROR)]

    @pytest.mark.parametrize("unseen", UNSEEN, ids=["pages", "no text", "unknown packing"])
    def test_what_nobody_has_seen_is_a_question(self, unseen: Document) -> None:
        assert self.judged(unseen, document()) == [("L32", Severity.WARNING)]

    def test_without_a_form_to_see_a_person_is_asked(self) -> None:
        assert self.judged(document("承诺遵守规定", places=0)) == [("L32", Severity.WARNING)]
        assert self.judged(document("某某公司承诺遵守规定", places=0)) == []

    def place(self, code: str, kind: PlaceKind) -> tuple[NamedPlace, ...]:
        return (NamedPlace(codes=(code,), name="某地", kind=kind, quote="某地行政审批局"),)

    @pytest.mark.parametrize(
        ("code", "kind", "severity"),
        [
            ("410300", PlaceKind.ORGAN, Severity.ERROR),
            ("410300", PlaceKind.TITLE, Severity.ERROR),
            ("410303", PlaceKind.ORGAN, Severity.ERROR),
            ("410300", PlaceKind.MENTION, Severity.WARNING),
            ("370000", PlaceKind.ORGAN, Severity.ERROR),
            ("410000", PlaceKind.ORGAN, None),
            ("410200", PlaceKind.TITLE, None),
            ("410204", PlaceKind.ORGAN, None),
        ],
    )
    def test_whose_organ_is_named(self, code: str, kind: PlaceKind, severity: Severity | None) -> None:
        problems = self.judged(self._with(code, kind))
        assert problems == ([("L31", severity)] if severity else [])

    def _with(self, code: str, kind: PlaceKind) -> Document:
        return document(VALUES, 4).model_copy(update={"places": self.place(code, kind)})

    @pytest.mark.parametrize(
        ("kind", "text"),
        [
            (PlaceKind.ORGAN, "“申请表”的样表中是外地机关“某地”的内容（“某地行政审批局”）"),
            (PlaceKind.MENTION, "“申请表”的样表中是外地地名“某地”的内容（“某地行政审批局”），请人工核对"),
        ],
    )
    def test_in_which_words(self, kind: PlaceKind, text: str) -> None:
        (problem,) = wrong_samples(files(file(SAMPLE, self._with("410300", kind))), MATTER)
        assert (problem.text, problem.expected, problem.seen) == (text, "本市内容", "某地")

    @pytest.mark.parametrize(
        ("surely", "text"),
        [
            (True, "“申请表”的样表是其他事项的表格（{}）"),
            (False, "“申请表”的样表似为其他事项的表格（{}），请人工核对"),
        ],
    )
    def test_a_sample_of_another_matter(self, surely: bool, text: str) -> None:
        other = "道路货物运输经营许可"
        sample = document(VALUES, 4, declared=other, declared_surely=surely)
        (problem,) = wrong_samples(files(file(SAMPLE, sample)), MATTER)
        assert problem.text == text.format(problem.seen)
        assert other in problem.seen
        assert (problem.expected, problem.severity) == (MATTER.name, Severity.ERROR if surely else Severity.WARNING)

    def test_a_name_shared_with_the_own_city_proves_nothing(self) -> None:
        shared = NamedPlace(codes=("320106", "410204"), name="鼓楼区", kind=PlaceKind.ORGAN, quote="鼓楼区教育局")
        assert self.judged(document(VALUES, 4).model_copy(update={"places": (shared,)})) == []

    def test_what_a_machine_read_from_a_picture_is_a_question(self) -> None:
        read = self._with("410300", PlaceKind.ORGAN).model_copy(update={"ocr": True})
        assert self.judged(read) == [("L31", Severity.WARNING)]


TEXT = st.text(max_size=20) | st.sampled_from([LABELS, VALUES, "取水许可审批", "样表", "（"])
DOCUMENT = st.builds(
    Document,
    type=st.sampled_from(FileType),
    condition=st.sampled_from(Condition),
    name=TEXT,
    text=TEXT,
    declared=TEXT,
    title=TEXT,
    unseen=TEXT,
    ocr=st.booleans(),
    holds_both=st.booleans(),
    filling=st.builds(Filling, places=st.integers(0, 9), filled=st.integers(0, 9), placeholders=st.integers(0, 9)),
)
FILE = st.builds(
    FormFile,
    material=st.sampled_from(["申请表", "营业执照", ""]),
    role=st.sampled_from(FormRole),
    shown=TEXT,
    fetched=st.sampled_from(DownloadOutcome),
    sha256=st.sampled_from(["", "a", "b"]),
    document=st.none() | DOCUMENT,
)


@settings(deadline=None)  # the processors may be busy
@given(st.lists(FILE, max_size=5))
def test_any_files_are_judged(given: list[FormFile]) -> None:
    offered, page = files(*given), guide_page(materials=[material("申请表"), material("")])
    problems = [
        *missing_forms(offered, page, MATTER),
        *unopenable_forms(offered),
        *filled_blanks(offered, MATTER),
        *wrong_samples(offered, MATTER),
    ]
    assert all(problem.text and problem.rule and problem.where and problem.at == SEEN for problem in problems)
