"""What is not as released is told, each kind in a sentence; a run as released is told nothing."""

from __future__ import annotations

import pytest

from zicha.catalogue.checks import catalogue
from zicha.catalogue.released_checks import released_checks
from zicha.catalogue.settings import rule_settings, thresholds
from zicha.inspection.deviations import deviations

AS_RELEASED = {f"tests_portal/{name}": digest for name, digest in released_checks().items()}


def test_a_run_as_released_is_told_nothing() -> None:
    assert list(deviations(AS_RELEASED, rule_settings({}), thresholds({}), ())) == []


def test_an_earlier_version_that_lacks_a_rule_is_told_nothing() -> None:
    assert list(deviations(AS_RELEASED, {}, thresholds({}), ())) == []


@pytest.mark.parametrize("severity", ["off", "I", "W"])
def test_a_rule_that_is_weaker_is_named(severity: str) -> None:
    rule, setting = next((rule, each) for rule, each in rule_settings({}).items() if each.severity == "E")
    (line,) = deviations(AS_RELEASED, rule_settings({rule: {"severity": severity}}), thresholds({}), ())
    assert line.startswith(f"规则与发布不同：{rule} {setting.name}（发布计为问题，本次")


def test_altered_and_missing_checks_and_thresholds_are_named() -> None:
    altered = {**AS_RELEASED, "tests_portal/test_evaluation.py": "0" * 64, "checks.yaml": "1" * 64}
    limits = thresholds({"raters": 1})
    lines = list(deviations(altered, rule_settings({}), limits, catalogue()[:1]))
    assert lines == [
        "检查有改动：tests_portal/test_evaluation.py与发布的不同，结论须另行核实。",
        "另有不是发布的检查：checks.yaml。",
        f"没有运行的检查：{catalogue()[0].title}。",
        "判断的界限与发布不同：评定表单是否难懂的人数，其中至少1人来自其他部门；0表示不请人评定"
        "（只用于没有人会真正申报的门户）（发布为 2，本次为 1）。",
    ]
