"""What a page says once the site's frame is left out: its links, and what every site writes at its foot.

A page of header, footer and one sentence only says that sentence, however long the two are. A notice of what will be,
or of what is done every month, says nothing of the page it stands on; the former does where nothing else stands there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

from zicha.portal.live.look import Look
from zicha.portal.profile import Profile

_LONGEST_LINK = 12
_LEAST_CONTENT = 40
"""Letters that a page bears at least, whatever is announced on it besides."""
_LONGEST_FOOT = 200
"""Letters of such a line at most; a guide whose text stands in one line is longer."""
_FOOT = re.compile(
    r"备案[号序编]|ICP|公网安备|版权|©|Copyright|标识码|主办|承办|技术支持|建议使用|浏览器|客服|网站地图|(?<!\d)\d{1,2}345"
)
"""What every site writes at its foot, and no guide or message does."""
_AGAIN = re.compile(r"每(?:月|周|日|天|晚|年|季|逢|个)|例行")
"""What is done again and again is no state of today, even where nothing else stands there."""
_LATER = re.compile(r"将[于在会对进自从]|拟[于在]|定于|计划|届时|期间|公告|通告")
_NOW = re.compile(r"正在|[护级修]中|目前|现在|当前|暂时|请稍[后候]|过于|太过|太频繁")
_KEPT_OUT = frozenset({207, 403, 405, 412})
"""What portals and their firewalls answer a visitor who comes too often, or whom they take for a program."""
_SHORT = 400
"""A page of more text than this does not just say something."""
_UNREADABLE = 20
"""Letters; fewer may be in one name that a portal holds in another encoding."""
_REASONS = {"throttled": "门户限制访问频率", "maintenance": "门户正在维护", "captcha": "门户要求人工验证"}


def nobodys_defect(status: int | None, look: Look, profile: Profile) -> str:
    """Return why a page says nothing about a matter: throttled, under maintenance, a captcha, nothing that can be read.

    The answer is empty where it says something.
    """
    if is_garbled(look.text):
        return "页面显示为乱码"
    if status == 429:
        return "门户限制访问频率（HTTP 429）"
    for text, (kind, reason) in product(look.toasts, _REASONS.items()):
        if phrase := told_now(text, profile, kind):
            return f"{reason}（“{phrase}”）"
    lines = own_words(look)
    is_short = len(look.main) < _SHORT
    if not is_short and sum(map(len, lines)) >= _SHORT:
        return ""
    if status in _KEPT_OUT:
        return f"门户限制访问（HTTP {status}）"
    spoken = [line for line in look.text.splitlines() if " ".join(line.split()) in look.main] if is_short else lines
    for kind, reason in _REASONS.items():
        if phrase := said_now(spoken, profile, kind):
            return f"{reason}（“{phrase}”）"
    return ""


def is_garbled(text: str) -> bool:
    """Return whether a good part of a text has come as letters that stand for no letter, in another encoding, say."""
    unreadable = text.count("\ufffd")
    return unreadable >= _UNREADABLE and unreadable * 10 >= len("".join(text.split()))


def own_words(look: Look) -> tuple[str, ...]:
    """Return the lines of a page that are no links, no buttons, and not the site's foot."""
    links = sorted({button.text for button in look.buttons if button.text}, key=len, reverse=True)
    lines = (_without(links, line.strip()) for line in look.text.splitlines())
    return tuple(line for line in lines if len(line) > 1 and not _is_foot(line))


def _is_foot(line: str) -> bool:
    return len(line) <= _LONGEST_FOOT and _FOOT.search(line) is not None


def said_now(lines: Sequence[str], profile: Profile, *kinds: str) -> str:
    """Return the phrase of these kinds that lines state of now; of a notice only where nothing else stands there."""
    present = _present(lines)
    has_content = sum(map(len, present)) >= _LEAST_CONTENT
    return _stated(present if has_content else _once(lines), profile, *kinds)


def told_now(message: str, profile: Profile, *kinds: str) -> str:
    """Return the phrase of these kinds that a message over a page states of now."""
    return _stated(_present((message,)), profile, *kinds)


def _present(lines: Sequence[str]) -> list[str]:
    """Return the sentences that are no announcement."""
    return [part for part in _once(lines) if _NOW.search(part) or not _LATER.search(part)]


def _once(lines: Sequence[str]) -> list[str]:
    """Return the sentences but for those of what is done again and again."""
    sentences = [part for line in lines for part in re.split(r"[。！!；;]", line) if part.strip()]
    return [part for part in sentences if _NOW.search(part) or not _AGAIN.search(part)]


def _stated(texts: Sequence[str], profile: Profile, *kinds: str) -> str:
    return next((phrase for text in texts if (phrase := profile.meaning(text, *kinds))), "")


def _without(links: Sequence[str], line: str) -> str:
    """Return a line without the links in it, empty where it holds nothing but links and what parts them."""
    rest = line
    for link in links:
        rest = rest.replace(link, " ") if link in rest and len(link) <= _LONGEST_LINK else rest
    return "" if line in links or not re.search(r"\w", rest) else re.sub(r"\s+", " ", rest).strip()
