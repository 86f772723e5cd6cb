"""Which checks are made on which matters, and for whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

from zicha.catalogue.checks import Check, catalogue
from zicha.evidence.seal import FINDINGS
from zicha.inspection.options import Options
from zicha.inventory import Inventory, load
from zicha.ledger.findings_file import read_findings, whole_findings
from zicha.model.choices import Identity, Method
from zicha.model.finding import Finding, Verdict
from zicha.model.matter import Matter
from zicha.spot_check.sample import Sample, read_sample


class Selection:
    """The inventory and the catalogue, and what the user has chosen of them. Each is read when it is needed first."""

    def __init__(self, options: Options, today: date) -> None:
        self._options = options
        self._today = today
        self.is_judged_anew = False
        """Whether what the run that is gone on with has concluded does not count."""
        self.kept: frozenset[str] = frozenset()
        """The codes of the chosen matters that are judged by the evidence of the last run."""

    @cached_property
    def inventory(self) -> Inventory:
        """All matters. Raise InventoryError."""
        return load(self._options.inventory, self._today)

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """The shipped checks, and those of a project that inspects matters. Raise CatalogueError."""
        return catalogue(self._options.checks if self._options.inventory.is_dir() else None)

    @cached_property
    def check_of_test(self) -> Mapping[str, Check]:
        """The checks by the names of their test functions."""
        return {f"test_{check.name}": check for check in self.checks}

    @cached_property
    def sample(self) -> Sample | None:
        """The rows that are inspected anew, where this is a spot check. Raise SampleError."""
        return read_sample(self._options.spot_check) if self._options.spot_check else None

    @cached_property
    def matters(self) -> tuple[Matter, ...]:
        """The chosen matters. Raise InventoryError, SelectionError or SampleError."""
        options = self._options
        chosen = self.inventory.select(
            regions=options.regions, departments=options.departments, matters=options.matters, methods=options.methods
        ).matters
        if self.sample is not None:
            chosen = tuple(matter for matter in chosen if matter.code in self.sample.codes)
        return tuple(matter for matter in chosen if self.identities(matter))

    def identities(self, matter: Matter) -> tuple[Identity, ...]:
        """Return the chosen identities of a matter."""
        chosen = self._options.identities
        return tuple(identity for identity in matter.identities if not chosen or identity in chosen)

    @property
    def journeys(self) -> Iterator[Method]:
        """Yield how each matter that is inspected now is inspected, once for each of its chosen identities."""
        inspected = (matter for matter in self.matters if matter.code not in self.kept)
        return (matter.method for matter in inspected for _ in self.identities(matter))

    def siblings(self, matter: Matter) -> tuple[Matter, ...]:
        """Return the same item (基本编码) as other departments of the inventory list it."""
        return tuple(each for each in self._same_item[matter.basic_code] if each.code != matter.code)

    @cached_property
    def recorded(self) -> frozenset[tuple[str, str, Identity | None]] | None:
        """What the run that is replayed had checked: check, matter, identity. None when nothing is replayed.

        Raise FindingsUnreadable.
        """
        file = self._options.replay / FINDINGS if self._options.replay else None
        return _subjects(read_findings(file)) if file is not None and file.exists() else None

    @cached_property
    def concluded(self) -> frozenset[tuple[str, str, Identity | None]]:
        """What the run that is gone on with has concluded; 未能核查 is no conclusion.

        Where anything that it judged on has changed, all is judged anew, from the evidence it left.
        """
        if not self._options.resume or self.is_judged_anew:
            return frozenset()
        file = self._options.report / FINDINGS
        findings = whole_findings(file) if file.exists() else ()
        return _subjects(each for each in findings if each.verdict is not Verdict.UNCHECKED)

    def is_left_out(self, check: str, matter: str, identity: Identity | None) -> bool:
        """Return whether a replay has nothing to judge, or a run that goes on with an earlier one has nothing to do."""
        subject = (check, matter, identity)
        return subject in self.concluded or (self.recorded is not None and subject not in self.recorded)

    @cached_property
    def _same_item(self) -> Mapping[str, tuple[Matter, ...]]:
        same: dict[str, tuple[Matter, ...]] = defaultdict(tuple)
        for matter in self.inventory.matters:
            if matter.basic_code:
                same[matter.basic_code] += (matter,)
        return same


def _subjects(findings: Iterable[Finding]) -> frozenset[tuple[str, str, Identity | None]]:
    return frozenset((finding.check, finding.matter, finding.identity) for finding in findings)
