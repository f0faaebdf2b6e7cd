"""What a rule's page says of the glossary behind the rule."""

from __future__ import annotations

from collections import Counter

from tanqih.commands.terminal import Piece, Screen
from tanqih.glossary import load
from tanqih.glossary.match import ALONE, CONTEXT, HINT, PROVEN, SHOWN, WITHOUT_CONTEXT

_INDENT = "  "
_EVIDENCE = {
    "alone": f"name words that are wrong wherever they stand (evidence alone): {ALONE:.0%} sure, {WITHOUT_CONTEXT:.0%} on another desk's page",
    "context": f"wait for a near word in the paragraph or the headline (evidence context): {CONTEXT:.0%} sure, {WITHOUT_CONTEXT:.0%} without",
    "source": f"wait for the Arabic, which alone can tell (evidence source): at most {HINT:.0%} sure without it",
}


def show_entries(screen: Screen, rule: str) -> None:
    """Write where the suggestions of a rule come from; nothing for a rule that has no entries of its own."""
    evidence = Counter(entry.evidence for entry in load().entries if entry.rule == rule)
    if not evidence:
        return
    screen.line()
    screen.line(Piece("bold", "Where it knows from"))
    said = f"{evidence.total():,} entries of the shipped glossaries name the words that are wrong, the Arabic behind them and what to write."
    screen.wrapped([Piece("", f"{said} A suggestion names its entry, as in glossary:politics and the Arabic.")], _INDENT)
    for name, about in _EVIDENCE.items():
        if evidence[name]:
            screen.wrapped([Piece("", f"{evidence[name]:,} {about}.")], "    ", "  - ")
    where = f"With the Arabic beside the English, {PROVEN:.0%} where it holds the term. Findings from {SHOWN:.0%} up are shown."
    screen.wrapped([Piece("", f"{where} `tanqih glossary lookup WORDS` shows the entries and why they fire or do not.")], _INDENT)
