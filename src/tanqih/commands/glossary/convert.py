"""`tanqih glossary convert`: from and to TBX, CSV and TSV, with an account of what is lost."""

from __future__ import annotations

import argparse
from pathlib import Path

from tanqih.commands.glossary.common import entries, glossary, settings
from tanqih.commands.job import say
from tanqih.commands.output import count
from tanqih.config import Config
from tanqih.errors import ConfigError, InputError, nearest
from tanqih.formats.encoding import decode
from tanqih.formats.files import open_input, replace_file
from tanqih.glossary.entries import KINDS, RULES, Entry
from tanqih.glossary.exchange import Defaults, Losses, Options, Record, input_format, output_format, read, write
from tanqih.glossary.exchange.record import COLUMNS

MAX_SKIPPED = 10
"""Entries that were left out, of which more are named with --verbose only."""


def convert(args: argparse.Namespace) -> int:
    """Convert a file; 1 when an entry or a field of one was lost."""
    config = settings(args)
    source, target = input_format(args.input, args.from_format), output_format(args.output, args.to_format)
    losses, defaults = Losses(), _defaults(args)
    records = _only(_records(args, source, config, losses), args.only, losses)
    written = write(records, target, losses, defaults)
    if not losses.written:
        raise InputError(f"holds no entry that {target} can take, nothing was written", _hint(losses), path=args.input)
    replace_file(args.output, [written])
    if not args.quiet:
        _report(args, len(records), losses)
    return int(losses.any)


def _records(args: argparse.Namespace, source: str, config: Config, losses: Losses) -> list[Record]:
    with open_input(args.input) as stream:
        data = stream.read()
    given = decode(data, path=args.input, encoding=args.encoding)[0] if source == "csv" else data
    desks = frozenset(desk for entry in glossary(config).entries if isinstance(entry, Entry) for desk in entry.desks)
    return read(source, given, args.input, losses, Options(_columns(args.column), desks))


def _columns(given: list[str] | None) -> dict[str, str]:
    found = {}
    for text in given or ():
        ours, sign, theirs = text.partition("=")
        if not sign or ours not in COLUMNS:
            raise ConfigError(f"--column {text!r} must be OURS=THEIRS, OURS one of {', '.join(COLUMNS)}{nearest(ours, COLUMNS)}")
        found[ours] = theirs
    return found


def _defaults(args: argparse.Namespace) -> Defaults:
    rule = args.rule if "/" in args.rule else f"term/{args.rule}"
    for option, value, known in (("--class", rule, RULES), ("--kind", args.kind, ("", *KINDS))):
        if value not in known:
            raise ConfigError(f"{option} must be one of {', '.join(filter(None, known))}, not {value!r}{nearest(value, known)}")
    return Defaults(args.pos, rule, args.desk, args.evidence, args.profile, args.kind)


def _only(records: list[Record], only: str | None, losses: Losses) -> list[Record]:
    if only is None:
        return records
    kept = [record for record in records if bool(record.kind) == (only == "names")]
    losses.left_out = len(records) - len(kept)
    return kept


def _hint(losses: Losses) -> str:
    """The first reason why an entry was left out."""
    return next((f"line {skipped.line} {skipped.why}" for skipped in losses.skipped if skipped.whole), "")


def _report(args: argparse.Namespace, read_in: int, losses: Losses) -> None:
    """Say on standard error what was converted and what was lost."""
    dropped = sum(1 for skipped in losses.skipped if skipped.whole)
    say(f"{args.input}: {entries(read_in)} read, {losses.written:,} written to {args.output}")
    if losses.left_out:
        say(f"left out as --only asks: {entries(losses.left_out)}")
    if losses.comments:
        say(f"left out: {count(losses.comments, 'comment line')}")
    for title, counts in (
        ("lost, with the number of entries", losses.lost),
        ("kept in notes, which other programs show and do not act on", losses.in_notes),
        ("put in, since the input does not say it", losses.filled),
    ):
        if said := ", ".join(f"{name} {number:,}" for name, number in (+counts).most_common()):
            say(f"{title}: {said}")
    if losses.skipped:
        say(f"skipped: {entries(dropped)} and {count(len(losses.skipped) - dropped, 'wrong rendering')}")
        for skipped in losses.skipped if args.verbose else losses.skipped[:MAX_SKIPPED]:
            say(f"  {Path(args.input).name}:{skipped.line}: {skipped.why}")
        if len(losses.skipped) > MAX_SKIPPED and not args.verbose:
            say(f"  and {len(losses.skipped) - MAX_SKIPPED:,} more (-v)")
