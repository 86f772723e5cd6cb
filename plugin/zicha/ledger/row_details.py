"""What stands behind a row of the page: what tells something one by one, and what says the same together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from zicha.catalogue.form import ledger_form
from zicha.ledger.printing import local_time
from zicha.ledger.rows import Outcome, Row

_PICTURES = (".jpg", ".jpeg", ".png")
_MOST_PICTURES = 6


class Alike(NamedTuple):
    """Checks with one conclusion, for one reason, at one time, by the same evidence."""

    outcome: Outcome
    titles: tuple[str, ...]


def telling(row: Row) -> tuple[Outcome, ...]:
    """Return the outcomes that have a problem or a question of their own."""
    return tuple(outcome for outcome in row.outcomes if _tells(outcome))


def alike(row: Row) -> tuple[Alike, ...]:
    """Return all other outcomes, those that say the same together."""
    groups: dict[tuple[object, ...], list[Outcome]] = defaultdict(list)
    for outcome in row.outcomes:
        if not _tells(outcome):
            finding = outcome.finding
            same = (finding.reason, finding.blocked_by, finding.evidence) if finding else ()
            groups[(outcome.word, outcome.open, *same, local_time(finding.observed_at) if finding else "")].append(
                outcome
            )
    return tuple(Alike(group[0], tuple(_titles(row, group))) for group in groups.values())


def _titles(row: Row, outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Yield the title of each check once, with the identities that it was made for and how much it has compared."""
    both = len(row.matter.identities) > 1
    identities: dict[tuple[str, str], list[str]] = defaultdict(list)
    for outcome in outcomes:
        identities[outcome.title, outcome.compared] += [outcome.identity] if both and outcome.identity else []
    for (title, compared), made_for in identities.items():
        yield title + "".join(f"（{words}）" for words in ("、".join(made_for), compared) if words)


def pictures(row: Row) -> tuple[str, ...]:
    """Return the screenshots of what was found or is asked, each once."""
    shown = [each for each in telling(row) if each.finding and (each.was_ticked or each.open)]
    paths = (path for each in shown if each.finding for path in each.finding.evidence)
    return tuple(dict.fromkeys(path for path in paths if path.lower().endswith(_PICTURES)))[:_MOST_PICTURES]


def points_of(row: Row) -> tuple[str, ...]:
    """Return the points of the notice in which something is ticked or open."""
    form = ledger_form()
    columns = {form.box(code).column for code in row.boxes}
    unsettled = {outcome.point for outcome in row.outcomes if outcome.is_ticked or outcome.open}
    return tuple(point.key for point in form.points if point.column in columns or point.key in unsettled)


def _tells(outcome: Outcome) -> bool:
    finding = outcome.finding
    return finding is not None and bool(finding.problems or finding.questions or finding.second_look or outcome.refuted)
