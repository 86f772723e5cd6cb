"""统一身份认证: login with its two tabs, logout, and the way into the departments' systems."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from zicha.model.matter import Identity
from zicha_demo.accounts import accounts
from zicha_demo.backend import COOKIES, Backend, own_address, to_login


class LoginPages:
    """Who one is."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._refused = 0

    def routes(self) -> list[Route]:
        return [
            Route("/tacs-uc/login/index", self.login, methods=["GET", "POST"]),
            Route("/tacs-uc/login/logout", self.logout),
            Route("/sso/jump", self.jump),
        ]

    async def login(self, request: Request) -> Response:
        platform = self._backend.platform
        await self._backend.delay(platform.login_delay_seconds)
        if not platform.login_available:
            return self._backend.message(None, "500 Internal Server Error", 500)
        form = await request.form()
        identity = str(form.get("identity") or request.query_params.get("type") or Identity.PERSON)
        refer = str(form.get("refer") or request.query_params.get("refer") or "/")
        error = ""
        if request.method == "POST":
            user, password = str(form.get("username", "")).strip(), str(form.get("password", ""))
            account = next((account for account in accounts() if account.user == user), None)
            if platform.login_error and self._refused < platform.login_errors:
                self._refused += 1
                error = platform.login_error
            elif platform.login_slider and not form.get("slid"):
                error = "请拖动滑块完成验证"
            elif not user or not password:
                error = "请输入用户名和密码"
            elif account is None or account.password != password:
                error = "用户名或密码错误"
            elif account.identity != identity:
                error = f"该账号是{account.identity}用户，请切换到“{account.identity}登录”"
            else:
                if not platform.login_keeps:
                    return RedirectResponse(own_address(request), 303)
                token = self._backend.state.open_session("portal", account.identity, self._backend.clock.now())
                response = RedirectResponse(self._own(refer), 303)
                response.set_cookie(COOKIES["portal"], token, httponly=True, samesite="lax")
                return response
        return self._backend.page("login.html", None, identity=identity, refer=refer, error=error, platform=platform)

    async def logout(self, request: Request) -> Response:
        self._backend.state.close_session(request.cookies.get(COOKIES["portal"], ""))
        response = RedirectResponse("/", 302)
        response.delete_cookie(COOKIES["portal"])
        return response

    async def jump(self, request: Request) -> Response:
        """Hand the user over (单点登录) to the department's system with a ticket that works once."""
        user = self._backend.visitor(request)
        if user is None:
            return to_login(own_address(request))
        code = request.query_params.get("sxbm", "")
        if code not in self._backend.by_code:
            return self._backend.message(user, "未找到匹配的信息")
        ticket = self._backend.state.issue_ticket(user.identity)
        return RedirectResponse(f"{self._backend.department_url}/sso/callback?ticket={ticket}&sxbm={code}", 302)

    def _own(self, refer: str) -> str:
        """Return where to go after login: only ever to a page of this portal."""
        parts = urlsplit(refer)
        foreign = (parts.scheme or parts.netloc) and f"{parts.scheme}://{parts.netloc}" != self._backend.portal_url
        return "/" if foreign or not parts.path.startswith("/") else refer
