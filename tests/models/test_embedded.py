"""The runtime against a tiny random model that is exported here: windows, batches, and folders that are no models."""

from __future__ import annotations

import json
import random
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import tanqih
from tanqih.config import Config
from tanqih.errors import ConfigError, MissingExtraError, ModelError
from tanqih.models import embedded, registry
from tanqih.models.calibration import Calibration
from tanqih.models.embedded import Tagger
from tanqih.models.labels import KEEP, LABELS
from tanqih.models.manifest import MANIFEST, TOKENIZER, WEIGHTS, read_manifest
from tanqih.models.words import words_of

TEXT = "The talks ended on Sunday. After three weeks the minister said so."
VOCABULARY = (
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    *"abcdefghijklmnopqrstuvwxyz.,0123456789",
    *(f"##{c}" for c in "abcdefghijklmnopqrstuvwxyz"),
)


def tokenizer_file(path: Path, words: tuple[str, ...] = VOCABULARY) -> Path:
    """A tokenizer of single letters, as BERT's are otherwise."""
    tokenizers = pytest.importorskip("tokenizers", reason="the extra `embedded` is not installed")
    built = tokenizers.Tokenizer(tokenizers.models.WordPiece({word: n for n, word in enumerate(words)}, unk_token="[UNK]"))
    built.normalizer = tokenizers.normalizers.BertNormalizer(lowercase=True)
    built.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    ends = [(name, words.index(name)) for name in ("[CLS]", "[SEP]")]
    built.post_processor = tokenizers.processors.TemplateProcessing("[CLS] $A [SEP]", None, ends)
    built.enable_truncation(16)  # as published tokenizers have it; the runtime switches it off
    built.save(str(path))
    return path


@pytest.fixture(scope="session", params=(0, 1), ids=("one head on the other", "quality with a layer of its own"))
def folder(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A model folder with random weights."""
    for package in ("torch", "transformers", "onnx", "onnxruntime", "tokenizers"):
        pytest.importorskip(package, reason=f"{package} is not installed: nothing can be exported")
    import torch
    from transformers import BertConfig, BertModel

    from tanqih.training.export import export
    from tanqih.training.tagger import Tagger as Trained

    torch.manual_seed(5)
    made = tmp_path_factory.mktemp("model")
    size = {
        "hidden_size": 32,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "intermediate_size": 64,
        "max_position_embeddings": 256,
    }
    encoder = BertModel(BertConfig(vocab_size=len(VOCABULARY), **size), add_pooling_layer=False)
    encoder.config._attn_implementation = "eager"
    model = Trained(encoder, 32)
    model.branch_off(request.param)
    for parameter in model.branch.parameters():
        torch.nn.init.normal_(parameter, std=0.1)
    agreement = export(
        model, tokenizer_file(made / "source.json"), made / "tiny", name="tiny", texts=[TEXT] * 3, training={"words": 0},
    )  # fmt: skip
    assert agreement.words == 3 * len(words_of(TEXT))
    return made / "tiny"


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    """A copy of the model that a test may break."""
    return Path(shutil.copytree(folder, tmp_path / "copy"))


def test_a_reading(folder: Path) -> None:
    tagger = Tagger(folder)
    (reading,) = tagger.read([TEXT])
    assert list(reading.words) == words_of(TEXT)
    assert all(len(part) == len(reading.words) for part in reading)
    assert set(reading.labels) <= set(LABELS)
    assert all(0.0 < keep <= share + 1e-6 <= 1.0 + 1e-6 for keep, share in zip(reading.keep, reading.probabilities, strict=True))
    assert all(0.0 < bad < 1.0 for bad in reading.bad)
    assert tagger.read([]) == []
    assert [len(one.words) for one in tagger.read(["", "a", " \n"])] == [0, 1, 0]


def test_the_batch_makes_no_difference(folder: Path) -> None:
    tagger = Tagger(folder)
    texts = [TEXT, "No.", TEXT[:30], "The talks, 2026."] * 4
    together = tagger.read(texts)
    for text, reading in zip(texts, together, strict=True):
        (alone,) = tagger.read([text])
        assert alone.words == reading.words
        assert alone.bad == pytest.approx(reading.bad, abs=0.02)  # activations are scaled by batch


def test_a_long_text_is_read_in_windows_that_overlap(folder: Path) -> None:
    tagger = Tagger(folder)
    rng = random.Random(4)
    text = " ".join("".join(rng.choices("abcdefgh", k=rng.randint(1, 9))) for _ in range(400))
    (reading,) = tagger.read([text])
    assert len(reading.words) == 400
    assert 0.0 not in reading.bad
    assert len(tagger.read(["a" * 5000 + " b"])[0].words) == 2


def test_words_without_sub_words_are_kept(folder: Path) -> None:
    (reading,) = Tagger(folder).read(["a \N{ZERO WIDTH SPACE} b"])
    at = [word.text for word in reading.words].index("\N{ZERO WIDTH SPACE}")
    assert (reading.labels[at], reading.keep[at], reading.bad[at]) == (KEEP, 1.0, 0.0)


def test_the_temperature_flattens(folder: Path) -> None:
    tagger = Tagger(folder)
    (before,) = tagger.read([TEXT])
    tagger.manifest = replace(tagger.manifest, calibration=Calibration(10.0))
    (after,) = tagger.read([TEXT])
    assert max(after.probabilities) < max(before.probabilities)
    assert after.bad == before.bad


def test_by_name_and_in_the_api(folder: Path) -> None:
    found = registry.load(str(folder))
    assert found is not None
    assert found.detector is not None
    assert found.key == f"tiny-{found.detector.key[:8]}"
    assert registry.load(str(folder)) == found  # shared
    report = tanqih.check(TEXT, model=str(folder))
    assert not report.failures
    assert report.estimate is not None
    assert report.score_signature.endswith(f"model:{found.key}")
    assert registry.load("off") is None


def test_the_key_is_that_of_the_content(folder: Path, copy: Path) -> None:
    assert Tagger(copy).key == Tagger(folder).key
    data = json.loads((copy / MANIFEST).read_text(encoding="utf8"))
    data["calibration"]["temperature"] = 2.0
    (copy / MANIFEST).write_text(json.dumps(data), encoding="utf8")
    assert Tagger(copy).key != Tagger(folder).key


@pytest.mark.parametrize("name", [WEIGHTS, TOKENIZER])
def test_a_truncated_file(copy: Path, name: str) -> None:
    data = (copy / name).read_bytes()
    (copy / name).write_bytes(data[: len(data) // 2])
    with pytest.raises(ModelError, match=rf"{name}: truncated or changed .* install or export"):
        Tagger(copy)


@pytest.mark.parametrize("name", [WEIGHTS, TOKENIZER])
def test_a_missing_file(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(ModelError, match=rf"{name}: cannot be read"):
        registry.load(str(copy))


def resigned(folder: Path) -> None:
    """Hashes of the files as they are now."""
    import hashlib

    data = json.loads((folder / MANIFEST).read_text(encoding="utf8"))
    data["files"] = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in (WEIGHTS, TOKENIZER)}
    (folder / MANIFEST).write_text(json.dumps(data), encoding="utf8")


def test_a_tokenizer_that_disagrees(copy: Path) -> None:
    tokenizer_file(copy / TOKENIZER, (*VOCABULARY[:4], *reversed(VOCABULARY[4:])))
    resigned(copy)
    with pytest.raises(ModelError, match="not the one that the model was trained with"):
        Tagger(copy).read([TEXT])
    report = tanqih.check(TEXT, model=str(copy))  # the rules go on
    assert [failure.rule for failure in report.failures] == ["model:copy"]


@pytest.mark.parametrize(("name", "what"), [(WEIGHTS, "no ONNX model"), (TOKENIZER, "no tokenizer")])
def test_files_of_another_kind(copy: Path, name: str, what: str) -> None:
    (copy / name).write_bytes(b"neither fish nor flesh")
    resigned(copy)
    with pytest.raises(ModelError, match=what) as caught:
        Tagger(copy).read([TEXT])
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda data: data.update(kind="translator"), "not the model.json of an edit tagger"),
        (lambda data: data.update(format=99), "format 99"),
        (lambda data: data["labels"].reverse(), "labels"),
        (lambda data: data.pop("probe"), "incomplete or wrong"),
        (lambda data: data["calibration"].update(temperature=0), "incomplete or wrong"),
        (lambda data: data["calibration"]["scales"].update(x={"margin": 1, "points": [[1, 0.5], [0, 0.6]]}), "do not rise"),
        (None, "cannot be read"),
    ],
)
def test_a_manifest_that_is_wrong(copy: Path, change: Any, what: str) -> None:
    path = copy / MANIFEST
    data = json.loads(path.read_text(encoding="utf8"))
    if change:
        change(data)
    path.write_text(json.dumps(data) if change else "{", encoding="utf8")
    with pytest.raises(ModelError, match=what):
        read_manifest(copy)


def test_an_installation_without_weights_or_packages(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "EMBEDDED_FOLDER", tmp_path)
    with pytest.raises(ModelError, match="has no embedded model; install tanqih again, or give --model off"):
        registry.load("embedded")
    monkeypatch.setattr(embedded, "EMBEDDED_FOLDER", folder)
    monkeypatch.setattr(embedded, "installed", lambda: False)
    with pytest.raises(MissingExtraError, match=r"pip install 'tanqih\[embedded\]'"):
        tanqih.Checker(Config(model="embedded"))


def test_an_empty_name() -> None:
    with pytest.raises(ConfigError, match="--model needs a name"):
        registry.load(" ")
