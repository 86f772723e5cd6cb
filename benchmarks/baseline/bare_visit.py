"""A bare Playwright script that opens the pages an inspection opens, once, and looks at nothing.

Run by bench.py: python benchmarks/baseline/bare_visit.py ADDRESS INVENTORY. It is the baseline, so it knows the
embedded portal's markup by heart and keeps no evidence.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, sync_playwright

from zicha.catalogue.checks import REACH, Need
from zicha.inspection.browser import find_browser
from zicha.inventory import load
from zicha.model.matter import Identity, Matter
from zicha.portal.live.invented_data import UPLOAD
from zicha_demo.accounts import account_of


def log_in(context: BrowserContext, portal: str, identity: Identity) -> Page:
    page = context.new_page()
    page.goto(f"{portal}/tacs-uc/login/index")
    if identity is Identity.LEGAL_PERSON:
        page.get_by_role("tab", name="法人登录").click()
    account = account_of(identity)
    page.get_by_label("用户名").fill(account.user)
    page.get_by_label("密码").fill(account.password)
    with page.expect_navigation():
        page.locator("form").get_by_role("button", name="登录", exact=True).last.click()
    return page


def open_guide(page: Page, portal: str, matter: Matter) -> None:
    page.goto(f"{portal}/portal/guide/{matter.page_id}?region={matter.department.region_code}000000")
    page.locator(".rate").wait_for()


def look_around(page: Page) -> None:
    """The tabs of the guide and its evaluation page."""
    for tab in page.get_by_role("tab").all()[1:]:
        with page.expect_response("**/*"):
            tab.click()
    with page.expect_popup() as opened:
        page.locator(".rate").click()
    opened.value.wait_for_load_state()
    opened.value.close()


def open_application(page: Page) -> Page:
    entry = page.locator(".apply")
    if entry.get_attribute("target") or entry.get_attribute("data-open"):
        with page.expect_popup() as opened:
            entry.click()
        opened.value.wait_for_load_state()
        return opened.value
    with page.expect_navigation():
        entry.click()
    return page


def fill(page: Page) -> None:
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    for group in page.locator("main fieldset:has(input[type=radio])").all():
        group.locator("input[type=radio]").first.check()
    for field in page.locator("main input[required], main textarea[required]").all():
        if not field.input_value():
            is_date = field.get_attribute("type") == "date"
            is_number = field.get_attribute("inputmode") == "decimal"
            field.fill("2026-01-05" if is_date else "1" if is_number else "13800000000")
    for choice in page.locator("main select[required]").all():
        choice.select_option(index=1)
    for upload in page.locator("main input[type=file]").all():
        upload.set_input_files([UPLOAD])
    while page.get_by_role("button", name="获取电子证照").count():
        with page.expect_navigation():
            page.get_by_role("button", name="获取电子证照").first.click()


def leave_empty(page: Page) -> None:
    """Press 下一步 with a required field empty, where the browser lets it."""
    form = page.locator("main form").last
    if form.evaluate("form => form.noValidate || form.checkValidity()"):
        with page.expect_navigation():
            page.get_by_role("button", name="下一步").click()


def apply(page: Page, hand_in: bool) -> None:
    has_left_empty = False
    while True:
        has_fields = page.locator("main input[type=text], main textarea").count() > 0
        if not hand_in and has_fields:
            return
        if has_fields and not has_left_empty:
            has_left_empty = True
            leave_empty(page)
        fill(page)
        button = page.get_by_role("button", name="下一步")
        last = not button.count()
        with page.expect_navigation():
            (page.get_by_role("button", name="提交", exact=True) if last else button).click()
        if last:
            return


def follow(page: Page, portal: str, number: str) -> None:
    """How far a case is, whether it asks to be evaluated, and its evaluation, if it may be evaluated."""
    page.goto(f"{portal}/uc/cases")
    page.goto(f"{portal}/uc/cases")
    ask = page.locator(f"a[target=_blank][href*='{number}']").first
    if not ask.count():
        return
    with page.expect_popup() as opened:
        ask.click()
    form = opened.value
    form.wait_for_load_state()
    form.locator("input[name=grade]").first.check()
    with form.expect_navigation():
        form.locator("form button").last.click()
    form.close()
    page.goto(f"{portal}/uc/evaluations")


def main(portal: str, inventory: Path) -> None:
    with sync_playwright() as playwright:
        installed = find_browser()
        browser = playwright.chromium.launch(executable_path=str(installed) if installed else None)
        pages: dict[Identity, Page] = {}
        for matter in load(inventory).matters:
            reach = REACH[matter.method]
            for number, identity in enumerate(matter.identities):
                if identity not in pages:
                    pages[identity] = log_in(browser.new_context(), portal, identity)
                page = pages[identity]
                if number == 0:
                    open_guide(page, portal, matter)
                    look_around(page)
                else:
                    open_guide(page, portal, matter)
                application = open_application(page)
                apply(application, Need.SUBMIT in reach)
                done = application.locator("main").inner_text() if Need.SUBMIT in reach else ""
                if application is not page:
                    application.close()
                if match := re.search(rf"{matter.code}\d{{12}}", done):
                    follow(page, portal, match[0])
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
