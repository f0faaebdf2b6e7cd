"""Measures of agreement on cases that can be worked out by hand."""

from __future__ import annotations

import pytest

from tanqih.training.metrics import best_threshold, f_half, mcc, pearson, precision_recall, spearman


@pytest.mark.parametrize(
    ("right", "said", "wanted", "value"),
    [(0, 0, 0, 0.0), (0, 5, 5, 0.0), (5, 5, 5, 1.0), (1, 1, 2, 0.8333), (1, 2, 1, 0.5556), (545, 603, 682, 0.8807)],
)
def test_f_half(right: int, said: int, wanted: int, value: float) -> None:
    assert f_half(right, said, wanted) == pytest.approx(value, abs=1e-4)


def test_shares_of_nothing_are_nothing() -> None:
    assert precision_recall(0, 0, 0) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("pairs", "value"),
    [
        ([(True, True), (False, False)], 1.0),
        ([(True, False), (False, True)], -1.0),
        ([(True, True), (True, True)], 0.0),
        ([(True, True)] * 6 + [(False, True)] * 1 + [(True, False)] * 2 + [(False, False)] * 3, 0.4781),
    ],
)
def test_mcc(pairs: list[tuple[bool, bool]], value: float) -> None:
    assert mcc(pairs) == pytest.approx(value, abs=1e-4)


def test_the_best_threshold_parts_good_from_bad() -> None:
    pairs = [(False, 0.1), (False, 0.32), (True, 0.38), (True, 0.9)]
    assert best_threshold(pairs) == 0.35
    assert best_threshold([]) == 0.95


def test_correlations() -> None:
    assert pearson([1, 2, 3], [2, 4, 6]) == pytest.approx(1.0)
    assert pearson([1, 2, 3], [3, 3, 3]) == 0.0
    assert pearson([1], [2]) == 0.0
    assert spearman([1, 2, 3, 4], [1, 8, 27, 64]) == pytest.approx(1.0)
    assert spearman([1, 2, 2, 3], [1, 2, 3, 4]) == pytest.approx(0.9487, abs=1e-4)
    with pytest.raises(ValueError, match="3 and 2"):
        pearson([1, 2, 3], [1, 2])
