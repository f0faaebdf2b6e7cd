"""The project's own sample articles: the damaged ones get nearer to their corrected twins, and the twins are left alone."""

from __future__ import annotations

import csv
import difflib
import re
from pathlib import Path

import pytest

import tanqih
from tanqih import formats
from tests.support import SAMPLES

TWINS = sorted(SAMPLES.glob("*.fixed.txt"))
NAMES = [path.name.removesuffix(".fixed.txt") for path in TWINS]
MOST_LEFT = 0.6
LEAST_FOUND = 0.8


def words(text: str) -> list[str]:
    return re.findall(r"\w+|[^\w\s]", text)


def unlike(text: str, twin: str) -> float:
    """Share of words that differ, 0..1."""
    return 1 - difflib.SequenceMatcher(None, words(text), words(twin), autojunk=False).ratio()


def both(name: str) -> tuple[str, str]:
    return tuple((SAMPLES / f"{name}{ending}").read_text(encoding="utf8") for ending in (".txt", ".fixed.txt"))  # type: ignore[return-value]


def test_there_are_samples() -> None:
    assert len(NAMES) >= 6


@pytest.mark.parametrize("name", NAMES)
def test_a_corrected_article_is_left_alone(name: str) -> None:
    _, twin = both(name)
    assert [(issue.rule, issue.text) for issue in tanqih.check(twin).issues if issue.confidence >= 0.5] == []
    for profile in ("preserve", "wire"):
        assert tanqih.fix(twin, profile=profile).text == twin


@pytest.mark.parametrize("name", NAMES)
def test_a_damaged_article_gets_nearer(name: str) -> None:
    damaged, twin = both(name)
    before = unlike(damaged, twin)
    assert unlike(tanqih.fix(damaged, profile="wire").text, twin) < before
    assert unlike(tanqih.fix(damaged, level="review", profile="wire").text, twin) < MOST_LEFT * before


def test_most_planted_artefacts_are_found() -> None:
    with (SAMPLES / "artefacts.tsv").open(encoding="utf8", newline="") as file:
        rows = [
            row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if not row["class"].startswith("meaning/")
        ]
    found = 0
    for row in rows:
        text = (SAMPLES / row["file"]).read_text(encoding="utf8")
        start = text.index(row["damaged"].replace("\\n", "\n"))
        end = start + len(row["damaged"])
        spans = [issue.offset for issue in tanqih.check(text, profile="wire").issues if issue.confidence >= 0.5 and issue.offset]
        found += any(max(a, start) < min(b, end) for a, b in spans)
    assert found >= LEAST_FOUND * len(rows), f"{found} of {len(rows)}"


@pytest.mark.parametrize("name", ["flood-warning.html", "market-report.md", "dump.jsonl"])
def test_containers_come_back_but_for_the_edited_words(name: str, tmp_path: Path) -> None:
    data = (SAMPLES / name).read_bytes()
    documents = list(formats.read(SAMPLES / name))
    assert formats.write_bytes(documents) == data
    fixed = [tanqih.fix(document) for document in documents]
    assert any(one.applied for one in fixed)
    formats.write([one.document for one in fixed], tmp_path / name)
    again = [tanqih.fix(document) for document in formats.read(tmp_path / name)]
    assert not any(one.applied for one in again)
    if name.endswith(".html"):
        tags = re.compile(rb"<[^>]*>")
        assert tags.findall(data) == tags.findall((tmp_path / name).read_bytes())
