"""What a pass found, in a few lines on standard output, with the command that makes use of it."""

from __future__ import annotations

import argparse
import json
import shlex
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from tanqih.batch.dump.blocks import load_blocks
from tanqih.batch.dump.lists import BLOCKS, DUPLICATES, FEWEST, LISTED, MISTAKES, SHARE, beside, entry
from tanqih.batch.dump.store import Block, Index, Mistake
from tanqih.batch.progress import Progress
from tanqih.batch.run import Outcome
from tanqih.commands.terminal import ELLIPSIS, Piece, one_line, standard_screen

SHOWN = 5
"""Blocks and mistakes that are shown."""
_LONGEST = 48
ARROW = "\N{RIGHTWARDS ARROW}"
_NO_SITES = "the ids are no addresses, so all articles count as one site; --id-field may name a field of addresses"
_READ = ("read_as", "text_field", "source_field", "id_field", "encoding", "max_record")


class Found(NamedTuple):
    """What an index tells.

    Attributes:
        records, dead: that were read, and the bad ones of them.
        exact, near: articles with the words of an earlier one, and articles nearly like one.
        sites: different ones that are known by name.
        blocks: that recur often enough to be proposed, the first of them.
        mistakes: that recur, the first of them.
        block_count, mistake_count, entries: how many blocks and mistakes there are, and mistakes with an entry to be added.
    """

    records: int
    dead: int
    exact: int
    near: int
    sites: int
    blocks: list[Block]
    mistakes: list[Mistake]
    block_count: int
    mistake_count: int
    entries: int


def found_in(path: Path) -> Found:
    """What the index of a finished pass tells (InputError when it cannot be read)."""
    index = Index(path)
    try:
        records, dead = json.loads(index.fact("records") or "[0, 0]")
        blocks, mistakes = list(islice(index.blocks(FEWEST, SHARE), SHOWN)), list(islice(index.mistakes(), SHOWN))
        block_count = sum(1 for _ in index.blocks(FEWEST, SHARE))
        entries = mistake_count = 0
        for one in index.mistakes():
            mistake_count += 1
            entries += mistake_count <= LISTED and entry(one).startswith("tanqih ")
        return Found(records, dead, *index.articles(), index.sites(), blocks, mistakes, block_count, mistake_count, entries)
    finally:
        index.close()


def told(args: argparse.Namespace, outcome: Outcome, progress: Progress) -> int:
    """Say what a finished pass found; gives the exit code: 1 when there were bad records."""
    path = Path(args.learn)
    found = found_in(path)
    facts: dict[str, Any] = {
        "records": found.records,
        "dead": found.dead,
        "duplicates": {"exact": found.exact, "near": found.near},
        "blocks": found.block_count,
        "mistakes": found.mistake_count,
    }
    progress.ends(
        "already" if outcome.already else "learned",
        f"{path}: {'was complete already' if outcome.already else 'learned'}",
        **facts,
    )
    if not args.quiet:
        screen = standard_screen(args.color)
        for line in _lines(path, found, args):
            screen.line(*line)
    return 1 if found.dead else 0


def _lines(path: Path, found: Found, args: argparse.Namespace) -> Iterator[list[Piece | str]]:
    bad = f"{found.dead:,} bad (see {path}.dead.jsonl)" if found.dead else "none bad"
    yield [Piece("bold", one_line(f"{found.records:,} records, {bad}"))]
    yield _head("duplicates", f"{found.exact:,} exact, {found.near:,} near", beside(path, DUPLICATES))
    yield from _blocks(beside(path, BLOCKS), found)
    yield _head("mistakes", f"{found.mistake_count:,} recur, {found.entries:,} with an entry to add", beside(path, MISTAKES))
    for one in found.mistakes:
        mended = f" {ARROW} {_cut(one.suggestion) or '(nothing)'}" if one.origin else ""
        yield [f"    {one.articles:,} articles, {one.places:,} places: {one.rule} {_cut(one.text)}{mended}"]
    if found.block_count or found.exact or found.near:
        look = f"look through {beside(path, BLOCKS)}, switch blocks on or off" if found.block_count else "mark the duplicates"
        yield [Piece("bold", "next"), one_line(f": {look}:")]
        yield [one_line(f"  {_next(path, args)}")]


def _blocks(path: Path, found: Found) -> Iterator[list[Piece | str]]:
    used = len(load_blocks(path).blocks) if path.exists() else 0
    yield _head("blocks", f"{found.block_count:,} recur, {used:,} of them switched on", path)
    for block in found.blocks:
        site = one_line(f" of {block.site}") if block.site else ""
        yield [f"    {block.articles:,} of {block.of:,} articles{site}: {_cut(block.text)}"]
    if found.records > FEWEST and not found.sites:
        yield [Piece("dim", f"    {_NO_SITES}")]


def _head(name: str, text: str, path: Path) -> list[Piece | str]:
    return [f"  {name:10}  ", f"{text}  ", Piece("dim", one_line(str(path)))]


def _cut(text: str) -> str:
    text = one_line(text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + ELLIPSIS


def _next(path: Path, args: argparse.Namespace) -> str:
    """The command that uses what was learned, with the options by which the dump was read."""
    words = ["tanqih", "batch", *args.paths, "--learned", str(path), "--annotate"]
    for name in _READ:
        if value := getattr(args, name):
            words += [f"--{name.replace('_', '-')}", str(value)]
    return " ".join([*map(shlex.quote, words), "-o", "OUT"])
