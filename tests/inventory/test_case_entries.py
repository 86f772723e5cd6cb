"""办件 in a department file: what is recorded of a case, what cannot have happened, and whose consent it needs."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.inventory.test_department_files import line_of
from tests.support.inventories import GOOD, ErrorsOf, write
from zicha.inventory import InventoryError, load
from zicha.model.matter import Grade, Medium

pytestmark = pytest.mark.usefixtures("either_parser")


def test_a_case_needs_consent_and_says_why(errors_of: ErrorsOf) -> None:
    (error,) = errors_of(f"{GOOD}    办件:\n      - 办件编号: 410821020210525A000002\n        申请人身份: 个人\n")
    assert (error.line, error.key) == (line_of("办件编号", f"{GOOD}    办件:\n      - 办件编号"), "申请人同意")
    assert "自愿" in error.message
    assert "书面" in error.advice


CASE = f"""{GOOD}    办件:
      - 办件编号: 410821020210525A000002
        申请人身份: 法人
        申请人同意: {{方式: 书面, 时间: 2026-03-02, 经办人: 联络员}}
        申请时间: 2026-03-02 09:00
        是否受理: 是
        受理时间: 2026-03-02 10:00:00
        办结时间: 2026-03-11T16:00:00+08:00
        中止:
          - {{开始日期: 2026-03-04, 结束日期: 2026-03-06, 原因: 专家评审}}
        实际到现场次数: 1
        收取材料:
          - {{材料名称: 申请书, 材料类型: 原件, 收取方式: 电子, 份数: 1}}
        纸质证照制发时间: 2026-03-11 17:00
        评价等级: 满意
"""
CASE_MISTAKES = {
    "accepted before the application": ("受理时间: 2026-03-02", "受理时间: 2026-03-01", "受理时间", "早于申请时间"),
    "finished before the acceptance": ("2026-03-11T16", "2026-03-02T09", "办结时间", "早于受理时间"),
    "paper before the acceptance": ("制发时间: 2026-03-11", "制发时间: 2026-02-11", "纸质证照制发时间", "早于受理时间"),
    "a day without its hour": ("2026-03-11T16:00:00+08:00", "2026-03-11", "办结时间", "没有写几点几分"),
    "a year mistyped": ("2026-03-02 09:00", "0226-03-02 09:00", "申请时间", "年份226不对"),
    "no such day": ("2026-03-02 09:00", "2026-02-30 09:00", "申请时间", "不是有效的日期或时间"),
    "accepted with a reason of refusal": (
        "是否受理: 是", "是否受理: 是\n        不予受理原因: 不属于本辖区", "不予受理原因", "已受理的办件"
    ),
    "suspended before the acceptance": ("开始日期: 2026-03-04", "开始日期: 2026-03-01", "中止", "开始于受理之前"),
    "suspended beyond the completion": ("结束日期: 2026-03-06", "结束日期: 2026-03-16", "中止", "结束于办结之后"),
    "suspended for ever": ("结束日期: 2026-03-06, ", "", "中止", "没有结束日期"),
    "suspended backwards": ("结束日期: 2026-03-06", "结束日期: 2026-03-03", "结束日期", "早于开始日期"),
    "a number of visits in words": ("实际到现场次数: 1", "实际到现场次数: 一次", "实际到现场次数", "不是整数"),
    "fewer than no visits": ("实际到现场次数: 1", "实际到现场次数: -1", "实际到现场次数", "超出范围"),
    "a medium nobody knows": ("收取方式: 电子,", "收取方式: 电孑,", "收取方式", "不在可选范围内"),
    "a grade nobody knows": ("评价等级: 满意", "评价等级: 一般", "评价等级", "不在可选范围内"),
}  # fmt: skip


def test_a_case_with_all_that_may_be_recorded(root: Path) -> None:
    write(root, "市直/水利局.yaml", CASE)
    (case,) = load(root).matters[0].cases
    assert case.applied_at == datetime.fromisoformat("2026-03-02T09:00:00+08:00")  # Beijing's time, written or not
    assert [moment and moment.utcoffset() for moment in (case.accepted_at, case.finished_at)] == [
        timedelta(hours=8)
    ] * 2
    assert case.suspensions[0].ended == date(2026, 3, 6)
    assert case.materials is not None
    assert (case.visits, case.materials[0].medium, case.grade) == (1, Medium.ELECTRONIC, Grade.SATISFIED)


@pytest.mark.parametrize(("good", "bad", "key", "message"), CASE_MISTAKES.values(), ids=CASE_MISTAKES.keys())
def test_what_cannot_have_happened_to_a_case(errors_of: ErrorsOf, good: str, bad: str, key: str, message: str) -> None:
    assert CASE.count(good) == 1
    content = CASE.replace(good, bad)
    (error,) = errors_of(content)
    assert (error.key, error.line) == (key, content[: content.index(f"{key}:", content.index("办件:"))].count("\n") + 1)
    assert message in error.message
    assert error.advice.startswith("请") or "请从中选一个" in error.advice


def test_a_refused_case_was_neither_accepted_nor_given_its_licence(errors_of: ErrorsOf) -> None:
    errors = errors_of(CASE.replace("是否受理: 是", "是否受理: 否"))
    assert {error.key: error.message for error in errors} == dict.fromkeys(
        ["受理时间", "纸质证照制发时间"], "不予受理的办件不应有这个时间"
    )


def test_a_case_is_followed_only_after_its_applicant_agreed(root: Path) -> None:
    write(root, "市直/水利局.yaml", CASE)
    assert load(root, date(2026, 3, 11)).matters[0].cases
    with pytest.raises(InventoryError) as caught:
        load(root, date(2026, 3, 1))
    mistakes = {error.key: (error.line, error.message) for error in caught.value.errors}
    assert mistakes["时间"] == (line_of("申请人同意:", CASE), "“2026-03-02”还没有到")
    assert mistakes["办结时间"] == (line_of("办结时间:", CASE), "“2026-03-11 16:00”还没有到")
    assert mistakes.keys() == {"时间", "申请时间", "受理时间", "办结时间", "纸质证照制发时间"}
