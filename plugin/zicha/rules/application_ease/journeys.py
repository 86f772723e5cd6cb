"""Logging in and the way from 在线办理 to the application form (the notice, 自查的重点 1; ledger boxes A1–A6).

The end of a journey belongs under one box; whatever comes after that end is 受阻 by it. An end that nobody can read
from the page is a question to a person.
"""

from __future__ import annotations

from math import ceil
from urllib.parse import urlsplit

from zicha.model.facts.journey import Application, Ending, Login, LostLogin, MatterMention, Submission
from zicha.model.finding import Problem, Severity
from zicha.model.thresholds import Thresholds
from zicha.rules.problems import problem, question


def failed_login(login: Login, thresholds: Thresholds) -> tuple[Problem, ...]:
    """Return the problem 登录困难 (A1): a valid account cannot log in, or only after too long."""
    if not login.logged_in:
        message = f"，页面提示“{login.message}”" if login.message else ""
        text = f"{login.identity}账号登录失败（尝试{login.attempts}次）{message}"
    elif login.seconds > thresholds.login:
        # Rounded up: 30.2 seconds must not read as 30.
        text = f"{login.identity}账号登录用时{ceil(login.seconds * 10) / 10:g}秒，超过{thresholds.login:g}秒"
    else:
        return ()
    return (problem(login, "A1", text, seen=login.message),)


def blocking_box(application: Application) -> str:
    """Return the box to which the end of the journey belongs, empty where a form was reached."""
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


def lost_logins(application: Application, test_application: Submission | None) -> tuple[LostLogin, ...]:
    """Return every login lost from 在线办理 to the number of the test application, but for one lost in passing."""
    later = (test_application.lost,) if test_application is not None and test_application.lost is not None else ()
    return (*(() if application.ending is Ending.FORM else application.lost), *later)


def passing_logout(application: Application, thresholds: Thresholds) -> tuple[Problem, ...]:
    """Return the question about a login that a page lost, and did not lose again after another login (A2)."""
    if application.ending is not Ending.FORM:
        return ()
    ask = "重新登录后再走一遍，没有再次发生，是否异常注销请人工核对"
    return tuple(
        question(application, "A2", f"{logout.text}；{ask}", seen=logout.seen)
        for logout in abnormal_logout(application.lost, thresholds)
    )


def abnormal_logout(lost: tuple[LostLogin, ...], thresholds: Thresholds) -> tuple[Problem, ...]:
    """Return a problem for each page that demanded another login before the last one expired (A2 异常注销)."""
    early = [each for each in lost if each.age < thresholds.session]
    places = {(each.action, *urlsplit(each.url)[:3]): each for each in early}  # without query and fragment
    expected = f"登录后{thresholds.session / 60:g}分钟内保持登录"
    return tuple(
        problem(each, "A2", _logout_in_words(each), expected=expected, seen=each.message) for each in places.values()
    )


def _logout_in_words(lost: LostLogin) -> str:
    message = f"，页面提示“{lost.message}”" if lost.message else ""
    return f"登录后{ceil(lost.age / 60) or 1}分钟内，{lost.action}时被异常注销，需重新登录{message}"


def wrong_landing(application: Application) -> tuple[Problem, ...]:
    """Return the problem 办事入口查找困难 (A5): 在线办理 leads to a home page, a list or another matter."""
    if application.ending is Ending.ELSEWHERE:
        return journey_problem(application, "A5")
    if application.named is MatterMention.YES:
        return ()
    name = "只有相近的名称" if application.named is MatterMention.PERHAPS else "没有写明本事项的名称或编码"
    text = f"{'跳转后的' if application.other_site else '申报'}页面{name}，是否直接到达本事项请人工判断"
    return (question(application, "A5", text, seen=application.message),)


def journey_problem(application: Application, box: str) -> tuple[Problem, ...]:
    """Return the end of the journey as a problem of `box`, where it belongs to it; the page's message quoted."""
    if application.ending is Ending.FORM or blocking_box(application) != box:
        return ()
    message, quote = application.message, f"“{application.message}”"
    match application.ending:
        case Ending.REFUSED | Ending.UNAVAILABLE:
            text = f"申报页面提示{quote if message else '无法申报'}"
        case Ending.STUCK:
            text = f"申报页面能打开，但{message or '无法继续'}"
        case Ending.NO_ENTRY:
            text = "办事指南页面上没有“在线办理”入口"
        case Ending.ENTRY_DISABLED:
            text = f"办事指南页面上的{quote if message else '“在线办理”'}按钮不可用"
        case Ending.ENTRY_DEAD:
            text = f"点击{quote if message else '“在线办理”'}后页面没有反应"
        case Ending.SIGN_ON:
            text = f"跳转到其他系统后又要求登录或认证{'：' + quote if message else ''}"
        case Ending.LOGIN:
            text = f"点击“在线办理”后回到登录页面{'：' + quote if message else ''}"
        case Ending.UNCLEAR:
            text = f"申报页面已打开，但看不出能否申报，请人工查看页面{'：' + quote if message else ''}"
        case Ending.ELSEWHERE:
            text = f"点击“在线办理”后到达{quote if message else '其他页面'}，需重新查找本事项"
        case _:
            text = f"申报页面打不开{f'（{message}）' if message else ''}"
    severity = Severity.WARNING if application.ending is Ending.UNCLEAR else Severity.ERROR
    return (problem(application, box, text, seen=message, severity=severity),)


def application_stuck(test_application: Submission) -> tuple[Problem, ...]:
    """Return the problem that a form opened, but a dead button or a refusal came before any number (A4)."""
    if test_application.number or not (test_application.dead or test_application.refused):
        return ()
    message = test_application.message
    text = message if test_application.dead else f"申报页面提示“{message}”"
    return (problem(test_application, "A4", text, seen=message),)
