"""Forms drawn by a fixed seed are judged as a person would: no false clean, no false problem, no needless question."""

from __future__ import annotations

import os

import pytest

from tests.support.drawn_forms import EMPTY, OWN, PEOPLE, TOO_LITTLE, Calling, DrawnForm, Kinship, Owner, State, draw
from tests.support.matters import make_matter
from tests.support.offered_forms import files, own_file
from zicha.documents.inspection import inspect
from zicha.model.facts.forms import Document, FormRole
from zicha.model.finding import Problem, Severity
from zicha.rules.guide_accuracy.forms.content import filled_blanks, wrong_samples

SAMPLE, BLANK = FormRole.SAMPLE, FormRole.BLANK


def as_role(role: FormRole, form: DrawnForm, read: Document, counterpart: Document | None = None) -> list[Problem]:
    other = SAMPLE if role is BLANK else BLANK
    offered = [own_file(role, read, material="申请表")]
    if counterpart is not None:
        offered.append(own_file(other, counterpart, material="申请表"))
    judge = wrong_samples if role is SAMPLE else filled_blanks
    return [problem for problem in judge(files(*offered), make_matter(name=form.matter)) if str(role) in problem.text]


def mistakes(form: DrawnForm, role: FormRole, problems: list[Problem]) -> list[str]:
    """Return in words where a judgement differs from a person's."""
    about = {
        "机关": [p for p in problems if p.rule == "L31"],
        "事项": [p for p in problems if "其他事项" in p.text],
        "自称": [p for p in problems if "自称" in p.text],
    }
    known = [problem for of_kind in about.values() for problem in of_kind]
    about["填写"] = [problem for problem in problems if problem not in known]
    wrong = {
        "机关": form.owner in (Owner.OTHER, Owner.ABOLISHED),
        "事项": form.kinship is not Kinship.OWN,
        "自称": form.calling is (Calling.BLANK if role is SAMPLE else Calling.SAMPLE),
        "填写": form.state in TOO_LITTLE if role is SAMPLE else form.state not in EMPTY,
    }
    may_be_either = {"填写"} if _is_unclear(form, role) else set()
    return [
        *(
            f"漏报{kind}"
            for kind, is_wrong in wrong.items()
            if is_wrong and not about[kind] and kind not in may_be_either
        ),
        *(
            f"误报{kind}"
            for kind, is_wrong in wrong.items()
            if not is_wrong and _are_false(about[kind], kind in may_be_either)
        ),
        *_gravity(form, role, about),
    ]


def _is_unclear(form: DrawnForm, role: FormRole) -> bool:
    """Whether people differ: on half a sample, on one value of four, on one of a blank form that may be printed."""
    is_one = form.state is State.ONE
    if role is SAMPLE:
        return form.state is State.HALF or (is_one and "roster" in form.layout)
    return is_one and form.values.isdisjoint(OWN)


def _are_false(problems: list[Problem], may_ask: bool) -> bool:
    return any(problem.severity is Severity.ERROR or not may_ask for problem in problems)


def _gravity(form: DrawnForm, role: FormRole, about: dict[str, list[Problem]]) -> list[str]:
    """Another city's sample is a problem, and so is what a form declares; a title alone is a question."""
    surely = {
        "机关": form.owner is Owner.OTHER and role is SAMPLE,
        "事项": form.kinship is Kinship.DECLARED,
    }
    return [
        f"轻重{kind}"
        for kind, is_sure in surely.items()
        if about[kind] and any(p.severity is Severity.ERROR for p in about[kind]) is not is_sure
    ]


@pytest.mark.parametrize("seed", range(int(os.environ.get("SEEDS", "500"))))
def test_a_drawn_form(seed: int) -> None:
    form = draw(seed)
    reading = inspect(form.content, "")
    counterpart = inspect(form.counterpart, "").document
    judged = {
        "样表": (SAMPLE, as_role(SAMPLE, form, reading.document)),
        "样表对空表": (SAMPLE, as_role(SAMPLE, form, reading.document, counterpart)),
        "空表": (BLANK, as_role(BLANK, form, reading.document)),
    }
    mistakes_made = {name: mistakes(form, role, problems) for name, (role, problems) in judged.items()}
    assert not any(mistakes_made.values()), mistakes_made
    assert form.values & PEOPLE <= reading.personal, "a name is not masked"
