"""Arabic words of a source text: folded spelling, and the ways a word can be taken apart into clitics, article, stem and ending.

Folding makes one key of spellings that writers mix (alef with and without hamza, hamza seats, final ya and alef maqsura, ta marbuta and
ha, vowel marks, tatweel); `compatible` then says whether two spellings under one key really can be the same word: two different
hamzas (flags and media) cannot, and ha for ta marbuta only in a text that writes it so throughout.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from tanqih.arabic import (
    ALEF,
    ALEF_ABOVE,
    ALEF_BELOW,
    ALEF_MADDA,
    ALEF_WASLA,
    ARTICLE,
    BEH,
    FARSI_YEH,
    FEH,
    HEH,
    KAF,
    KEHEH,
    LAM,
    MAQSURA,
    MARBUTA,
    MEEM,
    NOON,
    ONE_SPELLING,
    SEEN,
    TEH,
    WAW,
    WESTERN_DIGITS,
    YEH,
)
from tanqih.lazy import regex

_HAMZATED = frozenset((ALEF_ABOVE, ALEF_BELOW, ALEF_MADDA))
_TOKEN = regex("[\N{ARABIC LETTER HAMZA}-\N{ARABIC LETTER YEH}\N{ARABIC FATHATAN}-\N{ARABIC SUKUN}\N{ARABIC LETTER SUPERSCRIPT ALEF}"
                    "\N{ARABIC LETTER ALEF WASLA}-\N{ARABIC LETTER AE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}]+|[0-9]+|[\N{ARABIC-INDIC DIGIT ZERO}-\N{ARABIC-INDIC DIGIT NINE}]+")  # fmt: skip
_DROPPED = regex("[\N{ARABIC FATHATAN}-\N{ARABIC SUKUN}\N{ARABIC LETTER SUPERSCRIPT ALEF}\N{ARABIC TATWEEL}"
                      "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}]")  # fmt: skip
_PLAIN = str.maketrans({ALEF_WASLA: ALEF, FARSI_YEH: YEH, KEHEH: KAF} | WESTERN_DIGITS)
_PRONOUNS = (HEH + MEEM + ALEF, HEH + MEEM, HEH + NOON, HEH + ALEF, KAF + MEEM, NOON + ALEF, HEH, KAF)
_ENDINGS = (TEH + ALEF + NOON, TEH + YEH + NOON, YEH + ALEF + TEH, ALEF + NOON, YEH + NOON, WAW + NOON, ALEF + TEH)
_CONSTRUCT = (TEH + ALEF, TEH + YEH, ALEF, YEH, WAW)
_PREFIXES = (YEH, TEH, NOON, ALEF)
_SUBJECTS = (WAW + ALEF, TEH + ALEF, WAW + NOON, ALEF + NOON, NOON + ALEF, TEH, NOON)
MIN_STEM = 3
MIN_BARE_STEM = 4
"""Letters that must remain after a preposition is taken off a word without an article: shorter words are mostly not what they seem."""


class Token(NamedTuple):
    """A word of the source: its letters without marks, where each stood, and where the word begins and ends."""

    text: str
    offsets: tuple[int, ...]
    start: int
    end: int


class Reading(NamedTuple):
    """One way to take a word apart.

    Attributes:
        key: the folded stem, to look up.
        stem: the stem as it was written, with its own hamza and final letter.
        at: index in the token's letters where article or stem begins.
        article: True when the definite article stands before the stem.
        bare: True without conjunction or preposition before it.
        form: what was taken off the end: "" nothing, "n" number, "p" pronoun, "c" an ending of the construct state, "v" verb affixes,
            "a" the alef of the indefinite accusative.
    """

    key: str
    stem: str
    at: int
    article: bool
    bare: bool
    form: str


def fold(word: str) -> str:
    """The lookup key of a word without marks."""
    return word.translate(ONE_SPELLING)


def plain(word: str) -> str:
    """A word without vowel marks, tatweel and joiners, in Arabic (not Persian) letters."""
    return _DROPPED.sub("", unicodedata.normalize("NFC", word)).translate(_PLAIN)


def tokens(source: str) -> list[Token]:
    """The Arabic words and numbers of a text; a number in Western digits."""
    found = []
    for m in _TOKEN.finditer(source):
        offsets = tuple(i for i in range(m.start(), m.end()) if not _DROPPED.match(source[i]))
        if offsets:
            letters = "".join(source[i] for i in offsets).translate(_PLAIN)
            found.append(Token(letters, offsets, m.start(), m.end()))
    return found


def compatible(written: str, listed: str, *, loose_ta: bool, loose_ya: bool) -> bool:
    """Whether two spellings under one key can be the same word.

    Args:
        written: as in the text.
        listed: as in the glossary.
        loose_ta: the text writes ha for ta marbuta.
        loose_ya: the text writes alef maqsura for final ya.
    """
    if written == listed:
        return True
    for i, (a, b) in enumerate(zip(written, listed, strict=True)):
        if a == b:
            continue
        if a in _HAMZATED and b in _HAMZATED:
            return False
        if {a, b} == {HEH, MARBUTA} and not (i == len(written) - 1 and loose_ta and a == HEH):
            return False
        if {a, b} == {YEH, MAQSURA} and i == len(written) - 1 and not loose_ya:
            return False
    return True


@cache
def tables() -> dict[str, Any]:
    """The tables of data/arabic.toml, words split and folded."""
    raw = tomllib.loads((files("tanqih.glossary") / "data" / "arabic.toml").read_text(encoding="utf8"))
    singulars: dict[str, list[str]] = {}
    for singular, plurals in raw["plurals"].items():
        for form in plurals.split():
            singulars.setdefault(fold(form), []).append(singular)
    return {
        "whole": frozenset(fold(word) for word in raw["whole"].split()),
        "defective": frozenset(fold(word) for word in raw["defective"].split()),
        "ambiguous": frozenset(fold(word) for word in raw["ambiguous"].split()),
        "sport": frozenset(fold(word) for word in raw["sport"].split()),
        "function": frozenset(raw["function"].split()),
        "singulars": singulars,
        "cues": {kind: frozenset(fold(word) for word in words.split()) for kind, words in raw["cues"].items()},
    }


def readings(word: str, known: frozenset[str]) -> Iterator[Reading]:
    """Every reading of a word without marks, the plainest first.

    Args:
        word: as in `Token.text`.
        known: folded words of the glossary, from which no conjunction or preposition is taken off.
    """
    whole = tables()["whole"]
    for at, article, bare in _fronts(word, known, whole):
        stem = word[at + 2 :] if article else word[at:]
        if article and word[at] == LAM:  # lil-: the alef of the article is dropped
            for rest in (word[at + 1 :], word[at:]) if word[at + 1 : at + 2] == LAM else (word[at + 1 :],):
                yield from _ends(rest, at, True, bare, whole)
            continue
        yield from _ends(stem, at, article, bare, whole)


def _fronts(word: str, known: frozenset[str], whole: frozenset[str]) -> Iterator[tuple[int, bool, bool]]:
    """Offset of article or stem, whether an article stands there, and whether nothing stands before it."""
    yield 0, False, True
    key = fold(word)
    if key in whole:
        return
    if word.startswith(ARTICLE) and len(word) >= 2 + MIN_STEM - 1:
        yield 0, True, True
    if key in known or (word.startswith(ARTICLE) and key[2:] in known):
        return
    at = 0
    if word[0] in (WAW, FEH) and len(word) > MIN_STEM:
        at = 1
        yield from _article_or_bare(word, at, MIN_STEM)
        if fold(word[1:]) in whole or fold(word[1:]) in known:
            return
    if len(word) <= at + 2:
        return
    if word[at] in (BEH, KAF) or (word[at] == LAM and word[at + 1] != LAM):
        yield from _article_or_bare(word, at + 1, MIN_BARE_STEM)
    elif word[at] == LAM and len(word) > at + 1 + MIN_STEM - 1:
        yield at + 1, True, False
        yield at + 1, False, False
    elif word[at] == SEEN and len(word) >= at + 1 + MIN_BARE_STEM and word[at + 1] in _PREFIXES:
        yield at + 1, False, False


def _article_or_bare(word: str, at: int, shortest: int) -> Iterator[tuple[int, bool, bool]]:
    if word.startswith(ARTICLE, at) and len(word) >= at + 2 + MIN_STEM - 1:
        yield at, True, False
    if len(word) - at >= shortest:
        yield at, False, False


def _ends(stem: str, at: int, article: bool, bare: bool, whole: frozenset[str]) -> Iterator[Reading]:
    def reading(text: str, form: str) -> Reading:
        return Reading(fold(text), text, at, article, bare, form)

    key = fold(stem)
    yield reading(stem, "")
    for singular in tables()["singulars"].get(key, ()):
        yield reading(singular, "n")
    if key in whole or len(stem) <= MIN_STEM:
        return
    yield from (reading(text, "n") for text in _numbers(stem))
    if article:
        return
    yield from (reading(text, "c") for text in _constructs(stem))
    if stem.endswith(ALEF) and len(stem) > MIN_STEM:
        yield reading(stem[:-1], "a")
    if fold(stem + YEH) in tables()["defective"]:
        yield reading(stem + YEH, "")
    for pronoun in _PRONOUNS:
        rest = stem.removesuffix(pronoun)
        if rest == stem or len(rest) < (MIN_BARE_STEM if len(pronoun) == 1 and pronoun != HEH else MIN_STEM):
            continue
        yield from (reading(text, "p") for text in _before_pronoun(rest))
    yield from (reading(text, "v") for text in _verbs(stem))


def _numbers(stem: str) -> Iterator[str]:
    for ending in _ENDINGS:
        rest = stem.removesuffix(ending)
        if rest == stem or len(rest) < MIN_STEM - (ending[0] == TEH):
            continue
        if ending == YEH + ALEF + TEH:
            yield rest + MAQSURA
        elif ending[0] == TEH or ending == ALEF + TEH:
            yield rest + MARBUTA
            if ending[0] != TEH:
                yield rest
        else:
            yield rest
            if rest.endswith(YEH):
                yield rest[:-1] + MAQSURA
            if fold(rest + YEH) in tables()["defective"]:
                yield rest + YEH


def _constructs(stem: str) -> Iterator[str]:
    for ending in _CONSTRUCT:
        rest = stem.removesuffix(ending)
        if rest != stem and len(rest) >= MIN_STEM:
            yield rest + MARBUTA if ending[0] == TEH else rest


def _before_pronoun(rest: str) -> Iterator[str]:
    yield rest
    if rest.endswith(TEH):
        yield rest[:-1] + MARBUTA
    if rest.endswith(ALEF):
        yield rest[:-1] + MAQSURA
    if rest.endswith(ALEF + TEH) and len(rest) > MIN_STEM + 1:
        yield rest[:-2] + MARBUTA
        yield rest[:-2]
    if rest.endswith((YEH, WAW, ALEF)) and len(rest) > MIN_STEM:
        yield rest[:-1]
    yield from tables()["singulars"].get(fold(rest), ())


def _verbs(stem: str) -> Iterator[str]:
    """Third person past forms that a verb form may belong to."""
    bases = [stem]
    for pronoun in (*_PRONOUNS[:4], HEH):
        if stem.endswith(pronoun) and len(stem) - len(pronoun) >= MIN_STEM:
            bases.append(stem.removesuffix(pronoun))
            break
    for base in tuple(bases):
        for subject in _SUBJECTS:
            if base.endswith(subject) and len(base) - len(subject) >= MIN_STEM - 1:
                bases.append(base.removesuffix(subject))
                break
    for base in bases:
        if base != stem:
            yield base
            yield base + MAQSURA
        if base[0] in _PREFIXES or base[0] in _HAMZATED:
            yield from _past(base[1:])


def _past(rest: str) -> Iterator[str]:
    """Past stems of an imperfect without its prefix: the alef of the derived forms is restored, hollow and defective roots are tried."""
    if len(rest) < MIN_STEM - 1:
        return
    for base in (rest, ALEF_ABOVE + rest, ALEF + rest):
        if len(base) >= MIN_STEM:
            yield base
        if len(base) >= MIN_STEM and base[-2] in (WAW, YEH):
            yield base[:-2] + ALEF + base[-1]
        if base[-1] in (YEH, WAW) and len(base) >= MIN_STEM:
            yield base[:-1] + MAQSURA
