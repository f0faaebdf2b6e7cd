"""CSV and TSV: bytes kept, cells changed, wrong quotes noticed without losing the rest."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.batch.containers.driving import PACK, opened, parsed, run, run_with_kills, unpack

from tanqih.batch.containers.rows import RowCutter, Shape
from tanqih.batch.containers.streams import Piece
from tanqih.batch.records import BadRecord, Record

FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
CELLS = st.lists(st.sampled_from(["said", " ", ".", '"', ",", ";", "\t", "\n", "\r\n", "\N{SNOWMAN}", "'"]), max_size=5).map(
    "".join
)


def file(folder: Path, data: bytes, name: str = "d.csv") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def table(rows: Sequence[tuple[str, ...]], delimiter: str = ",", quoting: int = csv.QUOTE_MINIMAL, end: str = "\n") -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=end)  # type: ignore[arg-type]
    writer.writerows([("id", "text", "more"), *rows])
    return out.getvalue()


def read(raw: bytes, delimiter: str = ",", encoding: str = "utf-8") -> list[list[str]]:
    return [row for row in csv.reader(io.StringIO(raw.decode(encoding), newline=""), delimiter=delimiter) if row]


@FEW
@given(
    st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=7),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.booleans(),
)
def test_unchanged_cells_give_the_same_bytes(
    tmp_path: Path, rows: list[tuple[str, str, str]], delimiter: str, quoting: int, end: str, encoding: str, cut: bool
) -> None:
    text = table(rows, delimiter, quoting, end)
    data = (text.removesuffix(end) if cut else text).encode(encoding)
    path = file(tmp_path, data)
    container = opened(path)
    good, bad = parsed(container)
    assert not bad
    assert [one.text for one in good] == [row[1] for row in rows]
    run(container, tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == data
    run_with_kills(container, tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == data
    assert b"".join(record.raw for record in container.records()) == data


@FEW
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=5), st.sampled_from([",", ";", "\t"]), CELLS)
def test_only_the_cell_changes(tmp_path: Path, rows: list[tuple[str, str, str]], delimiter: str, new: str) -> None:
    data = table(rows, delimiter).encode()
    container = opened(file(tmp_path, data))
    run(container, tmp_path / "out", lambda _: new)
    assert read((tmp_path / "out").read_bytes(), delimiter) == [["id", "text", "more"], *([row[0], new, row[2]] for row in rows)]
    run(container, tmp_path / "noted", lambda _: new, {"score": 1.5, "why": 'a, "b"'})
    header, *noted = read((tmp_path / "noted").read_bytes(), delimiter)
    assert header == ["id", "text", "more", "tanqih"]
    assert [json.loads(row[3]) for row in noted] == [{"score": 1.5, "why": 'a, "b"'}] * len(rows)
    (tmp_path / "noted").rename(tmp_path / "noted.csv")
    again = opened(tmp_path / "noted.csv")
    for record, row in zip([one for one in again.records() if not one.header], rows, strict=True):
        assert read(again.codec().render(record, new, {}), delimiter) == [[row[0], new, row[2]]]


def test_a_tsv_without_quoting(tmp_path: Path) -> None:
    data = b'id\ttext\n1\t"Yes," he said.\n2\tNo "never" no\n\n3\t""\n'
    container = opened(file(tmp_path, data, "d.tsv"))
    good, bad = parsed(container)
    assert ([one.text for one in good], bad) == ([b.decode() for b in (b'"Yes," he said.', b'No "never" no', b'""')], [])
    record = list(container.records())[1]
    assert container.codec().render(record, '"No," he said.') == b'1\t"No," he said.\n'
    with pytest.raises(BadRecord, match="a cell without quoting cannot hold a tab or a line break"):
        container.codec().render(record, "two\nlines")
    run_with_kills(container, tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == data


def test_a_file_without_header_and_old_line_ends(tmp_path: Path) -> None:
    container = opened(file(tmp_path, b'1,"a,b"\r2,c\r'), text_field="2")
    assert parsed(container)[0] == parsed(opened(file(tmp_path, b'1,"a,b"\n2,c\n', "e.csv"), text_field="2"))[0]
    container = opened(file(tmp_path, b"id,text\r1,a\r2,b\r", "f.csv"))
    assert [one.text for one in parsed(container)[0]] == ["a", "b"]
    run(container, tmp_path / "out", lambda fields: fields.text * 2)
    assert (tmp_path / "out").read_bytes() == b"id,text\r1,aa\r2,bb\r"


@pytest.mark.parametrize("packing", PACK)
def test_compression(tmp_path: Path, packing: str) -> None:
    data = table([(str(at), "a\nb", "c") for at in range(20)]).encode()
    container = opened(file(tmp_path, PACK[packing](data), f"d.csv{packing}"), output=f"o.csv{packing}")
    run_with_kills(container, tmp_path / "out")
    assert unpack((tmp_path / "out").read_bytes()) == data


def test_a_folder_of_tables_with_other_column_orders(tmp_path: Path) -> None:
    (tmp_path / "in/b").mkdir(parents=True)
    first, second = b"id,text\n1,one\n", b'text;id\n"two";2\n'
    (tmp_path / "in/a.csv").write_bytes(first)
    (tmp_path / "in/b/c.csv").write_bytes(second)
    container = opened(tmp_path / "in")
    assert [(one.id, one.text) for one in parsed(container)[0]] == [("1", "one"), ("2", "two")]
    run_with_kills(container, tmp_path / "out")
    assert (tmp_path / "out/a.csv").read_bytes() == first
    assert (tmp_path / "out/b/c.csv").read_bytes() == second
    run(container, tmp_path / "up", lambda fields: fields.text.upper())
    assert (tmp_path / "up/b/c.csv").read_bytes() == b'text;id\n"TWO";2\n'


HEAD = b"id,text,url\n"
WRONG: list[tuple[bytes, list[str], str]] = [
    (b'1,"open,x\n2,good,x\n3,"fine",x\n', ["good", "fine"], "ends before something else than a delimiter"),
    (b'1,"open,x\n2,good,x\n', ["good"], "never ends"),
    (b'1,"a"b,x\n2,good,x\n', ["good"], "ends before something else"),
    (b"1,a,b,x\n2,good,x\n", ["good"], "a row of 4 cells where the first has 3"),
    (b"1\n2,good,x\n", ["good"], "a row of 1 cells where the first has 3"),
    (b'1,"open,x\n2,"good",x\n3,"fine",x\n', ["good", "fine"], "ends before something else"),
    (b'1,"open\n2,"\n3,good,x\n', ["good"], "several lines that has not as many cells"),
    (b'1,a\xff,x\n2,"good",x\n', ["good"], "byte 0xFF at byte 4 is not valid utf-8"),
    (b'1,a\0,x\n2,"good",x\n', ["good"], "a NUL byte at byte 4"),
    (b'1,"a\nb",x,y\n2,"good",x\n', ["good"], "several lines that has not as many cells"),
    (b'1,"a\n2,good,x\n",b,x,y\n3,fine,x\n', ["good", "fine"], "several lines that has not as many cells"),
    (b'1,"one\ntwo "three" four, five", six\n2,"good",x\n', ["good"], "ends before something else"),
]


@pytest.mark.parametrize(("rows", "texts", "reason"), WRONG)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_wrong_row_does_not_swallow_others(tmp_path: Path, rows: bytes, texts: list[str], reason: str, encoding: str) -> None:
    if encoding == "utf-16" and "byte" in reason:
        return
    data = (HEAD + rows).decode("latin-1").encode(encoding) if encoding == "utf-16" else HEAD + rows
    container = opened(file(tmp_path, data), text_field="text")
    good, bad = parsed(container)
    assert [one.text for one in good] == texts
    assert reason in bad[0][1]
    assert bad[0][0] == "d.csv:2"
    assert b"".join(record.raw for record in container.records()) == data


def test_a_wrong_quote_is_given_up_at_the_limit(tmp_path: Path) -> None:
    rows = b"".join(b"%d,good,x\n" % at for at in range(400_000))
    container = opened(file(tmp_path, HEAD + b'0,"open,x\n' + rows), max_record=100_000)
    good, bad = parsed(container)
    assert (len(good), bad) == (400_000, [("d.csv:2", "a quoted cell that begins here never ends")])


def test_rows_over_the_limit_are_not_kept(tmp_path: Path) -> None:
    rows = b'1,"%s",x\n2,good,x\n3,%s,x\n4,good,x\n5,"%s",x\n6,good,x\n' % (b"a\n" * 60_000, b"b" * 3_000_000, b"c" * 3_000_000)
    container = opened(file(tmp_path, HEAD + rows), max_record=100_000)
    found = list(container.records())[1:]
    assert [(one.size, one.bad[:8]) for one in found] == [
        (120_007, "a record"),
        (0, ""),
        (3_000_005, "a record"),
        (0, ""),
        (3_000_007, "a record"),
        (0, ""),
    ]
    assert max(len(one.raw) for one in found) == 65_536
    assert [one.place for one in found] == ["d.csv:2", "d.csv:60003", "d.csv:60004", "d.csv:60005", "d.csv:60006", "d.csv:60007"]


class Trickle(io.RawIOBase):
    """Gives a few bytes at a time."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, target: memoryview) -> int:  # type: ignore[override]
        data = self._data.read(min(3, len(target)))
        target[: len(data)] = data
        return len(data)


@FEW
@given(
    st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6),
    st.sampled_from(["\n", "\r\n"]),
    st.integers(1, 9),
    st.lists(st.integers(0, 200), max_size=2),
)
def test_cutting_does_not_depend_on_how_bytes_arrive(
    rows: list[tuple[str, str, str]], end: str, block: int, torn: list[int]
) -> None:
    data = bytearray(table(rows, end=end).encode())
    for at in torn:
        data.insert(at % (len(data) + 1), ord('"'))

    def cut(size: int) -> list[Piece]:
        cutter = RowCutter(io.BufferedReader(Trickle(bytes(data))), Shape(b",", 3), 1, 1000)
        cutter.block = size
        return list(cutter.pieces())

    def merged(pieces: list[Piece]) -> list[tuple[bytes, int, str]]:
        return [(piece.raw, piece.line, piece.bad) for piece in pieces if not piece.header]

    whole = cut(1 << 20)
    assert b"".join(piece.raw for piece in whole) == bytes(data)
    assert merged(cut(block)) == merged(whole)


def test_records_name_their_lines(tmp_path: Path) -> None:
    container = opened(file(tmp_path, b'\n\nid,text\n1,"a\nb"\n\n2,c\n'))
    assert [(one.place, one.header) for one in container.records()] == [
        ("d.csv:1", True),
        ("d.csv:4", False),
        ("d.csv:6", True),
        ("d.csv:7", False),
    ]
    assert (
        container.codec().header(Record(1, "d.csv:1", b"\n\nid,text\n", header=True), annotated=True) == b"\n\nid,text,tanqih\n"
    )
