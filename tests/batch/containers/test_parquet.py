"""Parquet: all other columns, schema, order, metadata and compression are kept."""

from __future__ import annotations

import decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.batch.containers.driving import opened, parsed, run

from tanqih.errors import ConfigError, InputError

FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ROWS = st.lists(st.tuples(st.none() | st.text(max_size=5), st.none() | st.lists(st.integers(0, 9), max_size=2)), max_size=12)


def table(count: int = 10) -> pa.Table:
    """A table with what is hard to keep."""
    schema = pa.schema(
        [
            pa.field("key", pa.int64(), metadata={"unit": "none"}),
            pa.field("text", pa.string()),
            pa.field("section", pa.dictionary(pa.int8(), pa.string())),
            pa.field("article", pa.struct([pa.field("body", pa.large_string()), pa.field("tags", pa.list_(pa.string()))])),
            pa.field("scores", pa.map_(pa.string(), pa.float32())),
            pa.field("price", pa.decimal128(9, 2)),
            pa.field("at", pa.timestamp("us", tz="Asia/Beirut")),
        ],
        metadata={"made by": "a test"},
    )
    rows: list[dict[str, Any]] = [
        {
            "key": at,
            "text": None if at == 3 else f"Text {at}",
            "section": ["a", "b", None][at % 3],
            "article": None if at == 4 else {"body": None if at == 5 else f"Body {at}", "tags": ["x"] * (at % 3)},
            "scores": [("s", at / 2)] if at % 2 else [],
            "price": decimal.Decimal(at) / 4,
            "at": at * 1_000_000,
        }
        for at in range(count)
    ]
    return pa.Table.from_pylist(rows, schema)


def write(path: Path, data: pa.Table, **options: Any) -> Path:
    pq.write_table(data, path, **options)
    return path


def test_unchanged_texts_give_the_same_table(tmp_path: Path) -> None:
    path = write(
        tmp_path / "d.parquet", table(), row_group_size=4, compression={"text": "zstd", "key": "gzip"}, use_dictionary=["section"]
    )
    run(opened(path, text_field="text", output="o.parquet"), tmp_path / "out")
    before, after = pq.ParquetFile(path), pq.ParquetFile(tmp_path / "out")
    assert after.read().equals(before.read(), check_metadata=True)
    assert after.schema_arrow.equals(before.schema_arrow, check_metadata=True)
    assert after.metadata.num_row_groups == 3
    for at in range(before.metadata.row_group(0).num_columns):
        one, other = (file.metadata.row_group(0).column(at) for file in (before, after))
        assert (one.compression, one.path_in_schema, one.encodings) == (other.compression, other.path_in_schema, other.encodings)


@FEW
@given(
    ROWS,
    st.sampled_from([pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int16(), pa.string())]),
    st.integers(1, 5),
)
def test_only_the_text_changes(tmp_path: Path, rows: list[Any], kind: pa.DataType, group: int) -> None:
    texts = [row[0] for row in rows]
    data = pa.table(
        {
            "id": list(range(len(rows))),
            "text": pa.array(texts, pa.string()).cast(kind) if kind != pa.string_view() else pa.array(texts, kind),
            "more": pa.array([row[1] for row in rows], pa.list_(pa.int8())),
        }
    )
    path = write(tmp_path / "d.parquet", data, row_group_size=group)
    container = opened(path, text_field="text")
    good, bad = parsed(container)
    assert [one.text for one in good] == [text or "" for text in texts if "\0" not in (text or "")]
    run(container, tmp_path / "out", lambda fields: fields.text and f"{fields.text}!")
    kept = [row for row in data.to_pylist() if "\0" not in (row["text"] or "")]
    assert len(bad) == len(rows) - len(kept)
    after = pq.read_table(tmp_path / "out")
    assert after.schema.equals(pq.read_schema(path), check_metadata=True)
    assert after.to_pylist() == [row | {"text": row["text"] and f"{row['text']}!"} for row in kept]


def test_a_text_in_a_struct(tmp_path: Path) -> None:
    path = write(tmp_path / "d.parquet", table(), row_group_size=4)
    container = opened(path, text_field="article.body", id_field="key")
    assert [(one.id, one.text) for one in parsed(container)[0]][3:7] == [("3", "Body 3"), ("4", ""), ("5", ""), ("6", "Body 6")]
    run(container, tmp_path / "out", lambda fields: fields.text.upper())
    want = table().to_pylist()
    for row in want:
        if row["article"] and row["article"]["body"]:
            row["article"]["body"] = row["article"]["body"].upper()
    after = pq.read_table(tmp_path / "out")
    assert after.to_pylist() == want
    assert after.schema.equals(pq.read_schema(path), check_metadata=True)


def test_annotations_are_a_column_that_can_go_again(tmp_path: Path) -> None:
    path = write(tmp_path / "d.parquet", table(5))
    run(opened(path, text_field="text"), tmp_path / "noted.parquet", extra={"score": 2})
    noted = pq.read_table(tmp_path / "noted.parquet")
    assert noted.schema.names == [*table().schema.names, "tanqih"]
    assert noted.column("tanqih").to_pylist() == ['{"score": 2}'] * 5
    run(opened(tmp_path / "noted.parquet", text_field="text"), tmp_path / "out")
    assert pq.read_table(tmp_path / "out").equals(pq.read_table(path), check_metadata=True)


def test_bad_rows_leave_the_table(tmp_path: Path) -> None:
    texts = [b"good", b"a\xffb", b"a\xed\xa0\x80", b"a\0b", b"x" * 3000, b"good"]
    buffers = pa.array(texts, pa.binary()).buffers()
    data = pa.table({"text": pa.StringArray.from_buffers(len(texts), buffers[1], buffers[2]), "n": range(6)})
    container = opened(write(tmp_path / "d.parquet", data), max_record=1000)
    good, bad = parsed(container)
    assert [one.text for one in good] == ["good", "good"]
    assert bad == [
        ("d.parquet:2", "byte 0xFF at byte 12 is not valid utf-8"),
        ("d.parquet:3", "byte 0xED at byte 12 is not valid utf-8"),
        ("d.parquet:4", "a NUL character in field 'text' at character 2"),
        ("d.parquet:5", "a record of 3,012 bytes, over the limit of 1,000 (--max-record)"),
    ]
    run(container, tmp_path / "out")
    assert pq.read_table(tmp_path / "out").column("n").to_pylist() == [0, 5]


def test_going_on_at_every_row_and_folders(tmp_path: Path) -> None:
    (tmp_path / "in/b").mkdir(parents=True)
    write(tmp_path / "in/a.parquet", table(9), row_group_size=4)
    write(tmp_path / "in/b/b.parquet", table(0))
    write(tmp_path / "in/c.parquet", table(600), row_group_size=500)
    container = opened(tmp_path / "in", text_field="text")
    found = list(container.records())
    assert [record.number for record in found] == list(range(1, 613))
    assert [record.place for record in found if record.header] == ["a.parquet:0", "c.parquet:0", "b/b.parquet:0"]
    for start in (1, 2, 5, 9, 10, 11, 12, 300, 510, 511, 610, 611, 612, 613):
        assert list(container.records(start)) == found[start - 1 :]
    run(container, tmp_path / "out", lambda fields: fields.text and f"{fields.text}.")
    for name, count in (("a.parquet", 9), ("b/b.parquet", 0), ("c.parquet", 600)):
        want = [row | {"text": row["text"] and f"{row['text']}."} for row in table(count).to_pylist()]
        assert pq.read_table(tmp_path / "out" / name).to_pylist() == want
    assert container.position == container.size


@pytest.mark.parametrize(
    ("said", "want"),
    [({"text_field": "key"}, "column 'key' holds int64, not text"), ({"text_field": "body"}, "no field 'body'"), ({}, "")],
)
def test_columns_that_are_refused(tmp_path: Path, said: dict[str, str], want: str) -> None:
    path = write(tmp_path / "d.parquet", table(2))
    if not want:
        assert "English from 'text'" in opened(path).describe()
        return
    with pytest.raises(InputError, match=want):
        opened(path, **said)


def test_no_parquet(tmp_path: Path) -> None:
    (tmp_path / "d.parquet").write_bytes(b"PAR1 and then nothing")
    with pytest.raises(InputError, match="no sound Parquet file"):
        opened(tmp_path / "d.parquet")
    path = write(tmp_path / "e.parquet", table(2))
    with pytest.raises(ConfigError, match="the output of parquet is parquet, not jsonl"):
        opened(path, output="o.jsonl").sink()
