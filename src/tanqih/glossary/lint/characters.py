"""Lints of single cells: what nobody sees, letters of another script, spaces, Arabic that no text can match."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from tanqih.arabic import ARABIC_LETTER, FARSI_YEH, KEHEH, TATWEEL
from tanqih.glossary.arabicwords import plain, tokens
from tanqih.glossary.entries import parts
from tanqih.glossary.lint.problems import Problem
from tanqih.glossary.lint.reading import Row

ENGLISH = frozenset(("english", "variants", "wrong", "near", "far"))
"""Columns in which every letter is Latin."""
LISTS = ENGLISH | {"arabic", "desk"}
"""Columns whose parts are separated by bars."""
SPACES = frozenset({"Zs"})
_WORD = re.compile(r"[^\W\d_]+")
_DOUBLED = re.compile(r"\S {2,}\S")
_EMPTY_PART = re.compile(r"^\s*\||\|\s*\||\|\s*$")
_PERSIAN = frozenset((FARSI_YEH, KEHEH))
_LOOK_ALIKE = {
    "\N{ARABIC LETTER HEH GOAL}": "\N{ARABIC LETTER HEH}",
    "\N{ARABIC LETTER HEH DOACHASHMEE}": "\N{ARABIC LETTER HEH}",
    "\N{ARABIC LETTER AE}": "\N{ARABIC LETTER HEH}",
    "\N{ARABIC LETTER YEH BARREE}": "\N{ARABIC LETTER YEH}",
    "\N{ARABIC LETTER SWASH KAF}": "\N{ARABIC LETTER KAF}",
}
"""Letters of other languages that a reader takes for Arabic ones, and a search does not."""


def check(row: Row) -> Iterator[Problem]:
    """Problems of the cells of a line."""
    entry = row.entry
    for column, cell in row.cells.items():
        for lint, message in _cell(column, cell):
            yield Problem(entry.path, entry.line, lint, message, column)


def _cell(column: str, cell: str) -> Iterator[tuple[str, str]]:
    if not cell.isprintable():
        yield from _unprintable(cell)
    if cell != cell.strip(" "):
        yield "spaces", "begins or ends with a space; remove it"
    if "  " in cell and _DOUBLED.search(cell):
        yield "spaces", "holds two spaces in a row; leave one"
    if column in LISTS and "|" in cell and _EMPTY_PART.search(cell):
        yield "spaces", "holds an empty part between bars; remove a bar"
    if column == "arabic":
        for form in parts(cell):
            yield from _arabic(form)
    elif not cell.isascii():
        yield from _latin(cell, only=column in ENGLISH)


def _unprintable(cell: str) -> Iterator[tuple[str, str]]:
    odd = dict.fromkeys(char for char in cell if not char.isprintable())
    hidden = [char for char in odd if unicodedata.category(char) not in SPACES]
    if hidden:
        yield "hidden-character", f"holds {', '.join(map(_named, hidden))}, which nobody sees; type the cell anew"
    if len(odd) > len(hidden):
        spaces = ", ".join(_named(char) for char in odd if char not in hidden)
        yield "spaces", f"holds {spaces}; write an ordinary space"


def _named(char: str) -> str:
    name = unicodedata.name(char, "").lower()
    return f"U+{ord(char):04X}{f' ({name})' if name else ''}"


def _arabic(form: str) -> Iterator[tuple[str, str]]:
    latin = [
        m.group() for m in _WORD.finditer(form) if not all(_script(char) == "ARABIC" for char in m.group() if char.isalpha())
    ]
    if latin:
        yield "mixed-script", f"{form!r} holds {', '.join(map(repr, latin))}, which is not Arabic; write it in Arabic letters"
        return
    if alike := [char for char in form if char in _LOOK_ALIKE]:
        said = ", ".join(f"{_named(char)} for {_named(_LOOK_ALIKE[char])}" for char in dict.fromkeys(alike))
        yield "arabic-spelling", f"{form!r} holds {said}; no Arabic text is spelled so"
    elif [token.text for token in tokens(form)] != [plain(word) for word in form.split()]:
        odd = sorted({char for char in form if not char.isspace() and not ARABIC_LETTER.match(char) and plain(char)})
        said = ", ".join(map(repr, odd)) or "a character that is no Arabic letter"
        yield "arabic-spelling", f"{form!r} holds {said}; only words of Arabic letters can be found in a text"
    elif (lone := [word for word in map(plain, form.split()) if len(word) == 1 and word.isalpha()]) and len(lone) < len(
        form.split()
    ):
        yield "arabic-spelling", f"{form!r}: the letter {lone[0]!r} is written together with the next word; leave it out"
    elif plain(form) != unicodedata.normalize("NFC", form):
        kinds = [
            "vowel marks" * any(unicodedata.combining(char) for char in form),
            "tatweel" * (TATWEEL in form),
            "Persian letters" * (not _PERSIAN.isdisjoint(form)),
        ]
        if found := [kind for kind in kinds if kind]:
            yield "arabic-marks", f"{form!r} holds {' and '.join(found)}; write {plain(form)!r}"


def _latin(cell: str, *, only: bool) -> Iterator[tuple[str, str]]:
    """Words of other scripts; where `only` is False, as in notes, only those that mix another script into a Latin word."""
    for m in _WORD.finditer(cell):
        scripts = {char: _script(char) for char in m.group() if not char.isascii() and char.isalpha()}
        foreign = [char for char, script in scripts.items() if script not in ("LATIN", "MODIFIER")]
        latin = any(char.isascii() or scripts.get(char) == "LATIN" for char in m.group())
        if not foreign or (not only and (not latin or all(scripts[char] == "ARABIC" for char in foreign))):
            continue
        what = "which only looks like a Latin one" if latin else "which is not Latin"
        yield "mixed-script", f"{m.group()!r} holds {', '.join(map(_named, foreign))}, {what}; type the word anew"


@lru_cache(maxsize=1024)
def _script(char: str) -> str:
    """The script of a letter: the first word of its Unicode name."""
    return unicodedata.name(char, "UNKNOWN").split()[0]
