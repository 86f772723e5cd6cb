"""Where test applications may be handed in, evaluated and withdrawn. A portal hands over to hosts of others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from zicha.model.finding import Uncheckable
from zicha.portal.profile import is_loopback


@dataclass(frozen=True, slots=True)
class Permission:
    """This machine, and the hosts that the user has named where the profile allows to submit at all."""

    profile_allows: bool = False
    named: frozenset[str] = frozenset()
    """Hosts, each with or without its port."""

    def covers(self, address: str) -> bool:
        """Return whether something may be submitted at an address; a page without one has its parent's."""
        if address.startswith("about:") or is_loopback(address):
            return True
        host, port = _host(address)
        return self.profile_allows and host != "" and not self.named.isdisjoint({host, f"{host}:{port}"})

    def require(self, addresses: Iterable[str]) -> None:
        """Raise Uncheckable when one of the addresses is not covered."""
        for address in addresses:
            if not self.covers(address):
                raise Uncheckable(f"未获授权在 {_host(address)[0] or address} 提交测试件")


def _host(address: str) -> tuple[str, int | None]:
    """Return the host and port that a browser would ask; no host where it reads the address otherwise than we do."""
    try:
        parts = urlsplit(address)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        return "", None
    return ("", None) if "\\" in address else (parts.hostname or "", port)
