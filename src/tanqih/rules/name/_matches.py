"""What the name rules share: glossary matches as findings, and the words round a match."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tanqih.glossary.match import SHOWN, Match
from tanqih.issue import Suggestion
from tanqih.quotation import RIGHT_SINGLE
from tanqih.rules._rule import Finding, finding, flag, replace, review
from tanqih.text import Block

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
    for rank, (start, end, new) in enumerate(match.replacements):
        made = make(f"write {new}", replace(match.block, start, end, new), score=round(confidence - 0.1 * rank, 2))
        suggestions.append(Suggestion(made.edits, made.label, match.entry.origin, made.applicability, made.score))
    return finding(match.block, match.start, match.end, message, confidence, *suggestions)


def word_before(block: Block, at: int) -> tuple[str, str]:
    """The word before an offset and what stands between; ("", …) at the start of the block."""
    m = _WORD_BEFORE.search(block.text, max(0, at - 40), at)
    return (m[1], m["gap"]) if m else ("", block.text[:at])


def word_after(block: Block, at: int) -> tuple[str, str]:
    """The word after an offset and what stands between; ("", …) at the end of the block."""
    m = _WORD_AFTER.match(block.text, at)
    return (m[2], m["gap"]) if m else ("", block.text[at:])
