"""Number: a singular noun after a numeral or "one of the", a singular verb after a counted plural."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tanqih.english import (
    DETERMINERS,
    FINITE_AUXILIARIES,
    FUNCTION_WORDS,
    MONTHS,
    PREPOSITIONS,
    SAYING,
    can_be_verb_only,
    plural,
    tags,
)
from tanqih.issue import Severity
from tanqih.lazy import regex
from tanqih.rules._rule import Finding, finding, replace, review, rule, safe
from tanqih.rules.grammar._count_nouns import ALSO_SINGULAR, COLLECTIVES, COUNT_NOUNS
from tanqih.text import Block

AGREEMENT = "linguistic-conventions/grammar"
_WINDOW = 80  # characters of context that a look at the neighbours needs
_WORDS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
    "twenty thirty forty fifty sixty seventy eighty ninety"
).split()
_CASED = "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in [*_WORDS, "several", "many", "both"])
_NUMBER = rf"(?:[2-9]|[1-9][0-9][0-9]?|[1-9][0-9]{{0,2}}(?:,[0-9]{{3}})+|{_CASED})"
_VAGUE = r"(?:[Aa] (?:large |small |great |limited )?number|[Dd]ozens|[Hh]undreds|[Tt]housands|[Ss]cores|tens of thousands|hundreds of thousands) of"
_NOT_S = r"[a-z]*(?:[a-rt-z]|ss)"
_COUNTED = regex(
    rf"(?<![^\s\"\N{{LEFT DOUBLE QUOTATION MARK}}])(?:(?P<number>{_NUMBER})|(?P<vague>{_VAGUE}))[ \n]+"
    rf"(?:(?P<adjective>[a-z]+)[ \n]+)?(?P<noun>{_NOT_S})(?=[ \n,.;:!?)]|$)"
)
_ONE_OF = regex(
    r"\b(?:[Oo]ne|[Ee]ach|[Ss]everal|[Bb]oth|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive)[ \n]of[ \n](?:the|his|her|its|their|our|my|"
    r"these|those)[ \n]+(?P<rest>(?:[\w'\N{RIGHT SINGLE QUOTATION MARK}-]+[ \n]+){0,5}[\w-]+)"
)
_NUMBERED = frozenset(
    "number no no. phase day session round part season game match week type grade class zone area block gate terminal platform "
    "bus highway interstate route exit tier step volume act scene episode chapter section paragraph article page figure table "
    "group level version top room line item channel age aged under over past article clause division category stage model size "
    "unit team lot book psalm verse world war the half quarter formula point times".split()
)
_BEFORE_VERB_NOUN = PREPOSITIONS - {"before", "after", "since", "until", "than", "as", "like"}
_GO_ON = frozenset(
    "in on at of from with for to by near across between during after before inside outside along around under over against "
    "into onto within among through throughout without towards who that which while when".split()
)
_TAKES_CLAUSE = frozenset("thought knew felt meant heard read saw let made believed hoped feared showed found".split())
_MEASURES = frozenset(
    "years months weeks days hours minutes seconds dollars pounds euros dinars dirhams riyals rials lira liras cents miles "
    "kilometres kilometers metres meters feet inches kilos kilograms grams tonnes tons litres barrels degrees percent points "
    "times thirds quarters acres hectares decades centuries goals votes halves".split()
)
_NOT_COUNTED = frozenset(
    (
        "carat karat percentile centre-right thousandth hundredth aircraft hovercraft spacecraft headquarters responsible other "
        "responsibles"
    ).split()
)
_UNITS_OF_MEASURE = frozenset(
    "year month week day hour minute mile metre meter kilometre kilometer litre gallon tonne gram kilogram hectare pound".split()
)
_VERB = regex(r"\b(?P<noun>[a-z]*[a-rt-z]s|men|women|children|people)[ \n]+(?P<verb>was|is|has)\b(?!n't|-)")
_BEFORE_NOUN = regex(
    rf"\b(?P<start>(?:[Tt]he[ \n]+)?(?:(?i:{'|'.join(_WORDS)}|several|many|both|(?:dozens|hundreds|thousands)[ \n]of)|[1-9][0-9]{{1,2}})[ \n]+"
    r"(?:[a-z]+[ \n]+)?|[Tt]he[ \n]+)$"
)
_THERE = regex(
    r"\b[Tt]here[ \n](?P<verb>is|was|has[ \n]been)[ \n](?:several|many|two|three|four|five|six|(?:dozens|hundreds)[ \n]of)[ \n](?P<noun>[a-z]+)\b"
)
_CLAUSE_BEFORE = frozenset("that when while because if where although though whereas and but".split())
_WORD = regex(r"[A-Za-z][\w'\N{RIGHT SINGLE QUOTATION MARK}-]*")
_REGULAR_PAST = regex(
    r"[ \n]+[a-z]+ed[ \n]+(?:the|a|an|his|her|its|their|each|that|to|in|on|of|by|with|from|for|at|it|them|him)\b|"
    r"[ \n]+[a-z]+ed[.,]"
)
_PLURAL_OF = {"was": "were", "is": "are", "has": "have"}
_ANY_NUMBER = rf"(?:[0-9]|{'|'.join(_WORDS)}|several|many|both|(?:number|dozens|hundreds|thousands|scores)[ \n]of)[ \n]+"
_PLURALS = r"(?:[a-z]*[a-rt-z]s|men|women|children|people)[ \n]+(?:was|is|has)[ \n]"
_TRIGGER = (
    rf"(?i)[^a-z]{_ANY_NUMBER}(?:[a-z]+[ \n]+)?(?:{'|'.join(sorted(COUNT_NOUNS))})(?:[ \n,.;:!?)]|$)"
    rf"|^{_ANY_NUMBER}(?:[a-z]+[ \n]+)?(?:{'|'.join(sorted(COUNT_NOUNS))})(?:[ \n,.;:!?)]|$)"
    r"|(?:one|each|several|both|two|three|four|five)[ \n]of[ \n](?:the|his|her|its|their|our|my|these|those)[ \n]"
    rf"|{_ANY_NUMBER}(?:[a-z]+[ \n]+)?{_PLURALS}|the[ \n]+{_PLURALS}|there[ \n](?:is|was|has[ \n]been)[ \n](?:several|many|two|three|"
    r"four|five|six|dozens|hundreds)[ \n]"
)


@rule(AGREEMENT, Severity.MINOR, trigger=_TRIGGER)
def number_agreement(block: Block) -> Iterator[Finding]:
    """A singular noun where English wants the plural ("20 house", "one of the leader"), or a singular verb after a plural.

    A counted noun is singular in Arabic after 11 to 99, duals are marked by an ending, and broken plurals look like singulars.
    The noun is put in the plural; without asking when a numeral or "several" stands before it and a verb or a preposition after
    it. Left alone are compounds ("two country houses", "a 20-house estate"), numbers that are names ("phase two trial"), nouns
    for groups ("one of the crew") and nouns without a plural ("two aircraft").
    """
    seen: set[int] = set()
    for m in _COUNTED.finditer(block.text):
        result = _counted(block, m)
        if result is not None:
            seen.add(m.start("noun"))
            yield result
    for m in _ONE_OF.finditer(block.text):
        result = _one_of(block, m)
        if result is not None and result.span.start not in seen:
            yield result
    yield from _singular_verbs(block)


def _counted(block: Block, m: re.Match[str]) -> Finding | None:
    text = block.text
    noun, start, end = m["noun"], m.start("noun"), m.end("noun")
    if m["adjective"] and m["adjective"] in COUNT_NOUNS and _goes_on(text, m.end("adjective")) is not None:
        noun, start, end = m["adjective"], m.start("adjective"), m.end("adjective")
    elif m["adjective"] and (
        m["adjective"] in FINITE_AUXILIARIES | PREPOSITIONS | DETERMINERS or not _is_adjective(m["adjective"])
    ):
        return None
    if noun in ALSO_SINGULAR or not noun.islower() or (following := _goes_on(text, end)) is None or noun not in COUNT_NOUNS:
        return None
    if not _number_counts(block, m, noun, end) or (noun in _UNITS_OF_MEASURE and text[end : end + 1] in (",", ")")):
        return None
    with_adjective = start == m.start("noun") and bool(m["adjective"])
    message = f"\N{LEFT DOUBLE QUOTATION MARK}{text[m.start() : end]}\N{RIGHT DOUBLE QUOTATION MARK} needs the plural."
    many = _many(noun)
    edit = replace(block, start, end, many)
    if following and not m["vague"] and not with_adjective:
        return finding(block, start, end, message, 0.9, safe(f"use {many}", edit))
    confidence = 0.7 if with_adjective else 0.8
    return finding(block, start, end, message, confidence, review(f"use {many}", edit))


def _countable(noun: str) -> bool:
    """True for a singular noun that is counted one by one."""
    return noun in COUNT_NOUNS or (
        tags(noun) == {"NN"} and len(noun) > 3 and plural(noun) not in (noun, f"{noun}'s") and noun not in _NOT_COUNTED
    )


def _many(noun: str) -> str:
    return "people" if noun == "person" else plural(noun)


def _number_counts(block: Block, m: re.Match[str], noun: str, end: int) -> bool:
    """False where the number is a name ("phase two", "May 5") or where the noun may be a verb."""
    text = block.text
    if text.startswith(f" by {noun}", end):
        return False
    before = text[max(0, m.start() - _WINDOW) : m.start()].rstrip()
    previous = re.search(r"[\w.'\N{RIGHT SINGLE QUOTATION MARK}-]+$", before)
    word = previous.group() if previous else ""
    number = m["number"] or ""
    if word:
        lower = word.lower()
        if (
            word[0].isupper() and lower not in PREPOSITIONS | DETERMINERS | {"about", "some", "nearly", "almost"}
        ) or lower in MONTHS:
            return False
        if (
            lower in {"a", "an", "one"}
            or (number[:1].isdigit() and lower in DETERMINERS)
            or lower in _NUMBERED - {"the", "over", "under"}
        ):
            return False
        if number[:1].isupper() or lower[0].isdigit() or (before.endswith(word) and tags(lower) == {"NN"}):
            return False
    elif number[:1].isupper() and before and before[-1] not in '.!?"\N{LEFT DOUBLE QUOTATION MARK}':
        return False
    if number.lower() in {"many", "both"} and re.match(rf"[ \n]{noun}[ \n]and\b", text[m.end("number") :]):
        return False
    if tags(noun) & {"VB", "VBP"}:
        return _cannot_be_subject(word) or _finite_after(text, end) or (noun in COUNT_NOUNS and text[end : end + 1] == ".")
    return True


def _cannot_be_subject(previous: str) -> bool:
    """True when a numeral after this word is an object, so that a noun after it is no verb ("Two face charges")."""
    lower = previous.lower()
    if lower in _BEFORE_VERB_NOUN:
        return True
    if lower in SAYING or lower in FINITE_AUXILIARIES or lower in _TAKES_CLAUSE:
        return False
    return bool(tags(lower) & {"VBD", "VBG"}) and not tags(lower) & {"NN", "JJ"}


def _finite_after(text: str, at: int) -> bool:
    m = re.match(r"[ \n]+([a-z]+)", text[at:])
    return m is not None and (m[1] in FINITE_AUXILIARIES or m[1] in SAYING or (m[1].endswith("ed") and can_be_verb_only(m[1])))


def _goes_on(text: str, at: int) -> bool | None:
    """What follows a noun phrase: True for a preposition or a verb, False for a mark or the end, None for more of the phrase."""
    rest = text[at : at + _WINDOW]
    m = re.match(r"[ \n]+([a-z]+)\b(?!-)", rest)
    if m is None:
        return False if re.match(r"[,.;:!?)](?:\s|$)|$", rest) else None
    if m[1] == "and":
        return False if re.match(rf"[ \n]+and[ \n]+(?:{_NUMBER}|the|a|an)\b", rest) else None
    if m[1] in _GO_ON or m[1] in FINITE_AUXILIARIES:
        return True
    if _REGULAR_PAST.match(rest):
        return True
    return True if m[1] not in FUNCTION_WORDS and not m[1].endswith("s") and can_be_verb_only(m[1]) else None


def _is_adjective(word: str) -> bool:
    kinds = tags(word)
    return "JJ" in kinds and not kinds & {"VB", "VBD", "VBZ"} and (word not in COUNT_NOUNS)


def _one_of(block: Block, m: re.Match[str]) -> Finding | None:
    previous = block.text[max(0, m.start() - _WINDOW) : m.start()].rsplit(None, 1)[-1:]
    if previous and previous[0].lower() in _NUMBERED - {
        "the",
        "over",
        "under",
        "past",
        "war",
        "world",
        "team",
        "half",
        "quarter",
        "size",
    }:
        return None
    words = list(_WORD.finditer(block.text, m.start("rest"), m.end("rest")))
    for i, w in enumerate(words):
        word = w.group()
        lower = word.lower()
        if "'" in word or "\N{RIGHT SINGLE QUOTATION MARK}" in word or (i and block.text[words[i - 1].end() : w.start()].strip()):
            return None
        if lower in FUNCTION_WORDS or ("NNS" in (kinds := tags(lower)) and "NN" not in kinds):
            return None
        if word[0].isupper() or _goes_on(block.text, w.end()) is None:
            continue
        return _one_of_noun(block, w) if lower not in COLLECTIVES and _countable(lower) else None
    return None


def _one_of_noun(block: Block, w: re.Match[str]) -> Finding | None:
    noun = w.group()
    many = _many(noun)
    message = (
        "After a numeral with \N{LEFT DOUBLE QUOTATION MARK}of\N{RIGHT DOUBLE QUOTATION MARK}, "
        f"\N{LEFT DOUBLE QUOTATION MARK}{noun}\N{RIGHT DOUBLE QUOTATION MARK} needs the plural."
    )
    return finding(block, w.start(), w.end(), message, 0.85, review(f"use {many}", replace(block, w.start(), w.end(), many)))


def _singular_verbs(block: Block) -> Iterator[Finding]:
    text = block.text
    for m in _THERE.finditer(text):
        if _is_plural_noun(m["noun"]):
            yield _plural_verb(block, m)
    for m in _VERB.finditer(text):
        before = _BEFORE_NOUN.search(text, max(0, m.start() - 48), m.start())
        if before is not None and _is_plural_noun(m["noun"]) and _opens_clause(block, before.start("start")):
            yield _plural_verb(block, m)


def _is_plural_noun(noun: str) -> bool:
    kinds = tags(noun)
    if noun in _MEASURES or noun.endswith("ics") or "NNS" not in kinds:
        return False
    return noun == "people" or not kinds & {"NN", "NNP", "JJ"}


def _plural_verb(block: Block, m: re.Match[str]) -> Finding:
    right = "have been" if m["verb"].startswith("has") and " " in m["verb"] else _PLURAL_OF[m["verb"]]
    message = f"\N{LEFT DOUBLE QUOTATION MARK}{m['noun']}\N{RIGHT DOUBLE QUOTATION MARK} is plural and needs {right}."
    edit = replace(block, m.start("verb"), m.end("verb"), right)
    return finding(block, m.start("verb"), m.end("verb"), message, 0.75, review(f"use {right}", edit))


def _opens_clause(block: Block, at: int) -> bool:
    """True when a clause begins here, so that what stands here is its subject."""
    sentence = block.sentence_at(at)
    if sentence is None or sentence.start == at:
        return True
    before = block.text[sentence.start : at].rstrip()
    last = before.rsplit(None, 1)[-1].lower() if before else ""
    return last in _CLAUSE_BEFORE - {"and", "but"} or last.endswith("\N{LEFT DOUBLE QUOTATION MARK}")
