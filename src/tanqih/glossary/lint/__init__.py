"""Mistakes in glossary files: what the engine would refuse, and what it would take but a person did not mean.

`check` reads files to their end and compares all entries with one another; `check_new` looks at one entry before it is written. Both
take time in proportion to the number of entries: a second or two for the shipped files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tanqih.errors import nearest
from tanqih.folding import tokens_of
from tanqih.glossary.arabicwords import plain
from tanqih.glossary.entries import MAX_ENTRIES, AnyEntry, Entry
from tanqih.glossary.lint import characters, pairs, single
from tanqih.glossary.lint.phrases import Prepared, prepare
from tanqih.glossary.lint.problems import ERROR, LINTS, WARNING, Lint, Problem
from tanqih.glossary.lint.reading import Reading, Row, read, read_bytes
from tanqih.glossary.topic import MANY_ENTRIES

__all__ = ["ERROR", "LINTS", "WARNING", "Checked", "Lint", "Problem", "Row", "check", "check_new", "read_bytes"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found.

    Attributes:
        files: the files, in order.
        entries: how many entries they hold that can be read.
        problems: in order of file and line.
        unreadable: files that are no glossaries at all.
    """

    files: tuple[str, ...]
    entries: int
    problems: tuple[Problem, ...]
    unreadable: tuple[str, ...]


def check(files: Sequence[Path], against: Iterable[Path] = ()) -> Checked:
    """Problems of glossary files, none of which raises.

    Args:
        files: TSV files.
        against: further files whose entries are compared with theirs; their own problems are left out.
    """
    names = {path.resolve() for path in files}
    others = [read(path) for path in against if path.resolve() not in names]
    readings: list[Reading] = []
    room = MAX_ENTRIES
    for path in files:
        readings.append(read(path, room))
        room -= len(readings[-1].rows)
    problems = [problem for reading in readings for problem in reading.problems]
    problems += _problems(
        [row for reading in readings for row in reading.rows], [row.entry for other in others for row in other.rows]
    )
    order = {reading.path: number for number, reading in enumerate(readings)}
    problems.sort(key=lambda problem: (order[problem.path], problem.line or 0))
    unreadable = tuple(reading.path for reading in readings if not reading.readable)
    return Checked(tuple(order), sum(len(reading.rows) for reading in readings), tuple(problems), unreadable)


def check_new(row: Row, entries: Iterable[AnyEntry]) -> list[Problem]:
    """Problems of one entry that is to join others.

    Args:
        row: the entry, with a path that none of the others has, or a line of its own.
        entries: the others. Only those that share an English word or the Arabic with it are compared.
    """
    words, entries = _words(row.entry), list(entries)
    related = [entry for entry in entries if not words.isdisjoint(_words(entry))]
    return _problems([row], related, _desk_counts([*entries, row.entry]))


def _words(entry: AnyEntry) -> set[str]:
    english = (*entry.english, *entry.wrong) if isinstance(entry, Entry) else (entry.english, *entry.variants, *entry.wrong)
    return {token for text in english for token in tokens_of(text)} | {plain(form) for form in entry.arabic}


def _problems(rows: Sequence[Row], others: Sequence[AnyEntry], desks: Counter[str] | None = None) -> list[Problem]:
    prepared = [prepare(row.entry) for row in rows]
    problems = [problem for row in rows for problem in characters.check(row)]
    problems += [problem for one in prepared for problem in single.check(one)]
    files = {row.entry.path for row in rows}
    together = [*map(prepare, others), *prepared]
    problems += [problem for problem in pairs.check(together, files) if problem.path in files]
    return problems + list(_desks(prepared, _desk_counts(one.entry for one in together) if desks is None else desks))


def _desk_counts(entries: Iterable[AnyEntry]) -> Counter[str]:
    return Counter(desk for entry in entries if isinstance(entry, Entry) for desk in entry.desks)


def _desks(prepared: Iterable[Prepared], counts: Counter[str]) -> Iterator[Problem]:
    """Desks that hardly any entry uses: an article is never recognised as one of theirs (`topic`)."""
    common = sorted(desk for desk, count in counts.items() if count >= MANY_ENTRIES)
    for one in prepared:
        for desk in one.entry.desks if isinstance(one.entry, Entry) else ():
            if counts[desk] < MANY_ENTRIES:
                hint = nearest(desk, common) or f"; there are: {', '.join(common) or 'none'}"
                what = f"no article is recognised as one of the desk {desk!r}, which has fewer than {MANY_ENTRIES} entries{hint}"
                yield Problem(one.entry.path, one.entry.line, "unknown-desk", what, "desk")
