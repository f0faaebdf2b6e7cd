"""What is done with the documents of a review: decisions are recorded, undone, redone and noted, first in the store, then here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from tanqih.document import Document
from tanqih.issue import Verdict
from tanqih.review.entry import Entry
from tanqih.review.restore import restore
from tanqih.review.rounds import Status
from tanqih.review.shelf import Shelf
from tanqih.review.store import Line


class Step(NamedTuple):
    """What undo dropped or redo brought back: the document to look at, its lines of the log, in how many documents there are more."""

    at: int
    lines: list[Line]
    documents: int


class Queue(Shelf):
    """Documents to review one after the other, and every change to them."""

    def previews(self) -> list[Document]:
        """All documents as they read with the decisions so far."""
        return [self.text_of(index).preview for index in range(len(self))]

    def counts(self) -> Counter[Status]:
        """Issues of all articles by what has become of them."""
        return sum((self.sure(index).counts for index in range(len(self))), Counter[Status]())

    def place(self) -> tuple[int, str]:
        """Where the review was left: the document of the newest decision, and the key of the issue last looked at in it."""
        last = self.history.newest
        index = self._indexes[last[1][0]][0] if last else 0
        return index, self._opened[index].place

    def leave(self, index: int, key: str) -> None:
        """Remember the issue that is looked at."""
        self.store.set_place(self._opened[index].row, key)

    def record(self, index: int, entry: Entry, key: str) -> None:
        """Take a decision: into the store first, then into the article. `key`: of the issue that is looked at.

        Raises:
            EditError: it cannot be made. InputError: it cannot be stored. Either way nothing has changed.
        """
        self[index].admit(entry.decision)
        self.record_all({index: [entry]}, {index: key})

    def record_all(self, made: Mapping[int, Sequence[Entry]], places: Mapping[int, str]) -> None:
        """Take decisions on several documents as one step of undo; they have been admitted.

        Args:
            made: by document.
            places: keys of the issues to go on at, by document.

        Raises:
            InputError: they cannot be stored; nothing has changed.
        """
        by_row = {self._opened[index].row: entries for index, entries in made.items()}
        looked_at = {self._opened[index].row: key for index, key in places.items() if key}
        with self.lock:
            for row, entries in self.store.record_all(by_row, looked_at).items():
                self.history.made([row], entries[0].decision.group)
                for index in self._indexes[row]:
                    self._take(index, entries if index in made else None, index in places)

    def _renew(self, index: int, looked_at: bool) -> None:
        """Let go of an article without open issues, so that it is made again in its next round; the current one goes on by itself."""
        if not looked_at and not self._articles[index].open_issues():
            self._forget(index)

    def _take(self, index: int, entries: Sequence[Entry] | None, looked_at: bool) -> None:
        """Take stored decisions into an article at hand; None: it is a twin of the document that they were made on."""
        article, summary = self._articles.get(index), self._summaries.get(index)
        self._touched[index] += 1
        if article is not None and entries is not None:
            for entry in entries:
                article.add(entry.decision)
            self._renew(index, looked_at)
        elif summary and entries and all(entry.decision.verdict is Verdict.IGNORE_RULE for entry in entries):
            self._forget(index)
            for entry in entries:
                summary = summary.without_rule(entry.decision.rule)
            self._put(index, summary)
        else:
            self._forget(index)

    def undo(self, at: int = 0) -> Step | None:
        """Drop the newest step, None when there is none. `at`: the document that is looked at."""
        return self._turn(self.history.newest, at, back=True)

    def redo(self, at: int = 0) -> Step | None:
        """Bring the step back that was undone last, None when there is none. `at`: the document that is looked at."""
        return self._turn(self.history.next, at, back=False)

    def _turn(self, step: tuple[int, list[int]] | None, at: int, *, back: bool) -> Step | None:
        if step is None:
            return None
        group, rows = step
        with self.lock:
            (self.store.undo if back else self.store.redo)(rows, group)
            self.history.turn(rows, group, back=back)
            indexes = sorted(index for row in rows for index in self._indexes[row])
            for index in indexes:
                self._remarks.pop(index, None)
                self._touched[index] += 1
                if (article := self._articles.get(index)) is None:
                    self._forget(index)
                elif back:
                    article.undo(group)
                    self._renew(index, index == at)
                else:
                    again = (entry for entry in self.entries(index) if entry.decision.group == group)
                    restore(article, again)
                    self._renew(index, index == at)
        seen = at if at in indexes else indexes[0]
        return Step(seen, self.store.lines(self._opened[seen].row, group), len(indexes))

    def remarks(self, index: int) -> dict[str, str]:
        """The reviewer's notes on the issues of a document, by the issue's key."""
        if index not in self._remarks:
            self._remarks[index] = self.store.notes(self._opened[index].row)
        return self._remarks[index]

    def remark(self, index: int, key: str, text: str) -> None:
        """Note something on an issue; a step of undo as well."""
        row = self._opened[index].row
        self.history.made([row], self.store.note(row, key, text))
        for one in self._indexes[row]:
            self._remarks.pop(one, None)

    def keep_rejections(self, index: int, written: Document) -> None:
        """Record for the written text of an article what was rejected in it, so that reviewing that text does not ask again."""
        row = self.store.open_written(written, self._opened[index].row)
        if row == self._opened[index].row:
            return
        known = {entry.decision.key for entry in self.store.entries(row)}
        article = self[index]
        ignored = [d for d in article.decisions if d.rule in article.ignored and not d.edits]
        refused = article.rejections()
        entries = [Entry(replace(d, group=0)) for d in (*refused, *ignored) if d.key not in known]
        if entries:
            self.store.record(row, entries)
        self.store.mark_carried(row)
