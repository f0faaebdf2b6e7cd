"""What a run reads: documents one at a time with the texts that metrics need, and the two sides of a comparison under the same names."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import replace
from pathlib import Path

from tanqih.commands.job import Job
from tanqih.commands.paths import Input, relative
from tanqih.document import Document
from tanqih.score.reference import Texts
from tanqih.score.work import Item


def arguments(args: argparse.Namespace, path: str, **more: object) -> argparse.Namespace:
    """The arguments of a run over another path, which has no Arabic of its own."""
    other = copy(args)
    vars(other).update({"paths": [path], "source": None, **more})
    return other


def items(job: Job, inputs: Sequence[Input], texts: Texts, names: dict[str, str] | None = None) -> Iterator[Item]:
    """The documents of a run, in order.

    Args:
        job: how to read them.
        inputs: the files.
        texts: takes the segments of each document as it passes.
        names: what files are called in ids instead of their path, for a comparison.

    Raises:
        InputError: a file that cannot be read.
    """
    base = job.config.folder or Path.cwd()
    for item in inputs:
        for document in job.documents(item):
            texts.add(document)
            name = names.get(item.path) if names else None
            yield Item(_renamed(document, relative(item.path, base), name) if name else document, job.label(item))


def _renamed(document: Document, old: str, new: str) -> Document:
    """The document with the name of its file in its id replaced; an id of its own stays."""
    if document.id == old or document.id.startswith(f"{old}:"):
        return replace(document, id=new + document.id.removeprefix(old))
    return document


def common_names(old: Sequence[Input], new: Sequence[Input]) -> tuple[dict[str, str], dict[str, str]]:
    """Names under which the files of two versions are paired: from the searched folder down, or one name for two single files."""
    if len(old) == len(new) == 1:
        return {old[0].path: new[0].name}, {new[0].path: new[0].name}
    return {item.path: item.name for item in old}, {item.path: item.name for item in new}


def read_texts(args: argparse.Namespace, path: str) -> Texts:
    """The segments of references or post-edits.

    Raises:
        InputError: a file that cannot be read.
    """
    found = Texts()
    with Job(arguments(args, path, quiet=True)) as job:
        for item in job.inputs:
            for document in job.documents(item):
                found.add(document)
    return found
