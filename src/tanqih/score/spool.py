"""The documents of a run, kept on disk: a corpus of any size is scored in the memory of one document, and read again for each report."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from types import TracebackType

from tanqih.score.result import DocumentScore, ScoredIssue
from tanqih.score.work import Measured

MEMORY_BYTES = 16 * 1024 * 1024
"""Up to here the documents stay in memory."""
UNKNOWN, NEW, UNCHANGED = 0, 1, 2


class Spool:
    """Measured documents in the order they came; implements `tanqih.score.result.Documents`.

    Attributes:
        least: least confidence of the issues that a document shows.
        states: of every issue in order, UNKNOWN, NEW or UNCHANGED; empty without a baseline.
        holds_known: True to set aside the issues that the baseline knows; False only marks them.
    """

    def __init__(self, least: float) -> None:
        """Args:
        least: least confidence of the issues that documents show.
        """
        self.least = least
        self.states = bytearray()
        self.holds_known = True
        self._file = tempfile.SpooledTemporaryFile(MEMORY_BYTES)  # noqa: SIM115 - closed by the context manager
        self._count = 0

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()

    def __len__(self) -> int:
        return self._count

    def append(self, measured: Measured) -> None:
        """Keep one document."""
        pickle.dump(measured, self._file, pickle.HIGHEST_PROTOCOL)
        self._count += 1

    def measured(self) -> Iterator[Measured]:
        """The documents as they were kept, with all their issues; several iterations may be under way."""
        at = 0
        for _ in range(self._count):
            self._file.seek(at)
            measured: Measured = pickle.load(self._file)  # noqa: S301 - written by this process to a file of its own
            at = self._file.tell()
            yield measured
        self._file.seek(0, 2)

    def judged(self) -> Iterator[DocumentScore]:
        """Each document with all its issues, whatever their confidence, marked against the baseline."""
        at = 0
        for score, _, _ in self.measured():
            if not self.states:
                yield score
                continue
            states = self.states[at : at + len(score.issues)]
            at += len(score.issues)
            issues = tuple(self._marked(issue, state) for issue, state in zip(score.issues, states, strict=True))
            yield replace(score, issues=issues)

    def shown(self, score: DocumentScore) -> DocumentScore:
        """The document with the issues of the least confidence and up."""
        shown = tuple(one for one in score.issues if one.issue.confidence >= self.least)
        return score if len(shown) == len(score.issues) else replace(score, issues=shown)

    def __iter__(self) -> Iterator[DocumentScore]:
        return map(self.shown, self.judged())

    def _marked(self, issue: ScoredIssue, state: int) -> ScoredIssue:
        """The issue with its state; one that the baseline knows is set aside, unless something else did that before."""
        if state == NEW:
            return replace(issue, state="new")
        held = issue.suppressed or ("baseline" if self.holds_known else None)
        return replace(issue, state="unchanged", suppressed=held) if state == UNCHANGED else issue
