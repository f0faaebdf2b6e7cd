"""The pattern language of the glossary: from what a translator wrote to word slots that can be compared with a text.

`parse` reads a pattern (glossaries/README.md), `inflect` adds plurals and verb forms, `renderings` does the same for what takes its
place, so that nothing is inflected when a text is checked. Tokens are letters and digits in lower case without apostrophes:
hyphens and white space separate alike, so that "real-estate hostage" also finds "real estate hostage".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import prod

from tanqih.english import FUNCTION_WORDS, tags
from tanqih.word_forms import inflections

TOKEN = re.compile("[^\\W_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}][^\\W_]+)*")
_APOSTROPHES = str.maketrans("", "", "'\N{RIGHT SINGLE QUOTATION MARK}")
GAP_MARKS = ',;:()&%"'
"""Marks that a pattern may hold; the text may then have them between its words, or not. A double quotation mark stands for any."""
_ALLOWED = re.compile(f"[^\\W_]|[ '\N{RIGHT SINGLE QUOTATION MARK}./*{GAP_MARKS}\\[\\]-]")
_BRACKET_POSSESSIVE = re.compile("]['\N{RIGHT SINGLE QUOTATION MARK}]s(?![^ ])")
"""The last word of a noun may be possessive anyway, so that `[X]'s` says no more than `[X]`."""
HEAD_ENDS = frozenset("of for to from in with on at by against without between over under into about".split())
"""Words before which the head of a noun phrase stands: lists *of* blame."""
MAX_SLOTS, MAX_ALTERNATIVES = 14, 80
MANY_WORDS = 4
"""So many words say something together even where each of them occurs everywhere."""
PLURAL = "s"
VERB_TAGS = ("VB", "VBZ", "VBD", "VBN", "VBG")
DELETE, REPORT = "-", "?"


class PatternError(ValueError):
    """A pattern that cannot be read; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a pattern: its token, and whether the text must have a capital or an apostrophe there."""

    token: str
    capital: bool
    apostrophe: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A parsed pattern.

    Attributes:
        slots: for each word its alternatives; an empty tuple stands for exactly one word of any kind.
        start, end: the slots to be replaced, half-open.
        replacement: text of its own, `DELETE`, `REPORT`, or None for the entry's first English form.
        text: the pattern as written.
    """

    slots: tuple[tuple[Word, ...], ...]
    start: int
    end: int
    replacement: str | None
    text: str


Forms = dict[str, str]
"""Tokens that a slot accepts and what each says: "" (the dictionary form), `PLURAL` or verb tags joined by bars, behind `DEMANDS`."""
CAPITAL, APOSTROPHE = "^", "'"
DEMANDS = CAPITAL + APOSTROPHE
"""Marks before a form: the word in the text must have a capital, an apostrophe."""


def token_of(word: str) -> str:
    """A word as tokens are compared."""
    return word.lower().translate(_APOSTROPHES)


def parse(text: str) -> tuple[Pattern, ...]:
    """Read a pattern; several where an alternative is itself several tokens (`cease-fire/truce`).

    Raises:
        PatternError: brackets that do not pair, characters that no pattern holds, too long, or nothing but words that occur everywhere.
    """
    body, arrow, replacement = text.partition("=>")
    choices = [_split_alternatives(chunk) for chunk in _BRACKET_POSSESSIVE.sub("]", body).split()]
    if prod(map(len, choices)) > MAX_ALTERNATIVES:
        raise PatternError(f"{text!r} stands for too many phrases; write a pattern for each")
    return tuple(_parse(f"{' '.join(chosen)} {arrow}{replacement}".strip()) for chosen in product(*choices))


def _split_alternatives(chunk: str) -> list[str]:
    """A chunk `a/b-c/d` as `a/d` and `b-c`, with the brackets that hug it."""
    if "/" not in chunk:
        return [chunk]
    opening, closing = "[" * chunk.startswith("["), "]" * chunk.endswith("]")
    pieces = chunk.removeprefix("[").removesuffix("]").split("/")
    single = "/".join(piece for piece in pieces if len(_words(piece)) < 2)
    return [f"{opening}{piece}{closing}" for piece in (single, *(p for p in pieces if len(_words(p)) > 1)) if piece]


def _parse(text: str) -> Pattern:
    body, arrow, replacement = (part.strip() for part in text.partition("=>"))
    if arrow and not replacement:
        raise PatternError(f"{text!r} has nothing after =>; write the replacement, - to delete or ? to report only")
    if bad := _ALLOWED.sub("", body):
        raise PatternError(f"{text!r} holds {bad[0]!r}; a pattern holds words, commas, quotation marks, [ ], a/b, * and =>")
    opening, closing = body.count("["), body.count("]")
    if (opening, closing) not in ((0, 0), (1, 1)) or body.find("[") > body.find("]"):
        raise PatternError(f"{text!r} must have one pair of brackets or none")
    before, inner, after = (_slots(part, text) for part in _cut(body))
    slots = (*before, *inner, *after)
    if not inner:
        raise PatternError(f"{text!r} has no words between its brackets" if opening else f"{text!r} holds no word")
    if len(slots) > MAX_SLOTS:
        raise PatternError(f"{text!r} has {len(slots)} words, at most {MAX_SLOTS} are allowed")
    if not any(_is_telling(slot) for slot in slots) and sum(bool(slot) for slot in slots) < MANY_WORDS:
        raise PatternError(f"{text!r} would match almost everywhere; add a word that says what it is about")
    return Pattern(slots, len(before), len(before) + len(inner), replacement or None, text)


def _cut(body: str) -> tuple[str, str, str]:
    if "[" not in body:
        return "", body, ""
    before, _, rest = body.partition("[")
    inner, _, after = rest.partition("]")
    return before, inner, after


def _slots(part: str, text: str) -> tuple[tuple[Word, ...], ...]:
    slots: list[tuple[Word, ...]] = []
    for chunk in part.split():
        if chunk == "*":
            slots.append(())
        elif "*" in chunk:
            raise PatternError(f"{text!r}: * stands for a whole word; set it apart by spaces")
        elif "/" in chunk:
            slots.append(_alternatives(chunk, text))
        else:
            slots.extend((word,) for word in _words(chunk))
    return tuple(slots)


def _alternatives(chunk: str, text: str) -> tuple[Word, ...]:
    found = [_words(piece) for piece in chunk.split("/")]
    if not all(found):
        raise PatternError(f"{text!r}: an alternative is empty")
    if len(found) > MAX_ALTERNATIVES:
        raise PatternError(f"{text!r}: {len(found)} alternatives, at most {MAX_ALTERNATIVES} are allowed")
    return tuple(words[0] for words in found)


@lru_cache(maxsize=8192)
def _words(chunk: str) -> tuple[Word, ...]:
    words = (m.group() for m in TOKEN.finditer(chunk))
    return tuple(Word(token_of(word), word[0].isupper(), not word.isalnum()) for word in words)


def _is_telling(slot: tuple[Word, ...]) -> bool:
    return bool(slot) and not any((word.token in FUNCTION_WORDS or len(word.token) < 2) and not word.capital for word in slot)


def inflect(pattern: Pattern, pos: str) -> list[Forms]:
    """Per slot the tokens it accepts, inflected according to the part of speech; an empty dict for any word.

    A noun inflects its last word, and its head before "of" and the like; a verb its first word, or the first between the brackets
    when that one is no verb. Other parts of speech do not inflect.
    """
    inflected = _inflecting(pattern, pos)
    return [_forms(slot, pos if i in inflected else "") for i, slot in enumerate(pattern.slots)]


def _inflecting(pattern: Pattern, pos: str) -> set[int]:
    if pos == "noun":
        return {head_slot(pattern), pattern.end - 1}
    if pos == "verb":
        return {0} if any("VB" in tags(word.token) for word in pattern.slots[0]) else {pattern.start}
    return set()


def head_slot(pattern: Pattern) -> int:
    """Index of the slot that carries the number of the words to be replaced: the one before "of" and the like, else the last."""
    for i in range(pattern.start + 1, pattern.end):
        if any(word.token in HEAD_ENDS for word in pattern.slots[i]):
            return i - 1
    return pattern.end - 1


def _forms(slot: tuple[Word, ...], pos: str) -> Forms:
    forms: Forms = {}
    for word in slot:
        mark = CAPITAL * word.capital + APOSTROPHE * word.apostrophe
        for token, tag in (_inflections(word.token, pos) if pos else {word.token: ""}).items():
            if forms.get(token, CAPITAL).startswith(CAPITAL):
                forms[token] = mark + tag
    return forms


@lru_cache(maxsize=8192)
def _inflections(token: str, pos: str) -> dict[str, str]:
    known = tags(token)
    if pos == "noun":
        if "NNS" in known and "NN" not in known:
            return {token: PLURAL}
        return {token_of(plural_of(token)): PLURAL, token: ""}
    if "VB" in known:
        forms: dict[str, str] = {}
        for tag, form in _verb_forms(token):
            forms[token_of(form)] = f"{forms[form]}|{tag}" if form in forms else tag
        return forms
    return {token: "|".join(tag for tag in VERB_TAGS if tag in known)}


@lru_cache(maxsize=8192)
def plural_of(noun: str) -> str:
    """Plural of a lower-case singular; a word that the tables do not have follows the rules of spelling."""
    known = [form for form in inflections(noun).get("NNS", ()) if TOKEN.fullmatch(form)]
    if known:
        return known[0]
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else noun + "s"


def _verb_forms(lemma: str) -> list[tuple[str, str]]:
    """Tags and forms of a verb that the tables have; a participle that is the past form is not written there again."""
    known = inflections(lemma)
    known = {"VBN": known.get("VBD", ())} | known
    return [(tag, form) for tag in VERB_TAGS for form in known.get(tag, ()) if TOKEN.fullmatch(form)]


def renderings(text: str, pos: str) -> dict[str, str]:
    """What takes a pattern's place, for each tag that a slot can report.

    Returns:
        `{"": text}` alone for what does not inflect.
    """
    found = {"": text}
    if pos == "noun":
        found[PLURAL] = _plural_phrase(text)
    elif pos == "verb":
        first, _, rest = text.partition(" ")
        if "VB" in tags(first.lower()):
            for tag, form in reversed(_verb_forms(first.lower())):
                found[tag] = f"{form} {rest}".strip()
            if first == "be":
                found["were"] = f"were {rest}".strip()
    return found


def _plural_phrase(text: str) -> str:
    words = text.split(" ")
    head = next((i for i, word in enumerate(words) if i and word.lower() in HEAD_ENDS), len(words)) - 1
    word = words[head]
    stem, hyphen, last = word.rpartition("-")
    known = tags(last.lower())
    if not last.isalpha() or last.isupper() or ("NNS" in known and "NN" not in known):
        return text
    many = plural_of(last.lower())
    words[head] = stem + hyphen + (last[0] + many[1:] if last[0].isupper() else many)
    return " ".join(words)
