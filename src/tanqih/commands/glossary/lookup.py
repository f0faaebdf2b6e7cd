"""`tanqih glossary lookup`: entries for a text, and what would be reported in it, how sure, and why or why not."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tanqih.arabic import ARABIC_LETTER
from tanqih.check import Checker
from tanqih.commands.glossary.common import JSON_VERSION, place, settings
from tanqih.commands.output import ARROW, MIDDLE_DOT, as_json
from tanqih.commands.terminal import Piece, Screen, one_line, standard_screen, visible, writable
from tanqih.config import Config, merged
from tanqih.document import Span
from tanqih.errors import ConfigError
from tanqih.formats.plain import document_from_text
from tanqih.glossary.entries import AnyEntry, Entry
from tanqih.glossary.glossary import Glossary
from tanqih.glossary.lookup import By, Hit, forms_of_entry, lookup, nearest
from tanqih.glossary.why import Verdict, confidence_of, explain
from tanqih.issue import Issue
from tanqih.text import Page

MAX_SHOWN = 10
"""Entries, and words that are passed over, of which more are shown with --verbose only."""
_FAMILIES = ("term", "name")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of a text.

    Attributes:
        text: the query.
        hits: entries, the closest first.
        verdicts: patterns that fit the text, each with the issue that comes of it, if any.
        nearest: entries that are spelled or sound alike, where there is nothing else.
        config: the settings.
    """

    text: str
    hits: list[Hit]
    verdicts: list[tuple[Verdict, Issue | None]]
    nearest: list[Hit]
    config: Config


def look_up(args: argparse.Namespace) -> int:
    """Show what is known of a text; 1 when nothing is."""
    text = " ".join(args.text).strip()
    if not any(char.isalnum() for char in text):
        raise ConfigError("nothing to look up; give a word, Arabic or English")
    screen = standard_screen(args.color)
    config = merged(settings(args), profile=args.profile, min_confidence=args.min_confidence)
    answer = _answer(text, args.arabic, config)
    if args.format == "json":
        writable(screen.stream, "utf-8").write(as_json(_as_json(answer)) + "\n")
    else:
        _show(screen, answer, verbose=args.verbose)
    return int(not answer.hits and not answer.verdicts)


def _answer(text: str, arabic: str | None, config: Config) -> Answer:
    checker = Checker(replace(config, select=_FAMILIES, ignore=()))
    glossary = checker.glossary
    assert glossary is not None  # noqa: S101 - the families use it
    hits = lookup(glossary, text)
    if arabic:
        known = {hit.number for hit in hits}
        hits += [hit for hit in lookup(glossary, arabic) if hit.by is By.ARABIC and hit.number not in known]
    verdicts = [] if ARABIC_LETTER.search(text) else list(_verdicts(text, arabic, checker, glossary))
    found = bool(hits or verdicts)
    return Answer(text, hits, verdicts, [] if found else nearest(glossary, text), config)


def _verdicts(text: str, arabic: str | None, checker: Checker, glossary: Glossary) -> Iterator[tuple[Verdict, Issue | None]]:
    document = document_from_text(text)
    if arabic:
        document = document.with_source(arabic)
    issues = checker.check(document).issues
    told: dict[tuple[int, int], list[Verdict]] = {}
    for verdict in sorted(explain(glossary, Page(document, glossary, checker.profile.names)), key=lambda found: not found.kept):
        earlier = told.setdefault((verdict.block, id(verdict.entry)), [])
        if not any(verdict.start < other.end and other.start < verdict.end for other in earlier):
            earlier.append(verdict)
            yield verdict, next((issue for issue in issues if _comes_of(issue, verdict)), None) if verdict.kept else None


def _comes_of(issue: Issue, verdict: Verdict) -> bool:
    """Whether an issue is what a verdict came to."""
    same = issue.rule == verdict.entry.rule and issue.segment == verdict.block
    origins = {suggestion.origin for suggestion in issue.suggestions}
    return same and issue.span.overlaps(Span(verdict.start, verdict.end)) and (not origins or verdict.entry.origin in origins)


def _outcome(verdict: Verdict, issue: Issue | None, config: Config) -> tuple[bool, str]:
    """Whether words are reported, and in a phrase what becomes of them."""
    if issue is not None:
        shown = issue.confidence >= config.min_confidence
        return shown, f"{issue.confidence:.0%} " + ("reported" if shown else f"not reported, below {config.min_confidence:.0%}")
    if verdict.kept and isinstance(verdict.entry, Entry) and verdict.entry.wire:
        return False, "not reported: house style, which the profile wire reports"
    if verdict.kept:
        return False, f"not reported: the rule asks for more than the entry does (tanqih rules {verdict.entry.rule})"
    return False, "not reported"


def _show(screen: Screen, answer: Answer, *, verbose: bool) -> None:
    if not answer.hits and not answer.verdicts:
        screen.wrapped([Piece("", f"Nothing in the glossaries for {one_line(answer.text)!r}.")])
        for hit in answer.nearest:
            screen.line("  did you mean ", Piece("bold", one_line(hit.words)), f"?  {_titled(hit.entry)}  {_place(hit.entry)}")
        return
    entries = {id(hit.entry): hit.entry for hit in answer.hits}
    if answer.verdicts:
        screen.line(Piece("bold", "In this text"))
        reported: list[tuple[Verdict, Issue | None]] = []
        passed: list[tuple[Verdict, Issue | None]] = []
        for verdict, issue in answer.verdicts:
            (reported if verbose or _outcome(verdict, issue, answer.config)[0] else passed).append((verdict, issue))
            entries.setdefault(id(verdict.entry), verdict.entry)
        for verdict, issue in (*reported, *passed[:MAX_SHOWN]):
            _show_verdict(screen, verdict, issue, answer.config)
        _more(screen, len(passed) - MAX_SHOWN)
    screen.line(Piece("bold", "Entries"))
    ways = {id(hit.entry): hit for hit in answer.hits}
    for entry in list(entries.values())[: None if verbose else MAX_SHOWN]:
        _show_entry(screen, entry, ways.get(id(entry)))
    _more(screen, 0 if verbose else len(entries) - MAX_SHOWN)


def _more(screen: Screen, number: int) -> None:
    if number > 0:
        screen.line(Piece("dim", f"  {number} more (-v)"))


def _show_verdict(screen: Screen, verdict: Verdict, issue: Issue | None, config: Config) -> None:
    reported, outcome = _outcome(verdict, issue, config)
    new = one_line(verdict.found.replacements[0].new) if verdict.found and verdict.found.replacements else ""
    words = [Piece("bold" if reported else "", f"“{one_line(verdict.text)}”"), Piece("", f" {ARROW} “{new}”" if new else "")]
    screen.line("  ", *words, "  ", Piece("major" if reported else "dim", outcome), Piece("dim", f"  {_place(verdict.entry)}"))
    for reason in verdict.reasons:
        screen.wrapped([Piece("", one_line(reason))], "      ", f"    {MIDDLE_DOT} ")
    screen.line()


def _show_entry(screen: Screen, entry: AnyEntry, hit: Hit | None) -> None:
    screen.line("  ", Piece("bold", _titled(entry)))
    term = (
        [entry.pos, entry.rule, f"desk {'|'.join(entry.desks) or 'any'}", "house style" * entry.wire]
        if isinstance(entry, Entry)
        else []
    )
    kind = [] if isinstance(entry, Entry) else [f"name of a {entry.kind}", entry.rule]
    facts = [_place(entry), *term, *kind, f"evidence {entry.evidence}"]
    screen.wrapped([Piece("dim", f" {MIDDLE_DOT} ".join(fact for fact in facts if fact))], "      ")
    if hit is not None:
        _line(screen, "found by", f"{hit.by.value}: {hit.words}")
    lists: dict[str, Sequence[str]] = {"arabic": entry.arabic, "english": forms_of_entry(entry), "wrong": entry.wrong}
    for name, words in (lists | {"near": entry.near, "far": entry.far}).items():
        if words and not (name in ("arabic", "english") and len(words) == 1):
            _line(screen, name, " | ".join(words))
    if entry.note:
        _line(screen, "note", entry.note)
    if entry.wrong:
        _line(screen, "how sure", "; ".join(f"{share:.0%} {when}" for when, share in confidence_of(entry)))
    screen.line()


def _line(screen: Screen, name: str, text: str) -> None:
    screen.wrapped([Piece("", one_line(text))], " " * 16, f"      {name:10}")


def _titled(entry: AnyEntry) -> str:
    return one_line(f"{entry.arabic[0]} {ARROW} {forms_of_entry(entry)[0]}")


def _place(entry: AnyEntry) -> str:
    return visible(place(entry.path, entry.line))


def entry_as_json(entry: AnyEntry) -> dict[str, object]:
    """An entry as JSON: the columns of its file, and where it stands."""
    common: dict[str, object] = {
        "path": entry.path,
        "line": entry.line,
        "rule": entry.rule,
        "origin": entry.origin,
        "arabic": list(entry.arabic),
        "english": list(forms_of_entry(entry)) if isinstance(entry, Entry) else [entry.english],
        "wrong": list(entry.wrong),
        "evidence": entry.evidence,
        "near": list(entry.near),
        "far": list(entry.far),
        "note": entry.note,
        "confidence": [{"when": when, "confidence": share} for when, share in confidence_of(entry)] if entry.wrong else [],
    }
    if isinstance(entry, Entry):
        return common | {"pos": entry.pos, "desks": list(entry.desks), "profile": "wire" if entry.wire else "any"}
    return common | {"kind": entry.kind, "variants": list(entry.variants)}


def _as_json(answer: Answer) -> dict[str, object]:
    findings = []
    for verdict, issue in answer.verdicts:
        reported, outcome = _outcome(verdict, issue, answer.config)
        new = verdict.found.replacements if verdict.found else ()
        confidence = issue.confidence if issue else verdict.found.confidence if verdict.found else None
        findings.append(
            {
                "segment": verdict.block,
                "start": verdict.start,
                "end": verdict.end,
                "text": verdict.text,
                "pattern": verdict.pattern,
                "reported": reported,
                "outcome": outcome,
                "confidence": confidence,
                "reasons": list(verdict.reasons),
                "suggestions": [replacement.new for replacement in new],
                "entry": entry_as_json(verdict.entry),
            }
        )
    return {
        "version": JSON_VERSION,
        "text": answer.text,
        "findings": findings,
        "entries": [entry_as_json(hit.entry) | {"found_by": hit.by.name.lower(), "found": hit.words} for hit in answer.hits],
        "nearest": [entry_as_json(hit.entry) | {"found": hit.words} for hit in answer.nearest],
    }
