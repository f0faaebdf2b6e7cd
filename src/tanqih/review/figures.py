"""How statistics are shown: tables with bars for people, JSON and CSV for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from tanqih.commands.output import count
from tanqih.commands.terminal import ELLIPSIS, Piece, Screen, cells, one_line, visible
from tanqih.issue import Decision, Verdict
from tanqih.review.entry import Entry
from tanqih.review.log import Made, Name
from tanqih.review.statistics import DayWork, DocumentWork, RuleWork, Statistics, spelt_time

VERSION = 1
KINDS = ("document", "rule", "day", "decision")
_BAR, _LEAST = 20, 12
"""Widest bar and narrowest name."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_UNKNOWN = "\N{EN DASH}"

_BLANK = Statistics(
    [DocumentWork()], [RuleWork()], [DayWork()], [Made(Name("", ""), 0, Entry(Decision("", Verdict.ACCEPT)), stands=True)]
)
_BLOCKS = (
    "\N{FULL BLOCK}",
    "\N{LEFT ONE EIGHTH BLOCK}\N{LEFT ONE QUARTER BLOCK}\N{LEFT THREE EIGHTHS BLOCK}\N{LEFT HALF BLOCK}\
\N{LEFT FIVE EIGHTHS BLOCK}\N{LEFT THREE QUARTERS BLOCK}\N{LEFT SEVEN EIGHTHS BLOCK}",
)

Record = dict[str, Any]


def records(found: Statistics, kind: str) -> list[Record]:
    """The rows of one of `KINDS`, as plain values; what is not known is None. docs/report.md says what each key is."""
    if kind == "document":
        return [_of_document(work) for work in found.documents]
    if kind == "rule":
        return [_of_rule(work) for work in found.rules]
    if kind == "day":
        return [{"day": work.day, **_effort(work)} for work in found.days]
    return [_of_decision(made) for made in found.decisions]


def as_object(found: Statistics, store: str, since: str | None) -> Record:
    """Everything, as one JSON object."""
    return {"version": VERSION, "store": store, "since": since, **{f"{kind}s": records(found, kind) for kind in KINDS}}


def as_csv(found: Statistics, kind: str) -> str:
    """The rows of one kind with a heading, as RFC 4180 says.

    Hidden characters are visible, and a text that a spreadsheet would take for a formula begins with an apostrophe (OWASP, "CSV
    Injection").
    """
    keys = list(records(_BLANK, kind)[0])
    out = io.StringIO()
    writer = csv.DictWriter(out, keys, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: _cell(value) for key, value in record.items()} for record in records(found, kind))
    return out.getvalue()


def _cell(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = visible(value, keep="\n")
    return f"'{text}" if text.startswith(_FORMULA) else text


def _effort(work: DocumentWork | RuleWork | DayWork) -> Record:
    return {
        "decided": work.decided,
        "withdrawn": work.withdrawn,
        "seconds": round(work.seconds, 3),
        "keystrokes": work.keystrokes,
        "typed": work.typed,
    }


def _of_document(work: DocumentWork) -> Record:
    return {
        "document": work.name.document,
        "path": work.name.path or None,
        "words": work.words,
        "words_seen": work.words_seen,
        **_effort(work),
        "words_per_hour": _rounded(work.words_per_hour, 1),
        "edit_rate": _rounded(work.edit_rate, 4),
    }


def _of_rule(work: RuleWork) -> Record:
    verdicts = {"accepted": work.accepted, "accepted_first": work.first, "own_text": work.own_text}
    refused = {"rejected": work.rejected, "ignored": work.ignored}
    return {"rule": work.rule, **_effort(work), **verdicts, **refused, "accept_rate": _rounded(work.accept_rate, 4)}


def _of_decision(made: Made) -> Record:
    decision = made.decision
    at = datetime.fromtimestamp(decision.made_at, UTC).isoformat(timespec="seconds") if decision.made_at else None
    return {
        "document": made.name.document,
        "path": made.name.path or None,
        "made_at": at,
        "key": decision.key,
        "rule": decision.rule or None,
        "verdict": decision.verdict.value,
        "choice": decision.choice,
        "stands": made.stands,
        "seconds": decision.seconds,
        "keystrokes": decision.keystrokes,
        "typed": decision.typed,
        "note": made.entry.note or None,
    }


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def show_tables(screen: Screen, found: Statistics) -> None:
    """Write the tables: documents, rules with a bar for the accept rate, days with a bar for the decisions."""
    if not found.documents:
        screen.line("No decisions.")
        return
    works = found.documents
    rows = [_document_row(work.name.document, work) for work in works]
    if len(works) > 1:
        rows.append(_document_row(f"{count(len(works), 'document')}", _total(works)))
    _table(screen, ("Document", "Words", "Decided", "Time", "Words/h", "Keys", "Typed", "Edits"), rows)
    if found.rules:
        rules = sorted(found.rules, key=lambda work: (-work.decided, work.rule))
        bars = [work.accept_rate or 0.0 for work in rules]
        heads = ("Rule", "Decided", "Accepted", "Own text", "Rejected", "Ignored", "Accept rate")
        _table(screen, heads, [_rule_row(work) for work in rules], bars)
    if found.days:
        most = max(work.decided for work in found.days) or 1
        rows = [[work.day, f"{work.decided:,}", spelt_time(work.seconds), f"{work.keystrokes:,}"] for work in found.days]
        _table(screen, ("Day", "Decided", "Time", "Keys"), rows, [work.decided / most for work in found.days])


def _document_row(name: str, work: DocumentWork) -> list[str]:
    rate = _UNKNOWN if work.edit_rate is None else f"{work.edit_rate:.1%}"
    hour = _UNKNOWN if work.words_per_hour is None else f"{work.words_per_hour:,.0f}"
    words = _UNKNOWN if work.words is None else f"{work.words:,}"
    keys = f"{work.keystrokes:,}", f"{work.typed:,}"
    return [one_line(name), words, f"{work.decided:,}", spelt_time(work.seconds), hour, *keys, rate]


def _rule_row(work: RuleWork) -> list[str]:
    numbers = (work.decided, work.accepted, work.own_text, work.rejected, work.ignored)
    rate = _UNKNOWN if work.accept_rate is None else f"{work.accept_rate:.0%}"
    return [work.rule, *(f"{number:,}" for number in numbers), rate]


def _total(works: Sequence[DocumentWork]) -> DocumentWork:
    """The sums; what one document does not know is not known of all."""
    total = DocumentWork(words=0, words_seen=0)
    for work in works:
        total.decided += work.decided
        total.seconds += work.seconds
        total.keystrokes += work.keystrokes
        total.typed += work.typed
        total.words = None if None in (total.words, work.words) else (total.words or 0) + (work.words or 0)
        seen = total.words_seen, work.words_seen
        total.words_seen = None if None in seen else sum(number or 0 for number in seen)
    return total


def _table(screen: Screen, heads: Sequence[str], rows: Sequence[Sequence[str]], bars: Sequence[float] = ()) -> None:
    """Write rows under their heads, the first column to the left, numbers to the right; `bars` are lengths from 0 to 1."""
    widths = [max(cells(cell) for cell in column) for column in zip(heads, *rows, strict=True)]
    rest = sum(widths[1:]) + 2 * (len(widths) - 1)
    widths[0] = max(_LEAST, min(widths[0], screen.width - rest))
    bar = min(_BAR, screen.width - widths[0] - rest - 2) if bars else 0
    screen.line(Piece("bold", _cells(heads, widths)))
    for number, row in enumerate(rows):
        drawn = f"  {_bar(bars[number], bar, screen.stream.encoding)}" if bar > 0 else ""
        screen.line(_cells(row, widths), Piece("green", drawn))
    screen.line()


def _cells(row: Sequence[str], widths: Sequence[int]) -> str:
    name = row[0]
    if cells(name) > widths[0]:  # the end of a path tells more than its start
        while cells(name) > widths[0] - 1:
            name = name[1:]
        name = ELLIPSIS + name
    rest = (f"{cell:>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True))
    return "  ".join([name + " " * (widths[0] - cells(name)), *rest])


def _bar(share: float, width: int, encoding: str | None) -> str:
    """A bar of at most `width` columns, to an eighth of one; of number signs where the encoding has no blocks."""
    whole, part = divmod(round(share * width * 8), 8)
    text = _BLOCKS[0] * whole + (_BLOCKS[1][part - 1] if part else "")
    try:
        text.encode(encoding or "ascii")
    except UnicodeEncodeError:
        return "#" * round(share * width)
    return text
