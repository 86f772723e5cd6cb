"""Limits against each other and against the steps: each exception of L06–L14 and L45, and each way to hit them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.support.consistent_guide import INSTANT, STEPS, WITHOUT, Changes, E, W, severities_of
from tests.support.matters import make_matter
from zicha.model.finding import Severity
from zicha.model.matter import MatterType
from zicha.model.time_limit import TimeLimit
from zicha.rules.limit_comparison import calendar_days, has_same_unit, is_longer_limit

NONE: list[Severity] = []


def in_steps(*steps: str | Mapping[str, str]) -> Changes:
    return {"环节": steps}


@pytest.mark.parametrize(
    ("legal", "promised", "kind", "expected"),
    [
        ("20个工作日", "30个工作日", "行政许可", [E]),
        ("20个工作日", "20个工作日", "行政许可", NONE),
        ("20个工作日", "21日", "行政许可", [E]),
        ("无", "30个工作日", "行政许可", NONE),
        ("即办", "1个工作日", "行政许可", NONE),
        ("20个工作日", "即办", "行政许可", NONE),
        ("20个工作日", "无", "行政许可", NONE),
        ("20日", "18个工作日", "公共服务", [W]),
    ],
)
def test_l06_a_promise_longer_than_the_law(legal: str, promised: str, kind: str, expected: list[Severity]) -> None:
    assert severities_of("L06", {"事项类型": kind, "法定办结时限": legal, "承诺办结时限": promised}) == expected


LONG = {"法定办结时限": "45日"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (LONG, [W]),
        ({**LONG, "法定办结时限说明": WITHOUT}, [W]),
        ({**LONG, "法定办结时限说明": "《医疗机构管理条例实施细则》另有规定"}, NONE),
        ({**LONG, "事项类型": "公共服务"}, NONE),
        ({**LONG, "环节": ("县级初审 5个工作日 是", *STEPS)}, NONE),
        ({**LONG, "环节": (*STEPS, "上报省厅 5个工作日 是")}, NONE),
        ({"法定办结时限": "20日"}, NONE),
        ({"法定办结时限": "无"}, NONE),
    ],
)
def test_l07_a_licence_over_20_days(changes: Changes, expected: list[Severity]) -> None:
    assert severities_of("L07", changes) == expected


@pytest.mark.parametrize(
    ("kind", "promised", "l08", "l09"),
    [
        ("即办件", "5个工作日", [E], NONE),
        ("即办件", "8小时", [W], NONE),
        ("即办件", "1个工作日", NONE, NONE),
        ("即办件", "当场办结", NONE, NONE),
        ("即办件", "无", NONE, NONE),
        ("马上办", "即办", NONE, NONE),
        ("承诺件", "即办", NONE, [E]),
        ("承诺件", "5个工作日", NONE, NONE),
    ],
)
def test_l08_and_l09_at_once(kind: str, promised: str, l08: list[Severity], l09: list[Severity]) -> None:
    changes = {"办件类型": kind, "承诺办结时限": promised}
    assert severities_of("L08", changes) == l08
    assert severities_of("L09", changes) == l09


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("审查 2个工作日 是", [E]),
        ("审查 1个工作日 是", NONE),
        ("审查 无 是", NONE),
        *((f"{name} -- 是", [E]) for name in ("听证", "现场勘验", "检测", "鉴定", "专家评审", "公示")),
        ("专家评审 15个工作日 否", [W]),
        ("现场勘验 -- -- 特殊情况才进行，不计入办结时限", [W]),
    ],
)
def test_l10_a_slow_step_of_what_is_done_at_once(step: str, expected: list[Severity]) -> None:
    assert severities_of("L10", {**INSTANT, **in_steps("受理 即办 是", step)}) == expected
    assert severities_of("L10", in_steps("受理 1个工作日 是", step)) == NONE


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (("受理 1个工作日 是", "审查 8个工作日 是", "决定 2个工作日 是"), [E]),
        (("受理 1个工作日 是", "审查 7个工作日 是", "决定 2个工作日 是"), NONE),
        (("受理 1个工作日 是", "审查 9个工作日 是", "决定 即办 是"), NONE),
        # outside the limit, or within another step
        ((*STEPS, "检测 9日 否"), NONE),
        ((*STEPS, "核查 9日 是 不包含在承诺时限内"), NONE),
        ((*STEPS, "核查 9日 是 时间不计入承诺办结时限"), NONE),
        ((*STEPS, "核查 9日 是 不占用办结时限"), NONE),
        ((*STEPS, "核查 9日 是 不包括于承诺时限"), NONE),
        ((*STEPS, "公示 9日 是 公示时间不计算在内"), NONE),
        ((*STEPS, "核查 3日 是 包含于上一环节"), NONE),
        ((*STEPS, "核查 3日 是 包含在审查环节内"), NONE),
        (("受理 1个工作日 是", "审查 12日 是 包含在承诺办结时限内"), [E]),
        (("受理 1个工作日 是", "审查 12日 是 审查材料，补正时间不计入办结时限"), [E]),
        (("受理 1个工作日 是", "审查 12日 是 材料补正的时间，不计入办结时限"), [E]),
        *(
            (("受理 1个工作日 是", f"审查 12日 是 {what}的时间不计入办结时限"), [E])
            for what in (
                "补齐材料",
                "中止",
                "整改",
                "延长",
                "公示",
                "公告",
                "听证",
                "招标",
                "拍卖",
                "检验",
                "检测",
                "检疫",
                "鉴定",
                "评审",
                "勘验",
                "节假日",
                "休息日",
                "缴费",
            )
        ),
        # side by side
        ((*STEPS, "核对 2日 是 与决定环节同步"), NONE),
        ((*STEPS, "核对 2日 是 并联审批"), NONE),
        ((*STEPS, "核对 2日 是 并行办理"), NONE),
        ((*STEPS, "核对 2日 是 两者同时进行"), NONE),
        ((*STEPS, "核对 2日 是 同步进行"), NONE),
        ((*STEPS, "核对 2日 是"), [E]),
        ((*STEPS, "核对 2日 是 作出决定，同步推送电子证照"), [E]),
        (("受理 1个工作日 是", "审查 6个工作日 是", "核对 10个工作日 是 与审查环节同步"), [E]),
        # 送达 follows the decision
        ((*STEPS, "送达 10个工作日 是"), NONE),
        *(((*STEPS, f"{name} 10个工作日 是"), NONE) for name in ("发证", "颁证", "领证", "制证")),
        (("受理 1个工作日 是", "审查 8个工作日 是", "决定与送达 5个工作日 是"), [W]),
        (("受理 1个工作日 是", "审查 8个工作日 是", "审批发证 5个工作日 是"), [W]),
        (("受理 1个工作日 是", "审查 10个工作日 是", "审批发证 5个工作日 是"), [E]),
        (("受理 1个工作日 是", "审查 4个工作日 是", "审批发证 5个工作日 是"), NONE),
        *(
            ((*STEPS, f"核对 2日 是 与{what}{how}"), NONE)
            for what in (
                "决定环节",
                "该步骤",
                "受理程序",
                "受理",
                "审查",
                "审核",
                "决定",
                "审批",
                "评审",
                "现场勘验",
                "检测",
                "公示",
            )
            for how in ("同步", "同时开展")
        ),
        ((*STEPS, "核对 2日 是 同步开展"), NONE),
        ((*STEPS, "核对 2日 是 与申请人同步沟通"), [E]),
        (("审查 11个工作日 是 并联审批",), [E]),
        (("审查 10个工作日 是 并联审批",), NONE),
        # what the law leaves out, where nobody says whether it counts
        (("受理 即办 是", "组织听证 3个工作日 --"), NONE),
        *(
            ((*STEPS, f"组织{what} 15个工作日 --"), [W])
            for what in ("听证", "招标", "拍卖", "检验", "检测", "检疫", "鉴定", "专家评审")
        ),
        ((*STEPS, {"环节名称": "会商", "办理环节时限": "15个工作日", "特殊环节": "是"}), [W]),
        ((*STEPS, "会商 15个工作日 --"), [E]),
    ],
)
def test_l11_the_sum_of_the_steps(steps: tuple[str, ...], expected: list[Severity]) -> None:
    assert severities_of("L11", in_steps(*steps)) == expected


def test_l11_units_that_leave_the_sum_open() -> None:
    steps = in_steps("受理 3个工作日 是", "审查 7个工作日 是")
    assert severities_of("L11", {"事项类型": "公共服务", "承诺办结时限": "12日", **steps}) == [W]
    assert severities_of("L11", {"事项类型": "公共服务", "承诺办结时限": "14日", **steps}) == NONE
    assert severities_of("L11", {"承诺办结时限": "无", **steps}) == NONE


@pytest.mark.parametrize(
    ("limit", "steps", "expected"),
    [
        # at the best exactly as long as allowed, a day more, a day less: 240小时 are 10 to 42 days
        ("20个自然日", ("审查 10个自然日 是", "决定 240小时 是"), [W]),
        ("20个自然日", ("审查 11个自然日 是", "决定 240小时 是"), [E]),
        ("20个自然日", ("审查 9个自然日 是", "决定 240小时 是"), [W]),
        # at the worst exactly as long as allowed: 40小时 are a week at most
        ("20个自然日", ("审查 13个自然日 是", "决定 40小时 是"), NONE),
        ("20个自然日", ("审查 14个自然日 是", "决定 40小时 是"), [W]),
        ("20个自然日", ("审查 12个自然日 是", "决定 40小时 是"), NONE),
        # 3个工作日 are 3 to 5 days, 5个工作日 5 to 7
        ("10个自然日", ("审查 5个自然日 是", "决定 3个工作日 是"), NONE),
        ("10个自然日", ("审查 6个自然日 是", "决定 3个工作日 是"), [W]),
        ("10个自然日", ("审查 5个自然日 是", "决定 5个工作日 是"), [W]),
        ("10个自然日", ("审查 6个自然日 是", "决定 5个工作日 是"), [E]),
        # a limit that is itself 10 to 14 days
        ("10个工作日", ("审查 10个自然日 是", "决定 4个工作日 是"), [W]),
        ("10个工作日", ("审查 11个自然日 是", "决定 4个工作日 是"), [E]),
        ("10个工作日", ("审查 5个自然日 是", "决定 3个工作日 是"), NONE),
        ("10个工作日", ("审查 6个自然日 是", "决定 3个工作日 是"), [W]),
        ("10个工作日", ("审查 9个自然日 是", "决定 1个自然日 是"), NONE),
        ("10个工作日", ("审查 11个自然日 是", "决定 1个自然日 是"), [W]),
        # 40小时 are a week at most
        ("10个工作日", ("审查 40小时 是", "决定 1个工作日 是"), NONE),
        ("10个工作日", ("审查 40小时 是", "决定 2个工作日 是"), [W]),
    ],
)
def test_steps_of_mixed_units_around_the_limit(limit: str, steps: tuple[str, ...], expected: list[Severity]) -> None:
    assert severities_of("L11", {"承诺办结时限": limit, **in_steps(*steps)}) == expected
    assert severities_of("L12", {"法定办结时限": limit, **in_steps(*steps)}) == expected


@pytest.mark.parametrize(
    ("legal", "steps", "expected"),
    [
        ("20个工作日", ("审查 19个工作日 是", "决定 2个工作日 是"), [E]),
        ("20个工作日", ("审查 18个工作日 是", "决定 2个工作日 是"), NONE),
        ("20个工作日", ("审查 18个工作日 是", "专家评审 30个工作日 否"), NONE),
        ("无", ("审查 40个工作日 是",), NONE),
        ("即办", ("审查 40个工作日 是",), NONE),
    ],
)
def test_l12_the_sum_of_the_steps_and_the_law(legal: str, steps: tuple[str, ...], expected: list[Severity]) -> None:
    assert severities_of("L12", {"法定办结时限": legal, **in_steps(*steps)}) == expected


@pytest.mark.parametrize("missing", ["受理", "审查", "决定", "送达"])
def test_l13_a_core_step_is_missing(missing: str) -> None:
    steps = in_steps(*(step for step in STEPS if not step.startswith(missing)))
    assert severities_of("L13", steps) == [W]
    assert severities_of("L13", {**steps, **INSTANT}) == NONE
    assert severities_of("L13", {**steps, "事项类型": "公共服务"}) == NONE


def test_l13_a_process_that_nobody_tells() -> None:
    assert severities_of("L13", in_steps()) == NONE


@pytest.mark.parametrize(
    ("core", "names"),
    [
        ("受理", "受理 收件"),
        ("审查", "审查 审核 初审 复审"),
        ("决定", "决定 审定 批准 核准 办结 审批"),
        ("送达", "送达 发证 颁证 制证 领证 领取 告知结果"),
    ],
)
def test_l13_other_names_of_the_core_steps(core: str, names: str) -> None:
    rest = [step for step in STEPS if not step.startswith(core)]
    for name in names.split():
        assert severities_of("L13", in_steps(*rest, f"{name} 1个工作日 是")) == NONE, name


REVIEW = {
    "环节名称": "专家评审",
    "办理环节时限": "15个工作日",
    "是否计算在法定办结时限内": "否",
    "环节法定依据": "《行政许可法》第四十五条",
}


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (REVIEW, NONE),
        (REVIEW | {"环节法定依据": "--", "办理内容": "依据《行政许可法》第四十五条组织"}, NONE),
        (REVIEW | {"环节法定依据": "行政许可法第四十五条"}, NONE),
        (REVIEW | {"环节法定依据": "--"}, [W]),
        (REVIEW | {"办理环节时限": "--"}, [W]),
        (REVIEW | {"办理环节时限": "无"}, [W]),
        (REVIEW | {"办理环节时限": "无期限"}, [W]),
        (REVIEW | {"是否计算在法定办结时限内": "--"}, [W]),
        (REVIEW | {"是否计算在法定办结时限内": "不计入办结时限"}, NONE),
        (REVIEW | {"环节名称": "会商", "特殊环节": "是", "环节法定依据": ""}, [W]),
        (REVIEW | {"环节名称": "会商", "特殊环节": "听证", "环节法定依据": ""}, [W]),
        (REVIEW | {"环节名称": "会商", "特殊环节": "否", "环节法定依据": ""}, NONE),
        (REVIEW | {"环节名称": "会商", "环节法定依据": ""}, NONE),
    ],
)
def test_l14_what_is_said_of_a_special_step(step: Mapping[str, str], expected: list[Severity]) -> None:
    assert severities_of("L14", in_steps(*STEPS, step)) == expected


@pytest.mark.parametrize(
    "name",
    [
        "听证", "招标", "拍卖", "检验", "检测", "检疫", "鉴定", "专家评审", "勘验", "公示", "现场核查", "现场审查",
    ],
)  # fmt: skip
def test_l14_every_step_that_is_special_by_its_name(name: str) -> None:
    assert severities_of("L14", in_steps(*STEPS, REVIEW | {"环节名称": f"组织{name}", "环节法定依据": ""})) == [W]
    assert severities_of("L14", in_steps(*STEPS, REVIEW | {"环节名称": f"组织{name}"})) == NONE


RECORD = {
    "特殊环节名称": "专家评审",
    "办理环节时限": "15个工作日",
    "是否计算在法定办结时限内": "否",
    "特殊环节法定依据": "《行政许可法》第四十五条",
}


@pytest.mark.parametrize(
    ("steps", "record", "expected"),
    [
        (STEPS, RECORD, NONE),
        (STEPS, {"特殊环节名称": "专家评审（20个工作日）"}, [W]),
        (STEPS, RECORD | {"特殊环节名称": "会商", "特殊环节法定依据": "--"}, [W]),
        (STEPS, {"特殊环节名称": "无"}, NONE),
        (STEPS, {"特殊环节名称": "否"}, NONE),
        ((*STEPS, "专家评审 -- --"), RECORD, NONE),
        ((*STEPS, "专家评审 -- --"), RECORD | {"特殊环节法定依据": "--"}, [W]),
        ((*STEPS, {"环节名称": "会商", "特殊环节": "否"}), RECORD | {"特殊环节名称": "会商", "办理环节时限": ""}, [W]),
    ],
)
def test_l14_the_record_of_a_special_step(
    steps: tuple[str, ...], record: Mapping[str, str], expected: list[Severity]
) -> None:
    assert severities_of("L14", {**in_steps(*steps), "特殊环节记录": [record]}) == expected


def test_l14_a_limit_in_the_name_of_a_record_is_its_limit() -> None:
    with_limit, without = ({"特殊环节记录": [{"特殊环节名称": name}]} for name in ("评审（20个工作日）", "评审"))
    assert severities_of("L12", with_limit) == [W]
    assert severities_of("L12", without) == NONE


@pytest.mark.parametrize(
    ("promised", "step", "expected"),
    [
        *(
            ("4个工作日", f"{name} 1个工作日 是", [W])
            for name in ("现场勘查", "现场勘验", "踏勘", "现场核查", "现场审查", "现场检查", "实地考察", "实地核查")
        ),
        ("5个工作日", "现场勘验 1个工作日 是", NONE),
        ("无", "现场勘验 1个工作日 是", NONE),
        ("4个工作日", "审查 1个工作日 是", NONE),
        ("4个工作日", "现场勘验 9个工作日 否", NONE),
        ("4个工作日", "现场勘验 9个工作日 是 不计入承诺办结时限", NONE),
    ],
)
def test_l45_a_look_at_the_place_takes_time(promised: str, step: str, expected: list[Severity]) -> None:
    assert severities_of("L45", {"承诺办结时限": promised, **in_steps("受理 即办 是", step)}) == expected


# ── limits ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("one", "other", "kind", "verdict"),
    [
        ("21个工作日", "20日", "行政许可", True),
        ("20个工作日", "20日", "行政许可", False),
        ("3个工作日", "7日", "公共服务", False),
        ("10个工作日", "9个自然日", "公共服务", True),
        ("10个工作日", "12个自然日", "公共服务", None),
        ("1个月", "20个工作日", "公共服务", None),
        ("2个月", "30个工作日", "公共服务", True),
        ("24小时", "1个工作日", "公共服务", None),
        ("48小时", "1个自然日", "公共服务", True),
        ("即办", "1个工作日", "公共服务", False),
        ("无", "1个工作日", "公共服务", None),
        ("即办", "即办", "公共服务", False),
    ],
)
def test_which_limit_is_longer(one: str, other: str, kind: str, verdict: bool | None) -> None:
    matter_type = make_matter(事项类型=kind).guide.matter_type
    assert is_longer_limit(TimeLimit.parse(one), TimeLimit.parse(other), matter_type) is verdict


@pytest.mark.parametrize(
    ("limit", "fewest", "most"),
    [
        ("1个工作日", 1, 3),
        ("5个工作日", 5, 7),
        ("6个工作日", 6, 10),
        ("10个自然日", 10, 10),
        ("6日", 6, 10),
        ("40小时", 40 / 24, 7),
        ("2个月", 56, 62),
        ("即办", 0, 0),
    ],
)
def test_how_many_days_a_limit_may_take(limit: str, fewest: float, most: float) -> None:
    assert calendar_days(TimeLimit.parse(limit)) == (fewest, most)


def test_what_is_done_at_once_has_every_unit() -> None:
    at_once, days = TimeLimit.parse("即办"), TimeLimit.parse("5个自然日")
    assert has_same_unit(at_once, days, MatterType.PUBLIC_SERVICE)
    assert has_same_unit(days, at_once, MatterType.PUBLIC_SERVICE)
    assert not has_same_unit(days, TimeLimit.parse("5个工作日"), MatterType.PUBLIC_SERVICE)


# ── parts of a day, and what was not read ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("promised", "steps", "expected"),
    [
        ("1个工作日", ("受理 0.5个工作日 是", "审查 0.5个工作日 是"), NONE),
        ("1个工作日", ("受理 0.5个工作日 是", "审查 半个工作日 是", "决定 0.1个工作日 是"), [E]),
        ("0.3个工作日", ("受理 0.1个工作日 是", "审查 0.2个工作日 是"), NONE),
        ("1.5个工作日", ("受理 0.5个工作日 是", "审查 1个工作日 是"), NONE),
        ("1.5个工作日", ("受理 0.5个工作日 是", "审查 1.1个工作日 是"), [E]),
        ("0.5个工作日", ("受理 0.5个工作日 是", "审查 1个工作日 是 与受理环节同步进行"), [E]),
        ("1小时", ("受理 30分钟 是", "审查 30分钟 是"), NONE),
        ("1小时", ("受理 30分钟 是", "审查 31分钟 是"), [E]),
        ("1年", ("受理 6个月 是", "审查 半年 是"), [W]),
        ("不少于1个工作日", ("受理 0.5个工作日 是", "审查 5个工作日 是"), NONE),
    ],
)
def test_l11_steps_of_parts_of_a_day(promised: str, steps: tuple[str, ...], expected: list[Severity]) -> None:
    assert severities_of("L11", {"承诺办结时限": promised, **in_steps(*steps)}) == expected


@pytest.mark.parametrize(
    ("limit", "expected"),
    [("约20个工作日", NONE), ("20个工作日", NONE), ("0.5个工作日", NONE), ("--", [W]), ("", [W]), ("无", [W])],
)
def test_l14_a_limit_that_nobody_could_read_is_written_all_the_same(limit: str, expected: list[Severity]) -> None:
    assert severities_of("L14", in_steps(*STEPS, REVIEW | {"办理环节时限": limit})) == expected


@pytest.mark.parametrize(
    ("legal", "promised", "expected"),
    [
        ("1个工作日", "0.5个工作日", NONE),
        ("0.5个工作日", "1个工作日", [E]),
        ("1年", "12个月", NONE),
        ("1年", "13个月", [E]),
        ("半小时", "30分钟", NONE),
        ("半小时", "31分钟", [E]),
        ("20个工作日", "不少于30个工作日", NONE),
        ("20个工作日", "当日办结", NONE),
    ],
)
def test_l06_parts_of_a_day_and_years(legal: str, promised: str, expected: list[Severity]) -> None:
    assert severities_of("L06", {"法定办结时限": legal, "承诺办结时限": promised}) == expected
