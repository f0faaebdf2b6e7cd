"""`tanqih glossary check`: mistakes in glossary files, one line each."""

from __future__ import annotations

import argparse
from collections import Counter

from tanqih.commands.glossary.common import JSON_VERSION, entries, known_files, named_files, place, settings
from tanqih.commands.job import names
from tanqih.commands.output import as_json, count
from tanqih.commands.terminal import Piece, Screen, one_line, standard_screen, visible, writable
from tanqih.errors import ConfigError, nearest
from tanqih.glossary.lint import ERROR, LINTS, WARNING, Checked, Problem
from tanqih.glossary.lint import check as run_check

_STYLES = {ERROR: "major", WARNING: "minor"}


def check(args: argparse.Namespace) -> int:
    """List the problems; 1 when one is of the severity of --fail-on, 2 when a file is no glossary at all."""
    config, screen = settings(args), standard_screen(args.color)
    ignored = names(args.lints) or ()
    for lint in ignored:
        if lint not in LINTS:
            raise ConfigError(f"no lint {lint!r}{nearest(lint, LINTS)}; there are: {', '.join(LINTS)}")
    checked = run_check(named_files(args.paths, config), known_files(config))
    problems = [problem for problem in checked.problems if problem.lint not in ignored]
    if args.format == "json":
        writable(screen.stream, "utf-8").write(as_json(_as_json(checked, problems)) + "\n")
    else:
        _show(screen, checked, problems, args)
    failing = (ERROR,) if args.fail_on == ERROR else (ERROR, WARNING)
    return 2 if checked.unreadable else int(any(problem.severity in failing for problem in problems))


def _show(screen: Screen, checked: Checked, problems: list[Problem], args: argparse.Namespace) -> None:
    for problem in problems:
        where = visible(place(problem.path, problem.line))
        column = f"{problem.column}: " if problem.column else ""
        severity = Piece(_STYLES[problem.severity], f"{problem.severity:7}")
        screen.line(Piece("bold", where), "  ", severity, f"  {problem.lint}  ", one_line(f"{column}{problem.message}"))
    if not args.quiet:
        if problems:
            screen.line()
        screen.wrapped([Piece("bold" if problems else "green", _summary(checked, problems))])
    if args.verbose:
        for lint in sorted({problem.lint for problem in problems}, key=list(LINTS).index):
            screen.wrapped([Piece("dim", f"{lint}: {LINTS[lint].about}")])


def _summary(checked: Checked, problems: list[Problem]) -> str:
    held = f"{count(len(checked.files), 'file')}, {entries(checked.entries)}"
    if not problems:
        return f"Nothing wrong in {held}."
    severities = Counter(problem.severity for problem in problems)
    kinds = Counter(problem.lint for problem in problems)
    said = " and ".join(count(severities[severity], severity) for severity in (ERROR, WARNING) if severities[severity])
    return f"{held}: {said} ({', '.join(f'{lint} {number:,}' for lint, number in kinds.most_common())})."


def _as_json(checked: Checked, problems: list[Problem]) -> dict[str, object]:
    severities = Counter(problem.severity for problem in problems)
    return {
        "version": JSON_VERSION,
        "files": list(checked.files),
        "entries": checked.entries,
        "problems": [
            {
                "path": problem.path,
                "line": problem.line,
                "severity": problem.severity,
                "lint": problem.lint,
                "column": problem.column or None,
                "message": problem.message,
                "other": {"path": problem.other[0], "line": problem.other[1]} if problem.other else None,
            }
            for problem in problems
        ],
        "summary": {"errors": severities[ERROR], "warnings": severities[WARNING], "unreadable": list(checked.unreadable)},
    }
