"""Ticking a box or taking a choice as a person does: by pressing what is seen of it.

Component libraries shrink the field itself to nothing and draw a box in its place.
"""

from __future__ import annotations

from itertools import count

from playwright.sync_api import Locator

from zicha.portal.live.scripts import ticking_script

_PLACES = ticking_script()
_EDGE = 6
"""Pixels from the left edge of what is pressed: the box stands there, and links stand in the words behind it."""


def tick(field: Locator) -> None:
    """Tick it, unless it is ticked. Raise BrowserError where nothing that is seen of it does so."""
    for place in count():
        if field.is_checked():
            return
        drawn = field.evaluate_handle(_PLACES, place).as_element()
        box = drawn.bounding_box() if drawn is not None else None
        if drawn is None or box is None:
            break
        drawn.click(force=True, position={"x": min(_EDGE, box["width"] / 2), "y": box["height"] / 2})
    field.check(force=True)
