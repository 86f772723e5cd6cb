"""Rich text as Chinese word processors write it: what stands in the file's code page, in headers and in tables."""

from __future__ import annotations

import pytest

from zicha.documents.content import Unreadable
from zicha.documents.rtf import read_rtf

FONTS = "{\\fonttbl{\\f0\\froman\\fcharset0 Times New Roman;}{\\f13\\fnil\\fcharset134 SimSun;}}"


def in_code_page(text: str) -> str:
    """Write the text as bytes of GB 18030, each by its code."""
    return "".join(f"\\'{byte:02x}" for byte in text.encode("gb18030"))


def rtf(body: str) -> bytes:
    return f"{{\\rtf1\\ansi\\ansicpg936\\deff0{FONTS}{body}}}".encode("latin-1")


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        ("{\\f13 " + in_code_page("申请表") + "}\\par", [["申请表"]]),
        ("{\\f0 " + in_code_page("申请表") + "}\\par", [["申请表"]]),
        ("{\\dbch\\af13\\hich\\af0\\loch\\f0 " + in_code_page("申请表") + "}\\par", [["申请表"]]),
        ("申请表".encode("gb18030").decode("latin-1") + "\\par", [["申请表"]]),
        ("\\'c9\n\\'ea\\par", [["申"]]),
        (in_code_page("𠮷€") + "\\par", [["𠮷€"]]),
        ("{\\header " + in_code_page("民政局") + "\\par}" + in_code_page("申请表"), [["民政局"], ["申请表"]]),
        ("\\trowd " + in_code_page("姓名") + "\\cell a|b\\cell\\row", [["姓名", "a|b"]]),
        ("{\\uc2 \\u30003" + in_code_page("申") + "}\\par", [["申"]]),
        ("\\trowd a\\cell\\cell b\\cell\\cell\\row c\\par", [["a", "", "b", ""], ["c"]]),
        ("{\\v " + in_code_page("洛阳") + "\\u27915?}" + in_code_page("申") + "\\par", [["申"]]),
        ("\\v x\\v0 " + in_code_page("申") + "\\v x\\plain " + in_code_page("请") + "\\par", [["申请"]]),
        ("a\\ul    b\\tab\\ulnone \\tab c {\\ulc1   d}\\par", [["a___b____ c   d"]]),
        ("\\ul \\u12288?\\u12288?\\ul0 a   b\\par", [["__a   b"]]),
        ("{\\deleted x}" + in_code_page("申") + "\\par", [["申"]]),
    ],
    ids=[
        "chinese font", "latin font", "font by script", "bytes as they are", "broken within a character",
        "four bytes and euro", "header", "bar in a cell", "code page beside unicode",
        "empty cells", "hidden", "hidden up to a word", "lines to write on", "lines of wide blanks", "deleted",
    ],
)  # fmt: skip
def test_the_text_is_read(body: str, rows: list[list[str]]) -> None:
    assert read_rtf(rtf(body)).rows == rows


def test_a_picture_is_known() -> None:
    picture = "{\\pict\\pngblip 89504e47}"
    assert read_rtf(rtf(picture)).pictures == 1
    assert read_rtf(rtf(f"{{\\*\\shppict{picture}}}{{\\nonshppict{picture}}}")).pictures == 1
    assert read_rtf(rtf(in_code_page("申请表"))).pictures == 0


def test_a_text_too_long_to_read_is_said() -> None:
    content = read_rtf(rtf("a" * 150_000 + "\\par " + "a" * 60_000 + "\\par b"))
    assert content.unseen == "文字过多，只读了前面的部分"


def test_a_file_that_was_cut_off_is_no_form() -> None:
    with pytest.raises(Unreadable, match="没有下载完整"):
        read_rtf(rtf(in_code_page("申请表"))[:-1])
