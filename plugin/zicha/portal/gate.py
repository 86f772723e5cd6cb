"""The one gate: which request of the browser, and which download, may leave. Judged by the request, not by the page.

A host is reached only where the profile names it: the portal's own, the systems it hands over to, those that hold its
files, those that hold what its pages are made of. Nothing is sent but to hosts that are allowed to be sent to. A name
may not stand for an address inside a network unless the profile names it exactly, and never for one of a machine's
own link or of a cloud's metadata.
"""

from __future__ import annotations

import socket
import unicodedata
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

Address = IPv4Address | IPv6Address
Resolve = Callable[[str], tuple[Address, ...]]

REDIRECTS = (301, 302, 303, 307, 308)
MOST_HOPS = 10
"""Of one redirect to the next, each of which is a request of its own."""
_LOCAL = ("about", "blob", "data")
"""Schemes of what a page makes itself: nothing leaves for them."""
_SCHEMES = {"http": 80, "ws": 80, "https": 443, "wss": 443}
_CLEAR = ("http", "ws")
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_OF_FILES = frozenset({"Document", "Download", "Image", "Media", "Other"})
_OF_PAGES = frozenset({"Stylesheet", "Script", "Font", "Image", "Media", "TextTrack", "Manifest", "Other"})
"""What a page is made of, by the names that Chromium gives its kinds.

It is loaded from the hosts that a profile names even where no picture may come to be kept: which page becomes a picture
is known only at its end, it must look as a person sees it, icons are marks that a reader goes by, and many a page says
that it has failed where one of its parts has. What counts visitors is on hosts that nobody names, and is not loaded.
"""
_REPORTS = frozenset({"Ping", "CSPViolationReport"})
_NEEDED = frozenset({"Document", "Stylesheet", "Script", "XHR", "Fetch", "EventSource", "WebSocket", "Download"})
_NEVER = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",
            "169.254.0.0/16",
            "100.100.100.200/32",  # the metadata of Aliyun
            "168.63.129.16/32",  # of Azure
            "192.0.0.192/32",  # of Oracle
            "224.0.0.0/3",
            "::/128",
            "fe80::/10",
            "fd00:ec2::254/128",  # of AWS
            "ff00::/8",
        ),
    )
)
_INSIDE = tuple(
    map(
        ip_network,
        (
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "::1/128",
            "fc00::/7",
            "fec0::/10",
        ),
    )
)
_THIS_MACHINE = ip_address("127.0.0.1")
_TRANSLATED = ip_network("64:ff9b::/96")
"""IPv4 behind a translator: the last 32 bits are its address."""


def lines_for_hosts(stops: Iterable[Stop]) -> str:
    """Return lines of a profile that would name the hosts of what was stopped, each to be checked by a person."""
    hosts: dict[str, dict[str, None]] = {}
    for stop in stops:
        if (place := place_of(stop.request.address)) is not None:
            hosts.setdefault(_key_for(stop), {})[place.host] = None
    return "".join(f"# {key}: [{', '.join(names)}] # 拦下的主机，请逐个核对后再写入\n" for key, names in hosts.items())


def _key_for(stop: Stop) -> str:
    """Return under which key of a profile the host of such a request would probably stand."""
    match stop.request.kind:
        case "Document":
            return "handover_hosts"
        case "Download":
            return "file_hosts"
        case "XHR" | "Fetch":
            return "hosts"
    return "resource_hosts" if stop.is_needed or stop.request.kind in _OF_PAGES else "unneeded_hosts"


def is_this_machine(host: str) -> bool:
    """Return whether a host is this machine by its name or number alone."""
    literal = _literal(host)
    return literal.is_loopback if literal is not None else host == "localhost" or host.endswith(".localhost")


@lru_cache(maxsize=1024)
def resolved(host: str) -> tuple[Address, ...]:
    """Return the addresses of a name; none where it has none here, which is the browser's to tell."""
    try:
        resolved = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()
    return tuple({ip_address(str(entry[4][0]).partition("%")[0]) for entry in resolved})


class GateRequest(NamedTuple):
    """What is about to be asked of a host; `kind` as Chromium names it, or Download."""

    method: str
    address: str
    kind: str


class Stop(NamedTuple):
    """A request that was stopped."""

    request: GateRequest
    reason: str
    is_needed: bool
    """Whether the page may be another without it, so that nothing can be concluded from it."""


class Place(NamedTuple):
    """The scheme, host and port that a browser would ask."""

    scheme: str
    host: str
    port: int

    @property
    def address(self) -> str:
        """Return the address of its root."""
        return f"{self.scheme}://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}/"


@dataclass(frozen=True, slots=True)
class Gate:
    """What a run may reach. A host may have a port; one that begins with a dot is a whole domain."""

    own: tuple[str, ...]
    """Of the portal itself."""
    handover: tuple[str, ...] = ()
    """Of the systems that the portal hands over to."""
    files: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    """Of what pages are made of: scripts, styles, pictures, fonts."""
    unneeded: tuple[str, ...] = ()
    """Not reached, and not missed: they count visitors."""
    may_send: Callable[[Place], bool] = lambda place: True
    """Whether a run may send to a host that is the portal's or one that it hands over to."""
    may_reach: Callable[[Place], bool] = lambda place: True
    is_encrypted: bool = False
    """Whether the portal's address is https, so that nothing is sent to it in clear."""
    resolve: Resolve = resolved

    @property
    def hosts(self) -> tuple[str, ...]:
        """Return all that may be reached for anything."""
        return (*self.own, *self.handover, *self.files, *self.resources)

    def stop(self, request: GateRequest) -> Stop | None:
        """Return how a request is stopped; None where it may go."""
        if not (reason := self._reason(request)):
            return None
        place = place_of(request.address)
        sends = request.method.upper() not in _READING and request.kind not in _REPORTS
        is_needed = request.kind in _NEEDED or sends
        return Stop(request, reason, is_needed and not (place and is_one(place, self.unneeded)))

    def _reason(self, request: GateRequest) -> str:
        """Return why a request is stopped, for the reader; empty where it may go."""
        scheme = request.address.lstrip().partition(":")[0].lower()
        if scheme in _LOCAL:
            return ""
        place = place_of(request.address)
        if place is None:
            return "不是可以访问的网址"
        if reason := self._reason_of_address(place):
            return reason
        reads = request.method.upper() in _READING
        if is_one(place, (*self.own, *self.handover)):
            return self._reason_to_reach(place) or ("" if reads else self._reason_to_send(place))
        if not is_one(place, self.hosts):
            return f"门户配置没有列出主机 {place.host}"
        if not reads:
            return f"{place.host} 只供下载，不发送数据"
        kinds = (_OF_FILES if is_one(place, self.files) else frozenset()) | (
            _OF_PAGES if is_one(place, self.resources) else frozenset()
        )
        return self._reason_to_reach(place) if request.kind in kinds else f"{place.host} 只供下载文件或者网页资源"

    def _reason_to_reach(self, place: Place) -> str:
        return "" if self.may_reach(place) else f"授权书没有列出主机 {place.host}"

    def _reason_to_send(self, place: Place) -> str:
        if self.is_encrypted and place.scheme in _CLEAR and is_one(place, self.own):
            return f"会把数据不加密地发送到 {place.host}"
        return "" if self.may_send(place) else f"未获授权向 {place.host} 发送数据"

    def _reason_of_address(self, place: Place) -> str:
        for address in self._addresses(place):
            if _is_in(address, _NEVER):
                return f"{place.host} 是链路本地或者元数据服务的地址，一律不访问"
            if _is_in(address, _INSIDE) and not _is_exactly(place, self.hosts):
                return f"{place.host} 是内部网络的地址，门户配置没有列出"
        return ""

    def _addresses(self, place: Place) -> tuple[Address, ...]:
        """Return what a host stands for. Where it is not named nobody is asked: that would be a request of its own."""
        if (literal := _literal(place.host)) is not None:
            return (literal,)
        if is_this_machine(place.host):
            return (_THIS_MACHINE,)
        return self.resolve(place.host) if is_one(place, self.hosts) else ()


def place_of(address: str) -> Place | None:
    """Return where a browser would go for an address, as WHATWG's URL standard reads it; None where nowhere."""
    head, mark, rest = address.strip("".join(map(chr, range(33)))).partition("?")
    try:
        parts = urlsplit(head.replace("\\", "/") + mark + rest)
        port = parts.port
    except ValueError:
        return None
    host = _canonical(parts.hostname or "")
    if parts.scheme not in _SCHEMES or not host:
        return None
    return Place(parts.scheme, host, port or _SCHEMES[parts.scheme])


def _canonical(host: str) -> str:
    """Return a host as a browser writes it; empty where it would refuse it."""
    if ":" in host:
        try:
            return "" if "%" in host else str(ip_address(host))
        except ValueError:
            return ""
    plain = unicodedata.normalize("NFKC", unquote(host)).translate(_DOTS).lower()
    try:
        plain = plain if plain.isascii() else plain.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    plain = plain.removesuffix(".")
    if not plain or any(mark in plain for mark in " #%/:<>?@[\\]^|") or min(plain) < "!":
        return ""
    last = plain.rpartition(".")[2]
    return plain if not (last.isdigit() or last.startswith("0x")) else _ipv4(plain)


_DOTS = str.maketrans("。．｡", "...")


def _ipv4(text: str) -> str:
    """Return the usual form of an IPv4 address of one to four numbers, each decimal, octal or hexadecimal."""
    try:
        *first, last = (_number(part) for part in text.split("."))
    except ValueError:
        return ""
    if len(first) > 3 or any(number > 255 for number in first) or last >= 256 ** (4 - len(first)):
        return ""
    return str(IPv4Address(sum(number << 8 * (3 - at) for at, number in enumerate(first)) + last))


def _number(part: str) -> int:
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8 if len(part) > 1 and part.startswith("0") else 10)


def _literal(host: str) -> Address | None:
    """Return the address that a host is; that of IPv4 where IPv6 only wraps one."""
    try:
        address = ip_address(host)
    except ValueError:
        return None
    return _unwrapped(address)


def _unwrapped(address: Address) -> Address:
    if isinstance(address, IPv4Address):
        return address
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def _is_in(address: Address, networks: tuple[object, ...]) -> bool:
    plain = _unwrapped(address)
    return any(plain in network for network in networks)  # type: ignore[operator]  # of either version


def is_one(place: Place, hosts: Collection[str]) -> bool:
    """Return whether a place is at one of the hosts: with or without a port, or a domain that begins with a dot."""
    return _is_exactly(place, hosts) or any(place.host.endswith(own) for own in hosts if own.startswith("."))


def _is_exactly(place: Place, hosts: Collection[str]) -> bool:
    with_port = f"[{place.host}]:{place.port}" if ":" in place.host else f"{place.host}:{place.port}"
    return any(own in (place.host, with_port) for own in hosts)
