"""The rules that judge a guide, for tests that have a page: it is read with the words that all portals have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from zicha.model.facts.forms import FormFiles
from zicha.model.facts.guide import GuidePage
from zicha.model.facts.journey import Submission
from zicha.model.finding import Problem
from zicha.model.matter import Matter
from zicha.published.choices import shipped
from zicha.published.guide import PublishedGuide
from zicha.rules.guide_accuracy import elements, logic, materials, process, time_limits
from zicha.rules.guide_accuracy.forms import missing
from zicha.rules.handling_consistency import collected_materials, handling_time, scope, visits
from zicha.rules.process_convenience import shared_licences

P = ParamSpec("P")
R = TypeVar("R")


def of_page(rule: Callable[Concatenate[PublishedGuide, P], R]) -> Callable[Concatenate[GuidePage, P], R]:
    """Return a rule that reads the page first."""

    def judge(page: GuidePage, /, *args: P.args, **kwargs: P.kwargs) -> R:
        return rule(PublishedGuide(page), *args, **kwargs)

    return judge


time_limit_differences = of_page(time_limits.time_limit_differences)
material_differences = of_page(materials.material_differences)
process_differences = of_page(process.process_differences)
element_differences = of_page(elements.element_differences)
guide_contradictions = of_page(logic.guide_contradictions)
collected_material_differences = of_page(collected_materials.collected_material_differences)
handling_time_differences = of_page(handling_time.handling_time_differences)
scope_differences = of_page(scope.scope_differences)
untested_scope = of_page(scope.untested_scope)
visit_differences = of_page(visits.visit_differences)
exempt_materials = of_page(shared_licences.exempt_materials)
unfetched_licences = of_page(shared_licences.unfetched_licences)
blocked_by_missing_licence = of_page(shared_licences.blocked_by_missing_licence)


def missing_forms(files: FormFiles, page: GuidePage, matter: Matter) -> tuple[Problem, ...]:
    """Return the problems of forms that are not provided."""
    return missing.missing_forms(files, PublishedGuide(page), matter)


def of_application(submission: Submission) -> collected_materials.Collection:
    """Return what the application page demands."""
    return collected_materials.of_application(submission, shipped())
