"""A decision as the store keeps it: with its round and what finds its issue again, as a row and back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tanqih.document import Document, Span
from tanqih.issue import Decision, Edit, Verdict

NOWHERE = Span(0, 0)
COLUMNS = "round, grp, key, verdict, edits, choice, rule, segment, made_at, seconds, keystrokes, typed, words, start, end, note"


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision in the log, with what finds its issue again in another version of the text.

    Attributes:
        decision: what was decided.
        round: the round it was made in, from 0.
        words: the issue's words, or the paragraph for a rewrite.
        span: their place in the round's base.
        note: what the reviewer wrote about the issue, for people.
    """

    decision: Decision
    round: int = 0
    words: str = ""
    span: Span = NOWHERE
    note: str = ""


def content_hash(document: Document) -> str:
    """Hash of the targets that offsets refer to: 32 hex digits."""
    joined = "\x1e".join(segment.target for segment in document.segments)
    return hashlib.blake2b(joined.encode("utf8", "surrogatepass"), digest_size=16).hexdigest()


def values_of(entry: Entry) -> tuple[Any, ...]:
    """The values of `COLUMNS`; texts as ASCII JSON, so that lone surrogates survive."""
    d = entry.decision
    edits = json.dumps([[edit.segment, edit.span.start, edit.span.end, edit.text] for edit in d.edits])
    effort = (d.made_at, d.seconds, d.keystrokes, d.typed)
    place = (json.dumps(entry.words), entry.span.start, entry.span.end, json.dumps(entry.note))
    return (entry.round, d.group, d.key, d.verdict.value, edits, d.choice, d.rule, d.segment, *effort, *place)


def entry_of(values: Sequence[Any]) -> Entry:
    """The entry of a row of `COLUMNS`."""
    number, group, key, verdict, edits, choice, rule, segment, *effort, words, start, end, note = values
    made = tuple(Edit(index, Span(first, last), text) for index, first, last, text in json.loads(edits))
    decision = Decision(key, Verdict(verdict), made, group, choice, rule, segment, *effort)
    return Entry(decision, number, json.loads(words), Span(start, end), json.loads(note) if note else "")


def marker(verdict: str, group: int = 0, key: str = "", note: str = "") -> tuple[Any, ...]:
    """The values of `COLUMNS` for a line of the log that is no decision (see `schema`); it has no moment, for a review may be private."""
    return (0, group, key, verdict, "[]", None, "", 0, 0.0, 0.0, 0, 0, '""', 0, 0, json.dumps(note))
