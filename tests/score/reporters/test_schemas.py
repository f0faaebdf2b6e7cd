"""Each format against its schema or a real parser: with files in every container, with hostile text, and with nothing found."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import junitparser
import pytest
import xmlschema
from hypothesis import HealthCheck, given, settings
from tests.broken_text import texts
from tests.score.reporters.made import corpus_of, hostile, report

from tanqih.errors import ConfigError
from tanqih.score.reporters import FORMATS, reporter
from tanqih.score.result import CorpusScore, Gate, GateCheck

SCHEMAS = Path(__file__).with_name("schemas")
GATE = Gate(
    (
        GateCheck("min-score", "", 99.0, 80.0, False, "The score is 80.0, at least 99.0 is asked for."),
        GateCheck("max-critical", "news/**", 3, 0, True, "0 critical issues, at most 3 are allowed."),
    )
)
NASTY = (
    "</script><b onload=x>\"'&amp;]]>", "=1+2\n::error::x\r\n%0A::set-output name=a::b", "\x00\x1b[2J\x07\N{RIGHT-TO-LEFT OVERRIDE}",
    "\ud800 lone \ufffe", "a|b `c` [l](http://x) @team <!-- -->", "{0} {{}} ${{ secrets.X }}", "",
)  # fmt: skip
EVERY = ("sarif", "junit", "checkstyle", "rdjson", "gitlab")


def corpora(folder: Path) -> Iterator[CorpusScore]:
    yield replace(corpus_of(folder), gate=GATE)
    yield corpus_of(folder, {"clean.txt": "The minister spoke on Sunday.\n"})
    yield from map(hostile, NASTY)


def check(name: str, text: str) -> None:
    """Raise unless a report is valid."""
    text.encode("utf8", "backslashreplace").decode("utf8")
    if name in ("junit", "checkstyle"):
        xmlschema.XMLSchema(SCHEMAS / f"{name}.xsd").validate(ElementTree.fromstring(text))
        if name == "junit":
            suites = junitparser.JUnitXml.fromstring(text.encode())
            assert all(suite.tests == len(list(suite)) for suite in suites)
        return
    schema = json.loads((SCHEMAS / {"sarif": "sarif-2.1.0.json"}.get(name, f"{name}.json")).read_text(encoding="utf8"))
    validator = jsonschema.validators.validator_for(schema)(schema, format_checker=jsonschema.FormatChecker())
    validator.validate(json.loads(text))


@pytest.mark.parametrize("name", EVERY)
def test_valid(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for corpus in corpora(tmp_path):
        check(name, report(name, corpus))


@pytest.mark.parametrize("name", EVERY[1:])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(texts)
def test_valid_with_any_text(name: str, text: str) -> None:
    check(name, report(name, hostile(text, path=text.replace("\0", "") or "a")))


@pytest.mark.parametrize("name", FORMATS)
def test_same_corpus_same_report(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Made twice from the same files: no times, no set order, no ids of the process."""
    monkeypatch.chdir(tmp_path)
    assert report(name, corpus_of(tmp_path)) == report(name, corpus_of(tmp_path))


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_hidden_comes_through(name: str) -> None:
    """Whatever the text holds, no report holds a control or bidi character that a terminal or a page would obey."""
    for nasty in NASTY:
        text = report(name, hostile(nasty))
        assert not {char for char in text if char in "\x00\x1b\x07\r\N{RIGHT-TO-LEFT OVERRIDE}"}


def test_junit_suites(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    corpus = replace(corpus_of(tmp_path), gate=GATE)
    suites = {suite.name: suite for suite in junitparser.JUnitXml.fromstring(report("junit", corpus).encode())}
    assert list(suites) == [
        "news/a.txt", "news/b.md", "news/c.html", "dump.jsonl (x1)", "dump.jsonl (x2)", "d.xliff", "clean.txt", "gate",
    ]  # fmt: skip
    assert (suites["clean.txt"].tests, suites["clean.txt"].failures) == (1, 0)
    assert [case.is_passed for case in suites["gate"]] == [False, True]
    assert sum(suite.failures for name, suite in suites.items() if name != "gate") == corpus.counts.issues


def test_set_aside_is_skipped_in_junit_and_left_out_elsewhere() -> None:
    corpus = hostile("x", suppressed="file")
    ((case,),) = junitparser.JUnitXml.fromstring(report("junit", corpus).encode())
    assert case.is_skipped
    assert ElementTree.fromstring(report("checkstyle", corpus)).findall("file/error") == []
    assert json.loads(report("rdjson", corpus))["diagnostics"] == json.loads(report("gitlab", corpus)) == []
    assert "::warning" not in report("github", corpus)
    (row,) = csv.DictReader(io.StringIO(report("csv", corpus)))
    assert row["suppressed"] == "file"


def test_fingerprints_of_gitlab_are_unique(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    corpus = corpus_of(tmp_path, {"a.txt": "He went the the way.\n\nHe went the the way.\n", "b.txt": "He went the the way.\n"})
    found = [issue["fingerprint"] for issue in json.loads(report("gitlab", corpus))]
    assert len(found) == len(set(found)) == 3


def test_unknown_format() -> None:
    with pytest.raises(ConfigError, match="did you mean 'sarif'"):
        reporter("sarf")
