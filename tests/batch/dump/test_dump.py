"""The parts of learning: how alike texts are, what is noted of an article, lists and what they are read back as, the rule with a list."""

from __future__ import annotations

import random
import shlex
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.batch.dump.articles import article

from tanqih.batch.dump.blocks import LearnedBlocks, LearnedChecker, load_blocks
from tanqih.batch.dump.likeness import bands, exact_key, likeness, signature, words_of
from tanqih.batch.dump.lists import entry, proposal
from tanqih.batch.dump.note import Note, note_of, packed, unpacked
from tanqih.batch.dump.store import Block, Index, Mistake
from tanqih.batch.records import Record
from tanqih.check import Checker
from tanqih.cli import main
from tanqih.config import Config
from tanqih.document import Span
from tanqih.errors import ConfigError, InputError
from tanqih.fix import fix_document
from tanqih.formats.plain import document_from_text, text_of
from tanqih.issue import Issue, Severity
from tanqih.rules.boilerplate.learned import folded, site_of


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


@given(
    st.lists(st.sampled_from("a b c d e f g h".split()), min_size=30), st.lists(st.sampled_from("a b c d e".split()), min_size=30)
)
def test_likeness_has_no_direction(one: list[str], two: list[str]) -> None:
    first, second = signature(one), signature(two)
    if first and second:
        assert likeness(first, second) == likeness(second, first)
        assert likeness(first, first) == 1
    assert (exact_key(one) == exact_key(two)) is (one == two)


def test_short_texts_have_no_signature() -> None:
    assert signature(words_of("Some words only, no article.")) == b""
    assert exact_key(words_of("Talks, go ON")) == exact_key(words_of("talks go on"))


def noted(text: str, name: str = "https://a.example/1", issues: tuple[Issue, ...] = (), place: str = "d.jsonl:1") -> Note:
    return note_of(Record(1, place, text.encode()), name, document_from_text(text, name), issues)


def test_a_note_comes_back_as_it_was() -> None:
    text = "\n\n".join(article(1))
    issues = Checker(Config()).check(document_from_text(f"The the talks ended .. on Sunday\n\n{text}")).issues
    note = noted(f"The the talks ended .. on Sunday\n\n{text}", issues=issues)
    assert len(note.signature) == 256
    assert {(one.text, one.suggestion) for one in note.mistakes} >= {("The the", "The")}
    assert unpacked(packed(note)) == note


def test_what_is_no_character_does_no_harm() -> None:
    note = noted("Talks.", "a\udce9b", place="n\udce9.txt")
    assert (note.id, note.place) == ("a?b", "n?.txt")
    assert unpacked(packed(note)) == note


def test_long_mistakes_are_not_counted() -> None:
    text = "x" * 200
    issue = Issue("punct/spacing", "c", Severity.MINOR, 0.9, 0, Span(0, 200), "m", text=text)
    assert noted(text, issues=(issue,)).mistakes == ()
    short = Issue("punct/spacing", "c", Severity.MINOR, 0.9, 0, Span(0, 3), "m", text="x  x")
    assert [(one.text, one.places) for one in noted(text, issues=(short, short)).mistakes] == [("x x", 2)]


def test_where_blocks_stand() -> None:
    note = noted("\n\n".join(["By staff reporter", *article(1, 6), "All rights reserved 2024", "By staff reporter", "Short"]))
    places = {block.text: (block.starts, block.ends) for block in note.blocks}
    assert places["By staff reporter"] == (True, False)
    assert places["All rights reserved 2024"] == (False, True)
    assert places[article(1, 6)[2]] == (False, False)
    assert "Short" not in places
    elsewhere = noted("\n\n".join(article(1, 6)), "https://b.example/1")
    assert {block.key for block in note.blocks}.isdisjoint(block.key for block in elsewhere.blocks)


@pytest.mark.parametrize(
    ("name", "site"),
    [("https://www.a.example/x", "a.example"), ("b/c.txt", "b"), ("d.jsonl:3", ""), ("http://[x", ""), ("17", "")],
)
def test_sites(name: str, site: str) -> None:
    assert site_of(name) == site


def test_a_list_holds_what_a_person_needs_to_judge() -> None:
    lines = "".join(proposal([Block("s", 'a "b"\n\x7f', 12, 0, 1, 100), Block("", "Tune in", 90, 0, 89, 100)]))
    first, second = tomllib.loads(lines)["block"]
    assert first == {"text": 'a "b"\n\x7f', "site": "s", "articles": 12, "share": 0.12, "where": "middle", "use": False}
    assert (second["where"], second["use"]) == ("end", True)


@given(st.lists(st.tuples(st.text(max_size=8), st.text(min_size=1, max_size=30)), max_size=5))
def test_a_list_is_read_back_as_it_was_proposed(tmp_path_factory: pytest.TempPathFactory, blocks: list[tuple[str, str]]) -> None:
    path = tmp_path_factory.mktemp("list") / "b.toml"
    path.write_bytes("".join(proposal(Block(site, text, 50, 0, 50, 100) for site, text in blocks)).encode())
    assert load_blocks(path) == LearnedBlocks(frozenset((site, folded(text)) for site, text in blocks))


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("version = 2", "no list of learned blocks of version 1"),
        ("version = 1\nblock = 3", "block is a list of tables"),
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


def test_blocks_of_a_list_wait_for_a_person(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_text(
        'version = 1\n[[block]]\ntext = "Tune in to frequency 3 tonight."\nsite = "a.example"\n[[block]]\ntext = "Talks"\nuse = false\n'
    )
    blocks = load_blocks(tmp_path / "b.toml")
    assert blocks == LearnedBlocks(frozenset({("a.example", "tune in to frequency 0 tonight.")}))
    checker = LearnedChecker(Config(), None, blocks)
    text = "The talks ended on Sunday.\n\nTune  in to frequency 77 tonight.\n"
    document = document_from_text(text, "https://a.example/1")
    (issue,) = (issue for issue in checker.check(document).issues if issue.rule == "boilerplate/learned")
    assert (issue.text, issue.line, issue.column, issue.offset) == ("Tune  in to frequency 77 tonight.", 3, 1, (28, 61))
    assert "Tune  in" in text_of(fix_document(checker, document, "safe").document)
    fixed = fix_document(checker, document, "review").document
    assert text_of(fixed) == "The talks ended on Sunday.\n"
    assert fix_document(checker, fixed, "review").document == fixed
    elsewhere = document_from_text(text, "https://b.example/1")
    assert "boilerplate/learned" not in {issue.rule for issue in checker.check(elsewhere).issues}
    without = LearnedChecker(Config(ignore=("boilerplate/learned",)), None, blocks)
    assert without.check(document).issues == Checker(Config()).check(document).issues


def test_a_block_goes_with_its_address() -> None:
    checker = LearnedChecker(Config(), None, LearnedBlocks(frozenset({("", folded("More on https://a.example/x now"))})))
    fixed = fix_document(checker, document_from_text("The talks ended.\n\nMore on https://a.example/x now\n"), "review").document
    assert text_of(fixed) == "The talks ended.\n"


RESIDUE, ARABIC = "\N{ARABIC LETTER KHAH}\N{ARABIC LETTER YEH}\N{ARABIC LETTER ALEF}\N{ARABIC LETTER MEEM}", "ARABIC"


@pytest.mark.parametrize(
    ("mistake", "options"),
    [
        (
            ("name/inconsistent-spelling", "Soukar", "Sukkar", "rule:x", ""),
            f"--name --kind KIND --arabic {ARABIC} --english Sukkar --wrong Soukar",
        ),
        (("encoding/left-in-arabic", RESIDUE, "", "", ""), f"--arabic '{RESIDUE}' --english ENGLISH --wrong WRONG"),
        (("model/suspect", "able artist", "", "", ""), f"--arabic {ARABIC} --english ENGLISH --wrong 'able artist'"),
    ],
)
def test_the_entry_that_would_settle_a_mistake(mistake: tuple[str, str, str, str, str], options: str) -> None:
    assert entry(Mistake(9, 9, *mistake, "d:1")) == f"tanqih glossary add {options}"


def test_no_entry_where_none_would_help() -> None:
    assert entry(Mistake(9, 9, "punct/spacing", "a ,", "a,", "rule:punct/spacing", "", "d:1")) == ""
    assert entry(Mistake(9, 9, "term/file", "file", "issue", "rule:x+glossary:politics:y", "", "d:1")) == "glossary:politics:y"


def test_a_proposed_entry_is_one_that_the_glossary_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    proposed = entry(Mistake(9, 9, "name/inconsistent-spelling", "Zzoukar", "Zzukkar", "rule:x", "", "d:1"))
    words = shlex.split(proposed.replace("KIND", "person").replace(ARABIC, RESIDUE))
    assert main([*words[1:], "--to", "house.tsv"]) == 0
    assert "Zzoukar" in Path("house.tsv").read_text(encoding="utf8")
