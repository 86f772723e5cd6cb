"""Lines as clerks type them who know no YAML: each slip is named at its own line, with what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.inventories import GOOD, Spoil, write
from zicha.inventory import load

TYPE, NAME, CODE = (
    "      事项类型: 行政许可",
    "  - 事项名称: 取水许可审批",
    "    实施编码: 11410200005197365E3000119001000",
)
REASON = "      必须现场办理原因说明: 须提交纸质报告"
SYSTEM = "  业务系统名称: 省政务服务系统"
COLON, DASH, WIDE, BARE = "冒号后面没有空格", "“-”不是半角", "全角空格", "不是“键: 值”"
QUOTES, COMMENT, UNSEEN = "成了内容的一部分", "被当作注释，没有生效", "看不见的空格"

SLIPS = {
    "no blank behind a colon": (TYPE, "      事项类型:行政许可", COLON, "请写成“事项类型: 行政许可”"),
    "no blank in the first line": ("填报单位: 开封", "填报单位:开封", COLON, "请写成“填报单位: 开封市水利局”"),
    "no blank behind the name": (NAME, "  - 事项名称:取水许可审批", COLON, "请写成“事项名称: 取水许可审批”"),
    "no blank behind a dash": (NAME, "  -事项名称: 取水许可审批", DASH, "请写成“- 事项名称: 值”"),
    "a dash of full width": (NAME, "  － 事项名称: 取水许可审批", DASH, "半角"),
    "a dash of a text": (NAME, "  — 事项名称: 取水许可审批", DASH, "半角"),
    "a short dash": (NAME, "  – 事项名称: 取水许可审批", DASH, "半角"),
    "a dash of a material": ("        - 材料名称", "        －材料名称", DASH, "请写成“- 材料名称: 值”"),
    "blanks of full width": (CODE, f"　　{CODE.strip()}", WIDE, "半角空格"),
    "blanks of a web page": (CODE, f"\xa0\xa0\xa0\xa0{CODE.strip()}", WIDE, "半角空格"),
    "blanks of both widths": (CODE, f"  　{CODE.strip()}", WIDE, "半角空格"),
    "a blank of full width behind a dash": (NAME, NAME.replace("- ", "-　"), WIDE, "半角空格"),
    "a blank instead of a colon": (TYPE, "      事项类型 行政许可", BARE, "补上半角冒号"),
    "a tab instead of a colon": (TYPE, "      事项类型\t行政许可", BARE, "补上半角冒号"),
    "an arrow instead of a colon": (TYPE, "      事项类型-> 行政许可", BARE, "补上半角冒号"),
    "an equals sign": ("联系人: 业务", "联系人 = 业务", BARE, "补上半角冒号"),
    "a remark": (TYPE, f"      以下由审批科填写\n{TYPE}", BARE, "以 # 开头"),
    "a remark in the first line": ("填报单位", "这是水利局的清单\n填报单位", BARE, "以 # 开头"),
    "a text that goes on at the left": (REASON, f"{REASON}\n原件当场核对", BARE, "多缩进两个空格"),
    "quotes of full width": (REASON, REASON.replace("须提交纸质报告", "“须提交纸质报告”"), QUOTES, "请删去引号"),
    "single quotes of full width": (SYSTEM, SYSTEM.replace("省政务服务系统", "‘省政务服务系统’"), QUOTES, "请删去引号"),
    "quotes the wrong way round": (SYSTEM, SYSTEM.replace("省政务服务系统", "”省政务服务系统“"), QUOTES, "半角引号"),
    "wide quotes": (SYSTEM, SYSTEM.replace("省政务服务系统", "＂省政务服务系统＂"), QUOTES, "半角引号"),
    "a number sign in a text": (REASON, REASON.replace("纸质", " #3 纸质"), COMMENT, "用半角引号括起来"),
    "a number sign in a name": (SYSTEM, f"{SYSTEM} #2", COMMENT, "请在 # 后面空一格"),
    "an unseen blank": ("自查方式: 测试件", "自查方式: 测试\u200b件", UNSEEN, "请删去重写：测试件"),
    "a blank of a web page in a value": ("自查方式: 测试件", "自查方式: \xa0测试件", UNSEEN, "请删去重写：测试件"),
    "brackets of full width": ("[企业法人]", "【企业法人】", "这里应是列表", "请写成“服务对象: [企业法人]”"),
}


@pytest.mark.parametrize(("old", "new", "message", "advice"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_named_at_its_own_line(spoil: Spoil, old: str, new: str, message: str, advice: str) -> None:
    wrong = spoil(old, new)
    before, after = GOOD.split("\n"), GOOD.replace(old, new).split("\n")
    changed = next(number for number, (one, other) in enumerate(zip(before, after, strict=False), 1) if one != other)
    if "原件当场核对" in new:
        changed = after.index("原件当场核对") + 1
    assert [one.line for one in wrong] == [changed]
    assert message in wrong[0].message
    assert advice in wrong[0].advice


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (SYSTEM, f"{SYSTEM} # 核对过"),
        (CODE, f"{CODE} #核对过"),
        ("到办事现场次数: 1", "到办事现场次数: 1 #核对过"),
        (REASON, REASON.replace("须提交纸质报告", "见第#3号文件")),
        (REASON, REASON.replace("须提交纸质报告", '"见 #3 号文件"')),
        (REASON, REASON.replace("须提交纸质报告", "须提交“纸质”报告")),
        (REASON, REASON.replace("须提交纸质报告", "“一窗”受理“两件”")),
    ],
)
def test_what_is_meant_as_it_is_read_is_no_slip(root: Path, old: str, new: str) -> None:
    write(root, "市直/水利局.yaml", GOOD.replace(old, new))
    assert len(load(root).matters) == 1
