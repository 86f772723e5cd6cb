"""Every command that a document names is one: zicha and pytest know it, and every option that it is written with."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.suites import ROOT, make_suite, user_environment
from zicha.cli import command_line

DOCUMENTS = [*ROOT.glob("README*.md"), *sorted((ROOT / "docs").glob("*.md"))]
COMMAND = re.compile(r"(?:\.venv[\\/]\w+[\\/])?((?:zicha|pytest)(?: [^`\n]*)?)")
FENCED = re.compile(r"^[ \t]*```\w*\n(.*?)^[ \t]*```", re.MULTILINE | re.DOTALL)


def commands() -> Iterator[tuple[str, str]]:
    """Yield each command with the name of its document, from blocks and from the middle of a line."""
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        lines = [line.strip() for block in FENCED.findall(text) for line in block.splitlines()]
        for code in (*lines, *re.findall(r"`([^`\n]+)`", FENCED.sub("", text))):
            if match := COMMAND.fullmatch(code):
                yield document.name, re.sub(r"\s+[#>].*", "", match[1])


def words_of(command: str) -> list[str]:
    return shlex.split(command.replace("\\", "/"))


ZICHA = sorted({each for each in commands() if each[1].startswith("zicha ")})
PYTEST = sorted({each for each in commands() if each[1].startswith("pytest ")})


@pytest.mark.parametrize(("document", "command"), ZICHA)
def test_zicha_knows_it(document: str, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A command of which only a part is named, without what it must be given, asks for that."""
    words = words_of(command)[1:]
    try:
        command_line().parse_args(words)
    except SystemExit:
        complaint = capsys.readouterr().err
        assert "the following arguments are required" in complaint, complaint
        with pytest.raises(SystemExit):
            command_line().parse_args([words[0], "--help"])
        assert options_in(words) <= set(re.findall(r"--[\w-]+", capsys.readouterr().out))


def options_in(words: list[str]) -> set[str]:
    return {word.partition("=")[0] for word in words if word.startswith("-")}


def test_pytest_knows_them(tmp_path: Path) -> None:
    suite = make_suite(tmp_path / "suite")
    command = [sys.executable, "-m", "pytest", "--help"]
    listed = subprocess.run(command, cwd=suite, env=user_environment(), capture_output=True, check=True)
    known = set(re.findall(r"(?<![\w-])--?[a-zA-Z][\w-]*", listed.stdout.decode("utf-8", "replace")))
    used = {option for _, each in PYTEST for option in options_in(words_of(each))}
    assert len(PYTEST) > 20
    assert used - known == set()
