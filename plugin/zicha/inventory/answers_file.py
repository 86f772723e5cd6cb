"""An answers file (人工核查答复): matters/<区域>/<任意名称>.answers.yaml, what people answered to its questions.

It also holds what they put into the ledger themselves: 更正, 处理, 补充. A department may have several, one for each
round or person. What an entry leaves unanswered is no answer, so a draft that is filled in only partly is welcome.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import yaml
from pydantic import Field, ValidationError

from zicha.inventory import mistakes
from zicha.inventory.errors import SourceError
from zicha.inventory.yaml_tree import Mapping, Mistake, Scalar, plain
from zicha.inventory.yaml_tree import Sequence as Items
from zicha.model.answer import ANY_MATTER, GRADES, Answer, Reply
from zicha.model.base import Model, Text, folded
from zicha.model.matter import Department, Matter
from zicha.model.similar_words import most_similar
from zicha.model.statement import Addition, Correction, Handling, Statement, Statements

SUFFIX = (".answers.yaml", ".answers.yml")
_BEGIN = ("请从报告的“待人工核查”文件夹里取一份来填", "请从“填报单位: 单位全称”写起，下面写“答复:”")
_KINDS: dict[str, type[Answer | Statement]] = {"答复": Answer, "更正": Correction, "处理": Handling, "补充": Addition}
_WORDS = ("说明", "填写项", "原文")
_ONCE = "同一版本的页面只答一次，请删去一处"


class AnswersFile(Model):
    """人工核查答复."""

    department: Text = Field(alias="填报单位")
    answers: tuple[Answer, ...] = Field((), alias="答复")
    corrections: tuple[Correction, ...] = Field((), alias="更正")
    handlings: tuple[Handling, ...] = Field((), alias="处理")
    additions: tuple[Addition, ...] = Field((), alias="补充")


@dataclass(frozen=True, slots=True)
class PlacedAnswer:
    """An answer or a statement, the matters it is about, and where it was written."""

    answer: Answer | Statement
    codes: tuple[str, ...]
    file: str
    line: int


def read_answers(
    raw: bytes, name: str, region: str, matters: Sequence[Matter], today: date | None
) -> tuple[list[PlacedAnswer], list[SourceError]]:
    """The answers of one file to questions about the matters of its region, and the mistakes of the file."""
    root, wrong = mistakes.read_file(raw, AnswersFile, _BEGIN)
    given: list[PlacedAnswer] = []
    if root is not None:
        refused: list[Mistake] = []
        own = _own_matters(root, region, matters, refused)
        departments = tuple({one.department.full_name: one.department for one in matters}.values())
        for item, kind in _items(root):
            if kind is Answer and _is_unanswered(item):
                continue
            try:
                answer = kind.model_validate(plain(item), by_alias=True, by_name=False)
            except ValidationError as error:
                refused += mistakes.of_validation(error, item, kind, wrong)
                continue
            if own:
                codes = _codes(answer, own)
                refused += _unfit(answer, item, bool(codes), own, today)
                if isinstance(answer, Answer) and answer.department is not None:
                    answer = _of_known_department(answer, item, region, departments, refused)
                given.append(PlacedAnswer(answer, codes, name, item.line))
        wrong += refused
    return given, [SourceError(name, one.line, one.key, one.message, one.advice) for one in wrong]


def answered_twice(given: Iterable[PlacedAnswer]) -> Iterator[SourceError]:
    """A question about one version of a page is answered once; a form is graded once by each person.

    Who could not tell has not answered: another one is asked, under the same number.
    """
    firsts: dict[tuple[object, ...], PlacedAnswer] = {}
    for one in given:
        answer = one.answer
        if not isinstance(answer, Answer) or answer.reply is Reply.UNSURE:
            continue
        graded = answer.reply in GRADES
        first = firsts.setdefault((one.codes, answer.question, answer.page, answer.rater if graded else ""), one)
        if first is not one:
            message = f"“{answer.question}”与 {first.file}:{first.line} 重复"
            advice = "同一人只评一次，请删去一处；不是同一人的，请在“谁”中写得有区别" if graded else _ONCE
            yield SourceError(one.file, one.line, "问题编号", message, advice)


def answers_text(department: str, entries: Sequence[Answer | Statement]) -> str:
    """The entries as an answers file."""
    lists = {
        key: [one.model_dump(mode="json", by_alias=True, exclude_defaults=True) for one in entries if type(one) is kind]
        for key, kind in _KINDS.items()
    }
    data = {"填报单位": department, **{key: items for key, items in lists.items() if items}}
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000))


def with_answers(matters: Iterable[Matter], given: Iterable[PlacedAnswer]) -> tuple[Matter, ...]:
    """The matters, each with what was answered about it, and what people put into its row."""
    about: dict[str, list[Answer | Statement]] = defaultdict(list)
    for one in given:
        for code in one.codes:
            about[code].append(one.answer)
    return tuple(
        matter.model_copy(update=_by_kind(about[matter.code])) if matter.code in about else matter for matter in matters
    )


def _by_kind(given: Sequence[Answer | Statement]) -> dict[str, object]:
    statements = Statements(
        corrections=tuple(one for one in given if isinstance(one, Correction)),
        handlings=tuple(one for one in given if isinstance(one, Handling)),
        additions=tuple(one for one in given if isinstance(one, Addition)),
    )
    return {"answers": tuple(one for one in given if isinstance(one, Answer)), "statements": statements}


def _own_matters(root: Mapping, region: str, matters: Sequence[Matter], refused: list[Mistake]) -> list[Matter]:
    entry = root.entries.get("填报单位")
    if entry is None:
        refused.append(Mistake(1, "填报单位", "缺少这一项", "请补写“填报单位: 单位全称”"))
        return []
    name = entry.node.value if isinstance(entry.node, Scalar) else None
    own = [one for one in matters if one.department.region == region and one.department.full_name == name]
    if not own:
        names = tuple(dict.fromkeys(one.department.full_name for one in matters if one.department.region == region))
        near = most_similar(name or "", names, 30)
        advice = f"您是否想写“{near}”？" if near else "请与部门清单文件里的“填报单位”写得一样，并放在同一文件夹"
        refused.append(Mistake(entry.line, "填报单位", f"这个文件夹里没有“{name or ''}”的事项清单", advice))
    return own


def _items(root: Mapping) -> Iterator[tuple[Mapping, type[Answer | Statement]]]:
    for key, kind in _KINDS.items():
        entry = root.entries.get(key)
        items = entry.node.items if entry and isinstance(entry.node, Items) else []
        yield from ((item, kind) for item in items if isinstance(item, Mapping))


def _is_unanswered(item: Mapping) -> bool:
    """Whether 答 is empty and nothing else was found out either."""
    written = {key for key, entry in item.entries.items() if not isinstance(entry.node, Scalar) or entry.node.value}
    return written.isdisjoint(("答", *_WORDS))


def _codes(answer: Answer | Statement, own: Sequence[Matter]) -> tuple[str, ...]:
    everywhere = isinstance(answer, Answer) and answer.matter == ANY_MATTER
    return tuple(one.code for one in own if everywhere or answer.matter in (one.name, one.code))


def _of_known_department(
    answer: Answer, item: Mapping, region: str, departments: Sequence[Department], refused: list[Mistake]
) -> Answer:
    """The answer with the full name of its 评定人部门; the region's own goes first where only 审批部门 is written."""
    wanted = folded(answer.department or "")
    candidates = [one for one in departments if folded(one.full_name) == wanted]
    short = [one for one in departments if folded(one.name) == wanted]
    candidates = candidates or [one for one in short if one.region == region] or short
    if len(candidates) == 1:
        return answer.model_copy(update={"department": candidates[0].full_name})
    if candidates:
        message = f"“{answer.department}”不止一个"
        advice = f"请写全称：{'、'.join(one.full_name for one in candidates)}"
    else:
        message = f"事项清单里没有“{answer.department}”这个部门"
        near = most_similar(answer.department or "", (one.full_name for one in departments), 30)
        advice = f"请照抄该部门清单里的“填报单位”{f'，您是否想写“{near}”？' if near else ''}"
    refused.append(Mistake(item.entries["评定人部门"].line, "评定人部门", message, advice))
    return answer


def _unfit(
    answer: Answer | Statement, item: Mapping, known: bool, own: Sequence[Matter], today: date | None
) -> Iterator[Mistake]:
    if not known:
        near = most_similar(answer.matter, (one.name for one in own), 30)
        advice = f"您是否想写“{near}”？" if near else "请照待人工核查清单抄写；事项已不在清单中的，请删去这一条"
        yield Mistake(item.entries["事项"].line, "事项", f"本部门的清单里没有“{answer.matter}”", advice)
    if today is not None and answer.on > today:
        yield Mistake(item.entries["何时"].line, "何时", f"“{answer.on}”还没有到", "请写实际核查的日期")
