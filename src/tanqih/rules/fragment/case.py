"""Capitals in the middle of a sentence and small letters at its start."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tanqih.document import Role
from tanqih.english import (
    COORDINATORS,
    FINITE_AUXILIARIES,
    FUNCTION_WORDS,
    MONTHS,
    PREPOSITIONS,
    SAYING,
    SUBORDINATORS,
    WEEKDAYS,
    tags,
)
from tanqih.issue import Severity
from tanqih.lazy import regex
from tanqih.quotation import DOUBLE_MARKS, LEFT, LEFT_SINGLE, RIGHT, RIGHT_SINGLE
from tanqih.rules._rule import Finding, finding, replace, review, rule, safe
from tanqih.rules.fragment._clause import SAYING_PARTICIPLES, Verb, main_verb
from tanqih.rules.fragment._kinds import fragment_of
from tanqih.rules.fragment._mend import ABBREVIATIONS, LIST_LABEL
from tanqih.text import Block, Sentence, Word

_SPELLING = "linguistic-conventions/spelling"
_LINKS = frozenset("and or but which who whom whose where while whereas because although though".split())
_SUBJECTS = frozenset("he she it they we there this these that his her its their those the a an".split())
_STARTS = frozenset(
    "as since after before until unless when if with in on at from for by to of during despite through among between according "
    "including especially such so then also even not only therefore thus hence due owing".split()
)
_AMOUNTS = frozenset("most some many several both half each none all few dozens hundreds thousands".split())
_MIDDLE = _LINKS | frozenset(
    "since after before until unless that with from by during despite between she they his her its their these those is are was were "
    "has have had the of to in on at for as he".split()
)
_NEVER_FIRST = frozenset("and or which is are was were has have had".split())
_RELATIVES = frozenset("which where who whose whom while whereas as because although though since".split())
_TITLES_BEFORE = frozenset(
    "film movie song album book novel play series show programme program magazine band single title titled called named entitled "
    "hashtag slogan words motto act order".split()
)


def _capitals(words: frozenset[str]) -> str:
    return "|".join(sorted(word.capitalize() for word in words))


_MARKED = regex(
    rf"([,;])([ \n]*)((?:{_capitals(_LINKS)})(?=[ \n][A-Za-z])|(?:{_capitals(_SUBJECTS | _STARTS | _AMOUNTS | SAYING_PARTICIPLES)})(?=[ \n][a-z])"
    r"|[A-Z][a-z]+ed(?=[ \n](?:by|with|from|in|at|on)[ \n]))"
)
_BETWEEN = regex(
    rf"(?<![\w'{RIGHT_SINGLE}-])([a-z][a-z]+[ \n][a-z]+)[ \n]({_capitals(_MIDDLE)})[ \n](?=[a-z]+[ \n.,][a-z]|[a-z]+[.,;])"
)
_TRIGGER = (
    rf"[,;][ \n]*(?:{_capitals(_LINKS | _SUBJECTS | _STARTS | _AMOUNTS | SAYING_PARTICIPLES)})[ \n][A-Za-z]"
    rf"|[a-z][ \n](?:{_capitals(_MIDDLE)})[ \n][a-z]|[,;][ \n]*[A-Z][a-z]+ed[ \n](?:by|with|from|in|at|on)[ \n]"
    r"|[a-z],[ \n][A-Z][a-z]+[ \n](?:and|or)[ \n][a-z]"
)
_REACH = 300
_SCALES = frozenset("hundred thousand million billion trillion percent per".split())
_ENTITY = regex(r"&(?:[A-Za-z]{2,8}|#\d{1,6});")
_LISTED = regex(r"(?<![\w-])[a-z]+,[ \n]([A-Z][a-z]+)(?=[ \n](?:and|or)[ \n]([a-z]+))")
_TITLE = regex(rf"[\"{LEFT}{LEFT_SINGLE}'(\[][^\"{RIGHT}{RIGHT_SINGLE}.,)\]]*$")


@rule(_SPELLING, Severity.MINOR, trigger=_TRIGGER, supersedes={"grammar/initial-and"})
def midsentence_capital(block: Block) -> Iterator[Finding]:
    """A capital letter on an ordinary word after a comma or a semicolon, or in the middle of a phrase.

    It is the trace of pieces that were translated apart, or of an Arabic semicolon taken for a full stop. A function word in body text is
    put in lower case without asking; "; Where" becomes ", where", which a person confirms. Names, titles before names, titles of
    works, the first word of a quotation and headlines are left alone.
    """
    if block.is_heading:
        return
    text = block.text
    for m in _MARKED.finditer(text):
        yield from _after_mark(block, m)
    for m in _LISTED.finditer(text):
        yield from _in_list(block, m)
    for m in _BETWEEN.finditer(text):
        word, before = m.group(2), m.group(1).split()[-1]
        if before in _TITLES_BEFORE or _TITLE.search(text, max(0, m.start(2) - 40), m.start(2)):
            continue
        if before in {"the", "a"} and word.lower() in PREPOSITIONS:
            continue
        reported = word == "That" and before in SAYING
        sure = (word.lower() in _NEVER_FIRST or reported) and not block.quoted(m.start(2))
        small = replace(block, m.start(2), m.start(2) + 1, word[0].lower())
        chosen = (safe if sure else review)("use a small letter", small)
        message = f"“{word}” has a capital in the middle of a sentence."
        yield finding(block, m.start(2), m.end(2), message, 0.88 if sure else 0.6, chosen)


def _in_list(block: Block, m: re.Match[str]) -> Iterator[Finding]:
    """A common noun with a capital among things in lower case: "grain, Oil and cement"."""
    word, after = m.group(1), m.group(2)
    found = tags(word.lower())
    if word.lower() in FUNCTION_WORDS | MONTHS | WEEKDAYS or after in FUNCTION_WORDS or not found & {"NN", "NNS"}:
        return
    if not tags(after) & {"NN", "NNS"} or _TITLE.search(block.text, max(0, m.start() - 24), m.start(1)):
        return
    small = review("use a small letter", replace(block, m.start(1), m.start(1) + 1, word[0].lower()))
    message = f"“{word}” has a capital among words in lower case."
    yield finding(block, m.start(1), m.end(1), message, 0.6, small)


def _after_mark(block: Block, m: re.Match[str]) -> Iterator[Finding]:
    text = block.text
    mark, space, word = m.groups()
    if mark == ";" and _ENTITY.search(text, max(0, m.start() - 10), m.start() + 1):
        return
    lower, start, end = word.lower(), m.start(3), m.end(3)
    if lower.endswith("ed") and "VBD" not in tags(lower):
        return
    before = (text[max(0, m.start() - 40) : m.start()].split() or [""])[-1]
    spoken = before.lower().strip('"' + RIGHT)
    if spoken in SAYING or spoken in SAYING_PARTICIPLES or _titled(text, m) or text.startswith("Dear "):
        return
    message = f"“{word}” has a capital after a {'comma' if mark == ',' else 'semicolon'}."
    if mark == ";" and lower in _RELATIVES:
        turned = replace(block, m.start(), start + 1, f", {word[0].lower()}")
        yield finding(block, m.start(), end, message, 0.8, review("make it a comma", turned, score=0.8))
        return
    small = replace(block, m.end(1), start + 1, (space or " ") + word[0].lower())
    if space:
        small = replace(block, start, start + 1, word[0].lower())
    confidence, sure = _certainty(block, m, lower, before)
    if confidence:
        yield finding(block, m.start(), end, message, confidence, (safe if sure else review)("use a small letter", small))


def _titled(text: str, m: re.Match[str]) -> bool:
    """True in a title: two capitalised words before the comma, or a bracket or quotation mark that opened a few words before."""
    words = text[max(0, m.start() - 60) : m.start()].split()[-2:]
    if len(words) == 2 and all(word[:1].isupper() for word in words) and m.group(3).lower() not in {"and", "which", "but", "who"}:
        return True
    return _TITLE.search(text, max(0, m.start() - 24), m.start()) is not None


def _certainty(block: Block, m: re.Match[str], lower: str, before: str) -> tuple[float, bool]:
    """Confidence, and whether a small letter is right without asking."""
    text = block.text
    named = before[:1].isupper() and before.lower() not in WEEKDAYS | MONTHS
    plain = before[-1:].islower() and not named and not block.quoted(m.start(3))
    if m.group(1) == ";":
        return 0.7, False
    if lower in _SUBJECTS | _AMOUNTS:
        begin = max(text.rfind(". ", max(0, m.start() - _REACH), m.start()), m.start() - _REACH, 0)
        introduced = main_verb(block.words[block.word_index(begin) : block.word_index(m.start())], text) is Verb.NO
        return (0.72 if introduced else 0.55) if plain else 0.45, False
    following = [word[:1] for word in text[m.end(3) : m.end(3) + 40].split()[:2]]
    if not any(c.islower() or c.isdigit() for c in following) or (lower in _STARTS and following[-1].isupper()):
        return 0.0, False
    if lower in SAYING_PARTICIPLES or not all(c.islower() or c.isdigit() for c in following):
        return 0.75 if plain else 0.5, False
    return (0.92, lower in _LINKS | _STARTS) if plain else (0.7, False)


_NAME_STARTS = frozenset(
    "al el ad ar ash az de da di du la le van von der den bin ibn bint abu umm ben ould mc http https www e i x t ex eg ie "
    "et vs and or pp ca cf no nos mr mrs dr".split()
)
_PRONOUNS = frozenset(
    "neither either both many such none everybody anyone anything everything something what whatever whoever three four five six seven "
    "eight nine ten eleven twelve twenty thirty".split()
)
"""Words that can start a sentence and have no entry in the tables of tags."""
_CONNECTIVES = frozenset("meanwhile however moreover furthermore nevertheless therefore consequently earlier later".split())
_LATER_CAPITAL = regex(r"^[a-z]+[\w-]*[A-Z0-9@./_]")


@rule(
    _SPELLING,
    Severity.MINOR,
    trigger="[.!?\N{HORIZONTAL ELLIPSIS}\N{ARABIC QUESTION MARK}][^A-Za-z0-9.!?]*[a-z]|^[^A-Za-z0-9]*[a-z]",
    changes={"attribution"},
)
def lowercase_start(block: Block) -> Iterator[Finding]:
    """A sentence or a subheading that starts with a small letter.

    Arabic has no capitals, and the pieces were translated apart. The first letter becomes a capital, unless the words are the rest of the
    sentence before (then see fragment/split-modifier). Brand names such as eBay, names with a small article (al-, de, bin), web
    addresses and list labels are left alone.
    """
    for sentence in block.sentences:
        words = sentence.words
        if not words or not words[0].text[0].islower():
            continue
        first = words[0]
        chunk = block.text[first.start : first.start + 40].split()[0]
        if not _plain_start(block, sentence, first, chunk) or _LATER_CAPITAL.match(chunk) or not first.text.isascii():
            continue
        message = f"“{first.text}” starts a sentence with a small letter."
        edit = replace(block, first.start, first.start + 1, first.text[0].upper())
        confidence, sure = _start_certainty(block, sentence)
        if confidence:
            yield finding(block, first.start, first.end, message, confidence, (safe if sure else review)("use a capital", edit))


def _plain_start(block: Block, sentence: Sentence, first: Word, chunk: str) -> bool:
    """True for an ordinary English word that nothing but a quotation mark stands before."""
    between = block.text[sentence.start : first.start]
    name = first.lower.split("-")[0].split("'")[0]
    known = name in FUNCTION_WORDS | _PRONOUNS or bool(tags(name))
    return not between.strip('"' + LEFT) and known and name not in _NAME_STARTS and (len(first.text) > 1 or chunk == "a")


def _start_certainty(block: Block, sentence: Sentence) -> tuple[float, bool]:
    """Confidence, and whether a capital is right without asking; 0 where the words go on an earlier sentence or paragraph."""
    before, first = sentence.previous, sentence.words[0].lower
    if fragment_of(sentence) is not None:
        return 0.0, False
    complete = _whole(sentence)
    if before is None:
        previous = block.previous
        if block.role is Role.LIST_ITEM or len(sentence.words) < 3 or (previous is not None and not _closed(previous)):
            return 0.0, False
        if block.is_heading:
            return 0.6, False
        complete = complete and first in FUNCTION_WORDS | _CONNECTIVES
        verb = main_verb(sentence.words, block.text) is not Verb.NO
        if first == "where" or block.text.rstrip()[-1:] not in '.!?"' + RIGHT:
            return 0.45, False
        return (0.85 if complete else 0.55 if verb else 0.4), complete
    ending = block.text[before.start : before.end].rstrip('"' + RIGHT + " ")
    if ending[-1:] != "." or ending[-2:-1] in {".", " "}:
        return 0.0, False
    if _abbreviated(ending[:-1].rpartition(" ")[2].lstrip("(")):
        return 0.0, False
    if LIST_LABEL.search(ending[:-1]):
        return 0.0, False
    if ending[-2:-1] in DOUBLE_MARKS and any(word.lower in SAYING for word in sentence.words[:2]):
        return 0.0, False
    last = before.words[-1].lower if before.words else ""
    complete = (
        complete and not last[-1:].isdigit() and last not in _SCALES and block.text[before.end : sentence.start] in {" ", "\n"}
    )
    complete = complete and main_verb(before.words, block.text) is not Verb.NO
    quoted = block.quoted(sentence.words[0].start)
    return (0.92 if complete else 0.6), complete and not quoted


def _abbreviated(chunk: str) -> bool:
    """True when the full stop behind the chunk can belong to an abbreviation: "Ave.", "etc.", "p.m.", "E."."""
    word = chunk.rpartition("-")[2].rpartition("\n")[2]
    if "." in chunk or len(word) == 1 or word.lower() in ABBREVIATIONS:
        return True
    return len(word) <= 4 and word.lower() not in MONTHS and not tags(word.lower()) and word.lower() not in FUNCTION_WORDS


def _whole(sentence: Sentence) -> bool:
    """True for a sentence with a subject at its start and its verb, so that nothing of it can belong to the sentence before."""
    text, first = sentence.block.text, sentence.words[0].lower
    verb = main_verb(sentence.words, text)
    if verb is Verb.NO or ":" in sentence.text:
        return False
    if first in PREPOSITIONS | SUBORDINATORS | COORDINATORS | {"according"}:
        return "," in sentence.text and first not in COORDINATORS | {"which", "who", "whom", "whose", "that", "of"}
    if first in FUNCTION_WORDS - FINITE_AUXILIARIES:
        return True
    if tags(first) & {"VBD", "VBZ", "VBN", "VBG"}:
        return False
    return verb is Verb.YES or _noun_and_verb(sentence)


def _noun_and_verb(sentence: Sentence) -> bool:
    """True when a noun at the start has its verb right behind it, and the verb its object: a reduced clause has a preposition there."""
    words = sentence.words
    if len(words) < 4 or not tags(words[0].lower) & {"NN", "NNS"}:
        return False
    second, third = words[1].lower, words[2].lower
    if second in SAYING or second in FINITE_AUXILIARIES:
        return True
    return bool(tags(second) & {"VBD", "VBP"}) and third not in PREPOSITIONS and not words[2].capitalised


def _closed(block: Block) -> bool:
    """True for a heading, and for a paragraph that ends with a final mark."""
    return block.is_heading or block.text.rstrip()[-1:] in '.!?:"' + RIGHT
