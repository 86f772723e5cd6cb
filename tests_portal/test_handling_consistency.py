"""三、办理方式一致性: is a matter handled as its guide says?"""

from zicha.model.facts import GuidePage, Submission
from zicha.model.matter import Matter
from zicha.rules.handling import collected_materials, service_scope
from zicha.verdicts import no_problems


def test_service_scope_agrees(matter: Matter, guide: GuidePage) -> None:
    """实际办理是否与公布的“通办范围”一致。"""
    no_problems(service_scope(guide, matter))


def test_collected_materials_agree(guide: GuidePage, submission: Submission) -> None:
    """实际办事过程中收取的材料与办事指南中标注的是否一致。"""
    no_problems(collected_materials(guide, submission))
