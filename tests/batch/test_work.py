"""The unit of work: pure, deterministic, and stopped by no record."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from tests.batch.support import OddCodec, lines

from tanqih.batch.containers import open_container
from tanqih.batch.hunks import TextEdit, applied
from tanqih.batch.limits import OverTime, processor_time, seconds_for
from tanqih.batch.mend import document_of
from tanqih.batch.records import BadRecord, Fields, Opening
from tanqih.batch.work import Settings, ShardResult, Task, Worker
from tanqih.config import Config


def worked(path: Path, *, given_up: dict[int, str] | None = None, odd: bool = False, **settings: Any) -> ShardResult:
    container = open_container([str(path)], Opening(output="out.jsonl"))
    codec = OddCodec(container.codec()) if odd else container.codec()
    worker = Worker(Settings(Config(), **settings), codec)
    return worker.run(Task(0, tuple(container.records()), given_up or {}))


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "dump.jsonl"
    path.write_bytes(b"".join(lines(12)))
    return path


def texts(result: ShardResult) -> list[str]:
    return [json.loads(data)["text"] for _, data in result.rendered]


def test_the_same_shard_gives_the_same_result(dump: Path) -> None:
    assert worked(dump) == worked(dump)


def test_ledger_lines_lead_from_the_text_read_to_the_text_written(dump: Path) -> None:
    before = [json.loads(line)["text"] for line in dump.read_bytes().splitlines()]
    result = worked(dump)
    ledger = {line["record"]: line for line in map(json.loads, result.ledger)}
    assert len(ledger) == result.statistics.changed > 3
    for number, (old, new) in enumerate(zip(before, texts(result), strict=True), 1):
        edits = (
            [TextEdit(e["start"], e["end"], e["before"], e["after"], ()) for e in ledger[number]["edits"]]
            if number in ledger
            else []
        )
        assert applied(old, edits) == new
        assert all(old[edit.start : edit.end] == edit.before for edit in edits)
        assert (old == new) is (number not in ledger)


def test_every_edit_names_a_rule(dump: Path) -> None:
    rules = {edit["rule"] for line in worked(dump).ledger for edit in json.loads(line)["edits"]}
    assert "quotes/guillemets" in rules
    assert all("/" in rule for rule in rules)


def test_review_applies_more_than_safe_and_as_much_as_its_confidence_allows(dump: Path) -> None:
    safe, review = worked(dump), worked(dump, mode="review")
    strict = worked(dump, mode="review", min_confidence=1.0)
    assert sum(review.statistics.applied.values()) > sum(safe.statistics.applied.values())
    assert texts(strict) == texts(safe) != texts(review)


def test_annotate_changes_no_text_and_stores_issues_and_score(dump: Path) -> None:
    result = worked(dump, mode="annotate")
    before = [json.loads(line) for line in dump.read_bytes().splitlines()]
    after = [json.loads(data) for _, data in result.rendered]
    notes = [record.pop("tanqih") for record in after]
    assert after == before
    assert all(set(note) == {"score", "issues"} for note in notes)
    found = [(record, issue) for record, note in zip(before, notes, strict=True) for issue in note["issues"]]
    assert any(issue["rule"] == "quotes/guillemets" for _, issue in found)
    assert all(record["text"][slice(*issue["offset"])] == issue["text"] for record, issue in found)


def test_scores_rise_and_issues_fall(dump: Path) -> None:
    found = worked(dump, mode="review").statistics
    before, after = found.scores
    assert before < after <= 100
    assert sum(found.remaining.values()) < sum(found.issues.values())
    assert found.records == 12
    assert found.bytes_in == dump.stat().st_size


BAD = {
    "truncated": (b'{"id": "x", "text": "The tal\n', "malformed JSON"),
    "no field": (b'{"id": "x"}\n', "no field 'text'"),
    "no string": (b'{"id": "x", "text": 7}\n', "a number, not a string"),
    "wrong encoding": ('{"text": "caf\N{LATIN SMALL LETTER E WITH ACUTE}"}\n'.encode("latin-1"), "not valid utf-8"),
    "NUL": (b'{"text": "The talks\\u0000 ended."}\n', "NUL"),
    "lone surrogate": (b'{"text": "The talks \\ud800 ended."}\n', "U+D800"),
    "an array": (b"[1, 2]\n", "not a JSON object"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_record_goes_to_the_dead_letters_and_the_others_are_done(tmp_path: Path, kind: str) -> None:
    raw, reason = BAD[kind]
    good = lines(4)
    (tmp_path / "dump.jsonl").write_bytes(b"".join([*good[:2], raw, *good[2:]]))
    result = worked(tmp_path / "dump.jsonl")
    assert len(result.rendered) == 4
    (letter,) = map(json.loads, result.dead)
    assert letter["place"] == "dump.jsonl:3"
    assert reason in letter["reason"]
    assert base64.b64decode(letter["raw"]) == raw
    assert result.statistics.dead == 1
    assert json.loads(next(line for line in result.ledger if b"dead" in line))["record"] == 3


def test_a_record_over_the_limit_is_a_bad_one(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    path.write_bytes(b"".join([lines(1)[0], json.dumps({"text": "long " * 300}).encode() + b"\n", lines(2)[1]]))
    container = open_container([str(path)], Opening(max_record=1000, output="out.jsonl"))
    result = Worker(Settings(Config()), container.codec()).run(Task(0, tuple(container.records()), {}))
    (letter,) = map(json.loads, result.dead)
    assert "over the limit" in letter["reason"]
    assert letter["size"] > 1500
    assert len(result.rendered) == 2


def test_what_hangs_is_cut_off_and_what_fails_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    odd = [json.dumps({"text": text}).encode() + b"\n" for text in ("LOOP for ever.", "BROKEN here.")]
    path.write_bytes(b"".join([lines(1)[0], *odd, lines(2)[1]]))
    result = worked(path, odd=True, time_limit=0.3)
    assert [json.loads(line)["reason"] for line in result.dead] == [
        "took more than 0.3 s of processor time",
        "internal error: ZeroDivisionError: a bug",
    ]
    assert len(result.rendered) == 2


def careless() -> None:
    """As a rule that swallows what it does not know."""
    while True:
        try:
            while True:
                pass
        except Exception:
            continue


def test_a_rule_that_swallows_exceptions_does_not_swallow_the_limit() -> None:
    with pytest.raises(OverTime), processor_time(0.05):
        careless()


def test_the_limit_grows_with_the_record() -> None:
    assert seconds_for(10, 2.0) == 2.0
    assert seconds_for(64_000_000, 2.0) == 128.0


def test_a_record_that_was_given_up_is_not_tried(dump: Path) -> None:
    result = worked(dump, given_up={3: "a worker died on it"})
    assert [json.loads(line)["reason"] for line in result.dead] == ["a worker died on it"]
    assert len(result.rendered) == 11


def test_arabic_that_is_swapped_with_the_text_is_a_bad_record() -> None:
    arabic = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}\N{ARABIC LETTER MEEM} " * 40
    with pytest.raises(BadRecord, match="swapped"):
        document_of(Fields(arabic, source="The talks ended on Sunday without an agreement. " * 5), "x", 1)


def test_a_page_is_mended_in_its_markup(tmp_path: Path) -> None:
    page = "<p>Talks ended <b>&#171;badly&#187;</b>, he&nbsp;said.</p>\n<p>It was about \u0664\u0662 families.</p>"
    (tmp_path / "a.html").write_text(page, encoding="utf8")
    result = worked(tmp_path)
    (line,) = map(json.loads, result.ledger)
    assert "42 families" in result.rendered[0][1].decode()
    assert "<b>" in result.rendered[0][1].decode()
    edits = [TextEdit(e["start"], e["end"], e["before"], e["after"], ()) for e in line["edits"]]
    assert applied(page, edits).encode() == result.rendered[0][1]
    assert "encoding/arabic-residue" in {e["rule"] for e in line["edits"]}
