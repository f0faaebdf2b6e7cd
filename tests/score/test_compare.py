"""Two versions of a corpus: pairs, significance, lists, verdict; and the bootstrap behind them."""

from __future__ import annotations

import json
import random
import time

import pytest

from tanqih.score.bootstrap import Sums, interval, paired
from tanqih.score.points import Scale

from .conftest import CLEAN, DAMAGED, Command, Write

WORSE = "The the talks ended on Friday.. Sixty men &amp; &quot; women left.\n"


def test_the_interval_holds_the_score_and_narrows_with_more_documents() -> None:
    chance = random.Random(1)
    documents = [Sums(float(chance.randrange(4)), chance.randrange(50, 200)) for _ in range(400)]
    few, many = interval(documents[:40], Scale()), interval(documents, Scale())
    assert few
    assert many
    assert few.low < Scale().score(sum(one.points for one in documents[:40]), sum(one.words for one in documents[:40])) < few.high
    assert many.high - many.low < few.high - few.low
    assert many == interval(documents, Scale())


def test_of_one_document_nothing_can_be_said() -> None:
    assert interval([Sums(1.0, 10)], Scale()) is None
    assert paired([Sums(1.0, 10)], [Sums(2.0, 10)], Scale()) == (None, 1.0)


def test_the_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    chance = random.Random(2)
    hits = 0
    for _ in range(100):
        found = interval([Sums(float(chance.random() < 0.3), 10) for _ in range(60)], Scale(), samples=200)
        hits += found is not None and found.low <= 97.0 <= found.high
    assert hits >= 88


def test_equal_versions_do_not_differ_and_clear_ones_do() -> None:
    chance = random.Random(3)
    old = [Sums(float(chance.randrange(5)), 100) for _ in range(50)]
    assert paired(old, old, Scale())[1] == 1.0
    limits, p_value = paired(old, [Sums(one.points + 1 + chance.random(), 100) for one in old], Scale())
    assert limits
    assert limits.high < 0
    assert p_value < 0.01


def test_chance_alone_is_rarely_significant() -> None:
    chance = random.Random(4)
    found = 0
    for _ in range(100):
        old, new = ([Sums(float(chance.randrange(5)), 100) for _ in range(30)] for _ in range(2))
        found += paired(old, new, Scale(), samples=200)[1] < 0.05
    assert found <= 12


def test_ten_thousand_documents_take_seconds() -> None:
    start = time.process_time()
    assert interval([Sums(1.0, 100), Sums(2.0, 100)] * 5000, Scale(), samples=100)
    assert time.process_time() - start < 5


@pytest.fixture
def versions(write: Write) -> None:
    for number in range(8):
        write(f"old/{number}.txt", DAMAGED)
        write(f"new/{number}.txt", DAMAGED if number else CLEAN)


@pytest.mark.usefixtures("versions")
def test_what_got_better_is_listed(tanqih: Command) -> None:
    result = tanqih("score", "--compare", "old", "new", "--format", "json")
    assert result.code == 0
    data = json.loads(result.out)
    found = data["comparison"]
    assert (found["documents"], found["worse"]) == (8, [])
    assert [(one["id"], one["old"], one["new"], one["fixed"]) for one in found["better"]] == [("0.txt", 88.125, 100.0, 2)]
    assert [(one["rule"], one["old"], one["new"]) for one in found["rules"]] == [
        ("encoding/html-entity", 8, 7), ("punct/double-dot", 8, 7),
    ]  # fmt: skip
    assert data["counts"]["state"] == {"absent": 2, "unchanged": 14}
    assert "rose by 1.48 points, from 88.12 to 89.61" in data["gate"]["checks"][0]["text"]


@pytest.mark.usefixtures("versions")
def test_the_gate_fails_on_a_significant_fall(tanqih: Command, write: Write) -> None:
    for number in range(8):
        write(f"new/{number}.txt", DAMAGED + "\n" + WORSE)
    result = tanqih("score", "--compare", "old", "new")
    assert result.code == 1
    assert "significantly worse at 0.05 (compare)" in result.err.splitlines()[-1]
    assert "worse" in result.out
    assert tanqih("score", "--compare", "old", "new", "--max-drop", "90").code == 0
    assert tanqih("score", "--compare", "old", "new", "--max-drop", "90", "--max-new", "0").code == 1
    assert tanqih("score", "--compare", "new", "old", "--max-drop", "0").code == 0


@pytest.mark.usefixtures("versions")
def test_a_single_fall_among_equals_is_chance(tanqih: Command) -> None:
    assert tanqih("score", "--compare", "new", "old").code == 0
    assert tanqih("score", "--compare", "new", "old", "--max-drop", "1").code == 1


def test_a_single_document_may_not_fall(tanqih: Command, write: Write) -> None:
    write("v1.txt", CLEAN)
    write("v2.txt", DAMAGED)
    result = tanqih("score", "--compare", "v1.txt", "v2.txt")
    assert result.code == 1
    assert "no fall allowed for a single document" in result.err.splitlines()[-1]
    assert tanqih("score", "--compare", "v2.txt", "v1.txt").code == 0


@pytest.mark.usefixtures("versions")
def test_documents_of_one_version_alone_are_told_and_left_out(tanqih: Command, write: Write) -> None:
    write("new/more.txt", WORSE * 3)
    write("old/gone.txt", WORSE)
    found = json.loads(tanqih("score", "--compare", "old", "new", "--format", "json").out)["comparison"]
    assert (found["only_old"], found["only_new"], found["documents"]) == (["gone.txt"], ["more.txt"], 8)


def test_records_are_paired_by_line_or_id(tanqih: Command, write: Write) -> None:
    lines = [json.dumps({"text": text}) for text in (DAMAGED, CLEAN)]
    write("a.jsonl", "\n".join(lines) + "\n")
    write("b.jsonl", "\n".join([lines[1], lines[1]]) + "\n")
    found = json.loads(tanqih("score", "--compare", "a.jsonl", "b.jsonl", "--format", "json").out)["comparison"]
    assert [(one["id"], one["new"]) for one in found["better"]] == [("b.jsonl:1", 100.0)]


def test_versions_without_a_common_document(tanqih: Command, write: Write) -> None:
    write("old/a.txt")
    write("old/b.txt")
    write("new/c.txt")
    result = tanqih("score", "--compare", "old", "new")
    assert (result.code, result.out) == (2, "")
    assert "the two versions have no document in common" in result.err


@pytest.mark.parametrize("more", [["--baseline", "x"], ["--changed-since", "HEAD"], ["--source", "x"]])
def test_what_does_not_go_with_a_comparison(tanqih: Command, write: Write, more: list[str]) -> None:
    write("a.txt")
    result = tanqih("score", "--compare", "a.txt", "a.txt", *more)
    assert result.code == 2
    assert "--compare takes neither" in result.err
