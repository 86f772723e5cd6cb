"""二、办事指南准确性: does the published guide say what was approved?"""

from zicha.fixtures import Weighed
from zicha.judging.verdicts import blocked, conclude, not_applicable, require_seen
from zicha.model.facts.forms import FormFiles, FormRole
from zicha.model.facts.guide import GuidePage
from zicha.model.matter import Matter
from zicha.model.rule_settings import RuleSettings
from zicha.rules.guide_accuracy.documents import (
    blanks_not_blank,
    forms_do_not_open,
    forms_missing,
    offered,
    samples_not_right,
    unobtained,
    unopened,
)
from zicha.rules.guide_accuracy.elements import other_elements
from zicha.rules.guide_accuracy.logic import guide_is_consistent
from zicha.rules.guide_accuracy.materials import materials
from zicha.rules.guide_accuracy.process import process
from zicha.rules.guide_accuracy.time_limits import time_limits


def test_time_limits_are_accurate(matter: Matter, guide: GuidePage) -> None:
    """法定办结时限、承诺办结时限是否准确。"""
    conclude(time_limits(guide, matter.guide))


def test_materials_are_accurate(matter: Matter, guide: GuidePage) -> None:
    """标注的材料名称、材料类型、收取方式等是否准确。"""
    conclude(materials(guide, matter.guide))


def test_process_is_accurate(matter: Matter, guide: GuidePage) -> None:
    """办理流程各环节内容是否准确。"""
    conclude(process(guide, matter.guide))


def test_other_elements_are_accurate(matter: Matter, guide: GuidePage) -> None:
    """标注的其他要素是否准确。"""
    conclude(other_elements(guide, matter))


def test_guide_is_consistent(
    matter: Matter, guide: GuidePage, siblings: tuple[Matter, ...], rules: RuleSettings, weighed: Weighed
) -> None:
    """办事指南内容之间是否符合逻辑关系。"""
    conclude(weighed(guide_is_consistent(guide, matter, siblings, rules)))


def test_forms_are_provided(matter: Matter, guide: GuidePage, form_files: FormFiles, weighed: Weighed) -> None:
    """是否提供空表、样表，能否正常下载。"""
    conclude(weighed(forms_missing(form_files, guide, matter)))
    require_seen(unobtained(form_files, *FormRole))


def test_forms_can_be_opened(form_files: FormFiles, weighed: Weighed) -> None:
    """空表、样表下载后能否打开。"""
    if not offered(form_files, *FormRole):
        raise not_applicable("办事指南没有可以下载的空表、样表")
    conclude(weighed(forms_do_not_open(form_files)))
    require_seen(unobtained(form_files, *FormRole))


def test_blank_forms_are_blank(matter: Matter, form_files: FormFiles, weighed: Weighed) -> None:
    """空表是否空白，与样表不是同一份文件。"""
    if not offered(form_files, FormRole.BLANK):
        raise not_applicable("办事指南没有可以下载的空表")
    conclude(weighed(blanks_not_blank(form_files, matter)))
    if reason := unopened(form_files, FormRole.BLANK):
        raise blocked("B3", reason)
    require_seen(unobtained(form_files, FormRole.BLANK))


def test_samples_are_right(matter: Matter, form_files: FormFiles, weighed: Weighed) -> None:
    """样表是否已填写，是否为本市、本事项的样表。"""
    if not offered(form_files, FormRole.SAMPLE):
        raise not_applicable("办事指南没有可以下载的样表")
    conclude(weighed(samples_not_right(form_files, matter)))
    if reason := unopened(form_files, FormRole.SAMPLE):
        raise blocked("B3", reason)
    require_seen(unobtained(form_files, FormRole.SAMPLE))
