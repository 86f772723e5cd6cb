"""Whether a portal is the embedded one, which says so itself, under whatever name or address it is reached."""

from __future__ import annotations

import requests

from zicha.portal.gate import GateRequest
from zicha.portal.permission import Permission, gate_of
from zicha.portal.profile import Profile, is_loopback

MARK = "x-zicha-demo"
"""The header by which every answer of the embedded portal tells what it is."""
_PATH = "/zicha-demo"
_PATIENCE = 5


def is_embedded(profile: Profile) -> bool:
    """Ask a portal whether it is the embedded one. What does not answer is not."""
    address = profile.address + _PATH
    if gate_of(profile, Permission()).stop(GateRequest("GET", address, "Document")) is not None:
        return False
    try:
        with requests.Session() as session:
            session.trust_env = not is_loopback(address)
            with session.get(address, timeout=_PATIENCE, allow_redirects=False, stream=True) as answer:
                return answer.headers.get(MARK) == "1"
    except requests.RequestException:
        return False
