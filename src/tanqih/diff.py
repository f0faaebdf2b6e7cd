"""Word-level differences between two texts, for people: what is deleted, inserted, kept."""

from __future__ import annotations

import difflib
import re
from typing import Literal, NamedTuple

_PIECE = re.compile(r"\w+|\s+|[^\w\s]")


class Piece(NamedTuple):
    """A run of text and what happens to it."""

    kind: Literal["keep", "delete", "insert"]
    text: str


def word_diff(before: str, after: str) -> list[Piece]:
    """Pieces that turn `before` into `after`, word by word; deletions come before insertions at the same place."""
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("keep", "".join(old[i1:i2])))
            continue
        if i2 > i1:
            pieces.append(Piece("delete", "".join(old[i1:i2])))
        if j2 > j1:
            pieces.append(Piece("insert", "".join(new[j1:j2])))
    return pieces


def excerpt(pieces: list[Piece], context: int = 24) -> list[Piece]:
    """The pieces with long kept runs shortened to `context` characters beside a change; the cut is shown by an ellipsis."""
    short: list[Piece] = []
    for i, piece in enumerate(pieces):
        text = piece.text
        if piece.kind == "keep":
            head = text[:context] if i else ""
            tail = text[-context:] if i + 1 < len(pieces) else ""
            if len(head) + len(tail) < len(text):
                text = f"{head}\N{HORIZONTAL ELLIPSIS}{tail}"
        short.append(Piece(piece.kind, text))
    return short


def plain(pieces: list[Piece]) -> str:
    """The pieces in brackets, `[deleted]` and `{inserted}`, for screens without colour."""
    marks = {"keep": ("", ""), "delete": ("[", "]"), "insert": ("{", "}")}
    return "".join(f"{marks[p.kind][0]}{p.text}{marks[p.kind][1]}" for p in pieces)
