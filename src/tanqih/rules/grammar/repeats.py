"""Words that stand twice: "the the army", "to strengthen and strengthen", "material, moral and moral damage"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import eq

from tanqih.english import DETERMINERS, FUNCTION_WORDS, PREPOSITIONS, tags
from tanqih.issue import Edit, Severity, Suggestion
from tanqih.lazy import regex
from tanqih.rules._rule import Finding, delete, finding, flag, replace, review, rule, safe
from tanqih.text import Block

GRAMMAR = "linguistic-conventions/grammar"
_SAFE = frozenset("the a an and".split())
_FUNCTION = frozenset(
    "of to for in on at from with by between among against into as or but is are was were be been being has have will would can "
    "could should may might must its their his our my your they he she it we you which who whose when where while if because "
    "than this these those its".split()
)
_TWICE = frozenset(
    "had not that very so much many long far no yes really too well now there bye blah ha big old little deep wide same never "
    "always just please hear knock tut chop boo hip pom cha couscous yo go run wait stop sing half pretty right ever more quite "
    "way all do did her you who it one two three four five six seven eight nine ten hundred thousand million billion "
    "nine-one-one what why how good great bad poor dear quick quickly slow slowly okay ok hot cold high low hush shame allez "
    "viva tom win lose work plus trillion first".split()
)
_PARTICLES = frozenset("in on by up out off over through down along".split())
_PARTICLE_VERBS = frozenset(
    "move check come go get give hand log bring call set sign step take turn fill break join kick settle sink tune drop dive "
    "phone cave close fly bed carry catch drag hang head hold keep let live look lock lay pass plug press pull push put rely "
    "rub send sit stay stand start stick switch touch walk try work zoom vote buy dig fit mail pitch pour rush chip weigh sleep "
    "tie throw".split()
)
_PAIRED = frozenset(
    "more again over on through out by so such up down round around year month week day hour minute night mile time time "
    "thousand hundred million billion dozen tens ton acre page many much long far deep deeper in less fewer better worse "
    "further half one two three four five six seven eight nine ten on-and-on neck side side-by-side around back forth there "
    "here then now this that those these they he she we you it who what when where how why never always ever row loads lot pile "
    "inch piece".split()
)
_SPACES = r"[ \n\t]+"
_START = r"(?<!['\N{RIGHT SINGLE QUOTATION MARK}\-])\b"
_ADJACENT = regex(rf"{_START}([a-z]+){_SPACES}\1\b(?!['\N{{RIGHT SINGLE QUOTATION MARK}}\-])", re.IGNORECASE)
_PAIR = regex(rf"{_START}([a-z]{{3,}}){_SPACES}and{_SPACES}((?:the|to|of)[ \n])?\1\b(?![\-'])", re.IGNORECASE)
_LISTED = regex(rf"{_START}([a-z]{{4,}}),{_SPACES}(\1)\b(?=,|{_SPACES}and\b)", re.IGNORECASE)
_TOKEN = regex(r"[^\W_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}]+[^\W_]+)*")
_GLUE = frozenset("-'\N{RIGHT SINGLE QUOTATION MARK}")
_LONGEST_RUN, _SHORTEST_QUOTED = 12, 5
_PHRASE = regex(rf"{_START}([a-z]+{_SPACES}[a-z]+){_SPACES}\1\b(?![\-'])", re.IGNORECASE)


@rule(GRAMMAR, Severity.MINOR, trigger=None, changes={"all"})
def duplicate_word(block: Block) -> Iterator[Finding]:
    """A word or a passage that stands twice, side by side, or a word joined by "and".

    Templates merge ("The the army", "was built in 2008, the was built in 2008, the") and two Arabic synonyms fall on one English word ("to strengthen and strengthen ties";
    "material, moral and moral damage"). One of the two goes: without asking for the, a, an and and, else for a person, who
    looks whether the pair meant two things. Left alone are doublings that are English ("had had", "that that", "moved in in
    May", "more and more"), names ("Walla Walla", "Boutros Boutros-Ghali") and doublings for emphasis inside quotations. Beside its Arabic a
    pair with "and" or a comma is only marked: there it can be seen which two words were meant.
    """
    runs = _runs_of(block.tokens)
    if not runs and not _may_repeat(block.tokens):
        return
    taken = bytearray(len(block.text))
    for start, end, result in _runs(block, runs):
        taken[start:end] = b"\1" * (end - start)
        yield result
    for found in (_phrases, _adjacent, _pairs, _listed):
        for m, result in found(block):
            if not any(taken[m.start() : m.end()]):
                taken[m.start() : m.end()] = b"\1" * (m.end() - m.start())
                yield result


def _may_repeat(tokens: list[str]) -> bool:
    """A quick look, without regular expressions: does a word, or a pair of words, come again at once or behind "and"?"""
    if 1 in bytes(map(eq, tokens, tokens[1:])):
        return True
    second = bytes(map(eq, tokens, tokens[2:]))
    if b"\1\1" in second:
        return True
    third = bytes(map(eq, tokens, tokens[3:]))
    return any(same and tokens[at + 1] == "and" for again in (second, third) if 1 in again for at, same in enumerate(again))


def _runs_of(tokens: list[str]) -> list[tuple[int, int]]:
    """Where three words or more come again at once: the first of them and how many, no two of which overlap."""
    if len(set(zip(tokens, tokens[1:], tokens[2:], strict=False))) >= len(tokens) - 2:
        return []
    found: list[tuple[int, int]] = []
    for size in range(min(_LONGEST_RUN, len(tokens) // 2), 2, -1):
        same, at = bytes(map(eq, tokens, tokens[size:])), -1
        while (at := same.find(b"\1" * size, at + 1)) >= 0:
            if all(at + 2 * size <= other or other + 2 * length <= at for other, length in found):
                found.append((at, size))
    return found


def _runs(block: Block, runs: list[tuple[int, int]]) -> Iterator[tuple[int, int, Finding]]:
    """The findings of `_runs_of`, with their bounds: exact copies inside a sentence, of words that are not spoken for effect."""
    text = block.text
    words = [m.span() for m in _TOKEN.finditer(text)] if runs else []
    if len(words) != len(block.tokens):
        return
    for at, size in runs:
        (start, _), (_, middle) = words[at], words[at + size - 1]
        (again, _), (_, end) = words[at + size], words[at + 2 * size - 1]
        plain = {text[slice(*word)] for word in words[at : at + size]}
        sentence = block.sentence_at(start)
        if len(plain) < 3 or sum(word.isalpha() and word.islower() for word in plain) < 2 or text[end : end + 1] in _GLUE:
            continue
        if text[start:middle] != text[again:end] or sentence is None or sentence.end < end:
            continue
        quoted = block.quoted(start, end)
        if quoted and size < _SHORTEST_QUOTED:
            continue
        message = f"“{text[again:end]}” stands twice."
        drop = delete(block, middle, end)
        sure = not quoted and text[middle:again].isspace() and not any(c.isdigit() for c in text[start:middle])
        confidence = 0.97 if sure else 0.6 if quoted else 0.85
        yield start, end, finding(block, start, end, message, confidence, (safe if sure else review)("keep one", drop))


def _adjacent(block: Block) -> Iterator[tuple[re.Match[str], Finding]]:
    text = block.text
    for m in _ADJACENT.finditer(text):
        first, second = m.group()[: len(m[1])], m.group()[-len(m[1]) :]
        word = m[1].lower()
        if second != word or (first != word and not (first == second.capitalize() and _starts_sentence(block, m.start()))):
            continue
        message = f"\N{LEFT DOUBLE QUOTATION MARK}{m.group()}\N{RIGHT DOUBLE QUOTATION MARK}: the word stands twice."
        edit = delete(block, m.start() + len(m[1]), m.end())
        if word in _SAFE:
            yield m, finding(block, m.start(), m.end(), message, 0.97, safe("keep one", edit))
            continue
        confidence = _adjacent_confidence(block, m, word)
        if confidence:
            yield m, finding(block, m.start(), m.end(), message, confidence, review("keep one", edit))


def _adjacent_confidence(block: Block, m: re.Match[str], word: str) -> float:
    if word in _FUNCTION:
        before = block.text[max(0, m.start() - 80) : m.start()].rsplit(None, 1)[-1:]
        if word in _PARTICLES and before and before[0].lower().rstrip("seding")[:3] in {verb[:3] for verb in _PARTICLE_VERBS}:
            return 0.0
        return 0.6 if word in {"is", "was", "has", "have", "are", "were", "this", "his", "it", "you"} else 0.9
    if len(word) < 3 or word in _TWICE or block.quoted(m.start(), m.end()):
        return 0.0
    kinds = tags(word)
    if not kinds:
        return 0.0
    return 0.8 if kinds & {"NN", "NNS", "VBD", "VBG", "VBZ"} else 0.65


def _pairs(block: Block) -> Iterator[tuple[re.Match[str], Finding]]:
    text = block.text
    for m in _PAIR.finditer(text):
        word = m[1].lower()
        second = text[m.end() - len(word) : m.end()]
        singular = word.removesuffix("s")
        if second != word or {word, singular} & _PAIRED or word in DETERMINERS or word in _FUNCTION or word.endswith("er"):
            continue
        if block.quoted(m.start(), m.end()):
            continue
        kinds = tags(word)
        after = text[m.end() : m.end() + 80].lstrip()
        before = re.search(r"([a-z]+|,)\s+$", text[max(0, m.start() - 80) : m.start()])
        noun_here = before is not None and before[1] in PREPOSITIONS | DETERMINERS | {","} and bool(kinds & {"NN", "NNS"})
        noun_here = noun_here and not (m[2] or "").startswith("to")
        follows = re.match(r"[a-z]+", after)
        following = follows.group() if follows else ""
        if following in {"of", "that", "which", "who"} or (
            "NN" in kinds and "JJ" not in kinds and tags(following) & {"NN", "NNS"}
        ):
            continue
        if before is not None and before[1] not in FUNCTION_WORDS | {","} and tags(before[1]) & {"NN", "NNS"} and "JJ" in kinds:
            continue
        verbal = kinds & {"VB", "VBP", "VBD", "VBG", "VBZ"} and not noun_here
        if not kinds or (verbal and not _object_follows(after)):
            continue
        message = f"\N{LEFT DOUBLE QUOTATION MARK}{m.group()}\N{RIGHT DOUBLE QUOTATION MARK} says the same word twice."
        comma = re.search(r",\s*(?:[a-z]+ )?$", text[max(0, m.start() - 80) : m.start()])
        in_list = comma is not None and comma.group().strip() == ","
        if in_list and comma is not None and not m[2]:
            edit = replace(block, comma.start(), m.end() - len(word), " and ")
            span = (comma.start(), m.end())
        else:
            edit = delete(block, m.start() + len(word), m.end())
            span = (m.start(), m.end())
        yield m, finding(block, *span, message, 0.75, _keep_one(block, edit))


def _object_follows(after: str) -> bool:
    """True when the text goes on with something that a verb could govern, so that a repeated verb is no emphasis ("he ran and
    ran").
    """
    first = re.match(r"[\w'-]+", after)
    if first is None:
        return False
    word = first.group()
    return (
        word.lower() in DETERMINERS or word[0].isupper() or bool(tags(word) & {"NN", "NNS", "JJ"} and word not in FUNCTION_WORDS)
    )


def _listed(block: Block) -> Iterator[tuple[re.Match[str], Finding]]:
    for m in _LISTED.finditer(block.text):
        word = m[1].lower()
        if m[2] != word or word in _TWICE or block.quoted(m.start(), m.end()) or not tags(word) & {"NN", "NNS"}:
            continue
        message = f"\N{LEFT DOUBLE QUOTATION MARK}{word}\N{RIGHT DOUBLE QUOTATION MARK} stands twice in the list."
        edit = delete(block, m.start() + len(word), m.end())
        yield m, finding(block, m.start(), m.end(), message, 0.75, _keep_one(block, edit))


def _keep_one(block: Block, edit: Edit) -> Suggestion:
    """Drop one of two equal words; only shown where the Arabic can be read for the other word that was meant: ice and snow."""
    return (flag if block.segment.source else review)("keep one", edit)


def _phrases(block: Block) -> Iterator[tuple[re.Match[str], Finding]]:
    for m in _PHRASE.finditer(block.text):
        phrase = m[1].lower().split()
        again = m.group()[-len(m[1]) :]
        if (
            phrase[0] == phrase[1]
            or again != again.lower()
            or {"and", "by", "to", "after"} & set(phrase)
            or block.quoted(m.start(), m.end())
        ):
            continue
        if set(phrase) & _TWICE:
            continue
        message = f"\N{LEFT DOUBLE QUOTATION MARK}{again}\N{RIGHT DOUBLE QUOTATION MARK} stands twice."
        edit = delete(block, m.start() + len(m[1]), m.end())
        yield m, finding(block, m.start(), m.end(), message, 0.85, review("keep one", edit))


def _starts_sentence(block: Block, at: int) -> bool:
    sentence = block.sentence_at(at)
    return sentence is not None and not block.text[sentence.start : at].strip("\"'(\N{LEFT DOUBLE QUOTATION MARK}")
