"""A page kept as evidence shows what it showed, and has nothing left that runs, fetches or leads on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from zicha.evidence.inert import inert

ACTIVE = {
    "script": "<script>parent.ran = 1</script>",
    "script in a comment's shadow": "<!-- <head> --><script>parent.ran = 1</script>",
    "comment that ends early": "<!--><script>parent.ran = 1</script>-->",
    "handler": '<img src="x" onerror="ran = 1">',
    "handler in capitals": '<IMG SRC=x OnError="ran = 1">',
    "handler after a slash": "<svg/onload=ran=1>",
    "javascript": '<a href="javascript:ran = 1">x</a>',
    "javascript with gaps": '<a href=" java\tscr&#10;ipt:ran = 1">x</a>',
    "vbscript": '<a href="vbscript:x">x</a>',
    "data page": '<a href="data:text/html,<script>1</script>">x</a>',
    "form": '<form action="javascript:ran = 1"><button formaction="javascript:ran = 2">x</button></form>',
    "refresh": '<meta http-equiv="Refresh" content="0;url=http://127.0.0.2/">',
    "base": '<base href="http://127.0.0.2/">',
    "frame": '<iframe src="http://127.0.0.2/"></iframe><iframe srcdoc="<script>parent.ran = 1</script>"></iframe>',
    "frames": '<frameset><frame src="http://127.0.0.2/"></frameset>',
    "object": '<object data="http://127.0.0.2/"></object><embed src="http://127.0.0.2/">',
    "style of elsewhere": '<link rel="stylesheet" href="http://127.0.0.2/a.css"><link rel="preload" href="//x">',
    "svg": "<svg><script>ran = 1</script><a xlink:href='javascript:ran = 1'><text>x</text></a></svg>",
    "svg that animates": '<svg><a><set attributeName="href" to="javascript:ran = 1"/><text>x</text></a></svg>',
    "foreign style": "<svg><style>&lt;img src=x onerror=ran=1></style></svg>",
    "mathematics": "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=1 onerror=ran=1>'></math>",
    "noscript": '<noscript><p title="</noscript><img src=x onerror=ran=1>"></noscript>',
    "template": "<template><script>ran = 1</script></template>",
    "textarea": "<textarea></textarea><script>ran = 1</script></textarea>",
    "title": "<title><a title='</title><script>ran = 1</script>'></title>",
    "xmp": "<xmp><p title='</xmp><img src=x onerror=ran=1>'></xmp>",
    "one in another": "<object><embed><svg><foreignObject><iframe></iframe><script>1</script></foreignObject></svg>",
    "select": "<select><template><style><!--</style><a rel='--></style></select><img src=x onerror=ran=1>'>",
}
GUIDE = "<table><tr><th>承诺办结时限</th><td>10个工作日</td></tr></table>"


def _names(page: str) -> set[str]:
    tree = LexborHTMLParser(page)
    assert tree.root is not None
    nodes = [node for node in tree.root.traverse() if node.tag]
    return {str(node.tag).lower() for node in nodes} | {name.lower() for node in nodes for name in node.attributes}


@pytest.mark.parametrize("active", ACTIVE.values(), ids=ACTIVE)
def test_nothing_active_is_left(active: str) -> None:
    page = inert(
        f"<!DOCTYPE html><html onload=ran=1><head><title>指南</title></head><body>{active}{GUIDE}</body></html>"
    )
    names = _names(page)
    assert not names & {"script", "iframe", "frame", "object", "embed", "base", "link", "template", "noscript"}
    assert not [name for name in names if name.startswith("on")]
    assert "javascript:" not in "".join(page.split()).lower()
    assert page.index("Content-Security-Policy") < page.index("<body>")
    assert page.count("http-equiv") == 1
    assert inert(page) == page


@pytest.mark.parametrize("active", [value for name, value in ACTIVE.items() if name not in ("frames", "select")])
def test_what_the_page_showed_still_stands_there(active: str) -> None:
    page = inert(f"<html><head><style>th {{ color: red }}</style></head><body>{GUIDE}{active}</body></html>")
    assert GUIDE in page.replace("<tbody>", "").replace("</tbody>", "")
    assert "color: red" in page


def test_what_may_stay_stays() -> None:
    """Links are evidence, too: where a form is offered, and by what address."""
    shown = (
        '<p class="a" id="b" style="color: red"><a href="/file/1?a=1&amp;b=2">下载</a>'
        ' <img src="data:image/png;base64,x">'
    )
    page = inert(shown)
    assert '<a href="/file/1?a=1&amp;b=2">下载</a>' in page
    assert '<p class="a" id="b" style="color: red">' in page
    assert "data:image/png" in page


@given(st.lists(st.sampled_from([*ACTIVE.values(), *"<>/\"'=- ", "--", "svg", "</", "style", "!"]), max_size=8))
def test_whatever_is_put_together_is_inert(parts: list[str]) -> None:
    page = inert("".join(parts))
    names = _names(page)
    assert "script" not in names
    assert not [name for name in names if name.startswith("on")]
