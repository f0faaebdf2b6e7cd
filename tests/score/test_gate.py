"""Limits: what each of them counts, sentences, overrides, and settings that make no sense."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from tanqih.config import Config
from tanqih.document import Span
from tanqih.errors import ConfigError, TanqihError
from tanqih.issue import Issue, Severity
from tanqih.score.corpus import Judge
from tanqih.score.points import Scale
from tanqih.score.result import DocumentScore, Gate, ScoredIssue, State, Suppression
from tanqih.score.settings import Limits, Override, Settings, from_config


def one_issue(
    severity: Severity, rule: str = "quotes/stray-closing", state: State | None = None, suppressed: Suppression | None = None
) -> ScoredIssue:
    return ScoredIssue(Issue(rule, "c", severity, 1.0, 0, Span(0, 1), "m"), state=state, suppressed=suppressed)


def document(*issues: ScoredIssue, words: int = 100, path: str = "a.txt") -> DocumentScore:
    points = Scale().total(one.issue for one in issues if one.suppressed != "inline")
    return DocumentScore(path, path, words, 1, points, Scale().score(points, words), issues)


def gate(limits: Limits, *documents: DocumentScore, overrides: tuple[Override, ...] = (), judges_new: bool = False) -> Gate:
    judge = Judge(Settings(Scale(), limits, overrides), Path.cwd(), judges_new=judges_new)
    for one in documents:
        judge.add(one, one)
    return judge.gate()


MINOR, MAJOR, CRITICAL = (one_issue(severity) for severity in (Severity.MINOR, Severity.MAJOR, Severity.CRITICAL))


@pytest.mark.parametrize(
    ("limits", "passed"),
    [
        (Limits(), True),
        (Limits(min_score=94.0), True),
        (Limits(min_score=94.01), False),
        (Limits(max_per_1000=60.0), True),
        (Limits(max_per_1000=59.9), False),
        (Limits(max_minor=1), True),
        (Limits(max_minor=0), False),
        (Limits(max_major=1), True),
        (Limits(max_major=0), False),
        (Limits(max_critical=0), True),
        (Limits(budgets=(("quotes", 2),)), True),
        (Limits(budgets=(("quotes", 1),)), False),
        (Limits(budgets=(("quotes/stray-closing", 1),)), False),
        (Limits(budgets=(("punct", 0),)), True),
        (Limits(min_document_score=94.0), True),
        (Limits(min_document_score=94.5), False),
    ],
)
def test_each_limit_at_its_edge(limits: Limits, passed: bool) -> None:
    assert gate(limits, document(MINOR, MAJOR)).passed is passed


def test_failures_are_sentences_with_both_numbers() -> None:
    found = gate(Limits(min_score=99, max_major=0, budgets=(("quotes", 1),)), document(MINOR, MAJOR))
    assert found.failures == (
        "the score is 94.00, at least 99 allowed (min-score)",
        "1 major issue, at most 0 allowed (max-major)",
        "2 quotes issues, at most 1 allowed (budgets.quotes)",
    )


def test_the_worst_documents_are_named() -> None:
    documents = [document(*[MINOR] * number, path=f"{number}.txt") for number in range(6)]
    found = gate(Limits(min_document_score=98.5), *documents)
    assert found.failures == ("4 documents score below 98.5: 5.txt 95.00, 4.txt 96.00, 3.txt 97.00 (min-document-score)",)


def test_what_was_set_aside_does_not_count() -> None:
    aside = [one_issue(Severity.CRITICAL, suppressed=reason) for reason in ("inline", "file", "baseline")]
    assert gate(Limits(max_critical=0, budgets=(("quotes", 0),)), document(*aside)).passed


def test_against_a_baseline_only_new_issues_count() -> None:
    known = one_issue(Severity.CRITICAL, state="unchanged", suppressed="baseline")
    new = one_issue(Severity.MINOR, state="new")
    both = document(known, new)
    assert gate(Limits(min_score=99, max_per_1000=10, max_new=1, min_document_score=99), both, judges_new=True).passed
    assert gate(Limits(max_new=0), both, judges_new=True).failures == ("1 new issue, at most 0 allowed (max-new)",)
    assert not gate(Limits(min_score=99), both).passed


def test_the_first_override_that_matches_a_path_takes_its_documents_out() -> None:
    drafts = Override(("drafts/**",), Limits(max_minor=5))
    rest = Override(("*.txt",), Limits(max_minor=9))
    limits = Limits(max_minor=0, max_major=0)
    found = gate(limits, document(MINOR, path="drafts/a.txt"), document(path="b.md"), overrides=(drafts, rest))
    assert found.passed
    assert [(check.name, check.where, check.allowed) for check in found.checks] == [
        ("max-major", "", 0), ("max-minor", "", 0), ("max-major", "drafts/**", 0), ("max-minor", "drafts/**", 5),
    ]  # fmt: skip
    assert not gate(limits, document(MINOR, path="b.md"), overrides=(drafts, rest)).passed


@pytest.mark.parametrize(
    "wrong",
    [
        {"min_score": 100.5},
        {"min_score": -1},
        {"min_score": math.nan},
        {"min_score": True},
        {"min_score": "90"},
        {"min_document_score": 101},
        {"max_per_1000": math.inf},
        {"max_major": -1},
        {"max_major": 1.5},
        {"max_new": -1},
        {"max_drop": -0.1},
        {"budgets": (("quotes", -1),)},
        {"budgets": (("quotes", 1.5),)},
        {"budgets": (("no-such-family", 1),)},
    ],
)
def test_limits_without_sense_are_errors(wrong: dict[str, object]) -> None:
    with pytest.raises(TanqihError):
        Limits(**wrong)  # type: ignore[arg-type]


def test_flags_are_put_over_the_table_one_by_one() -> None:
    table = Limits(min_score=90, max_major=3, budgets=(("punct", 5), ("quotes", 1)))
    assert table.under(Limits(max_major=0, budgets=(("quotes", 9),))) == Limits(
        min_score=90, max_major=0, budgets=(("punct", 5), ("quotes", 9))
    )


def test_settings_of_a_table() -> None:
    table = {
        "min-score": 90,
        "max-critical": 0,
        "weights": [0, 1, 10, 100],
        "acceptable-points": 20,
        "passing-score": 80,
        "budgets": {"quotes": 3, "punct/double-dot": 0},
        "overrides": [{"paths": ["drafts/**"], "min-score": 70}],
    }
    found = from_config(Config(score=tuple(table.items())))
    assert found.scale == Scale((0, 1, 10, 100), 20.0, 80.0)
    assert found.limits == Limits(min_score=90, max_critical=0, budgets=(("punct/double-dot", 0), ("quotes", 3)))
    assert found.overrides == (Override(("drafts/**",), Limits(min_score=70)),)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"min-scor": 90}, "unknown key 'min-scor', did you mean 'min-score'?"),
        ({"min-score": "high"}, "min-score must be a number, not 'high'"),
        ({"max-major": 1.5}, "max-major must be a whole number, not 1.5"),
        ({"budgets": 3}, "budgets must be a table"),
        ({"budgets": {"quots": 3}}, "did you mean 'quotes'?"),
        ({"weights": [1, 2, 3]}, "weights must be four numbers"),
        ({"weights": [0, 1, "5", 25]}, "weights must be a number, not '5'"),
        ({"overrides": {"paths": ["a"]}}, "overrides must be a list of tables"),
        ({"overrides": [{"min-score": 3}]}, "needs paths"),
        ({"overrides": [{"paths": ["a"], "max-drop": 3}]}, "max-drop is about the whole corpus"),
        ({"overrides": [{"paths": ["a"], "weights": [0, 1, 5, 25]}]}, "unknown key 'weights'"),
    ],
)
def test_a_wrong_table_is_an_error(table: dict[str, object], said: str) -> None:
    with pytest.raises(TanqihError) as caught:
        from_config(Config(score=tuple(table.items())))
    assert said in str(caught.value)
    assert str(caught.value).startswith("[score] ")


def test_the_table_must_be_one(tmp_path: Path) -> None:
    from tanqih.config import load_file

    path = tmp_path / "tanqih.toml"
    path.write_text("score = 90\n")
    with pytest.raises(ConfigError, match="score must be a table"):
        load_file(path)
    path.write_text("[score]\nmin-score = 90\n")
    assert load_file(path).score == (("min-score", 90),)
