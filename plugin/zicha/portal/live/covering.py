"""What a picture of a page covers: fields, and what of its text is masked wherever it is written.

A label and its value stand in parts of their own, so that the text is masked as a whole, part by part on a line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Frame, Locator

PRIVATE = re.compile(
    r"[您你]好|当前用户|(?<![0-9A-Z])\d{6}\D?(19|20)\d{6}\D?\d{3}[\dXx](?![0-9A-Z])"
    r"|(?<![0-9A-Z])1[3-9]\d[^0-9]?\d{4}[^0-9]?\d{4}(?![0-9A-Z])"
)
"""What is covered in any case: greetings, identity numbers, mobile numbers."""
_MARK = "data-covered-in-the-picture"
_TEXTS = """() => [...document.querySelectorAll("*")].map((e) => e.matches("script,style,noscript,head *") ? "" :
  [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data).join(" ").replace(/\\s+/g, " ").trim())"""
_COVER = """([places, mark]) => {
  const all = document.querySelectorAll("*");
  for (const place of places) all[place].setAttribute(mark, "");
}"""
_UNCOVER = "(mark) => document.querySelectorAll(`[${mark}]`).forEach((e) => e.removeAttribute(mark))"


@contextmanager
def covered(frames: Sequence[Frame], mask: Callable[[str], str]) -> Iterator[list[Locator]]:
    """Give what a picture has to cover, as long as the picture is taken."""
    for frame in frames:
        with suppress(BrowserError):  # of one that is just going
            frame.evaluate(_COVER, [_places(frame.evaluate(_TEXTS), mask), _MARK])
    yield [
        *(frame.locator(f"input,textarea,select,[{_MARK}]") for frame in frames),
        *(frame.get_by_text(PRIVATE) for frame in frames),
    ]
    for frame in frames:
        with suppress(BrowserError):
            frame.evaluate(_UNCOVER, _MARK)


def _places(texts: Sequence[str], mask: Callable[[str], str]) -> list[int]:
    """Return which of the texts are not written as they are."""
    shown = [place for place, text in enumerate(texts) if text]
    masked = mask("\n".join(texts[place] for place in shown)).split("\n")
    if len(masked) != len(shown):
        masked = [mask(texts[place]) for place in shown]
    return [place for place, text in zip(shown, masked, strict=True) if text != texts[place]]
