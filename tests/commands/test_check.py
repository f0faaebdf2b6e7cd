"""`check`: the three reports, what is shown, what fails, and how bad input is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tanqih.rules import all_rules

from .conftest import Command

DAMAGED = "The talks ended on Friday.. Sixty men &amp; women left.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(DAMAGED)
    return path


def test_text_report(tanqih: Command, article: Path) -> None:
    result = tanqih("check", "a.txt", "--select", "punct")
    assert result.out.splitlines() == [
        "a.txt:1:26  minor  punct/double-dot  95%",
        "    The talks ended on Friday.. Sixty men &amp; women left.",
        "                             ^^",
        "  Two full stops stand where one belongs.",
        "  \N{RIGHTWARDS ARROW} The talks ended on Friday[.]. Sixty men &amp; women left.",
        "    safe \N{MIDDLE DOT} keep one \N{MIDDLE DOT} rule",
        "",
        "1 issue in 1 of 1 document: 1 minor. `tanqih fix` mends 1.",
    ]


def test_quiet_has_no_summary_and_verbose_has_the_key(tanqih: Command, article: Path) -> None:
    assert "1 of 1" not in tanqih("check", "-q", "a.txt").out
    key = json.loads(tanqih("check", "a.txt", "--format", "jsonl").out.splitlines()[0])["key"]
    assert key in tanqih("check", "-v", "a.txt").out


def test_json_report(tanqih: Command, article: Path) -> None:
    data = json.loads(tanqih("check", "a.txt", "--format", "json").out)
    assert data["version"] == 1
    assert [issue["rule"] for issue in data["issues"]] == ["punct/double-dot", "encoding/html-entity"]
    assert data["issues"][0]["path"] == "a.txt"
    assert data["summary"]["issues"] == 2
    assert data["summary"]["severities"]["minor"] == 2


def test_json_of_a_clean_text_is_still_json(tanqih: Command) -> None:
    data = json.loads(tanqih("check", "-", "--format", "json", stdin=b"").out)
    assert data["issues"] == []
    assert data["summary"]["documents"] == 1


def test_jsonl_report(tanqih: Command, article: Path) -> None:
    lines = [json.loads(line) for line in tanqih("check", "a.txt", "--format", "jsonl").out.splitlines()]
    assert [line["offset"] for line in lines] == [[25, 27], [38, 43]]


def test_unknown_report_lists_those_there_are(tanqih: Command, article: Path) -> None:
    result = tanqih("check", "a.txt", "--format", "yaml")
    assert result.code == 2
    known = "text, json, jsonl, sarif, junit, checkstyle, rdjson, github, gitlab, csv"
    assert result.err == f"tanqih: error: no report format 'yaml'; there are: {known}\n"


def test_fail_on_and_least_confidence(tanqih: Command, article: Path) -> None:
    assert tanqih("check", "a.txt", "--fail-on", "major").code == 0
    assert tanqih("check", "a.txt", "--min-confidence", "0.999").code == 0
    assert tanqih("check", "a.txt", "--min-confidence", "2").code == 2
    assert tanqih("check", "a.txt", "--fail-on", "mnior").err.endswith("did you mean 'minor'?\n")


def test_select_and_ignore_take_lists_and_repeat(tanqih: Command, article: Path) -> None:
    both = tanqih("check", "a.txt", "--select", "punct,encoding", "--format", "jsonl").out
    again = tanqih("check", "a.txt", "--select", "punct", "--select", "encoding", "--format", "jsonl").out
    assert both.count("\n") == again.count("\n") == 2
    assert tanqih("check", "a.txt", "--ignore", "punct, encoding/html-entity").code == 0
    assert tanqih("check", "a.txt", "--select", "punkt").err.startswith("tanqih: error: no rule or family 'punkt', did you mean")


def test_command_line_wins_over_the_file(tanqih: Command, article: Path, tmp_path: Path) -> None:
    (tmp_path / "tanqih.toml").write_text('select = ["punct"]\n')
    assert tanqih("check", "a.txt", "--format", "jsonl").out.count("\n") == 1
    assert tanqih("check", "a.txt", "--select", "encoding", "--format", "jsonl").out.count("encoding/html-entity") >= 1
    other = tmp_path / "other.toml"
    other.write_text('fail-on = "critical"\n')
    assert tanqih("check", "a.txt", "--config", "other.toml").code == 0
    other.write_text('fial-on = "critical"\n')
    assert "did you mean 'fail-on'?" in tanqih("check", "a.txt", "--config", "other.toml").err


def test_a_model_is_a_clear_error(tanqih: Command, article: Path) -> None:
    result = tanqih("check", "a.txt", "--model", "./nowhere")
    assert result.code == 2
    assert "no such folder" in result.err
    assert tanqih("check", "a.txt", "--model", "off").code == 1


def test_a_bad_file_does_not_hide_the_others(tanqih: Command, article: Path, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes(b"A\0B")
    result = tanqih("check", "b.txt", "a.txt")
    assert result.code == 2
    assert "a.txt:1:26" in result.out
    assert result.err.startswith("tanqih: error: b.txt:1: ")
    assert result.err.count("\n") == 1


def test_jsonl_fields_and_their_errors(tanqih: Command, tmp_path: Path) -> None:
    dump = tmp_path / "dump.jsonl"
    dump.write_text('{"id": "x", "ours": "It ended.. So it goes."}\n')
    issue = json.loads(tanqih("check", "dump.jsonl", "--text-field", "ours", "--format", "jsonl").out)
    assert (issue["document"], issue["line"], issue["offset"]) == ("x", 1, [8, 10])
    missing = tanqih("check", "dump.jsonl")
    assert missing.code == 2
    assert "dump.jsonl:1: " in missing.err
    assert "--text-field" in missing.err
    dump.write_text('{"text": "Fine."}\n{"text": \n')
    assert "dump.jsonl:2: " in tanqih("check", "dump.jsonl").err


def test_hidden_characters_never_reach_the_terminal(tanqih: Command, tmp_path: Path) -> None:
    evil = "\x1b[2J\N{RIGHT-TO-LEFT OVERRIDE}The talks\x07 ended on Friday.. Sixty men left.\n"
    (tmp_path / "e.txt").write_text(evil, encoding="utf8")
    for report in ("text", "json", "jsonl"):
        out = tanqih("check", "e.txt", "--format", report).out
        assert not set("\x1b\x07\N{RIGHT-TO-LEFT OVERRIDE}") & set(out)
    assert "U+202E" in tanqih("check", "e.txt").out
    assert "\x1b" not in tanqih("check", "no\x1bfile").err


def test_color(tanqih: Command, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" not in tanqih("check", "a.txt").out
    assert "\x1b[31;9m.\x1b[0m" in tanqih("check", "a.txt", "--color", "always").out


def test_read_as_names_the_format_of_stdin(tanqih: Command) -> None:
    page = b"<p>It ended on Friday.. Sixty men left.</p>"
    out = tanqih("check", "-", "--read-as", "html", "--format", "jsonl", stdin=page).out
    assert json.loads(out)["path"] == "<stdin>"
    assert "did you mean" in tanqih("check", "-", "--read-as", "htm", stdin=page).err


def test_an_unknown_file_type_names_the_option(tanqih: Command, tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_text(DAMAGED)
    assert "--read-as: txt, md, html, jsonl" in tanqih("check", "a.doc").err
    assert tanqih("check", "a.doc", "--read-as", "txt").code == 1


def test_source_is_paired_or_aligned(tanqih: Command, article: Path, tmp_path: Path) -> None:
    source = tmp_path / "a.ar.txt"
    source.write_text("\N{ARABIC LETTER ALEF}\n", encoding="utf8")
    assert tanqih("check", "a.txt", "--source", "a.ar.txt").err == ""
    source.write_text("\N{ARABIC LETTER ALEF}\n\n\N{ARABIC LETTER BEH}\n", encoding="utf8")
    assert tanqih("check", "a.txt", "--source", "a.ar.txt").err == ""
    (tmp_path / "two.txt").write_text("The talks ended on Friday.\n\nThey go on.\n")
    source.write_text("\N{ARABIC LETTER ALEF}\n", encoding="utf8")
    assert " of 2 paragraphs aligned with the Arabic" in tanqih("check", "two.txt", "--source", "a.ar.txt").err
    assert tanqih("check", "a.txt", "a.ar.txt", "--source", "a.ar.txt").code == 2
    assert tanqih("check", "a.txt", "--source", "none.txt").err.startswith("tanqih: error: none.txt: no such file")


def test_the_ignore_file_sets_issues_aside(tanqih: Command, article: Path, tmp_path: Path) -> None:
    key = json.loads(tanqih("check", "a.txt", "--format", "jsonl").out.splitlines()[0])["key"]
    (tmp_path / ".tanqih-ignore").write_text(f"{key}  # house style\n*.txt encoding\n")
    result = tanqih("check", "./a.txt")
    assert result.code == 0
    assert "(2 set aside)" in result.out
    (tmp_path / ".tanqih-ignore").write_text("*.txt encodign\n")
    assert "did you mean 'encoding'?" in tanqih("check", "a.txt").err


def test_a_rule_that_raises_is_named_and_the_others_go_on(
    tanqih: Command, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(block: object) -> None:
        raise ZeroDivisionError("no luck")

    rule = next(rule for rule in all_rules() if rule.id == "punct/double-dot")
    check = rule.check
    object.__setattr__(rule, "check", broken)
    try:
        result = tanqih("check", "a.txt")
    finally:
        object.__setattr__(rule, "check", check)
    assert "encoding/html-entity" in result.out
    assert result.err == "tanqih: rule punct/double-dot failed on a.txt (ZeroDivisionError: no luck); the other rules went on\n"
