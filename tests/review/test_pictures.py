"""Pictures of the review screen at three sizes in two themes, on a text of our own. `cat tests/review/pictures/NAME.txt` shows one.

A change that is meant is taken over with TANQIH_PICTURES=write; look at the pictures before they are committed.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tanqih.config import Config
from tanqih.document import Document, Span
from tanqih.formats.plain import document_from_text
from tanqih.issue import Applicability, Edit, Issue, Report, Severity, Suggestion, issue_key
from tanqih.review.opening import Opening
from tanqih.review.result import Result
from tanqih.review.session import Session
from tanqih.review.tui.app import ReviewApp
from tests.review.screens import picture

PICTURES = Path(__file__).parent / "pictures"
WRITE = os.environ.get("TANQIH_PICTURES") == "write"
TEXT = """Lanterns return to the old harbour

The festival of lanterns, which the port of Nadra has kept since 1921.. was held again on Sunday, its spokesman said.

“We lit four thousand of them. ” Has been said.

Harbour master Salma Idris told told reporters that the water was calm and that no boat had been lost.

Subscribe to our channel

The next festival is planned for the spring.
"""
ARABIC = (
    """\N{ARABIC LETTER BEH}\N{ARABIC LETTER ALEF}\N{ARABIC LETTER BEH} \N{ARABIC LETTER QAF}\N{ARABIC LETTER DAL}\N{ARABIC LETTER YEH}\N{ARABIC LETTER MEEM}
"""
    * 6
)
RULES = (
    (
        "demo/dots",
        Severity.MINOR,
        r"\.\. ",
        "Two full stops stand where a comma belongs.",
        (("use a comma", ", "), ("keep one", ". ")),
    ),
    (
        "demo/tail",
        Severity.MAJOR,
        r" ” Has been said\.",
        "“Has been said” is left over from the sentence before it.",
        (("delete", "”"),),
    ),
    ("demo/twice", Severity.MINOR, r"told told", "A word stands twice.", (("write it once", "told"),)),
    (
        "demo/number",
        Severity.CRITICAL,
        r"four thousand",
        "The Arabic says four hundred.",
        (("write four hundred", "four hundred"),),
    ),
    (
        "demo/furniture",
        Severity.NEUTRAL,
        r"Subscribe to our channel",
        "A line of the site, not of the article.",
        (("delete the line", ""),),
    ),
)
SIZES = ("80x24", "120x40", "200x50")
STATES = {"start": (), "middle": ("a", "a", "n"), "paragraph": ("j", "j", "j", "E"), "many": ("A",)}


def check(document: Document) -> Report:
    issues = []
    for segment in document.segments:
        for rule, severity, pattern, message, offered in RULES:
            for hit in re.finditer(pattern, segment.target):
                span = Span(*hit.span())
                guard = "number 4000 \N{RIGHTWARDS ARROW} 400" if severity is Severity.CRITICAL else ""
                suggestions = tuple(
                    Suggestion((Edit(segment.index, span, text),), label, f"rule:{rule}", Applicability.REVIEW, 0.5, guard)
                    for label, text in offered
                )
                key = issue_key("", rule, segment.target, *hit.span())
                words = hit.group()
                issues.append(
                    Issue(rule, "demo", severity, 0.9, segment.index, span, message, suggestions, key, words, document.id)
                )
    return Report(document, tuple(sorted(issues, key=lambda issue: (issue.segment, issue.span))))


def opened(theme: str) -> ReviewApp:
    document = document_from_text(TEXT, "lanterns.txt").with_source(ARABIC)
    opening = Opening(Session([document], check, private=True), (), Config(theme=theme, bidi="app"))
    return ReviewApp(opening, Result(opening), ahead=False)


CASES = [("start", size, theme) for size in SIZES for theme in ("dark", "light")]
CASES += [(state, "80x24", "dark") for state in STATES if state != "start"]
CASES += [("start", "80x24", "basic"), ("middle", "100x30", "light")]


@pytest.mark.parametrize(("state", "size", "theme"), CASES)
async def test_the_screen_looks_as_it_did(state: str, size: str, theme: str) -> None:
    width, height = map(int, size.split("x"))
    path = PICTURES / f"{state}-{size}-{theme}.txt"
    async with opened(theme).run_test(size=(width, height)) as pilot:
        for key in STATES[state]:
            await pilot.press(key)
        await pilot.pause()
        made = picture(pilot)
    if WRITE:
        path.write_text(made, encoding="utf8")
    assert path.read_text(encoding="utf8") == made, (
        f"the screen has changed: see {path.name}, TANQIH_PICTURES=write takes it over"
    )


def test_there_is_no_picture_that_is_not_looked_at() -> None:
    assert {path.name for path in PICTURES.glob("*.txt")} == {f"{state}-{size}-{theme}.txt" for state, size, theme in CASES}


def test_every_mark_is_a_sign_too() -> None:
    plain = re.sub(r"\x1b\[[0-9;]*m", "", (PICTURES / "start-120x40-dark.txt").read_text(encoding="utf8"))
    assert "since 1921\N{RIGHT HALF BLOCK}.. \N{LEFT HALF BLOCK}was" in plain
    assert "!!four thousand of them.! ” Has been said." in plain
    assert "~told told" in plain
    assert "\N{MIDDLE DOT}Subscribe" in plain
