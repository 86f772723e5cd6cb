"""What may stand where an application should: a shell around it, a failure, another page, a login that is lost.

All of it as the publication says. The application itself is in `application_pages`.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from zicha_demo.accounts import Account
from zicha_demo.application import ApplyStep
from zicha_demo.backend import COOKIES, Backend, to_login
from zicha_demo.publication import Landing, LandingKind, Loss, Publication, Shell

_BARE = "<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{}</body></html>"


def in_shell(
    backend: Backend, request: Request, publication: Publication, user: Account, layout: str
) -> Response | None:
    """Return the page around the application: a frame, or a script that fetches the rest. It names no matter."""
    shell, address = publication.landing.shell, f"{request.url.path}?inner=1"
    shell = Shell(publication.skin.shell) if shell is Shell.NONE else shell
    if shell is Shell.NONE or "inner" in request.query_params:
        return None
    if shell is Shell.HASH_ROUTE:
        return backend.page("apply_app.html", user, layout=layout, source=address, code=publication.code)
    if shell is Shell.FOREIGN_FRAME:
        if layout != "layout.html":  # the department's part of it
            return None
        address = f"/sso/jump?sxbm={publication.code}"
    return backend.page("apply_frame.html", user, layout=layout, source=address)


def instead(backend: Backend, landing: Landing, publication: Publication, user: Account, layout: str) -> Response:
    """Return the page that stands where the application should begin."""
    own = layout == "layout.html"
    match landing.kind:
        case LandingKind.MESSAGE:
            return backend.message(user, landing.message, layout=layout)
        case LandingKind.STATUS:
            return backend.message(user, landing.message, landing.status, layout)
        case LandingKind.SPINNER:
            return backend.page("spinner.html", user, layout=layout, publication=publication, text=landing.message)
        case LandingKind.LOGIN:
            return to_login("/") if own else RedirectResponse("/login", 302)
        case LandingKind.HOME:
            return RedirectResponse("/", 302)
        case LandingKind.LIST:
            return RedirectResponse("/portal/search?theme=ylws" if own else "/bsdt/list", 302)
        case LandingKind.OTHER_MATTER:
            return RedirectResponse(f"{backend.department_url}/bsdt/matter", 302)
        case LandingKind.DATA:
            return JSONResponse({"code": 500, "msg": landing.message, "data": None})
        case LandingKind.CLOSED:
            return HTMLResponse(_BARE.format("<script>window.close()</script>"))
        case _:
            return HTMLResponse(_BARE.format(""))


def proof_page(backend: Backend, request: Request, user: Account | None, layout: str, title: str) -> Response:
    """Return the page that asks to bind an account or to prove an identity; what is sent off from there is counted."""
    backend.proofs_sent += request.method == "POST"
    return backend.page("proof.html", user, layout=layout, title=title)


def login_lost(
    backend: Backend, request: Request, publication: Publication, user: Account, step: ApplyStep | None, layout: str
) -> Response | None:
    """Return the page that ends the login, where the publication says that it does so here (None: at the landing)."""
    session = publication.session
    if step is not session.lost_at if step else not session.lost_at_landing:
        return None
    happened = (publication.code, user.identity)
    if session.once and happened in backend.happened:
        return None
    backend.happened.add(happened)
    page: Response
    if session.shown_as is Loss.DIALOG:
        page = backend.page("apply_lost.html", user, layout=layout, text=session.message)
    elif session.shown_as is Loss.MESSAGE:
        page = backend.message(user, session.message, layout=layout)
    elif session.shown_as is Loss.DATA:
        page = JSONResponse({"code": 401, "msg": session.message, "data": None})
    else:
        page = RedirectResponse(f"{backend.portal_url}/tacs-uc/login/index?refer=%2F", 303)
    for cookie in () if session.once else COOKIES.values():
        backend.state.close_session(request.cookies.get(cookie, ""))
    return page
