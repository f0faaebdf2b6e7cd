"""Edits of news with all damage of the taxonomy, and what is done to the same news when it is clean."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from tanqih.formats.plain import document_from_text
from tanqih.models.labels import KEEP
from tanqih.models.words import words_of
from tanqih.training.corpora import lines, rows
from tanqih.training.damage import damage, labelled, pieces_of
from tanqih.training.damage.recipe import wrong_word
from tanqih.training.figures import Asked, Line
from tanqih.training.figures.proposals import SHOWN, Damaged, Proposal, is_right, of_issues, of_labels, stretches
from tanqih.training.metrics import f_half, precision_recall
from tanqih.training.samples import LONGEST, SHORTEST, Mixture, curled, vocabulary

if TYPE_CHECKING:
    from tanqih.check import Checker

AT = (0.5, 0.6, 0.7, 0.8, 0.9)
"""Thresholds of bare labels, where a detector is measured without the choice of suggestions."""
SEED = "held-out news"
_MARKUP = "(("
"""Of the templates that name a speaker in wikinews: no prose."""


@dataclass(slots=True)
class Tally:
    """Counts over texts.

    Attributes:
        wanted: stretches of words that the damage asks to change.
        said: stretches that the proposals change.
        same: stretches that are both.
        mended: those of them that are mended.
        shown: proposals.
        right: those of them that are right.
        words: of clean texts.
        touched: those of them that a proposal changes.
        issues: found in clean texts.
    """

    wanted: int = 0
    said: int = 0
    same: int = 0
    mended: int = 0
    shown: int = 0
    right: int = 0
    words: int = 0
    touched: int = 0
    issues: int = 0

    def add(self, damaged: Damaged, proposals: Sequence[Proposal]) -> None:
        """Count a damaged text."""
        good = [is_right(proposal, damaged) for proposal in proposals]
        runs = {(run.start, run.stop) for run in stretches(sorted({n for repair in damaged.repairs for n in repair.words}))}
        said = {(run.start, run.stop) for run in stretches(sorted({n for proposal in proposals for n in proposal.words}))}
        right = {n for proposal, well in zip(proposals, good, strict=True) if well for n in proposal.words}
        self.wanted, self.said, self.same = self.wanted + len(runs), self.said + len(said), self.same + len(runs & said)
        self.mended += sum(right.issuperset(range(*run)) for run in runs & said)
        self.shown, self.right = self.shown + len(proposals), self.right + sum(good)

    def add_clean(self, text: Damaged, proposals: Sequence[Proposal], issues: int) -> None:
        """Count a clean text."""
        self.words += sum(word.text[0].isalnum() for word in text.words)
        self.touched += len({n for proposal in proposals for n in proposal.words})
        self.issues += issues


Seen = Callable[[Damaged], tuple[list[Proposal], int]]
"""What is proposed for a text, and how many issues are shown."""


def edits(asked: Asked) -> Iterator[Line]:
    """Span F0.5, suggestions that are right, and clean words touched: with the model, or of bare labels at several thresholds."""
    clean = [_labelled([(word.text, word.space, KEEP) for word in words_of(text)]) for text in _news(asked)]
    broken = list(_broken(clean))
    asked.say(f"edits: {len(broken)} damaged and {len(clean)} clean texts")
    alone = _tally(broken, clean, _by_checker(asked.rules("preserve")))
    checker = asked.with_model("preserve")
    if checker is not None:
        yield from _lines("", _tally(broken, clean, _by_checker(checker)), alone, targets=True)
        own = _tally(broken, clean, _by_checker(checker, own=True))
        yield Line("edits", "the model's own suggestions that are right", _share(own.right, own.shown))
        yield Line(
            "edits", "clean words touched by the model, %", 100 * _share(own.touched, own.words), 0.0, None, 0.05, at_most=True
        )
        added = 1000 * _share(own.issues, own.words)
        yield Line("edits", "issues of the model per 1,000 clean words", added, 0.0, None, 0.5, at_most=True)
        return
    texts = list(dict.fromkeys(one.text for one in (*broken, *clean)))
    readings = dict(zip(texts, asked.detector.read(texts), strict=True))
    for threshold in AT:

        def bare(one: Damaged, least: float = threshold) -> tuple[list[Proposal], int]:
            found = of_labels(one.text, readings[one.text], least)
            return found, len(found)

        yield from _lines(f", bare labels at {threshold}", _tally(broken, clean, bare), alone, targets=False)


def _news(asked: Asked) -> list[str]:
    """Clean held-out news: wikinews by paragraphs, ntrex-dev by sentences; most of it with curly marks, as in training."""
    texts = [*lines(asked.file("corpora/prose/wikinews.txt.gz"))]
    texts += [row["english"] for row in rows(asked.file("corpora/ar-en/ntrex-dev.tsv.gz"))]
    rng, share = Random(SEED), Mixture().curly
    fitting = [text.strip() for text in texts if SHORTEST <= len(text.strip()) <= LONGEST and _MARKUP not in text]
    return asked.some([curled(text) if rng.random() < share else text for text in fitting])


def _broken(clean: Sequence[Damaged]) -> Iterator[Damaged]:
    """The news with damage at the rates of the taxonomy; without texts in which two damaged words can no longer be told apart."""
    rng, mixture = Random(SEED), Mixture()
    more = {"wrong-word": (wrong_word(vocabulary([text.text for text in clean])), mixture.wrong_words)}
    for text in clean:
        pieces = pieces_of(text.text)
        damage(pieces, rng, mixture.late_rate, more)
        one = _labelled(labelled(pieces))
        if [word.text for word in one.words] == [piece.text for piece in pieces]:
            yield one


def _labelled(pieces: Sequence[tuple[str, bool, str]]) -> Damaged:
    text = "".join(f" {word}" if space and n else word for n, (word, space, _) in enumerate(pieces))
    return Damaged(text, tuple(words_of(text)), tuple(label for *_, label in pieces))


def _by_checker(checker: Checker, *, own: bool = False) -> Seen:
    """What a checker shows; with `own` only what the model found or proposed first."""

    def seen(text: Damaged) -> tuple[list[Proposal], int]:
        issues = [issue for issue in checker.check(document_from_text(text.text)).issues if issue.confidence >= SHOWN]
        if own:
            issues = [issue for issue in issues if issue.family == "model"]
        return of_issues(text.text, text.words, issues), len(issues)

    return seen


def _tally(broken: Sequence[Damaged], clean: Sequence[Damaged], seen: Seen) -> Tally:
    tally = Tally()
    for text in broken:
        tally.add(text, seen(text)[0])
    for text in clean:
        tally.add_clean(text, *seen(text))
    return tally


def _lines(where: str, found: Tally, rules: Tally, *, targets: bool) -> Iterator[Line]:
    def line(name: str, value: Callable[[Tally], float], nothing: float | None, target: float | None = None) -> Line:
        return Line("edits", name + where, value(found), nothing, value(rules), target if targets else None)

    yield line("edits, precision", lambda t: precision_recall(t.same, t.said, t.wanted)[0], None)
    yield line("edits, recall", lambda t: precision_recall(t.same, t.said, t.wanted)[1], 0.0)
    yield line("edits, span F0.5", lambda t: f_half(t.same, t.said, t.wanted), 0.0, 0.75)
    yield line("edits, span and repair F0.5", lambda t: f_half(t.mended, t.said, t.wanted), 0.0)
    yield line("suggestions that are right", lambda t: _share(t.right, t.shown), None, 0.85)
    yield line("clean words touched, %", lambda t: 100 * _share(t.touched, t.words), 0.0)
    yield line("issues per 1,000 clean words", lambda t: 1000 * _share(t.issues, t.words), 0.0)


def _share(part: int, whole: int) -> float:
    return part / max(1, whole)
