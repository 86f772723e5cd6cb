"""What stands beside a list and turns it: by its words, its look and its place."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.tab import PROFILE
from zicha.portal.live.list_controls import (
    Box,
    Control,
    SearchBox,
    more_control,
    next_control,
    page_numbers,
    query_control,
    views,
)

LIST = Box(left=100, top=100, right=900, bottom=500)


def at(top: float, left: float = 400, width: float = 60, height: float = 20) -> Box:
    return Box(left=left, top=top, right=left + width, bottom=top + height)


def control(text: str, top: float = 510, index: int = 0, **more: Any) -> Control:
    kinds = {"next": False, "tab": False, "selected": False, "disabled": False, "box": at(top), **more}
    return Control(index=index, text=text, **kinds)


def strip(*texts: str, looks: str = "", **more: Any) -> list[Control]:
    """Things of one kind beside each other; `looks` holds one letter for each."""
    shapes = looks or "a" * len(texts)
    return [
        control(text, index=n, strip=7, looks=shape, **more)
        for n, (text, shape) in enumerate(zip(texts, shapes, strict=True))
    ]


def test_places() -> None:
    assert (at(510).gap(LIST), LIST.gap(at(510)), at(60).gap(LIST), at(200).gap(LIST)) == (10, 10, 20, 0)
    assert at(510, left=950).distance(LIST) == 60
    assert at(499).is_beneath(LIST)
    assert not at(400).is_beneath(LIST)
    assert not at(510, left=900).is_beneath(LIST)


class TestTurning:
    def test_the_next_page_nearest_to_the_list_is_turned_to(self) -> None:
        far, near = control("下一页", 900, 1), control("下 一 页", 520, 2)
        assert next_control([far, near], LIST, PROFILE) is near
        assert next_control([near.model_copy(update={"disabled": True}), far], LIST, PROFILE) is far
        assert next_control([control("下一步")], LIST, PROFILE) is None
        assert next_control([control("", next=True)], LIST, PROFILE) is not None

    @pytest.mark.parametrize("text", ["删除其余办件", "撤回剩余2件", "清空更多", "放弃其余", "取消更多"])
    def test_what_undoes_brings_no_more(self, text: str) -> None:
        assert more_control([control(text)], LIST, PROFILE) is None
        tabs = [control(text, tab=True, index=1), control("已办结", tab=True, index=2)]
        assert [view.text for view in views(tabs, PROFILE)] == ["已办结"]

    @pytest.mark.parametrize("text", ["加载更多", "查看更多 ↓", "展开剩余3条", "再显示10条"])
    def test_more_stands_beneath(self, text: str) -> None:
        assert more_control([control(text)], LIST, PROFILE) is not None
        assert more_control([control(text, 60)], LIST, PROFILE) is None
        assert more_control([control(text, 1500)], LIST, PROFILE) is None

    @pytest.mark.parametrize(
        "other",
        [
            control("没有更多了"),
            control("更多服务", leaves=True),
            control("更多", presses=False),
            control("更多", disabled=True),
            control("导出"),
            control("更多", box=at(510, left=1000)),
        ],
    )
    def test_what_brings_no_more(self, other: Control) -> None:
        assert more_control([other], LIST, PROFILE) is None

    def test_more_stands_alone_on_its_line(self) -> None:
        more, inside = control("加载更多", index=1), control("更多", index=2)
        assert more_control([more, inside], LIST, PROFILE) is inside
        assert more_control([more, control("批量撤回", box=at(505, left=600))], LIST, PROFILE) is None
        assert more_control([more, control("返回", 560)], LIST, PROFILE) is more

    def test_numbers_of_pages_stand_near_the_list(self) -> None:
        pages = [control(text, strip=1, pager=True) for text in ("1", "2", "…", "9")]
        far = [control(text, 800, strip=2, pager=True) for text in ("4", "5")]
        assert list(page_numbers([*far, *pages], LIST)) == [1, 2, 9]
        assert page_numbers([control("3")], LIST) == {}
        assert page_numbers([control("3", 1500, pager=True)], LIST) == {}


class TestViews:
    @staticmethod
    def names(controls: list[Control]) -> list[str]:
        return [view.text for view in views(controls, PROFILE)]

    def test_the_one_that_looks_otherwise_is_shown(self) -> None:
        assert self.names(strip("办理中", "已办结", "草稿箱", looks="abb")) == ["已办结", "草稿箱"]
        assert self.names(strip("办理中", "已办结", looks="ab")) == ["办理中", "已办结"]
        assert self.names(strip("办理中", "已办结", "草稿箱", looks="abc")) == ["办理中", "已办结", "草稿箱"]

    def test_one_that_shows_all_comes_alone(self) -> None:
        assert self.names(strip("全部(3)", "办理中(1)", "已办结（2）", looks="bab")) == ["全部(3)"]
        assert self.names(strip("全部", "办理中", "已办结", looks="abb")) == []

    def test_a_tab_is_one_whatever_it_is_called(self) -> None:
        tabs = [control("甲", index=1, tab=True, selected=True), control("乙", index=2, tab=True)]
        assert self.names(tabs) == ["乙"]
        assert self.names([*tabs, control("全部", index=3, tab=True)]) == ["全部", "乙"]

    @pytest.mark.parametrize(
        "controls",
        [
            strip("已办结"),
            strip("我的办件", "我的证照", "已办结"),
            strip("已受理", "已办结", presses=False),
            strip("撤回", "作废", "暂存", "终止"),
        ],
    )
    def test_what_is_no_view(self, controls: list[Control]) -> None:
        assert self.names(controls) == []

    def test_the_innermost_of_what_says_the_same(self) -> None:
        outer, inner = (
            strip("办理中", "已办结"),
            [c.model_copy(update={"index": c.index + 5}) for c in strip("办理中", "已办结")],
        )
        assert [view.index for view in views([*outer, *inner], PROFILE)] == [5, 6]


class TestSearching:
    OWN = SearchBox(index=1, label="办件编号", box=at(60))
    SITE = SearchBox(index=2, label="请输入事项名称、办件编号", box=at(5))

    def test_the_query_belongs_to_the_box_it_stands_with(self) -> None:
        site = control("搜索", 5, 1, fields=(2,))
        far, near = control("查询", 300, 2, fields=(1, 3)), control("查 询", 62, 3, fields=(1,))
        assert query_control([site, far, near], [self.SITE, self.OWN], LIST, PROFILE) == (self.OWN, near)
        assert query_control([site], [self.OWN], LIST, PROFILE) is None
        assert query_control([site, far], [self.OWN], None, PROFILE) == (self.OWN, far)

    def test_of_two_boxes_the_nearer_one_is_the_lists(self) -> None:
        other = self.OWN.model_copy(update={"index": 4, "box": at(0)})
        query = control("查询", 30, fields=(1, 4))
        assert query_control([query], [other, self.OWN], LIST, PROFILE) == (self.OWN, query)

    def test_a_box_that_asks_for_something_else_is_none(self) -> None:
        name = SearchBox(index=1, label="办件名称", box=at(60))
        assert query_control([control("查询", fields=(1,))], [name], LIST, PROFILE) is None
