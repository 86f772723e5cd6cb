"""The documents: their links lead somewhere, their commands exist, and the README is the same in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.findings import GOLDEN_REMARK
from tests.support.suites import MINE
from zicha.catalogue.form import ledger_form

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
WORKFLOWS = [ROOT / ".gitlab-ci.yml", *sorted((ROOT / ".github" / "workflows").glob("*.yml"))]
FENCED = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def outline(document: Path) -> list[str]:
    """Return what a document is made of, without its words: headings by level, blocks by language, rows of tables."""
    text = FENCED.sub(lambda block: f"```{block[1]}\n", read(document))
    marks: list[str] = re.findall(r"^(#+ |```\w*|\||!\[|- )", text, re.MULTILINE)
    return marks


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_every_link_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", read(document))
    assert [link for link in links if "://" not in link and not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_every_place_that_is_named_exists(document: Path) -> None:
    """Of what is ours; a file of an example need not be there."""
    places = re.findall(r"`((?:tests|tests_portal|plugin|docs|scripts)/[\w./-]*)`", read(document))
    assert [place for place in places if not (ROOT / place).exists()] == []


@pytest.mark.parametrize("file", [*DOCUMENTS, *WORKFLOWS], ids=lambda file: file.name)
def test_every_make_command_exists(file: Path) -> None:
    commands = re.findall(r"(?:`|^|run: |- )make ([a-z-]+)", read(file), re.MULTILINE)
    assert set(commands) <= TARGETS


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_the_workflows_test_and_prove(file: Path) -> None:
    assert {"make test", "make prove"} <= set(re.findall(r"make \w+", read(file)))


def test_the_readme_is_the_same_in_both_languages() -> None:
    english, chinese = ROOT / "README.md", ROOT / "README.zh-CN.md"
    assert outline(english) == outline(chinese)
    for block, twin in zip(FENCED.findall(read(english)), FENCED.findall(read(chinese)), strict=True):
        assert without_comments(block[1]) == without_comments(twin[1])


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readme_begins_with_the_filled_row(name: str) -> None:
    box = ledger_form().box("A4").wording
    row = f"| 1 | {MINE} | 工业和信息化局 | 省政务服务系统 | 无 | ☑{box} | {GOLDEN_REMARK} |"
    assert row in read(ROOT / name).splitlines()[:20]


def without_comments(block: str) -> str:
    """Return a block of code without what follows a number sign and two blanks."""
    return re.sub(r" +# .*", "", block)
