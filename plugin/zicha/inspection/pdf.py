"""The ledgers as PDF (台账/<部门全称>.pdf), to be sealed and scanned: the form of each page as a browser prints it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from zicha.inspection.browser import CONTEXT, launch_browser
from zicha.ledger.html import DEPARTMENT_FOLDER
from zicha.ledger.ledger import WORKBOOK_FOLDER, Ledger

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_LONGEST = 600_000
"""Milliseconds for the form of a large department on a slow machine."""


def write_pdfs(report: Path, ledgers: Sequence[Ledger]) -> None:
    """Write a PDF beside each workbook of a report, from its page."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = launch_browser(playwright, hosts=())
        for ledger in ledgers:
            if ledger.rows:
                page = report / DEPARTMENT_FOLDER / f"{ledger.slug}.html"
                write_pdf(browser, page, (report / WORKBOOK_FOLDER / ledger.workbook_name).with_suffix(".pdf"))
        browser.close()


def write_pdf(browser: Browser, page: Path, target: Path) -> None:
    """Print the form of a department's page, without what stands behind it, on A3 with the seal's number below."""
    context = browser.new_context(**CONTEXT)
    tab = context.new_page()
    tab.set_default_timeout(_LONGEST)
    tab.goto(page.resolve().as_uri(), wait_until="load")
    tab.evaluate("document.body.classList.add('form-alone')")
    target.parent.mkdir(parents=True, exist_ok=True)
    tab.pdf(path=target, prefer_css_page_size=True, print_background=True)
    context.close()
