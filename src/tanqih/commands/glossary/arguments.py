"""The command line of `tanqih glossary`. Imports nothing heavy."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

FORMATS = ("text", "json")
EVIDENCE = ("alone", "context", "source")
POS = ("noun", "verb", "adj", "adv", "phrase")
PROFILES = ("any", "wire")
_EXIT = "Exit codes: 0 clean, 1 findings, 2 wrong usage or input."


def add_parser(sub: argparse._SubParsersAction[Any], make: Callable[..., Any], reading: list[Any]) -> None:
    """Add the group of commands.

    Args:
        sub: of the whole command line.
        make: class of its parsers.
        reading: parents of a command that reads texts.
    """
    parser = sub.add_parser(
        "glossary",
        allow_abbrev=False,
        help="check, look up, add to, convert and count the glossaries",
        description="The glossaries of Arabic terms and names with their English and the wrong renderings of machine translation.",
        epilog=f"tanqih glossary COMMAND --help tells more. {_EXIT}",
    )
    actions = parser.add_subparsers(dest="action", metavar="COMMAND", parser_class=make, required=True)
    common = _common(make)
    _check(actions, common)
    _lookup(actions, common)
    _add(actions, common)
    _convert(actions, common)
    names = actions.add_parser(
        "names",
        parents=reading,
        allow_abbrev=False,
        help="names that are spelled more than one way across texts",
        description="Reads texts and lists each Arabic name that they spell more than one way, with the spelling to keep: the house form "
        "of the name files where it occurs, else the first. --format toml writes the table that makes them one in a profile.",
        epilog="Examples: tanqih glossary names news/ · tanqih glossary names news/ --format toml >> house.toml, then "
        f"tanqih fix news/ --profile house.toml --unsafe --in-place. {_EXIT}",
    )
    names.add_argument("--format", choices=("text", "json", "toml"), default="text", help="of the report")
    stats = actions.add_parser(
        "stats",
        parents=[common],
        allow_abbrev=False,
        help="count entries, patterns and names",
        description="Counts the entries by file, desk, class, evidence, profile and kind.",
    )
    stats.add_argument("paths", nargs="*", metavar="PATH", help="glossary files or folders (default: shipped and configured)")
    stats.add_argument("--format", choices=FORMATS, default="text", help="of the report")


def _common(make: Callable[..., Any]) -> Any:
    parser = make(add_help=False)
    parser.add_argument("--config", metavar="FILE", help="configuration (default: tanqih.toml or pyproject.toml, here or above)")
    parser.add_argument(
        "--color", choices=("auto", "always", "never"), default="auto", metavar="WHEN", help="auto (default), always, never"
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="no summary and no notes")
    parser.add_argument("-v", "--verbose", action="store_true", help="all there is to say")
    return parser


def _check(actions: argparse._SubParsersAction[Any], common: Any) -> None:
    parser = actions.add_parser(
        "check",
        parents=[common],
        allow_abbrev=False,
        help="find mistakes in glossary files",
        description="Reads glossary files to their end and lists what is wrong with them, by file and line: lines that the engine "
        "refuses, entries that contradict each other, patterns that find nothing or too much.",
        epilog=f"Examples: tanqih glossary check · tanqih glossary check house.tsv --fail-on error. {_EXIT}",
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help="glossary files or folders (default: shipped and configured)")
    parser.add_argument("--format", choices=FORMATS, default="text", help="of the report")
    parser.add_argument("--ignore", action="append", dest="lints", metavar="LINTS", help="not these lints, separated by commas")
    parser.add_argument(
        "--fail-on",
        choices=("error", "warning"),
        default="warning",
        help="exit 1 from this severity up: warning (default), error",
    )


def _lookup(actions: argparse._SubParsersAction[Any], common: Any) -> None:
    parser = actions.add_parser(
        "lookup",
        parents=[common],
        allow_abbrev=False,
        help="what the glossaries know of a word, and what they would find in a sentence and why",
        description="Looks a text up by the Arabic of the entries (any spelling, with clitics), by their English and by the wrong "
        "renderings they name. For English it also says what would be reported in it, how sure that is, and why or why not.",
        epilog='Examples: tanqih glossary lookup official novel · tanqih glossary lookup "The novel was praised" --arabic "…".',
    )
    parser.add_argument("text", nargs="+", metavar="TEXT", help="a word, a phrase or a sentence, Arabic or English")
    parser.add_argument("--arabic", metavar="TEXT", help="the Arabic that the English is translated from")
    parser.add_argument("--format", choices=FORMATS, default="text", help="of the answer")
    parser.add_argument("--profile", metavar="NAME", help="preserve, wire or the path of a profile (default: as configured)")
    parser.add_argument(
        "--min-confidence", type=float, metavar="X", help="least confidence that is reported, 0 to 1 (default 0.5)"
    )


def _add(actions: argparse._SubParsersAction[Any], common: Any) -> None:
    parser = actions.add_parser(
        "add",
        parents=[common],
        allow_abbrev=False,
        help="add an entry to your own glossary",
        description="Adds one line to a glossary file, after checking it against the file, the configured glossaries and the shipped ones. "
        "Several forms: give an option twice, or separate them by bars.",
        epilog='Example: tanqih glossary add --arabic "…" --english "official account" --wrong "official [novel]" --pos noun.',
    )
    what = parser.add_argument_group("the entry")
    what.add_argument("--arabic", action="append", required=True, metavar="TEXT", help="the Arabic term or name, unvowelled")
    what.add_argument(
        "--english", action="append", required=True, metavar="TEXT", help="the preferred English, then what is accepted"
    )
    what.add_argument("--wrong", action="append", default=[], metavar="PATTERN", help="what machine translation writes instead")
    what.add_argument("--note", default="", metavar="TEXT", help="one sentence for the person who sees the report")
    what.add_argument("--evidence", choices=EVIDENCE, help="when the pattern is wrong (default: context with --near, else alone)")
    what.add_argument("--near", action="append", default=[], metavar="WORD", help="words of which one must stand near")
    what.add_argument("--far", action="append", default=[], metavar="WORD", help="words of which none may stand in the sentence")
    term = parser.add_argument_group("for a term")
    term.add_argument("--pos", choices=POS, help="how patterns inflect (default: phrase, not at all)")
    term.add_argument("--class", dest="rule", metavar="RULE", help="rule it is reported under (default: term/false-sense)")
    term.add_argument("--desk", action="append", metavar="DESK", help="desks in which it may fire (default: any)")
    term.add_argument("--profile", choices=PROFILES, help="any (default), or wire for a matter of house style")
    name = parser.add_argument_group("for a name")
    name.add_argument("--name", action="store_true", help="the entry is a name")
    name.add_argument("--kind", metavar="KIND", help="person, place, club, outlet, party, group, institution, company, work, …")
    name.add_argument("--variant", action="append", default=[], metavar="TEXT", help="another legitimate romanisation")
    where = parser.add_argument_group("where it goes")
    where.add_argument("--to", metavar="FILE", help="the file (default: the first of the configured glossaries, else house.tsv)")
    where.add_argument(
        "--force", action="store_true", help="add it in spite of what the check says, where the engine can read it"
    )


def _convert(actions: argparse._SubParsersAction[Any], common: Any) -> None:
    parser = actions.add_parser(
        "convert",
        parents=[common],
        allow_abbrev=False,
        help="convert glossaries from and to TBX and CSV",
        description="Converts between our TSV files, CSV (any delimiter, many names of columns) and TBX 2 and 3 (ISO 30042), "
        "and says what is lost on the way.",
        epilog="Examples: tanqih glossary convert termbase.tbx house.tsv · tanqih glossary convert glossaries/politics.tsv politics.tbx. "
        "Exit codes: 0 converted, 1 converted with losses, 2 wrong usage or input.",
    )
    parser.add_argument("input", metavar="IN", help="the file to read")
    parser.add_argument("output", metavar="OUT", help="the file to write; it is replaced in one stroke")
    parser.add_argument("--from", dest="from_format", metavar="FORMAT", help="tsv, csv or tbx (default: by the extension)")
    parser.add_argument(
        "--to",
        dest="to_format",
        metavar="FORMAT",
        help="tsv, csv, tbx2, tbx3 or tbx3-core (default: by the extension; .tbx is tbx3)",
    )
    parser.add_argument("--only", choices=("terms", "names"), help="leave the others out: a TSV file holds one or the other")
    parser.add_argument("--encoding", metavar="NAME", help="of a table without a byte order mark: utf-8, windows-1256, …")
    parser.add_argument("--column", action="append", metavar="OURS=THEIRS", help="what a table calls a column: arabic=Quelle")
    lacks = parser.add_argument_group("what the input does not say")
    lacks.add_argument("--pos", choices=POS, default="phrase", help="part of speech (default: phrase)")
    lacks.add_argument(
        "--class", dest="rule", metavar="RULE", default="term/domain-calque", help="rule (default: term/domain-calque)"
    )
    lacks.add_argument("--desk", default="any", metavar="DESK", help="desk (default: any)")
    lacks.add_argument("--evidence", choices=EVIDENCE, default="alone", help="evidence (default: alone)")
    lacks.add_argument("--profile", choices=PROFILES, default="any", help="profile (default: any)")
    lacks.add_argument("--kind", default="", metavar="KIND", help="take entries without wrong renderings as names of this kind")
