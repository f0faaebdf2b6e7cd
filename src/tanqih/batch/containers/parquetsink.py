"""Parquet output: the input's columns, schema, metadata and compression, with new texts in one column."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tanqih.batch.containers.parquetcolumns import damage, leaf, parquet_file
from tanqih.batch.containers.sinks import writing
from tanqih.batch.records import EXTRA_FIELD
from tanqih.errors import InputError

_BATCH = 256
_GROUP_BYTES = 128 * 1024 * 1024
"""Row groups larger than this in memory are cut, so that memory stays flat."""
_DICTIONARIES = {"RLE_DICTIONARY", "PLAIN_DICTIONARY"}
_CODECS = {"UNCOMPRESSED": "NONE", "LZ4_RAW": "LZ4"}


class ParquetSink:
    """Puts the output together in one go; rows that were not written are left out.

    Args:
        files: path and text column (a path of names) of each input file, by its name.
        many: True when the output is a folder.
    """

    def __init__(self, files: Mapping[str, tuple[str, tuple[str, ...]]], *, many: bool) -> None:
        self._files, self._many = files, many
        self._root = Path()
        self._name = ""
        self._file: _Rewriter | None = None

    @property
    def appendable(self) -> bool:
        """False: the footer is written at the end."""
        return False

    def open(self, path: Path, resume_at: int | None = None) -> None:  # noqa: ARG002 - never resumed
        """Begin."""
        self._root = path

    def write(self, place: str, data: bytes) -> None:
        """Take what changes in a row, or the header of a file."""
        name, _, row = place.rpartition(":")
        if name != self._name:
            self._finish()
            path, column = self._files[name]
            target = self._root / name if self._many else self._root
            self._name, self._file = name, _Rewriter(path, column, target, data.decode())
        elif self._file:
            self._file.add(int(row) - 1, json.loads(data))

    def checkpoint(self) -> int:
        """There are none to go on at: 0."""
        return 0

    def sync(self) -> None:
        """Nothing is whole before the end."""

    def close(self) -> None:
        """Write the footer."""
        self._finish()

    def drop(self) -> None:
        """Let go of the file in hand; what was written of it is of no use."""
        self._finish()

    def _finish(self) -> None:
        if self._file:
            self._file.close()
        self._file = None


class _Rewriter:
    """One file: its rows are read again, batch by batch, and written with what was changed.

    Args:
        path: of the input.
        column: of the text, as a path of names.
        target: of the output.
        extra: "+" to add the column of annotations, "-" to leave it out.
    """

    def __init__(self, path: str, column: tuple[str, ...], target: Path, extra: str) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._path, self._column, self._target, self._extra = path, column, target, extra == "+"
        self._input = parquet_file(path)
        schema = self._input.schema_arrow
        self._kept = [name for name in schema.names if name != EXTRA_FIELD]
        fields = [schema.field(at) for at, name in enumerate(schema.names) if name != EXTRA_FIELD]
        self._schema = pa.schema(
            [*fields, pa.field(EXTRA_FIELD, pa.string())] if self._extra else fields, metadata=schema.metadata
        )
        self._batches = self._read()
        self._group, self._first, self._batch = 0, 0, None
        self._changes: dict[int, dict[str, Any]] = {}
        self._done: list[Any] = []
        self._size = 0
        with writing(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            self._writer = pq.ParquetWriter(str(target), self._schema, **_options(self._input))

    def add(self, row: int, change: dict[str, Any]) -> None:
        """A row that stays, by its number from 0, and what changes in it."""
        while self._batch is None or row >= self._first + self._batch.num_rows:
            self._next()
        self._changes[row - self._first] = change

    def close(self) -> None:
        """The rest of the rows are not written; the footer is."""
        self._flush()
        self._end_group()
        with writing(self._target):
            self._writer.close()
        self._input.close()

    def _read(self) -> Iterator[tuple[int, int, Any]]:
        """Row group, number of the first row, batch."""
        first = 0
        with damage(self._path):
            for group in range(self._input.metadata.num_row_groups):
                for batch in self._input.iter_batches(_BATCH, row_groups=[group]):
                    yield group, first, batch
                    first += batch.num_rows

    def _next(self) -> None:
        """Go to the next batch of rows."""
        self._flush()
        found = next(self._batches, None)
        if found is None:
            raise InputError("the file has fewer rows than before", "start over with --fresh", path=self._path)
        group, self._first, self._batch = found
        if group != self._group or self._size > _GROUP_BYTES:
            self._end_group()
        self._group = group

    def _flush(self) -> None:
        """Take the rows of the batch in hand that stay."""
        import pyarrow as pa

        batch, changes, self._changes = self._batch, self._changes, {}
        if batch is None or not changes:
            return
        rows = sorted(changes)
        if len(rows) < batch.num_rows:
            batch = batch.take(pa.array(rows))
        columns = {name: batch.column(batch.schema.names.index(name)) for name in self._kept}
        texts = {at: changes[row]["text"] for at, row in enumerate(rows) if "text" in changes[row]}
        if texts:
            new = _with_texts(leaf(batch, self._column), texts)
            columns[self._column[0]] = _placed(columns[self._column[0]], self._column[1:], new)
        if self._extra:
            notes = [changes[row].get(EXTRA_FIELD) for row in rows]
            columns[EXTRA_FIELD] = pa.array(
                [json.dumps(note, ensure_ascii=False) if note else None for note in notes], pa.string()
            )
        done = pa.RecordBatch.from_arrays(list(columns.values()), schema=self._schema)
        self._done.append(done)
        self._size += done.nbytes

    def _end_group(self) -> None:
        """Write the rows that were taken as a row group."""
        import pyarrow as pa

        if self._done:
            table = pa.Table.from_batches(self._done, self._schema)
            with writing(self._target):
                self._writer.write_table(table, row_group_size=max(1, table.num_rows))
        self._done, self._size = [], 0


def _options(file: Any) -> dict[str, Any]:
    """How the input was written, as far as its metadata tells."""
    about = file.metadata
    version = about.format_version if about.format_version in ("1.0", "2.4", "2.6") else "2.6"
    old_times = any(file.schema.column(at).physical_type == "INT96" for at in range(len(file.schema)))
    options: dict[str, Any] = {"version": version, "use_deprecated_int96_timestamps": old_times}
    if not about.num_row_groups:
        return options
    group = about.row_group(0)
    columns = [group.column(at) for at in range(group.num_columns)]
    options["compression"] = {one.path_in_schema: _CODECS.get(one.compression, one.compression) for one in columns}
    options["use_dictionary"] = [one.path_in_schema for one in columns if _DICTIONARIES & set(one.encodings)]
    return options


def _with_texts(array: Any, texts: Mapping[int, str]) -> Any:
    """An array of strings with some of them new, of the same type."""
    import pyarrow as pa

    if pa.types.is_dictionary(array.type):
        plain = _with_texts(array.dictionary_decode(), texts).dictionary_encode()
        return pa.DictionaryArray.from_arrays(
            plain.indices.cast(array.type.index_type), plain.dictionary, ordered=array.type.ordered
        )
    values = array.to_pylist()
    for at, text in texts.items():
        values[at] = text
    return pa.array(values, array.type)


def _placed(array: Any, path: tuple[str, ...], new: Any) -> Any:
    """A struct array with one of its fields, however deep, replaced."""
    import pyarrow as pa

    if not path:
        return new
    kind = array.type
    children = [array.field(at) for at in range(kind.num_fields)]
    at = kind.get_field_index(path[0])
    children[at] = _placed(children[at], path[1:], new)
    return pa.StructArray.from_arrays(children, fields=[kind.field(i) for i in range(kind.num_fields)], mask=array.is_null())
