"""Decisions written out as JSON lines and replayed without a screen: byte for byte the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tanqih.cli import main
from tanqih.config import Config, merged
from tanqih.errors import ConfigError, InputError
from tanqih.review.exchange import names_for, read_decisions
from tanqih.review.opening import open_review
from tanqih.review.replay import apply_decisions, export_decisions
from tanqih.review.result import Result
from tanqih.review.session import Session
from tests.review.screens import STABLE
from tests.review.test_result import BROKEN, MENDED
from tests.support import SAMPLES

SELECT = ["--select", "punct/arabic-marks,punct/double-dot,quotes/stray-closing"]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_bytes(BROKEN)


def reviewed(*paths: str, config: Config = STABLE) -> Session:
    return open_review(paths or ["a.txt"], config).session


def written(path: str, *arguments: str) -> bytes:
    """What `review --apply` makes of a file."""
    target = Path("out.bin")
    assert main(["review", "--apply", "d.jsonl", path, "-o", str(target), *SELECT, *arguments]) == 0
    return target.read_bytes()


def test_what_was_decided_is_replayed_byte_for_byte() -> None:
    session = reviewed()
    session.annotate("why?")
    session.accept()
    session.edit("; she", None)
    session.undo()
    session.accept()
    assert main(["review", "--export", "d.jsonl", "a.txt", *SELECT]) == 0
    lines = [json.loads(line) for line in Path("d.jsonl").read_text().splitlines()]
    assert [(line["verdict"], line["rule"], line["words"], line["note"]) for line in lines] == [
        ("accept", "punct/double-dot", "..", "why?"),
        ("accept", "quotes/stray-closing", " ”", ""),
    ]
    assert lines[0]["edits"] == [{"segment": 0, "start": 15, "end": 17, "text": "."}]
    assert {line["file"] for line in lines} == {"a.txt"}
    assert written("a.txt") == MENDED
    assert Path("a.txt").read_bytes() == BROKEN
    Path("else").mkdir()
    Path("else/b.txt").write_bytes(BROKEN)
    assert written("else/b.txt") == MENDED


def test_rounds_rewritten_paragraphs_and_dismissed_rules_are_replayed_without_any_rule() -> None:
    config = merged(STABLE, select=())
    text = (SAMPLES / "river-talks.txt").read_bytes()
    Path("a.txt").write_bytes(text)
    opening = open_review(["a.txt"], config)
    session = opening.session
    session.ignore_rule()
    session.rewrite("The talks of the the mediators ended, it said.")
    while session.issue:
        session.accept() if session.view and session.view.best else session.reject()
    assert len(session.article.rounds) > 1
    target = Result(opening).write()[0].target
    assert target is not None
    assert export_decisions(["a.txt"], config, "d.jsonl") == 0
    assert written("a.txt") == Path(target).read_bytes()
    assert written("a.txt", "--select", "style") == Path(target).read_bytes()


def test_a_text_that_has_changed_keeps_what_still_applies_and_lists_the_rest(capsys: pytest.CaptureFixture[str]) -> None:
    session = reviewed()
    session.accept()
    session.accept()
    assert export_decisions(["a.txt"], STABLE, "d.jsonl") == 0
    Path("a.txt").write_bytes(b"All is well. No date was set.\n\nNew.\n\nThe minister left. \xe2\x80\x9d She said nothing.\n")
    capsys.readouterr()
    assert apply_decisions(["a.txt"], STABLE, "d.jsonl", in_place=True, backup=True) == 1
    assert Path("a.txt").read_text() == "All is well. No date was set.\n\nNew.\n\nThe minister left. She said nothing.\n"
    assert "no longer applies: a.txt: accept (punct/double-dot) of “..” → “.”" in capsys.readouterr().err
    assert b"All is well" in Path("a.txt.bak").read_bytes()


def test_an_export_does_not_disturb_a_review_that_is_open(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InputError, match="no review store"):
        export_decisions(["a.txt"], STABLE, "-")
    opening = open_review(["a.txt"], STABLE, claim=True)
    opening.session.accept()
    assert main(["review", "--export", "-", "a.txt", *SELECT]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "accept"
    opening.session.reject()
    assert opening.session.finished
    opening.session.queue.store.close()


def test_a_note_on_an_open_issue_is_written_out_and_passed_over() -> None:
    reviewed().annotate("ask")
    export_decisions(["a.txt"], STABLE, "d.jsonl")
    assert json.loads(Path("d.jsonl").read_text())["note"] == "ask"
    assert read_decisions("d.jsonl") == []


def test_many_files_are_found_by_the_end_of_their_paths() -> None:
    Path("b.txt").write_bytes(BROKEN)
    session = reviewed("a.txt", "b.txt")
    while session.issue:
        session.accept()
    export_decisions(["a.txt", "b.txt"], STABLE, "d.jsonl")
    found = read_decisions("d.jsonl")
    assert names_for(["/x/news/b.txt", "a.txt"], found) == {"/x/news/b.txt": "b.txt", "a.txt": "a.txt"}
    with pytest.raises(ConfigError, match=r"c\.txt: no decisions of this name"):
        names_for(["a.txt", "c.txt"], found)
    Path("out").mkdir()
    assert apply_decisions(["a.txt", "b.txt"], STABLE, "d.jsonl", output="out") == 0
    assert Path("out/a.txt").read_bytes() == Path("out/b.txt").read_bytes() == MENDED


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("{", "d.jsonl:1: not a decision"),
        ('{"version": 2}', "d.jsonl:1: version 2 is not known"),
        ('{"version": 1, "verdict": "accept"}', "not a decision .KeyError"),
        ("[]", "d.jsonl:1: not a decision"),
    ],
)
def test_what_is_no_decision_is_an_error_with_its_line(line: str, error: str) -> None:
    Path("d.jsonl").write_text(line)
    with pytest.raises(InputError, match=error):
        apply_decisions(["a.txt"], STABLE, "d.jsonl")
    with pytest.raises(InputError, match="cannot be read"):
        read_decisions("missing.jsonl")
    assert {path.name for path in Path().iterdir()} <= {"a.txt", "d.jsonl"}


def test_a_decision_that_does_not_fit_the_text_is_listed_and_nothing_breaks() -> None:
    session = reviewed()
    session.accept()
    export_decisions(["a.txt"], STABLE, "d.jsonl")
    table = json.loads(Path("d.jsonl").read_text())
    table["edits"][0].update(start=900, end=901)
    Path("d.jsonl").write_text(json.dumps(table))
    assert apply_decisions(["a.txt"], STABLE, "d.jsonl") == 1
    assert not Path("a.edited.txt").exists()
