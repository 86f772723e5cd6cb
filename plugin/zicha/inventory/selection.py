"""The Inventory (事项清单) and the choice of a part of it by region, department, matter or 自查方式."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from zicha.model.base import Model, folded
from zicha.model.matter import Matter, Method
from zicha.model.similar_words import similar


class SelectionError(ValueError):
    """A value that selects nothing, or more than one department."""


class Inventory(Model):
    """All matters, ordered by region (市直 first), file, and position in the file."""

    matters: tuple[Matter, ...]

    def select(
        self,
        *,
        regions: Iterable[str] = (),
        departments: Iterable[str] = (),
        matters: Iterable[str] = (),
        methods: Iterable[str] = (),
    ) -> Inventory:
        """The matters that meet every kind of condition given; several values of one kind mean any of them.

        A region, department or matter is given in full or in part: what equals a name (or a code, a full name)
        goes before what only contains the value. Raises SelectionError.
        """
        kept: Sequence[Matter] = self.matters
        for kind, values, matching in (
            ("区域", regions, self._by_region),
            ("部门", departments, self._by_department),
            ("事项", matters, self._by_matter),
            ("自查方式", methods, self._by_method),
        ):
            wanted = [value for value in values if value.strip()]
            if wanted:
                chosen = {matter.code for value in wanted for matter in matching(kind, value)}
                kept = [matter for matter in kept if matter.code in chosen]
        if self.matters and not kept:
            raise SelectionError("没有同时符合所选区域、部门、事项和自查方式的事项")
        return Inventory(matters=tuple(kept))

    def _by_region(self, kind: str, value: str) -> list[Matter]:
        matching = self._named(value, lambda matter: (matter.department.region,))
        return matching or self._nothing(kind, value, (matter.department.region for matter in self.matters))

    def _by_department(self, kind: str, value: str) -> list[Matter]:
        matching = self._named(value, lambda matter: (matter.department.name, matter.department.full_name))
        names = list(dict.fromkeys(matter.department.name for matter in matching))
        if len(names) > 1:
            raise SelectionError(f"{kind}“{value}”不止一个：{'、'.join(names)}。请写全名称")
        return matching or self._nothing(
            kind,
            value,
            (name for matter in self.matters for name in (matter.department.name, matter.department.full_name)),
        )

    def _by_matter(self, kind: str, value: str) -> list[Matter]:
        matching = self._named(value, lambda matter: (matter.name, matter.code))
        return matching or self._nothing(kind, value, (matter.name for matter in self.matters))

    def _by_method(self, kind: str, value: str) -> list[Matter]:
        matching = [matter for matter in self.matters if matter.method == value.strip()]
        return matching or self._nothing(kind, value, Method)

    def _named(self, value: str, names: Callable[[Matter], tuple[str, ...]]) -> list[Matter]:
        wanted = folded(value)
        exact = [matter for matter in self.matters if wanted in map(folded, names(matter))]
        return exact or [matter for matter in self.matters if any(wanted in folded(name) for name in names(matter))]

    def _nothing(self, kind: str, value: str, names: Iterable[str]) -> list[Matter]:
        options = list(dict.fromkeys(names))
        near = similar(value, options, 30)
        hint = f"相近的有：{'、'.join(near)}" if near else f"可选的有：{'、'.join(options[:20])}"
        raise SelectionError(f"没有{kind}“{value}”。{hint}")
