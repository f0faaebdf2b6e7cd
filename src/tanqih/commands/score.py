"""The options of `score`. What the command does is in `tanqih.score.command`."""

from __future__ import annotations

import argparse
from typing import TypeVar

_EXIT = "Exit codes: 0 the gate passed, 1 it failed, 2 wrong usage or input, 130 interrupted. The last line on standard error says why."
LIMITS: dict[str, tuple[type, str, str]] = {
    "--min-score": (float, "X", "least score of all documents together, 0 to 100"),
    "--min-document-score": (float, "X", "least score of each document"),
    "--max-per-1000": (float, "X", "most penalty points per 1,000 words"),
    "--max-critical": (int, "N", "most critical issues"),
    "--max-major": (int, "N", "most major issues"),
    "--max-minor": (int, "N", "most minor issues"),
    "--max-new": (int, "N", "with --baseline or --compare: most new issues"),
    "--max-drop": (float, "X", "with --compare: most points that the score may fall (default: not significantly)"),
}
FORMATS = (
    "text",
    "json",
    "jsonl",
    "sarif",
    "junit",
    "checkstyle",
    "rdjson",
    "github",
    "gitlab",
    "csv",
    "markdown",
    "badge",
    "html",
)
"""Report formats, the default first; `tanqih.score.reporters` writes them."""
METRICS = ("bleu", "chrf", "ter", "hter", "comet")
P = TypeVar("P", bound=argparse.ArgumentParser)


def add_parser(sub: argparse._SubParsersAction[P], parents: list[P]) -> None:
    """Add the command to the tree."""
    parser = sub.add_parser(
        "score",
        parents=parents,
        allow_abbrev=False,
        help="tell how good the texts are, and fail a build when they must be better",
        description="Scores texts from 0 to 100 by MQM penalty points per 1,000 words, with an interval and a signature, and holds them to "
        "limits from the command line and the configuration. Limits count issues from --min-confidence up; the score counts all, by "
        "their confidence.",
        epilog="Examples: tanqih score news/ --min-score 95 --max-critical 0 · tanqih score news/ --baseline known.json · tanqih score "
        f"--compare old/ new/ · tanqih score a.jsonl --report sarif=out.sarif. {_EXIT}",
    )
    parser.add_argument(
        "--format", choices=FORMATS, default=FORMATS[0], metavar="NAME", help=f"of the report: {', '.join(FORMATS)}"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write the report here instead of standard output")
    parser.add_argument("--report", action="append", metavar="NAME=FILE", help="write a further report, such as html=score.html")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes (default 1); the result is the same")
    _gate(parser)
    _earlier(parser)
    _metrics(parser)


def _gate(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("limits")
    for flag, (kind, metavar, text) in LIMITS.items():
        group.add_argument(flag, type=kind, metavar=metavar, help=text)
    group.add_argument(
        "--budget", action="append", metavar="NAME=N", help="most issues of a rule or family: quotes=3 or punct/double-dot=0"
    )


def _earlier(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("earlier versions")
    group.add_argument("--baseline", metavar="FILE", help="hold only issues that this file does not know against the texts")
    group.add_argument("--write-baseline", metavar="FILE", help="write the issues of this run to such a file")
    group.add_argument("--compare", nargs=2, metavar=("OLD", "NEW"), help="score NEW, and say what changed since OLD")
    group.add_argument("--changed-since", metavar="REF", help="only files that differ from this commit of their git tree")
    group.add_argument("--history", metavar="FILE", help="append this run as a line to a file, and report the trend")


def _metrics(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("references")
    group.add_argument("--references", metavar="PATH", help="human translations: files or a folder with the same paragraphs")
    group.add_argument("--post-edits", metavar="PATH", help="the texts as they were mended by people, for HTER")
    group.add_argument(
        "--metric",
        action="append",
        metavar="NAMES",
        help=f"{', '.join(METRICS)}, separated by commas (default: what fits)",
    )
    group.add_argument("--comet-model", metavar="FILE", help="checkpoint of a COMET model that you have, for --metric comet")
    group.add_argument(
        "--significance", choices=("bs", "ar"), default="bs", metavar="TEST", help="of metrics in --compare: bs (bootstrap) or ar"
    )
