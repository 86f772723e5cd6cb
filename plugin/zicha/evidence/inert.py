"""A page of a portal as evidence that a clerk may open: it shows what it showed, runs nothing, fetches nothing.

The page is parsed as a browser parses it, and what remains is written anew; nothing is found in it by a pattern.
"""

from __future__ import annotations

import re
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

_POLICY = (
    '<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\">"
)
_RUNS = frozenset({"script", "iframe", "frame", "frameset", "object", "embed", "applet", "portal"})
_LEADS_ON = frozenset({"base", "meta", "link", "animate", "animatemotion", "animatetransform", "set", "foreignobject"})
_READ_OTHERWISE = frozenset({"template", "noscript", "noembed", "noframes", "plaintext", "xmp"})
_DROPPED = _RUNS | _LEADS_ON | _READ_OTHERWISE
"""Elements that run, fetch, lead on, or hold what a browser reads otherwise than it was written."""
_FOREIGN = frozenset({"svg", "math"})
_LINKS = frozenset({"href", "xlink:href", "action", "formaction", "cite"})
_PICTURES = frozenset({"src", "background", "poster", "data"})
_DROPPED_NAMES = frozenset({"srcdoc", "srcset", "ping", "manifest", "autofocus"})
_SAFE = re.compile(r"(?:https?:|mailto:|tel:|[^:/?#]*(?:[/?#]|$))", re.IGNORECASE)
"""How a link may begin: with a scheme that runs nothing, or with none."""
_ROUNDS = 5


def inert(page: str) -> str:
    """Return a page that can be opened without running, fetching or sending anything."""
    kept = page
    for _ in range(_ROUNDS):
        cleaned = _cleaned(kept)
        if cleaned == kept:
            return cleaned
        kept = cleaned
    # What is another page each time it is read is shown as its source.
    return f"<!DOCTYPE html><html><head>{_POLICY}</head><body><pre>{escape(page)}</pre></body></html>"


def _cleaned(page: str) -> str:
    tree = LexborHTMLParser(page)
    nodes = [(tree.root, False)] if tree.root is not None else []
    while nodes:
        node, is_foreign = nodes.pop()
        tag = str(node.tag).lower()
        for name, value in list(node.attributes.items()):
            if _is_active(name.lower(), value or ""):
                del node.attrs[name]
        is_foreign = is_foreign or tag in _FOREIGN
        # A node that is dropped takes what it holds with it: that must not be asked for any more.
        nodes += [(child, is_foreign) for child in list(node.iter(include_text=True)) if _stays(child, is_foreign)]
    head, body = tree.css_first("head"), tree.css_first("body")
    heading = head.inner_html if head is not None else ""
    shown = body.inner_html if body is not None else ""
    return f"<!DOCTYPE html><html><head>{_POLICY}{heading}</head><body>{shown}</body></html>"


def _stays(node: LexborNode, is_foreign: bool) -> bool:
    """Return whether a node is an element that stays; drop it where it may not."""
    tag = str(node.tag).lower()
    if tag in _DROPPED or tag == "-comment" or (is_foreign and tag == "style"):
        node.decompose()
        return False
    return not tag.startswith("-")


def _is_active(name: str, value: str) -> bool:
    if name.startswith("on") or name in _DROPPED_NAMES:
        return True
    address = re.sub(r"[\x00-\x20\x7f-\xa0]", "", value)
    if name in _PICTURES:
        return not address.lower().startswith("data:image/")
    return name in _LINKS and _SAFE.match(address) is None
