"""The F metrics: each proved by a form that trips it, by one that just does not, and by what is allowed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.application_forms import REVIEW, applied, judged, metrics, page, problems_of
from tests.support.facts import PAGE, THRESHOLDS, application_form, form_field, lost_login
from tests.support.problems import E, W
from zicha.model.facts.journey import ApplicationForm, DraftTrial, FormField, PageOfForm, Upload
from zicha.model.finding import Severity
from zicha.model.matter import FieldReason
from zicha.rules.process_convenience.form_complexity import form_complexity, has_ended_early


def many(count: int) -> list[FormField]:
    return [form_field(f"栏目{number}") for number in range(count)]


def test_a_plain_form_is_simple() -> None:
    assert metrics(form_field("姓名", prefilled=True), form_field("经营面积", required=True)) == []
    assert metrics() == []


@pytest.mark.parametrize(
    ("count", "expected"), [(30, []), (31, [("F-1", W)]), (60, [("F-1", W)]), (61, [("F-1", E)]), (200, [("F-1", E)])]
)
def test_f1_counts_what_must_be_typed(count: int, expected: list[tuple[str, Severity]]) -> None:
    assert metrics(*many(count)) == expected
    assert metrics(*many(count), *(form_field(f"已填{n}", prefilled=True) for n in range(50))) == expected


def test_f1_by_the_profile() -> None:
    assert [p.severity for p in judged(*many(9), typed_max=8, typed_warn=4)] == [E]
    assert [p.severity for p in judged(*many(8), typed_max=8, typed_warn=4)] == [W]
    assert judged(*many(4), typed_max=8, typed_warn=4) == []


@pytest.mark.parametrize(
    ("required", "optional", "expected"),
    [(0, 61, [("F-1", E)]), (1, 60, [("F-1", W)]), (60, 30, [("F-1", W)]), (61, 0, [("F-1", E)]), (10, 20, [])],
)
def test_f1_what_may_stay_empty_costs_nobody_anything(
    required: int, optional: int, expected: list[tuple[str, Severity]]
) -> None:
    """Where nothing is marked as required, everything may be."""
    must = [form_field(f"必填{number}", required=True) for number in range(required)]
    assert metrics(*must, *(form_field(f"选填{number}") for number in range(optional))) == expected


def test_f1_counts_the_fields_of_all_pages() -> None:
    pages = [page(*(form_field(f"栏目{n}-{m}") for m in range(20)), title=f"第{n}页") for n in range(4)]
    assert [(rule, severity) for rule, severity, _ in problems_of(applied(*pages, REVIEW))] == [("F-1", E)]
    assert [rule for rule, *_ in problems_of(applied(*pages[:3], REVIEW))] == ["F-1"]
    assert problems_of(applied(pages[0], REVIEW)) == []


AGAIN = [
    ("联系地址", "单位地址"),
    ("企业名称", "申请单位名称"),
    ("法定代表人", "法定代表人姓名"),
    ("联系电话", "手机号码"),
]


@pytest.mark.parametrize(("first", "again"), AGAIN)
def test_f2_account_data_asked_again(first: str, again: str) -> None:
    """However the first asking went: what did not come along from the account at all is A7."""
    for filled in (True, False):
        before = form_field(first, required=True, prefilled=filled)
        assert metrics(before, form_field(again, required=True)) == [("F-2", W)]
        assert metrics(before, form_field(again, required=True, prefilled=True)) == []
        assert metrics(before, form_field(again)) == []
        assert metrics(before) == []


@pytest.mark.parametrize("label", ["联系人姓名", "安全负责人姓名", "经营场所地址", "邮政编码", "姓名拼音", ""])
def test_f2_does_not_take_other_people_for_the_account_owner(label: str) -> None:
    held = [form_field(name, prefilled=True) for name in ("姓名", "联系地址")]
    assert metrics(*held, form_field(label, required=True)) == []


def test_f2_more_than_the_threshold_is_a_problem() -> None:
    def fields_of(pairs: list[tuple[str, str]]) -> list[FormField]:
        return [form_field(label, required=True) for pair in pairs for label in pair]

    assert metrics(*fields_of(AGAIN[:2])) == [("F-2", W)]
    problems = judged(*fields_of(AGAIN[:3]))
    assert [(problem.rule, problem.severity) for problem in problems] == [("F-2", E)]
    assert problems[0].text == "账号已有的信息仍需填写：单位地址、申请单位名称、法定代表人姓名"


def test_f2_by_the_profile() -> None:
    fields = [form_field(label, required=True) for pair in AGAIN[:2] for label in pair]
    assert [p.severity for p in judged(*fields, asked_again_max=1)] == [E]


def test_f3_the_same_datum_twice() -> None:
    between = form_field("用途")
    area = form_field("经营面积")
    assert metrics(area, between, area) == [("F-3", E)]
    assert metrics(form_field("经营面积", prefilled=True), between, area) == [("F-3", E)]
    assert metrics(area, between, form_field("仓储面积")) == []
    assert metrics(form_field(""), between, form_field("")) == []


@pytest.mark.parametrize(
    ("first", "again"),
    [("邮政编码", "邮编"), ("电子邮箱", "邮箱"), ("经营 面积：", "经营面积"), ("法人代表电话", "法人代表联系电话")],
)
def test_f3_sees_through_other_wordings(first: str, again: str) -> None:
    problems = judged(form_field(first), form_field("用途"), form_field(again))
    assert [(problem.rule, problem.text) for problem in problems] == [("F-3", f"同一信息重复填写：{first}、{again}")]


@pytest.mark.parametrize(
    ("first", "other"),
    [
        (("邮政编码", "申请人信息"), ("邮政编码", "经办人信息")),
        (("姓名", "基本信息"), ("联系人姓名", "基本信息")),
        (("联系人电话", "联系信息"), ("紧急联系人电话", "联系信息")),
        (("姓名", "法定代表人信息"), ("姓名", "受益人情况")),
        (("地址", "施工单位"), ("地址", "监理单位")),
        (("经营范围（批发）", "申请事项"), ("经营范围（零售）", "申请事项")),
        (("手机号码", "申请人信息"), ("固定电话", "申请人信息")),
    ],
)
def test_f3_knows_whose_datum_it_is(first: tuple[str, str], other: tuple[str, str]) -> None:
    fields = [form_field(label).model_copy(update={"section": section}) for label, section in (first, other)]
    assert metrics(fields[0], form_field("用途"), fields[1]) == []


@pytest.mark.parametrize(
    "section", ["企业基本信息", "单位信息", "企业信息", "公司信息", "法人信息", "机构情况", "本单位信息"]
)
def test_f3_a_section_about_the_applicant_is_about_nobody_else(section: str) -> None:
    fields = [form_field("注册资本").model_copy(update={"section": each}) for each in (section, "其他信息")]
    assert metrics(fields[0], form_field("用途"), fields[1]) == [("F-3", E)]


def test_f3_parts_of_one_datum_stand_side_by_side() -> None:
    assert metrics(form_field("经营期限"), form_field("经营期限"), form_field("用途")) == []


def test_f3_the_lines_of_a_list_repeat_their_labels() -> None:
    line = [form_field(label).model_copy(update={"section": "设备清单"}) for label in ("设备名称", "数量")]
    assert metrics(*line, *line, *line) == []
    assert metrics(*line, *line, line[0]) == [("F-3", E)]


@pytest.mark.parametrize(
    ("first_filled", "second_filled", "expected"),
    [(False, False, [("F-3", E)]), (True, False, [("F-3", E)]), (False, True, []), (True, True, [])],
)
def test_f3_what_an_earlier_page_brings_along_is_not_asked_again(
    first_filled: bool, second_filled: bool, expected: list[tuple[str, Severity]]
) -> None:
    first = form_field("项目名称", prefilled=first_filled)
    second = page(form_field("项目名称", prefilled=second_filled), title="第二页")
    problems = judged(first, test_application=applied(page(first), second, REVIEW))
    assert [(problem.rule, problem.severity) for problem in problems] == expected


def test_f4_a_placeholder_is_no_label() -> None:
    problems = judged(form_field("", labelled=False, hint="请输入"), form_field("", labelled=False))
    assert [(problem.rule, problem.severity) for problem in problems] == [("F-4", E)]
    assert problems[0].text == "2个填写项没有名称标签：请输入、（无任何提示）"
    assert metrics(form_field("面积", labelled=True)) == []


def test_f4_a_label_that_only_the_eye_connects_asks_a_person() -> None:
    assert metrics(form_field("面积", labelled=False)) == [("F-4", W)]


@pytest.mark.parametrize("type", ["date", "number"])
def test_f5_a_tricky_field_needs_a_hint(type: str) -> None:
    assert metrics(form_field("成立日期", type=type, required=True)) == [("F-5", W)]
    assert metrics(form_field("成立日期", type=type, required=True, hint="例如 2020-01-05")) == []
    assert metrics(form_field("成立日期", type=type)) == []
    assert metrics(form_field("成立日期", type="text", required=True)) == []
    assert metrics(form_field("成立日期", type=type, required=True, prefilled=True)) == []


@pytest.mark.parametrize("label", ["产品编号", "行业编码", "采矿许可证号", "经营范围"])
def test_f5_a_code_and_the_scope_of_business_need_a_hint(label: str) -> None:
    assert metrics(form_field(label, required=True)) == [("F-5", W)]
    assert metrics(form_field(label, required=True, hint="与证书一致")) == []
    assert metrics(form_field(label, required=True, type="select")) == []


def test_f5_a_unit_in_the_label_is_a_hint() -> None:
    assert metrics(form_field("注册资本（万元）", type="number", required=True)) == []


@pytest.mark.parametrize(("bare", "expected"), [(1, []), (2, [("F-5", W)])])
def test_f5_one_in_five_may_lack_it(bare: int, expected: list[tuple[str, Severity]]) -> None:
    fields = [form_field(f"日期{n}", type="date", required=True, hint="" if n < bare else "年-月-日") for n in range(5)]
    assert metrics(*fields) == expected


def test_f7_what_is_required_must_be_marked() -> None:
    assert metrics(form_field("面积", required=True, required_shown=False)) == [("F-7", E)]
    assert metrics(form_field("面积", required=True, required_shown=True)) == []
    assert metrics(form_field("面积", required=False, required_shown=False)) == []
    assert metrics(form_field("面积", required=True, required_shown=False, prefilled=True)) == []


AREA = form_field("经营面积", required=True)


@pytest.mark.parametrize(
    "message", ["参数错误", "系统异常，请联系管理员", "undefined", "java.lang.NullPointerException"]
)
def test_f6_an_error_text_that_helps_nobody(message: str) -> None:
    problems = problems_of(applied(page(AREA, when_empty=[message]), REVIEW))
    assert problems == [("F-6", E, f"漏填时页面提示“{message}”，没有说明哪一项、应如何填写")]


@pytest.mark.parametrize(
    "messages", [["请填写“经营面积”"], ["请完善信息", "经营面积 不能为空"], ["“经营面积”参数不能为空"]]
)
def test_f6_a_text_that_names_the_field_is_good(messages: list[str]) -> None:
    assert problems_of(applied(page(AREA, when_empty=messages), REVIEW)) == []


def test_f6_a_text_that_names_no_field_asks_a_person() -> None:
    assert problems_of(applied(page(AREA, when_empty=["请完善必填项"]), REVIEW)) == [
        ("F-6", W, "漏填时页面只提示“请完善必填项”，没有指明漏填的是哪一项")
    ]


def test_f6_saying_nothing_asks_a_person_unless_the_button_never_works() -> None:
    silent = page(AREA, when_empty=[])
    assert [rule for rule, *_ in problems_of(applied(silent, REVIEW))] == ["F-6"]
    assert problems_of(applied(silent, number="")) == []
    assert problems_of(applied(page(AREA, when_empty=None), REVIEW)) == [], "the browser itself points at the field"


def test_f7_required_shows_only_when_it_was_left_out() -> None:
    hidden = form_field("产权证明", required=False, required_shown=False)
    assert problems_of(applied(page(AREA, hidden, when_empty=["请填写“经营面积”", "请填写“产权证明”"]), REVIEW)) == [
        ("F-7", E, "必填项没有标明必填：产权证明")
    ]
    assert problems_of(applied(page(AREA, hidden, when_empty=["请填写“经营面积”"]), REVIEW)) == []
    longer = form_field("产权证明编号", required=True)
    assert problems_of(applied(page(longer, hidden, when_empty=["请填写“产权证明编号”"]), REVIEW), hint_words=()) == []


def test_f7_marking_what_is_optional_is_marking_enough() -> None:
    needed = form_field("面积", required=True, required_shown=False)
    optional = form_field("备注（选填）", required_shown=False)
    assert metrics(needed, optional) == []
    assert metrics(needed, optional, form_field("用途", required=True, required_shown=True)) == [("F-7", E)]


@pytest.mark.parametrize(("count", "expected"), [(15, []), (16, [("F-8", W)])])
def test_f8_a_long_form_needs_a_draft(count: int, expected: list[tuple[str, Severity]]) -> None:
    assert metrics(*many(count), has_draft=False) == expected
    assert metrics(*many(count), has_draft=True) == []


def test_f8_a_later_page_may_offer_the_draft() -> None:
    long = page(*many(16)).model_copy(update={"form": application_form(many(16), has_draft=False)})
    with_draft = page(title="第二页")  # application_form has one unless told otherwise
    without = with_draft.model_copy(update={"form": application_form([], has_draft=False)})

    def rules_of(later: PageOfForm) -> list[str]:
        test_application = applied(long, later, REVIEW.model_copy(update={"form": without.form}))
        return [problem.rule for problem in judged(*many(16), has_draft=False, test_application=test_application)]

    assert rules_of(with_draft) == []
    assert rules_of(without) == ["F-8"]


@pytest.mark.parametrize(
    ("kept", "anew", "loss"), [(3, True, "重新登录，已填写的5项丢失2项"), (0, False, "重新打开，已填写的5项丢失5项")]
)
def test_f8_what_was_put_aside_is_lost(kept: int, anew: bool, loss: str) -> None:
    draft = DraftTrial(message="暂存成功", typed=5, kept=kept, logged_in_anew=anew)
    assert problems_of(applied(page(AREA), REVIEW, draft=draft)) == [("F-8", E, f"“暂存”后{loss}")]


def test_f8_what_was_put_aside_is_there() -> None:
    draft = DraftTrial(message="暂存成功", typed=5, kept=5, logged_in_anew=True)
    assert problems_of(applied(page(AREA), REVIEW, draft=draft)) == []


def test_f9_nothing_to_check_before_submitting() -> None:
    assert [(rule, severity) for rule, severity, _ in problems_of(applied(page(AREA), page(title="上传材料")))] == [
        ("F-9", W)
    ]
    assert problems_of(applied(page(AREA), REVIEW)) == []
    assert problems_of(applied(page(AREA), number="")) == [], "the way ended before"
    dead = applied(page(AREA), number="").model_copy(update={"pressed_submit": True, "dead": True})
    assert problems_of(dead) == [], "nothing came of the last button"


@pytest.mark.parametrize(
    ("ended", "unseen"),
    [
        ({"message": "手机号码格式不正确"}, True),
        ({"message": ""}, True),
        ({"dead": True}, False),
        ({"refused": True}, False),
        ({"lost": lost_login(60)}, False),
        ({"pressed_submit": True}, False),
        ({"number": "410200020261124A000001"}, False),
    ],
)
def test_a_way_that_our_own_data_ended_leaves_pages_unseen(ended: dict[str, object], unseen: bool) -> None:
    test_application = applied(page(AREA), number="").model_copy(update=ended)
    assert has_ended_early(test_application) is unseen


def test_f10_terms_of_the_list_need_an_explanation() -> None:
    assert [p.rule for p in judged(form_field("三线一单符合性"), jargon=["三线一单"])] == ["F-10"]
    assert judged(form_field("三线一单符合性", hint="生态保护红线等要求"), jargon=["三线一单"]) == []
    assert judged(form_field("三线一单符合性")) == []


@pytest.mark.parametrize(("length", "expected"), [(40, []), (41, [("F-10", W)])])
def test_f10_long_sentences(length: int, expected: list[tuple[str, Severity]]) -> None:
    assert metrics(form_field("面积", hint="字" * length + "。" + "字" * 40 + "；abc123")) == expected


def test_f10_brackets_within_brackets() -> None:
    assert metrics(form_field("单位（含分支机构（办事处））名称")) == [("F-10", W)]
    assert metrics(form_field("企业（单位）名称（全称）")) == []


FILE = Upload(label="申请表", note="")


@pytest.mark.parametrize(
    ("note", "silent"),
    [
        ("支持pdf、jpg格式，每份材料上传1个文件，不超过10MB", []),
        ("支持pdf、jpg格式，不超过10MB", ["文件数量"]),
        ("每份材料上传1个文件，单个文件不超过10M", ["文件类型"]),
        ("请上传附件", ["文件类型", "文件大小", "文件数量"]),
    ],
)
def test_f11_what_may_be_uploaded_is_told(note: str, silent: list[str]) -> None:
    problems = judged(uploads=[FILE], upload_note=note)
    assert [problem.text for problem in problems] == [f"上传材料处没有说明{what}：申请表" for what in silent]
    assert judged(uploads=[Upload(label="申请表", note=note)]) == problems
    assert judged(upload_note=note) == []


def test_f11_the_uploads_of_a_later_page() -> None:
    uploads = ApplicationForm(url=PAGE, fields=(), uploads=(FILE,), upload_note="支持pdf格式，每份材料上传1个文件")
    later = page(title="上传材料").model_copy(update={"form": uploads})
    assert [(rule, text) for rule, _, text in problems_of(applied(page(AREA), later, REVIEW))] == [
        ("F-11", "上传材料处没有说明文件大小：申请表")
    ]


@pytest.mark.parametrize(("count", "expected"), [(7, []), (8, ["F-12"])])
def test_f12_pages(count: int, expected: list[str]) -> None:
    pages = [page(title=f"第{number}页") for number in range(count - 1)]
    assert [rule for rule, *_ in problems_of(applied(*pages, REVIEW))] == expected


def test_f13_what_was_filled_in_is_only_reported() -> None:
    problems = form_complexity(application_form([AREA, form_field("姓名", prefilled=True)]), None, (), THRESHOLDS)
    assert [(p.severity, p.text) for p in problems if p.rule == "F-13"] == [
        (Severity.INFO, "表单共2项，需填写1项，自动带入1项（50%）")
    ]


REASON = FieldReason.model_validate({"填写项": "经营面积", "填写依据": "卫生标准"})


def test_f14_every_question_has_its_reason_where_a_list_is_kept() -> None:
    problems = judged(AREA, form_field("兴趣爱好"), reasons=[REASON])
    assert [(p.rule, p.severity) for p in problems] == [("F-14", W)]
    assert problems[0].text.endswith("：兴趣爱好")
    assert judged(form_field("*经营 面积："), reasons=[REASON]) == []
    with_unit = REASON.model_copy(update={"label": "经营面积（平方米）"})
    assert judged(form_field("经营面积"), reasons=[with_unit]) == [], "the form shows the unit behind the field"
    assert [p.rule for p in judged(form_field("经营面积（亩）"), reasons=[with_unit])] == ["F-14"]
    assert judged(AREA) == [], "without a list it is only noted"
    assert [p.rule for p in judged(AREA, reasons_required=True)] == ["F-14"]


def test_a_bureau_may_weigh_a_metric_otherwise() -> None:
    nested = form_field("单位（含分支机构（办事处））名称")
    assert judged(nested, severities={"F-10": "I"}) == []
    assert [p.severity for p in judged(nested, severities={"F-10": "E"})] == [E]


def test_whether_it_is_hard_to_understand_is_asked_of_people() -> None:
    with_raters = THRESHOLDS.model_copy(update={"raters": 2})
    problem = form_complexity(application_form([]), None, (), with_raters)[-1]
    assert (problem.rule, problem.severity) == ("难懂", W)
    assert "请2人" in problem.text


FIELDS = st.lists(
    st.builds(
        FormField,
        label=st.sampled_from([*(label for pair in AGAIN for label in pair), "经营面积", ""]) | st.text(max_size=8),
        type=st.sampled_from(["text", "date", "number", "select", "file"]),
        required=st.booleans(),
        required_shown=st.booleans(),
        labelled=st.booleans(),
        hint=st.sampled_from(["", "请输入"]),
        prefilled=st.booleans(),
    ),
    max_size=40,
)


PAGES = st.lists(
    st.builds(
        PageOfForm,
        title=st.text(max_size=4),
        form=st.builds(ApplicationForm, url=st.just(PAGE), fields=FIELDS.map(tuple), has_draft=st.booleans()),
        when_empty=st.none() | st.lists(st.text(max_size=8) | st.just("参数错误"), max_size=3).map(tuple),
        reviews=st.booleans(),
    ),
    min_size=1,
    max_size=9,
)


@given(PAGES, st.booleans())
def test_any_form_is_judged_and_always_the_same(pages: list[PageOfForm], handed_in: bool) -> None:
    test_application = applied(*pages) if handed_in else None
    problems = form_complexity(pages[0].form, test_application, (), THRESHOLDS)
    assert all(problem.text and problem.where == PAGE for problem in problems)
    assert problems == form_complexity(pages[0].form, test_application, (), THRESHOLDS)
