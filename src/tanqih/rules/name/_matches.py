"""What the name rules share: glossary matches as findings, and the words round a match."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tanqih.english import FUNCTION_WORDS, SAYING, capitalise
from tanqih.glossary.entries import NameEntry
from tanqih.glossary.match import SHOWN, Match
from tanqih.issue import Suggestion
from tanqih.quotation import RIGHT_SINGLE
from tanqih.rules._rule import Finding, finding, flag, replace, review
from tanqih.text import Block

_THE = re.compile(r"(?<![\w-])[Tt]he $")
_WITHOUT_ARTICLE = frozenset(("person", "place", "club", "outlet", "foreign-person", "foreign-place", "foreign-company"))
_WITH_ARTICLE = frozenset(
    "Zone Canal Farms Wall Mosque Negev Golan Bekaa Gezira Hague Pentagon Capitol Congress Donbas Capital Settlement Guardian "
    "Movement Party Forces Force Front Brigades Brigade Army Organization Council Coalition Alliance Corps Hospital Complex Congress "
    "Brotherhood Guards Rally Framework List Units State".split()
)
"""Last words of names that go with "the", always or sometimes."""
_WORD_BEFORE = re.compile(rf"([^\W\d_][\w{RIGHT_SINGLE}'-]*)(?P<gap>[^\w]*)$")
_WORD_AFTER = re.compile(rf"(?P<gap>[^\w]*)([^\W\d_][\w{RIGHT_SINGLE}'-]*)")


def match_findings(matches: Iterable[Match], *, show_only: bool = False) -> Iterator[Finding]:
    """Findings of glossary matches with the confidence that the glossary gave them.

    Args:
        matches: of one rule.
        show_only: True to make no suggestion more than a flag.
    """
    for match in matches:
        yield match_finding(match, match.confidence, show_only=show_only)


def match_finding(match: Match, confidence: float, *, show_only: bool = False) -> Finding:
    """One match as a finding; see `match_findings`."""
    message = f"“{match.text}” looks like {match.entry.arabic[0]} translated or misspelled. {match.entry.note}".strip()
    make = flag if show_only or confidence < SHOWN else review
    suggestions = []
    bare = _takes_no_article(match)
    for rank, (at, end, new) in enumerate(match.replacements):
        start, text = _article_start(match.block, at) if bare else at, _as_listed(match, at, new)
        made = make(f"write {text}", replace(match.block, start, end, text), score=round(confidence - 0.1 * rank, 2))
        suggestions.append(Suggestion(made.edits, made.label, match.entry.origin, made.applicability, made.score))
    return finding(match.block, match.start, match.end, message, confidence, *suggestions)


def _takes_no_article(match: Match) -> bool:
    """True where the name stands alone in its noun phrase and is one that takes no article: "the Dates Monastery" is Deir al-Balah."""
    entry = match.entry
    if not isinstance(entry, NameEntry) or entry.kind not in _WITHOUT_ARTICLE or match.reach[1] != match.end:
        return False
    last = entry.english.split()[-1]
    after, gap = word_after(match.block, match.end)
    alone = gap.strip() != "" or not after or after.lower() in FUNCTION_WORDS | SAYING
    return alone and last.rpartition("-")[2][0].isupper() and last not in _WITH_ARTICLE


def _as_listed(match: Match, start: int, new: str) -> str:
    """A house form with the capitals that the files give it (al-Bireh), whatever those of the wrong words; one that opens a sentence
    has a capital.
    """
    listed = match.entry.english
    if match.text[:4].lower() == "the " and isinstance(listed, str) and new == listed and listed.split()[-1] in _WITH_ARTICLE:
        return match.text[:4] + listed
    if not isinstance(listed, str) or new.lower() != listed.lower() or new.isupper():
        return new
    sentence = match.block.sentence_at(start)
    return capitalise(listed) if sentence is not None and sentence.start == start else listed


def _article_start(block: Block, start: int) -> int:
    """Offset of a "the" before an offset, or the offset itself; a sentence's first word stays where it is."""
    m = _THE.search(block.text, max(0, start - 5), start)
    return m.start() if m else start


def word_before(block: Block, at: int) -> tuple[str, str]:
    """The word before an offset and what stands between; ("", …) at the start of the block."""
    m = _WORD_BEFORE.search(block.text, max(0, at - 40), at)
    return (m[1], m["gap"]) if m else ("", block.text[:at])


def word_after(block: Block, at: int) -> tuple[str, str]:
    """The word after an offset and what stands between; ("", …) at the end of the block."""
    m = _WORD_AFTER.match(block.text, at)
    return (m[2], m["gap"]) if m else ("", block.text[at:])
