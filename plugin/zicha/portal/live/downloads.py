"""空表 and 样表: what a guide offers to download, and getting it as a browser would, never more of it than is sensible.

Files are fetched over plain HTTP with the visitor's cookies, since a browser shows a PDF instead of saving it. A link
without an address (a script, a pop-up) is clicked, and what the click asks for is fetched.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from email.message import Message
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

import requests
from playwright.sync_api import Download as BrowserDownload
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Page, Request

from zicha.model.facts.forms import Condition, DownloadOutcome, FileType, FormFile, FormRole, Reading
from zicha.model.facts.guide import Element, ShownGroup
from zicha.model.facts.records import RawSnapshot
from zicha.model.page import CLICK
from zicha.portal.gate import MOST_HOPS, REDIRECTS, GateRequest
from zicha.portal.live.gatekeeper import StoppedError, Stops
from zicha.portal.live.notices import said_now
from zicha.portal.live.tab import Tab
from zicha.portal.live.visitor import Visitor
from zicha.portal.profile import Limits, is_loopback

ReadDocument = Callable[[bytes, str], Reading]
_ROLES = {Element.BLANK_FORM: FormRole.BLANK, Element.SAMPLE: FormRole.SAMPLE}
_NOTHING = re.compile(r"(?:暂?无.{0,8}|没有|不提供|未提供|空|[-–—/\s]*|.*(?:在线|网上|线上)填[写报].*|(?:无需|不需).*)")
_SAMPLE_WORDS = re.compile(r"样[表例本]|示例|示范")
_BLANK_WORDS = re.compile(r"空[表白]")
_GONE = (404, 410)
_NO_ANSWER, _NO_CLICK = "点击后没有反应", "无法点击"
_PAGES = (FileType.HTML, FileType.TEXT)
_CHUNK = 1 << 16
_ENDING = re.compile(r"[^/\\]{1,120}\.[A-Za-z0-9]{2,5}")


@dataclass(frozen=True, slots=True)
class Offer:
    """One file that the guide offers for a material. An address of click:PLACE is something to click on the page."""

    material: str
    role: FormRole
    shown: str
    address: str = ""

    @property
    def clickable(self) -> bool:
        return self.address.startswith(CLICK)

    @property
    def absent(self) -> bool:
        """Return whether nothing is offered at all."""
        return not self.address and _NOTHING.fullmatch(self.shown.strip()) is not None

    def is_same(self, other: Offer) -> bool:
        """Return whether both are one file, which another look may find at another address."""
        return (self.material, self.role, self.shown) == (other.material, other.role, other.shown)


def offers(materials: Sequence[ShownGroup]) -> tuple[Offer, ...]:
    """Return what is offered for each material, 空表 before 样表; an absent offer where the guide shows none."""
    offered: list[Offer] = []
    for group in materials:
        material = group.text(Element.MATERIAL_NAME)
        own: list[Offer] = []
        for value in group.values:
            if value.element not in _ROLES:
                continue
            role = _ROLES[value.element]
            own += [
                Offer(material, _role(link.text, role), link.text or value.text, link.address) for link in value.links
            ]
            if not value.links:
                own.append(Offer(material, role, value.text))
        for role in FormRole:
            of_role = [offer for offer in own if offer.role is role]
            # One column may hold both, so that another one is empty.
            real = [offer for offer in of_role if not offer.absent]
            offered += real or of_role[:1] or [Offer(material, role, "")]
    return tuple(offered)


def _role(text: str, column: FormRole) -> FormRole:
    """Return what a link says of itself, else the role of its column."""
    if _SAMPLE_WORDS.search(text):
        return FormRole.SAMPLE
    return FormRole.BLANK if _BLANK_WORDS.search(text) else column


@dataclass(frozen=True, slots=True)
class Download:
    """What came from an address: a file, or why none did."""

    fetched: DownloadOutcome
    address: str
    message: str = ""
    status: int | None = None
    name: str = ""
    content: bytes = b""
    reading: Reading | None = None

    @property
    def unanswered(self) -> bool:
        """Return whether a click led to nothing at all, so that it is worth another try."""
        return self.fetched is DownloadOutcome.DEAD and self.message in (_NO_ANSWER, _NO_CLICK)


class Downloads:
    """The files of one matter. Each address is asked once, and once more before a failure is believed."""

    def __init__(self, visitor: Visitor, read_document: ReadDocument, referer: str) -> None:
        self._visitor = visitor
        self._profile = visitor.profile
        self._read = read_document
        self._referer = referer
        self._downloads: dict[str, Download] = {}
        self._silent: set[str] = set()
        """Hosts that did not answer: what else they hold is not waited for."""
        self.personal: frozenset[str] = frozenset()
        self._views: dict[str, tuple[RawSnapshot, ...]] = {}

    @property
    def views(self) -> tuple[RawSnapshot, ...]:
        """Return what shows the files of the offers to a person, each once."""
        return tuple(view for views in self._views.values() for view in views)

    @property
    def stops(self) -> Stops:
        """Return what was stopped where the files are offered."""
        return self._visitor.gatekeeper.stops

    def file(self, offer: Offer, download: Download | None = None) -> FormFile:
        """Return the fact about one offer. `download` is what a click on it led to."""
        base = FormFile(
            material=offer.material, role=offer.role, shown=offer.shown[:200], fetched=DownloadOutcome.ABSENT
        )
        if offer.absent:
            return base
        if download is None:
            address = urljoin(self._referer, offer.address) if offer.address else ""
            download = self.get(address) if address else Download(DownloadOutcome.DEAD, "", "没有可以点击的链接")
        document = download.reading.document if download.reading else None
        self._views.setdefault(download.address, tuple(_snapshots(download, f"“{offer.material}”的{offer.role}")))
        return base.model_copy(
            update={
                "fetched": download.fetched,
                "message": download.message,
                "address": download.address[:1000],
                "status": download.status,
                "name": download.name,
                "size": len(download.content) if document else None,
                "sha256": hashlib.sha256(download.content).hexdigest() if document else "",
                "document": document,
            }
        )

    def get(self, address: str) -> Download:
        """Return what stands at an address."""
        if address not in self._downloads:
            download = self._get_once(address)
            if download.fetched is not DownloadOutcome.DONE or not _is_readable(download.reading):
                again = self._get_once(address)
                download = (
                    again
                    if again.fetched is DownloadOutcome.DONE or download.fetched is not DownloadOutcome.DONE
                    else download
                )
                if not _is_readable(download.reading) and not self._visitor.portal_is_up():
                    download = Download(DownloadOutcome.UNANSWERED, address, "门户整体无法访问")
            self._downloads[address] = download
        return self._downloads[address]

    def content(self, content: bytes, name: str, address: str) -> Download:
        """Return as a download what the page made itself and handed to the browser."""
        most = self._profile.limits.megabytes
        if len(content) > most << 20:
            return Download(DownloadOutcome.UNANSWERED, address, f"文件超过{most}MB，未读取")
        return self._read_download(Download(DownloadOutcome.DONE, address, name=name, content=content), address)

    def nothing(self, message: str) -> Download:
        """Return what a click is worth after which no file came, only perhaps a message."""
        if excuse := self._excuse(message):
            return Download(DownloadOutcome.UNANSWERED, "", f"点击下载后门户答复“{excuse}”")
        return Download(DownloadOutcome.DEAD, "", f"点击后提示“{message[:80]}”" if message else _NO_ANSWER)

    def _excuse(self, message: str) -> str:
        """Return the phrase by which a message says that this is not the moment, or the visitor, for a file."""
        return said_now(message.splitlines(), self._profile, "throttled", "maintenance", "captcha", "logged_out")

    def _get_once(self, address: str) -> Download:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return Download(DownloadOutcome.DEAD, address, "链接不是可以下载的网址")
        try:
            with requests.Session() as session:
                session.headers.update({"User-Agent": self._visitor.user_agent, "Referer": self._referer})
                return self._follow(session, address)
        except requests.exceptions.InvalidURL:
            return Download(DownloadOutcome.DEAD, address, "链接不是有效的网址")
        except requests.exceptions.SSLError:
            return Download(DownloadOutcome.UNANSWERED, address, "文件服务器的安全证书不被信任")
        except requests.RequestException as error:
            if isinstance(error, requests.exceptions.ConnectTimeout | requests.exceptions.ReadTimeout):
                self._silent.add(parts.hostname)
            return Download(DownloadOutcome.UNANSWERED, address, f"文件服务器没有响应（{_cause(error)}）")

    def _follow(self, session: requests.Session, address: str) -> Download:
        """Go from one redirect to the next, each by leave of the gate, to what stands at the end."""
        deadline, hop = time.monotonic() + self._profile.limits.download, address
        for _ in range(MOST_HOPS):
            if (stop := self._visitor.gatekeeper.stop(GateRequest("GET", hop, "Download"))) is not None:
                return Download(DownloadOutcome.UNANSWERED, address, str(StoppedError(stop, self._referer)))
            if urlsplit(hop).hostname in self._silent:
                return Download(DownloadOutcome.UNANSWERED, address, "文件服务器没有响应")
            self._visitor.tab.keep_pace(hop)
            answer = self._request(session, hop, address, deadline)
            if isinstance(answer, Download):
                return answer
            hop = answer
        return Download(DownloadOutcome.DEAD, address, "链接反复跳转")

    def _request(self, session: requests.Session, hop: str, address: str, deadline: float) -> Download | str:
        """Return what stands at an address, or where it leads on to."""
        limits = self._profile.limits
        parts, session.trust_env = urlsplit(hop), not is_loopback(hop)
        for name, value in self._visitor.cookies(hop).items():
            place = {"domain": parts.hostname or "", "path": parts.path or "/", "secure": parts.scheme == "https"}
            session.cookies.set(name, value, **place)
        with session.get(hop, stream=True, timeout=(limits.page, limits.page), allow_redirects=False) as answer:
            status = answer.status_code
            if status in REDIRECTS and (target := answer.headers.get("Location")):
                return urljoin(hop, target.encode("latin-1", "replace").decode(errors="replace"))
            if status in _GONE:
                return Download(DownloadOutcome.DEAD, hop, f"HTTP {status}", status)
            if not 200 <= status < 300:  # 403 is how portals throttle, too
                return Download(DownloadOutcome.UNANSWERED, hop, f"文件服务器答复 HTTP {status}", status)
            content, cut_off = _read_bounded(answer, limits, deadline)
            if cut_off:
                return Download(DownloadOutcome.UNANSWERED, hop, cut_off, status)
            name = _file_name(answer)
        download = Download(DownloadOutcome.DONE, hop, status=status, name=name, content=content)
        return self._read_download(download, address)

    def _read_download(self, download: Download, address: str) -> Download:
        """Read what came; a page that says to come back later, or to log in, is no file."""
        reading = self._read(download.content, download.name)
        document = reading.document
        if document.condition is Condition.GAVE_UP:
            return Download(DownloadOutcome.UNANSWERED, address, document.message, download.status, download.name)
        message = document.message if document.condition is Condition.ERROR_PAGE else document.text[:400]
        excuse = self._excuse(message)
        if self._profile.pages.login in download.address:
            excuse = "要求登录"
        if excuse and document.type in _PAGES:
            return Download(DownloadOutcome.UNANSWERED, address, f"下载时门户答复“{excuse}”", download.status)
        self.personal |= reading.personal
        return replace(download, reading=reading)


def _snapshots(download: Download, name: str) -> Iterator[RawSnapshot]:
    for view in download.reading.views if download.reading else ():
        yield RawSnapshot(name, view.content, view.media, download.address[:1000])


def click_for_file(tab: Tab, offer: Offer, downloads: Downloads, limits: Limits) -> Download:
    """Click what offers a file and get what the click asks for: an address, a download, or only a message."""
    page, saved, requests_made = tab.page, list[BrowserDownload](), list[Request]()

    def note(request: Request) -> None:
        if request.is_navigation_request():
            requests_made.append(request)

    def has_address() -> bool:
        return bool(requests_made) and requests_made[0].method == "GET"

    def keep(download: BrowserDownload) -> None:  # playwright takes no built-in function
        saved.append(download)

    def watch(other: Page) -> None:
        other.on("download", keep)

    alerts = len(tab.alerts)
    pages = set(page.context.pages)
    page.context.on("request", note)
    page.on("download", keep)
    page.context.on("page", watch)
    downloads.stops.file_is_wanted = True
    try:
        page.bring_to_front()
        tab.keep_pace(page.url)
        target = tab.clickable(offer.address.removeprefix(CLICK))
        if target.is_visible():
            target.click(timeout=limits.click * 1000, no_wait_after=True)
        else:  # in a part of the page that is folded up
            target.evaluate("element => element.click()")
        tab.wait_until(lambda: bool(saved) or has_address() or len(tab.alerts) > alerts, limits.click)
        if saved and (not has_address() or saved[0].url.startswith(("blob:", "data:"))):
            return downloads.content(saved[0].path().read_bytes(), saved[0].suggested_filename, saved[0].url)
        if has_address():  # what the gate says of it, it says again when it is fetched
            downloads.stops.forget()
            return downloads.get(requests_made[0].url)
        downloads.stops.require_none(page)
        return downloads.nothing(next(iter(tab.alerts[alerts:] or tab.look().dialogs), ""))
    except BrowserError:
        return Download(DownloadOutcome.DEAD, "", _NO_CLICK)
    finally:
        page.context.remove_listener("request", note)
        page.context.remove_listener("page", watch)
        page.remove_listener("download", keep)
        downloads.stops.file_is_wanted = False
        with suppress(BrowserError):  # what has an address is fetched from there, and no more of it than is sensible
            for each in saved:
                each.cancel()
        for other in set(page.context.pages) - pages:
            other.close(run_before_unload=True)  # not waited for, as in Tab.close


def _is_readable(reading: Reading | None) -> bool:
    return reading is not None and reading.document.condition is Condition.READABLE


def _read_bounded(answer: requests.Response, limits: Limits, deadline: float) -> tuple[bytes, str]:
    """Return the content, or why its download was broken off."""
    most = limits.megabytes << 20
    declared = answer.headers.get("Content-Length", "")
    if declared.isdecimal() and int(declared) > most:
        return b"", f"文件有{int(declared) >> 20}MB，超过{limits.megabytes}MB，未下载"
    content = bytearray()
    for chunk in answer.iter_content(_CHUNK):
        content += chunk
        if len(content) > most:
            return b"", f"文件超过{limits.megabytes}MB，未下载完"
        if time.monotonic() > deadline:
            return b"", f"{limits.download:.0f}秒内没有下载完"
    return bytes(content), ""


def _file_name(answer: requests.Response) -> str:
    """Return what the file is called: by its header, else by its address when that ends like a file's name."""
    header = answer.headers.get("Content-Disposition", "")
    message = Message()
    message["Content-Disposition"] = header.encode("latin-1", "replace").decode("latin-1")
    name = message.get_filename() or ""
    if name:
        return _decode_name(name)[:200]
    parts = urlsplit(answer.url)
    candidates = [parts.path.rsplit("/", 1)[-1], *(value for _, value in parse_qsl(parts.query))]
    named = (unquote(text).rsplit("/", 1)[-1] for text in reversed(candidates))
    return next(
        (text for text in named if _ENDING.fullmatch(text) and not text.endswith((".jsp", ".do", ".action"))), ""
    )


def _decode_name(name: str) -> str:
    """Decode a name from a header: Latin-1 by the rule; servers send UTF-8, GBK, or percent-encoded."""
    try:
        raw = name.encode("latin-1")
    except UnicodeEncodeError:
        return unquote(name)
    for encoding in ("utf-8", "gbk"):
        try:
            return unquote(raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    return unquote(name)


def _cause(error: requests.RequestException) -> str:
    if isinstance(error, requests.exceptions.Timeout):
        return "等待超时"
    text = str(error)
    causes = {"refused": "连接被拒绝", "reset": "连接被重置", "resolve": "网址无法解析", "IncompleteRead": "传输中断"}
    return next((chinese for word, chinese in causes.items() if word in text), "连接失败")
