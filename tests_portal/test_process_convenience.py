"""四、办理过程便利性: is the application form simple, and what is shared not asked for again?"""

from collections.abc import Callable

from zicha.judging.verdicts import conclude, require_right
from zicha.model.facts.journey import ApplicationForm, Submission
from zicha.model.matter import Matter
from zicha.model.thresholds import Thresholds
from zicha.published.guide import PublishedGuide
from zicha.published.materials import PublishedMaterial
from zicha.rules.process_convenience.form_complexity import form_complexity, has_ended_early
from zicha.rules.process_convenience.shared_licences import unfetched_licences


def test_form_is_simple(
    matter: Matter,
    application_form: ApplicationForm,
    test_application: Submission | None,
    thresholds: Thresholds,
    require_number: Callable[[str], None],
) -> None:
    """表单填写是否复杂、难懂。"""
    problems = form_complexity(application_form, test_application, matter.form_reasons, thresholds)
    require_right(problems)
    if test_application is not None and has_ended_early(test_application):
        require_number("，后面的页面没有看到")
    conclude(problems)


def test_shared_licences_are_fetched(
    matter: Matter,
    published_guide: PublishedGuide,
    shared_materials: tuple[PublishedMaterial, ...],
    materials_page: Submission,
    thresholds: Thresholds,
) -> None:
    """标注可通过数据共享减免的材料，在申报中能否便捷获取。"""
    conclude(unfetched_licences(published_guide, materials_page, thresholds, matter.guide))
