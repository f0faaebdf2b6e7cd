"""The report of a finished run: figures for programs as JSON, and one HTML page for people."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import Any

from tanqih.batch.journal import Journal
from tanqih.batch.outputs import Outputs
from tanqih.batch.parts import write_file
from tanqih.batch.statistics import Statistics
from tanqih.batch.work import Settings

VERSION = 1
SHOWN_CHANGES, SHOWN_DEAD = 50, 50


def write_reports(outputs: Outputs, journal: Journal, settings: Settings) -> None:
    """Write both reports beside the output.

    Args:
        outputs: the paths.
        journal: of the run.
        settings: of the run.

    Raises:
        OSError: they cannot be written.
    """
    from tanqih.batch.page import page

    made = outputs.folder / "dead.jsonl"
    facts = figures(outputs.output.name, journal, settings, made if made.exists() else outputs.side("dead"))
    write_file(outputs.report_json, json.dumps(facts, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace") + b"\n")
    write_file(outputs.report_html, page(facts).encode("utf-8", "backslashreplace"))


def figures(name: str, journal: Journal, settings: Settings, dead: Path) -> dict[str, Any]:
    """The report as JSON types: `version`, what was done, counts, scores, rules, changes, dead letters (keys as in docs/batch.md)."""
    known = journal.progress
    found = known.statistics
    before, after = found.scores
    rules = sorted({*found.issues, *found.applied, *found.remaining})
    return {
        "version": VERSION,
        "output": name,
        "input": journal.fact("describe"),
        "mode": settings.mode,
        "min_confidence": settings.min_confidence,
        "signature": journal.fact("identity")["signature"],
        "records": found.records,
        "changed": found.changed,
        "dead": found.dead,
        "duplicates": found.duplicates,
        "skipped": journal.fact("skipped"),
        "bytes_in": found.bytes_in,
        "bytes_out": found.bytes_out,
        "words": found.words,
        "processor_seconds": round(known.seconds, 3),
        "seconds": round(journal.fact("wall"), 3),
        "score": {"before": round(before, 2), "after": round(after, 2)},
        "severities": dict(sorted(found.severities.items())),
        "families": dict(found.families.most_common()),
        "rules": [
            {"rule": rule, "found": found.issues[rule], "applied": found.applied[rule], "remaining": found.remaining[rule]}
            for rule in sorted(rules, key=lambda rule: (-found.issues[rule], rule))
        ],
        "changes": _changes(found),
        "dead_reasons": dict(found.reasons.most_common()),
        "dead_letters": _dead_letters(dead),
        "failures": {rule: {"count": number, "first": said} for rule, (number, said) in sorted(found.failures.items())},
    }


def _changes(found: Statistics) -> list[dict[str, Any]]:
    """The most frequent changes, with the first place of each."""
    ordered = sorted(found.changes.values(), key=lambda change: (-change["count"], change["rule"], change["before"]))
    return [dict(change) for change in ordered[:SHOWN_CHANGES]]


def _dead_letters(path: Path) -> list[dict[str, Any]]:
    """The first dead letters, without their bytes."""
    if not path.exists():
        return []
    with path.open("rb") as stream:
        letters = [json.loads(line) for line in islice(stream, SHOWN_DEAD)]
    return [{key: letter[key] for key in ("record", "place", "reason")} for letter in letters]
