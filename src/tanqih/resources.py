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


def frequency_file() -> Path:
    """Counts of common English words: `word per-million` on each line, comments start with `#`."""
    return _PACKAGE / "glossary" / "frequency.txt"
