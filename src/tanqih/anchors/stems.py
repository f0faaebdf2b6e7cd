"""English words as keys: inflections and common derivations of a word share one.

No more is asked of a key than that both sides of the lexicon make the same one, so it may be crude; irregular forms come from a table.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from tanqih.quotation import RIGHT_SINGLE

_ENDINGS = frozenset(
    (
        "ational ations ation ition itions ments ment nesses ness ities ity ically ical ances ance ences ence ities ings ing edly ed "
        "ers er ors or ies ied ier iest ily est es ous ously ive ively ions ion ists ist isms ism able ible ably al ally als ful "
        "fully less ary ly s y e ant ent ants ents"
    ).split()
)
_LEAST = dict.fromkeys("ent ents ant ants est".split(), 5)
"""Letters before endings that short words have as part of their stem: prevent, event, invest."""
_LONG_SUFFIX = max(map(len, _ENDINGS))
_SHORT_SUFFIX, _SHORTEST, _LONGEST, _ROUNDS = 2, 3, 7, 2
_MAX_KEPT = 50_000
_keys: dict[str, str] = {}


def key(word: str) -> str:
    """The key of a word; case, a possessive ending and accents of the apostrophe do not count. Never empty for a word with letters."""
    found = _keys.get(word)
    if found is None:
        if len(_keys) > _MAX_KEPT:
            _keys.clear()
        found = _keys[word] = _made(word.lower().replace(RIGHT_SINGLE, "'"))
    return found


def _made(word: str) -> str:
    word = word.removesuffix("'s").removesuffix("'")
    word = _irregular().get(word, word)
    for _ in range(_ROUNDS):
        shorter = _stripped(word)
        if shorter == word:
            break
        word = shorter
    if len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word.rstrip("ei")[:_LONGEST] or word


def _stripped(word: str) -> str:
    """A word without the longest ending that it has."""
    for size in range(min(_LONG_SUFFIX, len(word) - _SHORTEST), 0, -1):
        ending = word[-size:]
        if ending in _ENDINGS and len(word) - size >= (_SHORTEST if size <= _SHORT_SUFFIX else _LEAST.get(ending, _SHORTEST + 1)):
            return word[:-size]
    return word


@cache
def _irregular() -> dict[str, str]:
    """Irregular forms, and their dictionary form."""
    lines = (files("tanqih.anchors") / "data" / "irregular.txt").read_text(encoding="utf8").splitlines()
    rows = (line.split() for line in lines if not line.startswith("#"))
    return {form: row[0] for row in rows for form in row[1:]}
