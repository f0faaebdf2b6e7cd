"""`model.json`, the file that makes a folder a model of ours: what is in it, how it was made, and a hash of every file.

A model folder holds `tagger.onnx`, `tokenizer.json` and `model.json`. Nothing in it is executed or unpickled.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tanqih.errors import ModelError
from tanqih.models.calibration import Calibration, calibration_from
from tanqih.models.labels import LABELS

FORMAT = 1
KIND = "edit-tagger"
MANIFEST, WEIGHTS, TOKENIZER = "model.json", "tagger.onnx", "tokenizer.json"
MAX_MANIFEST_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What `model.json` says.

    Attributes:
        name: of the model, for its card.
        files: SHA-256 in hex of each file, by name.
        vocabulary: how many sub-words the encoder knows.
        pieces: sub-words of a text that it sees at a time, the two at the ends included.
        begin, end, pad: ids of the sub-words at the ends and of the padding.
        probe: words with the ids that the right tokenizer gives them.
        calibration: what was measured on held-out text.
        training: facts for the model card.
    """

    name: str
    files: Mapping[str, str]
    vocabulary: int
    pieces: int
    begin: int
    end: int
    pad: int
    probe: tuple[tuple[str, ...], tuple[int, ...]]
    calibration: Calibration = field(default_factory=Calibration)
    training: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Hex digest over the weights, the tokenizer and the calibration: what the output depends on."""
        parts = json.dumps([dict(sorted(self.files.items())), self.calibration.as_json()], sort_keys=True)
        return hashlib.blake2b(parts.encode(), digest_size=8).hexdigest()

    def as_json(self) -> str:
        """The text of `model.json`."""
        words, ids = self.probe
        data = {
            "format": FORMAT,
            "kind": KIND,
            "name": self.name,
            "files": dict(sorted(self.files.items())),
            "vocabulary": self.vocabulary,
            "pieces": self.pieces,
            "begin": self.begin,
            "end": self.end,
            "pad": self.pad,
            "probe": {"words": list(words), "ids": list(ids)},
            "labels": list(LABELS),
            "calibration": self.calibration.as_json(),
            "training": dict(self.training),
        }
        return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def is_tagger(folder: Path) -> bool:
    """True when a folder says that it holds an edit tagger, whole or not."""
    return (folder / MANIFEST).is_file()


def read_manifest(folder: Path) -> Manifest:
    """What a model folder says of itself; its files are not looked at.

    Raises:
        ModelError: there is no such file, or it is not one of ours, or of a version that this one cannot read.
    """
    path = folder / MANIFEST
    try:
        if path.stat().st_size > MAX_MANIFEST_BYTES:
            raise ModelError(f"{path}: too large for a model.json; name the folder of a model that `tanqih model export` wrote")
        data = json.loads(path.read_text(encoding="utf8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: cannot be read ({_short(error)}); name a folder that `tanqih model export` wrote") from None
    if not isinstance(data, dict) or data.get("kind") != KIND:
        raise ModelError(f"{path}: not the model.json of an edit tagger; name a folder that `tanqih model export` wrote")
    if data.get("format") != FORMAT:
        raise ModelError(
            f"{path}: format {data.get('format')!r}, and this version reads {FORMAT}; install another version of tanqih"
        )
    labels = data.get("labels")
    if labels != list(LABELS):
        raise ModelError(f"{path}: its labels are not those of this version; export the model again with this version of tanqih")
    try:
        probe = data["probe"]
        return Manifest(
            name=str(data["name"]),
            files={str(name): str(digest) for name, digest in data["files"].items()},
            vocabulary=int(data["vocabulary"]),
            pieces=int(data["pieces"]),
            begin=int(data["begin"]),
            end=int(data["end"]),
            pad=int(data["pad"]),
            probe=(tuple(map(str, probe["words"])), tuple(map(int, probe["ids"]))),
            calibration=calibration_from(data["calibration"]),
            training=dict(data["training"]),
        )
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise ModelError(
            f"{path}: incomplete or wrong ({type(error).__name__}: {_short(error)}); export the model again"
        ) from None


def verify(folder: Path, manifest: Manifest) -> None:
    """Compare every file with its hash.

    Raises:
        ModelError: a file is missing, truncated or another one.
    """
    for name in (WEIGHTS, TOKENIZER):
        path, wanted = folder / name, manifest.files.get(name, "")
        try:
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise ModelError(
                f"{path}: cannot be read ({_short(error)}); the model is incomplete, install or export it again"
            ) from None
        if found != wanted:
            raise ModelError(f"{path}: truncated or changed (SHA-256 differs from model.json); install or export the model again")


def _short(error: Exception) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else " ".join(str(error).split())[:120]
