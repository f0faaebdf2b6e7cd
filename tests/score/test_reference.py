"""Metrics against references: the same figures and signatures as sacreBLEU's, pairs by segment or line, and bad input."""

from __future__ import annotations

import importlib
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from tanqih.score import comet, reference

from .conftest import Command, Write

pytest.importorskip("sacrebleu", reason="the extra 'score' is not installed")

TARGETS = [
    "The minister said that the talks would go on for a week.",
    "Sixty men left the town on Friday morning.",
    "The rivers rose and the bridge was closed.",
]
REFERENCES = [
    "The minister said the talks would continue for one week.",
    "Sixty men left the town on Friday morning.",
    "Rivers rose, and the bridge was shut.",
]


def metrics(out: str) -> dict[str, Any]:
    return {one["name"]: one for one in json.loads(out)["metrics"]}


def expected(name: str) -> tuple[float, str]:
    kinds: Any = importlib.import_module("sacrebleu.metrics")
    metric = kinds.CHRF(word_order=2) if name == "chrF++" else kinds.BLEU() if name == "BLEU" else kinds.TER()
    return round(metric.corpus_score(TARGETS, [REFERENCES]).score, 4), str(metric.get_signature())


@pytest.fixture
def texts(write: Write) -> None:
    write("mt.txt", "\n\n".join(TARGETS) + "\n")
    write("ref.txt", "\n\n".join(REFERENCES) + "\n")
    rows = [json.dumps({"text": t, "reference": r}) for t, r in zip(TARGETS, REFERENCES, strict=True)]
    write("both.jsonl", "\n".join(rows) + "\n")


@pytest.mark.usefixtures("texts")
@pytest.mark.parametrize("options", [["mt.txt", "--references", "ref.txt"], ["both.jsonl"]])
def test_references_give_bleu_chrf_and_ter(tanqih: Command, options: list[str]) -> None:
    found = metrics(tanqih("score", *options, "--format", "json").out)
    assert {name: (one["value"], one["signature"]) for name, one in found.items()} == {
        name: expected(name) for name in ("BLEU", "chrF++", "TER")
    }
    assert {one["segments"] for one in found.values()} == {3}
    assert [name for name, one in found.items() if not one["higher_is_better"]] == ["TER"]


@pytest.mark.usefixtures("texts")
def test_post_edits_give_hter(tanqih: Command) -> None:
    found = metrics(tanqih("score", "mt.txt", "--post-edits", "ref.txt", "--format", "json").out)
    assert list(found) == ["HTER"]
    assert (found["HTER"]["value"], found["HTER"]["signature"]) == expected("HTER")
    assert list(metrics(tanqih("score", "both.jsonl", "--metric", "hter,chrF++", "--format", "json").out)) == ["chrF++", "HTER"]


@pytest.mark.usefixtures("texts")
def test_lines_are_paired_where_paragraphs_are_cut_in_another_way(tanqih: Command, write: Write) -> None:
    write("lines.txt", "\n".join(TARGETS) + "\n")
    write("mt.txt", TARGETS[0] + "\n\n" + "\n".join(TARGETS[1:]) + "\n")
    for name in ("lines.txt", "mt.txt"):
        found = metrics(tanqih("score", name, "--references", "ref.txt", "--format", "json").out)
        assert found["BLEU"]["value"] == expected("BLEU")[0]


@pytest.mark.usefixtures("texts")
@pytest.mark.parametrize(
    ("lines", "said"),
    [(REFERENCES[:2], "2 reference paragraphs for the 3 of mt.txt"), ([*REFERENCES, "More."], "4 reference paragraphs")],
)
def test_references_of_another_length(tanqih: Command, write: Write, lines: list[str], said: str) -> None:
    write("ref.txt", "\n\n".join(lines) + "\n")
    result = tanqih("score", "mt.txt", "--references", "ref.txt", "--report", "json=out.json")
    assert (result.code, result.out) == (2, "")
    assert f"ref.txt: {said}" in result.err
    assert not Path("out.json").exists()


@pytest.mark.usefixtures("texts")
def test_another_number_of_documents(tanqih: Command) -> None:
    result = tanqih("score", "mt.txt", "--references", "both.jsonl")
    assert result.code == 2
    assert "3 reference documents for 1 document" in result.err


@pytest.mark.usefixtures("texts")
@pytest.mark.parametrize(("metric", "said"), [("bleu", "no references for BLEU"), ("hter", "no post-edits for HTER")])
def test_a_metric_without_references(tanqih: Command, metric: str, said: str) -> None:
    result = tanqih("score", "mt.txt", "--metric", metric)
    assert (result.code, result.out) == (2, "")
    assert said in result.err


@pytest.mark.usefixtures("texts")
@pytest.mark.parametrize("test", ["bs", "ar"])
def test_two_systems_against_the_same_references(tanqih: Command, write: Write, test: str) -> None:
    write("new.txt", "\n\n".join(REFERENCES) + "\n")
    result = tanqih(
        "score", "--compare", "mt.txt", "new.txt", "--references", "ref.txt", "--significance", test, "--format", "json"
    )
    found = {one["name"]: one for one in json.loads(result.out)["comparison"]["metrics"]}
    assert set(found) == {"BLEU", "chrF++", "TER"}
    assert found["BLEU"]["old"] == pytest.approx(expected("BLEU")[0], abs=1e-3)
    assert found["BLEU"]["new"] == pytest.approx(100)
    assert 0 < found["TER"]["p_value"] <= 1
    assert f"|{test}:" in found["chrF++"]["signature"]


def test_versions_with_other_references_do_not_compare(tanqih: Command, write: Write) -> None:
    for name, text in (("old.jsonl", "He left."), ("new.jsonl", "She left.")):
        write(name, json.dumps({"id": "a", "text": "He has left.", "reference": text}) + "\n")
    result = tanqih("score", "--compare", "old.jsonl", "new.jsonl")
    assert result.code == 2
    assert "the two versions have other references" in result.err


@pytest.mark.usefixtures("texts")
def test_without_sacrebleu_it_is_said(tanqih: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reference, "find_spec", lambda _: None)
    result = tanqih("score", "both.jsonl", "--format", "json")
    assert (result.code, metrics(result.out)) == (0, {})
    assert "pip install 'tanqih[score]'" in result.err
    result = tanqih("score", "mt.txt", "--references", "ref.txt")
    assert (result.code, result.out) == (2, "")
    assert "run: pip install 'tanqih[score]'" in result.err


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch, write: Write) -> list[Any]:
    """A stand-in for the package `comet`; what it was asked is kept."""
    asked: list[Any] = []

    class Model:
        def predict(self, data: list[dict[str, str]], **options: Any) -> SimpleNamespace:
            asked.append((data, options))
            return SimpleNamespace(system_score=0.8125)

    package = ModuleType("comet")
    package.load_from_checkpoint = lambda _: Model()  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "comet", package)
    monkeypatch.setattr(comet, "find_spec", lambda name: importlib.util.spec_from_loader(name, None))
    write("model.ckpt", "weights")
    return asked


ROW = {"text": TARGETS[0], "source": "\N{ARABIC LETTER ALEF}" * 3, "reference": REFERENCES[0]}


def test_comet_with_a_model_of_the_user(tanqih: Command, write: Write, model: list[Any]) -> None:
    write("a.jsonl", json.dumps(ROW) + "\n")
    found = metrics(tanqih("score", "a.jsonl", "--metric", "comet", "--comet-model", "model.ckpt", "--format", "json").out)
    assert (found["COMET"]["value"], found["COMET"]["signature"]) == (0.8125, "model:model.ckpt|tool:unbabel-comet")
    assert model[0][0] == [{"src": ROW["source"], "mt": TARGETS[0], "ref": REFERENCES[0]}]
    assert model[0][1]["gpus"] == 0


@pytest.mark.usefixtures("texts")
def test_comet_without_what_it_needs(tanqih: Command, write: Write, model: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    assert "name its .ckpt file" in tanqih("score", "mt.txt", "--metric", "comet").err
    assert "no such COMET checkpoint" in tanqih("score", "mt.txt", "--metric", "comet", "--comet-model", "x").err
    assert "--comet-model goes with" in tanqih("score", "mt.txt", "--comet-model", "model.ckpt").err
    monkeypatch.setenv("TANQIH_COMET_MODEL", "model.ckpt")
    assert "needs the Arabic and a reference" in tanqih("score", "both.jsonl", "--metric", "comet").err
    monkeypatch.setattr(comet, "find_spec", lambda _: None)
    assert "run: pip install 'tanqih[comet]'" in tanqih("score", "both.jsonl", "--metric", "comet").err
