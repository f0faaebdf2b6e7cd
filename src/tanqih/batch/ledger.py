"""The side ledger: one JSON line per changed record, from which the input comes back; and the dead letters.

A line of the ledger holds the edits in code points of the text as it was read. Where the edits alone would not give the record's
bytes back (an escape that was written otherwise, an annotation), it also holds the bytes that differ. This is found out by undoing
every record before it is written. Hashes of both sides let undo refuse what it was not made for.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from typing import Any

from tanqih.batch.hunks import TextEdit, inverted, reverted
from tanqih.batch.records import BadRecord, Codec, Record

VERSION = 1
_STEP = 4096


class UndoError(Exception):
    """A record that is not what the ledger says; its text is the reason."""


def text_hash(text: str) -> str:
    """16 hex digits of a text."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def bytes_hash(data: bytes) -> str:
    """16 hex digits of bytes."""
    return hashlib.blake2b(data, digest_size=8).hexdigest()


def as_line(value: dict[str, Any]) -> bytes:
    """One line of JSON in UTF-8, deterministic. Half characters (in ids, in names of files that are no UTF-8) become JSON's escapes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace") + b"\n"


def head(settings: dict[str, Any]) -> bytes:
    """The first line of a ledger: what made it."""
    return as_line({"ledger": "tanqih", "version": VERSION, **settings})


def change_line(
    record: Record,
    identity: str,
    before: str,
    after: str,
    edits: Sequence[TextEdit],
    out: bytes,
    codec: Codec,
    *,
    annotated: bool,
) -> bytes:
    """The ledger's line of one changed record.

    Args:
        record: as it came.
        identity: id of the record, "" for none.
        before, after: its text.
        edits: that turn the one into the other.
        out: its rendered bytes.
        codec: of the container.
        annotated: the field `EXTRA_FIELD` was put in.

    Raises:
        BadRecord: undoing would not give the text back.
    """
    line: dict[str, Any] = {"record": record.number, "place": record.place}
    if identity:
        line["id"] = identity
    line["before"], line["after"] = text_hash(before), text_hash(after)
    line["edits"] = [
        {"start": edit.start, "end": edit.end, "before": edit.before, "after": edit.after, "rule": " ".join(edit.rules)}
        for edit in edits
    ]
    if annotated:
        line["annotated"] = True
    if not codec.exact:
        if reverted(after, edits) != before:
            raise BadRecord("its changes could not be recorded so that they can be undone")
    elif annotated or _undone(record._replace(raw=out), line, codec) != record.raw:
        line["bytes"] = _splice(record.raw, out)
    return as_line(line)


def header_line(record: Record, out: bytes) -> bytes:
    """The ledger's line of a header that was changed."""
    return as_line({"record": record.number, "place": record.place, "header": True, "bytes": _splice(record.raw, out)})


def dead_line(record: Record, reason: str) -> bytes:
    """The ledger's line of a record that is missing from the output."""
    return as_line({"record": record.number, "place": record.place, "dead": reason})


def dead_letter(record: Record, reason: str) -> bytes:
    """The dead letter of a bad record: number, place, reason, its bytes in base64; of one over the limit only their start."""
    letter: dict[str, Any] = {"record": record.number, "place": record.place, "reason": reason}
    if record.size:
        letter["size"] = record.size
    letter["raw"] = base64.b64encode(record.raw).decode()
    return as_line(letter)


def undone(record: Record, line: dict[str, Any], codec: Codec) -> bytes:
    """The bytes that a record had before it was changed.

    Args:
        record: of the output.
        line: of the ledger.
        codec: of the output's container.

    Raises:
        UndoError: the record is not what the ledger says.
    """
    if "bytes" in line:
        return _unspliced(record.raw, line["bytes"])
    found = _undone(record, line, codec)
    if found is None:
        raise UndoError("its text is not the one that the ledger tells of")
    return found


def _undone(record: Record, line: dict[str, Any], codec: Codec) -> bytes | None:
    """As `undone`, from the edits alone; None when the record is not what the ledger says."""
    try:
        text = codec.parse(record).text
        if text_hash(text) != line["after"]:
            return None
        edits = [TextEdit(edit["start"], edit["end"], edit["before"], edit["after"], ()) for edit in line["edits"]]
        before = reverted(text, edits)
        if before is None or text_hash(before) != line["before"]:
            return None
        return codec.render(record, before, {} if line.get("annotated") else None, inverted(edits))
    except BadRecord:
        return None


def _splice(raw: bytes, out: bytes) -> dict[str, Any]:
    """What stood in the input between the equal start and the equal end of two byte strings."""
    head = _common(raw, out)
    tail = min(_common(raw[::-1], out[::-1]), min(len(raw), len(out)) - head)
    return {
        "start": head,
        "end": len(out) - tail,
        "input": base64.b64encode(raw[head : len(raw) - tail]).decode(),
        "before": bytes_hash(raw),
        "after": bytes_hash(out),
    }


def _unspliced(out: bytes, splice: dict[str, Any]) -> bytes:
    if bytes_hash(out) != splice["after"]:
        raise UndoError("its bytes are not those that the ledger tells of")
    raw = out[: splice["start"]] + base64.b64decode(splice["input"]) + out[splice["end"] :]
    if bytes_hash(raw) != splice["before"]:
        raise UndoError("the ledger's line is damaged")
    return raw


def _common(a: bytes, b: bytes) -> int:
    """Length of the common start."""
    at = 0
    shorter = min(len(a), len(b))
    while at < shorter and a[at : at + _STEP] == b[at : at + _STEP]:
        at += _STEP
    at = min(at, shorter)
    while at < shorter and a[at] == b[at]:
        at += 1
    return at
