"""在线办理: an application in steps. The same pages serve the portal and the departments' systems, each in its look."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from zicha_demo.accounts import Account
from zicha_demo.application import ApplyStep, DraftKeeping
from zicha_demo.application_rules import (
    case_number,
    fields_of,
    fields_on,
    prefilled,
    put_aside,
    read_form,
    read_materials,
    read_situation,
    situation_questions,
    steps_of,
)
from zicha_demo.back_office import handled_at_once
from zicha_demo.backend import Backend, own_address, to_login
from zicha_demo.landings import in_shell, instead, login_lost, proof_page
from zicha_demo.publication import LandingKind, Publication
from zicha_demo.state import CaseRecord, Draft


class Origin(NamedTuple):
    """The site an application runs on."""

    name: str
    prefix: str
    layout: str


PORTAL = Origin("portal", "/portal/apply", "layout.html")
DEPARTMENT = Origin("department", "/bsdt/apply", "department_layout.html")


class ApplicationPages:
    """The application pages of one origin."""

    def __init__(self, backend: Backend, origin: Origin) -> None:
        self._backend = backend
        self._origin = origin

    def routes(self) -> list[Route]:
        prefix = self._origin.prefix
        return [
            Route(f"{prefix}/{{key}}", self.start),
            Route(f"{prefix}/{{key}}/done", self.done),
            Route(f"{prefix}/{{key}}/account", self.account),
            Route(f"{prefix}/{{key}}/{{step}}", self.step, methods=["GET", "POST"]),
        ]

    def _publication(self, request: Request) -> Publication | None:
        known = self._backend.by_page if self._origin is PORTAL else self._backend.by_code
        return known.get(request.path_params["key"])

    def _address(self, publication: Publication, page: str, draft: Draft) -> str:
        key = publication.page_id if self._origin is PORTAL else publication.code
        return f"{self._origin.prefix}/{key}/{page}?sqid={draft.id}"

    def _login(self, request: Request, publication: Publication) -> Response:
        if self._origin is PORTAL:
            return to_login(own_address(request))
        return RedirectResponse(f"{self._backend.portal_url}/sso/jump?sxbm={publication.code}", 302)

    async def start(self, request: Request) -> Response:
        """Answer the landing of 在线办理: usually the first step of a new application, or of the one put aside."""
        user, publication = self._backend.visitor(request, self._origin.name), self._publication(request)
        if publication is None:
            return self._message(user, "未找到匹配的信息")
        if user is None:
            return self._login(request, publication)
        landing, layout = publication.landing, self._origin.layout
        if (page := in_shell(self._backend, request, publication, user, layout)) is not None:
            return page
        await self._backend.delay(landing.delay_seconds)
        if (page := login_lost(self._backend, request, publication, user, None, layout)) is not None:
            return page
        if landing.only_for in (None, user.identity) and landing.kind is not LandingKind.NORMAL:
            return instead(self._backend, landing, publication, user, layout)
        if user.identity not in publication.identities:
            return self._message(user, f"您好，该事项不支持{user.identity}办理，请切换账号后重试")
        saved = (draft for draft in self._backend.state.drafts(user.identity) if draft.page_id == publication.page_id)
        if publication.application.draft_kept is DraftKeeping.IN_CASES:  # only 继续申报 leads back to it
            wanted = request.query_params.get("sqid", "")
            saved = (draft for draft in saved if str(draft.id) == wanted)
        draft = next(saved, None) or self._backend.state.new_draft(publication.page_id, user.identity)
        first = steps_of(publication, user.identity)[0]
        return RedirectResponse(self._address(publication, first, draft), 302)

    async def step(self, request: Request) -> Response:
        """Show one page of the application, or take what is handed in there and show the next one."""
        user, publication = self._backend.visitor(request, self._origin.name), self._publication(request)
        if publication is None:
            return self._message(user, "未找到匹配的信息")
        if user is None:
            return self._login(request, publication)
        steps = steps_of(publication, user.identity)
        draft = self._draft(request, publication, user)
        if draft is None or request.path_params["step"] not in steps:
            return self._message(user, "申报信息不存在或已提交，请返回办事指南重新申报")
        step = ApplyStep(request.path_params["step"])
        lost = login_lost(self._backend, request, publication, user, step, self._origin.layout)
        if lost is not None:
            return lost
        if step is publication.application.proof_at:
            title = publication.application.proof_title
            return proof_page(self._backend, request, user, self._origin.layout, title)
        if draft.reached in steps and steps.index(step) > steps.index(draft.reached):
            return RedirectResponse(self._address(publication, draft.reached, draft), 303)
        if request.method == "GET":
            return self._show(
                publication, user, draft, step, [], "saved" in request.query_params, _page(request, draft)
            )
        return await self._hand_in(request, publication, user, draft, step)

    async def _hand_in(
        self, request: Request, publication: Publication, user: Account, draft: Draft, step: ApplyStep
    ) -> Response:
        form = await request.form(max_files=200, max_fields=2000)
        action, errors, page = str(form.get("action", "next")), list[str](), _page(request, draft)
        steps = steps_of(publication, user.identity)
        if step is ApplyStep.NOTICE and not form.get("agreed"):
            errors = ["请先阅读并勾选“我已阅读并同意”"]
        elif step is ApplyStep.SITUATION:
            draft, errors = read_situation(publication, draft, form)
        elif step is ApplyStep.FORM:
            draft, errors = read_form(publication, draft, page, form)
        if _holds_materials(step, steps):
            draft, missing = await read_materials(publication, draft, form)
            errors += missing
        if action == "save":
            self._backend.state.save_draft(put_aside(publication, user, draft))
            return RedirectResponse(self._address(publication, step, draft) + f"&page={page}&saved=1", 303)
        if action.startswith("fetch-"):
            return await self._fetch(publication, user, draft, step, action.removeprefix("fetch-"))
        self._backend.state.save_draft(draft)
        if not errors and step is steps[-1]:
            errors = [publication.application.submit_error] if publication.application.submit_error else []
            if not errors:
                return self._submit(publication, draft)
        if errors:
            return self._show(publication, user, draft, step, errors, page=page)
        if step is ApplyStep.FORM and page < publication.application.form_pages:
            draft = draft.model_copy(update={"form_page": max(draft.form_page, page + 1)})
            self._backend.state.save_draft(draft)
            return RedirectResponse(self._address(publication, step, draft) + f"&page={page + 1}", 303)
        following = steps[steps.index(step) + 1]
        if draft.reached not in steps or steps.index(draft.reached) < steps.index(following):
            draft = draft.model_copy(update={"reached": following})
            self._backend.state.save_draft(draft)
        return RedirectResponse(self._address(publication, following, draft), 303)

    async def _fetch(
        self, publication: Publication, user: Account, draft: Draft, step: ApplyStep, index: str
    ) -> Response:
        """Fetch the e-licence of one material (获取电子证照)."""
        demands = publication.application.demands
        if not index.isdecimal() or int(index) >= len(demands):
            return self._show(publication, user, draft, step, ["系统繁忙，请稍后重试"])
        demand = demands[int(index)]
        draft = draft.model_copy(update={"reached": ApplyStep.MATERIALS})
        await self._backend.delay(demand.fetch_delay_seconds)
        if demand.fetch_error:
            self._backend.state.save_draft(draft)
            return self._show(publication, user, draft, step, [f"“{demand.name}”：{demand.fetch_error}"])
        draft = draft.model_copy(update={"handed_in": {**draft.handed_in, index: f"{demand.licence}（电子证照）"}})
        self._backend.state.save_draft(draft)
        return RedirectResponse(self._address(publication, step, draft), 303)

    def _submit(self, publication: Publication, draft: Draft) -> Response:
        now = self._backend.clock.now()
        number = case_number(publication.code, now, self._backend.state.count_cases() + 1)
        case = CaseRecord(number=number, page_id=draft.page_id, identity=draft.identity, applied_at=now)
        self._backend.state.add_case(handled_at_once(case, publication.office, draft))
        self._backend.state.save_draft(draft.model_copy(update={"number": number}))
        return RedirectResponse(self._address(publication, "done", draft), 303)

    async def account(self, request: Request) -> Response:
        """Return what the account holds, for a form that fetches it after it has been shown."""
        user, publication = self._backend.visitor(request, self._origin.name), self._publication(request)
        await self._backend.delay(5)
        return JSONResponse(prefilled(publication, user) if publication and user else {})

    async def done(self, request: Request) -> Response:
        user, publication = self._backend.visitor(request, self._origin.name), self._publication(request)
        if publication is None or user is None:
            return self._login(request, publication) if publication else self._message(user, "未找到匹配的信息")
        draft = self._draft(request, publication, user, submitted=True)
        if draft is None:
            return self._message(user, "申报信息不存在")
        return self._backend.page(
            "apply_done.html", user, layout=self._origin.layout, publication=publication, draft=draft
        )

    def _draft(
        self, request: Request, publication: Publication, user: Account, submitted: bool = False
    ) -> Draft | None:
        id_ = request.query_params.get("sqid", "")
        draft = self._backend.state.draft(int(id_)) if id_.isdecimal() else None
        if draft is None or draft.page_id != publication.page_id or draft.identity != user.identity:
            return None
        return draft if bool(draft.number) is submitted else None

    def _show(
        self,
        publication: Publication,
        user: Account,
        draft: Draft,
        step: ApplyStep,
        errors: list[str],
        saved: bool = False,
        page: int = 1,
    ) -> Response:
        steps = steps_of(publication, user.identity)
        at, pages = steps.index(step), publication.application.form_pages
        on_form = step is ApplyStep.FORM
        fields = fields_on(publication, draft.identity, page) if on_form else fields_of(publication, draft.identity)
        back = self._address(publication, steps[at - 1], draft) if at else ""
        if on_form and page > 1:
            back = self._address(publication, step, draft) + f"&page={page - 1}"
        return self._backend.page(
            f"apply_{step}.html",
            user,
            layout=self._origin.layout,
            publication=publication,
            skin=publication.skin,
            application=publication.application,
            draft=draft,
            step=step,
            steps=steps,
            is_last=at == len(steps) - 1,
            back=back,
            part=f"（{page}/{pages}）" if on_form and pages > 1 else "",
            is_dead=publication.application.dead_step is step,
            wait=self._backend.milliseconds(publication.application.notice_seconds) if step is ApplyStep.NOTICE else 0,
            errors=errors,
            saved=saved,
            all_fields=fields_of(publication, draft.identity),
            questions=situation_questions(publication, draft.identity),
            field_groups=[(title, list(group)) for title, group in groupby(fields, key=lambda field: field.section)],
            values={**({} if publication.application.prefilled_late else prefilled(publication, user)), **draft.values},
        )

    def _message(self, user: Account | None, text: str) -> Response:
        return self._backend.message(user, text, layout=self._origin.layout)


def _page(request: Request, draft: Draft) -> int:
    """Return which page of the form is requested: none beyond what has been reached."""
    number = request.query_params.get("page", "1")
    return max(1, min(int(number) if number.isdecimal() else 1, draft.form_page))


def _holds_materials(step: ApplyStep, steps: tuple[ApplyStep, ...]) -> bool:
    return step is ApplyStep.MATERIALS or (step is ApplyStep.FORM and ApplyStep.MATERIALS not in steps)
