"""The command line as an argparse tree: every command, option and help text. Imports nothing heavy."""

from __future__ import annotations

import argparse
import difflib
from typing import NoReturn

from tanqih._version import __version__
from tanqih.errors import ConfigError

COMMANDS = ("check", "fix", "review", "rules", "completion")
SHELLS = ("bash", "zsh", "fish")
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
            known = [option for action in self._actions for option in action.option_strings]
            known += [
                option for parser in commands(self).values() for action in parser._actions for option in action.option_strings
            ]
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
    _review(sub, [files, common])
    rules = sub.add_parser(
        "rules",
        parents=[common],
        allow_abbrev=False,
        help="list the rules, or explain one with examples",
        description="Without a name: a table of all rules. With the id of a rule: its page. With a family: the table of that family.",
    )
    rules.add_argument("name", nargs="?", metavar="ID", help="a rule (punct/double-dot) or a family (punct)")
    rules.add_argument("--format", choices=("text", "markdown"), default="text", help="markdown: the pages of all of them")
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
    choice.add_argument("--model", metavar="NAME", help="off, embedded or a path; this version knows off, the default")
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


def _files() -> Parser:
    """The paths and how they are read."""
    parser = Parser(add_help=False)
    parser.add_argument("paths", nargs="+", metavar="PATH", help=_PATHS)
    read = parser.add_argument_group("how files are read")
    read.add_argument("--source", metavar="FILE", help="the Arabic of the one text, paired with it paragraph by paragraph")
    read.add_argument("--read-as", metavar="FORMAT", help="txt, md, html or jsonl (default: by the file's extension, else txt)")
    read.add_argument(
        "--encoding", metavar="NAME", help="of files without a byte order mark: utf-8, utf-16, windows-1256, windows-1252, …"
    )
    read.add_argument("--text-field", metavar="NAME", help="jsonl: field of the English text (default: text, content, body, …)")
    read.add_argument("--source-field", metavar="NAME", help="jsonl: field of the Arabic text")
    read.add_argument("--id-field", metavar="NAME", help="jsonl: field of the record's id (default: id)")
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
    parser.add_argument("--format", default="text", metavar="NAME", help="of the report: text (default), json or jsonl")
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
    parser.add_argument("--store", metavar="FILE", help="keep the decisions here (default: .tanqih/review.db)")
