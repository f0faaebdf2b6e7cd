"""The ledger: whatever was changed can be undone, byte for byte, and nothing else is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.batch.support import cleaned, dump, lines, side

from tanqih.batch import ledger
from tanqih.batch.containers import open_container
from tanqih.batch.hunks import TextEdit, applied
from tanqih.batch.records import Opening, Record
from tanqih.batch.undo import undo
from tanqih.errors import InputError

# Letters, escapes that may be spelt in several ways, characters beyond the basic plane.
TEXTS = st.text(alphabet='ab \n\t/"\\\u00e9\u2019\u0645\U0001f600', max_size=40)
SPELLINGS = st.sampled_from(["plain", "ascii", "capitals", "slashes"])


def spelt(text: str, spelling: str) -> str:
    """A JSON literal of a text, written as some program would."""
    literal = json.dumps(text, ensure_ascii=spelling in ("ascii", "capitals"))
    if spelling == "capitals":
        literal = literal.replace("\\u20", "\\u20").replace("\\u00e9", "\\u00E9").replace("\\ud83d", "\\uD83D")
    return literal.replace("/", "\\/") if spelling == "slashes" else literal


@st.composite
def cases(draw: st.DrawFn) -> tuple[bytes, str, list[TextEdit]]:
    """A line of JSON, its text, and edits of it."""
    text, spelling = draw(TEXTS), draw(SPELLINGS)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    edits = [
        TextEdit(start, end, text[start:end], draw(TEXTS.filter(lambda new: len(new) < 6)), ("a/b",))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    return f'{{ "n":1.0, "text" :{spelt(text, spelling)},"x":"\\u0041"}}\r\n'.encode(), text, edits


@pytest.fixture(scope="module")
def codec(tmp_path_factory: pytest.TempPathFactory) -> object:
    path = tmp_path_factory.mktemp("ledger") / "dump.jsonl"
    path.write_bytes(b'{"text": "The talks ended on Sunday."}\n')
    return open_container([str(path)], Opening(output="out.jsonl")).codec()


@given(cases())
def test_a_changed_record_comes_back_byte_for_byte(codec: object, case: tuple[bytes, str, list[TextEdit]]) -> None:
    raw, text, edits = case
    record = Record(1, "dump.jsonl:1", raw)
    new = applied(text, edits)
    out = codec.render(record, new, None, [(e.start, e.end, e.after) for e in edits])  # type: ignore[attr-defined]
    assert json.loads(out)["text"] == new
    line = json.loads(ledger.change_line(record, "", text, new, edits, out, codec, annotated=False))  # type: ignore[arg-type]
    assert ledger.undone(record._replace(raw=out), line, codec) == raw  # type: ignore[arg-type]


@given(cases())
def test_an_annotated_record_comes_back_byte_for_byte(codec: object, case: tuple[bytes, str, list[TextEdit]]) -> None:
    raw, text, _ = case
    record = Record(1, "dump.jsonl:1", raw)
    out = codec.render(record, text, {"score": 1.5, "issues": []})  # type: ignore[attr-defined]
    line = json.loads(ledger.change_line(record, "", text, text, [], out, codec, annotated=True))  # type: ignore[arg-type]
    assert ledger.undone(record._replace(raw=out), line, codec) == raw  # type: ignore[arg-type]


@pytest.mark.parametrize("mode", ["safe", "review", "annotate"])
def test_a_dump_comes_back_byte_for_byte(tmp_path: Path, mode: str) -> None:
    source, output, back = dump(tmp_path / "dump.jsonl", 30), tmp_path / "clean.jsonl", tmp_path / "back.jsonl"
    cleaned(source, output, mode=mode)
    assert output.read_bytes() != source.read_bytes()
    restored(output, back)
    assert back.read_bytes() == source.read_bytes()


def restored(output: Path, back: Path) -> object:
    container = open_container([str(output)], Opening(output=str(back)))
    return undo(container, output.with_name(f"{output.name}.ledger.jsonl"), back)


def test_bad_records_come_back_from_their_dead_letters(tmp_path: Path) -> None:
    bad = [b"{torn\n", b'{"text": null}\n', b"\xff\n"]
    good = lines(6)
    source, output, back = tmp_path / "dump.jsonl", tmp_path / "clean.jsonl", tmp_path / "back.jsonl"
    source.write_bytes(b"".join([good[0], bad[0], *good[1:4], bad[1], good[4], good[5], bad[2]]))
    assert cleaned(source, output).statistics.dead == 3
    found = restored(output, back)
    assert back.read_bytes() == source.read_bytes()
    assert found.returned == 3  # type: ignore[attr-defined]


def test_without_dead_letters_undo_says_what_is_missing(tmp_path: Path) -> None:
    source, output, back = tmp_path / "dump.jsonl", tmp_path / "clean.jsonl", tmp_path / "back.jsonl"
    source.write_bytes(b"".join([lines(1)[0], b"{torn\n", lines(2)[1]]))
    cleaned(source, output)
    (tmp_path / "clean.jsonl.dead.jsonl").unlink()
    found = restored(output, back)
    assert found.missing == 1  # type: ignore[attr-defined]
    assert back.read_bytes() == b"".join(lines(2))


def test_undo_refuses_an_output_that_was_edited_since(tmp_path: Path) -> None:
    source, output, back = dump(tmp_path / "dump.jsonl", 20), tmp_path / "clean.jsonl", tmp_path / "back.jsonl"
    cleaned(source, output)
    number = next(line["record"] for line in side(output, "ledger")[1:])
    kept = output.read_bytes().splitlines(keepends=True)
    kept[number - 1] = kept[number - 1].replace(b"Report number", b"Report  number")
    output.write_bytes(b"".join(kept))
    with pytest.raises(InputError, match=f"record {number}.*not the one that the ledger tells of"):
        restored(output, back)
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith((".back", "back"))) == []


def test_undo_refuses_another_file_than_a_ledger(tmp_path: Path) -> None:
    source = dump(tmp_path / "dump.jsonl", 3)
    with pytest.raises(InputError, match="no ledger"):
        undo(open_container([str(source)], Opening(output="x.jsonl")), source, tmp_path / "back.jsonl")


def test_undo_refuses_a_shorter_output(tmp_path: Path) -> None:
    source, output = dump(tmp_path / "dump.jsonl", 20), tmp_path / "clean.jsonl"
    cleaned(source, output)
    output.write_bytes(b"".join(output.read_bytes().splitlines(keepends=True)[:5]))
    with pytest.raises(InputError, match="fewer records"):
        restored(output, tmp_path / "back.jsonl")
