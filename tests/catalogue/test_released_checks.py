"""The hashes of the released checks are those of the checks; pytest tests/catalogue --write-released writes them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import yaml

from zicha.catalogue import released_checks
from zicha.catalogue.released_checks import unlike_released

FILE = Path(released_checks.__file__).with_suffix(".yaml")


def hashes(root: Path) -> dict[str, str]:
    files = [*sorted((root / "tests_portal").glob("*.py")), root / "conftest.py"]
    return {file.name: hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).hexdigest() for file in files}


def test_they_are_current(pytestconfig: pytest.Config) -> None:
    current = hashes(pytestconfig.rootpath)
    if pytestconfig.getoption("--write-released", False):
        head = "# SHA-256 of the checks as released: pytest tests/catalogue --write-released writes it\n"
        FILE.write_text(head + yaml.safe_dump(current), encoding="utf-8", newline="\n")
    assert yaml.safe_load(FILE.read_text("utf-8")) == current, "run pytest tests/catalogue --write-released"


def test_what_is_altered_and_what_is_added_is_told_apart(pytestconfig: pytest.Config) -> None:
    current = {f"tests_portal/{name}": digest for name, digest in hashes(pytestconfig.rootpath).items()}
    assert unlike_released(current) == ((), ())
    altered = {**current, "tests_portal/test_evaluation.py": "0" * 64, "tests_portal/test_own.py": "1" * 64}
    assert unlike_released(altered) == (("tests_portal/test_evaluation.py",), ("tests_portal/test_own.py",))
