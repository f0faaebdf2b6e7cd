"""The order of words: the verb before its subject, a passive of announcement with a noun after it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tanqih.english import (
    COORDINATORS,
    DETERMINERS,
    FINITE_AUXILIARIES,
    PREPOSITIONS,
    SUBORDINATORS,
    capitalise,
    decapitalise,
    tags,
)
from tanqih.issue import Severity
from tanqih.lazy import regex
from tanqih.rules._rule import Finding, finding, replace, review, rule
from tanqih.rules.grammar._nominal import OF_AN_OBJECT, had_done, has_done, is_plural
from tanqih.rules.grammar._phrases import LONGEST, TIME_ADVERBS, is_time, long_phrase_end, phrase_end, starts_phrase
from tanqih.text import Block, Word

_IRREGULAR = (
    "Came Went Took Began Rose Fell Held Met Said Won Lost Broke Became Led Fled Saw Built Brought Fought Sought Spoke Swore "
    "Withdrew Wrote Drew Grew Stood Shot Struck Stole Chose Sank Flew Ran Sat Shook Spread"
).split()
_TELLING = frozenset(
    "said announced added confirmed affirmed explained stated declared stressed revealed indicated reported noted emphasised "
    "emphasized clarified disclosed mentioned considered underlined reiterated claimed pointed warned insisted denied "
    "acknowledged decided".split()
)
_MOVING = frozenset(
    "arrived came went died returned began started ended continued resumed happened occurred rose fell increased decreased "
    "declined appeared emerged stood sat participated exploded erupted broke collapsed escaped fled departed travelled traveled "
    "headed passed resigned intervened succeeded failed remained stopped gathered met withdrew sank flew ran spread dropped "
    "lasted agreed disappeared surrendered crashed burned demonstrated protested marched expired".split()
)
_NO_SUBJECT_NEXT = frozenset(
    "gave sent told offered paid handed showed brought sold awarded granted taught made called named found asked elected "
    "declared considered dubbed given based".split()
)
_ATTENDED = frozenset("attended visited witnessed joined opened inaugurated watched".split())
_HUMANS = regex(
    r"\b(?:number|minister|ministers|president|governor|officials?|ambassadors?|representatives?|members?|mayor|"
    r"director|leaders?|king|prince|"
    r"head|chairman|delegations?|dignitaries|experts|people|residents|students|secretary|spokesman|spokeswoman)\b"
)
_PARTICIPLES = (
    "announced confirmed reported revealed decided agreed disclosed noted discussed signed held arrested killed injured wounded "
    "launched formed opened postponed cancelled closed resumed suspended released delayed destroyed transferred completed "
    "inaugurated evacuated extended lifted imposed issued seized reopened stolen seen decreed approved registered observed "
    "recorded"
).split()
_DUMMY = regex(
    rf"\b[Ii]t[ \n]+(?P<tense>was|has been|is|had been|will be)[ \n]+(?:also[ \n]+|officially[ \n]+)?"
    rf"(?P<verb>{'|'.join(_PARTICIPLES)}"
    r")"
    r"(?P<when>[ \n]+(?:yesterday|today|on [A-Z][a-z]+day|(?:on|in) [A-Z][a-z]+|earlier))?[ \n]+(?=(?:the|a|an|two|"
    r"three|four|five|several|[0-9][0-9,]*[ \n][a-z]))"
)
_LEAD = regex(
    r"(?:On[ \n][A-Z][a-z]+day(?:[ \n](?:morning|evening|afternoon|night))?|Yesterday|Today|In[ \n]"
    r"(?:a|his|her|its)[ \n](?:statement|speech)),?[ \n]+(?=[a-z])"
)
_LED = frozenset("arrived returned died resigned departed escaped fled began ended".split())
_SENTENCE_FRONT = r"(?:^[^A-Za-z]{0,6}|[.!?][^A-Za-z]{1,6})"
_TRIGGER = (
    r"(?:On[ \n][A-Z][a-z]+day(?:[ \n][a-z]+)?|Yesterday|Today|In[ \n](?:a|his|her|its)[ \n](?:statement|speech))"
    r",?[ \n](?:[a-z]+ed|said|fled|began)[ \n]|"
    rf"{_SENTENCE_FRONT}(?:[A-Z][a-z]+ed|{'|'.join(_IRREGULAR)})[ \n]|{_SENTENCE_FRONT}(?:[Ww]as|[Ww]ere|[Hh]as|[Hh]ave|[Hh]ad|[Ww]ill|"
    r"[Ii]s|[Aa]re)[ \n]+(?:been[ \n]|be[ \n])?[a-z]+[ \n]"
    rf"|[Ii]t[ \n]+(?:was|has[ \n]+been|is|had[ \n]+been|will[ \n]+be)[ \n]+(?:also[ \n]+|officially[ \n]+)?(?:{'|'.join(_PARTICIPLES)})[ \n]"
)
_GRAMMAR = "linguistic-conventions/grammar"


@rule(_GRAMMAR, Severity.MAJOR, trigger=_TRIGGER, changes={"attribution"})
def vso_order(block: Block) -> Iterator[Finding]:
    """A verb before its subject, or "it was announced" with a noun after it.

    Arabic puts the verb first ("Arrived the delegation in Muscat"), and its passive of announcement takes a noun ("It was
    announced the postponement of the match"). The subject is moved before the verb; the noun is turned into a clause. Left
    alone are inverted attributions after a quotation (", said the minister"), questions and conditions ("Had he known"),
    participles that open a sentence ("Founded in 1990, the club") and "it" with a real antecedent ("It was announced the same
    day").
    """
    if not block.is_heading:
        for sentence in block.sentences:
            words = sentence.words
            if not 4 <= len(words) <= LONGEST or sentence.text.rstrip("\"'\N{RIGHT DOUBLE QUOTATION MARK})").endswith(("?", ":")):
                continue
            if block.quoted(words[0].start):
                continue
            lead = _lead_length(sentence.text)
            result = _verb_first(block, words[lead:], led=lead > 0) or (None if lead else _auxiliary_first(block, words))
            if result is not None:
                yield result
    for m in _DUMMY.finditer(block.text):
        result = _announced(block, m)
        if result is not None:
            yield result


def _lead_length(text: str) -> int:
    """How many words stand before the verb in "On Sunday arrived the president", "In a statement, said the ministry"."""
    m = _LEAD.match(text)
    return len(m.group().split()) if m else 0


def _verb_first(block: Block, words: Sequence[Word], *, led: bool) -> Finding | None:
    verb = words[0].lower
    if words[0].capitalised == led or verb in FINITE_AUXILIARIES or verb in PREPOSITIONS:
        return None
    if led and verb not in _TELLING | _LED:
        return None
    if "VBD" not in (kinds := tags(verb)) or (kinds & {"NN", "NNS", "VB", "VBP"} and verb not in _MOVING):
        return None
    subject, adjunct_end = _subject(block, words, verb)
    if subject is None:
        return None
    i, j = subject
    place = block.text[words[1].start : words[adjunct_end - 1].end] if adjunct_end > 1 else ""
    if i > adjunct_end:
        place = block.text[words[1].start : words[i - 1].end]
    start, end = words[0].start, words[j - 1].end
    phrase = block.text[words[i].start : end] if led else capitalise(block.text[words[i].start : end])
    text = f"{phrase} {decapitalise(block.text[start : words[0].end])}{' ' + place if place else ''}"
    message = f"The verb \N{LEFT DOUBLE QUOTATION MARK}{words[0].text}\N{RIGHT DOUBLE QUOTATION MARK} stands before its subject."
    return finding(block, start, end, message, 0.85, review("put the subject first", replace(block, start, end, text)))


def _subject(block: Block, words: Sequence[Word], verb: str) -> tuple[tuple[int, int] | None, int]:
    """Indices of the subject after a sentence-initial verb, and the index at which an adjunct between verb and subject ends."""
    text = block.text
    i = _behind_adjunct(words, 1, text)
    if i >= len(words) or not (starts_phrase(words[i]) or (words[i].capitalised and verb in _MOVING | _TELLING)):
        return None, i
    j = _subject_end(words, i, text, verb)
    if j == i or is_time(words, i, j) or (i > 1 and verb not in _MOVING) or words[i].lower in {"that", "this", "these", "those"}:
        return None, i
    if verb in _TELLING and _says_that(words, j, text):
        return (i, j), i
    if verb in _MOVING and (j == len(words) or not text[words[j - 1].end : words[j].start].strip()):
        follows = words[j].lower if j < len(words) else ""
        if (
            not follows
            or follows in PREPOSITIONS | SUBORDINATORS
            or follows in TIME_ADVERBS
            or follows.endswith(("ing", "ly"))
            or i > 1
        ):
            return (i, j), i
    return (_with_object(words, i, j, text, verb), i) if i == 1 else (None, i)


def _with_object(words: Sequence[Word], i: int, j: int, text: str, verb: str) -> tuple[int, int] | None:
    """The subject where a second noun phrase follows it directly: "Signed the two countries an agreement"."""
    if verb not in _NO_SUBJECT_NEXT:
        for k in range(i + 2, j):
            if words[i].lower in DETERMINERS and is_plural(words[k - 1].lower) and is_plural(words[k].lower):
                return (i, k)
    if verb in _NO_SUBJECT_NEXT or j >= len(words) or not starts_phrase(words[j]) or "," in text[words[0].start : words[j].end]:
        return None
    k = long_phrase_end(words, j, text)
    if k <= j or is_time(words, j, k):
        return None
    rest = text[words[k - 1].end : words[k - 1].end + 600]
    if "," in rest.split(".")[0] and verb.endswith("ed"):
        return None
    if (
        verb in _ATTENDED
        and _HUMANS.search(text[words[j].start : words[k - 1].end])
        and not _HUMANS.search(text[words[i].start : words[j].start])
    ):
        return (j, k)
    return (i, j)


def _behind_adjunct(words: Sequence[Word], i: int, text: str) -> int:
    """Index behind "yesterday", "on Sunday" or "in Cairo", which may stand between verb and subject."""
    if i < len(words) and words[i].lower in TIME_ADVERBS:
        return i + 1
    if (
        i + 1 < len(words)
        and words[i].lower in {"in", "on", "at", "to"}
        and words[i + 1].capitalised
        and not text[words[i].end : words[i + 1].start].strip()
    ):
        return i + 2
    return i


def _subject_end(words: Sequence[Word], i: int, text: str, verb: str) -> int:
    j = long_phrase_end(words, i, text)
    if verb in _MOVING and j < len(words) and words[j].lower.endswith("ing") and "VBG" in tags(words[j].lower):
        following = phrase_end(words, j + 1, text)
        if following > j + 1 and following < len(words):
            return following
    return j


def _says_that(words: Sequence[Word], j: int, text: str) -> bool:
    """True when "that" follows the subject, at once or behind a short phrase without a verb ("in a statement on Sunday")."""
    for k in range(j, min(j + 8, len(words))):
        if words[k].lower == "that":
            return (
                k == j or words[j].lower in PREPOSITIONS | TIME_ADVERBS or bool(text[words[j - 1].end : words[j].start].strip())
            )
        if words[k].lower in FINITE_AUXILIARIES or words[k].lower in COORDINATORS:
            return False
    return False


def _auxiliary_first(block: Block, words: Sequence[Word]) -> Finding | None:
    """ "Were killed three soldiers", "Has been announced the list"."""
    text = block.text
    if words[0].lower not in {"was", "were", "has", "have", "had", "will", "is", "are"}:
        return None
    i = 1
    while i < len(words) and words[i].lower in {"been", "be", "also"}:
        i += 1
    if i + 1 >= len(words) or not tags(words[i].lower) & {"VBN", "VBD"} or tags(words[i].lower) & {"NN", "NNS"}:
        return None
    i += 1
    at = _behind_adjunct(words, i, text)
    if at + 1 >= len(words) or not starts_phrase(words[at]):
        return None
    end = long_phrase_end(words, at, text)
    if (
        end == at
        or is_time(words, at, end)
        or words[at].lower in {"that", "this"}
        or "?" in text[words[0].start : words[-1].end + 1]
    ):
        return None
    verbs = decapitalise(text[words[0].start : words[at - 1].end])
    fixed = f"{capitalise(text[words[at].start : words[end - 1].end])} {verbs}"
    message = (
        f"The verb \N{LEFT DOUBLE QUOTATION MARK}{text[words[0].start : words[i - 1].end]}"
        "\N{RIGHT DOUBLE QUOTATION MARK} stands before its subject."
    )
    edit = replace(block, words[0].start, words[end - 1].end, fixed)
    return finding(block, words[0].start, words[end - 1].end, message, 0.8, review("put the subject first", edit))


def _announced(block: Block, m: re.Match[str]) -> Finding | None:
    """ "It was announced the postponement of the match"."""
    text, words = block.text, block.words
    i = block.word_index(m.end())
    j = phrase_end(words, i, text)
    if j == i or is_time(words, i, j) or words[j - 1].lower in {"case", "basis"}:
        return None
    noun = words[j - 1].lower
    whole = long_phrase_end(words, i, text)
    if whole < len(words) and (words[whole].lower in FINITE_AUXILIARIES or "VBD" in tags(words[whole].lower)):
        return None
    message = f"\N{LEFT DOUBLE QUOTATION MARK}{m.group().strip()}\N{RIGHT DOUBLE QUOTATION MARK} takes no noun after it."
    start, end = m.start("verb"), words[whole - 1].end
    if words[i].lower == "the" and j < whole and words[j].lower == "of":
        fixed = _as_clause(m, words, text, j, whole, noun)
        if fixed:
            return finding(
                block, start, end, message, 0.85, review("turn the noun into a clause", replace(block, start, end, fixed))
            )
    agreed = _agreeing(
        m["tense"],
        words[i].lower[0].isdigit() or words[i].lower in {"two", "three", "four", "five", "several"} or is_plural(noun),
    )
    subject = text[words[i].start : end]
    subject = capitalise(subject) if m.group().startswith("I") else subject
    fixed = f"{subject} {agreed} {m['verb']}{m['when'] or ''}"
    return finding(
        block, m.start(), end, message, 0.75, review("make the noun the subject", replace(block, m.start(), end, fixed))
    )


def _as_clause(m: re.Match[str], words: Sequence[Word], text: str, j: int, whole: int, noun: str) -> str | None:
    object_ = text[words[j + 1].start : words[whole - 1].end]
    when = m["when"] or ""
    if m["verb"] in {"decided", "agreed"} and noun in OF_AN_OBJECT:
        return f"{m['verb']}{when} to {OF_AN_OBJECT[noun].replace('+', ' ')} {object_}"
    head = words[phrase_end(words, j + 1, text) - 1].lower
    done = had_done(noun) if m["tense"] in {"was", "had been"} else has_done(noun, is_plural(head))
    if done is None or m["verb"] not in _TELLING | {"agreed"}:
        return None
    return f"{m['verb']}{when} that {object_} {done}"


def _agreeing(tense: str, many: bool) -> str:
    plurals = {"was": "were", "is": "are", "has been": "have been"}
    return plurals.get(tense, tense) if many else tense
