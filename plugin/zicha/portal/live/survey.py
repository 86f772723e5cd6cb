"""Visit every page of one matter that a run visits, and say what the profile makes of each (zicha calibrate).

What a run does is done, and nothing besides: the login, the guide, the way to the form, the lists, the evaluation. Of a
form nothing is typed, of no page anything is handed in. A page on which a run would stop is still told as it stands.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from playwright.sync_api import Error as BrowserError

from zicha.model.base import Model
from zicha.model.calibration import CalibratedPage, Item, Mark, Part, Picture
from zicha.model.facts.forms import FormFiles
from zicha.model.facts.guide import EvaluationPage
from zicha.model.facts.journey import Application, Ending, Login
from zicha.model.facts.records import RawSnapshot
from zicha.model.finding import Uncheckable
from zicha.model.matter import Identity, Matter
from zicha.portal.approved_values import approved_values
from zicha.portal.guide.reader import read_guide
from zicha.portal.live.covering import covered
from zicha.portal.live.evaluation import grades_on
from zicha.portal.live.guide_visit import evaluation_entry
from zicha.portal.live.listing import Row
from zicha.portal.live.look import Look
from zicha.portal.live.observer import Journey, LiveObserver
from zicha.portal.live.personal_centre import CASES, EVALUATIONS, LICENCES
from zicha.portal.live.position import AtForm
from zicha.portal.live.tab import CLICKABLE, Tab
from zicha.portal.profile import Profile
from zicha.portal.recognition import (
    FORMS,
    GUIDE,
    OF_GUIDE,
    OF_LIST,
    OF_WAY,
    Lexicon,
    button_items,
    entry_candidates,
    field_items,
    grade_items,
    guide_items,
    list_items,
)

_MARKS = (files("zicha.portal.live") / "marks.js").read_text(encoding="utf-8")
_TALLEST = 6000
"""Pixels of a picture, at most."""
_ROWS = 20
"""Rows of a list are read, at most: they tell its columns and its states."""
_LISTS = {CASES: ("number", "state"), LICENCES: ("licence", "issued"), EVALUATIONS: ("number", "grade")}
"""The lists of the personal centre, with the columns that a run needs."""
_COVER = "#5f6b7a"
_BY_BUTTON = frozenset({Part.BUTTON, Part.FRAME})


class _Place(Model):
    number: int
    x: float
    y: float
    width: float
    height: float


class _Places(Model):
    places: tuple[_Place, ...]
    scroll: tuple[float, float]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class SurveyedPage:
    """A page as it was recognised, its picture, and all of its text, in which words of the profile may stand.

    `personal` are values that must not be kept; `forms` are the files that the guide offers, `views` what shows them.
    """

    page: CalibratedPage
    picture: bytes
    text: str
    personal: frozenset[str]
    forms: FormFiles | None = None
    views: tuple[RawSnapshot, ...] = ()


class Survey:
    """One visitor at the pages of one matter."""

    def __init__(self, observer: LiveObserver, profile: Profile) -> None:
        self._observer = observer
        self._profile = profile
        self._lexicon = Lexicon(profile)

    def pages(self, matter: Matter, identity: Identity) -> Iterator[SurveyedPage]:
        """Yield the pages in the order of a run. One that fails is no reason not to go on."""
        self._observer.gatekeeper.stops.disregard()
        journey = self._observer.journey(identity)
        yield self._login(journey, identity)
        yield self._guide(journey, matter)
        yield self._forms(journey, matter)
        yield self._evaluation(journey, matter)
        yield self._application(journey, matter, identity)
        for what, needed in _LISTS.items():
            yield self._listing(journey, what, needed)

    def _login(self, journey: Journey, identity: Identity) -> SurveyedPage:
        failure, note, tab = "", "", journey.visitor.tab
        try:
            fact = self._observer.login(identity).fact
            assert isinstance(fact, Login)
            failure = "" if fact.logged_in else fact.message or f"{identity}账号未能登录"
            note = f"{identity}账号，{'用已保存的登录状态' if fact.saved else '填写账号密码'}，用时{fact.seconds}秒"
        except (Uncheckable, BrowserError) as error:
            failure = str(error)
        tab = journey.visitor.tab
        look = tab.look()
        page = CalibratedPage(name="登录", address=look.url, failure=failure, note=note)
        items = button_items(look, ("login", "logout", "send_code"), self._lexicon)
        if failure:
            items = (*field_items(look, self._lexicon), *items)
        else:
            items = tuple(item for item in items if item.is_recognised)
        return self._shot(tab, look, page.model_copy(update={"items": items}), journey)

    def _guide(self, journey: Journey, matter: Matter) -> SurveyedPage:
        visitor, failure = journey.visitor, ""
        try:
            panes = [(pane.name, pane.page) for pane in journey.guide.panes(matter)]
        except (Uncheckable, BrowserError) as error:
            failure = str(error)
            panes = [("", journey.guide.page_record())]
        text = read_guide(panes, self._profile)
        if not (text.values or failure):
            failure = f"没有认出办事指南的任何内容：{visitor.tab.page.url}"
        look = journey.guide.look(matter) if not failure else visitor.tab.look()
        shown = [page for _, page in panes]
        items = guide_items(text, shown, self._lexicon, approved_values(matter))
        items = (*items, *self._buttons(look, OF_GUIDE))
        page = CalibratedPage(name=GUIDE, address=look.url, failure=failure, items=items)
        if look.button(self._profile.entries["apply"]) is None:
            page = entry_candidates(page, "apply", self._lexicon)
        if evaluation_entry(look, self._profile) is None:
            page = entry_candidates(page, "evaluate", self._lexicon)
        return self._shot(visitor.tab, look, page, journey)

    def _forms(self, journey: Journey, matter: Matter) -> SurveyedPage:
        try:
            sighting = self._observer.forms(matter)
        except (Uncheckable, BrowserError) as error:
            return self._without_page(FORMS, str(error), journey)
        assert isinstance(sighting.fact, FormFiles)
        page = CalibratedPage(name=FORMS, address=sighting.fact.url)
        return SurveyedPage(page, b"", "", sighting.personal, sighting.fact, sighting.snapshots)

    def _evaluation(self, journey: Journey, matter: Matter) -> SurveyedPage:
        visitor, tab = journey.visitor, journey.visitor.tab
        try:
            fact = journey.guide.evaluation(matter).fact
            assert isinstance(fact, EvaluationPage)
            if not fact.opened:
                reason = "点击后没有反应" if fact.entry else "办事指南上没有认出“好差评”的入口"
                return self._without_page("好差评", reason, journey)
            look = visitor.open(fact.url, "打开好差评页面")
            tab = visitor.tab
            look = tab.look_until(lambda look: bool(grades_on(look, self._profile)), self._profile.limits.click)
        except (Uncheckable, BrowserError) as error:
            return self._without_page("好差评", str(error), journey)
        grades = grades_on(look, self._profile)
        failure = (
            ""
            if len(grades) == len(self._profile.grades)
            else f"认出{len(grades)}个评价等级，应有{len(self._profile.grades)}个"
        )
        items = (*grade_items(grades), *self._buttons(look, ("submit_evaluation",)))
        page = CalibratedPage(name="好差评", address=look.url, failure=failure, items=items)
        return self._shot(tab, look, page, journey)

    def _application(self, journey: Journey, matter: Matter, identity: Identity) -> SurveyedPage:
        visitor = journey.visitor
        try:
            fact = self._observer.application(matter, identity).fact
        except (Uncheckable, BrowserError) as error:
            return self._without_page("申报表单", str(error), journey)
        assert isinstance(fact, Application)
        way = "途中：" + " → ".join(dict.fromkeys(hop.action for hop in fact.hops if hop.action))
        at = visitor.position
        if fact.ending is not Ending.FORM or not isinstance(at, AtForm):
            failure = f"没有到达申报表单：{fact.ending}" + (f"（{fact.message}）" if fact.message else "")
            if visitor.tab.page.url != fact.url:
                return self._without_page("申报表单", failure, journey, fact.url, way)
            tab = visitor.tab
        else:
            failure, tab = "", at.tab
        look = tab.look()
        items = (*field_items(look, self._lexicon), *self._buttons(look, OF_WAY))
        page = CalibratedPage(name="申报表单", address=look.url, failure=failure, note=way, items=items)
        if fact.ending in (Ending.STUCK, Ending.UNCLEAR):
            page = entry_candidates(page, "next", self._lexicon)
        return self._shot(tab, look, page, journey)

    def _listing(self, journey: Journey, what: str, needed: Sequence[str]) -> SurveyedPage:
        visitor, rows, failure, recognised = journey.visitor, list[Row](), "", False
        name = what.strip("“”")
        try:
            visitor.require_login()
            journey.centre.open(what)
            look, record = visitor.tab.look(), visitor.tab.page_record()

            def is_enough(row: Row) -> bool:
                rows.append(row)
                return len(rows) >= _ROWS

            recognised = journey.centre.read_open_list(what, is_enough).recognised
        except (Uncheckable, BrowserError) as error:
            return self._without_page(name, str(error), journey)
        if not recognised:
            failure = "没有认出列表：没有一个栏目是已知的，也没有说明列表是空的"
        if what == LICENCES and any(row.heading for row in rows):
            needed = [key for key in needed if key != "licence"]  # a card bears the name at its head
        note = f"读到{len(rows)}行" + ("（只读前若干行）" if len(rows) >= _ROWS else "")
        if not rows:
            note, needed = "列表是空的，栏目和状态没有核对：请换一个办过事的账号再校准", ()
        known = [label for words in self._profile.columns.values() for label in words]
        states = [row.value(self._profile.columns["state"], known) for row in rows] if what == CASES else []
        columns = [label for row in rows for label in _labels_of(row, known)]
        listed, missing = list_items(columns, filter(None, states), record, needed, self._lexicon)
        page = CalibratedPage(name=name, address=look.url, failure=failure, note=note, missing=missing)
        page = page.model_copy(update={"items": (*listed, *self._buttons(look, OF_LIST))})
        return self._shot(visitor.tab, look, page, journey)

    def _buttons(self, look: Look, keys: Sequence[str]) -> tuple[Item, ...]:
        return button_items(look, keys, self._lexicon)

    def _without_page(self, name: str, failure: str, journey: Journey, url: str = "", note: str = "") -> SurveyedPage:
        page = CalibratedPage(name=name, address=url or journey.visitor.tab.page.url, failure=failure, note=note)
        return SurveyedPage(page, b"", "", journey.visitor.personal)

    def _shot(self, tab: Tab, look: Look, page: CalibratedPage, journey: Journey) -> SurveyedPage:
        """Return a page with its picture, in which everything that is personal is covered."""
        personal = journey.visitor.personal
        numbered = tuple(item.model_copy(update={"number": number}) for number, item in enumerate(page.items, start=1))
        page = page.model_copy(update={"items": numbered})
        try:
            places = _find(tab, numbered, look)
            content = _photograph(tab, places, personal, journey.visitor.terms.mask)
        except BrowserError:  # it has gone on elsewhere
            return SurveyedPage(page, b"", look.text, personal)
        height = min(places.height, _TALLEST)
        picture = Picture(file="", width=places.width, height=height, marks=_marks(places, numbered, height))
        return SurveyedPage(page.model_copy(update={"picture": picture}), content, look.text, personal)


def _labels_of(row: Row, known: Sequence[str]) -> Iterator[str]:
    """Yield the labels of a row: of a table its heads, of a card those that are known."""
    yield from (label for label, _ in row.cells)
    if not row.cells:
        yield from (label for label in known if row.value((label,), known))


def _find(tab: Tab, items: Sequence[Item], look: Look) -> _Places:
    """Return where the items stand on the page, those in its frames as well."""
    frames = [tab.page.main_frame, *(frame for frame in tab.page.frames[1:] if frame.url in look.frames)]
    parts = [
        _Places.model_validate(json.loads(frame.evaluate(_MARKS, _wanted(items, look, number))))
        for number, frame in enumerate(frames)
    ]
    places: list[_Place] = []
    for number, (frame, inner) in enumerate(zip(frames, parts, strict=True)):
        box = frame.frame_element().bounding_box() if number else None
        left, top = (box["x"], box["y"]) if box is not None else (0.0, 0.0)
        dx, dy = left + parts[0].scroll[0], top + parts[0].scroll[1]
        places += [each.model_copy(update={"x": each.x + dx, "y": each.y + dy}) for each in inner.places]
    return parts[0].model_copy(update={"places": tuple(places)})


def _wanted(items: Iterable[Item], look: Look, frame: int) -> list[object]:
    """Return what the script looks for in a frame: labels and buttons by their words, fields by their places."""
    labels: list[tuple[int, str]] = []
    buttons: list[tuple[int, str]] = []
    fields: list[tuple[int, int]] = []
    places = {field.label or field.hint or field.name: field.index for field in look.fields if field.frame == frame}
    for item in items:
        if item.part in _BY_BUTTON:
            buttons.append((item.number, item.words))
        elif item.part is Part.FIELD:
            if item.words in places:
                fields.append((item.number, places[item.words]))
        elif item.words:
            labels.append((item.number, item.words))
    return [labels, buttons, fields, CLICKABLE]


def _photograph(tab: Tab, places: _Places, personal: frozenset[str], mask: Callable[[str], str]) -> bytes:
    """Return a picture of the whole page without what is typed in, and without what is known to be somebody's own."""
    frames = tab.page.frames
    own = [frame.get_by_text(value) for frame in frames for value in personal if len(value) > 1]
    with covered(frames, mask) as private:
        return tab.page.screenshot(
            type="jpeg",
            quality=60,
            full_page=True,
            clip={"x": 0, "y": 0, "width": places.width, "height": min(places.height, _TALLEST)},
            mask=[*private, *own],
            mask_color=_COVER,
            animations="disabled",
            caret="hide",
        )


def _marks(places: _Places, items: Sequence[Item], height: int) -> tuple[Mark, ...]:
    by_number = {item.number: item for item in items}
    return tuple(
        Mark(
            number=place.number,
            part=by_number[place.number].part,
            recognised=by_number[place.number].is_recognised,
            needed=by_number[place.number].is_needed,
            left=round(100 * place.x / places.width, 3),
            top=round(100 * place.y / height, 3),
            width=round(100 * place.width / places.width, 3),
            height=round(100 * place.height / height, 3),
        )
        for place in places.places
        if place.y + place.height <= height and place.number in by_number
    )
