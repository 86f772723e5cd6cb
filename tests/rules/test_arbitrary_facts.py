"""Whatever a page shows, a rule answers; it never raises, and never judges the same facts twice differently."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.facts import PAGE, RULES, SEEN, guide_page, submission
from tests.support.matters import make_case, make_matter
from tests.support.reading import (
    collected_material_differences,
    element_differences,
    handling_time_differences,
    material_differences,
    of_application,
    process_differences,
    scope_differences,
    time_limit_differences,
    visit_differences,
)
from zicha.catalogue.working_days import working_days
from zicha.model.facts.guide import Element, ShownGroup, ShownValue
from zicha.model.facts.journey import DemandedMaterial
from zicha.model.finding import Problem
from zicha.model.matter import Case, MatterType

TEXTS = (
    st.text(max_size=20)
    | st.text(alphabet=st.sampled_from("0123456789二十百-至（）() 个工作日天月小时即办内。；，延长无"), max_size=16)
    | st.sampled_from(
        ["5-3个工作日", "20个工作日（延长10个工作日）", "3日-3日", "全省通办", "非必要", "免提交", "复印件"]
    )
)
SHOWN = st.builds(ShownValue, element=st.sampled_from(Element), label=TEXTS, text=TEXTS)
GROUPS = st.lists(st.builds(ShownGroup, values=st.lists(SHOWN, max_size=4).map(tuple)), max_size=4)
MATTER = make_matter(cases=[make_case("110101", False, "不属于本辖区"), make_case(None, None)])


def timed_case(accepted: datetime, hours: int | None, visits: int | None) -> Case:
    finished = None if hours is None else accepted + timedelta(hours=hours)
    more = {"受理时间": accepted, "办结时间": finished, "实际到现场次数": visits}
    return Case.model_validate(make_case("410202", True) | more)


def is_told(problems: Sequence[Problem]) -> bool:
    return all(problem.text and problem.rule and problem.where == PAGE and problem.at == SEEN for problem in problems)


@given(st.lists(SHOWN, max_size=8), st.lists(TEXTS, max_size=3), st.sampled_from(MatterType))
def test_any_page_for_the_time_limits(values: list[ShownValue], answers: list[str], kind: MatterType) -> None:
    page = guide_page(values, answers=answers)
    guide = make_matter(事项类型=kind.value).guide
    differences = time_limit_differences(page, guide)
    assert is_told(differences)
    assert differences == time_limit_differences(page, guide)


@given(st.lists(SHOWN, max_size=4))
def test_any_page_for_the_scope(values: list[ShownValue]) -> None:
    assert is_told(scope_differences(guide_page(values), MATTER))


@given(GROUPS, st.lists(st.builds(DemandedMaterial, name=TEXTS, requirement=TEXTS, way=TEXTS), max_size=4))
def test_any_materials(listed: list[ShownGroup], demands: list[DemandedMaterial]) -> None:
    assert is_told(
        collected_material_differences(
            guide_page(materials=listed), [of_application(submission(demands))], make_matter().guide
        )
    )


@given(
    st.lists(SHOWN, max_size=8),
    st.lists(
        st.builds(
            timed_case,
            accepted=st.datetimes(datetime(2003, 1, 1), datetime(2030, 1, 1)),
            hours=st.integers(0, 24 * 400) | st.none(),
            visits=st.integers(0, 5) | st.none(),
        ),
        max_size=3,
    ),
    st.sampled_from(MatterType),
)
def test_any_page_for_how_cases_were_handled(values: list[ShownValue], cases: list[Case], kind: MatterType) -> None:
    page = guide_page(values)
    assert is_told(handling_time_differences(page, cases, kind, working_days(), RULES["K2"]))
    assert is_told(visit_differences(page, cases))


WHOLE = make_matter(
    服务对象=["自然人", "企业法人"],
    申请材料=[{"材料名称": "申请书", "原件份数": 2}, {"材料名称": "身份证", "数据共享减免": "是"}],
    办理流程=[{"环节名称": "受理", "办理时限": "1个工作日", "办理人": "窗口"}, {"环节名称": "审查"}],
    受理条件=["年满十八周岁"],
    设定依据=["《水法》第四十八条"],
    咨询方式="0371-23881001",
    是否收费="是",
    收费项目=[{"收费项目名称": "工本费", "收费标准": "10元", "收费依据": "文件"}],
)


@settings(deadline=None)
@given(st.lists(SHOWN, max_size=8), GROUPS, GROUPS, GROUPS, GROUPS)
def test_any_page_for_the_elements(
    values: list[ShownValue],
    listed: list[ShownGroup],
    steps: list[ShownGroup],
    fees: list[ShownGroup],
    questions: list[ShownGroup],
) -> None:
    groups = {"steps": tuple(steps), "fees": tuple(fees), "questions": tuple(questions)}
    page = guide_page(values, listed).model_copy(update=groups)
    judges: tuple[Callable[[], Sequence[Problem]], ...] = (
        lambda: material_differences(page, WHOLE.guide),
        lambda: process_differences(page, WHOLE.guide),
        lambda: element_differences(page, WHOLE),
    )
    for judge in judges:
        differences = judge()
        assert is_told(differences)
        assert differences == judge()
