"""Every kind of mistake in a department file is named with its file, line, key, and what to write instead."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from tests.support.inventories import GOOD, ErrorsOf, Spoil, write
from zicha.inventory import InventoryError, load
from zicha.model.matter import Audience, Delivery, Grade, Medium, Method, ResultKind


@pytest.fixture(autouse=True, params=["with libyaml", "without"])
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clerk reads the same words whichever parser was installed."""
    if request.param == "without":
        monkeypatch.setattr("zicha.inventory.yaml_tree.Loader", yaml.SafeLoader)


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


def test_defaults_merge_in_depth_and_lists_are_replaced(root: Path) -> None:
    own = "        结果名称: 取水许可决定书\n"
    write(root, "市直/水利局.yaml", GOOD)
    result = load(root).matters[0].guide.result
    assert (result.name, result.kind, result.delivery) == (
        "取水许可决定书",
        ResultKind.APPROVAL,
        (Delivery.PICK_UP,),
    )
    write(root, "市直/水利局.yaml", GOOD.replace(own, f"{own}        送达方式: [物流快递, 网上获取]\n"))
    assert load(root).matters[0].guide.result.delivery == (Delivery.COURIER, Delivery.ONLINE)


@pytest.mark.parametrize(
    "written",
    [
        "[自然人, 企业法人]",
        "[自然人，企业法人]",
        "自然人，企业法人",
        "自然人,企业法人",
        "自然人, 企业法人",
        "自然人、企业法人",
        "自然人 、 企业法人",
        "自然人，、企业法人",
        "自然人；企业法人",
        "自然人; 企业法人，",
        "[自然人、企业法人]",
    ],
)
def test_a_list_of_choices_joined_by_commas(root: Path, written: str) -> None:
    write(root, "市直/水利局.yaml", GOOD.replace("服务对象: [企业法人]", f"服务对象: {written}"))
    assert load(root).matters[0].guide.audience == (Audience.PERSON, Audience.COMPANY)


@pytest.mark.parametrize(
    ("written", "wrong", "advice"),
    [
        ("自然人，公司", "“公司”不在可选范围内", "请从中选一个"),
        ("[自然人、公司]", "“公司”不在可选范围内", "请从中选一个"),
        ("，", "应是列表", "以“- ”开头"),
        ("，企业法人", "应是列表", "以“- ”开头"),
        ("企业法人", "应是列表", "“服务对象: [企业法人]”"),
    ],
)
def test_a_joined_list_with_a_mistake(root: Path, written: str, wrong: str, advice: str) -> None:
    write(root, "市直/水利局.yaml", GOOD.replace("服务对象: [企业法人]", f"服务对象: {written}"))
    with pytest.raises(InventoryError) as refused:
        load(root)
    (mistake,) = refused.value.errors
    assert (mistake.key, wrong in mistake.message, advice in mistake.advice) == ("服务对象", True, True)


def test_a_text_list_is_not_taken_apart(root: Path) -> None:
    listed = "    办事指南:\n      受理条件: [依法设立，材料齐全]\n"
    write(root, "市直/水利局.yaml", GOOD.replace("    办事指南:\n", listed))
    assert load(root).matters[0].guide.conditions == ("依法设立，材料齐全",)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("0.5个工作日", "0.5个工作日"), ("半天", "0.5天"), ("30分钟", "30分钟"), ("1年", "1年"), ("3个自然月", "3个月"),
        ("0", "即办"), ("当日办结", "即办"), ("二十个工作日", "20个工作日"), ("２０个工作日", "20个工作日"),
        ("1-3个工作日", "1-3个工作日"), ("20（工作日）", "20个工作日"),
    ],
)  # fmt: skip
def test_a_limit_as_departments_write_it(root: Path, written: str, shown: str) -> None:
    write(root, "市直/水利局.yaml", GOOD.replace("承诺办结时限: 15个工作日", f"承诺办结时限: {written}"))
    assert str(load(root).matters[0].guide.promised_limit) == shown


@pytest.mark.parametrize("written", ["不少于10个工作日", "7×24小时", "10个工作日 5", "0.5", "10个工作日内回复"])
def test_a_limit_that_nobody_can_understand(root: Path, written: str) -> None:
    write(root, "市直/水利局.yaml", GOOD.replace("承诺办结时限: 15个工作日", f"承诺办结时限: {written}"))
    with pytest.raises(InventoryError, match=r"看不懂的时限.*0.5个工作日"):
        load(root)


def test_a_matter_goes_before_the_defaults(root: Path) -> None:
    write(
        root,
        "市直/水利局.yaml",
        GOOD.replace("    办事指南:\n      事项", "    自查方式: 入网查看\n    办事指南:\n      事项"),
    )
    assert load(root).matters[0].method is Method.LOOK


def test_values_mean_what_is_written(root: Path) -> None:
    """No octal, no clock, no boolean, no date: a code of digits is a code."""
    text = GOOD.replace("11410200005197365E3000119001000", "0114102000051973653000119001000")
    text = text.replace("须提交纸质报告", "no").replace("取水许可决定书", "12:30")
    write(root, "市直/水利局.yaml", text)
    matter = load(root).matters[0]
    assert matter.code == "0114102000051973653000119001000"
    assert matter.guide.visit_reason == "no"
    assert matter.guide.result.name == "12:30"


def test_a_text_may_speak_of_keys(root: Path) -> None:
    reason = "必须现场办理原因说明: |\n        收费标准：见公告\n        承诺办结时限：15个工作日"
    write(root, "市直/水利局.yaml", GOOD.replace("必须现场办理原因说明: 须提交纸质报告", reason))
    assert "承诺办结时限" in (load(root).matters[0].guide.visit_reason or "")


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    """It is told before anything of it is read."""
    file = tmp_path / "matters" / "市直" / "水利局.yaml"
    file.parent.mkdir(parents=True)
    with file.open("wb") as large:
        large.truncate(300 << 20)
    with pytest.raises(InventoryError) as caught:
        load(tmp_path / "matters")
    assert "文件有 300 MB，没有读取" in str(caught.value)
