"""Samples of real post-edits: tokens to running text, post-edits to small edits."""

from __future__ import annotations

import gzip
from pathlib import Path
from random import Random

import pytest

from tanqih.models.labels import INDEX, KEEP, LABELS
from tanqih.training.samples import IGNORE, Mixture, chunk, curled, detokenised, edit_labels, post_edits


def joined(rows: list[tuple[str, bool]]) -> str:
    return "".join(f" {text}" if space else text for text, space in rows)


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("The talks ended , he said .", "The talks ended, he said."),
        ("He said &quot; no &quot; twice .", 'He said "no" twice.'),
        ("The mayor 's plan ( a new one ) costs $ 5 .", "The mayor's plan (a new one) costs $5."),
        ("It did n't work .", "It didn't work."),
    ],
)
def test_tokens_become_running_text(tokens: str, text: str) -> None:
    assert joined(detokenised(tokens.split())) == text


@pytest.mark.parametrize(
    ("before", "after", "labels"),
    [
        ("the the talks", "the talks", ["DEL", "KEEP", "KEEP"]),
        ("he went school", "he went to school", ["KEEP", "APP_to", "KEEP"]),
        ("he sat in Monday", "he sat on Monday", ["KEEP", "KEEP", "REP_on", "KEEP"]),
        ("the President spoke", "the president spoke", ["KEEP", "LOW", "KEEP"]),
        ("the president spoke", "the President spoke", ["KEEP", "UP", "KEEP"]),
        ("a novel was heard", "an account was heard", [None, None, "KEEP", "KEEP"]),
        ("one two three four five", "one five", ["KEEP", "DEL", "DEL", "DEL", "KEEP"]),
    ],
)
def test_post_edits_become_small_edits(before: str, after: str, labels: list[str | None]) -> None:
    found = edit_labels(before.split(), after.split())
    assert [(label is None and "?") or label for label in found] == [(label is None and "?") or label for label in labels]


def test_a_file_of_post_edits(tmp_path: Path) -> None:
    path = tmp_path / "pe.tsv.gz"
    with gzip.open(path, "wt", encoding="utf8") as file:
        file.write("source_language\tmt\tpost_edit\thter\tword_and_gap_tags\n")
        file.write("ro\tthe the well-known man .\tthe well-known man .\t0.2\tOK OK OK BAD OK OK OK OK OK OK OK\n")
    ((language, sample),) = post_edits(path)
    assert language == "ro"
    assert [text for text, _ in sample.words] == ["the", "the", "well", "-", "known", "man", "."]
    assert [LABELS[label] for label in sample.labels] == ["DEL", "KEEP", "KEEP", "KEEP", "KEEP", "KEEP", "KEEP"]
    assert sample.bad == [0, 1, 0, 0, 0, 0, 0]


def test_a_chunk_is_the_same_for_the_same_seed() -> None:
    texts = ["The council said the mill would open again in the spring, according to two people who saw the plan."] * 3
    chunks = [chunk(texts, [], Mixture(), Random(4), 30, ["harvest"]) for _ in range(2)]
    assert chunks[0] == chunks[1]
    assert any(INDEX[KEEP] != label for sample in chunks[0] for label in sample.labels)
    assert all(value == IGNORE for sample in chunks[0] for value in sample.bad)


def test_quotation_marks_curl_only_in_pairs() -> None:
    assert curled('He said "no" and left.') == "He said “no” and left."
    assert curled('A 5" pipe.') == 'A 5" pipe.'
