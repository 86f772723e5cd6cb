"""Forms drawn by a fixed seed: none that nobody filled in passes as a sample, none that somebody did as blank."""

from __future__ import annotations

import os

import pytest

from tests.support.drawn_forms import EMPTY, State, draw
from tests.support.matters import make_matter
from tests.support.offered_forms import files, own_file
from zicha.documents.inspection import inspect
from zicha.model.facts.forms import FormFile, FormRole
from zicha.model.finding import Problem
from zicha.rules.guide_accuracy.forms.content import filled_blanks, wrong_samples

MATTER = make_matter()


def as_sample(*offered: FormFile) -> tuple[Problem, ...]:
    return wrong_samples(files(*offered), MATTER)


@pytest.mark.parametrize("seed", range(int(os.environ.get("SEEDS", "120"))))
def test_a_drawn_form(seed: int) -> None:
    form = draw(seed)
    read, counterpart = inspect(form.content, "").document, inspect(form.counterpart, "").document
    sample = own_file(FormRole.SAMPLE, read)
    alone, beside = as_sample(sample), as_sample(sample, own_file(FormRole.BLANK, counterpart))
    blank = filled_blanks(files(own_file(FormRole.BLANK, read)), MATTER)
    if form.state in EMPTY:
        assert alone, "a false clean sample"
        assert beside, "a false clean sample"
        assert blank == (), "a needless question"
    elif form.state is State.ONE:
        assert alone, "one of many"
        assert beside, "one of many"
    else:
        assert alone == beside == (), "a needless question"
        assert blank, "a false clean blank"
