"""zicha calibrate at a portal with words of its own: from addresses alone it tells most of a profile, then all of it.

The profile that stands here was written so: calibrated, pasted, calibrated again.
"""

from __future__ import annotations

import html
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.second_portal.inspection import read_profile, write_inventory, write_profile
from tests.second_portal.items import Item, load_items
from tests.second_portal.site import SecondPortal
from tests.support.authorisations import authorise
from tests.support.suites import ROOT, user_environment

MATTER = "城市道路挖掘许可"
"""Healthy, in the old layout, with a case that the personal centre lists."""
WORDS = ("labels", "marks", "sections", "columns", "states", "phrases")
"""Parts of a profile that say how its portal words things."""
OF_THE_SITE = {"公告", "主办"}
"""What stands with a colon in the head and foot of every page: its guide is read without them, its lists are not."""
WITHOUT_VALUE_OF_ITS_OWN = {"正本数", "副本数"}
"""Columns of numbers that many things could be."""


@pytest.fixture(scope="module")
def portal() -> Iterator[tuple[SecondPortal, Item]]:
    (item,) = load_items([MATTER])
    with SecondPortal([item]) as running:
        yield running, item


def _calibrate(portal: SecondPortal, item: Item, folder: Path, profile: dict[str, Any]) -> str:
    """The page that tells what a profile makes of the portal."""
    write_inventory([item], folder / "matters")
    write_profile(portal, folder / "portal.yaml", profile)
    where = {"portal": "portal.yaml", "inventory": "matters", "report": "report"}
    allowed = authorise(folder / "authorisation.yaml", *portal.hosts)
    command = [sys.executable, "-m", "zicha.cli", "calibrate", "--matter", MATTER, f"--authorisation={allowed}"]
    command += [f"--{option}={folder / name}" for option, name in where.items()]
    environment = user_environment()
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", timeout=200, check=False
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    return (folder / "report" / "校准" / "index.html").read_text(encoding="utf-8")


def _cure(page: str) -> tuple[dict[str, Any], set[str]]:
    """The lines to paste, and the words for which there is no suggestion."""
    text = html.unescape(re.findall(r'<pre class="cure">(.*?)</pre>', page, re.DOTALL)[0])
    return yaml.safe_load(text) or {}, set(re.findall("没有相近的：(.*)", text))


def test_nothing_is_unknown(portal: tuple[SecondPortal, Item], tmp_path: Path) -> None:
    """Nor what stands with a colon in the head and foot of every page: they are the frame of the site."""
    page = _calibrate(*portal, tmp_path, read_profile())
    assert "城市道路挖掘许可" in page
    assert '<pre class="cure">' not in page


def test_the_approved_list_tells_what_strange_words_mean(portal: tuple[SecondPortal, Item], tmp_path: Path) -> None:
    """Only its addresses, and the words of its login page, stand in the profile: base.yaml knows none of its labels."""
    written = read_profile()
    entries = {key: written["entries"][key] for key in ("login", "user_name")}
    bare = {key: value for key, value in written.items() if key not in WORDS} | {"entries": entries}
    cure, loose = _cure(_calibrate(*portal, tmp_path, bare))
    suggested = {key: set(words) & set(written["labels"].get(key, ())) for key, words in cure["labels"].items()}
    right = {key for key, words in suggested.items() if words}
    assert len(right) >= 30
    assert loose == OF_THE_SITE | WITHOUT_VALUE_OF_ITS_OWN
    assert {"须交资料", "问与答"} <= {words[-1] for words in cure["sections"].values()}
    assert cure["entries"]["apply"][-1] == "网上申请"
