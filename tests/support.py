"""Shared by tests and benchmarks: where the data is, and how corpora are read."""

from __future__ import annotations

import gzip
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SAMPLES = ROOT / "data" / "samples"


def shared(path: str) -> Path:
    """A file of ../shared; the test is skipped, with the reason, where it is absent."""
    found = SHARED / path
    if not found.exists():
        pytest.skip(f"../shared/{path} is not here")
    return found


class HangError(AssertionError):
    """Something used so much processor time that a person would say it hangs."""


@contextmanager
def no_hang(seconds: float = 30.0) -> Iterator[None]:
    """Stop what uses more processor time than this. No measure of speed: many times what is needed, however busy the machine is."""

    def stop(_signal: int, _frame: object) -> None:
        raise HangError(f"more than {seconds:g} s of processor time")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def read_tsv(path: Path) -> list[dict[str, str]]:
    """Rows of a gzipped TSV with a header."""
    with gzip.open(path, "rt", encoding="utf8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    return [dict(zip(rows[0], row, strict=False)) for row in rows[1:]]


def read_paragraphs(path: Path, count: int | None = None) -> Iterator[str]:
    """The first paragraphs of a gzipped text with one a line."""
    with gzip.open(path, "rt", encoding="utf8") as file:
        for line in islice(file, count):
            yield line.rstrip("\n")


def ntrex_documents(path: Path) -> dict[str, str]:
    """The English of ntrex-dev, one text per document, its sentences as paragraphs."""
    documents: dict[str, list[str]] = {}
    for row in read_tsv(path):
        documents.setdefault(row["document"], []).append(row["english"])
    return {name: "\n\n".join(lines) for name, lines in documents.items()}
