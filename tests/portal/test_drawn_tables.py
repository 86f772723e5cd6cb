"""One table that a component library draws in pieces: heads apart from rows, columns that stay in place over it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from tests.support.easel import drawn
from tests.support.guide_shapes import PROFILE
from zicha.model.facts.guide import Element
from zicha.portal.guide.reader import read_guide
from zicha.portal.guide.unknown_labels import headings

pytestmark = pytest.mark.usefixtures("drawing")

HEADS = ("序号", "材料名称", "材料类型", "份数", "操作")
ROWS = (("1", "取水许可申请表", "原件", "1", "空白表格"), ("2", "营业执照", "复印件", "2", "--"))
WIDTHS = (60, 200, 120, 80, 120)
STYLE = """<style>.o { position: relative; width: 460px; height: 120px }
table { border-spacing: 0; table-layout: fixed; width: 580px } th, td { height: 30px; padding: 0; overflow: hidden }
.s { overflow-x: auto } .t { overflow: hidden } .h { visibility: hidden }
.f { position: absolute; top: 0; overflow: hidden; background: white }</style>"""


def _row(cells: Sequence[str], tag: str, shows: Callable[[int], bool], only: Sequence[int]) -> str:
    marks = (
        f"<{tag} style='width:{WIDTHS[n]}px'{'' if shows(n) else ' class=h'}><div>{cells[n]}</div></{tag}>"
        for n in only
    )
    return f"<tr>{''.join(marks)}</tr>"


def _pair(shows: Callable[[int], bool], only: Sequence[int] = range(5)) -> str:
    width = sum(WIDTHS[n] for n in only)
    rows = "".join(_row(row, "td", shows, only) for row in ROWS)
    return (
        f"<div class=t><table style='width:{width}px'><thead>{_row(HEADS, 'th', shows, only)}</thead></table></div>"
        f"<div class=s><table style='width:{width}px'><tbody>{rows}</tbody></table></div>"
    )


DRAWN = {
    "heads apart": _pair(lambda n: True),
    "copies with all columns, hidden where others show": (
        f"{_pair(lambda n: 1 < n < 4)}<div class=f style='left:0;width:260px'>{_pair(lambda n: n < 2)}</div>"
        f"<div class=f style='right:0;width:120px;height:120px'><div style='position:absolute;right:0;width:580px'>"
        f"{_pair(lambda n: n == 4)}</div></div>"
    ),
    "copies with their own columns alone": (
        f"{_pair(lambda n: 1 < n < 4)}<div class=f style='left:0;width:260px'>{_pair(lambda n: True, (0, 1))}</div>"
        f"<div class=f style='right:0;width:120px'>{_pair(lambda n: True, (4,))}</div>"
    ),
    "copies over what is drawn as well": (
        f"{_pair(lambda n: True)}<div class=f style='left:0;width:260px'>{_pair(lambda n: True, (0, 1))}</div>"
        f"<div class=f style='right:0;width:120px'>{_pair(lambda n: True, (4,))}</div>"
    ),
    "two halves": (
        f"<div class=f style='left:0;width:260px'>{_pair(lambda n: True, (0, 1))}</div>"
        f"<div class=f style='left:260px;width:320px'>{_pair(lambda n: True, (2, 3, 4))}</div>"
    ),
}


@pytest.mark.parametrize("way", DRAWN)
def test_pieces_are_one_table(way: str) -> None:
    page = drawn(f"{STYLE}<h3>申请材料</h3><div class=o>{DRAWN[way]}</div><h3>其他</h3>")
    groups = read_guide([("", page)], PROFILE).group("申请材料")
    values = [{value.element: value.text for value in group.values} for group in groups]
    wanted = (Element.MATERIAL_NAME, Element.MATERIAL_KIND, Element.COPIES)
    assert [tuple(value.get(each, "") for each in wanted) for value in values] == [row[1:4] for row in ROWS]


def test_heads_apart_are_no_title() -> None:
    page = drawn(f"{STYLE}<h3>申请材料</h3><div class=o>{DRAWN['heads apart']}</div>")
    assert not [heading for heading in headings(page) if "材料名称" in heading]


def test_a_button_in_a_heading_is_none_of_its_words() -> None:
    """Or the survey of a portal tells of a heading that nobody knows: 办理流程展开."""
    page = drawn("<h3>办理流程<button>展开</button></h3><p>受理</p><h3>常见问题 <a href='#'>收起</a></h3>")
    assert headings(page) == ("办理流程", "常见问题")


def test_tables_beneath_each_other_stay_apart() -> None:
    """Two lists of as many columns: the second has heads of its own, and is no piece of the first."""
    rows = "".join(_row(row, "td", lambda n: True, range(5)) for row in ROWS)
    steps = "<tr><th>环节名称</th><th>时限</th></tr><tr><td>受理</td><td>1个工作日</td></tr>"
    table = f"<table>{_row(HEADS, 'th', lambda n: True, range(5))}{rows}</table>"
    page = drawn(f"{STYLE}{table}<table style='width:580px'>{steps}</table>")
    text = read_guide([("", page)], PROFILE)
    assert len(text.group("申请材料")) == len(ROWS)
    assert len(text.group("办理流程")) == 1


@pytest.mark.parametrize("way", ["heads apart", "copies with all columns, hidden where others show"])
def test_pieces_that_are_folded_away_are_one_table(way: str) -> None:
    """A title folds the part away; beneath the next title stands another."""
    steps = "<table><tr><th>环节名称</th><th>时限</th></tr><tr><td>受理</td><td>1个工作日</td></tr></table>"
    item = (
        "<div><div role=tab aria-expanded=false><div role=button>{}</div></div>"
        "<div role=tabpanel style='display:none'>{}</div></div>"
    )
    folded = f"{item.format('申请材料', f'<div class=o>{DRAWN[way]}</div>')}{item.format('办理流程', steps)}"
    text = read_guide([("", drawn(f"{STYLE}{folded}")), ("其他", drawn("<p>无</p>"))], PROFILE)
    names = [group.values[0].text for group in text.group("申请材料")]
    assert names == [row[1] for row in ROWS]
    assert len(text.group("办理流程")) == 1
