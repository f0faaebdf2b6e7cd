"""`tanqih score`: reports, exit codes, the last line on standard error, bad input."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.commands.conftest import environment
from tests.test_imports import HEAVY

from tanqih.commands.score import FORMATS, METRICS
from tanqih.score.reference import NAMES
from tanqih.score.reporters import FORMATS as REPORTERS

from .conftest import CLEAN, DAMAGED, Command, Result, Write


def last(result: Result) -> str:
    return result.err.splitlines()[-1]


def test_without_limits_it_tells_the_score_and_passes(tanqih: Command, write: Write) -> None:
    write("a.txt")
    result = tanqih("score", "a.txt")
    assert result.code == 0
    lines = result.out.splitlines()
    assert lines[0] == "Score 88.12 of 100"
    assert lines[1] == "1 document, 16 words, 2 issues (2 minor), 118.75 penalty points per 1,000 words"
    assert lines[-1].startswith("tanqih:")
    assert lines[-1].endswith("|weights:0/1/5/25|model:off|scale:linear")
    assert last(result) == "tanqih: gate passed, score 88.12 of 1 document: no limits were set"


def test_a_failed_gate_says_why_in_one_sentence(tanqih: Command, write: Write) -> None:
    write("a.txt")
    result = tanqih("score", "a.txt", "--min-score", "90", "--max-minor", "1", "--max-major", "0", "-q")
    assert result.code == 1
    assert last(result) == (
        "tanqih: gate failed, score 88.12 of 1 document: the score is 88.12, at least 90 allowed (min-score); "
        "2 minor issues, at most 1 allowed (max-minor)"
    )
    assert "passed  0 major issues, at most 0 allowed (max-major)" in result.out


def test_limits_of_the_configuration_and_of_some_paths(tanqih: Command, write: Write) -> None:
    write("tanqih.toml", '[score]\nmax-minor = 0\n[[score.overrides]]\npaths = ["drafts/**"]\nmax-minor = 2\n')
    write("drafts/a.txt")
    write("b.txt", CLEAN)
    assert tanqih("score", ".").code == 0
    write("c.txt")
    assert tanqih("score", ".").code == 1
    assert tanqih("score", ".", "--max-minor", "2").code == 0


def test_budgets_on_the_command_line(tanqih: Command, write: Write) -> None:
    write("a.txt")
    assert tanqih("score", "a.txt", "--budget", "punct=1", "--budget", "encoding/html-entity=1").code == 0
    result = tanqih("score", "a.txt", "--budget", "punct=0")
    assert (result.code, last(result)[-52:]) == (1, "document: 1 punct issue, at most 0 allowed (budgets.punct)"[-52:])


def test_weights_and_calibration_are_in_the_signature(tanqih: Command, write: Write) -> None:
    write("tanqih.toml", "[score]\nweights = [0, 2, 5, 25]\nacceptable-points = 50\npassing-score = 80\n")
    write("a.txt", DAMAGED)
    out = tanqih("score", "a.txt").out
    assert out.startswith("Score 5.00 of 100")  # 237.5 points per 1,000 words; 50 of them cost 20
    assert out.splitlines()[-1].endswith("|weights:0/2/5/25|model:off|scale:linear-calibrated/50/80")


def test_what_was_ignored_is_marked_and_does_not_count(tanqih: Command, write: Write) -> None:
    write(
        "a.md",
        "The talks ended on Friday.. Sixty left.\n\n<!-- tanqih: ignore punct -->\n\nThe talks began on Sunday.. All came.\n",
    )
    write("b.txt")
    write(".tanqih-ignore", "b.txt encoding\n")
    result = json.loads(tanqih("score", ".", "--format", "json").out)
    found = {(one["path"], one["rule"]): one["suppressed"] for document in result["documents"] for one in document["issues"]}
    assert result["counts"]["suppressed"] == {"file": 1, "inline": 1}
    assert [one["suppressed"] for one in result["documents"][0]["issues"]] == [None, "inline"]
    assert result["documents"][0]["points"] == pytest.approx(0.95)
    assert found["b.txt", "encoding/html-entity"] == "file"
    assert found["b.txt", "punct/double-dot"] is None
    assert result["documents"][1]["points"] == pytest.approx(0.95)


def test_json_lines_have_a_document_each_and_the_corpus_last(tanqih: Command, write: Write) -> None:
    write("a.txt")
    write("b.txt", CLEAN)
    lines = [json.loads(line) for line in tanqih("score", "a.txt", "b.txt", "--format", "jsonl").out.splitlines()]
    assert [line["type"] for line in lines] == ["document", "document", "corpus"]
    assert lines[-1]["interval"]["level"] == 0.95


def test_reports_go_to_files_too(tanqih: Command, write: Write, tmp_path: Path) -> None:
    write("a.txt")
    result = tanqih(
        "score", "a.txt", "--report", "sarif=out.sarif", "--report", "text=out.txt", "--format", "json", "-o", "o.json"
    )
    assert (result.code, result.out) == (0, "")
    assert json.loads((tmp_path / "out.sarif").read_text())["version"] == "2.1.0"
    assert (tmp_path / "out.txt").read_text().startswith("Score 88.12 of 100\n")
    assert json.loads((tmp_path / "o.json").read_text())["score"] == 88.125


def test_the_formats_and_metrics_of_the_help_are_those_there_are() -> None:
    assert tuple(REPORTERS) == FORMATS
    assert tuple(NAMES) == METRICS


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--min-score", "101"], "--min-score must lie between 0 and 100, not 101"),
        (["--min-score", "nan"], "--min-score must be 0 or more, not nan"),
        (["--min-score", "-3"], "--min-score must be 0 or more, not -3.0"),
        (["--max-major", "-1"], "--max-major must be 0 or more, not -1"),
        (["--max-major", "1.5"], "argument --max-major: invalid int value: '1.5'"),
        (["--max-per-1000", "inf"], "--max-per-1000 must be 0 or more, not inf"),
        (["--budget", "quots=1"], "no rule or family 'quots', did you mean 'quotes'?"),
        (["--budget", "quotes"], "--budget quotes: say how many"),
        (["--budget", "quotes=-1"], "--budget quotes=-1: say how many"),
        (["--workers", "0"], "--workers must be 1 or more, not 0"),
        (["--max-drop", "1"], "--max-drop goes with --compare"),
        (["--max-new", "1"], "--max-new goes with --baseline FILE or --compare"),
        (["--baseline", "missing.json"], "missing.json: no such file"),
        (["--format", "sarfi"], "did you mean 'sarif'?"),
        (["--report", "html"], "--report html: say where it goes"),
        (["--report", "html=x", "-o", "x"], "x: two reports would be written to it"),
        (["--metric", "blue"], "no metric 'blue', did you mean 'bleu'?"),
        (["--compare", "a.txt", "a.txt"], "name the texts to score, or two versions"),
    ],
)
def test_wrong_use_ends_with_2_and_one_line(tanqih: Command, write: Write, options: list[str], said: str) -> None:
    write("a.txt")
    result = tanqih("score", "a.txt", *options)
    assert (result.code, result.out) == (2, "")
    assert said in last(result)


@pytest.mark.parametrize(("name", "text"), [("a.txt", ""), ("a.txt", " \n\n"), ("a.jsonl", ""), ("a.jsonl", '{"text": ""}\n')])
def test_nothing_to_score_is_an_error(tanqih: Command, write: Write, name: str, text: str) -> None:
    write(name, text)
    result = tanqih("score", name, "--min-score", "0")
    assert (result.code, result.out) == (2, "")
    assert last(result).startswith("tanqih: error: there are no words to score")


def test_a_file_that_cannot_be_read_is_no_pass(tanqih: Command, write: Write) -> None:
    write("a.txt", CLEAN)
    write("b.jsonl", "{broken\n")
    result = tanqih("score", "a.txt", "b.jsonl", "--write-baseline", "base.json")
    assert (result.code, result.out) == (2, "")
    assert "b.jsonl:1" in last(result)
    assert not Path("base.json").exists()


def test_no_texts_at_all(tanqih: Command) -> None:
    assert last(tanqih("score")).startswith("tanqih: error: name the texts to score")


def test_same_bytes_with_one_worker_and_with_two(process: Command, write: Write) -> None:
    for number in range(30):
        write(f"news/{number}.txt", DAMAGED if number % 3 else CLEAN)
    one = process("score", "news", "--format", "json")
    two = process("score", "news", "--format", "json", "--workers", "2")
    assert one.code == two.code == 0
    assert one.out == two.out
    assert json.loads(one.out)["counts"]["issues"] == 40


def test_standard_input(tanqih: Command) -> None:
    result = tanqih("score", "-", "--format", "json", stdin=DAMAGED.encode())
    assert json.loads(result.out)["documents"][0]["path"] == "<stdin>"


def test_history_grows_by_a_line_per_run(tanqih: Command, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.txt")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    tanqih("score", "a.txt", "--history", "trend.jsonl", "--max-minor", "0")
    write("a.txt", CLEAN)
    second = tanqih("score", "a.txt", "--history", "trend.jsonl", "--max-minor", "0")
    entries = [json.loads(line) for line in Path("trend.jsonl").read_text().splitlines()]
    assert [(entry["time"], entry["score"], entry["passed"]) for entry in entries] == [
        ("2023-11-14T22:13:20Z", 88.125, False),
        ("2023-11-14T22:13:20Z", 100.0, True),
    ]
    assert "trend over 2 runs: 88.12 100.00" in second.out


@pytest.mark.parametrize("line", ["{", "[]", '{"score": "high"}'])
def test_a_wrong_history_is_an_error_and_stays(tanqih: Command, write: Write, line: str) -> None:
    write("a.txt")
    write("trend.jsonl", line + "\n")
    result = tanqih("score", "a.txt", "--history", "trend.jsonl")
    assert result.code == 2
    assert "trend.jsonl:1: not a line of a score history" in last(result)
    assert Path("trend.jsonl").read_text() == line + "\n"


def test_text_reports_send_no_control_characters(tanqih: Command, write: Write) -> None:
    write(
        "a.jsonl", json.dumps({"id": "\x1b[31mred\u202e", "text": DAMAGED}) + "\n" + json.dumps({"id": "b", "text": CLEAN}) + "\n"
    )
    out = tanqih("score", "a.jsonl", "-v").out
    assert not re.search("[\x1b\u202e]", out)
    assert "red" in out


def test_nothing_heavy_is_imported_without_references(write: Write) -> None:
    path = write("a.txt")
    code = f"import sys; from tanqih.cli import main; main(['score', {str(path)!r}, '-o', {str(path.with_suffix('.out'))!r}])"
    script = f"{code}; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment())
    assert done.stdout.strip() == "[]"
