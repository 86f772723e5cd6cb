"""A whole application over HTTP, in the portal and in a department's system."""

from __future__ import annotations

import re

import pytest
import requests
from demo_samples import log_in

from zicha.demo.guide_view import entry_address
from zicha.demo.publication import Publication
from zicha.demo.server import DemoPortal

VALUES = {"select": None, "date": "2026-03-01", "number": "12", "tel": "13803780000"}


def apply(portal: DemoPortal, session: requests.Session, publication: Publication, identity: str) -> str:
    """Go through every page as a person would; the text of the last one."""
    page = session.get(portal.url + entry_address(publication))
    assert "办理须知" in page.text
    page = session.post(page.url, data={"agreed": "1", "action": "next"})
    if "/situation?" in page.url:
        questions = re.findall(r'name="(q\d+)" value="([^"]+)"', page.text)
        page = session.post(page.url, data={**dict(questions), "action": "next"})
    assert "填写申报信息" in page.text
    fields = [field for field in publication.application.fields if field.only_for in (None, identity)]
    answers = {field.key: field.options[0] if field.options else VALUES.get(field.kind) or "测试" for field in fields}
    page = session.post(page.url, data={**answers, "action": "next"})
    assert "上传申报材料" in page.text
    for index, demand in enumerate(publication.application.demands):
        if demand.hand_in == "免提交":
            page = session.post(page.url, data={"action": f"fetch-{index}"})
            assert "已关联电子证照" in page.text
    uploads = {
        f"file{index}": (f"材料{index}.pdf", b"%PDF-1.4", "application/pdf")
        for index, demand in enumerate(publication.application.demands)
        if demand.hand_in == "上传"
    }
    page = session.post(page.url, data={"action": "next"}, files=uploads)
    assert "核对信息" in page.text
    return session.post(page.url, data={"action": "next"}).text


@pytest.mark.parametrize("index", range(8))
def test_a_person_can_apply_and_finds_the_case(portal: DemoPortal, index: int) -> None:
    publication = portal.publications[index]
    for identity in publication.identities:
        session = log_in(portal, identity)
        text = apply(portal, session, publication, identity)
        assert "提交成功" in text
        numbers = re.findall(r"办件编号：<strong>([0-9A-Z]{43})</strong>", text)
        assert numbers
        assert numbers[0].startswith(publication.code[:31])
        found = session.get(f"{portal.url}/uc/cases", params={"number": numbers[0]}).text
        assert publication.matter_name in found
        assert "待预审" in found
