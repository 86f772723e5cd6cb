"""The page of a calibration: read back as a browser would, whatever the portal's pages hold."""

from __future__ import annotations

from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from tests.support.findings import STARTED
from zicha.ledger.calibration import calibration_lines, write_calibration
from zicha.model.calibration import CalibratedPage, Calibration, Effect, Item, Mark, OfferedForm, Part, Picture

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"' {{ 7*7 }}"
MARKS = (
    Mark(number=1, part=Part.ELEMENT, recognised=True, needed=True, left=1, top=2, width=3, height=4),
    Mark(number=2, part=Part.ELEMENT, recognised=False, needed=True, left=5, top=6, width=7, height=8),
    Mark(number=3, part=Part.FRAME, recognised=True, needed=True, left=0, top=0, width=9, height=9),
)
ITEMS = (
    Item(part=Part.ELEMENT, words="承诺时限", value="5日", meaning="承诺办结时限", number=1),
    Item(part=Part.ELEMENT, words=HOSTILE, value=HOSTILE, place=HOSTILE, section="labels", key="备注", number=2),
    Item(part=Part.FRAME, words="首页", meaning=Part.FRAME, number=3),
    Item(part=Part.BUTTON, words="打印", section="entries", is_needed=False, number=4),
)
PAGE = CalibratedPage(
    name="办事指南",
    address="javascript:alert(3)",
    failure=HOSTILE,
    note=HOSTILE,
    picture=Picture(file="办事指南.jpg", width=1280, height=900, marks=MARKS),
    items=ITEMS,
    missing=("apply",),
    silent=("通办范围",),
)
CALIBRATION = Calibration(
    portal="测试门户",
    profile=HOSTILE,
    matter=HOSTILE,
    demo=False,
    begun=STARTED,
    ended=STARTED,
    pages=(PAGE,),
    effects=(Effect(page="办事指南", what=HOSTILE, boxes=("A3", "B1"), effect="会请人核查"),),
    unused=(HOSTILE,),
    cure=f"labels: # {HOSTILE}\n",
)


def written(folder: Path, calibration: Calibration = CALIBRATION) -> LexborHTMLParser:
    index = write_calibration(folder, calibration, {"办事指南.jpg": b"\xff\xd8"})
    return LexborHTMLParser(index.read_text(encoding="utf-8"))


def test_what_a_page_holds_is_text(tmp_path: Path) -> None:
    page = written(tmp_path)
    assert page.css("script") == []
    assert [image.attributes["src"] for image in page.css("img")] == ["%E5%8A%9E%E4%BA%8B%E6%8C%87%E5%8D%97.jpg"]
    assert [link.attributes["href"] for link in page.css("main a")] == []
    assert page.body is not None
    assert page.body.text().count("alert(1)") >= 8
    assert "49" not in page.css_first("pre.cure").text()  # type: ignore[union-attr]


def test_the_picture_is_marked_by_what_is_known(tmp_path: Path) -> None:
    marks = written(tmp_path).css(".shot i")
    assert [(mark.attributes["class"], mark.attributes.get("data-n")) for mark in marks] == [
        ("known", "1"),
        ("unknown", "2"),
        ("frame", None),
    ]
    assert (tmp_path / "办事指南.jpg").read_bytes() == b"\xff\xd8"


def test_each_element_stands_with_its_label_and_value_the_unknown_first(tmp_path: Path) -> None:
    rows = written(tmp_path).css(".page details tbody tr")
    cells = [[cell.text(strip=True) for cell in row.css("td")] for row in rows]
    assert cells[0][:2] == ["2", "未认出可能是 备注"]
    assert cells[1] == ["1", "承诺办结时限", "承诺时限", "5日"]
    assert cells[2][:3] == ["4", "用不到", "打印"]


def test_the_terminal_says_the_same_in_a_few_lines() -> None:
    lines = list(calibration_lines(CALIBRATION))
    assert "未认出的内容：1处" in lines
    assert any("A3、B1" in line and line.endswith("会请人核查") for line in lines)
    assert all("\n" not in line for line in lines)


def test_a_page_says_how_much_of_it_is_recognised(tmp_path: Path) -> None:
    known = PAGE.model_copy(update={"failure": "", "missing": (), "silent": (), "items": ITEMS[:1]})
    for page, words in (
        (PAGE, "没有认出"),
        (known, "已认出"),
        (known.model_copy(update={"missing": ("apply",)}), "认出一部分"),
        (known.model_copy(update={"items": ITEMS[:2]}), "认出一部分"),
        (known.model_copy(update={"items": (ITEMS[0], ITEMS[3])}), "已认出"),
    ):
        calibration = CALIBRATION.model_copy(update={"pages": (page,)})
        assert [chip.text() for chip in written(tmp_path, calibration).css(".page h2 .chip")] == [words]
        assert f"办事指南：{words}" in "\n".join(calibration_lines(calibration))


def test_nothing_unknown_is_said_so(tmp_path: Path) -> None:
    clean = CALIBRATION.model_copy(update={"pages": (), "effects": (), "unused": (), "cure": ""})
    page = written(tmp_path, clean)
    assert [chip.text() for chip in page.css(".summary p.chip")] == [
        "这些页面上没有未认出的内容",
        "没有因认不出而要请人核查或未能核查的内容",
    ]
    assert page.css("pre.cure") == []


def test_the_forms_that_a_guide_offers_are_shown(tmp_path: Path) -> None:
    form = OfferedForm(
        material=HOSTILE, role="空表", file=HOSTILE, unseen=HOSTILE, doubts=(HOSTILE,), views=("表1.html", "表2.jpg")
    )
    guide = PAGE.model_copy(update={"forms": (form,), "picture": None})
    (tmp_path / "表9.html").write_text("of an earlier one")
    page = written(tmp_path, CALIBRATION.model_copy(update={"pages": (guide,)}))
    assert not (tmp_path / "表9.html").exists()
    assert page.css("article script") == []
    assert [frame.attributes["src"] for frame in page.css("article iframe[sandbox]")] == ["%E8%A1%A81.html"]
    assert [picture.attributes["src"] for picture in page.css("article img")] == ["%E8%A1%A82.jpg"]
