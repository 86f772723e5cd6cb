"""Files that need no library to write: rtf, ofd, zip, rar. What is in them is given as lines of cells."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape
from zlib import crc32

Lines = Sequence[Sequence[str]]

_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def rtf(lines: Lines) -> bytes:
    """Return a file with a table row for lines of several cells, a paragraph for the others."""
    body = "".join(
        f"{{\\pard {_escaped(line[0])}\\par}}\n"
        if len(line) == 1
        else "{\\trowd\\cellx4000\\cellx9000 " + "".join(f"{_escaped(cell)}\\cell " for cell in line) + "\\row}\n"
        for line in lines
    )
    return ("{\\rtf1\\ansi\\ansicpg936\\uc1{\\fonttbl{\\f0 SimSun;}}\n" + body + "}").encode("ascii")


def _escaped(text: str) -> str:
    return "".join(c if c.isascii() and c not in "\\{}" else f"\\u{ord(c)}?" for c in text)


def ofd(lines: Lines) -> bytes:
    """Return one page; the cells of a line stand on one height."""
    objects = "".join(
        f'<ofd:TextObject ID="{10 * row + column}" Boundary="{20 + 80 * column} {20 + 9 * row} 80 6" Size="4">'
        f'<ofd:TextCode X="0" Y="4">{escape(cell)}</ofd:TextCode></ofd:TextObject>'
        for row, line in enumerate(lines)
        for column, cell in enumerate(line)
        if cell
    )
    page = f'<ofd:Page {_OFD}><ofd:Content><ofd:Layer ID="1">{objects}</ofd:Layer></ofd:Content></ofd:Page>'
    root = f"<ofd:OFD {_OFD}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    pages = '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>'
    document = f"<ofd:Document {_OFD}>{pages}</ofd:Document>"
    return zipped(
        {
            "OFD.xml": root.encode(),
            "Doc_0/Document.xml": document.encode(),
            "Doc_0/Pages/Page_0/Content.xml": page.encode(),
        }
    )


class _GbkName(zipfile.ZipInfo):
    """A member whose name is in GBK without a word about it, as a Chinese Windows packs it."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Return a zip file of the members given."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = _GbkName(name, (2026, 3, 1, 9, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return stream.getvalue()


def rar(members: Mapping[str, bytes]) -> bytes:
    """Return a RAR 4 archive whose files are stored, not packed."""
    blocks = [b"Rar!\x1a\x07\x00", _rar_block(0x73, 0, b"\0" * 6)]
    for name, content in members.items():
        raw = name.encode("gbk")
        fields = struct.pack(
            "<IIBIIBBHI", len(content), len(content), 2, crc32(content), 0x5A614800, 20, 0x30, len(raw), 0x20
        )
        blocks += [_rar_block(0x74, 0x8000, fields + raw), content]
    return b"".join([*blocks, _rar_block(0x7B, 0x4000, b"")])


def _rar_block(kind: int, flags: int, fields: bytes) -> bytes:
    head = struct.pack("<BHH", kind, flags, 7 + len(fields)) + fields
    return struct.pack("<H", crc32(head) & 0xFFFF) + head
