"""Why the glossary reports words of a text, or why not: the engine's own verdict on every pattern that fits, in words.

The figures are those of `match`, the reasons follow the table of glossaries/README.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tanqih.glossary import match
from tanqih.glossary.context import Context
from tanqih.glossary.entries import STANCE_RULES, AnyEntry, Entry
from tanqih.glossary.index import Compiled
from tanqih.glossary.match import Match, Places, is_accepted, judged

if TYPE_CHECKING:
    from tanqih.glossary.glossary import Glossary
    from tanqih.text import Block, Page

MAX_WORDS = 8
"""Near words that a reason names."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the engine says of one pattern in one place.

    Attributes:
        entry: the entry.
        pattern: the pattern as written.
        block: the block's index in the document.
        start, end: the words to be replaced.
        text: those words.
        found: the match, as sure as the context makes it; None where the engine passes the words over.
        kept: True for what it reports, at `found.confidence`; False for what is passed over or beaten by another entry.
        reasons: sentences without a full stop, the decisive one first.
    """

    entry: AnyEntry
    pattern: str
    block: int
    start: int
    end: int
    text: str
    found: Match | None
    kept: bool
    reasons: tuple[str, ...]


def explain(glossary: Glossary, page: Page) -> list[Verdict]:
    """Verdicts on all patterns that fit a page, in order of place, those that are kept first in each place."""
    verdicts = []
    context = Context(glossary, page)
    kept = [one for matches in glossary.matches(page).values() for one in matches]
    for block in page.blocks:
        tokens = block.tokens
        places = Places(block, tokens, glossary.index.candidates(tokens, hints=True), glossary, hints=True)
        here = [one for one in kept if one.block is block]
        verdicts += [_verdict(places, pattern, at, context, here) for pattern, at in places.candidates]
    return sorted(verdicts, key=lambda verdict: (verdict.block, verdict.start, not verdict.kept, -verdict.end))


def _verdict(places: Places, pattern: Compiled, at: int, context: Context, kept: Sequence[Match]) -> Verdict:
    block, entry = places.block, context.glossary.entry(pattern.entry)
    start, end = places.span(pattern, at)
    found: Match | None = None
    beaten: Match | None = None
    if not places.stands(pattern, at):
        reasons = [
            "the words stand there in another form: a capital, an apostrophe or a mark between them is not as in the pattern"
        ]
    elif block.segment.source is None and entry.evidence == "source" and sum(map(bool, pattern.slots)) == 1:
        reasons = ["only the Arabic can tell (evidence source), and without it one word alone is not even hinted at"]
    else:
        alone = Places(block, places.tokens, [(pattern, at)], context.glossary, hints=True)
        found = next(judged(alone, context), None)
        reasons = list(_grounds(found, block, context)) if found else [_passed_over(pattern, block, start, end, context)]
    if found:
        same = [one for one in kept if one.number == found.number and (one.start, one.end) == (start, end)]
        beaten = None if same else next((one for one in kept if one.start < end and start < one.end), None)
        if beaten:
            reasons.insert(0, f"{Path(beaten.entry.path).name}:{beaten.entry.line} {_how_it_wins(beaten, found)}")
    return Verdict(
        entry, pattern.text, block.index, start, end, block.text[start:end], found, bool(found and not beaten), tuple(reasons)
    )


def _how_it_wins(one: Match, other: Match) -> str:
    """Why one match is taken and another that overlaps it is not (`match._longest`)."""
    if (one.confidence < match.SHOWN) < (other.confidence < match.SHOWN):
        return "is surer"
    if one.reach[1] - one.reach[0] > other.reach[1] - other.reach[0]:
        return "reaches further"
    return "is surer" if one.confidence > other.confidence else "says the same of these words and comes first"


def _passed_over(pattern: Compiled, block: Block, start: int, end: int, context: Context) -> str:
    """Why the engine does not report words that a pattern fits."""
    entry = context.glossary.entry(pattern.entry)
    if is_accepted(context.glossary, pattern.entry, block.text, start, end):
        return "the words are part of an English form that the entry accepts"
    sentence = context.sentence(block, start)
    if far := [word for word in entry.far if sentence.holds((word,))]:
        return f"{_listed(far)} must not stand in the same sentence (far)"
    if ((isinstance(entry, Entry) and entry.wire) or entry.rule in STANCE_RULES) and block.quoted(start, end):
        return "house style leaves quotations alone"
    return "the Arabic does not hold the term, and only the Arabic can tell (evidence source)"


def _grounds(found: Match, block: Block, context: Context) -> Iterator[str]:
    """Why a match is as sure as it is."""
    entry = found.entry
    near = [
        word
        for word in entry.near
        if context.block(block).holds((word,)) or (context.headline and context.headline.holds((word,)))
    ]
    if found.in_source:
        yield f"the Arabic holds {entry.arabic[0]}"
    elif entry.evidence == "alone":
        yield "the pattern is wrong wherever it stands (evidence alone)"
    elif entry.evidence == "source":
        yield "only the Arabic can tell (evidence source), and none was given"
    if near:
        yield f"near words are there: {_listed(near)}"
    elif entry.evidence == "context" and context.near_on_page(entry):
        yield "near words stand elsewhere on the page, not in this paragraph or the headline"
    elif entry.near and entry.evidence != "alone":
        yield f"none of its near words stands in the paragraph or the headline: {_listed(entry.near)}"
    if isinstance(entry, Entry) and entry.desks:
        desks, on = " or ".join(entry.desks), context.on_desk(entry)
        yield (
            f"the text is recognised as one of the desk {desks}"
            if on
            else f"the text is not recognised as one of the desk {desks}"
        )
    if found.in_source is False:
        yield "the Arabic of the paragraph does not hold the term"


def _listed(words: Iterable[str]) -> str:
    words = list(words)
    return ", ".join(words[:MAX_WORDS]) + (f" and {len(words) - MAX_WORDS} more" if len(words) > MAX_WORDS else "")


def confidence_of(entry: AnyEntry) -> list[tuple[str, float]]:
    """How sure findings of an entry are, by circumstance: the rows of the table in glossaries/README.md that can apply to it."""
    desks = bool(isinstance(entry, Entry) and entry.desks)
    if entry.evidence == "alone":
        rows = [("wherever it stands, without the Arabic", match.ALONE)]
        if desks:
            rows = [("without the Arabic", match.ALONE), ("without the Arabic, on another desk's page", match.WITHOUT_CONTEXT)]
        return [*rows, ("the Arabic holds the term", match.PROVEN), ("the Arabic does not", match.ALONE_NOT_IN_SOURCE)]
    if entry.evidence == "source":
        rows = [("the Arabic holds the term", match.PROVEN)]
        if entry.near or desks:
            rows += [("the Arabic holds the term, but no near word and no page of the desk", match.UNTOLD)]
        hint = [("without the Arabic, near word or desk there", match.HINT)] if entry.near or desks else []
        return [*rows, *hint, ("without the Arabic", match.BARE_HINT)]
    term = isinstance(entry, Entry)
    page = [("without the Arabic, two near words anywhere on the page", match.NEAR_ON_PAGE)] if term else []
    return [
        ("without the Arabic, a near word in the paragraph or headline", match.CONTEXT),
        *page,
        ("without the Arabic and without near words", match.WITHOUT_CONTEXT),
        ("the Arabic holds the term, and a near word is there", match.PROVEN),
        ("the Arabic holds the term, and no near word is there", match.NEAR_ON_PAGE if term else match.UNTOLD),
        ("the Arabic does not hold the term", match.NOT_IN_SOURCE),
    ]
