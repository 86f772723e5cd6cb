"""What a guide shows, value by value and group by group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from zicha.model.facts.guide import Element, ShownGroup, ShownValue
from zicha.portal.guide.groups import GROUPS

_SHORTEST_NAME = 4
NO_VALUE = {"无", "暂无", "暂无数据", "-", "--"}


@dataclass(frozen=True)
class NamedBox:
    """What a small box shows under a name of its own."""

    name: str
    values: list[ShownValue]


@dataclass
class GuideText:
    """What a guide shows, as it is gathered."""

    values: list[ShownValue] = field(default_factory=list)
    groups: dict[str, list[list[ShownValue]]] = field(default_factory=lambda: {name: [] for name in GROUPS})
    of_windows: list[ShownValue] = field(default_factory=list)
    """What a list of windows shows; it is the matter's own where nothing else tells that."""
    of_cards: list[ShownValue] = field(default_factory=list)
    """What boxes show of something that they name; the same holds of it."""
    boxes: list[NamedBox] = field(default_factory=list)
    """What small boxes show under names of their own, which may be those of other matters."""
    titles: list[str] = field(default_factory=list)
    """What the pages call what they show."""
    of_notes: list[ShownValue] = field(default_factory=list)
    """What notes say under a label; the same holds of it."""
    asides: list[ShownValue] = field(default_factory=list)
    """What notes say of an element that has its value at a place of its own."""

    def group(self, name: str) -> tuple[ShownGroup, ...]:
        """Return the groups of a kind, without a row that says there are none: 暂无数据."""
        return tuple(ShownGroup(values=tuple(values)) for values in self.groups[name] if values[0].text not in NO_VALUE)

    def add(self, other: GuideText) -> None:
        """Take over what another pane shows, but for what is shown here already: panes may stand hidden in the page."""
        self.of_windows += other.of_windows
        self.of_cards += other.of_cards
        self.boxes += [each for each in other.boxes if each not in self.boxes]
        self.of_notes += other.of_notes
        shown_here = {_without_place(value) for value in self.values}
        self.values += [value for value in other.values if _without_place(value) not in shown_here]
        for name, groups in other.groups.items():
            groups_here = {tuple(map(_without_place, group)) for group in self.groups[name]}
            self.groups[name] += [group for group in groups if tuple(map(_without_place, group)) not in groups_here]

    def replace(self, name: str, group: Sequence[ShownValue], other: list[ShownValue]) -> None:
        """Put another group in the place of one, on whatever pane that was shown."""
        wanted = tuple(map(_without_place, group))
        groups = self.groups[name]
        place = next((n for n, each in enumerate(groups) if tuple(map(_without_place, each)) == wanted), None)
        if place is not None:
            groups[place] = other

    def settle(self) -> None:
        """Take over what only notes, cards and lists of windows show."""
        self._set_boxes_apart()
        self._take_windows()
        known = {value.element for value in self.values if value.text}
        self.asides += [value for value in dict.fromkeys(self.of_notes) if value.element in known]
        self.values += [value for value in dict.fromkeys(self.of_notes) if value.element not in known]
        known = {value.element for value in self.values}
        self.values += [value for value in dict.fromkeys(self.of_cards) if value.element not in known]

    def _set_boxes_apart(self) -> None:
        """Set apart what small boxes show, but for one under the guide's own name, and for what nothing else shows.

        What a box shows otherwise than the guide's own place may be of another matter. Where only boxes show an
        element, and not the same of it, nobody knows which is meant: it is not read.
        """
        shown = {id(value) for value in self.values}
        doubted = {
            id(value): (box, value)
            for box in self.boxes
            if not self._is_own(box)
            for value in box.values
            if id(value) in shown
        }
        known = {value.element for value in self.values if value.text and id(value) not in doubted}
        known |= {value.element for value in self.of_windows}
        texts: dict[Element, set[str]] = {}
        for _, value in doubted.values():
            texts.setdefault(value.element, set()).add(value.text)
        unclear = known | {element for element, of_boxes in texts.items() if len(of_boxes) > 1}
        out = {key for key, (box, value) in doubted.items() if value.element in unclear or names_itself(box.values)}
        self.values = [value for value in self.values if id(value) not in out]
        self.asides += [
            value.model_copy(update={"section": f"“{box.name}”处"})
            for box, value in doubted.values()
            if value.element in known
        ]

    def _is_own(self, box: NamedBox) -> bool:
        """Return whether the name of a box is what the page says that the guide is of."""
        name = _letters(box.name)
        names = [_letters(value.text) for value in self._outside_boxes() if value.element is Element.NAME]
        if not names and names_itself(box.values):
            names = list({_letters(each.name) for each in self.boxes if self._agrees_with_page(each)})
            names = names if len(names) == 1 else []  # of several nobody knows which is the guide's
        is_of_matter = any(name in each or each in name for each in names if each)
        is_title = len(name) >= _SHORTEST_NAME and any(name in _letters(title) for title in self.titles)
        return is_of_matter or is_title

    def _outside_boxes(self) -> list[ShownValue]:
        """Return the values that stand in no box that says itself of which matter it is."""
        inside = {id(value) for each in self.boxes if names_itself(each.values) for value in each.values}
        return [value for value in self.values if value.text and id(value) not in inside]

    def _agrees_with_page(self, box: NamedBox) -> bool:
        """Return whether a box says of which matter it is, and shows nothing otherwise than it stands elsewhere."""
        shown = {value.element: _letters(value.text) for value in box.values}
        elsewhere = ((value.element, _letters(value.text)) for value in self._outside_boxes())
        return names_itself(box.values) and all(shown.get(element, text) == text for element, text in elsewhere)

    def _take_windows(self) -> None:
        """Take over what only lists of windows show, of all windows together."""
        known = {value.element for value in self.values}
        windows: dict[Element, list[ShownValue]] = {}
        for value in dict.fromkeys(self.of_windows):
            windows.setdefault(value.element, []).append(value)
        for element, values in windows.items():
            if element not in known:
                texts = dict.fromkeys(value.text for value in values)
                self.values.append(values[0].model_copy(update={"text": "；".join(texts)}))


def names_itself(values: Sequence[ShownValue]) -> bool:
    """Return whether 事项名称 stands among values, so that the others are of the matter that it names."""
    return any(value.element is Element.NAME for value in values)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _without_place(shown: ShownValue) -> ShownValue:
    """Return a value without the place where it stands, and without its label: the name of a tab may be one."""
    return shown.model_copy(update={"section": "", "label": ""})
