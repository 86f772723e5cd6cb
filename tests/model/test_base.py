"""What every record has in common."""

from __future__ import annotations

import pytest

from zicha.model.facts.guide import Link

LINK = Link(text="空表", address="/file/1")


def test_a_copy_takes_other_values() -> None:
    assert LINK.model_copy(update={"text": "样表"}) == Link(text="样表", address="/file/1")


def test_a_copy_takes_no_unknown_field() -> None:
    """A field that was renamed would be written in vain under its old name."""
    with pytest.raises(AttributeError, match="Link has no name"):
        LINK.model_copy(update={"name": "样表"})
