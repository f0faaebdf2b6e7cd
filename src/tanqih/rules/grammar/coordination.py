"""Clauses or nouns strung with "and"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tanqih.english import (
    DETERMINERS,
    FINITE_AUXILIARIES,
    FUNCTION_WORDS,
    PREPOSITIONS,
    SAYING,
    SUBJECT_PRONOUNS,
    can_be_verb_only,
    capitalise,
    tags,
)
from tanqih.issue import Edit, Severity
from tanqih.rules._rule import Finding, finding, insert, replace, review, rule
from tanqih.rules.grammar._nominal import is_plural
from tanqih.rules.grammar._phrases import LONGEST, NUMBER_WORDS, long_phrase_end, phrase_end
from tanqih.text import Block, Word

_AWKWARD = "style/awkward-style"


@rule(_AWKWARD, Severity.MINOR, trigger=r"[ \n]and[ \n][^,;.]*[ \n]and[ \n]", wire=True)
def wa_chain(block: Block) -> Iterator[Finding]:
    """Three or more nouns or clauses strung with "and".

    Arabic strings them with wa- and has no series with commas. Nouns become a list with commas, a new clause with its own
    subject a new sentence. Left alone are pairs inside a list ("oil and gas, rice and sugar"), names, "between A and B", and
    what stands in quotations.
    """
    if block.is_heading:
        return
    for sentence in block.sentences:
        words = sentence.words
        if any(word.text in {"I", "we", "We", "I'm", "I've", "my"} for word in words):
            continue
        run = _longest_run(block, words) if len(words) <= LONGEST else []
        if len(run) < 2 or block.quoted(words[run[0]].start) or block.quoted(words[run[-1]].start):
            continue
        result = _chain(block, words, run)
        if result is not None:
            yield result


def _longest_run(block: Block, words: Sequence[Word]) -> list[int]:
    """Indices of the most "and"s in a row without a comma or another mark between them."""
    best: list[int] = []
    run: list[int] = []
    for i, word in enumerate(words):
        if i and block.text[words[i - 1].end : word.start].strip():
            best, run = max(best, run, key=len), []
        elif word.lower == "and" and 0 < i < len(words) - 1 and not _bound(words, i) and not _closes_list(block, words, i):
            run.append(i)
    return max(best, run, key=len)


_FIXED_PAIRS = frozenset(
    "oil-gas men-women research-development law-order trial-error supply-demand import-export health-safety trade-industry "
    "dead-wounded dead-injured killed-wounded killed-injured more-more science-technology food-drink peace-security "
    "safety-security security-stability rights-freedoms water-electricity bread-butter rice-sugar time-again here-there "
    "now-then up-down back-forth profit-loss terms-conditions search-rescue television-radio radio-television boys-girls "
    "women-children day-night arts-crafts sooner-later weapons-ammunition arms-ammunition towns-villages cities-towns".split()
)


def _bound(words: Sequence[Word], i: int) -> bool:
    """True for an "and" inside a pair: "oil and gas", "Trinidad and Tobago", "between A and B", "two hundred and five"."""
    left, right = words[i - 1], words[i + 1]
    if f"{left.lower}-{right.lower}" in _FIXED_PAIRS:
        return True
    if left.lower in {"hundred", "thousand", "million"} or left.lower[0].isdigit() or left.lower in NUMBER_WORDS:
        return True
    if left.lower in FINITE_AUXILIARIES and right.lower in FINITE_AUXILIARIES:
        return True
    if tags(left.lower) & {"VBD", "VBN"} and tags(right.lower) & {"VBD", "VBN"} and left.lower not in _ENDS_CLAUSE:
        return True
    if left.capitalised and right.capitalised and not _lists_names(words, i):
        return True
    before = [word.lower for word in words[max(0, i - 6) : i]]
    clause = before[len(before) - before[::-1].index("and") :] if "and" in before else before
    return "between" in clause or "both" in clause


_ENDS_CLAUSE = frozenset(
    "closed flooded destroyed cut damaged arrived opened left died collapsed fallen broken stopped blocked".split()
)


def _lists_names(words: Sequence[Word], i: int) -> bool:
    """True when single names are strung: "Tunisia and Algeria and Morocco"; not "Energy and Water Appropriations Act"."""
    if words[i - 1].lower in {"bosnia", "trinidad", "antigua", "johnson", "marks", "procter", "serbia"}:
        return False
    return any(
        0 < j < len(words) - 1 and words[j].lower == "and" and words[j - 1].capitalised and words[j + 1].capitalised
        for j in (i - 2, i + 2, i - 3, i + 3)
    )


def _closes_list(block: Block, words: Sequence[Word], i: int) -> bool:
    """True for an "and" that ends a list with commas ("gifts, cars and flats"), or joins two bare nouns in a phrase."""
    kind = _kind(words[i + 1 : i + 7], block.text)
    listed = "," in block.text[words[max(0, i - 4)].start : words[i].start]
    if (listed and kind in {"noun", "clause"}) or _before_verb(words, i):
        return True
    if kind != "noun":
        return False
    neighbours = {words[j].lower for j in (i - 2, i + 2) if 0 <= j < len(words)}
    if "and" in neighbours or i < 2:
        return False
    left, right = words[i - 1].lower, words[i + 1].lower
    bare = words[i - 2].lower in PREPOSITIONS or can_be_verb_only(words[i - 2].lower) or i == 1
    if right in FUNCTION_WORDS or right.endswith("ing") or can_be_verb_only(right):
        return False
    follows = words[i + 2].lower if i + 2 < len(words) else ""
    adjectives = "JJ" in tags(left) and "JJ" in tags(right) and bool(tags(follows) & {"NN", "NNS"})
    return adjectives or (bare and phrase_end(words[i + 1 :], 0, block.text) == 1 and bool(tags(left) & {"NN", "NNS"}))


def _before_verb(words: Sequence[Word], i: int) -> bool:
    """True when no word before can be a verb, so that the "and" joins two subjects."""
    return not any(word.lower in FINITE_AUXILIARIES or tags(word.lower) & {"VBD", "VBZ", "VBP"} for word in words[1:i])


def _chain(block: Block, words: Sequence[Word], run: list[int]) -> Finding | None:
    ends = [*run[1:], _clause_end(block, words, run[-1])]
    kinds = [_kind(words[i + 1 : end], block.text) for i, end in zip(run, ends, strict=True)]
    for k in range(1, len(kinds)):
        first = words[run[k] + 1].lower
        if kinds[k] == "noun" and kinds[k - 1] == "verb" and "VBD" in tags(first) and "NNS" not in tags(first):
            kinds[k] = "verb"
    kinds = [
        "other" if kind == "noun" and end != ends[-1] and not _simple(words[i + 1 : end]) else kind
        for kind, i, end in zip(kinds, run, ends, strict=True)
    ]
    groups = _groups(kinds)
    if len(run) == 2 and (
        len(groups) > 1 or kinds[0] not in {"noun", "clause", "verb"} or not _short_items(words, run, ends, kinds[0])
    ):
        return None
    edits = _rewritten(block, words, run, groups)
    confidence = {2: 0.6, 3: 0.65}.get(len(run), 0.75)
    start, end = words[run[0] - 1].start, words[ends[-1] - 1].end
    message = (
        f"The sentence strings {len(run) + 1} parts together with "
        "\N{LEFT DOUBLE QUOTATION MARK}and\N{RIGHT DOUBLE QUOTATION MARK}."
    )
    if not edits:
        return finding(block, start, end, message, 0.6 if len(run) > 3 else 0.4) if len(run) > 2 else None
    return finding(block, start, end, message, confidence, review("make a list with commas", *edits))


def _simple(piece: Sequence[Word]) -> bool:
    """True for a noun phrase without a clause or an infinitive of its own."""
    if sum(word.lower in PREPOSITIONS for word in piece) > 1 or any(can_be_verb_only(word.lower) for word in piece[1:]):
        return False
    return len(piece) <= 8 and not {word.lower for word in piece} & {
        "to",
        "that",
        "who",
        "which",
        "whose",
        "where",
        "when",
        "as",
        "by",
    }


def _clause_end(block: Block, words: Sequence[Word], i: int) -> int:
    """Index behind the clause that begins after word `i`: up to a mark or the end."""
    for j in range(i + 1, len(words)):
        if re.search(r"[,;:()\N{EN DASH}\N{EM DASH}]", block.text[words[j - 1].end : words[j].start]):
            return j
    return len(words)


def _kind(piece: Sequence[Word], text: str) -> str:
    """What a conjunct is by its first words: noun, verb, clause, to, that, preposition, participle, other."""
    if not piece:
        return "other"
    first = piece[0].lower
    if first == "to":
        return "to"
    if first == "that":
        return "that"
    if first in PREPOSITIONS:
        return "preposition"
    if first in FINITE_AUXILIARIES or can_be_verb_only(first):
        return "verb"
    kinds, second = tags(first), piece[1].lower if len(piece) > 1 else ""
    if ("VB" in kinds and not kinds & {"NN", "NNS", "JJ"}) or (
        "VBD" in kinds and second in DETERMINERS | PREPOSITIONS | NUMBER_WORDS
    ):
        return "verb"
    if first.endswith("ly") and "RB" in tags(first):
        return "other"
    if first.endswith("ing") and "NN" not in tags(first):
        return "participle"
    end = phrase_end(piece, 0, text) if first not in SUBJECT_PRONOUNS else 1
    whole = max(end, long_phrase_end(piece, 0, text))
    for at in (end, whole):
        if (
            0 < at < len(piece)
            and (piece[at].lower in FINITE_AUXILIARIES or tags(piece[at].lower) & {"VBD", "VBZ"})
            and piece[at].lower not in PREPOSITIONS
        ):
            return "clause"
    if end == 0:
        return "other"
    return "noun" if not any(word.lower in FINITE_AUXILIARIES for word in piece) else "other"


def _groups(kinds: Sequence[str]) -> list[tuple[str, int]]:
    groups: list[tuple[str, int]] = []
    for kind in kinds:
        if groups and groups[-1][0] == kind:
            groups[-1] = (kind, groups[-1][1] + 1)
        else:
            groups.append((kind, 1))
    return groups


def _short_items(words: Sequence[Word], run: Sequence[int], ends: Sequence[int], kind: str) -> bool:
    """True when three items are alike and short enough to be one list."""
    if kind == "clause":
        return run[0] >= 3
    lengths = [end - i - 1 for i, end in zip(run, ends, strict=True)]
    if kind == "noun":
        second, third = words[run[0] + 1 : run[1]], words[run[1] + 1 : ends[1]]
        if lengths[0] > 5 or words[run[0] - 1].lower in FUNCTION_WORDS or second[-1].lower in FUNCTION_WORDS:
            return False
        if all(item[0].lower in DETERMINERS for item in (second, third)):
            return True
        before = words[run[0] - 2] if run[0] > 1 else None
        if (
            before is None
            or before.capitalised
            or not (before.lower in PREPOSITIONS or tags(before.lower) & {"VBD", "VBZ", "VB"})
        ):
            return False
        alone = len(second) == 1 and (len(third) == 1 or third[1].lower in PREPOSITIONS)
        return alone and all("JJ" not in tags(item[0].lower) for item in (words[run[0] - 1 :], second, third))
    return lengths[0] <= 8


def _rewritten(block: Block, words: Sequence[Word], run: Sequence[int], groups: Sequence[tuple[str, int]]) -> list[Edit]:
    edits: list[Edit] = []
    at = 0
    for number, (kind, count) in enumerate(groups):
        ands = run[at : at + count]
        at += count
        if kind == "other":
            return []
        if number == 0:
            edits += _commas(block, words, ands[:-1])
            continue
        opener = _opener(block, words, ands[0], kind, count, groups[:number])
        edits += opener
        edits += _commas(block, words, ands[1:-1] if kind in {"verb", "clause"} else ands[:-1])
        if kind in {"verb", "clause"} and len(ands) > 1 and not opener:
            return []
    return edits


def _opener(block: Block, words: Sequence[Word], i: int, kind: str, count: int, before: Sequence[tuple[str, int]]) -> list[Edit]:
    """How a group of another kind is joined to what stands before it."""
    gap = words[i - 1].end
    alone = kind == "clause" and (count > 1 or words[i + 1].lower not in SUBJECT_PRONOUNS) and not _in_that_clause(words, i)
    if alone and (count > 1 or before[0][1] > 1):
        return [_break(block, words, i)]
    if kind == "clause":
        that = " that" if _in_that_clause(words, i) else ""
        return [insert(block, gap, ","), *([insert(block, words[i].end, that)] if that else [])]
    if kind == "verb":
        if count > 1:
            return [replace(block, gap, words[i].end, ",")]
        if before[-1][1] > 1 or len(before) > 1:
            pronoun = (
                "They" if _plural_subject(block, words) and _enough_follows(words, i) and not _in_that_clause(words, i) else ""
            )
            return [replace(block, gap, words[i].end, f". {pronoun}")] if pronoun else [insert(block, gap, ",")]
    return []


def _enough_follows(words: Sequence[Word], i: int) -> bool:
    """True when enough follows to make a sentence of its own."""
    return len(words) - i > 3


def _break(block: Block, words: Sequence[Word], i: int) -> Edit:
    gap = words[i - 1].end
    return replace(block, gap, words[i + 1].end, f". {capitalise(words[i + 1].text)}")


def _commas(block: Block, words: Sequence[Word], ands: Sequence[int]) -> list[Edit]:
    return [replace(block, words[i - 1].end, words[i].end, ",") for i in ands]


def _in_that_clause(words: Sequence[Word], i: int) -> bool:
    return any(words[j].lower == "that" and (words[j - 1].lower in SAYING or words[j - 1].lower == "and") for j in range(1, i))


def _plural_subject(block: Block, words: Sequence[Word]) -> bool:
    end = phrase_end(words, 0, block.text)
    if end == 0 or words[0].lower in SUBJECT_PRONOUNS:
        return words[0].lower == "they"
    if any(word.lower in NUMBER_WORDS or word.lower == "both" for word in words[:end]):
        return True
    return is_plural(words[end - 1].lower) and words[0].lower not in DETERMINERS - {
        "the",
        "these",
        "those",
        "his",
        "her",
        "its",
        "their",
        "some",
    }
