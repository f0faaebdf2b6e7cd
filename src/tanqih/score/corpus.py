"""From measured documents to the score of a corpus: sums, counts, interval, gate."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tanqih.check import Checker
from tanqih.commands.paths import matches
from tanqih.issue import ESTIMATE_WEIGHT
from tanqih.score.bootstrap import Sums, interval
from tanqih.score.gate import Group
from tanqih.score.points import Scale
from tanqih.score.result import CorpusScore, Counts, DocumentScore, Gate, ScoredIssue
from tanqih.score.settings import Override, Settings
from tanqih.score.spool import Spool
from tanqih.score.work import Measured


def signature(checker: Checker, scale: Scale) -> str:
    """What a score depends on, as `key:value` pairs joined by bars (sacreBLEU, `Signature`): version, profile, rule set, glossary hash,
    severity weights, model hash, weight of its estimate, scoring model. Two scores compare when their signatures are the same.
    """
    pairs = [pair.partition(":") for pair in checker.signature.split("|")]
    weights = "/".join(f"{weight:g}" for weight in scale.weights)
    blend = f"|estimate:{ESTIMATE_WEIGHT:g}" if checker.config.has_model else ""
    return "|".join(f"{key}:{weights if key == 'weights' else value}" for key, _, value in pairs) + f"{blend}|scale:{scale}"


def gather(measured: Iterable[Measured], spool: Spool) -> tuple[tuple[str, str, str], ...]:
    """Keep documents as they come.

    Returns:
        The first failure of each rule that raised: its id, the document, and what it said.
    """
    failures: dict[str, tuple[str, str, str]] = {}
    for one in measured:
        spool.append(one)
        for rule, error in one.failures:
            failures.setdefault(rule, (rule, one.score.id, error))
    return tuple(failures.values())


@dataclass(slots=True)
class _Sums:
    """Numbers of the documents so far: three per document, and counters."""

    documents: list[Sums] = field(default_factory=list)
    rule: Counter[str] = field(default_factory=Counter)
    severity: Counter[str] = field(default_factory=Counter)
    suppressed: Counter[str] = field(default_factory=Counter)
    state: Counter[str] = field(default_factory=Counter)

    def add(self, document: DocumentScore) -> None:
        """Count one document with the issues that are shown."""
        self.documents.append(Sums(document.points, document.words, document.estimated))
        for one in document.issues:
            if one.state and one.suppressed in (None, "baseline"):
                self.state[one.state] += 1
            if one.suppressed:
                self.suppressed[one.suppressed] += 1
            else:
                self.rule[one.issue.rule] += 1
                self.severity[str(one.issue.severity)] += 1

    def counts(self, absent: int) -> Counts:
        """The counters by name, ordered."""
        family: Counter[str] = Counter()
        for rule, number in self.rule.items():
            family[rule.partition("/")[0]] += number
        if absent:
            self.state["absent"] = absent
        return Counts(*(dict(sorted(one.items())) for one in (self.rule, family, self.severity, self.suppressed, self.state)))

    @property
    def estimate(self) -> float | None:
        """Mean of the models' estimates by words."""
        estimated = [one for one in self.documents if one.estimated is not None]
        words = sum(one.words for one in estimated)
        return math.fsum(one.estimated or 0.0 for one in estimated) / words if words else None


class Judge:
    """Holds the documents of a run to their limits."""

    def __init__(self, settings: Settings, folder: Path, *, judges_new: bool) -> None:
        """Args:
        settings: limits and overrides.
        folder: what the patterns of the overrides are relative to.
        judges_new: True when only issues that the baseline does not know are held against the documents.
        """
        self._settings, self._folder, self._judges_new = settings, folder, judges_new
        self._rest = Group("", settings.limits, judges_new)
        self._groups = [(one, Group(_where(one), settings.limits.under(one.limits), judges_new)) for one in settings.overrides]

    def add(self, document: DocumentScore, every: DocumentScore) -> None:
        """Count a document: with the issues that are shown, and with `every` issue."""
        scale = self._settings.scale
        points = scale.total(one.issue for one in every.issues if one.counts) if self._judges_new else document.points
        self._group(document.path).add(document, points, scale)

    def _group(self, path: str | None) -> Group:
        for override, group in self._groups:
            if path is not None and matches(path, override.paths, self._folder):
                return group
        return self._rest

    def gate(self) -> Gate:
        """Every limit of every group that has documents; the rest comes first."""
        groups = [group for group in (self._rest, *(group for _, group in self._groups)) if group.documents]
        return Gate(tuple(check for group in groups for check in group.checks(self._settings.scale)))


def _where(override: Override) -> str:
    return ", ".join(override.paths)


def total(
    spool: Spool,
    judge: Judge,
    scale: Scale,
    signed: str,
    absent: Sequence[ScoredIssue] = (),
    failures: tuple[tuple[str, str, str], ...] = (),
) -> CorpusScore:
    """The score of the documents in a spool.

    Args:
        spool: the documents, marked against the baseline if there is one.
        judge: holds them to their limits.
        scale: how points become a score.
        signed: the signature.
        absent: issues of the baseline that are gone.
        failures: rules that raised.
    """
    sums = _Sums()
    for every in spool.judged():
        shown = spool.shown(every)
        sums.add(shown)
        judge.add(shown, every)
    words, points = sum(one.words for one in sums.documents), math.fsum(one.points for one in sums.documents)
    estimate = sums.estimate
    score = scale.score(points, words, None if estimate is None else estimate * words)
    gone = tuple(one for one in absent if one.issue.confidence >= spool.least)
    return CorpusScore(
        spool, words, points, score, interval(sums.documents, scale), sums.counts(len(gone)), signed,
        gate=judge.gate(), absent=gone, failures=failures, estimate=estimate,
    )  # fmt: skip
