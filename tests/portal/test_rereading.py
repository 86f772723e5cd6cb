"""A recorded guide is read again with today's reader, and what that changes is said in words."""

from __future__ import annotations

import pytest

from tests.support.easel import drawn
from tests.support.facts import SEEN
from tests.support.live_portals import LIMITS
from zicha.model.facts.guide import Element, GuidePage, ShownGroup, ShownValue
from zicha.model.facts.records import FactKey, Record
from zicha.model.finding import Uncheckable
from zicha.model.page import OpenedPage
from zicha.portal.profile import load_profile
from zicha.portal.rereading import Rereading, differences, guide_of

PROFILE = load_profile("demo", "http://127.0.0.1:1").model_copy(update={"limits": LIMITS})
pytestmark = pytest.mark.usefixtures("drawing")
KEY = FactKey(kind="guide", matter="1141")
URL = "http://127.0.0.1:1/guide"


def shown(element: Element, text: str) -> ShownValue:
    return ShownValue(element=element, label=str(element), text=text)


def material(name: str, *values: ShownValue) -> ShownGroup:
    return ShownGroup(values=(shown(Element.MATERIAL_NAME, name), *values))


def record(*values: ShownValue, materials: tuple[ShownGroup, ...] = ()) -> Record:
    fact = GuidePage(url=URL, at=SEEN, title="", values=values, materials=materials)
    return Record(key=KEY, portal="演示", demo=True, at=SEEN, fact=fact)


class Pages:
    """What an archive has kept of one guide."""

    def __init__(self, *html: str) -> None:
        self._pages = tuple(OpenedPage(tab="", page=drawn(each)) for each in html)
        self.times = 0

    def pages(self, key: FactKey) -> tuple[OpenedPage, ...]:
        self.times += 1
        return self._pages


TABLE = "<table><tr><th>承诺办结时限<td>5个工作日<th>法定办结时限<td>20个工作日</table>"


def test_what_its_page_shows_today_replaces_what_was_recorded() -> None:
    reread = Rereading(Pages(TABLE), PROFILE).record(record(shown(Element.PROMISED_LIMIT, "9个工作日")))
    assert isinstance(reread.fact, GuidePage)
    assert [value.text for value in reread.fact.shown(Element.PROMISED_LIMIT)] == ["5个工作日"]
    assert (reread.key, reread.fact.at, reread.fact.url) == (KEY, SEEN, URL)


def test_a_guide_is_read_once_however_many_checks_ask() -> None:
    archive = Pages(TABLE)
    rereading = Rereading(archive, PROFILE)
    first = rereading.record(record(shown(Element.PROMISED_LIMIT, "9个工作日")))
    assert rereading.record(record(shown(Element.PROMISED_LIMIT, "9个工作日"))) is first
    assert archive.times == 1


def test_what_kept_no_page_stays_as_it_was_recorded() -> None:
    recorded, rereading = record(shown(Element.PROMISED_LIMIT, "9个工作日")), Rereading(Pages(), PROFILE)
    assert rereading.record(recorded) is recorded
    assert not rereading.has_pages(recorded)


def test_what_could_not_be_observed_stays_so() -> None:
    failed = Record(key=KEY, portal="演示", demo=True, at=SEEN, failure="页面没有响应")
    assert Rereading(Pages(TABLE), PROFILE).record(failed) is failed


def test_what_nobody_recognises_any_more_is_not_checked() -> None:
    recorded = record(shown(Element.PROMISED_LIMIT, "9个工作日"))
    reread = Rereading(Pages("<p>甲"), PROFILE).record(recorded)
    assert (reread.fact, reread.failure) == (None, f"没有认出办事指南的任何内容：{URL}")
    assert differences(recorded, reread) == (reread.failure,)
    with pytest.raises(Uncheckable):
        guide_of((OpenedPage(tab="", page=drawn("<p>甲")),), PROFILE, URL, SEEN)


FIVE, NINE = shown(Element.PROMISED_LIMIT, "5个工作日"), shown(Element.PROMISED_LIMIT, "9个工作日")
COPIES = shown(Element.COPIES, "1份")


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        (record(FIVE), record(FIVE), ()),
        (record(FIVE), record(NINE), ("承诺办结时限由“5个工作日”改为“9个工作日”",)),
        (record(), record(FIVE), ("新识别出承诺办结时限：5个工作日",)),
        (record(FIVE), record(), ("不再识别出承诺办结时限：5个工作日",)),
        (record(FIVE), record(FIVE, NINE), ("新识别出承诺办结时限：9个工作日",)),
        (record(FIVE, NINE), record(FIVE), ("不再识别出承诺办结时限：9个工作日",)),
        (record(FIVE, FIVE), record(FIVE), ("不再识别出承诺办结时限：5个工作日",)),
        (
            record(materials=(material("营业执照 正本"),)),
            record(materials=(material("营业执照", COPIES),)),
            ("材料名称由“营业执照 正本”改为“营业执照”", "新识别出“营业执照”的份数：1份"),
        ),
    ],
    ids=["nothing", "another value", "a value", "none", "one more", "one less", "once less", "a material"],
)
def test_what_changed_is_said_in_words(before: Record, now: Record, words: tuple[str, ...]) -> None:
    assert differences(before, now) == words
