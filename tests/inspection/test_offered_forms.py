"""What a calibration tells of the forms that a guide offers is what a run reads and says of each."""

from __future__ import annotations

from tests.support.matters import make_matter
from tests.support.offered_forms import archive, document, files, form_file, own_file
from zicha.inspection.offered_forms import offered_forms
from zicha.model.facts.forms import Condition, FormFile, FormRole, NamedPlace, PlaceKind

BLANK, SAMPLE = FormRole.BLANK, FormRole.SAMPLE
CITY = NamedPlace(codes=("410200",), name="开封市", kind=PlaceKind.ORGAN, quote="开封市水利局")


def told(*given: FormFile, views: dict[str, list[str]] | None = None) -> list[tuple[str, ...]]:
    forms = offered_forms(files(*given), make_matter(), views or {})
    return [(form.role, form.file, form.filling, form.owners, form.unseen, *form.doubts, *form.views) for form in forms]


def test_a_form_is_told_with_its_type_places_organ_and_views() -> None:
    file = own_file(BLANK, document(places=4, unseen="有1页是图片").model_copy(update={"places": (CITY,)}))
    assert told(file, views={file.address: ["表1.html"]}) == [
        (
            "空表", "申请表.docx（docx）", "填写项4处，已填0处，示例内容0处", "开封市", "有1页是图片",
            "有1页是图片，请人工核对是否空白", "表1.html",
        )
    ]  # fmt: skip


def test_what_does_not_open_or_is_not_offered_is_told() -> None:
    broken = document("", places=0, condition=Condition.DAMAGED, message="文件损坏")
    assert told(own_file(BLANK, broken), form_file(SAMPLE)) == [
        ("空表", "申请表.docx（docx），已损坏", "", "", "", "打不开（文件损坏）"),
        ("样表", "未提供", "", "", ""),
    ]


def test_each_form_of_an_archive_is_told_by_itself() -> None:
    one, two = document(name="一.docx"), document(filled=4, own=2, name="二.docx", title="变更表")
    whole, first, second = told(own_file(BLANK, archive(one, two)))
    assert whole == ("空表", "表.zip（zip）", "", "", "")
    assert first[1:3] == ("一.docx（docx）", "填写项4处，已填0处，示例内容0处")
    assert second[1:] == (
        "二.docx（docx）", "填写项4处，已填4处，示例内容0处", "", "", "已填写内容（4处填写项中有4处已填）",
    )  # fmt: skip
