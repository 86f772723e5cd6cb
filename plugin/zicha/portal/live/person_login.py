"""A person logs in, in a browser that she sees: slider, message and face are hers. Nothing here types or presses.

When the pages say that somebody is logged in, or the person says so, the login is taken from the browser.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page
from playwright.sync_api import Error as BrowserError

from zicha.portal.live.login_page import greeted_names
from zicha.portal.profile import Profile


class LoginNotFinishedError(Exception):
    """Nobody has logged in; the message is for the reader."""


def await_login(
    context: BrowserContext,
    profile: Profile,
    is_done: Callable[[BrowserContext], bool],
    wait: Callable[[Page], None],
    rounds: int,
) -> None:
    """Open the login page and return once a person has logged in. Raise LoginNotFinishedError where nobody does.

    `wait` lets some time pass between two looks, of which there are `rounds`.
    """
    page = context.new_page()
    try:
        page.goto(profile.login_address)
        for _ in range(rounds):
            if is_done(context):
                return
            wait(_open_page(context))
    except BrowserError as error:
        reason = (
            "登录还没有完成，浏览器就关闭了" if page.is_closed() else f"登录页面打不开：{error.message.splitlines()[0]}"
        )
        raise LoginNotFinishedError(f"{reason}。没有保存登录状态") from error
    raise LoginNotFinishedError("等了很久没有人登录，没有保存登录状态")


def is_logged_in(context: BrowserContext, profile: Profile) -> bool:
    """Return whether a page of the portal that is open says that somebody is logged in."""
    return any(_is_logged_in(page, profile) for page in context.pages)


def last_own_path(context: BrowserContext, profile: Profile) -> str:
    """Return the path of the portal's page that the person has open last; empty where it is none."""
    own = [page.url for page in context.pages if page.url.startswith(profile.address + "/")]
    return own[-1].removeprefix(profile.address) if own else ""


def _open_page(context: BrowserContext) -> Page:
    """Return a page that is open: the first one may have been closed for another."""
    if not context.pages:
        raise BrowserError("closed")
    return context.pages[-1]


def _is_logged_in(page: Page, profile: Profile) -> bool:
    """Return whether a page of the portal, other than its login page, greets somebody or offers to log out."""
    if not profile.is_own(page.url) or profile.is_login(page.url):
        return False
    try:
        text = page.inner_text("body", timeout=1000)
    except BrowserError:  # between two pages
        return False
    lines = {re.sub(r"[\W_]+", "", part) for line in text.splitlines() for part in (line, *line.split())}
    return bool(greeted_names(text)) or not lines.isdisjoint(profile.entries["logout"])
