"""The rules as data: every id of the code stands there, and every rule's examples are judged as they say."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from pydantic import ValidationError

import zicha.rules
from tests.support.rule_examples import problems
from zicha.catalogue.form import ledger_form
from zicha.catalogue.rules import Family, Kind, Rule, rules
from zicha.catalogue.settings import rule_settings
from zicha.catalogue.thresholds import shipped_thresholds
from zicha.judging.severities import apply_rule_settings
from zicha.model.finding import Severity

NUMBERED = [
    *(f"L{number:02d}" for number in range(1, 46)),
    *(f"K{number}" for number in range(1, 9)),
    *(f"T{number}" for number in range(1, 4)),
    *(f"F-{number}" for number in range(1, 15)),
]
REPORT_ONLY = "F-13"


def ids_in_code() -> set[str]:
    """The ids of rules that stand as words of their own in the code that judges."""
    ids = set()
    for folder in zicha.rules.__path__:
        for file in Path(folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    ids |= {node.value} if re.fullmatch(r"[A-Z](?:-?\d+)", node.value) else set()
    return ids


def test_every_rule_is_there_once_in_its_order() -> None:
    assert [rule.id for rule in rules()] == NUMBERED


def test_the_code_knows_every_rule_and_no_other() -> None:
    boxes = {box.code for box in ledger_form().boxes}
    known = {rule.reported_as or rule.id for rule in rules()}
    assert ids_in_code() - boxes == known - boxes
    assert known & boxes <= ids_in_code()


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_the_wrong_example_is_found_as_grave_as_the_rule_is(rule: Rule) -> None:
    reported = [problem for problem in problems(rule, rule.wrong) if problem.rule == (rule.reported_as or rule.id)]
    limited = [max(rule.severity, problem.severity, key=tuple(Severity).index) for problem in reported]
    assert rule.severity in limited


@pytest.mark.parametrize("rule", [rule for rule in rules() if rule.id != REPORT_ONLY], ids=lambda rule: rule.id)
def test_the_right_example_is_not_found(rule: Rule) -> None:
    reported = [problem for problem in problems(rule, rule.right) if problem.rule == (rule.reported_as or rule.id)]
    assert reported == []


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_the_right_example_ticks_nothing_else_either(rule: Rule) -> None:
    """A bureau that writes as the rule book shows is not told of another problem."""
    assert [problem for problem in problems(rule, rule.right) if problem.severity is Severity.ERROR] == []


def test_what_is_only_reported_is_reported_of_every_form() -> None:
    (rule,) = (rule for rule in rules() if rule.id == REPORT_ONLY)
    shares = [
        [problem.text for problem in problems(rule, example) if problem.rule == REPORT_ONLY]
        for example in (rule.wrong, rule.right)
    ]
    assert [re.findall(r"\d+%", text) for (text,) in shares] == [["0%"], ["100%"]]


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_a_rule_can_be_read(rule: Rule) -> None:
    assert rule.sentence.endswith("。")
    assert rule.name
    assert rule.authority
    assert not rule.authority.endswith("。")
    assert all(not exemption.endswith("。") for exemption in rule.exemptions)
    assert all(parameter.meaning for parameter in rule.parameters.values())


def test_what_nobody_has_written_down_is_not_called_so() -> None:
    """明文 names where it is written: the notice, a law, a document of the State Council, a standard."""
    written = re.compile(r"号|行政许可法第|GB/T")
    assert [rule.id for rule in rules() if rule.kind is Kind.WRITTEN and not written.search(rule.authority)] == []
    assert [
        r.id for r in rules() if r.kind is Kind.INFERRED and not re.search("推出|推断|没有查到|同理", r.authority)
    ] == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"checks": ("guide_is_right",)}, "no such check"),
        ({"checks": ()}, "no such check"),
        ({"box": "B3"}, "another box"),
        ({"severity": "off"}, "severity"),
        ({"atoms": ("R99",)}, "no such demand"),
        ({"atoms": ()}, "no such demand"),
    ],
)
def test_a_rule_names_what_is_there(change: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        Rule.model_validate(rules()[0].model_dump() | change)


def test_a_threshold_belongs_to_a_rule_or_a_box() -> None:
    owners = {rule.id for rule in rules()} | {box.code for box in ledger_form().boxes} | {"难懂", Family.FORM.value}
    assert [each.name for each in shipped_thresholds() if not owners.issuperset(each.of)] == []


@pytest.mark.parametrize("rule", [rule for rule in rules() if rule.is_settable], ids=lambda rule: rule.id)
def test_a_portal_that_turns_a_rule_off_hears_nothing_of_it(rule: Rule) -> None:
    off = rule_settings({rule.id: {"severity": "off"}})
    remaining = apply_rule_settings(problems(rule, rule.wrong), off)
    assert rule.id not in [problem.rule for problem in remaining]


def test_what_a_portal_may_set() -> None:
    assert {rule.family for rule in rules() if rule.is_settable} == {Family.LOGIC, Family.HANDLING, Family.TIME}
    assert [rule.id for rule in rules() if not rule.is_settable and rule.family is not Family.FORM] == ["T3"]
