"""Fit the weights of `tanqih.anchors.gaps`: `python -m tests.benchmarks.fit_gaps`.

Logistic regression (Newton's method) on the clean pairs of ntrex-dev and tico19 against the same pairs with a clause or a sentence dropped. Printed: the
weights to put into the module, and with five-fold cross-validation how many omissions are found at some rates of false alarms. Pairs
without any gap to look at count as not found.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tanqih.anchors.gaps import FEATURES, find
from tanqih.anchors.pair import Pair
from tests.benchmarks.injected import CORPORA, injected, pairs

Array = Any
"""Of numpy, whose types are not read: it is no dependency."""
KINDS = ("clause dropped", "sentence dropped")
COUNT, FOLDS, RIDGE, ROUNDS = 900, 5, 1.0, 40


def fit(rows: Array, labels: Array) -> tuple[float, Array]:
    """Bias and weights of a logistic regression with a ridge on standardised columns."""
    mean, spread = rows.mean(0), rows.std(0) + 1e-9
    table = np.c_[np.ones(len(rows)), (rows - mean) / spread]
    weights = np.zeros(table.shape[1])
    for _ in range(ROUNDS):
        chances = 1 / (1 + np.exp(-table @ weights))
        gradient = table.T @ (labels - chances) - RIDGE * np.r_[0, weights[1:]]
        curvature = (table * (chances * (1 - chances))[:, None]).T @ table + RIDGE * np.eye(len(weights))
        weights += np.linalg.solve(curvature, gradient)
    scaled = weights[1:] / spread
    return float(weights[0] - scaled @ mean), scaled


def main() -> None:
    """Fit, cross-validate and print."""
    clean = {corpus: pairs(corpus) for corpus in CORPORA}
    everything = [pair for found in clean.values() for pair in found]
    rows, names, folds = [], [], []
    sizes = {corpus: len(found) for corpus, found in clean.items()}
    for corpus, found in clean.items():
        for pair in found:
            gap = find(Pair(pair.target, pair.source))
            if gap:
                rows.append(gap.features)
                names.append(corpus)
                folds.append(pair.row % FOLDS)
    for kind in KINDS:
        damaged = injected(kind, everything, COUNT)
        sizes[kind] = len(damaged)
        for one in damaged:
            gap = find(Pair(one.target, one.source))
            if gap:
                rows.append(gap.features)
                names.append(kind)
                folds.append(one.row % FOLDS)
    table, fold, name = np.array(rows), np.array(folds), np.array(names)
    labels = np.isin(name, KINDS).astype(float)
    scores = np.zeros(len(table))
    for k in range(FOLDS):
        bias, weights = fit(table[fold != k], labels[fold != k])
        scores[fold == k] = bias + table[fold == k] @ weights
    bias, weights = fit(table, labels)
    print("BIAS =", round(bias, 3))
    for feature, weight in zip(FEATURES, weights, strict=True):
        print(f"    {weight:.3f},  # {feature}")
    for rate in (0.002, 0.003, 0.005, 0.0075, 0.01):
        least = max(
            np.sort(scores[name == corpus])[::-1][min(int(rate * sizes[corpus]), (name == corpus).sum() - 1)]
            for corpus in CORPORA
        )
        line = ", ".join(f"{kind} {(scores[name == kind] > least).sum() / sizes[kind]:.1%}" for kind in (*CORPORA, *KINDS))
        print(f"least {least:.2f}: {line}")


if __name__ == "__main__":
    main()
