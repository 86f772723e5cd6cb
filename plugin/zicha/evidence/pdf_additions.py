"""A PDF that a run has printed, and what was added to it since: 电子签章 is put behind it, and leaves it as it was."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from zicha.evidence.remarks import Remark, Remarked, digest_of

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_END = b"%%EOF"
_SIGNATURE = b"/ByteRange"
_SIGNATURE_FIELD = 20
"""By PDF 32000-1 12.5.6.1, as PDFium counts them: what a signature shows is a widget."""
_SCALE = 0.5


def first_page(content: bytes) -> Iterator[str]:
    """Yield the text of the first page; nothing of what cannot be read."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
        yield document[0].get_textpage().get_text_range() if len(document) else ""
    except pypdfium2.PdfiumError:
        return


def addition_remark(name: str, content: bytes, sealed: Collection[str]) -> Remarked | None:
    """Return what to say of a PDF that begins with one of the sealed ones, None where none is its beginning."""
    if not content.startswith(b"%PDF"):
        return None
    original = next((each for each in _beginnings(content) if digest_of(each) in sealed), None)
    if original is None:
        return None
    if _is_only_signed(content, original):
        return Remarked(Remark.HARMLESS, name, "封存的内容没有改动，后面加了电子签章；请看签章盖在哪里")
    return Remarked(Remark.ADDED, name, "封存以后追加了内容（批注、图章、改过的页等），显示的已不是封存时的")


def _beginnings(content: bytes) -> Iterator[bytes]:
    """Yield each state of a PDF before something was added at its end, the latest first."""
    at = content.rstrip().removesuffix(_END).rfind(_END)
    while at >= 0:
        end = at + len(_END)
        rest = content[end : end + 2]
        yield content[: end + (2 if rest == b"\r\n" else 1 if rest[:1] in (b"\r", b"\n") else 0)]
        at = content.rfind(_END, 0, at)


def _is_only_signed(content: bytes, original: bytes) -> bool:
    """Return whether nothing was added to a PDF but signatures: each page without them looks as it did."""
    import pypdfium2

    if _SIGNATURE not in content[len(original) :]:
        return False
    try:
        now, then = pypdfium2.PdfDocument(content), pypdfium2.PdfDocument(original)
        pages = range(len(now)) if len(now) == len(then) else ()
        return (
            bool(pages)
            and all(_annotations(now, at) <= {_SIGNATURE_FIELD} for at in pages)
            and all(_picture(now, at) == _picture(then, at) for at in pages)
        )
    except pypdfium2.PdfiumError:
        return False


def _annotations(document: PdfDocument, number: int) -> set[int]:
    """Return the kinds of what lies over a page."""
    from pypdfium2 import raw

    page = document[number]
    count = raw.FPDFPage_GetAnnotCount(page)
    return {raw.FPDFAnnot_GetSubtype(raw.FPDFPage_GetAnnot(page, at)) for at in range(count)}


def _picture(document: PdfDocument, number: int) -> bytes:
    """Return what a page itself shows, as pixels."""
    bitmap = document[number].render(scale=_SCALE, draw_annots=False, may_draw_forms=False)
    return bytes(bitmap.buffer)
