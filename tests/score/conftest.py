"""The command runs as in tests/commands: in an empty folder, in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.commands.conftest import Command, Result, _in_an_empty_folder, process, tanqih

__all__ = ["Command", "Result", "_in_an_empty_folder", "process", "tanqih"]

DAMAGED = "The talks ended on Friday.. Sixty men &amp; women left.\n\nHe said the plan was ready.\n"
CLEAN = "The talks ended on Friday. Sixty men and women left.\n\nHe said the plan was ready.\n"
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """`write("news/a.txt", text)` makes a file in the working folder."""

    def make(name: str, text: str = DAMAGED) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf8")
        return path

    return make
