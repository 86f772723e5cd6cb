"""Any publication on any skin reads back to itself: elements, materials, steps, marks, links, questions."""

from __future__ import annotations

import os

import pytest

from tests.skins.publications import opened_pages, published
from tests.skins.reading_back import differences
from tests.support.guide_shapes import PROFILE
from zicha.portal.guide.reader import read_opened
from zicha_demo.skins.grammar import Skin, alternatives, draw
from zicha_demo.skins.guide_choices import GuideChoices

pytestmark = pytest.mark.usefixtures("drawing")
PAIRS, PART = int(os.environ.get("PAIRS", "200")), 20
"""`make prove-reading` reads a thousand."""


def read_wrongly(number: int, skin: Skin) -> list[str]:
    """What is read otherwise than it is published, with the line of the skin."""
    publication = published(number, skin)
    read = read_opened(opened_pages(publication), PROFILE)
    return [f"{number} “{skin}” {line}" for line in differences(publication, read)]


@pytest.mark.parametrize("first", range(0, PAIRS, PART))
def test_a_publication_reads_back_to_itself(first: int) -> None:
    numbers = range(first, first + PART)
    assert [line for number in numbers for line in read_wrongly(number, draw(number))] == []


@pytest.mark.parametrize("name", [name for name in alternatives() if name in GuideChoices.model_fields])
def test_every_choice_is_put_to_the_test(name: str) -> None:
    drawn = {getattr(draw(number), name) for number in range(PAIRS)}
    assert drawn == set(alternatives()[name])
