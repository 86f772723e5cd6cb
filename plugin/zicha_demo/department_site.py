"""The departments' business systems on their own origin: single sign-on, a home page, and the application."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from zicha.model.matter import Identity
from zicha_demo.accounts import accounts
from zicha_demo.application_pages import DEPARTMENT, ApplicationPages
from zicha_demo.backend import COOKIES, Backend
from zicha_demo.landings import proof_page
from zicha_demo.publication import SecondLogin, SignOn

LAYOUT = DEPARTMENT.layout


class DepartmentSite:
    """All pages of the second origin."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def routes(self) -> list[Route]:
        return [
            Route("/", self.home),
            Route("/bsdt/list", self.matters),
            Route("/bsdt/matter", self.other_matter),
            Route("/sso/callback", self.callback),
            Route("/login", self.login, methods=["GET", "POST"]),
            Route("/logout", self.logout),
            *ApplicationPages(self._backend, DEPARTMENT).routes(),
        ]

    async def home(self, request: Request) -> Response:
        systems = dict.fromkeys(publication.department for publication in self._backend.publications)
        user = self._backend.visitor(request, DEPARTMENT.name)
        return self._backend.page("department_home.html", user, layout=LAYOUT, systems=list(systems))

    async def matters(self, request: Request) -> Response:
        """Show 业务列表, where the matter has to be looked for again."""
        return self._backend.page(
            "department_list.html", self._backend.visitor(request, DEPARTMENT.name), layout=LAYOUT
        )

    async def other_matter(self, request: Request) -> Response:
        """Show the form of a matter that is never the one that was chosen."""
        return self._backend.page(
            "department_matter.html", self._backend.visitor(request, DEPARTMENT.name), layout=LAYOUT
        )

    async def callback(self, request: Request) -> Response:
        """Take the ticket for a session of this system."""
        code = request.query_params.get("sxbm", "")
        hop, publication = int(request.query_params.get("hop", "1")), self._backend.by_code.get(code)
        if publication is not None and hop < publication.sign_on.hops:
            return RedirectResponse(f"{request.url.include_query_params(hop=hop + 1)}", 302)
        identity = self._backend.state.use_ticket(request.query_params.get("ticket", ""))
        if identity is None or publication is None:
            return self._backend.message(
                None, "单点登录失败：票据无效或已过期，请返回河南政务服务网重新办理", layout=LAYOUT
            )
        if publication.sign_on.second_login:
            return RedirectResponse(f"/login?sxbm={code}", 302)
        return self._enter(identity, f"{DEPARTMENT.prefix}/{code}")

    async def login(self, request: Request) -> Response:
        """Show the system's own login: nobody should ever see it after a jump."""
        form = await request.form()
        code = str(form.get("sxbm") or request.query_params.get("sxbm", ""))
        publication = self._backend.by_code.get(code)
        error = ""
        if request.method == "POST":
            for account in accounts():
                if (account.user, account.password) == (form.get("username"), form.get("password")):
                    return self._enter(account.identity, f"{DEPARTMENT.prefix}/{code}" if publication else "/")
            error = "用户名或密码错误"
        sign_on = publication.sign_on if publication else SignOn()
        if sign_on.second_login_asks is SecondLogin.MESSAGE:
            return self._backend.message(None, sign_on.second_login_title, layout=LAYOUT)
        if sign_on.second_login_asks is SecondLogin.PROOF:
            return proof_page(self._backend, request, None, LAYOUT, sign_on.second_login_title)
        return self._backend.page(
            "department_login.html",
            None,
            layout=LAYOUT,
            code=code,
            error=error,
            title=sign_on.second_login_title,
            by_phone=sign_on.second_login_asks is SecondLogin.PHONE_CODE,
        )

    async def logout(self, request: Request) -> Response:
        self._backend.state.close_session(request.cookies.get(COOKIES[DEPARTMENT.name], ""))
        return RedirectResponse(self._backend.portal_url, 302)

    def _enter(self, identity: Identity, target: str) -> Response:
        token = self._backend.state.open_session(DEPARTMENT.name, identity, self._backend.clock.now())
        response = RedirectResponse(target, 303)
        response.set_cookie(COOKIES[DEPARTMENT.name], token, httponly=True, samesite="lax")
        return response
