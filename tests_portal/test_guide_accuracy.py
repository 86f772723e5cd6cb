"""二、办事指南准确性: does the published guide say what was approved?"""

from zicha.model.facts import GuidePage
from zicha.model.matter import Matter
from zicha.model.rule_settings import RuleSettings
from zicha.rules.elements import other_elements
from zicha.rules.logic import guide_is_consistent
from zicha.rules.materials import materials
from zicha.rules.process import process
from zicha.rules.time_limits import time_limits
from zicha.verdicts import no_problems


def test_time_limits_are_accurate(matter: Matter, guide: GuidePage) -> None:
    """法定办结时限、承诺办结时限是否准确。"""
    no_problems(time_limits(guide, matter.guide))


def test_materials_are_accurate(matter: Matter, guide: GuidePage) -> None:
    """标注的材料名称、材料类型、收取方式等是否准确。"""
    no_problems(materials(guide, matter.guide))


def test_process_is_accurate(matter: Matter, guide: GuidePage) -> None:
    """办理流程各环节内容是否准确。"""
    no_problems(process(guide, matter.guide))


def test_other_elements_are_accurate(matter: Matter, guide: GuidePage) -> None:
    """标注的其他要素是否准确。"""
    no_problems(other_elements(guide, matter))


def test_guide_is_consistent(
    matter: Matter, guide: GuidePage, siblings: tuple[Matter, ...], rules: RuleSettings
) -> None:
    """办事指南内容之间是否符合逻辑关系。"""
    no_problems(guide_is_consistent(guide, matter, siblings, rules))
