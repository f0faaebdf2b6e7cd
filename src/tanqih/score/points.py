"""From issues to one number: MQM penalty points, and the linear scoring models.

Source: A. Lommel, S. Gladkoff, A. Melby, S. E. Wright and others, "The Multi-Range Theory of Translation Quality Measurement: MQM scoring
models and Statistical Quality Control" (2024, arXiv:2405.16969), and themqm.org, "The MQM Scoring Models". In its terms: the absolute
penalty total (APT) is the sum of severity multipliers over the errors, all error types weighted alike; divided by the evaluation word
count (EWC) and times the reference word count (RWC, 1,000) it is the overall normed penalty total (ONPT); the maximum score value (MSV)
is 100.

- Linear, not calibrated: `score = MSV * (1 - APT / EWC)`, a point per word is a score of 0. This is the default, and `Report.score`.
- Linear, calibrated: the people who use the score say how many points per 1,000 words are just acceptable and which score that shall be
  (the passing threshold); the line through that point and (0, MSV) is the scale: `score = MSV - (MSV - threshold) * ONPT / acceptable`.

What is ours: an issue counts with its confidence, so that points are what a professional editor would be expected to find; the
paper's errors are annotated by people and count whole. A score never falls below 0. The paper's third model, logarithmic, is for
samples much longer or shorter than the calibration's; it is not used.

With a model the score has a second part, as `Report.score` has: the model's estimate, 100 times the share of words that a post-editor
would leave. It weighs `ESTIMATE_WEIGHT`, the issues weigh the rest, and both are reported.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from tanqih.errors import ConfigError
from tanqih.issue import ESTIMATE_WEIGHT, SCORE_WEIGHTS, Issue, Severity
from tanqih.score.result import per_1000

MAX_SCORE = 100.0


@dataclass(frozen=True, slots=True)
class Scale:
    """How points become a score.

    Attributes:
        weights: points of one issue of confidence 1, for neutral, minor, major and critical.
        acceptable: points per 1,000 words that are just acceptable; None for the scale that is not calibrated.
        threshold: the score that those points get.

    Raises:
        ConfigError: a number that makes no sense.
    """

    weights: tuple[float, float, float, float] = (
        SCORE_WEIGHTS["neutral"],
        SCORE_WEIGHTS["minor"],
        SCORE_WEIGHTS["major"],
        SCORE_WEIGHTS["critical"],
    )
    acceptable: float | None = None
    threshold: float = 90.0

    def __post_init__(self) -> None:
        if not all(math.isfinite(weight) and weight >= 0 for weight in self.weights):
            raise ConfigError(f"severity weights must be 0 or more, not {'/'.join(f'{w:g}' for w in self.weights)}")
        if list(self.weights) != sorted(self.weights):
            raise ConfigError("severity weights must not fall from neutral to minor, major and critical")
        if self.acceptable is not None and not (math.isfinite(self.acceptable) and self.acceptable > 0):
            raise ConfigError(f"acceptable-points must be more than 0 per 1,000 words, not {self.acceptable:g}")
        if not 0 <= self.threshold < MAX_SCORE:
            raise ConfigError(f"passing-score must be 0 or more and less than 100, not {self.threshold:g}")

    def __str__(self) -> str:
        return "linear" if self.acceptable is None else f"linear-calibrated/{self.acceptable:g}/{self.threshold:g}"

    def weight(self, severity: Severity) -> float:
        """Points of one issue of this severity and confidence 1."""
        return self.weights[severity]

    def points(self, issue: Issue) -> float:
        """Points that an issue costs."""
        return self.weights[issue.severity] * issue.confidence

    def total(self, issues: Iterable[Issue]) -> float:
        """Points of several issues, the same in any order."""
        return math.fsum(map(self.points, issues))

    def score(self, points: float, words: int, estimated: float | None = None) -> float:
        """Overall quality 0..100; a text without words scores 100.

        Args:
            points: penalty points of its issues.
            words: their number.
            estimated: a model's estimate, 0..100, times the words (over several texts, the sum of that); None without a model.
        """
        issues = self._issues(points, words)
        if estimated is None or not words:
            return issues
        return (1 - ESTIMATE_WEIGHT) * issues + ESTIMATE_WEIGHT * estimated / words

    def _issues(self, points: float, words: int) -> float:
        if not words:
            return MAX_SCORE
        normed = per_1000(points, words)
        lost = MAX_SCORE * points / words if self.acceptable is None else (MAX_SCORE - self.threshold) * normed / self.acceptable
        return max(0.0, MAX_SCORE - lost)
