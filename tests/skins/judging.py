"""The checks that read a guide: on a guide as it was read, and on the same guide as a person reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from tests.matrix.matrix_cases import Case, all_cases
from tests.support.facts import RULES, SEEN, THRESHOLDS, submission
from tests.support.offered_forms import files, form_file
from tests.support.reading import (
    collected_material_differences,
    element_differences,
    guide_contradictions,
    material_differences,
    missing_forms,
    of_application,
    process_differences,
    time_limit_differences,
    unfetched_licences,
)
from zicha.judging.severities import apply_rule_settings, weighed
from zicha.model.facts.forms import DownloadOutcome
from zicha.model.facts.guide import GuidePage
from zicha.model.facts.journey import DemandedMaterial, LicenceFetch, Submission
from zicha.model.finding import Problem, Severity, Verdict
from zicha.model.matter import Matter
from zicha.portal.guide.text import GuideText
from zicha.portal.live.downloads import offers
from zicha_demo.application import Demand, HandIn
from zicha_demo.defects import apply_variant
from zicha_demo.publication import Publication
from zicha_demo.publishing import publish

OF_THE_GUIDE = re.compile(
    r"elements|contacts|conditions|materials|steps|fees|basis|questions|application\.demands(?!.*(fetching|insisted))"
)
"""The parts of a publication that its guide shows, and the materials that an application asks for beside it."""
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Judged:
    """What each check concludes, by its name."""

    verdicts: dict[str, Verdict]

    @property
    def boxes(self) -> frozenset[str]:
        return frozenset(name[:2] for name, verdict in self.verdicts.items() if verdict is Verdict.PROBLEM)


@cache
def guide_cases() -> tuple[Case, ...]:
    """Return the variants, twins and questions of the matrix that only a guide shows, with its boxes."""
    return tuple(
        case
        for case in all_cases()
        if case.box in ("B1", "B2", "C2", "D2")
        and case.deviation.changes
        and not case.deviation.platform_changes
        and not case.published().cases
        and all(OF_THE_GUIDE.match(path) for path in case.deviation.changes)
    )


def publication_of(case: Case) -> Publication:
    """Return what the portal publishes of the matter of a case, with its deviation."""
    return apply_variant(publish(case.published(), case.ordinal), case.variant, case.deviation.parameters)


def listed(case: Case) -> Matter:
    """Return the matter of a case as the approved list has it: what is not written there is not there."""
    written = case.listed(NOW).model_dump(mode="json", by_alias=True, exclude_none=True)
    return Matter.model_validate(written)


def submission_of(publication: Publication) -> Submission:
    """Return a test application at which all was seen that it asks for."""
    return submission([_demanded(demand) for demand in publication.application.demands])


def _demanded(demand: Demand) -> DemandedMaterial:
    fetch = LicenceFetch(
        button="获取电子证照",
        done=not demand.fetch_error,
        seconds=demand.fetch_delay_seconds,
        message=demand.fetch_error,
    )
    return DemandedMaterial(
        name=demand.name,
        requirement=f"{demand.kind}，原件{demand.originals}份，复印件{demand.copies}份",
        way=demand.medium,
        necessity=demand.necessity,
        row=f"{demand.name} {'未获取到电子证照' if demand.hand_in is HandIn.EXEMPT else demand.hand_in}",
        upload=demand.hand_in is HandIn.UPLOAD,
        fetch=fetch if demand.hand_in is HandIn.EXEMPT and demand.fetch_offered else None,
    )


def judged(text: GuideText, matter: Matter, application: Submission) -> Judged:
    """Return what the checks conclude of a guide that was read so."""
    guide = GuidePage(
        url="https://portal.example/guide/1",
        at=SEEN,
        title="办事指南",
        values=tuple(text.values),
        materials=text.group("申请材料"),
        steps=text.group("办理流程"),
        fees=text.group("收费项目"),
        questions=text.group("常见问题"),
        special_steps=text.group("特殊环节"),
    )
    return Judged({name: _verdict(problems) for name, problems in _checks(guide, matter, application)})


def _checks(guide: GuidePage, matter: Matter, application: Submission) -> Iterator[tuple[str, tuple[Problem, ...]]]:
    offered = (
        form_file(
            offer.role,
            material=offer.material,
            shown=offer.shown,
            fetched=DownloadOutcome.ABSENT if offer.absent else DownloadOutcome.UNANSWERED,
        )
        for offer in offers(guide.materials)
    )
    yield "B1 时限", tuple(time_limit_differences(guide, matter.guide))
    yield "B1 材料", tuple(material_differences(guide, matter.guide))
    yield "B1 流程", tuple(process_differences(guide, matter.guide))
    yield "B1 要素", tuple(element_differences(guide, matter))
    yield "B2 逻辑", tuple(guide_contradictions(guide, matter, (), RULES))
    yield "B3 提供", tuple(missing_forms(files(*offered), guide, matter))
    yield "C2 材料", collected_material_differences(guide, [of_application(application)], matter.guide)
    yield "D2 证照", unfetched_licences(guide, application, THRESHOLDS, matter.guide)


def _verdict(problems: tuple[Problem, ...]) -> Verdict:
    grave = weighed(apply_rule_settings(problems, RULES))
    if any(problem.severity is Severity.ERROR for problem in grave):
        return Verdict.PROBLEM
    return Verdict.NEEDS_PERSON if grave else Verdict.CLEAN
