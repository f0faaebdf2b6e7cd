"""Arabic words that engines leave in English text, with their English; data in `residue.tsv` beside this file."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def residue_words() -> dict[str, str]:
    """Unvowelled Arabic to English, from a two-column TSV; `#` starts a comment."""
    lines = files(__package__).joinpath("residue.tsv").read_text(encoding="utf8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {arabic: english for arabic, english in rows}
