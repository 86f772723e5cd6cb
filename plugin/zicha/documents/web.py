"""Web pages and plain text in place of a file: an error page with status 200, or a form made of HTML."""

from __future__ import annotations

import json
import re

from selectolax.lexbor import LexborHTMLParser

from zicha.documents.content import MAX_CHARACTERS, Content, Rows, Unreadable, lined
from zicha.documents.filling import fill_state
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
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLOCKS = "p,div,li,dt,dd,h1,h2,h3,h4,h5,h6,br,hr,pre,center,section,article,header,footer,nav,form,fieldset,table"
_BREAK = "\ue000"
"""Of lines, while the page is taken apart."""
_SOURCE_BLANKS = re.compile(r"[ \t\r\n\f]+")
_SHORT = 300
"""Characters: an error page has fewer, a form more."""
_FORM_PLACES = 4
"""A page with so many places to fill in within tables is a form; the foot of any page has a telephone number."""


def read_html(content: bytes) -> Content:
    """Return the text of a web page. Raise Unreadable if it is an error page."""
    body = LexborHTMLParser(decoded(content)[: 4 * MAX_CHARACTERS])
    heading = body.css_first("title")
    title = heading.text() if heading is not None else ""
    for invisible in body.css("script,style,noscript,template,head,[hidden]"):
        invisible.decompose()
    for styled in body.css("[style]"):
        if _INVISIBLE.search(styled.attributes.get("style") or ""):
            styled.decompose()
    for underlined in body.css("u"):
        underlined.replace_with(lined(underlined.text()))
    for block in body.css(_BLOCKS):
        block.insert_before(_BREAK)
        block.insert_after(_BREAK)
    rows: Rows = []
    for row in body.css("tr"):
        cells = [_shown(cell.text().replace(_BREAK, " ")) for cell in row.css("td,th")]
        if any(cells) and row.css_first("table") is None:
            rows.append(cells)
    for table in body.css("table"):
        table.decompose()
    rest = body.body.text() if body.body is not None else ""
    before = [[line] for line in map(_shown, rest.split(_BREAK)) if line]
    places = fill_state(rows)[0].places
    if not places:
        _require_no_error([*before, *rows], title)
    elif places < _FORM_PLACES:  # 主办：市政府 at the foot of a page makes no form of it
        _require_no_error([*before, *rows], title, _GONE)
    return Content([*before, *rows], unseen="" if places >= _FORM_PLACES else "是网页，没有认出表格")


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
