"""What is proposed for a text, and whether it is right: the same nouns for rules, models and bare labels."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from tanqih.issue import Applicability, Edit, Issue
from tanqih.models.groups import groups_of
from tanqih.models.interface import Reading
from tanqih.models.labels import BAD, KEEP, SWAP, TRUNCATED
from tanqih.models.mend import mended
from tanqih.models.words import Word, words_of

SHOWN = 0.5
"""Least confidence of an issue that a person is shown."""
NO_EDIT = frozenset((KEEP, TRUNCATED, BAD))
"""Labels that ask for no edit."""


class Damaged(NamedTuple):
    """A text and the label that mends each of its words."""

    text: str
    words: tuple[Word, ...]
    labels: tuple[str, ...]

    def mended(self, at: Collection[int]) -> str:
        """The text with the labels of some words obeyed."""
        rows = zip(self.words, self.labels, strict=True)
        return mended([(word.text, word.space, label if n in at else KEEP) for n, (word, label) in enumerate(rows)])

    @property
    def repairs(self) -> list[Repair]:
        """What the labels ask for, one repair for each stretch of words."""
        asked = {at for at, label in enumerate(self.labels) if label not in NO_EDIT}
        asked |= {at + 1 for at in asked if self.labels[at] == SWAP and at + 1 < len(self.labels)}
        return [Repair(frozenset(run), changed(self.words, self.mended(run))) for run in stretches(sorted(asked))]


class Repair(NamedTuple):
    """A stretch of damage: numbers of the words that are labelled, and the range of those that change when it is mended."""

    labelled: frozenset[int]
    words: range


class Proposal(NamedTuple):
    """A change that a person is shown.

    Attributes:
        words: numbers of the words that change.
        after: the whole text when it alone is made.
    """

    words: frozenset[int]
    after: str


def changed(words: Sequence[Word], after: str) -> range:
    """The numbers of the words that differ in another text; the word before what is only put in.

    What the texts begin with, then what they end with, is taken as the same: of two equal words in a row the second is the doubled one,
    whoever says so.
    """
    old, new = [word[:2] for word in words], [word[:2] for word in words_of(after)]
    first, last = 0, 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    end = len(old) - last
    return range(first, end) if first < end else range(max(0, first - 1), max(1, first))


def stretches(numbers: Iterable[int]) -> list[range]:
    """Ordered numbers as ranges without gaps."""
    found: list[range] = []
    for number in numbers:
        if found and found[-1].stop == number:
            found[-1] = range(found[-1].start, number + 1)
        else:
            found.append(range(number, number + 1))
    return found


def of_labels(text: str, reading: Reading, threshold: float) -> list[Proposal]:
    """The repair of each group of labels that is surer than a threshold, without calibration."""
    found = []
    for group in groups_of(text, reading):
        if group.change and group.score > threshold:
            after = text[: group.change.start] + group.change.text + text[group.change.end :]
            found.append(Proposal(frozenset(changed(reading.words, after)), after))
    return found


def of_issues(text: str, words: Sequence[Word], issues: Iterable[Issue]) -> list[Proposal]:
    """The first suggestion of each issue of a one-paragraph text that is shown and can be taken."""
    found = []
    for issue in issues:
        best = issue.best
        if best is None or not best.edits or best.applicability is Applicability.FLAG or issue.confidence < SHOWN:
            continue
        touched = frozenset(n for edit in best.edits for n in changed(words, _applied(text, [edit])))
        found.append(Proposal(touched, _applied(text, best.edits)))
    return found


def _applied(text: str, edits: Iterable[Edit]) -> str:
    for edit in sorted(edits, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def is_right(proposal: Proposal, damaged: Damaged) -> bool:
    """Whether a proposal repairs what is broken where it changes something: exactly, or with the same words in the same order."""
    met = [repair for repair in damaged.repairs if proposal.words.intersection(repair.words)]
    if not met:
        return False
    wanted = damaged.mended({n for repair in met for n in repair.labelled})
    return wanted.split() == proposal.after.split() or _words(wanted) == _words(proposal.after)


def _words(text: str) -> list[str]:
    return [word.text.lower() for word in words_of(text) if word.text[0].isalnum()]
