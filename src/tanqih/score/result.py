"""The nouns of a score: what `tanqih score` knows about issues, documents and a corpus. Reporters read these and nothing else.

Frozen dataclasses on the standard library and the nouns of a finding. Words are counted at white space, points are MQM penalty points
(severity weight times confidence), scores run from 0 to 100, places are 1-based and count code points, as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol

from tanqih.issue import Issue
from tanqih.score.comparison import Comparison, DocumentChange, Interval, MetricChange, RuleChange

__all__ = [
    "Comparison", "CorpusScore", "Counts", "DocumentChange", "DocumentScore", "Documents", "Gate", "GateCheck", "HistoryEntry", "Interval",
    "Metric", "MetricChange", "Place", "PlacedEdit", "Reporter", "RuleChange", "ScoredIssue", "SegmentScore", "State", "Suppression", "per_1000",
]  # fmt: skip
PER_WORDS = 1000
"""Reference word count of MQM: points are told per so many words."""

State = Literal["new", "unchanged", "absent"]
Suppression = Literal["inline", "file", "baseline"]


class Place(NamedTuple):
    """A place in the container, line and column 1-based, the column in code points."""

    line: int
    column: int


class PlacedEdit(NamedTuple):
    """One replacement by its place in the container: from `start` up to, not including, `end`; both columns also in bytes of UTF-8."""

    start: Place
    end: Place
    text: str
    utf8: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class ScoredIssue:
    """An issue and where it stands in this run.

    Attributes:
        issue: the finding.
        path: its file as reports call it, None for a string.
        state: against the baseline: "new", "unchanged", or "absent" for one that the baseline holds and the text no longer does;
            None without a baseline.
        suppressed: who set it aside: "inline" (a comment in the text), "file" (the ignore file), "baseline" (known before); None for
            an issue that counts.
        fingerprint: identity by content, without the document's id, so that it survives a renamed file and moved text: 16 hex digits.
            Several issues of a corpus may share one.
        end: place behind the issue's last character, None where the container has no lines.
        fixes: for each of `issue.suggestions` what it changes in the file, by place, as the file writes it; () for one that cannot be
            told so. Empty when the run did not ask for places (`Scorer.placed`: only some formats need them, and they take time).
        utf8: the columns of start and end in bytes of UTF-8, 1-based, where they are known.
        before, after: the words of the segment beside the issue, cut at about 60 characters.
    """

    issue: Issue
    path: str | None = None
    state: State | None = None
    suppressed: Suppression | None = None
    fingerprint: str = ""
    end: Place | None = None
    fixes: tuple[tuple[PlacedEdit, ...], ...] = ()
    before: str = ""
    after: str = ""
    utf8: tuple[int, int] | None = None

    @property
    def counts(self) -> bool:
        """True when the gate counts it: not set aside, not gone."""
        return self.suppressed is None and self.state != "absent"

    @property
    def start(self) -> Place | None:
        """Place of the issue's first character."""
        return Place(self.issue.line, self.issue.column) if self.issue.line and self.issue.column else None


class SegmentScore(NamedTuple):
    """One paragraph: the index of its segment, words, points, score."""

    segment: int
    words: int
    points: float
    score: float


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """One document.

    Attributes:
        path: its file as reports call it, None for a string.
        id: of the document.
        words: of all targets.
        segments: number of segments with text.
        points: penalty points of all issues from confidence 0.1 up that are not set aside inline or by the ignore file.
        score: overall quality, see `tanqih.score.points`; with a model, its estimate is a part of it.
        issues: those of the run's least confidence and up, ordered by place, with those that are set aside (marked).
        segment_scores: one for each segment with text.
        record: 1-based line or record in a container of many documents.
        estimate: what a model thinks of the document, 0..100: the share of words that a post-editor would leave; None without one.
    """

    path: str | None
    id: str
    words: int
    segments: int
    points: float
    score: float
    issues: tuple[ScoredIssue, ...] = ()
    segment_scores: tuple[SegmentScore, ...] = ()
    record: int | None = None
    estimate: float | None = None

    @property
    def per_1000(self) -> float:
        """Penalty points per 1,000 words."""
        return per_1000(self.points, self.words)

    @property
    def estimated(self) -> float | None:
        """The estimate times the words, which adds up over documents; None without a model."""
        return None if self.estimate is None else self.estimate * self.words


def per_1000(points: float, words: int) -> float:
    """Penalty points per 1,000 words; 0 for a text without words."""
    return PER_WORDS * points / words if words else 0.0


class Documents(Protocol):
    """The documents of a corpus, in order: sized, and iterable as often as needed. A tuple is one; `score` keeps them on disk."""

    def __iter__(self) -> Iterator[DocumentScore]: ...

    def __len__(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of issues that count, by name; of those set aside by who did it; and against the baseline."""

    rule: Mapping[str, int] = field(default_factory=dict)
    family: Mapping[str, int] = field(default_factory=dict)
    severity: Mapping[str, int] = field(default_factory=dict)
    suppressed: Mapping[str, int] = field(default_factory=dict)
    state: Mapping[str, int] = field(default_factory=dict)

    @property
    def issues(self) -> int:
        """Number of issues that count."""
        return sum(self.rule.values())


class Metric(NamedTuple):
    """A metric beside the score.

    Attributes:
        name: "BLEU", "chrF++", "TER", "HTER", "COMET".
        value: of the whole corpus, in the metric's own unit (0..100; COMET as its model gives it).
        signature: how it was computed, as sacreBLEU writes it, or the model's name.
        higher_is_better: False for error rates.
        segments: number of segments it was computed over.
    """

    name: str
    value: float
    signature: str
    higher_is_better: bool
    segments: int


class GateCheck(NamedTuple):
    """One limit of the gate.

    Attributes:
        name: as the flag or the configuration calls it: "min-score", "max-major", "budgets.quotes".
        where: the path pattern it is for, "" for the whole corpus.
        allowed: the limit.
        found: what was measured.
        passed: True when the limit is kept.
        text: one sentence that says both numbers.
    """

    name: str
    where: str
    allowed: float
    found: float
    passed: bool
    text: str


@dataclass(frozen=True, slots=True)
class Gate:
    """What the gate says; without limits it has passed."""

    checks: tuple[GateCheck, ...] = ()

    @property
    def passed(self) -> bool:
        """True when every limit is kept."""
        return all(check.passed for check in self.checks)

    @property
    def failures(self) -> tuple[str, ...]:
        """A sentence for each limit that is not kept."""
        return tuple(check.text for check in self.checks if not check.passed)


class HistoryEntry(NamedTuple):
    """One earlier run, oldest first in a history; the last one is this run.

    Attributes:
        time: ISO 8601, in UTC.
        score: of the corpus.
        documents, words, points, issues: as in `CorpusScore`.
        signature: scores of another signature do not compare.
        passed: what the gate said.
    """

    time: str
    score: float
    documents: int
    words: int
    points: float
    issues: int
    signature: str
    passed: bool


@dataclass(frozen=True, slots=True)
class CorpusScore:
    """All documents of a run.

    Attributes:
        documents: in the order of the input; iterate, do not keep.
        words, points: sums over the documents.
        score: overall quality of the whole, words weighing alike whatever document they are in.
        interval: of the score; None for fewer than two documents.
        counts: of issues from the run's least confidence up.
        signature: what the score depends on, see `tanqih.score.signature`.
        metrics: reference metrics and others, none unless asked for.
        gate: limits and whether they are kept.
        history: earlier runs and this one, none unless asked for.
        absent: issues of the baseline that are gone.
        failures: rules that raised: id, document, and what they said.
        estimate: mean of the documents' model estimates by words; None without a model.
        comparison: with an older version of the corpus, None unless asked for.
    """

    documents: Documents
    words: int
    points: float
    score: float
    interval: Interval | None
    counts: Counts
    signature: str
    metrics: tuple[Metric, ...] = ()
    gate: Gate = Gate()
    history: tuple[HistoryEntry, ...] = ()
    absent: tuple[ScoredIssue, ...] = ()
    failures: tuple[tuple[str, str, str], ...] = ()
    estimate: float | None = None
    comparison: Comparison | None = None

    @property
    def per_1000(self) -> float:
        """Penalty points per 1,000 words."""
        return per_1000(self.points, self.words)


class Reporter(Protocol):
    """Writes a whole result; `tanqih.score.reporters.reporter(name)` gives one."""

    def __call__(self, corpus: CorpusScore) -> Iterator[str]:
        """The text of the report in pieces, in order; UTF-8 when it is written."""
