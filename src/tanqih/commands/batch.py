"""The options of `tanqih batch`; the command itself is `tanqih.batch.command`."""

from __future__ import annotations

from typing import Any

LEVELS = ("safe", "review")
ENGINES = ("local", "ray")


def add_parser(sub: Any, parents: list[Any]) -> None:
    """Add the command to the command line.

    Args:
        sub: the subparsers of the command line.
        parents: parsers with the options of all commands.
    """
    parser = sub.add_parser(
        "batch",
        parents=parents,
        allow_abbrev=False,
        help="clean a dump of any size; goes on where it was stopped",
        description="Mends the articles of a dump, with a ledger of every change beside the output. A run that was killed goes on with the "
        "same command. Bad records go to OUT.dead.jsonl with the reason; the report is in OUT.report.html.",
        epilog="Examples: tanqih batch dump.jsonl.gz -o clean.jsonl.gz · zstdcat dump.jsonl.zst | tanqih batch - -o clean.jsonl · "
        "tanqih batch clean.jsonl --undo clean.jsonl.ledger.jsonl -o dump.jsonl · tanqih batch dump.jsonl --learn dump.index, then "
        "tanqih batch dump.jsonl --learned dump.index --annotate -o marked.jsonl. Exit codes: 0 done, 1 done with bad records, 2 wrong "
        "usage or input, 130 interrupted (143 by SIGTERM): the same command goes on.",
    )
    parser.add_argument("paths", nargs="+", metavar="IN", help="dumps, folders, glob patterns, or - for standard input")
    parser.add_argument("-o", "--output", metavar="OUT", help="file or folder for the clean dump (.gz, .zst: compressed)")
    what = parser.add_argument_group("what is done")
    mode = what.add_mutually_exclusive_group()
    mode.add_argument(
        "--apply", choices=LEVELS, help="safe (default): what is right without asking; review: more, from --min-confidence up"
    )
    mode.add_argument(
        "--annotate", action="store_true", help="change no text; store issues and score in the field tanqih, or beside a folder"
    )
    mode.add_argument("--undo", metavar="LEDGER", help="IN is such an output: rebuild its input from it and its ledger")
    mode.add_argument(
        "--learn",
        metavar="INDEX",
        help="clean nothing; learn duplicates, recurring blocks and recurring mistakes into this file, and lists beside it",
    )
    what.add_argument(
        "--learned",
        metavar="FILE",
        help="what --learn found: INDEX reports its blocks and with --annotate marks duplicates, INDEX.blocks.toml only the first",
    )
    read = parser.add_argument_group("how the dump is read")
    read.add_argument(
        "--read-as",
        "--format",
        metavar="FORMAT",
        help="jsonl, csv, tsv, parquet, warc, txt, md or html (default: by name and content)",
    )
    read.add_argument("--text-field", metavar="NAME", help="field or column of the English text (default: guessed, and said)")
    read.add_argument("--source-field", metavar="NAME", help="field or column of the Arabic text (default: guessed, and said)")
    read.add_argument("--id-field", metavar="NAME", help="field or column of the id (default: guessed, and said)")
    read.add_argument("--encoding", metavar="NAME", help="of text without a byte order mark (default utf-8)")
    read.add_argument("--max-record", metavar="SIZE", help="longest record that is worked on (default 64MB)")
    run_group = parser.add_argument_group("how it is run")
    run_group.add_argument(
        "--engine", choices=ENGINES, default="local", help="local (default), or ray: a cluster (docs/batch-scale.md)"
    )
    run_group.add_argument("--workers", type=int, metavar="N", help="processes (default: one for each core)")
    run_group.add_argument("--shard-size", type=int, metavar="N", help="records that are worked on at a time (default 250)")
    run_group.add_argument(
        "--time-limit", type=float, metavar="S", help="seconds of processor time for a record, per megabyte begun (default 30)"
    )
    run_group.add_argument("--max-bad", type=int, metavar="N", help="stop when there are more bad records than this")
    run_group.add_argument("--fresh", action="store_true", help="start over, and replace an output that is there")
    run_group.add_argument("--log-format", choices=("text", "json"), default="text", help="of the progress on standard error")
