"""Forms drawn by a fixed seed: none that nobody filled in passes as a sample, none that somebody did as blank."""

from __future__ import annotations

import pytest

from tests.support.drawn_forms import EMPTY, DrawnForm, State, draw
from tests.support.matters import make_matter
from tests.support.offered_forms import files, own_file
from zicha.documents.inspection import inspect
from zicha.model.facts.forms import FormRole
from zicha.model.finding import Problem
from zicha.rules.guide_accuracy.forms.content import filled_blanks, wrong_samples

MATTER = make_matter()


def as_sample(form: DrawnForm, beside_blank: bool) -> tuple[Problem, ...]:
    given = [own_file(FormRole.SAMPLE, inspect(form.content, "").document)]
    if beside_blank:
        given.append(own_file(FormRole.BLANK, inspect(form.counterpart, "").document))
    return wrong_samples(files(*given), MATTER)


def as_blank(form: DrawnForm) -> tuple[Problem, ...]:
    return filled_blanks(files(own_file(FormRole.BLANK, inspect(form.content, "").document)), MATTER)


@pytest.mark.parametrize("seed", range(120))
def test_a_drawn_form(seed: int) -> None:
    form = draw(seed)
    alone, beside, blank = as_sample(form, False), as_sample(form, True), as_blank(form)
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
