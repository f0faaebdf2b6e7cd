"""`tanqih batch`: from arguments to a run of the batch, and what is said about it; learning is `tanqih.batch.dump.command`."""

from __future__ import annotations

import argparse
import os
import re
import signal
import sys
from pathlib import Path

from tanqih.batch.containers import open_container
from tanqih.batch.dump.blocks import LearnedBlocks, load_blocks
from tanqih.batch.dump.learning import Learning, given
from tanqih.batch.dump.marks import Marks
from tanqih.batch.dump.summary import told
from tanqih.batch.engine import Bench, Engine
from tanqih.batch.feed import SHARD_RECORDS
from tanqih.batch.outputs import Outputs
from tanqih.batch.progress import Progress
from tanqih.batch.records import MAX_RECORD, Container, Opening
from tanqih.batch.run import Outcome, Plan, clean
from tanqih.batch.undo import undo
from tanqih.batch.work import TIME_LIMIT, Settings
from tanqih.commands.job import settings
from tanqih.commands.paths import STDIN
from tanqih.errors import ConfigError, TanqihError

DEAD, INTERRUPTED, TERMINATED = 1, 130, 143
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmg]?)(i?b)?", re.IGNORECASE)
_UNITS = {"": 1, "k": 1000, "m": 1000**2, "g": 1000**3}


def run(args: argparse.Namespace) -> int:
    """Clean a dump, undo that, or learn from one.

    Returns:
        0 done, 1 done with bad records, 130 or 143 interrupted (the same command goes on).

    Raises:
        TanqihError: wrong usage or input, a full disk; what is done is kept.
    """
    _check(args)
    opening = Opening(
        format=args.read_as,
        text_field=args.text_field,
        source_field=args.source_field,
        id_field=args.id_field,
        encoding=args.encoding,
        max_record=byte_size(args.max_record) if args.max_record else MAX_RECORD,
        output=args.output or "",
    )
    progress = Progress(sys.stderr, log_format=args.log_format, quiet=args.quiet)
    container = open_container(args.paths, opening)
    progress.note(container.describe())
    if args.undo:
        return _undo(args, container, progress)
    return _clean(args, container, opening, progress)


def _check(args: argparse.Namespace) -> None:
    """Raises:
    ConfigError: options that do not go together, or one that is missing.
    """
    if args.learn and args.output:
        raise ConfigError("--learn writes its index and what lies beside it, no clean dump; leave -o out")
    if not args.learn and not args.output:
        raise ConfigError("the following arguments are required: -o/--output (see tanqih batch --help)")
    if args.output == STDIN:
        raise ConfigError("the output is a file or a folder, with the ledger beside it; name one with -o")
    if args.learned and (args.learn or args.undo):
        raise ConfigError(f"--learned is for cleaning; leave it out with {'--learn' if args.learn else '--undo'}")


def byte_size(text: str) -> int:
    """Bytes of `64MB`, `500k` or `1000000`.

    Raises:
        ConfigError: no such size.
    """
    found = _SIZE.fullmatch(text.strip())
    if not found or not float(found.group(1)):
        raise ConfigError(f"{text!r} is no size; write 64MB, 500k or a number of bytes")
    return int(float(found.group(1)) * _UNITS[found.group(2).lower()])


def cores() -> int:
    """Processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _undo(args: argparse.Namespace, container: Container, progress: Progress) -> int:
    output = Path(args.output)
    Outputs(output).refuse_inputs([*args.paths, args.undo])
    found = undo(container, Path(args.undo), output, fresh=args.fresh)
    text = f"{output}: {found.records:,} records, {found.changed:,} changed back"
    if found.returned:
        text += f", {found.returned:,} bad ones put back"
    if found.missing:
        text += (
            f"; {found.missing:,} bad ones are missing: their dead letters are not beside the ledger, or hold only their start"
        )
    progress.ends("undone", text, records=found.records, changed=found.changed, returned=found.returned, missing=found.missing)
    return DEAD if found.missing else 0


def _plan(args: argparse.Namespace, container: Container, opening: Opening) -> Plan:
    for name, least in (("workers", 1), ("shard_size", 1), ("max_bad", 0), ("time_limit", 0.001)):
        value = getattr(args, name)
        if value is not None and value < least:
            raise ConfigError(f"--{name.replace('_', '-')} must be at least {least}, not {value}")
    config = settings(args)
    mode = "learn" if args.learn else "annotate" if args.annotate else args.apply or "safe"
    blocks, marks = _learned(args, container, opening)
    done = Settings(config, mode, config.min_confidence, args.time_limit or TIME_LIMIT, blocks)
    output = Path(args.learn or args.output)
    return Plan(args.paths, output, opening, done, args.shard_size or SHARD_RECORDS, args.max_bad, args.fresh, marks)


def _learned(args: argparse.Namespace, container: Container, opening: Opening) -> tuple[LearnedBlocks | None, Marks | None]:
    """What was learned before: blocks, and marks for duplicates where there is an index.

    Raises:
        ConfigError: nothing that can be used, or an index of another dump.
        InputError: a damaged index.
    """
    if not args.learned:
        return None, None
    found = given(Path(args.learned))
    blocks = load_blocks(found.blocks)
    return blocks, Marks(found.database, container, opening) if found.database else None


def _clean(args: argparse.Namespace, container: Container, opening: Opening, progress: Progress) -> int:
    plan = _plan(args, container, opening)
    workers = args.workers or cores()

    def engine(bench: Bench) -> Engine:
        if args.engine == "ray":
            from tanqih.batch.ray import RayEngine

            return RayEngine(bench, args.workers)
        from tanqih.batch.local import LocalEngine

        return LocalEngine(bench, workers)

    try:
        outcome = clean(plan, container, engine, progress, Learning() if args.learn else None)
    except TanqihError as error:
        if args.log_format == "json":
            progress.ends("failed", str(error), error=str(error))
        raise
    finally:
        if plan.marks:
            plan.marks.close()
    if args.learn and not outcome.stopped:
        return told(args, outcome, progress)
    return _told(outcome, plan, progress)


def _told(outcome: Outcome, plan: Plan, progress: Progress) -> int:
    """Say how a run ended; gives the exit code."""
    found = outcome.statistics
    if outcome.stopped:
        text = f"stopped after {outcome.records:,} records; the same command goes on"
        progress.ends("stopped", text, records=outcome.records)
        return TERMINATED if outcome.stopped == signal.SIGTERM else INTERRUPTED
    before, after = found.scores
    parts = [
        f"{found.records:,} records, {found.changed:,} {'annotated' if plan.settings.mode == 'annotate' else 'changed'}",
        f"{found.dead:,} bad (see {plan.output}.dead.jsonl)" if found.dead else "none bad",
        *([f"{found.duplicates:,} duplicates"] if found.duplicates else []),
        f"score {before:.1f} before, {after:.1f} after",
        f"report in {plan.output}.report.html",
    ]
    text = f"{plan.output}{' was complete already' if outcome.already else ''}: {', '.join(parts)}"
    facts = {
        "records": found.records,
        "changed": found.changed,
        "dead": found.dead,
        "duplicates": found.duplicates,
        "score": [round(before, 2), round(after, 2)],
    }
    progress.ends("already" if outcome.already else "finished", text, **facts)
    return DEAD if found.dead else 0
