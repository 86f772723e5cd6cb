"""授权书 in as few words as a test needs: everything is allowed on the hosts named, for years, but what is changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from zicha.portal.authorisation import ALL, Authorisation, Deed, written
from zicha.portal.permission import Permission


def authorisation(*hosts: str, **changes: Any) -> Authorisation:
    """An authorisation for these hosts, of which the first is the portal's; changed by the names of its fields."""
    usual = {
        "authorised_by": "测试局 王测试",
        "contact": "0371-00000000",
        "portal": f"http://{hosts[0]}",
        "matters": (ALL,),
        "deeds": tuple(Deed),
        "hosts": hosts,
        "send_to": hosts,
        "until": "2099-12-31",
    }
    return Authorisation.model_validate({**usual, **changes})


def permitted(*hosts: str, **changes: Any) -> Permission:
    """What a run may do by such an authorisation."""
    return Permission(authorisation(*hosts, **changes))


def authorise(file: Path, *hosts: str, **changes: Any) -> Path:
    """Write such an authorisation for a run: `--authorisation=FILE`, or authorisation.yaml beside matters."""
    file.write_text(written(authorisation(*hosts, **changes)), encoding="utf-8")
    return file
