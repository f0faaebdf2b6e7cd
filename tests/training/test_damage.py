"""Damage and its labels: obeying the labels gives the clean text back, and a seed gives the same damage every time."""

from __future__ import annotations

from random import Random

import pytest
from tests.support import SAMPLES

from tanqih.models.labels import BAD, LABELS, TRUNCATED
from tanqih.models.mend import mended
from tanqih.training.damage import OPERATORS, damage, labelled, pieces_of, text_of
from tanqih.training.damage.grammar import forms_of
from tanqih.training.damage.recipe import wrong_word
from tanqih.training.samples import curled

TEXTS = [
    line
    for path in sorted(SAMPLES.glob("*.fixed.txt"))
    for line in path.read_text(encoding="utf8").splitlines()
    if len(pieces_of(line)) >= 16
]
MORE = [
    "“The bridge will be opened on Monday after two years of work, and everyone is welcome,” he said. They agreed on a second meeting.",
    "She said the mill, the market and the school would open again in the spring, according to the council.",
    "The minister told “Valley News” that farmers who lost a harvest would be paid this week. It was the third flood in a year.",
    "The union said: “Our members were not asked about the plan. They will vote on Sunday.” The company did not answer its letter.",
]
LOSSY = frozenset(("truncate",))


@pytest.mark.parametrize("name", sorted(set(OPERATORS) - LOSSY))
def test_the_labels_of_an_operator_mend_what_it_broke(name: str) -> None:
    operator, _ = OPERATORS[name]
    done = 0
    for text in (*MORE, *TEXTS):
        for seed in range(5):
            pieces = pieces_of(curled(text))
            clean = text_of(pieces)
            if operator(pieces, Random(seed)):
                done += 1
                assert any(piece.label != "KEEP" for piece in pieces)
                assert mended(labelled(pieces)) == clean, text_of(pieces)
            else:
                assert text_of(pieces) == clean
    assert done


def test_a_truncated_text_ends_early_and_says_so() -> None:
    pieces = pieces_of(MORE[2])
    clean = text_of(pieces)
    assert OPERATORS["truncate"][0](pieces, Random(1))
    assert len(text_of(pieces)) < len(clean)
    assert pieces[-1].label == TRUNCATED


def test_a_wrong_word_is_marked_and_nothing_else() -> None:
    pieces = pieces_of(MORE[1])
    assert wrong_word(["referee"])(pieces, Random(2))
    assert [piece.text for piece in pieces if piece.label == BAD] == ["referee"]


@pytest.mark.parametrize("seed", range(40))
def test_damage_on_damage_is_mended_too(seed: int) -> None:
    rng = Random(seed)
    pieces = pieces_of(curled(rng.choice(MORE)))
    clean = text_of(pieces)
    done = damage(pieces, rng, rate=3.0)
    assert all(piece.label in LABELS for piece in pieces)
    if not LOSSY.intersection(done):
        once = mended(labelled(pieces))
        assert abs(len(once.split()) - len(clean.split())) <= 2 * len(done)


def test_a_seed_gives_the_same_damage() -> None:
    def damaged(seed: int) -> str:
        pieces = pieces_of(MORE[3])
        damage(pieces, Random(seed), rate=4.0)
        return text_of(pieces)

    assert damaged(7) == damaged(7)
    assert len({damaged(seed) for seed in range(20)}) > 10


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("children", {"NN": "child", "NNS": "children"}),
        ("ministers", {}),
        ("reopened", {"VB": "reopen", "VBZ": "reopens", "VBD": "reopened", "VBN": "reopened", "VBG": "reopening"}),
        ("attacks", {}),
        ("zzz", {}),
    ],
)
def test_forms_are_told_only_where_the_word_has_one_reading(word: str, forms: dict[str, str]) -> None:
    assert forms_of(word) == forms
