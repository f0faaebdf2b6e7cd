"""Learning from a dump and cleaning with what was learned, through the command line: lists, marks, other dumps, undo."""

from __future__ import annotations

import json
import shlex
import sys
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from tests.batch.dump.articles import article, dump, generated
from tests.batch.support import Serial, side

from tanqih.batch import local
from tanqih.cli import main


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Works in an empty folder, in this process."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(local, "LocalEngine", lambda bench, _workers: Serial(bench))


def run(*words: str) -> int:
    return main(["batch", *words])


@pytest.fixture
def source() -> str:
    return dump(Path("d.jsonl"), generated()).name


def records(path: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_bytes().splitlines()]


def test_what_is_learned_is_listed_and_told(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(source, "--learn", "d.index", "--shard-size", "7") == 1
    out, said = capsys.readouterr()
    assert out.splitlines()[0] == "61 records, 1 bad (see d.index.dead.jsonl)"
    assert "6 exact, 4 near" in out
    assert "1 recur, 1 of them switched on" in out
    assert "25 of 25 articles of a.example: Tune in to frequency 3 tonight." in out
    assert out.splitlines()[-1] == "  tanqih batch d.jsonl --learned d.index --annotate -o OUT"
    assert "d.index: learned" in said
    assert [letter["record"] for letter in side(Path("d.index"), "dead")] == [61]
    marked = records("d.index.duplicates.jsonl")
    pairs = [(one["record"], one["duplicate_of"]["record"]) for one in marked]
    assert pairs == [*((51 + at, 2 * at + 1) for at in range(6)), *((57 + at, 2 * at + 21) for at in range(4))]
    assert [one["duplicate_of"]["likeness"] == 1 for one in marked] == [True] * 6 + [False] * 4
    assert marked[0] == {
        "record": 51,
        "place": "d.jsonl:51",
        "id": "https://c.example/0",
        "duplicate_of": {"record": 1, "place": "d.jsonl:1", "id": "https://www.b.example/0", "likeness": 1.0},
    }
    (block,) = tomllib.loads(Path("d.index.blocks.toml").read_text())["block"]
    assert (block["site"], block["articles"], block["where"], block["use"]) == ("a.example", 25, "end", True)


def test_mistakes_are_counted_over_articles() -> None:
    texts = [(str(at), ["The the talks ended on Sunday."] * (1 + at % 2)) for at in range(6)]
    dump(Path("d.jsonl"), texts)
    assert run("d.jsonl", "--learn", "i", "--quiet") == 1
    head, first, *_ = Path("i.mistakes.tsv").read_text().splitlines()
    assert head == "articles\tplaces\trule\twords\tsuggestion\tarabic\tentry\texample"
    assert first.split("\t") == ["6", "9", "grammar/duplicate-word", "The the", "The", "", "", "d.jsonl:2"]
    assert run("d.jsonl", "--learn", "j", "--quiet", "--ignore", "all") == 1
    assert len(Path("j.mistakes.tsv").read_text().splitlines()) == 1


def test_one_entry_mends_the_whole_dump() -> None:
    """Also the articles in which nothing shows that a name is misspelt."""
    both = "Leaders of the Istiqlal movement met on Monday. Istiqlal said it would vote. The Isteqlal movement has 52 seats."
    texts = [(str(at), [article(at, 1)[0], both if at % 2 else "The Isteqlal movement met on Monday."]) for at in range(12)]
    dump(Path("d.jsonl"), texts)
    assert run("d.jsonl", "--learn", "d.index", "--quiet", "--select", "name") == 1
    rows = [line.split("\t") for line in Path("d.index.mistakes.tsv").read_text(encoding="utf8").splitlines()[1:]]
    (row,) = (row for row in rows if row[3] == "Isteqlal")
    assert (row[0], row[4]) == ("6", "Istiqlal")
    letters = ("ALEF", "LAM", "ALEF", "SEEN", "TEH", "QAF", "LAM", "ALEF", "LAM")
    name = "".join(unicodedata.lookup(f"ARABIC LETTER {letter}") for letter in letters)
    words = shlex.split(row[6].replace("KIND", "party").replace("ARABIC", name))
    assert main([*words[1:], "--to", "house.tsv"]) == 0
    Path("tanqih.toml").write_text('glossaries = ["house.tsv"]\n')
    assert run("d.jsonl", "--apply", "review", "--select", "name", "-o", "clean.jsonl", "--quiet") == 1
    assert "Isteqlal" not in Path("clean.jsonl").read_text(encoding="utf8")
    assert json.loads(Path("clean.jsonl.report.json").read_text())["changed"] == 12


def test_cleaning_with_an_index_marks_duplicates_and_undo_takes_it_back(source: str) -> None:
    run(source, "--learn", "d.index", "--quiet")
    assert run(source, "--learned", "d.index", "--annotate", "-o", "m.jsonl", "--shard-size", "9") == 1
    marked = {one["id"]: one["tanqih"].get("duplicate_of") for one in records("m.jsonl")}
    assert {name: mark["id"] for name, mark in marked.items() if mark} == {
        one["id"]: one["duplicate_of"]["id"] for one in records("d.index.duplicates.jsonl")
    }
    found = [one for record in records("m.jsonl") for one in record["tanqih"]["issues"] if one["rule"] == "boilerplate/learned"]
    assert len(found) == 25
    assert {one["suggestions"][0]["applicability"] for one in found} == {"review"}
    report = json.loads(Path("m.jsonl.report.json").read_text())
    assert report["duplicates"] == 10
    assert run("m.jsonl", "--undo", "m.jsonl.ledger.jsonl", "-o", "back.jsonl") == 0
    assert Path("back.jsonl").read_bytes() == Path(source).read_bytes()


def test_blocks_go_with_apply_review_and_come_back_with_undo(source: str) -> None:
    run(source, "--learn", "d.index", "--quiet")
    words = [source, "--learned", "d.index.blocks.toml", "--select", "boilerplate/learned"]
    assert run(*words, "-o", "safe.jsonl") == 1
    assert "Tune in" in Path("safe.jsonl").read_text()
    assert run(*words, "--apply", "review", "-o", "clean.jsonl") == 1
    assert "Tune in" not in Path("clean.jsonl").read_text()
    changed = [line for line in side(Path("clean.jsonl"), "ledger")[1:] if "dead" not in line]
    assert len(changed) == 25
    assert run("clean.jsonl", "--undo", "clean.jsonl.ledger.jsonl", "-o", "back.jsonl") == 0
    assert Path("back.jsonl").read_bytes() == Path(source).read_bytes()


def test_annotations_of_a_folder_and_a_table_have_marks_too() -> None:
    Path("t").mkdir()
    for name in ("a.txt", "b.txt"):
        Path("t", name).write_text("\n\n".join(article(1)))
    assert run("t", "--learn", "t.index", "--quiet") == 0
    assert run("t", "--learned", "t.index", "--annotate", "-o", "out") == 0
    assert [one.get("duplicate_of", {}).get("place") for one in side(Path("out"), "annotations")] == [None, "a.txt"]
    rows = "".join(f'{number},"{chr(10).join(article(1))}"\r\n' for number in (1, 2))
    Path("d.csv").write_bytes(f"id,text\r\n{rows}".encode())
    assert run("d.csv", "--learn", "c.index", "--quiet") == 0
    assert run("d.csv", "--learned", "c.index", "--annotate", "-o", "out.csv") == 0
    assert Path("out.csv").read_text().count("duplicate_of") == 1


def test_changed_knowledge_is_refused_with_a_way_out(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(source, "--learn", "d.index", "--quiet")
    assert run(source, "--learned", "d.index", "-o", "c.jsonl") == 1
    assert run(source, "--learned", "d.index", "-o", "c.jsonl") == 1
    path = Path("d.index.blocks.toml")
    path.write_text(path.read_text().replace("\nuse = true", "\nuse = false"))
    capsys.readouterr()
    assert run(source, "--learned", "d.index", "-o", "c.jsonl") == 2
    said = capsys.readouterr().err
    assert "other settings: the blocks learned (--learned)" in said
    assert "--fresh" in said
    assert run(source, "--learned", "d.index", "-o", "c.jsonl", "--fresh") == 1


def test_an_index_of_another_dump_is_refused(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(source, "--learn", "d.index", "--quiet")
    dump(Path("e.jsonl"), generated()[:20])
    assert run("e.jsonl", "--learned", "d.index", "-o", "c.jsonl") == 2
    assert "another dump" in capsys.readouterr().err
    assert run(source, "--learned", "d.index", "-o", "c.jsonl", "--max-record", "60MB") == 2
    assert "--max-record" in capsys.readouterr().err
    assert run("e.jsonl", "--learned", "d.index.blocks.toml", "-o", "c.jsonl") == 1


def test_standard_input_is_compared_record_by_record(
    source: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import io

    def piped(data: bytes, *words: str) -> int:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        return run("-", "--read-as", "jsonl", *words)

    data = Path(source).read_bytes()
    assert piped(data, "--learn", "d.index", "--quiet") == 1
    assert piped(data, "--learned", "d.index", "--annotate", "-o", "m.jsonl") == 1
    assert Path("m.jsonl").read_text().count("duplicate_of") == 10
    lines = data.splitlines(keepends=True)
    assert piped(b"".join([*lines[1:], lines[0]]), "--learned", "d.index", "--annotate", "-o", "n.jsonl") == 2
    assert "is not the one that was learned from" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--learn", "i", "-o", "x"], "leave -o out"),
        (["--learn", "i", "--learned", "j"], "--learned is for cleaning"),
        (["--learn", "i", "--annotate"], "not allowed with"),
        (["--learned", "j", "-o", "x"], "j: cannot be read"),
        (["--learn", "no/folder/i"], "no such folder"),
        (["--learn", "d.jsonl"], "part of the input"),
    ],
)
def test_wrong_usage(source: str, words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(source, *words) == 2
    assert said in capsys.readouterr().err.splitlines()[-1]
    assert sorted(path.name for path in Path().iterdir()) == ["d.jsonl"]


def test_a_list_that_a_person_edited_is_kept(source: str) -> None:
    run(source, "--learn", "d.index", "--quiet")
    path = Path("d.index.blocks.toml")
    edited = path.read_text() + '\n[[block]]\ntext = "One of my own"\n'
    path.write_text(edited)
    assert run(source, "--learn", "d.index", "--quiet") == 1
    assert path.read_text() == edited
    assert run(source, "--learn", "d.index", "--quiet", "--fresh") == 1
    assert path.read_text() != edited
    assert Path("d.index.blocks.toml.old").read_text() == edited
    path.unlink()
    assert run(source, "--learned", "d.index", "-o", "x.jsonl") == 2


def test_the_log_can_be_json_lines(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(source, "--learn", "d.index", "--log-format", "json", "-q") == 1
    out, said = capsys.readouterr()
    last = [json.loads(line) for line in said.splitlines()][-1]
    assert out == ""
    assert {**last, "time": 0} == {
        "time": 0,
        "event": "learned",
        "records": 61,
        "dead": 1,
        "duplicates": {"exact": 6, "near": 4},
        "blocks": 1,
        "mistakes": last["mistakes"],
    }
