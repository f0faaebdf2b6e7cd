"""Where a run writes: the output, the files beside it, and the folder in which all of it is made."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tanqih.batch.parts import sync_folder
from tanqih.errors import ConfigError, InputError

SIDE_NAMES = {"ledger": ".ledger.jsonl", "dead": ".dead.jsonl", "notes": ".annotations.jsonl"}
"""What is put behind the output's name for the files beside it."""
FOLDER, REPORT_JSON, REPORT_HTML = ".tanqih", ".report.json", ".report.html"


@dataclass(frozen=True, slots=True)
class Outputs:
    """Paths of a run. Attribute `output`: what the user named."""

    output: Path

    @property
    def folder(self) -> Path:
        """The folder of the run."""
        return self._beside(FOLDER)

    @property
    def report_json(self) -> Path:
        """The report for programs."""
        return self._beside(REPORT_JSON)

    @property
    def report_html(self) -> Path:
        """The report for people."""
        return self._beside(REPORT_HTML)

    def side(self, name: str) -> Path:
        """The ledger, the dead letters ("dead") or the annotations ("notes")."""
        return self._beside(SIDE_NAMES[name])

    def _beside(self, suffix: str) -> Path:
        return self.output.with_name(self.output.name + suffix)

    def refuse_inputs(self, inputs: Sequence[str]) -> None:
        """Refuse an output that is, or lies in, what is read.

        Raises:
            ConfigError: it does.
        """
        here = self.output.resolve()
        for name in inputs:
            given = Path(name).resolve()
            if name != "-" and (given == here or (given.is_dir() and here.is_relative_to(given))):
                raise ConfigError(f"the output {self.output} is part of the input {name}; name another place with -o")

    def make_folder(self) -> None:
        """Make the folder of the run.

        Raises:
            InputError: it cannot be made.
        """
        try:
            if not self.output.parent.is_dir():
                raise InputError("no such folder", "make it, or name another place with -o", path=str(self.output.parent))
            (self.folder / "parts").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"cannot be made ({error.strerror})", "check the folder", path=str(self.folder)) from None

    def clear(self) -> None:
        """Empty the folder of the run, but for the lock."""
        for path in self.folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name != "lock":
                path.unlink()
        (self.folder / "parts").mkdir()

    def place(self, made: Path, target: Path) -> None:
        """Put a finished file or folder where it belongs, in one step. May be done again after a kill.

        Raises:
            InputError: it cannot be put there.
        """
        old = target.with_name(f"{target.name}.tanqih-old")
        try:
            if made.exists():
                if made.is_dir() and target.is_dir() and any(target.iterdir()):
                    target.replace(old)
                made.replace(target)
                sync_folder(target.parent)
            if old.is_dir():
                shutil.rmtree(old)
        except OSError as error:
            raise InputError(f"cannot be put in place ({error.strerror})", "check the folder", path=str(target)) from None

    def place_side(self, name: str, *, empty: bool = False) -> None:
        """Put a side file beside the output; an empty one only when `empty` says so. Errors as of `place`."""
        made = self.folder / f"{name}.jsonl"
        if not empty and made.exists() and not made.stat().st_size:
            made.unlink()
            self.side(name).unlink(missing_ok=True)
        self.place(made, self.side(name))

    def stamp(self) -> list[int] | None:
        """What shows that the output is as it was left: size and time of a file, number of files of a folder; None without one."""
        try:
            found = os.stat(self.output)  # noqa: PTH116
        except OSError:
            return None
        if self.output.is_dir():
            return [sum(1 for path in self.output.rglob("*") if path.is_file())]
        return [found.st_size, found.st_mtime_ns]
