"""Accepted work as a translation memory and as triples."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tanqih import formats
from tanqih.document import Document, Segment
from tanqih.errors import ConfigError, InputError
from tanqih.formats.export import Export, export

BEFORE = Document(
    "a<b",
    (
        Segment(0, "It went.. on", "ع & س"),
        Segment(1, "Nothing.", "ن"),
        Segment(2, "No Arabic..", None),
        Segment(3, "Gone", "ق"),
    ),
)
AFTER = BEFORE.with_targets(
    {
        0: replace(BEFORE.segments[0], target="It <went> on\x01"),
        2: replace(BEFORE.segments[2], target="No Arabic."),
        3: replace(BEFORE.segments[3], target=""),
    }
)


def test_triples(tmp_path: Path) -> None:
    path = tmp_path / "work.jsonl"
    assert export([(BEFORE, AFTER)], str(path)) == 3
    lines = [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]
    assert lines[0] == {"document": "a<b", "segment": 0, "source": "ع & س", "mt": "It went.. on", "post_edit": "It <went> on\x01"}
    assert [(line["segment"], line["source"], line["post_edit"]) for line in lines[1:]] == [(2, None, "No Arabic."), (3, "ق", "")]
    documents = list(formats.read(path))
    assert (documents[0].segments[0].target, documents[0].segments[0].source) == ("It went.. on", "ع & س")
    assert documents[1].segments[0].reference == "No Arabic."


def test_a_memory_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "work.tmx"
    assert export([(BEFORE, AFTER)], str(path)) == 1
    [document] = formats.read(path)
    assert (document.id, document.languages) == ("a<b#0", ("ar", "en"))
    assert (document.segments[0].target, document.segments[0].source) == ("It <went> on\N{REPLACEMENT CHARACTER}", "ع & س")
    assert '<prop type="x-mt">It went.. on</prop>' in path.read_text(encoding="utf8")
    assert export([(BEFORE, AFTER)], str(path), every=True) == 2
    assert [one.segments[0].target for one in formats.read(path)][1] == "Nothing."


def test_nothing_accepted_is_an_empty_memory(tmp_path: Path) -> None:
    path = tmp_path / "work.tmx"
    assert export([(BEFORE, BEFORE)], str(path)) == 0
    assert [document.segments for document in formats.read(path)] == [()]


def test_wrong_places(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"work.txt: accepted work is exported as .tmx or .jsonl"):
        Export("work.txt")
    with pytest.raises(InputError, match="cannot be written"):
        export([], str(tmp_path / "none" / "work.tmx"))
