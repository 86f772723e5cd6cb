"""What the user wants of an inspection."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from zicha.model.choices import Identity

EMBEDDED = "demo"
"""The profile of the embedded portal."""
AUTHORISATION = "authorisation.yaml"
"""What an authorisation is called where nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """What of the last run is inspected anew, where not all is: what is older than so many days, open, or changed."""

    stale_days: int | None = None
    open: bool = False
    since_change: bool = False

    def __bool__(self) -> bool:
        return self.stale_days is not None or self.open or self.since_change


@dataclass(frozen=True, slots=True)
class Options:
    """What the user wants, by the command line. `portal` is a profile's name, its file, or a loopback address."""

    inventory: Path
    report: Path
    checks: Path | None = None
    regions: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    identities: tuple[Identity, ...] = ()
    portal: str = EMBEDDED
    replay: Path | None = None
    reread: bool = False
    authorisation: Path | None = None
    resume: bool = False
    renewal: Renewal = Renewal()
    spot_check: Path | None = None
    pdf: bool = False
    other_selection: str = ""
    trace: Path | None = None
    """Where traces go, if any are to be kept."""
    recordings: tuple[str, ...] = ()
    """What records pages uncovered, as it is called where it was asked for: --tracing, --video."""

    @property
    def names_address(self) -> bool:
        """Whether the portal is given by its address."""
        return self.portal.startswith(("http://", "https://"))

    @property
    def selection(self) -> str:
        """What is chosen, in words; empty for everything."""
        chosen = {
            "区域": self.regions,
            "部门": self.departments,
            "事项": self.matters,
            "身份": self.identities,
            "自查方式": self.methods,
            "抽检": (str(self.spot_check),) if self.spot_check else (),
        }
        words = [f"{kind}：{'、'.join(values)}" for kind, values in chosen.items() if values]
        return "；".join([*words, *([self.other_selection] if self.other_selection else [])])
