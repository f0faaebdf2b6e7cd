"""Labels of damaged news, by the damage and the scoring of the prototype (../shared/prototype/edit_tagger.py), whose labels are ours too."""

from __future__ import annotations

import importlib
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from tanqih.errors import InputError, MissingExtraError
from tanqih.models.interface import Reading
from tanqih.models.labels import KEEP
from tanqih.training.figures import Asked, Line
from tanqih.training.metrics import f_half, precision_recall
from tanqih.training.running import Running, running, tokens_of

AT = (0.3, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Thresholds; the prototype was measured at 0.8."""
TESTED = 800
Rows = Sequence[Sequence[tuple[str, str]]]
"""Texts as words with labels."""


class Guess(NamedTuple):
    """What a word should be labelled, what it was labelled, and how surely."""

    gold: str
    said: str
    sure: float


def labels(asked: Asked) -> Iterator[Line]:
    """Precision, recall and F0.5 of labels at several thresholds, and the share of clean words that are labelled."""
    prototype = _load(asked.file("prototype/edit_tagger.py"))
    damaged, clean = _texts(prototype)
    damaged, clean = asked.some(damaged), asked.some(clean)
    asked.say(f"labels: {len(damaged)} paragraphs")
    guesses, untouched = _guesses(asked, damaged), _guesses(asked, clean)
    best = max(AT, key=lambda at: _f_half(guesses, at))
    for at in AT:
        right, said, wanted = _counts(guesses, at)
        precision, recall = precision_recall(right.total(), said.total(), wanted.total())
        yield Line("labels", f"labels, precision at {at}", precision, None)
        yield Line("labels", f"labels, recall at {at}", recall, 0.0)
        yield Line("labels", f"labels, F0.5 at {at}", _f_half(guesses, at), 0.0, target=0.88 if at == best else None)
        touched = sum(guess.said != KEEP and guess.sure > at for guess in untouched)
        yield Line("labels", f"clean words labelled at {at}, %", 100 * touched / max(1, len(untouched)), 0.0)
    right, said, wanted = _counts(guesses, 0.8)
    for kind in sorted(wanted, key=wanted.__getitem__, reverse=True):
        asked.say(f"labels: {kind} at 0.8: {right[kind]} right of {said[kind]} said and {wanted[kind]} there")


class _Words:
    """Takes the place of the prototype's pattern of words, which is ours too."""

    findall = staticmethod(tokens_of)


def _load(path: Path) -> Any:
    try:
        sys.path.insert(0, str(path.parent))
        return importlib.import_module(path.stem)
    except ImportError:
        raise MissingExtraError("the prototype's evaluation", "models") from None
    except (OSError, SyntaxError) as error:
        raise InputError(f"the prototype cannot be read ({error})", "name its folder with --data", path=str(path)) from None
    finally:
        sys.path.remove(str(path.parent))


def _texts(prototype: Any) -> tuple[list[Any], list[Any]]:
    """The prototype's test set, damaged and clean, with its own draws. Its words keep the spaces of the text, as they have in use."""
    prototype.WORD = _Words
    news = prototype.paragraphs("wikinews", 9999)
    Random(3).shuffle(news)
    test = news[:TESTED]
    rng = Random(9)
    return [[(word, label) for word, label in prototype.damage(words, rng)] for words in test], [
        [(word, KEEP) for word in words] for words in test
    ]


def _guesses(asked: Asked, rows: Rows) -> list[Guess]:
    texts = [running([word for word, _ in row]) for row in rows]
    return [
        guess
        for row, text, reading in zip(rows, texts, _readings(asked, texts), strict=True)
        for guess in _row(row, text, reading)
    ]


def _readings(asked: Asked, texts: Sequence[Running]) -> list[Reading]:
    return asked.detector.read([text.text for text in texts])


def _row(row: Sequence[tuple[str, str]], text: Running, reading: Reading) -> Iterator[Guess]:
    for (_, gold), at in zip(row, text.tokens_in(reading.words), strict=True):
        yield Guess(gold, reading.labels[at[0]], reading.probabilities[at[0]]) if at else Guess(gold, KEEP, 1.0)


def _counts(guesses: Sequence[Guess], threshold: float) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Right, said and wanted labels by their kind."""
    right: Counter[str] = Counter()
    said: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for gold, guess, sure in guesses:
        if gold != KEEP:
            wanted[_kind(gold)] += 1
        if guess != KEEP and sure > threshold:
            said[_kind(guess)] += 1
            right[_kind(guess)] += guess == gold
    return right, said, wanted


def _kind(label: str) -> str:
    return label.partition("_")[0]


def _f_half(guesses: Sequence[Guess], threshold: float) -> float:
    right, said, wanted = _counts(guesses, threshold)
    return f_half(right.total(), said.total(), wanted.total())
