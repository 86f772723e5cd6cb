"""网上申请: one address whose page is sent back again and again: 须知, 情形, 表格, 资料, 核对, and then a 回执号."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from tests.second_portal.items import Item
from tests.second_portal.markup import form, message, shell

State = dict[str, str]


@dataclass(frozen=True, slots=True)
class User:
    """Somebody with an account: what the portal knows of them."""

    kind: str
    login: str
    password: str
    known: Mapping[str, str]

    @property
    def name(self) -> str:
        return next(iter(self.known.values()))


@dataclass(frozen=True, slots=True)
class Question:
    """A place of the form."""

    key: str
    label: str
    must: bool = True
    hint: str = ""
    options: tuple[str, ...] = ()
    many_lines: bool = False


_OWN: Mapping[str, tuple[Question, ...]] = {
    "法人": (
        Question("dwqc", "单位全称"),
        Question("xydm", "社会信用代码"),
        Question("frdb", "法人代表"),
        Question("zcdz", "注册地址"),
        Question("yddh", "移动电话", hint="11位"),
    ),
    "个人": (
        Question("sqrxm", "申请人姓名"),
        Question("sfzh", "公民身份号码"),
        Question("yddh", "移动电话", hint="11位"),
        Question("zz", "住址"),
    ),
}
_OF_THE_MATTER = (
    Question("xmmc", "工程或活动名称"),
    Question("qy", "所在片区", options=("请选择", "红旗区", "卫滨区", "牧野区")),
    Question("mj", "涉及面积", hint="填数字，单位：平方米，如 120"),
    Question("ksrq", "开始日期", hint="格式：2026-12-01"),
    Question("sy", "申请事由", many_lines=True),
    Question("bz", "其他要说明的", must=False, many_lines=True),
)
_SITUATIONS = ("首次申请", "延期", "变更")


def questions(item: Item, user: User) -> tuple[Question, ...]:
    """Return all places of the form, in their order."""
    more = tuple(Question(f"qt{n}", **each) for n, each in enumerate(item.habits.get("more_fields") or ()))
    return (*_OWN[user.kind], *_OF_THE_MATTER, *more)


def application(item: Item, user: User, sent: Mapping[str, str], action: str) -> tuple[str, State]:
    """Return the page that comes after what was sent, and what is filed: nothing until the last step."""
    state = _read(sent.get("__VIEWSTATE", ""))
    step, button = state.get("step", ""), next((name for name in sent if name.startswith("btn")), "")
    if not step:
        return _notice(item, action), {}
    if step == "notice":
        if item.habits.get("stuck") == "notice":
            return _notice(item, action), {}
        return _situation(item, action), {}
    if step == "situation":
        chosen = sent.get("rblQx", "")
        return (
            _form(item, user, action, {"qx": chosen}, {}, "") if chosen else _situation(item, action, "请选择一种情形")
        ), {}
    if step == "form":
        if item.habits.get("stuck") == "form":
            return message(str(item.habits.get("says", "系统异常，操作未完成"))), {}
        values = {each.key: sent.get(each.key, "").strip() for each in questions(item, user)}
        wrong = [each.label for each in questions(item, user) if each.must and values[each.key] in ("", "请选择")]
        if wrong:
            return _form(item, user, action, state, values, f"以下栏目不能为空：{'、'.join(wrong)}"), {}
        return _materials(item, action, {**state, **values}, ""), {}
    if step == "materials":
        if button.startswith("btnDy"):
            return _fetched(item, action, state, button.removeprefix("btnDy")), {}
        return _after_materials(item, user, action, state, sent)
    if item.habits.get("refuses"):
        return message(str(item.habits["refuses"])), {}
    return "", state


def _page(item: Item, action: str, state: State, body: str, upload: bool = False) -> str:
    title = f'<p align="center"><font size="4">{escape(item.name)}</font></p>'
    return shell("网上申请", form(action, _write(state), title + body, upload))


def _notice(item: Item, action: str) -> str:
    return _page(
        item,
        action,
        {"step": "notice"},
        '<div style="width:800px;text-align:left">申请须知：一、申请人应当如实填写。二、提供虚假资料的，依法承担责任。'
        "三、停留过久会自动离开大厅，须重新登入。</div>"
        '<p><input type="checkbox" id="ckYd" onclick="document.getElementById(\'btnJx\').disabled=!this.checked" />'
        '<label for="ckYd">本人已经阅读并愿意遵守</label></p>'
        '<input type="submit" id="btnJx" name="btnJx" value="进入申请" disabled="disabled" />',
    )


def _situation(item: Item, action: str, complaint: str = "") -> str:
    radios = "".join(
        f'<tr><td><input type="radio" id="rbl{n}" name="rblQx" value="{each}" />'
        f'<label for="rbl{n}">{each}</label></td></tr>'
        for n, each in enumerate(_SITUATIONS)
    )
    body = f'<p>请选择您的情形</p><font color="red">{complaint}</font><table>{radios}</table>'
    return _page(item, action, {"step": "situation"}, body + '<input type="submit" name="btnQx" value="往下" />')


def _form(item: Item, user: User, action: str, state: State, values: Mapping[str, str], complaint: str) -> str:
    not_known = item.habits.get("not_known") or ()
    known = {key: value for key, value in user.known.items() if key not in not_known}
    rows = "".join(
        f'<tr><td align="right" width="180">{"<font color=red>*</font>" if each.must else ""}{each.label}：</td>'
        f"<td>{_input(each, values.get(each.key) or known.get(each.key, ''))} {_small(each.hint)}</td></tr>"
        for each in questions(item, user)
    )
    body = f'<font color="red">{complaint}</font><table width="760" border="1" cellspacing="0">{rows}</table>'
    buttons = '<p><input type="submit" name="btnHx" value="往下" /></p>'
    return _page(item, action, {**state, "step": "form"}, body + buttons)


def _small(hint: str) -> str:
    return f'<font color="#888888" size="2">{hint}</font>' if hint else ""


def _input(each: Question, value: str) -> str:
    if each.options:
        options = "".join(f'<option value="{o}"{" selected" if o == value else ""}>{o}</option>' for o in each.options)
        return f'<select name="{each.key}">{options}</select>'
    if each.many_lines:
        return f'<textarea name="{each.key}" rows="3" cols="50">{escape(value)}</textarea>'
    return f'<input type="text" name="{each.key}" size="40" value="{escape(value)}" />'


def _materials(item: Item, action: str, state: State, complaint: str) -> str:
    """Return the page of the papers: those that the guide tells of, but where the matter is handled otherwise."""
    rows = []
    for number, each in enumerate(_demanded(item), 1):
        rows.append(
            f"<tr><td>{number}</td><td>{escape(str(each['材料名称']))}</td><td>{each['原件份数']}</td><td>{each['复印件份数']}</td>"
            f"<td>{escape(str(each['收取方式']))}</td><td>{_handing_in(item, number, each, state)}</td></tr>"
        )
    head = "".join(f"<td><b>{each}</b></td>" for each in ("编号", "所需资料", "正本数", "副本数", "递交方式", "操作"))
    body = (
        f'<font color="red">{complaint}</font>'
        "<p>请递交资料，每项上传一个文件，单个文件不超过10MB，格式为 jpg、pdf、doc、docx。</p>"
        f'<table width="860" border="1" cellspacing="0"><tr bgcolor="#EEF4FB">{head}</tr>{"".join(rows)}</table>'
        '<p><input type="submit" name="btnCl" value="往下" /></p>'
    )
    return _page(item, action, {**state, "step": "materials"}, body, upload=True)


def _demanded(item: Item) -> list[dict[str, Any]]:
    changed = item.habits.get("demands") or {}
    demanded = [{**each, **(changed.get(str(number)) or {})} for number, each in enumerate(item.materials)]
    demanded = [each for number, each in enumerate(demanded) if changed.get(str(number), {}) is not None]
    return [*demanded, *(item.habits.get("demands_more") or ())]


def _handing_in(item: Item, number: int, each: Mapping[str, Any], state: State) -> str:
    upload = f'<input type="file" name="file{number}" />'
    if each.get("数据共享减免") != "是":
        return upload
    match item.habits.get("fetch"):
        case "upload":
            return upload
        case "fails" if state.get(f"dy{number}"):
            return (
                f'<font color="red">未查询到该证照</font> <input type="submit" name="btnDy{number}" value="调用证照" />'
            )
    if state.get(f"dy{number}"):
        return '<font color="green">证照已调用</font>'
    return f'<input type="submit" name="btnDy{number}" value="调用证照" />'


def _fetched(item: Item, action: str, state: State, number: str) -> str:
    return _materials(item, action, {**state, f"dy{number}": "1"}, "")


def _after_materials(item: Item, user: User, action: str, state: State, sent: Mapping[str, str]) -> tuple[str, State]:
    missing = [
        str(each["材料名称"])
        for number, each in enumerate(_demanded(item), 1)
        if each.get("材料必要性") == "必要" and not (sent.get(f"file{number}") or state.get(f"dy{number}"))
    ]
    if missing:
        return _materials(item, action, state, f"尚未递交：{'、'.join(missing)}"), {}
    lines = "".join(
        f'<tr><td align="right">{each.label}</td><td>{escape(state.get(each.key, ""))}</td></tr>'
        for each in questions(item, user)
    )
    body = f'<p>请核对</p><table width="760" border="1">{lines}</table>'
    button = '<input type="submit" name="btnZs" value="正式递交" />'
    return _page(item, action, {**state, "step": "check"}, body + button), {}


def done(item: Item, number: str) -> str:
    """Return the page that tells the 回执号."""
    return shell(
        "网上申请",
        f'<table width="600" height="160"><tr><td align="center">您的申请“{escape(item.name)}”已递交。<br />'
        f"回执号：<b>{number}</b><br />可以在“申请记录”中查看进展。</td></tr></table>",
    )


def step_of(text: str) -> str:
    """Return which step a page is; empty for one that is none."""
    return _read(text.partition('name="__VIEWSTATE" value="')[2].partition('"')[0]).get("step", "")


def _write(state: State) -> str:
    return base64.b64encode(json.dumps(state).encode()).decode()


def _read(text: str) -> State:
    return dict(json.loads(base64.b64decode(text))) if text else {}
