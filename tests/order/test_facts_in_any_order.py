"""What an observer sees does not depend on what it saw before: every ordered pair of facts on one matter.

Of each pair, made one after the other by one observer, both are equal to what a fresh observer makes of them, on a
portal with the same past. One browser serves them all; every visit begins with nothing in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import permutations
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.support.live_matters import numbered
from zicha.documents.reader import DocumentReader
from zicha.inspection.browser import find_browser
from zicha.inspection.run import now
from zicha.inspection.settings import settings_of
from zicha.model.facts.records import Sighting
from zicha.model.matter import Identity, Matter
from zicha.portal.live.observer import LiveObserver
from zicha.portal.live.terms import Terms
from zicha.portal.permission import Permission
from zicha.portal.profile import Limits, load_profile
from zicha_demo.defects import Defects
from zicha_demo.server import DemoPortal

NUMBER = "410200202601050001"
MATTER: Matter = numbered(
    0,
    "健康事项许可",
    cases=[
        {
            "办件编号": NUMBER,
            "申请人身份": "法人",
            "申请人同意": {"方式": "书面", "时间": "2026-01-04", "经办人": "联络员"},
            "申请人区划代码": "410202",
            "申请时间": "2026-01-05 09:00:00",
            "是否受理": True,
            "受理时间": "2026-01-05 10:00:00",
            "办结时间": "2026-01-12 10:00:00",
            "纸质证照制发时间": "2026-01-12 11:00:00",
        }
    ],
)
"""With a case that is finished, so that there is something to see in the personal centre."""
WHO = Identity.LEGAL_PERSON
LIMITS = Limits(page=60, spinner=20, click=5, attempts=2, interval=0, download=60, megabytes=2)
"""Everything is healthy, so that patience costs nothing and a busy machine changes no fact."""
Fact = Callable[[LiveObserver], Sighting]
FACTS: dict[str, Fact] = {
    "login": lambda observer: observer.login(WHO),
    "guide": lambda observer: observer.guide(MATTER),
    "forms": lambda observer: observer.forms(MATTER),
    "evaluation": lambda observer: observer.evaluation(MATTER),
    "application": lambda observer: observer.application(MATTER, WHO),
    "submission": lambda observer: observer.submission(MATTER, WHO, lambda sighting: None),
    "progress": lambda observer: observer.progress(MATTER, WHO, NUMBER),
    "licences": lambda observer: observer.licences(MATTER, WHO),
    "prompt": lambda observer: observer.prompt(MATTER, WHO, NUMBER, is_test_application=True),
    "rating": lambda observer: observer.rating(MATTER, WHO, NUMBER),
    "evaluations": lambda observer: observer.evaluations(MATTER, WHO, NUMBER),
}
LEAVE_TRACES = ("application", "submission", "rating")
"""Facts after which the portal itself shows another state: a form begun, a case, an evaluation."""
_TIMES = ("at", "seconds", "age")
_OF_THIS_VISIT = re.compile(r"127\.0\.0\.1:\d+|[?&](sqid|ticket)=[^&\"#]*|(?<!\d)41\d{12,}")
"""Ports, applications and test cases are numbered anew on each portal."""


@pytest.fixture(scope="module")
def see(launch_browser: Callable[..., Browser]) -> Iterator[Callable[..., list[str]]]:
    """Let one observer after the other look at a fresh portal, each at the facts named, and give what they saw."""
    installed = find_browser()
    browser = launch_browser(**({"executable_path": str(installed)} if installed else {}))

    def run(*visits: tuple[str, ...]) -> list[str]:
        with DemoPortal((MATTER,), Defects(variants=()), published={}) as portal:
            profile = load_profile("demo", portal.url).model_copy(update={"limits": LIMITS})
            sightings: list[str] = []
            for names in visits:
                thresholds = settings_of(profile, "demo").thresholds
                terms = Terms(profile, thresholds, Permission(), now)
                observer = LiveObserver(browser, {"locale": "zh-CN"}, terms, reader.read)
                sightings += [_comparable(FACTS[name](observer)) for name in names]
                observer.close()
            return sightings

    with DocumentReader(seconds=120) as reader:
        yield run
    browser.close()


@pytest.fixture(scope="module")
def alone(see: Callable[..., list[str]]) -> Callable[[str], str]:
    """A fact as a fresh observer makes it."""
    return cache(lambda name: see((name,))[0])


@pytest.fixture(scope="module")
def after(see: Callable[..., list[str]]) -> Callable[[str, str], str]:
    """A fact as a fresh observer makes it where the portal shows the trace of another one.

    Those that leave no trace themselves are made one after the other on the same portal.
    """

    @cache
    def without_traces(one: str) -> dict[str, str]:
        others = [name for name in FACTS if name not in LEAVE_TRACES]
        return dict(zip(others, see((one,), *((other,) for other in others))[1:], strict=True))

    return lambda one, other: see((one,), (other,))[1] if other in LEAVE_TRACES else without_traces(one)[other]


def _comparable(sighting: Sighting) -> str:
    assert sighting.fact is not None
    data = _without_times(sighting.fact.model_dump(mode="json"))
    return _OF_THIS_VISIT.sub("…", json.dumps(data, ensure_ascii=False, indent=1))


def _without_times(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without_times(value) for key, value in data.items() if key not in _TIMES}
    return [_without_times(value) for value in data] if isinstance(data, list) else data


@pytest.mark.parametrize(("one", "other"), list(permutations(FACTS, 2)))
def test_a_fact_is_the_same_after_any_other(
    one: str,
    other: str,
    see: Callable[..., list[str]],
    alone: Callable[[str], str],
    after: Callable[[str, str], str],
) -> None:
    expected = after(one, other) if one in LEAVE_TRACES else alone(other)
    assert see((one, other)) == [alone(one), expected]
