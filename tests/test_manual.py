"""The manual as pages: every link and picture is there, and nothing is fetched from elsewhere."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.support.suites import ROOT

_LINK = re.compile(r'(?:href|src)="([^"]+)"')


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the pages, built apart from the repository, as `make manual` does it."""
    folder = tmp_path_factory.mktemp("manual")
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    command = re.search(r"^\t@\$\(BIN\)/(zensical .*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert command is not None
    program, *arguments = command[1].split()
    assert "--strict" in arguments
    built = subprocess.run(
        [Path(sys.executable).parent / program, *arguments], cwd=folder, capture_output=True, check=False
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return folder / "dist" / "manual"


def targets(page: Path) -> Iterator[tuple[Path, str]]:
    """Yield what a page needs or leads to: a file, and a place in it."""
    for link in _LINK.findall(page.read_text(encoding="utf-8")):
        path, _, place = unquote(link).partition("#")
        if not re.match(r"\w+:|//", path):
            yield (page.parent / path if path else page), place


def test_every_link_and_picture_is_there(site: Path) -> None:
    pages = [page for page in site.glob("*.html") if page.name != "404.html"]  # a server's page, from its root
    assert len(pages) >= 10
    missing = [(page.name, str(file)) for page in pages for file, _ in targets(page) if not file.exists()]
    assert missing == []


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    for page in site.glob("*.html"):
        parts = re.findall(r"<(?:link|script|img)\b[^>]*(?:href|src)=\"(https?:[^\"]+)", page.read_text("utf-8"))
        assert parts == [], page.name


def test_every_page_of_the_menu_is_found(site: Path) -> None:
    index = (site / "index.html").read_text(encoding="utf-8")
    names = re.findall(r"([\w.-]+)\.md$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(names) >= 9
    assert [name for name in names if name != "index" and f"{name}.html" not in index] == []
    assert "授权书" in (site / "search.json").read_text(encoding="utf-8")
