"""A host that is down is waited for, ever longer, and no longer than a limit; then each check gives up at once."""

from __future__ import annotations

from collections.abc import Callable
from unittest.mock import MagicMock

import pytest

from tests.support.journeys import PROFILE, page
from tests.support.tab import FakeTab, button, keeper_of, look
from tests.support.terms import terms_of
from zicha.model.finding import Uncheckable
from zicha.model.matter import Identity
from zicha.portal.live.outages import Outages
from zicha.portal.live.pace import Pace
from zicha.portal.live.visitor import Visitor

ADDRESS = f"{PROFILE.address}/portal/guide/1"
OTHER = "https://dept.example/apply"
BUSY = look("短时间内请求太过频繁，请稍后再试")
GUIDE = page("办事指南 法定办结时限 20个工作日")


def test_the_pauses_grow_to_the_limit_and_each_host_has_its_own() -> None:
    outages, pauses = Outages(20), list[float]()
    while outages.wait(ADDRESS, pauses.append):
        pass
    assert pauses == [2, 4, 8, 6]
    assert not outages.has_time(ADDRESS)
    assert outages.wait(OTHER, pauses.append)


def test_after_an_answer_they_begin_small_again_and_the_limit_stands() -> None:
    outages, pauses = Outages(9), list[float]()
    outages.wait(ADDRESS, pauses.append)
    outages.wait(ADDRESS, pauses.append)
    outages.over(ADDRESS)
    assert [outages.wait(ADDRESS, pauses.append) for _ in range(3)] == [True, True, False]
    assert pauses == [2, 4, 2, 1]


class _Waiting(Visitor):
    """A visitor whose clock is turned, at a portal that is up or down as its list says."""

    def __init__(self, tab: FakeTab, limit: float, *up: bool) -> None:
        gate = keeper_of(PROFILE)
        super().__init__(MagicMock(), {}, terms_of(PROFILE), Identity.PERSON, Pace(0), gate, Outages(limit))
        self.tab = tab
        self.waits = 0
        self._up = list(up)

    def portal_failure(self) -> str:
        is_up = self._up.pop(0) if self._up else True
        return "" if is_up else "门户整体无法访问"

    def wait_out(self, address: str) -> bool:
        def sleep(seconds: float) -> None:
            self.waits += 1

        return self._outages.wait(address, sleep)


def test_a_portal_that_says_it_is_busy_is_asked_again_later(monkeypatch: pytest.MonkeyPatch) -> None:
    tab = FakeTab(BUSY, BUSY, GUIDE)
    monkeypatch.setattr(tab, "go", lambda address, action: tab.click(button(""), action))
    visitor = _Waiting(tab, 100)
    assert visitor.open(ADDRESS, "打开办事指南") == GUIDE
    assert visitor.waits == 1


def test_one_that_stays_busy_is_given_up_and_then_at_once() -> None:
    visitor = _Waiting(FakeTab(BUSY), 6)
    for waits in (2, 2):
        with pytest.raises(Uncheckable, match="门户限制访问频率"):
            visitor.open(ADDRESS, "打开办事指南")
        assert visitor.waits == waits


def test_a_page_that_fails_alone_is_not_waited_for() -> None:
    visitor = _Waiting(FakeTab(GUIDE, status=502), 100)
    with pytest.raises(Uncheckable, match="HTTP 502"):
        visitor.open(ADDRESS, "打开办事指南")
    assert visitor.waits == 0


@pytest.mark.parametrize(("up", "waits"), [((True,), 0), ((False, True), 1), ((False, False, True), 2)])
def test_a_portal_that_is_down_is_waited_for(up: tuple[bool, ...], waits: int) -> None:
    visitor = _Waiting(FakeTab(GUIDE), 100, *up)
    visitor.require_portal()
    assert visitor.waits == waits


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: "apiRequestContext.get: getaddrinfo ENOTFOUND portal.example", "门户的网址无法解析"),
        (lambda: "apiRequestContext.get: connect ECONNREFUSED 127.0.0.1:1", "门户整体无法访问"),
    ],
)
def test_a_name_that_does_not_resolve_is_told_as_such(
    make: Callable[[], str], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from playwright.sync_api import Error

    visitor = Visitor(MagicMock(), {}, terms_of(PROFILE), Identity.PERSON, Pace(0), keeper_of(PROFILE), Outages(0))

    def fail(address: str) -> int:
        raise Error(make())

    monkeypatch.setattr(visitor, "_status", fail)
    with pytest.raises(Uncheckable, match=words):
        visitor.require_portal()
