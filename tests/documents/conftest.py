"""What the tests of documents share."""

from __future__ import annotations

import pytest

from zicha.documents import pictures


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the extra `ocr` were not installed."""
    monkeypatch.setattr(pictures, "can_read_text", lambda: False)
