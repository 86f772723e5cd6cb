"""The form files: each really is what it says, a blank one is empty, a sample is filled in, both name the matter."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest
import requests
from docx import Document
from PIL import Image
from python_calamine import CalamineWorkbook

from zicha_demo.forms import MEDIA_TYPES, make_form
from zicha_demo.guide_view import file_address
from zicha_demo.publication import FileKind, PublishedFile
from zicha_demo.server import DemoPortal

MATTER = "城镇燃气经营许可证核发"
MAGIC = {
    FileKind.DOCX: b"PK",
    FileKind.XLSX: b"PK",
    FileKind.DOC: b"\xd0\xcf\x11\xe0",
    FileKind.PDF: b"%PDF",
    FileKind.JPG: b"\xff\xd8",
    FileKind.PNG: b"\x89PNG",
    FileKind.WPS: b"\xd0\xcf\x11\xe0",
    FileKind.XLS: b"\xd0\xcf\x11\xe0",
    FileKind.ET: b"\xd0\xcf\x11\xe0",
    FileKind.RTF: b"{\\rtf",
    FileKind.OFD: b"PK",
    FileKind.ZIP: b"PK",
    FileKind.RAR: b"Rar!",
}


def form(kind: FileKind, filled: bool) -> bytes:
    return make_form(PublishedFile(path="/x", kind=kind, matter=MATTER, title="燃气经营许可申请书", filled=filled))


def text_of(kind: FileKind, content: bytes) -> str:
    if kind is FileKind.DOCX:
        document = Document(io.BytesIO(content))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    if kind in (FileKind.XLSX, FileKind.XLS):
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        return "\n".join(str(cell) for row in rows for cell in row)
    if kind is FileKind.PDF:
        return str(pypdfium2.PdfDocument(content)[0].get_textpage().get_text_bounded())
    return content.decode("utf-16-le", errors="ignore")


@pytest.mark.parametrize("kind", [FileKind.DOCX, FileKind.XLSX, FileKind.XLS, FileKind.PDF, FileKind.DOC])
def test_a_form_names_its_matter_and_only_a_sample_is_filled_in(kind: FileKind) -> None:
    blank, sample = form(kind, filled=False), form(kind, filled=True)
    assert blank.startswith(MAGIC[kind])
    assert sample.startswith(MAGIC[kind])
    for content in (blank, sample):
        assert f"{MATTER}" in text_of(kind, content)
        assert "燃气经营许可申请书" in text_of(kind, content)
        assert "＿" not in text_of(kind, content)
    assert "开封" in text_of(kind, sample)
    assert "开封" not in text_of(kind, blank)


def test_a_scan_is_a_picture_of_a_page_with_ink_on_it() -> None:
    blank, sample = (Image.open(io.BytesIO(form(FileKind.JPG, filled))) for filled in (False, True))
    assert blank.format == "JPEG"

    def ink(page: Image.Image) -> int:
        return sum(page.convert("L").histogram()[:128])

    assert ink(sample) > ink(blank) > 1000


@pytest.mark.parametrize("kind", FileKind)
def test_every_kind_is_really_of_its_make(kind: FileKind) -> None:
    assert form(kind, filled=True).startswith(MAGIC[kind])


@pytest.mark.skipif(shutil.which("lowriter") is None, reason="LibreOffice Writer is not installed")
def test_an_office_program_opens_the_word_file(tmp_path: Path) -> None:
    (tmp_path / "form.doc").write_bytes(form(FileKind.DOC, filled=True))
    command = ["lowriter", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "txt:Text (encoded):UTF8", "form.doc"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    text = (tmp_path / "form.txt").read_text(encoding="utf-8-sig")
    assert MATTER in text
    assert "河南省开封市样例路1号" in text


def test_files_come_with_the_right_type_and_a_name_only_in_the_header(portal: DemoPortal) -> None:
    kinds = set()
    for publication in portal.publications:
        for file in publication.files.values():
            answer = requests.get(portal.url + file_address(file))
            assert answer.headers["Content-Type"] == MEDIA_TYPES[file.kind]
            assert f".{file.kind}" in answer.headers["Content-Disposition"]
            assert "." not in file.path
            assert answer.content.startswith(MAGIC[file.kind])
            kinds.add(file.kind)
    assert len(kinds) >= 4


def test_a_file_that_is_not_there_is_an_error_page_with_200(portal: DemoPortal) -> None:
    answer = requests.get(f"{portal.url}/fileserver/download?filePath=/group1/M00/00/00/none")
    assert answer.status_code == 200
    assert "文件不存在" in answer.text
