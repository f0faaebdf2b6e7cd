"""Chains of genitives round nouns of action: "the completion of the procedures of the registration of the candidates"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tanqih.english import DETERMINERS, FINITE_AUXILIARIES, can_be_verb_only, capitalise, singular, tags
from tanqih.issue import Severity
from tanqih.rules._rule import Finding, finding, replace, review, rule
from tanqih.rules.grammar._entities import PERSONS
from tanqih.rules.grammar._nominal import EMPTY, OF_AN_OBJECT, had_done, is_action, is_plural
from tanqih.rules.grammar._phrases import phrase_end
from tanqih.text import Block, Word

_UNDERTAKINGS = frozenset(
    (
        "project projects plan plans programme program campaign scheme contract contracts law bill policy strategy initiative "
        "decision agreement"
    ).split()
)
_ANNOUNCED = frozenset("announced announces announcing confirmed confirms reported reports revealed declared".split())
_LIGHT = EMPTY | frozenset(
    "start beginning end completion continuation process period task issue issues matter file level mechanism mechanisms".split()
)
_NOT_COMPOUND = frozenset(
    "people country region city state president minister world government war area town others public".split()
)
_PARTS = frozenset(
    (
        "one many some part parts kind kinds number most all half majority rest each any several two three occasion anniversary "
        "eve ahead light wake framework result"
    ).split()
)
_LEXICAL = frozenset(
    (
        "terms-reference rule-law weapons-destruction freedom-expression freedom-speech contempt-court state-emergency "
        "prisoners-war prime-life code-conduct rules-engagement cost-living standard-living balance-payments "
        "right-return house-representatives court-appeal court-cassation bill-rights board-directors chief-staff "
        "secretary-state"
    ).split()
)
_ONE_BY_ONE = frozenset(
    "sale election trial launch opening closure purchase merger review investigation inspection transfer increase reduction extension reform arrest "
    "killing assassination dismissal appointment resignation release start end beginning death return collapse crash explosion funeral".split()
)
_VOICED = {
    "start",
    "beginning",
    "end",
    "completion",
    "launch",
    "postponement",
    "cancellation",
    "suspension",
    "resumption",
    "opening",
    "closure",
    "success",
    "failure",
}


@dataclass(frozen=True, slots=True)
class _Link:
    """One noun phrase of the chain."""

    words: tuple[str, ...]
    start: int
    end: int

    @property
    def head(self) -> str:
        return self.words[-1].lower()

    @property
    def bare(self) -> bool:
        """True for a determiner with one noun, or one noun alone."""
        return len(self.words) - (self.words[0].lower() in DETERMINERS) == 1

    @property
    def core(self) -> str:
        """The phrase without "the"."""
        return " ".join(self.words[1:] if self.words[0].lower() == "the" else self.words)


@rule("style/awkward-style", Severity.MINOR, trigger=r"[a-z][ \n]of[ \n][^,.;:()]*[a-z][ \n]of[ \n]", wire=True)
def genitive_chain(block: Block) -> Iterator[Finding]:
    """The X of the Y of the Z, round nouns of action.

    Arabic strings nouns in genitives (idafa) and prefers nouns of action (masdar) to verbs. Empty nouns ("procedures",
    "implementation") are left out, the last two nouns become a compound ("candidate registration"), and "announced the
    completion of" becomes a clause. Left alone are names and titles ("the Custodian of the Two Holy Mosques") and short chains
    without a noun of action ("the end of the day").
    """
    if block.is_heading:
        return
    words = block.words
    i = 0
    while i < len(words):
        if words[i].lower != "of" or i == 0:
            i += 1
            continue
        links, behind = _links(block, words, i)
        i = max(behind, i + 1)
        result = _chain(block, links)
        if result is not None:
            yield result


def _links(block: Block, words: Sequence[Word], of: int) -> tuple[list[_Link], int]:
    """The noun phrases joined by "of", from the one before word `of` on, and the index behind the last."""
    text = block.text
    first = of - 1
    while first > 0 and of - first < 4 and words[first].lower not in DETERMINERS and _hangs_on(block, words, first):
        first -= 1
    if words[first].lower not in DETERMINERS:
        first = of - 1
    links = [_link(words, max(first, 0), of)]
    at = of
    while at < len(words) and words[at].lower == "of" and not text[words[at - 1].end : words[at].start].strip():
        end = phrase_end(words, at + 1, text)
        if end == at + 1:
            break
        links.append(_link(words, at + 1, end))
        at = end
    return links, at


def _hangs_on(block: Block, words: Sequence[Word], i: int) -> bool:
    return not block.text[words[i - 1].end : words[i].start].strip() and bool(tags(words[i].lower) & {"NN", "NNS", "JJ"})


def _link(words: Sequence[Word], i: int, j: int) -> _Link:
    return _Link(tuple(word.text for word in words[i:j]), words[i].start, words[j - 1].end)


def _chain(block: Block, links: Sequence[_Link]) -> Finding | None:
    ofs = len(links) - 1
    if ofs < 2 or links[0].head != links[0].words[-1] or block.quoted(links[0].start, links[-1].end):
        return None
    heads = [link.head for link in links[:-1]]
    actions = sum(is_action(head) or head in EMPTY for head in heads)
    light = sum(head in _LIGHT for head in heads)
    if (
        actions < (1 if ofs >= 3 else 2)
        or (ofs < 3 and not light)
        or any(link.words[0].lower() in {"a", "an"} for link in links[:-1])
    ):
        return None
    if ofs < 3 and not all(link.words[0].lower() == "the" for link in links):
        return None
    if any(link.head in _PARTS for link in links) or any(f"{a.head}-{b.head}" in _LEXICAL for a, b in itertools.pairwise(links)):
        return None
    confidence = 0.75 if ofs >= 3 and actions >= 2 else 0.65
    start, end = links[0].start, links[-1].end
    message = f"{ofs + 1} nouns hang together with \N{LEFT DOUBLE QUOTATION MARK}of\N{RIGHT DOUBLE QUOTATION MARK}."
    before = re.search(r"\b([a-z]+)[ \n]+$", block.text[max(0, start - 40) : start])
    shorter = _shorter(links)
    if block.text[start].isupper():
        shorter = capitalise(shorter)
    clause = None if _goes_on(block.text[end : end + 40]) else _as_clause(links, before[1] if before else "")
    suggestions = [review("turn the noun into a clause", replace(block, start, end, clause))] if clause else []
    if shorter != block.text[start:end]:
        suggestions.append(review("leave out empty nouns", replace(block, start, end, shorter), score=0.6))
    return finding(block, start, end, message, confidence if suggestions else confidence - 0.2, *suggestions)


def _goes_on(rest: str) -> bool:
    """True when a finite verb follows, so that the chain is a subject and no object."""
    m = re.match(r"[ \n]+([a-z]+)", rest)
    return m is not None and (m[1] in FINITE_AUXILIARIES or can_be_verb_only(m[1]))


def _as_clause(links: Sequence[_Link], before: str) -> str | None:
    """ "announced the completion of …" -> "announced that … had been completed"."""
    first = links[0].head
    done = had_done(first)
    if before not in _ANNOUNCED or done is None or first not in _VOICED:
        return None
    rest = _shorter(links[1:])
    return f"that {rest} {done}"


def _shorter(links: Sequence[_Link]) -> str:
    """The chain without its empty nouns, its last nouns made a compound."""
    kept = [
        link
        for i, link in enumerate(links)
        if link.head not in EMPTY or i == len(links) - 1 or (not is_action(links[i + 1].head) and not _undertaking(links[i + 1]))
    ]
    if len(kept) == 1:
        return " ".join(kept[0].words)
    *before, action, last = kept
    if not is_action(action.head) or len(action.words) > 2:
        return _joined([*before, action, last])
    if last.bare and last.words[0].lower() in {"the", last.head} and last.head not in _NOT_COMPOUND and last.words[-1].islower():
        before, tail = _compound(before, action, last)
    elif before and _undertaking(before[-1]) and action.head in OF_AN_OBJECT:
        tail = f"{' '.join(before[-1].words)} to {OF_AN_OBJECT[action.head].replace('+', ' ')} {' '.join(last.words)}"
        before = before[:-1]
    else:
        article = f"{action.words[0]} " if len(action.words) == 2 and (not before or action.head in _ONE_BY_ONE) else ""
        tail = f"{article}{action.head} of {' '.join(last.words)}"
    return " of ".join([*(" ".join(link.words) for link in before), tail])


def _compound(before: list[_Link], action: _Link, last: _Link) -> tuple[list[_Link], str]:
    """The last two nouns as one ("candidate registration", "the minister's trial"), with an undertaking before them if there is one."""
    name = f"{_singular(last.head)} {action.head}"
    if before and _undertaking(before[-1]):
        article = f"{before[-1].words[0]} " if before[-1].words[0].lower() in DETERMINERS else ""
        return before[:-1], f"{article}{name} {before[-1].head}"
    if last.head in PERSONS:
        return before, f"{' '.join(last.words)}'s {action.head}"
    return before, f"the {name}" if action.head in _ONE_BY_ONE else name


def _undertaking(link: _Link) -> bool:
    return link.head in _UNDERTAKINGS and len(link.words) <= 2


def _joined(links: Sequence[_Link]) -> str:
    return " of ".join(" ".join(link.words) for link in links)


def _singular(noun: str) -> str:
    return singular(noun) if is_plural(noun) else noun
