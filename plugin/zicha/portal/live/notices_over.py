"""What lies over a page as it opens and can only be closed: a notice to all, a newcomer's guide.

A person closes it and goes on. What asks for a login, a binding or a proof of identity, or has something to fill in, is
the page's own business and stays.
"""

from __future__ import annotations

import re
from contextlib import suppress

from playwright.sync_api import Error as BrowserError

from zicha.portal.live.login_page import asks_to_log_in
from zicha.portal.live.look import Button, Look
from zicha.portal.live.lying_over import CoveredError
from zicha.portal.live.proof_page import demands_proof, proves
from zicha.portal.live.tab import Tab
from zicha.portal.profile import Profile

_MOST_NOTICES = 3


def beneath_notices(tab: Tab, look: Look, profile: Profile) -> Look:
    """Close the notices that lie over a page; return it as it is then."""
    for _ in range(_MOST_NOTICES):
        close = _closes(look, profile)
        if close is None:
            break
        with suppress(BrowserError, CoveredError):
            tab.click(close, f"点击“{close.text}”")
        look = tab.look()
    return look


def _closes(look: Look, profile: Profile) -> Button | None:
    """Return what closes the uppermost notice, the last; None where nothing lies over the page, or asks for more."""
    over = [button for button in look.buttons if button.dialog and not button.in_form]
    asks = asks_to_log_in(look, profile) or any(demands_proof(text, profile) for text in look.dialogs)
    if not look.notices or asks or any(proves(button.text, profile) for button in over):
        return None
    words = profile.entries["close"]
    return next((button for button in reversed(over) if re.sub(r"\s", "", button.text) in words), None)
