"""Baselines: only new issues count; renamed files and moved text are not new; what a baseline file may be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .conftest import CLEAN, DAMAGED, Command, Result, Write

NEW = "The rivers rose on Sunday.. Nobody was hurt.\n"


def states(result: Result) -> list[tuple[str, str, str | None]]:
    """(rule, state, suppressed) of every issue, those that are gone last."""
    found = json.loads(result.out)
    issues = [one for document in found["documents"] for one in document["issues"]] + found["absent"]
    return [(one["rule"], one["state"], one["suppressed"]) for one in issues]


@pytest.fixture
def known(tanqih: Command, write: Write) -> None:
    """A baseline `base.json` of the damaged text in `news/a.txt`."""
    write("news/a.txt")
    assert tanqih("score", "news", "--write-baseline", "base.json").code == 0


@pytest.mark.usefixtures("known")
def test_what_is_known_does_not_fail_and_is_marked(tanqih: Command) -> None:
    result = tanqih("score", "news", "--baseline", "base.json", "--format", "json")
    assert result.code == 0
    assert states(result) == [
        ("punct/double-dot", "unchanged", "baseline"),
        ("encoding/html-entity", "unchanged", "baseline"),
    ]
    assert json.loads(result.out)["score"] == 88.125
    strict = ["--baseline", "base.json", "--max-minor", "0", "--min-score", "100", "--max-per-1000", "0", "--budget", "punct=0"]
    assert tanqih("score", "news", *strict).code == 0


@pytest.mark.usefixtures("known")
def test_a_new_issue_fails(tanqih: Command, write: Write) -> None:
    write("news/a.txt", DAMAGED + "\n" + NEW)
    result = tanqih("score", "news", "--baseline", "base.json")
    assert result.code == 1
    assert result.err.splitlines()[-1].endswith("1 new issue, at most 0 allowed (max-new)")
    assert tanqih("score", "news", "--baseline", "base.json", "--max-new", "1").code == 0
    assert tanqih("score", "news", "--baseline", "base.json", "--max-major", "0").code == 0


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("news/a.txt", "A new first paragraph.\n\n" + DAMAGED),
        ("news/a.txt", "\n\n".join(reversed(DAMAGED.strip().split("\n\n"))) + "\n"),
        ("news/renamed.txt", DAMAGED),
        ("news/deep/er.txt", "He said so.\n\n" + DAMAGED),
        ("news/a.txt", DAMAGED.replace("&amp;", "and")),  # mended beside the other issue
        ("news/a.txt", DAMAGED.replace("ended on Friday", "closed last Friday")),
    ],
)
def test_moved_renamed_and_edited_text_is_not_new(tanqih: Command, write: Write, name: str, text: str) -> None:
    Path("news/a.txt").unlink()
    write(name, text)
    result = tanqih("score", "news", "--baseline", "base.json", "--format", "json")
    assert result.code == 0, states(result)
    assert "new" not in [state for _, state, _ in states(result)]


@pytest.mark.usefixtures("known")
def test_a_copy_of_a_known_issue_is_new(tanqih: Command, write: Write) -> None:
    write("news/b.txt")
    result = tanqih("score", "news", "--baseline", "base.json", "--format", "json")
    assert result.code == 1
    assert sorted(states(result)) == sorted(
        (rule, state, reason)
        for rule in ("punct/double-dot", "encoding/html-entity")
        for state, reason in (("unchanged", "baseline"), ("new", None))
    )
    documents = json.loads(result.out)["documents"]
    assert {one["state"] for one in documents[0]["issues"]} == {"unchanged"}  # the exact place comes first


@pytest.mark.usefixtures("known")
def test_the_same_words_elsewhere_are_new_even_when_the_old_ones_went(tanqih: Command, write: Write) -> None:
    write("news/a.txt", CLEAN + "\n" + NEW)
    result = tanqih("score", "news", "--baseline", "base.json", "--format", "json")
    assert result.code == 1
    assert sorted(states(result)) == [
        ("encoding/html-entity", "absent", None),
        ("punct/double-dot", "absent", None),
        ("punct/double-dot", "new", None),
    ]


@pytest.mark.usefixtures("known")
def test_exact_matches_come_before_likely_ones_in_the_whole_corpus(tanqih: Command, write: Write) -> None:
    write("news/0.txt")  # comes first and would take the entries of a.txt by fingerprint
    documents = json.loads(tanqih("score", "news", "--baseline", "base.json", "--format", "json").out)["documents"]
    assert [{one["state"] for one in document["issues"]} for document in documents] == [{"new"}, {"unchanged"}]


@pytest.mark.usefixtures("known")
def test_a_baseline_is_the_same_again_and_small(tanqih: Command) -> None:
    before = Path("base.json").read_bytes()
    tanqih("score", "news", "--write-baseline", "base.json")
    assert Path("base.json").read_bytes() == before
    assert before.count(b"\n") == 4  # an issue a line


@pytest.mark.usefixtures("known")
def test_other_settings_are_told(tanqih: Command) -> None:
    result = tanqih("score", "news", "--baseline", "base.json", "--profile", "wire")
    assert "base.json: made with other settings" in result.err


def _changed(**more: Any) -> str:
    found = json.loads(Path("base.json").read_text())
    found.update(more)
    return json.dumps(found)


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda: _changed(version=2),
            "a baseline of version 2; this tanqih reads version 1; write it again with --write-baseline",
        ),
        (lambda: _changed(version="1"), "a baseline of version '1'"),
        (lambda: _changed(version=True), "a baseline of version True"),
        (lambda: _changed(issues={}), "not a baseline of tanqih score"),
        (lambda: _changed(issues=[{"rule": "x"}]), "issue 1 of the baseline is malformed"),
        (lambda: _changed(issues=[3]), "issue 1 of the baseline is malformed"),
        (lambda: "[]", "not a baseline of tanqih score"),
        (lambda: "{", "not a baseline: it is no JSON"),
        (lambda: "", "not a baseline: it is no JSON"),
    ],
)
def test_a_wrong_baseline_is_an_error(tanqih: Command, write: Write, change: Any, said: str) -> None:
    write("other.json", change())
    result = tanqih("score", "news", "--baseline", "other.json")
    assert (result.code, result.out) == (2, "")
    assert said in result.err.splitlines()[-1]


@pytest.mark.usefixtures("known")
def test_known_issues_of_low_confidence_are_matched_too(tanqih: Command, write: Write) -> None:
    """The points of new issues are those of the gate: what --min-confidence hides must be known as well."""
    tanqih("score", "news", "--write-baseline", "base.json", "--min-confidence", "0.99")
    result = tanqih("score", "news", "--baseline", "base.json", "--max-per-1000", "0", "--max-new", "0")
    assert result.code == 0
