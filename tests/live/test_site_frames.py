"""The frame of a site is learnt from its home page, once, and no guide is lost over it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.live_matters import HEALTHY
from tests.support.live_portals import Observe, kept
from tests.support.scripted_portal import ScriptedPortal
from zicha.model.facts.guide import Element, GuidePage
from zicha.portal.profile import Profile

FOOT = "<div>咨询电话：0371-25666666　监督投诉电话：0371-25777777</div>"
GUIDE = f"""<!DOCTYPE html><meta charset=utf-8><title>办事指南</title><body>
<table><tr><th>法定办结时限<td>20个工作日<tr><th>咨询方式<td>0371-23881001</table>{FOOT}"""
HOME = f"<!DOCTYPE html><meta charset=utf-8><body><h1>政务服务</h1>{FOOT}"
OWN, ALSO = ["0371-23881001"], ["0371-23881001", "0371-25666666"]


@pytest.mark.parametrize(
    ("home", "expected"),
    [((200, HOME), OWN), ((500, HOME), ALSO), ((404, HOME), ALSO), ((200, GUIDE), ALSO), ((200, ""), ALSO)],
    ids=["home page", "fails", "is missing", "is a guide", "is blank"],
)
def test_a_guide_is_read_without_the_frame_of_its_site(
    home: tuple[int, str],
    expected: list[str],
    scripted: ScriptedPortal,
    own_profile: Profile,
    observe: Observe,
    tmp_path: Path,
) -> None:
    matters = HEALTHY[:2]
    scripted.answers = {"/": home} | {f"/guide/{matter.page_id}": (200, GUIDE) for matter in matters}
    scripted.visits.clear()
    portal = kept(tmp_path / "evidence", observe(own_profile), own_profile)
    for matter in matters:
        guide = portal.guide(matter).fact
        assert isinstance(guide, GuidePage)
        assert [value.text for value in guide.shown(Element.CONSULTATION)] == expected
    assert scripted.visits["/"] == 1
