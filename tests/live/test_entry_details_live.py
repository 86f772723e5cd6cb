"""详情 of materials and steps is pressed, read into its entry and closed again, in whatever box it comes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.skins.publications import PAPERS
from tests.support.clothed_portals import clothed_portal
from tests.support.live_matters import STEPS, numbered
from tests.support.live_portals import LIMITS, Observe
from zicha.model.facts.guide import Element, GuidePage
from zicha.model.matter import Matter
from zicha.portal.profile import load_profile
from zicha_demo.server import DemoPortal

SKINS = (
    "details=dialog step_details=dialog", "details=hidden materials=cards files=one_cell links=script",
    "details=layer panes=links materials=pairs step_details=dialog steps=circles",
    "details=hidden framed=yes panes=tabs panes_come=hidden",
)  # fmt: skip
MATTERS = tuple(
    numbered(number, f"分项{number:02d}许可", 申请材料=PAPERS[:3], 办理流程=STEPS[:2]) for number in range(len(SKINS))
)


@pytest.fixture(scope="module")
def clothed() -> Iterator[DemoPortal]:
    """A portal whose guides keep a part of each entry behind 详情."""
    with clothed_portal(MATTERS, SKINS) as portal:
        yield portal


@pytest.mark.parametrize("matter", MATTERS, ids=SKINS)
def test_details_are_opened_and_read_into_their_entries(matter: Matter, clothed: DemoPortal, observe: Observe) -> None:
    profile = load_profile("demo", clothed.url).model_copy(update={"limits": LIMITS})
    published = next(each for each in clothed.publications if each.code == matter.code)
    guide = observe(profile).guide(matter).fact
    assert isinstance(guide, GuidePage)
    assert [each.text(Element.MATERIAL_NAME) for each in guide.materials] == [each.name for each in published.materials]
    assert [each.text(Element.SOURCE) for each in guide.materials] == [each.source for each in published.materials]
    assert [each.text(Element.STEP_CONTENT) for each in guide.steps] == [each.content for each in published.steps]
    notes = [value.text for each in guide.materials for value in each.values if value.element is Element.MATERIAL_NOTE]
    assert notes == []
