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
from tanqih.training.checkpoint import CHECKPOINT, FINISHED, RUN_ENCODER, Checkpoint, tokenizer_of
from tanqih.training.given import of_edits, of_quality
from tanqih.training.loop import Training
from tanqih.training.plot import smoothed, svg
from tanqih.training.recipes import QUALITY, Recipe
from tanqih.training.samples import SOURCES
from tanqih.training.tagger import MAX_PIECES, Tagger

BEST, CURVES, FACTS = "best.pt", "curves.svg", "run.json"
ENCODER_FILES = ("config.json", "tokenizer.json")


class Run:
    """A run in its folder.

    Attributes:
        training: the run itself.
        folder: where it is kept.
    """

    def __init__(
        self,
        folder: Path,
        data: Path,
        encoder: Path,
        recipe: Recipe,
        *,
        start: Checkpoint | None = None,
        in_pieces: bool = False,
    ) -> None:
        """Read the corpora, and go on from the checkpoint of the folder when there is one.

        Args:
            folder: made when missing.
            data: corpora, with prose/ and post-edits/.
            encoder: folder of the pretrained encoder.
            recipe: of the run.
            start: finished run whose weights this one begins with; a run of the quality needs one.
            in_pieces: keep large files in pieces as well (`pieces`).

        Raises:
            InputError: corpora, encoder or checkpoint are missing, or are not what they should be. ConfigError: the checkpoint belongs to
                another recipe or other data, or there is no such device.
        """
        self.folder, self._in_pieces = folder, in_pieces
        if recipe.device == "cuda" and not torch.cuda.is_available():
            raise ConfigError("the recipe gpu needs a GPU that torch can use, and there is none; take --recipe cpu")
        given = of_quality(data) if recipe.part == QUALITY else of_edits(data)
        tokenizer = tokenizer_of(encoder, MAX_PIECES)
        torch.manual_seed(recipe.seed)
        model = _pretrained(encoder)
        self._facts: dict[str, Any] = {
            "paragraphs": len(given.texts),
            "held_out": len(given.held),
            "post_edits": len(given.edits),
        }
        self._facts["encoder"] = _described(encoder)
        if start:
            self._facts["start"] = _begin_with(model, start)
        elif recipe.part == QUALITY:
            raise ConfigError("the recipe quality goes on from a finished run; name it with --start")
        if recipe.layers:
            model.branch_off(recipe.layers)
        self.training = Training(model, tokenizer, recipe, given.mixture, given.texts, given.edits, given.held, given.digest)
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


def _begin_with(model: Tagger, start: Checkpoint) -> dict[str, Any]:
    """Give a model the weights of a finished run, and say what that was.

    Raises:
        InputError: not a checkpoint, or one of another encoder.
    """
    weights, about = start.load()
    try:
        model.load(weights)
    except RuntimeError:
        what = "weights of another encoder or another list of labels"
        raise InputError(what, "name a run with this encoder", path=str(start.weights)) from None
    state = about.pop("state", {})
    return {**about, "words": state.get("seen"), "checkpoint": start.key}


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
