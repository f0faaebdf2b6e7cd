"""Which column of a table holds what: by the names of the header, those that were asked for or those that are well known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tanqih.errors import InputError, nearest
from tanqih.formats.fields import ID_FIELDS, REFERENCE_FIELDS, SOURCE_FIELDS, TEXT_FIELDS, Fields, guessed, is_arabic
from tanqih.formats.tablerows import Dialect, Row

_SHOWN_NAMES, _SHOWN_CHARS = 20, 30


class Columns(NamedTuple):
    """Column numbers of the fields, from 0, -1 for none; the number of columns; the fields by name."""

    text: int
    source: int
    reference: int
    id: int
    width: int
    fields: Fields

    @classmethod
    def of(cls, numbers: Sequence[int], width: int, fields: Fields) -> Columns:
        """From the numbers in the order of `fields`."""
        text, source, reference, key = numbers
        return cls(text, source, reference, key, width, fields)

    def check(self, row: Row, path: str | None) -> None:
        """Raises:
        InputError: the row has fewer or more cells than the first one.
        """
        if len(row.cells) != self.width:
            what = f"a row of {len(row.cells)} cells where the first row has {self.width}"
            raise InputError(what, "a delimiter or a quotation mark is wrong here", path=path, line=row.line)

    def key(self, row: Row, dialect: Dialect) -> str:
        """The row's id, "" for none."""
        return dialect.text(row.cell(self.id)).strip() if self.id >= 0 else ""

    def same_document(self, one: Row, other: Row, dialect: Dialect) -> bool:
        """True when two rows share an id."""
        key = self.key(one, dialect)
        return bool(key) and key == self.key(other, dialect)


def chosen(ahead: Sequence[Row], dialect: Dialect, given: Fields, path: str | None) -> tuple[Columns, bool]:
    """The columns, and whether the first row is a header.

    Args:
        ahead: the first rows; the first one is not blank.
        dialect: of the table.
        given: what the user named; None: to be guessed.
        path: for messages.

    Raises:
        InputError: a column that was named is missing, or none looks like English text; lists those there are.
    """
    header = _Header(ahead, dialect, path)
    if given.text and given.text.isdecimal() and given.text not in header.names:
        return Columns.of([header.position(number) for number in given], len(header.names), given), False
    text, source, reference, key = (
        header.named(name, f"--{option}-field") for name, option in zip(given, ("text", "source", "reference", "id"), strict=True)
    )
    taken = {text, source, reference, key}
    source = source or header.guess(SOURCE_FIELDS, taken, arabic=True)
    text = text or header.guess(TEXT_FIELDS, taken | {source}, arabic=False) or header.guess(TEXT_FIELDS, taken | {source})
    if text is None:
        hint = "name it with --text-field (in a file without a header by its number)"
        raise header.error(f"no column for the English text found ({header.listed})", hint)
    reference = reference or header.guess(REFERENCE_FIELDS, {text, source, key}, arabic=False)
    key = key or header.guess(ID_FIELDS, {text, source, reference})
    fields = Fields(text, source, reference, key)
    return Columns.of([header.names.index(name) if name is not None else -1 for name in fields], len(header.names), fields), True


class _Header:
    """The names in the first row, and what stands below them."""

    def __init__(self, ahead: Sequence[Row], dialect: Dialect, path: str | None) -> None:
        row, self._below = ahead[0], [row for row in ahead[1:] if not row.is_blank]
        self.names = [dialect.text(row.cell(number)) for number in range(len(row.cells))]
        self._line, self._dialect, self._path = row.line, dialect, path

    @property
    def listed(self) -> str:
        """The names, for messages."""
        return f"columns: {', '.join(name[:_SHOWN_CHARS] for name in self.names[:_SHOWN_NAMES])}"

    def error(self, what: str, hint: str) -> InputError:
        """An error at the header."""
        return InputError(what, hint, path=self._path, line=self._line)

    def named(self, name: str | None, option: str) -> str | None:
        """A column that was asked for, as the header spells it; InputError when there is none."""
        if name is None or name in self.names:
            return name
        found = next((one for one in self.names if one.strip().casefold() == name.strip().casefold()), None)
        if found is None:
            raise self.error(f"no column {name!r}{nearest(name, self.names)} ({self.listed})", f"name it with {option}")
        return found

    def guess(self, wanted: Sequence[str], taken: set[str | None], *, arabic: bool | None = None) -> str | None:
        """A column with a well-known name that is not taken; `arabic` says whether its cells must be Arabic or must not be."""

        def accept(name: str) -> bool:
            if name in taken:
                return False
            found = (self._dialect.text(row.cell(at)) for row in self._below if len(row.cells) > (at := self.names.index(name)))
            return arabic is None or is_arabic(" ".join(found)) is arabic

        return guessed(self.names, wanted, accept)

    def position(self, number: str | None) -> int:
        """Index of a column given by its number; InputError when there is none."""
        if number is None:
            return -1
        if number.isdecimal() and 1 <= int(number) <= len(self.names):
            return int(number) - 1
        raise self.error(f"no column {number!r} among {len(self.names)}", "columns count from 1")
