"""What the rules on site furniture share: whole-line matches, and deleting a line."""

from __future__ import annotations

from tanqih.issue import Suggestion
from tanqih.rules._rule import Finding, delete, finding, review, safe
from tanqih.text import Block

_FINAL = '.!?:\N{HORIZONTAL ELLIPSIS}"\N{RIGHT DOUBLE QUOTATION MARK}'
_MAX_HEADLINE_WORDS = 20


def whole_line(block: Block, message: str, confidence: float, *, sure: bool) -> Finding:
    """A finding over the whole block whose first suggestion deletes the line.

    `sure` makes it safe, but never for the only line of a text: there nothing tells furniture from the text itself.
    """
    alone = not any(other.text for other in block.page.blocks if other is not block)
    edit = delete(block, 0, len(block.text))
    chosen: Suggestion = safe("delete the line", edit) if sure and not alone else review("delete the line", edit)
    return finding(block, 0, len(block.text), message, confidence if not alone else min(confidence, 0.55), chosen)


def looks_like_headline(block: Block) -> bool:
    """True for a short line without a final mark."""
    words = block.text.split()
    return 2 <= len(words) <= _MAX_HEADLINE_WORDS and block.text[-1] not in _FINAL
