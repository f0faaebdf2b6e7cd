"""Tables of any program as records, and records as CSV: the delimiter is found out, columns are known by many names.

A file that has our columns keeps every field. In any other, `;` and line breaks separate the parts of a cell as well as the bar does.
Source: RFC 4180; written with CR LF and a byte order mark, without which Excel takes Arabic for Windows-1252.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tanqih.errors import nearest
from tanqih.glossary.entries import TERM_COLUMNS, GlossaryError
from tanqih.glossary.exchange.record import BAR, Losses, Record, Skipped, cells_of, clean, holds_bar, of_cells
from tanqih.glossary.patterns import PatternError, parse

COLUMNS = (*TERM_COLUMNS[:2], "variants", *TERM_COLUMNS[2:4], "kind", *TERM_COLUMNS[4:])
"""Columns of a CSV file that we write: those of both kinds of TSV file."""
DELIMITERS = ",;\t|"
_NAMES = {
    "arabic": "arabic ar source source_term term_ar arabic_term ar_term",
    "english": "english en target translation target_term preferred preferred_term preferred_english term_en english_term en_term",
    "variants": "variants variant alternatives synonyms spellings romanisations romanizations",
    "wrong": "wrong forbidden avoid deprecated incorrect do_not_use not wrong_renderings forbidden_terms",
    "note": "note notes comment comments remark remarks explanation",
    "pos": "pos part_of_speech partofspeech word_class",
    "desk": "desk desks domain subject subject_field subjectfield field topic",
    "class": "class rule",
    "kind": "kind type entity_type",
    "evidence": "evidence",
    "near": "near context",
    "far": "far",
    "profile": "profile style",
}
KNOWN = {name: column for column, names in _NAMES.items() for name in names.split()}
"""Names of columns and what they are to us."""
_FOREIGN_PARTS = re.compile(r"\s*[;\n|]\s*")
_POS = {"adjective": "adj", "adverb": "adv", "n": "noun", "v": "verb", "propernoun": "noun", "proper noun": "noun"}


def read(text: str, path: str, losses: Losses, columns: Mapping[str, str] | None = None) -> list[Record]:
    """The rows of a table that have Arabic and English.

    Args:
        text: the table; its first row names the columns.
        path: how errors name it.
        losses: gets what is not carried over.
        columns: our columns and what they are called there, over what is known.

    Raises:
        GlossaryError: no column for the Arabic or the English, quotation marks that do not pair, with the line.
    """
    head = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=lambda sign: (_known(head, sign), head.count(sign)))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        names = [clean(name) for name in next(rows, [])]
        placed = _placed(names, columns or {}, path)
        ours = set(names) <= set(COLUMNS) and {"class", "kind"} & set(names) != set()
        return list(_records(rows, names, placed, losses, ours=ours))
    except csv.Error as error:
        what = f"not a table ({error}); export it again with its cells in quotation marks"
        raise GlossaryError(what, path=path, line=rows.line_num) from None


def _known(head: str, delimiter: str) -> int:
    """How many columns that we know a header has with a delimiter."""
    return sum(_folded(name) in KNOWN for name in head.split(delimiter))


def _folded(name: str) -> str:
    return re.sub(r"[\W_]+", "_", name.strip("\ufeff\"' \r").lower()).strip("_")


def _placed(names: Sequence[str], given: Mapping[str, str], path: str) -> dict[int, str]:
    """Our column for each of theirs."""
    for ours, theirs in given.items():
        if theirs not in names:
            raise GlossaryError(f"has no column {theirs!r}{nearest(theirs, names)} for --column {ours}", path=path, line=1)
    wanted = {theirs: ours for ours, theirs in given.items()}
    placed: dict[int, str] = {}
    for number, name in enumerate(names):
        column = wanted.get(name) or KNOWN.get(_folded(name), "")
        if column and column not in placed.values() and (name in wanted or column not in given):
            placed[number] = column
    for column in ("arabic", "english"):
        if column not in placed.values():
            what = f"has no column for the {column.capitalize()}, only {', '.join(map(repr, names)) or 'an empty first row'}"
            raise GlossaryError(f"{what}; name it with --column {column}=NAME", path=path, line=1)
    return placed


def _records(
    rows: Iterator[list[str]], names: Sequence[str], placed: Mapping[int, str], losses: Losses, *, ours: bool
) -> Iterator[Record]:
    end = 1
    for row in rows:
        line, end = end + 1, rows.line_num  # type: ignore[attr-defined]
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(names):
            losses.skipped.append(Skipped(line, f"has {len(row)} cells where the first row has {len(names)}"))
            continue
        cells = {column: _cell(row[i], column, ours=ours) for i, column in placed.items() if i < len(row)}
        record = of_cells({column: clean(cell, losses) for column, cell in cells.items()}, line)
        if missing := [column for column in ("arabic", "english") if not getattr(record, column)]:
            losses.skipped.append(Skipped(line, f"has no {' and no '.join(column.capitalize() for column in missing)}"))
            continue
        losses.lost.update(f"column {names[i]!r}" for i, cell in enumerate(row) if i not in placed and cell.strip())
        yield record if ours else _ours(record, losses)


def _cell(text: str, column: str, *, ours: bool) -> str:
    if ours or column in ("note", "pos", "class", "kind", "evidence", "profile"):
        return text
    return "|".join(part for part in _FOREIGN_PARTS.split(text.strip()) if part)


def _ours(record: Record, losses: Losses) -> Record:
    """A record of a foreign table: renderings that are patterns, words in lower case, parts of speech by our names."""
    wrong = []
    for text in record.wrong:
        try:
            parse(text)
            wrong.append(text)
        except PatternError as error:
            losses.skipped.append(Skipped(record.line, str(error), whole=False))
    pos = _POS.get(record.pos.lower(), record.pos.lower())
    lower = {name: tuple(word.lower() for word in getattr(record, name)) for name in ("desks", "near", "far")}
    return replace(record, wrong=tuple(wrong), pos=pos, desks=lower["desks"], near=lower["near"], far=lower["far"])


def write(records: Sequence[Record], losses: Losses) -> bytes:
    """A CSV file with all columns; a form that holds a bar is left out, since bars separate forms."""
    stream = io.StringIO(newline="")
    table = csv.writer(stream)
    table.writerow(COLUMNS)
    for record in records:
        if holds_bar(record):
            losses.skipped.append(Skipped(record.line, BAR))
            continue
        cells = cells_of(record)
        table.writerow([cells[column] for column in COLUMNS])
        losses.written += 1
    return stream.getvalue().encode("utf-8-sig")
