"""Arabic words that engines leave in English text, with their English; data in `residue.tsv` beside this file."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def residue_words() -> dict[str, str]:
    """Unvowelled Arabic to English, from a two-column TSV; `#` starts a comment."""
    lines = files(__package__).joinpath("residue.tsv").read_text(encoding="utf8").splitlines()
    found: dict[str, str] = {}
    for line in lines:
        if line and not line.startswith("#"):
            arabic, english = line.split("\t")
            found[arabic] = english
    return found
