"""The style sheet of a skin: the same parts of a page under other names, laid out and coloured in other ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zicha_demo.skins.grammar import Skin
from zicha_demo.skins.tags import Tags

_COLOURS = {
    "blue": ("#1a5fb4", "#eef4fc", "#cfe0f5"),
    "red": ("#c8161d", "#fdf3f2", "#f0d0cd"),
    "green": ("#1b8a5a", "#f0faf5", "#c9e8d8"),
    "grey": ("#555555", "#f7f7f7", "#dddddd"),
}
_WIDTHS = {"one": "100%", "two": "49.5%", "three": "33%"}
_IN_A_ROW = {"one": 1, "two": 2, "three": 3}
_ALWAYS = {
    "panel": "background:#fff;border:1px solid {line};padding:16px 22px;margin-bottom:16px;overflow:hidden",
    "title": "font-size:19px;font-weight:bold;margin:0 0 12px;padding:0 0 8px;border-bottom:2px solid {line}",
    "side": "float:left;width:150px;margin:0 0 16px;padding:0;list-style:none;background:#fff;border:1px solid {line}",
    "side-entry": "display:block;padding:8px 14px;border-bottom:1px solid {line}",
    "beside": "margin-left:170px",
    "tabs": "display:flex;margin:0 0 12px;padding:0;list-style:none;background:#fff;border-bottom:2px solid {main}",
    "tab": "padding:9px 20px;font-size:16px;color:#444;background:none;border:0;border-radius:0;display:inline-block",
    "fold": "cursor:pointer;padding:10px 16px;background:{pale};border:1px solid {line};font-size:17px",
    "folded": "display:none",
    "icon": "display:inline-block;width:10px;height:10px;margin-right:6px;background:{main};border-radius:50%",
    "question-icon": "display:inline-block;width:12px;height:12px;margin:0 4px;border:1px solid #aaa;border-radius:50%",
    "tag": "margin-left:6px;padding:0 6px;font-size:12px;color:#fff;background:{main};border-radius:3px",
    "star": "color:#d0021b;font-style:normal;margin-right:3px",
    "button": "margin:0 3px;padding:1px 8px;font-size:13px;color:{main};background:{pale};border:1px solid {line}",
    "ellipsis": "display:inline-block;max-width:200px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis;"
    "vertical-align:bottom",
    "list": "width:100%;border-collapse:collapse;font-size:14px",
    "scroll": "overflow-x:auto",
    "grid-head": "display:flex;margin:0;padding:0;list-style:none;background:{pale};color:#555",
    "grid-row": "display:flex;margin:0;padding:0;list-style:none;border-top:1px solid {line}",
    "grid": "margin:0;padding:0;border:1px solid {line};font-size:14px",
    "grid-cell": "flex:1 1 0;min-width:60px;padding:7px 8px;word-break:break-word",
    "card-list": "display:grid;grid-template-columns:1fr 1fr;gap:14px",
    "card": "border:1px solid {line};padding:10px 16px;margin-bottom:12px;background:#fff",
    "card-name": "margin:0 0 6px;font-size:16px;color:#222",
    "line": "margin:2px 0;font-size:14px;color:#555",
    "text": "margin:0 0 8px;line-height:1.8",
    "faq": "margin:0 0 12px",
    "ask": "margin:0;font-weight:bold;color:{main}",
    "answer": "margin:0 0 6px",
    "steps": "display:flex;flex-wrap:wrap;gap:16px;margin:0;padding:0;list-style:none",
    "step": "flex:1 1 190px;max-width:260px;padding:10px 14px;border:1px solid {line};background:{pale};font-size:14px",
    "step-name": "display:block;font-size:16px;font-weight:bold",
    "step-limit": "display:block;color:{main};font-size:14px",
    "step-line": "margin:3px 0;font-size:13px;color:#666",
    "circles": "display:flex;gap:10px;margin:0;padding:0;list-style:none;text-align:center",
    "circle-step": "flex:1;border-top:3px solid {line};padding-top:6px",
    "circle": "width:30px;margin:-22px auto 6px;line-height:30px;border-radius:50%;color:#fff;background:{main}",
    "arrows": "display:flex;align-items:stretch",
    "arrow": "align-self:center;padding:0 10px;font-size:22px;color:{main}",
    "dialog-kept": "position:fixed;z-index:9;left:180px;top:60px;width:800px;max-height:600px;overflow:auto;"
    "padding:16px;background:#fff;border:1px solid {line};box-shadow:0 2px 16px #0004",
    "dialog-title": "margin:0 0 10px;font-size:17px;color:#222",
    "dialog-close": "float:right;cursor:pointer;padding:0 8px",
    "arrow-step": "flex:1;padding:10px;background:{pale};border:1px solid {line};text-align:center",
}
"""What each part looks like on every skin, by the colours of the skin: main, pale, line."""
_ITEMS: Mapping[str, Mapping[str, str]] = {
    "flow": {
        "item": "display:inline-block;width:{width};vertical-align:top;padding:6px 0",
        "label": "display:inline-block;width:140px;vertical-align:top;color:#777",
        "value": "display:inline-block;width:calc(100% - 150px);vertical-align:top;margin:0",
    },
    "flex": {
        "pairs": "display:flex;flex-wrap:wrap",
        "item": "display:flex;flex:0 0 {width};padding:7px 0;border-bottom:1px solid {line}",
        "label": "flex:0 0 150px;color:#888",
        "value": "flex:1;margin:0;word-break:break-word",
    },
    "grid": {
        "pairs": "display:grid;grid-template-columns:repeat({count},1fr);gap:0 20px",
        "item": "display:grid;grid-template-columns:150px 1fr;padding:7px 0;border-bottom:1px solid {line}",
        "label": "color:#777",
        "value": "margin:0;word-break:break-word",
    },
    "float": {
        "pairs": "overflow:hidden",
        "item": "float:left;width:{width};min-height:52px;overflow:hidden",
        "label": "float:left;width:140px;color:#777",
        "value": "margin:0 0 0 150px;min-height:26px",
    },
    "absolute": {
        "item": "position:relative;display:inline-block;width:{width};min-height:48px;vertical-align:top",
        "label": "position:absolute;left:0;top:0;width:200px;color:#777;font-size:14px",
        "value": "display:block;margin:0 0 0 210px",
    },
}
"""Labels beside their values, where no table lays them out."""
_DEFINITIONS: Mapping[str, Mapping[str, str]] = {
    "flow": {"label": "color:#777;margin-top:8px", "value": "margin:0 0 0 24px"},
    "grid": {"pairs": "display:grid;grid-template-columns:{columns};margin:0", "value": "margin:0;padding:6px 10px",
             "label": "color:#777;padding:6px 10px;background:{pale}"},
    "float": {"pairs": "overflow:hidden", "label": "float:left;clear:left;width:150px;color:#777",
              "value": "margin:0 0 6px 160px;min-height:26px"},
}  # fmt: skip
_TABLED = {
    "pairs": "width:100%;border-collapse:collapse",
    "label": "width:150px;padding:8px 12px;text-align:left;font-weight:400;background:{pale};border:1px solid {line}",
    "value": "padding:8px 12px;border:1px solid {line};word-break:break-word",
}
_TILES = {
    "pairs": "display:grid;grid-template-columns:repeat({count},1fr);gap:10px",
    "tile": "border:1px solid {line};padding:8px 14px;background:{pale}",
    "label": "margin:0;font-size:13px;color:#888",
    "value": "margin:2px 0 0;font-size:15px;word-break:break-word",
}
_LINES = {"pairs": "width:100%", "value": "padding:10px;line-height:2"}
_HEADINGS = {"label": "margin:12px 0 2px;font-size:15px", "value": "margin:0 0 0 12px"}
_LANDMARKS = """
.site-head{background:#fff;padding:18px 5%}.site-menu{background:#1556a8;padding:0 5%}
.site-menu a{color:#fff;padding:0 24px;line-height:46px}
.site-body{width:1180px;max-width:calc(100% - 24px);margin:0 auto;padding:14px 0}
.site-foot{background:#2b3d57;color:#c3cddd;font-size:13px;text-align:center;padding:20px 0}
.bulletin{background:#fff8e6;padding:6px 5%;font-size:13px}.quick{padding:8px 5%;background:#f2f2f2}
.service{position:fixed;right:8px;bottom:120px;background:#1556a8;color:#fff;padding:10px;width:60px;text-align:center}
"""
"""A frame of the site that is built without landmarks."""


def style_sheet(skin: Skin) -> str:
    """Return the style sheet of a skin."""
    tags = Tags(skin.classes)
    return "".join(_rules(skin, tags)) + (_LANDMARKS if skin.frame != "landmarks" else "")


def _rules(skin: Skin, tags: Tags) -> Iterator[str]:
    main, pale, line = _COLOURS[skin.colours]
    count = _IN_A_ROW[skin.columns]
    words = {
        "main": main, "pale": pale, "line": line, "width": _WIDTHS[skin.columns], "count": str(count),
        "columns": " ".join(["150px 1fr"] * count),
    }  # fmt: skip
    for parts in (_ALWAYS, _of_values(skin)):
        for role, rule in parts.items():
            for name, word in words.items():
                rule = rule.replace(f"{{{name}}}", word)
            yield f"{tags.selector(role)}{{{rule}}}\n"
    yield f"{tags.selector('list')} td,{tags.selector('list')} th{{border:1px solid {line};padding:7px 9px}}\n"
    yield f"{tags.selector('list')} th{{background:{pale};font-weight:normal;white-space:nowrap}}\n"
    yield f"{tags.selector('tabs')} [aria-selected=true]{{background:{main};color:#fff}}\n[hidden]{{display:none}}\n"


def _of_values(skin: Skin) -> Mapping[str, str]:
    match skin.guide:
        case "table" | "form":
            return _TABLED
        case "cards":
            return _TILES
        case "lines":
            return _LINES
        case "headings":
            return _HEADINGS
        case "dl" if skin.layout in _DEFINITIONS:
            return _DEFINITIONS[skin.layout]
    return _ITEMS[skin.layout]
