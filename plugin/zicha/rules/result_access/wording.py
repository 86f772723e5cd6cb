"""How problems of 我的办件 and 我的证照 word a moment and a message of the page."""

from __future__ import annotations

from datetime import datetime

from zicha.model.base import BEIJING


def moment_in_words(moment: datetime | None) -> str:
    """Return the moment in Beijing's time, empty where it is not known."""
    return f"{moment.astimezone(BEIJING):%Y-%m-%d %H:%M}" if moment is not None else ""


def message_in_words(message: str) -> str:
    """Return a page's message as a quotation; one that describes the page itself (页面空白) stays as it is."""
    return message if message.startswith("页面") else f"页面提示“{message}”"
