"""From labels to text: what a labelled paragraph reads like when every label is obeyed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tanqih.english import FUNCTION_WORDS, MONTHS, WEEKDAYS, decapitalise, tags
from tanqih.models.labels import (
    APPEND,
    BAD,
    DELETE,
    FORMS,
    JOIN,
    JOIN_COMMA,
    KEEP,
    LEFT,
    LOWER,
    MARKS,
    REPLACE,
    SWAP,
    TRUNCATED,
    UPPER,
)
from tanqih.quantities.english_words import TENS, UNITS
from tanqih.word_forms import inflections, lemmas

_SAID_ONLY = frozenset((KEEP, TRUNCATED, BAD))
"""Labels that change nothing."""


def mended(rows: Sequence[tuple[str, bool, str]]) -> str:
    """The mended text of pieces: text, space before, label each."""
    out: list[tuple[str, bool]] = []
    opens = False
    at = 0
    while at < len(rows):
        text, space, label = rows[at]
        if label == SWAP and at + 1 < len(rows):
            after, after_space, after_label = rows[at + 1]
            rows = [*rows[:at], (after, space, after_label), (text, after_space, KEEP), *rows[at + 2 :]]
            continue
        if label == DELETE:
            opens = opens or (space and at + 1 < len(rows) and not rows[at + 1][1] and rows[at + 1][0][0].isalnum())
        else:
            for new, gap in changed(text, space or opens, label):
                out.append((new, gap))
            opens = False
        at += 1
    return "".join(f" {text}" if space and n else text for n, (text, space) in enumerate(_glued(out)))


def _glued(pieces: Iterable[tuple[str, bool]]) -> Iterable[tuple[str, bool]]:
    """Pieces with no space behind an opening mark that was put in."""
    opened = False
    for text, space in pieces:
        yield text.rstrip("\0"), space and not opened
        opened = text.endswith("\0")


def changed(text: str, space: bool, label: str) -> list[tuple[str, bool]]:
    """What one piece becomes: texts with the space before each. A null behind an opening mark glues what follows to it."""
    if label in _SAID_ONLY:
        return [(text, space)]
    if label == LOWER:
        return [(text[:1].lower() + text[1:], space)]
    if label == JOIN:
        return [(_inside_sentence(text), space)]
    if label == JOIN_COMMA:
        return [(",", False), (_inside_sentence(text), space)]
    if label == UPPER:
        return [(text[:1].upper() + text[1:], space)]
    if label in FORMS:
        return [(in_form(text, label) or text, space)]
    if label.startswith(APPEND):
        new = label.removeprefix(APPEND)
        return [(text, space), (f"{new}\0" if new == LEFT else new, new not in MARKS or new == LEFT)]
    new = label.removeprefix(REPLACE)
    if new in MARKS:
        return [(new, new == LEFT and space)]
    return [(new.capitalize() if text[:1].isupper() and new.isalpha() else new, space)]


_PRONOUNS = frozenset(first + last for first in ("every", "any", "some", "no") for last in ("thing", "body", "one", "where"))
"""Words of no part of speech that the tables know, and no names."""


def _inside_sentence(word: str) -> str:
    """A word that opened a sentence as it is written inside one: in lower case, unless it can be nothing but a name or an acronym."""
    lower = word.lower()
    if lower in FUNCTION_WORDS | _PRONOUNS or lower in UNITS or lower in TENS:
        return decapitalise(word)
    if lower in WEEKDAYS or lower in MONTHS or not tags(lower) or tags(lower) == {"NNP"}:
        return word
    return decapitalise(word)


def in_form(word: str, tag: str) -> str:
    """A word in another form, with its capital; "" when it has no such form."""
    part = "NOUN" if tag in ("NN", "NNS") else "VERB"
    for lemma in lemmas(word.lower()).get(part, ()):
        known = inflections(lemma)
        if found := known.get(tag) or (known.get("VBD") if tag == "VBN" else None):
            return found[0].capitalize() if word[:1].isupper() else found[0]
    return ""
