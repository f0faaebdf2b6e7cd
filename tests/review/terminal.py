"""A terminal of its own for a test: a tmux server with one window, keys in, text out."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import time
from pathlib import Path

from tests.support import ROOT

WAIT_SECONDS = 60.0


class Terminal:
    """A tmux server with one window of a size, in a folder."""

    def __init__(self, folder: Path, columns: int = 80, rows: int = 24) -> None:
        self.folder = folder
        self._socket = folder / "tmux.socket"
        size = ("-x", str(columns), "-y", str(rows))
        clean = "env -u VTE_VERSION -u KONSOLE_VERSION -u TERM_PROGRAM -u NO_COLOR -u COLORTERM -u COLUMNS -u LINES"
        shell = f"{clean} LC_ALL=C.UTF-8 XDG_STATE_HOME={shlex.quote(str(folder / 'state'))} PS1='ready$ ' sh"
        self.tmux("-u", "-f", os.devnull, "new-session", "-d", *size, "-c", str(folder), shell)
        self.tmux("set-option", "-g", "escape-time", "0")
        self.until("ready$")

    def tmux(self, *arguments: str) -> str:
        command = ["tmux", "-S", str(self._socket), *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=WAIT_SECONDS).stdout

    def screen(self) -> str:
        return self.tmux("capture-pane", "-p")

    def keys(self, *keys: str) -> None:
        self.tmux("send-keys", *keys)

    def type(self, text: str) -> None:
        self.tmux("send-keys", "-l", text)

    def until(self, words: str) -> str:
        """Wait until some words are on the screen; the screen then."""
        end = time.monotonic() + WAIT_SECONDS
        while words not in (shown := self.screen()):
            assert time.monotonic() < end, f"{words!r} did not appear:\n{shown}"
            time.sleep(0.03)
        return shown

    def review(self, *arguments: str) -> None:
        """Start a review; its process id is in the file `pid`."""
        program = f"PYTHONPATH={shlex.quote(str(ROOT / 'src'))} exec {shlex.quote(sys.executable)} -m tanqih review"
        self.type(f"clear; sh -c 'echo $$ > pid; {program} {shlex.join(arguments)}'")
        self.keys("Enter")

    def kill(self) -> None:
        """End the review as a crash would."""
        os.kill(int((self.folder / "pid").read_text()), 9)
        self.until("Killed")
        self.type("stty sane; reset; clear; echo fresh")
        self.keys("C-j")  # the terminal is left as the program had set it
        self.until("fresh\nready$")
        while "issue" in self.screen():
            time.sleep(0.03)

    def close(self) -> None:
        self.tmux("kill-server")
