"""What a glossary file may say, and the errors that name file, line, column and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.glossary.support import ARABIC, name_file, name_line, term_file, term_line

from tanqih.errors import TanqihError
from tanqih.glossary.entries import Entry, GlossaryError, NameEntry, load_bytes, load_file


def load(text: str) -> tuple[Entry | NameEntry, ...]:
    return load_bytes(text.encode(), "desk.tsv")


def test_a_term_knows_its_cells_and_its_place() -> None:
    (entry,) = load(
        term_file("# a comment", "", term_line(near="court|judge", desk="courts|politics", english="a|b", profile="wire"))
    )
    assert isinstance(entry, Entry)
    assert (entry.line, entry.near, entry.desks, entry.english, entry.wire) == (
        4,
        ("court", "judge"),
        ("courts", "politics"),
        ("a", "b"),
        True,
    )
    assert entry.origin == f"glossary:desk:{ARABIC}"


def test_the_desk_any_is_no_desk() -> None:
    (entry,) = load(term_file(term_line(desk="any")))
    assert isinstance(entry, Entry)
    assert entry.desks == ()


@pytest.mark.parametrize(
    ("kind", "rule"),
    [("person", "name/translated-name"), ("club", "name/translated-entity"), ("foreign-place", "name/foreign-backtranslit")],
)
def test_a_name_is_reported_under_the_rule_of_its_kind(kind: str, rule: str) -> None:
    (entry,) = load(name_file(name_line(kind=kind, variants="Janin|Jinin")))
    assert isinstance(entry, NameEntry)
    assert (entry.rule, entry.variants) == (rule, ("Janin", "Jinin"))


def test_windows_line_ends_and_a_byte_order_mark_are_read() -> None:
    text = "\ufeff" + term_file(term_line()).replace("\n", "\r\n")
    assert len(load(text)) == 1


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"class_": "term/falsesense"}, "column class: 'term/falsesense' must be one of"),
        ({"class_": "term/falsesense"}, "did you mean 'term/false-sense'?"),
        ({"pos": "nouns"}, "column pos"),
        ({"evidence": ""}, "column evidence"),
        ({"evidence": "context"}, "column near: is empty, but the evidence is context"),
        ({"arabic": ""}, "column arabic: is empty"),
        ({"arabic": "novel"}, "column arabic: 'novel' has no Arabic letter"),
        ({"english": ""}, "column english: is empty"),
        ({"wrong": ""}, "column wrong: is empty"),
        ({"wrong": ARABIC}, "column wrong: "),
        ({"english": "..."}, "column english: '...' holds no word"),
        ({"near": "Gaza"}, "column near: 'Gaza' must be in lower case"),
        ({"desk": ""}, "column desk: is empty"),
        ({"profile": "all"}, "column profile"),
        ({"class_": "term/martyr", "profile": "any"}, "matter of stance"),
    ],
)
def test_a_wrong_cell_is_an_error_with_line_and_column(cells: dict[str, str], said: str) -> None:
    with pytest.raises(GlossaryError) as caught:
        load(term_file(term_line(), term_line(**cells)))
    assert str(caught.value).startswith("desk.tsv:3: ")
    assert said in str(caught.value)


def test_a_name_has_one_house_form() -> None:
    with pytest.raises(GlossaryError, match="variants"):
        load(name_file(name_line(english="Jenin|Janin")))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "desk.tsv:1: no header line"),
        ("arabic\tenglish\n", "column wrong is missing"),
        (term_file(term_line()).replace("wrong", "worng"), "unknown column 'worng', did you mean 'wrong'?"),
        (term_file(term_line() + "\tmore"), "desk.tsv:2: 12 cells where 11 belong"),
        (term_file("x" * 30_000), "desk.tsv:2: a line of 30000 characters"),
    ],
)
def test_a_wrong_shape_is_an_error(text: str, said: str) -> None:
    with pytest.raises(GlossaryError) as caught:
        load(text)
    assert said in str(caught.value)


def test_bytes_that_are_no_utf8_are_an_error_with_the_line() -> None:
    with pytest.raises(GlossaryError, match=r"desk\.tsv:3: not valid UTF-8"):
        load_bytes(term_file(term_line()).encode() + b"\xff\xfe\n", "desk.tsv")


def test_a_file_of_200_000_lines_is_refused_at_once() -> None:
    with pytest.raises(GlossaryError, match=r"desk\.tsv:50002: more than 50,000 entries"):
        load(term_file(*[term_line()] * 200_000))


def test_a_missing_file_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(TanqihError, match="cannot be read"):
        load_file(tmp_path / "none.tsv")
