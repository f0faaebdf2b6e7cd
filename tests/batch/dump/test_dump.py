"""Dump-level knowledge on generated dumps: duplicates, recurring blocks, recurring mistakes, going on after a kill."""

from __future__ import annotations

import json
import random
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tanqih.batch.containers import open_container
from tanqih.batch.dump import (
    Index,
    LearnedBlocks,
    LearnedChecker,
    learn,
    load_blocks,
    write_blocks,
    write_duplicates,
    write_mistakes,
)
from tanqih.batch.dump.blocks import blocks_of, folded, proposal, site_of
from tanqih.batch.dump.likeness import bands, exact_key, likeness, signature, words_of
from tanqih.batch.dump.store import Block
from tanqih.batch.records import Container, Record
from tanqih.check import Checker
from tanqih.config import Config
from tanqih.errors import ConfigError, InputError
from tanqih.fix import fix_document
from tanqih.formats.plain import document_from_text, text_of

WORDS = [
    f"{first}{second}"
    for first in ("ba", "de", "fi", "go", "lu", "ma", "ne", "po")
    for second in ("ran", "tel", "mis", "dor", "kun", "lev")
]


def article(seed: int, paragraphs: int = 5) -> list[str]:
    drawn = random.Random(seed)
    return [f"{' '.join(drawn.choice(WORDS) for _ in range(40)).capitalize()}." for _ in range(paragraphs)]


def dump(folder: Path, articles: list[tuple[str, list[str]]], name: str = "d.jsonl") -> Container:
    lines = [json.dumps({"id": key, "text": "\n\n".join(text)}) for key, text in articles]
    (folder / name).write_text("\n".join([*lines, '{"text": 3}', ""]))
    return open_container([str(folder / name)])


def generated() -> list[tuple[str, list[str]]]:
    """60 articles of two sites, 6 exact and 4 near duplicates; a line at the end of most articles of one site."""
    found = []
    for seed in range(50):
        site = "a.example" if seed % 2 else "b.example"
        text = article(seed)
        if site == "a.example":
            text = [*text, f"Follow us on channel {seed} for more."]
        found.append((f"https://www.{site}/{seed}", text))
    found += [(f"https://c.example/{seed}", [line.upper() for line in article(seed * 2)]) for seed in range(6)]
    for seed in range(4):
        first, *rest = article(seed * 2 + 20)
        found.append((f"https://d.example/{seed}", [first.replace(" ", " new ", 1), *rest]))
    return found


@pytest.mark.parametrize(("changed", "least", "most"), [(0, 1, 1), (3, 0.85, 0.99), (40, 0.2, 0.65), (200, 0, 0.1)])
def test_likeness_estimates_the_jaccard_index(changed: int, least: float, most: float) -> None:
    words = words_of(" ".join(article(1)))
    other = list(words)
    for at in random.Random(2).sample(range(len(words)), changed):
        other[at] = f"other{at}"
    one, two = signature(words), signature(other)
    triples = [{tuple(text[at : at + 3]) for at in range(len(text) - 2)} for text in (words, other)]
    true = len(triples[0] & triples[1]) / len(triples[0] | triples[1])
    assert least <= likeness(one, two) <= most
    assert abs(likeness(one, two) - true) < 0.13
    assert bool(set(bands(one)) & set(bands(two))) == (true > 0.7)


def test_short_texts_have_no_signature() -> None:
    assert signature(words_of("Some words only, no article.")) == b""
    assert exact_key(words_of("Talks, go ON")) == exact_key(words_of("talks go on"))


def test_duplicates_blocks_and_counts(tmp_path: Path) -> None:
    found = learn(dump(tmp_path, generated()), tmp_path / "i.sqlite")
    assert found == (60, 1, 6, 4, 1, 0)
    assert str(found).startswith("60 articles, 6 of them exact and 4 near duplicates, 1 bad records; 1 recurring block")
    index = Index(tmp_path / "i.sqlite")
    marked = {one.number: one for one in index.duplicates()}
    assert [(number, one.first) for number, one in marked.items()] == [
        *((51 + at, 2 * at + 1) for at in range(6)),
        *((57 + at, 2 * at + 21) for at in range(4)),
    ]
    assert all(one.likeness == 1 for number, one in marked.items() if number <= 56)
    assert all(0.8 <= one.likeness < 1 for number, one in marked.items() if number > 56)
    assert index.duplicate(51) == (51, "d.jsonl:51", "https://c.example/0", 1, "d.jsonl:1", "https://www.b.example/0", 1.0)
    assert index.duplicate(1) is None
    write_duplicates(index, tmp_path / "duplicates.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "duplicates.jsonl").read_text().splitlines()]
    assert lines[0] == index.duplicate(51)._asdict()  # type: ignore[union-attr]
    assert len(lines) == 10
    write_blocks(index, tmp_path / "blocks.toml")
    index.close()
    data = tomllib.loads((tmp_path / "blocks.toml").read_text())
    assert data == {
        "version": 1,
        "block": [
            {
                "text": "Follow us on channel 3 for more.",
                "site": "a.example",
                "articles": 25,
                "share": 1.0,
                "where": "end",
                "use": True,
            }
        ],
    }


def test_a_reviewed_list_deletes_blocks(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_text(
        'version = 1\n[[block]]\ntext = "Follow us on channel 3 for more."\nsite = "a.example"\n[[block]]\ntext = "Talks"\nuse = false\n'
    )
    blocks = load_blocks(tmp_path / "b.toml")
    assert blocks == LearnedBlocks(frozenset({("a.example", "follow us on channel 0 for more.")}))
    checker = LearnedChecker(Config(), None, blocks)
    text = "The talks ended on Sunday.\n\nFollow  us on channel 77 for more.\n"
    document = document_from_text(text, "https://a.example/1")
    issue = next(issue for issue in checker.check(document).issues if issue.rule == "boilerplate/learned")
    assert (issue.text, issue.line, issue.column, issue.offset) == ("Follow  us on channel 77 for more.", 3, 1, (28, 62))
    fixed = fix_document(checker, document, "safe").document
    assert text_of(fixed) == "The talks ended on Sunday.\n"
    assert fix_document(checker, fixed, "safe").document == fixed
    elsewhere = document_from_text(text, "https://b.example/1")
    assert "boilerplate/learned" not in {issue.rule for issue in checker.check(elsewhere).issues}


def test_a_block_goes_with_its_address() -> None:
    checker = LearnedChecker(Config(), None, LearnedBlocks(frozenset({("", folded("More on https://a.example/x now"))})))
    fixed = fix_document(checker, document_from_text("The talks ended.\n\nMore on https://a.example/x now\n"), "safe").document
    assert text_of(fixed) == "The talks ended.\n"


def test_where_blocks_stand() -> None:
    segments = document_from_text("\n\n".join(["By staff reporter", *article(1, 6), "All rights reserved 2024"])).segments
    places = {text: (starts, ends) for text, starts, ends in blocks_of(segments).values()}
    assert places["By staff reporter"] == (True, False)
    assert places["All rights reserved 2024"] == (False, True)
    assert places[article(1, 6)[2]] == (False, False)
    lines = "".join(proposal([Block("s", 'a "b"\n\x7f', 12, 0, 1, 100)]))
    assert tomllib.loads(lines)["block"][0] == {
        "text": 'a "b"\n\x7f',
        "site": "s",
        "articles": 12,
        "share": 0.12,
        "where": "middle",
        "use": False,
    }


@pytest.mark.parametrize(
    ("name", "site"),
    [("https://www.a.example/x", "a.example"), ("b/c.txt", "b"), ("d.jsonl:3", ""), ("http://[x", ""), ("17", "")],
)
def test_sites(name: str, site: str) -> None:
    assert site_of(name) == site


def test_mistakes_are_counted(tmp_path: Path) -> None:
    checker = Checker(Config())
    texts = [(str(at), ["The the talks ended on Sunday."] * (1 + at % 2)) for at in range(6)]
    container = dump(tmp_path, texts)
    found = learn(container, tmp_path / "i.sqlite", checker)
    index = Index(tmp_path / "i.sqlite")
    first = next(index.mistakes())
    assert (first.articles, first.places, first.example) == (6, 9, "d.jsonl:1")
    assert "the" in first.text.lower()
    write_mistakes(index, tmp_path / "m.tsv")
    index.close()
    head, *rows = (tmp_path / "m.tsv").read_text().splitlines()
    assert head == "articles\tplaces\trule\twords\tsuggestion\texample"
    assert len(rows) == found.mistakes
    assert rows[0].split("\t") == ["6", "9", first.rule, first.text, first.suggestion, "d.jsonl:1"]
    with pytest.raises(InputError, match="another dump, or was made with other settings"):
        learn(container, tmp_path / "i.sqlite")
    assert learn(container, tmp_path / "i.sqlite", fresh=True).mistakes == 0


class Killed(Exception):  # noqa: N818 - what happens to the process
    """The process ends."""


def stopped_after(container: Container, count: int) -> Callable[..., Iterator[Record]]:
    read = container.records

    def records(*args: Any) -> Iterator[Record]:
        for number, record in enumerate(read(*args)):
            if number == count:
                raise Killed
            yield record

    return records


def test_a_killed_pass_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tanqih.batch.dump.learning.AT_ONCE", 7)
    articles = generated()
    whole = learn(dump(tmp_path, articles), tmp_path / "whole.sqlite")
    for count in (1, 20, 45, 60):
        container = open_container([str(tmp_path / "d.jsonl")])
        with monkeypatch.context() as patch:
            patch.setattr(container, "records", stopped_after(container, count))
            with pytest.raises(Killed):
                learn(container, tmp_path / f"{count}.sqlite")
        assert learn(container, tmp_path / f"{count}.sqlite") == whole
        assert learn(container, tmp_path / f"{count}.sqlite") == whole
        one, other = Index(tmp_path / "whole.sqlite"), Index(tmp_path / f"{count}.sqlite")
        assert list(one.duplicates()) == list(other.duplicates())
        assert list(one.blocks(2, 0)) == list(other.blocks(2, 0))
        one.close()
        other.close()


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("version = 2", "no list of learned blocks of version 1"),
        ("version = 1\n[[block]]\ntxt = 'a'", "block 1 needs a text"),
        ("version = 1\n[[block]]\ntext = 'a'\nuses = true", "block 1 has the unknown key 'uses'"),
        ("version = 1\n[[block]]\ntext = 'a'\nuse = 1", "use is true or false"),
        ("version", "cannot be read"),
    ],
)
def test_lists_that_are_refused(tmp_path: Path, text: str, want: str) -> None:
    (tmp_path / "b.toml").write_text(text)
    with pytest.raises(ConfigError, match=want):
        load_blocks(tmp_path / "b.toml")
    with pytest.raises(ConfigError, match="no such list"):
        load_blocks(tmp_path / "c.toml")
    with pytest.raises(InputError, match="no such index"):
        Index(tmp_path / "c.sqlite")
    with pytest.raises(InputError, match="no index that can be used"):
        Index(tmp_path / "b.toml")
