"""Questions to people (待人工核查): what a check asks, and what the answers beside the inventory make of it.

An answer counts for the version of the page that was judged. When what was seen has changed since, it is asked again.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from zicha.catalogue.checks import Check, Need
from zicha.catalogue.questions import wording
from zicha.evidence.masking import HIDDEN, mask
from zicha.model.answer import Answer, Reply
from zicha.model.facts.guide import GuidePage
from zicha.model.facts.journey import Application, Login, MatterMention, Submission
from zicha.model.facts.records import Fact, Record
from zicha.model.finding import Problem, Severity
from zicha.model.matter import Department, Identity, Matter
from zicha.model.question import Question

_VOLATILE = frozenset({"attempts", "rows"})
"""Counts that differ from visit to visit and say nothing of the page."""
_MOMENT = re.compile(
    r"(“[^”]*”)|\d+(?:\.\d+)?\s*(?:毫秒|秒|分钟)|\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?[ T]?\d{1,2}:\d{2}(?::\d{2})?"
)
"""What was measured, and so differs from visit to visit. What stands in quotes was published, and stays."""
_ADDRESS = re.compile(rf"https?://(?:{HIDDEN}|[^\s\"'<>（），。；])+")
_PIECE = re.compile(r"(?P<key>(?<=[?&;])[^/?&;=#]*=)?(?P<value>[^/?&;=#]+)")
_OF_A_VISIT = re.compile(r"(?:_|rnd|rand|random|nonce|timestamp|j?sessionid|phpsessid)=", re.IGNORECASE)
"""Keys of what makes an address differ from the last one."""
_CLOCK = re.compile(r"1[5-9]\d{8}(?:\d{3})?|20\d{12}(?:\d{3})?|0\.\d{6,}")
"""Seconds or milliseconds since 1970, a time written as digits, a random number."""
_LONG = re.compile(r"(?=.*\d)[0-9A-Za-z_+/=.~-]{16,}")
_ITEM = re.compile(r"[0-9A-Z]{2}\d{6}[0-9A-Z]{10}[0-9A-Z]{2}\d{11}(?:\d{2})?|(?=.*[A-F])(?=.*\d)[0-9A-F]{32}")
"""An 实施编码 (18 characters of a 统一社会信用代码 and 13 or 15 more), or the UNID of a page."""
_WORDS = re.compile(r"(?=.*[g-zG-Z])[A-Za-z]*\d{0,8}(?:[-_.~/][A-Za-z]*\d{0,8})*")
"""Words and short numbers, as people name pages."""
_REQUEST = re.compile(r"，(?:是否[^，；。]{1,8})?请[^，；。]*$")
"""How a rule ends that asks a person; it is answered now."""
_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


def questions_about(
    check: Check,
    matter: Matter,
    identity: Identity | None,
    problems: Sequence[Problem],
    records: Sequence[Record],
    raters: int,
) -> tuple[Question, ...]:
    """The questions of a check that left `problems` to a person, each with what has been answered to it."""
    seen = _seen(records)
    everywhere = not any(record.key.matter for record in seen)
    numbers = [fact.number for record in records if isinstance(fact := record.fact, Submission) and fact.number]
    named = any(isinstance(record.fact, Application) and record.fact.named is MatterMention.YES for record in seen)
    contents = (
        _content(record.fact, numbers, whole=not (named and isinstance(record.fact, Application | Submission)))
        for record in seen
    )
    page = _digest(*contents, *_compared_with(check, matter, seen))
    asked: dict[str, Question] = {}
    for problem in problems:
        words = wording(problem.rule, check.name)
        subject = ("" if everywhere else matter.code, check.name, identity or "", problem.rule)
        said = (_MOMENT.sub(lambda found: found[1] or "", problem.text), problem.expected, problem.seen)
        lasting = [_lasting(text, numbers) for text in said]
        question = Question(
            id=f"{check.box}-{_digest(*subject, *lasting)}",
            page=page,
            rule=problem.rule,
            asked=problem.text,
            look=words.look,
            place=words.place,
            how=words.how,
            expected=problem.expected,
            seen=problem.seen,
            where=problem.where or next((record.fact.url for record in reversed(seen) if record.fact), ""),
            graded=words.graded,
            everywhere=everywhere,
        )
        while (like := asked.get(question.id)) and _what(like) != _what(question):
            question = question.model_copy(update={"id": f"{check.box}-{_digest(question.id)}"})
        asked[question.id] = _with_answers(question, matter, raters)
    return tuple(asked.values())


def answered_wrong(problems: Sequence[Problem], questions: Sequence[Question]) -> tuple[Problem, ...]:
    """The problems as they stand after the answers: what a person found wrong ticks the box, in the person's words."""
    wrong = {_what(question): question for question in questions if question.wrong}
    judged = []
    for problem in problems:
        question = wrong.get((problem.rule, problem.text, problem.expected, problem.seen))
        if question is not None and problem.severity is Severity.WARNING:
            said = "；".join(answer.words for answer in question.answers if answer.reply.is_wrong)
            text = f"{_REQUEST.sub('', problem.text)}：{said}"
            judged.append(problem.model_copy(update={"severity": Severity.ERROR, "text": text}))
        else:
            judged.append(problem)
    return tuple(judged)


def _what(question: Question) -> tuple[str, str, str, str]:
    """What it is about. Two problems that only a moment tells apart are two, each with a number of its own."""
    return (question.rule, question.asked, question.expected, question.seen)


def still_asked(questions: Iterable[Question]) -> str:
    """What is still open, in words; of a question never answered only what it asks."""
    return "；".join(
        question.asked if question.open == _UNANSWERED else f"{question.asked}（{question.open}）"
        for question in questions
        if question.open
    )


# ── what the answers make of a question ──────────────────────────────────────────────────────────────────────────

_UNANSWERED = "尚未答复"


def _with_answers(question: Question, matter: Matter, raters: int) -> Question:
    mine = [_masked(answer) for answer in matter.answers if answer.question == question.id]
    valid = tuple(one for one in mine if one.page == question.page and one.reply in question.options)
    if not valid:
        open_ = _not_counted(mine, question)
        return question.model_copy(update={"open": open_})
    open_, wrong = _graded(valid, matter.department, raters) if question.graded else _judged(valid)
    return question.model_copy(update={"answers": valid, "open": open_, "wrong": wrong and not open_})


def _not_counted(mine: Sequence[Answer], question: Question) -> str:
    """Why there are no answers that count."""
    if unfit := [one for one in mine if one.page == question.page]:
        return f"答“{unfit[-1].reply}”不在可选答复之中，请从“{'、'.join(question.options)}”中选"
    if mine:
        last = max(one.on for one in mine)
        return f"{last}答复之后，页面或核准内容有变化，请重新核查"
    return _UNANSWERED


def _judged(answers: Sequence[Answer]) -> tuple[str, bool]:
    """One judgement settles it; 有问题 goes before 没有问题, and 无法判断 leaves it open."""
    if any(one.reply.is_wrong for one in answers):
        return "", True
    unsure = [one for one in answers if one.reply is Reply.UNSURE]
    if len(unsure) == len(answers):
        return f"{unsure[-1].who}于{unsure[-1].on}答“{Reply.UNSURE}”，请另请人核查", False
    return "", False


def _graded(answers: Sequence[Answer], owner: Department, raters: int) -> tuple[str, bool]:
    """难懂: several raters, one of them from elsewhere; where they disagree one more, and then the majority.

    The inventory has given every rater's department its full name.
    """
    needed = max(2, raters)
    grades = {one.rater: one for one in sorted(answers, key=lambda one: one.on)}  # of one person the last
    if len(grades) < needed:
        return f"已有{len(grades)}人评定，还需{needed - len(grades)}人（“谁”相同的算同一人）", False
    if all(one.department == owner.full_name for one in grades.values()):
        return "评定人都来自本部门，还需其他部门的1人评定", False
    wrong = sum(one.reply.is_wrong for one in grades.values())
    if wrong in (0, len(grades)):
        return "", bool(wrong)
    if len(grades) == needed or 2 * wrong == len(grades):
        return f"{len(grades)}人评定不一致，请再请1人评定", False
    return "", 2 * wrong > len(grades)


def _masked(answer: Answer) -> Answer:
    """The answer without personal data that should not have been written into it."""
    hidden = {key: mask(text) for key in ("note", "quote", "field", "who") if (text := getattr(answer, key))}
    return answer.model_copy(update=hidden)


# ── the version of what was seen ─────────────────────────────────────────────────────────────────────────────────


def _seen(records: Sequence[Record]) -> list[Record]:
    """What a question is about: the pages of the matter; the login only where nothing else was looked at."""
    observed = [record for record in records if record.fact is not None]
    return [record for record in observed if not isinstance(record.fact, Login)] or observed


def _compared_with(check: Check, matter: Matter, seen: Sequence[Record]) -> Iterator[str]:
    """The approved list and what is known of cases: what was seen is judged against them, so they are asked about."""
    if any(isinstance(record.fact, GuidePage) for record in seen):
        yield matter.guide.model_dump_json()
    if Need.CASE in check.needs:
        yield from (case.model_dump_json() for case in matter.cases)


def _content(fact: Fact | None, numbers: Sequence[str], whole: bool) -> str:
    """A fact as text, without what differs from visit to visit: moments, durations, tokens in addresses.

    A day stays: that on which a login was saved, which is what the person who saved it is asked about. Addresses are
    taken `whole` where they may be all that says which item the page is of.
    """
    data = fact.model_dump(mode="python") if fact else None
    return json.dumps(_steady(data, numbers, whole), ensure_ascii=False, sort_keys=True, default=str)


def _steady(data: Any, numbers: Sequence[str], whole: bool) -> Any:
    if isinstance(data, dict):
        return {
            key: _steady(value, numbers, whole and key != "hops")
            for key, value in data.items()
            if key not in _VOLATILE and not isinstance(value, datetime | float)
        }
    if isinstance(data, list | tuple):
        return [_steady(value, numbers, whole) for value in data]
    return _lasting(data, numbers, whole) if isinstance(data, str) else data


def _lasting(text: str, numbers: Sequence[str], whole: bool = True) -> str:
    """A text without tokens in addresses and the numbers of test applications."""
    for number in numbers:
        text = text.replace(number, "")
    return _ADDRESS.sub(lambda found: _place(found[0], whole), text)


def _place(address: str, whole: bool) -> str:
    """An address without what is of one visit only; which item it leads to often stands in its query or fragment.

    These are left out where the page itself names the item, and of the way there. Left out everywhere are ports of
    this machine, what is there to make the address new, moments, and long values that nobody could read. Of the long
    ones those stay that are formed as an 实施编码 or UNID, or of words: they say what the page is. Keys of a session
    are hidden before a fact is written. What is short stays: a question asked once too often does less harm than an
    answer that counts for another page.
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        port = "" if host in _LOCAL or parts.port is None else f":{parts.port}"
    except ValueError:
        return address
    if not whole:
        parts = parts._replace(query="", fragment="")
    return f"{host}{port}{_PIECE.sub(_lasting_piece, parts._replace(scheme='', netloc='').geturl())}"


def _lasting_piece(piece: re.Match[str]) -> str:
    key, value = piece["key"] or "", unquote(piece["value"])
    unreadable = _LONG.fullmatch(value) and not (_ITEM.fullmatch(value) or _WORDS.fullmatch(value))
    return f"{key}*" if _OF_A_VISIT.fullmatch(key) or _CLOCK.fullmatch(value) or unreadable else piece[0]


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12].upper()
