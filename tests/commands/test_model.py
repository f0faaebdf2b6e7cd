"""`tanqih model`: wrong usage in one line, and a tiny model from training to tuning."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.commands.conftest import Command
from tests.training import tiny
from tests.training.fakes import DoubledWords

from tanqih.cli import main
from tanqih.config import Config
from tanqih.formats import read
from tanqih.models.calibration import Calibration, Scale
from tanqih.review.entry import Entry
from tanqih.review.store import Store

NEEDED = ("torch", "transformers", "tokenizers", "onnx", "onnxruntime")
TABLE = "| measured | doing nothing | rules only | with the model | target | reached |"


def needs(*packages: str) -> None:
    for package in packages or NEEDED:
        pytest.importorskip(package, reason=f"{package} is not installed")


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tiny.corpora(tmp_path_factory.mktemp("data") / "corpora")
    tiny.write_post_edits(folder / "post-edits" / "dev.tsv.gz", 40)
    return folder


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    needs("torch", "transformers", "tokenizers")
    return tiny.encoder(tmp_path_factory.mktemp("data") / "encoder")


def trained(tanqih: Command, corpora: Path, encoder: Path, out: Path, *more: str) -> str:
    result = tanqih(
        "model", "train", "--data", corpora, "--encoder", encoder, "--out", out, "--words", "3000", "--threads", "1", *more
    )
    assert result.code == 0, result.err
    return result.err


# -- wrong usage


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["model"], "the following arguments are required: COMMAND"),
        (["model", "evl"], "did you mean 'eval'?"),
        (["model", "eval", "--only", "word"], "did you mean 'words'?"),
        (["model", "eval", "--sample", "-1", "--data", "."], "--sample and --threads take a number of 1 or more"),
        (["model", "eval", "--data", "nowhere"], "nowhere: no such folder; name the one with corpora/"),
        (["model", "info", "nowhere"], "nowhere: no such model; name embedded, the folder of a model, or a checkpoint"),
        (["model", "info", "."], "model.json: cannot be read"),
        (["model", "export", "nowhere", "--out", "x"], "nowhere: no checkpoint"),
        (["model", "train", "--data", ".", "--encoder", ".", "--out", "x", "--minutes", "0"], "--minutes takes a number above 0"),
        (
            ["model", "train", "--data", ".", "--encoder", ".", "--out", "x", "--words", "0"],
            "--words takes a number of 1 or more",
        ),
        (["model", "tune", "d.jsonl", "--out", "x", "--model", "."], "model.json: cannot be read"),
    ],
)
def test_wrong_usage_is_one_line(tanqih: Command, arguments: list[str], message: str) -> None:
    result = tanqih(*arguments)
    assert result.code == 2
    assert message in result.err
    assert result.err.count("\n") == 1
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["train", "--data", ".", "--encoder", ".", "--out", "x"],
        ["export", "checkpoint.pt", "--encoder", ".", "--out", "x"],
        ["eval", "--model", "checkpoint.pt", "--encoder", ".", "--data", "."],
        ["info", "checkpoint.pt"],
    ],
)
def test_without_torch_the_install_command_is_named(
    tanqih: Command, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    for name in ("checkpoint.pt", "config.json"):
        Path(name).write_bytes(b"{}")
    result = tanqih("model", *arguments)
    assert result.code == 2
    assert "pip install 'tanqih[models" in result.err
    assert result.err.count("\n") == 1


def test_missing_corpora_and_encoders_are_named(tanqih: Command, corpora: Path, tmp_path: Path) -> None:
    needs("torch", "transformers", "tokenizers")
    for data, encoder, missing in ((tmp_path, tmp_path, "frus.txt.gz: no such corpus"), (corpora, tmp_path, "no encoder")):
        result = tanqih("model", "train", "--data", data, "--encoder", encoder, "--out", "run")
        assert result.code == 2
        assert missing in result.err
        assert result.err.count("\n") == 1
        assert not Path("run").exists()


def test_the_recipe_for_a_gpu_needs_one(tanqih: Command, corpora: Path, encoder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    result = tanqih("model", "train", "--data", corpora, "--encoder", encoder, "--out", "run", "--recipe", "gpu")
    assert result.code == 2
    assert "take --recipe cpu" in result.err


# -- from training to tuning


def test_training_goes_on_where_it_stopped(tanqih: Command, corpora: Path, encoder: Path) -> None:
    arguments = ["model", "train", "--data", corpora, "--encoder", encoder, "--out", "run", "--words", "3000", "--threads", "1"]
    first = tanqih(*arguments, "--minutes", "0.000001")
    assert first.code == 0
    assert "the same command goes on from the checkpoint in run" in first.err
    second = tanqih(*arguments)
    assert second.code == 0
    assert "done, all words are seen; the weights are in run/tagger.pt" in second.err
    assert sorted(path.name for path in Path("run").iterdir()) == [
        "best.pt",
        "checkpoint.pt",
        "curves.svg",
        "encoder",
        "run.json",
        "tagger.pt",
    ]
    assert "another recipe" in tanqih(*arguments, "--seed", "9").err


def test_an_interrupted_run_leaves_a_checkpoint(tanqih: Command, corpora: Path, encoder: Path) -> None:
    from tanqih.training.loop import Training

    arguments = [
        "model",
        "train",
        "--data",
        corpora,
        "--encoder",
        encoder,
        "--out",
        "run",
        "--words",
        "90000000",
        "--threads",
        "1",
    ]
    before = signal.getsignal(signal.SIGINT)
    begun = Training.run

    def interrupted(self: Training, *given: Any, **more: Any) -> bool:
        threading.Timer(1.0, os.kill, (os.getpid(), signal.SIGINT)).start()
        return bool(begun(self, *given, **more))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Training, "run", interrupted)
        result = tanqih(*arguments)
    assert result.code == 130
    assert "stopping: writing a checkpoint" in result.err
    assert "the same command goes on" in result.err
    assert Path("run/checkpoint.pt").is_file()
    assert signal.getsignal(signal.SIGINT) is before
    assert "going on at" in tanqih(*arguments, "--minutes", "0.000001").err


def test_eval_of_a_run(tanqih: Command, corpora: Path, encoder: Path) -> None:
    trained(tanqih, corpora, encoder, Path("run"))
    data = corpora.parent
    result = tanqih(
        "model",
        "eval",
        "--model",
        "run",
        "--data",
        data,
        "--only",
        "words",
        "--sample",
        "20",
        "--threads",
        "1",
        "--json",
        "e.json",
    )
    assert result.code == 0, result.err
    assert result.out.splitlines()[0] == TABLE
    assert "| words, MCC, mean |" in result.out
    table = json.loads(Path("e.json").read_text(encoding="utf8"))
    assert table["model"] == "run"
    assert [line["figure"] for line in table["lines"]] == ["words"] * 9
    only = tanqih("model", "eval", "--model", "run", "--data", data, "--only", "words", "--json", "-", "--quiet")
    assert json.loads(only.out)["key"] == table["key"]
    assert only.err == ""
    missing = tanqih("model", "eval", "--model", "run", "--data", data, "--only", "gold", "--only", "labels")
    assert missing.code == 2
    assert "edit_tagger.py: no such data" in missing.err


@pytest.fixture(scope="module")
def made(corpora: Path, encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a run, and with the model that was exported from it and not calibrated."""
    needs()
    folder = tmp_path_factory.mktemp("made")
    run, out = str(folder / "run"), str(folder / "model")
    arguments = ["--data", str(corpora), "--encoder", str(encoder), "--out", run, "--words", "3000", "--threads", "1", "--quiet"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tanqih.training.export.LEAST_AGREEMENT", 0.5)  # so small a model is near no decision
        assert main(["model", "train", *arguments]) == 0
        assert main(["model", "export", run, "--out", out]) == 0
    return folder


@pytest.fixture
def model(made: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The model folder, and beside it the run."""
    monkeypatch.setattr("tanqih.training.export.LEAST_AGREEMENT", 0.5)
    shutil.copytree(made, Path(), dirs_exist_ok=True)
    return Path("model")


def test_export_info_and_eval_of_a_model_folder(tanqih: Command, corpora: Path, model: Path) -> None:
    (model / "NOTICE").write_text("Made from an encoder of nobody.\n", encoding="utf8")
    said = tanqih("model", "info", model)
    assert said.code == 0
    assert "notice: Made from an encoder of nobody." in said.out
    table = json.loads(tanqih("model", "info", model, "--format", "json").out)
    assert table["labels"]["APP"] == table["labels"]["REP"] > 50
    assert set(table["files"]) == {"tagger.onnx", "tokenizer.json"}
    assert table["training"]["words"] >= 3000
    assert table["training"]["recipe"]["seed"] == 3
    assert json.loads(tanqih("model", "info", "run", "--format", "json").out)["training"]["words"] >= 3000
    result = tanqih("model", "eval", "--model", model, "--data", corpora.parent, "--only", "words")
    assert result.code == 0, result.err
    assert "| segments, Pearson with HTER, mean |" in result.out
    (model / "tagger.onnx").write_bytes(b"cut short")
    broken = tanqih("model", "info", model)
    assert broken.code == 2
    assert "truncated or changed" in broken.err


def decisions(verdict_of: Sequence[str]) -> Path:
    """A reviewed article of paragraphs with a doubled word, and the store with a decision on each."""
    from tanqih.check import Checker
    from tanqih.issue import Decision, Verdict

    names = "minister council harvest reporter capital government village company teacher market".split()
    texts = [f"The {name} {name} of {other} asked for help on Monday." for name in names for other in names[:9]]
    Path("article.txt").write_text("\n\n".join(texts), encoding="utf8")
    (document,) = read("article.txt", id="article.txt")
    issues = [issue for issue in Checker(Config()).check(document).issues if issue.rule == "grammar/duplicate-word"]
    entries = []
    for number, issue in enumerate(issues):
        verdict = Verdict(verdict_of[number % len(verdict_of)])
        assert issue.best is not None
        edits = issue.best.edits if verdict is Verdict.ACCEPT else ()
        entries.append(Entry(Decision(issue.key, verdict, edits, 0, 0, issue.rule, issue.segment), 0, issue.text, issue.span))
    with Store("review.db") as kept:
        kept.record(kept.open(document).row, entries)
    return Path("review.db")


@pytest.fixture
def believed(model: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The model folder with a calibration, and with answers that are known."""
    from dataclasses import replace

    from tanqih.models.embedded import Tagger
    from tanqih.models.manifest import read_manifest
    from tanqih.training.export import write_manifest

    scale = Scale(((0.5, 0.5), (0.7, 0.8), (0.95, 0.95)), 0.75)
    write_manifest(model, replace(read_manifest(model), calibration=Calibration(1.0, {"model/delete": scale})))
    monkeypatch.setattr(Tagger, "read", lambda _self, texts: DoubledWords().read(texts))
    return model


def test_tune_writes_a_new_model_that_fits_the_decisions_better(tanqih: Command, believed: Path) -> None:
    before = (believed / "model.json").read_bytes()
    result = tanqih("model", "tune", decisions(["reject"]), "--model", believed, "--out", "mine")
    assert result.code == 0, result.err
    assert "model/delete: shown from never, before from 0.750" in result.err
    assert "mine is the new model" in result.err
    assert (believed / "model.json").read_bytes() == before
    table = json.loads(tanqih("model", "info", "mine", "--format", "json").out)
    assert table["thresholds"]["shown from"] == {"model/delete": None}
    assert table["training"]["tuned"]["loss_after"] < table["training"]["tuned"]["loss_before"]


def test_tune_keeps_the_old_model_where_the_new_one_is_not_better(tanqih: Command, believed: Path) -> None:
    found = decisions(["accept", "accept", "accept", "accept", "reject"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tanqih.training.commands.tune.recalibrated", lambda calibration, _: calibration)
        result = tanqih("model", "tune", found, "--model", believed, "--out", "mine")
    assert result.code == 1
    assert "not better" in result.err
    assert not Path("mine").exists()


def test_tune_refuses_to_write_over_the_model_or_to_learn_from_nothing(tanqih: Command, believed: Path) -> None:
    found = decisions(["accept"])
    over = tanqih("model", "tune", found, "--model", believed, "--out", believed)
    assert over.code == 2
    assert "name another folder" in over.err
    Path("few.jsonl").write_text("", encoding="utf8")
    few = tanqih("model", "tune", "few.jsonl", "--model", believed, "--out", "mine")
    assert few.code == 2
    assert "too few decisions" in few.err
    assert not Path("mine").exists()


def test_tune_of_the_weights(tanqih: Command, corpora: Path, believed: Path) -> None:
    arguments = ["--model", believed, "--out", "mine", "--checkpoint", "run", "--data", corpora]
    result = tanqih("model", "tune", decisions(["reject"]), *arguments)
    assert "loss on the decisions set aside" in result.err
    assert result.code == 0, result.err
    assert Path("mine/model.json").is_file()
    assert Path("mine/run/tagger.pt").is_file()
