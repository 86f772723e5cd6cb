"""四、办理过程便利性: is the application form simple, and what is shared not asked for again?"""

from zicha.fixtures import Weighed
from zicha.model.facts import ApplicationForm, GuidePage, Submission
from zicha.model.matter import Matter
from zicha.model.thresholds import Thresholds
from zicha.rules.forms import form_complexity, pages_unseen
from zicha.rules.shared_licences import exempt_materials, not_fetched
from zicha.verdicts import no_problems, not_applicable


def test_form_is_simple(
    matter: Matter,
    application_form: ApplicationForm,
    attempt: Submission | None,
    thresholds: Thresholds,
    weighed: Weighed,
) -> None:
    """表单填写是否复杂、难懂。"""
    found = form_complexity(application_form, attempt, matter.form_reasons, thresholds)
    no_problems(weighed(found), pages_unseen(attempt))


def test_shared_licences_are_fetched(guide: GuidePage, materials_page: Submission, thresholds: Thresholds) -> None:
    """标注可通过数据共享减免的材料，在申报中能否便捷获取。"""
    if not exempt_materials(guide):
        raise not_applicable("办事指南没有标注可通过数据共享减免的材料")
    no_problems(not_fetched(guide, materials_page, thresholds))
