"""The real article with 41 marked artefacts, read in ../shared: what is found, and first suggestions judged by hand.

`sample_judged.tsv` holds, for each mechanical item, the rule and first suggestion that were judged, and the verdict. A suggestion that
changes must be judged again.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

import tanqih
from tests.support import shared

JUDGED = Path(__file__).with_name("sample_judged.tsv")
CONFIDENCE = 0.3
ALLOWED_OUTSIDE = 2
WANTED_RIGHT = 15


@pytest.fixture(scope="module")
def text() -> str:
    return shared("gold/sample-article.txt").read_text(encoding="utf8")


@pytest.fixture(scope="module")
def items() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(shared("gold/sample-article.json").read_text(encoding="utf8"))["items"]
    return found


def issues(text: str, profile: str) -> list[tanqih.Issue]:
    return [issue for issue in tanqih.check(text, profile=profile).issues if issue.confidence >= CONFIDENCE]


def marks(issue: tanqih.Issue, item: dict[str, Any]) -> bool:
    """The issue overlaps the item and is not much longer."""
    assert issue.offset is not None
    start, end = issue.offset
    length = item["end"] - item["start"]
    return bool(max(start, item["start"]) < min(end, item["end"]) and end - start <= 2 * length + 40)


def test_every_mechanical_item_is_found(text: str, items: list[dict[str, Any]]) -> None:
    found = issues(text, "preserve")
    assert [item["id"] for item in items if item["tier"] == "A" and not any(marks(issue, item) for issue in found)] == []


def test_little_is_found_outside_the_list(text: str, items: list[dict[str, Any]]) -> None:
    outside = [issue for issue in issues(text, "wire") if not any(marks(issue, item) for item in items)]
    assert len(outside) <= ALLOWED_OUTSIDE, [(issue.rule, issue.text) for issue in outside]


def test_first_suggestions_are_the_judged_ones(text: str, items: list[dict[str, Any]]) -> None:
    with JUDGED.open(encoding="utf8", newline="") as file:
        judged = {row["item"]: row for row in csv.DictReader(file, delimiter="\t")}
    found = issues(text, "preserve")
    mechanical = [item for item in items if item["tier"] == "A"]
    assert {item["id"] for item in mechanical} == set(judged)
    for item in mechanical:
        best = next(issue for issue in found if marks(issue, item) and issue.rule == judged[item["id"]]["rule"]).best
        assert best is not None
        assert [edit.text for edit in sorted(best.edits)] == json.loads(judged[item["id"]]["puts_in"]), item["id"]
    assert sum(row["verdict"] == "right" for row in judged.values()) >= WANTED_RIGHT
