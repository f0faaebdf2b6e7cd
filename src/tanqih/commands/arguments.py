"""The command line as an argparse tree: every command, option and help text. Imports nothing heavy."""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Iterator
from typing import NoReturn

from tanqih._version import __version__
from tanqih.commands.batch import add_parser as add_batch
from tanqih.commands.glossary.arguments import add_parser as add_glossary
from tanqih.commands.lsp import add_parser as add_lsp
from tanqih.commands.model import add_parser as add_model
from tanqih.commands.score import add_parser as add_score
from tanqih.errors import ConfigError

COMMANDS = ("check", "fix", "batch", "score", "review", "report", "stats", "rules", "glossary", "model", "lsp", "completion")
SHELLS = ("bash", "zsh", "fish")
STATS = ("document", "rule", "day", "decision")
_EXIT = "Exit codes: 0 clean, 1 findings, 2 wrong usage or input, 130 interrupted."
_PATHS = "files, folders (searched to the bottom), glob patterns, or - for standard input"


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line, with the nearest known word."""

    def error(self, message: str) -> NoReturn:
        """Raises:
        ConfigError: always.
        """
        raise ConfigError(f"{message}{self._nearest(message)} (see {self.prog} --help)")

    def _nearest(self, message: str) -> str:
        if message.startswith("unrecognized arguments: "):
            word = message.removeprefix("unrecognized arguments: ").split()[0].partition("=")[0]
            known = [option for parser in _all(self) for action in parser._actions for option in action.option_strings]
        else:
            word = message.partition("invalid choice: ")[2].partition(" (")[0].strip("'\"")
            known = [str(choice) for action in self._actions for choice in action.choices or ()]
        close = difflib.get_close_matches(word, known, n=1, cutoff=0.6) if word else []
        return f"; did you mean {close[0]!r}?" if close else ""


def commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The parsers of the commands, by name."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def _all(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """The parser and those of its commands, groups of commands included."""
    yield parser
    for sub in commands(parser).values():
        yield from _all(sub)


def build() -> Parser:
    """The parser of the whole command line."""
    parser = Parser(
        prog="tanqih",
        description="Finds, explains and mends what machine translation broke in Arabic-to-English news.",
        epilog=f"tanqih COMMAND --help tells more. {_EXIT}",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"tanqih {__version__}")
    sub = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    common, files = _common(), _files()
    _check(sub, [files, common])
    _fix(sub, [files, common])
    add_batch(sub, [common])
    add_score(sub, [_files("*"), common])
    _review(sub, [files, common])
    _report(sub, [_files(1), common])
    _stats(sub, [_files("*"), common])
    rules = sub.add_parser(
        "rules",
        parents=[common],
        allow_abbrev=False,
        help="list the rules, or explain one with examples",
        description="Without a name: a table of all rules. With the id of a rule: its page. With a family: the table of that family.",
    )
    rules.add_argument("name", nargs="?", metavar="ID", help="a rule (punct/double-dot) or a family (punct)")
    rules.add_argument("--format", choices=("text", "markdown"), default="text", help="markdown: the pages of all of them")
    add_glossary(sub, Parser, [files, common])
    add_model(sub, Parser)
    add_lsp(sub, [common])
    completion = sub.add_parser(
        "completion",
        allow_abbrev=False,
        help="print a completion script for your shell",
        description="Prints a completion script. bash: tanqih completion bash > ~/.local/share/bash-completion/completions/tanqih; "
        "zsh: tanqih completion zsh > a file _tanqih in a folder of $fpath; fish: tanqih completion fish > "
        "~/.config/fish/completions/tanqih.fish",
    )
    completion.add_argument("shell", choices=SHELLS, metavar="SHELL", help="bash, zsh or fish")
    return parser


def _common() -> Parser:
    """Options of all commands."""
    parser = Parser(add_help=False)
    choice = parser.add_argument_group("what is reported")
    choice.add_argument("--profile", metavar="NAME", help="preserve (errors only, the default) or wire (house style too)")
    choice.add_argument(
        "--model",
        metavar="NAME",
        help="off (default; in review: embedded where it is installed), embedded, a folder or name, or http://…",
    )
    choice.add_argument(
        "--model-prompt", metavar="TEXT", help="input of a model of your own: a template with {text}, {source} or {terms}"
    )
    choice.add_argument(
        "--endpoint", metavar="URL", help="an OpenAI-compatible server that proposes too; it is sent the paragraphs with findings"
    )
    choice.add_argument("--endpoint-model", metavar="NAME", help="the model on that server; a key goes into TANQIH_ENDPOINT_KEY")
    choice.add_argument(
        "--endpoint-insecure", action="store_true", default=None, help="allow plain http to machines other than this one"
    )
    choice.add_argument("--min-confidence", type=float, metavar="X", help="least confidence, 0 to 1 (default 0.5)")
    choice.add_argument("--select", action="append", metavar="RULES", help="only these rules or families, separated by commas")
    choice.add_argument("--ignore", action="append", metavar="RULES", help="not these rules or families")
    choice.add_argument("--config", metavar="FILE", help="configuration (default: tanqih.toml or pyproject.toml, here or above)")
    say = parser.add_argument_group("how it is said")
    say.add_argument(
        "--color", choices=("auto", "always", "never"), default="auto", metavar="WHEN", help="auto (default), always, never"
    )
    say.add_argument("-q", "--quiet", action="store_true", help="no summary and no notes")
    say.add_argument("-v", "--verbose", action="store_true", help="all suggestions, categories and issue keys")
    return parser


def _files(number: str | int = "+") -> Parser:
    """The paths, as many as `number` says (argparse `nargs`), and how they are read."""
    parser = Parser(add_help=False)
    one = number == 1
    parser.add_argument("paths", nargs=number, metavar="FILE" if one else "PATH", help="a file" if one else _PATHS)
    read = parser.add_argument_group("how files are read")
    read.add_argument("--source", metavar="FILE", help="the Arabic of the one text, paired by paragraph or aligned by sentence")
    read.add_argument(
        "--read-as", metavar="FORMAT", help="txt, md, html, jsonl, csv, tsv, xliff, tmx or po (default: by the file's extension)"
    )
    read.add_argument(
        "--encoding", metavar="NAME", help="of files without a byte order mark: utf-8, utf-16, windows-1256, windows-1252, …"
    )
    read.add_argument(
        "--text-field",
        metavar="NAME",
        help="field or column of the English text (default: text, target, mt, …); tmx: its language",
    )
    read.add_argument(
        "--source-field",
        metavar="NAME",
        help="field or column of the Arabic text (default: source, arabic, …); tmx: its language",
    )
    read.add_argument("--id-field", metavar="NAME", help="field or column of the id (default: id, document, …)")
    read.add_argument("--reference-field", metavar="NAME", help="field or column of a human translation (default: reference, …)")
    read.add_argument("--max-line-bytes", type=int, metavar="N", help="longest line that is read (default 16 MiB)")
    return parser


def _check(sub: argparse._SubParsersAction[Parser], parents: list[Parser]) -> None:
    parser = sub.add_parser(
        "check",
        parents=parents,
        allow_abbrev=False,
        help="list what is broken, with the best way to mend it",
        description="Lists each issue: its place, the words, what is wrong, and the best suggestion.",
        epilog=f"Examples: tanqih check article.txt · tanqih check news/ --ignore number · cat a.html | tanqih check - --read-as html. {_EXIT}",
    )
    parser.add_argument(
        "--format",
        default="text",
        metavar="NAME",
        help="of the report: text (default), json, jsonl, sarif, junit, checkstyle, rdjson, github, gitlab or csv",
    )
    parser.add_argument(
        "--fail-on", metavar="SEVERITY", help="exit 1 from this severity up: neutral, minor (default), major, critical"
    )


def _fix(sub: argparse._SubParsersAction[Parser], parents: list[Parser]) -> None:
    parser = sub.add_parser(
        "fix",
        parents=parents,
        allow_abbrev=False,
        help="mend what is safe to mend",
        description="Applies the suggestions that are right without asking, and writes the text to standard output.",
        epilog=f"Examples: tanqih fix a.txt --diff · tanqih fix a.txt -o b.txt · tanqih fix news/ --in-place. {_EXIT}",
    )
    parser.add_argument(
        "--unsafe", action="store_true", help="also apply the first suggestion of issues that wait for a decision"
    )
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when something would change")
    parser.add_argument(
        "--export",
        metavar="FILE",
        help="also write what was changed: a translation memory (.tmx), or source, MT and post-edit (.jsonl)",
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument("-o", "--output", metavar="FILE", help="write to this file, or into this folder")
    where.add_argument("-i", "--in-place", action="store_true", help="change the files themselves, those that need it")
    where.add_argument("--diff", action="store_true", help="write nothing; show what would change (a patch, or words in colour)")


def _review(sub: argparse._SubParsersAction[Parser], parents: list[Parser]) -> None:
    parser = sub.add_parser(
        "review",
        parents=parents,
        allow_abbrev=False,
        help="go through the issues in the terminal, one decision at a time",
        description="Opens the review screen: accept, reject or edit each suggestion, undo, save, go on later. Without a terminal it "
        "prints the report instead.",
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "-o", "--output", metavar="FILE", help="write to this file, or into this folder (default: NAME.edited beside it)"
    )
    where.add_argument("-i", "--in-place", action="store_true", help="write into the files themselves")
    parser.add_argument("--backup", action="store_true", help="keep what a file held before it is replaced, in NAME.bak")
    parser.add_argument("--store", metavar="FILE", help="keep the decisions here (default: in your state folder)")
    without = parser.add_argument_group("without a screen").add_mutually_exclusive_group()
    without.add_argument("--export", metavar="FILE", help="write the decisions made so far as JSON lines (- for standard output)")
    without.add_argument("--apply", metavar="FILE", help="make the decisions of such a file, and write the result")
    parser.add_argument("--private", action="store_true", default=None, help="log neither times nor keys")
    parser.add_argument("--web", action="store_true", help="show the screen in a browser on this machine; prints its address")
    parser.add_argument("--port", type=int, default=0, metavar="N", help="of --web (default: any that is free)")


def _report(sub: argparse._SubParsersAction[Parser], parents: list[Parser]) -> None:
    parser = sub.add_parser(
        "report",
        parents=parents,
        allow_abbrev=False,
        help="write a page that shows what was changed, by whom and why",
        description="Writes one HTML page with tracked changes from the review of a file: who proposed what, what was refused, what is "
        "still open, scores before and after. For a file that nobody has reviewed it shows what fix --unsafe would do, and says so.",
        epilog=f"Examples: tanqih report article.txt · tanqih report article.txt -o - > page.html. {_EXIT}",
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="write here, - for standard output (default: NAME.report.html beside it)"
    )
    parser.add_argument("--store", metavar="FILE", help="where the decisions are (default: as for review)")


def _stats(sub: argparse._SubParsersAction[Parser], parents: list[Parser]) -> None:
    parser = sub.add_parser(
        "stats",
        parents=parents,
        allow_abbrev=False,
        help="show how much work the reviews were",
        description="Time without idle time, words per hour, keys, edits and accept rates, from the log of your reviews: of the texts of "
        "the paths, or of all.",
        epilog=f"Examples: tanqih stats · tanqih stats news/ --since 2026-11-01 · tanqih stats --format csv --by decision. {_EXIT}",
    )
    parser.add_argument("--format", choices=("table", "json", "csv"), default="table", help="table (default), json or csv")
    parser.add_argument(
        "--by", choices=STATS, default="document", help="what a line of csv is: document (default), rule, day, decision"
    )
    parser.add_argument(
        "--since", metavar="DATE", help="only decisions from this day on (2026-11-30, or with a time 2026-11-30T09:00)"
    )
    parser.add_argument("--store", metavar="FILE", help="where the decisions are (default: as for review)")
