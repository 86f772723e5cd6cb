"""Lists of the personal centre as portals show them: tables or cards, in pages or growing, at once or by script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from pydantic import Field

from zicha.model.base import Model


class Style(StrEnum):
    """What a line looks like. A split table has its head in a table of its own, as Element-UI makes them."""

    TABLE = "table"
    SPLIT = "split"
    CARDS = "cards"


class Paging(StrEnum):
    """How one gets to the lines that are not there yet."""

    LINKS = "links"
    ICONS = "icons"
    MORE = "more"
    SCROLL = "scroll"


class ListDisplay(Model):
    """One list. `labels` rename its columns; `others` are lines of other matters before those of this portal's.

    With `newest_only` the older ones must be searched for. `message` stands there instead of the list, and an
    `endless` one never comes.
    """

    style: Style = Style.TABLE
    scripted: bool = False
    framed: bool = False
    delay_seconds: float = 0
    paging: Paging = Paging.LINKS
    page_size: int = 20
    labels: dict[str, str] = Field(default_factory=dict)
    tabs: tuple[str, ...] = ()
    others: int = 0
    newest_only: int = 0
    message: str = ""
    endless: bool = False


class Action(NamedTuple):
    """Something to click in a line. With `confirm` it is posted once the user has said yes to that."""

    text: str
    address: str
    confirm: str = ""
    new_tab: bool = False


class Line(NamedTuple):
    """One line: its values by their official labels, and under which tab it belongs."""

    values: Mapping[str, str]
    heading: str = ""
    actions: tuple[Action, ...] = ()
    tab: str = ""


class Part(NamedTuple):
    """What one page of a list shows."""

    display: ListDisplay
    columns: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    number: int
    last: int
    total: int
    tab: str
    query: str
    address: str
    page: str

    def at(self, number: int, tab: str | None = None) -> str:
        """Return the query of another page of the list."""
        query = {"number": self.query, "tab": self.tab if tab is None else tab, "page": str(number)}
        return "?" + "&".join(f"{key}={value}" for key, value in query.items() if value)


def part_of(
    display: ListDisplay, columns: Sequence[str], lines: Sequence[Line], query: Mapping[str, str], page: str
) -> Part:
    """Return the page that `query` wants. `page` is the address that shows the list."""
    number = query.get("number", "").strip()
    tab = query.get("tab", "") if query.get("tab", "") in display.tabs else next(iter(display.tabs), "")
    others = [_other(columns, index, display.tabs) for index in range(display.others)]
    shown = [line for line in (*others, *lines) if not display.tabs or line.tab == tab]
    if number:
        shown = [line for line in shown if number in line.values.values()]
    elif display.newest_only:
        shown = shown[: display.newest_only]
    last = max(1, -(-len(shown) // display.page_size))
    at = min(int(query["page"]) if query.get("page", "").isdecimal() else 1, last)
    at = max(at, 1)
    return Part(
        display=display,
        columns=tuple((name, display.labels.get(name, name)) for name in columns),
        lines=tuple(shown[(at - 1) * display.page_size : at * display.page_size]),
        number=at,
        last=last,
        total=len(shown),
        tab=tab,
        query=number,
        address=page.replace("/uc/", "/uc/list/", 1),
        page=page,
    )


def _other(columns: Sequence[str], index: int, tabs: Sequence[str]) -> Line:
    """Return a line of a matter that is none of this portal's."""
    known = {
        "办件编号": f"410200020260101Q{index:06d}",
        "办件名称": "机动车检验预约",
        "事项名称": "机动车检验预约",
        "证照名称": "机动车行驶证",
        "当前状态": "已办结",
        "申报日期": "2026-01-01",
        "生成时间": "2026-01-01 10:00",
        "颁发机构": "开封市公安局",
        "满意度": "非常满意",
        "评价时间": "2026-01-01 10:00",
    }
    values = {column: known.get(column, "--") for column in columns}
    return Line(values, heading=known["证照名称"] if "证照名称" in columns else "", tab=tabs[-1] if tabs else "")
