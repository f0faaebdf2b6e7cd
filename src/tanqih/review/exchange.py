"""Decisions as JSON lines: written out at any time, and replayed on the text without a screen.

One line per decision that stands, in the order they were made:

    {"version": 1, "file": "news/a.txt", "document": "news/a.txt", "text": "<hash>", "round": 0, "step": 3, "key": "…",
     "verdict": "accept", "rule": "punct/double-dot", "choice": 0, "segment": 0, "start": 15, "end": 17, "words": "..",
     "edits": [{"segment": 0, "start": 15, "end": 17, "text": "."}], "made_at": 1700000000.0, "seconds": 2.1, "keystrokes": 1,
     "typed": 0, "note": ""}

`text` is the hash of the document's words (`entry.content_hash`); offsets count code points of a segment as it reads at the start of
the decision's round. Decisions on a text with the same hash are replayed exactly and need no rule; on another text they are taken
over where their issue is still there. A note on an issue that is not decided is a line with the verdict "note", its key and the note.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tanqih.document import Span
from tanqih.errors import ConfigError, InputError
from tanqih.issue import Decision, Edit, Verdict
from tanqih.review.entry import Entry, content_hash
from tanqih.review.schema import NOTE

if TYPE_CHECKING:
    from tanqih.review.opening import Opening

EXPORT_VERSION = 1


@dataclass(frozen=True, slots=True)
class Foreign:
    """Decisions on one document of a file of decisions: id of the document and of its file, hash of its text."""

    file: str
    document: str
    text: str
    entries: list[Entry] = field(default_factory=list)


def exported(opening: Opening) -> Iterator[str]:
    """The lines of an export, each with its line feed: the decisions on all documents that stand."""
    queue = opening.session.queue
    for container in opening.containers:
        for index in range(*container.documents):
            if queue.untouched(index):
                continue
            document = queue.documents[index]
            notes = dict(queue.remarks(index))
            place = {"file": container.options["id"], "document": document.id, "text": content_hash(document)}
            for entry in queue.entries(index):
                noted = replace(entry, note=notes.pop(entry.decision.key, entry.note))
                yield json.dumps({"version": EXPORT_VERSION, **place, **_as_json(noted)}) + "\n"
            for key, note in notes.items():
                yield json.dumps({"version": EXPORT_VERSION, **place, "key": key, "verdict": NOTE, "note": note}) + "\n"


def _as_json(entry: Entry) -> dict[str, Any]:
    d = entry.decision
    return {
        "round": entry.round,
        "step": d.group,
        "key": d.key,
        "verdict": d.verdict.value,
        "rule": d.rule,
        "choice": d.choice,
        "segment": d.segment,
        "start": entry.span.start,
        "end": entry.span.end,
        "words": entry.words,
        "edits": [{"segment": e.segment, "start": e.span.start, "end": e.span.end, "text": e.text} for e in d.edits],
        "made_at": d.made_at,
        "seconds": d.seconds,
        "keystrokes": d.keystrokes,
        "typed": d.typed,
        "note": entry.note,
    }


def read_decisions(path: str) -> list[Foreign]:
    """The decisions of a file, by document, in the order of the file.

    Raises:
        InputError: it cannot be read, or a line is no decision of this version; names file and line.
    """
    try:
        lines = Path(path).read_bytes().split(b"\n")
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", "name a file that --export wrote", path=path) from None
    found: dict[tuple[str, str, str], Foreign] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            table = json.loads(line)
            if table["version"] != EXPORT_VERSION:
                raise InputError(f"version {table['version']} is not known", "upgrade tanqih", path=path, line=number)
            place = (str(table["file"]), str(table["document"]), str(table["text"]))
            if table["verdict"] != NOTE:
                found.setdefault(place, Foreign(*place)).entries.append(_from_json(table))
        except (ValueError, KeyError, TypeError) as error:
            what = f"not a decision ({type(error).__name__}: {error})"
            raise InputError(what, "name a file that --export wrote", path=path, line=number) from None
    return list(found.values())


def _from_json(table: Mapping[str, Any]) -> Entry:
    edits = tuple(Edit(int(e["segment"]), Span(e["start"], e["end"]), str(e["text"])) for e in table["edits"])
    decision = Decision(
        str(table["key"]),
        Verdict(table["verdict"]),
        edits,
        int(table["step"]),
        None if table["choice"] is None else int(table["choice"]),
        str(table["rule"]),
        int(table["segment"]),
        float(table["made_at"]),
        float(table["seconds"]),
        int(table["keystrokes"]),
        int(table["typed"]),
    )
    return Entry(decision, int(table["round"]), str(table["words"]), Span(table["start"], table["end"]), str(table["note"]))


def names_for(paths: Iterable[str], decisions: Iterable[Foreign]) -> dict[str, str]:
    """By path, the id that the documents of a file went by when the decisions on them were written out.

    A file is found by the end of its path; a single file with decisions on a single one needs no likeness.

    Raises:
        ConfigError: there are no decisions on one of the files.
    """
    known = list(dict.fromkeys(one.file for one in decisions))
    given = list(paths)
    if len(given) == len(known) == 1:
        return {given[0]: known[0]}
    names: dict[str, str] = {}
    for path in given:
        parts = Path(path).resolve().parts
        alike = [name for name in known if parts[-len(Path(name).parts) :] == Path(name).parts]
        alike = alike or [name for name in known if Path(name).name == Path(path).name]
        if len(alike) != 1:
            raise ConfigError(f"{path}: {'no decisions' if not alike else 'decisions on several files'} of this name")
        names[path] = alike[0]
    return names
