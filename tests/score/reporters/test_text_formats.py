"""Formats that are text to another program: no text of an article or name of a file can become a command, a formula or markup."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import markdown_it
import pytest
from hypothesis import given
from tests.broken_text import texts
from tests.score.reporters.made import FILES, corpus_of, hostile, report

from tanqih.commands.terminal import visible
from tanqih.score.result import Gate, GateCheck, HistoryEntry, Interval


def command(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as the runner reads it (actions/runner, src/Runner.Common/ActionCommand.cs, TryParseV2)."""
    assert line.startswith("::")
    end = line.index("::", 2)
    name, _, given_properties = line[2:end].partition(" ")
    pairs = (pair.partition("=") for pair in given_properties.split(",") if pair)
    return name, {key: _unescaped(value, ("%2C", ","), ("%3A", ":")) for key, _, value in pairs}, _unescaped(line[end + 2 :])


def _unescaped(text: str, *more: tuple[str, str]) -> str:
    for escaped, plain in (("%0D", "\r"), ("%0A", "\n"), *more, ("%25", "%")):
        text = text.replace(escaped, plain)
    return text


@given(texts)
def test_github_one_command_per_issue(text: str) -> None:
    """The runner reads one command, with the message, the file and the title that were meant, whatever they hold."""
    corpus = hostile(text, path="a,b:c%3A.txt")
    out = report("github", corpus)
    (line,) = [line for line in re.split(r"\r\n|\n|\r|\x85|\u2028|\u2029", out) if line]
    name, properties, message = command(line)
    assert (name, properties["file"], properties["title"]) == ("warning", "a,b:c%3A.txt", "punct/double-dot")
    places = {key: properties[key] for key in ("line", "endLine", "col", "endColumn")}
    assert places == {"line": "3", "endLine": "3", "col": "5", "endColumn": "6"}
    assert message.startswith(visible(text or "?", keep="\n") + "\nSuggestion")


def test_github_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Line and columns of each annotation are those of the words in the file; no column where an issue goes over a line end."""
    monkeypatch.chdir(tmp_path)
    seen = set()
    for line in report("github", corpus_of(tmp_path)).splitlines():
        _, where, _ = command(line)
        text = FILES[where["file"]].split("\n")[int(where["line"]) - 1]
        if "col" not in where:
            assert where["endLine"] > where["line"]
            continue
        words = text[int(where["col"]) - 1 : int(where["endColumn"]) - 1]
        known = {"grammar/duplicate-word": "the the", "punct/double-dot": " ..", "quotes/unclosed": "on."}
        assert known.get(where["title"], "") in words.lower()
        seen.add((Path(where["file"]).suffix, where["title"]))
    assert {suffix for suffix, _ in seen} == {".txt", ".md", ".html", ".jsonl", ".xliff"}
    assert len(seen) >= 10


def test_github_gate() -> None:
    gate = Gate(
        (GateCheck("min-score", "", 95, 90, False, "90 is less\nthan 95"), GateCheck("max-minor", "", 5, 1, True, "kept"))
    )
    lines = report("github", replace(hostile("x"), gate=gate)).splitlines()
    assert lines[1:] == ["::error title=tanqih%3A min-score::90 is less%0Athan 95"]


def test_rdjson_columns_are_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    suggestions = 0
    for diagnostic in json.loads(report("rdjson", corpus_of(tmp_path)))["diagnostics"]:
        lines = FILES[diagnostic["location"]["path"]].encode().split(b"\n")
        for where in (diagnostic["location"]["range"], *(one["range"] for one in diagnostic.get("suggestions", []))):
            start, end = where["start"], where["end"]
            head, tail = lines[start["line"] - 1][: start["column"] - 1], lines[end["line"] - 1][: end["column"] - 1]
            assert head.decode() is not None
            assert tail.decode() is not None
            assert len(head) == start["column"] - 1
        if diagnostic["code"]["value"] == "grammar/duplicate-word":
            where = diagnostic["location"]["range"]
            if where["start"]["line"] == where["end"]["line"]:
                words = lines[where["start"]["line"] - 1][where["start"]["column"] - 1 : where["end"]["column"] - 1]
                assert words.lower() == b"the the"
        suggestions += len(diagnostic.get("suggestions", []))
    assert suggestions >= 10


@given(texts)
def test_csv_has_no_formulas(text: str) -> None:
    rows = list(csv.DictReader(io.StringIO(report("csv", hostile(text, path=text.replace("\0", "") or "a")))))
    (row,) = rows
    assert None not in row
    for cell in row.values():
        assert not cell.lstrip(" ").startswith(tuple("=+-@\t\r\n\N{FULLWIDTH EQUALS SIGN}"))
    assert row["message"].removeprefix("'") == visible(text or "?", keep="\n")


@given(texts)
def test_markdown_holds_no_markup_of_the_text(text: str) -> None:
    """Read with raw HTML and links allowed, the summary has the tags of our own tables only, and the words are there."""
    out = report("markdown", hostile(f"<i>x</i> **y** {text} https://evil.test @team | #1", path="a|b_c_<b>.txt"))
    page = markdown_it.MarkdownIt("gfm-like", {"linkify": False}).render(out)
    tags = set(re.findall(r"<(\w+)", page))
    assert tags <= {"h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "sub"}
    assert "&lt;i&gt;x&lt;/i&gt; **y**" in page
    assert all(row.count("<td>") in (2, 3, 4, 5) for row in page.split("<tr>")[1:] if "<td>" in row)
    assert "@team" not in out


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.names.update(name for name, _ in attrs)


@given(texts)
def test_html_is_one_page_without_scripts_or_requests(text: str) -> None:
    out = report("html", hostile(f"<script>x</script><img src=//evil.test onerror=x>{text}"))
    found = _Tags()
    found.feed(out)
    assert not {"script", "img", "link", "iframe", "a", "object"} & set(found.tags)
    assert not {"src", "href", "style", "srcset"} & found.names
    assert not any(name.startswith("on") for name in found.names)
    assert "default-src 'none'" in out
    assert "url(" not in out


def test_html_charts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bars say their numbers, the line has a point for each run and is broken where signatures change."""
    monkeypatch.chdir(tmp_path)
    runs = [("2026-11-01T10:00:00Z", 91.0, "a"), ("2026-11-02T10:00:00Z", 92.5, "a"), ("2026-11-03T10:00:00Z", 80.0, "b")]
    history = tuple(HistoryEntry(time, score, 7, 100, 9.0, 5, signature, score > 85) for time, score, signature in runs)
    corpus = replace(corpus_of(tmp_path), history=history, interval=Interval(70.0, 90.0, 0.95, 1000))
    page = report("html", corpus)
    svgs = [ElementTree.fromstring(svg) for svg in re.findall(r"<svg.*?</svg>", page, re.DOTALL)]
    assert [svg.get("aria-label") for svg in svgs] == ["Documents by score", "Issues by family and severity", "Score over time"]
    titles = [[title.text or "" for title in svg.iter("title")] for svg in svgs]
    assert sum(int(title.split(": ")[1]) for title in titles[0]) == len(corpus.documents)
    assert sum(int(re.findall(r": (\d+)", title)[0]) for title in titles[1]) == corpus.counts.issues
    assert titles[2] == ["2026-11-01T10:00:00Z: 91.0", "2026-11-02T10:00:00Z: 92.5", "2026-11-03T10:00:00Z: 80.0, gate failed"]
    assert len([line for line in svgs[2].iter("line") if line.get("class") == "line"]) == 1
    assert "95% interval 70.0 to 90.0" in page


def test_badge() -> None:
    corpus = hostile("x")
    for gate, says in ((Gate(), "90.0"), (Gate((GateCheck("min-score", "", 95, 90, False, "x"),)), "90.0 failed")):
        svg = ElementTree.fromstring(report("badge", replace(corpus, gate=gate)))
        space = "{http://www.w3.org/2000/svg}"
        assert svg.findtext(f"{space}title") == svg.get("aria-label") == f"translation: {says}"
        assert [text.text for text in svg.iter(f"{space}text")] == ["translation", says]


def test_json_and_jsonl_say_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    corpus = corpus_of(tmp_path)
    whole = json.loads(report("json", corpus))
    *documents, last = map(json.loads, report("jsonl", corpus).splitlines())
    assert [{"type": "document", **one} for one in whole.pop("documents")] == documents
    assert {"type": "corpus", **whole} == last
    assert last["counts"]["issues"] == sum(len(one["issues"]) for one in documents)
    issue = documents[0]["issues"][0]
    assert (issue["line"], issue["column"], issue["end_line"], issue["end_column"], issue["state"]) == (3, 21, 3, 24, None)
