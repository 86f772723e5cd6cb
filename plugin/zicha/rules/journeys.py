"""Logging in and the way from 在线办理 to the application form (the notice, 自查的重点 1; ledger boxes A1–A6)."""

from __future__ import annotations

from math import ceil

from zicha.model.facts import Application, Ending, Login, Submission
from zicha.model.finding import Problem
from zicha.model.thresholds import Thresholds


def login_fails(login: Login, thresholds: Thresholds) -> tuple[Problem, ...]:
    """登录困难 (A1): a valid account is not let in, or only after too long. A saved session proves nothing."""
    if not login.logged_in:
        said = f"，页面提示“{login.message}”" if login.message else ""
        text = f"{login.identity}账号登录失败（尝试{login.attempts}次）{said}"
    elif login.seconds > thresholds.login:
        # Rounded up: 30.2 seconds must not read as 30.
        text = f"{login.identity}账号登录用时{ceil(login.seconds * 10) / 10:g}秒，超过{thresholds.login:g}秒"
    else:
        return ()
    return (Problem(text=text, seen=login.message, where=login.url, at=login.at, rule="A1"),)


def blocking_box(application: Application) -> str:
    """The box under which the end of the way is ticked, empty when a form was reached."""
    match application.ending:
        case Ending.FORM:
            return ""
        case Ending.REFUSED | Ending.STUCK:
            return "A4"
        case Ending.ELSEWHERE:
            return "A5"
        case Ending.LOGIN:
            return "A6" if application.other_site else "A2"
        case _:
            return "A3"


def way_is_lost(application: Application, box: str) -> tuple[Problem, ...]:
    """The end of the way as a problem of `box`, when it belongs there; with what the page said, quoted."""
    if application.ending is Ending.FORM or blocking_box(application) != box:
        return ()
    message, quoted = application.message, f"“{application.message}”"
    match application.ending:
        case Ending.REFUSED | Ending.UNAVAILABLE:
            text = f"申报页面提示{quoted if message else '无法申报'}"
        case Ending.STUCK:
            text = f"申报页面能打开，但{message or '无法继续'}"
        case Ending.NO_ENTRY:
            text = "办事指南页面上没有“在线办理”入口"
        case Ending.ENTRY_DISABLED:
            text = f"办事指南页面上的{quoted if message else '“在线办理”'}按钮不可用"
        case Ending.ENTRY_DEAD:
            text = f"点击{quoted if message else '“在线办理”'}后页面没有反应"
        case Ending.LOGIN:
            text = f"点击“在线办理”后又要求登录{'：' + quoted if message else ''}"
        case Ending.ELSEWHERE:
            text = f"点击“在线办理”后到达{quoted if message else '其他页面'}，需重新查找本事项"
        case _:
            text = f"申报页面打不开{f'（{message}）' if message else ''}"
    return (Problem(text=text, seen=message, where=application.url, at=application.at, rule=box),)


def cannot_go_on(attempt: Submission) -> tuple[Problem, ...]:
    """A4: the form opened, but applying came to a dead button or a refusal of the portal before any number."""
    if attempt.number or not (attempt.dead or attempt.refused):
        return ()
    said = attempt.message if attempt.dead else f"申报页面提示“{attempt.message}”"
    return (Problem(text=said, seen=attempt.message, where=attempt.url, at=attempt.at, rule="A4"),)
