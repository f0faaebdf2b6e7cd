"""What the anchors of a pair say about negation, what is missing, what is too much, names and roles; the pairs are in pairs.toml."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tanqih.anchors import gaps, nameless, negation, roles, surplus
from tanqih.anchors.pair import Pair
from tanqih.arabic import folded

CASES: dict[str, list[dict[str, Any]]] = tomllib.loads(Path(__file__).with_name("pairs.toml").read_text(encoding="utf8"))


def _pair(case: dict[str, Any]) -> Pair:
    return Pair(case["target"], case["source"])


@pytest.mark.parametrize("case", CASES["negation"], ids=lambda case: case["target"])
def test_negation_on_one_side_only(case: dict[str, Any]) -> None:
    pair = _pair(case)
    lost = [pair.arabic[lone.at].text for lone in negation.dropped(pair)]
    new = [pair.english[lone.at].text for lone in negation.added(pair)]
    assert lost == [folded(word).text for word in case.get("dropped", [])]
    assert new == case.get("added", [])


@pytest.mark.parametrize("case", CASES["gap"], ids=lambda case: case["target"])
def test_a_sentence_that_is_missing(case: dict[str, Any]) -> None:
    pair = _pair(case)
    gap = gaps.find(pair)
    if "said" not in case:
        assert gap is None or gap.score < 0
        return
    assert gap is not None
    assert gap.score > 2
    assert gap.at_end
    span = pair.source_span(gap.first, gap.last)
    assert case["said"] in pair.source[span.start : span.end]


@pytest.mark.parametrize("case", CASES["surplus"], ids=lambda case: case["target"])
def test_a_sentence_too_many(case: dict[str, Any]) -> None:
    pair = _pair(case)
    bounds = [0, *(i + 2 for i, c in enumerate(pair.target[:-1]) if c == "."), len(pair.target)]
    found = surplus.find(pair, list(pairwise(bounds)))
    if "repeats" not in case:
        assert found is None
        return
    assert found is not None
    assert found.repeats is case["repeats"]
    assert pair.english[found.first].start == bounds[1]


@pytest.mark.parametrize("case", CASES["name"], ids=lambda case: case["target"])
def test_names_that_the_arabic_does_not_have(case: dict[str, Any]) -> None:
    pair = _pair(case)
    found = nameless.unheard(pair)
    assert [pair.english[name.at].text for name in found] == case.get("unheard", [])
    if "instead" in case:
        assert [pair.arabic[name.instead].text for name in found if name.instead is not None] == [folded(case["instead"]).text]


@pytest.mark.parametrize("case", CASES["role"], ids=lambda case: case["target"])
def test_subject_and_object_that_changed_places(case: dict[str, Any]) -> None:
    assert bool(list(roles.swaps(_pair(case)))) is case["swapped"]
