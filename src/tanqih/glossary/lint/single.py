"""Lints of one entry: patterns that find nothing or everything, conditions that contradict, forms that say nothing new."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tanqih.english import FUNCTION_WORDS
from tanqih.folding import tokens_of
from tanqih.glossary.arabicwords import plain
from tanqih.glossary.context import Text
from tanqih.glossary.entries import Entry
from tanqih.glossary.index import frequency
from tanqih.glossary.lint.phrases import MAX_PHRASES, Phrase, Prepared, count, phrases
from tanqih.glossary.lint.problems import Problem
from tanqih.glossary.patterns import Pattern, Word

COMMON = 5e-5
"""Share of running words of news from which one word alone is too little to go by: once in 20,000 words."""
_MARKS = re.compile(r"\[|\]|\*|=>")


def check(prepared: Prepared) -> Iterator[Problem]:
    """Problems of an entry on its own."""
    entry = prepared.entry
    for column, lint, message in (
        *(("wrong", "pattern", error) for error in prepared.errors),
        *_forms(prepared),
        *_conditions(prepared),
        *_patterns(prepared),
    ):
        yield Problem(entry.path, entry.line, lint, message, column)


_Found = Iterator[tuple[str, str, str]]
"""Column, lint and message."""


def _forms(prepared: Prepared) -> _Found:
    entry = prepared.entry
    columns = {"arabic": [plain(form) for form in entry.arabic], "english": list(prepared.forms)}
    columns |= {"near": list(entry.near), "far": list(entry.far), "wrong": list(entry.wrong)}
    for column, forms in columns.items():
        for form in dict.fromkeys(form for form in forms if forms.count(form) > 1):
            yield column, "repeated", f"{form!r} stands there twice; remove one"
    for form in prepared.forms:
        if m := _MARKS.search(form):
            yield "english", "replacement-marks", f"{form!r} holds {m.group()!r}, which would be written into the text; remove it"
    for pattern in prepared.patterns:
        new = pattern.replacement or ""
        if m := _MARKS.search(new):
            yield (
                "wrong",
                "replacement-marks",
                f"{pattern.text!r} holds {m.group()!r} after =>, which would be written into the text",
            )


def _conditions(prepared: Prepared) -> _Found:
    entry = prepared.entry
    if both := [word for word in entry.near if word in entry.far]:
        yield "far", "near-and-far", f"{', '.join(map(repr, both))} must stand near and must not; remove it from one of the two"
    for column, words in (("near", entry.near), ("far", entry.far)):
        for word in words:
            if not tokens_of(word):
                yield column, "idle-word", f"{word!r} is no word; remove it"
    if entry.evidence == "context" and prepared.patterns and all(_holds(pattern, entry.near) for pattern in prepared.patterns):
        yield "near", "always-near", "every pattern holds a near word itself, so that the condition always holds; write alone"
    if entry.near and entry.evidence == "alone" and isinstance(entry, Entry) and not entry.desks:
        yield "near", "idle-word", "near words make no difference where the evidence is alone and the desk any; write context"


def _patterns(prepared: Prepared) -> _Found:
    for pattern in prepared.patterns:
        found = list(phrases(pattern))
        if why := _why_never(pattern, found, prepared):
            yield "wrong", "never-found", f"{pattern.text!r} {why}"
        elif same := _unchanged(pattern, found, prepared):
            yield "wrong", "no-change", f"{pattern.text!r} replaces {same!r} by itself"
        yield from _breadth(pattern, prepared)


def _why_never(pattern: Pattern, found: list[Phrase], prepared: Prepared) -> str:
    """Why a pattern can never be reported; "" when it can."""
    tokens = (word.token for slot in pattern.slots for word in slot)
    if odd := [token for token in tokens if not token.isascii() and not _is_token(token)]:
        return f"holds {odd[0]!r}, which no text is taken apart into; spell it otherwise"
    if count(pattern) <= MAX_PHRASES and all(_is_accepted(phrase, prepared) for phrase in found):
        return "is always part of an accepted form, which is never reported"
    far = prepared.entry.far
    return "holds a word of its own far column, so that it is never reported" if far and _holds(pattern, far) else ""


def _unchanged(pattern: Pattern, found: list[Phrase], prepared: Prepared) -> str:
    """Words that a pattern would replace by themselves, unless they are accepted; "" for none."""
    same = (phrase for phrase in found if phrase.replaced == pattern.replacement and not _is_accepted(phrase, prepared))
    return next((phrase.replaced for phrase in same), "")


def _is_token(token: str) -> bool:
    """Whether a text that holds a word gives this token (a dotted capital I becomes two in lower case, for one)."""
    return tokens_of(token) == [token]


def _holds(pattern: Pattern, words: Sequence[str]) -> bool:
    """True when every phrase of a pattern holds one of the words; False for one of too many phrases to tell."""
    return count(pattern) <= MAX_PHRASES and all(Text(phrase.text).holds(words) for phrase in phrases(pattern))


def _is_accepted(phrase: Phrase, prepared: Prepared) -> bool:
    """True when the words to be replaced are part of an accepted form that the phrase holds in full (`match` passes those over)."""
    text, wrong = f" {phrase.text} ", f" {phrase.replaced} "
    return any(f" {form.lower()} " in text and wrong in f" {form.lower()} " for form in prepared.forms)


def _breadth(pattern: Pattern, prepared: Prepared) -> _Found:
    """One common word, alone or behind a word such as "the", wrong wherever it stands."""
    *before, last = pattern.slots
    if prepared.entry.evidence != "alone" or len(before) > 1 or not all(_says_nothing(slot) for slot in before) or not last:
        return
    word = max(last, key=lambda word: 0.0 if word.capital else frequency(word.token))
    if not word.capital and frequency(word.token) >= COMMON:
        often = round(1 / frequency(word.token), -2)
        what = f"{pattern.text!r} says little: {word.token!r} stands once in {often:,.0f} words of news; write more of the phrase"
        yield "wrong", "too-broad", f"{what}, or name near words and write context"


def _says_nothing(slot: Sequence[Word]) -> bool:
    return not slot or any(word.token in FUNCTION_WORDS and not word.capital for word in slot)
