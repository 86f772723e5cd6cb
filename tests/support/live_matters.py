"""The matters that the live tests visit: healthy ones in every make of page, and one for each variant."""

from __future__ import annotations

from typing import Any

from tests.support.matters import make_department, make_matter
from zicha.model.matter import Matter
from zicha_demo.defects import Planting, Variant, load_defects

DEPARTMENT = make_department("行政审批局", contact="业务网办自查联络员")
MATERIALS = [
    {"材料名称": "申请表", "空白表格": True, "示例样表": True},
    {"材料名称": "营业执照", "数据共享减免": True, "来源渠道": "政府部门核发", "电子证照名称": "营业执照"},
    {"材料名称": "场地平面图", "收取方式": "纸质或电子"},
]
STEPS = [
    {"环节名称": "受理", "办理时限": "1个工作日", "办理人": "窗口人员", "办理内容": "核对材料"},
    {"环节名称": "审查", "办理时限": "6个工作日", "办理人": "业务科室", "办理内容": "审查材料"},
    {"环节名称": "决定", "办理时限": "2个工作日", "办理人": "分管负责人", "办理内容": "作出决定"},
    {"环节名称": "送达", "办理时限": "1个工作日", "办理人": "窗口人员", "办理内容": "送达证照"},
]
MAKES = 12
"""Four shapes times three ways of opening 在线办理; the embedded portal spreads them over the order of matters."""

_CATALOGUE = load_defects()


def numbered(index: int, name: str, *, system: str = "省政务服务系统", cases: Any = (), **guide: Any) -> Matter:
    """The matter at a place in the portal's order."""
    usual = {
        "法定办结时限说明": "自受理之日起20个工作日内作出决定。",
        "承诺办结时限说明": "自受理之日起10个工作日内办结。",
        "必须现场办理原因说明": "核验原件",
        "通办范围": "全市通办",
        "咨询方式": "0371-23255601",
        "监督投诉方式": "0371-23255602",
        "申请材料": MATERIALS,
        "办理流程": STEPS,
        "审批结果": {"结果名称": f"{name}证", "结果类型": "出证办结", "是否生成电子证照": True},
        "常见问题": [{"问": "多久可以办结？", "答": "自受理之日起10个工作日内办结。"}],
    }
    return make_matter(
        cases=cases,
        name=name,
        code=f"11410200009{index:013d}",
        portal_id=f"{index + 1:032X}",
        department=DEPARTMENT,
        system=system,
        method="真实办件跟踪" if cases else "测试件",
        **{**usual, **guide},
    )


def _case(number: str, accepted: bool, refusal: str = "") -> dict[str, Any]:
    return {
        "办件编号": number,
        "申请人身份": "法人",
        "申请人同意": {"方式": "书面", "时间": "2026-01-04", "经办人": "联络员"},
        "申请人区划代码": "410221",
        "申请时间": "2026-01-05 09:00:00",
        "是否受理": accepted,
        **({"不予受理原因": refusal} if refusal else {}),
    }


def _both(variant: Variant) -> dict[str, Any]:
    return {"服务对象": ["自然人", "企业法人"]} if "个人" in variant.name else {}


PLANTED = tuple(variant for variant in _CATALOGUE.variants if variant.changes)
"""The variants that are patched into a matter's publication."""

HEALTHY = tuple(
    numbered(index, f"健康事项{index:02d}许可", system="省政务服务系统" if index < MAKES else "住建业务系统")
    for index in range(MAKES + 4)
)
DEFECTIVE = {
    (variant.box, variant.name): numbered(len(HEALTHY) + number, f"事项{number:02d}许可", **_both(variant))
    for number, variant in enumerate(PLANTED)
}
CASES = {
    name: numbered(
        len(HEALTHY) + len(DEFECTIVE) + number,
        f"办件事项{name}许可",
        cases=[_case(f"41020020260105{number:04d}", not refusal, refusal)],
    )
    for number, (name, refusal) in enumerate(
        {"受理": "", "拒收": "申请人户籍不在本辖区，不予受理", "材料不全": "材料不齐全"}.items()
    )
}
MATTERS = (*HEALTHY, *DEFECTIVE.values(), *CASES.values())
DEFECTS = _CATALOGUE.only(
    Planting.model_validate({"事项": matter.name, "框": box, "变体": name}) for (box, name), matter in DEFECTIVE.items()
)
