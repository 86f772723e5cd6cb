"""What no guide of a run shows is asked once, of the portal as a whole: found out when all guides have been visited."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from zicha.catalogue.checks import Check
from zicha.evidence.archive import Manifest
from zicha.judging.conclusion import Examination, asked_of_portal
from zicha.judging.gaps import elements_in_doubt, is_gap, shown_on
from zicha.model.facts.guide import GuidePage
from zicha.model.facts.records import Record
from zicha.model.finding import Finding
from zicha.model.matter import Matter


def portal_gaps(
    findings: Sequence[Finding],
    matters: Mapping[str, Matter],
    checks: Mapping[str, Check],
    manifest: Manifest,
    guide_of: Callable[[str], Record | None],
) -> Iterator[Finding]:
    """Yield the findings that change as the guides of all matters tell what the portal does not show."""
    doubtful = elements_in_doubt(findings)
    if not doubtful:
        return
    codes = dict.fromkeys(finding.matter for finding in findings)
    records = (record for code in codes if (record := guide_of(code)) is not None)
    shown = shown_on((record.fact for record in records if isinstance(record.fact, GuidePage)), doubtful)
    for finding in findings:
        record = guide_of(finding.matter) if any(map(is_gap, finding.problems)) else None
        if record is None:
            continue
        check, matter = checks[finding.check], matters[finding.matter]
        examination = Examination(
            *(check, matter, finding.identity, [record], finding.evidence, manifest, finding.judged_at)
        )
        revised = asked_of_portal(finding, examination, shown)
        if revised is not finding:
            yield revised
