"""The compiled glossary on disk: found again, made anew when in doubt, never in the way."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.glossary.support import found, term_file, term_line

from tanqih.glossary import GlossaryError, load
from tanqih.glossary.glossary import _loaded

TEXT = "They doubted the official novel of the fire."


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TANQIH_CACHE", str(tmp_path / "cache"))
    (tmp_path / "desk.tsv").write_text(term_file(term_line()), encoding="utf8")
    return tmp_path


def finds(folder: Path) -> bool:
    _loaded.cache_clear()
    return bool(found(load([folder / "desk.tsv"], shipped=False), TEXT))


def compiled(folder: Path) -> list[Path]:
    return sorted((folder / "cache").glob("*"))


def test_a_second_load_reads_what_the_first_wrote(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert finds(folder)
    assert len(compiled(folder)) == 1
    monkeypatch.setattr("tanqih.glossary.glossary._compiled", lambda *_: pytest.fail("compiled again"))
    assert finds(folder)


@pytest.mark.parametrize("damage", ["cut", "flip", "empty", "header", "other"])
def test_a_damaged_file_is_made_anew(folder: Path, damage: str) -> None:
    assert finds(folder)
    (path,) = compiled(folder)
    data = path.read_bytes()
    path.write_bytes(
        {
            "cut": data[:-20],
            "flip": data[:-5] + b"XXXXX",
            "empty": b"",
            "header": b'{"format": 1, "key": [], "crc": 0, "sections": 7}\n',
            "other": b"\xff\xfe\n" + data,
        }[damage]
    )
    assert finds(folder)
    assert path.read_bytes() == data


def test_other_contents_have_another_key(folder: Path) -> None:
    assert finds(folder)
    (folder / "desk.tsv").write_text(term_file(term_line(wrong="official [story]")), encoding="utf8")
    os.utime(folder / "desk.tsv", ns=(1, 1))
    assert not finds(folder)


def test_a_cache_that_cannot_be_written_is_done_without(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "file").write_text("")
    monkeypatch.setenv("TANQIH_CACHE", str(folder / "file" / "cache"))
    assert finds(folder)


def test_old_files_go(folder: Path) -> None:
    for number in range(12):
        (folder / "desk.tsv").write_text(term_file(term_line(note=f"note {number}")), encoding="utf8")
        assert finds(folder)
    assert len(compiled(folder)) <= 6


def test_a_wrong_file_is_an_error_every_time(folder: Path) -> None:
    (folder / "desk.tsv").write_text(term_file(term_line(wrong="the *")), encoding="utf8")
    for _ in range(2):
        with pytest.raises(GlossaryError, match=r"desk.tsv:2: column wrong: .* almost everywhere"):
            finds(folder)
    assert not compiled(folder)


def test_a_folder_stands_for_its_files(folder: Path) -> None:
    assert len(load([folder], shipped=False)) == 1


def test_a_missing_file_is_named(folder: Path) -> None:
    with pytest.raises(GlossaryError, match=r"none\.tsv: cannot be read"):
        load([folder / "none.tsv"], shipped=False)
