"""What a team would write first: pytest-playwright, and for every check a fresh page that goes all the way anew.

Run by bench.py with PORTAL and INVENTORY in the environment. It judges nothing.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from bare_visit import apply, log_in, look_around, open_application, open_guide
from playwright.sync_api import Browser

from zicha.catalogue.checks import REACH, Check, Need, catalogue
from zicha.inspection.browser import find_browser
from zicha.inventory import load
from zicha.model.matter import Identity, Matter

PORTAL = os.environ["PORTAL"]
CASES = [
    pytest.param(check, matter, identity, id=f"{check.name}-{matter.code}-{identity.name}")
    for matter in load(Path(os.environ["INVENTORY"])).matters
    for check in catalogue()
    for identity in (matter.identities if check.per.value == "identity" else matter.identities[:1])
    if REACH[matter.method].intersection(check.needs) - {Need.CASE}
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    installed = find_browser()
    return {**browser_type_launch_args, **({"executable_path": str(installed)} if installed else {})}


@pytest.mark.parametrize(("check", "matter", "identity"), CASES)
def test_check(check: Check, matter: Matter, identity: Identity, browser: Browser) -> None:
    context = browser.new_context()
    if check.needs == (Need.VIEW,):
        page = context.new_page()
        open_guide(page, PORTAL, matter)
        look_around(page)
    else:
        page = log_in(context, PORTAL, identity)
        open_guide(page, PORTAL, matter)
        application = open_application(page)
        submits = Need.SUBMIT in check.needs and Need.SUBMIT in REACH[matter.method]
        apply(application, submits)
        if submits:
            page.goto(f"{PORTAL}/uc/cases")
    context.close()
