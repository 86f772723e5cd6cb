"""Guides in two layouts: a table in a frame as such portals had it first, and cards that unfold, which came later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from tests.second_portal.items import Item
from tests.second_portal.markup import document, shell

ELEMENTS: Mapping[str, str] = {
    "事项类型": "权力属性",
    "行使层级": "权限层级",
    "实施主体": "责任单位",
    "服务对象": "受理对象",
    "办件类型": "办件属性",
    "法定办结时限": "法律规定期限",
    "法定办结时限说明": "法律规定期限解释",
    "承诺办结时限": "对外承诺期限",
    "承诺办结时限说明": "对外承诺期限解释",
    "到办事现场次数": "至窗口次数",
    "必须现场办理原因说明": "至窗口事由",
    "通办范围": "可办区域",
    "办理形式": "受理途径",
    "网上办理深度": "网办程度",
    "是否网办": "能否网办",
    "是否支持物流快递": "能否邮寄",
    "是否支持预约办理": "能否预约",
    "是否支持网上支付": "能否网上缴费",
    "是否收费": "收费与否",
    "办理地点": "窗口地址",
    "办理时间": "窗口服务时间",
    "咨询方式": "问询电话",
    "监督投诉方式": "举报电话",
}
RESULT: Mapping[str, str] = {
    "结果名称": "批准文书名称",
    "结果类型": "文书类别",
    "是否生成电子证照": "有无电子版证书",
    "送达方式": "文书领取途径",
}
FEE = {"收费项目名称": "收费科目", "收费标准": "科目标准", "收费依据": "科目依据"}
STEP = {
    "环节名称": "阶段",
    "办理时限": "阶段时限",
    "办理人": "经办岗位",
    "办理内容": "经办事务",
    "特殊环节": "特别阶段",
    "是否计算在法定办结时限内": "计入法定期限",
    "法定依据": "阶段依据",
}
MATERIAL = {
    "材料名称": "所需资料",
    "材料类型": "资料形态",
    "原件份数": "正本数",
    "复印件份数": "副本数",
    "收取方式": "递交方式",
    "材料必要性": "是否必交",
    "来源渠道": "资料出处",
}
SHARED = "凭电子证照免交"
"""The mark of a material that nobody has to hand in."""


def guide_page(item: Item) -> str:
    """Return the page of a guide: in the old layout only what stands around the frame."""
    if item.layout == "表格":
        inner = f'<iframe src="/gd/body.aspx?guid={item.page_id}" width="980" height="1900" frameborder="0"></iframe>'
        return shell(f"{item.name} - 办事须知", inner)
    return shell(f"{item.name} - 办事须知", _cards(item))


def guide_body(item: Item) -> str:
    """Return what stands in the frame."""
    return document(item.name, _table(item))


def _pairs(item: Item) -> list[tuple[str, str]]:
    result = item.guide.get("审批结果") or {}
    return [
        ("项目名称", item.name),
        ("项目代码", item.code),
        *((label, shown(item.guide[key], key)) for key, label in ELEMENTS.items() if key in item.guide),
        *((label, shown(result[key], key)) for key, label in RESULT.items() if key in result),
    ]


def shown(value: Any, key: str = "") -> str:
    """Return how the portal writes a value."""
    if isinstance(value, list):
        return "、".join(map(str, value))
    if key == "到办事现场次数" and isinstance(value, int):
        return f"{value}次"
    return str(value)


def is_yes(value: Any) -> bool:
    """Return whether a list says yes."""
    return bool(value == "是")


def _actions(item: Item) -> str:
    """Return what can be pressed: 网上申请 and 评一评."""
    habits = item.habits
    apply, rate = f"/sb/Apply.aspx?sx={item.code}", f"/pj/Score.aspx?sx={item.code}"
    buttons = []
    match habits.get("entry"):
        case "none":
            pass
        case "grey":
            buttons.append('<input type="button" value="网上申请" disabled="disabled" />')
        case "dead":
            buttons.append('<input type="button" value="网上申请" onclick="return false;" />')
        case str(message) if message:
            buttons.append(f'<input type="button" value="网上申请" onclick="alert(\'{escape(message)}\')" />')
        case _:
            buttons.append(f'<input type="button" value="网上申请" onclick="window.open(\'{apply}\')" />')
    match habits.get("rating"):
        case "none":
            pass
        case "dead":
            buttons.append('<a href="javascript:void(0)">评一评</a>')
        case _:
            buttons.append(f'<a href="{rate}" target="_blank">评一评</a>')
    buttons.append('<a href="javascript:window.print()">打印本页</a>')
    return "&nbsp;".join(buttons)


def _offers(item: Item, number: int, material: Mapping[str, Any]) -> tuple[str, str]:
    """Return the cells of 空白样张 and 填写范本."""
    cells = []
    for key, words in (("空白表格", "空白样张"), ("示例样表", "填写范本")):
        address = f"/xz/Down.ashx?sx={item.code}&amp;no={number}&amp;lb={'k' if key == '空白表格' else 'y'}"
        cells.append(f'<a href="{address}">{words}</a>' if is_yes(material.get(key)) else "")
    return cells[0], cells[1]


def _table(item: Item) -> str:
    """Return the old layout: one table, two pairs a line, a bar of its own colour over each part."""
    guide, pairs = item.guide, _pairs(item)
    short = [(label, value) for label, value in pairs if len(value) <= 22]
    long = [(label, value) for label, value in pairs if len(value) > 22]
    lines = []
    for left, right in zip(short[::2], [*short[1::2], ("", "")] if len(short) % 2 else short[1::2], strict=True):
        lines.append(f"<tr>{_pair(*left)}{_pair(*right)}</tr>")
    lines += [f"<tr>{_pair(label, value, '3')}</tr>" for label, value in long]
    parts = [
        f'<table width="960" border="1" cellspacing="0" cellpadding="4">{_bar("基本情况", 4)}{"".join(lines)}</table>'
    ]
    for title, key in (("申办条件", "受理条件"), ("政策依据", "设定依据")):
        parts.append(_text_part(title, guide.get(key) or ["无"]))
    parts.append(_materials_table(item))
    parts.append(_rows_table("办事流程", STEP, guide.get("办理流程") or ()))
    if guide.get("收费项目"):
        parts.append(_rows_table("收费科目", FEE, guide["收费项目"]))
    questions = "".join(
        f"<p><b>群众问：</b>{escape(each['问'])}</p><p><b>窗口答：</b>{escape(each['答'])}</p>"
        for each in guide.get("常见问题") or ()
    )
    if questions:
        parts.append(f'<table width="960" border="1">{_bar("问与答", 1)}<tr><td>{questions}</td></tr></table>')
    head = (
        f'<h3 align="center"><font color="#003399">{escape(item.name)}</font></h3><p align="right">{_actions(item)}</p>'
    )
    return head + "<br />".join(parts)


def _pair(label: str, value: str, span: str = "") -> str:
    wide = f' colspan="{span}"' if span else ""
    colon = "：" if label else ""
    return (
        f'<td width="150" bgcolor="#EEF4FB" align="right">{label}{colon}</td><td{wide} width="330">{escape(value)}</td>'
    )


def _bar(title: str, columns: int) -> str:
    return f'<tr><td colspan="{columns}" bgcolor="#4A80C0"><font color="#FFFFFF"><b>{title}</b></font></td></tr>'


def _text_part(title: str, lines: Iterable[str]) -> str:
    text = "<br />".join(f"{number}.{escape(line)}" for number, line in enumerate(lines, 1))
    return f'<table width="960" border="1" cellspacing="0">{_bar(title, 1)}<tr><td>{text}</td></tr></table>'


def _materials_table(item: Item) -> str:
    heads = ["编号", *MATERIAL.values(), "空白样张", "填写范本"]
    rows = []
    for number, material in enumerate(item.materials, 1):
        name = escape(str(material["材料名称"]))
        if is_yes(material.get("数据共享减免")):
            name += f'<br /><span style="color:#c00;font-size:12px">{SHARED}</span>'
        cells = [str(number), name, *(escape(shown(material[key])) for key in list(MATERIAL)[1:])]
        cells += _offers(item, number, material)
        rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    head = "<tr>" + "".join(f'<td bgcolor="#EEF4FB"><b>{each}</b></td>' for each in heads) + "</tr>"
    return f'<table width="960" border="1" cellspacing="0">{_bar("须交资料", len(heads))}{head}{"".join(rows)}</table>'


def _rows_table(title: str, columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> str:
    rows = list(rows)
    keys = [key for key in columns if any(key in row for row in rows)]
    head = "<tr>" + "".join(f'<td bgcolor="#EEF4FB"><b>{columns[key]}</b></td>' for key in keys) + "</tr>"
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(shown(row.get(key, '')))}</td>" for key in keys) + "</tr>" for row in rows
    )
    return f'<table width="960" border="1" cellspacing="0">{_bar(title, len(keys) or 1)}{head}{body}</table>'


def _cards(item: Item) -> str:
    """Return the later layout: cards one under the other, of which all but the first are folded."""
    guide = item.guide
    pairs = "".join(
        f'<div class="c4"><span class="c5">{k}</span><span class="c6">{escape(v)}</span></div>' for k, v in _pairs(item)
    )
    parts = [("基本情况", pairs)]
    for title, key in (("申办条件", "受理条件"), ("政策依据", "设定依据")):
        text = "".join(f"<div>（{n}）{escape(line)}</div>" for n, line in enumerate(guide.get(key) or ["无"], 1))
        parts.append((title, text))
    parts.append(("须交资料", "".join(_material_card(item, n, each) for n, each in enumerate(item.materials, 1))))
    steps = "".join(_step_card(each) for each in guide.get("办理流程") or ())
    parts.append(("办事流程", f'<div class="c8">{steps}</div>'))
    if guide.get("收费项目"):
        fees = "".join(
            '<div class="c7">'
            + "".join(f"<div>{FEE[k]}：{escape(str(v))}</div>" for k, v in fee.items() if k in FEE)
            + "</div>"
            for fee in guide["收费项目"]
        )
        parts.append(("收费科目", fees))
    if guide.get("常见问题"):
        parts.append(("问与答", "".join(_question_card(each) for each in guide["常见问题"])))
    cards = "".join(
        f'<div class="c1"><div class="c2" onclick="zk(this)">{title}<i>﹀</i></div>'
        f'<div class="c3"{"" if number == 0 else FOLDED}>{body}</div></div>'
        for number, (title, body) in enumerate(parts)
    )
    return (
        f'<div class="c0"><div class="ct">{escape(item.name)}</div><div class="ca">{_actions(item)}</div>{cards}</div>'
    )


FOLDED = ' style="display:none"'


def _material_card(item: Item, number: int, material: Mapping[str, Any]) -> str:
    mark = f'<em class="cm">{SHARED}</em>' if is_yes(material.get("数据共享减免")) else ""
    lines = "".join(
        f'<div class="c4"><span class="c5">{label}</span><span class="c6">{escape(shown(material[key]))}</span></div>'
        for key, label in list(MATERIAL.items())[1:]
    )
    files = "　".join(filter(None, _offers(item, number, material)))
    name = f'<div class="cn">{number}. {escape(str(material["材料名称"]))}{mark}</div>'
    return f'<div class="c7">{name}{lines}<div>{files}</div></div>'


def _step_card(step: Mapping[str, Any]) -> str:
    lines = "".join(
        f"<div>{STEP[key]}：{escape(shown(step[key]))}</div>" for key in STEP if key in step and key != "环节名称"
    )
    return f'<div class="cs"><b>{escape(str(step["环节名称"]))}</b>{lines}</div>'


def _question_card(each: Mapping[str, str]) -> str:
    return (
        f'<div class="c7"><div class="cq" onclick="zk(this)">群众问：{escape(each["问"])}</div>'
        f'<div class="c3"{FOLDED}>窗口答：{escape(each["答"])}</div></div>'
    )
