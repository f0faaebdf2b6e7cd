"""Reports of `check`: text for people, JSON and JSON Lines for programs. Written as the documents come, one at a time."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from tanqih.commands.patch import cut, marked, shown
from tanqih.commands.terminal import Piece, Screen, is_hidden, one_line, pointed, visible, writable
from tanqih.document import Segment
from tanqih.errors import ConfigError, nearest
from tanqih.issue import JSON_VERSION, Applicability, Edit, Issue, Report, Severity, Suggestion, issue_as_json

MIDDLE_DOT, ARROW = "\N{MIDDLE DOT}", "\N{RIGHTWARDS ARROW}"
_INDENT = "    "
_DIFF_CONTEXT = 40
_NEAR = 60
_WINDOW = 80
_NOT_PRINTABLE_ASCII = re.compile(r"[^ -~]")


@dataclass(slots=True)
class Tally:
    """What a run has seen so far."""

    documents: int = 0
    touched: int = 0
    words: int = 0
    set_aside: int = 0
    severities: Counter[Severity] = field(default_factory=Counter)
    actions: Counter[Applicability] = field(default_factory=Counter)

    def add(self, report: Report, set_aside: int = 0) -> None:
        """Count one document."""
        self.documents += 1
        self.touched += bool(report.issues)
        self.words += report.words
        self.set_aside += set_aside
        self.severities.update(issue.severity for issue in report.issues)
        self.actions.update(issue.best.applicability for issue in report.issues if issue.best and issue.best.edits)

    @property
    def issues(self) -> int:
        """Number of issues."""
        return sum(self.severities.values())

    def fails(self, fail_on: str) -> bool:
        """True when an issue is at or above a severity."""
        return any(severity >= Severity[fail_on.upper()] for severity in self.severities)


class Reporter(Protocol):
    """Writes the reports of a run."""

    def document(self, report: Report, path: str | None) -> None:
        """Write the issues of one document."""

    def finish(self, tally: Tally) -> None:
        """Write what comes after the last document."""


def reporter(name: str, screen: Screen, *, verbose: bool = False, quiet: bool = False) -> Reporter:
    """The reporter of a format.

    Raises:
        ConfigError: no such format; lists those there are.
    """
    if name == "text":
        return TextReporter(screen, verbose=verbose, quiet=quiet)
    if name == "json":
        return JsonReporter(screen)
    if name == "jsonl":
        return JsonLinesReporter(screen)
    raise ConfigError(f"no report format {name!r}{nearest(name, FORMATS)}; there are: {', '.join(FORMATS)}")


FOREIGN = ("sarif", "junit", "checkstyle", "rdjson", "github", "gitlab", "csv")
"""Formats of other programs, which `tanqih.score.reporters` writes (see `cli.check`)."""
FORMATS = ("text", "json", "jsonl", *FOREIGN)


def as_json(value: Any) -> str:
    """JSON on one line in which characters that a terminal would obey or not show are escaped; Arabic and other letters stay."""

    def escaped(found: re.Match[str]) -> str:
        return json.dumps(found.group())[1:-1] if is_hidden(found.group()) else found.group()

    return _NOT_PRINTABLE_ASCII.sub(escaped, json.dumps(value, ensure_ascii=False))


class JsonLinesReporter:
    """One issue per line."""

    def __init__(self, screen: Screen) -> None:
        self._write = writable(screen.stream, "utf-8").write

    def document(self, report: Report, path: str | None) -> None:
        """Write the issues of one document."""
        for issue in report.issues:
            self._write(as_json(issue_as_json(issue, path)) + "\n")

    def finish(self, tally: Tally) -> None:
        """Nothing comes after the last issue."""


class JsonReporter:
    """One object: `version`, `issues`, `summary`."""

    def __init__(self, screen: Screen) -> None:
        self._write = writable(screen.stream, "utf-8").write
        self._separator = f'{{"version": {JSON_VERSION}, "issues": ['

    def document(self, report: Report, path: str | None) -> None:
        """Write the issues of one document."""
        for issue in report.issues:
            self._write(f"{self._separator}\n{as_json(issue_as_json(issue, path))}")
            self._separator = ","

    def finish(self, tally: Tally) -> None:
        """Close the list and write the summary."""
        summary = {
            "documents": tally.documents,
            "documents_with_issues": tally.touched,
            "words": tally.words,
            "issues": tally.issues,
            "set_aside": tally.set_aside,
            "severities": {str(severity): tally.severities[severity] for severity in Severity},
        }
        opening = self._separator if tally.issues == 0 else "\n"
        self._write(f'{opening}], "summary": {as_json(summary)}}}\n')


class TextReporter:
    """For people: each issue with its words in context, what is wrong, and the best way to mend it."""

    def __init__(self, screen: Screen, *, verbose: bool = False, quiet: bool = False) -> None:
        self._screen = screen
        self._verbose, self._quiet = verbose, quiet

    def document(self, report: Report, path: str | None) -> None:
        """Write the issues of one document."""
        segments = {segment.index: segment for segment in report.document.segments}
        for issue in report.issues:
            self._issue(issue, segments, path or report.document.id)

    def _issue(self, issue: Issue, segments: dict[int, Segment], path: str) -> None:
        screen, severity = self._screen, str(issue.severity)
        place = visible(path) + (f":{issue.line}:{issue.column}" if issue.line else "")
        detail = [f"{issue.confidence:.0%}", *([issue.category, issue.key] if self._verbose else [])]
        screen.line(Piece("bold", place), "  ", Piece(severity, severity), f"  {issue.rule}  ", Piece("dim", "  ".join(detail)))
        words = pointed(segments[issue.segment].target, issue.span.start, issue.span.end, screen.width - len(_INDENT))
        screen.line(_INDENT, words.before, Piece(severity, words.words), words.after)
        screen.line(_INDENT, Piece(severity, words.carets))
        screen.wrapped([Piece("", one_line(issue.message))], "  ")
        for suggestion in issue.suggestions if self._verbose else issue.suggestions[:1]:
            self._suggestion(suggestion, issue, segments)
        screen.line()

    def _suggestion(self, suggestion: Suggestion, issue: Issue, segments: dict[int, Segment]) -> None:
        first = f"  {ARROW} "
        for row in changes_of(suggestion, segments):
            self._screen.wrapped(shown(row, color=self._screen.color), _INDENT, first)
            first = _INDENT
        more = len(issue.suggestions) - 1
        notes = [
            suggestion.applicability.value,
            one_line(suggestion.label),
            "rule" if suggestion.origin == f"rule:{issue.rule}" else suggestion.origin,
            f"held back: {one_line(suggestion.guard)}" if suggestion.guard else "",
            f"{more} more (-v)" if more and not self._verbose else "",
        ]
        self._screen.wrapped([Piece("dim", f" {MIDDLE_DOT} ".join(note for note in notes if note))], _INDENT, first)

    def finish(self, tally: Tally) -> None:
        """Write the summary line."""
        if not self._quiet:
            self._screen.wrapped([Piece("bold" if tally.issues else "green", summary(tally))])


def count(number: int, noun: str) -> str:
    """A number with its noun: "1 fix", "2 fixes"."""
    plural = "" if number == 1 else "es" if noun.endswith("x") else "s"
    return f"{number:,} {noun}{plural}"


def summary(tally: Tally) -> str:
    """One line about a run."""
    aside = f" ({tally.set_aside:,} set aside)" if tally.set_aside else ""
    if not tally.issues:
        return f"No issues in {count(tally.documents, 'document')}, {count(tally.words, 'word')}.{aside}"
    kinds = ", ".join(f"{tally.severities[s]:,} {s}" for s in sorted(Severity, reverse=True) if tally.severities[s])
    text = f"{count(tally.issues, 'issue')} in {tally.touched:,} of {count(tally.documents, 'document')}: {kinds}{aside}."
    safe, asked = tally.actions[Applicability.SAFE], tally.actions[Applicability.REVIEW]
    ways = [f"`tanqih fix` mends {safe:,}"] if safe else []
    ways += [f"{asked:,} {'waits' if asked == 1 else 'wait'} for your decision (`tanqih review`)"] if asked else []
    return f"{text} {', '.join(ways)}." if ways else text


def changes_of(suggestion: Suggestion, segments: dict[int, Segment]) -> Iterator[list[Piece]]:
    """What a suggestion changes, word by word: one row of pieces per place."""
    for index in sorted({edit.segment for edit in suggestion.edits}):
        for edits in _near_ones(sorted(edit for edit in suggestion.edits if edit.segment == index)):
            yield _row(segments[index].target, edits)


def _near_ones(edits: list[Edit]) -> Iterator[list[Edit]]:
    """Edits in groups that lie close enough to be shown together."""
    group: list[Edit] = []
    for edit in edits:
        if group and edit.span.start - group[-1].span.end > _NEAR:
            yield group
            group = []
        group.append(edit)
    if group:
        yield group


def _row(target: str, edits: list[Edit]) -> list[Piece]:
    start = max(0, edits[0].span.start - _WINDOW)
    before = target[start : edits[-1].span.end + _WINDOW]
    after = before
    for edit in reversed(edits):
        after = after[: edit.span.start - start] + edit.text + after[edit.span.end - start :]
    return [Piece("" if kind == "keep" else kind, one_line(text)) for kind, text in cut(marked(before, after), _DIFF_CONTEXT)]
