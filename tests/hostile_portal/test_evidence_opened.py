"""Evidence in a clerk's browser: opened from the disk it runs nothing and asks nobody for anything."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Request

from tests.evidence.test_inert import ACTIVE, GUIDE
from zicha.evidence.inert import inert

_MARK = (
    "() => [window.ran, document.body.innerText.includes('承诺办结时限'), document.querySelectorAll('script').length]"
)


def test_nothing_runs_and_nothing_is_fetched(chromium: Browser, tmp_path: Path) -> None:
    file, requests = tmp_path / "guide-1.html", list[str]()

    def note(request: Request) -> None:
        requests.append(request.url)

    page = chromium.new_page()
    page.on("request", note)
    for name, active in ACTIVE.items():
        file.write_text(inert(f"<!-- <head> --><html><body>{GUIDE}{active}</body></html>"), encoding="utf-8")
        page.goto(file.as_uri())
        assert page.evaluate(_MARK) == [None, True, 0], name
        for link in page.locator("a").all()[:2]:
            link.dispatch_event("click")
        assert page.evaluate("window.ran") is None, name
    page.close()
    assert set(requests) == {file.as_uri()}
