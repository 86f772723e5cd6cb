"""A workbook that shows something else than its cells say is altered; one that was only arranged otherwise is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.evidence.test_single_files import Report
from tests.support.workbook_forgeries import FORGED, HONEST, WorkbookEdit
from zicha.evidence.remarks import Remark
from zicha.evidence.workbook_styles import shows_text


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return Report(tmp_path_factory.mktemp("sealed") / "report")


def copied(report: Report, folder: Path, edit: WorkbookEdit) -> Path:
    file = folder / report.workbook.name
    file.write_bytes(report.workbook.read_bytes())
    edit(file)
    assert file.read_bytes() != report.workbook.read_bytes()
    return file


@pytest.mark.parametrize("edit", [each for _, each in FORGED], ids=map(str, range(len(FORGED))))
def test_what_does_not_show_is_named(sealed: Report, tmp_path: Path, edit: WorkbookEdit) -> None:
    (remark,) = sealed.verified(copied(sealed, tmp_path, edit)).remarks
    assert remark.kind is Remark.ALTERED


@pytest.mark.parametrize("edit", [each for _, each in HONEST], ids=map(str, range(len(HONEST))))
def test_who_arranges_it_otherwise_is_not_accused(sealed: Report, tmp_path: Path, edit: WorkbookEdit) -> None:
    (remark,) = sealed.verified(copied(sealed, tmp_path, edit)).remarks
    assert remark.kind is Remark.HARMLESS, remark


@pytest.mark.parametrize(
    ("code", "is_as_it_is"),
    [
        ("General", True),
        ("@", True),
        ("yyyy/m/d;@", True),
        ('_-* #,##0.00_-;\\-* #,##0.00_-;_-* "-"??_-;_-@_-', True),
        ("0_ ;[Red]\\-0\\ ", True),
        ('0.00"元"', True),
        (";;;", False),
        (';;;"无问题"', False),
        ('@"（已整改）"', False),
        ("[白色]@", False),
        ('0;0;0;"', False),
    ],
)
def test_a_number_format_shows_a_text_as_it_is(code: str, is_as_it_is: bool) -> None:
    assert shows_text(code) is is_as_it_is
