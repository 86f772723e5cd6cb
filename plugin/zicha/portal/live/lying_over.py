"""What lies over a thing that is to be pressed: a banner, a ball of 在线客服, a newcomer's guide.

A person presses where the thing is free, else closes what lies over it, where it can only be closed. What cannot, or
asks for something, is left alone: then nothing can be concluded, and what lay there is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from playwright.sync_api import ElementHandle, JSHandle, Locator, Position

from zicha.model.base import Model
from zicha.model.finding import Uncheckable
from zicha.portal.live.proof_page import proves
from zicha.portal.live.scripts import read_script
from zicha.portal.profile import Profile

_OVER = read_script("over.js")
_PUT_AWAY = re.compile(
    r"跳过(?:引导|指引|教程|全部)?|(?:结束|退出|关闭)(?:引导|指引|教程)|收起|最小化|不再显示|(?:下次|以后|稍后)再说"
)
"""What puts away what lies over a page, besides the profile's words for closing a notice."""
_COUNTED = re.compile(r"[（(][^（）()]*[）)]|\s|\d|秒")
"""What counts seconds or steps behind such a word: 关闭（5s）, 跳过 (1/3)."""
_ASKS = re.compile(r"绑定|认证|核验|授权|支付|缴费|付款|登录")
"""What is said where more is asked for than to be read."""
_MOST = 3
"""Things that are closed one after the other, for one press."""
_LONGEST = 60
_PAUSE = "() => new Promise((resolve) => setTimeout(resolve, 400))"
"""In which what was closed fades away."""


class _Over(Model):
    """As over.js tells."""

    is_seen: bool
    free: tuple[float, float] | None
    text: str
    names: tuple[str, ...]
    parts: tuple[str, ...]


_NOTHING = {"is_seen": False, "free": None, "text": "", "names": (), "parts": ()}


class CoveredError(Uncheckable):
    """What was to be pressed lies beneath something that cannot only be closed."""

    def __init__(self, action: str, text: str) -> None:
        what = f"“{text[:_LONGEST]}”" if text else "一张图"
        super().__init__(f"{action}没有做：上面盖着{what}，没有认出只是关闭它的按钮")


class LyingOver:
    """What may be closed at a portal."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile

    def make_way(self, target: Locator | ElementHandle, action: str, seconds: float) -> Position | None:
        """Return where a target can be pressed, once what covers it is closed; None where nothing is seen there.

        Raise CoveredError where that cannot only be closed, BrowserError where it does not close in so many seconds.
        """
        text = ""
        for _ in range(_MOST):
            handle = target.evaluate_handle(_OVER)
            over = _Over.model_validate(handle.evaluate("over => over && { ...over, parts: [] }") or _NOTHING)
            text = over.text
            if over.free is not None:
                return Position(x=over.free[0], y=over.free[1])
            if not over.is_seen or self._profile.meaning(text, "loading"):
                return None
            closing = self._closing(text, over.names)
            if closing is None:
                break
            _part(handle, closing).click(timeout=seconds * 1000, no_wait_after=True)
            target.evaluate(_PAUSE)
        raise CoveredError(action, text)

    def _closing(self, text: str, names: Sequence[str]) -> int | None:
        """Return which of the things that can be pressed only closes; None where none does, or more is asked for."""
        if _ASKS.search(text) or any(proves(name, self._profile) for name in names):
            return None
        words = self._profile.entries["close"]
        plain = [_COUNTED.sub("", name) for name in names]
        return next((at for at, name in enumerate(plain) if name in words or _PUT_AWAY.fullmatch(name)), None)


def _part(handle: JSHandle, number: int) -> ElementHandle:
    element = handle.evaluate_handle("(over, number) => over.parts[number]", number).as_element()
    assert element is not None
    return element
