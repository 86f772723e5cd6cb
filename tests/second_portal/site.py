"""The second portal: three hosts, the hall, where one enters it, and the platform of a bureau beyond it.

It was written apart from the embedded portal and from what reads portals, and knows neither.
"""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, timezone
from html import escape
from types import TracebackType
from typing import Any
from urllib.parse import quote, urlencode

from tests.second_portal import centre, filing, guides, markup, papers
from tests.second_portal.centre import Case
from tests.second_portal.filing import User
from tests.second_portal.items import Item
from tests.second_portal.web import Answer, Request, Server, page, redirect

USERS = (
    User(
        "个人",
        "zs1990",
        "Dt#19900101",
        {"sqrxm": "赵试例", "sfzh": "410702199001010019", "yddh": "13900000001", "zz": "新乡市红旗区样例街2号"},
    ),
    User(
        "法人",
        "xxsz01",
        "Dt#20260101",
        {
            "dwqc": "新乡样例市政有限公司",
            "xydm": "91410700MA0SLSZ01K",
            "frdb": "钱试例",
            "zcdz": "新乡市牧野区样例路9号",
            "yddh": "13900000002",
        },
    ),
)
_COOKIE = "ASP.NET_SessionId"
_HOME = timezone(timedelta(hours=8))


class SecondPortal:
    """All of it, while it runs."""

    def __init__(self, items: Iterable[Item], login_fails: str = "") -> None:
        self._items = {item.code: item for item in items}
        self._pages = {item.page_id: item for item in self._items.values()}
        self._login_fails = login_fails
        self._sessions: dict[str, User] = {}
        self._tickets: dict[str, User] = {}
        self._cases: dict[str, Case] = {}
        self._numbers = itertools.count(1)
        self._hall = Server("127.0.0.1", self._answer_in_hall)
        self._gate = Server("127.0.0.2", self._answer_at_gate)
        self._bureau = Server("127.0.0.3", self._answer_in_bureau)
        for item in self._items.values():
            for each in item.listed.get("办件") or ():
                self._add_real_case(item, each)

    @property
    def address(self) -> str:
        return self._hall.address

    @property
    def hosts(self) -> tuple[str, ...]:
        """Return the hosts that it consists of, its own first."""
        return tuple(server.address.removeprefix("http://") for server in (self._hall, self._gate, self._bureau))

    @property
    def login_address(self) -> str:
        return f"{self._gate.address}/sso/Login.aspx"

    def __enter__(self) -> SecondPortal:
        for server in (self._hall, self._gate, self._bureau):
            server.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for server in (self._hall, self._gate, self._bureau):
            server.stop()

    # ── the hall ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _answer_in_hall(self, request: Request) -> Answer:
        user = self._user(request)
        name = user.name if user else ""
        match request.path:
            case "/":
                links = "".join(
                    f'<li><a href="/gd/show.aspx?guid={i.page_id}">{escape(i.name)}</a></li>'
                    for i in self._items.values()
                )
                return page(
                    markup.shell(
                        "新乡市网上审批大厅",
                        f'<table width="960"><tr><td>热门项目<ul>{links}</ul></td></tr></table>',
                        name,
                    )
                )
            case "/gd/show.aspx":
                item = self._pages.get(request.query.get("guid", ""))
                return page(guides.guide_page(item)) if item else page(markup.message("该项目不存在"), 404)
            case "/gd/body.aspx":
                return page(guides.guide_body(self._pages[request.query["guid"]]))
            case "/xz/down.ashx":
                return self._file(request)
            case "/enter.aspx":
                return redirect(f"{self.login_address}?{urlencode({'ReturnUrl': self.address + '/'})}")
            case "/ticket.aspx":
                return self._let_in(request)
            case "/exit.aspx":
                self._sessions.pop(request.cookies.get(_COOKIE, ""), None)
                return redirect("/")
            case "/sb/apply.aspx":
                return self._apply(request, user)
            case "/pj/score.aspx":
                return self._score(request, user)
        return (
            self._personal(request, user)
            if request.path.startswith("/yh/")
            else page(markup.message("页面不存在"), 404)
        )

    def _user(self, request: Request) -> User | None:
        return self._sessions.get(request.cookies.get(_COOKIE, ""))

    def _ask_to_log_in(self, request: Request) -> Answer:
        return redirect(f"{self.login_address}?{urlencode({'ReturnUrl': self.address + request.address})}")

    def _let_in(self, request: Request) -> Answer:
        user = self._tickets.pop(request.query.get("st", ""), None)
        if user is None:
            return self._ask_to_log_in(request)
        session = secrets.token_hex(12)
        self._sessions[session] = user
        return redirect(request.query.get("to") or "/", {"Set-Cookie": f"{_COOKIE}={session}; path=/; HttpOnly"})

    def _personal(self, request: Request, user: User | None) -> Answer:
        if user is None:
            return self._ask_to_log_in(request)
        mine = [case for case in reversed(self._cases.values()) if case.user == user.login]
        match request.path:
            case "/yh/default.aspx":
                return page(centre.cases_frame(user.name))
            case "/yh/list.aspx":
                target, argument = request.form.get("__EVENTTARGET"), request.form.get("__EVENTARGUMENT", "")
                if target == "ch":
                    self._cases.pop(argument, None)
                    return redirect("/yh/List.aspx")
                return page(centre.cases_list(mine, argument))
            case "/yh/look.aspx":
                return page(centre.case_page(self._cases[request.query["hz"]], user.name))
            case "/yh/card.aspx":
                return page(centre.licences(mine, user.name))
            case "/yh/score.aspx":
                return page(centre.scores(mine, user.name))
        return page(markup.message("页面不存在"), 404)

    def _score(self, request: Request, user: User | None) -> Answer:
        number = request.query.get("hz", "")
        if number and user is None:
            return self._ask_to_log_in(request)
        item = self._cases[number].item if number else self._items[request.query["sx"]]
        if "btnPj" not in request.form:
            return page(centre.score_page(item, number, request.address))
        if item.habits.get("score") == "fails":
            return page(markup.message("数据库连接失败，评议未保存"))
        if number:
            self._cases[number].score = request.form.get("dc", "")
            self._cases[number].scored = self._now()[:10]
        return page(markup.message("谢谢您的评议，我们已经收到！"))

    def _file(self, request: Request) -> Answer:
        item, kind = self._items[request.query["sx"]], request.query["lb"]
        material = item.materials[int(request.query["no"]) - 1]
        title = str(material["材料名称"])
        odd: Mapping[str, Any] = (item.habits.get("files") or {}).get(kind) or {}
        if odd.get("status"):
            return page(markup.message("文件不存在"), int(odd["status"]))
        if odd.get("page"):
            return page(markup.message(str(odd["page"])))
        is_filled = odd.get("filled", kind == "y")
        city = str(odd.get("city", "新乡市"))
        values = papers.example(city, item.name) if is_filled else ()
        ending = "xlsx" if item.number % 3 == 0 else "docx"
        body = b"" if odd.get("empty") else papers.paper(ending, title, city, values)
        name = quote(f"{title}{'空白样张' if kind == 'k' else '填写范本'}.{ending}", encoding="gbk")
        media = papers.XLSX if ending == "xlsx" else papers.DOCX
        return Answer(body, 200, {"Content-Type": media, "Content-Disposition": f"attachment; filename={name}"})

    # ── filing ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _apply(self, request: Request, user: User | None) -> Answer:
        if user is None:
            return self._ask_to_log_in(request)
        item = self._items[request.query["sx"]]
        landing = str(item.habits.get("landing", ""))
        kind, _, words = landing.partition(":")
        match kind:
            case "status":
                return page(markup.message("服务器错误"), int(words))
            case "blank":
                return page("")
            case "says":
                return page(markup.message(words))
            case "home":
                return redirect("/")
            case "bureau":
                ticket = self._ticket(user)
                query = urlencode({"sx": item.code, "st": ticket}) if words == "apply" else ""
                return redirect(f"{self._bureau.address}/{words}?{query}".rstrip("?"))
        return self._file_in(item, user, request)

    def _file_in(self, item: Item, user: User, request: Request) -> Answer:
        text, filed = filing.application(item, user, request.form, request.address)
        if item.habits.get("logs_out") == filing.step_of(text):
            self._sessions.pop(request.cookies.get(_COOKIE, ""), None)
            return self._ask_to_log_in(request)
        if not filed:
            return page(text)
        number = f"XC{self._now()[:10].replace('-', '')}{next(self._numbers):06}"
        state = str(item.habits.get("state", "已办毕"))
        self._cases[number] = Case(number, item, user.login, self._now(), state)
        return page(filing.done(item, number))

    def _add_real_case(self, item: Item, each: Mapping[str, Any]) -> None:
        user = next(user for user in USERS if user.kind == each["申请人身份"])
        number, state = str(each["办件编号"]), "已办毕" if each.get("办结时间") else "审理中"
        paper = str(each.get("纸质证照制发时间", ""))
        self._cases[number] = Case(number, item, user.login, str(each["申请时间"]), state, paper)

    @staticmethod
    def _now() -> str:
        return datetime.now(_HOME).strftime("%Y-%m-%d %H:%M:%S")

    # ── where one enters, and the bureau ─────────────────────────────────────────────────────────────────────────

    def _answer_at_gate(self, request: Request) -> Answer:
        complaint = ""
        if "btnDl" in request.form:
            sent = request.form
            known = (
                u for u in USERS if (u.login, u.password, u.kind) == (sent["txtDlm"], sent["txtMm"], sent["hidLx"])
            )
            user = next(known, None)
            if user is not None and not self._login_fails:
                ticket = self._ticket(user)
                to = request.query.get("ReturnUrl", "")
                return redirect(f"{self.address}/Ticket.aspx?{urlencode({'st': ticket, 'to': to})}")
            complaint = self._login_fails or "登录名或登录密码不对"
        return page(_login_page(request.address, complaint))

    def _ticket(self, user: User) -> str:
        ticket = secrets.token_hex(8)
        self._tickets[ticket] = user
        return ticket

    def _answer_in_bureau(self, request: Request) -> Answer:
        """Answer as the bureau's own platform, which knows whoever brings a ticket."""
        title = "城管业务受理平台"
        user = self._user(request)
        if (ticket := request.query.get("st")) and request.path == "/apply" and user is None:
            user = self._tickets.pop(ticket, None)
            if user is not None:
                session = secrets.token_hex(12)
                self._sessions[session] = user
                to = f"/apply?{urlencode({'sx': request.query['sx']})}"
                return redirect(to, {"Set-Cookie": f"{_COOKIE}={session}; path=/; HttpOnly"})
        match request.path:
            case "/apply" if user is not None:
                return self._file_in(self._items[request.query["sx"]], user, request)
            case "/default.aspx":
                links = "".join(f'<td><a href="/x{n}">{each}</a></td>' for n, each in enumerate(_BUREAU))
                return page(markup.document(title, f"<h2>{title}</h2><table><tr>{links}</tr></table>"))
            case "/bind":
                body = f"<h3>{title}</h3><p>首次使用请绑定平台账号</p>平台账号：<input name=a /><br />"
                body += '手机号码：<input name=b /><br /><input type="button" value="立即绑定" />'
                return page(markup.document(title, body))
        body = (
            f"<h3>{title}</h3><p>用户登录</p>用户名：<input name=a /><br />密码：<input type=password name=b /><br />"
        )
        return page(markup.document(title, body + '<input type="button" value="登录" />'))


_BUREAU = ("渣土运输", "户外广告", "占道施工", "门头牌匾", "绿化迁移", "燃气经营", "供热经营", "环卫作业")


def _login_page(action: str, complaint: str) -> str:
    kinds = "".join(
        f"<td onclick=\"document.getElementById('hidLx').value='{kind}'\" style=\"cursor:pointer\">{words}</td>"
        for kind, words in (("个人", "自然人用户"), ("法人", "单位用户"))
    )
    body = (
        f'<table width="420" align="center" border="1" cellspacing="0" cellpadding="8"><tr>{kinds}</tr>'
        f'<tr><td colspan="2"><font color="red">{escape(complaint)}</font><br />'
        '登录名：<input type="text" name="txtDlm" /><br />登录密码：<input type="password" name="txtMm" /><br />'
        '<input type="hidden" name="hidLx" id="hidLx" value="个人" />'
        '<input type="submit" name="btnDl" value="登 录" />　<a href="#">忘记密码</a></td></tr></table>'
    )
    title = '<h2 align="center">新乡市统一用户中心</h2>'
    return markup.document("新乡市统一用户中心", title + markup.form(escape(action), "", body))
