"""Containers: what a dump is cut into records by, parsed, rendered and written with.

JSON Lines, CSV and TSV, Parquet, web archives, folders of texts; each also gzip and Zstandard; a file, several, a folder or standard input.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import cast

from tanqih.batch.containers.compression import unpacked
from tanqih.batch.containers.inputs import KINDS, TEXTS, inputs_of, kind_of_content
from tanqih.batch.containers.streams import HEAD_OF_STDIN
from tanqih.batch.records import Container, Opening
from tanqih.commands.paths import STDIN
from tanqih.errors import InputError

_CLASSES = {
    "jsonl": ("jsonl", "JsonlContainer"),
    "csv": ("table", "TableContainer"),
    "tsv": ("table", "TableContainer"),
    "parquet": ("parquet", "ParquetContainer"),
    "warc": ("warc", "WarcContainer"),
    "folder": ("folder", "FolderContainer"),
}


def open_container(paths: Sequence[str], opening: Opening | None = None) -> Container:
    """The container of what paths mean.

    Args:
        paths: files, folders, glob patterns, or `-` alone for standard input.
        opening: what the user said about it.

    Raises:
        InputError: nothing there, not readable, of several kinds, or of a kind that cannot be told; no field that could be the text, or
            several.
        ConfigError: no such format or encoding; the output's name promises another format.
        MissingExtraError: Parquet, web archives or Zstandard without their packages.
    """
    opening = opening or Opening()
    found = inputs_of(paths, opening.format)
    kept = b""
    if STDIN in paths:
        kept = _head_of_stdin()
        kind = found.kind or kind_of_content(unpacked(cast("io.BufferedReader", io.BytesIO(kept)))[0])
        if kind is None:
            raise InputError("cannot tell what standard input is", f"say it with --read-as, one of {', '.join(KINDS)}")
        found = found._replace(kind="folder", chosen=kind) if kind in TEXTS else found._replace(kind=kind)
    module, name = _CLASSES[found.kind]
    container: Container = getattr(import_module(f"tanqih.batch.containers.{module}"), name)(found, opening, kept)
    return container


def _head_of_stdin() -> bytes:
    """As much of standard input as fields are guessed by."""
    return sys.stdin.buffer.read(HEAD_OF_STDIN)
