"""Marks that do not belong: Arabic marks, two full stops for a pause, dashes and semicolons that split a clause."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tanqih.arabic import ARABIC_LETTER, LATIN_MARKS
from tanqih.english import FINITE_AUXILIARIES, PREPOSITIONS, SAYING_PAST, SUBORDINATORS, WEEKDAYS, decapitalise, tags, verb_form
from tanqih.issue import Severity, Suggestion
from tanqih.lazy import regex
from tanqih.quotation import DOUBLE_MARKS, LEFT, RIGHT
from tanqih.rules._rule import Finding, delete, finding, replace, review, rule, safe
from tanqih.text import Block, neighbours, skip_spaces

PUNCTUATION = "linguistic-conventions/punctuation"
NBSP = "\N{NO-BREAK SPACE}"
ELLIPSIS, EN_DASH, EM_DASH = "\N{HORIZONTAL ELLIPSIS}", "\N{EN DASH}", "\N{EM DASH}"
_ARABIC_MARK = regex(f"[{''.join(LATIN_MARKS)}]")
_DOTS = regex(rf"(?<![.\s/\\])[ {NBSP}]?(?:\.\.|\. \.)(?![./\\\w])|(?<=[\w\"{RIGHT}])[ ]?\.\.(?=[A-Z\"{LEFT}])")
_PAUSE = regex(rf"(?<=[\w\"{RIGHT}'\N{{RIGHT SINGLE QUOTATION MARK}}])(?:{ELLIPSIS}|\.\.\.) ?(?=[\w\"{LEFT}])")
_SAID = "|".join(sorted(SAYING_PAST | {"says"}))
_DAYS = "|".join(sorted(WEEKDAYS))
_SAID_DASH_THAT = regex(
    rf"\b(?:{_SAID})(?P<when>(?: (?:on |late |early |last |this )*(?:{_DAYS})(?: morning| afternoon| evening| night)?| today| yesterday)?)"
    rf"(?P<gap> ?[{EN_DASH}{EM_DASH}-] )that\b",
    re.IGNORECASE,
)
_SAID_MARK_THAT = regex(
    rf"\b(?:{_SAID})(?P<more>(?: [\w'{RIGHT}-]+){{0,5}}?)(?P<gap> ?[{EN_DASH}{EM_DASH};:] ?|: )that\b", re.IGNORECASE
)
_SAID_COMMA_THAT = regex(r"\b(?:said|says|added|announced|explained|stated|confirmed|stressed|noted)(?P<gap>, )that\b(?! is,)")
_APPOSED = regex(
    r"\b(?:one|thing|things|something|point|points|condition|conditions|message|promise|pledge|warning|fact|question|reason|rule|demand)\b"
)
_THAT_MARK = regex(rf"\b(?:{_SAID}) that(?P<gap> ?[:;{EN_DASH}{EM_DASH}] )(?=[a-z])")
_TAIL = regex(
    r"; (?P<to>to (?P<verb>[a-z]+)\b)|; (?=(?:which|where|who|whose|especially|including|such as|in order to|so that|because)\b)"
    r"|; (?=(?:noting|adding|stressing|explaining|saying|pointing out|indicating|considering|warning|confirming|calling)\b)"
)
_SUBJECT_DASH = regex(
    rf"^(?:The|A|An|Its|His|Her|Their) (?:[\w'\N{{RIGHT SINGLE QUOTATION MARK}}-]+ ){{1,5}}(?P<gap>[{EN_DASH}{EM_DASH}] )(?=(?:{_SAID}|is|was|are|were|has|have|had|will|would)\b)"
)
_SUBJECT_SEMICOLON = regex(
    rf"^(?P<subject>(?:[\w'\N{{RIGHT SINGLE QUOTATION MARK}}-]+ ){{0,9}}[\w'\N{{RIGHT SINGLE QUOTATION MARK}}-]+)(?P<gap> ?; )(?=(?:{_SAID}|is|was|are|were|has|have|had|will|would)\b)"
)


@rule(PUNCTUATION, Severity.MINOR, trigger=_ARABIC_MARK.pattern)
def arabic_marks(block: Block) -> Iterator[Finding]:
    """An Arabic comma, semicolon or question mark left in English.

    The engine copies the mark through. It is replaced by the Latin one; a mark inside an Arabic phrase that is kept is left alone.
    """
    text = block.text
    for m in _ARABIC_MARK.finditer(text):
        before, after = neighbours(text, *m.span())
        if ARABIC_LETTER.match(before) and (not after or not after.isascii()):
            continue
        latin = LATIN_MARKS[m.group()]
        message = f"The Arabic mark {m.group()} stands for {latin} in English."
        yield finding(block, m.start(), m.end(), message, 0.97, safe(f"use {latin}", replace(block, m.start(), m.end(), latin)))


@rule(
    PUNCTUATION, Severity.MINOR, trigger=rf"\.\.|\. \.|{ELLIPSIS}", supersedes={"punct/spacing", "fragment/midsentence-capital"}
)
def double_dot(block: Block) -> Iterator[Finding]:
    """Two full stops where one mark belongs, or an ellipsis used as a pause in a headline.

    Arabic newspapers use two dots as a dash. In body text one full stop is kept; in a headline a colon, dash or comma takes their place, for
    a person to confirm. A real ellipsis of three dots in body text or in a quotation and file paths are left alone.
    """
    text = block.text
    if block.is_heading:
        for pattern, message in (
            (_DOTS, "Two full stops stand for a pause."),
            (_PAUSE, "An ellipsis stands for a pause in a headline."),
        ):
            for m in pattern.finditer(text):
                yield _in_headline(block, m, message)
        return
    for m in _DOTS.finditer(text):
        rest = text[m.end() : m.end() + 1]
        following = _behind(text, m.end(), ' \n"([' + LEFT)
        at_end = skip_spaces(text, m.end()) == len(text)
        closes = rest[:1] in '"' + RIGHT and bool(rest)
        one = "." if not rest or rest[0].isspace() or closes else ". "
        edit = replace(block, m.start(), m.end(), one)
        message = "Two full stops stand where one belongs."
        if (at_end or (following.isupper() and not closes)) and not block.quoted(m.start(), m.end()):
            yield finding(block, m.start(), m.end(), message, 0.95, safe("keep one", edit))
        elif following.islower() and not closes:
            comma = review("use a comma", replace(block, m.start(), m.end(), ","), score=0.6)
            yield finding(block, m.start(), m.end(), message, 0.7, comma, review("keep one", edit, score=0.4))
        else:
            yield finding(block, m.start(), m.end(), message, 0.8, review("keep one", edit))


def _behind(text: str, at: int, skipped: str) -> str:
    """The first character at or behind an offset that is none of some; empty at the end."""
    while at < len(text) and text[at] in skipped:
        at += 1
    return text[at : at + 1]


def _in_headline(block: Block, m: re.Match[str], message: str) -> Finding:
    text = block.text
    after = skip_spaces(text, m.end())
    if after >= len(text):
        return finding(block, m.start(), m.end(), message, 0.6, review("drop it", delete(block, m.start(), m.end())))
    word = text[after:].split(None, 1)[0]
    lowered = decapitalise(word) if _is_common(word) and not _title_case(text) else word
    first = text.split(None, 1)[0].lower()
    marks = [", ", ": ", f" {EN_DASH} "] if first in PREPOSITIONS | SUBORDINATORS else [": ", f" {EN_DASH} ", ", "]
    end = after + len(word)
    suggestions = [
        review(f"use {mark.strip()}", replace(block, m.start(), end, mark + lowered), score=0.7 - 0.15 * i)
        for i, mark in enumerate(marks)
    ]
    return finding(block, m.start(), m.end(), message, 0.8 if ".." in m.group() or ". ." in m.group() else 0.7, *suggestions)


def _is_common(word: str) -> bool:
    """True for a capitalised word that is an ordinary one, as far as the tables tell."""
    bare = word.strip(DOUBLE_MARKS + ".,:;!?'").lower()
    found = tags(bare)
    return (bool(found) and "NNP" not in found) or bare in _NUMBERS


_NUMBERS = frozenset("one two three four five six seven eight nine ten eleven twelve dozens hundreds thousands scores".split())


def _title_case(text: str) -> bool:
    words = re.findall(r"[A-Za-z]{4,}", text)
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.7 * len(words)


@rule(
    PUNCTUATION,
    Severity.MINOR,
    trigger=rf"[{EN_DASH}{EM_DASH};:-][ \n]?(?i:that)|(?:said|says|added|announced|explained|stated|confirmed|stressed|noted), that|that ?[:;{EN_DASH}{EM_DASH}]|; [a-z]|[a-z] [{EN_DASH}{EM_DASH}] [a-z]",
)
def stray_mark(block: Block) -> Iterator[Finding]:
    """A dash, semicolon or colon that splits a subject from its verb, or a verb of saying from its clause.

    The Arabic semicolon is used like a comma, and a dash is left when its partner is lost. Between a verb of saying, with at most a day, and
    "that" the mark is deleted without asking; elsewhere a comma is proposed. Paired dashes, a dash before a clause in apposition and
    a semicolon between two clauses or in a list are left alone.
    """
    text = block.text
    sentences = block.sentences
    for sentence in sentences:
        part = sentence.text
        if not re.search(rf"[{EN_DASH}{EM_DASH};:-]|, that\b", part):
            continue
        yield from _before_that(block, text, sentence.start, sentence.end)
        if part.count(";") == 1:
            yield from _tail(block, sentence.start, sentence.end)
            if (m := _SUBJECT_SEMICOLON.search(part)) and not block.is_heading and not _has_verb(m["subject"]):
                start, end = sentence.start + m.start("gap"), sentence.start + m.end("gap")
                yield _drop(block, start, end, "A semicolon splits the subject from its verb.", 0.7)
        dashes = part.count(EN_DASH) + part.count(EM_DASH)
        if dashes == 1 and (m := _SUBJECT_DASH.search(part)) and not block.is_heading:
            start, end = sentence.start + m.start("gap"), sentence.start + m.end("gap")
            yield _drop(block, start, end, "A dash splits the subject from its verb.", 0.6)


def _before_that(block: Block, text: str, start: int, end: int) -> Iterator[Finding]:
    lone = sum(text.count(dash, start, end) for dash in (f" {EN_DASH} ", f" {EM_DASH} ", " - ")) <= 1
    if (m := _SAID_DASH_THAT.search(text, start, end)) and lone:
        a, b = m.span("gap")
        message = "A dash splits the verb of saying from its clause."
        yield finding(block, a, b, message, 0.92, safe("delete the dash", replace(block, a, b, " ")))
    elif (m := _SAID_MARK_THAT.search(text, start, end)) and lone and not _APPOSED.search(m["more"]):
        a, b = m.span("gap")
        yield _drop(
            block, a, b, "A mark splits the verb of saying from its clause.", 0.75 if len(m["more"].split()) <= 4 else 0.55
        )
    elif (m := _SAID_COMMA_THAT.search(text, start, end)) and not block.quoted(m.start()):
        yield _drop(block, *m.span("gap"), "A comma splits the verb of saying from its clause.", 0.62)
    elif m := _THAT_MARK.search(text, start, end):
        a, b = m.span("gap")
        yield _drop(block, a, b, "A mark splits “that” from its clause.".replace("“", LEFT).replace("”", RIGHT), 0.6)


def _has_verb(words: str) -> bool:
    """True when one of the words can be a finite verb of the past."""
    return any(word in FINITE_AUXILIARIES | SAYING_PAST or "VBD" in tags(word) for word in words.lower().split())


def _drop(block: Block, start: int, end: int, message: str, confidence: float) -> Finding:
    return finding(
        block,
        start,
        end,
        message,
        confidence,
        review(
            "delete the mark", replace(block, start, end, " " if block.text[start] == " " or block.text[end - 1] == " " else "")
        ),
    )


def _tail(block: Block, start: int, end: int) -> Iterator[Finding]:
    m = _TAIL.search(block.text, start, end)
    if not m or block.quoted(m.start()):
        return
    if m["to"] and ("VB" not in tags(m["verb"]) or m["verb"] == "date"):
        return  # "; to many economists it was too little": a clause of its own
    comma = review("use a comma", replace(block, m.start(), m.start() + 1, ","), score=0.6)
    suggestions: list[Suggestion] = [comma]
    if m["to"]:
        doing = replace(block, m.start(), m.end("to"), f", {verb_form(m['verb'], 'VBG')}")
        suggestions = [review("comma and participle", doing, score=0.7), comma]
    yield finding(
        block, m.start(), m.end(), "A semicolon splits the sentence from its last part.", 0.7 if m["to"] else 0.6, *suggestions
    )
