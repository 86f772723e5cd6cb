"""A guide whose parts come only when they are pressed is read whole: behind bare links, beneath titles."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.clothed_portals import clothed_portal
from tests.support.live_matters import numbered
from tests.support.live_portals import LIMITS, Observe
from zicha.model.facts.guide import Element, GuidePage
from zicha.model.matter import Matter
from zicha.portal.markup import clean
from zicha.portal.profile import load_profile
from zicha_demo.server import DemoPortal

SKINS = (
    "panes=links", "panes=links headings=bold", "panes=accordion", "cut=fetched guide=dl",
    "panes=accordion guide=spans classes=ant cut=fetched", "panes=folded guide=dl cut=fetched",
    "panes=tabs panes_come=hidden cut=fetched buttons=copy",
)  # fmt: skip
PLACE = "开封市市民之家二楼A区取水许可综合窗口6号、7号"
"""So long that some skins cut it off."""
MATTERS = tuple(
    numbered(number, f"分部{number:02d}许可", 受理条件=["年满十八周岁", "有固定场所"], 办理地点=PLACE)
    for number in range(len(SKINS))
)


@pytest.fixture(scope="module")
def clothed() -> Iterator[DemoPortal]:
    """A portal whose guides open part by part."""
    with clothed_portal(MATTERS, SKINS) as portal:
        yield portal


@pytest.mark.parametrize("matter", MATTERS, ids=SKINS)
def test_every_part_is_opened_and_read(matter: Matter, clothed: DemoPortal, observe: Observe) -> None:
    profile = load_profile("demo", clothed.url).model_copy(update={"limits": LIMITS})
    published = next(each for each in clothed.publications if each.code == matter.code)
    guide = observe(profile).guide(matter).fact
    assert isinstance(guide, GuidePage)
    assert [each.text(Element.MATERIAL_NAME) for each in guide.materials] == [each.name for each in published.materials]
    assert [each.text(Element.STEP_NAME) for each in guide.steps] == [each.name for each in published.steps]
    assert {each.text for each in guide.shown(Element.CONDITIONS)} == set(map(clean, published.conditions))
    assert guide.shown(Element.CONSULTATION)
    assert [each.text for each in guide.shown(Element.PLACE)] == [PLACE]
