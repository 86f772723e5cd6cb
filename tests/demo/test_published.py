"""What the portal has published stands apart from the department's list."""

from __future__ import annotations

from pathlib import Path

import requests
from hypothesis import given
from hypothesis import strategies as st

from tests.support.demo_visits import numbered
from zicha.model.time_limit import TimeLimit
from zicha_demo.application_rules import case_number
from zicha_demo.clock import beijing_now
from zicha_demo.publication import Publication
from zicha_demo.published import publish_all, read_published, write_published
from zicha_demo.server import DemoPortal


def promised(publication: Publication) -> TimeLimit:
    return TimeLimit.parse(next(each.text for each in publication.elements if each.name == "承诺办结时限"))


def test_what_is_published_wins_over_the_inventory(tmp_path: Path) -> None:
    before = [numbered(0), numbered(1)]
    published = read_published(write_published(before, tmp_path / "p.jsonl").read_text(encoding="utf-8"))
    after = numbered(1, 承诺办结时限="3个工作日")
    with DemoPortal([after], published=published) as portal:
        page = requests.get(portal.url + portal.publications[0].guide_path).text
    assert promised(portal.publications[0]) == TimeLimit.parse("10个工作日")
    assert "3个工作日" not in page


def test_a_matter_that_was_never_published_comes_from_the_inventory(tmp_path: Path) -> None:
    published = read_published(write_published([numbered(0)], tmp_path / "p.jsonl").read_text(encoding="utf-8"))
    fresh = numbered(2, 承诺办结时限="3个工作日")
    assert promised(publish_all([fresh], published)[0]) == TimeLimit.parse("3个工作日")


def test_a_matter_looks_the_same_whatever_subset_is_served(tmp_path: Path) -> None:
    matters = [numbered(index) for index in range(8)]
    published = read_published(write_published(matters, tmp_path / "p.jsonl").read_text(encoding="utf-8"))
    everything = publish_all(matters, published)
    assert publish_all(matters[5:6], published) == everything[5:6]


@given(code=st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=12, max_size=36), count=st.integers(1, 99999))
def test_a_case_number_has_43_characters_and_starts_with_the_code(code: str, count: int) -> None:
    number = case_number(code, beijing_now(), count)
    assert len(number) == 43
    assert number.startswith(code[:31])
