"""Matters as an inventory declares them, in as few words as a test needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zicha.model.matter import Department, Matter


def make_department(
    name: str = "水利局",
    region: str = "市直",
    region_code: str = "410200",
    *,
    full_name: str = "",
    contact: str = "联络员",
) -> Department:
    place = "开封市" if region == "市直" else region
    return Department(
        name=name, full_name=full_name or place + name, contact=contact, region=region, region_code=region_code
    )


def make_matter(
    audience: Sequence[str] = ("企业法人",),
    cases: Sequence[Mapping[str, object]] = (),
    region_code: str = "410200",
    *,
    name: str = "取水许可审批",
    code: str = "11410200005197365E3000119001000",
    portal_id: str = "5D49160A06CE8CAA747DE9FF16BB7E80",
    department: Department | None = None,
    system: str = "省政务服务系统",
    method: str = "真实办件跟踪",
    more: Mapping[str, object] = {},
    **guide: object,
) -> Matter:
    """A licence with 20 and 10 working days; its guide is changed as the last arguments say, the rest by `more`."""
    owner = department or make_department(region_code=region_code)
    return Matter.model_validate(
        {
            "department": owner,
            "事项名称": name,
            "实施编码": code,
            "门户编号": portal_id,
            "业务系统名称": system,
            "自查方式": method,
            "办事指南": {
                "事项类型": "行政许可",
                "实施主体": owner.full_name,
                "服务对象": list(audience),
                "办件类型": "承诺件",
                "法定办结时限": "20个工作日",
                "承诺办结时限": "10个工作日",
                "到办事现场次数": 1,
                **guide,
            },
            "办件": list(cases),
            **more,
        }
    )


def make_case(region: str | None, accepted: bool | None, refusal: str | None = None) -> dict[str, object]:
    """A real case as the inventory declares it: where the applicant is from, and whether it was accepted."""
    return {
        "办件编号": "410200020221226A000001",
        "申请人身份": "法人",
        "申请人同意": {"方式": "书面", "时间": "2022-12-01", "经办人": "联络员"},
        "申请人区划代码": region,
        "是否受理": accepted,
        "不予受理原因": refusal,
    }
