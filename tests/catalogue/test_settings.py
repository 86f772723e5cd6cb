"""By what a portal is judged: the shipped rules and thresholds with its profile's overrides, none of them in vain."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.portal.test_profile import OWN, write
from zicha.catalogue.settings import rule_settings, thresholds
from zicha.inspection.settings import Settings, settings_of
from zicha.model.matter import HandlingType
from zicha.portal.profile import ProfileError, load_profile
from zicha.published.choices import shipped, vocabulary

SHIPPED = rule_settings({})


def settings(folder: Path, **own: object) -> Settings:
    """What comes of a profile with overrides."""
    file = write(folder, OWN | own)
    return settings_of(load_profile(file), file)


def refusal(folder: Path, **own: object) -> str:
    with pytest.raises(ProfileError) as caught:
        settings(folder, **own)
    assert "city.yaml" in str(caught.value)
    return str(caught.value)


def test_a_portal_without_overrides_is_judged_as_shipped(tmp_path: Path) -> None:
    assert settings(tmp_path) == Settings(thresholds({}), SHIPPED, {})


def test_thresholds_are_completed(tmp_path: Path) -> None:
    own = {"login": 5, "forms": {"typed_warn": 20, "same_datum": {"姓名": ["姓名"]}}}
    changed, shipped = settings(tmp_path, thresholds=own).thresholds, thresholds({})
    assert (changed.login, changed.forms.typed_warn) == (5, 20)
    assert (changed.licence_after, changed.forms.typed_max) == (shipped.licence_after, shipped.forms.typed_max)
    assert changed.forms.same_datum == {**shipped.forms.same_datum, "姓名": ("姓名",)}


def test_the_overrides_of_the_profile_that_is_extended_count(tmp_path: Path) -> None:
    changed = settings(tmp_path, extends="demo", thresholds={"login": 5}).thresholds
    assert (changed.login, changed.raters, changed.licence_fetch) == (5, 0, 4)


@pytest.mark.parametrize(
    ("own", "place"),
    [
        ({"logn": 5}, "thresholds.logn"),
        ({"login": "很久"}, "thresholds.login"),
        ({"forms": {"typed": 5}}, "thresholds.forms.typed"),
        ({"forms": 5}, "thresholds.forms"),
        ({"account_holds": {"个人": ["电话"]}}, "thresholds.account_holds.个人"),
    ],
)
def test_a_threshold_set_in_vain_is_refused(tmp_path: Path, own: dict[str, object], place: str) -> None:
    assert f"“{place}" in refusal(tmp_path, thresholds=own)


def test_a_rule_is_changed_by_the_profile(tmp_path: Path) -> None:
    own = {"L05": {"severity": "I"}, "L07": {"severity": False}, "L08": {"parameters": {"days": 0}}}
    rules = settings(tmp_path, rules=own).rules
    assert rules.keys() == SHIPPED.keys()
    assert (rules["L05"].severity.value, rules["L05"].name) == ("I", SHIPPED["L05"].name)
    assert rules["L07"].severity.value == "off"  # YAML reads a bare off as false
    assert (rules["L08"].number("days"), rules["L08"].severity) == (0, SHIPPED["L08"].severity)
    assert rules["L01"] == SHIPPED["L01"]


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ({"L99": {"severity": "E"}}, ["没有“L99”这条规则", "是不是想写 L", "L45"]),
        ({"K9": {"severity": "E"}}, ["没有“K9”这条规则", "现有：L01"]),
        ({"K2": {"parameters": {"day": 0}}}, ["规则 K2 没有参数“day”", "可用的参数：days、hours"]),
        ({"L08": {"parameters": {"day": 0}}}, ["规则 L08 没有参数“day”", "可用的参数：days"]),
        ({"L04": {"parameters": {"days": 0}}}, ["规则 L04 没有参数“days”", "可用的参数：无"]),
        ({"L08": {"parameters": {"days": "一"}}}, ["规则 L08 的参数“days”应当像 1 这样写"]),
        ({"L03": {"parameters": {"one_visit_allowed": 1}}}, ["应当像 False 这样写"]),
        ({"L08": {"severity": "重"}}, ["rules.L08.severity"]),
        ({"F-10": {"severity": "I"}}, ["写在 thresholds 的 forms.severities 中，如 {F-10: I}"]),
        ({"T3": {"severity": "W"}}, ["没有“T3”这条规则"]),
    ],
)
def test_a_rule_set_in_vain_is_refused(tmp_path: Path, rules: dict[str, object], words: list[str]) -> None:
    text = refusal(tmp_path, rules=rules)
    for word in words:
        assert word in text


def test_the_rules_of_handling_are_data_too(tmp_path: Path) -> None:
    own = {"K2": {"severity": "W", "parameters": {"days": 0}}, "K4": {"severity": False}}
    rules = settings(tmp_path, rules=own).rules
    assert (rules["K2"].severity.value, rules["K2"].number("days"), rules["K4"].severity.value) == ("W", 0, "off")
    assert {f"K{number}" for number in range(1, 9)} <= rules.keys()


@pytest.mark.parametrize("name", ["难懂", "F1", "F-15", "K2"])
def test_only_a_metric_has_a_severity(tmp_path: Path, name: str) -> None:
    """A typo would change nothing, and 难懂 off would silently ask nobody: that is `raters`."""
    text = refusal(tmp_path, thresholds={"forms": {"severities": {name: "I"}}})
    assert f"没有“{name}”这项指标" in text
    assert settings(tmp_path, thresholds={"forms": {"severities": {"F-10": "I"}}})


def test_words_of_closed_lists_are_added(tmp_path: Path) -> None:
    own = {"办件类型": {"即办件": ["秒办件"]}}
    words = vocabulary(settings(tmp_path, values=own).values)
    assert words.choice("秒办件", HandlingType) is HandlingType.INSTANT
    assert words.choice("马上办", HandlingType) is HandlingType.INSTANT
    assert shipped().choice("秒办件", HandlingType) is None


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"办件种类": {"即办件": ["秒办件"]}}, "values 里没有“办件种类”，是不是想写“办件类型”？"),
        ({"事项名称": {"取水": ["取水"]}}, "values 里没有“事项名称”"),
        ({"办件类型": {"即办": ["秒办件"]}}, "values.办件类型 里没有“即办”，是不是想写“即办件”？"),
        ({"办件类型": ["秒办件"]}, "values"),
    ],
)
def test_words_of_no_closed_list_are_refused(tmp_path: Path, values: dict[str, object], message: str) -> None:
    assert message in refusal(tmp_path, values=values)
