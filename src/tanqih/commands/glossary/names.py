"""`tanqih glossary names`: names that are spelled more than one way across files, and the profile table that makes them one."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tanqih.commands.job import Job
from tanqih.commands.paths import Input
from tanqih.commands.terminal import Piece, Screen, visible
from tanqih.document import Document
from tanqih.glossary.glossary import load
from tanqih.glossary.ledger import Cluster, Ledger, Spelling
from tanqih.glossary.names import names_of
from tanqih.text import Page

SHOWN_FILES = 3
"""Documents named for each spelling in the text report."""


def names(args: argparse.Namespace) -> int:
    """Report spellings of one name across all files; 1 when there are any.

    Raises:
        TanqihError: wrong settings, paths or glossary files.
    """
    with Job(args) as job:
        folder = job.config.folder or Path()
        glossary = load([folder / path for path in job.config.glossaries])
        ledger = Ledger(names_of(glossary.store), keep_mentions=False)

        def one_file(item: Input) -> None:
            for document in job.documents(item):
                ledger.add(Page(_named(document, job.label(item))))

        job.each(one_file)
        clusters = ledger.clusters()
        _WRITERS[args.format](job.screen, clusters)
        if not clusters:
            job.note("no name is spelled more than one way")
    return 2 if job.failed else 1 if clusters else 0


def _named(document: Document, label: str) -> Document:
    """The document under its file's name, with the record's id where the file holds several."""
    return (
        document
        if document.path is None
        else replace(document, id=label if document.id in ("", label) else f"{label}: {document.id}")
    )


def _as_text(screen: Screen, clusters: Sequence[Cluster]) -> None:
    for cluster in clusters:
        screen.line(Piece("bold", visible(_written(cluster.keep))), Piece("dim", f"  {_count(cluster.keep)}"))
        for spelling in cluster.others:
            screen.line(
                "  ", Piece("red", visible(_written(spelling))), Piece("dim", f"  {_count(spelling)}: {_where(spelling)}")
            )


def _as_json(screen: Screen, clusters: Sequence[Cluster]) -> None:
    rows = [
        {"keep": _row(cluster.keep), "others": [_row(spelling) for spelling in cluster.others], "listed": cluster.listed}
        for cluster in clusters
    ]
    screen.stream.write(json.dumps({"version": 1, "names": rows}, ensure_ascii=False, indent=2) + "\n")


def _as_toml(screen: Screen, clusters: Sequence[Cluster]) -> None:
    """A table for a profile: with it, `tanqih fix --unsafe --profile FILE` writes every name one way."""
    screen.stream.write("[names]\n")
    for cluster in clusters:
        others = list(dict.fromkeys(spelling.form for spelling in cluster.others if spelling.form != cluster.keep.form))
        if others:
            screen.stream.write(f"{json.dumps(cluster.keep.form)} = {json.dumps(others)}\n")


_WRITERS = {"text": _as_text, "json": _as_json, "toml": _as_toml}
FORMATS = tuple(_WRITERS)


def _row(spelling: Spelling) -> dict[str, object]:
    return {"text": _written(spelling), "count": spelling.counts.total(), "documents": dict(spelling.counts)}


def _written(spelling: Spelling) -> str:
    return f"{spelling.article}-{spelling.form}" if spelling.article else spelling.form


def _count(spelling: Spelling) -> str:
    times = spelling.counts.total()
    return f"{times} time{'s' * (times != 1)} in {len(spelling.counts)} text{'s' * (len(spelling.counts) != 1)}"


def _where(spelling: Spelling) -> str:
    shown = [visible(name) for name in list(spelling.counts)[:SHOWN_FILES]]
    more = len(spelling.counts) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")
