"""Whether the evaluation function 好差评 works (the notice, 自查的重点 6; ledger boxes F1 to F4)."""

from __future__ import annotations

from zicha.model.facts.case import Evaluations, Progress, Prompt, Rating, Stage
from zicha.model.facts.guide import EvaluationPage
from zicha.model.finding import Problem
from zicha.model.matter import Case, Grade
from zicha.rules.problems import problem, question

GRADES = tuple(map(str, Grade))


def unavailable_evaluation(page: EvaluationPage) -> tuple[Problem, ...]:
    """Return the problem that 好差评 of the guide is missing, dead, or without the five grades (F1)."""
    missing = _missing_grades(page)
    if not page.entry:
        text = "办事指南页面上没有“好差评”入口"
    elif not page.opened:
        text = f"点击“{page.entry}”后页面没有反应"
    elif len(missing) == len(GRADES):
        text = f"点击“{page.entry}”后{_no_evaluation_page(page)}"
    elif missing:
        text = f"评价页面缺少评价等级：{'、'.join(missing)}"
    else:
        return ()
    return (problem(page, "F1", text, expected="、".join(GRADES), seen=page.message),)


def is_finished(progress: Progress, record: Case | None) -> bool:
    """Return whether the case is 办结 (T3), by 我的办件 or by the department's record; only then 好差评 is due."""
    if record is not None and record.finished_at is not None and record.accepted is not False:
        return record.finished_at <= progress.at
    return progress.stage is Stage.FINISHED


def missing_prompt(prompt: Prompt, evaluations: Evaluations | None = None) -> tuple[Problem, ...]:
    """Return the problem that a case is 办结 and no evaluation page or 待评价 prompt appears (F2, T3).

    R44 办理完成后是否正常弹出评价页面. `evaluations` is 我的评价, for a case that its applicant has evaluated: whoever
    has evaluated is not prompted again.
    """
    missing = _missing_grades(prompt)
    clicked = f"办件{prompt.number}已办结，点击{prompt.place}的“{prompt.entry}”后"
    if not prompt.place:
        if evaluations is not None and evaluations.listed:
            return ()
        text = f"办件{prompt.number}已办结，“我的办件”“我的评价”中都没有评价页面或待评价的提示"
        if evaluations is not None:
            text = f"{text}；申请人已经评价，请人工核对办结时是否弹出"
            return (question(prompt, "F2", text, seen=prompt.message),)
    elif prompt.opened is None:  # a citizen's case: its page is not touched
        return ()
    elif not prompt.opened:
        text = f"{clicked}页面没有反应"
    elif len(missing) == len(GRADES):
        text = f"{clicked}{_no_evaluation_page(prompt)}"
    elif missing:
        text = f"{clicked}出现的评价页面缺少评价等级：{'、'.join(missing)}"
    else:
        return ()
    return (problem(prompt, "F2", text, seen=prompt.message),)


def failed_rating(rating: Rating, evaluations: Evaluations | None) -> tuple[Problem, ...]:
    """Return the problem that an evaluation page opens and cannot be submitted (F3).

    R45 评价结果能否正常提交: no button, a disabled one, an error or no confirmation. An evaluation that 我的评价 lists
    afterwards was submitted, whatever the page showed.
    """
    if rating.confirmed or (evaluations is not None and evaluations.listed):
        return ()
    if not rating.button:
        text = "评价页面上没有提交评价的按钮"
    elif rating.disabled:
        text = f"选择评价等级后，“{rating.button}”按钮仍不可用"
    elif not rating.reacted:
        text = f"点击“{rating.button}”后页面没有反应"
    elif rating.message:
        text = f"点击“{rating.button}”后，页面提示“{rating.message}”"
    else:
        text = f"点击“{rating.button}”后，页面没有提示评价成功"
    return (problem(rating, "F3", f"办件{rating.number}：{text}", seen=rating.message),)


def missing_evaluation(evaluations: Evaluations, grade: str) -> tuple[Problem, ...]:
    """Return the problem that 我的评价 lacks a submitted evaluation, or shows another grade (F4).

    R46 能否在“我的评价”栏目正常展示.
    """
    number, message = evaluations.number, evaluations.message
    if not evaluations.listed:
        if evaluations.unnumbered:
            text = f"“我的评价”中有没有编号的同名事项评价，看不出是否为办件{number}的评价，请人工核对"
            return (question(evaluations, "F4", text, seen=message),)
        hint = f"（页面提示“{message}”）" if message else "，仍列为待评价" if evaluations.waiting else ""
        text = f"已评价“{grade}”，“我的评价”中没有办件{number}的评价{hint}"
    elif not evaluations.grade:
        text = f"“我的评价”中办件{number}的评价没有显示等级，提交的是“{grade}”，请人工核对"
        return (question(evaluations, "F4", text, seen=message),)
    elif evaluations.grade != grade:
        text = f"“我的评价”中办件{number}的评价显示为“{evaluations.grade}”，提交的是“{grade}”"
    else:
        return ()
    return (problem(evaluations, "F4", text, seen=message),)


def _missing_grades(page: EvaluationPage | Prompt) -> list[str]:
    return [grade for grade in GRADES if grade not in page.grades]


def _no_evaluation_page(page: EvaluationPage | Prompt) -> str:
    """Return in words that a page without any grade opened, with its status and its message."""
    status = f"（HTTP {page.status}）" if page.status and page.status >= 400 else ""
    message = f"，页面显示“{page.message}”" if page.message else "，页面空白"
    return f"没有出现评价页面{status}{message}"
