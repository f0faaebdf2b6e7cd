"""The registry, encodings, refusals, and replacing files."""

from __future__ import annotations

import io
import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tanqih import formats
from tanqih.document import Document
from tanqih.errors import ConfigError, InputError


def edited(document: Document, text: str) -> Document:
    return document.with_targets({0: replace(document.segments[0], target=text)})


def test_format_by_extension_or_name(tmp_path: Path) -> None:
    assert [formats.format_of(name) for name in ("a.TXT", "a", "b.md", "c.htm", "d.ndjson")] == [
        "txt",
        "txt",
        "md",
        "html",
        "jsonl",
    ]
    assert formats.format_of("a.weird", "md") == "md"
    with pytest.raises(InputError, match=r"a.docx: unknown file type '.docx'; name its format"):
        formats.format_of("a.docx")
    with pytest.raises(ConfigError, match="did you mean 'html'"):
        formats.format_of("a", "htlm")
    with pytest.raises(ConfigError, match="did you mean 'text_field'"):
        formats.read(tmp_path / "a.jsonl", text_feild="x")


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        ("A ’.".encode(), None, "A ’."),
        ("A ’.".encode("utf-8-sig"), None, "A ’."),
        ("A ’.\r\nB.".encode("utf-16"), None, "A ’."),
        (b"\xfe\xff" + "A ’.".encode("utf-16-be"), "windows-1252", "A ’."),
        ("A ’.".encode("utf-16-le"), "utf-16", "A ’."),
        (b"A \x92 \xc7.", "windows-1256", "A ’ \N{ARABIC LETTER ALEF}."),
        (b"A \x92.", "cp1252", "A ’."),
    ],
)
def test_encodings(data: bytes, encoding: str | None, text: str) -> None:
    [document] = formats.read_bytes(data, "txt", encoding=encoding)
    assert document.segments[0].target == text
    assert formats.write_bytes([document]) == data
    assert formats.write_bytes([edited(document, "B" + text[1:])]) == data.replace(b"A", b"B", 1)


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        ('<meta charset="windows-1256">', "cp1256"),
        ("<META http-equiv=Content-Type content='text/html; charset=windows-1256'>", "cp1256"),
        ('<?xml version="1.0" encoding="windows-1256"?>', "cp1256"),
        ("<!-- <meta charset=utf-8> --><meta charset=iso-8859-1>", "cp1252"),
        ('<meta charset="utf-16">', "utf-8"),
        ('<meta charset="nonsense">', "utf-8"),
    ],
)
def test_declared_charsets(head: str, codec: str) -> None:
    data = f"{head}<p>A ’ b.</p>".encode(codec)
    [document] = formats.read_bytes(data, "html")
    assert document.segments[0].target == "A ’ b."
    assert formats.write_bytes([document]) == data


@pytest.mark.parametrize(
    ("data", "options", "says"),
    [
        (
            b"A\nB \x92",
            {},
            "f.txt:2: byte 0x92 is not valid utf-8; if it is text, name its encoding, for example --encoding windows-1256",
        ),
        (b"A\r\rB\0", {}, "f.txt:3: a NUL byte"),
        (b"\xff\xfeA\0\n\0\0\xd8", {}, "f.txt:2: byte 0x00 is not valid utf-16-le"),
        (b"\xff\xfeA\0\n\0\0\0", {}, "f.txt:2: a NUL character"),
        (b"%PDF-1.7 \n", {}, "f.txt:1: binary data (a PDF file)"),
        (b"A \x81", {"encoding": "windows-1252"}, "f.txt:1: byte 0x81 is not valid cp1252"),
    ],
)
def test_what_is_not_text_is_refused(data: bytes, options: dict[str, str], says: str) -> None:
    with pytest.raises(InputError) as caught:
        list(formats.read_bytes(data, "txt", path="f.txt", **options))
    assert str(caught.value).startswith(says)


def test_an_unknown_encoding_is_refused() -> None:
    for name in ("windows-1265", "base64"):
        with pytest.raises(ConfigError, match="unknown encoding"):
            list(formats.read_bytes(b"A", "txt", encoding=name))


def test_an_edit_that_the_encoding_lacks_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"A \x92.")
    [document] = formats.read(path, encoding="windows-1252")
    with pytest.raises(InputError, match=r"a.txt:1: the text now holds U\+060C, which cp1252 cannot express; convert"):
        formats.write([edited(document, "\N{ARABIC COMMA}")], path)
    assert path.read_bytes() == b"A \x92."
    assert [found.name for found in tmp_path.iterdir()] == ["a.txt"]


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.txt: no such file"):
        list(formats.read(tmp_path / "none.txt"))
    with pytest.raises(InputError, match="is a directory"):
        list(formats.read(tmp_path))
    with pytest.raises(InputError, match="cannot be written"):
        formats.write([], tmp_path / "none" / "a.txt")
    with pytest.raises(InputError, match="is a directory"):
        formats.write([], tmp_path)


def test_a_file_is_replaced_in_one_step(tmp_path: Path) -> None:
    path, link = tmp_path / "a.jsonl", tmp_path / "link.jsonl"
    path.write_bytes(b'{"text":"A."}\n{"text":"B."}\n')
    path.chmod(0o640)
    link.symlink_to(path)
    formats.write((edited(document, "New.") for document in formats.read(link)), link)
    assert path.read_bytes() == b'{"text":"New."}\n{"text":"New."}\n'
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_failure_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    data = b'{"text":"A."}\n{"text":}\n'
    path.write_bytes(data)
    with pytest.raises(InputError, match=":2: malformed JSON"):
        formats.write(formats.read(path), path)
    assert path.read_bytes() == data
    assert [found.name for found in tmp_path.iterdir()] == ["a.jsonl"]


def test_streams(tmp_path: Path) -> None:
    out = io.BytesIO()
    formats.write(formats.read(io.BytesIO(b"A.\n\nB."), path="<stdin>"), out)
    assert out.getvalue() == b"A.\n\nB."
    [document] = formats.read(io.BytesIO(b"A."), path="<stdin>", format="txt")
    assert (document.id, document.path) == ("<stdin>", "<stdin>")


def test_nothing_heavy_is_imported() -> None:
    code = (
        "import sys, tanqih.formats, tanqih.formats.plain; print(sorted({'markdown_it', 'html', 'textual'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ})
    assert found.stdout.strip() == "[]"


@pytest.mark.parametrize("name", ["txt", "md", "html"])
def test_a_line_over_the_limit_is_refused(name: str) -> None:
    data = b"Short.\n" + b"x" * 100
    with pytest.raises(InputError, match=r"^file:2: a line of more than 50 bytes; .*--max-line-bytes"):
        list(formats.read_bytes(data, name, path="file", max_line_bytes=50))
    assert formats.write_bytes(formats.read_bytes(data, name)) == data
