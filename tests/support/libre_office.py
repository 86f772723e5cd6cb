"""LibreOffice at work on a workbook, as in an office without Excel: it opens, writes into cells, and saves as xlsx."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from python_calamine import CalamineWorkbook

needs_libre_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice (soffice)")
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">{text}
</script:module>
"""
_CLERK = """
Sub FillIn
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  book = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, hidden())
{cells}
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName" : kind(0).Value = "Calc MS Excel 2007 XML"
  book.storeAsURL("{target}", kind())
  book.close(True)
  StarDesktop.terminate()
End Sub
"""
Cell = tuple[str, int, int]
"""A cell: its sheet, and its column and row from 0."""


def cells_of(workbook: Path, sheet: str, line: str, values: Mapping[str, str]) -> dict[Cell, str]:
    """Return where the columns of a sheet stand in the line of a matter, with what is to be written there."""
    rows = CalamineWorkbook.from_path(str(workbook)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    heads = next(row for row in rows if "事项名称" in row)
    number = next(at for at, row in enumerate(rows) if row[heads.index("事项名称")] == line)
    return {(sheet, heads.index(head), number): text for head, text in values.items()}


def saved_by_libre_office(workbook: Path, cells: Mapping[Cell, str], folder: Path) -> Path:
    """Return the workbook as LibreOffice saved it, with texts written into cells."""
    target, profile = folder / f"LO-{workbook.name}", folder / "profile"
    lines = (
        f'  book.Sheets.getByName("{sheet}").getCellByPosition({column}, {row}).setString("{text}")'
        for (sheet, column, row), text in cells.items()
    )
    text = _CLERK.format(source=workbook.as_uri(), target=target.as_uri(), cells="\n".join(lines))
    _start(profile, "--terminate_after_init")  # the first start makes the module anew
    module = profile / "user" / "basic" / "Standard" / "Module1.xba"
    module.write_text(_MODULE.format(text=escape(text)), encoding="utf-8")
    _start(profile, "macro:///Standard.Module1.FillIn")
    assert target.exists(), "LibreOffice saved nothing"
    return target


def _start(profile: Path, what: str) -> None:
    command = ["soffice", "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}", what]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
