"""Glossary files read to their end: every line that is wrong is a problem, and the lines after it are read all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tanqih.glossary.entries import (
    MAX_ENTRIES,
    TERM_COLUMNS,
    AnyEntry,
    GlossaryError,
    cells_of,
    load_bytes,
    name_from_cells,
    term_from_cells,
)
from tanqih.glossary.lint.problems import Problem

_FALLBACK = {
    "arabic": "\N{ARABIC LETTER BEH}", "english": "word", "variants": "", "wrong": "word", "pos": "phrase", "class": "term/false-sense",
    "kind": "place", "desk": "any", "evidence": "alone", "near": "word", "far": "", "profile": "wire",
}  # fmt: skip
"""What stands in for a wrong cell, so that the other cells of its line are looked at too."""


@dataclass(frozen=True, slots=True)
class Row:
    """An entry with its line as it was written.

    Attributes:
        entry: the entry.
        cells: the cells by column, spaces included.
    """

    entry: AnyEntry
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds.

    Attributes:
        path: the file as it was named.
        rows: the lines that are entries.
        problems: what is wrong with the others.
        readable: False for a file that is no glossary at all: it cannot be opened, or its header is wrong.
    """

    path: str
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    readable: bool = True


def read(path: Path, limit: int = MAX_ENTRIES) -> Reading:
    """Read a file.

    Args:
        path: a TSV file.
        limit: entries from which on the rest is left out, with a problem that says so.
    """
    try:
        return read_bytes(path.read_bytes(), str(path), limit)
    except OSError as error:
        what = f"cannot be read ({error.strerror}); check the path and its permissions"
        return Reading(str(path), (), (Problem(str(path), None, "syntax", what),), readable=False)


def read_bytes(data: bytes, path: str, limit: int = MAX_ENTRIES) -> Reading:
    """As `read`, from the bytes of a file."""
    lines = _filled(data)
    number, header = next(lines, (1, b""))
    try:
        load_bytes(header, path)
    except GlossaryError as error:
        return Reading(path, (), (_problem(error, path, number),), readable=False)
    columns = tuple(header.decode().split("\t"))
    make: Callable[..., AnyEntry] = term_from_cells if columns == TERM_COLUMNS else name_from_cells
    rows: list[Row] = []
    problems: list[Problem] = []
    for count, (number, line) in enumerate(lines):
        if count == limit:
            what = f"more than {MAX_ENTRIES:,} entries in all files; leave some out"
            problems.append(Problem(path, number, "limit", what))
            break
        try:
            row = line.decode()
            cells = cells_of(row, columns, path, number)
        except UnicodeDecodeError:
            problems.append(Problem(path, number, "syntax", "not valid UTF-8; save the file as UTF-8"))
        except GlossaryError as error:
            problems.append(_problem(error, path, number))
        else:
            entry, errors = _entry(cells, make, path, number)
            problems.extend(_problem(error, path, number) for error in errors)
            if entry is not None:
                rows.append(Row(entry, dict(zip(columns, row.split("\t"), strict=True))))
    return Reading(path, tuple(rows), tuple(problems))


def _filled(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Lines that are neither empty nor comments, with their numbers, as `entries.load_bytes` counts them."""
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        stripped = line.removesuffix(b"\r")
        if stripped and not stripped.startswith(b"#"):
            yield number, stripped


def _problem(error: GlossaryError, path: str, number: int) -> Problem:
    return Problem(path, number, "syntax", error.what, error.column or "")


def _entry(
    cells: dict[str, str], make: Callable[..., AnyEntry], path: str, number: int
) -> tuple[AnyEntry | None, list[GlossaryError]]:
    """The entry of a line, or everything that is wrong with its cells."""
    errors: list[GlossaryError] = []
    mended: set[str] = set()
    while True:
        try:
            entry = make(cells, path, number)
        except GlossaryError as error:
            errors.append(error)
            column = error.column or ""
            if column in mended or column not in _FALLBACK:
                return None, errors
            mended.add(column)
            cells = cells | {column: _FALLBACK[column]}
        else:
            return (None if errors else entry), errors
