"""Word documents in one XML file: flat packages, and those of Word 2003, which programs write from a template."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from zicha.documents.content import Content, damaged
from zicha.documents.flat_packages import is_flat_package, packed
from zicha.documents.word import W, content_of, drop_hidden, hidden_styles, is_on, read_docx, shown_part

_WORD_2003 = b"http://schemas.microsoft.com/office/word/2003/wordml"
_ANNOTATION = "{http://schemas.microsoft.com/aml/2001/core}annotation"
_AROUND = {f"{W}hdr": "header", f"{W}ftr": "footer"}


def read_word_xml(content: bytes) -> Content:
    """Return the text of a document in one XML file. Raise Unreadable if it does not open."""
    if is_flat_package(content):
        return read_docx(packed(content))
    root = shown_part(content.replace(_WORD_2003, W[1:-1].encode()), frozenset())
    drop_hidden(root, hidden_styles(root))
    body = root.find(f"{W}body")
    if body is None:
        raise damaged("文档缺少正文部分")
    for comment in [each for each in body.iter(_ANNOTATION) if each.get(f"{W}type") == "Word.Comment"]:
        _take_out(comment)
    around = list(_around(root, body))
    heads, feet = ([part for part in around if part[0] == kind] for kind in _AROUND.values())
    return content_of([*heads, ("document", body), *feet])


def _around(root: etree._Element, body: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Take the headers and footers out of a text, and yield those that are on some of its pages, with their kind."""
    kinds = {"odd"} | ({"even"} if is_on(root.find(f"{W}docPr/{W}evenAndOddHeaders")) else set())
    for section in list(body.iter(f"{W}sectPr")):
        own = kinds | ({"first"} if is_on(section.find(f"{W}titlePg")) else set())
        for part in list(section.iterchildren(*_AROUND)):
            _take_out(part)
            if part.get(f"{W}type", "odd") in own:
                yield _AROUND[part.tag], part


def _take_out(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
