"""What a worker notes of an article for the index: its likeness, its blocks and its mistakes, as one line of JSON.

Pure: it depends on the record and on the issues that were found, so that every engine gives the index the same notes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tanqih.batch.dump.likeness import exact_key, key_of, signature, words_of
from tanqih.batch.records import Record
from tanqih.document import Document, Segment
from tanqih.issue import Issue, Suggestion
from tanqih.rules.boilerplate.learned import folded, site_of

SHORTEST, LONGEST = 8, 400
"""Characters of a block that is counted."""
EDGE = 2
"""Segments at either end of an article that are its start and its end; the end has one more, for a signature."""
LONGEST_MISTAKE = 80
"""Characters of a mistake that is counted, and of its suggestion: longer words do not recur."""


class BlockNote(NamedTuple):
    """A block of an article: key of its site and folded text, text, and whether it stands at the start and at the end."""

    key: int
    text: str
    starts: bool
    ends: bool


class MistakeNote(NamedTuple):
    """A mistake of an article: key of rule, words and first suggestion; these, the suggestion's origin, the Arabic where the rule names
    it, and at how many places.
    """

    key: int
    rule: str
    text: str
    suggestion: str
    origin: str
    arabic: str
    places: int


class Note(NamedTuple):
    """What is noted of a record.

    Attributes:
        number, place, id: of the record; "" when it has no id of its own.
        raw: hash of its bytes.
        words: how many it has.
        exact, signature: as in `likeness`; the signature is b"" for a short text.
        site: as in `site_of`.
        blocks, mistakes: of the article.
    """

    number: int
    place: str
    id: str
    raw: int
    words: int
    exact: int
    signature: bytes
    site: str
    blocks: tuple[BlockNote, ...]
    mistakes: tuple[MistakeNote, ...]


def note_of(record: Record, name: str, document: Document, issues: Iterable[Issue]) -> Note:
    """The note of an article.

    Args:
        record: as it came.
        name: its own id, "" for none.
        document: as it was read.
        issues: those that count.
    """
    words = words_of(" ".join(segment.target for segment in document.segments))
    site = site_of(document.id)
    return Note(
        record.number,
        _sound(record.place),
        _sound(name),
        raw_key(record),
        len(words),
        exact_key(words),
        signature(words),
        _sound(site),
        tuple(_blocks(site, document.segments)),
        tuple(_mistakes(document, issues)),
    )


def raw_key(record: Record) -> int:
    """Hash of the bytes of a record."""
    return key_of(record.raw)


def packed(note: Note) -> bytes:
    """A note as JSON."""
    return json.dumps([*note[:6], note.signature.hex(), *note[7:]], separators=(",", ":")).encode()


def unpacked(data: bytes) -> Note:
    """The note that `packed` gave."""
    number, place, name, raw, words, exact, sign, site, blocks, mistakes = json.loads(data)
    found = tuple(map(BlockNote._make, blocks)), tuple(map(MistakeNote._make, mistakes))
    return Note(number, place, name, raw, words, exact, bytes.fromhex(sign), site, *found)


def _blocks(site: str, segments: Iterable[Segment]) -> Iterator[BlockNote]:
    """The blocks of an article, each once, where it stands first."""
    targets = [segment.target for segment in segments if segment.target.strip()]
    seen: set[int] = set()
    for at, target in enumerate(targets):
        if SHORTEST <= len(target) <= LONGEST:
            key = _key(site, folded(target))
            if key not in seen:
                seen.add(key)
                starts, ends = at < EDGE, at >= len(targets) - EDGE - 1
                yield BlockNote(key, target, starts and not ends, ends)


def _mistakes(document: Document, issues: Iterable[Issue]) -> Iterator[MistakeNote]:
    """The mistakes of an article, each once."""
    sources = {segment.index: segment.source or "" for segment in document.segments}
    places: Counter[tuple[str, str, str]] = Counter()
    about: dict[tuple[str, str, str], tuple[str, str]] = {}
    for issue in issues:
        best = issue.best
        text, suggestion = _spaced(issue.text), _spaced(_mended(issue, best)) if best else ""
        if max(len(text), len(suggestion)) <= LONGEST_MISTAKE:
            span = issue.source_span
            arabic = _spaced(sources[issue.segment][span.start : span.end]) if span else ""
            mistake = issue.rule, text, suggestion
            places[mistake] += 1
            about.setdefault(mistake, (best.origin if best else "", arabic[:LONGEST_MISTAKE]))
    for mistake, count in places.items():
        yield MistakeNote(_key(*mistake), *mistake, *about[mistake], count)


def _mended(issue: Issue, best: Suggestion) -> str:
    """The words of an issue as its first suggestion would have them."""
    text, start = issue.text, issue.span.start
    for edit in sorted(best.edits, reverse=True):
        if edit.segment == issue.segment and start <= edit.span.start and edit.span.end <= issue.span.end:
            text = text[: edit.span.start - start] + edit.text + text[edit.span.end - start :]
    return text


def _key(*parts: str) -> int:
    return key_of("\x1f".join(parts).encode("utf-8", "surrogatepass"))


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _sound(text: str) -> str:
    """A text that SQLite takes: what is no character (names of files, ids) becomes a question mark."""
    return text.encode("utf-8", "replace").decode()
