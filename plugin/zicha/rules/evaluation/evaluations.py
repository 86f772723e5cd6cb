"""The evaluation function 好差评 (the notice, 自查的重点 6; ledger boxes F1 to F4)."""

from __future__ import annotations

from zicha.model.facts.case import Evaluations, Progress, Prompt, Rating, Stage
from zicha.model.facts.guide import EvaluationPage
from zicha.model.finding import Problem, Severity
from zicha.model.matter import Case

GRADES = ("非常满意", "满意", "基本满意", "不满意", "非常不满意")
"""GB/T 39046-2020 A.8."""


def unavailable_evaluation(page: EvaluationPage) -> tuple[Problem, ...]:
    """F1: the guide's entry is missing or dead, or leads to a page without the five grades."""
    missing = [grade for grade in GRADES if grade not in page.grades]
    if not page.entry:
        text = "办事指南页面上没有“好差评”入口"
    elif not page.opened:
        text = f"点击“{page.entry}”后页面没有反应"
    elif len(missing) == len(GRADES):
        status = f"（HTTP {page.status}）" if page.status and page.status >= 400 else ""
        said = f"，页面显示“{page.message}”" if page.message else "，页面空白"
        text = f"点击“{page.entry}”后没有出现评价页面{status}{said}"
    elif missing:
        text = f"评价页面缺少评价等级：{'、'.join(missing)}"
    else:
        return ()
    return (Problem(text=text, expected="、".join(GRADES), seen=page.message, where=page.url, at=page.at, rule="F1"),)


def is_finished(progress: Progress, record: Case | None) -> bool:
    """T3: whether the case is 办结, by 我的办件 or by the department's record; only then 好差评 is asked for."""
    if record is not None and record.finished_at is not None and record.accepted is not False:
        return record.finished_at <= progress.at
    return progress.stage is Stage.FINISHED


def missing_prompt(prompt: Prompt, shown: Evaluations | None = None) -> tuple[Problem, ...]:
    """F2 (T3): the case is 办结 and no evaluation page or 待评价 prompt appears (R44 办理完成后是否正常弹出评价页面).

    `shown` is what 我的评价 says of a case that its applicant has evaluated: who has, is not asked again.
    """
    missing = [grade for grade in GRADES if grade not in prompt.grades]
    clicked = f"办件{prompt.number}已办结，点击{prompt.place}的“{prompt.entry}”后"
    if not prompt.place:
        if shown is not None and shown.listed:
            return ()
        text = f"办件{prompt.number}已办结，“我的办件”“我的评价”中都没有评价页面或待评价的提示"
        if shown is not None:
            return (_problem("F2", f"{text}；申请人已经评价，请人工核对办结时是否弹出", prompt, Severity.WARNING),)
    elif prompt.opened is None:  # a citizen's case: its page is not touched
        return ()
    elif not prompt.opened:
        text = f"{clicked}页面没有反应"
    elif len(missing) == len(GRADES):
        status = f"（HTTP {prompt.status}）" if prompt.status and prompt.status >= 400 else ""
        text = f"{clicked}没有出现评价页面{status}" + (
            f"，页面显示“{prompt.message}”" if prompt.message else "，页面空白"
        )
    elif missing:
        text = f"{clicked}出现的评价页面缺少评价等级：{'、'.join(missing)}"
    else:
        return ()
    return (_problem("F2", text, prompt),)


def failed_rating(rating: Rating, shown: Evaluations | None) -> tuple[Problem, ...]:
    """F3: the page opens but submission fails: no button, disabled, error, no confirmation (R45 评价结果能否正常提交).

    An evaluation that stands in 我的评价 afterwards was taken, whatever the page said.
    """
    if rating.confirmed or (shown is not None and shown.listed):
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
    return (_problem("F3", f"办件{rating.number}：{text}", rating),)


def missing_evaluation(shown: Evaluations, grade: str) -> tuple[Problem, ...]:
    """F4: a submitted evaluation is not in 我的评价, or shows another grade (R46 能否在“我的评价”栏目正常展示)."""
    if not shown.listed:
        if shown.unnumbered:
            text = f"“我的评价”中有没有编号的同名事项评价，看不出是否为办件{shown.number}的评价，请人工核对"
            return (_problem("F4", text, shown, Severity.WARNING),)
        told = f"（页面提示“{shown.message}”）" if shown.message else "，仍列为待评价" if shown.waiting else ""
        text = f"已评价“{grade}”，“我的评价”中没有办件{shown.number}的评价{told}"
    elif not shown.grade:
        text = f"“我的评价”中办件{shown.number}的评价没有显示等级，提交的是“{grade}”，请人工核对"
        return (_problem("F4", text, shown, Severity.WARNING),)
    elif shown.grade != grade:
        text = f"“我的评价”中办件{shown.number}的评价显示为“{shown.grade}”，提交的是“{grade}”"
    else:
        return ()
    return (_problem("F4", text, shown),)


def _problem(rule: str, text: str, seen: Prompt | Rating | Evaluations, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(text=text, seen=seen.message, where=seen.url, at=seen.at, rule=rule, severity=severity)
