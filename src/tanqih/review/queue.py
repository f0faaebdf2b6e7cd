"""The documents of a review: checked, and their decisions restored from the store, when they are first needed. No screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tanqih.document import Document
from tanqih.errors import EditError
from tanqih.issue import Decision
from tanqih.review.article import Article, Check
from tanqih.review.carry import carried
from tanqih.review.entry import Entry
from tanqih.review.rounds import Status
from tanqih.review.store import Store


class Queue:
    """Documents to review one after the other, with their articles.

    Attributes:
        documents: as they were read, in order.
        store: where the decisions are.
        notes: what a person should know, oldest first; a screen shows and clears them.
    """

    def __init__(self, documents: Sequence[Document], check: Check, store: Store, min_confidence: float = 0.5) -> None:
        """Args:
        documents: at least one.
        check: finds the issues of a document.
        store: of the decisions.
        min_confidence: issues below are not asked.

        Raises:
            InputError: the store cannot be read.
        """
        self.documents = list(documents)
        self.store = store
        self.notes: list[str] = []
        self._check, self._min_confidence = check, min_confidence
        self._opened = store.open_all(self.documents)
        self._index = {opened.row: index for index, opened in enumerate(self._opened)}
        self._articles: dict[int, Article] = {}

    def __len__(self) -> int:
        return len(self.documents)

    def __getitem__(self, index: int) -> Article:
        """The article of a document, with the decisions that the store holds.

        Raises:
            InputError: the store cannot be read.
        """
        if index not in self._articles:
            document, opened = self.documents[index], self._opened[index]
            article = self._checked(document)
            entries = self.store.entries(opened.row)
            if opened.newer is not None:
                entries += self._carry(document, opened.row, opened.newer, entries)
            if lost := restore(article, entries):
                self.notes.append(f"{document.id}: {lost} earlier decisions no longer fit together and are left out")
            article.advance()  # as it was left when its last issue had been decided
            self._articles[index] = article
        return self._articles[index]

    def _checked(self, document: Document) -> Article:
        return Article(document, self._check, self._min_confidence)

    def _carry(self, document: Document, row: int, newer: int, own: Sequence[Entry]) -> list[Entry]:
        """Take over, for good, the decisions that were made on another version of the text since this one was last reviewed."""
        made = self.store.entries(newer, since=self.store.newest(row))
        article = self._checked(document)
        restore(article, own)
        kept = carried(made, article)
        groups = sorted({entry.decision.group for entry in kept})
        stored = [e for group in groups for e in self.store.record(row, [e for e in kept if e.decision.group == group])]
        self.store.mark_carried(row)
        if made:
            self.notes.append(f"{document.id} has changed since it was reviewed: {len(kept)} of {len(made)} decisions still hold")
        return stored

    def previews(self) -> list[Document]:
        """All documents as they read with the decisions so far."""
        return [self[index].preview for index in range(len(self))]

    def counts(self) -> Counter[Status]:
        """Issues of all articles by what has become of them."""
        return sum((self[index].counts() for index in range(len(self))), Counter[Status]())

    def place(self) -> tuple[int, str]:
        """Where the review was left: the document of the newest decision, and the key of the issue last looked at in it."""
        last = self.store.last_group(self._index)
        index = self._index[last[0]] if last else 0
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
        for stored in self.store.record(self._opened[index].row, [entry], key):
            self[index].add(stored.decision)

    def undo(self) -> tuple[int, list[Decision]] | None:
        """Drop the newest group of decisions; its document's index and what was dropped, None when there is nothing."""
        last = self.store.last_group(self._index)
        if last is None:
            return None
        index = self._index[last[0]]
        article = self[index]
        self.store.undo(*last)
        return index, article.undo(last[1])

    def keep_rejections(self, index: int, written: Document) -> None:
        """Record for the written text of an article what was rejected in it, so that reviewing that text does not ask again."""
        row = self.store.open(written).row
        known = {entry.decision.key for entry in self.store.entries(row)}
        article = self[index]
        ignored = [d for d in article.decisions if d.rule in article.ignored and not d.edits]
        refused = article.rejections()
        entries = [Entry(replace(d, group=0)) for d in (*refused, *ignored) if d.key not in known]
        if entries:
            self.store.record(row, entries)
        self.store.mark_carried(row)


def restore(article: Article, entries: Iterable[Entry]) -> int:
    """Take decisions from the store into an article, opening its rounds; returns how many had to be left out."""
    lost = 0
    for entry in entries:
        while len(article.rounds) <= entry.round:
            article.advance(force=True)
        try:
            if entry.round != len(article.rounds) - 1:
                raise EditError("a decision of an earlier round")
            article.add(entry.decision)
        except EditError:
            lost += 1
    return lost
