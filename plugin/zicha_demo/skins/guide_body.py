"""A guide as its skin builds it: its parts one below the other, in panes, folded, or to be fetched one by one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from html import escape

from markupsafe import Markup

from zicha_demo.guide_view import Section, sections
from zicha_demo.publication import Publication
from zicha_demo.publishing import wording
from zicha_demo.skins.guide_lists import entry_details, fees, materials
from zicha_demo.skins.guide_prose import paragraphs, questions, steps
from zicha_demo.skins.guide_values import chinese, pairs, value_of
from zicha_demo.skins.style import style_sheet
from zicha_demo.skins.tags import Tags, together
from zicha_demo.skins.words import dressed

PANED = frozenset({"tabs", "links", "accordion"})
"""Where only one part is open at first."""


class GuideBody:
    """The parts of one guide, rendered."""

    def __init__(self, publication: Publication) -> None:
        self._page_id = publication.page_id
        self._skin = publication.skin
        self._tags = Tags(publication.skin.classes)
        self.sections = sections(dressed(publication, wording()["labels"]))
        self.style = style_sheet(publication.skin)

    def whole(self, opened: Collection[str] = ("basic",)) -> Markup:
        """Return all that the page holds when it has been loaded, or once parts that were closed have been opened."""
        body = _ARRANGEMENTS[self._skin.panes](self, opened)
        if self._skin.menu == "side" and self._skin.panes in ("page", "folded", "hash"):
            body = together(self._menu("side", "side-entry"), self._tags("div", "beside", body))
        return together(body, self._hidden() if self._skin.hidden == "template" else "")

    def pane(self, key: str) -> Markup:
        """Return one part as it is fetched. Raise LookupError if there is none of that key."""
        for place, section in enumerate(self.sections, 1):
            if section.key == key:
                return together(self._heading(section, place), self._inside(section, place))
        raise LookupError(key)

    def details(self, place: int, key: str = "materials") -> Markup:
        """Return what 详情 shows of the material, or of the step, at a place. Raise LookupError if there is none."""
        section = next(each for each in self.sections if each.key == key)
        return entry_details(section, place, self._skin, self._tags)

    def picture(self) -> str:
        """Return 办理流程 as a picture."""
        section = next(each for each in self.sections if each.key == "process")
        boxes = "".join(
            f'<rect x="{12 + 190 * n}" y="20" width="150" height="64" fill="#eef4fc" stroke="#1a5fb4"/>'
            f'<text x="{87 + 190 * n}" y="48" text-anchor="middle">{escape(line[0].text)}</text>'
            f'<text x="{87 + 190 * n}" y="72" text-anchor="middle" font-size="13">{escape(line[1].text)}</text>'
            for n, line in enumerate(section.lines)
        )
        width = 190 * len(section.lines) + 20
        return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="110" font-size="17">{boxes}</svg>'

    def _inside(self, section: Section, place: int) -> Markup:
        """Return what stands under the heading of a part."""
        skin, tags = self._skin, self._tags
        rows = [(label, value_of(label, text, skin, tags)) for label, text in section.rows]
        listed = Markup("")
        match section.key:
            case "materials":
                listed = materials(section, skin, tags, self._details_address)
            case "process":
                picture = f"/portal/guide/{self._page_id}/flow.svg"
                listed = steps(section, skin, tags, picture, self._step_address)
            case "fees" if section.lines:
                listed = fees(section, skin, tags)
        return together(
            pairs(rows, skin, tags, numbered=True, part=place),
            paragraphs(section, skin, tags),
            listed,
            questions(section, skin, tags),
        )

    def _details_address(self, place: int) -> str:
        if self._skin.details == "page":
            return f"/portal/guide/{self._page_id}/material/{place}"
        return f"/portal/guide/fragment?serviceUnid={self._page_id}&material={place}"

    def _step_address(self, place: int) -> str:
        return f"/portal/guide/fragment?serviceUnid={self._page_id}&step={place}"

    def _words(self, section: Section, place: int) -> str:
        match self._skin.numbers:
            case "arabic":
                return f"{chinese(place)}、{section.heading}"
            case "decimal":
                return f"{place}. {section.heading}"
        return section.heading

    def _heading(self, section: Section, place: int, *beside: Markup) -> Markup:
        element = {"h2": "h2", "div": "div", "bold": "p", "legend": "h3"}[self._skin.headings]
        words = self._words(section, place)
        inside = self._tags("b", "", words) if self._skin.headings == "bold" else words
        return self._tags(element, "title", inside, *beside)

    def _panel(self, section: Section, place: int, **attributes: str) -> Markup:
        heading, inside = self._heading(section, place), self._inside(section, place)
        if self._skin.headings == "legend":
            words = self._tags("legend", "title", self._words(section, place))
            return self._tags("fieldset", "panel", words, inside, id=section.key, **attributes)
        return self._tags("div", "panel", heading, inside, id=section.key, **attributes)

    def _page(self, opened: Collection[str]) -> Markup:
        return together(self._panel(section, place) for place, section in enumerate(self.sections, 1))

    def _anchors(self, opened: Collection[str]) -> Markup:
        return together(self._menu("tabs", "tab"), self._page(opened))

    def _menu(self, whole: str, entry: str) -> Markup:
        entries = (
            self._tags("li", "", self._tags("a", entry, section.heading, href=f"#{section.key}"))
            for section in self.sections
        )
        return self._tags("ul", whole, entries)

    def _folded(self, opened: Collection[str]) -> Markup:
        """Return the parts with all but the first folded away."""
        tags, parts = self._tags, []
        for place, section in enumerate(self.sections, 1):
            fold = tags("button", "button", "展开", type="button", data_folds=section.key, aria_expanded="false")
            heading = self._heading(section, place, *([fold] if place > 1 else []))
            inside = tags("div", "", self._inside(section, place), hidden=place > 1)
            parts.append(tags("div", "panel", heading, inside, id=section.key))
        return together(parts)

    def _tabs(self, opened: Collection[str]) -> Markup:
        tags, is_aria = self._tags, self._skin.panes == "tabs"
        kept = self._skin.panes_come == "hidden"
        entries, panes = [], []
        for section in self.sections:
            is_open = section.key in opened
            opens = {"data_shows" if kept else "data_pane": section.key}
            if is_aria:
                state = {"role_": "tab", "aria_selected": "true" if is_open else "false"}
                entries.append(tags("button", "tab", section.heading, type="button", **state, **opens))
            else:
                entries.append(tags("li", "", tags("a", "tab", section.heading, href="javascript:void(0)", **opens)))
            if kept or is_open:
                state = {"role_": "tabpanel"} if is_aria else {}
                state |= {} if is_open else {"style": "display: none;"} | ({"aria_hidden": "true"} if is_aria else {})
                panes.append(tags("div", "pane", self.pane(section.key), data_key=section.key, **state))
        menu = tags("div" if is_aria else "ul", "tabs", entries, role_="tablist" if is_aria else None)
        return tags("div", "panel", menu, panes, data_guide=self._page_id)

    def _accordion(self, opened: Collection[str]) -> Markup:
        """Return the headings of the parts, each of which opens what stands beneath it."""
        tags, kept, parts = self._tags, self._skin.panes_come == "hidden", []
        for place, section in enumerate(self.sections, 1):
            is_open = section.key in opened
            inside = self._inside(section, place) if kept or is_open else ""
            head = tags("div", "fold", self._words(section, place), data_folds=section.key)
            parts.append(together(head, tags("div", "panel", inside, hidden=not is_open, data_empty=not inside)))
        return tags("div", "", parts, data_guide=self._page_id)

    def _hidden(self) -> Markup:
        """Return what scripts keep in a page and nobody sees."""
        rows = [("承诺办结时限", together("1个工作日")), ("材料名称", together("示例材料"))]
        return self._tags("div", "dialog", pairs(rows, self._skin, self._tags), style="display: none;")


_ARRANGEMENTS: Mapping[str, Callable[[GuideBody, Collection[str]], Markup]] = {
    "page": GuideBody._page,
    "folded": GuideBody._folded,
    "tabs": GuideBody._tabs,
    "links": GuideBody._tabs,
    "accordion": GuideBody._accordion,
    "anchors": GuideBody._anchors,
    "hash": GuideBody._page,
}
