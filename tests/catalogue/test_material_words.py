"""The words by which names of materials are compared: each list closed, no word in two of them."""

from __future__ import annotations

from zicha.catalogue.material_words import material_words


def test_no_word_stands_twice() -> None:
    words = material_words()
    lists = (words.shapes, words.instructions, words.manners, words.signers)
    every = [word for each in lists for word in each]
    assert len(every) == len(set(every))
    assert all(every)


def test_words_that_exclude_each_other_are_two_or_more() -> None:
    lines = material_words().opposites
    assert all(len(line) > 1 for line in lines)
    assert len(lines) == len(set(lines))


def test_no_word_about_handing_in_tells_two_papers_apart() -> None:
    words = material_words()
    opposites = frozenset().union(*words.opposites)
    assert not opposites & {*words.shapes, *words.instructions, *words.manners}
