"""What is read of a list of the personal centre, drawn in a browser, when a number is looked for."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.support.live_portals import LIMITS
from zicha.inspection.run import now
from zicha.portal.live.browser_tab import BrowserTab
from zicha.portal.live.listing import Listing, Reader, Row
from zicha.portal.profile import load_profile

A, B = "410821020210525A000001", "410821020210525A000002"
PROFILE = load_profile("demo", "http://127.0.0.1:1").model_copy(update={"limits": LIMITS})
LABELS = tuple(label for labels in PROFILE.columns.values() for label in labels)


def read(page: Page, source: str, number: str = A, query: str = "") -> Listing:
    """What is read of a page when a number is looked for."""
    page.set_content(f"<html><main>{source}</main></html>")
    return Reader(BrowserTab(page, LIMITS, now, lambda _: None), PROFILE, ("number",)).find(
        lambda row: row.names(number), query
    )


def state(row: Row | None) -> str:
    assert row is not None
    return row.value(PROFILE.columns["state"], LABELS)


def table(header: list[str], *rows: list[str]) -> str:
    head = "".join(f"<th>{cell}</th>" for cell in header)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
