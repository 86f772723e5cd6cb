"""The browser that a person sees: where none can be shown, she reads why, and what to do."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from zicha.inspection.browser import VARIABLE
from zicha.office.person import Hands, NoWindowError, browser_of_person


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
def test_a_browser_that_shows_no_window_is_named(
    playwright: Playwright, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a server without a desktop."""
    broken = tmp_path / "browser"
    broken.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setenv(VARIABLE, str(broken))
    with pytest.raises(NoWindowError, match=r"browser 的窗口打不开。请在能看到桌面的电脑上运行") as caught:
        browser_of_person(playwright, Hands())
    assert "\n" not in str(caught.value)


def test_a_browser_that_is_not_there_is_named(playwright: Playwright, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "/nowhere/browser")
    with pytest.raises(NoWindowError, match=r"指定的浏览器不存在：/nowhere/browser。请改正，或者删去它"):
        browser_of_person(playwright, Hands())
