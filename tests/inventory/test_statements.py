"""更正, 处理 and 补充 in an answers file: they come with their matter, or are refused with line and advice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.support.inventories import GOOD, write
from zicha.inventory import InventoryError, load
from zicha.model.statement import Progress, Tick

STATEMENTS = """\
填报单位: 开封市水利局
更正:
  - 事项: 取水许可审批
    选项: B1
    改为: 不勾选
    所指: ["承诺办结时限不符：页面写“30个工作日”"]
    理由: 页面上写的是15个工作日，已截图
    谁: 审批科 007
    何时: 2026-11-20
  - {事项: 取水许可审批, 选项: D1, 改为: 勾选, 理由: 看不懂“工艺路线代码”, 谁: 审批科 007, 何时: 2026-11-20}
处理:
  - {事项: 取水许可审批, 选项: D1, 处理情况: 正在处理, 谁: 审批科 007, 何时: 2026-11-21}
补充:
  - {事项: 取水许可审批, 补充说明: 已联系省厅, 谁: 审批科 007, 何时: 2026-11-21}
"""
TODAY = date(2026, 11, 24)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path / "matters", "市直/水利局.yaml", GOOD)
    return tmp_path / "matters"


def test_they_come_with_their_matter(root: Path) -> None:
    write(root, "市直/更正.answers.yaml", STATEMENTS)
    (matter,) = load(root, TODAY).matters
    statements = matter.statements
    assert [one.to for one in statements.corrections] == [Tick.TAKEN_AWAY, Tick.SET]
    assert [one.progress for one in statements.handlings] == [Progress.UNDER_WAY]
    assert [one.text for one in statements.additions] == ["已联系省厅"]
    assert matter.answers == ()


@pytest.mark.parametrize(
    ("old", "new", "key", "message"),
    [
        ("    理由: 页面上写的是15个工作日，已截图\n", "", "理由", "缺少这一项"),
        ('    所指: ["承诺办结时限不符：页面写“30个工作日”"]\n', "", "", "却没有写所指"),
        ("改为: 不勾选", "改为: 去掉", "改为", "不在可选范围内"),
        ("选项: B1", "选项: 第一个", "选项", "的格式不对"),
        ("处理情况: 正在处理", "处理情况: 处理中", "处理情况", "不在可选范围内"),
        ("何时: 2026-11-21}\n补充", "何时: 2099-01-01}\n补充", "何时", "还没有到"),
        ("补充说明: 已联系省厅, 谁: 审批科 007", "补充说明: 已联系省厅", "谁", "缺少这一项"),
        ("{事项: 取水许可审批, 补充说明", "{事项: 排水许可审批, 补充说明", "事项", "清单里没有"),
        ("{事项: 取水许可审批, 补充说明", "{事项: 全部事项, 补充说明", "事项", "清单里没有"),
    ],
)
def test_a_mistake_is_refused_at_its_place(root: Path, old: str, new: str, key: str, message: str) -> None:
    assert old in STATEMENTS
    write(root, "市直/更正.answers.yaml", STATEMENTS.replace(old, new))
    with pytest.raises(InventoryError) as caught:
        load(root, TODAY)
    (error,) = caught.value.errors
    assert error.key == key
    assert message in error.message
    assert error.advice
