"""One more line in a glossary file, for the command line and the review screen: checked first, every other byte as it was.

`add_entry` does it in one call; `plan` shows what the check says before anything is written. Neither needs a screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tanqih.errors import InputError
from tanqih.formats.files import replace_file
from tanqih.glossary.entries import NAME_COLUMNS, TERM_COLUMNS, AnyEntry, Entry, GlossaryError, load_bytes
from tanqih.glossary.exchange.record import cells_of, of_entry
from tanqih.glossary.lint import ERROR, Problem, Row, check_new

_LINE_END = re.compile(rb"\r?\n")
_REFUSED = frozenset({"duplicate", "repeated"})
"""Lints that are warnings in a file and no reason to write one more of them."""
_UNREADABLE = frozenset({"syntax", "pattern", "limit"})
"""Lints that the engine shares: nothing puts such an entry into a file."""


@dataclass(frozen=True, slots=True)
class Plan:
    """An entry that is to be added.

    Attributes:
        path: the file.
        line: the 1-based line that it will have.
        problems: what the check says of it.
        data: the file with the entry.
    """

    path: Path
    line: int
    problems: tuple[Problem, ...]
    data: bytes

    @property
    def refused(self) -> tuple[Problem, ...]:
        """The problems for which it is not added."""
        return tuple(problem for problem in self.problems if problem.severity == ERROR or problem.lint in _REFUSED)

    def write(self, *, force: bool = False) -> int:
        """Write the file and return the new line's number.

        Args:
            force: in spite of what the check says, as long as the engine can read it.

        Raises:
            GlossaryError: the entry is refused, or makes the file one that the engine cannot read.
            InputError: the file cannot be written.
        """
        refused = [problem for problem in self.refused if not force or problem.lint in _UNREADABLE]
        if refused:
            raise GlossaryError(f"not added: {refused[0].message}", path=str(self.path), column=refused[0].column or None)
        load_bytes(self.data, str(self.path))
        replace_file(self.path, [self.data])
        return self.line


def add_entry(path: Path, entry: AnyEntry, others: Iterable[AnyEntry] = (), *, force: bool = False) -> int:
    """Append an entry to a glossary file, which is created where there is none, and return the new line's number.

    Args:
        path: a TSV file of the entry's kind, terms or names.
        entry: the entry; its path and line are not looked at.
        others: entries of other files that it must not repeat or contradict.
        force: as for `Plan.write`.

    Raises:
        GlossaryError: the file is wrong or of the other kind, or the entry is refused; names file and line.
        InputError: the file cannot be read or written.
    """
    return plan(path, entry, others).write(force=force)


def plan(path: Path, entry: AnyEntry, others: Iterable[AnyEntry] = ()) -> Plan:
    """What adding an entry would do; see `add_entry` for arguments and errors."""
    data = _bytes(path)
    written, line = _with_line(data, "\t".join(_cells(entry)), _columns(entry))
    return Plan(path, line, tuple(_problems(data, replace(entry, path=str(path), line=line), others)), written)


def _problems(data: bytes, entry: AnyEntry, others: Iterable[AnyEntry]) -> list[Problem]:
    held = load_bytes(data, entry.path) if data.strip() else ()
    if held and isinstance(held[0], Entry) != isinstance(entry, Entry):
        mine, theirs = ("terms", "a name") if isinstance(held[0], Entry) else ("names", "a term")
        raise GlossaryError(f"holds {mine}, and this is {theirs}; give another file with --to", path=entry.path)
    cells = dict(zip(_columns(entry), _cells(entry), strict=True))
    return check_new(Row(entry, cells), [*held, *(other for other in others if other.path != entry.path)])


def _columns(entry: AnyEntry) -> Sequence[str]:
    return TERM_COLUMNS if isinstance(entry, Entry) else NAME_COLUMNS


def _cells(entry: AnyEntry) -> list[str]:
    cells = cells_of(of_entry(entry))
    return [" ".join(cells[column].split()) for column in _columns(entry)]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", "check its permissions", path=str(path)) from None


def _with_line(data: bytes, line: str, columns: Sequence[str]) -> tuple[bytes, int]:
    """The file with one more line, its line ends and whether it ends with one as before; and the number of the new line."""
    if not data.strip():
        return f"{chr(9).join(columns)}\n{line}\n".encode(), 2
    ends = _LINE_END.findall(data)
    end = ends[-1] if ends else b"\n"
    closed = data.endswith(b"\n")
    written = data + (b"" if closed else end) + line.encode() + (end if closed else b"")
    return written, data.count(b"\n") + (1 if closed else 2)
