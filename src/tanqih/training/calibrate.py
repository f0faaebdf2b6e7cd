"""Calibration: from held-out text to how far a tagger can be believed. Pure Python over what the runtime reads, so it measures what users get.

Each group of labels that the tagger gives on damaged prose is right or wrong: right when obeying it gives the words that were there before
the damage. Isotonic regression over the scores gives the share that is right, and the margin from which a finding is shown is the lowest that
keeps two promises: a stated precision, and silence on clean prose.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tanqih.document import Document, Segment
from tanqih.guards import verdict
from tanqih.models.calibration import HIDDEN, SHOWN, WRONG_WORD, Calibration, Scale
from tanqih.models.doubts import doubted
from tanqih.models.groups import Group, groups_of
from tanqih.models.interface import Detector, Reading
from tanqih.models.labels import KEEP
from tanqih.models.mend import mended
from tanqih.models.words import words_of
from tanqih.text import Page
from tanqih.training.damage.paragraph import Pieces, labelled, text_of

SUSPECT = "model/suspect"
RULES = (
    "model/case", "model/delete", "model/form", "model/join", "model/mark", "model/order", "model/truncated", "model/word", WRONG_WORD,
)  # fmt: skip
AROUND = 3
"""Words on either side of a group in which the damage may lie elsewhere and the mended text still be the same."""
MOST_POINTS = 12
NEVER = 1.01
"""A margin that no score reaches."""
LEAST_SUSPICION = 0.5
"""Least margin of suspect words: what is likelier right than wrong is never shown."""
UNMEASURED = Scale(((0.0, 0.0), (1.0, 0.4)), NEVER)
"""For a rule of which too little was seen: never shown."""


@dataclass(frozen=True)
class Promise:
    """What the margins are chosen for.

    Attributes:
        precision: least share of shown findings of a rule that are right, on damaged prose.
        clean_issues: most findings shown per 1,000 words of clean prose, all rules together.
        clean_suspects: the same for suspect words alone, a part of it; 0 never shows them, they only count for the estimate.
        least: shown findings of a rule from which its precision counts as measured.
    """

    precision: float = 0.9
    clean_issues: float = 0.17
    clean_suspects: float = 0.0
    least: int = 10


def calibrate(
    detector: Detector,
    damaged: Sequence[Pieces],
    clean: Sequence[str],
    post_edits: Iterable[tuple[str, Sequence[bool]]] = (),
    promise: Promise | None = None,
    temperature: float = 1.0,
) -> Calibration:
    """Scales for every rule of a tagger.

    Args:
        detector: the exported model, at the temperature that the calibration shall have (see `best_temperature`).
        damaged: held-out paragraphs under damage at the rates at which it occurs, their labels with them.
        clean: held-out paragraphs that nothing is wrong with; news, and a few thousand words at least.
        post_edits: machine-translated texts that were post-edited, with whether each word of `words_of` was changed.
        promise: what the margins are chosen for.
        temperature: that the detector was used with.
    """
    promise = promise or Promise()
    damaged = readable(damaged)
    judged: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    texts = [text_of(pieces) for pieces in damaged]
    for text, pieces, reading in zip(texts, damaged, detector.read(texts), strict=True):
        for group in believed(text, reading):
            judged[group.scale].append((group.score, is_right(group, pieces)))
    alarms: dict[str, list[float]] = defaultdict(list)
    words, suspects = 0, []
    for text, reading in zip(clean, detector.read(clean), strict=True):
        words += len(text.split())
        suspects += list(reading.bad)
        for group in believed(text, reading):
            alarms[group.scale].append(group.score)
    allowed = (promise.clean_issues - promise.clean_suspects) * words / 1000
    margins = _margins(judged, alarms, allowed, promise)
    scales = {
        rule: Scale(isotonic(judged[rule]), _up(margins[rule])) if len(judged[rule]) >= promise.least else UNMEASURED
        for rule in RULES
    }
    margin = (
        max(LEAST_SUSPICION, _quiet(suspects, int(promise.clean_suspects * words / 1000))) if promise.clean_suspects else NEVER
    )
    scales[SUSPECT] = _suspect_scale(detector, list(post_edits), _up(margin))
    return Calibration(temperature, scales)


def readable(damaged: Iterable[Pieces]) -> list[Pieces]:
    """The damaged paragraphs whose text falls into the same words again: all but a few."""
    return [pieces for pieces in damaged if [word.text for word in words_of(text_of(pieces))] == [piece.text for piece in pieces]]


def believed(text: str, reading: Reading) -> Iterator[Group]:
    """The groups of a text that may be shown: nothing speaks against them (`doubts`), and the fact lock does not object to the repair."""
    groups = groups_of(text, reading)
    if not groups:
        return
    (block,) = Page(Document("", (Segment(0, text),))).blocks
    for group in groups:
        change = group.change
        after = text if change is None else text[: change.start] + change.text + text[change.end :]
        if not doubted(block, group) and not verdict(text, after, origin="model:").objection:
            yield group


def is_right(group: Group, pieces: Pieces) -> bool:
    """Whether a group says what the damage says, or mends the words about it to the same text."""
    gold = labelled(pieces)
    said = list(gold)
    for at, label in zip(range(group.first, group.last), group.labels, strict=True):
        if label == gold[at][2]:
            continue
        if group.change is None:
            return False
        said[at] = (gold[at][0], gold[at][1], label)
    if said == gold:
        return True
    begin, end = max(0, group.first - AROUND), min(len(gold), group.last + AROUND)
    alone = [
        (text, space, said[at][2] if group.first <= at < group.last else KEEP)
        for at, (text, space, _) in enumerate(gold[begin:end], begin)
    ]
    return mended(alone) == mended(gold[begin:end])


def _margins(
    judged: dict[str, list[tuple[float, bool]]], alarms: dict[str, list[float]], allowed: float, promise: Promise
) -> dict[str, float]:
    """The least scores at which findings are shown: first as the precision wants it, then raised until clean prose is quiet.

    The budget of false alarms is spent where it buys most: the rule whose next step up costs the fewest right findings per alarm that it
    saves goes first.
    """
    margins = {rule: _precise(judged[rule], promise) for rule in RULES}

    def shown(rule: str, margin: float) -> int:
        return sum(score >= margin for score in alarms[rule])

    while sum(shown(rule, margins[rule]) for rule in RULES) > allowed:
        options = []
        for rule in RULES:
            silenced = sorted(score for score in alarms[rule] if score >= margins[rule])
            if silenced:
                step = math.nextafter(silenced[0], 2.0)
                lost = sum(right and margins[rule] <= score < step for score, right in judged[rule])
                options.append((lost, rule, step))
        _, rule, margins[rule] = min(options)
    return margins


def _precise(judged: Sequence[tuple[float, bool]], promise: Promise) -> float:
    """The least score from which on the findings are right often enough; `NEVER` when they are not at any score."""
    best, right = NEVER, 0
    for seen, (score, good) in enumerate(sorted(judged, reverse=True), 1):
        right += good
        if seen >= promise.least and right / seen >= promise.precision:
            best = score
    return best


def _quiet(scores: Sequence[float], allowed: int) -> float:
    """The least score that at most so many of some scores reach."""
    ordered = sorted(scores, reverse=True)
    return math.nextafter(ordered[allowed], 2.0) if len(ordered) > allowed else 0.0


def isotonic(judged: Sequence[tuple[float, bool]]) -> tuple[tuple[float, float], ...]:
    """Shares that are right as a rising table of at most `MOST_POINTS` points: pool adjacent violators (Ayer et al. 1955).

    Args:
        judged: scores, each with whether the finding was right; at least one.
    """
    blocks: list[list[float]] = []  # sum of scores, right, count
    for score, right in sorted(judged):
        blocks.append([score, float(right), 1.0])
        while len(blocks) > 1 and blocks[-2][1] * blocks[-1][2] >= blocks[-1][1] * blocks[-2][2]:
            last = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    while len(blocks) > MOST_POINTS:
        at = min(range(len(blocks) - 1), key=lambda n: blocks[n][2] + blocks[n + 1][2])
        blocks[at : at + 2] = [[a + b for a, b in zip(*blocks[at : at + 2], strict=True)]]
    points: list[tuple[float, float]] = []
    for total, right_count, count in blocks:
        x, y = round(total / count, 4), round((right_count + 0.5) / (count + 1.0), 4)  # no share is 0 or 1 for sure
        if points and x <= points[-1][0]:
            continue
        points.append((x, max(y, points[-1][1]) if points else y))
    return tuple(points)


def _suspect_scale(detector: Detector, post_edits: Sequence[tuple[str, Sequence[bool]]], margin: float) -> Scale:
    """The scale of the quality head: rising with what post-editors changed, and below what is shown up to the margin."""
    judged: list[tuple[float, bool]] = []
    for (_, changed), reading in zip(post_edits, detector.read([text for text, _ in post_edits]), strict=True):
        judged += zip(reading.bad, changed, strict=True)
    points = [point for point in isotonic(judged) if point[0] < margin] if judged else [(0.0, 0.0)]
    top = max(points[-1][1], 0.01)
    spread = tuple((x, round(y * HIDDEN / top, 4)) for x, y in points)
    return Scale((*spread, (margin, SHOWN), (1.1, 0.9)), margin)


def _up(margin: float) -> float:
    """A margin as it is written into `model.json`: always above it, so that what set it stays out."""
    return (math.floor(margin * 10_000) + 1) / 10_000


def best_temperature(detector: Detector, damaged: Sequence[Pieces]) -> float:
    """The temperature at which the probabilities of a detector without one fit best (Guo et al. 2017), from its own readings.

    A reading holds the likeliest label and the probability that the word stays, so what is fitted is whether the likeliest label is the right
    one: its log-odds are divided by the temperature, which is found by golden-section search over its logarithm.
    """
    odds: list[tuple[float, bool]] = []
    damaged = readable(damaged)
    texts = [text_of(pieces) for pieces in damaged]
    for pieces, reading in zip(damaged, detector.read(texts), strict=True):
        for piece, label, given in zip(pieces, reading.labels, reading.probabilities, strict=True):
            share = min(max(given, 1e-6), 1.0 - 1e-6)
            odds.append((math.log(share / (1.0 - share)), piece.label == label))

    def loss(power: float) -> float:
        scale = math.exp(power)
        return sum(math.log1p(math.exp(-value / scale if right else value / scale)) for value, right in odds)

    low, high = math.log(0.25), math.log(4.0)
    golden = (math.sqrt(5.0) - 1.0) / 2.0
    while high - low > 0.01:
        first, second = high - golden * (high - low), low + golden * (high - low)
        low, high = (low, second) if loss(first) < loss(second) else (first, high)
    return math.exp((low + high) / 2.0)
