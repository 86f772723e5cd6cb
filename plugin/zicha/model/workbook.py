"""What a workbook's writer and its readers agree on."""

from __future__ import annotations

TO_FILL_IN = "（填写）"
"""How the head of a column ends in which people write. All other cells are the machine's."""
