"""zicha login: a person, played by the test, logs in behind a slider; the login is kept, and tried as a run would."""

from __future__ import annotations

import re
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as FailKeyring
from playwright.sync_api import Browser, Page, Playwright

from tests.support.demo_visits import numbered
from tests.support.own_thread import in_own_thread
from zicha.inspection.browser import launch_browser
from zicha.inspection.options import Options
from zicha.inspection.run import now
from zicha.model.choices import Identity
from zicha.model.finding import Uncheckable
from zicha.office.login import LoginError, lacks, log_in
from zicha.office.person import Hands
from zicha.portal.live.person_login import LoginNotFinishedError, await_login, is_logged_in
from zicha.portal.profile import load_profile
from zicha.portal.saved_session import Owner, SavedSession, read_session, write_session
from zicha_demo.accounts import account_of
from zicha_demo.defects import Defects, Planting, Variant
from zicha_demo.server import DemoPortal

SLIDER = Variant(box="A1", name="滑块", note="登录要拖动滑块", platform_changes={"login_slider": True})

PROFILE = "extends: demo\ntitle: 邻市政务服务网\naddress: {}\nsessions: {{法人: keys/faren.json}}\n"


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with closing(launch_browser(playwright)) as browser:
        yield browser


@pytest.fixture(scope="module")
def portal() -> Iterator[DemoPortal]:
    defects = Defects(variants=(SLIDER,), plantings=(Planting(box="A1", variant="滑块"),))
    with DemoPortal([numbered(0)], defects=defects) as portal:
        yield portal


class Person:
    """Somebody who fills in the login page, drags the slider, and presses 登录."""

    def __init__(self, identity: Identity) -> None:
        self.account = account_of(identity)

    def __call__(self, page: Page) -> None:
        page.get_by_role("tab", name=f"{self.account.identity}登录").click()
        page.get_by_label("用户名").fill(self.account.user)
        page.get_by_label("密码").fill(self.account.password)
        handle = page.locator("[data-slides]").bounding_box()
        assert handle is not None
        y = handle["y"] + 20
        page.mouse.move(handle["x"] + 20, y)
        page.mouse.down()
        page.mouse.move(handle["x"] + 600, y, steps=4)
        page.mouse.up()
        page.get_by_role("button", name="登录", exact=True).click()
        page.wait_for_url(lambda url: "login" not in url)


def test_a_login_is_kept_with_its_owner(portal: DemoPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    begun, file = now(), Path("keys", "faren.json")
    Path("portal.yaml").write_text(PROFILE.format(portal.url), encoding="utf-8")
    chosen = Options(inventory=Path("matters"), report=Path("report"), portal="portal.yaml")
    person = Hands(wait=Person(Identity.LEGAL_PERSON), is_hidden=True, rounds=3)
    made = in_own_thread(lambda: log_in(chosen, Identity.LEGAL_PERSON, now, person))
    assert (made.file, made.missing) == (file, ())
    owner = read_session(file).owner
    assert owner is not None
    assert (owner.identity, owner.whose, owner.portal) == (Identity.LEGAL_PERSON, "开*********", portal.url)
    assert begun <= owner.since <= now()


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (lambda page: None, "没有人登录，没有保存登录状态"),
        (lambda page: page.close(), "登录还没有完成，浏览器就关闭了"),
    ],
    ids=["idle", "closed"],
)
def test_nobody_logs_in(browser: Browser, portal: DemoPortal, wait: Callable[[Page], None], words: str) -> None:
    profile = load_profile("demo", portal.url)
    with closing(browser.new_context()) as context, pytest.raises(LoginNotFinishedError, match=words):
        await_login(context, profile, lambda context: is_logged_in(context, profile), wait, rounds=2)


def test_what_is_missing_is_told() -> None:
    """A login of the other kind, for a profile that names no file and knows no list of cases."""
    profile = load_profile("demo", "https://www.portal.example")
    pages = profile.pages.model_copy(update={"cases": ""})
    bare = profile.model_copy(update={"pages": pages, "hosts": ("was.portal.example",)})
    session = SavedSession(state={"cookies": [{"domain": "www.portal.example"}]}, owner=owner_of(Identity.PERSON))
    assert lacks(bare, Identity.LEGAL_PERSON, session, "/uc/my") == (
        "门户配置没有写这个登录状态，请加一行：sessions: {法人: sessions/法人.json}",
        "门户配置没有写“我的办件”的网址；刚才打开的是 /uc/my，如果它就是“我的办件”，请加一行：pages: {cases: /uc/my}",
        "登录的像是个人账号，不像法人账号：请核对，登录错了的请退出后重新登录",
        "没有得到 was.portal.example 的登录状态：用到它的页面可能要求再登录，请在登录后打开一次再保存",
    )


def test_the_embedded_portal_needs_nobody() -> None:
    with pytest.raises(LoginError, match=re.escape("--portal http://127.0.0.1:8000")):
        log_in(Options(inventory=Path("matters"), report=Path("report")), Identity.PERSON, now, Hands())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a folder to its user by other means")
def test_nobody_else_can_read_it(tmp_path: Path) -> None:
    file = tmp_path / "session.json"
    file.write_text("", encoding="utf-8")
    file.chmod(0o666)
    write_session(file, {"cookies": []}, owner_of(Identity.PERSON))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


class SmallKeyring(KeyringBackend):
    """A keyring that forgets when its test ends."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # theirs has no types
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def small_keyring() -> Iterator[SmallKeyring]:
    usual, small = keyring.get_keyring(), SmallKeyring()
    keyring.set_keyring(small)
    yield small
    keyring.set_keyring(usual)


def test_where_there_is_a_keyring_it_is_encrypted(small_keyring: SmallKeyring, tmp_path: Path) -> None:
    file, state = tmp_path / "session.json", {"cookies": [{"name": "token", "value": "secret-value"}]}
    write_session(file, state, owner_of(Identity.PERSON))
    text = file.read_text(encoding="utf-8")
    assert "secret-value" not in text
    assert "张*" in text  # whose it is can be told without the key
    assert read_session(file).state == state
    small_keyring.kept.clear()
    with pytest.raises(Uncheckable, match="是另一个用户或者另一台电脑加密的"):
        read_session(file)


def test_where_there_is_none_it_is_kept_all_the_same(tmp_path: Path) -> None:
    usual = keyring.get_keyring()
    keyring.set_keyring(FailKeyring())  # type: ignore[no-untyped-call]  # theirs has no types
    try:
        write_session(tmp_path / "session.json", {"cookies": []}, owner_of(Identity.PERSON))
    finally:
        keyring.set_keyring(usual)
    assert read_session(tmp_path / "session.json").state == {"cookies": []}


def owner_of(identity: Identity) -> Owner:
    return Owner(identity=identity, whose="张*", portal="https://www.portal.example", since=now())


@pytest.mark.parametrize(
    ("text", "words"),
    [(None, "没有保存的登录状态"), ("{}", "不是登录状态"), ("\x00", "不是登录状态")],
    ids=["none", "other", "spoilt"],
)
def test_a_file_that_is_no_login_is_named(tmp_path: Path, text: str | None, words: str) -> None:
    file = tmp_path / "session.json"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(Uncheckable, match=words):
        read_session(file)
