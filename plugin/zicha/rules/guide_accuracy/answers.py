"""常见问题 against the fields of the same page: 到现场次数, 收费, 申请材料 (ledger box B1).

Answers are loose language. Where the question asks exactly that and the answer is plain, a contradiction is a problem;
where a sentence merely speaks of it, it is a question to a person; 可以, 也可, 如需 promise nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zicha.model.facts.guide import Element, GuidePage
from zicha.model.finding import Problem
from zicha.rules.differences import contradiction, possible_difference
from zicha.rules.material_names import pair_materials
from zicha.rules.values import read_visits, read_yes

_ABOUT_VISITS = re.compile(
    r"跑(?:几|多少|腿)|[几多少][次趟回]|(?<!不)(?:要|需要?|必须|用)(?:亲自|本人)?(?:到|去|跑|来)"
)
_ABOUT_FEES = re.compile(r"收费|费用|要钱|花钱|交钱|多少钱|缴费")
_NO_VISIT = re.compile(
    r"一次(?:也|都)?(?:不用|不需要?|无需|不)跑|零跑|(?:不用|不需要?|无需|无须)(?:申请人|本人|您)?(?:再)?(?:到|去|跑|来)|全程网(?:上|办)"
)
_VISIT = re.compile(
    r"(?<!不)(?<!无)(?:需要?|须|应当?|必须|请)(?:本人|申请人)?(?:亲自|持|携带|带)?[^，。；]{0,12}?(?:到|去|前往)[^，。；]{0,10}(?:窗口|大厅|现场|中心)"
)
_OPTIONAL = re.compile(r"可以|也可|可到|如需|如果|或者|自愿|选择|不能|除外|的，|其他|另行|之前|体检|咨询")
_FREE = re.compile(
    r"不收(?:取)?(?:任何)?费|免费|(?:不用|不需要?|无需|无须)(?:[花交缴付]|任何费用)|零收费|不花钱|不要钱"
)
_PAID = re.compile(r"(?<!不)收(?:取)?费|(?<!不)(?<!不需)(?:要|需|应当)?(?:缴纳|交纳|缴费|交费)|\d+\s*元")


def answer_contradictions(page: GuidePage) -> Iterator[Problem]:
    """Yield a problem for each answer that contradicts a field of the page."""
    for group in page.questions:
        question, answer = group.text(Element.QUESTION), group.text(Element.ANSWER)
        yield from _about_visits(page, question, answer)
        yield from _about_fees(page, question, answer)
        yield from _about_materials(page, question, answer)


def _about_visits(page: GuidePage, question: str, answer: str) -> Iterator[Problem]:
    visits = [
        (shown.text, read) for shown in page.shown(Element.VISITS) if (read := read_visits(shown.text)) is not None
    ]
    if not visits:
        return
    shown, field = visits[0]
    wanted = f"到办事现场次数为“{shown}”"
    is_asked = _ABOUT_VISITS.search(question) is not None
    for sentence in _sentences(answer):
        unneeded = field > 0 and _NO_VISIT.search(sentence)
        needed = field == 0 and _VISIT.search(sentence)
        if not (unneeded or needed or (is_asked and _counted(sentence) > field)):
            continue
        text = f"办事指南的{wanted}，常见问题却答“{sentence}”"
        if is_asked and not _OPTIONAL.search(sentence):
            yield contradiction(page, text, shown, sentence)
        elif not _OPTIONAL.search(sentence):
            yield possible_difference(page, text, shown, sentence)


def _counted(sentence: str) -> int:
    """Return how many visits a sentence speaks of, 0 when it counts none."""
    if _NO_VISIT.search(sentence):
        return 0
    counts = map(read_visits, re.findall(r"[1-9一二两三四五](?:次|趟)", sentence))
    return max(filter(None, counts), default=0)


def _about_fees(page: GuidePage, question: str, answer: str) -> Iterator[Problem]:
    flags = [(shown.text, read) for shown in page.shown(Element.CHARGED) if (read := read_yes(shown.text)) is not None]
    if not flags or not _ABOUT_FEES.search(question):
        return
    shown, charged = flags[0]
    for sentence in _sentences(answer):
        free = _FREE.search(sentence) is not None or sentence in ("不", "否", "不用", "不需要")
        paid = not free and (_PAID.search(sentence) is not None or sentence in ("收", "是", "要", "需要"))
        if not ((charged and free) or (not charged and paid)):
            continue
        text = f"办事指南的是否收费为“{shown}”，常见问题却答“{sentence}”"
        if _OPTIONAL.search(sentence) or (charged and re.search(r"企业|对象|人员|符合", sentence)):
            yield possible_difference(page, text, shown, sentence)
        else:
            yield contradiction(page, text, shown, sentence)


def _about_materials(page: GuidePage, question: str, answer: str) -> Iterator[Problem]:
    """Yield a question about 需要提供X吗: 需要, though not listed; 不需要, though listed as 必要. Names are loose."""
    # What stands before may name a special case: 农民工讨薪要提供…吗.
    about = re.match(
        r"(?:申请|办理|申办|申报|本事项)?(?:时|还)*(?:需要|需|要|用|必须)(?:提供|提交|准备|带|出具)([^吗么？?，。]{2,30})(?:吗|么)",
        question,
    )
    listed = [group.text(Element.MATERIAL_NAME) for group in page.materials]
    if not about or not listed:
        return
    pairs = pair_materials([about[1]], listed)
    if re.match(r"(?:是的|需要|要|必须|应当)", answer) and not pairs:
        yield possible_difference(
            page, f"常见问题说需要提供“{about[1]}”（“{answer}”），申请材料却没有列出", "、".join(listed), answer
        )
    elif re.match(r"(?:不需要|不用|无需|不必|不要)", answer) and pairs:
        group = page.materials[pairs[0]]
        if group.text(Element.NECESSITY) in ("必要", "必需", "必须", "是"):
            name = group.text(Element.MATERIAL_NAME)
            yield possible_difference(page, f"申请材料列出必要的“{name}”，常见问题却答“{answer}”", name, answer)


def _sentences(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[。；;！!]", text) if part.strip()]
