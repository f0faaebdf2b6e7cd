"""What is set aside, and what a run shows of itself: progress and curves."""

from __future__ import annotations

import io
from dataclasses import replace
from random import Random
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest
from tests.training.tiny import paragraph

from tanqih.commands import model
from tanqih.training.heldout import digest_of, held_out_samples, set_aside
from tanqih.training.plot import smoothed, svg
from tanqih.training.progress import Progress, duration
from tanqih.training.recipes import CPU, GPU, GPU_MINUTES, JUDGE, QUALITY, RECIPES
from tanqih.training.samples import Mixture

TEXTS = [paragraph(Random(number)) for number in range(200)]


def test_the_same_paragraphs_are_set_aside_whatever_their_order() -> None:
    kept, held = set_aside(TEXTS, 20)
    assert len(held) == 20
    assert len(kept) == 180
    assert not set(kept) & set(held)
    assert set(set_aside(TEXTS[::-1], 20)[1]) == set(held)


def test_copies_of_a_held_out_paragraph_are_not_trained_on() -> None:
    _, held = set_aside(TEXTS, 20)
    kept, again = set_aside([*TEXTS, held[0], held[0]], 20)
    assert held[0] in again
    assert held[0] not in kept


def test_a_tenth_is_set_aside_at_most() -> None:
    assert len(set_aside(TEXTS, 300)[1]) == 20


def test_held_out_samples_are_always_the_same_and_most_of_their_words_are_whole() -> None:
    first, second = (held_out_samples(TEXTS[:50], Mixture()) for _ in range(2))
    assert first == second
    labels = [label for sample in first for label in sample.labels]
    assert 0 < sum(label != 0 for label in labels) < len(labels) / 4


def test_a_digest_tells_data_apart() -> None:
    edits = held_out_samples(TEXTS[:2], Mixture())
    found = {digest_of(TEXTS, edits), digest_of(TEXTS[1:], edits), digest_of(TEXTS, edits[1:]), digest_of(TEXTS, edits)}
    assert len(found) == 3


def test_the_recipes() -> None:
    assert RECIPES == {"cpu": CPU, "gpu": GPU, "quality": JUDGE}
    assert tuple(RECIPES) == model.RECIPES
    assert JUDGE.part == QUALITY
    assert JUDGE.layers > 0
    assert GPU.device == "cuda"
    assert GPU_MINUTES < 10
    assert replace(GPU, device="cpu").precision == "bf16"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0 s"), (89.4, "89 s"), (95, "2 min"), (3540, "59 min"), (3600, "1 h 00 min"), (11100, "3 h 05 min")],
)
def test_durations(seconds: float, text: str) -> None:
    assert duration(seconds) == text


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def run_of(**facts: Any) -> Any:
    return SimpleNamespace(**({"seen": 0, "progress": 0.0, "loss": 0.5, "checks": [], "recipe": CPU} | facts))


@pytest.mark.parametrize("terminal", [True, False])
def test_progress_says_where_the_run_is(monkeypatch: pytest.MonkeyPatch, terminal: bool) -> None:
    now = [0.0]
    monkeypatch.setattr("tanqih.training.progress.time.monotonic", lambda: now[0])
    run, stream = run_of(), Terminal() if terminal else io.StringIO()
    report = Progress(run, stream)
    report()
    assert stream.getvalue() == ""  # nothing new
    for _ in range(2):
        now[0] += 61
        run.seen += 61_000
        run.progress = run.seen / CPU.words
        run.checks = [(61_000, 0.4321)]
        report()
    report.close()
    line = "1.4 %  122,000 of 9,000,000 words  loss 0.500  held-out 0.4321  1,000 words/s  2 h 28 min left"
    assert stream.getvalue().endswith(f"\r\x1b[K{line}\n" if terminal else f"{line}\n")


def test_quiet_progress_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    report = Progress(run_of(), stream, quiet=True)
    monkeypatch.setattr("tanqih.training.progress.time.monotonic", lambda: 1e9)
    report()
    report.close()
    assert stream.getvalue() == ""


def test_curves_are_an_svg_with_a_line_for_each_series() -> None:
    points = [(float(x), 1.0 / (1 + x)) for x in range(40)]
    picture = svg("Loss of A & B", [("training", points), ("held-out", points[::10])])
    root = ElementTree.fromstring(picture)
    lines = [line for line in root.iter("{http://www.w3.org/2000/svg}polyline") if line.get("stroke-width")]
    assert [len(line.get("points", "").split()) for line in lines] == [40, 4]
    assert "Loss of A &amp; B" in picture
    assert ElementTree.fromstring(svg("nothing yet", [("training", [])])) is not None


def test_smoothing_keeps_the_mean() -> None:
    assert smoothed([(0, 1.0), (1, 3.0), (2, 5.0)], 3) == [(0, 2.0), (1, 3.0), (2, 4.0)]
