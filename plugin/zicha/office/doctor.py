"""zicha doctor: everything that an inspection needs, looked at before it begins; a line for each thing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from zicha.inspection.options import Options
from zicha.office.diagnosis import Diagnosis
from zicha.office.machine_health import (
    diagnose_browser,
    diagnose_calendar,
    diagnose_fonts,
    diagnose_machine,
    probe_browser,
    probe_fonts,
    probe_machine,
)
from zicha.office.portal_health import diagnose_portal
from zicha.office.project_health import diagnose_checks, diagnose_report, read_inventory


def diagnose(options: Options, now: datetime) -> Iterator[Diagnosis]:
    """Yield what there is to say of everything, in the order in which it would be mended."""
    yield from diagnose_machine(probe_machine(options.report, now))
    yield diagnose_browser(probe_browser())
    yield diagnose_fonts(probe_fonts())
    yield from diagnose_calendar(now.date())
    yield diagnose_checks(options.inventory.parent)
    matters, lines = read_inventory(options.inventory, now)
    yield from lines
    yield from diagnose_report(options.report, now)
    yield from diagnose_portal(options, matters, now)
