"""A skin is one line or one seed, and every choice of the grammar is drawn."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from zicha_demo.skins.grammar import PRESETS, Skin, alternatives, draw


@pytest.mark.parametrize("seed", range(20))
def test_a_line_describes_the_whole_skin(seed: int) -> None:
    skin = draw(seed)
    assert Skin.parse(str(skin)) == skin


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_may_be_changed(preset: str) -> None:
    skin = Skin.parse(f"{preset} charset=gbk")
    assert skin == Skin.parse(preset).model_copy(update={"charset": "gbk"})


def test_the_first_choice_is_the_usual_one() -> None:
    usual = Skin()
    assert {name: getattr(usual, name) for name in alternatives()} == {
        name: choices[0] for name, choices in alternatives().items()
    }
    assert str(usual) == ""


@pytest.mark.parametrize("line", ["cards", "guide=cardboard", "gyde=cards", "guide=cards tables"])
def test_what_is_no_choice_is_refused(line: str) -> None:
    with pytest.raises(ValidationError):
        Skin.parse(line)


def test_every_choice_is_drawn_and_no_kind_hangs_on_another() -> None:
    drawn = [draw(seed) for seed in range(200)]
    for name, choices in alternatives().items():
        assert {getattr(skin, name) for skin in drawn} == set(choices), name
    assert len(set(map(str, drawn))) == len(drawn)


def test_choices_may_be_left_out() -> None:
    leaving_out = {"charset": frozenset({"gbk"})}
    drawn = [(draw(seed), draw(seed, leaving_out)) for seed in range(40)]
    assert {limited.charset for _, limited in drawn} == {"utf8"}
    assert all(limited == whole.model_copy(update={"charset": "utf8"}) for whole, limited in drawn)
