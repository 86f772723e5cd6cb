"""Web pages and plain text in place of a file: an error page with status 200, or a form made of HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from zicha.documents.content import (
    MAX_CHARACTERS,
    WINGDINGS,
    Content,
    Rows,
    Size,
    Unreadable,
    count_with_words,
    has_large,
    lined,
)
from zicha.documents.filling import fill_state
from zicha.documents.labels import TO_TICK
from zicha.model.facts.forms import Condition

_ERROR = re.compile(
    r"不存在|已被?删除|找不到|未找到|无法找到|出错|错误|失败|异常|无权|没有权限|拒绝|超时|过期|失效|维护|繁忙|频繁|请登录|重新登录"
    r"|\b(?:404|403|500|502|503)\b|not found|error|forbidden|denied|exception",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"(?:文件|附件|页面|网页|资源|资料)\S{0,6}?(?:不存在|已被?删除|找不到|未找到)|(?:找不到|无法找到|未找到)\S{0,6}?(?:文件|附件|页面)"
    r"|\b404\b|not found",
    re.IGNORECASE,
)
_TITLE = re.compile(r"<title[^>]*>([^<]*)</title", re.IGNORECASE)
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*(?:all|screen)", re.IGNORECASE)
_LENGTH = re.compile(r"([\d.]+)\s*(px|pt|cm|mm|in)?$", re.IGNORECASE)
_MILLIMETRES = {"px": 25.4 / 96, "pt": 25.4 / 72, "in": 25.4, "cm": 10.0, "mm": 1.0}
_SYMBOLS = {code & low: shown for code, shown in WINGDINGS.items() for low in (0xFF, 0xFFFF)}
"""In a page the letters of such a font may stand for themselves."""
_BLOCKS = "p,div,li,dt,dd,h1,h2,h3,h4,h5,h6,br,hr,pre,center,section,article,header,footer,nav,form,fieldset,table"
_BREAK, _ROW, _CELL = "\ue000", "\ue001", "\ue002"
"""Between lines, before a row, between its cells, while the page is taken apart."""
_SOURCE_BLANKS = re.compile(r"[ \t\r\n\f]+")
_MOST = 4 * MAX_CHARACTERS
"""Characters of a page that are read, its tags among them."""
_SHORT = 300
"""Characters: an error page has fewer, a form more."""
_FORM_PLACES = 4
"""A page with so many places to fill in, or rows of boxes, is a form; the foot of any page has a telephone number."""


def read_html(content: bytes) -> Content:
    """Return the text of a web page in place of a file. Raise Unreadable if it is an error page."""
    source = decoded(content)
    page = read_pages([source])
    state = fill_state(page.rows)[0]
    choices = sum(len(TO_TICK.findall(" ".join(row))) > 1 for row in page.rows)
    is_form = state.places + state.loose + choices >= _FORM_PLACES
    title = _TITLE.search(source[:_MOST])
    if not is_form and (page.rows or not page.pictures):
        # 主办：市政府 at the foot of a page makes no form of it
        error = _GONE if state.places or page.pictures else _ERROR
        _require_no_error(page.rows, unescape(title[1]) if title else "", error)
    unseen = "" if is_form else "是网页，没有认出表格"
    return replace(page, unseen="，".join(filter(None, (unseen, page.unseen))))


def read_pages(sources: Iterable[str]) -> Content:
    """Return the text of pages that are one document, and what they show beside it."""
    rows: Rows = []
    sizes: list[Size] = []
    is_cut = False
    for source in sources:
        page = LexborHTMLParser(source[:_MOST])
        _draw(page)
        sizes += map(_size, page.css("img"))
        rows += _rows(page)
        is_cut = is_cut or len(source) > _MOST
    unseen = ["含有大幅图片，图中文字读不出"] if has_large(size for size in sizes if size) else []
    unseen += ["文字过多，只读了前面的部分"] if is_cut else []
    return Content(rows, pictures=count_with_words(sizes), unseen="，".join(unseen))


def _draw(page: LexborHTMLParser) -> None:
    """Take out of a page what is not shown, and put in as text what fields and symbols show, and where lines break."""
    for invisible in page.css("script,style,noscript,template,head,[hidden]"):
        invisible.decompose()
    for styled in page.css("[style]"):
        if _INVISIBLE.search(styled.attributes.get("style") or ""):
            styled.decompose()
    for field in page.css("input,select,textarea"):
        field.replace_with(_in_field(field))
    for symbols in page.css('[style*="Wingdings" i],[face*="Wingdings" i]'):
        symbols.replace_with("".join(_SYMBOLS.get(ord(letter), "") for letter in symbols.text()))
    for underlined in page.css("u"):
        underlined.replace_with(lined(underlined.text()))
    for block in page.css(_BLOCKS):
        block.insert_before(_BREAK)
        block.insert_after(_BREAK)


def _rows(page: LexborHTMLParser) -> Rows:
    """Return a row for each line and for each row of a table, in their order; a row around a table is lines."""
    for row in page.css("tr"):
        if row.css_first("table") is None:
            cells = [_shown(cell.text().replace(_BREAK, " ")) for cell in row.css("td,th")]
            row.replace_with(f"{_BREAK}{_ROW}{_CELL.join(cells)}{_BREAK}" if any(cells) else _BREAK)
    for cell in page.css("td,th"):
        cell.insert_before(_BREAK)
    pieces = page.body.text().split(_BREAK) if page.body is not None else []
    rows = (piece[1:].split(_CELL) if piece.startswith(_ROW) else [_shown(piece)] for piece in pieces)
    return [row for row in rows if any(row)]


def _in_field(field: LexborNode) -> str:
    """Return what a field shows by itself: a box, ticked or not, what is typed or chosen in it."""
    kind = (field.attributes.get("type") or "text").lower()
    if field.tag == "select":
        chosen = field.css_first("option[selected]") or field.css_first("option")
        return chosen.text() if chosen is not None else ""
    if field.tag == "textarea":
        return field.text()
    if kind in ("checkbox", "radio"):
        return "☑" if "checked" in field.attributes else "□"
    return field.attributes.get("value") or "" if kind not in ("hidden", "password", "file") else ""


def _size(picture: LexborNode) -> Size:
    """Return how large a picture is shown; None where the page does not say."""
    style = dict(re.findall(r"(?:^|[;\s])(width|height)\s*:\s*([^;]+)", picture.attributes.get("style") or ""))
    width, height = (_length(style.get(side) or picture.attributes.get(side) or "") for side in ("width", "height"))
    return (width, height) if width is not None and height is not None else None


def _length(text: str) -> float | None:
    length = _LENGTH.match(text.strip())
    return float(length[1]) * _MILLIMETRES[(length[2] or "px").lower()] if length else None


def read_text(content: bytes) -> Content:
    """Return the lines of a text. Raise Unreadable if it is an error page or data for programs."""
    text = decoded(content)
    rows = [[line] for line in map(_tidy, text[:MAX_CHARACTERS].split("\n")) if line]
    if _is_json(text):
        raise Unreadable(Condition.ERROR_PAGE, _tidy(text)[:200])
    _require_no_error(rows, "")
    return Content(rows, unseen="是纯文本，不是表格文件")


def _is_json(text: str) -> bool:
    """Whether it is data for programs, which no form is."""
    if not text.lstrip().startswith(("{", "[")):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def decoded(content: bytes) -> str:
    """Return the text: in UTF-16 if it is marked so, in UTF-8, or in the encoding of Chinese Windows."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", errors="replace")


def _require_no_error(rows: Rows, title: str, error: re.Pattern[str] = _ERROR) -> None:
    text = " ".join(cell for row in rows for cell in row)
    if len(text) < _SHORT and (error.search(f"{title} {text}") or not text or text.startswith(("{", "["))):
        raise Unreadable(Condition.ERROR_PAGE, _tidy(f"{title} {text}")[:200] or "空白页面")


def _shown(text: str) -> str:
    """Return a text of a page as it is shown: blanks of its source are one, those that do not break stay."""
    return _SOURCE_BLANKS.sub(" ", text).strip(" ")


def _tidy(text: str) -> str:
    return re.sub(r"[^\S\n]+", " ", text).strip()
