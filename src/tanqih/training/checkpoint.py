"""A checkpoint as a detector: the weights of `Training.save`, read in torch. For evaluation; users get the exported model."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tanqih.errors import InputError, MissingExtraError
from tanqih.models.interface import Reading
from tanqih.models.labels import INDEX, KEEP, LABELS
from tanqih.models.words import words_of

RUN_ENCODER = "encoder"
"""Folder of a run with what describes the encoder: config.json and tokenizer.json."""
CHECKPOINT, FINISHED = "checkpoint.pt", "tagger.pt"
"""Files of a run: what it goes on from, and the best weights once it is done."""
READ_PIECES = 512
"""Sub-words of a text that are read; the words behind them are taken as right."""
_BATCH_PIECES = 4_096


def is_run(path: Path) -> bool:
    """True for a checkpoint and for the folder of a run, by their names."""
    return path.suffix == ".pt" or any((path / name).is_file() for name in (FINISHED, CHECKPOINT))


def need_torch() -> None:
    """Raises:
    MissingExtraError: torch, transformers or tokenizers is not installed.
    """
    try:
        import tokenizers  # noqa: F401
        import torch  # noqa: F401
        import transformers
    except ImportError:
        raise MissingExtraError("training", "models") from None
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()


def need_export() -> None:
    """Raises:
    MissingExtraError: as `need_torch`, or onnx or onnxruntime is not installed.
    """
    need_torch()
    try:
        import onnx  # noqa: F401
        import onnxruntime  # noqa: F401
    except ImportError:
        raise MissingExtraError("the export", "models,embedded") from None


def tokenizer_of(folder: Path, pieces: int) -> Any:
    """The fast tokenizer of an encoder, padding, truncating at a number of sub-words.

    Raises:
        InputError: the folder has none, or one that cannot be read.
    """
    from tokenizers import Tokenizer

    path = folder / "tokenizer.json"
    if not path.is_file():
        raise InputError("no encoder (no tokenizer.json)", "name the folder of a BERT-like encoder", path=str(folder))
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # tokenizers raises plain Exception
        raise InputError(f"not a tokenizer ({error})", "name the folder of a BERT-like encoder", path=str(path)) from None
    tokenizer.enable_padding()
    tokenizer.enable_truncation(pieces)
    return tokenizer


def tagger_of(folder: Path) -> Any:
    """A tagger with the shape of an encoder's config.json, its weights still to be loaded.

    Raises:
        InputError: no config.json, or one of another kind.
    """
    from transformers import AutoConfig, AutoModel

    from tanqih.training.tagger import Tagger

    try:
        config = AutoConfig.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
        encoder = AutoModel.from_config(config, attn_implementation="eager", add_pooling_layer=False)
    except (OSError, ValueError, TypeError) as error:
        what = f"no encoder ({str(error).splitlines()[0]})"
        raise InputError(what, "name the folder of a BERT-like encoder", path=str(folder)) from None
    encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    return Tagger(encoder, encoder.config.hidden_size)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Where the weights of a run are.

    Attributes:
        weights: file that `Training.save` wrote.
        encoder: folder of the encoder.
    """

    weights: Path
    encoder: Path

    @classmethod
    def find(cls, path: Path, encoder: Path | None = None, *, alone: bool = False) -> Checkpoint:
        """The checkpoint at a path.

        Args:
            path: a checkpoint, or the folder of a run.
            encoder: folder of the encoder; None: the one of the run.
            alone: True where no encoder is needed.

        Raises:
            InputError: nothing of the kind is there.
        """
        folder = path if path.is_dir() else path.parent
        if path.is_dir():
            path = next((folder / name for name in (FINISHED, CHECKPOINT) if (folder / name).is_file()), folder / CHECKPOINT)
        if not path.is_file():
            raise InputError("no checkpoint", "name a checkpoint, or the folder that `tanqih model train` wrote", path=str(path))
        where = encoder or folder / RUN_ENCODER
        if not alone and not (where / "config.json").is_file():
            raise InputError("no encoder beside the checkpoint (no config.json)", "name it with --encoder", path=str(where))
        return cls(path, where)

    def load(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """The weights by name, and what the run says of itself: recipe, mixture, state.

        Raises:
            InputError: the file is no checkpoint, or a damaged one. MissingExtraError: torch is not installed.
        """
        need_torch()
        import torch

        try:
            # weights_only: the reader for tensors and plain containers, which runs no code of the file
            found = torch.load(self.weights, map_location="cpu", weights_only=True)
            return dict(found["model"]), dict(json.loads(found["about"]))
        except Exception as error:  # torch raises RuntimeError, UnpicklingError, EOFError, KeyError, …, by what is wrong
            what = f"not a checkpoint, or a damaged one ({type(error).__name__})"
            raise InputError(what, "name a file that `tanqih model train` wrote", path=str(self.weights)) from None

    @property
    def key(self) -> str:
        """Hash of the weights' file: 16 hex digits."""
        with self.weights.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()[:16]


class CheckpointDetector:
    """Reads texts with the weights of a checkpoint (`models.interface.Detector`)."""

    name = "checkpoint"

    def __init__(self, checkpoint: Checkpoint, threads: int = 0) -> None:
        """Args:
        checkpoint: what to load.
        threads: of torch; 0 leaves them alone.

        Raises:
            MissingExtraError: torch is not installed. InputError: not a checkpoint, or one of another encoder.
        """
        need_torch()
        import torch

        if threads:
            torch.set_num_threads(threads)
        weights, self.about = checkpoint.load()
        self.model = tagger_of(checkpoint.encoder)
        try:
            self.model.load(weights)
        except RuntimeError:
            raise InputError(
                "weights of another encoder or another list of labels",
                "name its encoder with --encoder",
                path=str(checkpoint.weights),
            ) from None
        self.model.eval()
        self.tokenizer = tokenizer_of(checkpoint.encoder, min(READ_PIECES, self.model.encoder.config.max_position_embeddings))
        self.key = checkpoint.key

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """One reading per text, in order; probabilities are as the weights give them, without calibration."""
        found: dict[int, Reading] = {}
        for numbers in _batches(texts):
            found.update(zip(numbers, self._read([texts[number] for number in numbers]), strict=True))
        return [found[number] for number in range(len(texts))]

    def _read(self, texts: Sequence[str]) -> Iterator[Reading]:
        import torch

        from tanqih.training.samples import Sample
        from tanqih.training.tagger import batch_of

        words = [tuple(words_of(text)) for text in texts]
        # The label of a word is its number, so that words without sub-words (control characters) are told from the others.
        asked = [Sample([(word.text, word.space) for word in held], list(range(len(held))), [0] * len(held)) for held in words]
        batch = batch_of(self.tokenizer, asked)
        with torch.inference_mode():
            edits, quality = self.model(batch.ids, batch.mask, batch.features)
            shares = edits.softmax(-1)
            likeliest = shares.max(-1)
        for row, held in enumerate(words):
            at = (batch.labels[row] >= 0).nonzero().flatten()
            labels, best, keep, bad = [KEEP] * len(held), [1.0] * len(held), [1.0] * len(held), [0.0] * len(held)
            columns = (
                likeliest.indices[row, at],
                likeliest.values[row, at],
                shares[row, at, INDEX[KEEP]],
                quality[row, at].sigmoid(),
            )
            for word, *seen in zip(batch.labels[row, at].tolist(), *(column.tolist() for column in columns), strict=True):
                labels[word], best[word], keep[word], bad[word] = LABELS[seen[0]], *seen[1:]
            yield Reading(held, tuple(labels), tuple(best), tuple(keep), tuple(bad))


def _batches(texts: Sequence[str]) -> Iterator[list[int]]:
    """Numbers of the texts in batches of about one length, the padding counted."""
    batch: list[int] = []
    for number in sorted(range(len(texts)), key=lambda n: len(texts[n])):
        longest = len(texts[number]) // 4 + 2
        if batch and (len(batch) + 1) * longest > _BATCH_PIECES:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch
