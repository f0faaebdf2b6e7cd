"""Rules that read the source: silent, and free, without one."""

from __future__ import annotations

import pytest

from tanqih.check import Checker
from tanqih.config import Config
from tanqih.document import Document, Segment
from tanqih.rules import Rule, all_rules

SOURCE_RULES = [rule for rule in all_rules() if rule.source]
TEXT = "On 5 May the minister said “the 30 lorries” had left at 8:30 p.m., UTC+3, and the أكتوبر talks were over ؟"


def document(source: str | None) -> Document:
    return Document("pair", (Segment(0, TEXT, source, offset=0),))


@pytest.mark.parametrize("rule", SOURCE_RULES, ids=lambda rule: rule.id)
def test_not_called_without_a_source(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    checker = Checker(Config(select=(rule.id,)))
    for known in checker._source_rules:
        monkeypatch.setattr(type(known), "check", property(lambda self: called.append(self.id)), raising=False)
    assert checker.check(document(None)).issues == ()
    assert checker.check(document("")).issues == ()
    assert called == []


@pytest.mark.parametrize("source", [".", "؟", '«»"”“', "\u200f\u200e", "The minister said so.", "٪ ٠ و", "ﷺ" * 20, TEXT])
def test_odd_sources_break_nothing(source: str) -> None:
    report = Checker(Config(select=tuple(rule.id for rule in SOURCE_RULES))).check(document(source))
    assert report.failures == ()
    for issue in report.issues:
        assert issue.source_span is None or issue.source_span.end <= len(source)


def test_the_source_span_reaches_the_issue() -> None:
    source = "غادرت 30 شاحنة يوم 6 مايو."
    found = Checker(Config(select=("number/wrong-value",))).check(document(source)).issues
    assert {source[issue.source_span.start : issue.source_span.end] for issue in found if issue.source_span} >= {"6"}
