"""What a run may do at its portal: everything at the embedded one, elsewhere what its authorisation says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from zicha.model.finding import Uncheckable
from zicha.model.refusals import first_refusal
from zicha.portal.authorisation import Authorisation, AuthorisationError, Deed
from zicha.portal.gate import Gate, Place, is_one, place_of
from zicha.portal.profile import Profile, is_loopback

_IN_WORDS = {Deed.SUBMIT: "提交测试件", Deed.EVALUATE: "提交评价", Deed.WITHDRAW: "撤回测试件"}


@dataclass(frozen=True, slots=True)
class Permission:
    """Everything on this machine, for the embedded portal; with an authorisation, what that says and nothing else."""

    authorisation: Authorisation | None = None

    def covers(self, address: str, deed: Deed = Deed.SUBMIT) -> bool:
        """Return whether something may be done at an address; a page without one has its parent's."""
        if address.startswith("about:"):
            return True
        if self.authorisation is None:
            return is_loopback(address)
        place = place_of(address)
        return deed in self.authorisation.deeds and place is not None and self.may_send(place)

    def require(self, addresses: Iterable[str], deed: Deed = Deed.SUBMIT) -> None:
        """Raise Uncheckable when one of the addresses is not covered."""
        for address in addresses:
            if not self.covers(address, deed):
                place = place_of(address)
                raise Uncheckable(f"未获授权在 {place.host if place else address} {_IN_WORDS.get(deed, deed)}")

    def pages_a_day(self, of_profile: int) -> int:
        """Return how many pages of a host may be asked for in a day; 0 for any number."""
        own = self.authorisation.pages_a_day if self.authorisation is not None else None
        return min((each for each in (of_profile, own) if each), default=0)

    def may_reach(self, place: Place) -> bool:
        """Return whether a place may be asked for anything."""
        return self.authorisation is None or is_one(place, self.authorisation.hosts)

    def may_send(self, place: Place) -> bool:
        """Return whether anything may be sent to a place."""
        return is_loopback(place.address) if self.authorisation is None else is_one(place, self.authorisation.send_to)


def gate_of(profile: Profile, permission: Permission) -> Gate:
    """Return the gate of a portal: what its profile names and its permission covers."""
    return Gate(
        own=own_hosts(profile),
        handover=_lower(profile.handover_hosts),
        files=_lower(profile.file_hosts),
        resources=_lower(profile.resource_hosts),
        unneeded=_lower(profile.unneeded_hosts),
        may_send=permission.may_send,
        may_reach=permission.may_reach,
        is_encrypted=urlsplit(profile.address).scheme == "https",
    )


def authorisation_for(profile: Profile, **terms: Any) -> Authorisation:
    """Return an authorisation of the given terms, by their Chinese names, for all hosts that a profile names.

    Nothing is sent to systems that the portal hands over to, but where test applications are allowed. Raise
    AuthorisationError where a term is none.
    """
    own, handover = own_hosts(profile), _lower(profile.handover_hosts)
    hosts = (*own, *handover, *_lower(profile.file_hosts), *_lower(profile.resource_hosts))
    try:
        is_submitting = Deed.SUBMIT in map(Deed, terms["允许"])
    except ValueError as error:
        raise AuthorisationError(f"可以允许的有：{'、'.join(Deed)}") from error
    places = {
        "门户网址": profile.address,
        "访问主机": list(dict.fromkeys(hosts)),
        "发送主机": list(dict.fromkeys((*own, *handover) if is_submitting else own)),
    }
    try:
        return Authorisation.model_validate({**terms, **places})
    except ValidationError as error:
        raise AuthorisationError(f"授权书的{first_refusal(error)}") from error


def own_hosts(profile: Profile) -> tuple[str, ...]:
    """Return the hosts of the portal itself."""
    places = (place_of(address) for address in (profile.address, profile.login_address))
    return _lower(dict.fromkeys((*(place.host for place in places if place), *profile.hosts)))


def _lower(hosts: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(str.lower, hosts))
