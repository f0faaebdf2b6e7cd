"""The invariants of the design, for all rules, on text as broken as hypothesis can make it."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from tanqih.apply import apply, conflict
from tanqih.check import Checker
from tanqih.config import Config
from tanqih.decide import decide
from tanqih.fix import fix_document
from tanqih.formats import reread
from tanqih.formats.plain import document_from_text, text_of
from tanqih.issue import Applicability
from tests.broken_text import texts

CHECKERS = {profile: Checker(Config(profile=profile)) for profile in ("preserve", "wire")}
UNFILTERED = Checker(Config(profile="wire", prefilter="off"))
FALLBACK = Checker(Config(profile="wire", prefilter="re"))
PROFILE = st.sampled_from(sorted(CHECKERS))


@given(texts)
def test_write_of_read_is_the_text(text: str) -> None:
    assert text_of(document_from_text(text)) == text


@given(texts, PROFILE)
def test_no_rule_fails_and_offsets_slice_to_what_the_issue_quotes(text: str, profile: str) -> None:
    report = CHECKERS[profile].check(document_from_text(text))
    assert not report.failures
    for issue in report.issues:
        target = report.document.segments[issue.segment].target
        assert target[issue.span.start : issue.span.end] == issue.text
        assert issue.offset is not None
        assert text[slice(*issue.offset)] == issue.text
        assert 0.1 <= issue.confidence <= 1
        for edit in issue.suggestions[0].edits if issue.suggestions else ():
            assert edit.segment != issue.segment or (issue.span.start <= edit.span.start and edit.span.end <= issue.span.end)


@given(texts)
def test_the_prefilter_changes_no_issue(text: str) -> None:
    document = document_from_text(text)
    expected = UNFILTERED.check(document).issues
    assert CHECKERS["wire"].check(document).issues == expected
    assert FALLBACK.check(document).issues == expected


@given(texts, PROFILE, st.sampled_from(["safe", "review"]))
@settings(max_examples=150)
def test_fix_is_idempotent(text: str, profile: str, level: str) -> None:
    once = fix_document(CHECKERS[profile], document_from_text(text), level, render=text_of, reread=reread)
    twice = fix_document(CHECKERS[profile], document_from_text(once.text), level, render=text_of, reread=reread)
    assert twice.text == once.text


@given(texts, PROFILE)
def test_the_first_suggestion_settles_its_issue(text: str, profile: str) -> None:
    document = document_from_text(text)
    for issue in CHECKERS[profile].check(document).issues:
        if issue.best is None or issue.best.applicability is Applicability.FLAG:
            continue
        again = CHECKERS[profile].check(apply(document, issue.best.edits))
        assert issue.key not in {other.key for other in again.issues}, (issue.rule, issue.text)


@given(texts, st.randoms(use_true_random=False))
def test_the_order_of_edits_does_not_matter(text: str, shuffler: random.Random) -> None:
    document = document_from_text(text)
    edits = [edit for decision in decide(CHECKERS["wire"].check(document).issues, "review") for edit in decision.edits]
    expected = apply(document, edits)
    shuffler.shuffle(edits)
    assert apply(document, edits) == expected
    assert not any(conflict(a, b) for a in edits for b in edits)


@given(texts)
def test_keys_are_unique_and_survive_text_added_in_front(text: str) -> None:
    document = document_from_text(text)
    keys = [issue.key for issue in CHECKERS["wire"].check(document).issues]
    assert len(keys) == len(set(keys))
