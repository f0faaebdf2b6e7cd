"""Arabic number words: one table of every form with every clitic, so that reading a text costs one look-up a word."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from tanqih.arabic import ALEF, ARTICLE, BEH, FEH, HEH, KAF, LAM, MEEM, WAW, folded
from tanqih.quantities.quantity import Number, simple

_CONJUNCTIONS = ("", WAW, FEH)
_PREPOSITIONS = ("", BEH, LAM, KAF)
_PRONOUNS = (HEH, HEH + ALEF, HEH + MEEM)
_WITH_PRONOUN = frozenset({"fractions", "duals"})
KINDS = (
    "units", "teen_heads", "ten", "tens", "hundreds", "scales", "dual_scales", "many", "ordinals", "fractions", "denominators", "decades",
    "duals",
)  # fmt: skip


class Word(NamedTuple):
    """What a word of a text can be as a number.

    Attributes:
        kinds: table of `data/arabic.toml` -> value, for each that the word stands in.
        loose: further values that it may stand for in a translation.
        joined: True when it begins with "and".
        prefixed: True when it has any other clitic or the article.
        length: letters of its conjunction and preposition, which are no part of the number.
    """

    kinds: dict[str, Number]
    loose: tuple[Number, ...]
    joined: bool
    prefixed: bool
    length: int

    @property
    def values(self) -> tuple[Number, ...]:
        """All values, those of the number words first."""
        return (*self.kinds.values(), *self.loose)


@cache
def table() -> dict[str, Word]:
    """Every folded number word with its clitics. A word without clitics wins over another one with them."""
    raw = tomllib.loads((files("tanqih.quantities") / "data" / "arabic.toml").read_text(encoding="utf8"))
    kinds = _forms(raw)
    loose: dict[str, tuple[Number, ...]] = {}
    for value, words in raw["loose"].items():
        for word in words.split():
            for ending in ("", *_PRONOUNS):
                key = folded(word).text + ending
                loose[key] = (*loose.get(key, ()), simple(Fraction(value)))
    not_numbers = {folded(word).text for word in raw["not_numbers"]["words"].split()}
    found: dict[str, Word] = {}
    for conjunction in _CONJUNCTIONS:
        for preposition in _PREPOSITIONS:
            for article in ("", ARTICLE):
                front = conjunction + (preposition + article if (preposition, article) != (LAM, ARTICLE) else LAM + LAM)
                clitics, prefixed = len(conjunction + preposition), bool(preposition + article)
                for word in (*kinds, *loose):
                    if front + word not in not_numbers:
                        entry = Word(kinds.get(word, {}), loose.get(word, ()), conjunction == WAW, prefixed, clitics)
                        found.setdefault(front + word, entry)
    return found


def _forms(raw: dict[str, dict[str, str]]) -> dict[str, dict[str, Number]]:
    """Each folded number word with the tables that it stands in; shares and duals also with a pronoun behind them."""
    forms: dict[str, dict[str, Number]] = {}
    for kind in KINDS:
        for value, words in raw[kind].items():
            for word in words.split():
                for ending in ("", *_PRONOUNS) if kind in _WITH_PRONOUN else ("",):
                    forms.setdefault(folded(word).text + ending, {}).setdefault(kind, simple(Fraction(value)))
    return forms
