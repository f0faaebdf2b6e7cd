"""Glossaries to other formats and back: what goes round without loss, and what is said where it does not."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.glossary.support import ARABIC, name_file, name_line, term_file, term_line

from tanqih.errors import ConfigError
from tanqih.glossary.entries import EVIDENCE, KINDS, PARTS_OF_SPEECH, RULES, STANCE_RULES, GlossaryError
from tanqih.glossary.exchange import OUTPUT, Defaults, Losses, Record, input_format, output_format, read, write
from tanqih.glossary.exchange.record import is_plain, pattern_of, plain_phrases
from tanqih.glossary.patterns import PatternError


def through(records: list[Record], name: str) -> tuple[list[Record], Losses, Losses]:
    """Records written to a format and read again, with the losses of both ways."""
    there, back = Losses(), Losses()
    data = write(records, name, there)
    if name == "csv":
        return read("csv", data.decode("utf-8-sig"), "x.csv", back), there, back
    return read("tsv" if name == "tsv" else "tbx", data, "x", back), there, back


def without_lines(records: list[Record]) -> list[Record]:
    return [dataclasses.replace(record, line=0) for record in records]


WORDS = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), min_size=2, max_size=7).map(lambda word: f"zq{word}")
LETTERS = st.text(st.sampled_from([chr(code) for code in range(0x628, 0x63B)]), min_size=2, max_size=6)
ENGLISH = st.lists(WORDS, min_size=1, max_size=3).map(" ".join) | WORDS.map(lambda word: f'{word.capitalize()}\'s & <{word}> "x"')
PATTERNS = st.one_of(
    WORDS,
    st.tuples(WORDS, WORDS).map(" ".join),
    st.tuples(WORDS, WORDS).map(lambda words: f"{words[0]} [{words[1]}]"),
    st.lists(WORDS, min_size=2, max_size=20, unique=True).map(
        lambda words: f"{'/'.join(words)} [of * {words[0]}] => {words[1]} & co"
    ),
    WORDS.map(lambda word: f"[{word.capitalize()}] => -"),
    WORDS.map(lambda word: f'told ["{word}"] => ?'),
)
NOTES = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="|"), max_size=12) | st.just(
    "tanqih:near=x"
)


def several(parts: st.SearchStrategy[str], least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(parts, min_size=least, max_size=3, unique=True).map(tuple)


ANY = {
    "line": st.just(0), "arabic": several(LETTERS, 1), "evidence": st.sampled_from(EVIDENCE), "near": several(WORDS, 1),
    "far": several(WORDS), "note": NOTES,
}  # fmt: skip
TERMS = st.builds(
    Record,
    **ANY,
    english=several(ENGLISH, 1),
    wrong=several(PATTERNS, 1),
    pos=st.sampled_from(PARTS_OF_SPEECH),
    rule=st.sampled_from([rule for rule in RULES if rule not in STANCE_RULES]),
    desks=st.just(("any",)) | several(WORDS, 1),
    profile=st.sampled_from(("any", "wire")),
)
NAMES = st.builds(
    Record,
    **ANY,
    english=several(ENGLISH, 1).map(lambda forms: forms[:1]),
    variants=several(ENGLISH),
    wrong=several(PATTERNS),
    kind=st.sampled_from(KINDS),
)


@given(st.lists(TERMS, min_size=1, max_size=3) | st.lists(NAMES, min_size=1, max_size=3), st.sampled_from(OUTPUT))
def test_every_field_of_every_entry_comes_back(records: list[Record], name: str) -> None:
    found, there, back = through(records, name)
    assert without_lines(found) == records
    assert (there.any, back.any, +there.filled, +back.filled) == (False, False, {}, {})
    assert write(found, "tsv", Losses()) == write(records, "tsv", Losses())


@pytest.mark.parametrize("name", [name for name in OUTPUT if name != "tsv"])
def test_terms_and_names_share_a_file_of_another_format(name: str) -> None:
    records = read("tsv", term_file(term_line()).encode(), "a.tsv", Losses())
    records += read("tsv", name_file(name_line(variants="Janin")).encode(), "b.tsv", Losses())
    found, _, _ = through(records, name)
    assert without_lines(found) == without_lines(records)
    with pytest.raises(GlossaryError, match=r"1 terms and 1 names.*--only"):
        write(found, "tsv", Losses())


def test_what_other_programs_cannot_act_on_is_counted() -> None:
    line = term_line(evidence="context", near="court", far="goal", desk="courts", wrong="official [novel]|tall tale")
    records = read("tsv", f"# a comment\n{term_file(line)}".encode(), "a.tsv", losses := Losses())
    assert losses.comments == 1
    _, there, _ = through(records, "tbx3")
    assert +there.in_notes == {"class": 1, "evidence": 1, "near": 1, "far": 1, "marks of patterns": 1}
    _, there, _ = through(records, "tbx3-core")
    assert set(there.in_notes) >= {"wrong", "desk", "pos"}
    _, there, _ = through(records, "csv")
    assert not there.in_notes


def test_an_entry_without_a_wrong_rendering_is_no_term_but_may_be_a_name() -> None:
    record = Record(7, (ARABIC,), ("Jenin", "Janin"))
    losses = Losses()
    assert write([record], "tsv", losses).count(b"\n") == 1
    assert [(skipped.line, skipped.whole) for skipped in losses.skipped] == [(7, True)]
    assert "--kind" in losses.skipped[0].why
    text = write([record], "tsv", losses := Losses(), Defaults(kind="place")).decode()
    assert text == name_file(name_line(variants="Janin", wrong=""))
    assert losses.written == 1
    assert losses.filled == {"kind": 1, "evidence": 1}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"english": ("...",)}, "column english: '...' holds no word"),
        ({"wrong": ("the",)}, "'the' would match almost everywhere"),
        ({"rule": "term/martyr"}, "matter of stance"),
        ({"near": ("Gaza",)}, "must be in lower case"),
        ({"arabic": (f"#{ARABIC}",)}, "comment"),
        ({"english": ("a|b",)}, "holds a bar"),
    ],
)
def test_what_no_file_of_ours_may_hold_is_left_out_with_its_line(change: dict[str, str], why: str) -> None:
    record = dataclasses.replace(Record(7, (ARABIC,), ("account",), wrong=("novel",)), **change)  # type: ignore[arg-type]
    losses = Losses()
    write([record], "tsv", losses)
    assert [skipped.line for skipped in losses.skipped] == [7]
    assert why in losses.skipped[0].why


def test_what_the_input_does_not_say_is_put_in_and_counted() -> None:
    records = [
        Record(1, (ARABIC,), ("account",), wrong=("novel",)),
        Record(2, (ARABIC,), ("tale",), wrong=("novel",), near=("court",)),
    ]
    text = write(records, "tsv", losses := Losses(), Defaults(pos="noun", desk="courts|media")).decode()
    common = {"wrong": "novel", "class_": "term/domain-calque", "desk": "courts|media"}
    assert text == term_file(term_line(**common), term_line(english="tale", evidence="context", near="court", **common))
    assert losses.filled == {"pos": 2, "class": 2, "desk": 2, "profile": 2, "evidence": 2}


@pytest.mark.parametrize(
    ("pattern", "phrases"),
    [
        ("official/state [novel]", ["official novel", "state novel"]),
        ("[return] of * to => go back to", ["return of \N{HORIZONTAL ELLIPSIS} to"]),
        ("truce/cease-fire", ["truce", "cease-fire"]),
        ("/".join(f"w{n}" for n in range(40)), [f"w{n}" for n in range(12)]),
    ],
)
def test_patterns_are_written_out_for_programs_that_know_none(pattern: str, phrases: list[str]) -> None:
    assert plain_phrases(pattern) == phrases
    assert not is_plain(pattern)


@pytest.mark.parametrize("text", ["and/or", "a [b]", "x => y", "five*", "what?!", "the of"])
def test_a_phrase_that_no_pattern_can_say_is_refused(text: str) -> None:
    with pytest.raises(PatternError):
        pattern_of(text)
    assert pattern_of("the official novel") == "the official novel"


def test_formats_go_by_extension_or_name() -> None:
    assert [input_format(f"a{suffix}") for suffix in (".tsv", ".CSV", ".txt", ".tbx", ".xml")] == [
        "tsv",
        "csv",
        "csv",
        "tbx",
        "tbx",
    ]
    assert [output_format("a.tbx"), output_format("a.tbx", "tbx2"), output_format("a", "csv")] == ["tbx3", "tbx2", "csv"]
    with pytest.raises(ConfigError, match=re.escape("did you mean 'tbx'?")):
        input_format("a.xml", "tbx3")
    with pytest.raises(ConfigError, match=re.escape("unknown extension '.doc'; name the format with --to")):
        output_format("a.doc")
