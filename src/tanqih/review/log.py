"""The log of a store: every decision that a person made, also those that were undone. For statistics, never for applying.

A decision that was taken over for another version of a text is the same decision, and is listed once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tanqih.issue import Decision, Verdict
from tanqih.review.entry import COLUMNS, NOWHERE, Entry, entry_of
from tanqih.review.rounds import STATUS_OF
from tanqih.review.store import Store

_VERDICTS = frozenset(verdict.value for verdict in Verdict)
_VERDICT = COLUMNS.split(", ").index("verdict")


@dataclass(frozen=True, slots=True)
class Made:
    """A decision of the log.

    Attributes:
        name: of its document.
        row: the version of it that the log speaks of.
        entry: the decision, with its effort and its note.
        stands: False when it was undone, or another decision on the same issue took its place.
    """

    name: Name
    row: int
    entry: Entry
    stands: bool

    @property
    def decision(self) -> Decision:
        """What was decided."""
        return self.entry.decision


class Name(NamedTuple):
    """What a document goes by: the real path of its file, "" without one, and its id."""

    path: str
    document: str


class Version(NamedTuple):
    """A text of a document: its row in the store, the hash of its content, and whether a review wrote it."""

    row: int
    content: str
    written: bool


def versions_of(store: Store) -> dict[Name, list[Version]]:
    """The texts of every document that anything was decided on, oldest first."""
    found: dict[Name, list[Version]] = defaultdict(list)
    decided = "SELECT id, path, name, hash, parent FROM documents WHERE id IN (SELECT document FROM decisions) ORDER BY id"
    for row, path, document, content, parent in store.all(decided):
        found[Name(path, document)].append(Version(row, content, parent is not None))
    return found


def decisions_of(store: Store, name: Name, versions: Sequence[Version]) -> list[Made]:
    """The decisions on a document, in the order of time."""
    log: dict[tuple[object, ...], tuple[int, Entry]] = {}
    for version in versions:
        lines = store.all(f"SELECT {COLUMNS} FROM decisions WHERE document = ? ORDER BY id", version.row)  # noqa: S608 - column names
        for entry in (entry_of(values) for values in lines if values[_VERDICT] in _VERDICTS):
            if not (version.written and _is_bookkeeping(entry)):
                log[_identity(entry)] = (version.row, entry)
    standing = {(version.row, _identity(entry)) for version in versions for entry in store.entries(version.row)}
    left = [entry.decision for key, (row, entry) in log.items() if (row, key) in standing]
    last = {decision.key: decision for decision in left if decision.verdict in STATUS_OF}
    made = []
    for key, (row, entry) in log.items():
        decision = entry.decision
        replaced = decision.verdict in STATUS_OF and last.get(decision.key) is not decision
        made.append(Made(name, row, entry, (row, key) in standing and not replaced))
    return sorted(made, key=lambda one: one.decision.made_at)


def _identity(entry: Entry) -> tuple[object, ...]:
    """The same for a decision and the copy of it that another version of the text took over."""
    decision = entry.decision
    return decision.key, decision.rule, decision.verdict, decision.choice, decision.made_at


def _is_bookkeeping(entry: Entry) -> bool:
    """True for a rejection that was recorded for the written text, so that it is not asked again: nobody made it anew."""
    return not entry.words and entry.span == NOWHERE and not entry.decision.made_at
