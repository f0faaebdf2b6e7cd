"""Which groups of decisions stand and which were undone: what undo and redo do next, worked out from the log.

Groups are numbered as they are made. The newest that stands is undone first, the oldest that was undone comes back first, and a new
decision forgets what could have come back. A group may span documents; a review that holds only some of them undoes it there only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tanqih.review.schema import CARRIED, REDO, UNDO

Line = tuple[int, int, str]
"""Document row, group, verdict: a line of the log."""


class History:
    """The groups of the documents of a review."""

    def __init__(self, log: Iterable[Line] = ()) -> None:
        """Args:
        log: lines of these documents, oldest first.
        """
        self._done: dict[int, set[int]] = {}
        self._undone: dict[int, set[int]] = {}
        for row, group, verdict in log:
            if verdict in (UNDO, REDO):
                self.turn([row], group, back=verdict == UNDO)
            elif verdict != CARRIED:
                self.made([row], group)

    @property
    def newest(self) -> tuple[int, list[int]] | None:
        """The group that undo drops, and the documents it is in; None when nothing stands."""
        return _at(self._done, max(self._done, default=None))

    @property
    def next(self) -> tuple[int, list[int]] | None:
        """The group that redo brings back, and the documents it is in; None when there is nothing."""
        return _at(self._undone, min(self._undone, default=None))

    def made(self, rows: Iterable[int], group: int) -> None:
        """A group was recorded in these documents."""
        self._done.setdefault(group, set()).update(rows)
        self._undone.clear()

    def turn(self, rows: Iterable[int], group: int, *, back: bool) -> None:
        """A group was undone (`back`) or redone in these documents."""
        source, target = (self._done, self._undone) if back else (self._undone, self._done)
        for row in rows:
            target.setdefault(group, set()).add(row)
            if group in source:
                source[group].discard(row)
                if not source[group]:
                    del source[group]


def standing(lines: Sequence[tuple[int, str]]) -> Iterator[int]:
    """Positions of the lines (group, verdict) of one document's log whose group stands; markers are left out."""
    last: dict[int, str] = {group: verdict for group, verdict in lines if verdict in (UNDO, REDO)}
    for at, (group, verdict) in enumerate(lines):
        if verdict not in (UNDO, REDO, CARRIED) and last.get(group) != UNDO:
            yield at


def _at(groups: Mapping[int, set[int]], group: int | None) -> tuple[int, list[int]] | None:
    return None if group is None else (group, sorted(groups[group]))
