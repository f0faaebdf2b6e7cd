"""Where the files that ship with the package lie: inside it when installed, at the root of the repository in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def glossaries_folder() -> Path:
    """The folder of the shipped glossaries.

    Raises:
        FileNotFoundError: neither the installed nor the checkout's folder is there.
    """
    for folder in (_PACKAGE / "glossaries", _PACKAGE.parents[1] / "glossaries"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"no glossaries folder in {_PACKAGE} or beside src; install tanqih again")


def examples_file(family: str) -> Path | None:
    """The tested examples of a family of rules: packed in the wheel, or the fixtures of the checkout; None where neither is there."""
    packed, checkout = _PACKAGE / "rules" / "examples", _PACKAGE.parents[1] / "tests" / "rules"
    return next((path for folder in (packed, checkout) if (path := folder / f"{family}.toml").is_file()), None)


def frequency_file() -> Path:
    """Counts of common English words: `word per-million` on each line, comments start with `#`."""
    return _PACKAGE / "glossary" / "frequency.txt"
