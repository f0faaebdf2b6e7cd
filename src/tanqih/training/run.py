"""A run in its folder: set up from corpora and encoder, continued where it stopped, finished with the best weights.

checkpoint.pt   what the run goes on from, with its pieces where the recipe asks for them
best.pt         weights with the lowest loss on held-out texts so far
tagger.pt       the result, once the run is done
encoder/        config.json and tokenizer.json of the encoder
curves.svg      losses over the words seen
run.json        what the run is made of: for the model card
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch

from tanqih._version import __version__
from tanqih.errors import ConfigError, InputError
from tanqih.formats.files import replace_file
from tanqih.training import pieces
from tanqih.training.checkpoint import CHECKPOINT, FINISHED, RUN_ENCODER, tokenizer_of
from tanqih.training.heldout import digest_of, held_out_samples, set_aside
from tanqih.training.loop import Training
from tanqih.training.plot import smoothed, svg
from tanqih.training.recipes import Recipe
from tanqih.training.samples import SOURCES, Mixture, paragraphs, post_edits
from tanqih.training.tagger import MAX_PIECES, Tagger

BEST, CURVES, FACTS = "best.pt", "curves.svg", "run.json"
ENCODER_FILES = ("config.json", "tokenizer.json")


class Run:
    """A run in its folder.

    Attributes:
        training: the run itself.
        folder: where it is kept.
    """

    def __init__(self, folder: Path, data: Path, encoder: Path, recipe: Recipe, *, in_pieces: bool = False) -> None:
        """Read the corpora, and go on from the checkpoint of the folder when there is one.

        Args:
            folder: made when missing.
            data: corpora, with prose/ and post-edits/.
            encoder: folder of the pretrained encoder.
            recipe: of the run.
            in_pieces: keep large files in pieces as well (`pieces`).

        Raises:
            InputError: corpora, encoder or checkpoint are missing, or are not what they should be. ConfigError: the checkpoint belongs to
                another recipe or other data, or there is no such device.
        """
        self.folder, self._in_pieces = folder, in_pieces
        if recipe.device == "cuda" and not torch.cuda.is_available():
            raise ConfigError("the recipe gpu needs a GPU that torch can use, and there is none; take --recipe cpu")
        texts, edits = corpora(data)
        texts, held = set_aside(texts)
        tokenizer = tokenizer_of(encoder, MAX_PIECES)
        torch.manual_seed(recipe.seed)
        mixture = Mixture()
        held_samples = held_out_samples(held, mixture)
        self.training = Training(
            _pretrained(encoder), tokenizer, recipe, mixture, texts, edits, held_samples, digest_of(texts, edits)
        )
        self._facts = {"paragraphs": len(texts), "held_out": len(held), "post_edits": len(edits), "encoder": _described(encoder)}
        self._prepare(encoder)
        self._go_on()

    def _prepare(self, encoder: Path) -> None:
        (self.folder / RUN_ENCODER).mkdir(parents=True, exist_ok=True)
        for name in ENCODER_FILES:
            replace_file(self.folder / RUN_ENCODER / name, [(encoder / name).read_bytes()])

    def _go_on(self) -> None:
        path = self.folder / CHECKPOINT
        for name in (CHECKPOINT, BEST):
            pieces.joined(self.folder / name)
        if not path.is_file():
            return
        try:
            self.training.load(path)
        except ValueError as error:
            raise ConfigError(str(error)) from None
        except Exception as error:  # torch raises RuntimeError, UnpicklingError, EOFError, KeyError, …, by what is wrong
            what = f"not a checkpoint, or a damaged one ({type(error).__name__})"
            raise InputError(what, "remove it to start anew", path=str(path)) from None

    def save(self) -> None:
        """Write the checkpoint, the curves and the facts."""
        path = self.folder / CHECKPOINT
        pieces.forget(path)
        self.training.save(path)
        if self._in_pieces:
            pieces.split(path)
        series = [
            ("training", smoothed(self.training.curve)),
            ("held-out", [(float(seen), loss) for seen, loss in self.training.checks]),
        ]
        replace_file(self.folder / CURVES, [svg("Loss of the edit tagger", series).encode()])
        replace_file(self.folder / FACTS, [json.dumps(self.facts, indent=1).encode() + b"\n"])

    def save_best(self) -> None:
        """Keep the weights as they are now."""
        self._write(BEST)

    def finish(self) -> Path:
        """Write the result: the weights with the lowest loss on the held-out texts, or the last where nothing was held out."""
        if (self.folder / BEST).is_file():
            shutil.copyfile(self.folder / BEST, self.folder / f"{FINISHED}.tmp")
            (self.folder / f"{FINISHED}.tmp").replace(self.folder / FINISHED)
            if self._in_pieces:
                pieces.split(self.folder / FINISHED)
        else:
            self._write(FINISHED)
        return self.folder / FINISHED

    def _write(self, name: str) -> None:
        path = self.folder / name
        temporary = path.with_suffix(".tmp")
        pieces.forget(path)
        torch.save({"model": self.training.model.state_dict(), "about": json.dumps(self.facts)}, temporary)
        temporary.replace(path)
        if self._in_pieces:
            pieces.split(path)

    @property
    def facts(self) -> dict[str, Any]:
        """What the run is made of and how far it is."""
        run = self.training
        state = {"seen": run.seen, "steps": run.steps, "curve": run.curve, "checks": run.checks}
        recipe = {**asdict(run.recipe), "device": run.recipe.device}
        versions = {"tanqih": __version__, "torch": str(torch.__version__)}
        return {
            "recipe": recipe,
            "mixture": asdict(run.mixture),
            "data": run.data,
            "sources": sorted(SOURCES),
            **self._facts,
            "versions": versions,
            "state": state,
        }


def corpora(data: Path) -> tuple[list[str], list[Any]]:
    """Prose and post-edits.

    Raises:
        InputError: a file is missing or cannot be read.
    """
    edited = data / "post-edits" / "train.tsv.gz"
    for path in (*(data / "prose" / f"{name}.txt.gz" for name in SOURCES), edited):
        if not path.is_file():
            raise InputError("no such corpus", "name the folder with prose/ and post-edits/ with --data", path=str(path))
    try:
        return paragraphs(data / "prose"), [sample for _, sample in post_edits(edited)]
    except (OSError, EOFError, ValueError, KeyError, StopIteration) as error:
        raise InputError(f"a corpus cannot be read ({type(error).__name__}: {error})", "get it again", path=str(data)) from None


def _pretrained(encoder: Path) -> Tagger:
    if not (encoder / "config.json").is_file() or not (encoder / "model.safetensors").is_file():
        raise InputError("no encoder (config.json, model.safetensors)", "name one with --encoder", path=str(encoder))
    try:
        return Tagger.pretrained(encoder)
    except Exception as error:  # transformers raises what its parts raise
        what = f"not a BERT-like encoder ({(str(error).splitlines() or [type(error).__name__])[0]})"
        raise InputError(what, "name another with --encoder", path=str(encoder)) from None


def _described(encoder: Path) -> dict[str, Any]:
    """Kind and sizes of the encoder, and the hash of its weights."""
    import hashlib

    config = json.loads((encoder / "config.json").read_text(encoding="utf8"))
    with (encoder / "model.safetensors").open("rb") as file:
        weights = hashlib.file_digest(file, "sha256").hexdigest()
    names = ("model_type", "num_hidden_layers", "hidden_size", "vocab_size")
    return {"sha256": weights, **{name: config[name] for name in names if name in config}}
