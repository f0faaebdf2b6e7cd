"""What may go to a terminal, and how it looks there: colour, hidden characters made visible, cell widths, carets, wrapping.

Nothing of a text reaches a screen as it is: control, escape, bidi and other invisible characters are shown as their code point, so
that a text can neither move the cursor nor turn a line round. Sources: Unicode 15 chapter 23 (format characters), UAX 9 (bidi
controls), UAX 11 (East Asian width), no-color.org.
"""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TextIO

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
OPEN, CLOSE = "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}", "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
DEFAULT_WIDTH, MIN_WIDTH, MAX_WIDTH = 100, 40, 120
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_ZERO_WIDTH = frozenset({"Mn", "Me"})
_WORD_SLACK = 12
_CODES = {
    "bold": "1", "dim": "2", "hidden": "7", "red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36",
    "delete": "31;9", "insert": "32;1", "critical": "1;31", "major": "31", "minor": "33", "neutral": "34",
}  # fmt: skip


class Piece(NamedTuple):
    """A run of text that is ready for the screen, and its style ("" for none)."""

    style: str
    text: str


def is_hidden(char: str) -> bool:
    """True for a character that a terminal would obey, reorder by, or not show: controls, format and bidi characters, surrogates,
    private use, unassigned, line and paragraph separators.
    """
    return not " " <= char <= "~" and unicodedata.category(char) in _HIDDEN


def visible(text: str, keep: str = "") -> str:
    """The text with every hidden character written as its code point in angle marks, except the characters of `keep`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(f"{OPEN}U+{ord(char):04X}{CLOSE}" if is_hidden(char) and char not in keep else char for char in text)


def one_line(text: str) -> str:
    """The text on one line: line ends and tabs as spaces, other hidden characters visible."""
    return visible(text.replace("\r\n", " ").translate({9: " ", 10: " ", 13: " "}))


def cells(text: str) -> int:
    """Columns that a visible text takes on a terminal: wide characters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(_cell(char) for char in text)


def _cell(char: str) -> int:
    if unicodedata.category(char) in _ZERO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


class Screen:
    """Writes styled lines to a stream: in colour when asked for, and never a raw hidden character."""

    def __init__(self, stream: TextIO, color: str = "auto") -> None:
        """Args:
        stream: where to write.
        color: "always", "never", or "auto": on a terminal, unless NO_COLOR is set or TERM is "dumb".
        """
        self.stream = stream
        self.is_terminal = stream.isatty()
        plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
        self.color = color == "always" or (color == "auto" and self.is_terminal and not plain)
        columns = shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns if self.is_terminal else DEFAULT_WIDTH
        self.width = max(MIN_WIDTH, min(columns, MAX_WIDTH))

    def paint(self, style: str, text: str) -> str:
        """The text in a style, when there is colour."""
        if not self.color or not text or style not in _CODES:
            return text
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m"

    def line(self, *pieces: Piece | str) -> None:
        """Write one line; a plain string has no style. The pieces must be visible already (`visible`, `one_line`)."""
        parts = merged(Piece("", piece) if isinstance(piece, str) else piece for piece in pieces)
        self.stream.write("".join(self.paint(style, text) for style, text in parts).rstrip(" ") + "\n")

    def wrapped(self, pieces: Iterable[Piece], indent: str = "", first: str | None = None) -> None:
        """Write pieces over as many lines as they need, broken at spaces; `first` stands before the first line, else `indent`."""
        for number, row in enumerate(wrap(pieces, self.width - cells(indent))):
            self.line(first if first is not None and not number else indent, *row)


def merged(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces without empty ones, neighbours of one style joined."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].style == piece.style:
            joined[-1] = Piece(piece.style, joined[-1].text + piece.text)
        elif piece.text:
            joined.append(piece)
    return joined


def writable(stream: TextIO, encoding: str | None = None) -> TextIO:
    """The stream, set so that a character its encoding lacks is written as an escape instead of raising; or to another encoding."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(encoding=encoding or stream.encoding, errors="backslashreplace")
    return stream


def standard_screen(color: str = "auto") -> Screen:
    """The screen of standard output."""
    return Screen(writable(sys.stdout), color)


def wrap(pieces: Iterable[Piece], width: int) -> Iterator[list[Piece]]:
    """Rows of pieces, each at most `width` cells, broken at spaces where there are any."""
    row: list[Piece] = []
    used = 0
    for style, whole in _words(pieces):
        word, size = whole, cells(whole)
        if row and used + cells(word.rstrip(" ")) > width:
            yield row
            row, used = [], 0
        while size > width:
            part = _fitting(word, width)
            yield [Piece(style, part)]
            word = word[len(part) :]
            size = cells(word)
        row.append(Piece(style, word))
        used += size
    if row:
        yield row


def _fitting(text: str, width: int) -> str:
    """The longest start of the text that fits, at least one character."""
    used = 0
    for at, char in enumerate(text):
        used += _cell(char)
        if used > width and at:
            return text[:at]
    return text


def _words(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces cut after each space."""
    for style, text in pieces:
        start = 0
        while (end := text.find(" ", start)) >= 0:
            yield Piece(style, text[start : end + 1])
            start = end + 1
        if start < len(text):
            yield Piece(style, text[start:])


class Pointed(NamedTuple):
    """A part of a text with carets under a span of it: the words before, under and after the carets, ready for the screen."""

    before: str
    words: str
    after: str

    @property
    def carets(self) -> str:
        """The line of carets."""
        return " " * cells(self.before) + "^" * max(1, cells(self.words))


def pointed(text: str, start: int, end: int, width: int) -> Pointed:
    """What to show of `text` so that `text[start:end]` is seen in its context, in at most `width` cells.

    Cuts fall between words where that costs little and are shown by an ellipsis; a span that is too long is cut in its middle.
    """
    words = one_line(text[start:end])
    if cells(words) > width - 2:
        half = (width - 3) // 2
        words = f"{_head(words, half).rstrip()}{ELLIPSIS}{_tail(words, half).lstrip()}"
    left, right = one_line(text[max(0, start - width) : start]), one_line(text[end : end + width])
    room = max(0, width - cells(words))
    for_left = min(cells(left), max(room // 2, room - cells(right)))
    before = _cut_left(left, for_left, start > width)
    after = _cut_right(right, room - cells(before), len(text) > end + width)
    return Pointed(before, words, after)


def _head(text: str, width: int) -> str:
    return _fitting(text, width) if width > 0 else ""


def _tail(text: str, width: int) -> str:
    used = 0
    for at in range(len(text) - 1, -1, -1):
        used += _cell(text[at])
        if used > width:
            return text[at + 1 :]
    return text


def _cut_left(text: str, width: int, more: bool) -> str:
    """The end of the text in `width` cells; `more` says that it had been cut before."""
    if cells(text) <= width and not more:
        return text
    kept = _tail(text, width - 1)
    space = kept.find(" ", 0, _WORD_SLACK)
    return f"{ELLIPSIS}{kept[space + 1 :]}" if width > 1 else ""


def _cut_right(text: str, width: int, more: bool) -> str:
    """The start of the text in `width` cells."""
    if cells(text) <= width and not more:
        return text
    kept = _head(text, width - 1)
    space = kept.rfind(" ", max(0, len(kept) - _WORD_SLACK))
    return f"{kept[:space] if space >= 0 else kept}{ELLIPSIS}" if width > 1 else ""
