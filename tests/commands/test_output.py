"""Reports."""

from __future__ import annotations

import io
import json

import pytest

from tanqih.check import Checker
from tanqih.commands.output import Tally, as_json, changes_of, reporter, summary
from tanqih.commands.patch import hunks, lines_of, marked, show_words, unified
from tanqih.commands.terminal import ELLIPSIS, Piece, Screen
from tanqih.document import Document, Segment, Span
from tanqih.errors import ConfigError
from tanqih.formats.plain import document_from_text
from tanqih.issue import Applicability, Edit, Issue, Report, Severity, Suggestion

TEXT = "The talks ended on Friday.. Sixty men &amp; women left."


def written(name: str, report: Report, *, verbose: bool = False, color: str = "never") -> str:
    stream = io.StringIO()
    to = reporter(name, Screen(stream, color), verbose=verbose)
    tally = Tally()
    tally.add(report)
    to.document(report, "a.txt")
    to.finish(tally)
    return stream.getvalue()


def report_of(*suggestions: Suggestion, text: str = "One two three.") -> Report:
    segments = (Segment(0, text), Segment(1, "Four five."))
    issue = Issue(
        "punct/spacing", "c/d", Severity.MAJOR, 0.5, 0, Span(4, 7), "It is\x1b wrong.", suggestions, key="k" * 16, text="two"
    )
    return Report(Document("a", segments), (issue,))


def test_json_and_jsonl_hold_the_same_issues() -> None:
    report = Checker().check(document_from_text(TEXT))
    data = json.loads(written("json", report))
    assert data["issues"] == [json.loads(line) for line in written("jsonl", report).splitlines()]
    assert data["summary"] == {
        "documents": 1, "documents_with_issues": 1, "words": 10, "issues": 2, "set_aside": 0,
        "severities": {"neutral": 0, "minor": 2, "major": 0, "critical": 0},
    }  # fmt: skip


def test_json_escapes_what_a_terminal_would_obey() -> None:
    value = "a\x1b\x9b\N{RIGHT-TO-LEFT OVERRIDE}\U000e0041\ud800\N{ARABIC LETTER BEH}"
    text = as_json(value)
    assert text == '"a\\u001b\\u009b\\u202e\\udb40\\udc41\\ud800\N{ARABIC LETTER BEH}"'
    assert json.loads(text) == value


def test_unknown_format() -> None:
    with pytest.raises(ConfigError, match=r"there are: text, json, jsonl"):
        reporter("checkstile", Screen(io.StringIO()))


def test_an_issue_without_a_suggestion_or_place() -> None:
    lines = written("text", report_of()).splitlines()
    assert lines[0] == "a.txt  major  punct/spacing  50%"
    assert lines[1:3] == ["    One two three.", "        ^^^"]
    assert "\x1b" not in lines[3]
    assert lines[4] == ""
    assert lines[5] == "1 issue in 1 of 1 document: 1 major."


def test_the_best_suggestion_and_all_of_them() -> None:
    first = Suggestion((Edit(0, Span(4, 7), "2"),), "write 2", "rule:punct/spacing", Applicability.REVIEW)
    second = Suggestion(
        (Edit(0, Span(3, 7), ""), Edit(1, Span(0, 4), "4")), "drop it", "model:x", Applicability.FLAG, guard="a number"
    )
    dot, arrow = "\N{MIDDLE DOT}", "\N{RIGHTWARDS ARROW}"
    short = written("text", report_of(first, second))
    assert f"  {arrow} One [two]{{2}} three.\n    review {dot} write 2 {dot} rule {dot} 1 more (-v)\n" in short
    full = written("text", report_of(first, second), verbose=True)
    assert "k" * 16 in full
    assert (
        f"  {arrow} One[ two] three.\n    [Four]{{4}} five.\n    flag {dot} drop it {dot} model:x {dot} held back: a number\n"
        in full
    )
    assert "\x1b[31;9mtwo\x1b[0m\x1b[32;1m2\x1b[0m" in written("text", report_of(first), color="always")


def test_edits_far_apart_are_shown_apart() -> None:
    text = "a word " * 60
    suggestion = Suggestion((Edit(0, Span(0, 1), "A"), Edit(0, Span(301, 302), "A")))
    rows = list(changes_of(suggestion, {0: Segment(0, text)}))
    assert len(rows) == 2
    assert rows[0][:2] == [Piece("delete", "a"), Piece("insert", "A")]
    assert all(sum(len(piece.text) for piece in row) < 100 for row in rows)
    assert rows[1][0].text.startswith(ELLIPSIS)


def test_summary_lines() -> None:
    tally = Tally(documents=2, touched=1, words=1200, set_aside=1)
    assert summary(tally) == "No issues in 2 documents, 1,200 words. (1 set aside)"
    tally.severities.update({Severity.CRITICAL: 1, Severity.MINOR: 2})
    tally.actions.update({Applicability.SAFE: 1, Applicability.REVIEW: 1})
    said = "3 issues in 1 of 2 documents: 1 critical, 2 minor (1 set aside). `tanqih fix` mends 1, 1 waits for your decision"
    assert summary(tally).startswith(said)
    assert tally.fails("critical")
    assert not Tally().fails("neutral")


def test_hunks_count_from_the_lines_before() -> None:
    before, after = "a\nb\nc\nd\ne\nf", "a\nb\nc\nd\ne\ng"
    (hunk,) = hunks(before, after, (10, 9))
    assert hunk.header == "@@ -13,4 +12,4 @@"
    end = "\\ No newline at end of file\n"
    assert unified(hunk) == f"@@ -13,4 +12,4 @@\n c\n d\n e\n-f\n{end}+g\n{end}"
    assert lines_of("a\r\nb\rc\n") == ["a\r\n", "b\rc\n"]


def test_a_very_long_line_is_shown_around_its_changes() -> None:
    old = "word " * 2000
    new = old[:5000] + "new " + old[5000:]
    pieces = marked(old, new)
    assert ("insert", "new ") in pieces
    assert sum(len(text) for _, text in pieces) < 400


def test_words_of_a_hunk_line_by_line() -> None:
    stream = io.StringIO()
    before = "One two three.\n\nSubscribe to us.\n\nFour five six.\nSame.\n"
    for hunk in hunks(before, "One 2 three.\n\nFour five 6.\nSame.\nNew.\n"):
        show_words(Screen(stream, "always"), hunk)
    assert stream.getvalue().splitlines() == [
        "    1  One \x1b[31;9mtwo\x1b[0m\x1b[32;1m2\x1b[0m three.",
        "    3  \x1b[31;9mSubscribe to us.\x1b[0m",
        "    5  Four five \x1b[31;9msix\x1b[0m\x1b[32;1m6\x1b[0m.",
        "    +  \x1b[32;1mNew.\x1b[0m",
    ]
