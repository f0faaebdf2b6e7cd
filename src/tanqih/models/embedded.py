"""The edit tagger on ONNX Runtime: a folder of weights in, one reading per text out. Needs the extra `embedded`.

The folder in the package, `weights/`, is the embedded model; any other folder that `tanqih model export` wrote works the same.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from tanqih.errors import MissingExtraError, ModelError
from tanqih.models.interface import Reading
from tanqih.models.labels import KEEP, LABELS
from tanqih.models.manifest import TOKENIZER, WEIGHTS, Manifest, read_manifest, verify
from tanqih.models.tokens import Window, batches, windows_of
from tanqih.models.words import Word, words_of

Floats = Any
"""A numpy array of float32; numpy comes with the extra."""
EMBEDDED_FOLDER = Path(__file__).with_name("weights")
BATCH_PIECES = 2_048
"""Sub-words of a batch, padding included: large enough to be fast, small enough for a few MB."""
MAX_THREADS = 2


def threads() -> int:
    """Threads of one run: `TANQIH_THREADS`, or the machine's cores, at most two; more do not make so small a model faster."""
    given = os.environ.get("TANQIH_THREADS", "")
    return int(given) if given.isdecimal() and int(given) else min(MAX_THREADS, os.cpu_count() or 1)


def installed() -> bool:
    """True when the packages of the extra `embedded` that the tagger needs are there; imports none of them."""
    from importlib.util import find_spec

    return all(find_spec(name) is not None for name in ("onnxruntime", "tokenizers", "numpy"))


class Tagger:
    """An edit tagger of ours (`models.interface.Detector`). The weights are loaded on first use; may be used by several threads."""

    def __init__(self, folder: Path, name: str = "embedded") -> None:
        """Args:
        folder: with `model.json`, `tagger.onnx` and `tokenizer.json`.
        name: what its suggestions name as their origin.

        Raises:
            ModelError: the folder is no model of ours, a file of it is missing or differs from its hash.
            MissingExtraError: onnxruntime or tokenizers is not installed.
        """
        self.folder, self.name = folder, name
        self.manifest: Manifest = read_manifest(folder)
        if not installed():
            raise MissingExtraError(f"the model {name}", "embedded")
        verify(folder, self.manifest)
        self.key = self.manifest.key
        self._loading = threading.Lock()

    def load(self) -> None:
        """Load the weights now.

        Raises:
            ModelError: the weights or the tokenizer cannot be used, or do not belong together.
        """
        with self._loading:
            _ = self._tokenizer, self._session

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        path = self.folder / TOKENIZER
        try:
            tokenizer = Tokenizer.from_file(str(path))
        except Exception as error:  # the library raises Exception itself
            raise ModelError(f"{path}: no tokenizer ({_first_line(error)}); install or export the model again") from None
        tokenizer.no_padding()
        tokenizer.no_truncation()
        words, ids = self.manifest.probe
        found = tokenizer.encode(list(words), is_pretokenized=True, add_special_tokens=False).ids
        if tuple(found) != ids or tokenizer.get_vocab_size() != self.manifest.vocabulary:
            raise ModelError(f"{path}: this tokenizer is not the one that the model was trained with; export the model again")
        return tokenizer

    @cached_property
    def _session(self) -> Any:
        import onnxruntime as ort

        options = ort.SessionOptions()
        options.intra_op_num_threads = threads()
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # threads that wait do not take the processor
        options.log_severity_level = 3
        path = self.folder / WEIGHTS
        try:
            session = ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # one class per failure, without a common base
            raise ModelError(f"{path}: no ONNX model ({_first_line(error)}); install or export the model again") from None
        if {one.name for one in session.get_inputs()} != {"ids", "mask", "features"}:
            raise ModelError(f"{path}: an ONNX model, but no edit tagger of ours; export the model again")
        return session

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """One reading per text.

        Raises:
            ModelError: as for `load`, or the run fails.
        """
        self.load()
        words = [words_of(text) for text in texts]
        manifest = self.manifest
        windows = windows_of(self._tokenizer, words, manifest.pieces, manifest.begin, manifest.end)
        sheets = [_Sheet(given) for given in words]
        for batch in batches(windows, BATCH_PIECES):
            self._run(batch, sheets)
        return [sheet.reading() for sheet in sheets]

    def _run(self, batch: Sequence[Window], sheets: Sequence[_Sheet]) -> None:
        import numpy as np

        shape = (len(batch), max(len(window.ids) for window in batch))
        ids: Any = np.full(shape, self.manifest.pad, dtype=np.int64)
        mask: Any = np.zeros(shape, dtype=np.int64)
        features: Any = np.zeros(shape, dtype=np.int64)
        for row, window in enumerate(batch):
            length = len(window.ids)
            ids[row, :length], features[row, :length], mask[row, :length] = window.ids, window.features, 1
        try:
            logits, quality = self._session.run(["labels", "quality"], {"ids": ids, "mask": mask, "features": features})
        except Exception as error:
            raise ModelError(f"{self.folder / WEIGHTS}: the model failed ({_first_line(error)})") from None
        for row, window in enumerate(batch):
            at = [column for _, column in window.first]
            sheets[window.text].fill(window, _softmax(logits[row, at] / self.manifest.calibration.temperature), quality[row, at])


class _Sheet:
    """The reading of one text while its windows come in; words that no window counts are kept."""

    def __init__(self, words: list[Word]) -> None:
        self._words = words
        self._labels = [KEEP] * len(words)
        self._probabilities, self._keep = [1.0] * len(words), [1.0] * len(words)
        self._bad = [0.0] * len(words)

    def fill(self, window: Window, probabilities: Floats, quality: Floats) -> None:
        """Args:
        window: what was read.
        probabilities: of all labels, one row for each word that counts.
        quality: logits of BAD for the same words.
        """
        best = probabilities.argmax(axis=-1).tolist()
        top, keep = probabilities.max(axis=-1).tolist(), probabilities[:, 0].tolist()
        for (word, _), label, share, kept, bad in zip(window.first, best, top, keep, _sigmoid(quality).tolist(), strict=True):
            self._labels[word], self._probabilities[word] = LABELS[label], share
            self._keep[word], self._bad[word] = kept, bad

    def reading(self) -> Reading:
        """All of it."""
        words, labels = tuple(self._words), tuple(self._labels)
        return Reading(words, labels, tuple(self._probabilities), tuple(self._keep), tuple(self._bad))


def _softmax(logits: Floats) -> Floats:
    import numpy as np

    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def _sigmoid(logits: Floats) -> Floats:
    import numpy as np

    return 1.0 / (1.0 + np.exp(-np.clip(logits, -30.0, 30.0)))


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:160]
