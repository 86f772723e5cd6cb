"""The pages one finds a matter by: home, lists by theme, department and audience, search."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from zicha.model.matter import Identity
from zicha_demo.backend import Backend
from zicha_demo.guide_view import entry_address
from zicha_demo.publication import Publication
from zicha_demo.publishing import wording

PAGE_SIZE = 20


def theme_of(publication: Publication) -> str:
    """Return the key of the theme a matter is filed under."""
    themes: list[dict[str, Any]] = wording()["themes"]
    return str(next(each["key"] for each in themes if any(word in publication.matter_name for word in each["words"])))


class HomePages:
    """Home and lists."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def routes(self) -> list[Route]:
        return [
            Route("/", self.home),
            Route("/portal/home", self.home),
            Route("/portal/departments", self.departments),
            Route("/portal/search", self.search),
            Route("/hnzwfw/matter/catalogListByParams", self.catalogue, methods=["GET", "POST"]),
        ]

    def _departments(self) -> list[str]:
        return list(dict.fromkeys(publication.department for publication in self._backend.publications))

    async def home(self, request: Request) -> Response:
        user = self._backend.visitor(request)
        if self._backend.platform.home_status != 200:
            return self._backend.message(user, "系统繁忙，请稍后重试", self._backend.platform.home_status)

        def context() -> dict[str, object]:
            return {
                "departments": self._departments(),
                "themes": wording()["themes"],
                "hot": self._backend.publications[:16],
                "count": len(self._backend.publications),
            }

        return self._backend.cached_page("home", "home.html", user, context)

    async def departments(self, request: Request) -> Response:
        user = self._backend.visitor(request)
        return self._backend.page("departments.html", user, departments=self._departments())

    async def search(self, request: Request) -> Response:
        query = request.query_params
        matches = self._find(
            **{key: query.get(key, "").strip() for key in ("keyword", "department", "theme", "audience")}
        )
        last = max(1, -(-len(matches) // PAGE_SIZE))
        number = min(max(int(query.get("page", "1")) if query.get("page", "1").isdecimal() else 1, 1), last)
        on_page = matches[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        return self._backend.page(
            "search.html",
            self._backend.visitor(request),
            query=query,
            count=len(matches),
            number=number,
            last=last,
            matches=[(publication, entry_address(publication)) for publication in on_page],
            themes={theme["key"]: theme["title"] for theme in wording()["themes"]},
        )

    async def catalogue(self, request: Request) -> Response:
        """Return the list as data: the whole of it, one department an entry."""
        return JSONResponse(
            {
                "errCode": 0,
                "data": [
                    {
                        "deptName": department,
                        "serviceList": [
                            {"unid": publication.page_id, "name": publication.matter_name}
                            for publication in self._find(department=department)
                        ],
                    }
                    for department in self._departments()
                ],
            }
        )

    def _find(self, keyword: str = "", department: str = "", theme: str = "", audience: str = "") -> list[Publication]:
        return [
            publication
            for publication in self._backend.publications
            if (not keyword or keyword in publication.matter_name or keyword == publication.code)
            and (not department or publication.department == department)
            and (not theme or theme_of(publication) == theme)
            and (audience not in set(Identity) or audience in publication.identities)
        ]
