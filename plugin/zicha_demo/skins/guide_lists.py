"""The materials and fees of a guide: as tables, grids, lists, cards or labelled values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from zicha_demo.guide_view import GENERIC_WORDS, Cell, Column, Section
from zicha_demo.skins.grammar import Skin
from zicha_demo.skins.guide_values import pairs
from zicha_demo.skins.tags import Tags, together

BEHIND_DETAILS = frozenset({"source", "hint", "acceptance"})
"""What of a material its 详情 shows, where the skin has one."""
_MARKS = ("necessity", "exemption")
"""What stands beside the name as a badge, where the skin has badges."""
_FILES = ("blank", "sample")
_NUMBER, _ACTIONS = "序号", "操作"
_UNTOLD = (_NUMBER, _ACTIONS)
"""What no cell says of itself."""
_STARS = {"none": "", "star": "★", "asterisk": "*"}


@dataclass(frozen=True)
class Entry:
    """One material as a list shows it: its name with what stands beside it, and its other values by their labels."""

    label: str
    name: Markup
    fields: tuple[tuple[str, Markup], ...]


def cell_of(cell: Cell, skin: Skin, tags: Tags) -> Markup:
    """Return one value: a text, a link, or a button, as the publication and the skin want it."""
    if cell.action:
        return tags("button", "button", cell.text, type="button", **{f"data_{cell.action}": cell.href})
    if not cell.href:
        return together(cell.text)
    if cell.css or not cell.href.startswith("/") or skin.links == "href":
        return tags("a", "", cell.text, href=cell.href, class_=cell.css or None)
    if skin.links == "script":
        return tags("a", "button", cell.text, href="javascript:void(0)", data_open=cell.href)
    return tags("button", "button", cell.text, type="button", data_open=cell.href)


def materials(section: Section, skin: Skin, tags: Tags, details: Callable[[int], str]) -> Markup:
    """Return the list of materials. `details` gives the address of what 详情 shows of the one at a place."""
    if not section.lines:
        return Markup("")
    entries = [
        _entry(place, dict(zip(section.columns, line, strict=True)), skin, tags, details)
        for place, line in enumerate(section.lines)
    ]
    kept = [_kept(section, place, skin, tags) for place in range(len(entries)) if skin.details == "hidden"]
    return together(_FORMS[skin.materials](entries, skin, tags), kept)


def entry_details(section: Section, place: int, skin: Skin, tags: Tags) -> Markup:
    """Return what 详情 shows of one material or step."""
    rows = zip(section.columns, section.lines[place], strict=True)
    return pairs([(column.label, cell_of(cell, skin, tags)) for column, cell in rows], skin, tags)


def _kept(section: Section, place: int, skin: Skin, tags: Tags) -> Markup:
    """Return the details of a material as they are kept in the page until somebody opens them."""
    title = tags("div", "dialog-title", "材料详情", tags("span", "dialog-close", "×", data_keeps=f"kept-{place}"))
    return tags(
        "div",
        "dialog-kept",
        title,
        entry_details(section, place, skin, tags),
        id=f"kept-{place}",
        style="display: none",
    )


def fees(section: Section, skin: Skin, tags: Tags) -> Markup:
    """Return the fees."""
    if skin.fees == "pairs":
        return together(
            pairs([(c.label, together(cell.text)) for c, cell in zip(section.columns, line, strict=True)], skin, tags)
            for line in section.lines
        )
    return table([column.label for column in section.columns], _texts(section.lines), tags)


def table(heads: Sequence[str], rows: Sequence[Sequence[Markup]], tags: Tags) -> Markup:
    """Return a table, with a row of heads where there are any."""
    head = tags("thead", "", tags("tr", "head", (tags("th", "", each) for each in heads))) if heads else ""
    body = (tags("tr", "line", (tags("td", "", cell) for cell in row)) for row in rows)
    return tags("div", "scroll", tags("table", "list", head, tags("tbody", "", body)))


def _texts(lines: Sequence[Sequence[Cell]]) -> list[list[Markup]]:
    return [[together(cell.text) for cell in line] for line in lines]


def _entry(place: int, cells: Mapping[Column, Cell], skin: Skin, tags: Tags, details: Callable[[int], str]) -> Entry:
    by_key = {column.key: (column.label, cell) for column, cell in cells.items()}
    label, name = by_key.pop("name")
    marks = [by_key.pop(key)[1].text for key in _MARKS if skin.badges != "none" and key in by_key]
    fields: list[tuple[str, Markup]] = [(_NUMBER, together(str(place + 1)))] if skin.serial == "column" else []
    actions: list[Markup] = []
    for key, (words, cell) in by_key.items():
        if key in BEHIND_DETAILS and skin.details != "row":
            continue
        if key in _FILES and skin.files == "one_cell":
            is_offer = cell.href or cell.action or cell.text in GENERIC_WORDS
            own = cell._replace(text=words) if cell.text in GENERIC_WORDS else cell
            if is_offer:
                actions.append(cell_of(own, skin, tags))
            elif cell.text.strip("-无暂数据 "):
                fields.append((words, cell_of(cell, skin, tags)))  # 在线填写: there is nothing to press
        else:
            fields.append((words, cell_of(cell, skin, tags)))
    match skin.details:
        case "dialog":
            actions.append(tags("a", "button", "详情", href="javascript:void(0)", data_detail=details(place)))
        case "hidden":
            actions.append(tags("span", "button", "查看", data_keeps=f"kept-{place}", style="cursor: pointer"))
        case "layer":
            actions.append(tags("button", "button", "查看详情", type="button", data_layer=details(place)))
        case "page":
            actions.append(tags("a", "button", "详情", href=details(place), target="_blank"))
    if actions or skin.files == "one_cell":
        fields.append((_ACTIONS, Markup(" ").join(actions)))
    return Entry(
        label, _name(name.text, [mark for mark in marks if mark.strip("-无暂数据 ")], skin, tags), tuple(fields)
    )


def _name(name: str, marks: Sequence[str], skin: Skin, tags: Tags) -> Markup:
    star = tags("i", "star", _STARS[skin.stars]) if skin.stars == "asterisk" else _STARS[skin.stars]
    match skin.badges:
        case "tag":
            return together(star, name, (tags("span", "tag", mark) for mark in marks))
        case "colour":
            return together(star, name, (tags("font", "", mark, color="green") for mark in marks))
        case "bracket":
            short = [mark for mark in marks if len(mark) <= 4]
            beneath = (
                together(tags("br"), tags("font", "", f"（{mark}）", color="green"))
                for mark in marks
                if mark not in short
            )
            return together(star, "".join(f"【{mark}】" for mark in short), name, beneath)
    return together(star, name)


def _rows(entries: Sequence[Entry], skin: Skin, tags: Tags) -> Iterator[list[Markup]]:
    """Yield the cells of each row; the heads first, unless each cell says itself what it is."""
    if skin.materials_head == "row":
        yield _ordered(entries[0].label, [together(label) for label, _ in entries[0].fields], entries[0])
    for entry in entries:
        fields = [
            value if skin.materials_head == "row" or label in _UNTOLD else together(label, "：", value)
            for label, value in entry.fields
        ]
        yield _ordered(entry.name, fields, entry)


def _ordered(name: str, fields: Sequence[Markup], entry: Entry) -> list[Markup]:
    """Return the cells in their order: a number stands before the name."""
    first = 1 if entry.fields and entry.fields[0][0] == _NUMBER else 0
    return [*fields[:first], together(name), *fields[first:]]


def _table(entries: Sequence[Entry], skin: Skin, tags: Tags) -> Markup:
    rows = list(_rows(entries, skin, tags))
    if skin.materials_head == "row":
        return table(rows[0], rows[1:], tags)
    return table((), rows, tags)


def _grid(entries: Sequence[Entry], skin: Skin, tags: Tags) -> Markup:
    return _gridded(entries, skin, tags, "div", "div", "div")


def _list(entries: Sequence[Entry], skin: Skin, tags: Tags) -> Markup:
    return _gridded(entries, skin, tags, "ul", "li", "span")


def _gridded(entries: Sequence[Entry], skin: Skin, tags: Tags, whole: str, row: str, cell: str) -> Markup:
    head = skin.materials_head == "row"
    rows = (
        tags(row, "grid-head" if head and place == 0 else "grid-row", (tags(cell, "grid-cell", each) for each in cells))
        for place, cells in enumerate(_rows(entries, skin, tags))
    )
    return tags(whole, "grid", rows)


def _cards(entries: Sequence[Entry], skin: Skin, tags: Tags) -> Markup:
    def card(entry: Entry) -> Markup:
        lines = (
            tags("p", "line", value) if label in _UNTOLD else tags("p", "line", f"{label}：", value)
            for label, value in entry.fields
            if label != _NUMBER
        )
        return tags("div", "card", tags("h4", "card-name", entry.name), tags("div", "card-body", lines))

    return tags("div", "card-list", map(card, entries))


def _pairs(entries: Sequence[Entry], skin: Skin, tags: Tags) -> Markup:
    return together(
        tags("div", "card", pairs([(entry.label, entry.name), *entry.fields], skin, tags)) for entry in entries
    )


_FORMS: Mapping[str, Callable[[Sequence[Entry], Skin, Tags], Markup]] = {
    "table": _table,
    "grid": _grid,
    "list": _list,
    "cards": _cards,
    "pairs": _pairs,
}
