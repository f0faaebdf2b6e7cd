"""The verdicts of `lookup` are the engine's own: on real text they say what the engine reports, no more and no less."""

from __future__ import annotations

import pytest
from tests.glossary.support import ARABIC, book
from tests.support import SAMPLES

from tanqih.formats import read
from tanqih.formats.plain import document_from_text
from tanqih.glossary import Glossary, load
from tanqih.glossary.why import confidence_of, explain
from tanqih.text import Page


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return load()


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.name)
def test_what_is_kept_is_what_the_engine_reports(glossary: Glossary, path: object) -> None:
    for document in read(str(path)):
        page = Page(document, glossary)
        matches = [match for found in glossary.matches(page).values() for match in found]
        reported = {(match.block.index, match.start, match.end, match.number, match.confidence) for match in matches}
        verdicts = explain(glossary, page)
        kept = {
            (verdict.block, verdict.start, verdict.end, verdict.found.number, verdict.found.confidence)
            for verdict in verdicts
            if verdict.kept and verdict.found
        }
        assert kept == reported
        assert all(verdict.reasons and all(verdict.reasons) for verdict in verdicts)


@pytest.mark.parametrize(
    "text", ["rock 'n' roll official novel's", "'", "official-novel", "OFFICIAL NOVELS\n\nofficial \u2019novel\u2019"]
)
def test_stray_marks_do_no_harm(text: str) -> None:
    glossary = book({"wrong": "official [novel]"}, {"wrong": "roll official", "arabic": ARABIC * 2})
    page = Page(document_from_text(text), glossary)
    assert {verdict.found for verdict in explain(glossary, page) if verdict.kept} == {
        match for found in glossary.matches(page).values() for match in found
    }


def test_every_confidence_of_an_entry_can_be_named(glossary: Glossary) -> None:
    for entry in glossary.entries:
        rows = confidence_of(entry)
        assert len(rows) == len(dict(rows)) >= 2
        assert dict(rows).get("the Arabic holds the term", 0.85) == 0.85
