"""`tanqih model eval`: the figures of a model as a table, or as JSON."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from tanqih.commands.job import say
from tanqih.commands.terminal import visible
from tanqih.errors import ConfigError, InputError
from tanqih.formats.files import replace_file
from tanqih.training.checkpoint import is_run
from tanqih.training.evaluate import as_json, as_table, asked_of_checkpoint, asked_of_model, measure, row
from tanqih.training.figures import Asked, Line

STDOUT = "-"


def evaluate(args: argparse.Namespace) -> int:
    """Measure a model; lines are printed as they come.

    Raises:
        ConfigError: no such model, or a number that is none. InputError: data or model cannot be read. MissingExtraError: a package
            is not installed.
    """
    if args.sample < 0 or args.threads < 0:
        raise ConfigError("--sample and --threads take a number of 1 or more")
    tell: Callable[[str], None] = (lambda _: None) if args.quiet else say
    asked = _asked(args, tell)
    table = args.json != STDOUT
    lines: list[Line] = []
    if table:
        _write(*as_table(()))
    for line in measure(asked, args.only or ()):
        lines.append(line)
        if table:
            _write(row(line))
    if args.json:
        text = json.dumps(as_json(asked, lines), indent=1, ensure_ascii=False) + "\n"
        if table:
            replace_file(args.json, [text.encode()])
        else:
            sys.stdout.write(text)
    return 0


def _write(*lines: str) -> None:
    for line in lines:
        sys.stdout.write(f"{visible(line)}\n")
    sys.stdout.flush()


def _asked(args: argparse.Namespace, tell: Callable[[str], None]) -> Asked:
    path, data = Path(args.model), Path(args.data)
    if not data.is_dir():
        raise InputError("no such folder", "name the one with corpora/, gold/ and prototype/ with --data", path=args.data)
    if args.encoder or is_run(path):
        encoder = Path(args.encoder) if args.encoder else None
        return asked_of_checkpoint(path, encoder, data, threads=args.threads, sample=args.sample, say=tell)
    if args.threads:
        os.environ["TANQIH_THREADS"] = str(
            args.threads
        )  # read when the model is loaded, here and in the process of the cold start
    return asked_of_model(args.model, data, sample=args.sample, say=tell)
