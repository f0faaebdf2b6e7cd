"""From what a model says to what comes of it: monotone tables, fitted on held-out text, that turn a score into a confidence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

SHOWN = 0.5
"""Confidence from which commands show an issue (`Config.min_confidence`)."""
HIDDEN = 0.49
"""Highest confidence of what does not reach the margin."""
WRONG_WORD = "model/suspect:word"
"""Name of the scale for words labelled BAD; `model/suspect` is that of the quality head."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How often a model is right when it gives a score.

    Attributes:
        points: (score, share that is right) with both rising; between two points it is a straight line.
        margin: least score that is shown: below it the confidence stays under `SHOWN`, whatever the points say. It is chosen on clean
            and damaged prose so that the model stays silent on correct text and is right as often as is stated.
    """

    points: tuple[tuple[float, float], ...]
    margin: float

    def confidence(self, score: float) -> float:
        """Confidence of a score, 0..1, never falling."""
        value = self.share(score)
        return max(SHOWN, value) if score >= self.margin else min(HIDDEN, value)

    def share(self, score: float) -> float:
        """The share of findings with this score that are right, whether they are shown or not."""
        points = self.points
        at = bisect_right(points, score, key=lambda point: point[0])
        if at == 0:
            return points[0][1] if points else 0.0
        if at == len(points):
            return points[-1][1]
        (x0, y0), (x1, y1) = points[at - 1], points[at]
        return y0 + (y1 - y0) * (score - x0) / (x1 - x0)


UNCALIBRATED = Scale(((0.0, 0.0), (1.0, 0.9)), 0.9)
"""For a model of which nothing was measured: cautious."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was measured of a model.

    Attributes:
        temperature: logits are divided by it.
        scales: by rule id, and `WRONG_WORD`.
    """

    temperature: float = 1.0
    scales: Mapping[str, Scale] = field(default_factory=dict)

    def confidence(self, name: str, score: float) -> float:
        """Confidence of a score under a rule or scale."""
        return self.scales.get(name, UNCALIBRATED).confidence(score)

    def as_json(self) -> dict[str, Any]:
        """For `model.json`."""
        scales = {
            name: {"margin": round(scale.margin, 4), "points": [[round(x, 4), round(y, 4)] for x, y in scale.points]}
            for name, scale in sorted(self.scales.items())
        }
        return {"temperature": round(self.temperature, 4), "scales": scales}


def calibration_from(data: Mapping[str, Any]) -> Calibration:
    """A calibration from the JSON of `Calibration.as_json`.

    Raises:
        ValueError, KeyError, TypeError: it is not one.
    """
    scales = {}
    for name, table in data["scales"].items():
        points = tuple((float(x), float(y)) for x, y in table["points"])
        rising = all(a[0] < b[0] and a[1] <= b[1] for a, b in pairwise(points))
        if not points or not rising or not all(0.0 <= y <= 1.0 for _, y in points):
            raise ValueError(f"the points of {name} do not rise")
        scales[str(name)] = Scale(points, float(table["margin"]))
    temperature = float(data["temperature"])
    if not 0.05 <= temperature <= 20.0:
        raise ValueError(f"temperature {temperature}")
    return Calibration(temperature, scales)
