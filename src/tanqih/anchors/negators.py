"""Words that deny, in Arabic and in English: where they stand in a pair, leaving out those that deny nothing there ("still", "at least")."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from tanqih.anchors.pair import Pair, Word
from tanqih.arabic import ALEF, ALEF_ABOVE, BEH, FEH, HEH, LAM, LETTERS, MEEM, NOON, TEH, WAW, YEH, folded
from tanqih.quotation import RIGHT_SINGLE

_EXCEPT_REACH = 16
"""Words behind a negator in which "except" makes it "nothing but"."""
_KNOWN_BY_BEGINNING = 4
"""Letters from which a word that denies is known by its beginning."""
_SUFFIX = f"(?:{HEH}[{ALEF}{MEEM}{NOON}]?|{NOON}{ALEF}|{TEH}|{WAW}{ALEF})?"
_IMPERFECT = frozenset((YEH, TEH, NOON, ALEF))
_ALLA = f"{ALEF}{LAM}{ALEF}"
_SHORT = frozenset((f"{LAM}{ALEF}", f"{LAM}{MEEM}", f"{LAM}{NOON}"))
_CLITICS = f"{WAW}{FEH}{BEH}{LAM}{ALEF}"
_CRIED = re.compile("no{3,}")


class Tables(NamedTuple):
    """The lists of data/negation.toml, compiled."""

    verbal: frozenset[str]
    nominal: frozenset[str]
    idioms: re.Pattern[str]
    lexical: re.Pattern[str]
    english: frozenset[str]
    english_idioms: re.Pattern[str]
    any_english: re.Pattern[str]
    denying: re.Pattern[str]
    denying_nouns: frozenset[str]
    excepting: frozenset[str]
    conditional: frozenset[str]


@cache
def tables() -> Tables:
    """The lists, read on first use."""
    raw = tomllib.loads((files("tanqih.anchors") / "data" / "negation.toml").read_text(encoding="utf8"))
    words = {
        name: frozenset(folded(raw[name]).text.split()) for name in ("verbal", "nominal", "lexical", "excepting", "conditional")
    }
    idioms = "|".join(folded(raw["idioms"]).text.strip().split("\n"))
    return Tables(
        words["verbal"],
        words["nominal"],
        re.compile(rf"(?<![{LETTERS}])(?:{idioms})"),
        _lexical(words["lexical"]),
        frozenset(raw["english"].split()),
        re.compile(rf"\b(?:{raw['english_idioms'].strip()})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{'|'.join(raw['english'].split())})\b|n['{RIGHT_SINGLE}]t\b", re.IGNORECASE),
        re.compile(rf"(?:{raw['prefixed'].strip()}|{raw['denying'].strip()})", re.IGNORECASE),
        frozenset(raw["denying_nouns"].split()),
        words["excepting"],
        words["conditional"],
    )


def _lexical(words: frozenset[str]) -> re.Pattern[str]:
    """Words that deny: behind any clitics, and before any ending where they are long enough to be known by their beginning."""
    long = "|".join(sorted(word for word in words if len(word) >= _KNOWN_BY_BEGINNING))
    short = "|".join(sorted(word for word in words if len(word) < _KNOWN_BY_BEGINNING))
    return re.compile(rf"[{_CLITICS}]{{0,3}}(?:(?:{long})[{LETTERS}]{{0,3}}|(?:{short}){_SUFFIX})$")


def arabic_negators(pair: Pair) -> list[int]:
    """Indexes of the Arabic negators that deny something; "nothing but" is none."""
    table = tables()
    found = [i for i, word in enumerate(pair.arabic) if _may_deny(pair, word, table)]
    if not found:
        return found
    idle = [m.span() for m in table.idioms.finditer(pair.folded.text)]
    return [i for i in found if not any(start <= pair.arabic[i].start < end for start, end in idle) and _can_deny(pair, i)]


def _may_deny(pair: Pair, word: Word, table: Tables) -> bool:
    return word.text in table.verbal or word.text in table.nominal or (word.text == _ALLA and _is_that_not(pair, word))


def _is_that_not(pair: Pair, word: Word) -> bool:
    """True for alla, "that not", which is written as illa, "except", but for its hamza."""
    return pair.source[pair.folded.span(word.start, word.end).start] == ALEF_ABOVE


def _can_deny(pair: Pair, i: int) -> bool:
    """False for la, lam and lan before something that is no imperfect verb (La Paz), for a last word, and for "not ... except"."""
    word = pair.arabic[i].text
    following = pair.arabic[i + 1 : i + 1 + _EXCEPT_REACH]
    if not following:
        return False
    if word in tables().nominal:
        return True
    if (word[-2:] in _SHORT or word == _ALLA) and following[0].text[0] not in _IMPERFECT:
        return False
    return not any(
        other.text in tables().excepting and not (other.text == _ALLA and _is_that_not(pair, other)) for other in following
    )


def english_negators(pair: Pair) -> list[int]:
    """Indexes of the English words that deny something."""
    table = tables()
    if not table.any_english.search(pair.target):
        return []
    found = [i for i, word in enumerate(pair.english) if is_negator(word.text)]
    text = pair.target.replace(RIGHT_SINGLE, "'")
    idle = [m.span() for m in table.english_idioms.finditer(text)]
    return [i for i in found if not any(start <= pair.english[i].start < end for start, end in idle)]


def is_negator(word: str) -> bool:
    """Whether an English word denies: not, n't, never, no, none, without and the like."""
    lower = word.lower()
    return lower in tables().english or _CRIED.fullmatch(lower) is not None or lower.endswith(("n't", f"n{RIGHT_SINGLE}t"))


def denies(word: str) -> bool:
    """Whether an English word denies, by itself or by what it is made of: fail, unable, useless."""
    return is_negator(word) or tables().denying.fullmatch(word) is not None
