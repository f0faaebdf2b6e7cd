"""Learning from decisions: how sure the model may be, by rule, after what people accepted and refused of it."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tanqih.errors import InputError
from tanqih.models.calibration import SHOWN, Calibration, Scale
from tanqih.models.groups import Group, groups_of
from tanqih.models.interface import Detector, Reading
from tanqih.training.decisions import Judged
from tanqih.training.figures.gold import distance

LEAST = 20
"""Repairs of the model on which something was decided, from which anything is learned."""
HELD_OUT = 3
"""One paragraph of so many is set aside for the figures."""
NEVER = 1.01
SUSPECT = "model/suspect"
"""Rule and scale of words that a post-editor would change, without a repair."""
_PRIOR = 1.0
"""Standard deviation, in log-odds, of how far a person's taste is expected to lie from the calibration."""
Verdicts = dict[str, list[tuple[float, bool]]]
"""By scale: the model's own score of a repair, and whether it was what the person wanted."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How well confidences fit decisions.

    Attributes:
        judged: repairs that were decided on.
        loss: mean negative log-likelihood, in nats; less is better.
        shown: repairs whose confidence is high enough to be shown.
        right: those of them that were wanted.
    """

    judged: int
    loss: float
    shown: int
    right: int


def set_apart(judged: Iterable[Judged]) -> tuple[list[Judged], list[Judged]]:
    """Decisions to learn from and decisions to measure on, by paragraph: always the same split."""
    learned: list[Judged] = []
    held: list[Judged] = []
    for one in judged:
        number = hashlib.blake2b(one.text.encode("utf8", "surrogatepass"), digest_size=4, person=b"tune").digest()[0]
        (learned if number % HELD_OUT else held).append(one)
    return learned, held


def verdicts(detector: Detector, judged: Sequence[Judged]) -> Verdicts:
    """What the decisions say of the model's repairs: those it proposes where something was decided."""
    texts = list(dict.fromkeys(one.text for one in judged))
    readings = dict(zip(texts, detector.read(texts), strict=True))
    found: dict[tuple[str, str, int], tuple[float, bool]] = {}
    for one in judged:
        reading = readings[one.text]
        for group in repairs(one, reading):
            found[one.text, group.scale, group.first] = (group.score, is_wanted(group, one))
        if one.rule == SUSPECT:
            for at, word in enumerate(reading.words):
                if word.start < one.end and one.start < word.end:
                    found[one.text, SUSPECT, at] = (reading.bad[at], not one.refused)
    table: Verdicts = {}
    for (_, scale, _), pair in found.items():
        table.setdefault(scale, []).append(pair)
    return table


def repairs(one: Judged, reading: Reading) -> list[Group]:
    """The repairs of the model that a decision is about."""
    return [group for group in groups_of(one.text, reading) if group.start < one.end and one.start < group.end]


def is_wanted(group: Group, one: Judged) -> bool:
    """Whether a decision is what a repair of the model would have done; of words only pointed at, whether they were changed."""
    if one.refused:
        return False
    if group.change is None:
        return True
    alone = one._replace(edits=(group.change,)).after
    if not one.rule:  # a paragraph written anew: every repair that brings the text nearer to it was wanted
        return distance(alone, one.after) < distance(one.text, one.after)
    return alone == one.after or any(alone == one._replace(edits=(edit,)).after for edit in one.edits)


def fit(calibration: Calibration, found: Mapping[str, Sequence[tuple[float, bool]]]) -> Fit:
    """How well a calibration foresees decisions."""
    pairs = [(calibration.confidence(scale, score), wanted) for scale, held in found.items() for score, wanted in held]
    shown = [wanted for confidence, wanted in pairs if confidence >= SHOWN]
    loss = sum(_surprise(confidence, wanted) for confidence, wanted in pairs) / max(1, len(pairs))
    return Fit(len(pairs), loss, len(shown), sum(shown))


def recalibrated(calibration: Calibration, found: Mapping[str, Sequence[tuple[float, bool]]]) -> Calibration:
    """A calibration moved towards decisions, each scale by one shift of its log-odds.

    The margin of a rule rises where the promised share of right findings is now reached later. It never falls: it keeps the model silent
    on correct text, of which decisions say nothing.

    Raises:
        InputError: too few decisions.
    """
    count = sum(map(len, found.values()))
    if count < LEAST:
        raise InputError(
            f"decisions on only {count} repairs of the model; it takes {LEAST} to learn from", "review more texts first"
        )
    scales = {name: _moved(scale, found.get(name, ())) for name, scale in calibration.scales.items()}
    return replace(calibration, scales=scales)


def _moved(scale: Scale, pairs: Sequence[tuple[float, bool]]) -> Scale:
    if not pairs:
        return scale
    shift = _shift([(_odds(scale.share(score)), wanted) for score, wanted in pairs])
    points = tuple((x, round(_chance(_odds(y) + shift), 4)) for x, y in scale.points)
    moved = Scale(points, scale.margin)
    promised = scale.share(min(1.0, scale.margin))
    steps = [scale.margin] + [step / 200 for step in range(201) if step / 200 > scale.margin]
    return replace(moved, margin=next((step for step in steps if moved.share(step) >= promised - 1e-4), NEVER))


def _shift(pairs: Sequence[tuple[float, bool]]) -> float:
    """The shift of log-odds that fits best, drawn to 0 by a normal prior: Newton's method on a convex function."""
    shift = 0.0
    for _ in range(30):
        chances = [_chance(odds + shift) for odds, _ in pairs]
        slope = shift / _PRIOR**2 + sum(chance - wanted for chance, (_, wanted) in zip(chances, pairs, strict=True))
        step = slope / (1.0 / _PRIOR**2 + sum(chance * (1.0 - chance) for chance in chances))
        shift -= max(-1.0, min(1.0, step))
        if abs(step) < 1e-6:
            break
    return shift


def _odds(chance: float) -> float:
    chance = min(max(chance, 1e-3), 1.0 - 1e-3)
    return math.log(chance / (1.0 - chance))


def _chance(odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-odds))


def _surprise(confidence: float, wanted: bool) -> float:
    chance = min(max(confidence, 1e-3), 1.0 - 1e-3)
    return -math.log(chance if wanted else 1.0 - chance)
