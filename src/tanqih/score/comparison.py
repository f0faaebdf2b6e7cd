"""The nouns of a comparison: what changed between two versions of a corpus, and how sure that is. `result` gives them on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Interval(NamedTuple):
    """Confidence interval by bootstrap over documents: the score lies between `low` and `high` at `level` (0.95)."""

    low: float
    high: float
    level: float
    samples: int


class DocumentChange(NamedTuple):
    """A document in two versions: its id and file (of the newer), both scores, issues that are gone and that are new."""

    id: str
    path: str | None
    old: float
    new: float
    fixed: int
    introduced: int

    @property
    def difference(self) -> float:
        """How much the score rose."""
        return self.new - self.old


class RuleChange(NamedTuple):
    """Numbers of a rule's issues in two versions."""

    rule: str
    old: int
    new: int


class MetricChange(NamedTuple):
    """A metric of two versions against the same references, with the p-value of no difference."""

    name: str
    old: float
    new: float
    p_value: float
    signature: str
    higher_is_better: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of a corpus, over the documents that both have.

    Attributes:
        old, new: scores.
        interval: of the difference new - old, by paired bootstrap over documents; None for fewer than two.
        p_value: two-sided, of no difference.
        documents: number of documents that both have.
        better, worse: documents whose score changed, the greatest change first.
        rules: rules whose number of issues changed, the greatest change first.
        only_old, only_new: ids of documents that one version alone has.
        metrics: reference metrics of both.
    """

    old: float
    new: float
    interval: Interval | None
    p_value: float
    documents: int
    better: tuple[DocumentChange, ...] = ()
    worse: tuple[DocumentChange, ...] = ()
    rules: tuple[RuleChange, ...] = ()
    only_old: tuple[str, ...] = ()
    only_new: tuple[str, ...] = ()
    metrics: tuple[MetricChange, ...] = ()

    @property
    def difference(self) -> float:
        """How much the score rose."""
        return self.new - self.old
