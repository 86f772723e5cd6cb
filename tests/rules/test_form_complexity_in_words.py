"""What a clerk reads of a form that is 复杂, word for word, and which fields are told apart."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.support.application_forms import REVIEW, applied, judged, metrics, page, problems_of
from tests.support.facts import PAGE, THRESHOLDS, application_form, form_field
from tests.support.problems import E, W
from zicha.model.facts.journey import FormField, Upload
from zicha.model.finding import Problem, Severity
from zicha.model.matter import FieldReason
from zicha.rules.process_convenience.form_complexity import form_complexity

USE = form_field("用途")
AREA = form_field("经营面积", required=True)


def on_form(rule: str, severity: Severity, text: str, seen: str = "") -> Problem:
    return Problem(text=text, seen=seen, where=PAGE, rule=rule, severity=severity)


def in_section(section: str, *labels: str) -> list[FormField]:
    return [form_field(label).model_copy(update={"section": section}) for label in labels]


@pytest.mark.parametrize(
    ("required", "optional", "text"),
    [
        (0, 31, "申报表单需填写31项，是否过多请人工判断"),
        (31, 0, "申报表单需填写31项，是否过多请人工判断"),
        (10, 21, "申报表单需填写31项（其中选填21项），是否过多请人工判断"),
        (61, 5, "申报表单需填写61项，超过60项"),
    ],
)
def test_f1_in_words(required: int, optional: int, text: str) -> None:
    must = [form_field(f"必填{number}", required=True) for number in range(required)]
    may = [form_field(f"选填{number}") for number in range(optional)]
    assert judged(*must, *may) == [on_form("F-1", E if required > 60 else W, text)]


def test_f2_counts_the_fields_of_later_pages() -> None:
    first, again = form_field("联系地址", required=True), form_field("单位地址", required=True)
    problems = problems_of(applied(page(first), page(again, title="第二页"), REVIEW))
    assert problems == [("F-2", W, "账号已有的信息仍需填写：单位地址")]


def test_f3_each_datum_in_words() -> None:
    twice = judged(form_field("邮政编码"), AREA, form_field("邮编"), USE, AREA)
    assert twice == [on_form("F-3", E, "同一信息重复填写：邮政编码、邮编；经营面积")]


@pytest.mark.parametrize(
    ("first", "again"),
    [
        (("联系人的电话", ""), ("联系人电话", "")),
        (("经办人", ""), ("经办人姓名", "")),
        (("申请人邮编", ""), ("邮政编码", "")),
        (("注册资本", "申请人信息"), ("注册资本", "其他信息")),
        (("注册资本", "申请单位信息"), ("注册资本", "企业信息")),
    ],
)
def test_f3_one_datum_of_one_person(first: tuple[str, str], again: tuple[str, str]) -> None:
    fields = [in_section(section, label)[0] for label, section in (first, again)]
    assert metrics(fields[0], USE, fields[1]) == [("F-3", E)]


def test_f3_a_letter_of_a_label_is_part_of_it() -> None:
    assert metrics(form_field("X射线装置"), USE, form_field("射线装置")) == []


@pytest.mark.parametrize(
    ("first_filled", "second_filled", "expected"),
    [(False, True, [("F-3", E)]), (True, True, []), (True, False, [("F-3", E)])],
)
def test_f3_what_is_filled_in_on_one_page(
    first_filled: bool, second_filled: bool, expected: list[tuple[str, Severity]]
) -> None:
    """Filled in beside an empty field of the same name, it did not come from an earlier page."""
    first, second = (form_field("经营面积", prefilled=filled) for filled in (first_filled, second_filled))
    assert metrics(first, USE, second) == expected


def test_f3_a_list_has_two_lines_and_two_labels_at_least() -> None:
    line = in_section("设备清单", "设备名称", "数量")
    assert metrics(*line, *line) == []
    only = in_section("设备清单", "数量")
    assert metrics(*only, USE, *only) == [("F-3", E)]


def test_f4_in_words() -> None:
    bare = [form_field("", labelled=False, hint=f"请输入{number}") for number in range(6)]
    loose = [form_field(f"栏目{number}", labelled=False) for number in range(6)]
    names = "栏目0、栏目1、栏目2、栏目3、栏目4"
    assert judged(*bare, *loose) == [
        on_form("F-4", E, "6个填写项没有名称标签：请输入0、请输入1、请输入2、请输入3、请输入4"),
        on_form("F-4", W, f"6个填写项的名称没有与输入框关联（读屏软件读不出），请人工核对：{names}"),
    ]


def test_f5_in_words() -> None:
    dates = [form_field(label, type="date", required=True) for label in ("成立日期", "届满日期")]
    assert judged(*dates) == [on_form("F-5", W, "以下填写项没有填写说明或示例：成立日期、届满日期")]


def test_f6_quotes_what_the_page_said() -> None:
    for message, severity, text in (
        ("参数错误", E, "漏填时页面提示“参数错误”，没有说明哪一项、应如何填写"),
        ("请完善", W, "漏填时页面只提示“请完善”，没有指明漏填的是哪一项"),
    ):
        silent = applied(page(AREA, when_empty=["请核对", message] if severity is E else [message, "请核对"]), REVIEW)
        assert judged(AREA, test_application=silent) == [on_form("F-6", severity, text, message)]
    silent = applied(page(AREA, when_empty=[]), REVIEW)
    assert judged(AREA, test_application=silent) == [
        on_form("F-6", W, "漏填时“填写申报信息”页面既不前进也没有任何提示")
    ]


@pytest.mark.parametrize(("label", "expected"), [("面积", []), ("县", ["F-6"])])
def test_f6_a_single_character_names_no_field(label: str, expected: list[str]) -> None:
    field = form_field(label, required=True)
    problems = problems_of(applied(page(field, when_empty=[f"请填写{label}"]), REVIEW))
    assert [rule for rule, *_ in problems] == expected


@pytest.mark.parametrize(
    ("hidden", "messages", "unmarked"),
    [
        (("产权证明", "许可编号"), ["请填写“许可编号”", "请填写“备用号码”", "请填写“产权证明”"], "产权证明、许可编号"),
        (("编号",), ["请填写“产权证明编号”"], ""),
        (("",), ["请填写“经营面积”", "请核对"], ""),
    ],
)
def test_f7_what_turns_out_to_be_required(hidden: Sequence[str], messages: list[str], unmarked: str) -> None:
    """The longest label that a message holds is the field it is about."""
    shown = [form_field(label, required=True, hint="照证书填写") for label in ("经营面积", "产权证明编号")]
    others = [form_field("备用号码"), *(form_field(label, required_shown=False) for label in hidden)]
    problems = problems_of(applied(page(*shown, *others, when_empty=messages), REVIEW))
    assert problems == ([("F-7", E, f"必填项没有标明必填：{unmarked}")] if unmarked else [])


def test_f7_in_words() -> None:
    fields = [form_field(label, required=True, required_shown=False) for label in ("经营面积", "经营规模")]
    assert judged(*fields) == [on_form("F-7", E, "必填项没有标明必填：经营面积、经营规模")]


@pytest.mark.parametrize(
    ("ended", "expected"),
    [
        ({"pressed_submit": False}, [("F-9", W, "提交前没有可供核对全部填报内容的页面")]),
        ({"dead": True}, [("F-9", W, "提交前没有可供核对全部填报内容的页面")]),
        ({"number": ""}, [("F-9", W, "提交前没有可供核对全部填报内容的页面")]),
        ({"number": "", "dead": True}, []),
        ({"number": "", "pressed_submit": False}, []),
    ],
)
def test_f9_is_due_with_a_number_or_a_button_that_works(
    ended: dict[str, object], expected: list[tuple[str, Severity, str]]
) -> None:
    assert problems_of(applied(page(AREA)).model_copy(update=ended)) == expected


def test_f10_in_words() -> None:
    terms = judged(form_field("三线一单"), form_field("工艺路线"), jargon=["三线一单", "工艺路线"])
    assert terms == [on_form("F-10", W, "以下术语没有解释：三线一单、工艺路线")]
    long = "字" * 41
    assert judged(form_field("面积", hint=f"请填写。 {long}。")) == [
        on_form("F-10", W, f"填写说明的句子超过40字：“{long}”")
    ]
    nested = "单位（含分支机构（办事处））名称"
    assert judged(form_field(nested)) == [on_form("F-10", W, f"括号中又有括号，不易看懂：“{nested}”")]


def test_f11_in_words() -> None:
    uploads = [Upload(label=f"附件{number}") for number in range(6)]
    problems = judged(uploads=uploads, upload_note="支持pdf格式，每份材料上传1个文件")
    assert problems == [on_form("F-11", W, "上传材料处没有说明文件大小：附件0、附件1、附件2、附件3、附件4")]


def test_what_is_only_noted() -> None:
    problems = form_complexity(application_form([AREA, form_field("邮编", prefilled=True)]), None, (), THRESHOLDS)
    text = "事项清单中没有登记各填写项的依据（申报表单），未核对是否与办理事项直接相关"
    assert problems == (
        on_form("F-13", Severity.INFO, "表单共2项，需填写1项，自动带入1项（50%）"),
        on_form("F-14", Severity.INFO, text),
    )


def test_f14_in_words() -> None:
    reason = FieldReason.model_validate({"填写项": "经营面积", "填写依据": "卫生标准"})
    problems = judged(AREA, form_field("兴趣爱好"), form_field("民族"), form_field(""), reasons=[reason])
    text = "以下填写项没有登记依据，是否与办理事项直接相关请人工判断：兴趣爱好、民族"
    assert problems == [on_form("F-14", W, text)]
