"""Folders of texts, what paths mean, standard input, packed data that is damaged."""

from __future__ import annotations

import gzip
import io
import os
import pickle
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import zstandard
from tests.batch.containers.driving import PACK, opened, parsed, run, run_with_kills, unpack

from tanqih.batch.containers import open_container
from tanqih.batch.records import Fields
from tanqih.errors import ConfigError, InputError


def fill(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


TEXTS = {
    "a.txt": b"Talks go on.\r\n",
    "b/c.md": b"\xef\xbb\xbf# Talks\n\nThey go on.\n",
    "b/d.html": b"<meta charset='windows-1252'><p>caf\xe9</p>",
    "b/e.txt.gz": gzip.compress(b"Packed.\n", mtime=0),
    "f.txt": "Wide.\n".encode("utf-16"),
}


def test_a_folder_of_texts_is_mirrored(tmp_path: Path) -> None:
    container = opened(fill(tmp_path / "in", TEXTS | {".hidden.txt": b"x", "picture.png": b"x"}))
    good, bad = parsed(container)
    assert not bad
    assert good == [
        Fields("Talks go on.\r\n", None, "a.txt", "txt"),
        Fields("Wide.\n", None, "f.txt", "txt"),
        Fields("# Talks\n\nThey go on.\n", None, "b/c.md", "md"),
        Fields("<meta charset='windows-1252'><p>caf\N{LATIN SMALL LETTER E WITH ACUTE}</p>", None, "b/d.html", "html"),
        Fields("Packed.\n", None, "b/e.txt.gz", "txt"),
    ]
    run(container, tmp_path / "out")
    found = {
        path.relative_to(tmp_path / "out").as_posix(): path.read_bytes()
        for path in (tmp_path / "out").rglob("*")
        if path.is_file()
    }
    assert {name: unpack(data) for name, data in found.items()} == {name: unpack(data) for name, data in TEXTS.items()}
    assert found["b/e.txt.gz"].startswith(b"\x1f\x8b")
    run_with_kills(container, tmp_path / "again", shard=2)
    assert (tmp_path / "again/b/d.html").read_bytes() == TEXTS["b/d.html"]


def test_a_page_takes_new_characters_as_references(tmp_path: Path) -> None:
    container = opened(fill(tmp_path / "in", TEXTS) / "b/d.html")
    run(container, tmp_path / "out", lambda fields: fields.text.replace("caf", "\N{SNOWMAN}"))
    assert (tmp_path / "out").read_bytes() == b"<meta charset='windows-1252'><p>&#9731;\xe9</p>"


def test_bad_texts(tmp_path: Path) -> None:
    files = {
        "a.txt": b"a\xffb",
        "b.txt": b"a\0b",
        "c.txt": b"x" * 2000,
        "d.txt.gz": gzip.compress(b"cut off" * 99)[:-9],
        "e.txt": b"good",
    }
    container = opened(fill(tmp_path / "in", files), max_record=1000)
    (tmp_path / "in/z.txt").symlink_to("nowhere")
    good, bad = parsed(container)
    assert [one.text for one in good] == ["good"]
    assert bad == [
        ("a.txt", "byte 0xFF at byte 2 is not valid utf-8"),
        ("b.txt", "a NUL byte at byte 2"),
        ("c.txt", "a record of 2,000 bytes, over the limit of 1,000 (--max-record)"),
        ("d.txt.gz", "cannot be read: the gzip data ends too early; fetch the file again"),
        ("z.txt", "cannot be read: no such file; check the path"),
    ]


def test_going_on_in_a_folder(tmp_path: Path) -> None:
    container = opened(fill(tmp_path / "in", TEXTS))
    found = list(container.records())
    for start in range(1, 7):
        assert list(container.records(start)) == found[start - 1 :]


def test_what_paths_mean(tmp_path: Path) -> None:
    fill(
        tmp_path,
        {
            "a.jsonl": b'{"text": "a"}\n',
            "b.ndjson": b'{"text": "b"}\n',
            "c.csv": b"text\nc\n",
            "d.json": b'{"text": "d"}\n',
            "e.json": b"[1]",
            "f.dat": b"?",
        },
    )
    assert [one.text for one in parsed(opened(tmp_path / "*.*json", format="jsonl", text_field="text"))[0]] == ["b", "d"]
    assert opened(tmp_path / "d.json").kind == "jsonl"
    with pytest.raises(InputError, match="files of several kinds \\(1 csv, 2 jsonl\\)"):
        opened(tmp_path)
    assert [one.text for one in parsed(opened(tmp_path, format="jsonl"))[0]] == ["a", "b"]
    with pytest.raises(InputError, match="a JSON array; write one object on each line"):
        opened(tmp_path / "e.json")
    with pytest.raises(InputError, match="cannot tell what this is; say it with --read-as"):
        opened(tmp_path / "f.dat")
    with pytest.raises(ConfigError, match="unknown format 'jsnl', did you mean 'jsonl'"):
        opened(tmp_path, format="jsnl")
    with pytest.raises(InputError, match="no such file"):
        opened(tmp_path / "no.jsonl")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="no dumps and no texts in this folder"):
        opened(tmp_path / "empty")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/a.jsonl").write_bytes(b"{}")
    with pytest.raises(InputError, match="another input has the same name"):
        open_container([str(tmp_path / "a.jsonl"), str(tmp_path / "sub/a.jsonl")])


def test_the_fingerprint_sees_changes(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "a"}\n')
    os.utime(path, (1, 1))
    first = opened(path).fingerprint()
    assert opened(path).fingerprint() == first
    path.write_bytes(b'{"text": "b"}\n')
    os.utime(path, (1, 1))
    assert opened(path).fingerprint() != first


@pytest.mark.parametrize("packing", PACK)
@pytest.mark.parametrize("data", [b'{"text": "a"}\n' * 1000, b'\xef\xbb\xbf{"text": "a"}'])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, packing: str, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BufferedReader(io.BytesIO(PACK[packing](data)))))
    if not packing:
        monkeypatch.setattr("tanqih.batch.containers.HEAD_OF_STDIN", 30)
    container = opened("-", output="-", text_field="text")
    assert (container.kind, container.size, container.fingerprint()) == ("jsonl", None, None)
    run(container, tmp_path / "out")
    assert unpack((tmp_path / "out").read_bytes()) == data
    with pytest.raises(InputError, match="standard input can be read only once"):
        list(container.records())


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.txt"])
def test_codecs_travel(tmp_path: Path, name: str) -> None:
    data = {"a.jsonl": b'{"text": "a"}\n', "a.csv": b"text,id\na,1\n", "a.txt": b"a"}[name]
    (tmp_path / name).write_bytes(data)
    container = opened(tmp_path / name)
    codec = pickle.loads(pickle.dumps(container.codec()))
    record = next(record for record in container.records() if not record.header)
    assert codec.parse(record).text == "a"
    assert codec.exact


@pytest.mark.parametrize(
    ("data", "want"),
    [
        (gzip.compress(b'{"text": "a"}\n' * 5000)[:-20], "the gzip data ends too early"),
        (zstandard.ZstdCompressor().compress(os.urandom(5000))[:-20], "the zstd data ends too early"),
        (gzip.compress(b'{"text": "a"}\n') + b"rest", "the gzip data is damaged"),
        (b"BZh91AY", "this is bzip2; unpack it, or pack it with gzip or zstd"),
    ],
)
def test_damaged_packing(tmp_path: Path, data: bytes, want: str) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(data)
    with pytest.raises(InputError, match=want):
        list(opened(tmp_path / "a.jsonl.gz", text_field="text").records())


def test_padding_and_skippable_frames(tmp_path: Path) -> None:
    line = b'{"text": "a"}\n'
    (tmp_path / "a.jsonl").write_bytes(gzip.compress(line) + bytes(600) + gzip.compress(line) + bytes(100_000))
    (tmp_path / "b.jsonl").write_bytes(b"\x50\x2a\x4d\x18\x04\0\0\0abcd" + PACK[".zst"](line) + PACK[".zst"](line))
    assert [len(parsed(opened(tmp_path / name))[0]) for name in ("a.jsonl", "b.jsonl")] == [2, 2]
