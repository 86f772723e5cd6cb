"""What a profile makes of a page, what a word was probably meant for, and lines that can be pasted as they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.support.easel import drawn
from zicha.model.calibration import CalibratedPage, Item, Part
from zicha.model.facts.guide import Element
from zicha.portal.guide.reader import read_guide
from zicha.portal.profile import Profile, load_profile
from zicha.portal.recognition import (
    Lexicon,
    cure,
    entry_candidates,
    guide_items,
    list_items,
    unused_words,
)

pytestmark = pytest.mark.usefixtures("drawing")

PROFILE = load_profile("demo", "http://127.0.0.1:1")
GUIDE = (
    "<h2>申请材料</h2><table><tr><th>材料名称</th><th>交件方法</th><th>印章</th></tr>"
    "<tr><td>营业执照<span class='badge'>需验原件</span></td><td>窗口</td><td>公章</td></tr></table>"
    "<dl><dt>承诺天数</dt><dd>5个工作日</dd><dt>法定时限</dt><dd>20个工作日</dd>"
    "<dt>办理时间</dt><dd>工作日：上午9:00</dd></dl>"
)


def read(source: str, profile: Profile = PROFILE) -> tuple[Item, ...]:
    return guide_items(read_guide([("", drawn(source))], profile), [drawn(source)], Lexicon(profile))


def unknown(items: tuple[Item, ...]) -> dict[str, tuple[Part, str]]:
    return {item.words: (item.part, item.key) for item in items if not item.is_recognised and item.is_needed}


def test_a_guide_is_told_by_its_elements_and_by_what_is_not_known() -> None:
    items = read(GUIDE)
    assert {"法定时限": "20个工作日"}.items() <= {item.words: item.value for item in items}.items()
    assert unknown(items) == {
        "承诺天数": (Part.ELEMENT, Element.PROMISED_LIMIT),
        "交件方法": (Part.ELEMENT, Element.MEDIUM),
        "印章": (Part.ELEMENT, ""),
        "需验原件": (Part.MARK, Element.MATERIAL_KIND),
    }


def test_an_element_that_the_page_shows_already_is_no_likely_meaning() -> None:
    assert unknown(read("<dl><dt>承诺时限</dt><dd>5日</dd><dt>承诺天数</dt><dd>5</dd></dl>"))["承诺天数"][1] != (
        Element.PROMISED_LIMIT
    )


def test_a_heading_matters_only_where_what_it_may_head_is_not_there() -> None:
    assert "申请材料一览" in unknown(read("<h2>申请材料一览</h2><p>营业执照</p>"))
    table = "<table><tr><th>材料名称</th><th>份数</th></tr><tr><td>营业执照</td><td>1</td></tr></table>"
    assert unknown(read(f"<h2>申请材料一览</h2>{table}")) == {}


def test_a_list_tells_its_columns_and_states_and_nothing_of_its_rows() -> None:
    labels, states = ["办件编号", "申报日期", "办理环节状态"], ["已办结（已出证）", "流转中"]
    profile = PROFILE.model_copy(update={"columns": {**PROFILE.columns, "state": ("流程状态",)}})
    items, missing = list_items(labels, states, drawn(""), ("number", "state"), Lexicon(profile))
    assert missing == ("state",)
    assert [(item.words, item.meaning) for item in items] == [
        ("办件编号", "number"),
        ("申报日期", ""),
        ("办理环节状态", ""),
        ("已办结（已出证）", "已办结"),
        ("流转中", ""),
    ]
    assert unknown(items)["办理环节状态"] == (Part.COLUMN, "state")


def test_columns_on_which_nothing_hangs_are_not_told() -> None:
    labels = ["办件编号", "当前状态", "申报日期"]
    items, missing = list_items(labels, [], drawn(""), ("number", "state"), Lexicon(PROFILE))
    assert (missing, unknown(items)) == ((), {})


def buttons(*texts: str) -> CalibratedPage:
    items = tuple(Item(part=Part.BUTTON, words=text, section="entries", is_needed=False) for text in texts)
    return CalibratedPage(name="办事指南", items=items)


def test_an_entry_that_is_not_found_is_looked_for_among_the_buttons() -> None:
    page = entry_candidates(buttons("收藏", "我要评一评", "马上申办", "打印"), "apply", Lexicon(PROFILE))
    page = entry_candidates(page, "evaluate", Lexicon(PROFILE))
    assert page.missing == ("apply", "evaluate")
    assert unknown(page.items) == {"我要评一评": (Part.BUTTON, "evaluate")} | (
        {"马上申办": (Part.BUTTON, "apply")} if page.items[2].key else {}
    )


def test_a_button_that_is_like_none_is_no_suggestion() -> None:
    page = entry_candidates(buttons("收藏", "打印"), "apply", Lexicon(PROFILE))
    assert (page.missing, unknown(page.items)) == (("apply",), {})


def pasted(folder: Path, lines: str) -> Profile:
    own = {"extends": "base", "title": "测试", "address": "http://127.0.0.1:1"}
    pages = {"home": "/", "guide": "/g/{page_id}", "login": "/login", "cases": "/cases"}
    file = folder / "city.yaml"
    file.write_text(yaml.safe_dump(own | {"pages": pages}, allow_unicode=True) + lines, encoding="utf-8")
    return load_profile(str(file))


def test_the_lines_can_be_pasted_and_cure(tmp_path: Path) -> None:
    page = CalibratedPage(name="办事指南", items=read(GUIDE))
    lines = cure([page], PROFILE)
    profile = pasted(tmp_path, lines)
    assert profile.labels[Element.PROMISED_LIMIT] == (*PROFILE.labels[Element.PROMISED_LIMIT], "承诺天数")
    assert "# 未认出，也没有相近的：印章" in lines
    assert set(unknown(read(GUIDE, profile))) == {"印章"}


@given(st.lists(st.text(min_size=1, max_size=12), max_size=4))
def test_whatever_a_page_shows_the_lines_are_yaml(words: list[str]) -> None:
    """A page may hold anything: quotes, colons, number signs, breaks."""
    items = tuple(
        Item(part=Part.ELEMENT, words=each, section="labels", key=Element.NOTE if number % 2 else "")
        for number, each in enumerate(words)
    )
    data = yaml.safe_load(cure([CalibratedPage(name="办事指南", items=items)], PROFILE))
    assert data is None or set(data) == {"labels"}


def test_nothing_to_cure_is_no_line() -> None:
    assert cure([CalibratedPage(name="办事指南", items=read("<p>没有什么</p>"))], PROFILE) == ""


@pytest.mark.parametrize(
    ("word", "used"),
    [
        (("labels", "承诺办结时限", "法定时限"), True),
        (("labels", "承诺办结时限", "定时"), False),
        (("entries", "apply", "马上办"), True),
        (("entries", "apply", "我要办"), False),
    ],
)
def test_words_that_nothing_matched(word: tuple[str, str, str], used: bool) -> None:
    page = CalibratedPage(name="办事指南", items=(Item(part=Part.ELEMENT, words="法定时限：", meaning="法定办结时限"),))
    unused = list(unused_words([word], [page], ["请点击 马 上 办"]))
    assert unused == ([] if used else [f"{word[0]}.{word[1]}：{word[2]}"])
