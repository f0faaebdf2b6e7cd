"""SARIF: places and fixes against the files themselves, and what is set aside or known comes back out of the log."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from tests.score.reporters.made import FILES, corpus_of, hostile, report

from tanqih import formats
from tanqih.commands.ignores import Ignores
from tanqih.score.reporters.sarif import CONTENT, KEY
from tanqih.score.result import CorpusScore, ScoredIssue


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run_of(corpus: CorpusScore) -> dict[str, Any]:
    (run,) = json.loads(report("sarif", corpus))["runs"]
    found: dict[str, Any] = run
    return found


def region(text: str, place: dict[str, int]) -> tuple[int, int]:
    """Half-open offsets of a region in a text, columns in code points as `columnKind` says."""
    starts = [0, *(at + 1 for at, char in enumerate(text) if char == "\n")]
    start = starts[place["startLine"] - 1] + place["startColumn"] - 1
    return start, starts[place["endLine"] - 1] + place["endColumn"] - 1


def test_regions_and_fixes_in_every_container(tmp_path: Path) -> None:
    """Made in the file by hand, each fix gives what the format itself writes with the suggestion applied."""
    corpus = corpus_of(tmp_path)
    run = run_of(corpus)
    assert run["columnKind"] == "unicodeCodePoints"
    assert {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]} == {*FILES} - {
        "clean.txt"
    }
    fixes = 0
    for result in run["results"]:
        where = result["locations"][0]["physicalLocation"]
        name = unquote(where["artifactLocation"]["uri"])
        start, end = region(FILES[name], where["region"])
        raw = FILES[name][start:end]
        assert raw[0] == where["region"]["snippet"]["text"][0] or raw[0] in "&\\"
        for fix in result["fixes"]:
            ((change,), text) = fix["artifactChanges"], FILES[name]
            for one in reversed(change["replacements"]):
                start, end = region(FILES[name], one["deletedRegion"])
                text = text[:start] + one["insertedContent"]["text"] + text[end:]
            assert formats.write_bytes(formats.read_bytes(text.encode(), formats.format_of(name))) == text.encode()
            assert text != FILES[name]
            fixes += 1
    assert fixes >= len(run["results"])


def test_rules(tmp_path: Path) -> None:
    run = run_of(corpus_of(tmp_path))
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(dict.fromkeys(result["ruleId"] for result in run["results"]))
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    (double_dot,) = (rule for rule in rules if rule["id"] == "punct/double-dot")
    assert double_dot["properties"]["tags"] == [
        "MQM", "MQM/linguistic-conventions", "MQM/linguistic-conventions/punctuation", "punct", "translation",
    ]  # fmt: skip
    assert double_dot["help"]["text"].startswith(double_dot["shortDescription"]["text"])
    assert "tanqih rules punct/double-dot" in double_dot["help"]["markdown"]


def told(run: dict[str, Any]) -> list[tuple[str, str, str | None, str | None]]:
    """What a log says of each issue: both fingerprints, state, who set it aside."""
    kinds = {"inSource": "inline", "external": "file"}
    found = []
    for result in run["results"]:
        (suppression,) = result.get("suppressions", [None])
        by = kinds[suppression["kind"]] if suppression else None
        by = "baseline" if suppression and "baseline" in suppression["justification"] else by
        prints = result["partialFingerprints"]
        found.append((prints[KEY], prints[CONTENT], result.get("baselineState"), by))
    return found


def known(issues: tuple[ScoredIssue, ...]) -> list[tuple[str, str, str | None, str | None]]:
    return [(one.issue.key, one.fingerprint, one.state, one.suppressed) for one in issues]


def test_suppression_and_baseline_come_back(tmp_path: Path) -> None:
    """An inline ignore, the ignore file, known from the baseline, new and gone: all are in the log, and it tells them apart."""
    files = {
        "a.md": "<!-- tanqih: ignore grammar -->\n\nHe went the the way.\n\nShe saw the the way of it .. and on.\n\nHe met the the end.\n"
    }
    first = corpus_of(tmp_path, files)
    (document,) = first.documents
    by_text = {(one.issue.rule, one.issue.segment): one for one in document.issues}
    dots = by_text["punct/double-dot", 1]
    corpus = corpus_of(tmp_path, files, Ignores(frozenset({dots.issue.key})))
    (document,) = corpus.documents
    issues = list(document.issues)
    assert [one.suppressed for one in issues] == ["inline", None, "file", None, None]
    issues[1] = replace(issues[1], state="unchanged", suppressed="baseline")
    issues[3] = replace(issues[3], state="new")
    gone = replace(issues[1], state="absent", suppressed=None, fingerprint="f" * 16)
    corpus = replace(corpus, documents=(replace(document, issues=tuple(issues)),), absent=(gone,))
    run = run_of(corpus)
    assert told(run) == known((*issues, gone))
    kinds = [result.get("suppressions", [{}])[0].get("kind") for result in run["results"]]
    assert kinds == ["inSource", "external", "external", None, None, None]
    assert "fixes" not in run["results"][-1]


def test_message_is_no_markup() -> None:
    (result,) = run_of(hostile("see [this](http://x.test) {0}"))["results"]
    assert result["message"]["text"] == "see [this] (http://x.test) {{0}}"


def test_uri(tmp_path: Path) -> None:
    names = ["a b/\u00e9#1.txt", "c:d.txt", "<stdin>", str(tmp_path / "x.txt"), "/else where/x.txt"]
    found = [
        run_of(hostile("x", path=name))["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for name in names
    ]
    assert found == ["a%20b/%C3%A9%231.txt", "c%3Ad.txt", "%3Cstdin%3E", "x.txt", "file:///else%20where/x.txt"]
