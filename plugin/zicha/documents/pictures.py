"""jpg, png and other pictures: whether they open; their text where the optional extra `ocr` is installed."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from functools import cache
from importlib.util import find_spec
from typing import Any

from PIL import Image

from zicha.documents.content import Content, Rows, Unreadable, damaged, unread_pages
from zicha.documents.layout import Piece, rows_by_position
from zicha.model.facts.forms import Condition

_SURE = 0.5
_READ_PAGES = 3
"""Pictures of one file that are read: five seconds each."""


def read_image(content: bytes) -> Content:
    """Return the text of a picture, as far as a machine reads it. Raise Unreadable if it does not open."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            picture.load()
            frames = getattr(picture, "n_frames", 1)

            def frame(number: int) -> Image.Image:
                picture.seek(number - 1)
                return picture.convert("RGB")

            rows, textless = read_pages(range(1, frames + 1), frame)
            return Content(rows, frames, ocr=bool(rows), unseen=unread_pages(textless, frames))
    except Image.DecompressionBombError as error:
        raise Unreadable(Condition.BOMB, "图片尺寸异常，未解开") from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise damaged("图片损坏，可能没有下载完整") from error


@cache
def can_read_text() -> bool:
    """Whether the extra `ocr` is installed. Without it, a picture is a question to a person."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def read_pages(numbers: Iterable[int], picture: Callable[[int], Image.Image]) -> tuple[Rows, list[int]]:
    """Return the text of pages that are pictures, the first few read by a machine, and the pages without text."""
    rows: Rows = []
    textless: list[int] = []
    for count, number in enumerate(numbers):
        own = _read(picture(number)) if count < _READ_PAGES and can_read_text() else []
        rows += own
        if not own:
            textless.append(number)
    return rows, textless


def _read(picture: Image.Image) -> Rows:
    """Return the text of a picture, row by row; none where the machine fails, which is no fault of the file."""
    try:
        result = _engine()(picture)
    except MemoryError:
        raise
    except Exception:
        return []
    if result.boxes is None:
        return []
    pieces = []
    for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
        if score >= _SURE:
            across, down = ([float(point[axis]) for point in box] for axis in (0, 1))
            pieces.append(Piece(min(across), max(across), min(down), max(down), text))
    return [row.texts for row in rows_by_position(pieces)]


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR()
