"""The one gate, by itself: where an address leads, which hosts may be asked what, and what names stand for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zicha.portal.gate import Address, Gate, GateRequest, is_this_machine, lines_for_hosts, place_of

NAMES = {
    "www.portal.example": "203.0.113.1",
    "inner.dept.example": "10.1.2.3",
    "localhost.all.example": "127.0.0.1",
    "metadata.dept.example": "169.254.169.254",
    "www.all.example": "203.0.113.5",
    "inner.all.example": "192.168.1.1",
    "linked.all.example": "fe80::1",
}
"""The names of a network, and what they stand for."""


def addresses(host: str) -> tuple[Address, ...]:
    return (ip_address(NAMES[host]),) if host in NAMES else ()


GATE = Gate(
    own=("www.portal.example", ".all.example"),
    handover=("inner.dept.example", "metadata.dept.example", "218.28.1.1", "10.9.8.7", "dept.example:8080"),
    files=("files.portal.example",),
    resources=("cdn.example",),
    unneeded=("counter.example",),
    may_send=lambda place: place.host in ("www.portal.example", "218.28.1.1"),
    is_encrypted=True,
    resolve=addresses,
)


def test_nobody_is_asked_where_an_unnamed_host_is() -> None:
    """The question alone would tell a server of names what a page wants it to know."""
    questions: list[str] = []
    gate = replace(GATE, resolve=lambda host: questions.append(host) or ())  # type: ignore[func-returns-value]
    for host in ("secret.evil.example", "www.portal.example", "inner.all.example"):
        gate.stop(GateRequest("GET", f"https://{host}/", "Document"))
    assert questions == ["www.portal.example", "inner.all.example"]


def reason(address: str, method: str = "GET", kind: str = "Document") -> str:
    stop = GATE.stop(GateRequest(method, address, kind))
    return stop.reason if stop is not None else ""


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("http://127.0.0.1:8000/a", "127.0.0.1"),
        ("http://2130706433/", "127.0.0.1"),
        ("http://0x7f000001", "127.0.0.1"),
        ("http://0X7F.1", "127.0.0.1"),
        ("http://0177.0.0.01/", "127.0.0.1"),
        ("http://127.1", "127.0.0.1"),
        ("http://0", "0.0.0.0"),
        ("http://１２７。０．０｡１/", "127.0.0.1"),
        ("http://%31%36%39.254.169.254/", "169.254.169.254"),
        ("http://2852039166/latest", "169.254.169.254"),
        ("http://[::1]:8000/", "::1"),
        ("http://user:word@www.portal.example/", "www.portal.example"),
        ("http://www.portal.example@evil.example/", "evil.example"),
        ("http://evil.example\\@www.portal.example", "evil.example"),
        ("http://evil.example?@www.portal.example", "evil.example"),
        ("http://evil.example#@www.portal.example", "evil.example"),
        ("https://WWW.Portal.Example./a", "www.portal.example"),
        (" https://www.portal.example/填 报.doc", "www.portal.example"),
        ("ht\ntp://www.portal.example", "www.portal.example"),
        ("http://开封.example", "开封.example".encode("idna").decode()),
        ("wss://www.portal.example/s", "www.portal.example"),
    ],
)
def test_where_a_browser_would_go(address: str, host: str) -> None:
    place = place_of(address)
    assert place is not None
    assert place.host == host


@pytest.mark.parametrize(
    "address",
    [
        "",
        "//evil.example",
        "http://",
        "http:///evil.example",
        "ftp://www.portal.example",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://999.1.1.1",
        "http://1.2.3.4.5",
        "http://0x7g.1",
        "http://[::1",
        "http://[fe80::1%25eth0]/",
        "http://www.portal.example:99999",
        "http://a b/",
        "http://a%2fb/",
    ],
)
def test_where_a_browser_would_not_go(address: str) -> None:
    assert place_of(address) is None
    assert reason(address) == "不是可以访问的网址"


@pytest.mark.parametrize("address", ["about:blank", "about:srcdoc", "data:text/html,x", "blob:https://evil.example/1"])
def test_what_a_page_makes_itself_passes(address: str) -> None:
    assert reason(address) == ""


@pytest.mark.parametrize(
    ("address", "method", "kind", "why"),
    [
        ("https://www.portal.example/a", "GET", "Document", ""),
        ("https://www.portal.example:8443/a", "POST", "XHR", ""),
        ("http://www.portal.example/a", "GET", "Document", ""),
        ("http://www.portal.example/a", "POST", "Document", "不加密"),
        ("http://www.portal.example./a", "PUT", "Fetch", "不加密"),
        ("https://portal.example/", "GET", "Document", "没有列出"),
        ("https://www.portal.example.evil.example/", "GET", "Document", "没有列出"),
        ("https://evilwww.portal.example/", "GET", "Document", "没有列出"),
        ("http://218.28.1.1/dept/form.aspx", "GET", "Document", ""),
        ("http://218.28.1.1/dept/form.aspx", "POST", "Document", ""),
        ("http://218.28.1.11/dept/form.aspx", "GET", "Document", "没有列出"),
        ("https://inner.dept.example/", "GET", "Document", ""),
        ("https://inner.dept.example/", "POST", "Document", "未获授权向 inner.dept.example 发送数据"),
        ("http://10.9.8.7/", "GET", "Document", ""),
        ("http://10.9.8.6/", "GET", "Document", "内部网络"),
        ("http://dept.example:8080/", "GET", "Document", ""),
        ("http://dept.example/", "GET", "Document", "没有列出"),
        ("https://files.portal.example/a.doc", "GET", "Download", ""),
        ("https://files.portal.example/a.doc", "HEAD", "Document", ""),
        ("https://files.portal.example/a.js", "GET", "Script", "只供下载"),
        ("https://files.portal.example/up", "POST", "Document", "不发送数据"),
        ("https://cdn.example/a.js", "GET", "Script", ""),
        ("https://cdn.example/a.js", "OPTIONS", "Script", ""),
        ("https://cdn.example/a", "GET", "Document", "只供下载"),
        ("https://cdn.example/a", "GET", "XHR", "只供下载"),
        ("https://cdn.example/a", "POST", "Ping", "不发送数据"),
        ("https://counter.example/hm.js", "GET", "Script", "没有列出"),
    ],
)
def test_which_host_may_be_asked_what(address: str, method: str, kind: str, why: str) -> None:
    stopped = reason(address, method, kind)
    assert why in stopped
    assert bool(stopped) is bool(why)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://127.0.0.1/", "内部网络"),
        ("http://2130706433/", "内部网络"),
        ("http://[::1]/", "内部网络"),
        ("http://[::ffff:10.0.0.1]/", "内部网络"),
        ("http://[64:ff9b::a9fe:a9fe]/", "一律不访问"),
        ("http://[2002:a9fe:a9fe::1]/", "一律不访问"),
        ("http://169.254.169.254/latest/meta-data/", "一律不访问"),
        ("http://[::ffff:a9fe:a9fe]/", "一律不访问"),
        ("http://[fe80::1]/", "一律不访问"),
        ("http://[fd00:ec2::254]/", "一律不访问"),
        ("http://100.100.100.200/latest/", "一律不访问"),
        ("http://0.0.0.0:8000/", "一律不访问"),
        ("http://255.255.255.255/", "一律不访问"),
        ("http://localhost/", "内部网络"),
        ("http://a.localhost/", "内部网络"),
        ("http://localhost.all.example/", "内部网络"),
        ("http://metadata.dept.example/", "一律不访问"),
        ("http://www.all.example/", ""),
        ("http://inner.all.example/", "内部网络"),
        ("http://linked.all.example/", "一律不访问"),
    ],
)
def test_where_names_and_numbers_lead(address: str, why: str) -> None:
    """Inside a network only where the profile names it exactly; to a machine's own link never, though it be named."""
    stopped = reason(address)
    assert why in stopped
    assert bool(stopped) is bool(why)


@pytest.mark.parametrize("host", ["169.254.169.254", "metadata.dept.example", "fe80::1", "0.0.0.0"])
def test_naming_them_opens_no_way_to_link_local_addresses(host: str) -> None:
    gate = replace(GATE, own=(host, f"{host}:80"))
    address = f"http://[{host}]/" if ":" in host else f"http://{host}/"
    assert gate.stop(GateRequest("GET", address, "Document")) is not None


@pytest.mark.parametrize(
    ("address", "method", "kind", "needed"),
    [
        ("https://evil.example/", "GET", "Document", True),
        ("https://evil.example/a.js", "GET", "Script", True),
        ("https://evil.example/a.css", "GET", "Stylesheet", True),
        ("https://evil.example/a", "GET", "XHR", True),
        ("https://evil.example/a", "POST", "Other", True),
        ("https://evil.example/a.png", "GET", "Image", False),
        ("https://evil.example/a.woff", "GET", "Font", False),
        ("https://evil.example/b", "POST", "Ping", False),
        ("https://counter.example/hm.js", "GET", "Script", False),
        ("https://counter.example/hm", "POST", "XHR", False),
    ],
)
def test_what_a_page_lacks_without_it(address: str, method: str, kind: str, needed: bool) -> None:
    stop = GATE.stop(GateRequest(method, address, kind))
    assert stop is not None
    assert stop.is_needed is needed


def test_a_run_may_be_allowed_less_than_the_profile_names() -> None:
    gate = replace(GATE, may_reach=lambda place: place.host == "www.portal.example")
    requests = [
        GateRequest("GET", f"https://{host}/a", "Image")
        for host in ("www.portal.example", "inner.dept.example", "files.portal.example", "cdn.example")
    ]
    assert [gate.stop(request) is None for request in requests] == [True, False, False, False]


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        *((host, True) for host in ("localhost", "portal.localhost", "127.9.9.9", "::1", "::ffff:127.0.0.1")),
        *((host, False) for host in ("localhost.example", "10.0.0.1", "notlocalhost")),
    ],
)
def test_this_machine(host: str, expected: bool) -> None:
    assert is_this_machine(host) is expected


@given(st.integers(0, 2**32 - 1), st.sampled_from([str, hex, oct]))
def test_every_spelling_of_a_number_is_one_address(number: int, spell: Callable[[int], str]) -> None:
    place = place_of(f"http://{spell(number).replace('0o', '0')}/")
    assert place is not None
    assert place.host == str(ip_address(number))


@given(st.text(max_size=40), st.sampled_from(["GET", "POST"]), st.sampled_from(["Document", "Script", "Download"]))
def test_nothing_strange_passes(text: str, method: str, kind: str) -> None:
    """Whatever an address is made of, it passes to named hosts alone, and no error comes of it."""
    if GATE.stop(GateRequest(method, f"https://{text}", kind)) is None:
        place = place_of(f"https://{text}")
        assert place is not None
        assert place.host.endswith(("portal.example", ".all.example", "dept.example", "cdn.example", "218.28.1.1"))


def test_what_was_stopped_is_told_as_lines_to_check() -> None:
    requests = [
        GateRequest("GET", "https://system.example/form", "Document"),
        GateRequest("GET", "https://cdn2.example/a.js", "Script"),
        GateRequest("GET", "https://cdn3.example/a.png", "Image"),
        GateRequest("POST", "https://count.example/b", "Ping"),
        GateRequest("GET", "https://data.example/list", "XHR"),
        GateRequest("GET", "https://oss.example/a.doc", "Download"),
        GateRequest("GET", "https://system.example/other", "Document"),
    ]
    lines = lines_for_hosts(stop for request in requests if (stop := GATE.stop(request)) is not None)
    assert [line.partition(" # ")[0] for line in lines.splitlines()] == [
        "# handover_hosts: [system.example]",
        "# resource_hosts: [cdn2.example, cdn3.example]",
        "# unneeded_hosts: [count.example]",
        "# hosts: [data.example]",
        "# file_hosts: [oss.example]",
    ]
