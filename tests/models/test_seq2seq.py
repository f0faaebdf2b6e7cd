"""Models that a user brings: real small ones, made here. What a folder must be, and what becomes of a model's outputs."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tanqih.cli import main
from tanqih.document import Span
from tanqih.errors import MissingExtraError, ModelError
from tanqih.models.generation import Output
from tanqih.models.interface import Proposer, Request
from tanqih.models.rewriting import applied
from tanqih.models.seq2seq import Seq2Seq, probabilities

BROKEN = 'The minister left Cairo. " Has attained. He met the council.'
MENDED = "The minister left Cairo. He met the council."
PAIRS = [(BROKEN, MENDED), ("The talks ended on Sunday.", "The talks ended on Sunday.")]
CURLY = BROKEN.replace('"', "\N{RIGHT DOUBLE QUOTATION MARK}")
AT = CURLY.index("\N{RIGHT DOUBLE QUOTATION MARK}")
REQUEST = Request(CURLY, (Span(AT, AT + 15),))
TRANSLATIONS = [
    (
        "\u0627\u0646\u062a\u0647\u062a \u0627\u0644\u0645\u062d\u0627\u062f\u062b\u0627\u062a \u064a\u0648\u0645 \u0627\u0644\u0623\u062d\u062f.",
        "The talks ended on Sunday.",
    ),
    (
        "\u063a\u0627\u062f\u0631 \u0627\u0644\u0648\u0632\u064a\u0631 \u0627\u0644\u0642\u0627\u0647\u0631\u0629.",
        "The minister left Cairo.",
    ),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with models that have learned their pairs, and `random`, which knows nothing."""
    torch = pytest.importorskip("torch", reason="the extra `models` is not installed")
    pytest.importorskip("sentencepiece", reason="the extra `models` is not installed")
    from tests.models import tiny

    root = tmp_path_factory.mktemp("models")
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    torch.manual_seed(6)
    tiny.t5(root / "t5", PAIRS)
    tiny.bart(root / "bart", PAIRS)
    tiny.t5(root / "random", PAIRS, steps=0)
    tiny.marian(root / "opus-mt-ar-en", TRANSLATIONS)
    tiny.nllb(root / "nllb", TRANSLATIONS)
    yield root
    torch.set_num_threads(threads)


def after(model: Proposer, request: Request) -> list[str]:
    """What a paragraph reads like after each candidate, best first."""
    (found,) = model.propose([request])
    assert [candidate.probability for candidate in found] == sorted((c.probability for c in found), reverse=True)
    return [applied(request.text, candidate.edits) for candidate in found]


def copied(model: Path, to: Path) -> Path:
    return Path(shutil.copytree(model, to))


@pytest.mark.parametrize("name", ["t5", "bart"])
def test_a_model_mends_what_it_has_learned(made: Path, name: str) -> None:
    model = Seq2Seq.load(str(made / name))
    assert isinstance(model, Proposer)
    (found,) = model.propose([REQUEST])
    assert applied(CURLY, found[0].edits) == MENDED
    assert found[0].origin == f"model:{name}"
    assert 0.5 < found[0].probability <= 1.0


def test_many_requests_are_answered_in_order(made: Path) -> None:
    model = Seq2Seq.load(str(made / "t5"))
    whole = Request("The talks ended on Sunday.", (Span(4, 9),))
    found = model.propose([Request(""), REQUEST, whole, REQUEST, Request("x " * 5000, (Span(0, 1),))])
    assert [bool(some) for some in found] == [False, True, False, True, False]
    assert found[1] is found[3]


def test_without_suspects_the_model_looks_for_itself(made: Path) -> None:
    assert Seq2Seq.load(str(made / "t5")).propose([Request("The talks ended on Sunday.")]) == [[]]


def test_a_required_term_is_kept(made: Path) -> None:
    model = Seq2Seq.load(str(made / "t5"))
    assert MENDED in after(model, Request(CURLY, REQUEST.suspects, terms=("Cairo",)))
    assert MENDED not in after(model, Request(CURLY, REQUEST.suspects, terms=("Has attained",)))


def test_characters_that_a_model_cannot_write_are_left_alone(made: Path) -> None:
    text = CURLY.replace("Cairo", "\u00c7\u00e4\u00efr\u00f6")
    assert all(
        "\u00c7\u00e4\u00efr\u00f6" in mended for mended in after(Seq2Seq.load(str(made / "t5")), Request(text, REQUEST.suspects))
    )


@pytest.mark.parametrize("name", ["opus-mt-ar-en", "nllb"])
def test_a_translator_translates_the_arabic_again(made: Path, name: str) -> None:
    model = Seq2Seq.load(str(made / name))
    arabic = " ".join(source for source, _ in TRANSLATIONS)
    request = Request("The talks has ended in Sunday. The minister left Cairo.", (Span(10, 13), Span(20, 22)), source=arabic)
    assert after(model, request)[0] == "The talks ended on Sunday. The minister left Cairo."
    assert model.propose([Request(request.text, request.suspects)]) == [[]]


def test_a_marian_that_rewrites_english_says_so(made: Path, tmp_path: Path) -> None:
    other = copied(made / "opus-mt-ar-en", tmp_path / "opus-mt-de-en")
    config = json.loads((other / "tokenizer_config.json").read_text())
    (other / "tokenizer_config.json").write_text(json.dumps({**config, "source_lang": "de"}))
    with pytest.raises(ModelError, match="translates from 'de', not from Arabic") as raised:
        Seq2Seq.load(str(other)).warm()
    assert str(other) in str(raised.value)
    assert Seq2Seq.load(str(other), prompt="{text}").propose([REQUEST]) is not None


def test_a_model_that_knows_nothing_changes_nothing_elsewhere(made: Path) -> None:
    text = f"The council sat for three hours behind closed doors, and no visitors were let in before the afternoon. {CURLY}"
    at = text.index("\N{RIGHT DOUBLE QUOTATION MARK}")
    found = after(Seq2Seq.load(str(made / "random")), Request(text, (Span(at, at + 15),)))
    assert all(mended.startswith(text[:90]) for mended in found)


def test_a_model_is_loaded_once_and_its_key_follows_prompt_and_weights(made: Path) -> None:
    model = Seq2Seq.load(str(made / "t5"))
    assert Seq2Seq.load(str(made / "t5")) is model
    keys = {model.key, Seq2Seq.load(str(made / "t5"), prompt="mend: {text}").key, Seq2Seq.load(str(made / "random")).key}
    assert len(keys) == 3


def test_a_tokenizer_that_disagrees(made: Path, tmp_path: Path) -> None:
    from tests.models import tiny

    other = tiny.t5(tmp_path / "small", PAIRS, steps=0, embeddings=40)
    with pytest.raises(ModelError, match="the tokenizer disagrees with the model"):
        Seq2Seq.load(str(other)).warm()


def test_weights_that_are_not_all_there(made: Path, tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    other = copied(made / "t5", tmp_path / "t5")
    tensors = load_file(other / "model.safetensors")
    del tensors["encoder.block.0.layer.0.SelfAttention.q.weight"]
    save_file(tensors, other / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(ModelError, match="lack 1 of the model's tensors"):
        Seq2Seq.load(str(other)).warm()


def test_a_model_of_another_kind(made: Path, tmp_path: Path) -> None:
    other = copied(made / "t5", tmp_path / "gpt2")
    (other / "config.json").write_text('{"model_type": "gpt2"}')
    with pytest.raises(ModelError, match="cannot be loaded"):
        Seq2Seq.load(str(other)).warm()


def test_a_package_that_is_missing(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'tanqih\[models\]'"):
        Seq2Seq.load(str(made / "t5"), prompt="a prompt of its own: {text}")


def test_probabilities_are_shares_of_what_is_known() -> None:
    now = Output("It is is.", -9.0, 3)
    first, second = probabilities([Output("It is.", -0.3, 3), Output("It was.", -3.0, 3)], now)
    assert 0.8 < first < 1.0
    assert second < 0.05
    (alone,) = probabilities([Output("It is is.", -0.3, 3)], now)
    assert alone == pytest.approx(0.905, abs=0.001)
    (unsure,) = probabilities([Output("It is.", -9.0, 3)], Output("It is is.", -0.3, 3))
    assert unsure < 0.001


def test_a_name_on_the_hub_is_looked_up_in_its_cache(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from huggingface_hub import constants

    commit = "0" * 40
    cache = tmp_path / "models--tanqih--tiny"
    shutil.copytree(made / "t5", cache / "snapshots" / commit)
    (cache / "refs").mkdir()
    (cache / "refs" / "main").write_text(commit)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    model = Seq2Seq.load("tanqih/tiny")
    assert model.name == "tiny"
    assert MENDED in after(model, REQUEST)
    with pytest.raises(ModelError, match="cannot be fetched"):
        Seq2Seq.load("tanqih/other")


def test_from_the_command_line(made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.txt"
    file.write_text(CURLY, encoding="utf8")
    assert main(["check", str(file), "--format", "json", "--model", str(made / "bart")]) == 1
    assert "model:bart" in capsys.readouterr().out


def test_the_rules_go_on_with_a_model_that_fails(made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from tests.models import tiny

    other = tiny.t5(tmp_path / "small", PAIRS, steps=0, embeddings=41)
    file = tmp_path / "a.txt"
    file.write_text(CURLY, encoding="utf8")
    assert main(["check", str(file), "--model", str(other)]) == 1
    out, err = capsys.readouterr()
    assert "fragment/" in out
    assert err.count("the tokenizer disagrees with the model") == 1
