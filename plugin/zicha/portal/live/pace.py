"""The polite pace: between two pages of one host an interval goes by, whoever on this machine asks for them.

Both identities, every worker and every other run of the same user share one folder. It holds a file for each host with
the time of its last page, and a lock beside it. Who waits holds the lock, so that the next one waits after them.
"""

from __future__ import annotations

import os
import stat
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, urlsplit

from filelock import FileLock

from zicha.portal.profile import is_loopback

_LONGEST_QUEUE = 30
"""After so many intervals the one who holds the lock is taken for stopped."""


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
    ) -> None:
        self._interval = interval
        self._folder = folder or shared_folder()
        self._clock = clock
        self._sleep = sleep

    def __call__(self, address: str) -> None:
        host = urlsplit(address).hostname
        if not host or not self._interval or is_loopback(address):
            return
        last = self._folder / f"{quote(host, safe='')}.last"
        try:
            _make_own(self._folder)
            with FileLock(last.with_suffix(".lock"), timeout=_LONGEST_QUEUE * self._interval):
                self._sleep(self._wait(last))
                last.write_text(repr(self._clock()), encoding="ascii")
        except OSError:  # a folder of somebody else, a full disk, a lock that never comes free
            self._sleep(self._interval)

    def _wait(self, last: Path) -> float:
        """Return how long the host must still be left alone: never longer than the interval, whatever the file says."""
        try:
            since = self._clock() - float(last.read_text(encoding="ascii"))
        except FileNotFoundError:
            return 0
        except ValueError:  # cut off when its writer was ended
            return self._interval
        return min(max(self._interval - since, 0), self._interval)


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
