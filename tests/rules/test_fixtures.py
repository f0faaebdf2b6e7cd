"""Every rule against its fixtures: what it must find, with the exact span and first suggestion, and what it must let pass.

A fixture is a table in `<family>.toml`:

    [[find]]           rule, target with the exact span in marks, fixed (the text after the first suggestion); optional: fixed = absent
                       means that the issue has no suggestion; applicability, severity; `alternatives` (later suggestions' texts, in order);
                       source (the Arabic), with the exact source span in marks where the issue has one
    [[pass]]           rule, why, target, optional source: the rule must not fire at all
    [[known_failure]]  like find or pass, with why: a strict expected failure

Rules that report what a model labels have fixtures with `labels`, which a fake model gives; see model.toml. The rule of blocks learned
from a dump has fixtures with `learned`, the blocks of its list.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tanqih.apply import apply
from tanqih.batch.dump.blocks import LearnedBlocks, LearnedChecker
from tanqih.check import Checker
from tanqih.config import Config
from tanqih.document import Document, Span
from tanqih.formats.plain import document_from_text, text_of
from tanqih.issue import Issue, Suggestion
from tanqih.models.fake import FakeTagger, models
from tanqih.models.words import words_of
from tanqih.rules import all_rules
from tanqih.rules.boilerplate.learned import folded

FOLDER = Path(__file__).parent
OPEN, CLOSE = "\N{MATHEMATICAL LEFT WHITE SQUARE BRACKET}", "\N{MATHEMATICAL RIGHT WHITE SQUARE BRACKET}"
CHECKER = Checker(Config(profile="wire"))


def load(mood: str) -> list[Any]:
    tables = []
    for path in sorted(FOLDER.glob("*.toml")):
        for number, table in enumerate(tomllib.loads(path.read_text(encoding="utf8")).get(mood, []), 1):
            tables.append(pytest.param(table, id=f"{path.stem}-{table['rule'].split('/')[1]}-{number}"))
    return tables


def found_by(table: dict[str, Any], document: Document) -> list[Issue]:
    report = (labelling(table) if "labels" in table else learning(table) if "learned" in table else CHECKER).check(document)
    assert not report.failures
    return [issue for issue in report.issues if issue.rule == table["rule"]]


def labelling(table: dict[str, Any]) -> Checker:
    """A checker with a model that labels the words in the marks as the fixture says."""
    start, end = table["target"].index(OPEN), table["target"].index(CLOSE) - 1
    (segment,) = (s for s in document_of(table).segments if s.offset is not None and s.offset <= start < s.offset + len(s.target))
    assert segment.offset is not None
    marked = range(start - segment.offset, end - segment.offset)
    inside = [number for number, word in enumerate(words_of(segment.target)) if word.start in marked]
    labels = dict(zip(inside, table["labels"].split(), strict=True))
    return Checker(Config(profile="wire"), models=models(FakeTagger({segment.target: labels}, table.get("sure", 0.9))))


def learning(table: dict[str, Any]) -> Checker:
    """A checker with a list of blocks that were learned."""
    return LearnedChecker(CHECKER.config, None, LearnedBlocks(frozenset(("", folded(text)) for text in table["learned"])))


def after(document: Document, suggestion: Suggestion) -> str:
    return text_of(apply(document, suggestion.edits))


def unmarked(text: str) -> str:
    return text.replace(OPEN, "").replace(CLOSE, "")


def document_of(table: dict[str, Any]) -> Document:
    document = document_from_text(unmarked(table["target"]))
    return document.with_source(unmarked(table["source"])) if "source" in table else document


def assert_found(table: dict[str, Any]) -> None:
    marked = table["target"]
    start, end = marked.index(OPEN), marked.index(CLOSE) - 1
    document = document_of(table)
    issues = found_by(table, document)
    assert [issue.offset for issue in issues if issue.offset == (start, end)], [(i.offset, i.text) for i in issues]
    issue = next(issue for issue in issues if issue.offset == (start, end))
    assert issue.severity.name.lower() == table.get("severity", str(issue.severity))
    if OPEN in (source := table.get("source", "")):
        assert issue.source_span == Span(source.index(OPEN), source.index(CLOSE) - 1)
    if "fixed" not in table:
        assert not issue.suggestions
        return
    best = issue.suggestions[0]
    assert after(document, best) == table["fixed"]
    assert best.applicability.value == table.get("applicability", best.applicability.value)
    for text, suggestion in zip(table.get("alternatives", []), issue.suggestions[1:], strict=False):
        assert after(document, suggestion) == text
    again = found_by(table, apply(document, best.edits))
    assert issue.key not in {other.key for other in again}


@pytest.mark.parametrize("table", load("find"))
def test_finds(table: dict[str, Any]) -> None:
    assert_found(table)


@pytest.mark.parametrize("table", load("pass"))
def test_passes(table: dict[str, Any]) -> None:
    assert not found_by(table, document_of(table))
    assert table["why"]


@pytest.mark.parametrize("table", load("known_failure"))
@pytest.mark.xfail(strict=True, reason="known failure, see the fixture's why")
def test_known_failure(table: dict[str, Any]) -> None:
    assert table["why"]
    if OPEN in table["target"]:
        assert_found(table)
    else:
        assert not found_by(table, document_of(table))


def test_every_family_has_a_fixture_file_and_every_file_a_family() -> None:
    assert {rule.family for rule in all_rules()} == {path.stem for path in FOLDER.glob("*.toml")}


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_every_rule_has_a_page_and_more_passes_than_finds(rule: Any) -> None:
    tables = tomllib.loads((FOLDER / f"{rule.family}.toml").read_text(encoding="utf8"))
    finds = [table for table in tables.get("find", []) if table["rule"] == rule.id]
    passes = [table for table in tables.get("pass", []) if table["rule"] == rule.id]
    assert finds
    assert len(passes) >= len(finds)
    assert len(rule.doc.splitlines()) > 2
