"""Where test applications may be handed in, evaluated and withdrawn. A portal hands over to hosts of others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from zicha.model.finding import Uncheckable
from zicha.portal.gate import Gate, is_one
from zicha.portal.profile import Profile, is_loopback


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


def gate_of(profile: Profile, permission: Permission) -> Gate:
    """Return the gate of a portal: what its profile names, and whether something may be sent there."""
    own = tuple(host for address in (profile.address, profile.login_address) if (host := _host(address)[0]))
    own = tuple(map(str.lower, (*own, *profile.hosts)))
    return Gate(
        own=own,
        handover=_lower(profile.handover_hosts),
        files=_lower(profile.file_hosts),
        resources=_lower(profile.resource_hosts),
        unneeded=_lower(profile.unneeded_hosts),
        may_send=lambda place: is_one(place, own) or permission.covers(place.address),
        is_encrypted=urlsplit(profile.address).scheme == "https",
    )


def _lower(hosts: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(str.lower, hosts))


def _host(address: str) -> tuple[str, int | None]:
    """Return the host and port that a browser would ask; no host where it reads the address otherwise than we do."""
    try:
        parts = urlsplit(address)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        return "", None
    return ("", None) if "\\" in address else (parts.hostname or "", port)
