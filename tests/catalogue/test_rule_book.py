"""docs/rules.zh-CN.md: it says of every rule what the catalogue says, and is as the catalogue is."""

from __future__ import annotations

import re

import pytest

from zicha.catalogue.requirements import requirements
from zicha.catalogue.rule_book import rule_book
from zicha.catalogue.rules import rules
from zicha.catalogue.thresholds import shipped_thresholds
from zicha.cli import main

BOOK = rule_book()


def section(rule: str) -> str:
    return BOOK.split(f'<a id="{rule}"></a>')[1].split("\n#")[0]


def test_the_document_is_as_the_catalogue_is(pytestconfig: pytest.Config) -> None:
    """After a change: zicha rules > docs/rules.zh-CN.md"""
    assert (pytestconfig.rootpath / "docs" / "rules.zh-CN.md").read_text(encoding="utf-8") == BOOK


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    assert capsys.readouterr().out == BOOK


def test_every_rule_is_told_whole() -> None:
    quotes = {demand.id: demand.quote for demand in requirements()}
    for rule in rules():
        text = section(rule.id)
        assert f"> {rule.sentence}\n" in text
        assert all(f"{atom} {quotes[atom]}" in text for atom in rule.atoms)
        assert f"**依据**（{rule.kind}）：{rule.authority}\n" in text
        assert f"**轻重**：{rule.severity} " in text
        assert all(f"    - {exemption}\n" in text for exemption in rule.exemptions)
        for name, parameter in rule.parameters.items():
            assert f"`{name}`：{parameter.meaning}。现为：" in text
        assert "| 例 | 不对 | 对 |\n" in text


def test_every_threshold_is_told() -> None:
    assert [each.name for each in shipped_thresholds() if f"`{each.name}`" not in BOOK] == []


def test_the_contents_lead_to_every_rule() -> None:
    assert re.findall(r"\| \[(.+?)\]\(#(.+?)\) \|", BOOK) == [(rule.id, rule.id) for rule in rules()]
    assert re.findall(r'<a id="(.+?)">', BOOK) == [rule.id for rule in rules()]


def test_the_examples_stand_side_by_side() -> None:
    assert "| 承诺办结时限 | 30个工作日 | 20日 |" in section("L06")
    assert "| 环节 | 受理（即办，计入时限）<br>专家评审（没有写时限，计入时限） |" in section("L10")
    assert "| 材料 | 申请书（收取方式：纸质） | 申请书（收取方式：纸质） |" in section("L01")
    assert "| 公布：办件类型 | 即办件 | 即办件 |" in section("K2")
    assert "| 填写项 | 项目名称（必填，标明必填：否） | 项目名称（必填，标明必填） |" in section("F-7")
    assert "| 我的证照 | （空） | （空） |" in section("T1")
    assert "计入时限） | （照常） |" in section("L06"), "an element of one example only"


def test_no_line_breaks_a_table() -> None:
    rows = [line for line in BOOK.splitlines() if line.startswith("|")]
    assert {row.count("|") for row in rows} <= {4, 5, 6}
    assert not any("||" in row for row in rows)
