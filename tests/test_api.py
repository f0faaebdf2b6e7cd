"""The public interface, as independent checks call it."""

from __future__ import annotations

from pathlib import Path

import pytest

import tanqih


def test_check_gives_everything_the_design_names() -> None:
    report = tanqih.check("The talks ended.. No date was set.")
    issue = report.issues[0]
    assert issue.rule == "punct/double-dot"
    assert issue.category == "linguistic-conventions/punctuation"
    assert str(issue.severity) == "minor"
    assert issue.offset == (issue.span.start, issue.span.end) == (15, 17)
    assert issue.message
    suggestion = issue.suggestions[0]
    assert suggestion.edits[0].text == "."
    assert suggestion.applicability is tanqih.Applicability.SAFE
    assert suggestion.origin == "rule:punct/double-dot"
    assert 0 <= report.score < 100
    assert report.score_signature.startswith("tanqih:")


def test_fix_levels() -> None:
    text = "The pumps failed.. The mayor told the council; that it was late."
    assert tanqih.fix(text).text == "The pumps failed. The mayor told the council; that it was late."
    fixed = tanqih.fix(text, level="review")
    assert fixed.text == "The pumps failed. The mayor told the council that it was late."
    assert len(fixed.applied) == 2
    assert fixed.remaining == ()
    with pytest.raises(ValueError, match="level"):
        tanqih.fix(text, level="everything")


def test_profiles_decide_on_house_style() -> None:
    text = "The ministry announced today, Saturday, that exams would begin late."
    assert not tanqih.check(text).issues
    assert [issue.rule for issue in tanqih.check(text, profile="wire").issues] == ["style/today-weekday"]
    with pytest.raises(tanqih.ConfigError, match="profile must be one of"):
        tanqih.check(text, profile="wyre")


def test_source_is_paired_when_the_counts_agree() -> None:
    report = tanqih.check("One.\n\nTwo.", source="\N{ARABIC LETTER ALEF}\n\n\N{ARABIC LETTER BEH}")
    assert [segment.source for segment in report.document.segments] == ["\N{ARABIC LETTER ALEF}", "\N{ARABIC LETTER BEH}"]
    report = tanqih.check("One.\n\nTwo.", source="\N{ARABIC LETTER ALEF}")
    assert report.document.source == "\N{ARABIC LETTER ALEF}"
    assert all(segment.source is None for segment in report.document.segments)


def test_clean_text_comes_back_as_it_was() -> None:
    text = "A headline\n\n“We left,” she said.\r\n\r\n  It rained.\n"
    assert tanqih.fix(text).text == text
    assert tanqih.check("").issues == ()
    assert tanqih.check("").score == 100


def test_many_documents_with_one_set_up(tmp_path: Path) -> None:
    with tanqih.Checker(tanqih.Config(profile="wire")) as checker:
        reports = list(checker.check_many(["Fine.", "Not fine..", "Fine."]))
    assert [len(report.issues) for report in reports] == [0, 1, 0]
    path = tmp_path / "dump.jsonl"
    path.write_text('{"text": "Not fine..", "id": 7}\n{"text": "Fine.", "id": 8}\n', encoding="utf8")
    documents = list(tanqih.read(path, text_field="text"))
    tanqih.write([tanqih.fix(document).document for document in documents], tmp_path / "out.jsonl")
    assert (tmp_path / "out.jsonl").read_text(encoding="utf8") == '{"text": "Not fine.", "id": 7}\n{"text": "Fine.", "id": 8}\n'


def test_a_rule_that_raises_is_reported_and_the_others_go_on() -> None:
    checker = tanqih.Checker()
    broken = next(rule for rule in checker.rules if rule.id == "punct/arabic-marks")
    works = broken.check
    object.__setattr__(broken, "check", lambda _: int("x"))
    try:
        report = next(iter(checker.check_many(["The talks ended.. Why\N{ARABIC QUESTION MARK}"])))
    finally:
        object.__setattr__(broken, "check", works)
    assert [failure.rule for failure in report.failures] == ["punct/arabic-marks"]
    assert [issue.rule for issue in report.issues] == ["punct/double-dot"]


def test_a_deletion_that_empties_a_bilingual_segment_is_never_safe() -> None:
    text = "Talks resume on Sunday.\n\nLeave a Reply"
    assert tanqih.fix(text).text == "Talks resume on Sunday."
    assert tanqih.fix(text, source="\N{ARABIC LETTER ALEF}\n\n\N{ARABIC LETTER BEH}").text == text
