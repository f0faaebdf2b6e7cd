"""`tanqih stats`: tables, JSON, CSV, filters, and what is wrong in words."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from tanqih.commands.arguments import build
from tanqih.commands.job import settings
from tanqih.config import Config
from tanqih.errors import ConfigError
from tanqih.review.effort import Effort
from tanqih.review.figures import KINDS
from tanqih.review.opening import open_review
from tanqih.review.session import Session

from .conftest import Command

BROKEN = "The talks ended.. No date was set.\n\nThe minister left. \N{RIGHT DOUBLE QUOTATION MARK} She said nothing.\n"
STABLE = Config(select=("punct/double-dot", "quotes/stray-closing"), prefilter="re")
NOON = 1_800_000_000.0


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def reviewed(*names: str, note: str = "") -> None:
    """Accept the first issue of each text after ten seconds and reject the rest after five, in the default store."""
    for name in names:
        Path(name).write_text(BROKEN)
    opening = open_review(names, STABLE)
    seconds = 0.0
    session: Session = opening.session
    session.effort = Effort(lambda: seconds, now=lambda: NOON + seconds)
    session.effort.look(session.key)
    while session.issue:
        seconds += 10 if session.issue.rule == "punct/double-dot" else 5
        session.effort.press(typed=2)
        if note:
            session.queue.remark(session.at, session.key, note)
        session.accept() if session.issue.rule == "punct/double-dot" else session.reject()
    session.queue.store.close()


def test_the_tables(tanqih: Command) -> None:
    reviewed("a.txt", "b.txt")
    result = tanqih("stats")
    assert (result.code, result.err) == (0, "")
    lines = [line.split() for line in result.out.splitlines()]
    assert lines[0] == "Document Words Decided Time Words/h Keys Typed Edits".split()
    assert lines[1] == ["a.txt", "14", "2", "0:15", "3,360", "2", "4", "7.1%"]
    assert lines[3] == ["2", "documents", "28", "4", "0:30", "3,360", "4", "8", "\N{EN DASH}"]
    assert lines[6][:7] == ["punct/double-dot", "2", "2", "0", "0", "0", "100%"]
    assert lines[7] == ["quotes/stray-closing", "2", "0", "0", "2", "0", "0%"]
    assert set(lines[6][7]) == {"\N{FULL BLOCK}"}
    assert lines[10][1:4] == ["4", "0:30", "4"]
    assert max(map(len, result.out.splitlines())) <= 100


def test_only_the_texts_of_the_paths(tanqih: Command, tmp_path: Path) -> None:
    reviewed("a.txt", "b.txt")
    (tmp_path / "c.txt").write_text("Fine.\n")
    result = tanqih("stats", "b.txt", "c.txt")
    assert "b.txt" in result.out
    assert "a.txt" not in result.out
    assert "c.txt: no decisions" in result.err


def test_json_has_everything(tanqih: Command) -> None:
    reviewed("a.txt", note="ask the desk")
    found = json.loads(tanqih("stats", "--format", "json").out)
    assert found["version"] == 1
    (document,) = found["documents"]
    assert {key: document[key] for key in ("document", "words", "words_seen", "seconds", "typed")} == {
        "document": "a.txt",
        "words": 14,
        "words_seen": 14,
        "seconds": 15.0,
        "typed": 4,
    }
    assert document["edit_rate"] == pytest.approx(1 / 14, abs=1e-4)
    assert [rule["accept_rate"] for rule in found["rules"]] == [1.0, 0.0]
    first = found["decisions"][0]
    assert (first["made_at"], first["verdict"], first["choice"]) == ("2027-01-15T08:00:10+00:00", "accept", 0)
    assert [made["note"] for made in found["decisions"]] == ["ask the desk", "ask the desk"]


@pytest.mark.parametrize("kind", KINDS)
def test_csv_has_a_line_for_each(tanqih: Command, kind: str) -> None:
    reviewed("a.txt")
    rows = list(csv.DictReader(io.StringIO(tanqih("stats", "--format", "csv", "--by", kind).out, newline="")))
    everything = json.loads(tanqih("stats", "--format", "json").out)[f"{kind}s"]
    assert [list(row) for row in rows] == [list(one) for one in everything]
    assert [[str(value) if value is not None else "" for value in one.values()] for one in everything] == [
        list(row.values()) for row in rows
    ]


def test_a_note_is_no_formula_and_moves_no_cursor(tanqih: Command) -> None:
    reviewed("a.txt", note='=HYPERLINK("x")\N{RIGHT-TO-LEFT OVERRIDE}\x1b[2J')
    for arguments in (("--format", "csv", "--by", "decision"), ("--format", "json")):
        out = tanqih("stats", *arguments).out
        assert "HYPERLINK" in out
        assert not set("\x1b\N{RIGHT-TO-LEFT OVERRIDE}") & set(out)
    row = next(csv.DictReader(io.StringIO(tanqih("stats", "--format", "csv", "--by", "decision").out, newline="")))
    assert row["note"].startswith("'=HYPERLINK")


def test_since(tanqih: Command) -> None:
    reviewed("a.txt")
    assert "a.txt" in tanqih("stats", "--since", "2027-01-14").out
    assert tanqih("stats", "--since", "2028-01-01").out == "No decisions.\n"
    assert tanqih("stats", "--since", "2028-01-01", "--format", "csv").out.count("\n") == 1
    result = tanqih("stats", "--since", "yesterday")
    assert (result.code, result.out) == (2, "")
    assert "2026-11-30" in result.err


def test_a_text_that_is_gone_is_still_counted(tanqih: Command) -> None:
    reviewed("a.txt")
    Path("a.txt").unlink()
    assert tanqih("stats").out.splitlines()[1].split() == ["a.txt", *"\N{EN DASH} 2 0:15 \N{EN DASH} 2 4 \N{EN DASH}".split()]


def test_a_text_that_was_moved_is_known_by_its_bytes(tanqih: Command) -> None:
    reviewed("a.txt")
    Path("a.txt").rename("b.txt")
    assert tanqih("stats", "b.txt").out.splitlines()[1].split()[:3] == ["a.txt", "14", "2"]


def test_bars_in_an_encoding_without_blocks(process: Command, tmp_path: Path) -> None:
    reviewed("a.txt")
    out = process("stats", PYTHONIOENCODING="ascii", PYTHONUTF8="0").out
    assert "####" in out
    assert out.isascii()


def test_no_store_is_an_error_in_words(tanqih: Command) -> None:
    result = tanqih("stats", "--store", "none.db")
    assert result.code == 2
    assert result.err.startswith("tanqih: error: none.db: no review store; review a text first")
    assert not Path("none.db").exists()


def test_a_private_review_is_asked_for_on_the_command_line_or_in_the_configuration() -> None:
    review = build().parse_args(["review", "a.txt", "--private"])
    assert settings(review).private
    assert not settings(build().parse_args(["review", "a.txt"])).private
    Path("tanqih.toml").write_text("private = true\n")
    assert settings(build().parse_args(["review", "a.txt"])).private
    Path("a.txt").write_text(BROKEN)
    opening = open_review(["a.txt"], replace(STABLE, private=True))
    opening.session.effort.press(typed=1)
    opening.session.accept()
    (entry,) = opening.session.queue.entries(0)
    assert (entry.decision.made_at, entry.decision.seconds, entry.decision.keystrokes, entry.decision.typed) == (0.0, 0.0, 0, 0)
    opening.session.queue.store.close()
    Path("tanqih.toml").write_text("private = 1\n")
    with pytest.raises(ConfigError, match="private must be true or false"):
        settings(review)
