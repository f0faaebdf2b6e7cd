"""Identity of an issue by content, for comparing runs: in a file with another name, or in text that was moved."""

from __future__ import annotations

import hashlib

from tanqih.issue import CONTEXT_REACH, CONTEXT_WORDS, Issue, issue_key


def fingerprint(issue: Issue, text: str) -> str:
    """Identity of an issue in the target `text` of its segment: as its key, but without the document and the ordinal. 16 hex digits."""
    return issue_key("", issue.rule, text, issue.span.start, issue.span.end)


def neighbourhoods(issue: Issue, text: str) -> tuple[str, str]:
    """Identities by the words of one side only, left and right, for an issue beside which something was mended.

    Each is 16 hex digits, or "" when there are no words on that side.
    """
    left = text[max(0, issue.span.start - CONTEXT_REACH) : issue.span.start].split()[-CONTEXT_WORDS:]
    right = text[issue.span.end : issue.span.end + CONTEXT_REACH].split()[:CONTEXT_WORDS]
    return _half(issue, "left", left), _half(issue, "right", right)


def _half(issue: Issue, side: str, words: list[str]) -> str:
    if not words:
        return ""
    parts = (issue.rule, issue.text, side, *words)
    return hashlib.blake2b("\x1f".join(parts).encode("utf8", "surrogatepass"), digest_size=8).hexdigest()
