"""The bureau's form, beside the portal: what departments report is typed in here, a matter each time."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from zicha.plain_yaml import read_yaml
from zicha_demo.backend import Backend

PATH = "/bureau/form"


@cache
def bureau_form() -> dict[str, Any]:
    """Return the questions of the form."""
    read: dict[str, Any] = read_yaml((files("zicha_demo") / "bureau_form.yaml").read_text(encoding="utf-8"))
    return read


class BureauForm:
    """The form and what was handed in by it."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self.handed_in: list[dict[str, tuple[str, ...]]] = []
        """The answers of each that was handed in, by the names of the questions."""

    def routes(self) -> list[Route]:
        return [Route(PATH, self.form, methods=["GET", "POST"])]

    async def form(self, request: Request) -> Response:
        form = bureau_form()
        if request.method == "POST":
            typed = await request.form()
            required = [text["name"] for text in form["texts"] if text.get("is_required")]
            if all(str(typed.get(name, "")).strip() for name in required):
                self.handed_in.append({key: tuple(map(str, typed.getlist(key))) for key in typed})
                return self._backend.message(None, "提交成功，感谢您的填报")
        return self._backend.page("bureau_form.html", None, form=form)
