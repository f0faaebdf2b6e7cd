"""Runs with a tiny encoder: the same command gives the same weights, however often the run was stopped."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.training import tiny

from tanqih.errors import ConfigError, InputError

torch = pytest.importorskip("torch", reason="training needs torch")
pytest.importorskip("transformers", reason="training needs transformers")

from tanqih.training.checkpoint import Checkpoint, CheckpointDetector  # noqa: E402
from tanqih.training.recipes import JUDGE, Recipe  # noqa: E402
from tanqih.training.run import BEST, CURVES, FACTS, Run  # noqa: E402

QUALITY_RECIPE = replace(
    JUDGE, words=3_000, layers=1, batch_words=250, chunk=40, check_words=500, threads=1, precision="fp32", rate=2e-3
)
RECIPE = Recipe(words=9_000, batch_words=250, chunk=40, check_words=2_000, threads=1, precision="fp32")


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Corpora and encoder."""
    folder = tmp_path_factory.mktemp("tiny")
    return tiny.corpora(folder / "corpora"), tiny.encoder(folder / "encoder")


@pytest.fixture(scope="module")
def undisturbed(given: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Run:
    return trained(Run(tmp_path_factory.mktemp("run"), *given, RECIPE))


def trained(run: Run) -> Run:
    assert run.training.run(60.0, save=run.save, better=run.save_best)
    run.finish()
    return run


def stopped_at(run: Run, steps: int) -> bool:
    """Train up to a step; True when the run is done before."""
    return run.training.run(60.0, save=run.save, better=run.save_best, stop=lambda: run.training.steps >= steps)


def weights(run: Run, name: str = "tagger.pt") -> dict[str, object]:
    return dict(torch.load(run.folder / name, weights_only=True)["model"])


def assert_same(first: Run, second: Run) -> None:
    for name in ("tagger.pt", "checkpoint.pt"):
        one, other = weights(first, name), weights(second, name)
        assert one.keys() == other.keys()
        assert all(torch.equal(one[key], other[key]) for key in one)
    assert first.training.curve == second.training.curve
    assert first.training.checks == second.training.checks


def test_a_run_learns_and_leaves_all_that_it_says(undisturbed: Run) -> None:
    training = undisturbed.training
    assert training.curve[-1][1] < training.curve[0][1]
    assert len(training.checks) >= 3
    assert training.checks[-1][1] < training.checks[0][1]
    facts = json.loads((undisturbed.folder / FACTS).read_text(encoding="utf8"))
    assert facts["recipe"]["words"] == 9_000
    assert facts["held_out"] > 0
    assert (undisturbed.folder / CURVES).read_text(encoding="utf8").startswith("<svg")
    assert (undisturbed.folder / BEST).is_file()


def test_the_same_seed_gives_the_same_weights(given: tuple[Path, Path], undisturbed: Run, tmp_path: Path) -> None:
    assert_same(trained(Run(tmp_path, *given, RECIPE)), undisturbed)


def test_another_seed_gives_other_weights(given: tuple[Path, Path], undisturbed: Run, tmp_path: Path) -> None:
    other = trained(Run(tmp_path, *given, replace(RECIPE, seed=4)))
    assert not torch.equal(weights(other)["edit.weight"], weights(undisturbed)["edit.weight"])


def test_a_run_that_was_stopped_again_and_again_ends_as_one_that_was_not(
    given: tuple[Path, Path], undisturbed: Run, tmp_path: Path
) -> None:
    for piece in range(200):
        run = Run(tmp_path, *given, RECIPE)
        begun = run.training.steps
        stops = begun + 7 + piece  # within chunks, at their ends, before and behind looks at the held-out texts
        if stopped_at(run, stops):
            break
        assert run.training.steps == stops
    run.finish()
    assert piece > 2
    assert_same(run, undisturbed)


def test_a_run_that_was_killed_goes_on_from_its_last_checkpoint(
    given: tuple[Path, Path], undisturbed: Run, tmp_path: Path
) -> None:
    run = Run(tmp_path, *given, RECIPE)
    run.training.run(60.0, stop=lambda: run.training.steps >= 20)
    run.save()
    run.training.run(60.0, stop=lambda: run.training.steps >= 31)  # lost: no checkpoint of it
    assert_same(trained(Run(tmp_path, *given, RECIPE)), undisturbed)


def test_accumulated_batches_make_one_step(given: tuple[Path, Path], undisturbed: Run, tmp_path: Path) -> None:
    run = trained(Run(tmp_path, *given, replace(RECIPE, accumulate=3)))
    assert run.training.seen == undisturbed.training.seen
    assert undisturbed.training.steps / 4 < run.training.steps < undisturbed.training.steps / 2


def test_a_run_ends_early_when_the_held_out_loss_no_longer_falls(given: tuple[Path, Path], tmp_path: Path) -> None:
    run = Run(tmp_path, *given, replace(RECIPE, words=200_000, rate=0.5, check_words=500, patience=2))
    assert run.training.run(60.0, save=run.save, better=run.save_best)
    assert run.training.stopped_early
    assert run.training.seen < 200_000
    best = min(range(len(run.training.checks)), key=lambda at: run.training.checks[at][1])
    assert len(run.training.checks) - best == 3


def test_mixed_precision_is_close_to_full(given: tuple[Path, Path], undisturbed: Run, tmp_path: Path) -> None:
    run = trained(Run(tmp_path, *given, replace(RECIPE, precision="bf16")))
    assert run.training.checks[-1][1] == pytest.approx(undisturbed.training.checks[-1][1], rel=0.05)


def test_a_run_in_pieces_goes_on_where_only_the_pieces_are(given: tuple[Path, Path], undisturbed: Run, tmp_path: Path) -> None:
    there, here = tmp_path / "there", tmp_path / "here"
    run = Run(there, *given, RECIPE, in_pieces=True)
    run.training.run(60.0, save=run.save, better=run.save_best, stop=lambda: run.training.steps >= 25)
    here.mkdir()
    for path in there.iterdir():
        if path.is_file() and path.suffix != ".pt":
            (here / path.name).write_bytes(path.read_bytes())
    assert_same(trained(Run(here, *given, RECIPE, in_pieces=True)), undisturbed)


def test_a_checkpoint_of_another_recipe_or_other_data_is_refused(given: tuple[Path, Path], tmp_path: Path) -> None:
    run = Run(tmp_path / "run", *given, RECIPE)
    run.training.run(60.0, save=run.save, stop=lambda: run.training.steps >= 2)
    with pytest.raises(ConfigError, match="another recipe"):
        Run(tmp_path / "run", *given, replace(RECIPE, rate=1e-3))
    with pytest.raises(ConfigError, match="other data"):
        Run(tmp_path / "run", tiny.corpora(tmp_path / "more", 70), given[1], RECIPE)
    (tmp_path / "run" / "checkpoint.pt").write_bytes(b"half a checkpoint")
    with pytest.raises(InputError, match="damaged"):
        Run(tmp_path / "run", *given, RECIPE)


def test_a_run_of_the_quality_leaves_the_edits_as_they_were(given: tuple[Path, Path], undisturbed: Run, tmp_path: Path) -> None:
    start = Checkpoint.find(undisturbed.folder)
    run = trained(Run(tmp_path, *given, QUALITY_RECIPE, start=start))
    assert run.training.checks[-1][1] < run.training.checks[0][1]
    before, after = weights(undisturbed), weights(run)
    assert {name.split(".")[0] for name in after.keys() - before.keys()} == {"branch"}
    changed = {name.split(".")[0] for name in before if not torch.equal(before[name], after[name])}
    assert changed == {"quality"}
    texts = [f"{' '.join(tiny.WORDS[:9])}.", f"{' '.join(tiny.WORDS[4:20])}."]
    old, new = (CheckpointDetector(Checkpoint.find(held.folder)).read(texts) for held in (undisturbed, run))
    assert [reading.labels for reading in old] == [reading.labels for reading in new]
    assert [reading.probabilities for reading in old] == [pytest.approx(reading.probabilities, abs=1e-5) for reading in new]
    assert [reading.bad for reading in old] != [reading.bad for reading in new]
    assert json.loads((run.folder / FACTS).read_text(encoding="utf8"))["start"]["checkpoint"] == start.key


def test_a_run_of_the_quality_that_was_stopped_ends_as_one_that_was_not(
    given: tuple[Path, Path], undisturbed: Run, tmp_path: Path
) -> None:
    start = Checkpoint.find(undisturbed.folder)
    whole = trained(Run(tmp_path / "whole", *given, QUALITY_RECIPE, start=start))
    assert not stopped_at(Run(tmp_path / "cut", *given, QUALITY_RECIPE, start=start), 5)
    assert_same(trained(Run(tmp_path / "cut", *given, QUALITY_RECIPE, start=start)), whole)


def test_a_run_of_the_quality_needs_a_start_of_the_same_encoder(given: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="--start"):
        Run(tmp_path / "run", *given, QUALITY_RECIPE)
    other = tmp_path / "other.pt"
    torch.save({"model": {"edit.weight": torch.zeros(3, 3)}, "about": "{}"}, other)
    with pytest.raises(InputError, match="another encoder"):
        Run(tmp_path / "run", *given, QUALITY_RECIPE, start=Checkpoint.find(other, alone=True))
