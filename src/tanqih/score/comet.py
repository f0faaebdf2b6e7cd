"""COMET with a model that the user has: an optional extra, never needed, and nothing is ever downloaded.

Source: R. Rei and others, "COMET: A Neural Framework for MT Evaluation" (EMNLP 2020); the package `unbabel-comet`.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from tanqih.errors import ConfigError, InputError, MissingExtraError
from tanqih.score.result import Metric

VARIABLE = "TANQIH_COMET_MODEL"
BATCH = 8


def checkpoint(given: str | None) -> Path:
    """The model's checkpoint, from `--comet-model` or the environment.

    Raises:
        ConfigError: none is named, or it is no file.
    """
    name = given or os.environ.get(VARIABLE)
    if not name:
        raise ConfigError(f"the metric COMET needs a model that you have: name its .ckpt file with --comet-model or {VARIABLE}")
    path = Path(name)
    if not path.is_file():
        raise ConfigError(f"{name}: no such COMET checkpoint; name the .ckpt file itself")
    return path


def comet(path: Path, rows: Sequence[tuple[str, str, str]]) -> Metric:
    """The model's score of (source, target, reference) rows, on the CPU.

    Raises:
        MissingExtraError: the package is not installed.
        InputError: no rows, a row without source, or a checkpoint that cannot be loaded.
    """
    if find_spec("comet") is None:
        raise MissingExtraError("the metric COMET", "comet")
    if not rows or not all(source for source, _, _ in rows):
        raise InputError("COMET needs the Arabic and a reference for every paragraph", "give --source and --references")
    package = import_module("comet")
    try:
        model = package.load_from_checkpoint(str(path))
    except Exception as error:
        raise InputError(f"the COMET model cannot be loaded ({type(error).__name__}: {error})", "", path=str(path)) from None
    data = [{"src": source, "mt": target, "ref": reference} for source, target, reference in rows]
    value = float(model.predict(data, batch_size=BATCH, gpus=0, progress_bar=False).system_score)
    return Metric("COMET", value, f"model:{path.name}|tool:unbabel-comet", True, len(rows))
