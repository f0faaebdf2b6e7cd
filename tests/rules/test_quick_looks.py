"""The quick looks that spare rules their work agree with the work: on all fixtures, and on samples that were damaged at random."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from tests.support import SAMPLES

from tanqih.formats.plain import document_from_text
from tanqih.rules.fragment import _kinds, repeat
from tanqih.rules.grammar import repeats
from tanqih.text import Block, Page
from tanqih.training.damage.paragraph import pieces_of, text_of
from tanqih.training.damage.recipe import damage

FIXTURES = sorted(Path(__file__).parent.glob("*.toml"))


def _damaged() -> Iterator[str]:
    rng = Random(11)
    for path in sorted(SAMPLES.glob("*.fixed.txt")):
        for paragraph in path.read_text(encoding="utf8").split("\n\n"):
            pieces = pieces_of(paragraph.strip())
            damage(pieces, rng, 6.0)
            yield text_of(pieces)


@pytest.fixture(scope="module")
def blocks() -> list[Block]:
    texts = [
        str(case["target"])
        for path in FIXTURES
        for cases in tomllib.loads(path.read_text(encoding="utf8")).values()
        for case in cases
        if "target" in case
    ]
    texts = [text.replace("⟦", "").replace("⟧", "") for text in texts]
    return [block for text in (*texts, *_damaged()) for block in Page(document_from_text(text)).blocks]


def test_a_sentence_that_looks_whole_is_no_fragment(blocks: list[Block]) -> None:
    whole = [sentence for block in blocks for sentence in block.sentences if _kinds._is_whole(sentence)]
    assert len(whole) > 500
    assert [sentence.text for sentence in whole if _kinds._fragment_of(sentence)] == []


def test_a_word_that_is_doubled_is_seen(blocks: list[Block]) -> None:
    doubled = [
        block
        for block in blocks
        if any(list(found(block)) for found in (repeats._phrases, repeats._adjacent, repeats._pairs, repeats._listed))
    ]
    assert len(doubled) > 10
    assert [block.text for block in doubled if not repeats._may_repeat(block.tokens)] == []


def test_neighbours_that_say_the_same_are_worth_a_look() -> None:
    rng = Random(3)
    words = "the council approved a budget for roads schools hospitals water ports bridges and clinics in every northern district".split()
    missed = 0
    for _ in range(300):
        first = rng.sample(words, 14)
        second = list(first)
        for _ in range(3):
            second[rng.randrange(len(second))] = rng.choice(words)
        rng.shuffle(second)
        one, two = " ".join(first).lower(), " ".join(second).lower()
        if repeat._are_alike(one, two):
            text = f"{one.capitalize()}. {two.capitalize()}."
            missed += not repeat._worth_a_look(Page(document_from_text(text)).blocks)
    assert missed == 0
