"""From logging in through 在线办理 and the form to the number of a test application: what each page showed."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import AwareDatetime, Field

from zicha.model.base import Model
from zicha.model.matter import Identity

_TURNED_INTO_GET = (301, 302, 303)
"""Redirects after which a browser asks for the next page by GET, whatever was sent before."""


class Login(Model):
    """How logging in went.

    `saved` when a session saved by a person was used instead of the login page; `saved_on` is the day it was saved.
    """

    kind: Literal["login"] = "login"
    url: str
    at: AwareDatetime
    identity: Identity
    logged_in: bool
    saved: bool = False
    saved_on: date | None = None
    attempts: int = 1
    seconds: float = 0.0
    message: str = ""

    @property
    def silence(self) -> str:
        return "" if self.logged_in else "没有登录成功"


class Hop(Model):
    """One station of a journey: what was done, where it led. `inner` is a page inside a frame of the tab's page."""

    action: str
    url: str
    at: AwareDatetime
    status: int | None = None
    title: str = ""
    inner: bool = False


class LostLogin(Model):
    """异常注销: a page of the journey that asked a logged-in person to log in again.

    `action` led there, `age` is how many seconds the login had lasted, `hops` the way so far.
    """

    action: str
    url: str
    at: AwareDatetime
    age: float
    message: str = ""
    hops: tuple[Hop, ...] = ()


class MatterMention(StrEnum):
    """Whether the pages after 在线办理 name the matter: by its name, code or UNID, in text or address."""

    YES = "页面或地址写明本事项"
    PERHAPS = "页面上有相近的名称"
    NO = "页面和地址都没有本事项"


class Ending(StrEnum):
    """Where the way from 在线办理 to the application form ended."""

    FORM = "到达申报表单"
    NO_ENTRY = "没有在线办理入口"
    ENTRY_DISABLED = "在线办理按钮不可用"
    ENTRY_DEAD = "点击在线办理没有反应"
    UNAVAILABLE = "提示不支持在线办理"
    NOT_LOADED = "申报页面打不开"
    REFUSED = "页面打开但提示无法申报"
    STUCK = "页面打开但无法继续"
    LOGIN = "回到门户登录页面"
    SIGN_ON = "跳转后要求再次登录"
    ELSEWHERE = "跳转后找不到本事项"
    UNCLEAR = "页面打开，但看不出能否申报"


SILENT_ENDINGS = frozenset(
    {Ending.NO_ENTRY, Ending.ENTRY_DEAD, Ending.NOT_LOADED, Ending.STUCK, Ending.LOGIN, Ending.SIGN_ON}
)
"""Where something did not come, open or answer; at the others a page said why, or another one came."""


class FormField(Model):
    """One field of the application form. Its value is never kept, only whether the portal had filled it in."""

    label: str
    type: str
    required: bool
    required_shown: bool
    labelled: bool
    hint: str = ""
    prefilled: bool = False
    options: int = 0
    section: str = ""


class Upload(Model):
    """A place to attach a file, and what stands in its own row about it."""

    label: str
    note: str = ""


class ApplicationForm(Model):
    """One page of 申报表单 as it stood before anything was typed. `upload_note`: what it says of uploads as a whole."""

    url: str
    fields: tuple[FormField, ...]
    has_draft: bool = False
    uploads: tuple[Upload, ...] = ()
    upload_note: str = ""


class Application(Model):
    """The way from the guide through 在线办理 to the application form, with every hop.

    A way that ended early was gone a second time: this is the second one. `lost` are the logins lost on either.
    `host_answers` says whether the host on which no page came answered anything then; None where nobody asked.
    """

    kind: Literal["application"] = "application"
    url: str
    at: AwareDatetime
    hops: tuple[Hop, ...]
    other_site: bool
    ending: Ending
    message: str = ""
    named: MatterMention = MatterMention.YES
    lost: tuple[LostLogin, ...] = ()
    form: ApplicationForm | None = None
    host_answers: bool | None = Field(default=None, exclude_if=lambda answers: answers is None)

    @property
    def silence(self) -> str:
        return str(self.ending) if self.ending in SILENT_ENDINGS else ""


class LicenceFetch(Model):
    """获取电子证照 for one material: the button, the result of pressing it, after how many seconds.

    `done` when the page says that the licence is there; `unclear` when neither that nor that it failed can be told.
    """

    button: str
    done: bool
    seconds: float
    message: str = ""
    unclear: bool = False


class DemandedMaterial(Model):
    """One material that the application asks for, as its page words it.

    `row` is all that stands beside it before anything is done; `upload` whether a file can be attached there.
    """

    name: str
    requirement: str = ""
    way: str = ""
    necessity: str = ""
    row: str = ""
    upload: bool = False
    fetch: LicenceFetch | None = None


class PageOfForm(Model):
    """One page of an application that was handed in.

    `when_empty` is what it said when it was left with its required fields empty, None where that was not tried.
    `reviews`: it shows what was filled in, once more, for checking.
    """

    title: str
    form: ApplicationForm
    when_empty: tuple[str, ...] | None = None
    reviews: bool = False


class DraftTrial(Model):
    """暂存 tried: what was filled in was put aside, and the form opened anew, from the guide or else from 我的办件.

    Counts of fields; no values.
    """

    message: str
    typed: int
    kept: int
    logged_in_anew: bool


class Submission(Model):
    """A test application (测试件) that was handed in: what it asked for and the number the portal gave it.

    `number` is empty when the portal gave none; `message` then quotes what it said instead. `dead` is a button that
    did nothing, `refused` a message that the portal itself cannot go on, not that our test data are wrong.
    `pages` are those from the form on, in order; `pressed_submit` says that the last button was reached. `chosen` is
    what was chosen on the way where a choice had to be made (情形选择): another one may ask for other materials.
    `unanswered` is why the host did not answer the last button as it should: HTTP 503, 门户正在维护.
    """

    kind: Literal["submission"] = "submission"
    url: str
    at: AwareDatetime
    hops: tuple[Hop, ...]
    demands: tuple[DemandedMaterial, ...]
    number: str = ""
    message: str = ""
    dead: bool = False
    refused: bool = False
    lost: LostLogin | None = None
    pages: tuple[PageOfForm, ...] = ()
    draft: DraftTrial | None = None
    pressed_submit: bool = False
    chosen: tuple[str, ...] = ()
    unanswered: str = Field(default="", exclude_if=lambda reason: reason == "")

    @property
    def silence(self) -> str:
        if self.number:
            return ""
        if self.unanswered:
            return f"没有得到答复（{self.unanswered}）"
        return "按钮没有反应" if self.dead else "回到登录页面" if self.lost is not None else ""

    @property
    def landing(self) -> str:
        """Return the page to which the last button was redirected and which did not come; empty where there is none.

        It may be asked for again: a browser asks for such a page anew when a person reloads it, and hands in nothing.
        """
        *_, before, last = (None, None, *(hop for hop in self.hops if not hop.inner))
        if not (self.pressed_submit and self.unanswered) or before is None or last is None:
            return ""
        if last.status in _TURNED_INTO_GET:  # nothing at all came from where it led
            return self.url if self.url.startswith("http") and self.url != last.url else ""
        is_redirect = before.action == last.action and before.status in _TURNED_INTO_GET
        return last.url if is_redirect else ""
