"""Parquet, through pyarrow: a row is a record; only the column of the English text is written anew.

The batch sees id, Arabic and English of a row; all other columns are read again when the output is put together. A row whose text is
null is no bad one: there is nothing to clean. Sources: Apache Parquet format 2.10; Apache Arrow columnar format 1.4.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from tanqih.batch.containers.guess import SAMPLE, chosen, told
from tanqih.batch.containers.inputs import Inputs, fingerprint, kind_of
from tanqih.batch.containers.parquetcolumns import check_text, column_path, damage, is_text, leaf, parquet_file, strings
from tanqih.batch.containers.parquetsink import ParquetSink
from tanqih.batch.containers.sound import decoded, sound
from tanqih.batch.containers.streams import over
from tanqih.batch.records import EXTRA_FIELD, KEPT_OF_OVERSIZE, Fields, Opening, Record, Replacement
from tanqih.errors import ConfigError, InputError
from tanqih.formats.encoding import UTF8
from tanqih.formats.fields import Fields as Names

_BATCH = 256
"""Rows that are read at once."""


@dataclass(frozen=True)
class ParquetCodec:
    """Parses and renders rows. A raw record is a JSON object of "id", "source" and "text", its strings the bytes of the file.

    A rendered one is an object with "text" when that changed, and `EXTRA_FIELD` when that was asked for; a header says whether the
    column of that name is added ("+") or taken away ("-").
    """

    exact: bool = False
    annotates: bool = True

    def parse(self, record: Record) -> Fields:
        """The fields of a row; `BadRecord` as `Codec.parse`."""
        row = json.loads(decoded(record.raw, UTF8))
        source = sound(row.get("source") or "", "source")
        return Fields(sound(row["text"] or "", "text"), source or None, row.get("id") or "")

    def render(
        self,
        record: Record,
        text: str,
        extra: Mapping[str, Any] | None = None,
        edits: Sequence[Replacement] | None = None,  # noqa: ARG002 - the text is written anew
    ) -> bytes:
        """What changes in a row; see `Codec.render`."""
        out: dict[str, Any] = {}
        if text != (json.loads(record.raw)["text"] or ""):
            out["text"] = text
        if extra is not None:
            out[EXTRA_FIELD] = dict(extra)
        return json.dumps(out, ensure_ascii=True).encode()

    def header(self, record: Record, *, annotated: bool) -> bytes:  # noqa: ARG002 - the file itself is the header
        """What becomes of the column of annotations."""
        return b"+" if annotated else b"-"


class _File(NamedTuple):
    """A file of the container: its place, its rows by row group, and the columns as paths of names."""

    path: str
    name: str
    groups: tuple[int, ...]
    text: tuple[str, ...]
    source: tuple[str, ...]
    id: tuple[str, ...]

    @property
    def rows(self) -> int:
        """All its rows."""
        return sum(self.groups)


class ParquetContainer:
    """Parquet files.

    Raises:
        InputError: standard input; a file that is damaged or no Parquet; columns that cannot be guessed, are not there or hold no text.
        MissingExtraError: pyarrow is not installed.
    """

    def __init__(self, inputs: Inputs, opening: Opening, kept: bytes = b"") -> None:
        if kept:
            raise InputError("Parquet cannot be read from standard input", "write it to a file first")
        self._inputs, self._opening = inputs, opening
        self._given = Names(opening.text_field, opening.source_field, None, opening.id_field)
        self._names = self._given
        files = []
        for number, file in enumerate(inputs.files()):
            with parquet_file(file.path) as opened:
                if not number:
                    self._names = self._chosen(opened, file.path)
                groups = tuple(opened.metadata.row_group(at).num_rows for at in range(opened.metadata.num_row_groups))
                paths = [
                    column_path(opened.schema_arrow, name, file.path)
                    for name in (self._names.text, self._names.source, self._names.id)
                ]
                check_text(opened.schema_arrow, paths[0], file.path)
                files.append(_File(file.path, file.name, groups, *paths))
        self._files = tuple(files)
        self._sizes = [Path(file.path).stat().st_size for file in self._files]
        self._done = (0, 0)  # files, rows of the next one

    @property
    def kind(self) -> str:
        """Name of the format."""
        return "parquet"

    @property
    def size(self) -> int:
        """Bytes of the files."""
        return sum(self._sizes)

    @property
    def position(self) -> int:
        """Those of the rows that have been read, by their share of all rows."""
        files, rows = self._done
        here = self._sizes[files] * rows // max(1, self._files[files].rows) if files < len(self._files) else 0
        return sum(self._sizes[:files]) + here

    @property
    def token(self) -> str:
        """Empty: the number of a record says where it is."""
        return ""

    @property
    def skipped(self) -> Mapping[str, int]:
        """Nothing is."""
        return {}

    def describe(self) -> str:
        """What is read, in one line."""
        name = self._files[0].name if len(self._files) == 1 else f"{len(self._files):,} files"
        rows = sum(file.rows for file in self._files)
        return f"parquet from {name}, {rows:,} rows, {self.size / 1e6:,.1f} MB; {told(self._names, self._given)}"

    def fingerprint(self) -> str:
        """Identity of the files."""
        return fingerprint(self._inputs.files())

    def codec(self) -> ParquetCodec:
        """What parses and renders the rows."""
        return ParquetCodec()

    def sink(self) -> ParquetSink:
        """What the rows are written to; ConfigError when the output's name promises another format."""
        promised = None if self._inputs.many else kind_of(self._opening.output)
        if promised not in (None, "parquet"):
            raise ConfigError(
                f"the output of parquet is parquet, not {promised}: name it with .parquet, or convert it afterwards"
            )
        return ParquetSink({file.name: (file.path, file.text) for file in self._files}, many=self._inputs.many)

    def records(self, start: int = 1, token: str = "") -> Iterator[Record]:  # noqa: ARG002 - numbers are enough
        """The records from a number on: of each file a header, then its rows."""
        number = 1
        for at, file in enumerate(self._files):
            if start > number + file.rows:
                number += file.rows + 1
                continue
            if start <= number:
                self._done = (at, 0)
                yield Record(number, f"{file.name}:0", b"", header=True)
            for row, raw in self._rows(file, max(0, start - number - 1)):
                self._done = (at, row + 1)
                yield self._record(number + row + 1, f"{file.name}:{row + 1}", raw)
            number += file.rows + 1
            self._done = (at + 1, 0)

    def _record(self, number: int, place: str, raw: bytes) -> Record:
        limit = self._opening.max_record
        if len(raw) > limit:
            return Record(number, place, raw[:KEPT_OF_OVERSIZE], bad=over(len(raw), limit), size=len(raw))
        return Record(number, place, raw)

    def _rows(self, file: _File, first: int) -> Iterator[tuple[int, bytes]]:
        """Rows of a file from one on, each with its number from 0."""
        columns = [".".join(path) for path in dict.fromkeys((file.text, file.source, file.id)) if path]
        row = 0
        with parquet_file(file.path) as opened, damage(file.path):
            for group, count in enumerate(file.groups):
                if first >= row + count:
                    row += count
                    continue
                for batch in opened.iter_batches(_BATCH, row_groups=[group], columns=columns):
                    if first < row + batch.num_rows:
                        skipped = max(0, first - row)
                        for at, raw in enumerate(_raws(batch.slice(skipped), file)):
                            yield row + skipped + at, raw
                    row += batch.num_rows

    def _chosen(self, opened: Any, path: str) -> Names:
        """The columns, from the first rows."""
        import pyarrow as pa

        schema = opened.schema_arrow
        batch = next(opened.iter_batches(SAMPLE), None) if opened.metadata.num_rows else None
        values: dict[str, list[Any]] = {name: [] for name in schema.names}
        for at, name in enumerate(schema.names):
            if batch is not None and is_text(schema.field(at).type):
                values[name] = [None if v is None else v.decode("utf-8", "replace") for v in strings(batch.column(at))]
            elif batch is not None and pa.types.is_integer(schema.field(at).type):
                values[name] = batch.column(at).to_pylist()
        count = batch.num_rows if batch is not None else 1
        records = [{name: column[row] if row < len(column) else None for name, column in values.items()} for row in range(count)]

        def look(name: str) -> bool:
            return bool(column_path(schema, name))

        return chosen(records, self._given, path, look)


def _raws(batch: Any, file: _File) -> Iterator[bytes]:
    """The raw records of a batch of rows."""
    texts = strings(leaf(batch, file.text))
    count = len(texts)
    source = leaf(batch, file.source) if file.source else None
    sources: Sequence[bytes | None] = strings(source) if source is not None and is_text(source.type) else [None] * count
    keys = leaf(batch, file.id).to_pylist() if file.id else [None] * count
    for key, arabic, text in zip(keys, sources, texts, strict=True):
        row: dict[str, str | None] = {}
        if key is not None:
            row["id"] = str(key)
        if arabic is not None:
            row["source"] = arabic.decode("utf-8", "surrogateescape")
        row["text"] = None if text is None else text.decode("utf-8", "surrogateescape")
        yield json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogateescape")
