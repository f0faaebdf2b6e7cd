"""Arabic rows for a terminal. Rows are wrapped in logical order first; each row is then made ready for the terminal that shows it.

| mode | who reorders and joins letters | what is written |
|---|---|---|
| `app` | nobody else (xterm, kitty, alacritty, Windows Terminal, a browser, tmux in these) | the row in visual order, letters joined |
| `terminal` | the terminal (VTE from 0.58, Konsole, Apple Terminal, mintty, mlterm) | RLM, the row as it is, RLM |
| `off` | nobody | the row as it is |

Sources: UAX 9 (levels and reordering by python-bidi), UAX 53 (marks after their letter), arabic-reshaper (joined forms).
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from tanqih.review.tui.layout import Row, Run

APP, TERMINAL, OFF, AUTO = "app", "terminal", "off", "auto"
RLM = "\N{RIGHT-TO-LEFT MARK}"
_VTE_WITH_BIDI = 5800
_REORDERING = ("mintty", "mlterm", "apple_terminal")


def mode_for(wanted: str, environment: Mapping[str, str] = os.environ) -> str:
    """The mode: what was asked for, or for `auto` what the terminal says of itself in the environment."""
    if wanted != AUTO:
        return wanted
    if "WebDriver" in environment.get("TEXTUAL_DRIVER", ""):
        return APP
    program = environment.get("TERM_PROGRAM", "").casefold()
    named = program in _REORDERING or environment.get("TERM", "").startswith("mlterm") or "MLTERM" in environment
    vte = environment.get("VTE_VERSION", "")
    if named or (vte.isdecimal() and int(vte) >= _VTE_WITH_BIDI) or "KONSOLE_VERSION" in environment:
        return TERMINAL
    return APP


def among_english(row: Row, mode: str) -> Row:
    """A row of English, in logical order, as it must be written: Arabic words that were left in it are turned round and joined."""
    if mode != APP or not any(_is_arabic(char) for text, _ in row if not text.isascii() for char in text):
        return row
    return _visual(tuple(row), "L")


def _is_arabic(char: str) -> bool:
    return unicodedata.bidirectional(char) in ("R", "AL", "AN")


def ready(row: Row, mode: str) -> Row:
    """A row of right-to-left text, in logical order, as it must be written; styles stay with their words."""
    trimmed = _without_last_space(row)
    if mode == APP:
        return _visual(tuple(trimmed), "R")
    if mode == TERMINAL and trimmed:
        return [(RLM, ""), *trimmed, (RLM, "")]
    return trimmed


@lru_cache(maxsize=2048)
def _visual(row: tuple[Run, ...], base: str) -> Row:
    """The row in visual order from left to right, its letters joined; `base` is the direction of the line, "L" or "R"."""
    letters = [(letter, style) for text, style in _words(row) for letter in _letters(_joined(text))]
    runs: Row = []
    for place, char in _order("".join(letter[0] for letter, _ in letters), base):
        letter, style = letters[place]
        shown = char + letter[1:]
        if runs and runs[-1][1] is style:
            runs[-1] = (runs[-1][0] + shown, style)
        else:
            runs.append((shown, style))
    return runs


def _words(row: tuple[Run, ...]) -> Iterator[Run]:
    """The runs cut at spaces, where letters never join. A run that changes style inside a word keeps its two halves apart."""
    for text, style in row:
        start = 0
        while (space := text.find(" ", start)) >= 0:
            if space > start:
                yield text[start:space], style
            yield " ", style
            start = space + 1
        if start < len(text):
            yield text[start:], style


@lru_cache(maxsize=1)
def _reshaper() -> Any:
    from arabic_reshaper import ArabicReshaper

    return ArabicReshaper(configuration={"delete_harakat": False, "delete_tatweel": False, "support_ligatures": True})


def _joined(word: str) -> str:
    return word if word.isascii() else str(_reshaper().reshape(word))


def _letters(text: str) -> Iterator[str]:
    """The text in letters, each with the marks on it, which stay behind their letter in visual order too."""
    letter = ""
    for char in text:
        if letter and unicodedata.combining(char):
            letter += char
        else:
            if letter:
                yield letter
            letter = char
    if letter:
        yield letter


def _order(text: str, base: str) -> list[tuple[int, str]]:
    """The characters in visual order, in a line with a direction: where each stood, and how it is shown there."""
    from bidi import algorithm

    storage: dict[str, Any] = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = int(base == "R"), base
    algorithm.get_embedding_levels(text, storage)
    for place, char in enumerate(storage["chars"]):
        char["place"] = place
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    algorithm.reorder_resolved_levels(storage, False)
    algorithm.apply_mirroring(storage, False)
    return [(char["place"], char["ch"]) for char in storage["chars"]]


def _without_last_space(row: Row) -> Row:
    """The row without the space that it was broken at, which would stand at the left edge."""
    if not row or not row[-1][0].endswith(" "):
        return row
    return [*row[:-1], *[(text, style) for text, style in ((row[-1][0].rstrip(" "), row[-1][1]),) if text]]
