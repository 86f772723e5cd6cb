"""Every kind of mistake in a department file is named with its file, line, key, and what to write instead."""

from pathlib import Path

import pytest

from tests.support.inventories import GOOD, ErrorsOf, Spoil, write
from zicha.inventory import InventoryError, load

pytestmark = pytest.mark.usefixtures("either_parser")
FILE = "matters/市直/水利局.yaml"


def line_of(text: str, content: str = GOOD) -> int:
    """The line on which the text first stands."""
    return content[: content.index(text)].count("\n") + 1


# (what is replaced, by what, the line by its text or number, key, words of the message, words of the advice)
MISTAKES = {
    "typing error in a key": (
        "      承诺办结时限: 15",
        "      承诺时限: 15",
        "承诺时限",
        "承诺时限",
        "“办事指南”里没有这个键",
        "您是否想写“承诺办结时限”",
    ),
    "key of the matter in the guide": (
        "      事项类型: 行政许可\n",
        "      事项类型: 行政许可\n      自查方式: 测试件\n",
        "      自查方式",
        "自查方式",
        "“办事指南”里没有这个键",
        "它属于“事项”",
    ),
    "key of the guide at the matter": (
        "      办件类型: 承诺件\n",
        "    办件类型: 承诺件\n      ",
        None,
        "",
        "缩进",
        "左对齐",
    ),
    "guide key before the guide": (
        "    办事指南:\n      事项类型: 行政许可\n      服",
        "    事项类型: 行政许可\n    办事指南:\n      服",
        "    事项类型",
        "事项类型",
        "“事项”里没有这个键",
        "请缩进到“办事指南:”下面",
    ),
    "key that is no default": (
        "  自查方式: 测试件",
        "  自查方式: 测试件\n  实施编码: 123456789012",
        "  实施编码",
        "实施编码",
        "“默认”里没有这个键",
        "它属于“事项”",
    ),
    "english key": ("      是否收费: 否", "      charged: 否", "charged", "charged", "没有这个键", "请删去"),
    "full-width blank in a key": (
        "      是否收费: 否",
        "      是否收费\u3000: 否",
        "是否收费\u3000",
        "是否收费\u3000",
        "没有这个键",
        "请写成“是否收费”",
    ),
    "value that is not in the list": (
        "办件类型: 承诺件",
        "办件类型: 承若件",
        "承若件",
        "办件类型",
        "“承若件”不在可选范围内",
        "您是否想写“承诺件”？请从中选一个：即办件、承诺件、其他",
    ),
    "letter that nobody sees": (
        "事项名称: 取水许可审批",
        "事项名称: 取水\u200b许可审批",
        "取水\u200b",
        "事项名称",
        "“取水”后面有一个看不见的字符 U+200B",
        "重新打一遍",
    ),
    "text that is turned round": (
        "填报单位: 开封市水利局",
        "填报单位: 开封市水利局\u202e",
        "水利局\u202e",
        "填报单位",
        "U+202E",
        "重新打一遍",
    ),
    "line end that no editor shows": (
        "事项名称: 取水许可审批",
        "事项名称: 取水\x85许可审批",
        "取水\x85",
        "",
        "含有不可见的控制字符 U+0085",
        "请删去",
    ),
    "limit that is none": (
        "45个工作日",
        "一个半月左右",
        "一个半月",
        "法定办结时限",
        "看不懂的时限“一个半月左右”",
        "请写成 20个工作日",
    ),
    "number too large": (
        "到办事现场次数: 1",
        "到办事现场次数: 3",
        "次数: 3",
        "到办事现场次数",
        "超出范围",
        "0 至 2 的整数",
    ),
    "number in words": (
        "到办事现场次数: 1",
        "到办事现场次数: 一次",
        "一次",
        "到办事现场次数",
        "不是整数",
        "0 至 2 的整数",
    ),
    "neither yes nor no": ("是否收费: 否", "是否收费: 免", "费: 免", "是否收费", "“免”应是 是 或 否", "是 或 否"),
    "code in lower case": (
        "11410200005197365E3000119001000",
        "11410200005197365e3000119001000",
        "365e3",
        "实施编码",
        "格式不对",
        "大写字母",
    ),
    "number of a guide that lost a digit": (
        "5D49160A06CE8CAA747DE9FF16BB7E80",
        "5D49160A06CE8CAA747DE9FF16BB7E8",
        "16BB7E8",
        "门户编号",
        "有 31 位，像是 32 位编号漏抄或多抄了",
        "网址中的完整编号",
    ),
    "number of a guide with its address": (
        "5D49160A06CE8CAA747DE9FF16BB7E80",
        "/portal/guide/5D49160A06CE8CAA747DE9FF16BB7E80",
        "/portal/guide",
        "门户编号",
        "格式不对",
        "字母、数字、横线",
    ),
    "value left empty": (
        "事项类型: 行政许可",
        "事项类型:",
        "事项类型",
        "事项类型",
        "不能为空",
        "请写成“事项类型: 行政许可”",
    ),
    "text for a list": (
        "服务对象: [企业法人]",
        "服务对象: 企业法人",
        "服务对象",
        "服务对象",
        "应是列表",
        "“服务对象: [企业法人]”",
    ),
    "mapping for a list": (
        "        - 材料名称: 取水许可申请书",
        "          材料名称: 取水许可申请书",
        "申请材料",
        "申请材料",
        "应是列表，却写成了键值",
        "以“- ”开头",
    ),
    "list for a mapping": (
        "      审批结果:\n        结果名称",
        "      审批结果:\n        - 结果名称",
        "      审批结果",
        "审批结果",
        "应是键值，却写成了列表",
        "请去掉“- ”",
    ),
    "list for a value": ("收取方式: 纸质", "收取方式: [纸质]", "收取方式", "收取方式", "写成了列表", "方括号"),
    "mapping for a value": (
        "必须现场办理原因说明: 须提交纸质报告",
        "必须现场办理原因说明:\n        须提交: 纸质报告",
        "必须现场",
        "必须现场办理原因说明",
        "却写成了键值",
        "若是正文，请用引号括起来",
    ),
    "text for a mapping": (
        "      审批结果:\n        结果名称: 取水许可决定书",
        "      审批结果: 取水许可决定书",
        "      审批结果: 取",
        "审批结果",
        "应是键值，却写成了文字“取水许可决定书”",
        "写成“键: 值”",
    ),
    "full-width colon that breaks the syntax": (
        "办件类型: 承诺件",
        "办件类型：承诺件",
        "办件类型：",
        "办件类型",
        "全角",
        "半角冒号",
    ),
    "full-width colon that makes a mapping a text": (
        "      审批结果:\n        结果名称: 取水许可决定书",
        "      审批结果:\n        结果名称：取水许可决定书",
        "结果名称：",
        "结果名称",
        "全角",
        "半角冒号",
    ),
    "key swallowed by a block": (
        "必须现场办理原因说明: 须提交纸质报告\n",
        "必须现场办理原因说明: |\n        须提交纸质报告\n        通办范围: 其他\n",
        "通办范围",
        "通办范围",
        "被并进了上文的文字里",
        "与“办事指南”的其他键左对齐",
    ),
    "key swallowed by a folded text": (
        "必须现场办理原因说明: 须提交纸质报告\n",
        "必须现场办理原因说明: 须提交纸质报告\n        通办范围：其他\n",
        "通办范围",
        "通办范围",
        "被并进了上文的文字里",
        "“通办范围: 值”",
    ),
    "key swallowed on the same line": (
        "必须现场办理原因说明: 须提交纸质报告",
        "必须现场办理原因说明: 须提交纸质报告 通办范围：其他",
        "通办范围",
        "通办范围",
        "被并进了上文的文字里",
        "请另起一行",
    ),
    "matter swallowed by a block": (
        "        结果名称: 取水许可决定书\n",
        "        结果名称: |\n          取水许可决定书\n          - 事项名称: 河道采砂许可\n",
        "河道采砂",
        "事项名称",
        "被并进了上文的文字里",
        "“- 事项名称: 值”",
    ),
    "duplicate key": (
        "是否收费: 否",
        "是否收费: 否\n      是否收费: 是",
        "是否收费: 是",
        "是否收费",
        "与第 27 行重复",
        "请删去一处",
    ),
    "tab": ("      是否收费", "\t是否收费", "\t是否收费", "", "制表符（Tab）", "请改用空格"),
    "indentation": ("      是否收费", "        是否收费", "        是否收费", "", "缩进与上文不一致", "左对齐"),
    "less indentation": ("      是否收费", "     是否收费", "     是否收费", "", "缩进与上文不一致", "左对齐"),
    "quote that does not end": (
        "办件类型: 承诺件",
        "办件类型: '承诺件",
        "'承诺件",
        "",
        "引号没有成对",
        "另一半引号",
    ),
    "bracket that does not end": ("[企业法人]", "[企业法人", "[企业法人", "", "没有成对", "补全"),
    "bracket that does not end before a list": (
        "结果类型: 审批办结",
        "结果类型: [审批办结,\n      - 甲",
        "- 甲",
        "",
        "上文的方括号或花括号没有成对",
        "补全",
    ),
    "text that begins with a star": ("审批部门: 水", "审批部门: '' # *\n联系: *水", "*水", "", "*", "引号"),
    "tag": ("审批部门: 水利局", "审批部门: !important 水利局", "!important", "", "!important", "引号"),
    "unknown escape": ("审批部门: 水利局", '审批部门: "水\\利局"', "水\\利局", "", "反斜杠", "单引号"),
    "control character": ("审批部门: 水利局", "审批部门: 水\x07利局", "水\x07", "", "U+0007", "请删去"),
    "second document": ("事项:\n", "---\n事项:\n", "---", "", "第二个“---”", "请删去"),
    "missing header": ("填报单位: 开封市水利局\n审", "审", 1, "填报单位", "缺少这一项", "请补写“填报单位: "),
    "wrong region code": ("410200\n", "0371\n", "0371", "区划代码", "“0371”的格式不对", "“区划代码: 410200”，41 开头"),
    "missing in the matter": (
        "    实施编码: 11410200005197365E3000119001000\n",
        "",
        "  - 事项名称",
        "实施编码",
        "缺少这一项",
        "请补写“实施编码",
    ),
    "missing in the guide": (
        "      事项类型: 行政许可\n",
        "",
        "    办事指南:\n      服务对象",
        "事项类型",
        "缺少这一项",
        "可选：行政许可、行政处罚",
    ),
    "default that is wrong": ("自查方式: 测试件", "自查方式: 测试", "测试", "自查方式", "“测试”不在", "“测试件”"),
    "defaults that are no mapping": (
        "默认:\n  业务系统名称: 省政务服务系统\n",
        "默认:\n  - 业务系统名称: 省政务服务系统\n#",
        None,
        "",
        "",
        "对齐",
    ),
}


@pytest.mark.parametrize(("old", "new", "where", "key", "message", "advice"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named_with_line_key_and_advice(
    spoil: Spoil, old: str, new: str, where: str | int | None, key: str, message: str, advice: str
) -> None:
    first = spoil(old, new)[0]
    content = GOOD.replace(old, new)
    assert first.file == FILE
    if where is not None:
        assert first.line == (where if isinstance(where, int) else line_of(where, content))
    assert first.key == key
    assert message in first.message
    assert advice in first.advice
    assert str(first).startswith(f"{FILE}:{first.line}: ")


SINGLE = [name for name, (*_, key, _, _) in MISTAKES.items() if key and name != "text that begins with a star"]


@pytest.mark.parametrize("name", SINGLE)
def test_a_mistake_is_not_reported_twice(spoil: Spoil, name: str) -> None:
    old, new, *_ = MISTAKES[name]
    assert len(spoil(old, new)) <= (2 if "mapping" in name or name == "english key" else 1)


@pytest.mark.parametrize(
    ("content", "line", "message", "advice"),
    [
        ("", 1, "文件是空的", "填报单位"),
        ("# 只有注释\n", 1, "文件是空的", "填报单位"),
        (GOOD.encode("gbk"), 1, "看起来是 GBK", "另存为 UTF-8"),
        (f"# ok\n{GOOD}".encode("gbk"), 2, "看起来是 GBK", "另存为 UTF-8"),
        (GOOD.encode("utf-16"), 1, "看起来是 UTF-16", "另存为 UTF-8"),
        (b"\xff", 1, "不是 UTF-8", "另存为 UTF-8"),
        ("- 甲\n- 乙\n", 1, "文件最外层应是键值", "填报单位"),
        ("取水许可审批\n", 1, "文件最外层应是键值", "填报单位"),
        ("填报单位：开封市水利局\n", 1, "全角", "半角"),
        ("[" * 100_000, 1, "嵌套超过", "括号"),
        ("- " * 100_000, 1, "嵌套超过", "括号"),
        ("[甲]: 乙\n", 1, "键必须是文字", "键: 值"),
        ("甲: &a 乙\n丙: *a\n", 2, "引用", "引号"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_a_file_that_is_no_department_file(
    errors_of: ErrorsOf, content: str | bytes, line: int, message: str, advice: str
) -> None:
    assert any(one.line == line and message in one.message and advice in one.advice for one in errors_of(content)), (
        errors_of(content)
    )


def test_a_byte_order_mark_is_welcome(root: Path) -> None:
    write(root, "市直/水利局.yaml", b"\xef\xbb\xbf" + GOOD.encode())
    assert len(load(root).matters) == 1


def test_every_missing_header_is_named(errors_of: ErrorsOf) -> None:
    keys = {one.key for one in errors_of(GOOD[GOOD.index("默认") :])}
    assert keys == {"填报单位", "审批部门", "联系人", "区划代码"}


@pytest.mark.parametrize("matters", ["事项:\n", "事项: []\n", "事项:\n  -\n", ""])
def test_a_file_without_matters(errors_of: ErrorsOf, matters: str) -> None:
    header = GOOD[: GOOD.index("事项:")]
    (error,) = errors_of(header + matters)
    assert error.key == "事项"
    assert error.line == (1 if not matters else line_of("事项:", header + matters))
    assert "- 事项名称: …" in error.advice


def test_the_same_code_page_or_name_in_two_files_is_an_error(root: Path) -> None:
    write(root, "市直/水利局.yaml", GOOD)
    write(root, "市直/水利局（二）.yaml", GOOD)
    with pytest.raises(InventoryError) as caught:
        load(root)
    assert [(one.file, one.line, one.key) for one in caught.value.errors] == [
        ("matters/市直/水利局（二）.yaml", line_of("- 事项名称"), "事项名称"),
        ("matters/市直/水利局（二）.yaml", line_of("实施编码"), "实施编码"),
        ("matters/市直/水利局（二）.yaml", line_of("门户编号"), "门户编号"),
    ]
    assert all("matters/市直/水利局.yaml:" in one.message for one in caught.value.errors)


def test_two_regions_may_have_a_matter_of_the_same_name(root: Path) -> None:
    other = GOOD.replace("410200", "410221").replace("5D49", "6D49")
    write(root, "市直/水利局.yaml", GOOD)
    write(root, "杞县/水利局.yaml", other)
    assert [matter.department.region for matter in load(root).matters] == ["市直", "杞县"]


def test_all_mistakes_of_all_files_come_at_once(root: Path) -> None:
    write(root, "市直/水利局.yaml", GOOD.replace("承诺件", "承若件").replace("是否收费: 否", "是否收费: 免"))
    write(root, "杞县/水利局.yaml", "")
    write(root, "零散.yaml", GOOD)
    with pytest.raises(InventoryError) as caught:
        load(root)
    assert [(one.file, one.key) for one in caught.value.errors] == [
        ("matters/市直/水利局.yaml", "办件类型"),
        ("matters/市直/水利局.yaml", "是否收费"),
        ("matters/杞县/水利局.yaml", ""),
        ("matters/零散.yaml", ""),
    ]
    text = str(caught.value)
    assert "4 处" in text
    assert "请放进 matters/市直/" in text


def test_a_wrong_default_is_named_once_for_all_matters(errors_of: ErrorsOf) -> None:
    second = GOOD[GOOD.index("  - 事项名称") :].replace("取水许可审批", "河道采砂许可")
    second = second.replace("119001000", "119002000").replace("5D49", "6D49")
    errors = errors_of((GOOD + second).replace("自查方式: 测试件", "自查方式: 测试"))
    assert [(one.line, one.key) for one in errors] == [(line_of("自查方式"), "自查方式")]


def test_no_inventory_at_all(tmp_path: Path) -> None:
    with pytest.raises(InventoryError, match="没有找到任何事项清单"):
        load(tmp_path / "nowhere")


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    """It is told before anything of it is read."""
    file = tmp_path / "matters" / "市直" / "水利局.yaml"
    file.parent.mkdir(parents=True)
    with file.open("wb") as large:
        large.truncate(300 << 20)
    with pytest.raises(InventoryError) as caught:
        load(tmp_path / "matters")
    assert "文件有 300 MB，没有读取" in str(caught.value)
