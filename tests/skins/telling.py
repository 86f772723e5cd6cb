"""What a person reads of a publication on its skin: the facts that a reader must come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zicha.model.facts.guide import Element, Link, ShownValue
from zicha.portal.guide.text import GuideText
from zicha.portal.markup import clean
from zicha_demo.guide_view import Cell, Section
from zicha_demo.publication import Publication
from zicha_demo.skins.guide_body import GuideBody
from zicha_demo.skins.guide_lists import BEHIND_DETAILS

NOTHING = frozenset({"", "无", "暂无", "暂无数据", "--"})
_MATERIAL = {
    "name": Element.MATERIAL_NAME, "kind": Element.MATERIAL_KIND, "counts": Element.COPIES, "medium": Element.MEDIUM,
    "originals": Element.ORIGINAL_COUNT, "copies": Element.COPY_COUNT, "necessity": Element.NECESSITY,
    "source": Element.SOURCE, "exemption": Element.SHARED, "blank": Element.BLANK_FORM, "sample": Element.SAMPLE,
    "hint": Element.HINT, "acceptance": Element.ACCEPTANCE,
}  # fmt: skip
_STEP = {
    "name": Element.STEP_NAME, "limit": Element.STEP_LIMIT, "handler": Element.STEP_HANDLER,
    "content": Element.STEP_CONTENT, "special": Element.STEP_SPECIAL, "counted": Element.STEP_COUNTED,
    "basis": Element.STEP_BASIS,
}  # fmt: skip
_FEE = {
    "name": Element.FEE_NAME, "standard": Element.FEE_STANDARD, "basis": Element.FEE_BASIS,
    "relief": Element.FEE_RELIEF,
}  # fmt: skip
_IN_A_SENTENCE = frozenset({"name", "limit"})
"""What a sentence tells of a step."""


def publication_text(publication: Publication) -> GuideText:
    """Return what the guide of a publication tells on its skin."""
    parts = {section.key: section for section in GuideBody(publication).sections}
    text = GuideText(values=list(_values(publication, parts)))
    text.groups |= {
        "申请材料": _groups(parts["materials"], _materials_shown(publication)),
        "办理流程": [] if publication.skin.steps == "picture" else _groups(parts["process"], _steps_shown(publication)),
        "收费项目": _groups(parts["fees"], _FEE),
        "常见问题": [_question(*pair) for pair in parts["questions"].questions],
    }
    return text


def _values(publication: Publication, parts: Mapping[str, Section]) -> Iterator[ShownValue]:
    for key, elements in (("basic", publication.elements), ("contact", publication.contacts)):
        for element, (label, text) in zip(elements, parts[key].rows, strict=True):
            yield _shown(Element(element.name), label, text)
    for key, named in (("conditions", Element.CONDITIONS), ("basis", Element.BASIS)):
        for text in parts[key].paragraphs:
            yield _shown(named, parts[key].heading, text)
    if publication.skin.steps == "picture" and publication.steps:
        yield _shown(Element.FLOW_PICTURE, "", "办理流程图")


def _shown(element: Element, label: str, text: str, links: tuple[Link, ...] = ()) -> ShownValue:
    link = links[0].address if links else ""
    return ShownValue(element=element, label=label, text=clean(text), link=link, links=links)


def _materials_shown(publication: Publication) -> Mapping[str, Element]:
    hidden = BEHIND_DETAILS if publication.skin.details == "page" else frozenset[str]()
    return {key: element for key, element in _MATERIAL.items() if key not in hidden}


def _steps_shown(publication: Publication) -> Mapping[str, Element]:
    in_sentence = publication.skin.steps == "sentence"
    return {key: element for key, element in _STEP.items() if key in _IN_A_SENTENCE or not in_sentence}


def _groups(section: Section, elements: Mapping[str, Element]) -> list[list[ShownValue]]:
    return [
        [
            _shown(elements[column.key], column.label, cell.text, _links(cell))
            for column, cell in zip(section.columns, line, strict=True)
            if column.key in elements
        ]
        for line in section.lines
    ]


def _links(cell: Cell) -> tuple[Link, ...]:
    """Return where a cell leads; a script keeps its address to itself."""
    if not (cell.href or cell.action):
        return ()
    return (Link(text=cell.text, address="" if cell.action or not cell.href.startswith("/") else cell.href),)


def _question(question: str, answer: str) -> list[ShownValue]:
    return [_shown(Element.QUESTION, "", question), _shown(Element.ANSWER, "", answer)]
