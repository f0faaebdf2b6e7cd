"""The unit of work: check one document, tell what was set aside, score it. The same in this process and in a pool of them."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from itertools import islice
from multiprocessing import get_context
from typing import Any, NamedTuple

from tanqih.check import READ_AHEAD, Checker
from tanqih.commands.ignores import Ignores
from tanqih.config import Config
from tanqih.document import Document
from tanqih.errors import InputError
from tanqih.issue import Issue, Report
from tanqih.score.fingerprint import neighbourhoods
from tanqih.score.measure import Part, document_score, scored
from tanqih.score.points import Scale
from tanqih.score.result import DocumentScore, Suppression

BATCH = 8
"""Documents that go to a worker at a time."""
AHEAD = 4
"""Batches per worker that are under way at most, so that memory stays flat."""


class Item(NamedTuple):
    """A document to score, and its file as reports call it."""

    document: Document
    path: str | None


class Measured(NamedTuple):
    """A scored document with all its issues, whatever their confidence.

    Attributes:
        score: of the document.
        sides: of each issue, `neighbourhoods`.
        failures: rules that raised, and what they said.
    """

    score: DocumentScore
    sides: tuple[tuple[str, str], ...]
    failures: tuple[tuple[str, str], ...]


class Scorer:
    """Scores documents with one set-up."""

    def __init__(self, config: Config, ignores: Ignores, scale: Scale, placed: bool = False) -> None:
        """Args:
        config: settings of the checker.
        ignores: entries of the ignore file.
        scale: how points become a score.
        placed: find the exact places of issues and suggestions in the file, which takes time.

        Raises:
            TanqihError: as for `Checker`.
        """
        self.checker = Checker(config)
        self.ignores, self.scale, self.placed = ignores, scale, placed

    @property
    def batch(self) -> int:
        """Documents that are best taken at a time: a model reads them together."""
        return READ_AHEAD if self.checker.config.has_model else BATCH

    def __call__(self, item: Item) -> Measured:
        """Score one document."""
        return self._measured(item, self.checker.check(item.document))

    def many(self, items: Sequence[Item]) -> Iterator[Measured]:
        """Score documents, in order."""
        return map(self._measured, items, self.checker.check_many([item.document for item in items]))

    def _measured(self, item: Item, report: Report) -> Measured:
        document, path = item
        aside: list[tuple[Issue, Suppression]] = [(issue, "inline") for issue in self._inline(report)]
        live: list[Issue] = []
        names = self.ignores.names(document.path) if self.ignores else frozenset()
        for issue in report.issues:
            if issue.key in self.ignores.keys or names & {"all", issue.family, issue.rule}:
                aside.append((issue, "file"))
            else:
                live.append(issue)
        report = replace(report, issues=tuple(live))
        issues = scored(report, path, suppressed=aside, part=_part_of(document) if self.placed else None)
        targets = {segment.index: segment.target for segment in document.segments}
        sides = tuple(neighbourhoods(one.issue, targets[one.issue.segment]) for one in issues)
        failures = tuple((failure.rule, failure.error) for failure in report.failures)
        return Measured(document_score(report, self.scale, issues, path), sides, failures)

    def _inline(self, report: Report) -> Iterator[Issue]:
        """Issues that a comment in the text sets aside: those that are found only when the comments are not heeded."""
        if not any(segment.ignored for segment in report.document.segments):
            return
        heeded = {(issue.segment, issue.span, issue.rule) for issue in report.issues}
        bare = replace(report.document, segments=tuple(replace(s, ignored=frozenset()) for s in report.document.segments))
        ignored = {segment.index: segment.ignored for segment in report.document.segments}
        for issue in self.checker.check(bare).issues:
            named = ignored[issue.segment] & {"all", issue.family, issue.rule}
            if named and (issue.segment, issue.span, issue.rule) not in heeded:
                yield issue


def _part_of(document: Document) -> Part | None:
    from tanqih.score.reporters.container import part_of

    return part_of(document)


_workers: list[Scorer] = []
"""The one scorer of a process of the pool."""


def _start(*settings: Any) -> None:
    """Set up a process of the pool; an interrupt is for the parent, which then ends the pool."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _workers[:] = [Scorer(*settings)]


def _do(batch: list[Item]) -> list[Measured]:
    return list(_workers[0].many(batch))


def measure(items: Iterable[Item], scorer: Scorer, workers: int = 1) -> Iterator[Measured]:
    """Scored documents in the order of the input, whatever the number of workers.

    Args:
        items: the documents, read as they are needed.
        scorer: what scores them here; its settings go to the workers.
        workers: processes; with 1 the work is done in this one.

    Raises:
        InputError: a worker died.
    """
    if workers <= 1:
        source = iter(items)
        while batch := list(islice(source, scorer.batch)):
            yield from scorer.many(batch)
        return
    settings = (scorer.checker.config, scorer.ignores, scorer.scale, scorer.placed)
    # A spawned process shares nothing with this one, so that it cannot inherit locks or half a state.
    with ProcessPoolExecutor(workers, get_context("spawn"), _start, settings) as pool:
        try:
            yield from _pooled(pool, iter(items if scorer.placed else map(_light, items)), workers, scorer.batch)
        except BrokenProcessPool:
            raise InputError("a worker process died", "there may be too little memory; use fewer --workers") from None
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _pooled(pool: ProcessPoolExecutor, items: Iterator[Item], workers: int, size: int) -> Iterator[Measured]:
    pending: deque[Future[list[Measured]]] = deque()
    while batch := list(islice(items, size)):
        pending.append(pool.submit(_do, batch))
        if len(pending) > workers * AHEAD:
            yield from pending.popleft().result()
    while pending:
        yield from pending.popleft().result()


class _Format(NamedTuple):
    """All that scoring asks of a reader's skeleton."""

    format: str | None


def _light(item: Item) -> Item:
    """The document without its bytes, which need not travel."""
    name = getattr(item.document.skeleton, "format", None)
    return item._replace(document=replace(item.document, skeleton=_Format(name)))
