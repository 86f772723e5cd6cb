"""Logging in and the way from 在线办理 to the application form (the notice, 自查的重点 1; ledger boxes A1–A6).

Where a way ended belongs under one box; what lies behind that end is 受阻 by it. An end that nobody can read from the
page asks a person.
"""

from __future__ import annotations

from math import ceil
from urllib.parse import urlsplit

from zicha.model.facts.journey import Application, Ending, Login, LostLogin, MatterMention, Submission
from zicha.model.finding import Problem, Severity
from zicha.model.thresholds import Thresholds


def failed_login(login: Login, thresholds: Thresholds) -> tuple[Problem, ...]:
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
    """The box under which the end of the way is ticked or asked about, empty when a form was reached."""
    match application.ending:
        case Ending.FORM:
            return ""
        case Ending.REFUSED | Ending.STUCK | Ending.UNCLEAR:
            return "A4"
        case Ending.ELSEWHERE:
            return "A5"
        case Ending.SIGN_ON:
            return "A6"
        case Ending.LOGIN:
            return "A2"
        case _:
            return "A3"


def lost_logins(application: Application, attempt: Submission | None) -> tuple[LostLogin, ...]:
    """Every login lost from 在线办理 to the number of the test application."""
    later = (attempt.lost,) if attempt is not None and attempt.lost is not None else ()
    return (*application.lost, *later)


def abnormal_logout(lost: tuple[LostLogin, ...], thresholds: Thresholds) -> tuple[Problem, ...]:
    """A2: 是否存在异常注销. Each page that asked for another login although the last one had not grown old."""
    early = [each for each in lost if each.age < thresholds.session]
    places = {(each.action, urlsplit(each.url)._replace(query="", fragment="").geturl()): each for each in early}
    return tuple(
        Problem(
            text=f"登录后{ceil(each.age / 60) or 1}分钟内，{each.action}时被异常注销，需重新登录"
            + (f"，页面提示“{each.message}”" if each.message else ""),
            expected=f"登录后{thresholds.session / 60:g}分钟内保持登录",
            seen=each.message,
            where=each.url,
            at=each.at,
            rule="A2",
        )
        for each in places.values()
    )


def wrong_landing(application: Application) -> tuple[Problem, ...]:
    """A5: 办事入口查找困难. A way that leads to a home page, a list or another matter, in another system or here."""
    if application.ending is Ending.ELSEWHERE:
        return journey_problem(application, "A5")
    if application.named is MatterMention.YES:
        return ()
    seen = "只有相近的名称" if application.named is MatterMention.PERHAPS else "没有写明本事项的名称或编码"
    text = f"{'跳转后的' if application.other_site else '申报'}页面{seen}，是否直接到达本事项请人工判断"
    return (
        Problem(
            text=text,
            seen=application.message,
            where=application.url,
            at=application.at,
            rule="A5",
            severity=Severity.WARNING,
        ),
    )


def journey_problem(application: Application, box: str) -> tuple[Problem, ...]:
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
        case Ending.SIGN_ON:
            text = f"跳转到其他系统后又要求登录或认证{'：' + quoted if message else ''}"
        case Ending.LOGIN:
            text = f"点击“在线办理”后回到登录页面{'：' + quoted if message else ''}"
        case Ending.UNCLEAR:
            text = f"申报页面已打开，但看不出能否申报，请人工查看页面{'：' + quoted if message else ''}"
        case Ending.ELSEWHERE:
            text = f"点击“在线办理”后到达{quoted if message else '其他页面'}，需重新查找本事项"
        case _:
            text = f"申报页面打不开{f'（{message}）' if message else ''}"
    severity = Severity.WARNING if application.ending is Ending.UNCLEAR else Severity.ERROR
    return (Problem(text=text, seen=message, where=application.url, at=application.at, rule=box, severity=severity),)


def application_stuck(attempt: Submission) -> tuple[Problem, ...]:
    """A4: the form opened, but applying came to a dead button or a refusal of the portal before any number."""
    if attempt.number or not (attempt.dead or attempt.refused):
        return ()
    said = attempt.message if attempt.dead else f"申报页面提示“{attempt.message}”"
    return (Problem(text=said, seen=attempt.message, where=attempt.url, at=attempt.at, rule="A4"),)
