"""What is wrong with an inventory, as a clerk can mend it: file, line, key, what is wrong, what to write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class SourceError:
    """One mistake. `file` is relative to the folder that holds the inventory, with forward slashes."""

    file: str
    line: int
    key: str
    message: str
    advice: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}: "
        return (
            f"{where}{self.key}: {self.message}。{self.advice}" if self.key else f"{where}{self.message}。{self.advice}"
        )


class InventoryError(Exception):
    """Every mistake of every file, in the order of the files."""

    def __init__(self, errors: Iterable[SourceError]) -> None:
        self.errors: tuple[SourceError, ...] = tuple(sorted(set(errors)))
        super().__init__(self.errors)

    def __str__(self) -> str:
        return self.listed(len(self.errors))

    def listed(self, most: int) -> str:
        """Return how many mistakes there are, and the first of them."""
        return "\n".join([f"事项清单有 {len(self.errors)} 处需要修改：", *map(str, self.errors[:most])])
