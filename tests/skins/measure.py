"""How well guides are read and judged on skins that nobody has seen before: `make skins SEEDS=200`.

Each seed draws a skin, and a few cases of the detection matrix are put on it. What the checks conclude of the guide as
it was read is held against what they conclude of it as a person reads it.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from playwright.sync_api import sync_playwright

from tests.skins.judging import guide_cases, judged, listed, publication_of, submission_of
from tests.skins.publications import opened_pages
from tests.skins.reading_back import differences
from tests.skins.telling import publication_text
from tests.support import easel
from tests.support.guide_shapes import PROFILE
from zicha.inspection.browser import launch_browser
from zicha.model.finding import Verdict
from zicha.portal.guide.reader import read_opened
from zicha_demo.skins.grammar import Skin, alternatives, draw
from zicha_demo.skins.guide_choices import GuideChoices

CASES_OF_A_SEED = 3
_HEAD = f"{'':28}{'份数':>6}{'读全':>7}{'检出率':>7}{'准确率':>7}{'漏报为清白':>8}{'无谓待查':>8}"


@dataclass
class Tally:
    """What was counted over some guides. A unit is one check of one guide."""

    guides: int = 0
    read_whole: int = 0
    units: int = 0
    problems: int = 0
    found: int = 0
    ticked: int = 0
    false_clean: int = 0
    needless_open: int = 0

    def add(self, true: Verdict, read: Verdict) -> None:
        """Count one unit."""
        self.units += 1
        self.problems += true is Verdict.PROBLEM
        self.ticked += read is Verdict.PROBLEM
        self.found += true is read is Verdict.PROBLEM
        self.false_clean += true is Verdict.PROBLEM and read is Verdict.CLEAN
        self.needless_open += true is Verdict.CLEAN and read is Verdict.NEEDS_PERSON

    @property
    def recall(self) -> float:
        return self.found / self.problems if self.problems else 1.0

    @property
    def precision(self) -> float:
        return self.found / self.ticked if self.ticked else 1.0

    def line(self, name: str) -> str:
        """Return a line of the table."""
        whole, needless = self.read_whole / max(self.guides, 1), self.needless_open / max(self.units, 1)
        return (
            f"{name:28}{self.guides:8}{whole:9.1%}{self.recall:10.1%}{self.precision:10.1%}"
            f"{self.false_clean:12}{needless:12.1%}"
        )


def measured(seeds: Iterable[int | str]) -> tuple[Tally, Mapping[tuple[str, str], Tally]]:
    """Return what was counted over all seeds, and for each choice of the grammar."""
    total, of_choice = Tally(), defaultdict[tuple[str, str], Tally](Tally)
    for place, seed in enumerate(seeds):
        skin = draw(seed)
        for case_place in range(place * CASES_OF_A_SEED, (place + 1) * CASES_OF_A_SEED):
            tallies = [total, *(of_choice[name, choice] for name, choice in skin)]
            _count(skin, case_place, tallies)
    return total, of_choice


def _count(skin: Skin, place: int, tallies: Iterable[Tally]) -> None:
    case = guide_cases()[place % len(guide_cases())]
    publication = publication_of(case).model_copy(update={"skin": skin})
    text = read_opened(opened_pages(publication), PROFILE)
    matter, application = listed(case), submission_of(publication)
    true, read = (judged(each, matter, application) for each in (publication_text(publication), text))
    is_whole = not differences(publication, text)
    for tally in tallies:
        tally.guides += 1
        tally.read_whole += is_whole
        for check, verdict in true.verdicts.items():
            tally.add(verdict, read.verdicts[check])


def table(total: Tally, of_choice: Mapping[tuple[str, str], Tally]) -> Iterator[str]:
    """Yield the lines of the table, the choices of each kind with the weakest first."""
    yield _HEAD
    yield total.line("全部")
    for name in GuideChoices.model_fields:
        choices = alternatives()[name]
        made = [(of_choice[name, choice], choice) for choice in choices if (name, choice) in of_choice]
        for tally, choice in sorted(made, key=lambda entry: entry[0].read_whole / entry[0].guides):
            yield tally.line(f"{name}={choice}")


def main() -> None:
    """Draw as many seeds as asked, from the clock or from the one given, and print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    first = int(sys.argv[2]) if len(sys.argv) > 2 else time.time_ns() // 1_000_000
    print(f"种子 {first} 起 {count} 个；重做：make skins SEEDS={count} FROM={first}")
    with sync_playwright() as playwright:
        browser = launch_browser(playwright)
        with easel.set_up(browser):
            print("\n".join(table(*measured(range(first, first + count)))))
        browser.close()


if __name__ == "__main__":
    main()
