"""The other elements of a guide against the approved list (GB/T 39046-2020 table 4; ledger box B1).

Compared is every element that the department's inventory declares. One that the page shows empty although a value
was approved is a difference. One that was not recognised anywhere is a question, never a difference: a portal may
have a word for it that its profile does not know yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import urljoin

from zicha.catalogue.elements import ElementKind, ElementRecord, elements, kind_of
from zicha.model.base import Model
from zicha.model.facts.guide import Element, GuidePage, ShownValue
from zicha.model.finding import Comparison, Problem
from zicha.model.matter import Guide, Matter
from zicha.published.choices import ServiceAudience, Vocabulary
from zicha.published.guide import PublishedGuide
from zicha.published.material_names import pair_materials
from zicha.published.quoting import in_words
from zicha.published.readings import as_one, has_sample, is_closed, read_value
from zicha.published.shown import cell_text
from zicha.rules.differences import contradiction, difference, doubt, gap, possible_difference
from zicha.rules.guide_accuracy.agreement import (
    Agrees,
    has_all,
    is_same_basis,
    is_same_list,
    is_same_organ,
    is_same_phone,
)
from zicha.rules.guide_accuracy.answers import answer_contradictions
from zicha.rules.guide_accuracy.data import data_differences
from zicha.text.answers import read_yes
from zicha.text.folding import is_nothing, plain
from zicha.text.telephones import telephones


class _Comparison(NamedTuple):
    """What was approved for an element, in words, and whether a text of the page says the same.

    `blank` is what it means that the page shows the element without a value.
    """

    element: Element
    approved: str
    agrees: Callable[[str], Agrees]
    blank: Agrees = False


def element_differences(guide: PublishedGuide, matter: Matter) -> Comparison:
    """Return a problem for each element whose value is not the approved one, and each contradiction with 常见问题."""
    page, comparisons = guide.page, _comparisons(matter, guide.words)
    unread = [each.element for each in comparisons if each.approved and not page.shown(each.element)]
    problems = (
        *(problem for each in comparisons for problem in _compare(page, each)),
        *_fees(page, matter.guide),
        *_questions(page, matter.guide),
        *_unrecognised(page, unread),
        *answer_contradictions(guide),
        *_asides(page),
        *data_differences(guide, matter.guide.matter_type),
    )
    shown = [each.element for each in comparisons if page.shown(each.element)]
    count = len(shown) + len(page.fees) + len(page.questions)
    return Comparison(problems, count, "核准清单没有登记可以与办事指南比对的其他要素")


def _unrecognised(page: GuidePage, elements: Sequence[Element]) -> Iterator[Problem]:
    if elements:
        names = "、".join(f"“{element}”" for element in elements)
        gaps = [gap(page, [element], f"办事指南页面上没有认出“{element}”") for element in elements]
        yield possible_difference(page, f"办事指南页面上没有认出{names}", gaps=gaps)


def _asides(page: GuidePage) -> Iterator[Problem]:
    """Yield a question for each note with another value than stands at the element's own place; 以通知为准 has none."""
    for aside in page.asides:
        own = [shown.text for shown in page.shown(aside.element)]
        is_alike = any(_is_said_in(plain(text), plain(aside.text), aside.element) for text in own)
        if not (is_alike or is_nothing(aside.text) or "为准" in aside.text or _may_be_another(aside)):
            text = f"{aside.element}：办事指南显示“{own[0]}”，其{aside.section or '说明'}却写“{aside.text}”"
            yield possible_difference(page, text, own[0], aside.text)


def _is_said_in(own: str, aside: str, element: Element) -> bool:
    """Return whether one of two texts says what the other says; 1个工作日 is not said in 11个工作日."""
    if kind_of(element) is ElementKind.LIMIT:
        return own.startswith(aside) or aside.startswith(own)
    return own in aside or aside in own


def _compare(page: GuidePage, wanted: _Comparison) -> Iterator[Problem]:
    places = page.shown(wanted.element)
    if kind_of(wanted.element) in (ElementKind.CONDITIONS, ElementKind.LAW):
        places = as_one(places)
    verdicts = [(shown, _agrees(page, shown, wanted)) for shown in places]
    settled = any(verdict for _, verdict in verdicts)
    for shown, verdict in verdicts:
        if verdict is True or (settled and _may_be_another(shown)):
            continue
        if verdict is False:
            yield difference(page, wanted.element, wanted.approved or "无", shown.text)
        else:
            yield doubt(page, wanted.element, wanted.approved, shown.text)


def _agrees(page: GuidePage, shown: ShownValue, wanted: _Comparison) -> Agrees:
    kind = kind_of(shown.element)
    if shown.links and kind is ElementKind.ADDRESS and not shown.text.startswith(("http:", "https:")):
        return wanted.agrees(urljoin(page.url, shown.link)) or None
    if kind is ElementKind.SAMPLE and has_sample(shown):
        return wanted.agrees("有")
    if is_nothing(shown.text):
        return True if not wanted.approved or wanted.agrees(shown.text) else wanted.blank
    verdict = wanted.agrees(shown.text)
    if verdict is not True and any(link.text and link.text != shown.text for link in shown.links):
        # 取水许可证 查看样本: the words of a link beside the value are none of its.
        bare = shown.text
        for link in shown.links:
            bare = bare.replace(link.text, "")
        return wanted.agrees(bare) or verdict
    return verdict


def _may_be_another(shown: ShownValue) -> bool:
    """Return whether a value beside the right one may be of something else with a similar label.

    受理机构, 决定机构, 承办机构 stand beside 实施主体 and 主项名称 beside 业务办理项名称; 窗口咨询 is no number.
    """
    if shown.element is Element.OWNER:
        return not any(word in shown.label for word in ("实施", "主办"))
    if shown.element in (Element.NAME, Element.CODE):
        return not shown.label.startswith(shown.element)
    return kind_of(shown.element) is ElementKind.PHONE and not telephones(shown.text)


def _comparisons(matter: Matter, words: Vocabulary) -> tuple[_Comparison, ...]:
    """Return a comparison for each element that the department's inventory declares, in the catalogue's order."""
    every = (_comparison(matter, words, record) for record in elements() if record.field)
    return tuple(comparison for comparison in every if comparison is not None)


def _comparison(matter: Matter, words: Vocabulary, record: ElementRecord) -> _Comparison | None:
    """Return the comparison of one element; None where nothing was declared, or nothing that could be compared."""
    *path, field = record.field.split(".")
    holder: Model = reduce(getattr, path, matter)
    if field not in holder.model_fields_set:
        return None
    approved = getattr(holder, field)
    if is_closed(record.name):
        return _closed(record.name, approved, words)
    return _COMPARE[record.kind](record.name, approved)


def _words(agree: Callable[[str, str], Agrees]) -> Callable[[Element, str | None], _Comparison]:
    """Return how free words are compared, of which none stand in the list where nothing was approved."""

    def compare(element: Element, approved: str | None) -> _Comparison:
        words = "" if approved is None or is_nothing(approved) else approved
        return _Comparison(element, words, lambda text: agree(text, words))

    return compare


def _listed(
    joint: str, agree: Callable[[str, Sequence[str]], Agrees]
) -> Callable[[Element, Sequence[str]], _Comparison]:
    """Return how several approved words, laws or conditions are compared."""

    def compare(element: Element, approved: Sequence[str]) -> _Comparison:
        return _Comparison(element, joint.join(approved), lambda text: agree(text, approved))

    return compare


def _is_same(text: str, approved: str) -> bool:
    return plain(text) == plain(approved)


def _is_like(text: str, approved: str) -> Agrees:
    """Return whether two texts in loose words are the same: where one holds the other, a person decides."""
    one, other = plain(text), plain(approved)
    return True if one == other else None if approved and (one in other or other in one) else False


def _closed(element: Element, approved: Any, words: Vocabulary) -> _Comparison | None:
    """Compare one of few values; a text that names none of them is left to a person."""
    kind = kind_of(element)
    if approved is None and kind is not ElementKind.FLAG:
        return None
    value = frozenset(approved) if isinstance(approved, tuple) else approved

    def agrees(text: str) -> Agrees:
        read = read_value(element, text, words)
        if read is None:
            return None
        return (
            read.agrees_with(ServiceAudience.of(approved)) if isinstance(read, ServiceAudience) else bool(read == value)
        )

    if kind is ElementKind.FLAG:
        return _Comparison(
            element, "" if approved is None else in_words(approved), agrees, blank=False if approved else None
        )
    in_list = f"{approved}次" if kind is ElementKind.VISITS else in_words(approved)
    return _Comparison(element, in_list, agrees, blank=None if kind is ElementKind.VISITS and not approved else False)


def _note(element: Element, approved: str | None) -> _Comparison | None:
    """Compare words whose periods are compared elsewhere: where the wording differs, a person decides."""
    return None if approved is None else _Comparison(element, approved, lambda text: _is_same(text, approved) or None)


def _list(element: Element, approved: Sequence[str]) -> _Comparison | None:
    return _listed("、", is_same_list)(element, approved) if approved else None


def _sample(element: Element, approved: bool | None) -> _Comparison | None:
    """Compare what can be looked at: it is there, in whatever words, or it is not."""
    if approved is None:
        return None
    word = "有" if approved else "无"
    return _Comparison(element, word, lambda text: (not is_nothing(text) and read_yes(text) is not False) is approved)


def _is_same_code(text: str, approved: str) -> bool:
    """Return whether two codes are of one matter: 业务办理项编码 is the 实施编码 and two characters more."""
    shorter, longer = sorted((plain(text), plain(approved)))  # a code comes before what only adds to it
    return shorter == longer or (len(shorter), len(longer), longer[:31]) == (31, 33, shorter)


_COMPARE: Mapping[ElementKind, Callable[[Element, Any], _Comparison | None]] = MappingProxyType(
    {
        ElementKind.NAME: _words(_is_same),
        ElementKind.CODE: _words(_is_same_code),
        ElementKind.ORGAN: _words(is_same_organ),
        ElementKind.NOTE: _note,
        ElementKind.PHONE: _words(is_same_phone),
        ElementKind.ADDRESS: _words(_is_same),
        ElementKind.LAW: _listed("；", is_same_basis),
        ElementKind.CONDITIONS: _listed("；", has_all),
        ElementKind.LIST: _list,
        ElementKind.PROSE: _words(_is_like),
        ElementKind.SAMPLE: _sample,
    }
)
"""How free words that were approved are compared, by what they are."""


def _fees(page: GuidePage, guide: Guide) -> Iterator[Problem]:
    """Yield the differences of 收费项目: names, standards and bases; fees not in the list, or not shown."""
    if "fees" not in guide.model_fields_set and "charged" not in guide.model_fields_set:
        return
    names = [group.text(Element.FEE_NAME) for group in page.fees]
    pairs = pair_materials([fee.name for fee in guide.fees], names)
    for j, name in enumerate(names):
        if j not in pairs.values() and not is_nothing(name):
            yield contradiction(page, f"办事指南列出收费项目“{name}”，核准清单没有", "", name)
    for i, fee in enumerate(guide.fees):
        if i not in pairs:
            unread = "没有认出" if page.fees else "没有认出任何收费项目，包括"
            yield possible_difference(page, f"办事指南页面上{unread}“{fee.name}”", fee.name)
            continue
        group = page.fees[pairs[i]]
        for element, approved in (
            (Element.FEE_STANDARD, fee.standard),
            (Element.FEE_BASIS, fee.basis),
            (Element.FEE_RELIEF, fee.relief),
        ):
            if approved is not None:
                yield from _fee_differences(page, fee.name, element, approved, cell_text(group, element))


def _fee_differences(
    page: GuidePage, name: str, element: Element, approved: str, text: str | None
) -> Iterator[Problem]:
    what = f"“{name}”的{element}"
    if text is None:
        words = f"{what}没有显示（核准清单为“{approved}”）"
        yield possible_difference(page, words, approved, gaps=[gap(page, [element], words, approved)])
    elif plain(text) != plain(approved) and not (is_nothing(text) and is_nothing(approved)):
        yield difference(page, what, approved, text)


def _questions(page: GuidePage, guide: Guide) -> Iterator[Problem]:
    """Yield a question for each of 常见问题 with another answer: answers are loose words. Further ones are allowed.

    What stands beneath an answer may be its next paragraph, or something else on the page.
    """
    answers: dict[str, list[str]] = {}
    question = ""
    for group in page.questions:
        question = plain(group.text(Element.QUESTION)) or question  # a further paragraph
        answers.setdefault(question, []).append(group.text(Element.ANSWER))
    unread = [pair.question for pair in guide.questions if plain(pair.question) not in answers]
    if unread:
        names = "、".join(f"“{question}”" for question in unread)
        yield possible_difference(page, f"办事指南页面上没有认出常见问题{names}")
    for pair in guide.questions:
        paragraphs = answers.get(plain(pair.question), [])
        beginnings = ("".join(map(plain, paragraphs[:count])) for count in range(1, len(paragraphs) + 1))
        if paragraphs and plain(pair.answer) not in beginnings:
            text = f"常见问题“{pair.question}”的解答：核准清单为“{pair.answer}”，办事指南为“{paragraphs[0]}”"
            yield possible_difference(page, text, pair.answer, paragraphs[0])
