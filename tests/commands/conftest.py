"""Running the command in this process, or in one of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tanqih.cli import main

SRC = Path(__file__).parents[2] / "src"


class Result(NamedTuple):
    code: int
    out: str
    err: str


Command = Callable[..., Result]


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def tanqih(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Command:
    """`tanqih(*arguments, stdin=b"")` in this process."""

    def run(*arguments: str, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main([str(argument) for argument in arguments])
        captured = capsysbinary.readouterr()
        return Result(code, captured.out.decode("utf8", "surrogateescape"), captured.err.decode("utf8"))

    return run


def environment(**more: str) -> dict[str, str]:
    """The environment of a process that finds the package."""
    return {**os.environ, "PYTHONPATH": str(SRC), "PYTHONDONTWRITEBYTECODE": "1", **more}


@pytest.fixture
def process(tmp_path: Path) -> Command:
    """`process(*arguments, stdin=b"")` in a process of its own."""

    def run(*arguments: str, stdin: bytes = b"", **env: str) -> Result:
        command = [sys.executable, "-m", "tanqih", *map(str, arguments)]
        done = subprocess.run(command, input=stdin, capture_output=True, cwd=tmp_path, env=environment(**env), check=False)
        return Result(done.returncode, done.stdout.decode("utf8", "surrogateescape"), done.stderr.decode("utf8"))

    return run
