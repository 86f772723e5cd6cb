"""What an account sees of its cases: 申请记录 with pages by number, 我的证件夹, 评议记录; and where one evaluates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

from tests.second_portal.items import Item
from tests.second_portal.markup import document, form, message, shell

PAGE = 6
"""So many cases stand on a page."""
GRADES = ("非常满意", "满意", "基本满意", "不满意", "非常不满意")
_ROWS = '<table width="900" border="1" cellspacing="0" cellpadding="3">'


@dataclass(slots=True)
class Case:
    """A case as the portal keeps it."""

    number: str
    item: Item
    user: str
    filed: str
    state: str
    paper: str = ""
    score: str = ""
    scored: str = field(default="")


def cases_frame(user: str) -> str:
    """Return 申请记录, whose list stands in a frame."""
    return shell("申请记录", '<iframe src="/yh/List.aspx" width="960" height="460" frameborder="0"></iframe>', user)


def cases_list(cases: Sequence[Case], wanted: str) -> str:
    """Return a page of the list, in the frame."""
    listed = [case for case in cases if not case.item.habits.get("unlisted")]
    last = max(1, -(-len(listed) // PAGE))
    page = min(int(wanted) if wanted.isdecimal() else 1, last)
    rows = "".join(_row(case) for case in listed[(page - 1) * PAGE : page * PAGE])
    heads = "".join(
        f'<td bgcolor="#EEF4FB"><b>{each}</b></td>' for each in ("回执号", "申请项目", "递交日期", "进展", "操作")
    )
    numbers = " ".join(
        f"<span>{n}</span>" if n == page else f"<a href=\"javascript:__doPostBack('gv','{n}')\">{n}</a>"
        for n in range(1, last + 1)
    )
    body = f'{_ROWS}<tr>{heads}</tr>{rows}<tr><td colspan="5" align="center">{numbers}</td></tr></table>'
    return document("申请记录", form("/yh/List.aspx", "", body))


def _row(case: Case) -> str:
    links = [f'<a href="/yh/Look.aspx?hz={case.number}" target="_top">看进展</a>']
    if case.state == "已办毕" and not case.score and case.item.habits.get("prompt") != "none":
        links.append(f'<a href="/pj/Score.aspx?hz={case.number}" target="_top">去评议</a>')
    if case.state != "已办毕":
        links.append(f"<a href=\"javascript:__doPostBack('ch','{case.number}')\">撤回</a>")
    state = case.item.habits.get("state_shown", case.state)
    cells = (case.number, escape(case.item.name), case.filed[:10], state, " ".join(links))
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def case_page(case: Case, user: str) -> str:
    """Return how a case has gone on."""
    steps = "".join(f"<li>{each}</li>" for each in (f"{case.filed} 网上递交", f"现在：{case.state}"))
    return shell(
        "看进展",
        f'<table width="800"><tr><td>{escape(case.item.name)}<br />回执号：{case.number}'
        f"<ul>{steps}</ul></td></tr></table>",
        user,
    )


def licences(cases: Iterable[Case], user: str) -> str:
    """Return 我的证件夹."""
    rows = "".join(
        f"<tr><td>{escape(str(case.item.listed['办事指南']['审批结果']['结果名称']))}</td><td>ZJ{case.number[2:]}</td>"
        f"<td>{case.number}</td><td>{case.paper[:10]}</td><td>新乡市城市管理局</td></tr>"
        for case in cases
        if case.paper and not case.item.habits.get("no_licence")
    )
    head = "".join(f"<td><b>{each}</b></td>" for each in ("证件名", "证件号", "回执号", "制发日", "制发单位"))
    empty = "" if rows else '<tr><td colspan="5">暂无数据</td></tr>'
    return shell("我的证件夹", f"{_ROWS}<tr>{head}</tr>{rows}{empty}</table>", user)


def scores(cases: Iterable[Case], user: str) -> str:
    """Return 评议记录."""
    rows = "".join(
        f"<tr><td>{case.number}</td><td>{escape(case.item.name)}</td>"
        f"<td>{case.item.habits.get('score_shown', case.score)}</td><td>{case.scored}</td></tr>"
        for case in cases
        if case.score and not case.item.habits.get("score_hidden")
    )
    head = "".join(f"<td><b>{each}</b></td>" for each in ("回执号", "申请项目", "评议档次", "评议日期"))
    empty = "" if rows else '<tr><td colspan="4">暂无数据</td></tr>'
    return shell("评议记录", f"{_ROWS}<tr>{head}</tr>{rows}{empty}</table>", user)


def score_page(item: Item, number: str, action: str) -> str:
    """Return where a matter, or one case of it, is evaluated."""
    if not number and item.habits.get("rating") == "broken":
        return message("评议服务异常")
    radios = "".join(
        f'<input type="radio" name="dc" id="dc{n}" value="{g}" /><label for="dc{n}">{g}</label>　'
        for n, g in enumerate(GRADES)
    )
    about = f"回执号：{number}" if number else "请对本项目的办事须知作出评议"
    button = (
        ""
        if number and item.habits.get("score") == "no_button"
        else '<input type="submit" name="btnPj" value="递交评议" />'
    )
    words = '<textarea name="yj" rows="3" cols="60"></textarea>'
    body = f"<p>{escape(item.name)}</p><p>{about}</p><p>{radios}</p>{words}<p>{button}</p>"
    return shell("评议", form(action, "", body))
