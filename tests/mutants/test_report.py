"""What the run over all mutants says at its end."""

from __future__ import annotations

import pytest

from tests.mutants.run import Mutant, equivalent_mutants, report

MUTANTS = [Mutant(f"m.x_f__mutmut_{number}", "m.x_f", "a > 0", f"a > {number}") for number in range(1, 41)]
KEYS = [mutant.key for mutant in MUTANTS]


def results(*missed: int) -> dict[str, bool]:
    return {key: number not in missed for number, key in enumerate(KEYS)}


@pytest.mark.parametrize(
    ("missed", "line", "enough"),
    [
        ((), "100.0% of 40 mutants caught, 0 equivalent ones left out", True),
        ((1, 2), "95.0% of 40 mutants caught, 0 equivalent ones left out", True),
        ((1, 2, 3), "92.5% of 40 mutants caught, 0 equivalent ones left out", False),
    ],
)
def test_the_share_that_is_caught(
    missed: tuple[int, ...], line: str, enough: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(MUTANTS, results(*missed), {}) is enough
    output = capsys.readouterr().out
    assert output.splitlines()[-1] == line
    assert all((KEYS[number] in output) is (number in missed) for number in range(40))


def test_an_equivalent_one_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert report(MUTANTS, results(1, 2, 3), {KEYS[2]: "a is never 3", KEYS[3]: "a is never 4"})
    assert capsys.readouterr().out.splitlines()[-1] == "97.4% of 38 mutants caught, 2 equivalent ones left out"


def test_an_entry_that_is_caught_after_all_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    report(MUTANTS, results(), {KEYS[3]: "a is never 4"})
    assert f"take it out of equivalent.yaml: {KEYS[3]}" in capsys.readouterr().out


def test_what_was_not_tried_does_not_count(capsys: pytest.CaptureFixture[str]) -> None:
    report(MUTANTS, {KEYS[0]: True}, {})
    assert capsys.readouterr().out.splitlines()[-1].startswith("100.0% of 1 mutants")


def test_a_mutant_is_known_by_what_it_changes() -> None:
    method = Mutant("m.xǁLimitǁcovers__mutmut_1", "m.xǁLimitǁcovers", "a", "b")
    assert (KEYS[0], method.key) == ("m.f: a > 0 → a > 1", "m.Limit.covers: a → b")


def test_every_equivalent_one_has_its_reason() -> None:
    assert all(" → " in key and reason for key, reason in equivalent_mutants().items())
