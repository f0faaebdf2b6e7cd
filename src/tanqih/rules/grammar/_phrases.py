"""Where noun phrases begin and end: enough parsing for the rules of word order and coordination, by closed lists and form
tables.
"""

from __future__ import annotations

from collections.abc import Sequence

from tanqih.english import (
    BE,
    COORDINATORS,
    DETERMINERS,
    FINITE_AUXILIARIES,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    WEEKDAYS,
    can_be_verb_only,
    tags,
)
from tanqih.text import Word

LONGEST = 150  # words; a longer "sentence" is no prose, and rules that look at all its words leave it alone
NUMBER_WORDS = frozenset(
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty dozens hundreds thousands".split()
)
QUANTIFIERS = frozenset("several many some most all both few more each dozens hundreds thousands scores".split())
TIME_ADVERBS = frozenset(
    "yesterday today tomorrow tonight earlier later recently now also here there then meanwhile again already".split()
)
TIME_NOUNS = (
    frozenset(
        "day days night nights morning mornings evening evenings afternoon week weeks weekend month months year years decade "
        "decades century hour hours minute minutes moment moments time times season seasons summer winter spring autumn dawn "
        "dusk noon midnight ramadan eve quarter half period date".split()
    )
    | WEEKDAYS
)
_STOP = (
    PREPOSITIONS
    | COORDINATORS
    | SUBORDINATORS
    | FINITE_AUXILIARIES
    | SUBJECT_PRONOUNS
    | TIME_ADVERBS
    | WEEKDAYS
    | BE
    | frozenset("that not never them him me us than which who whom whose how why what".split())
)


def starts_phrase(word: Word) -> bool:
    """True for a word that begins a noun phrase by its form: a determiner, a numeral, a quantifier."""
    lower = word.lower
    return lower in DETERMINERS or lower in NUMBER_WORDS or lower in QUANTIFIERS or lower[0].isdigit()


def phrase_end(words: Sequence[Word], i: int, text: str) -> int:
    """Index behind the bare noun phrase that begins at word `i`, without what hangs on it; `i` when none begins there."""
    j = i
    while j < len(words):
        word = words[j]
        if j > i and text[words[j - 1].end : word.start].strip():
            break
        lower = word.lower
        after_determiner = j > i and words[j - 1].lower in DETERMINERS
        if j > i and (lower[0].isdigit() or lower in NUMBER_WORDS) and not after_determiner and not words[j - 1].capitalised:
            break
        if lower in DETERMINERS and lower != "no":
            if j > i and words[j - 1].lower not in {"all", "both", "half"}:
                break
        elif lower in _STOP or (j > i and not after_determiner and not word.capitalised and is_verb_form(lower)):
            break
        j += 1
    return j


def long_phrase_end(words: Sequence[Word], i: int, text: str, *, prepositions: frozenset[str] = frozenset({"of"})) -> int:
    """Index behind the noun phrase at word `i` together with the phrases that these prepositions, or "and", hang on it."""
    j = phrase_end(words, i, text)
    while j > i and j + 1 < len(words) and not text[words[j - 1].end : words[j].start].strip():
        if words[j].lower not in prepositions and words[j].lower != "and":
            break
        following = phrase_end(words, j + 1, text)
        if following == j + 1:
            break
        j = following
    return j


def is_verb_form(lower: str) -> bool:
    """True for a word that is a finite verb or a participle rather than a noun or an adjective."""
    if can_be_verb_only(lower):
        return True
    kinds = tags(lower)
    return "VBG" in kinds and not kinds & {"NN", "JJ"}


def is_time(words: Sequence[Word], i: int, j: int) -> bool:
    """True when the phrase `words[i:j]` names a time ("the following year")."""
    return any(word.lower in TIME_NOUNS for word in words[i:j])
