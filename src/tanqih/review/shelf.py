"""The articles of a review: checked, and their decisions restored from the store, when they are first needed. No screen.

Only the articles that were used last are held; of the others a summary is kept, and they are made again when somebody goes there.
`ahead` makes them in a thread of its own before that.
"""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from tanqih.document import Document
from tanqih.review.article import Article, Check
from tanqih.review.carry import carried
from tanqih.review.entry import Entry
from tanqih.review.restore import restore, unchecked
from tanqih.review.store import Opened, Store
from tanqih.review.summary import Summary

KEPT = 24
"""Articles that are held; a few hundred kilobytes each."""


class Lost(NamedTuple):
    """A decision of the store that could not be kept, and the document it was made on."""

    document: str
    entry: Entry


class Shelf:
    """Documents, and the articles of those that are worked on.

    Attributes:
        documents: as they were read, in order.
        store: where the decisions are.
        history: what can be undone and redone.
        notes: what a person should know, oldest first; a screen shows and clears them.
        lost: decisions that no longer apply.
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
        self.lost: list[Lost] = []
        self.lock = threading.RLock()
        self._check, self._min_confidence = check, min_confidence
        self._opened = store.open_all(self.documents)
        self._indexes: dict[int, list[int]] = defaultdict(list)
        for index, opened in enumerate(self._opened):
            self._indexes[opened.row].append(index)
        self.history = store.history(self._indexes)
        self._articles: OrderedDict[int, Article] = OrderedDict()
        self._summaries: dict[int, Summary] = {}
        self._far_open = 0
        self._remarks: dict[int, dict[str, str]] = {}
        self._touched: Counter[int] = Counter()

    def __len__(self) -> int:
        return len(self.documents)

    def __getitem__(self, index: int) -> Article:
        """The article of a document, with the decisions that the store holds.

        Raises:
            InputError: the store cannot be read.
        """
        with self.lock:
            if index in self._articles:
                self._articles.move_to_end(index)
                return self._articles[index]
        article = self.made(index, self._check)
        with self.lock:
            return self.keep(index, article)

    def made(self, index: int, check: Check) -> Article:
        """A document's article made anew. Thread-safe where `takes_over` is false."""
        document, row = self.documents[index], self._opened[index].row
        article = Article(document, check, self._min_confidence)
        entries = self.store.entries(row)
        if self.takes_over(index):
            entries += self._carry(index, entries)
        if lost := restore(article, entries):
            self.notes.append(f"{document.id}: {len(lost)} earlier decisions no longer fit together and are left out")
            self.lost += [Lost(document.id, entry) for entry in lost]
        article.advance()  # as it was left when its last issue had been decided
        return article

    def keep(self, index: int, article: Article) -> Article:
        """Hold an article, and let go of the one that was used longest ago. The caller holds the lock."""
        article.check = self._check
        self._articles[index] = article
        self._put(index, None)
        while len(self._articles) > KEPT:
            far, left = self._articles.popitem(last=False)
            self._put(far, left.summary())
        return article

    def takes_over(self, index: int) -> bool:
        """True when another version of the document was decided on, and this one has not taken the decisions over yet."""
        return self._opened[index].newer is not None

    def untouched(self, index: int) -> bool:
        """True when nothing was ever decided on a document: it reads as it was read."""
        return not self.store.has_log(self._opened[index].row) and not self.takes_over(index)

    def held(self, index: int) -> bool:
        """True when the article is at hand."""
        return index in self._articles

    def summary(self, index: int) -> Summary | None:
        """What is known of a document without making its article; None when nothing is."""
        with self.lock:
            article = self._articles.get(index)
            return article.summary() if article else self._summaries.get(index)

    def summarised(self, index: int, summary: Summary) -> None:
        """Keep a summary of a document whose article is not held. The caller holds the lock."""
        self._put(index, summary)

    def left(self) -> tuple[int, int]:
        """Open issues of all documents, as far as they are known, and how many documents are not known yet."""
        with self.lock:
            near = sum(len(article.summary().open) for article in self._articles.values())
            return self._far_open + near, len(self) - len(self._articles) - len(self._summaries)

    def _put(self, index: int, summary: Summary | None) -> None:
        old = self._summaries.pop(index, None)
        self._far_open -= len(old.open) if old else 0
        if summary is not None:
            self._summaries[index] = summary
            self._far_open += len(summary.open)

    def version(self, index: int) -> int:
        """A number that changes whenever something is decided on a document."""
        return self._touched[index]

    def _carry(self, index: int, own: Sequence[Entry]) -> list[Entry]:
        """Take over, for good, the decisions that were made on another version of the text since this one was last reviewed."""
        document, (row, newer, place) = self.documents[index], self._opened[index]
        made = self.store.entries(newer, since=self.store.newest(row)) if newer is not None else []
        article = Article(document, self._check, self._min_confidence)
        restore(article, own)
        kept = carried(made, article)
        groups = sorted({entry.decision.group for entry in kept})
        stored: list[Entry] = []
        for group in groups:
            again = self.store.record(row, [entry for entry in kept if entry.decision.group == group])
            self.history.made([row], again[0].decision.group)
            stored += again
        self.store.mark_carried(row)
        self._opened[index] = Opened(row, None, place)
        if made:
            held = {(entry.decision.key, entry.decision.verdict) for entry in kept}
            lost = [entry for entry in made if (entry.decision.key, entry.decision.verdict) not in held]
            self.lost += [Lost(document.id, entry) for entry in lost]
            self.notes.append(f"{document.id} has changed since it was reviewed: {len(kept)} of {len(made)} decisions still hold")
        return stored

    def entries(self, index: int) -> list[Entry]:
        """The decisions on a document that stand, oldest first."""
        return self.store.entries(self._opened[index].row)

    def text_of(self, index: int) -> Article:
        """An article that is right about text and decisions, but may have no issues: nothing is checked for it."""
        if self.held(index) or self.takes_over(index):
            return self[index]
        if self.untouched(index):
            return unchecked(self.documents[index], [])
        return unchecked(self.documents[index], self.entries(index))

    def sure(self, index: int) -> Summary:
        """The summary of a document, whose article is made when nothing is known of it."""
        return self.summary(index) or self[index].summary()

    def _forget(self, index: int) -> None:
        self._touched[index] += 1
        self._articles.pop(index, None)
        self._put(index, None)
