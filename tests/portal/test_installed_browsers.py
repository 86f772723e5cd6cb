"""Finding a browser that is already there."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from zicha.inspection.browser import VARIABLE, find_browser


def program(folder: Path, name: str) -> Path:
    file = folder / (f"{name}.exe" if sys.platform == "win32" else name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("", encoding="utf-8")
    file.chmod(0o755)
    return file


def test_the_browser_that_is_named(tmp_path: Path) -> None:
    named = program(tmp_path, "my-browser")
    program(tmp_path / "bin", "chromium")
    assert find_browser(environment={VARIABLE: str(named), "PATH": str(tmp_path / "bin")}) == named


def test_a_named_browser_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="指定的浏览器不存在"):
        find_browser(environment={VARIABLE: str(tmp_path / "missing"), "PATH": ""})


def test_an_empty_name_names_nothing(tmp_path: Path) -> None:
    environment = {VARIABLE: "", "PATH": str(tmp_path)}
    assert find_browser(environment=environment) == find_browser(environment={"PATH": str(tmp_path)})


@pytest.mark.skipif(sys.platform == "win32", reason="elsewhere programs are found on the PATH")
class TestOnThePath:
    """Where browsers are commands."""

    def test_an_installed_browser(self, tmp_path: Path) -> None:
        edge = program(tmp_path, "microsoft-edge")
        assert find_browser(environment={"PATH": str(tmp_path)}) == edge
        chrome = program(tmp_path, "google-chrome")
        assert find_browser(environment={"PATH": str(tmp_path)}) == chrome

    def test_the_headless_shell_cannot_show_a_window(self, tmp_path: Path) -> None:
        shell, chromium = program(tmp_path, "chromium-headless-shell"), program(tmp_path, "chromium")
        assert find_browser(headed=False, environment={"PATH": str(tmp_path)}) == shell
        assert find_browser(headed=True, environment={"PATH": str(tmp_path)}) == chromium

    def test_in_any_folder_of_the_path(self, tmp_path: Path) -> None:
        chromium = program(tmp_path / "second", "chromium")
        path = os.pathsep.join([str(tmp_path / "first"), str(tmp_path / "second")])
        assert find_browser(environment={"PATH": path}) == chromium

    def test_what_cannot_be_run_is_no_browser(self, tmp_path: Path) -> None:
        program(tmp_path, "chromium").chmod(0o644)
        browser = find_browser(environment={"PATH": str(tmp_path)})
        assert browser is None or tmp_path not in browser.parents

    def test_what_is_found_is_there(self, tmp_path: Path) -> None:
        browser = find_browser(environment={"PATH": str(tmp_path)})
        assert browser is None or browser.is_file()


@pytest.mark.parametrize("folder", ["PROGRAMFILES(X86)", "PROGRAMFILES", "LOCALAPPDATA"])
def test_on_windows_under_the_program_folders(folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert find_browser(environment={folder: str(tmp_path)}) is None
    chrome = tmp_path / "Google/Chrome/Application/chrome.exe"
    chrome.parent.mkdir(parents=True)
    chrome.touch()
    assert find_browser(environment={folder: str(tmp_path)}) == chrome
    edge = tmp_path / "Microsoft/Edge/Application/msedge.exe"
    edge.parent.mkdir(parents=True)
    edge.touch()
    assert find_browser(environment={folder: str(tmp_path)}) == edge
