"""受理条件 and 设定依据, the questions, and the steps of a guide."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup

from zicha_demo.guide_view import Section
from zicha_demo.skins.grammar import Skin
from zicha_demo.skins.guide_lists import table
from zicha_demo.skins.guide_values import pairs
from zicha_demo.skins.tags import Tags, together

STEPS_WITH_DETAILS = frozenset({"table", "list", "cards", "circles", "arrows"})
"""Where a step has room for 详情, which shows what is neither its name nor its limit."""
_DASHES = {"", "无", "暂无", "暂无数据", "--"}


def paragraphs(section: Section, skin: Skin, tags: Tags) -> Markup:
    """Return what a part says in sentences."""
    texts = section.paragraphs
    if not texts:
        return Markup("")
    match skin.prose:
        case "lines":
            return tags("div", "text", Markup("<br>").join(map(together, texts)))
        case "numbered" if len(texts) > 1 and not any(text[:1].isdecimal() for text in texts):
            return tags("div", "", (tags("p", "text", f"{n}.{text}") for n, text in enumerate(texts, 1)))
        case "links" if section.key == "basis":
            return tags("div", "", (tags("p", "text", tags("a", "", each, href="/law/1")) for each in texts))
    return together(tags("p", "text", text) for text in texts)


def questions(section: Section, skin: Skin, tags: Tags) -> Markup:
    """Return 常见问题."""
    questions = section.questions
    match skin.questions:
        case "dl":
            inside = (together(tags("dt", "ask", question), tags("dd", "answer", text)) for question, text in questions)
            return tags("dl", "faq", inside) if questions else Markup("")
        case "cells":
            rows = [
                tags("tr", "", tags("th", "", word), tags("td", "", text))
                for pair in questions
                for word, text in zip("问答", pair, strict=True)
            ]
            return tags("table", "pairs", tags("tbody", "", rows)) if rows else Markup("")
        case "bold":
            return together(
                tags("p", "faq", tags("b", "", f"问：{question}"), tags("br"), f"答：{text}")
                for question, text in questions
            )
        case "accordion":
            return together(
                tags("details", "faq", tags("summary", "ask", question), tags("div", "answer", text), open=True)
                for question, text in questions
            )
        case "unmarked":
            return together(
                tags("div", "faq", tags("p", "ask", f"{n}.{question}"), tags("p", "answer", text))
                for n, (question, text) in enumerate(questions, 1)
            )
    return together(
        tags("div", "faq", tags("p", "ask", f"问：{question}"), tags("p", "answer", f"答：{text}"))
        for question, text in questions
    )


def steps(section: Section, skin: Skin, tags: Tags, picture: str, details: Callable[[int], str]) -> Markup:
    """Return 办理流程. `picture` is the address of the picture that shows it, `details` that of 详情 of a step."""
    heads = [column.label for column in section.columns]
    rows = [list(map(together, (cell.text for cell in line))) for line in section.lines]
    if not rows:
        return Markup("")
    if skin.steps == "picture":
        return tags("p", "flow-picture", tags("img", "", src=picture, alt="办理流程图"))
    if skin.step_details == "dialog" and skin.steps in STEPS_WITH_DETAILS:
        heads = [*heads[:2], "操作"]
        rows = [[*row[:2], _opener(details(place), tags)] for place, row in enumerate(rows)]
    return _STEPS[skin.steps](heads, rows, skin, tags)


def _opener(address: str, tags: Tags) -> Markup:
    return tags("a", "button", "查看详情", href="javascript:void(0)", data_detail=address)


def _as_table(heads: Sequence[str], rows: Sequence[Sequence[Markup]], skin: Skin, tags: Tags) -> Markup:
    return table(heads, rows, tags)


def _as_list(heads: Sequence[str], rows: Sequence[Sequence[Markup]], skin: Skin, tags: Tags) -> Markup:
    def one(row: Sequence[Markup]) -> Markup:
        rest = (tags("p", "step-line", f"{head}：", text) for head, text in zip(heads[1:], row[1:], strict=True))
        return tags("li", "step", tags("strong", "step-name", row[0]), rest)

    return tags("ol", "steps", map(one, rows))


def _as_cards(heads: Sequence[str], rows: Sequence[Sequence[Markup]], skin: Skin, tags: Tags) -> Markup:
    return together(
        tags("div", "card", pairs([(head, text) for head, text in zip(heads, row, strict=True)], skin, tags))
        for row in rows
    )


def _as_circles(heads: Sequence[str], rows: Sequence[Sequence[Markup]], skin: Skin, tags: Tags) -> Markup:
    def one(place: int, row: Sequence[Markup]) -> Markup:
        return tags(
            "li",
            "circle-step",
            tags("div", "circle", str(place)),
            tags("div", "step-name", row[0]),
            tags("div", "step-limit", row[1]),
            _rest(heads, row, tags),
        )

    return tags("ul", "circles", (one(place, row) for place, row in enumerate(rows, 1)))


def _as_arrows(heads: Sequence[str], rows: Sequence[Sequence[Markup]], skin: Skin, tags: Tags) -> Markup:
    boxes = (
        tags("div", "arrow-step", tags("b", "step-name", row[0]), tags("span", "step-limit", row[1]),
             _rest(heads, row, tags))
        for row in rows
    )  # fmt: skip
    return tags("div", "arrows", tags("div", "arrow", "→").join(boxes))


def _as_sentence(heads: Sequence[str], rows: Sequence[Sequence[Markup]], skin: Skin, tags: Tags) -> Markup:
    return tags("p", "text", "→".join(f"{row[0]}（{row[1]}）" for row in rows))


def _rest(heads: Sequence[str], row: Sequence[Markup], tags: Tags) -> Markup:
    """Return what else a step says, in lines beneath its name and limit; nothing where it says nothing."""
    lines = [
        tags("p", "step-line", f"{head}：", text)
        for head, text in zip(heads[2:], row[2:], strict=True)
        if text not in _DASHES
    ]
    return tags("div", "step-lines", lines) if lines else Markup("")


_STEPS: Mapping[str, Callable[[Sequence[str], Sequence[Sequence[Markup]], Skin, Tags], Markup]] = {
    "table": _as_table,
    "list": _as_list,
    "cards": _as_cards,
    "circles": _as_circles,
    "arrows": _as_arrows,
    "sentence": _as_sentence,
}
