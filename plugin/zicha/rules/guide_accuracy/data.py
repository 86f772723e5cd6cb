"""The page of a guide against the data behind it: the portal publishes both (ledger box B1).

Where the two can be read and differ, one of them is wrong, whatever was approved. What the data leave out, or say in a
code that nobody knows, says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from zicha.catalogue.elements import ElementGroup, ElementKind, elements, kind_of
from zicha.model.facts.guide import Element, GuideData, ShownValue
from zicha.model.finding import Problem
from zicha.model.matter import MaterialKind, MatterType, Medium, Necessity
from zicha.published.guide import PublishedGuide
from zicha.published.limits import shown_limits, with_unit
from zicha.published.material_names import Sameness, compare_names, pair_materials
from zicha.published.materials import PublishedMaterial
from zicha.published.readings import is_closed, read_value
from zicha.rules.differences import contradiction, possible_difference
from zicha.rules.guide_accuracy.agreement import Agrees, is_same_organ, is_same_phone
from zicha.rules.limit_comparison import is_same_limit
from zicha.text.folding import is_nothing, plain
from zicha.text.telephones import telephones

_OF_MATTER = tuple(record.name for record in elements() if record.group in (ElementGroup.MATTER, ElementGroup.RESULT))
_PROSE = (
    ElementKind.NAME,
    ElementKind.NOTE,
    ElementKind.ADDRESS,
    ElementKind.LAW,
    ElementKind.CONDITIONS,
    ElementKind.LIST,
    ElementKind.PROSE,
)
"""Of which a page may show a part, or put it in other words: a person is asked."""
_MARKS = ((Element.MATERIAL_KIND, MaterialKind), (Element.MEDIUM, Medium), (Element.NECESSITY, Necessity))


def data_differences(guide: PublishedGuide, matter_type: MatterType) -> Iterator[Problem]:
    """Yield a problem for each element and each material of which the page and the data say two things."""
    data = guide.page.data
    if data is None:
        return
    for element in _OF_MATTER:
        values = [value for value in data.values if value.element is element and not _says_nothing(value.text)]
        if values and len({plain(value.text) for value in values}) == 1:
            yield from _compare(guide, values[0], matter_type)
    if data.materials and guide.materials:
        yield from _materials(guide, data)


def _says_nothing(text: str) -> bool:
    """Return whether a value is blank, or the -1 that services give for what they do not know."""
    return is_nothing(text) or text.strip() == "-1"


def _compare(guide: PublishedGuide, value: ShownValue, matter_type: MatterType) -> Iterator[Problem]:
    places = guide.places(value.element)
    verdicts = [_agrees(guide, place, value, matter_type) for place in places]
    if not places or True in verdicts:
        return
    shown, kind = with_unit(places[0]), kind_of(value.element)
    text = f"{value.element}：页面显示“{shown}”，门户的数据接口（{value.label}）为“{value.text}”"
    if None not in verdicts:
        yield contradiction(guide.page, text, value.text, shown)
    elif kind is ElementKind.LIMIT or kind in _PROSE:
        yield possible_difference(guide.page, text, value.text, shown)


def _agrees(guide: PublishedGuide, place: ShownValue, value: ShownValue, matter_type: MatterType) -> Agrees:
    """Return whether a place of the page says what the data say; None where that cannot be told."""
    element, kind = value.element, kind_of(value.element)
    one, other = plain(place.text).rstrip("…"), plain(value.text)
    if one == other:
        return True
    if kind is ElementKind.LIMIT:
        return _is_same_limit(place, value, matter_type)
    if kind in _PROSE:
        return one in other or other in one or None
    if kind is ElementKind.CODE:
        return False if len(one) == len(other) else None
    if kind is ElementKind.ORGAN:
        is_own = "实施" in place.label or "主办" in place.label
        return is_same_organ(place.text, value.text) if is_own else None
    if kind is ElementKind.PHONE:
        has_both = telephones(place.text) and telephones(value.text)
        return is_same_phone(place.text, value.text) if has_both else None
    if not is_closed(element) or (kind is not ElementKind.VISITS and other.isdecimal()):
        return None  # a vendor's code
    read, meant = (read_value(element, text, guide.words) for text in (place.text, value.text))
    return None if None in (read, meant) else bool(read == meant)


def _is_same_limit(place: ShownValue, value: ShownValue, matter_type: MatterType) -> Agrees:
    """Compare two limits. A number alone may count anything, and 0 may stand for none."""
    limits, others = shown_limits(place), shown_limits(value)
    if (text := plain(value.text)).isdecimal():
        return any(limit.amount == int(text) for limit in limits) or None
    return is_same_limit(limits[0], others[0], matter_type) if len(limits) == len(others) == 1 else None


def _materials(guide: PublishedGuide, data: GuideData) -> Iterator[Problem]:
    listed = [PublishedMaterial(group, guide.words) for group in data.materials]
    names, offered = [each.name for each in listed], [each.name for each in guide.materials]
    pairs = pair_materials(names, offered)
    for i, name in enumerate(names):
        if i not in pairs:
            yield contradiction(guide.page, f"门户的数据接口列有材料“{name}”，页面没有列出", name, "")
    for j, name in enumerate(offered):
        if j not in pairs.values():
            yield contradiction(guide.page, f"页面列有材料“{name}”，门户的数据接口没有", "", name)
    for i, j in pairs.items():
        if compare_names(names[i], offered[j]) is not Sameness.SAME:
            text = f"材料名称：页面显示“{offered[j]}”，门户的数据接口为“{names[i]}”"
            yield possible_difference(guide.page, text, names[i], offered[j])
            continue
        for element, kind in _MARKS:
            one, other = guide.materials[j].mark(element, kind), listed[i].mark(element, kind)
            if one.value is not None and other.value is not None and one.value is not other.value:
                text = f"材料“{offered[j]}”的{element}：页面显示“{one.text}”，门户的数据接口为“{other.text}”"
                yield contradiction(guide.page, text, other.text or "", one.text or "")
