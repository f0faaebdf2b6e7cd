"""`tanqih model info`: what a model is and how it was made."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from tanqih.commands.terminal import Piece, Screen, standard_screen, visible
from tanqih.errors import ConfigError
from tanqih.models.embedded import EMBEDDED_FOLDER
from tanqih.models.labels import LABELS
from tanqih.models.manifest import Manifest, is_tagger, read_manifest, verify
from tanqih.models.registry import EMBEDDED
from tanqih.training.checkpoint import Checkpoint, is_run

JSON_VERSION = 1
NOTICE = "NOTICE"
"""File of a model folder with licences and sources of what it was made from."""


def info(args: argparse.Namespace) -> int:
    """Describe a model; its files are compared with their hashes.

    Raises:
        ModelError: a folder that is no model, or a damaged one. InputError: no checkpoint. ConfigError: no such folder.
    """
    path = EMBEDDED_FOLDER if args.model == EMBEDDED else Path(args.model)
    if is_run(path):
        table = _of_run(path)
    elif path.is_dir() or args.model == EMBEDDED:
        table = _of_folder(path, args.model)
    else:
        raise ConfigError(f"{args.model}: no such model; name embedded, the folder of a model, or a checkpoint")
    if args.format == "json":
        sys.stdout.write(json.dumps({"version": JSON_VERSION, **table}, indent=1, ensure_ascii=False) + "\n")
        return 0
    _show(standard_screen(), table)
    return 0


def _of_folder(folder: Path, name: str) -> dict[str, Any]:
    manifest = read_manifest(folder)
    verify(folder, manifest)
    return {
        "model": manifest.name if is_tagger(folder) else name,
        "folder": str(folder),
        "key": manifest.key,
        "files": {
            file: {"bytes": (folder / file).stat().st_size, "sha256": digest} for file, digest in sorted(manifest.files.items())
        },
        "labels": kinds(),
        "reading": {"sub-words at a time": manifest.pieces, "vocabulary": manifest.vocabulary},
        "thresholds": _thresholds(manifest),
        "training": dict(manifest.training),
        "notice": _notice(folder),
    }


def _of_run(path: Path) -> dict[str, Any]:
    found = Checkpoint.find(path, alone=True)
    _, about = found.load()
    state = about.pop("state", {})
    return {
        "model": "checkpoint",
        "folder": str(path),
        "key": found.key,
        "files": {found.weights.name: {"bytes": found.weights.stat().st_size}},
        "labels": kinds(),
        "training": {**about, "words": state.get("seen"), "steps": state.get("steps"), "held-out": state.get("checks", [])[-1:]},
    }


def kinds() -> dict[str, int]:
    """How many labels of each kind there are."""
    return dict(Counter(label.partition("_")[0] for label in LABELS))


def _thresholds(manifest: Manifest) -> dict[str, Any]:
    calibration = manifest.calibration
    shown = {name: scale.margin if scale.margin <= 1 else None for name, scale in sorted(calibration.scales.items())}
    return {"temperature": calibration.temperature, "shown from": shown}


def _notice(folder: Path) -> str:
    """The licence notice in a model's folder, "" where there is none."""
    path = folder / NOTICE
    return path.read_text(encoding="utf8").strip() if path.is_file() else ""


def _show(screen: Screen, table: dict[str, Any], indent: str = "") -> None:
    for key, value in table.items():
        if isinstance(value, dict):
            screen.line(indent, Piece("bold" if not indent else "", visible(f"{key}")))
            _show(screen, value, indent + "  ")
            continue
        lines = "never" if value is None else ", ".join(map(str, value)) if isinstance(value, list) else f"{value}"
        for number, line in enumerate(lines.splitlines() or [""]):
            screen.line(indent, visible(f"{key}: {line}" if not number else f"  {line}"))
