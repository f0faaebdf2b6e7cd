"""What rules see of a text: a page of blocks, each with sentences, words and quotations, computed once and shared.

The splitter is made for broken machine translation: paragraphs and headings come first (from the reader), then sentences that
survive stray marks, lower-case starts, initials, decimals, ellipses and datelines. Offsets always index the block's text.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from tanqih.document import Document, Role, Segment, Span
from tanqih.english import FUNCTION_WORDS, NEVER_FINAL_ABBREVIATIONS, SAYING, SOMETIMES_FINAL_ABBREVIATIONS
from tanqih.folding import tokens_of
from tanqih.issue import Edit
from tanqih.lazy import computed
from tanqih.quotation import CLOSING, OPENING, RIGHT_SINGLE, Quotations, find_quotations

if TYPE_CHECKING:
    from tanqih.glossary.glossary import Glossary
    from tanqih.glossary.look import NameLook
    from tanqih.glossary.match import Match

_APOSTROPHE = "'" + RIGHT_SINGLE
_WORD = re.compile(rf"[^\W_]+(?:[{_APOSTROPHE}\-][^\W_]+)*|[^\W_]+")
_CLOSERS = f"[\"{CLOSING}{RIGHT_SINGLE}')\\]]"
_STOPS = ".!?\N{HORIZONTAL ELLIPSIS}\N{ARABIC QUESTION MARK}"
_BOUNDARY = re.compile(
    # One stop first, and alternatives behind it: so the search leaps from stop to stop.
    rf"[{_STOPS}](?:[{_STOPS}]*{_CLOSERS}*(?:\s+[\"{CLOSING}](?=\s|$|[.,]))*[.]*(?=\s|$)\s*"
    rf"|(?<=[a-z][a-z]\.)(?=[A-Z][a-z]+[\s,]))"
)
_LAST_CHUNK = re.compile(r"[^\s\"(\[]+$")
_INITIAL = re.compile(r"(?:^|[\s.(])[A-Z]$")
QUOTATION_REACH = 8
"""Paragraphs over which a quotation may run without a mark."""
_ABBREVIATIONS = NEVER_FINAL_ABBREVIATIONS | SOMETIMES_FINAL_ABBREVIATIONS
_SENTENCE_OPENERS = FUNCTION_WORDS | frozenset("however meanwhile earlier later".split())


class Labelled(NamedTuple):
    """What a model says of some words of a page.

    Attributes:
        block: index of the block.
        text: of the block.
        span: the words.
        edit: what mends them; None when they are only pointed at.
        confidence: calibrated.
        origin: `model:NAME`.
    """

    block: int
    text: str
    span: Span
    edit: Edit | None
    confidence: float
    origin: str


_NOTHING: Mapping[str, Sequence[Labelled]] = {}


class Word(NamedTuple):
    """A word of a block: letters and digits with inner apostrophes and hyphens."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """The word in lower case with straight apostrophes."""
        return self.text.lower().replace(RIGHT_SINGLE, "'")

    @property
    def capitalised(self) -> bool:
        """True when the first letter is a capital."""
        return self.text[:1].isupper()


_new = tuple.__new__
"""Makes a word without the detour over its class's own `__new__`: words are a sixth of the time of a check."""


def words_of(text: str, start: int = 0, end: int = sys.maxsize) -> list[Word]:
    """The words of a text between two offsets, in order."""
    return [_new(Word, (m[0], *m.span())) for m in _WORD.finditer(text, start, end)]


class Sentence:
    """A sentence of a block, with the marks and stray marks that end it, without the white space after it."""

    __slots__ = ("_words", "block", "end", "index", "start")

    def __init__(self, block: Block, index: int, start: int, end: int) -> None:
        self.block, self.index, self.start, self.end = block, index, start, end
        self._words: list[Word] | None = None

    def __repr__(self) -> str:
        return f"Sentence({self.text!r})"

    @property
    def text(self) -> str:
        """The sentence."""
        return self.block.text[self.start : self.end]

    @property
    def words(self) -> list[Word]:
        """The words of the sentence."""
        if self._words is None:
            self._words = words_of(self.block.text, self.start, self.end)
        return self._words

    @property
    def core_end(self) -> int:
        """Offset behind its last word, before the final marks."""
        words = self.words
        return words[-1].end if words else self.start

    @property
    def previous(self) -> Sentence | None:
        """The sentence before it in the same block."""
        return self.block.sentences[self.index - 1] if self.index else None

    @property
    def next(self) -> Sentence | None:
        """The sentence after it in the same block."""
        return self.block.sentences[self.index + 1] if self.index + 1 < len(self.block.sentences) else None


class Block:
    """One segment as rules see it: its target, and what is computed from it on first use.

    `index` is the segment's in the document, `position` the block's on the page, where segments without text do not count.
    """

    def __init__(self, page: Page, segment: Segment, position: int) -> None:
        self.page, self.segment, self.text = page, segment, segment.target
        self.index, self.position = segment.index, position
        self.memo: dict[Any, Any] = {}
        """What rules have found out about the block and may ask again, each under a key of its own."""

    @property
    def role(self) -> Role:
        """What kind of block it is."""
        return self.segment.role

    @property
    def is_heading(self) -> bool:
        """True for a headline or a subheading."""
        return self.segment.role.is_heading

    @property
    def previous(self) -> Block | None:
        """The block before it."""
        return self.page.blocks[self.position - 1] if self.position else None

    @property
    def next(self) -> Block | None:
        """The block after it."""
        return self.page.blocks[self.position + 1] if self.position + 1 < len(self.page.blocks) else None

    @computed
    def words(self) -> list[Word]:
        """All words, in order."""
        return words_of(self.text)

    @computed
    def tokens(self) -> list[str]:
        """The text as bare tokens, for quick looks; see `folding.tokens_of`."""
        return tokens_of(self.text)

    @computed
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]

    def word_index(self, offset: int) -> int:
        """Index of the first word that starts at or after an offset."""
        return bisect_left(self._starts, offset)

    @computed
    def sentences(self) -> list[Sentence]:
        """All sentences, in order; see `sentence_spans`."""
        return [Sentence(self, i, start, end) for i, (start, end) in enumerate(sentence_spans(self.text))]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that an offset lies in, or the one before it."""
        ends = self._sentence_ends
        return self.sentences[min(bisect_left(ends, offset), len(ends) - 1)] if ends else None

    @computed
    def _sentence_ends(self) -> list[int]:
        return [sentence.end for sentence in self.sentences]

    @computed
    def quotations(self) -> Quotations:
        """The quotation marks, resolved."""
        return find_quotations(self.text)

    @computed
    def continues_quotation(self) -> bool:
        """True when a quotation is open from an earlier paragraph: the last mark before this one, not far back, opens."""
        block, steps = self.previous, 0
        while block is not None and not block.is_heading and steps < QUOTATION_REACH:
            if block.quotations.marks:
                return block.quotations.marks[-1].opens or (bool(block.quotations.unclosed) and block.text[:1] in OPENING)
            block, steps = block.previous, steps + 1
        return False

    @computed
    def quotation_runs_on(self) -> bool:
        """True when the block's last mark opens a quotation that a later paragraph takes up or closes."""
        if not self.quotations.marks or not self.quotations.unclosed:
            return False
        block, steps = self.next, 0
        if block is not None and block.text[:1] and block.text[0] in '"' + OPENING:
            return True
        while block is not None and not block.is_heading and steps < QUOTATION_REACH and self.quotations.marks[-1].opens:
            if block.quotations.marks:
                first = block.quotations.marks[0]
                return not first.opens and first.partner is None and not first.apart
            block, steps = block.next, steps + 1
        return False

    def quoted(self, start: int, end: int | None = None) -> bool:
        """True when the span (or place) lies within a quotation, also one carried over from an earlier paragraph."""
        if self.quotations.inside(start) and (end is None or self.quotations.inside(end)):
            return True
        stray = self.quotations.stray
        return self.continues_quotation and bool(stray) and start <= stray[0].at

    def protected(self, start: int, end: int) -> bool:
        """True when the span touches text that must not change."""
        span = Span(start, end)
        return any(span.overlaps(other) for other in self.segment.protected)


class Page:
    """A document as rules see it: its segments with text, in order, the glossary, and the names that a profile prefers."""

    def __init__(
        self, document: Document, glossary: Glossary | None = None, preferred_names: Mapping[str, str] | None = None
    ) -> None:
        self.document, self.glossary, self.preferred_names = document, glossary, preferred_names or {}
        self.labelled: Mapping[str, Sequence[Labelled]] = _NOTHING
        """What a model says of the page, by rule id; put in by `check` where one is used."""
        filled = (segment for segment in document.segments if segment.target)
        self.blocks = [Block(self, segment, position) for position, segment in enumerate(filled)]

    @property
    def headline(self) -> Block | None:
        """The first headline."""
        return next((block for block in self.blocks if block.role is Role.HEADLINE), None)

    @computed
    def matches(self) -> dict[str, list[Match]]:
        """What the glossary finds on the page, by rule id; empty without one."""
        return self.glossary.matches(self) if self.glossary else {}

    @computed
    def name_look(self) -> NameLook | None:
        """What a quick look at the page's names tells; None without a glossary."""
        return self.glossary.look(self) if self.glossary else None


def skip_spaces(text: str, at: int, end: int | None = None) -> int:
    """Offset of the first character at or after `at`, before `end`, that is no white space; `end` when there is none."""
    end = len(text) if end is None else end
    while at < end and text[at].isspace():
        at += 1
    return at


def skip_back(text: str, at: int, also: str = "") -> int:
    """Offset behind the last character before `at` that is neither white space nor one of `also`; 0 when there is none."""
    while at > 0 and (text[at - 1].isspace() or text[at - 1] in also):
        at -= 1
    return at


def neighbours(text: str, start: int, end: int) -> tuple[str, str]:
    """The nearest characters before and behind a span that are no white space; empty at the ends of the text."""
    before, after = skip_back(text, start), skip_spaces(text, end)
    return text[before - 1 : before] if before else "", text[after : after + 1]


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Half-open spans of the sentences of one paragraph, without the white space between them.

    A closing mark set apart by spaces after a full stop stays with the sentence before it. A full stop followed by a lower-case
    word ends a sentence unless it ends an abbreviation; an ellipsis before a lower-case word does not.
    """
    spans: list[tuple[int, int]] = []
    start = len(text) - len(text.lstrip())
    for m in _BOUNDARY.finditer(text):
        end = m.start() + len(m.group().rstrip())
        if m.end() < len(text) and not _ends_sentence(text, m.start(), m.group().rstrip(), m.end()):
            continue
        if end > start:
            spans.append((start, end))
        start = m.end()
    rest = text[start:].rstrip()
    if rest:
        spans.append((start, start + len(rest)))
    return spans


def _ends_sentence(text: str, stop: int, mark: str, following: int) -> bool:
    if mark == "." and text[following].isupper():
        last = text[text.rfind(" ", max(0, stop - 24), stop) + 1 : stop]
        if last.isalpha() and last.islower() and len(last) > 1 and last not in _ABBREVIATIONS:
            return True
    after = text[following : following + 24].lstrip("\"'([" + OPENING)
    first = after.split(None, 1)[0] if after.split() else ""
    lower = first[:1].islower()
    if mark[0] == "\N{HORIZONTAL ELLIPSIS}" or mark.startswith("..."):
        return not lower
    if mark[0] in "!?":
        return not lower
    if lower and mark != "." and first.strip(",.") in SAYING | {"he", "she", "they"}:
        return False
    if mark != "." or not first:
        return True
    chunk = _LAST_CHUNK.search(text[max(0, stop - 24) : stop])
    word = chunk.group().lower() if chunk else ""
    if word in NEVER_FINAL_ABBREVIATIONS and (first[:1].isupper() or first[:1].isdigit() or lower):
        return word == "no" and not first[:1].isdigit()
    if word in SOMETIMES_FINAL_ABBREVIATIONS:
        return not lower and first.lower().strip(",.") in _SENTENCE_OPENERS
    return not _INITIAL.search(text[max(0, stop - 2) : stop])
