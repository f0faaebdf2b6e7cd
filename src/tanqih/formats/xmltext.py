"""Text inside XML elements: what a reader shows of it.

Inline tags, comments and the marks of CDATA sections become zero-width marks; elements that hold codes of another format (`ph`, `bpt`)
are one mark with all that is in them. Where white space is not to be kept, a line break with the indent around it shows one space. Outer
white space stays outside the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from tanqih.document import Mark, Span
from tanqih.formats.pieces import Block, Kind, Piece
from tanqih.formats.protect import addresses, merged
from tanqih.formats.xmltokens import Token

_SPACES_OR_WORDS = re.compile(r"[ \t\n]+|[^ \t\n]+")
ITS = "http://www.w3.org/2005/11/its"
_LONGEST_LINE_END = 2


class Inline(NamedTuple):
    """What the elements inside a text mean.

    Attributes:
        uri: start of the namespace's name; elements of others are kept as one mark each.
        codes: elements that hold no text of this language, but `sub`.
        stands_for: of these, those that stand for something seen (an image, a number), not for the start or end of formatting.
        segment: name and value of the `mrk` attribute that cuts a text into segments; None where there are none.
    """

    uri: str
    codes: frozenset[str]
    stands_for: frozenset[str]
    segment: tuple[str, str] | None = None

    def local(self, name: str) -> str:
        """Name without its namespace; "" for an element of another one."""
        uri, space, local = name.rpartition(" ")
        return local if not space or uri.startswith(self.uri) else ""


class _Item(NamedTuple):
    """A token of a text; `mark` when it shows nothing, `stands` when it is a code that stands for something seen."""

    token: Token
    mark: bool
    protected: bool = False
    stands: bool = False


class Content:
    """Collects the tokens of one element with text; `feed` it all tokens between its tags.

    Attributes:
        parts: (kind, id, content) of texts inside: "sub" for texts inside codes, "seg" for the segments that `mrk` elements make.
        comments: the XML comments inside.
    """

    def __init__(self, inline: Inline, *, preserve: bool, protect: bool = False) -> None:
        """Args:
        inline: what the elements inside mean.
        preserve: keep white space as it is (`xml:space="preserve"`).
        protect: all of it must not change (`translate="no"`).
        """
        self._inline, self._preserve = inline, preserve
        self.parts: list[tuple[str, str, Content]] = []
        self.comments: list[str] = []
        self._items: list[_Item] = []
        self._open: list[bool] = [protect]  # for each open element, whether its text is protected
        self._between: set[str] = set()  # ids of open `sm` marks that protect what follows
        self._code: list[Token] = []  # start tags of open elements inside a code, the code's own first
        self._part: tuple[Content, int] | None = None  # the text inside that is open, and how many elements are open in it

    @property
    def is_segmented(self) -> bool:
        """True when the text is cut into segments by `mrk` elements."""
        return any(kind == "seg" for kind, _, _ in self.parts)

    def feed(self, token: Token) -> None:
        """Take in one token."""
        if self._part:
            self._feed_part(*self._part, token)
        elif self._code:
            self._feed_code(token)
        elif token.kind == "start":
            self._start(token)
        elif token.kind == "text":
            self._items.append(_Item(token, mark=False, protected=self._open[-1] or bool(self._between)))
        else:
            if token.kind == "end":
                self._open.pop()
            elif token.kind == "comment":
                self.comments.append(token.text)
            self._items.append(_Item(token, mark=True))

    def _start(self, token: Token) -> None:
        local, attributes = self._inline.local(token.name), token.attributes
        if not local or local in self._inline.codes:
            self._code.append(token)
            return
        kept = (
            attributes.get("translate") == "no"
            or attributes.get(f"{ITS} translate") == "no"
            or attributes.get("mtype") == "protected"
        )
        protected = self._open[-1] or kept
        self._items.append(_Item(token, mark=True))
        wanted = self._inline.segment
        if local == "mrk" and wanted and attributes.get(wanted[0]) == wanted[1]:
            self._begin("seg", attributes.get("mid", ""), protected)
        else:
            self._open.append(protected)

    def _begin(self, kind: str, name: str, protected: bool) -> None:
        part = Content(self._inline, preserve=self._preserve, protect=protected)
        self.parts.append((kind, name, part))
        self._part = part, 0

    def _feed_part(self, part: Content, depth: int, token: Token) -> None:
        depth += (token.kind == "start") - (token.kind == "end")
        if depth >= 0:
            part.feed(token)
            self._part = part, depth
            return
        self._part = None
        if self._code:
            self._feed_code(token)
        else:
            self._items.append(_Item(token, mark=True))

    def _feed_code(self, token: Token) -> None:
        """Inside a code: count elements; the text of `sub` is a part."""
        if token.kind == "start":
            self._code.append(token)
            if self._inline.local(token.name) == "sub":
                self._begin("sub", "", self._open[-1])
        elif token.kind == "end":
            first = self._code.pop()
            if not self._code:
                local = self._inline.local(first.name)
                self._items.append(_Item(first._replace(end=token.end), mark=True, stands=local in self._inline.stands_for))
                if local == "sm" and first.attributes.get("translate") == "no":
                    self._between.add(first.attributes.get("id", ""))
                elif local == "em":
                    self._between.discard(first.attributes.get("startRef", ""))

    def block(self, base: int) -> tuple[Block, tuple[Span, ...]] | None:
        """The text with its raw pieces (offsets from `base` in the file) and its protected spans; None when it shows nothing.

        Spaces on both sides of a code that stands for something are protected, for they are one each.
        """
        parts = self._parts()
        target = "".join(part.piece.text for part in parts)
        if not target:
            return None
        offset = 0
        marks: list[Mark] = []
        spans: list[Span] = []
        for piece, protected, stands in parts:
            if piece.kind is Kind.MARK:
                marks.append(Mark(offset, ""))
                if stands and target[offset - 1 : offset + 1].isspace() and offset > 0:
                    spans.append(Span(offset - 1, offset + 1))
            elif protected and piece.text:
                spans.append(Span(offset, offset + len(piece.text)))
            offset += len(piece.text)
        shifted = tuple(part.piece._replace(start=part.piece.start - base, end=part.piece.end - base) for part in parts)
        return Block(target, tuple(marks), shifted), merged([*spans, *addresses(target)])

    def text(self) -> str:
        """What is shown, "" for nothing."""
        return "".join(part.piece.text for part in self._parts())

    def _parts(self) -> list[_Part]:
        parts: list[_Part] = []
        for is_mark, run in groupby(self._items, key=lambda item: item.mark):
            if is_mark:
                parts += (_Part(Piece(Kind.MARK, token.start, token.end, ""), False, stands) for token, _, _, stands in run)
                continue
            shown = [_shown(item) for item in run]
            parts += shown if self._preserve or not any("\n" in part.piece.text for part in shown) else _folded(shown)
        _hide_edge(parts, range(len(parts)), str.lstrip)
        _hide_edge(parts, range(len(parts))[::-1], str.rstrip)
        return parts


class _Part(NamedTuple):
    """A piece, whether it must not change, and whether it is a code that stands for something seen."""

    piece: Piece
    protected: bool
    stands: bool = False


def _shown(item: _Item) -> _Part:
    start, end, text = item.token.start, item.token.end, item.token.text
    return _Part(Piece(Kind.TEXT if end - start == len(text) else Kind.ATOM, start, end, text), item.protected)


def _folded(parts: Iterable[_Part]) -> Iterator[_Part]:
    """White space with a line break in it, there for the looks of the file, as one space. A line break written as a reference is meant."""
    waiting: list[_Part] = []
    for part in parts:
        kind, start, end, text = part.piece
        if kind is Kind.ATOM and end - start > _LONGEST_LINE_END:
            yield from _one_space(waiting)
            yield part
            continue
        for found in _SPACES_OR_WORDS.finditer(text):
            stop = end if kind is Kind.ATOM else start + found.end()
            cut = part._replace(piece=Piece(kind, start + found.start(), stop, found.group()))
            if found.group()[0] in " \t\n":
                waiting.append(cut)
            else:
                yield from _one_space(waiting)
                yield cut
    yield from _one_space(waiting)


def _one_space(waiting: list[_Part]) -> Iterator[_Part]:
    """Empties the list: one part for white space with a line break, the same parts for other."""
    if any("\n" in part.piece.text for part in waiting):
        yield waiting[0]._replace(piece=Piece(Kind.ATOM, waiting[0].piece.start, waiting[-1].piece.end, " "))
    else:
        yield from waiting
    waiting.clear()


def _hide_edge(parts: list[_Part], order: Sequence[int], strip: Callable[[str], str]) -> None:
    """Hide the white space at one end of the text."""
    for at in order:
        kind, start, end, text = parts[at].piece
        kept = strip(text)
        if kept == text and text:
            return
        if kept:  # so it is not an atom
            if text.startswith(kept):
                cut = start + len(kept)
                halves = [Piece(kind, start, cut, kept), Piece(Kind.HIDDEN, cut, end, "")]
            else:
                cut = end - len(kept)
                halves = [Piece(Kind.HIDDEN, start, cut, ""), Piece(kind, cut, end, kept)]
            parts[at : at + 1] = [parts[at]._replace(piece=piece) for piece in halves]
            return
        if text:
            parts[at] = parts[at]._replace(piece=Piece(Kind.HIDDEN, start, end, ""))
