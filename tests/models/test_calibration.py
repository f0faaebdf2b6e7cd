"""Scores become confidences: the tables, how they are fitted, and what the margins promise."""

from __future__ import annotations

import itertools
import random

import pytest

from tanqih.models.calibration import Calibration, Scale, calibration_from
from tanqih.models.fake import FakeTagger
from tanqih.models.groups import groups_of
from tanqih.models.interface import Reading
from tanqih.training.calibrate import NEVER, Promise, believed, best_temperature, calibrate, is_right, isotonic
from tanqih.training.damage.paragraph import Pieces, pieces_of, text_of

SCALE = Scale(((0.2, 0.1), (0.6, 0.3), (0.9, 0.95)), 0.8)


@pytest.mark.parametrize(
    ("score", "confidence"),
    [(0.0, 0.1), (0.2, 0.1), (0.4, 0.2), (0.6, 0.3), (0.75, 0.49), (0.79, 0.49), (0.8, 0.7333), (0.9, 0.95), (1.0, 0.95)],
)
def test_a_scale(score: float, confidence: float) -> None:
    assert SCALE.confidence(score) == pytest.approx(confidence, abs=1e-4)


def test_a_margin_lifts_what_it_shows() -> None:
    assert Scale(((0.0, 0.1), (1.0, 0.4)), 0.9).confidence(0.95) == 0.5


def test_there_and_back_again() -> None:
    calibration = Calibration(0.9, {"model/join": SCALE})
    assert calibration_from(calibration.as_json()) == calibration
    assert (
        calibration.confidence("model/delete", 0.89) < 0.5 <= calibration.confidence("model/delete", 0.95)
    )  # not measured: cautious


def test_isotonic_regression() -> None:
    rng = random.Random(2)
    judged = [(score, rng.random() < score**2) for score in (rng.random() for _ in range(4000))]
    points = isotonic(judged)
    assert 3 < len(points) <= 12
    assert all(a[0] < b[0] and a[1] <= b[1] for a, b in itertools.pairwise(points))
    scale = Scale(points, NEVER)
    for score in (0.3, 0.5, 0.65):
        assert scale.confidence(score) == pytest.approx(score**2, abs=0.07)
    assert isotonic([(0.5, True)]) == ((0.5, 0.75),)


def damaged() -> Pieces:
    """A paragraph in which a word stands twice and a full stop is too many."""
    pieces = pieces_of("The the talks ended on Sunday. After three weeks of delay.")
    pieces[1].label = "DEL"
    pieces[6].label, pieces[7].label = "DEL", "JOIN"
    return pieces


@pytest.mark.parametrize(
    ("labels", "right"),
    [
        ({1: "DEL"}, True),
        ({6: "DEL", 7: "JOIN"}, True),
        ({6: "DEL", 7: "JOINC"}, False),
        ({3: "DEL"}, False),
        ({0: "DEL", 1: "UP"}, True),  # the other one of the two goes: the same text
        ({12: "TRUNC"}, False),
    ],
)
def test_right_is_what_gives_the_same_text(labels: dict[int, str], right: bool) -> None:
    pieces = damaged()
    text = text_of(pieces)
    (group,) = groups_of(text, FakeTagger({text: labels}).read([text])[0])
    assert is_right(group, pieces) is right


def test_what_the_lock_holds_back_is_not_counted() -> None:
    text = "The court did not convict him of of anything on Sunday."
    reading = FakeTagger({text: {3: "DEL", 7: "DEL"}}).read([text])[0]
    assert [group.first for group in believed(text, reading)] == [7]


class Guesser(FakeTagger):
    """Says of every word "so" that it goes, with a probability that depends on the text; knows no other edit."""

    def __init__(self, scores: dict[str, float]) -> None:
        super().__init__()
        self.scores = scores

    def _reading(self, text: str) -> Reading:
        found = super()._reading(text)
        labels = tuple("DEL" if word.text == "so" else "KEEP" for word in found.words)
        shares = tuple(self.scores[text] if label == "DEL" else 1.0 for label in labels)
        return found._replace(labels=labels, probabilities=shares, keep=tuple(1.0 - share for share in shares))


def paragraph(number: int, *, wrong: bool) -> Pieces:
    pieces = pieces_of(f"They spoke well in so room {number}." if wrong else f"They spoke so well in room {number}.")
    if wrong:
        pieces[4].label = "DEL"
    return pieces


def guesser(sure: float) -> tuple[Guesser, list[Pieces], list[str]]:
    """Damage at which it is right with a high score and wrong with a low one, and clean texts that it would damage."""
    bad = [paragraph(n, wrong=n % 2 == 0) for n in range(200)]
    clean = [text_of(paragraph(n, wrong=False)) for n in range(1000, 1400)]
    scores = {text_of(pieces): 0.95 if number % 2 == 0 else 0.6 for number, pieces in enumerate(bad)}
    return Guesser(scores | dict.fromkeys(clean, 0.6) | dict.fromkeys(clean[:4], sure)), bad, clean


def test_margins_keep_clean_text_quiet() -> None:
    tagger, bad, clean = guesser(0.97)
    words = sum(len(text.split()) for text in clean)
    loud = calibrate(tagger, bad, clean, promise=Promise(precision=0.4, clean_issues=4 * 1000 / words + 0.1, clean_suspects=0.0))
    assert 0.6 < loud.scales["model/delete"].margin <= 0.95
    quiet = calibrate(tagger, bad, clean, promise=Promise(precision=0.4, clean_issues=3 * 1000 / words, clean_suspects=0.0))
    assert quiet.scales["model/delete"].margin > 0.97
    assert quiet.scales["model/join"].margin == NEVER  # nothing was seen of it
    assert calibration_from(quiet.as_json()).as_json() == quiet.as_json()


def test_suspicion_is_spread_below_what_is_shown() -> None:
    tagger = FakeTagger()
    scale = calibrate(tagger, [], ["Quiet."], [("One two three.", [True, False, False, False])]).scales["model/suspect"]
    assert scale.confidence(0.0) < 0.5


def test_the_temperature_follows_how_often_it_is_right() -> None:
    sure, bad, _ = guesser(0.97)
    assert best_temperature(sure, bad) != pytest.approx(1.0, abs=0.02)
