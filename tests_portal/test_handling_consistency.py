"""三、办理方式一致性: is a matter handled as its guide says?"""

from zicha.catalogue.working_days import WorkingDays
from zicha.fixtures import CollectedMaterials
from zicha.judging.verdicts import conclude, not_applicable, not_due
from zicha.model.matter import Case, Matter
from zicha.model.rule_settings import RuleSettings
from zicha.published.guide import PublishedGuide
from zicha.rules.handling_consistency.collected_materials import collected_material_differences
from zicha.rules.handling_consistency.handling_time import handling_time_differences
from zicha.rules.handling_consistency.scope import scope_differences, untested_scope
from zicha.rules.handling_consistency.visits import visit_differences


def test_service_scope_agrees(matter: Matter, published_guide: PublishedGuide) -> None:
    """实际办理是否与公布的“通办范围”一致。"""
    conclude(scope_differences(published_guide, matter))
    if untested := untested_scope(published_guide, matter):
        raise not_applicable(untested)


def test_handling_type_agrees(
    matter: Matter,
    published_guide: PublishedGuide,
    handled_cases: tuple[Case, ...],
    calendar: WorkingDays,
    rules: RuleSettings,
) -> None:
    """实际办理是否与公布的“办件类型”一致：即办件当场办结，承诺件在承诺时限内办结。"""
    conclude(
        handling_time_differences(published_guide, handled_cases, matter.guide.matter_type, calendar, rules.get("K2"))
    )
    for case in handled_cases:
        if case.finished_at is None:
            raise not_due(f"办件{case.number}尚未办结，也未超过公布的时限")


def test_visits_agree(published_guide: PublishedGuide, handled_cases: tuple[Case, ...]) -> None:
    """实际办理是否与公布的“最多到现场办理次数”一致。"""
    conclude(visit_differences(published_guide, handled_cases))


def test_collected_materials_agree(
    matter: Matter, published_guide: PublishedGuide, collected: CollectedMaterials
) -> None:
    """实际办事过程中收取的材料与办事指南中标注的是否一致。"""
    conclude(collected_material_differences(published_guide, collected.collections, matter.guide), collected.unseen)
