"""A model in a check: what reaches the report, beside what the rules say, and what does not."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tests.support import ROOT

import tanqih
from tanqih.check import Checker
from tanqih.config import Config
from tanqih.document import Document, Role, Segment, Span
from tanqih.fix import fix_document
from tanqih.formats.plain import document_from_text
from tanqih.issue import ESTIMATE_WEIGHT, Applicability, Issue, Severity
from tanqih.models.fake import FakeProposer, FakeTagger, models
from tanqih.models.interface import Candidate, Change, Request
from tanqih.models.stage import KEPT_READINGS
from tanqih.models.words import words_of
from tanqih.review.report.notes import origin

TEXT = "The ministers met on Sunday and signed of agreement after long talks."
AT = [word.text for word in words_of(TEXT)].index("of")
FIXED = TEXT.replace("signed of", "signed an")


def checker(tagger: FakeTagger | None, *proposers: FakeProposer, config: Config | None = None) -> Checker:
    return Checker(config, models=models(tagger, *proposers))


def by_model(tagger: FakeTagger, text: str = TEXT, config: Config | None = None) -> list[Issue]:
    report = checker(tagger, config=config).check(document_from_text(text))
    assert not report.failures
    return [issue for issue in report.issues if issue.family == "model"]


def test_a_finding_with_its_suggestion() -> None:
    (issue,) = by_model(FakeTagger({TEXT: {AT: "REP_an"}}, 0.8))
    assert (issue.rule, issue.text, issue.confidence) == ("model/word", "of", 0.8)
    assert issue.best is not None
    assert (issue.best.text, issue.best.origin, issue.best.applicability) == ("an", "model:fake", Applicability.REVIEW)
    assert (issue.best.score, issue.best.guard) == (0.8, "")
    assert issue.key


def test_nothing_below_a_tenth() -> None:
    assert by_model(FakeTagger({TEXT: {AT: "REP_an"}}, 0.09)) == []


def test_rules_of_models_can_be_left_out() -> None:
    tagger = FakeTagger({TEXT: {AT: "REP_an"}}, bad={TEXT: {0: 0.3}})
    assert [i.rule for i in by_model(tagger, config=Config(ignore=("model/word",)))] == ["model/suspect"]
    assert by_model(tagger, config=Config(ignore=("model",))) == []
    assert by_model(tagger, config=Config(select=("punct",))) == []
    assert [i.rule for i in by_model(tagger, config=Config(select=("model/word",)))] == ["model/word"]


def test_inline_comments_count() -> None:
    segment = Segment(0, TEXT, offset=0, ignored=frozenset({"model/word"}))
    assert checker(FakeTagger({TEXT: {AT: "REP_an"}})).check(Document("d", (segment,))).issues == ()


def test_the_fact_lock_holds_for_models() -> None:
    text = "The court did not convict the three men on Sunday."
    at = [word.text for word in words_of(text)].index("not")
    (issue,) = by_model(FakeTagger({text: {at: "DEL"}}, 0.99), text)
    assert issue.best is not None
    assert issue.best.applicability is Applicability.FLAG
    assert "negation" in issue.best.guard
    assert issue.confidence < 0.5
    assert fix_document(checker(FakeTagger({text: {at: "DEL"}}, 0.99)), document_from_text(text), "review").text == text


def test_protected_text_stays() -> None:
    start = TEXT.index("of agreement")
    segment = Segment(0, TEXT, offset=0, protected=(Span(start, start + 12),))
    assert checker(FakeTagger({TEXT: {AT: "REP_an"}})).check(Document("d", (segment,))).issues == ()


def test_headings_are_not_mended() -> None:
    segment = Segment(0, TEXT, role=Role.HEADLINE)
    report = checker(FakeTagger({TEXT: {AT: "REP_an"}}, bad={TEXT: {1: 0.4}})).check(Document("d", (segment,)))
    assert [issue.rule for issue in report.issues if issue.family == "model"] == ["model/suspect"]


def test_suspect_words_of_like_confidence_are_one_issue() -> None:
    found = by_model(FakeTagger(bad={TEXT: {0: 0.31, 1: 0.33, 2: 0.44, 3: 0.12, 4: 0.05, 5: 0.9}}))
    assert [(issue.text, issue.confidence) for issue in found] == [
        ("The ministers", 0.33), ("met", 0.44), ("on", 0.12), ("and", 0.9),
    ]  # fmt: skip
    assert [issue.severity for issue in found] == [Severity.NEUTRAL] * 3 + [Severity.MINOR]
    assert all(not issue.suggestions for issue in found)


def test_the_same_repair_of_rule_and_model_is_one_issue_with_both_origins() -> None:
    text = "The ministry said that the the talks were over."
    plain = tanqih.check(text).issues
    both = checker(FakeTagger({text: {5: "DEL"}}, 0.95)).check(document_from_text(text)).issues
    assert [(i.rule, i.span, i.key) for i in both] == [(i.rule, i.span, i.key) for i in plain]
    (issue,) = both
    (suggestion,) = (s for s in issue.suggestions if s.origin == "rule:grammar/duplicate-word+model:fake")
    assert suggestion.origins == ("rule:grammar/duplicate-word", "model:fake")
    assert origin(suggestion, issue.rule) == "by the rule and model fake"
    assert issue.confidence == plain[0].confidence


def test_another_repair_becomes_a_further_suggestion() -> None:
    text = "The ministry said that the the talks were over."
    (plain,) = tanqih.check(text).issues
    assert plain.confidence >= 0.5
    (issue,) = checker(FakeTagger({text: {4: "REP_all"}}, 0.6)).check(document_from_text(text)).issues
    assert issue.key == plain.key
    assert issue.suggestions[: len(plain.suggestions)] == plain.suggestions
    assert issue.suggestions[-1].origin == "model:fake"


def test_suspicion_of_what_a_rule_is_sure_of_is_not_said_again() -> None:
    text = "The ministry said that the the talks were over."
    issues = checker(FakeTagger(bad={text: {4: 0.6, 6: 0.4}})).check(document_from_text(text)).issues
    assert [(i.rule, i.text) for i in issues if i.family == "model"] == [("model/suspect", "talks")]


def test_a_model_changes_a_paragraph_once() -> None:
    tagger = FakeTagger({TEXT: {AT: "REP_an"}, FIXED: {AT: "REP_of"}})
    fixed = fix_document(checker(tagger), document_from_text(TEXT), "review")
    assert fixed.text == FIXED
    assert [issue.rule for issue in fixed.applied] == ["model/word"]
    assert fix_document(checker(tagger), document_from_text(TEXT), "safe").text == TEXT


def test_a_model_that_fails_leaves_the_rules_alone() -> None:
    work = checker(FakeTagger(broken="out of memory"), FakeProposer(lambda _: [], "no answer"))
    (report,) = work.check_many(
        ["He made progress in recent weeks. \N{RIGHT DOUBLE QUOTATION MARK} Has attained. The talks go on."]
    )
    assert [issue.rule for issue in report.issues if issue.confidence >= 0.5] == ["fragment/displaced-tail"]
    assert {(failure.rule, failure.error) for failure in report.failures} == {
        ("model:fake", "out of memory"),
        ("model:fake", "no answer"),
    }
    assert report.estimate is None


def test_the_score_takes_the_estimate_in() -> None:
    words = len(words_of(TEXT))
    document = document_from_text(TEXT)
    report = checker(FakeTagger(bad={TEXT: dict.fromkeys(range(words), 0.4)})).check(document)
    assert report.estimate == pytest.approx(0.4)
    assert report.score == pytest.approx(100 - ESTIMATE_WEIGHT * 40)
    assert report.score_signature.endswith("|model:fake-00000000")
    plain = Checker().check(document)
    assert (plain.estimate, plain.score) == (None, 100.0)
    assert plain.score_signature.endswith("|model:off")
    assert checker(FakeTagger()).check(document_from_text("")).estimate is None


def test_many_documents_are_read_in_one_go() -> None:
    tagger = FakeTagger()
    texts = [f"Talks went on for day {n}." for n in range(40)]
    reports = list(checker(tagger).check_many(texts))
    assert [report.document.text for report in reports] == texts
    assert [len(batch) for batch in tagger.batches] == [32, 8]


def test_a_text_is_read_once() -> None:
    tagger = FakeTagger()
    work = checker(tagger)
    for _ in range(3):
        work.check(document_from_text(TEXT))
    assert tagger.batches == [[TEXT]]


def test_readings_that_are_waited_for_are_kept() -> None:
    tagger = FakeTagger()
    work = checker(tagger)
    many = "\n\n".join(f"Talks went on for day {n}." for n in range(KEPT_READINGS // 2))
    for _ in work.check_many([many, many.replace("day", "week"), many.replace("day", "month"), many]):
        pass
    assert len(tagger.batches) == 1
    list(work.check_many([many.replace("day", "year")]))
    list(work.check_many([many]))
    list(work.check_many([many.replace("day", "week")]))  # used longest ago
    assert [len(batch) // (KEPT_READINGS // 2) for batch in tagger.batches] == [3, 1, 1]


def answer(old: str, new: str, probability: float = 0.8) -> FakeProposer:
    def propose(request: Request) -> list[Candidate]:
        start = request.text.index(old)
        return [Candidate((Change(start, start + len(old), new),), probability, "model:fake")]

    return FakeProposer(propose)


def test_a_candidate_becomes_a_suggestion() -> None:
    tagger = FakeTagger(bad={TEXT: {AT: 0.6}})
    proposer = answer("signed of agreement", "signed an agreement")
    (issue,) = checker(tagger, proposer).check(document_from_text(TEXT)).issues
    assert [(s.text, s.origin, s.applicability, s.score) for s in issue.suggestions] == [
        ("signed an agreement", "model:fake", Applicability.REVIEW, 0.8)
    ]
    assert issue.text == "signed of agreement"
    (request,) = proposer.asked
    assert request.suspects == (Span(TEXT.index("of "), TEXT.index("of ") + 2),)
    assert request.terms == ("Sunday",)


@pytest.mark.parametrize(
    ("old", "new", "probability"),
    [
        ("signed of agreement", "signed 3 agreements", 0.9),  # a number that was not there
        ("Sunday and signed of", "Monday and signed an", 0.9),  # another day
        ("signed of agreement", "signed of agreement", 0.9),  # no change
        ("signed of", "signed an", 0.1),  # leaving it is better
    ],
)
def test_candidates_that_are_turned_down(old: str, new: str, probability: float) -> None:
    tagger = FakeTagger(bad={TEXT: {AT: 0.6}})
    (issue,) = checker(tagger, answer(old, new, probability)).check(document_from_text(TEXT)).issues
    assert issue.suggestions == ()


def test_a_candidate_stays_in_the_neighbourhood() -> None:
    text = f"{TEXT} The delegates left the hall and went home. Some of them will meet again in the spring, the ministry said."
    tagger = FakeTagger(bad={text: {AT: 0.6}})
    (issue,) = checker(tagger, answer("left the hall and went home", "went home")).check(document_from_text(text)).issues
    assert issue.suggestions
    far = FakeProposer(
        lambda request: [Candidate((Change(len(request.text) - 5, len(request.text), "off."),), 0.9, "model:fake")]
    )
    (issue,) = checker(tagger, far).check(document_from_text(text)).issues
    assert issue.suggestions == ()


def test_models_are_asked_about_what_is_suspect_only() -> None:
    proposer = answer("talks", "meetings")
    checker(FakeTagger(bad={TEXT: {AT: 0.2}}), proposer).check(document_from_text(TEXT))
    checker(None, proposer).check(document_from_text("He paid.. It rained."))  # a safe repair settles it
    assert proposer.asked == []


def test_nothing_of_models_is_imported_without_one() -> None:
    script = "import sys, tanqih; tanqih.check('He paid.. It rained.'); print([m for m in sys.modules if m.startswith('tanqih.models')])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
