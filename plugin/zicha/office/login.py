"""zicha login: a person logs in, the login of all hosts is kept, and what an inspection will find of it is told.

The browser that the person uses is hers: slider and face need hosts that no profile names, so nothing is stopped there.
Whether the login holds is then tried as an inspection would, through the gate.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from zicha.evidence.archive import Archive
from zicha.inspection.browser import CONTEXT, launch_browser
from zicha.inspection.options import EMBEDDED, Options
from zicha.inspection.portal_access import PortalAccess
from zicha.model.choices import Identity
from zicha.model.finding import Uncheckable
from zicha.office.person import Hands, browser_of_person
from zicha.portal.gate import lines_for_hosts
from zicha.portal.permission import own_hosts
from zicha.portal.profile import Profile
from zicha.portal.saved_session import Owner, SavedSession, read_session, write_session

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Playwright

_LONGEST_OF_PEOPLE = 4
"""Characters: 欧阳某某; names with a · are longer. Hardly an organisation is shorter."""


class LoginError(Exception):
    """A login that was not kept; the message is for the reader."""


@dataclass(frozen=True, slots=True)
class LoginResult:
    """What was kept, and what an inspection will miss with it; `missing` is a line each."""

    file: Path
    session: SavedSession
    missing: tuple[str, ...]


def log_in(options: Options, identity: Identity, clock: Callable[[], datetime], hands: Hands) -> LoginResult:
    """Let a person log in, and keep that. Raise LoginError, ProfileError or AuthorisationError."""
    from playwright.sync_api import sync_playwright

    if options.portal == EMBEDDED:
        raise LoginError(
            "内置演示门户由程序登录，不用人登录。要练习登录：另开一个窗口运行 zicha demo，"
            "再运行 zicha login 个人 --portal http://127.0.0.1:8000"
        )
    with TemporaryDirectory(prefix="zicha-") as scratch:
        archive = Archive(Path(scratch))  # no evidence is kept: the way to the portal is read from its manifest
        access = PortalAccess(options, archive, clock)
        archive.begin(access.open((), clock()))
        profile = access.profile
        file = profile.sessions.get(identity, usual_file(identity))
        with sync_playwright() as playwright:
            state, cases = _of_person(playwright, profile, hands)
            tried = Path(scratch) / "session.json"
            write_session(tried, state, Owner(identity=identity, portal=profile.address, since=clock()))
            names, missing = _try(playwright, access, profile, identity, tried)
        kind = _kind_of(names) or identity
        owner = Owner(identity=kind, whose=_masked(names), portal=profile.address, since=clock())
        write_session(file, state, owner)
        session = read_session(file)
        return LoginResult(file, session, (*lacks(profile, identity, session, cases), *missing))


def lacks(profile: Profile, identity: Identity, session: SavedSession, shown: str = "") -> tuple[str, ...]:
    """Return what an inspection will miss with a login, a line each.

    `shown` is the path of the portal's page that the person had open at the end.
    """
    lines, owner = [], session.owner
    if identity not in profile.sessions:
        lines.append(
            f"门户配置没有写这个登录状态，请加一行：sessions: {{{identity}: {usual_file(identity).as_posix()}}}"
        )
    if not profile.pages.cases:
        hint = f"；刚才打开的是 {shown}，如果它就是“我的办件”，请加一行：pages: {{cases: {shown}}}" if shown else ""
        lines.append(f"门户配置没有写“我的办件”的网址{hint}")
    if owner is None or not owner.whose:
        lines.append("页面上没有看到是谁的账号，请自己核对登录的是哪一个")
    elif owner.identity is not identity:
        lines.append(f"登录的像是{owner.identity}账号，不像{identity}账号：请核对，登录错了的请退出后重新登录")
    return (*lines, *_hosts_without(session, profile))


def usual_file(identity: Identity) -> Path:
    """Return where a login is kept that no profile names a file for."""
    return Path("sessions") / f"{identity}.json"


def _of_person(playwright: Playwright, profile: Profile, hands: Hands) -> tuple[Any, str]:
    """Return the login that a person makes, and the path of the portal's page that she has open at its end."""
    from zicha.portal.live.person_login import LoginNotFinishedError, await_login, is_logged_in, last_own_path

    def is_done(context: BrowserContext) -> bool:
        """Where the cases' address is not known, the person first opens them, and says so."""
        waits_for_person = hands.is_present and not profile.pages.cases
        return hands.is_confirmed() or (not waits_for_person and is_logged_in(context, profile))

    with closing(browser_of_person(playwright, hands)) as browser:
        context = _window(browser)
        try:
            await_login(context, profile, is_done, hands.wait, hands.rounds)
        except LoginNotFinishedError as error:
            raise LoginError(str(error)) from error
        return context.storage_state(), last_own_path(context, profile)


def _window(browser: Browser) -> BrowserContext:
    """Return a context as large as the window, so that a page is seen whole."""
    return browser.new_context(
        **{**{key: value for key, value in CONTEXT.items() if key != "viewport"}, "no_viewport": True}
    )


def _try(
    playwright: Playwright, access: PortalAccess, profile: Profile, identity: Identity, session: Path
) -> tuple[frozenset[str], tuple[str, ...]]:
    """Open the personal centre as an inspection would; return the names that greet, and what was missing."""
    with_session = profile.model_copy(update={"sessions": {identity: session}, "accounts": {}})
    with closing(launch_browser(playwright, hosts=access.hosts)) as browser:
        observer = access.survey(browser, dict(CONTEXT), with_session)
        try:
            observer.login(identity)
            failures: tuple[str, ...] = ()
        except Uncheckable as error:
            failures = (f"个人中心没有打开：{error}",)
        finally:
            names = observer.journey(identity).visitor.personal
            stopped = lines_for_hosts(observer.gatekeeper.stopped).splitlines()
            access.close_browser()
    hosts = tuple(f"个人中心用到的主机，门户配置没有列出：{line.removeprefix('# ')}" for line in stopped)
    return names, (*failures, *hosts)


def _masked(names: frozenset[str]) -> str:
    name = min(names, key=len, default="")
    return name and name[0] + "*" * (len(name) - 1)


def _kind_of(names: frozenset[str]) -> Identity | None:
    """Return whose name greets, by what it looks like; None where nobody is greeted."""
    if not names:
        return None
    is_organisation = any(len(name) > _LONGEST_OF_PEOPLE and "·" not in name for name in names)
    return Identity.LEGAL_PERSON if is_organisation else Identity.PERSON


def _hosts_without(session: SavedSession, profile: Profile) -> tuple[str, ...]:
    """Return the portal's own hosts for which nothing of a login was kept."""
    kept = session.hosts()
    bare = [host.partition(":")[0] for host in own_hosts(profile)]
    without = [host for host in bare if not any(host == each or host.endswith(f".{each.lstrip('.')}") for each in kept)]
    return tuple(
        f"没有得到 {host} 的登录状态：用到它的页面可能要求再登录，请在登录后打开一次再保存" for host in without
    )
