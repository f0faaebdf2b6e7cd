"""The command: options, exit codes, what it says, every format there and back."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.batch.support import Serial, article, dump, lines, side
from tests.support import SAMPLES

from tanqih.batch import local
from tanqih.batch.command import byte_size
from tanqih.batch.engine import Bench
from tanqih.batch.progress import Progress, spelt
from tanqih.cli import main
from tanqih.errors import ConfigError


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Works in an empty folder, in this process."""
    monkeypatch.chdir(tmp_path)

    def serial(bench: Bench, _workers: int) -> Serial:
        return Serial(bench)

    monkeypatch.setattr(local, "LocalEngine", serial)


def run(*words: str) -> int:
    return main(["batch", *words])


@pytest.fixture
def small() -> str:
    return dump(Path("dump.jsonl"), 20).name


def test_a_dump_is_cleaned_and_what_was_done_is_said(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(small, "-o", "clean.jsonl") == 0
    out, said = capsys.readouterr()
    assert out == ""
    assert "English from 'text'" in said
    assert "20 records" in said
    assert "none bad" in said
    assert Path("clean.jsonl.report.html").exists()


def test_bad_records_give_exit_code_1(capsys: pytest.CaptureFixture[str]) -> None:
    Path("dump.jsonl").write_bytes(b"".join([*lines(3), b"{torn\n"]))
    assert run("dump.jsonl", "-o", "clean.jsonl") == 1
    assert "1 bad (see clean.jsonl.dead.jsonl)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["dump.jsonl"], "-o/--output"),
        (["dump.jsonl", "-o", "dump.jsonl"], "part of the input"),
        (["dump.jsonl", "-o", "-"], "the output is a file or a folder"),
        (["nothing.jsonl", "-o", "x.jsonl"], "nothing.jsonl"),
        (["dump.jsonl", "-o", "x.jsonl", "--max-record", "big"], "no size"),
        (["dump.jsonl", "-o", "x.jsonl", "--workers", "0"], "--workers must be at least 1"),
        (["dump.jsonl", "-o", "x.jsonl", "--annotate", "--apply", "safe"], "not allowed with"),
        (["dump.jsonl", "-o", "x.jsonl", "--text-field", "nope"], "nope"),
        (["dump.jsonl", "-o", "x.jsonl", "--aply", "safe"], "--apply"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(
    small: str, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert small
    assert run(*words) == 2
    assert said in capsys.readouterr().err.splitlines()[-1]
    assert not Path("x.jsonl").exists()


def test_the_same_command_again_has_nothing_to_do(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(small, "-o", "clean.jsonl") == 0
    capsys.readouterr()
    assert run(small, "-o", "clean.jsonl") == 0
    assert "complete already" in capsys.readouterr().err


def test_quiet_says_nothing(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(small, "-o", "clean.jsonl", "--quiet") == 0
    assert capsys.readouterr() == ("", "")


def test_the_log_can_be_json_lines(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(small, "-o", "clean.jsonl", "--log-format", "json") == 0
    events = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [event["event"] for event in events] == ["note", "finished"]
    assert events[-1]["records"] == 20
    assert run(small, "-o", "clean.jsonl", "--log-format", "json", "--apply", "review") == 2
    events = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    assert events[-1]["event"] == "failed"


def test_standard_input_goes_on_and_is_compared(
    small: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def given(data: bytes) -> int:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        return run("-", "-o", "clean.jsonl", "--read-as", "jsonl", "--shard-size", "6")

    data = Path(small).read_bytes()
    run(small, "-o", "calm.jsonl")
    assert given(data) == 0
    assert Path("clean.jsonl").read_bytes() == Path("calm.jsonl").read_bytes()
    assert given(data) == 0
    assert "complete already" in capsys.readouterr().err
    assert given(b"".join(lines(20, seed=9))) == 2
    assert "--fresh" in capsys.readouterr().err
    assert given(data + lines(21)[20]) == 2
    assert given(data[: data.index(b"\n") + 1]) == 2


def table(delimiter: str) -> bytes:
    rows = ["id,text,n", *(f'{number},"{article(number).replace(chr(34), chr(34) * 2)}",{number}' for number in range(1, 9))]
    if delimiter == "\t":
        rows = ["id\ttext\tn", *("\t".join([str(n), article(n).replace("\n\n", " "), str(n)]) for n in range(1, 9))]
    return "\r\n".join([*rows, ""]).encode()


@pytest.mark.parametrize("mode", [["--apply", "safe"], ["--apply", "review"], ["--annotate"]])
@pytest.mark.parametrize("kind", ["jsonl", "csv", "tsv"])
def test_files_come_back_byte_for_byte(kind: str, mode: list[str]) -> None:
    data = b"".join(lines(12)) if kind == "jsonl" else table("\t" if kind == "tsv" else ",")
    source, output = Path(f"dump.{kind}"), Path(f"clean.{kind}")
    source.write_bytes(data)
    assert run(source.name, "-o", output.name, *mode) == 0
    assert output.read_bytes() != data
    assert len(side(output, "ledger")) > 3
    assert run(output.name, "--undo", f"clean.{kind}.ledger.jsonl", "-o", f"back.{kind}") == 0
    assert Path(f"back.{kind}").read_bytes() == data


@pytest.mark.parametrize(("kind", "mode"), [("txt", "safe"), ("txt", "review"), ("html", "review"), ("md", "review")])
def test_folders_come_back_byte_for_byte(kind: str, mode: str) -> None:
    Path("texts/inner").mkdir(parents=True)
    for number, path in enumerate(sorted(SAMPLES.glob(f"*.{kind}"))):
        shutil.copy(path, Path("texts/inner" if number % 2 else "texts") / path.name)
    before = contents(Path("texts"))
    assert run("texts", "-o", "clean", "--read-as", kind, "--apply", mode) == 0
    after = contents(Path("clean"))
    assert set(after) == set(before)
    assert after != before
    assert run("clean", "--undo", "clean.ledger.jsonl", "-o", "back", "--read-as", kind) == 0
    assert contents(Path("back")) == before


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such names")
def test_names_that_are_no_utf_8_come_through() -> None:
    Path("texts").mkdir()
    name = os.fsdecode(b"n\xe9.txt")
    Path("texts", name).write_text("The the talks ended on Sunday.")
    Path("texts", os.fsdecode(b"o\xe9.txt")).write_bytes(b"\0")
    assert run("texts", "-o", "clean", "--read-as", "txt") == 1
    assert contents(Path("clean")) == {name: b"The talks ended on Sunday."}
    assert side(Path("clean"), "ledger")[1]["place"] == name
    assert json.loads(Path("clean.report.json").read_text())["changes"][0]["place"] == name
    assert run("clean", "--undo", "clean.ledger.jsonl", "-o", "back", "--read-as", "txt") == 0
    assert contents(Path("back")) == contents(Path("texts"))


def test_annotations_of_a_folder_go_beside_it() -> None:
    Path("texts").mkdir()
    Path("texts/a.txt").write_text(article(3), encoding="utf8")
    assert run("texts", "-o", "clean", "--read-as", "txt", "--annotate") == 0
    assert contents(Path("clean")) == contents(Path("texts"))
    (note,) = side(Path("clean"), "annotations")
    assert note["place"] == "a.txt"
    assert {"score", "issues"} <= set(note)


def test_compressed_dumps(small: str) -> None:
    Path("dump.jsonl.gz").write_bytes(gzip.compress(Path(small).read_bytes()))
    assert run(small, "-o", "calm.jsonl", "--shard-size", "6") == 0
    assert run("dump.jsonl.gz", "-o", "clean.jsonl.gz", "--shard-size", "6") == 0
    assert gzip.decompress(Path("clean.jsonl.gz").read_bytes()) == Path("calm.jsonl").read_bytes()


def test_parquet_there_and_back() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    import pyarrow as pa

    table = pa.table({"id": list(range(8)), "text": [article(number) for number in range(8)]})
    parquet.write_table(table, "dump.parquet")
    for mode in (["--apply", "review"], ["--annotate"]):
        assert run("dump.parquet", "-o", "clean.parquet", "--fresh", *mode) == 0
        clean = parquet.read_table("clean.parquet")
        assert ("tanqih" in clean.column_names) is (mode == ["--annotate"])
        assert run("clean.parquet", "--undo", "clean.parquet.ledger.jsonl", "-o", "back.parquet", "--fresh") == 0
        assert parquet.read_table("back.parquet").equals(table)


def test_one_record_in_a_hundred_is_bad() -> None:
    good, chance = lines(600), random.Random(5)
    kinds: list[Callable[[bytes], bytes]] = [
        lambda line: line[: len(line) // 2].rstrip(b"\n") + b"\n",
        lambda line: line.replace(b'"text"', b'"txt"'),
        lambda line: line.replace(b"Report", b"Rep\xff\xfeort"),
        lambda line: line.replace(b"Report", b"Rep\\u0000ort"),
        lambda line: line.replace(b"Report", b"Rep\\udc00ort"),
        lambda line: line.replace(b"Report", b"Report " * 3000),
    ]
    bad = sorted(chance.sample(range(600), 6))
    for number, kind in zip(bad, kinds, strict=True):
        good[number] = kind(good[number])
    Path("dump.jsonl").write_bytes(b"".join(good))
    assert run("dump.jsonl", "-o", "clean.jsonl", "--max-record", "10kB") == 1
    assert [letter["place"] for letter in side(Path("clean.jsonl"), "dead")] == [f"dump.jsonl:{number + 1}" for number in bad]
    assert all(letter["reason"] for letter in side(Path("clean.jsonl"), "dead"))
    ids = [json.loads(line)["id"] for line in Path("clean.jsonl").read_bytes().splitlines()]
    assert ids == [f"a{number + 1}" for number in range(600) if number not in bad]


@pytest.mark.parametrize(("text", "size"), [("64MB", 64_000_000), ("500k", 500_000), ("1000", 1000), ("1.5 GB", 1_500_000_000)])
def test_sizes(text: str, size: int) -> None:
    assert byte_size(text) == size


@pytest.mark.parametrize("text", ["0", "x", "-1", "5 furlongs"])
def test_what_is_no_size(text: str) -> None:
    with pytest.raises(ConfigError, match="no size"):
        byte_size(text)


@pytest.mark.parametrize(("seconds", "text"), [(42, "42 s"), (700, "12 min"), (11_100, "3 h 05 min")])
def test_times(seconds: float, text: str) -> None:
    assert spelt(seconds) == text


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_a_line_that_is_renewed_and_a_file_plain_lines(small: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TERMINAL_EVERY", "PLAIN_EVERY"):
        monkeypatch.setattr(f"tanqih.batch.progress.{name}", 0.0)
    for stream, control in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        assert run(small, "-o", "clean.jsonl", "--fresh", "--shard-size", "5") == 0
        assert ("\r" in stream.getvalue()) is control
        assert "records \N{MIDDLE DOT}" in stream.getvalue()
        assert "quotes" in stream.getvalue()


def test_what_a_dump_is_called_cannot_control_the_terminal() -> None:
    stream = Terminal()
    Progress(stream).note("a\x1b[31mb")
    assert "\x1b[31m" not in stream.getvalue()
