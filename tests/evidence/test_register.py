"""A register that somebody changed is refused: it accuses no department, and vouches for none."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.evidence.test_single_files import CLOSING
from tests.support.findings import STARTED
from zicha.evidence.register import RegisterError, read_register, register
from zicha.evidence.seal import Closing, write_seal

Lines = list[str]


def sealed(folder: Path, number: int) -> Closing:
    folder.mkdir()
    closing = CLOSING.model_copy(update={"finding_count": number})
    write_seal(folder, closing, ())
    return closing


@pytest.fixture
def book(tmp_path: Path) -> Path:
    file = tmp_path / "登记册.jsonl"
    for number in range(4):
        sealed(tmp_path / str(number), number)
        register(tmp_path / str(number), file, STARTED)
    return file


def with_other_seal(lines: Lines, at: int) -> Lines:
    """Put the seal of another line into one."""
    line, other = (json.loads(lines[each]) for each in (at, at - 1))
    changed = json.dumps(line | {"seal": other["seal"]}, ensure_ascii=False)
    return [*lines[:at], changed, *lines[at + 1 :]]


def without_marks(lines: Lines) -> Lines:
    """Let lines from the second on look like those of an earlier version."""
    return [lines[0], *(json.dumps(json.loads(line) | {"after": ""}) for line in lines[1:])]


@pytest.mark.parametrize(
    "deed",
    [
        lambda lines: lines[1:],
        lambda lines: [*lines[:2], lines[3]],
        lambda lines: [lines[0], lines[2], lines[1], lines[3]],
        lambda lines: with_other_seal(lines, 1),
        lambda lines: [*lines[:3], lines[3].replace('"finding_count":3', '"finding_count":9')],
        lambda lines: [lines[0], *without_marks(lines[1:])],
        lambda lines: [*lines[:2], "", *lines[2:]],
    ],
    ids=["first-gone", "one-gone", "swapped", "replaced", "edited", "unmarked", "blank"],
)
def test_one_that_was_changed_is_refused(book: Path, deed: Callable[[Lines], Lines]) -> None:
    book.write_text("\n".join(deed(book.read_text("utf-8").splitlines())) + "\n", encoding="utf-8")
    with pytest.raises(RegisterError, match="请用备份"):
        read_register(book)


def test_what_an_editor_does_to_it_is_no_change(book: Path, tmp_path: Path) -> None:
    text = book.read_text("utf-8").replace("\n", "\r\n").removesuffix("\r\n")
    book.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert len(read_register(book)) == 4
    late = sealed(tmp_path / "late", 9)
    assert register(tmp_path / "late", book, STARTED) == late.number
    assert len(read_register(book)) == 5


def test_one_of_an_earlier_version_is_read_and_goes_on(book: Path, tmp_path: Path) -> None:
    lines = [json.loads(line) for line in book.read_text("utf-8").splitlines()]
    for line in lines:
        del line["after"]
    book.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    sealed(tmp_path / "late", 9)
    register(tmp_path / "late", book, STARTED)
    assert len(read_register(book)) == 5
