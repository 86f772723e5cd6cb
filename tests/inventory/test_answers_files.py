"""Answers files beside the inventory: read, matched to their matters, or refused with file, line and advice."""

from datetime import date
from pathlib import Path

import pytest
from inventory_samples import GOOD, write

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
        ("答: 有问题", "答: 难懂\n    评定人部门: 民政局", 3, "", "没有写明填写项和原文", "填写项"),
    ],
)  # fmt: skip
def test_a_mistake_is_named(root: Path, old: str, new: str, line: int, key: str, message: str, advice: str) -> None:
    assert old in ANSWERS
    (error,) = errors_of(root, ANSWERS.replace(old, new, 1))
    assert (error.file, error.line) == (f"matters/{NAME}", line)
    assert message in error.message
    assert advice in error.advice
    assert error.key in (key, "")


def test_the_same_answered_twice(root: Path) -> None:
    write(root, "市直/另一轮.answers.yaml", ANSWERS)
    (error,) = errors_of(root, ANSWERS)
    assert "重复" in error.message
    assert "另一轮.answers.yaml:3" in error.message


def test_two_people_may_grade_the_same_form(root: Path) -> None:
    def grade(who: str) -> str:
        graded = ANSWERS.replace("答: 有问题", "答: 好懂\n    评定人部门: 开封市民政局")
        return graded.replace("行政审批科 007", who)

    write(root, NAME, grade("甲"))
    write(root, "市直/乙.answers.yaml", grade("乙"))
    assert len(load(root).matters[0].answers) == 2
    write(root, "市直/乙.answers.yaml", grade("甲"))
    with pytest.raises(InventoryError, match="重复"):
        load(root)


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
