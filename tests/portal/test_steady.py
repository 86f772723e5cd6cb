"""An observer that outlives its browsers, with browsers that are told when to die."""

from __future__ import annotations

from typing import Any, cast
from unittest.mock import MagicMock

import pytest
from playwright.sync_api import Error as BrowserError

from tests.support.matters import make_matter
from zicha.model.finding import Uncheckable
from zicha.model.matter import Identity, Matter
from zicha.portal.authorisation import Deed
from zicha.portal.live.observer import LiveObserver
from zicha.portal.live.steady import Sessions, SteadyObservers
from zicha.portal.live.watchdog import Watchdog

MATTER = make_matter()
ANOTHER = make_matter(code=f"{MATTER.code[:-1]}9")


def guide(observers: SteadyObservers, matter: Matter = MATTER) -> str:
    return str(observers.see(Deed.VIEW, matter, lambda live: live.guide(matter)))


def hand_in(observers: SteadyObservers) -> str:
    return str(observers.see(Deed.SUBMIT, MATTER, lambda live: live.submission(MATTER, Identity.PERSON, print)))


class Browsers:
    """Gives browsers of which the first ones are dead as soon as they are looked through."""

    def __init__(self, dead: int = 0, failure: Exception | None = None) -> None:
        self._dead = dead
        self._failure = failure
        self.begun: list[Sessions] = []
        self.live: list[Any] = []
        self.watchdog = Watchdog(list, 1, list)

    def begin(self, sessions: Sessions) -> tuple[LiveObserver, Watchdog]:
        self.begun.append(sessions)
        is_dead = len(self.begun) <= self._dead
        live = MagicMock(spec=LiveObserver)
        live.is_well.return_value = not is_dead
        live.sessions.return_value = {Identity.PERSON: len(self.begun)}
        live.memory.return_value = 300_000_000
        for look in (live.guide, live.submission):
            look.side_effect = BrowserError("closed") if is_dead else self._failure
            look.return_value = f"by browser {len(self.begun)}"
        self.live.append(live)
        return cast(LiveObserver, live), self.watchdog


def test_a_browser_that_died_is_replaced() -> None:
    browsers = Browsers(dead=1)
    assert guide(SteadyObservers(browsers.begin)) == "by browser 2"
    browsers.live[0].end.assert_called_once()


def test_what_kills_one_browser_after_the_other_is_given_up() -> None:
    browsers = Browsers(dead=2)
    observers = SteadyObservers(browsers.begin)
    with pytest.raises(Uncheckable, match="浏览器意外退出"):
        guide(observers)
    assert guide(observers) == "by browser 3"


def test_nothing_is_handed_in_through_a_second_browser() -> None:
    browsers = Browsers(dead=1)
    with pytest.raises(Uncheckable, match="浏览器意外退出"):
        hand_in(SteadyObservers(browsers.begin))
    assert len(browsers.begun) == 1


def test_what_a_living_browser_says_stands() -> None:
    browsers = Browsers(failure=Uncheckable("门户正在维护"))
    with pytest.raises(Uncheckable, match="门户正在维护"):
        guide(SteadyObservers(browsers.begin))
    assert len(browsers.begun) == 1


def test_a_worn_out_browser_hands_its_sessions_on() -> None:
    browsers = Browsers()
    observers = SteadyObservers(browsers.begin, matters_of_each=2)
    matters = [MATTER, ANOTHER, MATTER, ANOTHER, MATTER]
    assert [guide(observers, matter) for matter in matters] == [f"by browser {number}" for number in (1, 1, 2, 2, 3)]
    assert browsers.begun == [{}, {Identity.PERSON: 1}, {Identity.PERSON: 2}]


def test_a_browser_that_holds_too_much_memory_is_replaced() -> None:
    browsers = Browsers()
    observers = SteadyObservers(browsers.begin)
    guide(observers)
    browsers.live[0].memory.return_value = 2_000_000_000
    assert guide(observers) == "by browser 1", "nobody leaves a matter half way"
    assert guide(observers, ANOTHER) == "by browser 2"
    browsers.live[0].end.assert_called_once()


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (BrowserError("BrowserType.launch: closed"), "浏览器没有启动，请运行 zicha doctor 核对"),
        (FileNotFoundError("环境变量 ZICHA_BROWSER 指定的浏览器不存在：/x"), "浏览器没有启动：环境变量 ZICHA_BROWSER"),
    ],
)
def test_no_browser_starts(error: Exception, reason: str) -> None:
    def begin(sessions: Sessions) -> tuple[LiveObserver, Watchdog]:
        raise error

    with pytest.raises(Uncheckable, match=reason):
        guide(SteadyObservers(begin))
