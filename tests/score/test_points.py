"""The scale: points and scores by hand, calibration, and the properties that a score must have."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tanqih
from tanqih.document import Span
from tanqih.errors import ConfigError
from tanqih.issue import ESTIMATE_WEIGHT, Issue, Report, Severity
from tanqih.score.measure import document_score, scored
from tanqih.score.points import Scale


def issue(severity: Severity, confidence: float = 1.0) -> Issue:
    return Issue("punct/double-dot", "linguistic-conventions/punctuation", severity, confidence, 0, Span(0, 1), "m")


def test_points_are_weights_times_confidence() -> None:
    found = [issue(Severity.MINOR), issue(Severity.MAJOR, 0.5), issue(Severity.CRITICAL, 0.2), issue(Severity.NEUTRAL)]
    assert Scale().total(found) == 1 + 2.5 + 5 + 0


def test_a_point_per_hundred_words_costs_a_point_of_the_score() -> None:
    assert Scale().score(3, 300) == 99.0
    assert Scale().score(400, 300) == 0.0
    assert Scale().score(0, 0) == 100.0


def test_calibrated_scale_runs_through_the_passing_threshold() -> None:
    scale = Scale(acceptable=25.0, threshold=90.0)
    assert scale.score(25, 1000) == 90.0
    assert scale.score(5, 200) == 90.0
    assert scale.score(12.5, 1000) == 95.0
    assert scale.score(250, 1000) == 0.0
    assert str(scale) == "linear-calibrated/25/90"


@pytest.mark.parametrize(
    "wrong",
    [
        {"weights": (0, -1, 5, 25)},
        {"weights": (0, math.nan, 5, 25)},
        {"weights": (0, 5, 1, 25)},
        {"acceptable": 0.0},
        {"acceptable": math.inf},
        {"threshold": 100.0},
        {"threshold": math.nan},
    ],
)
def test_scales_without_sense_are_errors(wrong: dict[str, object]) -> None:
    with pytest.raises(ConfigError):
        Scale(**wrong)  # type: ignore[arg-type]


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.integers(1, 10**6))
def test_more_points_never_raise_the_score(one: float, more: float, words: int) -> None:
    scale = Scale()
    assert 0 <= scale.score(one + more, words) <= scale.score(one, words) <= 100


def test_the_score_of_a_document_is_that_of_its_report() -> None:
    report = tanqih.check("The talks ended on Friday.. Sixty men &amp; women left.\n\nHe said the plan was ready.\n")
    found = document_score(report, Scale(), scored(report))
    assert found.score == report.score < 100
    assert found.words == report.words == sum(one.words for one in found.segment_scores)
    assert [one.score for one in found.segment_scores] == [pytest.approx(81.0), 100.0]
    assert math.isclose(found.points, sum(one.points for one in found.segment_scores))


def test_an_empty_report_scores_full_marks() -> None:
    report = tanqih.check("")
    assert document_score(report, Scale()).score == 100.0
    assert document_score(report, Scale()).segment_scores == ()


def test_scored_issues_carry_context_place_and_fingerprint() -> None:
    text = "The talks ended on Friday.. Sixty men left."
    (one,) = scored(tanqih.check(text), "a.txt")
    assert (one.before, one.issue.text, one.after) == ("The talks ended on Friday", "..", " Sixty men left.")
    assert one.start == (1, 26)
    assert one.end == (1, 28)
    assert len(one.fingerprint) == 16
    assert one.counts


def test_the_fingerprint_does_not_know_the_document() -> None:
    report = tanqih.check("The talks ended on Friday.. Sixty men left.")
    (before,) = scored(report)
    other = replace(report.document, id="elsewhere")
    moved = Report(other, tuple(replace(one, document="elsewhere", key="x") for one in report.issues))
    assert scored(moved)[0].fingerprint == before.fingerprint


def test_a_models_estimate_is_part_of_the_score_and_told_apart() -> None:
    report = replace(tanqih.check("The talks ended on Friday.. Sixty men left."), estimate=0.25)
    found = document_score(report, Scale())
    assert found.estimate == 75.0
    assert found.score == pytest.approx(report.score)
    issues = Scale().score(found.points, found.words)
    assert found.score == pytest.approx((1 - ESTIMATE_WEIGHT) * issues + ESTIMATE_WEIGHT * 75)
