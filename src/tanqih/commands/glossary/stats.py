"""`tanqih glossary stats`: how many entries, patterns and names there are, by file, desk, class, evidence, profile and kind."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable

from tanqih.commands.glossary.common import JSON_VERSION, named_files, place, settings
from tanqih.commands.output import as_json
from tanqih.commands.terminal import Piece, Screen, standard_screen, visible, writable
from tanqih.glossary.entries import AnyEntry, Entry, load_file
from tanqih.glossary.index import patterns_of


def stats(args: argparse.Namespace) -> int:
    """Count the entries; 0 always."""
    config, screen = settings(args), standard_screen(args.color)
    entries = {str(path): load_file(path) for path in named_files(args.paths, config)}
    counts = _counts(entry for held in entries.values() for entry in held)
    files = {path: len(held) for path, held in entries.items()}
    if args.format == "json":
        writable(screen.stream, "utf-8").write(as_json({"version": JSON_VERSION, "files": files, **counts}) + "\n")
    else:
        _show(screen, {place(path): number for path, number in files.items()}, counts)
    return 0


def _counts(entries: Iterable[AnyEntry]) -> dict[str, dict[str, int]]:
    """Counts by what is counted; the first are totals."""
    totals: Counter[str] = Counter()
    tables: dict[str, Counter[str]] = {
        name: Counter() for name in ("desks", "classes", "parts_of_speech", "profiles", "kinds", "evidence")
    }
    for entry in entries:
        totals.update(["entries", "terms" if isinstance(entry, Entry) else "names"])
        totals["patterns"] += len(patterns_of(entry))
        totals["arabic_forms"] += len(entry.arabic)
        tables["evidence"][entry.evidence] += 1
        if isinstance(entry, Entry):
            tables["desks"].update(entry.desks or ("any",))
            tables["classes"][entry.rule] += 1
            tables["parts_of_speech"][entry.pos] += 1
            tables["profiles"]["wire" if entry.wire else "any"] += 1
        else:
            tables["kinds"][entry.kind] += 1
            totals["names_with_variants"] += bool(entry.variants)
            totals["variants"] += len(entry.variants)
    order = ("entries", "terms", "names", "names_with_variants", "variants", "arabic_forms", "patterns")
    return {"totals": {name: totals[name] for name in order}} | {
        name: dict(table.most_common()) for name, table in tables.items()
    }


def _show(screen: Screen, files: dict[str, int], counts: dict[str, dict[str, int]]) -> None:
    for title, table in ({"totals": counts["totals"], "files": files} | counts).items():
        if not table:
            continue
        screen.line(Piece("bold", title.replace("_", " ").capitalize()))
        width = max(map(len, table))
        for name, number in table.items():
            screen.line(f"  {visible(name.replace('_', ' ') if title == 'totals' else name):{width}}  {number:8,}")
        screen.line()
