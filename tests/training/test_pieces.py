"""Files in pieces: what comes back is what was cut, or nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tanqih.errors import InputError
from tanqih.training.pieces import LIST, PIECE_BYTES, forget, joined, split

DATA = bytes(range(256)) * 40


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "checkpoint.pt"
    found.write_bytes(DATA)
    return found


def test_pieces_join_to_the_same_bytes(path: Path) -> None:
    cut = split(path, 3000)
    assert [piece.name for piece in cut] == ["checkpoint.pt.000", "checkpoint.pt.001", "checkpoint.pt.002", "checkpoint.pt.003"]
    assert max(piece.stat().st_size for piece in cut) == 3000
    assert not joined(path)  # it is what it was
    path.unlink()
    assert joined(path)
    assert path.read_bytes() == DATA


def test_a_piece_is_smaller_than_what_machines_hand_back() -> None:
    assert PIECE_BYTES < 16 * 1024 * 1024


def test_a_shorter_file_leaves_no_old_pieces(path: Path) -> None:
    split(path, 1000)
    path.write_bytes(DATA[:1500])
    assert len(split(path, 1000)) == 2
    assert sorted(piece.name for piece in path.parent.glob("*.pt.[0-9]*")) == ["checkpoint.pt.000", "checkpoint.pt.001"]


def test_newer_pieces_replace_the_file(path: Path) -> None:
    split(path, 3000)
    path.write_bytes(b"an older state")
    assert joined(path)
    assert path.read_bytes() == DATA


def test_without_a_list_nothing_is_joined(path: Path) -> None:
    split(path, 3000)
    forget(path)
    path.write_bytes(b"newer than its pieces")
    assert not joined(path)
    assert path.read_bytes() == b"newer than its pieces"


@pytest.mark.parametrize("harm", ["missing", "cut short", "elsewhere", "no list"])
def test_damaged_pieces_are_refused_and_the_file_stays(path: Path, harm: str) -> None:
    cut = split(path, 3000)
    path.write_bytes(b"old")
    if harm == "missing":
        cut[1].unlink()
    elif harm == "cut short":
        cut[3].write_bytes(cut[3].read_bytes()[:-1])
    else:
        listed = path.with_name(path.name + LIST)
        table = json.loads(listed.read_text(encoding="utf8"))
        table["pieces"] = {"../checkpoint.pt.000": "0"}
        listed.write_text(json.dumps(table) if harm == "elsewhere" else "[]", encoding="utf8")
    with pytest.raises(InputError, match="again"):
        joined(path)
    assert path.read_bytes() == b"old"
