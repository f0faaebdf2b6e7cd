"""What a tagger says and nobody should believe."""

from __future__ import annotations

import pytest

from tanqih.check import Checker
from tanqih.document import Document, Segment
from tanqih.models.fake import FakeTagger, models
from tanqih.models.words import words_of

LEFT, RIGHT = "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"


def rules(texts: tuple[str, ...], at: int, word: int, label: str) -> list[str]:
    """Rules that report a label on a word of one of some paragraphs."""
    segments = tuple(Segment(n, text) for n, text in enumerate(texts))
    checker = Checker(models=models(FakeTagger({texts[at]: {word % len(words_of(texts[at])): label}})))
    return [issue.rule for issue in checker.check(Document("d", segments)).issues if issue.family == "model"]


@pytest.mark.parametrize(
    ("texts", "at", "word", "label", "expected"),
    [
        (("Survey reveals secret",), 0, -1, "TRUNC", []),
        (("He left for the coast. The others went to",), 0, -1, "TRUNC", ["model/truncated"]),
        (("A Plan To Start a New Company Fails",), 0, 3, "LOW", []),
        (("The plan to Start a new company fails.",), 0, 3, "LOW", ["model/case"]),
        (
            (f"He said: {LEFT}We stay.", f"{LEFT}We will not leave.{RIGHT}"), 0, 4, f"APP_{RIGHT}", [],
        ),
        ((f"{LEFT}We stay.", f"We will not leave,{RIGHT} he said."), 1, 5, "DEL", []),
        ((f"He {LEFT}left{RIGHT} the town at noon.",), 0, 1, "DEL", ["model/mark"]),
        (('Prices fell by a tenth."',), 0, -1, "DEL", []),
        (("The bag is trimmed with fringes and topped with leather.",), 0, 5, "DEL", []),
        (("The fringes of the bag are fringes trimmed with leather.",), 0, 6, "DEL", ["model/delete"]),
        (('The drivers" union is on strike.',), 0, 2, "DEL", []),
        (('The union asked for" donations.',), 0, 4, "DEL", ["model/mark"]),
    ],
)  # fmt: skip
def test_doubts(texts: tuple[str, ...], at: int, word: int, label: str, expected: list[str]) -> None:
    assert rules(texts, at, word, label) == expected
