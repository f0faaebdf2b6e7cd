"""Our own TSV files as records, and records as a TSV file."""

from __future__ import annotations

from collections.abc import Sequence

from tanqih.glossary.entries import NAME_COLUMNS, TERM_COLUMNS, GlossaryError, load_bytes, name_from_cells, term_from_cells
from tanqih.glossary.exchange.record import BAR, Defaults, Losses, Record, Skipped, cells_of, filled, holds_bar, of_entry
from tanqih.glossary.patterns import PatternError, parse

NO_WRONG = "names no wrong rendering, which every term of a glossary file must; give --kind to take such entries as names"


def read(data: bytes, path: str, losses: Losses) -> list[Record]:
    """The entries of a file.

    Raises:
        GlossaryError: anything wrong with it, as when it is loaded.
    """
    records = [of_entry(entry) for entry in load_bytes(data, path)]
    losses.comments += sum(line.startswith(b"#") for line in data.removeprefix(b"\xef\xbb\xbf").split(b"\n"))
    return records


def write(records: Sequence[Record], losses: Losses, defaults: Defaults) -> bytes:
    """A file of terms or of names; what cannot be an entry is left out and counted.

    Raises:
        GlossaryError: terms and names together: a file holds one or the other.
    """
    complete = [filled(record, defaults, losses) for record in records]
    names = [record for record in complete if record.kind]
    if names and len(names) < len(complete):
        what = f"holds {len(complete) - len(names)} terms and {len(names)} names, and a TSV file holds one or the other"
        raise GlossaryError(f"{what}; convert twice, with --only terms and --only names", path="the input")
    columns = NAME_COLUMNS if names else TERM_COLUMNS
    lines = ["\t".join(columns)]
    for record in complete:
        cells = {column: cell.replace("\t", " ") for column, cell in cells_of(record).items() if column in columns}
        if why := _refusal(cells, record):
            losses.skipped.append(Skipped(record.line, why))
        else:
            lines.append("\t".join(cells[column] for column in columns))
            losses.written += 1
    return ("\n".join(lines) + "\n").encode()


def _refusal(cells: dict[str, str], record: Record) -> str:
    """Why the cells cannot be an entry; "" when they can."""
    if holds_bar(record):
        return BAR
    if not record.kind and not record.wrong:
        return NO_WRONG
    if cells["arabic"].startswith("#"):
        return "the Arabic begins with #, which makes the line a comment"
    try:
        (name_from_cells if record.kind else term_from_cells)(cells)
        for pattern in record.wrong:
            parse(pattern)
    except GlossaryError as error:
        return f"{f'column {error.column}: ' if error.column else ''}{error.what}"
    except PatternError as error:
        return str(error)
    return ""
