"""Records as TBX: ISO 30042:2008 (TBX-Basic, `martif`) and ISO 30042:2019 (TBX-Basic or TBX-Core, `tbx` in DCA style).

What the standards have a category for goes into it: subject field, part of speech, administrative status. Conditions, kinds of names and
patterns they have none for, and a category of one's own makes a file invalid in its dialect; a `note` is allowed at every level of every
dialect, so those go into notes that begin with `tanqih:` (one field each), which other programs show and keep. A pattern is written out
as plain deprecated terms besides. TBX-Core knows no status: wrong renderings stand there in notes alone, lest they pass for good English.
Source: https://www.tbxinfo.net, schemas of the TBX-Basic dialect (LTAC-Global/TBX-Basic_dialect).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import NamedTuple

from tanqih._version import __version__
from tanqih.glossary.exchange.record import MAX_PLAIN, Losses, Record, cells_of, is_plain, plain_phrases
from tanqih.glossary.exchange.tbxread import MARK, POS

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML 1.0 document may hold."""
_POS = {ours: theirs for theirs, ours in POS.items() if theirs != "properNoun"}
_MADE = f"Written by tanqih {__version__}. Notes that begin with {MARK} hold fields that TBX has no category for."


class Dialect(NamedTuple):
    """Names of a version and what it can hold."""

    root: str
    head: str
    entry: str
    language: str
    term: str
    categories: bool
    opening: str


TBX2 = Dialect(
    "martif", "martifHeader", "termEntry", "langSet", "tig", True,
    '<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">\n<martif type="TBX-Basic" xml:lang="en">',
)  # fmt: skip
_NAMESPACE = 'xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">'
TBX3 = Dialect(
    "tbx", "tbxHeader", "conceptEntry", "langSec", "termSec", True, f'<tbx type="TBX-Basic" style="dca" {_NAMESPACE}'
)  # fmt: skip
TBX3_CORE = TBX3._replace(categories=False, opening=f'<tbx type="TBX-Core" style="dca" {_NAMESPACE}')


def write(records: Sequence[Record], losses: Losses, dialect: Dialect) -> bytes:
    """A TBX document; fields that it keeps in notes only are counted."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', dialect.opening, *_head(dialect), "<text><body>"]
    for number, record in enumerate(records, 1):
        lines.extend(_entry(number, record, losses, dialect))
    losses.written += len(records)
    lines.append(f"</body></text>\n</{dialect.root}>\n")
    return "\n".join(lines).encode()


def _head(dialect: Dialect) -> Iterator[str]:
    yield f"<{dialect.head}>"
    yield f"  <fileDesc><sourceDesc><p>{_MADE}</p></sourceDesc></fileDesc>"
    if dialect is TBX2:
        yield '  <encodingDesc><p type="XCSURI">TBXBasicXCSV02.xcs</p></encodingDesc>'
    yield f"</{dialect.head}>"


def _entry(number: int, record: Record, losses: Losses, dialect: Dialect) -> Iterator[str]:
    xml = _Text(losses)
    yield f'<{dialect.entry} id="c{number}">'
    yield from _about(record, xml, losses, dialect)
    yield f'  <{dialect.language} xml:lang="ar">'
    for form in record.arabic:
        yield from _term(form, record, "", (), xml, dialect)
    yield f'  </{dialect.language}>\n  <{dialect.language} xml:lang="en">'
    for rank, form in enumerate((*record.english, *record.variants)):
        yield from _term(form, record, "admitted" if rank else "preferred", (), xml, dialect)
    if dialect.categories:
        marked = [pattern for pattern in record.wrong if not is_plain(pattern)]
        losses.in_notes["marks of patterns"] += bool(marked)
        losses.in_notes[f"alternatives beyond {MAX_PLAIN}"] += any(len(plain_phrases(pattern)) == MAX_PLAIN for pattern in marked)
        for pattern in record.wrong:
            notes = (f"pattern={pattern}",) if pattern in marked else ()
            for phrase in plain_phrases(pattern):
                yield from _term(phrase, record, "deprecated", notes, xml, dialect)
    yield f"  </{dialect.language}>\n</{dialect.entry}>"


def _about(record: Record, xml: _Text, losses: Losses, dialect: Dialect) -> Iterator[str]:
    """What is said of the whole entry."""
    cells = cells_of(record)
    kept = ["kind", "class", "evidence", "near", "far", "profile"]
    if dialect.categories:
        for desk in record.desks:
            if desk != "any":
                yield f'  <descrip type="subjectField">{xml(desk)}</descrip>'
    else:
        kept += ["desk", "pos", "wrong"]
    for column in kept:
        if cells[column] and (column, cells[column]) not in (("profile", "any"), ("desk", "any")):
            losses.in_notes[column] += 1
            yield f"  <note>{xml(f'{MARK}{column}={cells[column]}')}</note>"
    if record.note:
        yield f"  <note>{xml(f'{MARK}note={record.note}' if record.note.startswith(MARK) else record.note)}</note>"


def _term(text: str, record: Record, status: str, notes: Iterable[str], xml: _Text, dialect: Dialect) -> Iterator[str]:
    yield f"    <{dialect.term}>"
    yield f"      <term>{xml(text)}</term>"
    if dialect.categories:
        pos = _POS.get(record.pos, "") if not record.kind else "properNoun" if dialect is TBX2 else "noun"
        if pos and status != "deprecated":
            yield f'      <termNote type="partOfSpeech">{pos}</termNote>'
        if status:
            yield f'      <termNote type="administrativeStatus">{status}Term-admn-sts</termNote>'
    for note in notes:
        yield f"      <note>{xml(MARK + note)}</note>"
    yield f"    </{dialect.term}>"


class _Text:
    """Text as an XML document holds it; what it cannot hold is left out and counted once for each entry."""

    def __init__(self, losses: Losses) -> None:
        self._losses, self._counted = losses, False

    def __call__(self, text: str) -> str:
        if _FORBIDDEN.search(text):
            text = _FORBIDDEN.sub("", text)
            if not self._counted:
                self._counted = True
                self._losses.lost["characters that XML cannot hold"] += 1
        return escape(text, quote=False)
