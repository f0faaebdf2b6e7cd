"""The real program in a real terminal of 80 by 24, driven through tmux."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import ROOT, SAMPLES

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed (apt-get install tmux)"),
]
WAIT_SECONDS = 30.0


class Terminal:
    """A tmux server of its own with one window."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._socket = folder / "tmux.socket"
        self.tmux("-f", os.devnull, "new-session", "-d", "-x", "80", "-y", "24", "-c", str(folder), "env PS1='ready$ ' sh")
        self.tmux("set-option", "-g", "escape-time", "0")

    def tmux(self, *arguments: str) -> str:
        command = ["tmux", "-S", str(self._socket), *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=WAIT_SECONDS).stdout

    def screen(self) -> str:
        return self.tmux("capture-pane", "-p")

    def keys(self, *keys: str) -> None:
        self.tmux("send-keys", *keys)

    def until(self, words: str) -> str:
        end = time.monotonic() + WAIT_SECONDS
        while words not in (shown := self.screen()):
            assert time.monotonic() < end, f"{words!r} did not appear:\n{shown}"
            time.sleep(0.03)
        return shown


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    made = Terminal(tmp_path)
    yield made
    made.tmux("kill-server")


def test_a_sample_is_reviewed_quit_resumed_and_written(terminal: Terminal) -> None:
    text = terminal.folder / "river-talks.txt"
    shutil.copy(SAMPLES / "river-talks.txt", text)
    program = f"PYTHONPATH={shlex.quote(str(ROOT / 'src'))} {shlex.quote(sys.executable)} -m tanqih review"
    command = f"{program} --select punct/arabic-marks,punct/double-dot {text.name}"

    terminal.until("ready$")
    terminal.keys(command, "Enter")
    shown = terminal.until("issue 1 of 3")
    assert "Zarwan talks" in shown
    assert "a accept" in shown.splitlines()[23]
    terminal.keys("2")
    terminal.until("\N{BLACK RIGHT-POINTING SMALL TRIANGLE} 2")
    terminal.keys("a")
    terminal.until("issue 2 of 3")
    terminal.keys("a")
    terminal.until("issue 3 of 3")
    terminal.keys("q")
    terminal.until("1 issue still open")
    terminal.keys("clear", "Enter")

    terminal.keys(command, "Enter")
    terminal.until("issue 3 of 3")
    terminal.keys("r", "u")
    terminal.until("undone: reject")
    terminal.keys("e")
    terminal.until("your text")
    terminal.keys(" Then", "Enter")
    terminal.until("Everything is decided")
    terminal.keys("q")
    terminal.until("written (")

    before = text.read_text(encoding="utf8")
    expected = before.replace(" .. Mediators", " \N{EN DASH} mediators").replace("\N{ARABIC COMMA}", ",")
    expected = expected.replace("Friday..", "Friday. Then")
    assert (terminal.folder / "river-talks.edited.txt").read_text(encoding="utf8") == expected
    assert before == (SAMPLES / "river-talks.txt").read_text(encoding="utf8")
