"""Answers files beside the inventory: read, matched to their matters, or refused with file, line and advice."""

from datetime import date
from pathlib import Path

import pytest

from tests.support.inventories import GOOD, write
from zicha.inventory import InventoryError, SourceError, load
from zicha.model.answer import Reply

NAME = "市直/水利局-20261124.answers.yaml"
ANSWERS = """\
填报单位: 开封市水利局
答复:
  - 问题编号: B1-0123456789AB
    事项: 取水许可审批
    答: 有问题
    说明: 页面写10日，应为10个工作日
    谁: 行政审批科 007
    何时: 2026-11-20
    页面版本: AB0123456789
  - 问题编号: D1-0123456789AB # 还没有答
    事项: 取水许可审批
    答:
    说明:
    谁:
    何时:
    页面版本: AB0123456789
"""
TODAY = date(2026, 11, 24)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path / "matters", "市直/水利局.yaml", GOOD)
    return tmp_path / "matters"


def errors_of(root: Path, content: str | bytes, name: str = NAME) -> tuple[SourceError, ...]:
    write(root, name, content)
    with pytest.raises(InventoryError) as caught:
        load(root, TODAY)
    return caught.value.errors


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "byte order mark"])
def test_answers_come_with_their_matter(root: Path, mark: str) -> None:
    write(root, NAME, mark + ANSWERS)
    (matter,) = load(root, TODAY).matters
    (answer,) = matter.answers
    assert (answer.reply, answer.who, answer.on) == (Reply.WRONG, "行政审批科 007", date(2026, 11, 20))


def test_windows_line_ends(root: Path) -> None:
    write(root, NAME, ANSWERS.replace("\n", "\r\n"))
    assert len(load(root, TODAY).matters[0].answers) == 1


def test_by_code_or_for_all_matters(root: Path) -> None:
    code = "11410200005197365E3000119001000"
    write(root, NAME, ANSWERS.replace("事项: 取水许可审批", f"事项: {code}", 1))
    assert load(root).matters[0].answers
    write(root, NAME, ANSWERS.replace("事项: 取水许可审批", "事项: 全部事项", 1))
    assert load(root).matters[0].answers


def test_several_files_of_a_department(root: Path) -> None:
    write(root, NAME, ANSWERS)
    write(root, "市直/另一轮.answers.yml", ANSWERS.replace("页面版本: AB", "页面版本: CD"))
    assert len(load(root, TODAY).matters[0].answers) == 2


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "message", "advice"),
    [
        ("答: 有问题", "答: 有毛病", 5, "答", "不在可选范围内", "您是否想写“有问题”"),
        ("    说明: 页面写10日，应为10个工作日\n", "", 3, "", "却没有说明", "说明: 页面上写的是"),
        ("答: 有问题", "答:", 5, "答", "不能为空", "没有问题"),
        ("    谁: 行政审批科 007\n", "", 3, "谁", "缺少这一项", "请补写"),
        ("何时: 2026-11-20", "何时: 2026-11-25", 8, "何时", "还没有到", "实际核查的日期"),
        ("何时: 2026-11-20", "何时: 昨天", 8, "何时", "不是有效的日期", "2026-03-02"),
        ("问题编号: B1-0123456789AB", "问题编号: B1", 3, "问题编号", "格式不对", "照待人工核查清单"),
        ("事项: 取水许可审批", "事项: 取水审批", 4, "事项", "清单里没有", "您是否想写“取水许可审批”"),
        ("填报单位: 开封市水利局", "填报单位: 开封市水务局", 1, "填报单位", "没有“开封市水务局”", "开封市水利局"),
        ("填报单位: 开封市水利局\n", "", 1, "填报单位", "缺少这一项", "请补写"),
        ("    答: 有问题", "    答案: 有问题", 5, "答案", "没有这个键", "您是否想写“答”"),
        ("答: 有问题", "答：有问题", 5, "答", "全角", "半角"),
        ("答: 有问题", "答: 难懂", 3, "", "没有写评定人的部门", "评定人部门"),
        ("答: 有问题", "答: 难懂\n    评定人部门: 水利局", 3, "", "没有写明填写项和原文", "填写项"),
        ("答: 有问题", "答: 好懂\n    评定人部门: 水政水资源科", 6, "评定人部门", "没有“水政水资源科”这个部门", "照抄"),
        ("答: 有问题", "答: 好懂\n    评定人部门: 开封市水务局", 6, "评定人部门", "没有“开封市水务局”", "开封市水利局"),
    ],
)  # fmt: skip
def test_a_mistake_is_named(root: Path, old: str, new: str, line: int, key: str, message: str, advice: str) -> None:
    assert old in ANSWERS
    (error,) = errors_of(root, ANSWERS.replace(old, new, 1))
    assert (error.file, error.line) == (f"matters/{NAME}", line)
    assert message in error.message
    assert advice in error.advice
    assert error.key in (key, "")


OTHER = GOOD.replace("水利局", "民政局").replace("取水许可审批", "慈善组织认定").replace("5D49", "6D49")
GRADE = ANSWERS.replace("答: 有问题", "答: 好懂\n    评定人部门: 民政局")


def grade(who: str, department: str = "民政局") -> str:
    return GRADE.replace("行政审批科 007", who).replace("评定人部门: 民政局", f"评定人部门: {department}")


@pytest.fixture
def two(root: Path) -> Path:
    """An inventory of two departments, one of which may grade the other's forms."""
    write(root, "市直/民政局.yaml", OTHER.replace("119001000", "119002000"))
    return root


def _departments(root: Path) -> list[str | None]:
    return [answer.department for matter in load(root).matters for answer in matter.answers]


def test_a_department_is_called_by_its_full_name(two: Path) -> None:
    write(two, NAME, grade("甲"))
    write(two, "市直/乙.answers.yaml", grade("乙", "开封市　民政局"))
    assert _departments(two) == ["开封市民政局", "开封市民政局"]


def test_a_short_name_is_that_of_the_region_and_else_the_only_one(two: Path) -> None:
    county = OTHER.replace("开封市民政局", "杞县民政局").replace("6D49", "7D49").replace("410200\n", "410221\n")
    write(two, "杞县/民政局.yaml", county.replace("119001000", "119003000"))
    write(two, NAME, grade("甲"))
    assert _departments(two) == ["开封市民政局"]
    (two / "市直/民政局.yaml").unlink()
    assert _departments(two) == ["杞县民政局"]


def test_a_short_name_of_several_departments_elsewhere(root: Path) -> None:
    for number, region in enumerate(("杞县", "兰考县")):
        other = OTHER.replace("开封市民政局", f"{region}民政局").replace("6D49", f"7D4{number}")
        write(root, f"{region}/民政局.yaml", other.replace("119001000", f"11900{number}009"))
    (error,) = errors_of(root, grade("甲"))
    assert (error.line, error.key) == (6, "评定人部门")
    assert "杞县民政局" in error.advice
    assert "兰考县民政局" in error.advice


def test_who_could_not_tell_is_followed_by_another(root: Path) -> None:
    """The next draft has the same number and version, and the old file stays where it is."""
    unsure = ANSWERS.replace("答: 有问题\n    说明: 页面写10日，应为10个工作日", "答: 看不清或无法判断")
    write(root, NAME, unsure)
    write(root, "市直/乙.answers.yaml", unsure.replace("看不清或无法判断", "没有问题").replace("007", "008"))
    assert {answer.reply for answer in load(root, TODAY).matters[0].answers} == {Reply.UNSURE, Reply.FINE}


def test_the_same_answered_twice(root: Path) -> None:
    write(root, "市直/另一轮.answers.yaml", ANSWERS)
    (error,) = errors_of(root, ANSWERS)
    assert "重复" in error.message
    assert "另一轮.answers.yaml:3" in error.message


def test_two_people_may_grade_the_same_form(two: Path) -> None:
    write(two, NAME, grade("甲"))
    write(two, "市直/乙.answers.yaml", grade("乙", "水利局"))
    assert len(_departments(two)) == 2


@pytest.mark.parametrize(("who", "department"), [("甲", "民政局"), ("甲", "水利局"), ("甲 ", "水利局")])
def test_one_person_grades_once(two: Path, who: str, department: str) -> None:
    write(two, NAME, grade("甲"))
    (error,) = errors_of(two, grade(who, department), "市直/乙.answers.yaml")
    assert "重复" in error.message
    assert "请在“谁”中写得有区别" in error.advice


def test_answers_alone_are_no_inventory(tmp_path: Path) -> None:
    write(tmp_path / "matters", NAME, ANSWERS)
    with pytest.raises(InventoryError, match="没有找到任何事项清单"):
        load(tmp_path / "matters")


def test_an_ending_that_an_editor_hides(root: Path) -> None:
    (error,) = errors_of(root, ANSWERS, f"{NAME}.txt")
    assert "去掉“.txt”" in error.advice


def test_an_empty_file_of_answers(root: Path) -> None:
    (error,) = errors_of(root, "\n")
    assert "文件是空的" in error.message
