"""Units of alignment: the sentences of both texts, with what they are compared by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tanqih.arabic import BIDI_CONTROLS, QUESTION_MARK
from tanqih.text import sentence_spans

_CLOSERS = "\"'\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK})]"
_END = re.compile(rf"[.!?{QUESTION_MARK}\N{{HORIZONTAL ELLIPSIS}}]+[{re.escape(_CLOSERS)}{BIDI_CONTROLS}]*(?=\s)|\n")
_ABBREVIATION = re.compile(r"(?:^|[\s(])\w\Z|\b\d{1,2}\Z")
_SHAPED = re.compile("[\N{ARABIC LETTER ALEF WASLA ISOLATED FORM}-\N{ARABIC LIGATURE LAM WITH ALEF FINAL FORM}]")
_CONTROLS = re.compile(f"[{BIDI_CONTROLS}\N{ZERO WIDTH NO-BREAK SPACE}]")


class Unit(NamedTuple):
    """A sentence.

    Attributes:
        paragraph: number of its paragraph, from 0.
        first: True for the first sentence of the paragraph.
        start, end: half-open offsets in the paragraph.
        text: as it is compared, never as it is written: presentation forms as letters, no direction marks.
    """

    paragraph: int
    first: bool
    start: int
    end: int
    text: str


def comparable(text: str) -> str:
    """A text as it is compared: presentation forms as letters (NFKC), direction marks dropped."""
    plain = _CONTROLS.sub("", text)
    return unicodedata.normalize("NFKC", plain) if _SHAPED.search(plain) else plain


def arabic_spans(text: str) -> Iterator[tuple[int, int]]:
    """Half-open spans of the sentences of an Arabic paragraph, without the white space between them.

    A full stop behind a single letter (a title) or a number of an item does not end one.
    """
    start = 0
    for found in (*_END.finditer(text), None):
        end = found.end() if found else len(text)
        if found and found.group()[0] == "." and _ABBREVIATION.search(text[max(start, found.start() - 3) : found.start()]):
            continue
        inner = text[start:end]
        if inner.strip():
            first = start + len(inner) - len(inner.lstrip())
            yield first, first + len(inner.strip())
        start = end


def arabic_units(paragraphs: Sequence[str]) -> list[Unit]:
    """The sentences of Arabic paragraphs."""
    return list(_units(paragraphs, ((number, span) for number, text in enumerate(paragraphs) for span in arabic_spans(text))))


def english_units(paragraphs: Sequence[str]) -> list[Unit]:
    """The sentences of English paragraphs."""
    return list(_units(paragraphs, ((number, span) for number, text in enumerate(paragraphs) for span in sentence_spans(text))))


def _units(paragraphs: Sequence[str], spans: Iterable[tuple[int, tuple[int, int]]]) -> Iterator[Unit]:
    last = -1
    for number, (start, end) in spans:
        yield Unit(number, number != last, start, end, comparable(paragraphs[number][start:end]))
        last = number
