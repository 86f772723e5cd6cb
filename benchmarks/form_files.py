"""Files of application forms, and two ways to read them: by the reader of zicha, and for their text by bare libraries.

Run from the folder of the project: python -m benchmarks.form_files write|read|bare FOLDER. The forms are those that the
tests draw, a thousand of them, of twelve types. What is printed is the slowest file.
"""

from __future__ import annotations

import io
import re
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

FILES = 1000


def write(folder: Path) -> None:
    """Write the forms."""
    from tests.support.drawn_forms import draw

    for seed in range(FILES):
        form = draw(seed)
        (folder / f"{seed:04}.{form.kind}").write_bytes(form.content)


def read(folder: Path) -> None:
    """Read each form with one worker: its type, its text, whether it is filled in, whose it is, how it is shown."""
    from zicha.documents.reader import DocumentReader

    with DocumentReader() as reader:
        _each(folder, lambda file: reader.read(file.read_bytes(), file.name))


def bare(folder: Path) -> None:
    """Read the text of each form, as a short script would."""
    _each(folder, _text)


def _text(file: Path) -> str:
    from email import message_from_bytes

    import pypdfium2
    from lxml import etree
    from python_calamine import CalamineWorkbook
    from selectolax.lexbor import LexborHTMLParser

    content = file.read_bytes()
    if file.suffix == ".xlsx":
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return "\n".join(str(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)
    if file.suffix == ".pdf":
        with pypdfium2.PdfDocument(content) as document:
            return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    if file.suffix == ".rtf":
        return "".join(chr(int(code) & 0xFFFF) for code in re.findall(rb"\\u(-?\d+)", content))
    if file.suffix in (".html", ".mht"):
        pages = [part.get_payload(decode=True) for part in message_from_bytes(content).walk()]
        return "".join(LexborHTMLParser(page).text() for page in pages if isinstance(page, bytes))
    if file.suffix in (".Word 2003", ".Excel 2003", ".flat"):
        return "".join(etree.fromstring(content).itertext())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.endswith(".xml")]
    return "\n".join("".join(etree.fromstring(part).itertext()) for part in parts)


def _each(folder: Path, reading: Callable[[Path], object]) -> None:
    slowest = 0.0
    for file in sorted(folder.iterdir()):
        begun = time.perf_counter()
        reading(file)
        slowest = max(slowest, time.perf_counter() - begun)
    print(f"{slowest:.3f}")


if __name__ == "__main__":
    {"write": write, "read": read, "bare": bare}[sys.argv[1]](Path(sys.argv[2]))
