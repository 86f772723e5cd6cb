"""Facts built of the examples of the rule book, and the ids of the rules that they break.

What an example does not say is as in a guide, a case or a form without fault.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from tests.support.consistent_guide import judge, of_rule_book
from tests.support.facts import (
    NUMBER,
    PAGE,
    RULES,
    SEEN,
    THRESHOLDS,
    application_form,
    form_field,
    group,
    guide_page,
    licences,
    named_group,
    progress,
    prompt,
    shown,
)
from tests.support.matters import make_case, make_matter
from tests.support.reading import (
    collected_material_differences,
    handling_time_differences,
    missing_forms,
    scope_differences,
    visit_differences,
)
from zicha.catalogue.rules import Example, Family, Rule
from zicha.catalogue.working_days import working_days
from zicha.documents.places import named_places
from zicha.model.base import BEIJING
from zicha.model.facts.forms import (
    Condition,
    Document,
    DownloadOutcome,
    FileType,
    Filling,
    FormFile,
    FormFiles,
    FormRole,
)
from zicha.model.facts.guide import Element
from zicha.model.facts.journey import DraftTrial, FormField, PageOfForm, Submission, Upload
from zicha.model.finding import Problem
from zicha.model.matter import Case, FieldReason
from zicha.portal.profile import load_profile
from zicha.rules.evaluation.availability import is_finished, missing_prompt
from zicha.rules.guide_accuracy.forms.content import filled_blanks, wrong_samples
from zicha.rules.guide_accuracy.forms.opening import unopenable_forms
from zicha.rules.handling_consistency.collected_materials import of_case
from zicha.rules.process_convenience.form_complexity import form_complexity
from zicha.rules.result_access.licences import licence_deadline, missing_licence
from zicha.rules.result_access.progress import state_update_deadline, wrong_state

PROFILE = load_profile("demo", "http://127.0.0.1:1")
HOME = "410200"


def problems(rule: Rule, example: Example) -> tuple[Problem, ...]:
    """Return what is found of an example of a rule, by that rule and by others."""
    if rule.box == "B3":
        return _of_files(example)
    return _JUDGES[rule.family](example)


def _of_handling(example: Example) -> tuple[Problem, ...]:
    listed = [named_group(row) for row in example.get("材料清单", ())]
    values = [shown(Element(name), text) for name, text in example.get("公布", {}).items()]
    page = guide_page(values, listed)
    record = make_case(HOME, True) | example.get("办件", {})
    if "收取材料" in example:
        record |= {"收取材料": example["收取材料"]}
        approved = make_matter().guide
        return collected_material_differences(page, [of_case(Case.model_validate(record), page)], approved)
    matter = make_matter(cases=[record])
    published = {value.element for value in values}
    problems: list[Problem] = []
    if Element.VISITS in published:
        problems += visit_differences(page, matter.cases)
    if Element.HANDLING_TYPE in published:
        problems += handling_time_differences(page, matter.cases, matter.guide.matter_type, working_days(), RULES["K2"])
    if Element.SCOPE in published:
        problems += scope_differences(page, matter)
    return tuple(problems)


def _of_times(example: Example) -> tuple[Problem, ...]:
    at = _moment(example["查询时间"]) if "查询时间" in example else SEEN
    if "纸质证照制发时间" in example:
        case = Case.model_validate(make_case(HOME, True) | {"纸质证照制发时间": example["纸质证照制发时间"]})
        late = at >= licence_deadline(case, THRESHOLDS)
        return missing_licence(case, "取水许可证", licences(at=at)) if late else ()
    state = progress(state=example["我的办件显示"], stage=PROFILE.stage(example["我的办件显示"]), at=at)
    if "评价提示" in example:
        return missing_prompt(prompt(place="")) if is_finished(state, None) else ()
    record = Case.model_validate(make_case(HOME, True) | example["办件"])
    until = state_update_deadline(record, state, THRESHOLDS.state_lag_days, working_days())
    assert until is None or at >= until
    return wrong_state(record, state, THRESHOLDS.state_lag_days, working_days())


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def _of_files(example: Example) -> tuple[Problem, ...]:
    matter, name = make_matter(), example.get("材料", "取水许可申请表")
    page = guide_page(materials=[group({Element.MATERIAL_NAME: name})])
    roles = {FormRole.BLANK: example.get("空表", "能下载的空白表"), FormRole.SAMPLE: example.get("样表", "填好的样表")}
    files = FormFiles(url=PAGE, at=SEEN, files=tuple(_file(name, role, text) for role, text in roles.items()))
    return (
        *missing_forms(files, page, matter),
        *unopenable_forms(files),
        *filled_blanks(files, matter),
        *wrong_samples(files, matter),
    )


_LABELS = "申请人\t{}\n联系电话\t{}\n住所\t{}\n申请日期\t{}"
_VALUES = ("张某某", "0371-2388XXXX", "样例路1号", "2026年3月1日")


def _file(material: str, role: FormRole, content: str) -> FormFile:
    """A file that an example names in words; other words stand in the form itself."""
    document = None
    if content != "没有":
        filled = 4 if role is FormRole.SAMPLE else 0
        text = _LABELS.format(*(_VALUES if filled else ("",) * 4)) + f"\n{content}"
        document = Document(
            type=FileType.DOCX,
            condition=Condition.EMPTY if content.startswith("空文件") else Condition.READABLE,
            name=f"{role}.docx",
            text=text,
            filling=Filling(places=4, filled=filled),
            places=named_places([[line] for line in text.splitlines()], ""),
        )
    return FormFile(
        material=material,
        role=role,
        shown="下载",
        fetched=DownloadOutcome.DONE if document else DownloadOutcome.ABSENT,
        document=document,
        sha256=f"{role}{content}",
        address=f"{PAGE}/{role.name}",
    )


def _of_form(example: Example) -> tuple[Problem, ...]:
    fields = [_field(row) for row in example.get("填写项", ())]
    fields += [form_field(f"栏目{number}", required=True) for number in range(example.get("填写项数", 0))]
    upload = [Upload(label=example["上传"], note=example["上传说明"])] if "上传" in example else []
    form = application_form(fields).model_copy(update={"uploads": tuple(upload)})
    reasons = [FieldReason(label=label, reason="业务需要") for label in example.get("登记依据", ())]
    second_page = [_field(row) for row in example.get("第二页填写项", ())]
    return form_complexity(form, _applied(example, fields, second_page), reasons, THRESHOLDS)


def _field(row: Mapping[str, str]) -> FormField:
    return form_field(
        row["名称"],
        type=row.get("类型", "text"),
        required=row.get("必填") == "是",
        required_shown=row.get("标明必填", "是") == "是",
        labelled=row.get("有标签", "是") == "是",
        hint=row.get("说明", ""),
        prefilled=row.get("已带入") == "是",
    )


def _applied(example: Example, first: Sequence[FormField], second: Sequence[FormField]) -> Submission:
    """A test application over the pages of the form, with a page to check all before 提交."""
    when_empty = example.get("漏填时提示")
    pages = [
        PageOfForm(title="填写", form=application_form(first), when_empty=tuple(when_empty) if when_empty else None)
    ]
    if second:
        pages.append(PageOfForm(title="补充", form=application_form(second)))
    pages += [PageOfForm(title="说明", form=application_form([]))] * (example.get("页面数", 2) - len(pages) - 1)
    if example.get("核对页面") != "没有":
        pages.append(PageOfForm(title="核对", form=application_form([]), reviews=True))
    kept = example.get("暂存")
    draft = (
        DraftTrial(message="", typed=kept["填写"], kept=kept["重新登录后还在"], logged_in_anew=True) if kept else None
    )
    return Submission(
        url=PAGE, at=SEEN, hops=(), demands=(), number=NUMBER, pages=tuple(pages), draft=draft, pressed_submit=True
    )


_JUDGES: Mapping[Family, Callable[[Example], tuple[Problem, ...]]] = {
    Family.LOGIC: lambda example: judge(of_rule_book(example)),
    Family.HANDLING: _of_handling,
    Family.TIME: _of_times,
    Family.FORM: _of_form,
}
