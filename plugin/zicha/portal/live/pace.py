"""The polite pace: between two pages of one host an interval goes by, whoever on this machine asks for them.

Both identities, every worker and every other run of the same user share one folder. It holds a file for each host with
the time of its last page, and a lock beside it. Who waits holds the lock, so that the next one waits after them.

A host that says that it is busy is left alone for as long as it says, else for half a minute, and twice as long each
time it says so again. Of a host no more than so many pages a day are asked for.
"""

from __future__ import annotations

import math
import os
import stat
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import quote, urlsplit

from filelock import FileLock

from zicha.model.finding import Uncheckable
from zicha.portal.profile import is_loopback

_LONGEST_QUEUE = 30
"""After so many intervals the one who holds the lock is taken for stopped."""
_FIRST_PAUSE = 30.0
"""Seconds for which a host that is busy is left alone at first."""
_LONGEST_PAUSE = 600.0
_MOST_PAUSES = 4
"""What a run waits; of a host that asks for more, pages are not asked for while a pause lasts."""
_A_DAY = 86400.0


class Pace:
    """Called with an address before its page is asked for; returns when that is polite. Loopback needs no pace.

    The clock must be the same for all processes and must not be set back while the machine runs: `time.monotonic`.
    """

    def __init__(
        self,
        interval: float,
        folder: Path | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        pages_a_day: int = 0,
        today: Callable[[], date] = date.today,
    ) -> None:
        """`pages_a_day` of each host; 0 for as many as the interval leaves time for."""
        self._interval = interval
        self._pages_a_day = pages_a_day
        self._today = today
        self._folder = folder or shared_folder()
        self._clock = clock
        self._sleep = sleep

    def __call__(self, address: str) -> None:
        """Return when a page may be asked for. Raise Uncheckable where it may not be asked for today, or not soon."""
        if (host := self._host(address)) is None:
            return
        last = self._file(host, "last")
        try:
            _make_own(self._folder)
            self._wait_out_the_pause(host)
            with FileLock(last.with_suffix(".lock"), timeout=_LONGEST_QUEUE * self._interval):
                self._count(host)
                self._sleep(self._wait(last))
                last.write_text(repr(self._clock()), encoding="ascii")
        except OSError:  # a folder of somebody else, a full disk, a lock that never comes free
            self._sleep(self._interval)

    def slow_down(self, address: str, seconds: float | None = None) -> None:
        """Leave the host of an address alone: for so many seconds if it said so, else longer each time."""
        if (host := self._host(address)) is None:
            return
        with suppress(OSError):
            _make_own(self._folder)
            with FileLock(self._file(host, "lock"), timeout=_LONGEST_QUEUE * self._interval):
                until, times = self._pause(host)
                if until > self._clock() and seconds is None:
                    return  # others have heard the same
                pause = min(_FIRST_PAUSE * 2**times, _LONGEST_PAUSE) if seconds is None else min(seconds, _A_DAY)
                text = f"{self._clock() + pause!r} {times + 1}"
                self._file(host, "pause").write_text(text, encoding="ascii")

    def pause_left(self, address: str) -> float:
        """Return for how many seconds the host of an address is still left alone, as it asked for."""
        host = self._host(address)
        left = self._pause(host)[0] - self._clock() if host is not None else 0.0
        return left if 0 < left <= _A_DAY else 0.0

    def go_on(self, address: str) -> None:
        """Note that the host of an address serves pages again."""
        if (host := self._host(address)) is not None:
            with suppress(OSError):
                self._file(host, "pause").unlink(missing_ok=True)

    def _host(self, address: str) -> str | None:
        """Return the host whose pace is kept."""
        host = urlsplit(address).hostname
        return host if host and self._interval and not is_loopback(address) else None

    def _file(self, host: str, kind: str) -> Path:
        return self._folder / f"{quote(host, safe='')}.{kind}"

    def _pause(self, host: str) -> tuple[float, int]:
        """Return until when the host is left alone, and how often it has asked for that."""
        try:
            until, times = self._file(host, "pause").read_text(encoding="ascii").split()
            return float(until), int(times)
        except (FileNotFoundError, ValueError):
            return 0.0, 0

    def _wait_out_the_pause(self, host: str) -> None:
        until, times = self._pause(host)
        left = until - self._clock()
        if left > _A_DAY:  # the clock began anew
            self._file(host, "pause").unlink(missing_ok=True)
        elif left > 0 and (left > _LONGEST_PAUSE or times > _MOST_PAUSES):
            raise Uncheckable(f"门户要求稍后再访问（约 {math.ceil(left / 60)} 分钟以后），没有访问")
        elif left > 0:
            self._sleep(left)

    def _count(self, host: str) -> None:
        """Count a page of today. Raise Uncheckable if it would be one too many."""
        if not self._pages_a_day:
            return
        file, today = self._file(host, "day"), self._today().isoformat()
        try:
            day, number = file.read_text(encoding="ascii").split()
            pages = int(number) if day == today else 0
        except (FileNotFoundError, ValueError):
            pages = 0
        if pages >= self._pages_a_day:
            raise Uncheckable(f"今天已经访问 {host} {pages} 页，达到每日上限，请明天用 --resume 接着查")
        file.write_text(f"{today} {pages + 1}", encoding="ascii")

    def _wait(self, last: Path) -> float:
        """Return how long the host must still be left alone: never longer than the interval, whatever the file says."""
        try:
            since = self._clock() - float(last.read_text(encoding="ascii"))
        except FileNotFoundError:
            return 0
        except ValueError:  # cut off when its writer was ended
            return self._interval
        return min(max(self._interval - since, 0), self._interval)


def seconds_of(retry_after: str, now: datetime) -> float | None:
    """Return for how long a host wants to be left alone, by its Retry-After; None where it says nothing."""
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        return max(0.0, (parsedate_to_datetime(retry_after) - now).total_seconds())
    except (ValueError, TypeError):  # nothing, nonsense, or a moment without its zone
        return None


def shared_folder() -> Path:
    """Return the folder that all processes of this user share."""
    user = str(os.getuid()) if hasattr(os, "getuid") else "user"  # on Windows the folder is each user's own
    return Path(tempfile.gettempdir()) / f"zicha-pace-{user}"


def _make_own(folder: Path) -> None:
    """Make the folder. Raise OSError where somebody else has made it, or a link, so that nothing of ours goes there."""
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700, parents=True)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or (hasattr(os, "getuid") and status.st_uid != os.getuid()):
        raise PermissionError(f"{folder} 不是本用户的文件夹")
