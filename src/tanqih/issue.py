"""The nouns of a finding: Edit, Suggestion, Issue, Decision, Report.

Frozen dataclasses on the standard library alone. Offsets count code points of the segment's target.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import Any

from tanqih.document import Document, Span

JSON_VERSION = 1
SCORE_WEIGHTS = {"neutral": 0.0, "minor": 1.0, "major": 5.0, "critical": 25.0}
ESTIMATE_WEIGHT = 0.8
"""Weight of a model's estimate in the score."""
_BETWEEN_ORIGINS = re.compile(r"\+(?=(?:rule|glossary|model):)")
CONTEXT_WORDS = 3
CONTEXT_REACH = 120
"""Code points in which the context words of a key are looked for."""


class Severity(IntEnum):
    """MQM severity levels, ordered."""

    NEUTRAL = 0
    MINOR = 1
    MAJOR = 2
    CRITICAL = 3

    def __str__(self) -> str:
        return self.name.lower()


class Applicability(Enum):
    """How far a suggestion may go without a person."""

    SAFE = "safe"
    """Right without asking."""
    REVIEW = "review"
    """Probably right, a person decides."""
    FLAG = "flag"
    """Shown only: no edit, or one that a guard objects to."""


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """One contiguous replacement in one segment's target."""

    segment: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One way to mend an issue.

    Attributes:
        edits: what changes, in any order, possibly in several segments.
        label: a few words that say what it does ("delete the mark").
        origin: `rule:…`, `glossary:…` or `model:…`; several, joined by `+`, when they propose the same.
        applicability: how far it may go without a person.
        score: rank among its issue's suggestions, 0..1, best first.
        guard: "" when the facts are the same before and after, else what differs.
    """

    edits: tuple[Edit, ...]
    label: str = ""
    origin: str = ""
    applicability: Applicability = Applicability.REVIEW
    score: float = 0.5
    guard: str = ""

    @property
    def origins(self) -> tuple[str, ...]:
        """Each origin by itself, the one that found it first."""
        return tuple(_BETWEEN_ORIGINS.split(self.origin))

    @property
    def text(self) -> str:
        """What the edits put in, in order of place."""
        return " ".join(edit.text for edit in sorted(self.edits) if edit.text)


@dataclass(frozen=True, slots=True)
class Issue:
    """A finding in one segment.

    Attributes:
        rule: `family/name`.
        category: MQM core name, `dimension/subtype` in kebab case.
        severity: usual severity of the rule, or what the rule knows better.
        confidence: the share of such issues that a professional editor would agree with, 0..1.
        segment: index of the segment.
        span: in the segment's target; covers every place in it that the first suggestion edits.
        message: one plain sentence that says what is wrong.
        suggestions: ranked, best first; may be empty.
        key: identity by content, see `issue_key`.
        text: the words under the span.
        document: id of the document.
        offset: start and end in the whole plain text, None where there is none.
        line, column: 1-based place in the container, None where unknown.
        source_span: in the segment's source, when the finding has a place there.
    """

    rule: str
    category: str
    severity: Severity
    confidence: float
    segment: int
    span: Span
    message: str
    suggestions: tuple[Suggestion, ...] = ()
    key: str = ""
    text: str = ""
    document: str = ""
    offset: tuple[int, int] | None = None
    line: int | None = None
    column: int | None = None
    source_span: Span | None = None

    @property
    def family(self) -> str:
        """The part of the rule id before the slash."""
        return self.rule.partition("/")[0]

    @property
    def best(self) -> Suggestion | None:
        """The first suggestion, if there is one."""
        return self.suggestions[0] if self.suggestions else None


def issue_key(document: str, rule: str, text: str, start: int, end: int, ordinal: int = 0) -> str:
    """Identity of an issue that survives a rerun: 16 hex digits.

    Made from document id, rule, the words, a few words each side and the ordinal among equals; never from the position or the
    message's wording (Harper, `ignored_lints`).
    """
    before = " ".join(text[max(0, start - CONTEXT_REACH) : start].split()[-CONTEXT_WORDS:])
    after = " ".join(text[end : end + CONTEXT_REACH].split()[:CONTEXT_WORDS])
    parts = (document, rule, text[start:end], before, after, str(ordinal))
    return hashlib.blake2b("\x1f".join(parts).encode("utf8", "surrogatepass"), digest_size=8).hexdigest()


class Verdict(Enum):
    """What a person decided about an issue or a paragraph."""

    ACCEPT = "accept"
    REJECT = "reject"
    OWN_TEXT = "own-text"
    IGNORE_RULE = "ignore-rule"
    REWRITE = "rewrite"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person, or a policy, decided.

    Attributes:
        key: the issue's key; for REWRITE and OWN_TEXT without an issue, the segment's own key.
        verdict: the kind of decision.
        edits: exactly what is applied; empty for REJECT and IGNORE_RULE. Offsets refer to the document as it was read.
        group: decisions made at one stroke; undo drops a whole group.
        choice: number of the accepted suggestion, from 0.
        rule: rule id of the issue.
        segment: index of the segment.
        made_at: seconds since the epoch.
        seconds: time spent on it.
        keystrokes: keys pressed for it (effort).
        typed: characters typed for it into an editor (effort).
    """

    key: str
    verdict: Verdict
    edits: tuple[Edit, ...] = ()
    group: int = 0
    choice: int | None = None
    rule: str = ""
    segment: int = 0
    made_at: float = 0.0
    seconds: float = 0.0
    keystrokes: int = 0
    typed: int = 0


@dataclass(frozen=True, slots=True)
class RuleFailure:
    """A rule that raised: its id and what it said. The other rules went on."""

    rule: str
    error: str


@dataclass(frozen=True, slots=True)
class Report:
    """What `check` found in one document; issues are ordered by place, then by rule.

    Attributes:
        document: that was checked.
        issues: of confidence 0.1 and up.
        failures: rules, or models, that raised.
        score_signature: what the score depends on.
        estimate: share of words that a post-editor would change, as a model estimates it, 0..1; None without one.
    """

    document: Document
    issues: tuple[Issue, ...]
    failures: tuple[RuleFailure, ...] = ()
    score_signature: str = ""
    estimate: float | None = None

    @property
    def words(self) -> int:
        """Words of all targets, split at white space."""
        return sum(len(segment.target.split()) for segment in self.document.segments)

    @property
    def counts(self) -> Counter[str]:
        """Issues per rule."""
        return Counter(issue.rule for issue in self.issues)

    @property
    def score(self) -> float:
        """Overall quality 0..100: 100 less the confidence-weighted MQM penalty points per 100 words.

        Linear scoring model of MQM (mqm-core, "Scoring models"): severity multipliers 0/1/5/25, all error types weighted alike.
        With a model that is one part of two: the other is the share of words that a post-editor would leave, and

            score = (1 - ESTIMATE_WEIGHT) * issues + ESTIMATE_WEIGHT * 100 * (1 - estimate)

        A text without words scores 100.
        """
        words = self.words
        if not words:
            return 100.0
        points = sum(SCORE_WEIGHTS[str(issue.severity)] * issue.confidence for issue in self.issues)
        score = max(0.0, 100.0 - 100.0 * points / words)
        if self.estimate is None:
            return score
        return (1.0 - ESTIMATE_WEIGHT) * score + ESTIMATE_WEIGHT * 100.0 * (1.0 - self.estimate)


def issue_as_json(issue: Issue, path: str | None = None) -> dict[str, Any]:
    """The stable JSON object of one issue (`JSON_VERSION`), keys as documented in docs/json.md."""
    return {
        "document": issue.document,
        "path": path,
        "line": issue.line,
        "column": issue.column,
        "rule": issue.rule,
        "category": issue.category,
        "severity": str(issue.severity),
        "confidence": round(issue.confidence, 4),
        "segment": issue.segment,
        "start": issue.span.start,
        "end": issue.span.end,
        "offset": list(issue.offset) if issue.offset else None,
        "source_start": issue.source_span.start if issue.source_span else None,
        "source_end": issue.source_span.end if issue.source_span else None,
        "text": issue.text,
        "message": issue.message,
        "key": issue.key,
        "suggestions": [
            {
                "text": suggestion.text,
                "edits": [
                    {"segment": edit.segment, "start": edit.span.start, "end": edit.span.end, "text": edit.text}
                    for edit in suggestion.edits
                ],
                "label": suggestion.label,
                "origin": suggestion.origin,
                "applicability": suggestion.applicability.value,
                "score": round(suggestion.score, 4),
                "guard": suggestion.guard,
            }
            for suggestion in issue.suggestions
        ],
    }
