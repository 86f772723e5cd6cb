"""Visit the hostile portal in a network of its own, whose only way out counts its packets; print the count.

Started by `unshare --net`, as root. What is asked of this machine goes through lo; all else would go through `out`.
"""

from __future__ import annotations

import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

_SET_UP = (
    "ip link set lo up",
    "ip link add out type veth peer name beyond",
    "ip addr add 10.99.99.1/24 dev out",
    "ip link set beyond up",
    "ip link set out up",
    "ip route add default dev out",
)
_DEVICES = Path("/proc/self/net/dev")
_SENT = 9
"""The column of the packets that were sent."""


def packets() -> int:
    """Return how many packets have left for other machines."""
    (line,) = (each.split(":")[1] for each in _DEVICES.read_text().splitlines() if each.strip().startswith("out:"))
    return int(line.split()[_SENT])


def set_up() -> None:
    """Make the way out; without IPv6, which speaks of its own accord. Raise OSError or CalledProcessError."""
    for place in ("all", "default"):
        Path(f"/proc/sys/net/ipv6/conf/{place}/disable_ipv6").write_text("1")
    for command in _SET_UP:
        subprocess.run(command.split(), check=True, capture_output=True)


def visit(folder: Path) -> int:
    """Log in, read guides that ask strangers for everything, and fetch their files, as an inspection does.

    Return how many packets left meanwhile.
    """
    from tests.hostile_portal.server import hostile_portal
    from tests.support.live_portals import LIMITS, kept
    from tests.support.matters import make_matter
    from zicha.documents.reader import DocumentReader
    from zicha.inspection.driver import Driver
    from zicha.inspection.run import now
    from zicha.inspection.settings import settings_of
    from zicha.model.matter import Identity
    from zicha.portal.live.observer import LiveObserver
    from zicha.portal.live.terms import Terms
    from zicha.portal.permission import Permission, gate_of
    from zicha.portal.profile import Profile, load_profile

    with hostile_portal() as site, DocumentReader() as documents:
        pages = {"home": "/", "guide": "/guide/{page_id}", "login": "/login/form", "cases": "/cases"}
        account = {"tab": "个人登录", "user": "ceshi", "password": "Geheim-1"}
        profile = Profile.model_validate(
            load_profile("demo", site.address).model_dump()
            | {"pages": pages, "accounts": {Identity.PERSON: account}, "limits": LIMITS, "handover_hosts": ()}
        )
        before = packets()  # the server has asked for its own name
        driver, thresholds = Driver(given=None), settings_of(profile, "hostile").thresholds
        browser = driver.launch({}, gate_of(profile, Permission()).hosts)
        observer = LiveObserver(browser, {}, Terms(profile, thresholds, Permission(), now), documents.read)
        portal = kept(folder, observer, profile)
        for guide in ("everything", "file-metadata", "redirect"):
            matter = make_matter(["自然人"], code=f"1141020000519736{len(guide):02}000119001000"[:31])
            matter = matter.model_copy(update={"page_id": guide})
            portal.guide(matter)
            portal.forms(matter)
            portal.application(matter, Identity.PERSON)
        observer.end()
        driver.stop()
        return packets() - before


def main() -> int:
    """Return 0 where no packet left, 1 where one did, 2 where this machine lets nobody make a network."""
    try:
        set_up()
    except (OSError, subprocess.CalledProcessError) as error:
        print(error)
        return 2
    with TemporaryDirectory() as folder:
        during = visit(Path(folder))
    before = packets()
    with suppress(OSError), socket.socket() as other:
        other.settimeout(0.2)
        other.connect(("192.0.2.1", 80))
    print(f"{during} packets left; a connection of our own made {packets() - before}")
    return 1 if during or packets() == before else 0


if __name__ == "__main__":
    sys.exit(main())
