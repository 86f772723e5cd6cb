"""A whole application over HTTP, in the portal and in a department's system."""

from __future__ import annotations

import re

import pytest

from tests.support.demo_visits import NAMES, apply, log_in
from zicha_demo.guide_view import entry_address
from zicha_demo.server import DemoPortal


@pytest.mark.parametrize("index", range(len(NAMES)))
def test_a_person_can_apply_and_finds_the_case(portal: DemoPortal, index: int) -> None:
    publication = portal.publications[index]
    for identity in publication.identities:
        session = log_in(portal, identity)
        text = apply(portal, session, publication, identity)
        assert "提交成功" in text
        numbers = re.findall(r"办件编号：<strong>([0-9A-Z]{43})</strong>", text)
        assert numbers
        assert numbers[0].startswith(publication.code[:31])
        case_page = session.get(f"{portal.url}/uc/cases", params={"number": numbers[0]}).text
        assert publication.matter_name in case_page
        assert "已办结" in case_page, "what is marked 测试 is handled at once"


def test_departments_with_a_system_of_their_own_handle_there(portal: DemoPortal) -> None:
    where = {entry_address(publication).split("/")[1] for publication in portal.publications}
    assert where == {"portal", "sso"}
