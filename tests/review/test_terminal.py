"""The real program in a real terminal, driven through tmux."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tanqih.review.tui.bidi import ready
from tanqih.review.tui.layout import wrapped
from tests.review.terminal import Terminal
from tests.support import SAMPLES

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed (apt-get install tmux)"),
]
RULES = ("--select", "punct/arabic-marks,punct/double-dot,grammar/duplicate-word,encoding/mojibake,quotes/stray-closing")


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    shutil.copy(SAMPLES / "river-talks.txt", tmp_path)
    shutil.copy(SAMPLES / "river-talks.ar.txt", tmp_path)
    made = Terminal(tmp_path)
    yield made
    made.close()


def test_a_sample_is_reviewed_killed_half_way_resumed_finished_and_as_expected(terminal: Terminal) -> None:
    text = terminal.folder / "river-talks.txt"
    before = text.read_bytes()
    terminal.review(*RULES, text.name)
    shown = terminal.until("issue 1 of 7")
    assert "Zarwan talks" in shown
    assert "a accept" in shown.splitlines()[23]
    terminal.keys("2")
    terminal.until("\N{BLACK RIGHT-POINTING SMALL TRIANGLE} 2")
    terminal.keys("a")
    terminal.until("issue 2 of 7")
    terminal.keys("a")
    terminal.until("issue 3 of 7")
    terminal.keys("r")
    terminal.until("issue 4 of 7")
    terminal.kill()
    assert text.read_bytes() == before

    terminal.review(*RULES, text.name)
    terminal.until("issue 4 of 7")
    terminal.keys("u")
    terminal.until("undone: reject")
    terminal.keys("U")
    terminal.until("redone: reject")
    terminal.keys("u", "a")
    terminal.until("issue 4 of 7")
    terminal.keys("a")
    terminal.until("issue 5 of 7")
    terminal.keys("a")
    terminal.until("issue 6 of 7")
    terminal.keys("a")
    terminal.until("issue 7 of 7")
    terminal.keys("e")
    terminal.until("your text")
    terminal.type(" Then")
    terminal.keys("Enter")
    terminal.until("Everything is decided")
    terminal.keys("q")
    terminal.until("write river-talks.edited.txt and quit")
    terminal.keys("Enter")
    terminal.until("written (")
    expected = (Path(__file__).parent / "river-talks.expected.txt").read_bytes()
    assert (terminal.folder / "river-talks.edited.txt").read_bytes() == expected
    assert text.read_bytes() == before


def test_a_second_review_in_another_window_is_told(terminal: Terminal) -> None:
    terminal.review(*RULES, "river-talks.txt")
    terminal.until("issue 1 of 7")
    (terminal.folder / "other").mkdir()
    other = Terminal(terminal.folder / "other")
    try:
        store = str(terminal.folder / "state" / "tanqih" / "review.db")
        other.review(*RULES, "--store", store, str(terminal.folder / "river-talks.txt"))
        other.until("is under review already (process")
    finally:
        other.close()


def test_a_paragraph_is_edited_in_the_users_own_editor(terminal: Terminal) -> None:
    editor = terminal.folder / "editor"
    editor.write_text("#!/bin/sh\nsed -i 's/Zarwan talks/The Zarwan talks/' \"$1\"\n")
    editor.chmod(0o755)
    terminal.type(f"export EDITOR={shlex.quote(str(editor))}")
    terminal.keys("Enter")
    terminal.review(*RULES, "river-talks.txt")
    terminal.until("issue 1 of 7")
    terminal.keys("E")
    terminal.until("your paragraph")
    terminal.keys("C-o")
    terminal.until("issue 2 of 7")  # the message that says so passes too quickly for a busy machine
    terminal.keys("d")
    terminal.until("{The }Zarwan talks .. Mediators")


@pytest.mark.parametrize(("mode", "columns"), [("app", 80), ("app", 120), ("off", 80)])
def test_arabic_rows_are_what_the_terminal_needs_by_code_points(tmp_path: Path, mode: str, columns: int) -> None:
    for name in ("river-talks.txt", "river-talks.ar.txt"):
        shutil.copy(SAMPLES / name, tmp_path)
    (tmp_path / "tanqih.toml").write_text(f'bidi = "{"auto" if mode == "app" else mode}"\n')
    arabic = (tmp_path / "river-talks.ar.txt").read_text(encoding="utf8").splitlines()[0]
    width = columns - 3 if columns < 90 else (columns - 6) * 9 // 20
    rows = wrapped([(arabic, "")], width)
    expected = ["".join(text for text, _ in ready(row, mode)).strip() for row in rows]
    terminal = Terminal(tmp_path, columns, 40)
    try:
        terminal.review("--source", "river-talks.ar.txt", *RULES, "river-talks.txt")
        shown = terminal.until("issue 1 of 7").splitlines()
    finally:
        terminal.close()
    found = [line.rpartition("\N{BOX DRAWINGS LIGHT VERTICAL}" if columns >= 90 else "  ")[2].strip() for line in shown[1:4]]
    assert [line for line in found if line in expected] == expected
    if mode == "app":
        assert all(0xFB50 <= ord(char) <= 0xFEFF for line in expected for char in line if char.isalpha())
        assert expected[0][-1] == "\N{ARABIC LETTER MEEM INITIAL FORM}"
    else:
        assert expected[0].startswith(arabic[:10])
