"""二、办事指南准确性: does the published guide say what was approved?"""

from zicha.model.facts import GuidePage
from zicha.model.matter import Matter
from zicha.rules.time_limits import time_limits
from zicha.verdicts import no_problems


def test_time_limits_are_accurate(matter: Matter, guide: GuidePage) -> None:
    """法定办结时限、承诺办结时限是否准确。"""
    no_problems(time_limits(guide, matter.guide))
