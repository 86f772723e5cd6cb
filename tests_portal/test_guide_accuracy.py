"""二、办事指南准确性: does the published guide say what was approved?"""

from zicha.judging.verdicts import blocked, conclude, not_applicable, require_seen
from zicha.model.facts.forms import FormFiles, FormRole
from zicha.model.matter import Matter
from zicha.model.rule_settings import RuleSettings
from zicha.published.guide import PublishedGuide
from zicha.rules.guide_accuracy.elements import element_differences
from zicha.rules.guide_accuracy.forms.content import filled_blanks, wrong_samples
from zicha.rules.guide_accuracy.forms.files import has_forms, unobtained_forms, unopened_forms
from zicha.rules.guide_accuracy.forms.missing import missing_forms
from zicha.rules.guide_accuracy.forms.opening import unopenable_forms
from zicha.rules.guide_accuracy.logic import guide_contradictions
from zicha.rules.guide_accuracy.materials import material_differences
from zicha.rules.guide_accuracy.process import process_differences
from zicha.rules.guide_accuracy.time_limits import time_limit_differences


def test_time_limits_are_accurate(matter: Matter, published_guide: PublishedGuide) -> None:
    """法定办结时限、承诺办结时限是否准确。"""
    conclude(time_limit_differences(published_guide, matter.guide))


def test_materials_are_accurate(matter: Matter, published_guide: PublishedGuide) -> None:
    """标注的材料名称、材料类型、收取方式等是否准确。"""
    conclude(material_differences(published_guide, matter.guide))


def test_process_is_accurate(matter: Matter, published_guide: PublishedGuide) -> None:
    """办理流程各环节内容是否准确。"""
    conclude(process_differences(published_guide, matter.guide))


def test_other_elements_are_accurate(matter: Matter, published_guide: PublishedGuide) -> None:
    """标注的其他要素是否准确。"""
    conclude(element_differences(published_guide, matter))


def test_guide_is_consistent(
    matter: Matter, published_guide: PublishedGuide, siblings: tuple[Matter, ...], rules: RuleSettings
) -> None:
    """办事指南内容之间是否符合逻辑关系。"""
    conclude(guide_contradictions(published_guide, matter, siblings, rules))


def test_forms_are_provided(matter: Matter, published_guide: PublishedGuide, form_files: FormFiles) -> None:
    """是否提供空表、样表，能否正常下载。"""
    conclude(missing_forms(form_files, published_guide, matter))
    require_seen(unobtained_forms(form_files, *FormRole))


def test_forms_can_be_opened(form_files: FormFiles) -> None:
    """空表、样表下载后能否打开。"""
    if not has_forms(form_files, *FormRole):
        raise not_applicable("办事指南没有可以下载的空表、样表")
    conclude(unopenable_forms(form_files))
    require_seen(unobtained_forms(form_files, *FormRole))


def test_blank_forms_are_blank(matter: Matter, form_files: FormFiles) -> None:
    """空表是否空白，与样表不是同一份文件。"""
    if not has_forms(form_files, FormRole.BLANK):
        raise not_applicable("办事指南没有可以下载的空表")
    conclude(filled_blanks(form_files, matter))
    if reason := unopened_forms(form_files, FormRole.BLANK):
        raise blocked("B3", reason)
    require_seen(unobtained_forms(form_files, FormRole.BLANK))


def test_samples_are_right(matter: Matter, form_files: FormFiles) -> None:
    """样表是否已填写，是否为本市、本事项的样表。"""
    if not has_forms(form_files, FormRole.SAMPLE):
        raise not_applicable("办事指南没有可以下载的样表")
    conclude(wrong_samples(form_files, matter))
    if reason := unopened_forms(form_files, FormRole.SAMPLE):
        raise blocked("B3", reason)
    require_seen(unobtained_forms(form_files, FormRole.SAMPLE))
