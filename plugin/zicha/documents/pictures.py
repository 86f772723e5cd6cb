"""jpg, png and other pictures: whether they open; their text where the optional extra `ocr` is installed."""

from __future__ import annotations

import io
from functools import cache
from importlib.util import find_spec
from typing import Any

from PIL import Image

from zicha.documents.content import Content, Rows, Unreadable, damaged
from zicha.documents.layout import Piece, rows_by_position
from zicha.model.facts import Condition

_SURE = 0.5


def read_image(content: bytes) -> Content:
    try:
        with Image.open(io.BytesIO(content)) as picture:
            picture.load()
            rows = read_picture(picture.convert("RGB")) if text_can_be_read() else []
            return Content(rows, getattr(picture, "n_frames", 1), scan=True, ocr=bool(rows))
    except Image.DecompressionBombError as error:
        raise Unreadable(Condition.BOMB, "图片尺寸异常，未解开") from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise damaged("图片损坏，可能没有下载完整") from error


@cache
def text_can_be_read() -> bool:
    """Whether the extra `ocr` is installed. Without it a person is asked."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR()


def read_picture(picture: Image.Image) -> Rows:
    """The text of a picture as a machine reads it, row by row."""
    import numpy

    found = _engine()(numpy.asarray(picture.convert("RGB"))[:, :, ::-1])
    if found.boxes is None:
        return []
    pieces = []
    for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        if score >= _SURE:
            heights = [float(point[1]) for point in box]
            pieces.append(Piece(min(float(point[0]) for point in box), min(heights), max(heights), text))
    return rows_by_position(pieces)
