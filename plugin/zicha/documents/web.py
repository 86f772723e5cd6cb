"""Web pages and plain text that come where a file should: an error page with status 200, or a form made of HTML."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from zicha.documents.content import MAX_CHARACTERS, Content, Rows, Unreadable
from zicha.model.facts import Condition

_ERROR = re.compile(
    r"不存在|已被?删除|找不到|未找到|无法找到|出错|错误|失败|异常|无权|没有权限|拒绝|超时|过期|失效|维护|繁忙|频繁|请登录|重新登录"
    r"|\b(?:404|403|500|502|503)\b|not found|error|forbidden|denied|exception",
    re.IGNORECASE,
)
_SHORT = 300
"""An error page says little; a form says more."""


def read_html(content: bytes) -> Content:
    body = LexborHTMLParser(decoded(content)[: 4 * MAX_CHARACTERS])
    heading = body.css_first("title")
    title = heading.text() if heading is not None else ""
    for unseen in body.css("script,style,noscript,template,head"):
        unseen.decompose()
    rows: Rows = []
    for row in body.css("tr"):
        cells = [_tidy(cell.text()) for cell in row.css("td,th")]
        if any(cells) and row.css_first("table") is None:
            rows.append(cells)
    for table in body.css("table"):
        table.decompose()
    rest = body.body.text(separator="\n") if body.body is not None else ""
    before = [[line] for line in map(_tidy, rest.split("\n")) if line]
    return _judged([*before, *rows], title)


def read_text(content: bytes) -> Content:
    return _judged([[line] for line in map(_tidy, decoded(content)[:MAX_CHARACTERS].split("\n")) if line], "")


def decoded(content: bytes) -> str:
    """Text in UTF-8, or in the encoding of Chinese Windows."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", errors="replace")


def _judged(rows: Rows, title: str) -> Content:
    text = " ".join(cell for row in rows for cell in row)
    if len(text) < _SHORT and (_ERROR.search(f"{title} {text}") or not text or text.startswith(("{", "["))):
        raise Unreadable(Condition.ERROR_PAGE, _tidy(f"{title} {text}")[:200] or "空白页面")
    return Content(rows)


def _tidy(text: str) -> str:
    return re.sub(r"[^\S\n]+", " ", text).strip()
