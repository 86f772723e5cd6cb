"""Elements of a page, with class names as the framework of a skin would give them."""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

from markupsafe import Markup, escape

_VOID = frozenset({"img", "br", "input"})
_FRAMEWORKS = {
    "element": "el-{}",
    "ant": "ant-{}",
    "layui": "layui-{}",
    "easyui": "easyui-{}",
    "bootstrap": "{}",
    "webforms": "{}Style",
}
_BOOTSTRAP = {
    "card": "card", "tag": "badge bg-info", "button": "btn btn-link", "panel": "panel panel-default",
    "title": "panel-heading", "pairs": "table table-bordered", "list": "table table-striped", "pane": "tab-pane",
    "tabs": "nav nav-tabs", "item": "form-group", "label": "control-label", "value": "form-control-static",
}  # fmt: skip
_ELEMENT = {
    "item": "el-form-item", "label": "el-form-item__label", "value": "el-form-item__content",
    "pairs": "el-descriptions", "list": "el-table", "pane": "el-tab-pane", "tabs": "el-tabs__nav",
    "tag": "el-tag el-tag--success",
    "button": "el-button el-button--text", "panel": "el-card", "title": "el-card__header", "steps": "el-steps",
    "step": "el-step", "fold": "el-collapse-item__header",
}  # fmt: skip
_OWN_NAMES = {"bootstrap": _BOOTSTRAP, "element": _ELEMENT}


class Tags:
    """Makes elements; what an element is for (label, card, tag) becomes the class of the skin's framework."""

    def __init__(self, framework: str) -> None:
        self._framework = framework

    def __call__(
        self, element: str, role: str = "", *children: str | Iterable[str], **attributes: str | bool | None
    ) -> Markup:
        """Return an element. Attributes that are None or False are left out; data_open is data-open."""
        names = {"class": self.names(role) if role else None, **attributes}
        written = "".join(
            f" {name.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{escape(value)}"')
            for name, value in names.items()
            if value is not None and value is not False
        )
        inside = "" if element in _VOID else f"{together(*children)}</{element}>"
        return Markup(f"<{element}{written}>{inside}")

    def names(self, role: str) -> str:
        """Return the class names of a role."""
        if self._framework == "own":
            return f"g-{role}"
        if self._framework == "meaningless":
            return f"c{crc32(role.encode()):08x}"
        own = _OWN_NAMES.get(self._framework, {})
        return own.get(role) or _FRAMEWORKS[self._framework].format(role)

    def selector(self, role: str) -> str:
        """Return the CSS selector of a role."""
        return "." + self.names(role).replace(" ", ".")


def together(*children: str | Iterable[str]) -> Markup:
    """Return texts and elements one after the other; what is no markup yet is escaped."""
    parts: list[str] = []
    for child in children:
        parts += map(_escaped, (child,) if isinstance(child, str) else child)
    return Markup("".join(parts))


def _escaped(text: str) -> str:
    return text if isinstance(text, Markup) else escape(text)
