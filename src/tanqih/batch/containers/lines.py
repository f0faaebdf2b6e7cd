"""Records that are lines: JSON Lines, and tables without quoting."""

from __future__ import annotations

import io
from collections.abc import Iterator

from tanqih.batch.containers.streams import Piece, drained

_BLANKS_AT_ONCE = 64 * 1024
"""Lines; longer runs of blank ones come in parts."""


def line_pieces(stream: io.BufferedReader, line: int, limit: int) -> Iterator[Piece]:
    """The lines of a stream (LF ends one), runs of blank ones as headers; one over the limit (bytes, with its end) is not kept."""
    readline = stream.readline
    blanks: list[bytes] = []
    while raw := readline(limit + 1):
        if raw.isspace() and len(raw) <= limit:
            blanks.append(raw)
            if len(blanks) < _BLANKS_AT_ONCE:
                continue
        if blanks:
            yield _blank(blanks, line)
            line += len(blanks)
            if blanks[-1] is raw:
                blanks = []
                continue
            blanks = []
        yield Piece(raw, len(raw), line) if len(raw) <= limit else drained(stream, raw, line, limit)
        line += 1
    if blanks:
        yield _blank(blanks, line)


def _blank(lines: list[bytes], line: int) -> Piece:
    raw = b"".join(lines)
    return Piece(raw, len(raw), line, len(lines), header=True)
